"""The balance of a period, from records."""

from datetime import date, timedelta

from auditrack.analysis.balance import Balance, balances
from auditrack.views.facts import Facts
from auditrack.views.lives import lives_of


def balance_of(facts: Facts, since: date, until: date) -> Balance:
    """The balance of a period, by each fact's own date.

    A recommendation is new when its review was published in the period (or it came on record in it
    ahead of that), and entered late when it came on record in the period and its review was
    published before, or is not dated. One that was ended and opened again within the period counts
    on both sides, each time. What was over before it came on record counts nowhere, nor does what
    an undone import brought in.
    """
    lives = lives_of(facts, until, since - timedelta(days=1))
    return balances(lives, ((since, until),))[0]
