"""The agency plan on paper: all that concerns the agency, and not a word of any other body."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from auditrack.model.change import Insert
from auditrack.model.dates import today_in_london
from auditrack.register import Register, open_register
from auditrack.reports.agency_plan.report import KIND, report_of
from auditrack.reports.kit.making import make
from auditrack.reports.return_forms.files import rendered
from auditrack.views.agency_plan import Plans
from auditrack.views.agency_plan_values import AgencyPlan
from auditrack.views.facts import Facts
from auditrack.views.return_paper import paper_on_record
from tests.reports.canaries import CANARY, Canaried, canaries_in
from tests.reports.every_kind import Board
from tests.views.test_records_past_every_rule import written

BODIES = (
    *("childrens-services", "hospitals", "community-health", "police", "schools", "icb"),
    *("board", "practices", "recovery", "probation"),
)


@pytest.fixture(scope="module")
def register(board_of_every_kind: Board) -> Iterator[Register]:
    with open_register(board_of_every_kind.folder, read_only=True) as opened:
        yield opened


def parts_of(content: bytes) -> Iterator[bytes]:
    """Every part of a package, and of the packages inside it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            yield part
            if part[:2] == b"PK":
                yield from parts_of(part)


def plan_of(register: Register, records: Any, agency: str, **options: Any) -> AgencyPlan:
    today = today_in_london(register.clock())
    plan = Plans(register, today, records, **options).of(agency)
    assert plan is not None
    return plan


@pytest.mark.parametrize("agency", BODIES)
def test_nothing_of_any_other_body_is_in_any_part_of_it(register: Register, agency: str) -> None:
    records = Canaried(register, agency)
    plan = plan_of(register, records, agency, with_unpublished=True, since=date(2010, 1, 1))
    made = make(report_of(plan))
    rows = repr(report_of(plan).rows).encode()
    assert canaries_in([*parts_of(made.document), rows]) == []
    if made.rest is not None:
        assert canaries_in(parts_of(made.rest)) == []


def test_nothing_of_any_other_body_is_on_its_return_form(register: Register) -> None:
    """The other paper that goes to an agency, by the same canaries."""
    facts = Facts(Canaried(register, "childrens-services"), today_in_london(register.clock()))
    paper = paper_on_record(facts, "ret-1", with_unpublished=True)
    assert len(paper.sections["replies"]) > 5
    for format in ("docx", "xlsx"):
        assert canaries_in(parts_of(rendered(paper, format))) == []


def test_a_canary_would_be_seen(register: Register) -> None:
    plan = plan_of(register, Canaried(register, "police"), "childrens-services")
    assert len(canaries_in(parts_of(make(report_of(plan)).document))) > 20


def shown(plan: AgencyPlan) -> str:
    """All words of the paper."""
    with zipfile.ZipFile(io.BytesIO(make(report_of(plan)).document)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(f"{space}t"))
        for paragraph in body.iter(f"{space}p")
    )


@pytest.mark.parametrize("agency", BODIES)
def test_each_recommendation_is_printed_or_counted_once(register: Register, agency: str) -> None:
    plan = plan_of(register, register, agency, with_unpublished=True)
    printed = [ask.ref for joined in plan.joined for ask in joined.asks]
    assert len(printed) == len(set(printed))
    asked = {
        str(one["ref"])
        for one in register.select("recommendations")
        if not {agency, *(("ccg",) if agency == "icb" else ())}.isdisjoint(one["agencies"])
        or ("all-agencies" in one["agencies"] and agency != "board")
    }
    assert set(printed) <= asked
    assert len(printed) + plan.closed_before + plan.closed_undated == len(asked)
    said = shown(plan)
    for joined in plan.joined:
        for ask in joined.asks:
            # A short one is its own heading, which the contents name again.
            has_heading = joined.is_owed and ask is joined.asks[0]
            headings = 2 if has_heading and ask.text == ask.heading else 0
            assert said.count(ask.text) == 1 + headings, ask.ref


def test_its_figures_are_those_of_the_list_where_it_alone_is_asked(
    board_of_every_kind: Board, register: Register
) -> None:
    told = board_of_every_kind.run("rec", "list", "--json")
    listed = {one["ref"]: one for one in json.loads(told.stdout)}
    compared = 0
    for agency in BODIES:
        plan = plan_of(register, register, agency)
        for ask in plan.asks_owed:
            one = listed[ask.ref]
            if one["agencies"] != [plan.name]:
                continue
            compared += 1
            assert (ask.brag.word, ask.due, ask.agreed) == (
                one["brag"],
                one["original_due"],
                one["agreed_due"],
            )
            assert (ask.days_agreed or None) == one["overdue_days"]
            assert (one["delivery"], one["reply"]) == (ask.delivery, ask.reply.describe())
    assert compared >= 5


def test_the_numbers_at_its_head_are_those_of_its_blocks(register: Register) -> None:
    plan = plan_of(register, register, "childrens-services")
    said = shown(plan)
    owed = plan.asks_owed
    assert f"{len(owed)} recommendations still to be done, from" in said
    late = [ask for ask in owed if ask.days_agreed]
    assert f"{len(late)} recommendations past the agreed date" in said
    for ask in late:
        assert f"{ask.days_agreed} days past the agreed date" in said
    assert "1 return form and" in said and "ret-1" in said
    assert said.index("Overdue and red") < said.index("What else is owed")


def test_every_field_of_every_list_is_given_in_words(register: Register) -> None:
    report = report_of(plan_of(register, register, "childrens-services"))
    assert report.rows.keys() == KIND.rows.keys()
    for name, fields in KIND.rows.items():
        for row in report.rows[name]:
            assert row.keys() == fields.keys()
            assert all(type(value) is str for value in row.values())
    assert len(report.rows["recommendations"]) >= 7 and report.rows["returns"]


def test_a_section_with_nothing_says_so_in_a_sentence(register: Register) -> None:
    plan = plan_of(register, register, "police")
    nothing = replace(
        plan,
        **dict.fromkeys(
            ("urgent", "owed", "let_go", "finished", "beside", "forms", "unanswered"), ()
        ),
    )
    said = shown(nothing)
    for words in (
        "No recommendations still to be done.",
        "Nothing that is owed is red or past its agreed date.",
        "Nothing is owed on any recommendation.",
        "No reply, question or return form waits for an answer.",
        "No open action of its own serves a record that does not ask it.",
        "Nothing that was asked of this agency stands so.",
        "Nothing was finished on record in the period",
    ):
        assert words in said, words


def test_a_finished_one_is_never_said_to_have_changed_practice(register: Register) -> None:
    plan = plan_of(register, register, "childrens-services", since=date(2010, 1, 1))
    said = shown(plan)
    assert plan.finished
    assert "and not that practice changed" in said
    for word in ("sustained", "never embedded", "Attention", "Reported and tested"):
        assert word not in said


def test_words_that_stay_behind_are_named_as_such(register: Register) -> None:
    plan = plan_of(register, register, "childrens-services")
    assert plan.withheld
    said = shown(plan)
    assert "Words are held back where a review is not published" in said
    for ref in plan.withheld:
        record = register.get("recommendations", ref) or register.get("actions", ref)
        assert str(record.get("text") or record.get("what")) not in said


SHARED = "rev-a/1"
"""A recommendation that both bodies of the next test are asked."""

BOTH = (
    Insert("board", "board", {"name": "Anyshire Partnership", "records_complete_from": "2010"}),
    Insert("agencies", "police", {"name": "Anyshire Police"}),
    Insert("agencies", "council", {"name": "Anyshire Council"}),
    Insert("leads", "crime", {"title": "Head of Crime", "agency": "police", "holder": CANARY}),
    Insert("leads", "care", {"title": f"{CANARY} post", "agency": "council", "holder": CANARY}),
    Insert("reviews", "rev-a", {"title": "Child A", "published": "2024-05-02"}),
    Insert("reviews", "rev-b", {"title": f"{CANARY} review", "published": "2025-05-02",
                                "publishable": "yes", "subjects": [CANARY]}),
    Insert("recommendations", SHARED, {
        "review": "rev-a", "label": "1", "agencies": ["police", "council"],
        "text": "What both are asked.", "priority": CANARY, "public_wording": CANARY}),
    Insert("recommendations", "rev-b/1", {
        "review": "rev-b", "label": "1", "agencies": ["council"], "text": CANARY,
        "outcome": CANARY, "measure": CANARY, "title": CANARY}),
    Insert("links", "lnk-1", {"a": SHARED, "b": "rev-b/1", "as": "same-ask", "confirmed": True}),
    Insert("links", "lnk-2", {"a": SHARED, "b": "rev-b/1", "as": "contradicts", "why": CANARY}),
    Insert("replies", "rep-1", {"recommendation": SHARED, "agency": "council",
                                "answer": "declined", "reason": CANARY, "on": "2024-06-01"}),
    Insert("replies", "rep-2", {"recommendation": SHARED, "answer": "passed-on",
                                "passed_to": CANARY, "reason": CANARY, "on": "2024-06-02"}),
    Insert("decisions", "dec-1", {"on_ref": SHARED, "decision": "implement", "on": "2024-07-01",
                                  "reason": CANARY, "dissent": CANARY, "by": CANARY}),
    Insert("actions", "act-1", {"what": "What the police do.", "serves": [SHARED],
                                "agency": "police", "lead": "care", "due": "2025-01-31"}),
    Insert("actions", "act-2", {"what": CANARY, "serves": [SHARED], "agency": "council"}),
    Insert("actions", "act-3", {"what": CANARY, "serves": [SHARED], "lead": "care"}),
    Insert("actions", "act-4", {"what": CANARY, "serves": [SHARED]}),
    Insert("actions", "act-5", {"what": "The police help.", "serves": ["rev-b/1"],
                                "agency": "police"}),
    Insert("updates", "upd-1", {"action": "act-1", "on": "2025-01-01", "state": "in-progress",
                                "note": "Begun.", "by": CANARY, "lead": "crime"}),
    Insert("updates", "upd-2", {"action": "act-1", "on": "2025-02-01", "note": CANARY,
                                "state": "in-progress", "lead": "care"}),
    Insert("updates", "upd-3", {"action": "act-4", "on": "2025-02-01", "note": CANARY,
                                "state": "in-progress"}),
    Insert("extensions", "ext-1", {"action": "act-2", "to": "2027", "on": "2025", "why": CANARY}),
    Insert("evidence", "ev-1", {"shows": "The police's files.", "serves": ["act-1"], "level": 1,
                                "filed_by": CANARY, "accepted_by": CANARY, "difference": CANARY,
                                "at": CANARY, "state": "returned", "returned_why": "A draft."}),
    Insert("evidence", "ev-2", {"shows": CANARY, "serves": ["act-1", "act-2"], "level": 1}),
    Insert("evidence", "ev-3", {"shows": CANARY, "serves": ["act-1"], "level": 1,
                                "filed_lead": "care"}),
    Insert("evidence", "ev-4", {"shows": CANARY, "serves": [SHARED], "level": 3,
                                "returned_why": CANARY, "state": "returned"}),
    Insert("evidence", "ev-5", {"shows": CANARY, "serves": [SHARED], "agency": "council",
                                "level": 2}),
    Insert("audits", "aud-1", {"status": "done", "serves": [SHARED], "date": "2026-01-01",
                               "outcome": "partly", "agencies": ["council"], "question": CANARY}),
    Insert("audits", "aud-2", {"status": "done", "serves": [SHARED], "date": "2026-02-01",
                               "outcome": "embedded", "agencies": ["police", "council"],
                               "question": "Is it known?", "by": CANARY, "method": CANARY,
                               "standard": CANARY, "sample": 9, "met": 7}),
    Insert("criteria", "crt-1", {"audit": "aud-2", "number": 1, "question": CANARY,
                                 "answers": ["yes"]}),
    Insert("return_forms", "ret-1", {"agency": "council", "asked_on": "2026-10-01",
                                     "due_back": "2026-10-29", "asks": [SHARED],
                                     "covering": CANARY, "beside": CANARY}),
    Insert("return_questions", "rq-1", {"form": "ret-1", "order": 1, "question": CANARY}),
    Insert("meetings", "mtg-1", {"date": "2026-10-01", "chair": CANARY, "minutes": CANARY}),
)  # fmt: skip


def test_of_what_is_shared_only_its_own_side_is_told() -> None:
    with written(BOTH) as register:
        plan = Plans(register, date(2026, 11, 20)).one("police")
    made = make(report_of(plan))
    rows = repr(report_of(plan).rows).encode()
    assert canaries_in([*parts_of(made.document), rows]) == []
    said = shown(plan)
    for words in (
        *("What both are asked.", "What the police do.", "Begun.", "The police's files."),
        *("Returned: A draft.", "Is it known?", "7 of 9 cases met the standard"),
        *("The police help.", "no reply is on record", "A post of another body"),
        "the outcome is that of the whole audit",
    ):
        assert words in said, words


def test_what_is_too_long_for_paper_stands_in_a_workbook_and_the_paper_says_so(
    register: Register,
) -> None:
    plan = plan_of(register, register, "childrens-services", since=date(2010, 1, 1))
    long = replace(plan, finished=plan.finished[:1] * 620)
    made = make(report_of(long))
    assert made.rest is not None
    assert "Finished" in load_workbook(io.BytesIO(made.rest)).sheetnames
    assert "workbook" in shown(long)
