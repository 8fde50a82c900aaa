"""Dates in data, as typed, in words, and on London's clock."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.model import dates
from auditrack.model.dates import (
    BackwardsError,
    DateError,
    Interval,
    add_months,
    data_string,
    in_words,
    interval,
    london_time_in_words,
    parse_date,
    parse_range,
    shift,
    strict_interval,
    today_in_london,
    whole_months,
)

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def of(first: str | None, last: str | None) -> Interval:
    return Interval(
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("2013", of("2013-01-01", "2013-12-31")),
        ("2024-02", of("2024-02-01", "2024-02-29")),
        ("2013-04-05", of("2013-04-05", "2013-04-05")),
        ("2013-03..2013-06", of("2013-03-01", "2013-06-30")),
        ("2012..2015-04", of("2012-01-01", "2015-04-30")),
        ("..2012-12", of(None, "2012-12-31")),
        ("2014-05..", of("2014-05-01", None)),
        ("..", None),
        ("unknown", None),
        ("", None),
        (None, None),
    ],
)
def test_data_strings_mean_their_first_to_last_day(
    data: str | None, expected: Interval | None
) -> None:
    assert interval(data) == strict_interval(data) == expected


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"from": "2013-03", "to": "2013-06"}, of("2013-03-01", "2013-06-30")),
        ({"from": None, "to": "2013"}, of(None, "2013-12-31")),
        ({"to": None}, None),
    ],
)
def test_two_ends_mean_the_days_between(
    ends: dict[str, str | None], expected: Interval | None
) -> None:
    assert strict_interval(ends) == expected


NO_DATES = (
    "2013-13",
    "2026-02-30",
    "0000",
    "spring 2013",
    "20/11/26",
    "2015..2013",
    "a..2013",
    "2013..2014..2015",
    "２０１３",
    "2013-1-1",
    "2013-01-01T00:00",
)


@pytest.mark.parametrize("data", NO_DATES)
def test_what_is_no_date_is_refused_in_a_sentence(data: str) -> None:
    with pytest.raises(DateError) as refused:
        strict_interval(data)
    assert str(refused.value).endswith(".")
    assert data.partition("..")[0] in str(refused.value)


@pytest.mark.parametrize("data", [*NO_DATES, 2013, True, ("2013",)])
def test_what_is_stored_and_is_no_date_counts_as_not_known(data: Any) -> None:
    assert interval(data) is None


@pytest.mark.parametrize("ends", ["2015..2013", {"from": "2015", "to": "2013"}])
def test_a_range_that_runs_backwards_is_told_apart(ends: Any) -> None:
    with pytest.raises(BackwardsError, match="runs backwards: it ends before it starts"):
        strict_interval(ends)


@given(DAYS, st.integers(-400, 400))
def test_adding_months_keeps_the_day_or_takes_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    next_day = moved + timedelta(days=1)
    assert moved.day == day.day or (moved.day < day.day and next_day.day == 1)


@given(DAYS, DAYS)
def test_whole_months_is_the_most_that_fit(one: date, other: date) -> None:
    start, end = sorted((one, other))
    months = whole_months(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)
    assert whole_months(end, start) == -months


def test_months_stay_inside_the_calendar() -> None:
    assert add_months(date(9999, 6, 1), 12) == date.max
    assert add_months(date(1, 6, 1), -12) == date.min


@given(DAYS, DAYS, st.integers(0, 60))
def test_shift_keeps_the_ends_in_order(one: date, other: date, months: int) -> None:
    moved = shift(Interval(min(one, other), max(one, other)), months)
    assert moved.earliest <= moved.latest


def test_shift_leaves_an_open_end_open() -> None:
    assert shift(of(None, "2013-01-31"), 1) == of(None, "2013-02-28")
    assert shift(of("2013-01-31", None), 1) == of("2013-02-28", None)


@given(DAYS, DAYS)
def test_an_interval_survives_its_data_string(one: date, other: date) -> None:
    value = Interval(min(one, other), max(one, other))
    assert interval(data_string(value)) == value


@pytest.mark.parametrize(
    "data", ["2013", "2013-04", "2013-04-05", "2012..2015", "2013-03..2013-06"]
)
def test_the_shortest_data_string_is_the_one_people_wrote(data: str) -> None:
    assert data_string(interval(data)) == data


@pytest.mark.parametrize(
    ("typed", "data"),
    [
        ("2013", "2013"),
        ("2013-03", "2013-03"),
        ("2026-11-20", "2026-11-20"),
        (" 20/11/26 ", "2026-11-20"),
        ("20.11.2026", "2026-11-20"),
        ("1-2-98", "1998-02-01"),
        ("20 November 2026", "2026-11-20"),
        ("20th nov 26", "2026-11-20"),
        ("3rd of Sept. 2013", "2013-09-03"),
        ("March 2013", "2013-03"),
        ("11/2026", "2026-11"),
        ("end of March", "2027-03-31"),
        ("end of November", "2026-11-30"),
        ("the end of March 2025", "2025-03-31"),
        ("start of April 2027", "2027-04-01"),
        ("end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of 2026", "2026-12-31"),
        ("end of the year", "2026-12-31"),
        ("+6m", "2027-05-20"),
        ("+ 2 weeks", "2026-12-04"),
        ("-10d", "2026-11-10"),
        ("+1y", "2027-11-20"),
        ("today", "2026-11-20"),
        ("Tomorrow", "2026-11-21"),
        ("2013-03..2013-06", "2013-03..2013-06"),
        ("2013..2013", "2013"),
        ("March to June 2013", "2013-03..2013-06"),
        ("1 April to 30 September 2026", "2026-04-01..2026-09-30"),
        ("1 to 30 September 2026", "2026-09-01..2026-09-30"),
        ("from 2012 to April 2015", "2012..2015-04"),
        ("1 March 2013 until 5/6/13", "2013-03-01..2013-06-05"),
        ("unknown", "unknown"),
        ("Not known", "unknown"),
    ],
)
def test_what_people_type_becomes_data(typed: str, data: str) -> None:
    assert parse_date(typed, TODAY) == data


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("2026-02-30", "February 2026 has 28 days"),
        ("31/4/26", "April 2026 has 30 days"),
        ("11/20/26", "Days come first"),
        ("2026-13", "there is no month 13"),
        ("2015..2013", "runs backwards"),
        ("June to March 2013", "runs backwards"),
        ("2013..", "leaves an end open"),
        ("..", "leaves an end open"),
        ("20 November", "which year"),
        ("Nov 26", "may be a day or a year"),
        ("0203", "1900 to 2199"),
        ("+9999y", "1900 to 2199"),
        ("spring 2013", "Write a year"),
        ("", "No date was given"),
        ("  ", "No date was given"),
        ("[/] [b", "Write a year"),
        ("2013-03..sometime", "Write a year"),
    ],
)
def test_what_is_typed_and_no_date_is_refused_in_a_sentence(typed: str, part: str) -> None:
    with pytest.raises(DateError, match=part) as refused:
        parse_date(typed, TODAY)
    assert str(refused.value).endswith(".")


def test_a_refusal_never_carries_escape_sequences_or_a_page_of_text() -> None:
    with pytest.raises(DateError) as refused:
        parse_date("\x1b[31m\nred " + "x" * 500, TODAY)
    assert "\x1b" not in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 250


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_sentence(typed: str) -> None:
    try:
        data = parse_date(typed, TODAY)
    except DateError as refused:
        assert str(refused).endswith(".")
    else:
        assert parse_date(data, TODAY) == data
        assert in_words(data)


@given(DAYS)
def test_the_words_of_a_day_are_read_back_as_that_day(day: date) -> None:
    data = day.isoformat()
    assert parse_date(in_words(data), TODAY) == data
    assert parse_date(f"{day.day}/{day.month}/{day.year}", TODAY) == data


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("2012-10-16..2015-04-16", ("2012-10-16", "2015-04-16")),
        ("..2012-12", (None, "2012-12")),
        ("2014..", ("2014", None)),
        ("unknown..2014", (None, "2014")),
        ("2014", ("2014", "2014")),
        ("16/10/2012..16/4/15", ("2012-10-16", "2015-04-16")),
        ("October 2012 to April 2015", ("2012-10", "2015-04")),
        ("2014-06..2014", ("2014-06", "2014")),
        ("unknown", (None, None)),
    ],
)
def test_a_period_of_practice_may_be_open(typed: str, ends: tuple[str | None, str | None]) -> None:
    assert parse_range(typed, TODAY) == ends


@pytest.mark.parametrize("typed", ["", "soon", "a..b", "2015..2014", "2014-05-02..2014-05-01"])
def test_a_period_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(DateError):
        parse_range(typed, TODAY)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("2026-11-20", "20 November 2026"),
        ("2013-03", "March 2013"),
        ("2013", "2013"),
        ("2013-03..2013-06", "March to June 2013"),
        ("2012..2015-04", "from 2012 to April 2015"),
        ("2012..2015", "from 2012 to 2015"),
        ("2013-03-03..2013-06-05", "3 March to 5 June 2013"),
        ("2013-03-03..2013-03-05", "3 to 5 March 2013"),
        ("2012-10-16..2015-04-16", "from 16 October 2012 to 16 April 2015"),
        ("2014-05..", "from May 2014"),
        ("..2015", "until 2015"),
        ("2013..2013", "2013"),
        ("unknown", "unknown"),
        (None, "unknown"),
        ("spring 2013", "spring 2013"),
    ],
)
def test_dates_are_read_in_words(data: str | None, words: str) -> None:
    assert in_words(data) == words


def milliseconds(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp() * 1000)  # type: ignore[misc, arg-type]


CLOCK = [
    (milliseconds(2026, 1, 15, 23, 30), "15 January 2026 at 23:30"),
    (milliseconds(2026, 3, 29, 0, 59), "29 March 2026 at 00:59"),
    (milliseconds(2026, 3, 29, 1, 0), "29 March 2026 at 02:00"),
    (milliseconds(2026, 6, 30, 23, 30), "1 July 2026 at 00:30"),
    (milliseconds(2026, 10, 25, 0, 59), "25 October 2026 at 01:59"),
    (milliseconds(2026, 10, 25, 1, 0), "25 October 2026 at 01:00"),
]


@pytest.mark.parametrize(("moment", "words"), CLOCK)
def test_london_keeps_summer_time(moment: int, words: str) -> None:
    assert london_time_in_words(moment) == words


@pytest.fixture
def no_zone_data() -> Iterator[None]:
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    dates._london.cache_clear()
    yield
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()
    dates._london.cache_clear()


@pytest.mark.usefixtures("no_zone_data")
@pytest.mark.parametrize(("moment", "words"), CLOCK)
def test_london_keeps_summer_time_where_there_is_no_zone_data(moment: int, words: str) -> None:
    assert london_time_in_words(moment) == words


def test_today_is_the_day_in_london() -> None:
    assert today_in_london(milliseconds(2026, 6, 30, 23, 30)) == date(2026, 7, 1)
    assert today_in_london(milliseconds(2026, 12, 31, 23, 30)) == date(2026, 12, 31)
    with pytest.raises(DateError):
        today_in_london(10**20)
