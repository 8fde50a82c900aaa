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

_SUPERSEDED = frozenset({"superseded", "no_longer_relevant", "declined"})
_OVER = _SUPERSEDED | {"closed"}
_GO_ON_IN = (("b", "supersedes", "a"), ("a", "folds-into", "b"))

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
        days, is_undated = _days(facts, document)
        if is_undated or min(days, default=date.max) <= before:
            days[before] = before
        for day in sorted(days):
            if before <= day <= until:
                if day not in on_day:
                    on_day[day] = facts.on(day)
                state = _state(on_day[day], document)
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


def _days(facts: Facts, document: Document) -> tuple[dict[date, date], bool]:
    """The days on which something that may end it, or opens it again, is first seen.

    A date that is not exact is seen from its first possible day, as everywhere. Until the first of
    them it is open.

    Returns:
        Each day with the last day that was meant, and whether something has no date at all.
    """
    days: dict[date, date] = {}
    is_undated = False
    for when in _dates(facts, document):
        known = interval(when)
        if known is None:
            is_undated = True
        else:
            days[known.earliest] = max(known.latest, days.get(known.earliest, date.min))
    return days, is_undated


def _dates(facts: Facts, document: Document) -> Iterable[str | None]:
    """The date of all that `Standing` looks at to say whether a recommendation is over."""
    records, ref = facts.records, document["ref"]
    yield from _gone(facts, document)
    for decision in records.index("decisions", "on_ref").get(ref, ()):
        yield decision.get("on")
    replies = records.index("replies", "recommendation").get(ref, ())
    if any(reply.get("answer") == "declined" for reply in replies):
        for reply in replies:
            yield reply.get("on")
    for field, kind, other in _GO_ON_IN:
        for link in records.index("links", field).get(ref, ()):
            if link["as"] == kind:
                yield link.get("on")
                yield from _when_withdrawn(link)
                goes_on_in = records.get("recommendations", link[other])
                if goes_on_in is not None:
                    yield from _gone(facts, goes_on_in)
    yield from _of_actions(facts, ref)


def _of_actions(facts: Facts, ref: str) -> Iterable[str | None]:
    """The dates of its actions and of what was said of them, if any was ever said to be done."""
    records = facts.records
    actions = serving(records, "actions", ref)
    updates = [
        update
        for action in actions
        for update in records.index("updates", "action").get(action["ref"], ())
    ]
    if any(update.get("state") in CLAIMED for update in updates) or any(
        action.get("done_on") or action.get("as_reported") for action in actions
    ):
        for action in actions:
            if action.get("as_reported") or action.get("done_on"):
                yield action.get("done_on")
            yield from _when_withdrawn(action)
        for update in updates:
            yield update.get("on")


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
