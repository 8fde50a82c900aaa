"""The life of a theme in figures: what each year brought of warnings, asks, closings and tests."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from auditrack.analysis.facts import RecommendationFact
from auditrack.analysis.position import Position
from auditrack.model.dates import Interval

_FOUND = {"embedded": "embedded", "partly": "partly", "not_embedded": "not_embedded"}


@dataclass(frozen=True)
class LifeYear:
    """The records of one year, each list by reference; `year` None where no one year is certain.

    `reviews` are the cases that raise the theme, by publication; `recommendations` what they asked,
    by the same; `said_done` those of them whose every live part is said to be done, by the last
    day; the tests those that the position counts, by the practice tested, later cases that are
    failed tests among them.
    """

    year: int | None
    reviews: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    said_done: tuple[str, ...] = ()
    embedded: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    not_embedded: tuple[str, ...] = ()

    @property
    def counts(self) -> tuple[int, ...]:
        """How many of each, in the order of the fields."""
        return tuple(map(len, self._lists))

    @property
    def _lists(self) -> tuple[tuple[str, ...], ...]:
        return (
            self.reviews,
            self.recommendations,
            self.said_done,
            self.embedded,
            self.partly,
            self.not_embedded,
        )


@dataclass
class _Gathered:
    reviews: list[str] = field(default_factory=list)
    recommendations: list[str] = field(default_factory=list)
    said_done: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    partly: list[str] = field(default_factory=list)
    not_embedded: list[str] = field(default_factory=list)


def life_years(one: Position) -> tuple[LifeYear, ...]:
    """Every year from the first record to the day the theme is looked at, then what has no year.

    Empty where no record is of any year and none is without one.
    """
    facts = one.facts
    if facts is None:
        return ()
    by_year: dict[int | None, _Gathered] = defaultdict(_Gathered)
    for case in one.found.cases:
        by_year[_year(case.published)].reviews.append(case.ref)
    for ref, asked in {row.ref: row for row in facts.counted}.items():
        published = facts.board.publication.get(asked.review)
        by_year[_year(published)].recommendations.append(ref)
    for ref, closed in said_done(facts.counted).items():
        by_year[_year(closed)].said_done.append(ref)
    for test in one.tested.tests:
        getattr(by_year[test.day.year], _FOUND[test.outcome]).append(test.ref)
    years = [year for year in by_year if year is not None]
    found: list[int | None] = []
    if years:
        found += range(min(years), max(*years, facts.board.as_of.year) + 1)
    if None in by_year:
        found.append(None)
    return tuple(_frozen(year, by_year.get(year, _Gathered())) for year in found)


def said_done(rows: Iterable[RecommendationFact]) -> dict[str, Interval | None]:
    """The recommendations whose every live part is said to be done, with the last day of it.

    One that an agency of several has still to do is not said to be done; None where a day is not
    known.
    """
    live: dict[str, list[RecommendationFact]] = {}
    for row in rows:
        if row.is_live:
            live.setdefault(row.ref, []).append(row)
    return {
        ref: _last([row.closed for row in parts])
        for ref, parts in live.items()
        if all(row.status == "closed" for row in parts)
    }


def _frozen(year: int | None, one: _Gathered) -> LifeYear:
    return LifeYear(
        year,
        tuple(one.reviews),
        tuple(one.recommendations),
        tuple(one.said_done),
        tuple(one.embedded),
        tuple(one.partly),
        tuple(one.not_embedded),
    )


def _year(when: Interval | None) -> int | None:
    """The year that a date certainly lies in."""
    if when is None or when.first is None or when.last is None:
        return None
    return when.first.year if when.first.year == when.last.year else None


def _last(closings: list[Interval | None]) -> Interval | None:
    """The last of some days; None where one of them is not known."""
    known = [closing for closing in closings if closing is not None]
    if len(known) < len(closings):
        return None
    return max(known, key=lambda closing: closing.latest)
