"""How a recommendation stands with each agency it asks: one row per agency, none asked one row.

Source of the rules: the states of a recommendation as positions are judged from records. Nothing
dated after the as-at date is seen, and nothing here is stored.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from auditrack.analysis.axes import CLAIMED
from auditrack.analysis.facts import EVERYBODY, EvidenceFact, RecommendationFact
from auditrack.model.change import Records
from auditrack.model.dates import data_string, interval
from auditrack.model.evidence import Evidence
from auditrack.model.record import view_of
from auditrack.views.actions import (
    BEGUN,
    ActionNow,
    ActionsNow,
    seen,
    serving,
)
from auditrack.views.asked import Asked

_RESULTS = {"embedded": "embedded", "partly": "partly", "not-embedded": "not_embedded"}


class Standing:
    """Rows of recommendations as at a day; each is worked out once."""

    def __init__(self, records: Records, as_at: date, asked: Asked, actions: ActionsNow) -> None:
        self._records = records
        self._as_at = as_at
        self._asked = asked
        self._actions = actions
        self._rows: dict[str, tuple[RecommendationFact, ...]] = {}

    def rows(self, recommendation: Mapping[str, Any]) -> tuple[RecommendationFact, ...]:
        """One row per agency asked; one without an agency where none is."""
        ref = recommendation["ref"]
        if ref not in self._rows:
            agencies = self._asked.each(recommendation.get("agencies", ())) or (None,)
            decisions = self.decisions(ref)
            evidence = self.evidence(ref)
            actions = self._actions.serving(ref)
            self._rows[ref] = tuple(
                self._row(recommendation, agency, decisions, evidence, actions)
                for agency in agencies
            )
        return self._rows[ref]

    def decisions(self, ref: str) -> tuple[Mapping[str, Any], ...]:
        """The board's decisions on a record up to the day, in order of date, then of entry."""
        decided = self._records.index("decisions", "on_ref").get(ref)
        if not decided:
            return ()
        found = [document for document in decided if seen(document.get("on"), self._as_at)]
        return tuple(sorted(found, key=lambda document: str(document.get("on") or "")))

    def replies(self, ref: str) -> tuple[Mapping[str, Any], ...]:
        """Agencies' replies up to the day, in order of entry."""
        as_at = self._as_at
        replied = self._records.index("replies", "recommendation").get(ref, ())
        return tuple([document for document in replied if seen(document.get("on"), as_at)])

    def evidence(self, ref: str) -> tuple[Evidence, ...]:
        """What shows it, filed for the recommendation or for one of its actions."""
        records, as_at = self._records, self._as_at
        found = {doc["ref"]: doc for doc in serving(records, "evidence", ref)}
        for action in self._actions.serving(ref):
            for doc in serving(records, "evidence", action.ref):
                found[doc["ref"]] = doc
        return tuple(
            [
                view_of(Evidence, document)
                for document in found.values()
                if not document.get("withdrawn_on") and seen(document.get("filed_on"), as_at)
            ]
        )

    def actions_of(self, agency: str | None, actions: Iterable[ActionNow]) -> tuple[ActionNow, ...]:
        """The actions an agency answers for; one that names no agency is everyone's."""
        if agency is None:
            return tuple(actions)
        return tuple([action for action in actions if action.fact.agency in (None, agency)])

    def _row(
        self,
        recommendation: Mapping[str, Any],
        agency: str | None,
        decisions: tuple[Mapping[str, Any], ...],
        evidence: tuple[Evidence, ...],
        actions: tuple[ActionNow, ...],
    ) -> RecommendationFact:
        own = self.actions_of(agency, actions)
        status, closed = self._status(recommendation, agency, decisions, own)
        due, agreed = dues(recommendation, own)
        owners = {action.lead for action in own if action.lead}
        return RecommendationFact(
            ref=recommendation["ref"],
            review=recommendation["review"],
            status=status,
            agency=agency,
            due=interval(due),
            agreed_due=interval(agreed),
            closed=interval(closed),
            evidence=tuple(
                [self._shown(item, owners) for item in evidence if self._is_for(item, agency)]
            ),
            title=recommendation.get("title", ""),
        )

    def _is_for(self, item: Evidence, agency: str | None) -> bool:
        if item.agency is None or agency is None:
            return True
        named = self._asked.one(item.agency)
        return named == agency or named in EVERYBODY

    def _shown(self, item: Evidence, owners: set[str]) -> EvidenceFact:
        by_another = item.accepted_by != item.filed_by or item.accepted_by is None
        accepted = (
            item.state == "accepted"
            and seen(item.accepted_on, self._as_at)
            and by_another
            and item.accepted_lead not in owners
        )
        return EvidenceFact(
            ref=item.ref,
            level=item.level,
            about=interval(item.about),
            result=_RESULTS.get(item.result or ""),
            accepted=accepted,
            audit=item.audit,
        )

    def _status(
        self,
        recommendation: Mapping[str, Any],
        agency: str | None,
        decisions: tuple[Mapping[str, Any], ...],
        actions: tuple[ActionNow, ...],
    ) -> tuple[str, str | None]:
        ref = recommendation["ref"]
        said = [document["decision"] for document in decisions]
        if recommendation.get("withdrawn_on") and seen(recommendation["withdrawn_on"], self._as_at):
            return "withdrawn", None
        if self._is_superseded(ref):
            return "superseded", None
        standing = [kind for kind in said if kind in ("implement", "in-part", "not", "refer-on")]
        if (
            "no-longer-relevant" in said
            and "re-open" not in said[said.index("no-longer-relevant") :]
        ):
            return "no_longer_relevant", None
        if standing[-1:] == ["not"] or self._answer(ref, agency) == "declined":
            return "declined", None
        closed, closed_on = self._closed(decisions, actions)
        if closed:
            return "closed", closed_on
        live = live_of(actions)
        if any(action.state in BEGUN for action in live):
            return "in_progress", None
        known = any(action.state != "not-known" for action in live)
        if live and not known:
            return "not_known", None
        if recommendation.get("state") == "not-known" and not live:
            return "not_known", None
        return "open", None

    def _is_superseded(self, ref: str) -> bool:
        for document in self._records.index("links", "b").get(ref, ()):
            if document["as"] == "supersedes" and self._stands(document):
                return True
        return any(
            document["as"] == "folds-into" and self._stands(document)
            for document in self._records.index("links", "a").get(ref, ())
        )

    def _stands(self, link: Mapping[str, Any]) -> bool:
        return bool(link.get("confirmed", True)) and seen(link.get("on"), self._as_at)

    def _answer(self, ref: str, agency: str | None) -> str | None:
        answers = [
            reply["answer"]
            for reply in self.replies(ref)
            if reply.get("answer")
            and (
                agency is None
                or not reply.get("agency")
                or self._asked.one(reply["agency"]) == agency
            )
        ]
        return answers[-1] if answers else None

    def _closed(
        self, decisions: tuple[Mapping[str, Any], ...], actions: tuple[ActionNow, ...]
    ) -> tuple[bool, str | None]:
        decided = [doc for doc in decisions if doc["decision"] in ("close", "re-open")]
        last = decided[-1] if decided else None
        reopened_on = last.get("on") if last is not None and last["decision"] == "re-open" else None
        by_decision = last.get("on") if last is not None and last["decision"] == "close" else None
        live = live_of(actions)
        finished = bool(live) and all(action.state in CLAIMED for action in live)
        claims = [action.stood.claimed_on for action in live]
        by_actions = None
        if finished and None not in claims:
            by_actions = data_string(max((c for c in claims if c), key=lambda claim: claim.latest))
        if last is not None and last["decision"] == "re-open":
            # What was done before the board opened it again is no closing of what it asks for now.
            finished = (
                finished and by_actions is not None and _ends(by_actions) > _ends(reopened_on)
            )
        if last is not None and last["decision"] == "close":
            if finished and by_actions is not None and by_decision is not None:
                return True, min(by_actions, by_decision, key=_ends)
            return True, by_decision or by_actions
        return finished, by_actions


def live_of(actions: Iterable[ActionNow]) -> tuple[ActionNow, ...]:
    """The actions that count: those paused only where nothing else is live."""
    everything = tuple(actions)
    live = tuple([action for action in everything if action.is_live])
    return live or tuple([action for action in everything if action.state == "paused"])


def dues(
    recommendation: Mapping[str, Any], actions: Iterable[ActionNow]
) -> tuple[str | None, str | None]:
    """Original and agreed due date: as printed, else the latest of its live actions."""
    live = live_of(actions)
    original = [action.original_due for action in live if action.original_due]
    agreed = [action.agreed_due for action in live if action.agreed_due]
    due = recommendation.get("due") or (max(original, key=_ends) if original else None)
    moved = [when for when in agreed if due is None or _ends(when) > _ends(due)]
    return due, max(moved, key=_ends) if moved else due


def _ends(when: str | None) -> date:
    days = interval(when)
    return date.min if days is None else days.latest
