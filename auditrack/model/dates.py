"""Dates as a board knows them: a year, a month, a day or a range, and what people type and read.

In data a date is `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, a range `A..B` of any of them, or `unknown`.
It means the interval from its first to its last possible day; nothing is read more exactly than
it was written. Forms also take day-first typing and echo it in words before anything is kept.
"""

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

UNKNOWN = "unknown"
"""The data string of a date that is not known."""


class DateError(ValueError):
    """A date that cannot be read; its text is a sentence for people."""


class BackwardsError(DateError):
    """A range that ends before it starts."""


class Interval(msgspec.Struct, frozen=True, gc=False):
    """The first and the last day that a date may mean; None is an open start or end."""

    first: date | None
    last: date | None

    @property
    def earliest(self) -> date:
        """The first possible day; an open start is as early as can be."""
        return date.min if self.first is None else self.first

    @property
    def latest(self) -> date:
        """The last possible day; an open end is as late as can be."""
        return date.max if self.last is None else self.last

    @property
    def is_one_day(self) -> bool:
        """Whether the date is exact."""
        return self.first is not None and self.first == self.last

    def overlaps(self, other: "Interval") -> bool:
        """Whether some day lies in both."""
        return self.earliest <= other.latest and other.earliest <= self.latest


_STRICT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTHS = tuple(name for name in calendar.month_name if name)
_MONTH_OF_NAME = {
    short: number
    for number, name in enumerate(_MONTHS, 1)
    for short in (name.lower(), name[:3].lower())
} | {"sept": 9}
_ACCEPTED = (
    "Write a year (2013), a month (March 2013 or 2013-03), a day (20/11/2026 or 2026-11-20) "
    "or a range (2013-03..2013-06), or say unknown."
)


def _month_end(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _day(year: int, month: int, day: int, typed: str) -> date:
    if not 1 <= month <= 12:
        raise DateError(
            f'"{_shown(typed)}" is no date: there is no month {month}. Days come first.'
        )
    if not 1 <= day <= _month_end(year, month):
        raise DateError(
            f'"{_shown(typed)}" is no date: {_MONTHS[month - 1]} {year} has '
            f"{_month_end(year, month)} days."
        )
    return date(year, month, day)


def _plain(text: str) -> Interval | None:
    """The interval of a year, month or day in data form; None where the text is neither."""
    match = _STRICT.fullmatch(text)
    if match is None:
        return None
    year = int(match[1])
    if year == 0:
        raise DateError(f'"{text}" is no date: there is no year 0.')
    if match[2] is None:
        return Interval(date(year, 1, 1), date(year, 12, 31))
    month = int(match[2])
    if match[3] is not None:
        exact = _day(year, month, int(match[3]), text)
        return Interval(exact, exact)
    first = _day(year, month, 1, text)
    return Interval(first, first.replace(day=_month_end(year, month)))


def _span(start: Interval | None, end: Interval | None, typed: str) -> Interval | None:
    if start is None and end is None:
        return None
    whole = Interval(start.first if start else None, end.last if end else None)
    if whole.earliest > whole.latest:
        raise BackwardsError(f'"{_shown(typed)}" runs backwards: it ends before it starts.')
    return whole


@lru_cache(maxsize=65536)
def _interval_of_text(value: str) -> Interval | None:
    text = value.strip()
    if not text or text.casefold() == UNKNOWN:
        return None
    found = _plain(text)
    if found is not None:
        return found
    start, dots, end = text.partition("..")
    if dots and ".." not in end:
        return _span(_interval_of_text(start), _interval_of_text(end), text)
    raise DateError(f'"{_shown(text)}" is no date. {_ACCEPTED}')


def strict_interval(value: str | Mapping[str, str | None] | None) -> Interval | None:
    """The days that a date as data may mean, where a wrong one is to be refused.

    Args:
        value: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `A..B` (an end may be empty), `unknown`, a mapping
            with `from` and `to`, or None.

    Returns:
        The interval, or None where nothing is known.

    Raises:
        DateError: The text is no date, names a day that does not exist, or runs backwards.
    """
    if value is None or isinstance(value, str):
        return _interval_of_text(value) if value else None
    start, end = value.get("from"), value.get("to")
    return _span(strict_interval(start), strict_interval(end), f"{start or ''}..{end or ''}")


@lru_cache(maxsize=65536)
def _interval_as_stored(value: str) -> Interval | None:
    try:
        return _interval_of_text(value)
    except DateError:
        return None


def interval(value: str | None) -> Interval | None:
    """The days that a stored date may mean; None where nothing is known.

    Entry refuses a date that cannot be read. One that came past every rule (an import of records,
    another program) says nothing: it counts as not known, and `check` lists it.
    """
    return _interval_as_stored(value) if value and isinstance(value, str) else None


@lru_cache(maxsize=16_384)
def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month.

    Beyond the calendar (years 1 to 9999) it stays at the first or last day there is.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    month += 1
    return date(year, month, day.day if day.day <= 28 else min(day.day, _month_end(year, month)))


def whole_months(start: date, end: date) -> int:
    """How many whole months lie between two days; negative where the end comes first."""
    if end < start:
        return -whole_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def shift(value: Interval, months: int) -> Interval:
    """The interval some months on, at both ends; an open end stays open."""
    return Interval(
        None if value.first is None else add_months(value.first, months),
        None if value.last is None else add_months(value.last, months),
    )


def data_string(value: Interval | None) -> str:
    """The shortest data string that means these days."""
    if value is None or (value.first is None and value.last is None):
        return UNKNOWN
    first, last = value.first, value.last
    if first is None or last is None:
        return f"{first or ''}..{last or ''}"
    if first == last:
        return first.isoformat()
    start, end = first.isoformat(), last.isoformat()
    if start.endswith("-01-01") and end.endswith("-12-31"):
        start, end = start[:4], end[:4]
    elif first.day == 1 and last.day == _month_end(last.year, last.month):
        start, end = start[:7], end[:7]
    return start if start == end else f"{start}..{end}"


def _shown(text: str) -> str:
    """What was typed, short and on one line, for a sentence about it."""
    folded = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return folded if len(folded) <= 40 else folded[:39] + "…"


# Typing -------------------------------------------------------------------------------------

_NUMBERS = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4}|[0-9]{2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})\s*/\s*([0-9]{4})")
_NAMED = re.compile(
    r"(?:([0-9]{1,2})(?:st|[nr]d|th)?(?:\s+of)?\s+)?([a-z]{3,9})\.?,?(?:\s+([0-9]{4}|[0-9]{2}))?"
)
_DAY_ALONE = re.compile(r"[0-9]{1,2}(?:st|[nr]d|th)?", re.IGNORECASE)
_EDGE = re.compile(r"(?:the\s+)?(start|beginning|end)\s+of\s+(.+)")
_STEP = re.compile(r"([+-])\s*([0-9]{1,4})\s*(d|w|m|y)[a-z]*")
_NAMED_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def _year(text: str, today: date) -> int:
    """A year of two or four figures; two figures mean no more than twenty years ahead."""
    year = int(text)
    if len(text) == 2:
        year += today.year // 100 * 100
        if year > today.year + 20:
            year -= 100
    return year


def _step(sign: str, count: str, unit: str, today: date) -> date:
    number = int(count) if sign == "+" else -int(count)
    if unit in "my":
        return add_months(today, number * (12 if unit == "y" else 1))
    try:
        return today + timedelta(days=number * (7 if unit == "w" else 1))
    except OverflowError:
        return date.max if number > 0 else date.min


def _named(text: str, today: date) -> str | None:
    match = _NAMED.fullmatch(text)
    month = _MONTH_OF_NAME.get(match[2]) if match else None
    if match is None or month is None:
        return None
    if match[3] is None:
        said = f"{match[1]} {_MONTHS[month - 1]}" if match[1] else _MONTHS[month - 1]
        raise DateError(f'"{_shown(text)}" does not say which year. Write {said} {today.year}.')
    year = _year(match[3], today)
    if match[1] is None:
        if len(match[3]) == 2:  # "Nov 26" may be a day or a year
            raise DateError(
                f'"{_shown(text)}" may be a day or a year. '
                f"Write {_MONTHS[month - 1]} {year}, or the day and the year too."
            )
        return f"{year:04}-{month:02}"
    return _day(year, month, int(match[1]), text).isoformat()


def _edge(which: str, whole: str, today: date) -> str | None:
    """The first or last day of a month or a year; a month without a year is the next to come."""
    words = whole.removeprefix("the ").removeprefix("this ")
    months_ahead = {"month": 0, "next month": 1}.get(words)
    if months_ahead is not None:
        month = add_months(today, months_ahead)
        words = f"{month.year:04}-{month.month:02}"
    elif words in ("year", "next year"):
        words = f"{today.year + (words == 'next year'):04}"
    elif words in _MONTH_OF_NAME:
        number = _MONTH_OF_NAME[words]
        year = today.year
        edge_day = _month_end(year, number) if which == "end" else 1
        if date(year, number, edge_day) < today:
            year += 1
        words = f"{year:04}-{number:02}"
    else:
        words = _named(words, today) or words
    found = _plain(words) if len(words) < 10 else None
    if found is None:
        return None
    return (found.earliest if which != "end" else found.latest).isoformat()


def _one(text: str, today: date) -> str | None:
    """The data string of one typed date that is no range; None where it cannot be read."""
    words = " ".join(text.casefold().split())
    if _plain(words) is not None:
        return words
    if words in _NAMED_DAYS:
        return (today + timedelta(days=_NAMED_DAYS[words])).isoformat()
    if match := _STEP.fullmatch(words):
        return _step(match[1], match[2], match[3], today).isoformat()
    if match := _NUMBERS.fullmatch(words):
        return _day(_year(match[3], today), int(match[2]), int(match[1]), words).isoformat()
    if match := _MONTH_YEAR.fullmatch(words):
        return _day(int(match[2]), int(match[1]), 1, words).isoformat()[:7]
    if match := _EDGE.fullmatch(words):
        return _edge(match[1], match[2], today)
    return _named(words, today)


def _refused(text: str) -> DateError:
    return DateError(f'"{_shown(text)}" is no date. {_ACCEPTED}')


def _believable(data: str, typed: str) -> str:
    """The data string, refused where its year can only be a slip of the finger."""
    found = interval(data)
    if found is not None and not (
        (found.first or found.latest).year >= 1900 and (found.last or found.earliest).year <= 2199
    ):
        raise DateError(f'"{_shown(typed)}" is no date of a board: the year is not 1900 to 2199.')
    return data


def _halves(text: str) -> tuple[str, str] | None:
    """The two ends of a range as typed, empty where open; None where it is no range."""
    start, dots, end = text.partition("..")
    if not dots:
        words = " ".join(text.split())
        match = re.fullmatch(
            r"(?:from\s+|between\s+)?(.+?)\s+(?:to|until|and)\s+(.+)", words, re.IGNORECASE
        )
        if match is None:
            return None
        start, end = match[1], match[2]
        # "March to June 2013", "1 April to 30 June 2013", "1 to 30 June 2013": what the first end
        # leaves out is what the second says.
        if year := re.search(r"[0-9]{4}$", end):
            if start.casefold().split()[-1] in _MONTH_OF_NAME:
                start = f"{start} {year[0]}"
            elif _DAY_ALONE.fullmatch(start) and _NAMED.fullmatch(end.casefold()):
                start = f"{start} {end.split(maxsplit=1)[-1]}"
    return start.strip(), end.strip()


def _range_ends(text: str, today: date) -> tuple[str | None, str | None] | None:
    halves = _halves(text)
    if halves is None:
        return None
    ends: list[str | None] = []
    for half in halves:
        if not half or half.casefold() == UNKNOWN:
            ends.append(None)
            continue
        found = _one(half, today)
        if found is None:
            raise _refused(text)
        ends.append(_believable(found, half))
    start, end = ends
    _span(strict_interval(start), strict_interval(end), text)
    return start, end


def parse_date(text: str, today: date) -> str:
    """The data string of a date as somebody types it.

    Args:
        text: A data form, or day-first typing: "20/11/26", "20 November 2026", "March 2013",
            "end of March", "+6m", "today", "March to June 2013", "unknown".
        today: The day that "today" and "+6m" count from.

    Returns:
        `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `A..B` or `unknown`.

    Raises:
        DateError: It is no date, does not exist, runs backwards or leaves an end open.
    """
    typed = text.strip()
    if not typed:
        raise DateError(f"No date was given. {_ACCEPTED}")
    if typed.casefold() in (UNKNOWN, "not known"):
        return UNKNOWN
    found = _one(typed, today)
    if found is not None:
        return _believable(found, typed)
    ends = _range_ends(typed, today)
    if ends is None:
        raise _refused(typed)
    start, end = ends
    if start is None or end is None:
        raise DateError(
            f'"{_shown(typed)}" leaves an end open, which only a period of practice may do. '
            "Give both ends, or say unknown."
        )
    return start if start == end else f"{start}..{end}"


def parse_range(text: str, today: date) -> tuple[str | None, str | None]:
    """The two ends of a period of practice as somebody types it, `FROM..TO`.

    An end may be empty. One date alone is the whole of it: `2014` runs from January to December.

    Args:
        text: `FROM..TO`, "March to June 2013", one date, or "unknown".
        today: The day that relative dates count from.

    Returns:
        The data strings of its start and its end, None for an end that is open or unknown.

    Raises:
        DateError: An end is no date, or it runs backwards.
    """
    typed = text.strip()
    if not typed:
        raise DateError("No period was given. Write FROM..TO, for example 2012-10-16..2015-04.")
    if typed.casefold() in (UNKNOWN, "not known"):
        return None, None
    alone = _one(typed, today)
    if alone is not None:
        return _believable(alone, typed), alone
    ends = _range_ends(typed, today)
    if ends is None:
        raise _refused(typed)
    return ends


# Reading ------------------------------------------------------------------------------------


def _point_in_words(text: str) -> str:
    parts = text.split("-")
    words = [str(int(parts[2]))] if len(parts) == 3 else []
    if len(parts) > 1:
        words.append(_MONTHS[int(parts[1]) - 1])
    return " ".join([*words, str(int(parts[0]))])


@lru_cache(maxsize=16_384)
def in_words(data: str | None) -> str:
    """A data string as people write it; what is no date comes back as it is.

    "20 November 2026", "March 2013", "2013", "March to June 2013", "from 2012 to April 2015",
    "from May 2014", "until 2015", "unknown".
    """
    text = str(data or UNKNOWN).strip()
    try:
        if strict_interval(text) is None:
            return UNKNOWN
    except DateError:
        return text
    start, dots, end = (part.strip() for part in text.partition(".."))
    if not dots:
        return _point_in_words(text)
    if not start or start == UNKNOWN:
        return f"until {_point_in_words(end)}"
    if not end or end == UNKNOWN:
        return f"from {_point_in_words(start)}"
    if start == end:
        return _point_in_words(start)
    if len(start) == len(end) > 4 and start[:4] == end[:4]:
        without_year = _point_in_words(start).rpartition(" ")[0]
        if start[:7] == end[:7]:
            without_year = without_year.partition(" ")[0]
        return f"{without_year} to {_point_in_words(end)}"
    return f"from {_point_in_words(start)} to {_point_in_words(end)}"


# The clock ----------------------------------------------------------------------------------

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=1)
def _london() -> ZoneInfo | None:
    """The zone, or None on a machine without time zone data."""
    try:
        return ZoneInfo("Europe/London")
    except (KeyError, OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        return None


def _last_sunday_at_one(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    return datetime(year, month, sunday.day, 1, tzinfo=UTC)


def _by_rule(moment: datetime) -> datetime:
    """London's clock by the rule since 1996, Summer Time Order 2002 (SI 2002/262).

    An hour ahead from 01:00 UTC on the last Sunday of March to that of October.
    """
    summer = _last_sunday_at_one(moment.year, 3) <= moment < _last_sunday_at_one(moment.year, 10)
    return moment + timedelta(hours=1) if summer else moment


def _in_london(milliseconds: int) -> datetime:
    try:
        moment = _EPOCH + timedelta(milliseconds=milliseconds)
        zone = _london()
        return moment.astimezone(zone) if zone is not None else _by_rule(moment)
    except OverflowError as error:
        raise DateError(f"{milliseconds} milliseconds is no time of an entry.") from error


def today_in_london(milliseconds: int) -> date:
    """The day it is in London at a time in UTC milliseconds since 1970."""
    return _in_london(milliseconds).date()


def london_time_in_words(milliseconds: int) -> str:
    """The time in London at UTC milliseconds since 1970: "20 November 2026 at 14:05"."""
    moment = _in_london(milliseconds)
    return f"{in_words(moment.date().isoformat())} at {moment:%H:%M}"


def london_time_as_data(milliseconds: int) -> str:
    """The same as data, to the millisecond: "2026-11-20T14:05:09.250+00:00"."""
    moment = _in_london(milliseconds)
    ahead = moment.replace(tzinfo=UTC) - (_EPOCH + timedelta(milliseconds=milliseconds))
    hours = round(ahead.total_seconds() / 3600)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}{hours:+03d}:00"
