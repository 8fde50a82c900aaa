"""How the number of open recommendations came about, period by period: figures that add up.

opening + new + entered late + re-opened = closing + closed + withdrawn + superseded, and where one
period follows another, the closing of the one is the opening of the next.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from auditrack.model.dates import Interval

OPEN = "open"

Period = tuple[date, date]
"""The first and the last day of a period."""


class Step(msgspec.Struct, frozen=True, gc=False):
    """What a recommendation is from a day on: open, closed, withdrawn or superseded.

    `day` is the first day it may have become so, and `sure` the last; None where nobody dated it.
    """

    day: date
    state: str
    sure: date | None = None


class Life(msgspec.Struct, frozen=True, gc=False):
    """One recommendation through time.

    `published` is when its review was, `entered` the day it came on record; None where not known.
    `steps` are in order of day, no two alike in a row; the first says what it was before the rest.
    """

    ref: str
    published: Interval | None
    entered: date | None
    steps: tuple[Step, ...]

    def on(self, day: date) -> str:
        """What it was at the end of a day."""
        for step in reversed(self.steps):
            if step.day <= day:
                return step.state
        return self.steps[0].state


@dataclass(frozen=True)
class Balance:
    """Recommendations over a period, in numbers that add up.

    opening + new + entered_late + reopened = closing + closed + withdrawn + superseded.
    """

    opening: int
    new: int
    entered_late: int
    reopened: int
    closing: int
    closed: int
    withdrawn: int
    superseded: int

    @property
    def balances(self) -> bool:
        """Whether both sides are equal."""
        left = self.opening + self.new + self.entered_late + self.reopened
        return left == self.closing + self.closed + self.withdrawn + self.superseded


class Arrival(msgspec.Struct, frozen=True, gc=False):
    """The day from which a recommendation counts, and as what it came: `new` or `entered_late`."""

    day: date
    came: str


def arrival_of(life: Life, periods: Sequence[Period]) -> Arrival:
    """When a recommendation came among those that the periods count.

    It is new when its review was published, or when it came on record ahead of that. It is entered
    late when it came on record in one of the periods and its review was published before that
    period, or is not dated; until then it does not count. What came on record after them all counts
    by its own date.
    """
    published = date.min if life.published is None else life.published.earliest
    entered = life.entered
    if entered is None or entered > periods[-1][1]:
        return Arrival(published, "new")
    for since, until in periods:
        if since <= entered <= until:
            return Arrival(entered, "entered_late" if published < since else "new")
    return Arrival(entered, "new")


def balances(lives: Iterable[Life], periods: Sequence[Period]) -> tuple[Balance, ...]:
    """The balance of each of some periods that follow one another.

    One that was ended and opened again within a period counts on both sides, each time, by days.
    What was over before it came on record counts nowhere.
    """
    counts: list[Counter[str]] = [Counter() for _ in periods]
    for life in lives:
        arrival = arrival_of(life, periods)
        for (since, until), count in zip(periods, counts, strict=True):
            if arrival.day <= until:
                _count(life, arrival, since, until, count)
    return tuple(
        Balance(**{name: count[name] for name in Balance.__dataclass_fields__}) for count in counts
    )


def _count(life: Life, arrival: Arrival, since: date, until: date, count: Counter[str]) -> None:
    came = arrival.came if arrival.day >= since else "opening"
    last = life.steps[-1]
    if last.day < since and (last.state == OPEN or came != "new"):
        # As in most periods of most of them, nothing happened.
        if last.state == OPEN:
            count[came] += 1
            count["closing"] += 1
        return
    before = life.on(since - timedelta(days=1))
    # What is new was open when it came, whatever it had become by then.
    here = OPEN if came == "new" else before
    count[came] += here == OPEN
    for now in (before, *[step.state for step in life.steps if since <= step.day <= until]):
        if (here == OPEN) != (now == OPEN):
            count["reopened" if now == OPEN else now] += 1
        here = now
    count["closing"] += here == OPEN
