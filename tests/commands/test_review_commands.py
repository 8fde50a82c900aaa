import pytest

from auditrack.commands.review import (
    AddReview,
    EditReview,
    SupersedeReview,
    WithdrawReview,
)
from auditrack.commands.told import ToldOfReview
from auditrack.commands.window import AddWindow


def windows(desks, review):
    return [
        (w.get("start"), w.get("end"), w.get("subject"))
        for w in desks.of().index("windows", "review").get(review, ())
    ]


def test_a_review_is_entered_with_its_periods_of_practice(desks):
    saved = desks.saved(
        AddReview(
            "Child P and H",
            "Child P and Child H",
            type="Serious case review",
            published="August 2017",
            practice=("2012-10-16..2015-04-16=Child P", "..2015=Child H", "unknown"),
            history="complete",
            case_id="p-and-h",
        )
    )
    assert saved.references == ("child-p-and-h",)
    assert saved.entry.cmd == "review add"
    stored = desks.get("reviews", "child-p-and-h")
    assert (stored["type"], stored["published"], stored["history"]) == (
        "scr",
        "2017-08",
        "complete",
    )
    assert stored["boards"] == ("Fernshire Board",)
    assert windows(desks, "child-p-and-h") == [
        ("2012-10-16", "2015-04-16", "Child P"),
        (None, "2015", "Child H"),
    ]


def test_the_history_is_left_open_unless_somebody_says(desks):
    assert "history" not in desks.get("reviews", desks.made(AddReview("child-x", "Child X")))


def test_a_boards_own_type_is_kept_as_typed(desks):
    ref = desks.made(AddReview("child-x", "Child X", type="Learning lunch"))
    assert desks.get("reviews", ref)["type"] == "Learning lunch"


@pytest.mark.parametrize("wrong", ["child/f", "act-17", "…", "a" * 61])
def test_a_reference_that_reads_as_something_else_is_refused(desks, wrong):
    desks.refused(AddReview(wrong, "Child F"), "bad-reference")


def test_a_reference_is_never_used_twice(desks):
    desks.saved(AddReview("child-f", "Child F"))
    desks.saved(WithdrawReview("child-f", why="Entered by mistake"))
    desks.refused(AddReview("Child F", "Another"), "reference-taken")


def test_a_period_that_runs_backwards_is_refused(desks):
    desks.refused(AddReview("child-f", "Child F", practice=("2015..2012",)), "bad-date")


def test_an_unknown_history_is_refused(desks):
    desks.refused(AddReview("child-f", "Child F", history="maybe"), "bad-value")


def test_a_period_is_added_once(desks):
    desks.saved(AddReview("child-f", "Child F"))
    assert desks.made(AddWindow("child-f", "2012..2014")) == "win-1"
    desks.refused(AddWindow("child-f", "2012..2014"), "no-change")
    desks.refused(AddWindow("child-f", "unknown"), "no-change")
    desks.refused(AddWindow("child-f", "2014..2012"), "bad-date")


def test_an_edit_changes_what_is_said_and_nothing_else(desks):
    desks.saved(AddReview("child-f", "Child F", published="2013", stage="draft"))
    saved = desks.saved(EditReview("child-f", published="2013-06", practice=("2012",)))
    assert saved.references == ("child-f", "win-1")
    stored = desks.get("reviews", "child-f")
    assert (stored["published"], stored["stage"], stored["rev"]) == ("2013-06", "draft", 2)


def test_an_edit_that_says_nothing_new_is_refused(desks):
    desks.saved(AddReview("child-f", "Child F"))
    desks.refused(EditReview("child-f", title="Child F"), "no-change")
    desks.refused(EditReview("child-f"), "no-change")


def test_a_later_document_supersedes_a_review(desks):
    for ref in ("one", "two", "three"):
        desks.saved(AddReview(ref, ref.title()))
    desks.saved(SupersedeReview("one", "two"))
    desks.saved(SupersedeReview("two", "three"))
    stored = desks.get("reviews", "one")
    assert (stored["status"], stored["superseded_by"]) == ("superseded", "two")
    desks.refused(SupersedeReview("three", "one"), "circle")
    desks.refused(SupersedeReview("three", "three"), "circle")


def test_a_review_is_withdrawn_with_a_reason_and_reinstated(desks):
    desks.saved(AddReview("child-f", "Child F"))
    desks.refused(WithdrawReview("child-f"), "reason-needed")
    saved = desks.saved(WithdrawReview("child-f", why="Another board's"))
    assert saved.entry.why == "Another board's"
    stored = desks.get("reviews", "child-f")
    assert (stored["status"], stored["withdrawn_on"]) == ("withdrawn", "2026-11-20")
    refusal = desks.refused(EditReview("child-f", title="X"), "withdrawn")
    assert "Another board's" in refusal.message
    desks.refused(WithdrawReview("child-f", why="again"), "withdrawn")
    desks.refused(WithdrawReview("child-f", reinstate=True), "reason-needed")
    desks.saved(WithdrawReview("child-f", reinstate=True, why="It is ours"))
    stored = desks.get("reviews", "child-f")
    assert stored["status"] == "active" and "withdrawn_on" not in stored
    desks.refused(WithdrawReview("child-f", reinstate=True, why="again"), "not-withdrawn")


def test_who_was_told_is_kept_without_names(desks):
    desks.saved(AddReview("child-f", "Child F"))
    ref = desks.made(ToldOfReview("child-f", "the family", on="1/11/2026"))
    assert desks.get("told", ref)["on"] == "2026-11-01"
    desks.refused(ToldOfReview("child-f", "staff", on="+1m"), "future-date")
    desks.refused(ToldOfReview("child-f", ""), "missing")
