"""Recommendations through time: from each record to what it was on every day that changed it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from auditrack.analysis.axes import CLAIMED
from auditrack.analysis.balance import OPEN, Life, Step
from auditrack.model.dates import interval
from auditrack.views.actions import serving
from auditrack.views.facts import Facts
from auditrack.views.seen import stands
from auditrack.views.standing import GO_ON_IN

_SUPERSEDED = frozenset({"superseded", "no_longer_relevant", "declined"})
_OVER = _SUPERSEDED | {"closed"}

Document = Mapping[str, Any]


def lives_of(facts: Facts, until: date, before: date = date.min) -> tuple[Life, ...]:
    """Every recommendation that ever stood, withdrawn ones too, from one day to another.

    Args:
        facts: the register's facts, as at whatever day.
        until: the last day that is looked at; nothing dated later is seen.
        before: the day before the first that matters. What happened up to it is in the first step.
    """
    on_day: dict[date, Facts] = {}
    lives = []
    for document in facts.records.select("recommendations"):
        if not stands(facts.records, document, date.min):
            continue
        steps = [Step(before, OPEN)]
        days, is_undated, first = _days(facts, document)
        if is_undated or min(days, default=date.max) <= before:
            days[before] = before
        # As it stood on the last day that changed anything, it stands.
        last = max([day for day in days if day <= facts.as_at], default=None)
        for day in sorted(days):
            if max(before, first) <= day <= until:
                if day not in on_day:
                    on_day[day] = facts.on(day)
                state = _state(facts if day == last else on_day[day], document)
                if day == before:
                    steps = [Step(before, state)]
                elif state != steps[-1].state:
                    steps.append(Step(day, state, days[day]))
        review = facts.reviews.get(document["review"])
        entered = interval(document.get("entered_on"))
        lives.append(
            Life(
                document["ref"],
                interval(review.published) if review else None,
                entered.earliest if entered else None,
                tuple(steps),
            )
        )
    return tuple(lives)


def _state(facts: Facts, document: Document) -> str:
    """Open, closed, withdrawn or superseded."""
    statuses = facts.standing.statuses(document)
    if "withdrawn" in statuses:
        return "withdrawn"
    if statuses <= _SUPERSEDED:
        return "superseded"
    if statuses <= _OVER:
        return "closed"
    return OPEN


def _days(facts: Facts, document: Document) -> tuple[dict[date, date], bool, date]:
    """The days on which something that may end it, or opens it again, is first seen.

    A date that is not exact is seen from its first possible day, as everywhere.

    Returns:
        Each day with the last day that was meant, whether something has no date at all, and the
        first day on which anything may have ended it: until then it is open.
    """
    days: dict[date, date] = {}
    is_undated = False
    # A review that never stood, as one of an undone import, is gone before it was withdrawn.
    review = facts.records.get("reviews", document["review"])
    first = date.max if review is None or stands(facts.records, review, date.min) else date.min
    ends, others = _dates(facts, document)
    for when in ends:
        known = interval(when)
        first = min(first, known.earliest if known else date.min)
    for when in (*ends, *others):
        known = interval(when)
        if known is None:
            is_undated = True
        else:
            days[known.earliest] = max(known.latest, days.get(known.earliest, date.min))
    return days, is_undated, first


def _dates(facts: Facts, document: Document) -> tuple[list[str | None], list[str | None]]:
    """The date of all that `Standing` looks at to say whether a recommendation is over.

    Returns:
        The dates of what may end it, and of what may open it again or changes how it ended.
    """
    records, ref = facts.records, document["ref"]
    ends: list[str | None] = [*_gone(facts, document)]
    ends += [one.get("on") for one in records.index("decisions", "on_ref").get(ref, ())]
    replies = records.index("replies", "recommendation").get(ref, ())
    if any(reply.get("answer") == "declined" for reply in replies):
        ends += [reply.get("on") for reply in replies]
    for field, kind, other in GO_ON_IN:
        for link in records.index("links", field).get(ref, ()):
            if link["as"] == kind:
                ends += [link.get("on"), *_when_withdrawn(link)]
                goes_on_in = records.get("recommendations", link[other])
                if goes_on_in is not None:
                    ends += _gone(facts, goes_on_in)
    said_done, others = _of_actions(facts, ref)
    return ends + said_done, others


def _of_actions(facts: Facts, ref: str) -> tuple[list[str | None], list[str | None]]:
    """When its actions were said to be done, and what else was said of them where any was."""
    records = facts.records
    actions = serving(records, "actions", ref)
    said_done: list[str | None] = []
    others: list[str | None] = []
    for action in actions:
        if action.get("as_reported") or action.get("done_on"):
            said_done.append(action.get("done_on"))
        others += _when_withdrawn(action)
        for update in records.index("updates", "action").get(action["ref"], ()):
            found = said_done if update.get("state") in CLAIMED else others
            found.append(update.get("on"))
    return (said_done, others) if said_done else ([], [])


def _gone(facts: Facts, document: Document) -> Iterable[str]:
    """When a recommendation was withdrawn, alone or with its review."""
    yield from _when_withdrawn(document)
    review = facts.records.get("reviews", document["review"])
    if review is not None:
        yield from _when_withdrawn(review)


def _when_withdrawn(document: Document) -> Iterable[str]:
    withdrawn = document.get("withdrawn_on")
    if withdrawn:
        yield withdrawn
