"""The milestones of a review: from its record, in words, and as data."""

from datetime import date
from typing import Any

from auditrack.analysis.milestones import Milestones, milestones
from auditrack.model.dates import Interval, data_string, in_words, interval
from auditrack.model.review import Review
from auditrack.views.wording import counted

_NAMES = ("arranged", "due", "concluded", "published")


def milestones_of(review: Review, as_at: date) -> Milestones:
    """The milestones of one review as seen on a day."""
    return milestones(
        review.ref,
        as_at,
        title=review.title,
        arranged=interval(review.arranged),
        due=interval(review.due),
        concluded=interval(review.concluded),
        published=interval(review.published),
        reason=review.delay_reason or "",
    )


def against_its_date(one: Milestones) -> str:
    """How it was, or is, beside the day it was due: "published 12 days after it was due"."""
    if one.due is None:
        return "no day it was due is on record"
    if one.days is None and not one.reached:
        return "neither concluded nor published on record"
    if one.days is None:
        return f"{one.reached} about when it was due; the dates are not exact enough to say more"
    days = counted(abs(one.days), "day")
    if one.at_least:
        days = f"at least {days}"
    if not one.reached:
        return f"neither concluded nor published on record, {days} after it was due"
    on_time = f"{one.reached} on the day it was due"
    said = f"{one.reached} {days} {'after' if one.is_late else 'before'} it was due"
    only_concluded = "; no date of publication is on record" * (one.reached == "concluded")
    return (said if one.days else on_time) + only_concluded


def reason_of(one: Milestones) -> str:
    """The reason for delay; where it is late and nobody gave one, that there is none on record."""
    return one.reason or ("no reason on record" if one.is_late else "")


def milestones_in_words(one: Milestones) -> str:
    """All of it in sentences, without the review's title."""
    dates = [
        f"{name} {in_words(data_string(when))}"
        for name in _NAMES
        if (when := getattr(one, name)) is not None
    ]
    sentences = [", ".join(dates), against_its_date(one)]
    if reason := reason_of(one):
        sentences.append(f"reason for delay: {reason}")
    return " ".join(f"{said[0].upper()}{said[1:].removesuffix('.')}." for said in sentences if said)


def milestones_json(one: Milestones) -> dict[str, Any]:
    """A review's milestones under the keys of `trends --json`; dates as data."""
    return {
        "ref": one.ref,
        "title": one.title,
        "arranged": _data(one.arranged),
        "due": _data(one.due),
        "concluded": _data(one.concluded),
        "published": _data(one.published),
        "reached": one.reached or None,
        "days_late": one.days,
        "at_least": one.at_least,
        "reason": one.reason or None,
    }


def _data(when: Interval | None) -> str | None:
    return data_string(when) if when else None
