"""One body's own part of a recommendation: what it was asked, answered, does and has shown."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import msgspec

from auditrack.analysis.axes import (
    AskFact,
    Overdue,
    Reply,
    ReplyFact,
    delivery_of,
    overdue_by,
    reply_of,
)
from auditrack.analysis.brag import brag_of, brag_of_action
from auditrack.analysis.closing import missing_to_close
from auditrack.analysis.facts import AuditFact, RecommendationFact
from auditrack.model.dates import Interval, data_string, interval
from auditrack.model.words import (
    ACTION_STATES,
    DEGREES,
    LEVELS,
    LOOKED_AT,
    OUTCOMES,
    RECOMMENDATION_KINDS,
    RESULTS,
    word,
)
from auditrack.views.actions import ActionNow, served_by
from auditrack.views.agency_own import Own
from auditrack.views.agency_plan_values import (
    PlannedAction,
    PlannedAsk,
    PlannedAudit,
    PlannedEvidence,
)
from auditrack.views.asked import ALL
from auditrack.views.asks import Ask
from auditrack.views.return_drafts import OPEN
from auditrack.views.seen import seen, standing
from auditrack.views.showing import Shown
from auditrack.views.standing import GO_ON_IN, dues
from auditrack.views.wording import decided_in_words, shortened

_HEADING = 60
_CAN_BE_LATE = frozenset({"open", "in_progress"})
_DECIDED = ("implement", "in-part", "not", "refer-on", "close", "re-open", "no-longer-relevant")
_SAID_OF_LINKS: Mapping[str, tuple[str, str]] = {
    "same-ask": ("asks the same as", "asks the same as"),
    "repeats": ("repeats", "is repeated by"),
    "folds-into": ("goes on in", "takes in"),
    "supersedes": ("supersedes", "goes on in"),
    "contradicts": ("contradicts", "is contradicted by"),
    "related": ("is related to", "is related to"),
}
"""What each kind of link says of the record it is from, and of the one that it is to."""


class Part:
    """One body's part of one recommendation, each piece worked out once."""

    def __init__(self, own: Own, ask: Ask) -> None:
        self._own = own
        self._ask = ask
        self.actions = tuple(
            action for action in ask.actions if action.fact.agency is None or own.does(action)
        )
        self.fact = self._own_fact()

    def _own_fact(self) -> AskFact:
        """The recommendation as the axes judge it for this body alone."""
        ask, own = self._ask, self._own
        kept = {action.ref for action in self.actions}
        actions = tuple(
            msgspec.structs.replace(fact, agency=own.name if fact.agency is not None else None)
            for fact in ask.fact.actions
            if fact.ref in kept
        )
        due, agreed = dues(ask.document, self.actions)
        return replace(
            ask.fact,
            agencies=(own.name,),
            replies=tuple(_reply_fact(own.name, one) for one in self._replies),
            actions=actions,
            due=interval(due),
            agreed_due=interval(agreed),
        )

    @property
    def _replies(self) -> list[Mapping[str, Any]]:
        replies = self._ask.facts.standing.replies(self._ask.ref)
        return [one for one in replies if self._own.answered(one, self._ask.asked)]

    @cached_property
    def row(self) -> RecommendationFact:
        """Its row in the register's facts: its own, else that of all agencies."""
        rows = {one.agency: one for one in self._ask.rows}
        return rows.get(self._own.name) or rows[ALL]

    def planned(self, others: Iterable[str]) -> PlannedAsk:
        """The body's part in words and dates.

        Args:
            others: the recommendations that ask this body, to which links are told.
        """
        ask, facts, own = self._ask, self._ask.facts, self._own
        record, row = ask.record, self.row
        review = facts.reviews.get(record.review)
        hidden = own.hides([ask.ref])
        reply = reply_of(own.name, self.fact, facts.as_at, facts.numbers)
        answered = [
            one for one in self._replies if one.get("answer") and seen(one.get("on"), facts.as_at)
        ]
        asked_on = [one["asked_on"] for one in self._replies if one.get("asked_on")]
        ended = facts.standing.ended_by(ask.ref)
        state = _standing(row.status, reply)
        due, agreed = dues(ask.document, self.actions)
        return PlannedAsk(
            ref=ask.ref,
            heading="" if hidden else record.title or shortened(record.text, _HEADING),
            review=record.review,
            review_title="" if hidden or review is None else review.title,
            review_on=None if hidden or review is None else review.published,
            kind=word(RECOMMENDATION_KINDS, record.kind).lower(),
            label=record.label or "",
            text="" if hidden else record.text,
            outcome="" if hidden else record.outcome or "",
            measure="" if hidden else record.measure or "",
            themes=() if hidden else facts.theming.names(facts.theming.of(ask.ref, confirmed=True)),
            by_name=own.name in ask.asked,
            asked_on=max((one for one in asked_on if seen(one, facts.as_at)), default=None),
            reply=reply,
            replied_on=max((str(one.get("on") or "") for one in answered), default="") or None,
            decisions=tuple(
                (one.get("on"), decided_in_words(one))
                for one in facts.standing.decisions(ask.ref)
                if one["decision"] in _DECIDED
            ),
            standing=state,
            ended_on=data_string(row.closed) if row.closed else None,
            ended_by_board=ended is not None and ended["decision"] == "close",
            delivery=word(ACTION_STATES, delivery_of(self.fact, facts.as_at).state),
            brag=brag_of(self.fact, facts.as_at, facts.numbers),
            due=due,
            agreed=agreed,
            times_moved=max((one.fact.times_moved for one in self.actions), default=0),
            late=self._late(interval(due), interval(agreed)) if state == "owed" else None,
            leads=tuple(dict.fromkeys(own.lead(one.lead) for one in self.actions if one.is_live)),
            links=tuple(self._links(frozenset(others), row.status)),
            missing=self._missing() if state == "owed" else (),
            hidden=hidden,
        )

    def _late(self, due: Interval | None, agreed: Interval | None) -> Overdue | None:
        """How late its part is: the most of its own date and of its actions'."""
        live = [one for one in self.actions if one.is_live]
        found = [one.overdue for one in live]
        if self.row.status in _CAN_BE_LATE and not (
            live and all(one.stood.is_claimed for one in live)
        ):
            times = max((one.fact.times_moved for one in live), default=0)
            found.append(overdue_by(due, agreed, times, self._ask.facts.as_at))
        late = [one for one in found if one is not None]
        return max(late, key=lambda one: (one.days_agreed, one.days_original), default=None)

    def _links(self, others: frozenset[str], status: str) -> Iterator[str]:
        facts, ref = self._ask.facts, self._ask.ref
        told = set()
        for side, (mine, theirs) in enumerate((("a", "b"), ("b", "a"))):
            links = facts.records.index("links", mine).get(ref, ())
            for link in standing(facts.records, links, facts.as_at):
                other, said = str(link[theirs]), _SAID_OF_LINKS.get(link["as"])
                confirmed = link.get("confirmed", True) and seen(link.get("on"), facts.as_at)
                if not confirmed or said is None or other not in others:
                    continue
                degree = DEGREES.get(str(link.get("degree") or ""))
                told.add(other)
                yield f"{said[side]} {other}" + (f" ({degree})" if degree else "")
        if status == "superseded" and told.isdisjoint(goes_on_in(self._ask)):
            yield "goes on in a recommendation that does not ask this body"

    def _missing(self) -> tuple[str, ...]:
        """What is missing of its own part; evidence and tests count whoever's they are."""
        ask, numbers = self._ask, self._ask.facts.numbers
        tested = bool(ask.practice.tested.tests) if numbers.test_required else False
        return missing_to_close(self.fact, ask.facts.as_at, numbers, ask.best_level, tested)

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The evidence of its own."""
        shown = self._ask.facts.standing.shown(self._ask.ref)
        return tuple(one for one in shown if self._own.filed(one))

    def audits(self) -> Iterator[tuple[AuditFact, bool]]:
        """The audits that covered the body, each with whether it names the recommendation.

        The others test its themes.
        """
        naming = {one.ref for one in self._ask.facts.audits.naming(self._ask.ref)}
        for fact in self._ask.audits:
            if self._own.is_covered(fact.agencies):
                yield fact, fact.ref in naming


def planned_audit(own: Own, fact: AuditFact, names_it: bool) -> PlannedAudit:
    """An audit as the body's paper has it."""
    facts = own.facts
    audit = facts.records.get("audits", fact.ref) or {}
    hidden = own.hides(facts.audits.served(audit))
    covered = "others" if own.name in fact.agencies else "all"
    return PlannedAudit(
        ref=fact.ref,
        on=audit.get("date"),
        question="" if hidden else str(audit.get("question") or ""),
        looked_at=word(LOOKED_AT, audit.get("looked_at", "practice")),
        sample=audit.get("sample"),
        met=audit.get("met"),
        outcome=word(OUTCOMES, audit.get("outcome")),
        covered="alone" if fact.agencies == {own.name} else covered,
        names_it=names_it,
    )


def planned_action(
    own: Own, action: ActionNow, others: Container[str] | None = None
) -> PlannedAction:
    """An action as the body's paper has it.

    Args:
        own: whose paper it is.
        action: the action.
        others: the records that may be named as served (default: all).
    """
    facts = own.facts
    its_own, hidden = own.does(action), own.hides(action.serves)
    tells = its_own and not hidden
    return PlannedAction(
        ref=action.ref,
        what=action.action.what if tells else "",
        its_own=its_own,
        hidden=hidden,
        serves=_named(action.serves, others),
        lead=own.lead(action.lead),
        state=word(ACTION_STATES, action.state)
        + (" (as reported)" if action.action.as_reported else ""),
        brag=brag_of_action(action.stood, facts.as_at, facts.numbers),
        due=action.original_due,
        agreed=action.agreed_due,
        times_moved=action.fact.times_moved,
        late=action.overdue,
        updates=tuple(
            (
                one.on,
                _state(one.state, one.off_track),
                (one.note or "") if _is_said_by_it(own, one.lead) else "",
            )
            for one in action.updates
        )
        if tells
        else (),
        moves=tuple((one.on, one.to, one.why or "") for one in action.extensions) if tells else (),
    )


def planned_evidence(own: Own, shown: Shown, others: Container[str]) -> PlannedEvidence:
    """A piece of the body's own evidence as its paper has it; arguments as `planned_action`."""
    one, as_at = shown.evidence, own.facts.as_at
    serves = served_by(own.facts.records, shown.document)
    hidden = own.hides(serves)
    state = one.state
    if state == "accepted" and not seen(one.accepted_on, as_at):
        state = "filed"
    return PlannedEvidence(
        ref=one.ref,
        shows="" if hidden else one.shows,
        hidden=hidden,
        serves=_named(serves, others),
        about=one.about,
        filed_on=one.filed_on,
        level=f"level {one.level}, {LEVELS[one.level]}",
        result=word(RESULTS, one.result, "does not say"),
        state=state,
        stands_on=one.accepted_on if state == "accepted" else None,
        returned_why=(one.returned_why or "") if state == "returned" and not hidden else "",
    )


def _named(serves: Iterable[str], others: Container[str] | None) -> tuple[str, ...]:
    return tuple(ref for ref in serves if others is None or ref in others)


def goes_on_in(ask: Ask) -> tuple[str, ...]:
    """The recommendations that it goes on in, by confirmed links that stand."""
    facts, found = ask.facts, []
    for mine, kind, other in GO_ON_IN:
        links = facts.records.index("links", mine).get(ask.ref, ())
        for link in standing(facts.records, links, facts.as_at):
            if (
                link["as"] == kind
                and link.get("confirmed", True)
                and seen(link.get("on"), facts.as_at)
            ):
                found.append(str(link[other]))
    return tuple(found)


def _standing(status: str, reply: Reply) -> str:
    if status in OPEN:
        return reply.state if reply.state in ("declined", "passed-on") else "owed"
    if status == "declined":
        return "declined" if reply.state == "declined" else "not"
    return status.replace("_", "-")


def _reply_fact(name: str, reply: Mapping[str, Any]) -> ReplyFact:
    said = reply.get
    return ReplyFact(
        agency=name,
        asked_on=interval(said("asked_on")),
        due_back=interval(said("due_back")),
        answer=said("answer"),
        reason=said("reason"),
        passed_to=said("passed_to"),
        on=interval(said("on")),
    )


def _state(state: str | None, off_track: bool | None) -> str:
    said = word(ACTION_STATES, state) if state else ""
    return (f"{said}, off track" if said else "off track") if off_track else said


def _is_said_by_it(own: Own, lead: str | None) -> bool:
    """Whether an update of its action is in its own words, or nobody's in particular."""
    document = own.facts.records.get("leads", lead or "")
    agency = document.get("agency") if document else None
    return not agency or own.is_body(agency)
