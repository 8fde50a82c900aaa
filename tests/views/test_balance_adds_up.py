"""The balance of a period: it adds up whatever happened, and ends at what is open."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditrack.analysis.balance import Balance, balances
from auditrack.commands.action import ActionDone, AddAction, UpdateAction
from auditrack.commands.board import InitialiseBoard
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.command import Command
from auditrack.commands.decision import DecideRecommendation, ReopenRecommendation
from auditrack.commands.link import LinkRecommendations
from auditrack.commands.recommendation import AddRecommendation, WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import AddReview, WithdrawReview
from auditrack.commands.run import run
from auditrack.model.change import Actor
from auditrack.register import create_register
from auditrack.views.asks import Ask
from auditrack.views.balance import balance_of
from auditrack.views.facts import Facts
from auditrack.views.lives import lives_of
from auditrack.views.rows import RowList

SINCE, UNTIL = date(2026, 4, 1), date(2026, 9, 30)


def _balance(board) -> Balance:
    found = balance_of(Facts(board.records, UNTIL), SINCE, UNTIL)
    assert found.balances
    return found


@pytest.fixture
def old(board):
    """A recommendation that was open when the period began."""
    board.review("child-a", "2015-06-01", on="2020-01-01")
    return board.rec("child-a", "Police", on="2020-01-01")


def test_opening_is_what_was_open_the_day_before(board, old):
    assert _balance(board) == Balance(1, 0, 0, 0, 1, 0, 0, 0)


def test_new_is_what_was_published_in_the_period(board, old):
    board.review("child-b", "2026-05-01", on="2026-05-01")
    board.rec("child-b", on="2026-05-02")
    board.rec("child-b", label="2", state="said-done", done_on="2025-12-01", on="2026-05-02")
    assert _balance(board) == Balance(1, 2, 0, 0, 2, 1, 0, 0)


def test_entered_late_is_what_came_on_record_in_it_and_is_older(board, old):
    board.rec("child-a", label="2", on="2026-06-01")
    board.rec("child-a", label="3", state="said-done", done_on="2016-01-01", on="2026-06-01")
    done = board.rec("child-a", label="4", on="2026-06-01")
    board.done(board.action(done), "2026-07-01")
    board.rec(board.review("undated", None), on="2026-06-02")
    assert _balance(board) == Balance(1, 0, 3, 0, 3, 1, 0, 0)


def test_what_was_entered_since_counts_by_its_own_date(board, old):
    board.rec("child-a", label="2", on="2026-11-01")
    assert _balance(board) == Balance(2, 0, 0, 0, 2, 0, 0, 0)


def test_closed_by_actions_or_by_decision(board, old):
    other = board.rec("child-a", label="2", on="2020-01-01")
    board.done(board.action(old), "2026-06-01")
    board.close(other, "2026-06-01")
    assert _balance(board) == Balance(2, 0, 0, 0, 0, 2, 0, 0)


def test_closed_and_opened_again_in_one_period_counts_on_both_sides(board, old):
    board.close(old, "2026-06-01")
    board.reopen(old, "2026-07-01")
    assert _balance(board) == Balance(1, 0, 0, 1, 1, 1, 0, 0)
    board.close(old, "2026-08-01")
    assert _balance(board) == Balance(1, 0, 0, 1, 0, 2, 0, 0)


def test_said_to_be_done_and_taken_back_in_one_period_counts_on_both_sides(board, old):
    action = board.action(old)
    board.done(action, "2026-06-01")
    board.update(action, "in-progress", "2026-07-01")
    assert _balance(board) == Balance(1, 0, 0, 1, 1, 1, 0, 0)


def test_done_on_a_day_of_the_period_though_nobody_updated_it(board, old):
    board.rec("child-a", label="2", state="said-done", done_on="2026-05-05", on="2026-06-01")
    assert _balance(board) == Balance(1, 0, 1, 0, 1, 1, 0, 0)


def test_opened_again_by_a_decision_that_opens_nothing_counts_nowhere(board, old):
    board.made(ReplyToRecommendation(old, "Police", "declined", reason="No."), "2026-05-01")
    board.close(old, "2026-06-01")
    board.reopen(old, "2026-07-01")
    assert _balance(board) == Balance(1, 0, 0, 0, 0, 0, 0, 1)


def test_closed_before_and_opened_again_in_it(board, old):
    board.close(old, "2026-01-01")
    assert _balance(board) == Balance(0, 0, 0, 0, 0, 0, 0, 0)
    board.reopen(old, "2026-07-01")
    assert _balance(board) == Balance(0, 0, 0, 1, 1, 0, 0, 0)


def test_declined_superseded_and_no_longer_relevant_are_set_aside(board, old):
    two, three = (board.rec("child-a", "Police", label=n, on="2020-01-01") for n in "23")
    board.made(ReplyToRecommendation(old, "Police", "declined", reason="No."), "2026-05-01")
    board.decide(two, "no-longer-relevant", "2026-05-01")
    four = board.rec("child-a", label="4", on="2026-05-01")
    board.made(LinkRecommendations(four, three, "supersedes"), "2026-05-01")
    assert _balance(board) == Balance(3, 0, 1, 0, 1, 0, 0, 3)


def test_withdrawn_alone_or_with_its_review(board, old):
    two = board.rec("child-a", label="2", on="2020-01-01")
    board.made(WithdrawRecommendation(two, why="Entered twice."), "2026-05-01")
    assert _balance(board) == Balance(2, 0, 0, 0, 1, 0, 1, 0)
    board.made(WithdrawReview("child-a", why="Not ours."), "2026-05-01")
    assert _balance(board) == Balance(2, 0, 0, 0, 0, 0, 2, 0)


# Whatever is done -----------------------------------------------------------------------------

_DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
_NUMBERS = st.integers(0, 4)
_MADE = itertools.count()

_STEPS: dict[str, Callable[[str, str], Command]] = {
    "act": lambda a, b: AddAction((a,), "Write a procedure."),
    "both act": lambda a, b: AddAction((a, b) if a != b else (a,), "Train.", agency="Police"),
    "done": lambda a, b: ActionDone("act-1"),
    "other done": lambda a, b: ActionDone("act-2"),
    "back": lambda a, b: UpdateAction("act-1", "Not quite.", "in-progress"),
    "aside": lambda a, b: UpdateAction("act-2", "For now.", "paused"),
    "close": lambda a, b: CloseRecommendation(a, override="We accept it."),
    "reopen": lambda a, b: ReopenRecommendation(a, reason="It came back."),
    "not": lambda a, b: DecideRecommendation(a, "not", "No money."),
    "implement": lambda a, b: DecideRecommendation(a, "implement"),
    "over": lambda a, b: DecideRecommendation(a, "no-longer-relevant", "It is law now."),
    "decline": lambda a, b: ReplyToRecommendation(a, "Police", "declined", reason="No."),
    "accept": lambda a, b: ReplyToRecommendation(a, "Police", "accepted"),
    "supersede": lambda a, b: LinkRecommendations(a, b, "supersedes"),
    "fold": lambda a, b: LinkRecommendations(a, b, "folds-into"),
    "withdraw": lambda a, b: WithdrawRecommendation(a, why="Entered twice."),
    "reinstate": lambda a, b: WithdrawRecommendation(a, reinstate=True, why="It stands."),
    "add to r0": lambda a, b: AddRecommendation("r0", "More.", label=b, agencies=("Police",)),
    "withdraw r1": lambda a, b: WithdrawReview("r1", why="Not ours."),
    "reinstate r1": lambda a, b: WithdrawReview("r1", reinstate=True, why="Ours."),
}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    published=st.tuples(*[st.none() | _DAYS] * 2),
    steps=st.lists(
        st.tuples(_DAYS, st.sampled_from(sorted(_STEPS)), _NUMBERS, _NUMBERS), max_size=14
    ),
    period=st.tuples(_DAYS, _DAYS).map(sorted),
)
def test_adds_up_and_ends_at_what_is_open(tmp_path: Path, state_home, published, steps, period):
    since, until = period
    path = tmp_path / f"register-{next(_MADE)}"
    with create_register(path, "Fern Board", Actor("officer", 1), lambda: 0) as register:
        run(register, InitialiseBoard("Fern Board"), today=date(2025, 1, 1))
        refs = []
        for number, day in enumerate(published):
            review = AddReview(f"r{number}", "A review", published=str(day) if day else None)
            run(register, review, today=date(2026, 1, 1))
            for label in ("1", "2") if number else ("1", "2", "3"):
                ask = AddRecommendation(
                    f"r{number}", "Do it.", label=label, agencies=("Police", "Health")[: number + 1]
                )
                entered = date(2026, 1, 1) + timedelta(days=100 * number)
                refs += [run(register, ask, today=entered).references[0]]
        for day, step, one, other in sorted(steps, key=lambda step: step[0]):
            run(register, _STEPS[step](refs[one], refs[other]), today=day)
        facts = Facts(register, until)
        balance = balance_of(facts, since, until)
        assert balance.balances
        still_open = [one for one in facts.recommendations if Ask(facts, one).is_open]
        assert balance.closing == len(still_open)
        assert balance.closing == len(RowList(register, until).narrowed("open"))
        entered = [day for day, step, *_ in steps if step == "add to r0"]
        if until >= max([date(2026, 4, 11), *entered]):  # nothing came on record later
            end = date(2027, 1, 1)
            following = balance_of(Facts(register, end), until + timedelta(days=1), end)
            assert following.balances
            assert following.opening == balance.closing
        middle = since + (until - since) // 2
        _is_the_same_straight(register, until, [since, middle, until, *(day for day, *_ in steps)])
        if middle < until:
            halves = ((since, middle), (middle + timedelta(days=1), until))
            first, second = balances(lives_of(facts, until), halves)
            assert first.balances and second.balances
            assert first.closing == second.opening
            assert second.closing == balance.closing


def _is_the_same_straight(register, until: date, days: list[date]) -> None:
    """What a life says of a day is what the record says as at that day, from wherever it begins."""
    lives = lives_of(Facts(register, until), until)
    for day in days:
        for one in (day, day - timedelta(days=1)):
            if one <= until:
                alone = {life.ref: life.steps for life in lives_of(Facts(register, one), one, one)}
                assert {life.ref: life.on(one) for life in lives} == {
                    ref: step.state for ref, (step,) in alone.items()
                }
