"""Successions and links never run in a circle, however one would come about."""

import pytest

from auditrack.commands.agency import AddAgency, ReplaceAgency
from auditrack.commands.link import LinkRecommendations, WithdrawLink
from auditrack.commands.review import AddReview, EditReview, SupersedeReview
from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.commands.undo import UndoLast
from auditrack.model.change import Insert, Saved, Transaction
from auditrack.views.checks import checks
from tests.commands.conftest import TODAY


def put(desks, *operations: Insert) -> None:
    saved = desks.of().transact(lambda _: Transaction("made up", operations))
    assert isinstance(saved, Saved), saved


@pytest.fixture
def agencies(desks):
    for name in ("One", "Two", "Three", "Four"):
        desks.made(AddAgency(name))


def test_a_body_that_is_followed_anew_by_one_that_it_follows(desks, agencies):
    desks.saved(ReplaceAgency("one", "four"))
    desks.saved(ReplaceAgency("two", "three"))
    desks.saved(ReplaceAgency("three", "one"))
    refusal = desks.refused(ReplaceAgency("one", "two"), "circle")
    assert refusal.message == ("two cannot follow one: the succession would run in a circle.")


def test_undoing_what_would_close_a_circle_of_bodies(desks, agencies):
    desks.saved(ReplaceAgency("one", "two"))
    desks.saved(ReplaceAgency("one", "three"), by="second")
    desks.saved(ReplaceAgency("two", "one"))
    refusal = desks.refused(UndoLast(), "circle", by="second")
    assert refusal.ref == "one" and "one" in refusal.message and refusal.todo


def test_undoing_what_would_close_a_circle_of_links(desks, board):
    a, b = board(label="1"), board("Read the files.", label="2")
    desks.saved(LinkRecommendations(a, b, "supersedes"))
    desks.saved(WithdrawLink(a, b, "supersedes", why="Wrong way round."), by="second")
    desks.saved(LinkRecommendations(b, a, "supersedes"))
    desks.refused(UndoLast(), "circle", by="second")


def test_undoing_what_would_close_a_circle_of_reviews(desks):
    for ref in ("r1", "r2"):
        desks.made(AddReview(ref, ref))
    desks.saved(SupersedeReview("r1", "r2"))
    desks.saved(EditReview("r1", status="active"), by="second")
    desks.saved(SupersedeReview("r2", "r1"))
    desks.refused(UndoLast(), "circle", by="second")


def test_what_closes_no_circle_is_undone_as_ever(desks, agencies):
    desks.saved(ReplaceAgency("one", "two"))
    desks.saved(ReplaceAgency("one", "three"))
    desks.saved(UndoLast())
    assert desks.get("agencies", "one")["replaced_by"] == "two"


def test_in_a_circle_past_every_rule_commands_come_to_an_end_and_put_it_right(desks):
    put(
        desks,
        Insert("reviews", "r1", {"title": "R1", "superseded_by": "r2", "status": "superseded"}),
        Insert("reviews", "r2", {"title": "R2", "superseded_by": "r1", "status": "superseded"}),
        Insert("reviews", "r3", {"title": "R3"}),
        Insert("agencies", "a", {"name": "A", "replaced_by": "b"}),
        Insert("agencies", "b", {"name": "B", "replaced_by": "a"}),
        Insert("agencies", "c", {"name": "C"}),
        Insert("themes", "x", {"name": "Ex", "merged_into": "y"}),
        Insert("themes", "y", {"name": "Why", "merged_into": "x"}),
    )
    assert [one.ref for one in checks(desks.of(), TODAY) if one.code == "circle"] == [
        "r1",
        "a",
        "x",
    ]
    desks.saved(SupersedeReview("r3", "r1"))
    desks.saved(EditReview("r1", status="active"))
    desks.saved(ReplaceAgency("a", "c"))
    desks.made(AddTheme("Zed", ref="z"))
    desks.saved(MergeTheme("x", "z"))
    assert "circle" not in {one.code for one in checks(desks.of(), TODAY)}


def test_a_theme_undone_and_entered_again_below_what_stood_below_it(desks):
    desks.made(AddTheme("Upper", ref="upper"))
    desks.made(AddTheme("Lower", ref="lower", parent="upper"), by="second")
    desks.saved(UndoLast())
    desks.refused(AddTheme("Upper", ref="upper", parent="lower"), "circle")
