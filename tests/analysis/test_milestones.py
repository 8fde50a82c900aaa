"""A review beside the day it was due: late, early, running, or not to be said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis.milestones import milestones
from auditrack.model.dates import interval

AS_AT = date(2026, 11, 20)


def of(as_at: date = AS_AT, **dates: str):
    return milestones("a", as_at, **{name: interval(when) for name, when in dates.items()})


@pytest.mark.parametrize(
    ("dates", "reached", "days", "at_least"),
    [
        ({}, "", None, False),
        ({"published": "2026-01-05"}, "published", None, False),
        ({"due": "2026-01-05", "published": "2026-01-05"}, "published", 0, False),
        ({"due": "2026-01-05", "published": "2026-01-17"}, "published", 12, False),
        ({"due": "2026-01-05", "published": "2026-01-02"}, "published", -3, False),
        ({"due": "2026-01-05", "concluded": "2026-01-06"}, "concluded", 1, False),
        # Publication counts before conclusion.
        (
            {"due": "2026-01-05", "concluded": "2026-01-02", "published": "2026-02-04"},
            "published",
            30,
            False,
        ),
        # What is not exact is late by so many days at least, or nobody can say.
        ({"due": "2026-01", "published": "2026-02-10"}, "published", 10, True),
        ({"due": "2026-01-05", "published": "2026-03"}, "published", 55, True),
        ({"due": "2026-03", "published": "2026-01"}, "published", -29, True),
        ({"due": "2026-01", "published": "2026-01-10"}, "published", None, False),
        ({"due": "2026", "published": "2026-06"}, "published", None, False),
        # Neither concluded nor published: so many days past, or not due yet.
        ({"due": "2026-11-10"}, "", 10, False),
        ({"due": "2026-10"}, "", 20, True),
        ({"due": "2026-11-20"}, "", None, False),
        ({"due": "2026-11"}, "", None, False),
        ({"due": "2026-12-01"}, "", None, False),
        ({"due": "unknown", "published": "2026-01-02"}, "published", None, False),
        # What was reached only later is not there yet.
        ({"due": "2026-11-10", "published": "2026-11-21"}, "", 10, False),
        (
            {"due": "2026-11-10", "concluded": "2026-11-01", "published": "2026-12-01"},
            "concluded",
            -9,
            False,
        ),
    ],
)
def test_against_the_day_it_was_due(dates, reached, days, at_least):
    found = of(**dates)
    assert (found.reached, found.days, found.at_least) == (reached, days, at_least)
    assert found.is_late == (days is not None and days > 0)


def test_a_review_of_which_all_lies_ahead_is_ahead():
    assert of(arranged="2026-12-01").is_ahead
    assert of(arranged="2026-12-01", published="2027-12-01").is_ahead
    assert not of(arranged="2026-11-01", published="2027-12-01").is_ahead
    assert not of(due="2027-12-01").is_ahead and not of().is_ahead


_DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
_REACHED = ("arranged", "concluded", "published")


@given(st.fixed_dictionaries({name: st.none() | _DAYS for name in (*_REACHED, "due")}), _DAYS)
def test_what_is_reached_later_changes_nothing(dates, as_at):
    told = {name: str(when) for name, when in dates.items() if when}
    known = {
        name: when
        for name, when in told.items()
        if name == "due" or date.fromisoformat(when) <= as_at
    }
    with_later, without = of(as_at, **told), of(as_at, **known)
    for name in (*_REACHED, "due", "reached", "days", "at_least"):
        assert getattr(with_later, name) == getattr(without, name)
