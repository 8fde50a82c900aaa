"""A line that begins with a day, as somebody types it at a table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.tui.day_and_reason import day_and_reason

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "day", "reason"),
    [
        ("+3m until the toolkit is out", "2027-02-20", "until the toolkit is out"),
        ("+3m because it is late", "2027-02-20", "it is late"),
        ("+3m, it is late", "2027-02-20", "it is late"),
        ("+3m: it is late", "2027-02-20", "it is late"),
        ("+3m - it is late", "2027-02-20", "it is late"),
        ("end of March 2 teams are new", "2027-03-31", "2 teams are new"),
        ("31 March 2027 the new team starts", "2027-03-31", "the new team starts"),
        ("March 2027", "2027-03", ""),
        ("3/4/27 later", "2027-04-03", "later"),
        ("until the toolkit is out", "", "until the toolkit is out"),
        ("unknown whether it is late", "", "unknown whether it is late"),
        ("", "", ""),
    ],
)
def test_the_longest_beginning_that_is_a_day_counts(typed, day, reason):
    assert day_and_reason(typed, TODAY) == (day, reason)


@given(st.text(max_size=60))
def test_no_word_of_a_reason_without_a_day_is_lost(typed):
    day, reason = day_and_reason(typed, TODAY)
    assert day or reason == " ".join(typed.split())
