"""Records that another program wrote past every rule: `check` lists them, and nothing crashes."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction
from auditrack.model.record import Record
from auditrack.register import Register, create_register
from auditrack.views.action_rows import action_rows
from auditrack.views.action_types import types_to_confirm
from auditrack.views.asks import Ask
from auditrack.views.balance import balance_of
from auditrack.views.before import before
from auditrack.views.checks import checks
from auditrack.views.date_fields import DATES, PERIODS
from auditrack.views.facts import Facts
from auditrack.views.first_hour import state_questions, steps, theme_questions
from auditrack.views.fit import MADE_OF
from auditrack.views.history import _DATES as DATES_OF_THE_HISTORY
from auditrack.views.history import history
from auditrack.views.home import standing_of
from auditrack.views.lifeline import lifeline_of
from auditrack.views.listings import NOUNS, listing_of
from auditrack.views.matrix import matrix_of
from auditrack.views.needs import needs_of
from auditrack.views.page import page_of
from auditrack.views.page_trends import trends_page
from auditrack.views.period import progress
from auditrack.views.positions import position_json, position_of, positions, positions_of
from auditrack.views.public_records import public_positions, public_records
from auditrack.views.publications import as_json as publication_json
from auditrack.views.publications import publications
from auditrack.views.retention import belonging, kept
from auditrack.views.rows import RowList
from auditrack.views.trends import trends_of
from auditrack.views.unworded import withheld_and_unworded

TODAY = date(2026, 11, 20)
NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)
BOARD = "Anyshire Safeguarding Children Partnership"

SOUND: tuple[Insert, ...] = (
    Insert("board", "board", {"name": BOARD, "year_start": "04-01",
                              "records_complete_from": "2010"}),
    Insert("agencies", "police", {"name": "Anyshire Police", "from": "2000", "to": "2030"}),
    Insert("agencies", "ccg", {"name": "Anyshire CCG", "replaced_by": "icb"}),
    Insert("agencies", "icb", {"name": "Anyshire ICB", "aliases": ["The ICB"]}),
    Insert("agencies", "schools", {"name": "Anyshire Schools"}),
    Insert("leads", "head", {"title": "Head of Safeguarding", "agency": "police",
                             "vacant_since": "2026-01"}),
    Insert("themes", "own_one", {"name": "Own one", "parent": "neglect", "kind": "issue"}),
    Insert("themes", "own_two", {"name": "Own two", "merged_into": "own_one", "kind": "issue"}),
    Insert("phrases", "phr-1", {"theme": "own_one", "phrase": "one of our own", "weak": False}),
    Insert("reviews", "child-ash", {"title": "Child Ash", "case_id": "ash", "boards": [BOARD],
                                    "published": "2015-03-10", "arranged": "2014",
                                    "status": "active", "retention_review": "2026-01"}),
    Insert("reviews", "child-birch", {"title": "Child Birch", "published": "2021-09-01"}),
    Insert("reviews", "child-old", {"title": "Child Old", "published": "2012",
                                    "status": "superseded", "superseded_by": "child-ash"}),
    Insert("windows", "win-1", {"review": "child-ash", "start": "2012-01-01",
                                "end": "2014-06-30", "subject": "Ash"}),
    Insert("windows", "win-2", {"review": "child-birch", "start": "2018-02", "end": "2020-10"}),
    Insert("proceedings", "prc-1", {"review": "child-birch", "kind": "criminal",
                                    "open": "2020", "ended": "2021"}),
    Insert("told", "tld-1", {"review": "child-ash", "whom": "families", "on": "2015-03-01"}),
    Insert("recommendations", "child-ash/1", {
        "review": "child-ash", "label": "1", "agencies": ["police", "ccg"], "due": "2015-12-31",
        "text": "Partners should (a) map homes; (b) train staff.", "entered_on": "2015-03-11"}),
    Insert("recommendations", "child-ash/2", {
        "review": "child-ash", "label": "2", "agencies": ["icb"], "state": "not-known",
        "text": "Assessments should name fathers."}),
    Insert("recommendations", "child-birch/1", {
        "review": "child-birch", "label": "1", "agencies": ["police"], "due": "2026-06-30",
        "text": "Find out why it did not reach practice.", "outcome": "Seen in files."}),
    Insert("recommendations", "child-birch/2", {
        "review": "child-birch", "label": "2", "agencies": ["schools"],
        "text": "Supervision should test what was seen."}),
    Insert("findings", "child-ash/f-1", {
        "review": "child-ash", "label": "1", "kind": "concern", "led_to": ["child-ash/1"],
        "text": "Schools should write to health visitors about absence."}),
    Insert("theme_links", "tl-1", {"of": "child-ash/1", "review": "child-ash",
                                   "theme": "neglect", "status": "confirmed"}),
    Insert("theme_links", "tl-2", {"of": "child-birch/1", "review": "child-birch",
                                   "theme": "neglect", "status": "confirmed"}),
    Insert("theme_links", "tl-3", {"of": "child-ash/f-1", "review": "child-ash",
                                   "theme": "own_two", "status": "suggested"}),
    Insert("mentions", "men-1", {"link": "tl-2", "review": "child-birch", "theme": "neglect",
                                 "subject": "Birch", "concern_from": "2018-05",
                                 "concern_to": "2020-08"}),
    Insert("actions", "act-1", {"what": "Train", "serves": ["child-ash/1"], "lead": "head",
                                "agency": "police", "due": "2015-12-31", "start": "2015-04",
                                "entered_on": "2015-04-01"}),
    Insert("actions", "act-2", {"what": "Train more", "serves": ["child-ash/1", "child-birch/1"],
                                "done_on": "2016-02", "due": "2016", "as_reported": True}),
    Insert("actions", "act-3", {"what": "Ask", "serves": ["child-birch/1"],
                                "agency": "schools", "due": "2026-06-30"}),
    Insert("updates", "upd-1", {"action": "act-1", "on": "2015-11-02", "state": "done"}),
    Insert("updates", "upd-2", {"action": "act-3", "on": "2026-09-14", "state": "paused",
                                "until": "2026-10"}),
    Insert("extensions", "ext-1", {"action": "act-3", "to": "2026-08", "on": "2026-05"}),
    Insert("serves", "srv-1", {"record": "ev-1", "serves": "child-birch/1"}),
    Insert("serves", "srv-2", {"record": "aud-1", "serves": "act-1"}),
    Insert("evidence", "ev-1", {"shows": "Files", "serves": ["child-ash/1"], "about": "2016-11",
                                "level": 3, "result": "embedded", "filed_on": "2016-11-20",
                                "state": "accepted", "accepted_on": "2017",
                                "accepted_by": "b", "agency": "police"}),
    Insert("evidence", "ev-2", {"shows": "Audit report", "audit": "aud-1", "about": "2020",
                                "level": 4, "filed_on": "2020-11-20", "state": "filed"}),
    Insert("evidence", "ev-3", {"shows": "Attendance", "serves": ["act-1"], "about": "2014",
                                "level": 1, "state": "filed"}),
    Insert("audits", "aud-1", {"status": "done", "serves": ["child-ash/1"], "by": "head",
                               "themes": ["neglect"], "date": "2023-02-15",
                               "practice_from": "2022", "practice_to": "2022-12",
                               "outcome": "embedded", "sample": 20, "met": 6,
                               "agencies": ["police"], "next": "2024-02"}),
    Insert("audits", "aud-2", {"status": "planned", "serves": ["child-birch/1"],
                               "date": "2026-12", "question": "Again?"}),
    Insert("replies", "rep-1", {"recommendation": "child-ash/1", "agency": "ccg",
                                "asked_on": "2015-03", "due_back": "2015-04",
                                "answer": "accepted", "on": "2015-05", "passed_to": "icb"}),
    Insert("decisions", "dec-1", {"on_ref": "child-ash/2", "decision": "close", "on": "2017"}),
    Insert("decisions", "dec-2", {"on_ref": "child-ash/2", "decision": "re-open",
                                  "on": "2018"}),
    Insert("links", "lnk-1", {"a": "child-birch/1", "b": "child-ash/1", "as": "same-ask",
                              "confirmed": True, "on": "2021"}),
    Insert("links", "lnk-2", {"a": "child-birch/2", "b": "child-ash/2", "as": "supersedes",
                              "confirmed": True, "on": "2021"}),
    Insert("exports", "exp-1", {"kind": "progress", "head_number": 1}),
)  # fmt: skip
"""A small board with a record of nearly every table, none of them wrong."""

_PAGES = (
    *("recommendations", "reviews", "findings", "actions", "evidence", "audits"),
    *("agencies", "leads"),
)


@contextmanager
def written(operations: tuple[Insert, ...]) -> Iterator[Register]:
    folder = Path(tempfile.mkdtemp())
    try:
        with create_register(folder / "r", BOARD, Actor("officer", 1000), lambda: NOON) as made:
            saved = made.transact(lambda _: Transaction("made up", operations))
            assert isinstance(saved, Saved), saved
            yield made
    finally:
        shutil.rmtree(folder)


def with_these(*others: Insert) -> tuple[Insert, ...]:
    """The sound board, with records added or in the place of its own."""
    places = {(one.table, one.id): one for one in SOUND}
    for one in others:
        known = places.get((one.table, one.id))
        fields = {**(known.fields if known else {}), **one.fields}
        kept = {name: value for name, value in fields.items() if value is not None}
        places[one.table, one.id] = Insert(one.table, one.id, kept)
    return tuple(places.values())


def looked_at(register: Register) -> list[str]:
    """Look at everything there is; hands back the codes of what could only be refused."""
    refused = []

    def look(at: Callable[[], Any]) -> None:
        try:
            at()
        except RefusedError as error:
            assert str(error.refusal).strip()
            refused.append(error.refusal.code)

    for as_at in (TODAY, date(2016, 1, 1)):
        facts = Facts(register, as_at)
        found = positions_of(facts)
        for one in found:
            position_json(one)
            lifeline_of(one, as_at).drawn(60)
            look(lambda one=one, on=as_at: page_of(register, f"theme:{one.theme}", on))
        matrix_of(facts, found)
        positions(register, as_at, published=True)
        public_positions(register, as_at)
        withheld_and_unworded(register, as_at)
        positions_of(Facts(public_records(register, as_at), as_at, published=True))
        needs_of(facts, found, [Ask(facts, document) for document in facts.recommendations])
        checks(register, as_at)
        rows = RowList(register, as_at)
        for row in rows.rows():
            row.to_json()
            assert row.brag.describe() and row.practice and row.searched
        for typed in ("overdue", "agency:police", "theme:neglect", "lead:head", "not open"):
            list(rows.narrowed(typed).rows())
        for noun in NOUNS:
            listing = listing_of(register, rows, noun)
            for order in range(len(listing.orders)):
                listing.ordered(order)
        action_rows(register, as_at)
        for theme in (None, "neglect", "own_one"):
            types_to_confirm(facts, theme).ordered(2)
        standing_of(rows, found)
        trends_page(trends_of(facts))
        before(register, "Partners should recognise neglect early.", as_at)
    for since in (date(2015, 4, 1), date(2026, 4, 1)):
        assert balance_of(Facts(register, TODAY), since, TODAY).balances
        progress(register, since, TODAY)
    for theme in ("neglect", "own_one", "own_two"):
        position_of(register, theme, TODAY)
        look(lambda theme=theme: page_of(register, theme, TODAY, "themes"))
    for table in _PAGES:
        for document in register.select(table):
            look(lambda ref=document["ref"], table=table: page_of(register, ref, TODAY, table))
    steps(register), theme_questions(register), state_questions(register)
    kept(register, TODAY)
    for review in register.select("reviews"):
        belonging(register, review["ref"])
    list(history(register))
    for one in publications(register, TODAY):
        assert one.state and publication_json(one)
    return refused


def told(register: Register) -> set[tuple[str, str]]:
    return {(one.code, one.ref) for one in checks(register, TODAY)}


def test_of_the_sound_board_nothing_of_the_kind_is_told() -> None:
    with written(SOUND) as register:
        assert looked_at(register) == []
        assert not {
            *("circle", "backwards", "unreadable-date", "unreadable-record", "dangling"),
            "does-not-balance",
        } & {code for code, _ in told(register)}


LINK = {"confirmed": True, "on": "2021"}


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (
            [Insert("links", "lnk-3", {"a": "child-ash/2", "b": "child-birch/2",
                                       "as": "supersedes", **LINK})],
            ("circle", "child-ash/2"),
        ),
        (
            [Insert("links", "lnk-3", {"a": "child-ash/1", "b": "child-birch/1",
                                       "as": "folds-into", **LINK}),
             Insert("links", "lnk-4", {"a": "child-birch/1", "b": "child-ash/1",
                                       "as": "folds-into", **LINK})],
            ("circle", "child-ash/1"),
        ),
        (
            [Insert("links", "lnk-3", {"a": "child-ash/1", "b": "child-ash/1",
                                       "as": "same-ask", **LINK})],
            ("circle", "child-ash/1"),
        ),
        ([Insert("agencies", "icb", {"replaced_by": "ccg"})], ("circle", "ccg")),
        ([Insert("agencies", "police", {"replaced_by": "police"})], ("circle", "police")),
        ([Insert("reviews", "child-ash", {"superseded_by": "child-old"})], ("circle", "child-ash")),
        ([Insert("themes", "own_one", {"merged_into": "own_one"})], ("circle", "own_one")),
        ([Insert("themes", "own_one", {"merged_into": "own_two"})], ("circle", "own_one")),
        ([Insert("themes", "own_one", {"parent": "own_one"})], ("circle", "own_one")),
        (
            [Insert("themes", "neglect", {"merged_into": "own_two"}),
             Insert("themes", "own_one", {"merged_into": "neglect"})],
            ("circle", "own_one"),
        ),
        ([Insert("windows", "win-1", {"end": "2010"})], ("backwards", "win-1")),
        ([Insert("mentions", "men-1", {"concern_to": "2017"})], ("backwards", "men-1")),
        ([Insert("audits", "aud-1", {"practice_to": "2020"})], ("backwards", "aud-1")),
        ([Insert("agencies", "police", {"to": "1999"})], ("backwards", "police")),
        ([Insert("proceedings", "prc-1", {"ended": "2019"})], ("backwards", "prc-1")),
        ([Insert("evidence", "ev-1", {"about": "2017..2015"})], ("backwards", "ev-1")),
        ([Insert("reviews", "child-ash", {"published": "soon"})], ("unreadable-date", "child-ash")),
        ([Insert("reviews", "child-ash", {"published": 2015})], ("unreadable-date", "child-ash")),
        ([Insert("actions", "act-1", {"due": "31/12/2015"})], ("unreadable-date", "act-1")),
        ([Insert("updates", "upd-2", {"on": "2026-13"})], ("unreadable-date", "upd-2")),
        ([Insert("decisions", "dec-1", {"on": ["2017"]})], ("unreadable-date", "dec-1")),
        ([Insert("actions", "act-1", {"serves": []})], ("dangling", "act-1")),
        ([Insert("actions", "act-1", {"serves": ["child-ash/9"]})], ("dangling", "act-1")),
        ([Insert("audits", "aud-1", {"themes": ["never_heard_of"]})], ("dangling", "aud-1")),
        ([Insert("audits", "aud-2", {"serves": None})], ("dangling", "aud-2")),
        ([Insert("links", "lnk-1", {"b": "child-ash/9"})], ("dangling", "lnk-1")),
        ([Insert("theme_links", "tl-1", {"of": "child-ash/9"})], ("dangling", "tl-1")),
        ([Insert("theme_links", "tl-1", {"theme": "never_heard_of"})], ("dangling", "tl-1")),
        ([Insert("mentions", "men-1", {"link": "tl-9"})], ("dangling", "men-1")),
        ([Insert("recommendations", "child-ash/1", {"review": "child-x"})],
         ("dangling", "child-ash/1")),
        ([Insert("recommendations", "child-ash/1", {"agencies": ["nobody"]})],
         ("dangling", "child-ash/1")),
        ([Insert("findings", "child-ash/f-1", {"led_to": ["child-ash/9"]})],
         ("dangling", "child-ash/f-1")),
        ([Insert("evidence", "ev-2", {"audit": "aud-9"})], ("dangling", "ev-2")),
        ([Insert("serves", "srv-1", {"record": "ev-9"})], ("dangling", "srv-1")),
        ([Insert("agencies", "ccg", {"replaced_by": "nobody"})], ("dangling", "ccg")),
        ([Insert("themes", "own_two", {"merged_into": "nothing"})], ("dangling", "own_two")),
        ([Insert("updates", "upd-1", {"action": "act-9"})], ("dangling", "upd-1")),
        ([Insert("replies", "rep-1", {"recommendation": "child-ash/9"})], ("dangling", "rep-1")),
        ([Insert("decisions", "dec-1", {"on_ref": "child-ash/9"})], ("dangling", "dec-1")),
        ([Insert("windows", "win-1", {"review": "child-x"})], ("dangling", "win-1")),
        ([Insert("recommendations", "child-ash/1", {"text": None})],
         ("unreadable-record", "child-ash/1")),
        ([Insert("recommendations", "child-ash/1", {"agencies": 7})],
         ("unreadable-record", "child-ash/1")),
        ([Insert("links", "lnk-1", {"as": None})], ("unreadable-record", "lnk-1")),
        ([Insert("agencies", "police", {"name": None})], ("unreadable-record", "police")),
    ],
)  # fmt: skip
def test_it_is_listed_and_nothing_crashes(others: list[Insert], expected: tuple[str, str]) -> None:
    with written(with_these(*others)) as register:
        assert set(looked_at(register)) <= {"bad-record"}
        found = told(register)
        assert expected in found
        told_of_others = {ref for code, ref in found if code == expected[0]} - {expected[1]}
        assert not told_of_others


NASTY = (
    *("soon", "2015-02-31", "2019..2015", "2015..", "9999", "0001", "..", ""),
    *("nowhere/9", "child-ash", "child-ash/1", "act-1", "tl-1", "neglect", "own_one", "ccg"),
    *(None, 7, -1, True, ["x"], ["child-ash/1", "child-ash/1"], []),
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(SOUND), st.integers(0, 30), st.sampled_from(NASTY)),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_stands_in_any_field_nothing_crashes(
    changes: list[tuple[Insert, int, Any]],
) -> None:
    changed: dict[tuple[str, str], Insert] = {}
    for one, place, value in changes:
        fields = list(one.fields)
        known = changed.get((one.table, one.id))
        new = {**(known.fields if known else {}), fields[place % len(fields)]: value}
        changed[one.table, one.id] = Insert(one.table, one.id, new)
    with written(with_these(*changed.values())) as register:
        assert set(looked_at(register)) <= {"bad-record", "unknown-reference"}


def test_a_circle_moves_nobodys_plan_and_no_themes_past() -> None:
    circles = (
        Insert("agencies", "icb", {"replaced_by": "ccg"}),
        Insert("themes", "own_one", {"merged_into": "own_two"}),
    )
    with written(with_these(*circles)) as register:
        facts = Facts(register, TODAY)
        assert facts.asked.each(("ccg", "icb")) == ("Anyshire CCG", "Anyshire ICB")
        assert [facts.theming.now(one) for one in ("own_one", "own_two")] == ["own_one", "own_two"]
        assert {"own_one", "own_two"} <= set(facts.theming.themes)


def test_a_period_that_runs_backwards_makes_nothing_certain() -> None:
    concern = {"concern_from": None, "concern_to": None}
    sure = with_these(
        Insert("mentions", "men-1", concern),
        Insert("windows", "win-2", {"start": "2019", "end": "2020"}),
    )
    with written(sure) as register:
        assert position_of(register, "neglect", TODAY).recurrence == "AFTER"
    backwards = with_these(
        Insert("mentions", "men-1", concern),
        Insert("windows", "win-2", {"start": "2020", "end": "2019"}),
    )
    with written(backwards) as register:
        assert position_of(register, "neglect", TODAY).recurrence == "UNKNOWN"
    dated = with_these(Insert("mentions", "men-1", {"concern_from": "2020", "concern_to": "2016"}))
    with written(dated) as register:
        assert Facts(register, TODAY).theme("neglect").mentions[-1].concern is None


def test_every_field_that_the_history_tells_as_a_date_is_checked() -> None:
    checked = {field for fields in DATES.values() for field in fields}
    assert DATES_OF_THE_HISTORY - checked == {"withdrawn_on"}  # what was withdrawn is not checked
    for table, (start, end, _) in PERIODS.items():
        assert {start, end} <= DATES[table].keys()


def test_every_kind_of_record_is_known_to_what_tells_fit_from_unfit() -> None:
    kept_elsewhere = {"Board", "Subgroup", "RoleGrant", "Import"}
    known = {kind.__name__ for kind, _ in MADE_OF.values()}
    assert {kind.__name__ for kind in Record.__subclasses__()} - known == kept_elsewhere
