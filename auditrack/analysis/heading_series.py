"""Editions of headings for a nation and scope, one after the other: where they leave a gap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from msgspec.structs import replace

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.dates import DateError, in_words, strict_interval
from auditrack.model.heading_set import HeadingSet
from auditrack.model.text import one_line
from auditrack.model.words import NATIONS, SCOPES, word

SAFE = "Nothing was changed, and no report was written."
OR_NAME = "Or name the set to use with --headings; they are listed with: auditrack headings list"
"""What somebody may always do who needs a report now."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Gap:
    """Days between two sets of a series on which neither is in force."""

    before: HeadingSet
    after: HeadingSet
    first: date
    last: date

    def __str__(self) -> str:
        return (
            f"No heading set for {said(self.before)} is in force {_days(self.first, self.last)}: "
            f"{called(self.before)} has ended and {called(self.after)} has not begun."
        )


@dataclass(frozen=True)
class Overlap:
    """Days on which two sets of a series are in force. `last` is None where it has no end."""

    one: HeadingSet
    other: HeadingSet
    first: date
    last: date | None

    def __str__(self) -> str:
        return (
            f"Two heading sets for {said(self.one)} are in force {_days(self.first, self.last)}: "
            f"{called(self.one)} and {called(self.other)}."
        )


def called(one: HeadingSet) -> str:
    """A set by its edition and its reference, on one line."""
    return f"{one_line(one.edition)} ({one.ref})"


def said(one: HeadingSet) -> str:
    """Whom a set is for, in words: "children in England"."""
    return whom(one.nation, one.scope)


def series_of(one: HeadingSet) -> tuple[str, str]:
    """The nation and scope whose editions follow one another."""
    return one.nation, one.scope


def ended(sets: Iterable[HeadingSet]) -> tuple[HeadingSet, ...]:
    """The sets, each open one ended on the day before the next of its series begins.

    So an edition that was open while it was the newest needs no change when the next is entered,
    and is open again when that is taken back. A set whose first day cannot be read ends none.
    """
    every = tuple(sets)
    first_days: dict[tuple[str, str], list[date]] = {}
    for one in every:
        if (first := one_day_of(one.in_force_from)) is not None:
            first_days.setdefault(series_of(one), []).append(first)
    return tuple(_ended(one, first_days.get(series_of(one), ())) for one in every)


def gaps(sets: Iterable[HeadingSet]) -> tuple[Gap, ...]:
    """The gaps between the sets of each series.

    Raises:
        RefusedError: a day in force cannot be read (`bad-date`).
    """
    return tuple(gap for series in each_series(sets) for gap in _gaps(series))


def overlaps(sets: Iterable[HeadingSet]) -> tuple[Overlap, ...]:
    """The overlaps between the sets of each series. Raises as `gaps`."""
    return tuple(overlap for series in each_series(sets) for overlap in _overlaps(series))


def last_day(one: HeadingSet) -> date:
    """The last day of a set in force, as late as can be where it has no end."""
    return _day_of(one, one.in_force_to, date.max)


def first_day(one: HeadingSet) -> date:
    """The first day of a set in force, as early as can be where it has no beginning."""
    return _day_of(one, one.in_force_from, date.min)


def _ended(one: HeadingSet, first_days: Iterable[date]) -> HeadingSet:
    mine = date.min if one.in_force_from is None else one_day_of(one.in_force_from)
    if one.in_force_to is not None or mine is None:
        return one
    later = [first for first in first_days if first > mine]
    return replace(one, in_force_to=(min(later) - _DAY).isoformat()) if later else one


def each_series(sets: Iterable[HeadingSet]) -> Iterator[tuple[HeadingSet, ...]]:
    """The sets of each series by when they begin; children first, then adults, then both."""
    by_series: dict[tuple[str, str], list[HeadingSet]] = {}
    for one in sets:
        by_series.setdefault(series_of(one), []).append(one)
    scopes = list(SCOPES)
    for _, series in sorted(
        by_series.items(),
        key=lambda item: (item[0][0], scopes.index(item[0][1]) if item[0][1] in scopes else 9),
    ):
        yield tuple(sorted(series, key=lambda one: (first_day(one), one.ref)))


def _gaps(series: Sequence[HeadingSet]) -> Iterator[Gap]:
    reached = series[0]
    for one in series[1:]:
        free, begins = last_day(reached), first_day(one)
        if free < begins and free + _DAY < begins:
            yield Gap(reached, one, free + _DAY, begins - _DAY)
        if last_day(one) > free:
            reached = one


def _overlaps(series: Sequence[HeadingSet]) -> Iterator[Overlap]:
    for one, other in combinations(series, 2):
        first, last = first_day(other), min(last_day(one), last_day(other))
        if first <= last:
            yield Overlap(one, other, first, None if last == date.max else last)


def _day_of(one: HeadingSet, stored: str | None, absent: date) -> date:
    if stored is None:
        return absent
    day = one_day_of(stored)
    if day is None:
        raise RefusedError(
            Refusal(
                "bad-date",
                f'The date "{one_line(str(stored))[:40]}" of the heading set {called(one)} is not '
                "one day.",
                ref=one.ref,
                safe=SAFE,
                todo=f"Withdraw the set and enter it anew with whole days. {OR_NAME}",
            )
        )
    return day


def one_day_of(text: str | None) -> date | None:
    """The one day that a text says; None where it says none, or more than one."""
    try:
        days = strict_interval(text)
    except DateError:
        return None
    return days.first if days is not None and days.is_one_day else None


def whom(nation: str, scope: str) -> str:
    """Whom a set of a nation and scope is for, in words."""
    return f"{one_line(word(SCOPES, scope))} in {one_line(word(NATIONS, nation))}"


def said_day(day: date) -> str:
    """A day as people write it."""
    return in_words(day.isoformat())


def _days(first: date, last: date | None) -> str:
    if last is None:
        return f"from {said_day(first)} on"
    if first == last:
        return f"on {said_day(first)}"
    return f"from {said_day(first)} to {said_day(last)}"
