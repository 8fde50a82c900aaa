"""When a review was to be ready and when it was: arranged, due, concluded, published."""

from dataclasses import dataclass
from datetime import date

from auditrack.analysis.facts import is_later
from auditrack.model.dates import Interval


@dataclass(frozen=True)
class Milestones:
    """The days of one review as seen on a day, with what was said of a delay ("" for nothing).

    `reached` is what its due date is held against: published, else concluded, else "" where
    neither is on record yet. `days` is by how much that was late, or is so far; under 0 it was
    early. None where it is not due yet, or the dates do not say. `at_least`: they are not exact,
    and so many days are certain. `is_ahead`: it was arranged, or reached anything else, only later.
    """

    ref: str
    title: str = ""
    arranged: Interval | None = None
    due: Interval | None = None
    concluded: Interval | None = None
    published: Interval | None = None
    reason: str = ""
    reached: str = ""
    days: int | None = None
    at_least: bool = False
    is_ahead: bool = False

    @property
    def is_late(self) -> bool:
        """Whether it certainly was, or is, past the day it was due."""
        return self.days is not None and self.days > 0


def milestones(
    ref: str,
    as_at: date,
    *,
    title: str = "",
    arranged: Interval | None = None,
    due: Interval | None = None,
    concluded: Interval | None = None,
    published: Interval | None = None,
    reason: str = "",
) -> Milestones:
    """The milestones of a review as seen on a day: what was reached later is not there yet."""
    on_record = [when for when in (arranged, concluded, published) if when is not None]
    arranged, concluded, published = (
        None if is_later(when, as_at) else when for when in (arranged, concluded, published)
    )
    ready = published or concluded
    days, exact = _late(due, ready or Interval(as_at, as_at))
    if ready is None and (days or 0) <= 0:
        days = None  # it is not past its day
    return Milestones(
        ref=ref,
        title=title,
        arranged=arranged,
        due=due,
        concluded=concluded,
        published=published,
        reason=reason,
        reached="published" if published else "concluded" if concluded else "",
        days=days,
        at_least=days is not None and not exact,
        is_ahead=bool(on_record) and all(is_later(when, as_at) for when in on_record),
    )


def _late(due: Interval | None, ready: Interval) -> tuple[int | None, bool]:
    """By how many days it is certain that one came after the other, and whether that is exact."""
    if due is None:
        return None, True
    exact = due.is_one_day and ready.is_one_day
    if ready.earliest > due.latest or exact:
        return (ready.earliest - due.latest).days, exact
    if ready.latest < due.earliest:
        return (ready.latest - due.earliest).days, exact
    return None, exact
