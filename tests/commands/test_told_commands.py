"""Who was told of a review or sent a report: groups, several at once, corrected and taken back."""

from datetime import date

import pytest

from auditrack.commands.export import RecordExport
from auditrack.commands.review import AddReview
from auditrack.commands.told import EditTold, ToldOfExport, ToldOfReview, WithdrawTold
from auditrack.views.told import not_on_record, told_of

TODAY = date(2026, 11, 20)


@pytest.fixture
def review(desks):
    desks.saved(AddReview("child-f", "Child F", published="2021-03"))
    return "child-f"


def test_several_groups_are_told_on_one_day_in_the_usual_words(desks, review):
    saved = desks.saved(
        ToldOfReview(review, ("Families", "chief-officers", "Scouts"), on="2026-11")
    )
    assert saved.references == ("tld-1", "tld-2", "tld-3", review)
    assert [(one.whom, one.on) for one in told_of(desks.of(), review)] == [
        ("families", "2026-11"),
        ("chief officers", "2026-11"),
        ("Scouts", "2026-11"),
    ]
    assert len(saved.notes) == 1 and "Scouts" in saved.notes[0]


def test_the_same_is_not_recorded_twice_and_another_day_is(desks, review):
    desks.saved(ToldOfReview(review, "staff"))
    desks.refused(ToldOfReview(review, "Staff"), "no-change")
    assert "already" in desks.saved(ToldOfReview(review, ("staff", "families"))).notes[0]
    desks.saved(ToldOfReview(review, "staff", on="2026-10-01"))
    assert len(told_of(desks.of(), review)) == 3


@pytest.mark.parametrize(
    "named",
    ["Mr Stone", "Mrs. Stone", "the mother, Ms Ann Stone", "Dr Stone", "Cllr Ash", "a.b@c.org",
     "Prof Oak", "Miss O'Hara", "Councillor Mary Ash"],
)  # fmt: skip
def test_what_can_only_be_a_person_is_refused(desks, review, named):
    refusal = desks.refused(ToldOfReview(review, ("staff", named)), "a-name")
    assert "no name is kept" in refusal.message
    ref = desks.made(ToldOfReview(review, "staff"))
    desks.refused(EditTold(ref, whom=named), "a-name")


@pytest.mark.parametrize(
    "body", ["Dr Stone's Homes", "councillors", "Drs and nurses", "Police Scotland", "MR committee",
             "Missing Persons Unit", "the Prof forum"],
)  # fmt: skip
def test_a_body_is_never_taken_for_a_person(desks, review, body):
    assert desks.get("told", desks.made(ToldOfReview(review, body)))["whom"] == body


def test_an_export_is_sent_to_groups_of_its_own(desks, review):
    export = desks.made(RecordExport("progress", 1, "0" * 64))
    desks.saved(ToldOfExport(export, ("lead member", "other boards")))
    assert [one.whom for one in told_of(desks.of(), export)] == ["lead member", "other boards"]
    assert told_of(desks.of(), review) == ()
    desks.refused(ToldOfExport("exp-9", "staff"), "unknown-reference")
    desks.refused(ToldOfExport(export, ()), "missing")


def test_one_is_corrected_and_one_taken_back_with_a_reason(desks, review):
    ref = desks.made(ToldOfReview(review, "staff"))
    desks.refused(EditTold(ref), "no-change")
    desks.refused(EditTold(ref, on="2099-01-01"), "future-date")
    desks.saved(EditTold(ref, whom="families", on="2026-11-01", of=review))
    assert [(one.whom, one.on) for one in told_of(desks.of(), review)] == [
        ("families", "2026-11-01")
    ]
    desks.refused(WithdrawTold(ref), "reason-needed")
    desks.refused(WithdrawTold(ref, of="child-g", why="x"), "unknown-reference")
    desks.saved(WithdrawTold(ref, why="It was another review."))
    assert told_of(desks.of(), review) == ()
    desks.refused(WithdrawTold(ref, why="again"), "unknown-reference")
    desks.refused(EditTold("tld-99", whom="staff"), "unknown-reference")


def test_of_a_published_review_the_usual_groups_are_asked_for_and_never_said_to_be_untold(
    desks, review
):
    assert not_on_record(desks.of(), review, TODAY) == (
        "families",
        "staff",
        "chief officers",
        "lead member",
        "other boards",
    )
    desks.saved(ToldOfReview(review, ("the mother and grandparents", "Directors of Children")))
    assert not_on_record(desks.of(), review, TODAY) == ("staff", "lead member", "other boards")
    desks.saved(AddReview("child-g", "Child G"))
    assert not_on_record(desks.of(), "child-g", TODAY) == ()
    assert not_on_record(desks.of(), review, date(2020, 1, 1)) == ()


def test_healthwatch_is_asked_for_where_the_board_is_for_adults(desks, review):
    from auditrack.commands.board import ChangeSettings

    desks.saved(ChangeSettings((("scope", "both"),)))
    assert "Healthwatch" in not_on_record(desks.of(), review, TODAY)


def test_an_author_says_where_a_report_went_and_a_reader_does_not(desks, review):
    from auditrack.commands.role import SetRoles

    export = desks.made(RecordExport("progress", 1, "0" * 64))
    for login, role in (("officer", "administrator"), ("a", "author"), ("r", "reader")):
        desks.saved(SetRoles(login, (role,)))
    desks.saved(ToldOfExport(export, "staff"), by="a")
    desks.refused(ToldOfReview(review, "staff"), "role", by="a")
    desks.refused(ToldOfExport(export, "families"), "role", by="r")
