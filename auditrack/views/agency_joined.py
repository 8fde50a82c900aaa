"""The recommendations of one body in blocks: what asks the same, or goes on in another, is one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from auditrack.analysis.facts import AuditFact
from auditrack.model.dates import interval
from auditrack.model.refs import natural_key
from auditrack.views.actions import ActionNow
from auditrack.views.agency_own import Own
from auditrack.views.agency_part import (
    Part,
    goes_on_in,
    planned_action,
    planned_audit,
    planned_evidence,
)
from auditrack.views.agency_plan_values import Joined, PlannedAsk, PlannedEvidence
from auditrack.views.asked_again import same_asks
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts

_MOST_OF_THEMES = 3
"""So many audits of its themes stand in a block beside those that name the recommendation."""


class Joining:
    """Joins the recommendations of one state, for one body after the other."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _asks(self) -> tuple[Ask, ...]:
        return tuple(Ask(self._facts, document) for document in self._facts.recommendations)

    def of(self, own: Own, review: str | None) -> list[Joined]:
        """What asks a body, in blocks; with a review, those in which it asks something."""
        mine = {ask.ref: ask for ask in self._asks if own.is_asked(ask.asked)}
        found, placed = [], set()
        for ref in mine:
            if ref not in placed:
                group = [one for one in self._component(ref) if one in mine]
                placed.update(group)
                if not review or any(mine[one].record.review == review for one in group):
                    found.append(self._joined(own, [mine[one] for one in group], mine))
        return found

    @cached_property
    def _goes_on(self) -> Mapping[str, tuple[str, ...]]:
        """What each recommendation goes on in, and what goes on in it."""
        found: dict[str, tuple[str, ...]] = {}
        for ask in self._asks:
            for other in goes_on_in(ask):
                found[ask.ref] = (*found.get(ask.ref, ()), other)
                found[other] = (*found.get(other, ()), ask.ref)
        return found

    def _component(self, ref: str) -> Iterator[str]:
        """The recommendations that a person says ask the same, or go on in each other."""
        joined, ahead = {ref: None}, [ref]
        while ahead:
            here = ahead.pop()
            for other in (*same_asks(self._facts, here), *self._goes_on.get(here, ())):
                if other not in joined:
                    joined[other] = None
                    ahead.append(other)
        yield from joined

    def _joined(self, own: Own, asks: Iterable[Ask], mine: Iterable[str]) -> Joined:
        parts = [(ask, Part(own, ask)) for ask in asks]
        named = {*mine, *(action.ref for _, part in parts for action in part.actions)}
        actions: dict[str, ActionNow] = {}
        evidence: dict[str, PlannedEvidence] = {}
        audits: dict[str, tuple[AuditFact, bool]] = {}
        for ask, part in parts:
            for action in part.actions:
                actions[action.ref] = action
            for shown in part.shown:
                evidence[shown.evidence.ref] = planned_evidence(own, shown, named)
            for fact, names_it in part.audits():
                if names_it or not self._was_before(fact, ask):
                    audits[fact.ref] = fact, names_it or audits.get(fact.ref, (0, False))[1]
        told = _told(audits.values())
        return Joined(
            tuple(sorted((part.planned(mine) for _, part in parts), key=_owed_and_latest)),
            tuple(planned_action(own, one, named) for one in actions.values()),
            tuple(evidence.values()),
            tuple(planned_audit(own, *one) for one in told),
            len(audits) - len(told),
        )

    def _was_before(self, audit: AuditFact, ask: Ask) -> bool:
        """Whether an audit was over before the review asked at all: it shows nothing of that."""
        review = self._facts.reviews.get(ask.record.review)
        out = interval(review.published) if review else None
        return out is not None and audit.date is not None and audit.date.latest < out.earliest


def _told(audits: Iterable[tuple[AuditFact, bool]]) -> list[tuple[AuditFact, bool]]:
    """The audits that name it, and the latest of those that test its themes, oldest first."""
    ordered = sorted(audits, key=lambda one: (_day_of(one[0]), natural_key(one[0].ref)))
    latest = [one for one in ordered if not one[1]][-_MOST_OF_THEMES:]
    return [one for one in ordered if one[1] or one in latest]


def _day_of(audit: AuditFact) -> date:
    return audit.date.latest if audit.date else date.min


def _owed_and_latest(ask: PlannedAsk) -> tuple[bool, int, Any]:
    return not ask.is_owed, *latest(ask)


def latest(ask: PlannedAsk) -> tuple[int, Any]:
    """The latest review first; one that is not dated before all."""
    out = interval(ask.review_on)
    return (-out.latest.toordinal() if out else -date.max.toordinal()), natural_key(ask.ref)
