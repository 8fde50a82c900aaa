"""One pair of cases: what a later case's practice says about an earlier case's learning."""

from datetime import date
from functools import lru_cache

import msgspec

from auditrack.analysis.facts import (
    EVERYBODY,
    CaseFile,
    MentionFact,
    RecommendationFact,
    Settings,
    WindowFact,
)
from auditrack.model.dates import Interval, shift

PAIRS = ("before", "early", "unknown", "possibly", "after")
"""What a later case says about an earlier one, the worst last."""

RANK = {pair: rank for rank, pair in enumerate(PAIRS)}
"""The place of each pair in that order."""


class Spoken(msgspec.Struct, frozen=True, gc=False):
    """The practice that a mention speaks of, from its earliest start to its latest end.

    `known` is false where the review has neither windows nor a dated concern: then all that is
    certain is that it was over when the review was published.
    """

    first: date
    last: date
    known: bool
    dated: bool

    @property
    def test_day(self) -> date:
        """Where it stands as a failed test: the end of a dated concern, the start of a window."""
        return self.last if self.dated else self.first


class Learning(msgspec.Struct, frozen=True, gc=False):
    """What a case asked about the theme, and from when practice could be expected to show it."""

    case: CaseFile
    effect: Interval | None
    is_live: bool
    agencies: frozenset[str]
    asks: frozenset[str]


def windows_of(mention: MentionFact, case: CaseFile) -> tuple[WindowFact, ...]:
    """The windows a mention speaks of: those of the child named, else all of the case."""
    if mention.subject is not None:
        of_subject = tuple(w for w in case.windows if w.subject == mention.subject)
        if of_subject:
            return of_subject
    return case.windows


def spoken_of(mention: MentionFact, case: CaseFile) -> Spoken:
    """The practice a mention speaks of: its dated concern, else windows, until publication."""
    latest = case.published.latest if case.published else date.max
    if mention.concern is not None:
        known = dated = True
        first, last = mention.concern.earliest, mention.concern.latest
    else:
        first, last, known = _span(windows_of(mention, case))
        dated = False
    first, last = min(first, latest), min(last, latest)
    return Spoken(min(first, last), max(first, last), known, dated)


@lru_cache(maxsize=4096)  # every theme asks it of the same windows
def _span(windows: tuple[WindowFact, ...]) -> tuple[date, date, bool]:
    """From the first day to the last of some windows, and whether either is known."""
    first = min((w.first or date.min for w in windows), default=date.min)
    last = max((w.last or date.max for w in windows), default=date.max)
    return first, last, any(w.first or w.last for w in windows)


def effect_of(published: Interval, rows: list[RecommendationFact], settings: Settings) -> Interval:
    """When a case's learning was due: its latest original due date, held to its publication.

    Not before publication and at most the cap after it, at each end. With no date due it is the
    interval from publication and the grace to publication and the cap, so that practice inside it
    is neither early nor late.
    """
    due = [row.due for row in rows if row.is_live and row.due is not None]
    cap = shift(published, settings.cap)
    if not due:
        return Interval(shift(published, settings.grace_months).first, cap.last)
    first = max([d.earliest for d in due])
    last = max([d.latest for d in due])
    return Interval(
        min(max(first, published.earliest), cap.earliest),
        min(max(last, published.latest), cap.latest),
    )


def pair_of(earlier: Learning, later: CaseFile, spoken: Spoken) -> str:
    """What a later case's mention says about an earlier case's learning.

    Returns:
        before, early, after, unknown or possibly, by the first row that fits.
    """
    before, after, effect = earlier.case.published, later.published, earlier.effect
    if before is None or effect is None or (after is None and not spoken.known):
        return "unknown"
    if after is not None and before.overlaps(after):
        return "before" if before.is_one_day and before == after else "unknown"
    if spoken.last <= before.earliest:
        return "before"
    if spoken.last <= effect.earliest:
        return "early"
    if spoken.first >= effect.latest:
        return "after"
    return "possibly" if spoken.known else "unknown"


def share_an_agency(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two cases have an agency in common; one that names none, or all, has."""
    return (
        not some
        or not others
        or not some.isdisjoint(others)
        or not some.isdisjoint(EVERYBODY)
        or not others.isdisjoint(EVERYBODY)
    )
