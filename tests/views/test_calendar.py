"""What a calendar of what is due holds: which days, whose, and what it must not say."""

from datetime import date
from typing import Any

import pytest

from auditrack.commands.action import ExtendAction, WithdrawAction
from auditrack.commands.agency import AddAgency
from auditrack.commands.audit import PlanAudit, RecordAudit
from auditrack.commands.lead import AddLead
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.review import EditReview
from auditrack.commands.subgroup import AddSubgroup
from auditrack.model.change import Insert, RefusedError, Saved, Transaction, Update
from auditrack.views.calendar import Calendar, calendar_of
from auditrack.views.calendar_date import DueDate


def due(board: Any, **told: Any) -> Calendar:
    return calendar_of(board.records, board.today, **told)


def kinds(found: Calendar) -> list[tuple[str, str, str, bool]]:
    return [(one.kind, one.ref, one.day.isoformat(), one.is_over) for one in found.dates]


@pytest.fixture
def asked(board: Any) -> Any:
    board.made(AddAgency("Fernshire Council"))
    board.made(AddAgency("Fernshire Police"))
    board.made(AddLead("Head of Early Help", agency="Fernshire Council"))
    board.review("child-elm", publishable="yes")
    board.rec("child-elm", "Fernshire Council", label="1")
    return board


def test_an_extension_moves_the_event_and_the_first_date_stays_as_one_of_its_own(
    asked: Any,
) -> None:
    action = asked.action("child-elm/1", due="2026-12-01", lead="Head of Early Help")
    (before,) = due(asked).dates
    asked.made(ExtendAction(action, "2027-03-31", why="Staff left."))
    first, agreed = due(asked).dates
    assert (before.kind, before.ref) == (agreed.kind, agreed.ref) == ("action-due", action)
    assert (before.day, agreed.day) == (date(2026, 12, 1), date(2027, 3, 31))
    assert agreed.revisions > before.revisions
    assert agreed.moved == "First due 1 December 2026, moved once."
    assert (first.kind, first.day) == ("action-first-due", date(2026, 12, 1))
    assert agreed.summary == f"{action}: action due (Head of Early Help)"


@pytest.mark.parametrize("end", ["done", "withdrawn", "closed"])
def test_what_is_over_before_its_day_is_cancelled_and_afterwards_left_out(
    asked: Any, end: str
) -> None:
    action = asked.action("child-elm/1", due="2027-03-31")
    (before,) = due(asked).dates
    if end == "done":
        asked.done(action)
    elif end == "withdrawn":
        asked.made(WithdrawAction(action, why="Entered twice."))
    else:
        asked.close("child-elm/1")
    (after,) = due(asked).dates
    assert after.is_over and (after.kind, after.ref) == (before.kind, before.ref)
    assert after.revisions > before.revisions
    assert calendar_of(asked.records, date(2027, 4, 1)).dates == ()


def test_a_month_stands_on_its_last_day_and_a_day_not_known_is_counted(asked: Any) -> None:
    asked.action("child-elm/1", due="March 2027")
    asked.action("child-elm/1", due="unknown")
    asked.action("child-elm/1")
    found = due(asked)
    (one,) = found.dates
    assert (one.day, one.is_one_day) == (date(2027, 3, 31), False)
    assert found.describe() == (
        "1 date due. 2 open actions have no day on record and cannot be in it."
    )


def test_a_recommendation_has_its_own_date_and_else_its_actions_say_when(asked: Any) -> None:
    own = asked.rec("child-elm", "Fernshire Police", label="2", due="2027-01-31")
    silent = asked.rec("child-elm", "Fernshire Police", label="3")
    asked.action("child-elm/1", due="2027-02-28")
    found = due(asked)
    assert [(one.kind, one.ref) for one in found.dates] == [
        ("recommendation-due", own),
        ("action-due", "act-1"),
    ]
    assert found.dates[0].whom == ("Fernshire Police",)
    assert [one.noun for one in found.undated] == ["open recommendation"], silent


def test_tests_planned_promised_and_due_again(asked: Any) -> None:
    planned = asked.made(PlanAudit("Is it seen?", date="2027-02", serves=("child-elm/1",)))
    made = asked.audit("child-elm/1", on="2026-10-01", next="2027-10-01")
    assert kinds(due(asked)) == [
        ("audit-planned", planned, "2027-02-28", False),
        ("next-test", made, "2027-10-01", False),
    ]
    asked.made(RecordAudit(date="2026-11-19", outcome="partly", planned=planned, next="2028-01"))
    assert kinds(due(asked)) == [
        ("audit-planned", planned, "2026-11-19", True),
        ("next-test", made, "2027-10-01", True),
        ("next-test", planned, "2028-01-31", False),
    ]


def test_a_theme_that_nobody_named_a_day_for_is_due_again_by_the_boards_months(
    asked: Any,
) -> None:
    asked.audit("child-elm/1", on="2026-10-01")
    (one,) = due(asked).dates
    assert (one.kind, one.ref, one.day) == ("retest", "neglect", date(2028, 10, 1))
    assert one.summary.endswith(": re-test due") and not one.summary.startswith("neglect")


def test_a_reviews_days_are_those_ahead_and_due(asked: Any) -> None:
    asked.review("child-oak", None, due="2026-09-30")
    asked.made(EditReview("child-oak", retention_review="2036"))
    assert kinds(due(asked)) == [
        ("review-due", "child-oak", "2026-09-30", False),
        ("retention", "child-oak", "2036-12-31", False),
    ]
    asked.made(EditReview("child-oak", published="2026-11-01"))
    assert kinds(due(asked)) == [("retention", "child-oak", "2036-12-31", False)]


def test_only_what_concerns_a_lead_an_agency_or_a_period(asked: Any) -> None:
    asked.rec("child-elm", "Fernshire Police", label="2", due="2027-01-31")
    asked.action("child-elm/1", due="2027-02-28", lead="Head of Early Help")
    assert [one.ref for one in due(asked, lead="Head of Early Help").dates] == ["act-1"]
    assert [one.ref for one in due(asked, agency="fernshire police").dates] == ["child-elm/2"]
    asked.made(AddSubgroup("Quality"))
    asked.made(EditRecommendation("child-elm/2", assuring="quality"))
    assert [one.ref for one in due(asked, subgroup="Quality").dates] == ["child-elm/2"]
    found = due(asked, since=date(2027, 2, 1))
    assert [one.ref for one in found.dates] == ["act-1"]
    assert found.describe() == "1 date due. 1 date lies outside the period."
    assert due(asked, lead="Head of Early Help").name.endswith(", for Head of Early Help")
    with pytest.raises(RefusedError):
        due(asked, agency="Nobody at all")
    with pytest.raises(RefusedError):
        due(asked, since=date(2027, 2, 1), until=date(2027, 1, 1))


def test_no_text_of_anything_is_said_and_an_embargoed_review_only_named(asked: Any) -> None:
    asked.review("child-yew", None)
    asked.rec("child-yew", "Fernshire Council", label="1", text="Of Alys.", due="2027-01-31")
    asked.action("child-yew/1", what="See Alys.", due="2027-02-28", lead="Head of Early Help")
    asked.made(PlanAudit("Was Alys seen?", date="2027-03-31", serves=("child-yew/1",)))
    found = due(asked).dates
    assert {one.ref for one in found} == {"child-yew/1", "act-1", "aud-1"}
    assert all(one.is_embargoed for one in found)
    said = " ".join(text for one in found for text in (one.summary, *one.told()))
    assert "Alys" not in said and "Early Help" not in said and "Council" not in said


def test_nothing_is_doubled_on_a_board_of_many_records(asked: Any) -> None:
    for number in range(5):
        asked.action("child-elm/1", due=f"2027-0{number + 1}-28")
    found: tuple[DueDate, ...] = due(asked).dates
    assert len({(one.ref, one.kind) for one in found}) == len(found) == 5


def test_a_return_is_due_back_until_it_came_back(asked: Any) -> None:
    fields = {"agency": "fernshire-police", "asked_on": "2026-11-01", "due_back": "2026-12-01"}
    put(asked, Insert("return_forms", "ret-1", fields))
    put(asked, Insert("return_forms", "ret-2", {"agency": "fernshire-council"}))
    found = due(asked)
    assert kinds(found) == [("return-due", "ret-1", "2026-12-01", False)]
    assert found.dates[0].summary == "ret-1: return due back (Fernshire Police)"
    assert [one.noun for one in found.undated] == ["open recommendation", "return form"]
    assert due(asked, agency="fernshire police").dates == found.dates
    assert due(asked, agency="fernshire council").dates == ()
    put(asked, Update("return_forms", "ret-1", {"returned_on": "2026-11-19"}))
    assert kinds(due(asked)) == [("return-due", "ret-1", "2026-12-01", True)]


def put(board: Any, operation: Any) -> None:
    assert isinstance(board.of().transact(lambda _: Transaction("put", (operation,))), Saved)
