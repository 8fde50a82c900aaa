"""A board's recommendations over time, for a period's charts: by quarter, and to the first test."""

from datetime import date, timedelta

from auditrack.analysis.balance import Balance, balances
from auditrack.analysis.trends import (
    FirstTestWaits,
    QuarterFigures,
    by_quarter,
    first_test_waits,
    quarters,
)
from auditrack.views.facts import Facts
from auditrack.views.lives import lives_of
from auditrack.views.narrowed import Narrowed
from auditrack.views.trends import QUARTERS, tested_asks


def balance_over_time(
    facts: Facts, narrowed: Narrowed, since: date, until: date
) -> tuple[Balance, tuple[QuarterFigures, ...]]:
    """The balance of a period, as `balance_of` has it, and of the quarters up to its last day."""
    year_start = facts.settings.year_of(until)[0]
    found = quarters(until, year_start, QUARTERS)
    first = min(since, found[0].since)
    lives = [
        life
        for life in lives_of(facts, until, first - timedelta(days=1))
        if narrowed.has_ask(life.ref)
    ]
    return balances(lives, ((since, until),))[0], by_quarter(lives, found)


def waits_for_tests(facts: Facts, narrowed: Narrowed) -> FirstTestWaits:
    """How long live recommendations waited for their first test of practice, as at the day."""
    return first_test_waits(one for one in tested_asks(facts) if narrowed.has_ask(one.ref))
