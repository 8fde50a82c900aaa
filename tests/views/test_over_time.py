"""A period's balance and the quarters beside it: one look at every recommendation for both."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.subgroup import AddSubgroup
from auditrack.views.balance import balance_of
from auditrack.views.narrowed import Narrowed
from auditrack.views.over_time import balance_over_time, waits_for_tests
from auditrack.views.trends import trends_of


@pytest.fixture
def board(board):
    board.made(AddSubgroup("Learning"))
    for review, published in (("child-a", "2023-05-01"), ("child-b", "2025-09-15")):
        board.review(review, published, on=published)
        for label in ("1", "2", "3", "4"):
            board.rec(review, "Police", label=label, on=published)
    board.close("child-a/1", "2024-02-01")
    board.reopen("child-a/1", "2025-12-01")
    board.close("child-a/2", "2026-04-10")
    board.close("child-b/1", "2026-06-01")
    board.reopen("child-b/1", "2026-06-20")
    board.audit("child-a/3", on="2024-08-01")
    board.made(EditRecommendation("child-a/2", delivering="learning"))
    return board


PERIODS = [
    (date(2026, 4, 1), date(2026, 11, 20)),
    (date(2026, 6, 1), date(2026, 6, 19)),
    (date(2023, 1, 1), date(2026, 11, 20)),
    (date(2025, 10, 1), date(2026, 3, 31)),
]


@pytest.mark.parametrize(("since", "until"), PERIODS)
def test_the_balance_is_that_of_the_period_by_itself(board, since, until):
    facts = board.facts()
    balance, quarters = balance_over_time(facts, Narrowed(facts, None), since, until)
    assert balance == balance_of(facts, since, until)
    assert balance.balances and all(one.balance.balances for one in quarters)
    assert quarters[-1].balance.closing == balance.closing
    for one, after in pairwise(quarters):
        assert one.quarter.until + timedelta(days=1) == after.quarter.since
        assert one.balance.closing == after.balance.opening


def test_the_quarters_and_first_tests_are_those_of_trends(board):
    facts = board.facts()
    whole = Narrowed(facts, None)
    since, until = PERIODS[0]
    trends = trends_of(facts)
    assert balance_over_time(facts, whole, since, until)[1] == trends.quarters
    waits = waits_for_tests(facts, whole)
    assert (sum(waits.bands), waits.never) == (trends.first_test.tested, trends.first_test.never)


def test_of_a_subgroup_only_its_own(board):
    facts = board.facts()
    own = Narrowed(facts, "learning")
    balance, _ = balance_over_time(facts, own, *PERIODS[0])
    assert (balance.opening, balance.closed, balance.closing) == (1, 1, 0)
    assert waits_for_tests(facts, own).live == 1
