"""Records that another program wrote past every rule: each report is made of them, or refused."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.model.change import Insert, RefusedError
from auditrack.model.publication import Publication
from auditrack.register import Register
from auditrack.reports import handover, minutes
from auditrack.reports.agency_plan import report as agency_plan
from auditrack.reports.annual import report as annual_report
from auditrack.reports.assurance import report as assurance_sheet
from auditrack.reports.evidence_pack import report as evidence_pack
from auditrack.reports.extract import report as extract_report
from auditrack.reports.kit.kind import NAMES
from auditrack.reports.kit.making import Report, make
from auditrack.reports.progress import report as progress
from auditrack.reports.response import report as response
from auditrack.reports.right_of_reply import report as right_of_reply_paper
from auditrack.reports.themes import report as themes_report
from auditrack.views.agency_plan import Plans
from auditrack.views.annual import annual_of
from auditrack.views.assurance_sheet import assurance_sheet_of
from auditrack.views.evidence_pack import evidence_pack_of
from auditrack.views.extract import extract_of
from auditrack.views.handover import handover_of
from auditrack.views.minutes import minutes as minutes_of
from auditrack.views.period import progress as progress_of
from auditrack.views.public_records import public_records
from auditrack.views.response import response_of
from auditrack.views.right_of_reply import agencies_named, right_of_reply
from auditrack.views.themes_paper import themes_paper_of
from tests.views.test_records_past_every_rule import NASTY, SOUND, TODAY, with_these, written

MEETING = (
    Insert("meetings", "mtg-1", {"title": "Autumn", "chair": "head", "date": "2026-11-20",
                                 "status": "ended", "matters": ["child-ash/1"],
                                 "minutes": "Notes."}),
    Insert("meeting_items", "mit-1", {"meeting": "mtg-1", "on_ref": "child-ash/1",
                                      "outcome": "noted"}),
    Insert("presences", "prs-1", {"meeting": "mtg-1", "who": "head", "present_as": "present"}),
    Insert("return_forms", "ret-1", {"agency": "police", "asked_on": "2026-10-01",
                                     "due_back": "2026-10-29", "asks": ["child-ash/1", "act-1"]}),
    Insert("return_questions", "rq-1", {"form": "ret-1", "order": 1, "question": "Why?"}),
)  # fmt: skip
ALL = (*SOUND, *MEETING)
REFUSED = {"nothing-to-report", "unknown-reference", "bad-record", "bad-value", "no-position"}
LATE, EARLY = date(2026, 11, 20), date(2016, 1, 1)
assert LATE == TODAY

OF_ALL: dict[str, Callable[[Register, date], Iterator[Callable[[], Report]]]] = {}
"""How every report of a kind is made from a register, by the kind's name."""


def of(kind: str) -> Callable[[Any], Any]:
    def keep(function: Any) -> Any:
        OF_ALL[kind] = function
        return function

    return keep


@of("progress")
def _progress(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    yield lambda: progress.report_of(progress_of(register, date(2015, 4, 1), day, day))


@of("response")
def _response(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    for one in register.select("reviews"):
        yield lambda ref=str(one["ref"]): response.report_of(response_of(register, ref, day))


@of("agency")
def _agency(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    plans = Plans(register, day, with_unpublished=True)
    for ref in plans.bodies:
        yield lambda ref=ref: agency_plan.report_of(plans.one(ref))


@of("themes")
def _themes(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    yield lambda: themes_report.report_of(themes_paper_of(register, day))


@of("annual")
def _annual(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    for public in (False, True):
        yield lambda public=public: annual_report.report_of(
            annual_of(
                register, date(2015, 4, 1), day, day, headings=("care-act-2014",), public=public
            )
        )


@of("evidence-pack")
def _evidence_pack(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    for theme in ("neglect", "own_one"):
        yield lambda theme=theme: evidence_pack.report_of(evidence_pack_of(register, theme, day))


@of("assurance")
def _assurance(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    for one in register.select("recommendations"):
        yield lambda ref=str(one["ref"]): assurance_sheet.report_of(
            assurance_sheet_of(register, ref, day)
        )


@of("minutes")
def _minutes(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    yield lambda: minutes.report_of(minutes_of(register, "mtg-1"))


@of("handover")
def _handover(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    yield lambda: handover.report_of(handover_of(register, "head", day))


@of("right-of-reply")
def _right_of_reply(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    publication = Publication(ref="pub-1", kind="record", as_at=day.isoformat())
    for agency in agencies_named(public_records(register, day), "record"):
        yield lambda agency=agency: right_of_reply_paper.report_of(
            right_of_reply(register, publication, agency, day.isoformat())
        )


@of("extract")
def _extract(register: Register, day: date) -> Iterator[Callable[[], Report]]:
    for review in register.select("reviews"):
        yield lambda ref=str(review["ref"]): extract_report.report_of(
            extract_of(register, ref, day)
        )


def test_every_kind_but_forms_is_made() -> None:
    assert {*OF_ALL, "return-form"} == set(NAMES)


@pytest.mark.parametrize("kind", OF_ALL)
def test_of_sound_records_each_is_made(kind: str) -> None:
    with written(with_these(*MEETING)) as register:
        made = []
        for report in OF_ALL[kind](register, TODAY):
            try:
                made.append(make(report()).document)
            except RefusedError as refused:
                assert refused.refusal.code == "nothing-to-report"
    assert made and all(Document(io.BytesIO(one)).paragraphs for one in made)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(ALL), st.integers(0, 30), st.sampled_from(NASTY)),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from((LATE, EARLY)),
)
def test_whatever_stands_in_any_field_a_report_is_made_or_refused_in_a_sentence(
    changes: list[tuple[Insert, int, Any]], day: date
) -> None:
    changed = {(one.table, one.id): one for one in MEETING}
    for one, place, value in changes:
        fields = list(one.fields)
        known = changed.get((one.table, one.id))
        new = {**(known.fields if known else {}), fields[place % len(fields)]: value}
        changed[one.table, one.id] = Insert(one.table, one.id, new)
    with written(with_these(*changed.values())) as register:
        for kind, all_of in OF_ALL.items():
            for report in all_of(register, day):
                try:
                    made = make(report())
                except RefusedError as refused:
                    assert refused.refusal.code in REFUSED, (kind, refused)
                else:
                    assert made.document[:2] == b"PK"
