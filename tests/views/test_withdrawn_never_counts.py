"""What an undo took back, or somebody withdrew, counts nowhere: on no list, page or position."""

import pytest

from auditrack.commands.action import ExtendAction, UpdateAction
from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.evidence import ServeAlso
from auditrack.commands.link import LinkRecommendations, WithdrawLink
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import EditReview
from auditrack.commands.theme_link import LinkTheme
from auditrack.commands.told import ToldOfReview
from auditrack.commands.undo import UndoLast
from auditrack.views.checks import checks
from auditrack.views.page import page_of
from auditrack.views.rows import RowList

BOTH = ("child-a/police-1", "child-a/police-2")

CHANGES = {
    "an update": UpdateAction("act-1", state="done", note="All trained"),
    "an extension": ExtendAction("act-1", "2027-06", why="Staff left"),
    "a reply": ReplyToRecommendation(BOTH[0], agency="police", answer="declined", reason="No."),
    "a decision": DecideRecommendation(BOTH[0], "not", reason="Not ours."),
    "a period": EditReview("child-a", practice=("2012..2013",)),
    "a theme link": LinkTheme(BOTH[1], "fathers_males"),
    "a mention": LinkTheme(BOTH[0], "neglect", concern="2012..2013"),
    "a link": LinkRecommendations(*BOTH, "supersedes"),
    "the same ask": LinkRecommendations(*BOTH, "same-ask"),
    "what it serves too": ServeAlso("ev-1", BOTH[1]),
    "who was told": ToldOfReview("child-a", "families"),
}


def everything_said(board) -> list[object]:
    records, today = board.records, board.today
    refs = ("child-a", *BOTH, "act-1", "ev-1", "theme:neglect", "theme:fathers_males")
    return [
        *(page_of(records, ref, today) for ref in refs),
        *(row.to_json() for row in RowList(records, today).rows()),
        checks(records, today),
        *(board.position(theme) for theme in ("neglect", "fathers_males")),
        *(judged(board.facts(), theme) for theme in ("neglect", "fathers_males")),
    ]


def judged(facts, theme: str) -> tuple[object, ...]:
    found = facts.theme(theme)
    return (
        found.mentions,
        found.recommendations,
        found.audits,
        found.links,
        [(one.ref, one.windows) for one in found.board.reviews],
    )


@pytest.fixture
def working(board):
    board.review("child-a", "2015-06-01")
    board.rec("child-a", "Police", due="2026-06-30")
    board.rec("child-a", "Police", text="Another.")
    board.action(BOTH[0], lead="Head", due="2026-06-30")
    board.evidence(BOTH[0], level=2)
    return board


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_undone_leaves_everything_as_it_was(working, what):
    before = everything_said(working)
    working.saved(CHANGES[what])
    assert everything_said(working) != before, "the change itself shows somewhere"
    working.saved(UndoLast())
    assert everything_said(working) == before
    working.saved(UndoLast())
    assert everything_said(working) != before


@pytest.mark.parametrize("table", ["recommendations", "actions", "evidence", "audits", "findings"])
def test_a_record_undone_stood_on_no_day(board, table):
    board.review("child-a", "2015-06-01", on="2016-01-01")
    ref = board.rec("child-a", on="2016-01-01")
    before = board.facts("2016-06-01"), board.position(as_at="2016-06-01")
    made = {
        "recommendations": lambda: board.rec("child-a", text="Another."),
        "actions": lambda: board.action(ref, due="2015-12-31"),
        "evidence": lambda: board.evidence(ref, about="2015-12"),
        "audits": lambda: board.audit(ref, on="2016-02-01"),
        "findings": lambda: board.finding("child-a", theme=("neglect",), kind="concern"),
    }[table]()
    board.saved(UndoLast())
    assert board.records.get(table, made)["undone"] is True
    after = board.facts("2016-06-01"), board.position(as_at="2016-06-01")
    assert after[1] == before[1]
    assert judged(after[0], "neglect") == judged(before[0], "neglect")
    assert [d["ref"] for d in after[0].recommendations] == [ref]


def test_as_recorded_still_shows_what_was_undone(board):
    board.review("child-a")
    ref = board.rec("child-a")
    number = board.records.head.number
    board.saved(UndoLast())
    then = board.records.as_recorded(number)
    assert [row.ref for row in RowList(then, board.today).rows()] == [ref]
    assert [row.ref for row in RowList(board.records, board.today).rows()] == []


def test_a_link_that_a_person_withdrew_is_gone_from_both_pages(working):
    working.saved(LinkRecommendations(*BOTH, "contradicts"))
    working.saved(WithdrawLink(*BOTH, "contradicts", why="They do not."))
    for ref in BOTH:
        page = page_of(working.records, ref, working.today)
        assert not any(section.title == "Links" for section in page.sections)
