"""How a recommendation stands with each agency it asks: one row per agency, none asked one row.

Source of the rules: the states of a recommendation as positions are judged from records. Nothing
dated after the as-at date is seen, and nothing here is stored.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from auditrack.analysis.axes import CLAIMED, SET_ASIDE
from auditrack.analysis.facts import RecommendationFact
from auditrack.model.change import Records
from auditrack.model.dates import data_string, interval
from auditrack.model.evidence import Evidence
from auditrack.views.actions import BEGUN, ActionNow, ActionsNow
from auditrack.views.asked import Asked, answers_for
from auditrack.views.seen import seen, stands, unwithdrawn
from auditrack.views.showing import Shown, shown_of

_DECIDED = frozenset({"implement", "in-part", "not", "refer-on"})
_ENDS_OR_OPENS = frozenset({"close", "no-longer-relevant", "re-open"})

GO_ON_IN = (("b", "supersedes", "a"), ("a", "folds-into", "b"))
"""Links that say what an ask goes on in: its place in the link, as what, and the other's place."""

Document = Mapping[str, Any]

_SAID: dict[frozenset[str], frozenset[str]] = {}


def _once(statuses: frozenset[str]) -> frozenset[str]:
    """The same statuses as the same value: thousands of recommendations stand in few ways."""
    return _SAID.setdefault(statuses, statuses)


class Standing:
    """Rows of recommendations as at a day; each is worked out once."""

    def __init__(self, records: Records, as_at: date, asked: Asked, actions: ActionsNow) -> None:
        self._records = records
        self._as_at = as_at
        self._asked = asked
        self._actions = actions
        self._rows: dict[str, tuple[RecommendationFact, ...]] = {}
        self._statuses: dict[str, frozenset[str]] = {}
        self._shown: dict[str, tuple[Shown, ...]] = {}

    def rows(self, recommendation: Document) -> tuple[RecommendationFact, ...]:
        """One row per agency asked; one without an agency where none is."""
        ref = recommendation["ref"]
        if ref not in self._rows:
            agencies = self._asked.each(recommendation.get("agencies", ())) or (None,)
            decisions = self.decisions(ref)
            shown = self.shown(ref)
            actions = self._actions.serving(ref)
            self._rows[ref] = tuple(
                [
                    self._row(
                        recommendation,
                        agency,
                        decisions,
                        actions_of(agency, agencies, actions),
                        [one for one in shown if one.reaches(agency, agencies)],
                    )
                    for agency in agencies
                ]
            )
        return self._rows[ref]

    def statuses(self, recommendation: Document) -> frozenset[str]:
        """What its rows say it is, where nothing else of them is asked for."""
        ref = recommendation["ref"]
        found = self._statuses.get(ref)
        if found is None:
            found = self._statuses[ref] = _once(frozenset(self._each_status(recommendation)))
        return found

    def _each_status(self, recommendation: Document) -> list[str]:
        """Its status with each agency that it asks."""
        ref = recommendation["ref"]
        known = self._rows.get(ref)
        if known is not None:
            return [row.status for row in known]
        agencies = self._asked.each(recommendation.get("agencies", ())) or (None,)
        decisions = self.decisions(ref)
        actions = self._actions.serving(ref)
        return [
            self._status(
                recommendation, one, decisions, live_of(actions_of(one, agencies, actions))
            )[0]
            for one in agencies
        ]

    def decisions(self, ref: str) -> tuple[Document, ...]:
        """The board's decisions on a record up to the day, in order of date, then of entry."""
        decided = self._records.index("decisions", "on_ref").get(ref)
        if not decided:
            return ()
        found = [
            document for document in unwithdrawn(decided) if seen(document.get("on"), self._as_at)
        ]
        return tuple(sorted(found, key=lambda document: str(document.get("on") or "")))

    def ended_by(self, ref: str) -> Document | None:
        """The decision that closed a record or found it no longer relevant, if it stands."""
        return _end(self.decisions(ref))

    def replies(self, ref: str) -> tuple[Document, ...]:
        """What agencies were asked and answered, in order of entry; each has its own dates."""
        return unwithdrawn(self._records.index("replies", "recommendation").get(ref, ()))

    def shown(self, ref: str) -> tuple[Shown, ...]:
        """What shows it, and whom each piece speaks of."""
        known = self._shown.get(ref)
        if known is None:
            actions = self._actions.serving(ref)
            known = shown_of(self._records, self._asked, self._as_at, ref, actions)
            self._shown[ref] = known
        return known

    def evidence(self, ref: str) -> tuple[Evidence, ...]:
        """What shows it, none withdrawn."""
        return tuple([one.evidence for one in self.shown(ref)])

    def _row(
        self,
        recommendation: Document,
        agency: str | None,
        decisions: tuple[Document, ...],
        own: tuple[ActionNow, ...],
        shown: Iterable[Shown],
    ) -> RecommendationFact:
        live = live_of(own)
        status, closed = self._status(recommendation, agency, decisions, live)
        due, agreed = _dues(recommendation, live)
        return RecommendationFact(
            ref=recommendation["ref"],
            review=recommendation["review"],
            status=status,
            agency=agency,
            due=interval(due),
            agreed_due=interval(agreed),
            closed=interval(closed),
            evidence=tuple([one.fact for one in shown]),
            title=recommendation.get("title", ""),
        )

    def _status(
        self,
        recommendation: Document,
        agency: str | None,
        decisions: tuple[Document, ...],
        live: tuple[ActionNow, ...],
    ) -> tuple[str, str | None]:
        ref = recommendation["ref"]
        if self._is_withdrawn(recommendation):
            return "withdrawn", None
        if self._is_superseded(ref):
            return "superseded", None
        end = _end(decisions)
        if end is not None and end["decision"] == "no-longer-relevant":
            return "no_longer_relevant", None
        decided = [one["decision"] for one in decisions if one["decision"] in _DECIDED]
        if decided[-1:] == ["not"] or self._has_declined(ref, agency):
            return "declined", None
        states = [action.stood.state for action in live]
        closed, closed_on = _closed(decisions, live, bool(states) and CLAIMED.issuperset(states))
        if closed:
            return "closed", closed_on
        if not BEGUN.isdisjoint(states):
            return "in_progress", None
        if live:
            # An action on record says more than how the recommendation was entered.
            known = any(state != "not-known" for state in states)
            return ("open" if known else "not_known"), None
        return ("not_known" if recommendation.get("state") == "not-known" else "open"), None

    def _is_withdrawn(self, recommendation: Document) -> bool:
        """Whether it is, or its whole review."""
        if not stands(self._records, recommendation, self._as_at):
            return True
        review = self._records.get("reviews", recommendation["review"])
        return review is not None and not stands(self._records, review, self._as_at)

    def _is_superseded(self, ref: str) -> bool:
        """Whether it goes on in another: that one supersedes it, or it folds into that one."""
        for field, kind, other in GO_ON_IN:
            for link in self._records.index("links", field).get(ref, ()):
                if link["as"] == kind and self._holds(link, other):
                    return True
        return False

    def _holds(self, link: Document, other: str) -> bool:
        if not link.get("confirmed", True) or not seen(link.get("on"), self._as_at):
            return False
        if not stands(self._records, link, self._as_at):
            return False
        goes_on_in = self._records.get("recommendations", link[other])
        return goes_on_in is not None and not self._is_withdrawn(goes_on_in)

    def _has_declined(self, ref: str, agency: str | None) -> bool:
        """Whether the last answer of an agency by the day is no.

        Where nobody in particular is asked it is anybody's; one that names no agency speaks for
        all.
        """
        replies = self.replies(ref)
        if "declined" not in [reply.get("answer") for reply in replies]:
            return False
        answers = [
            reply
            for reply in replies
            if reply.get("answer")
            and seen(reply.get("on"), self._as_at)
            and (
                agency is None
                or not reply.get("agency")
                or self._asked.one(reply["agency"]) == agency
            )
        ]
        last = max(reversed(answers), key=_on, default=None)
        return last is not None and last["answer"] == "declined"


def _closed(
    decisions: tuple[Document, ...], live: tuple[ActionNow, ...], finished: bool
) -> tuple[bool, str | None]:
    """Whether it is closed, by its live actions or by a decision that stands, and since when.

    `finished` says that every live action is said to be done.
    """
    by_actions = None
    if finished:
        claims = [claim for action in live if (claim := action.stood.claimed_on)]
        if len(claims) == len(live):
            by_actions = data_string(max(claims, key=lambda claim: claim.latest))
    last = _last(decisions)
    if last is None:
        return finished, by_actions
    if last["decision"] == "re-open":
        # What was done before the board opened it again is no closing of what it asks for now.
        again = finished and by_actions is not None and _ends(by_actions) > _on(last)
        return again, by_actions if again else None
    by_decision = last.get("on")
    if by_actions is not None and by_decision is not None:
        return True, min(by_actions, by_decision, key=_ends)
    return True, by_decision or by_actions


def _last(decisions: tuple[Document, ...]) -> Document | None:
    """The last decision that ended it or opened it again."""
    return next((one for one in reversed(decisions) if one["decision"] in _ENDS_OR_OPENS), None)


def _end(decisions: tuple[Document, ...]) -> Document | None:
    last = _last(decisions)
    return None if last is None or last["decision"] == "re-open" else last


def actions_of(
    agency: str | None, asked: tuple[str | None, ...], actions: Iterable[ActionNow]
) -> tuple[ActionNow, ...]:
    """The actions that one of the agencies asked answers for; without an agency, everyone's."""
    if agency is None:
        return tuple(actions)
    return tuple([one for one in actions if answers_for(one.fact.agency, asked) in (None, agency)])


def live_of(actions: Iterable[ActionNow]) -> tuple[ActionNow, ...]:
    """The actions that count: those paused only where nothing else is live."""
    everything = tuple(actions)
    live = tuple([action for action in everything if action.stood.state not in SET_ASIDE])
    return live or tuple([action for action in everything if action.state == "paused"])


def dues(
    recommendation: Mapping[str, Any], actions: Iterable[ActionNow]
) -> tuple[str | None, str | None]:
    """Original and agreed due date: as printed, else the latest of its live actions."""
    return _dues(recommendation, live_of(actions))


def _dues(
    recommendation: Mapping[str, Any], live: Iterable[ActionNow]
) -> tuple[str | None, str | None]:
    original = [action.original_due for action in live if action.original_due]
    agreed = [action.agreed_due for action in live if action.agreed_due]
    due = recommendation.get("due") or (max(original, key=_ends) if original else None)
    moved = [when for when in agreed if due is None or _ends(when) > _ends(due)]
    return due, max(moved, key=_ends) if moved else due


@lru_cache(maxsize=65536)
def _ends(when: str | None) -> date:
    days = interval(when)
    return date.min if days is None else days.latest


def _on(document: Document) -> date:
    return _ends(document.get("on"))
