"""Which public record names which agency, and the lines that an agency is sent of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from auditrack.analysis.facts import EVERYBODY
from auditrack.model.dates import in_words
from auditrack.model.refs import bare_label, natural_key
from auditrack.model.words import (
    ACTION_STATES,
    ANSWERS,
    EVIDENCE_STATES,
    LEVELS,
    LOOKED_AT,
    OUTCOMES,
    RESULTS,
    word,
)
from auditrack.views.asked import Asked
from auditrack.views.board import successor_of
from auditrack.views.facts import Facts
from auditrack.views.public_state import PublicRecords
from auditrack.views.wording import counted, decided_in_words, listed, when

Document = Mapping[str, Any]

NO_REASON = "no reason worded for publication"


@dataclass(frozen=True)
class LineOfReply:
    """One thing that a public copy says of an agency: the record, its words, and what stands by it.

    `kind` is recommendation, action, evidence or audit; `label` what the review prints for it.
    """

    kind: str
    ref: str
    text: str
    said: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class ReviewOfReply:
    """A public review with the lines of it that name an agency."""

    ref: str
    title: str
    lines: tuple[LineOfReply, ...]


class Naming:
    """Which agency each public record is of, an agency's successor for it."""

    def __init__(self, public: PublicRecords, review: str | None) -> None:
        self._public = public
        self._asked = Asked(public)
        self._facts = Facts(public, public.as_at, published=True)
        self._asks = [
            one
            for one in public.select("recommendations")
            if review is None or one["review"] == review
        ]
        refs = {str(one["ref"]) for one in self._asks}
        found = [one for one in public.select("findings") if review in (None, one["review"])]
        self._of = refs | {str(one["ref"]) for one in found}
        self._of |= {
            str(one["ref"]) for one in public.select("reviews") if review in (None, one["ref"])
        }
        self._actions = [one for one in public.select("actions") if self._is_of(one)]
        self._of |= {str(one["ref"]) for one in self._actions}
        self._audits = [
            one
            for one in public.select("audits")
            if self._is_of(one) or (review is None and not one.get("serves"))
        ]
        self._of |= {str(one["ref"]) for one in self._audits}
        self._evidence = [
            one
            for one in public.select("evidence")
            if self._is_of(one) or one.get("audit") in self._of
        ]

    def _is_of(self, document: Document) -> bool:
        return not self._of.isdisjoint(document.get("serves", ()))

    def _now(self, ref: Any) -> str | None:
        """The agency that a reference means now; None for nobody and for everybody."""
        if not ref:
            return None
        now = successor_of(self._public, ref)
        return None if self._asked.one(now) in EVERYBODY else now

    @cached_property
    def agencies(self) -> frozenset[str]:
        """Every agency that something of it names."""
        named = [ref for one in self._asks for ref in one.get("agencies", ())]
        for table in (self._actions, self._evidence):
            named += [one.get("agency") for one in table]
        for ask in self._asks:
            for one in self._replies(ask):
                named += [one.get("agency"), one.get("passed_to")]
        named += [ref for one in self._audits for ref in one.get("agencies", ())]
        return frozenset(now for ref in named if (now := self._now(ref)) is not None)

    def _replies(self, ask: Document) -> tuple[Document, ...]:
        return self._public.index("replies", "recommendation").get(ask["ref"], ())

    def reviews_of(self, agency: str) -> tuple[ReviewOfReply, ...]:
        """The reviews of which something names an agency, by title."""
        found = []
        for review in self._public.select("reviews"):
            lines = tuple(self._lines(str(review["ref"]), agency))
            if lines:
                title = str(review.get("title") or review["ref"])
                found.append(ReviewOfReply(str(review["ref"]), title, lines))
        return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.ref)))

    def _lines(self, review: str, agency: str) -> Iterable[LineOfReply]:
        told: set[str] = set()
        asks = [one for one in self._asks if one["review"] == review]
        for ask in sorted(asks, key=lambda one: (one.get("order", 0), natural_key(one["ref"]))):
            replied = [
                ref
                for one in self._replies(ask)
                for ref in (one.get("agency"), one.get("passed_to"))
            ]
            if self._names((*ask.get("agencies", ()), *replied), agency):
                yield self._ask_line(ask, agency)
        refs = {str(one["ref"]) for one in asks} | {review}
        refs |= {
            str(one["ref"]) for one in self._public.select("findings") if one["review"] == review
        }
        for action in self._actions:
            if self._now(action.get("agency")) == agency and not refs.isdisjoint(action["serves"]):
                told.add(str(action["ref"]))
                yield self._action_line(action)
        of_audits = {
            str(one["ref"])
            for one in self._audits
            if not (refs | told).isdisjoint(one.get("serves", ()))
        }
        for evidence in self._evidence:
            serves = evidence.get("serves", ())
            # What is filed for an agency's action and names nobody speaks of that agency.
            is_its = self._now(evidence.get("agency")) == agency or (
                not evidence.get("agency") and not told.isdisjoint(serves)
            )
            if is_its and (
                not (refs | told | of_audits).isdisjoint(serves)
                or evidence.get("audit") in of_audits
            ):
                yield self._evidence_line(evidence)

    def audits_of(self, agency: str) -> tuple[LineOfReply, ...]:
        """The tests of practice that name an agency, the latest first."""
        found = [one for one in self._audits if self._names(one.get("agencies", ()), agency)]
        found.sort(key=lambda one: (str(one.get("date") or ""), natural_key(one["ref"])))
        return tuple(self._audit_line(one) for one in reversed(found))

    def _names(self, refs: Iterable[str | None], agency: str) -> bool:
        return any(self._now(ref) == agency for ref in refs)

    def _ask_line(self, ask: Document, agency: str) -> LineOfReply:
        said = []
        for reply in self._replies(ask):
            passed = self._now(reply.get("passed_to"))
            if agency not in (self._now(reply.get("agency")), passed) or not reply.get("answer"):
                continue
            if passed == agency:
                said.append(f"Passed on to you ({when(reply.get('on'), 'no day on record')}).")
                continue
            reason = reply.get("reason") or (
                NO_REASON if reply["answer"] in ("declined", "in-part") else ""
            )
            answer = f"Your answer ({when(reply.get('on'), 'no day on record')}): "
            said.append(f"{answer}{word(ANSWERS, reply['answer'])}{_behind(reason)}.")
        for decision in self._facts.standing.decisions(str(ask["ref"])):
            reason = decision.get("reason") or (
                NO_REASON if decision["decision"] in ("not", "in-part") else ""
            )
            on = when(decision.get("on"), "no day on record")
            said.append(f"The board ({on}): {decided_in_words(decision)}{_behind(reason)}.")
        return LineOfReply(
            "recommendation",
            str(ask["ref"]),
            str(ask["text"]),
            tuple(said),
            bare_label(str(ask.get("label") or "")),
        )

    def _action_line(self, action: Document) -> LineOfReply:
        now = self._facts.actions.of(action)
        said = []
        if now is not None:
            claimed = now.stood.claimed_on
            on = f", {in_words(claimed.latest.isoformat())}" if claimed else ""
            said.append(f"Stands as: {word(ACTION_STATES, now.state)}{on}.")
            if now.agreed_due:
                moved = now.agreed_due != now.original_due and now.original_due
                first = f" (at first {in_words(now.original_due)})" if moved else ""
                said.append(f"Due: {in_words(now.agreed_due)}{first}.")
        said.append(f"For: {listed(list(action['serves']))}.")
        return LineOfReply("action", str(action["ref"]), str(action["what"]), tuple(said))

    def _evidence_line(self, evidence: Document) -> LineOfReply:
        level = int(evidence.get("level", 0))
        said = [f"Level {level} ({LEVELS[level]}), {word(EVIDENCE_STATES, evidence.get('state'))}."]
        if evidence.get("about"):
            said.append(f"About: {in_words(evidence['about'])}.")
        if evidence.get("result"):
            said.append(f"Result: {word(RESULTS, evidence['result'])}.")
        return LineOfReply("evidence", str(evidence["ref"]), str(evidence["shows"]), tuple(said))

    def _audit_line(self, audit: Document) -> LineOfReply:
        looked = word(LOOKED_AT, audit.get("looked_at", "practice"))
        said = [
            f"Date: {when(audit.get('date'))}. Looked at {looked}. Outcome: "
            f"{word(OUTCOMES, audit.get('outcome'))}."
        ]
        themes = self._facts.theming.names(self._facts.tested_by(audit))
        if themes:
            said.append(f"{counted(len(themes), 'theme')}: {listed(list(themes))}.")
        return LineOfReply("audit", str(audit["ref"]), str(audit["question"]), tuple(said))


def _behind(reason: str) -> str:
    return f": {reason.rstrip('.')}" if reason else ""
