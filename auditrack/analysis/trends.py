"""How a board's work goes over time: quarters, ages, tests, and what was said to be done.

Rows in, values out. Every share stands with what it is out of, and what is not known is counted
beside what is.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import msgspec

from auditrack.analysis.balance import (
    OPEN,
    Arrival,
    Balance,
    Life,
    arrival_of,
    balances,
)
from auditrack.analysis.facts import is_imprecise
from auditrack.analysis.practice import OUTCOME_RANK, OUTCOMES, Test
from auditrack.model.dates import Interval, add_months, whole_months

LEAST_SHOWN = 5
"""Fewer than this say nothing as a share, and fewer tests than this are not shown at all."""

AGES = (
    ("under_3_months", "under 3 months", 0),
    ("3_to_6_months", "3 to 6 months", 3),
    ("6_to_12_months", "6 to 12 months", 6),
    ("1_to_2_years", "1 to 2 years", 12),
    ("over_2_years", "over 2 years", 24),
)
"""Ages with their keys, their words and the whole months each begins at."""

UNDATED = "undated"


@dataclass(frozen=True)
class Quarter:
    """A quarter of the board's year, called "2026/27 Q3"; `so_far` where it is not over."""

    name: str
    since: date
    until: date
    so_far: bool = False


def quarters(as_at: date, year_start: date, many: int) -> tuple[Quarter, ...]:
    """The quarters up to the one that a day lies in, which ends on that day; the latest last.

    Args:
        as_at: the day.
        year_start: the first day of the board's year that the day lies in.
        many: how many quarters.
    """
    last = max(n for n in range(4) if add_months(year_start, 3 * n) <= as_at)
    found = []
    for number in range(last - many + 1, last + 1):
        since = add_months(year_start, 3 * number)
        end = add_months(year_start, 3 * number + 3) - timedelta(days=1)
        years, place = divmod(number, 4)
        first = add_months(year_start, 12 * years)
        whole = first.month == first.day == 1
        year = f"{first.year}" if whole else f"{first.year}/{(first.year + 1) % 100:02}"
        name = f"{year} Q{place + 1}"
        found.append(Quarter(name, since, min(end, as_at), end > as_at))
    return tuple(found)


@dataclass(frozen=True)
class QuarterFigures:
    """What became of the recommendations in one quarter, and how old the open ones were at its end.

    The ages are under the keys of `AGES` and `undated`, and come to the balance's closing.
    """

    quarter: Quarter
    balance: Balance
    ages: Mapping[str, int]


def by_quarter(lives: Sequence[Life], found: Sequence[Quarter]) -> tuple[QuarterFigures, ...]:
    """Balance and ages in each of some quarters that follow one another."""
    periods = [(quarter.since, quarter.until) for quarter in found]
    arrivals = [arrival_of(life, periods) for life in lives]
    return tuple(
        QuarterFigures(quarter, balance, _ages(lives, arrivals, quarter.until))
        for quarter, balance in zip(found, balances(lives, periods), strict=True)
    )


def _ages(lives: Sequence[Life], arrivals: Sequence[Arrival], day: date) -> Mapping[str, int]:
    # All that one review asks is of one age.
    published = Counter(
        [
            life.published
            for life, arrival in zip(lives, arrivals, strict=True)
            if arrival.day <= day and life.on(day) == OPEN
        ]
    )
    counts: Counter[str] = Counter()
    for when, many in published.items():
        counts[age_of(when, day)] += many
    return {key: counts[key] for key in (*(key for key, _, _ in AGES), UNDATED)}


def age_of(published: Interval | None, day: date) -> str:
    """How long ago a review was published, as a key of `AGES`: at least so long.

    Undated, or published only later, it is `undated`.
    """
    if published is None or published.latest == date.max or published.earliest > day:
        return UNDATED
    months = whole_months(min(published.latest, day), day)
    return next(key for key, _, least in reversed(AGES) if months >= least)


class TestedAsk(msgspec.Struct, frozen=True, gc=False):
    """One live recommendation with the tests that were made of it.

    `published` is when its case was. `tests` are audits and evidence, none of the baseline;
    `embedded` says whether the last test found it embedded, a later case counting as a failed one.
    """

    __test__ = False  # the word is the field's; pytest must not collect it

    ref: str
    published: Interval | None
    tests: tuple[Test, ...] = ()
    embedded: bool = False


@dataclass(frozen=True)
class FirstTest:
    """Whole months from publication to the first test of practice, of the live recommendations.

    `tested` is how many the months are of. `never` were never tested. `undated` were, and nobody
    can say how long it took: publication is not dated, or not within three months.
    """

    tested: int
    never: int
    undated: int
    median: float | None = None
    least: int | None = None
    most: int | None = None


def first_tests(asks: Iterable[TestedAsk]) -> FirstTest:
    """How long it took until practice was first tested."""
    months, never, undated = _waits(asks)
    if not months:
        return FirstTest(0, never, undated)
    return FirstTest(len(months), never, undated, median(months), min(months), max(months))


def _waits(asks: Iterable[TestedAsk]) -> tuple[list[int], int, int]:
    """Whole months to each first test, how many were never tested, and how many nobody can date."""
    months: list[int] = []
    never = undated = 0
    for ask in asks:
        if not ask.tests:
            never += 1
        elif ask.published is None or is_imprecise(ask.published):
            undated += 1
        else:
            first = min([test.day for test in ask.tests])
            # Within the month of publication the days cannot be told apart.
            months.append(max(whole_months(ask.published.latest, first), 0))
    return months, never, undated


WAITS = (
    ("under 6 months", 0),
    ("6 to 12 months", 6),
    ("1 to 2 years", 12),
    ("2 to 3 years", 24),
    ("over 3 years", 36),
)
"""How long it took until the first test, with the whole months each begins at."""


@dataclass(frozen=True)
class FirstTestWaits:
    """How many live recommendations waited how long for their first test; `bands` are of `WAITS`.

    `never` and `undated` are as in `FirstTest`; all together are the live recommendations.
    """

    bands: tuple[int, ...]
    never: int
    undated: int

    @property
    def tested(self) -> int:
        """How many were tested, those whose wait nobody can date too."""
        return sum(self.bands) + self.undated

    @property
    def live(self) -> int:
        """How many there are in all."""
        return self.tested + self.never


def first_test_waits(asks: Iterable[TestedAsk]) -> FirstTestWaits:
    """The same waits counted in bands, for a chart."""
    months, never, undated = _waits(asks)
    begins = [least for _, least in WAITS]
    counts = Counter(bisect_right(begins, wait) - 1 for wait in months)
    return FirstTestWaits(tuple(counts[band] for band in range(len(WAITS))), never, undated)


@dataclass(frozen=True)
class Share:
    """A number out of a number; as a percentage only of five and more."""

    number: int
    of: int

    @property
    def percent(self) -> int | None:
        """The whole percentage nearest; 0 and 100 only where it is none and all."""
        if self.of < LEAST_SHOWN:
            return None
        if self.number in (0, self.of):
            return 100 if self.number else 0
        return min(max((200 * self.number + self.of) // (2 * self.of), 1), 99)

    def __str__(self) -> str:
        said = f"{self.number:,} of {self.of:,}"
        return said if self.percent is None else f"{said} ({self.percent}%)"


@dataclass(frozen=True)
class ShareTested:
    """How many live recommendations were tested, and how many of those embedded at the last."""

    tested: Share
    embedded: Share


def share_tested(asks: Iterable[TestedAsk]) -> ShareTested:
    """How much of what is asked was ever tested in practice."""
    live = tested = embedded = 0
    for ask in asks:
        live += 1
        tested += bool(ask.tests)
        embedded += ask.embedded
    return ShareTested(Share(tested, live), Share(embedded, tested))


@dataclass(frozen=True)
class ReportedAndTested:
    """What was said to be done beside what tests of practice found while it was.

    For working papers only: no report for the public, and no list of agencies, may hold it.
    `refused` says why the findings are not shown; then none is given. `undated` were said to be
    done and nobody dated that, so no test can be known to have come after.
    """

    said_done: int
    tested_since: int
    undated: int
    tests: int
    embedded: int | None = None
    partly: int | None = None
    not_embedded: int | None = None
    refused: str = ""
    working_papers_only: bool = True


def reported_and_tested(
    asks: Iterable[TestedAsk], lives: Mapping[str, Life], as_at: date
) -> ReportedAndTested:
    """What tests found of practice that was said to have changed.

    A test counts where the recommendation was certainly said to be done before the practice tested,
    and not yet opened again. It is counted once however many recommendations it tests: as the
    worst that it is of any of them.

    Args:
        asks: the live recommendations.
        lives: how each stood through time, from the beginning, by its reference.
        as_at: the day up to which they are looked at.
    """
    said_done = tested_since = undated = 0
    found: dict[tuple[str, str], int] = {}
    for ask in asks:
        spells = _said_done(lives[ask.ref], as_at)
        if not spells:
            continue
        said_done += 1
        dated = [(since, until) for since, until in spells if since is not None]
        undated += not dated
        tests = [test for since, until in dated for test in ask.tests if since < test.day <= until]
        for test in tests:
            key = (test.kind, test.ref)
            rank = OUTCOME_RANK[test.outcome]
            if rank >= found.get(key, 0):
                found[key] = rank
        tested_since += bool(tests)
    if len(found) < LEAST_SHOWN:
        many = "1 test" if len(found) == 1 else f"{len(found) or 'No'} tests"
        verb = "is" if len(found) == 1 else "are"
        return ReportedAndTested(
            said_done,
            tested_since,
            undated,
            len(found),
            refused=f"{many} of it {verb} on record: fewer than {LEAST_SHOWN} say nothing that can "
            "be shown.",
        )
    outcomes = Counter(OUTCOMES[worst] for worst in found.values())
    return ReportedAndTested(
        said_done,
        tested_since,
        undated,
        len(found),
        embedded=outcomes["embedded"],
        partly=outcomes["partly"],
        not_embedded=outcomes["not_embedded"],
    )


def _said_done(life: Life, as_at: date) -> list[tuple[date | None, date]]:
    """From when to when it was said to be done; None where nobody dated its beginning.

    A date that is not exact begins with its last possible day and ends with its first.
    """
    spells: list[tuple[date | None, date]] = []
    steps = [step for step in life.steps if step.day <= as_at]
    for number, step in enumerate(steps):
        if step.state == "closed":
            following = steps[number + 1].day if number + 1 < len(steps) else as_at
            spells.append((step.sure, following))
    return spells
