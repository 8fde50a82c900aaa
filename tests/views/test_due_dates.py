"""Due dates: the original never moves, the agreed one is the latest, and both are counted."""

import pytest

from auditrack.commands.action import EditAction, ExtendAction


@pytest.fixture
def review(board):
    return board.review("child-a")


def _dues(board, ref, agency=None, as_at=None):
    row = next(row for row in board.rows(ref, as_at) if agency in (None, row.agency))
    return tuple(str(days.latest) if days else None for days in (row.due, row.agreed_due))


def test_the_printed_date_is_the_due_date(board, review):
    ref = board.rec(review, "Police", due="2016-03-31")
    board.action(ref, due="2016-01-31")
    assert _dues(board, ref) == ("2016-03-31", "2016-03-31")


def test_else_the_latest_original_of_the_agencys_live_actions(board, review):
    ref = board.rec(review, "Police", "Health")
    board.action(ref, agency="Police", due="2016-01-31")
    later = board.action(ref, agency="Police", what="Train.", due="2016-02")
    board.action(ref, agency="Health", due="2016-09-30")
    assert _dues(board, ref, "Police") == ("2016-02-29", "2016-02-29")
    assert _dues(board, ref, "Health") == ("2016-09-30", "2016-09-30")
    assert board.ask(ref).dues == ("2016-09-30", "2016-09-30")
    board.update(later, "superseded")
    assert _dues(board, ref, "Police") == ("2016-01-31", "2016-01-31")


def test_an_extension_moves_the_agreed_date_alone(board, review):
    ref = board.rec(review, "Police")
    action = board.action(ref, due="2016-01-31")
    board.saved(ExtendAction(action, "2016-06-30", why="Staff were ill."), "2016-01-20")
    board.saved(ExtendAction(action, "2016-12-31", why="Again."), "2016-06-20")
    assert _dues(board, ref) == ("2016-01-31", "2016-12-31")
    assert _dues(board, ref, as_at="2016-03-01") == ("2016-01-31", "2016-06-30")
    assert _dues(board, ref, as_at="2016-01-01") == ("2016-01-31", "2016-01-31")
    assert board.ask(ref).times_moved == 2


def test_an_action_agreed_for_later_moves_the_printed_date(board, review):
    ref = board.rec(review, "Police", due="2016-01-31")
    action = board.action(ref, due="2016-03-31")
    assert _dues(board, ref) == ("2016-01-31", "2016-03-31")
    board.saved(ExtendAction(action, "2016-09-30", why="Staff were ill."))
    assert _dues(board, ref) == ("2016-01-31", "2016-09-30")


def test_with_none_there_is_none(board, review):
    ref = board.rec(review, "Police")
    board.action(ref)
    assert _dues(board, ref) == (None, None)
    assert "no_due_date" in board.position().flags


def test_original_due_of_an_action_cannot_be_edited_away(board, review):
    action = board.action(board.rec(review), due="2016-01-31")
    refusal = board.do(EditAction(action, due="2016-09-30"))
    assert refusal.code == "original-due"


class TestOverdue:
    def test_counts_against_both_dates(self, board, review):
        ref = board.rec(review, "Police")
        action = board.action(ref, due="2026-01-31")
        board.saved(ExtendAction(action, "2026-10-31", why="Staff were ill."), "2026-01-20")
        late = board.ask(ref).late
        assert (late.original, late.agreed) == (293, 20)

    def test_is_none_once_done_or_declined(self, board, review):
        ref = board.rec(review, "Police", due="2016-01-31")
        action = board.action(ref)
        assert board.ask(ref).late.agreed == board.ask(ref).late.original > 0
        board.done(action, "2016-05-01")
        assert board.ask(ref).late == type(board.ask(ref).late)(None, None)

    def test_of_a_printed_date_though_its_action_has_none(self, board, review):
        ref = board.rec(review, "Police", due="2026-10-31")
        board.action(ref, lead="Head of practice")
        ask = board.ask(ref)
        assert (ask.late.original, ask.late.agreed) == (20, 20)
        assert ask.brag.describe().startswith("Red: past its agreed date of 31 October 2026")
        assert board.position().practice == "OVERDUE"

    def test_of_one_agency_though_another_has_time(self, board, review):
        ref = board.rec(review, "Police", "Health")
        board.action(ref, agency="Police", due="2026-11-10")
        board.action(ref, agency="Health", due="2027-11-10")
        assert board.ask(ref).dues == ("2027-11-10", "2027-11-10")
        assert board.ask(ref).late.agreed == 10
        assert board.position().practice == "OVERDUE"

    def test_is_not_said_of_what_is_not_known(self, board, review):
        ref = board.rec(review, "Police", due="2016-01-31", state="not-known")
        assert board.ask(ref).late.agreed is None
        assert board.position().practice == "NOT_KNOWN"

    def test_due_today_is_not_late(self, board, review):
        ref = board.rec(review, "Police", due="2026-11-20")
        assert board.ask(ref).late.agreed is None
        assert board.ask(ref, "2026-11-21").late.agreed == 1
