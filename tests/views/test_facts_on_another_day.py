"""Facts as at another day, beside facts at hand: those that the record has on that day alone."""

from datetime import date

import pytest

from auditrack.views.facts import Facts
from auditrack.views.owed import owed

DAYS = [date(2020, 12, 31), date(2026, 3, 31), date(2026, 6, 1), date(2026, 9, 30)]


@pytest.fixture
def lives(board):
    """Recommendations that moved between the days: done, taken back, signed off, closed, opened."""
    board.review("child-a", "2015-06-01", on="2020-01-01")
    asks = [board.rec("child-a", "Police", label=n, on="2020-01-01") for n in "12345"]
    actions = [board.action(ask) for ask in asks[:4]]
    board.done(actions[0], "2020-06-01")
    board.update(actions[0], "in-progress", "2026-05-01")
    board.done(actions[0], "2026-08-01")
    board.done(actions[1], "2026-05-01")
    board.sign_off(actions[1], "2026-07-01")
    board.update(actions[2], "paused", "2026-04-15")
    board.close(asks[3], "2026-01-05")
    board.reopen(asks[3], "2026-08-05")
    board.decide(asks[4], "not", "2026-06-01")
    return board.records


@pytest.mark.parametrize("judged", DAYS)
@pytest.mark.parametrize("day", DAYS)
def test_the_same_as_alone(lives, judged, day):
    facts = Facts(lives, judged)
    asks = lives.select("recommendations")
    for ask in asks:
        facts.rows(ask)
    beside, alone = facts.on(day), Facts(lives, day)
    for ask in asks:
        assert beside.standing.statuses(ask) == {row.status for row in alone.rows(ask)}
        assert beside.rows(ask) == alone.rows(ask)
    assert [one.stood for one in beside.actions.all()] == [one.stood for one in alone.actions.all()]
    assert [one.ref for one in owed(beside)] == [one.ref for one in owed(alone)]


def test_what_is_owed_is_worked_out_once(lives):
    facts = Facts(lives, DAYS[-1])
    assert owed(facts) is owed(facts)
