"""What the public record says of one recommendation: answers, decisions, actions and tests."""

from collections.abc import Iterable, Mapping
from typing import Any

from auditrack.analysis.facts import EVERYBODY, AuditFact
from auditrack.model.dates import DateError, interval, strict_interval
from auditrack.model.words import (
    ACTION_STATES,
    ANSWERS,
    CHOSEN,
    DECISIONS,
    LEVELS,
    LOOKED_AT,
    OUTCOMES,
    RESULTS,
)
from auditrack.themes.lexicon import action_types
from auditrack.views.actions import ActionNow
from auditrack.views.board import agency_name
from auditrack.views.facts import Facts
from auditrack.views.public_fields import UNWORDED
from auditrack.views.seen import seen
from auditrack.views.showing import Shown
from auditrack.views.site_values import (
    ActionShown,
    DecisionShown,
    EvidenceShown,
    ReplyShown,
    TestShown,
)
from auditrack.views.standing import dues

Document = Mapping[str, Any]

LEAST_CASES = 5
"""Fewer cases than these, met or not met, are not told: a person may be recognised in them."""


def words_of(document: Document, field: str, table: str = "") -> str:
    """The words of a record that may be public, "" where nobody worded it for the public."""
    said = document.get("public_wording") or document.get(field) or ""
    return "" if said == UNWORDED.get(table) else str(said)


def known_word(vocabulary: Mapping[str, str], code: Any) -> str:
    """The word for a code, "" for one that is nobody's: what was typed in its place stays here."""
    return vocabulary.get(code, "") if isinstance(code, str) else ""


def day_on_record(said: Any) -> str | None:
    """A date as data, None where there is none or what stands in its place is no date."""
    try:
        days = strict_interval(said) if isinstance(said, str) else None
    except DateError:
        return None
    return said if days is not None else None


def cases_in_words(sample: Any, met: Any) -> str:
    """How many cases were looked at and met the standard, where neither count is small.

    A count under five, and what a count leaves under five, are not told.
    """
    if not isinstance(sample, int) or sample < LEAST_CASES:
        return ""
    told = f"{sample:,} cases were looked at"
    if not isinstance(met, int):
        return f"{told}."
    if met < LEAST_CASES or sample - met < LEAST_CASES:
        return f"{told}. How many met the standard is not printed, because a number is small."
    return f"{told}, and {met:,} of them met the standard."


class Parts:
    """The parts of recommendations, findings, reviews and themes on the day of some facts."""

    def __init__(self, facts: Facts) -> None:
        """Looks at facts of records that may be public."""
        self._facts = facts
        self._records = facts.records
        self._types = {one.id: one.name for one in action_types()}
        self._tests: dict[str, TestShown] = {}

    def agencies(self, refs: Iterable[str]) -> tuple[str, ...]:
        """The names of agencies in the order of the alphabet; of none that is not on record."""
        names = (self._agency(ref) for ref in dict.fromkeys(refs))
        return tuple(sorted((one for one in names if one), key=str.casefold))

    def _agency(self, ref: str | None) -> str:
        if not ref or self._records.get("agencies", ref) is None:
            return ""
        return agency_name(self._records, ref)

    def decisions(self, ref: str) -> tuple[DecisionShown, ...]:
        """The board's decisions on a record up to the day, in order."""
        return tuple(
            DecisionShown(
                str(one["ref"]),
                str(one["decision"]),
                said,
                day_on_record(one.get("on")),
                day_on_record(one.get("until")),
                words_of(one, "reason"),
            )
            for one in self._facts.standing.decisions(ref)
            if (said := known_word(DECISIONS, one.get("decision")))
        )

    def ended(self, ref: str) -> str:
        """How the board ended it, "" where it did not."""
        end = self._facts.standing.ended_by(ref)
        if end is None:
            return ""
        return "closed" if end["decision"] == "close" else "no longer relevant"

    def replies(self, recommendation: Document) -> tuple[ReplyShown, ...]:
        """The last answer of each agency that was asked or answered, by its name."""
        as_at = self._facts.as_at
        found: dict[str, Document] = {}
        for one in self._facts.standing.replies(str(recommendation["ref"])):
            name = self._agency(one.get("agency"))
            if not name or not seen(one.get("asked_on"), as_at):
                continue
            answered = bool(one.get("answer")) and seen(one.get("on"), as_at)
            before = found.get(name)
            if before is None or (answered and _day(before) <= _day(one)):
                found[name] = one if answered else {**one, "answer": None, "on": None}
        return tuple(self._reply(name, found[name]) for name in sorted(found, key=str.casefold))

    def _reply(self, agency: str, one: Document) -> ReplyShown:
        answer = known_word(ANSWERS, one.get("answer"))
        return ReplyShown(
            str(one["ref"]),
            agency,
            answer,
            self._agency(one.get("passed_to")) if one.get("answer") == "passed-on" else "",
            day_on_record(one.get("on")),
            words_of(one, "reason") if answer else "",
        )

    def dues(self, recommendation: Document) -> tuple[str | None, str | None]:
        """The original and the agreed date of a recommendation, as data."""
        actions = self._facts.actions.serving(str(recommendation["ref"]))
        original, agreed = dues(recommendation, actions)
        return day_on_record(original), day_on_record(agreed)

    def actions(self, ref: str) -> tuple[ActionShown, ...]:
        """The actions on a record, in order of entry."""
        return tuple(map(self._action, self._facts.actions.serving(ref)))

    def _action(self, action: ActionNow) -> ActionShown:
        document = self._records.get("actions", action.ref) or {}
        claimed = action.stood.claimed_on
        done = document.get("done_on") if action.stood.is_claimed else None
        if done is None and claimed is not None and claimed.is_one_day:
            done = claimed.latest.isoformat()
        return ActionShown(
            ref=action.ref,
            kind=self._types.get(str(document.get("type")), ""),
            agency=self._agency(document.get("agency")),
            original_due=day_on_record(action.original_due),
            agreed_due=day_on_record(action.agreed_due),
            state=known_word(ACTION_STATES, action.state),
            done_on=day_on_record(done),
            words=words_of(document, "what", "actions"),
        )

    def evidence(self, ref: str) -> tuple[EvidenceShown, ...]:
        """The evidence on a recommendation, the best level first."""
        found = [
            self._evidence(one)
            for one in self._facts.standing.shown(ref)
            if one.document.get("state", "filed") in ("filed", "accepted")
        ]
        return tuple(sorted(found, key=lambda one: -one.level))

    def _evidence(self, shown: Shown) -> EvidenceShown:
        one = shown.document
        level = one.get("level")
        level = level if isinstance(level, int) and level in LEVELS else 0
        return EvidenceShown(
            ref=str(one["ref"]),
            level=level,
            level_word=LEVELS[level],
            about=day_on_record(one.get("about")),
            result=known_word(RESULTS, one.get("result")),
            accepted=shown.fact.accepted,
            agency=self._agency(one.get("agency")),
            words=words_of(one, "shows", "evidence"),
        )

    def tests(self, ref: str) -> tuple[TestShown, ...]:
        """The audits that name a record, or an action that serves it, the earliest first."""
        return self._in_order(self._facts.audits.naming(ref))

    def tests_of_theme(self, theme: str) -> tuple[TestShown, ...]:
        """The audits that test a theme, the earliest first."""
        return self._in_order(self._facts.audits.testing(theme))

    def _in_order(self, audits: Iterable[AuditFact]) -> tuple[TestShown, ...]:
        return tuple(sorted(map(self._test, audits), key=lambda one: (one.on or "", one.ref)))

    def _test(self, fact: AuditFact) -> TestShown:
        known = self._tests.get(fact.ref)
        if known is None:
            known = self._tests[fact.ref] = self._looked_up(fact)
        return known

    def _looked_up(self, fact: AuditFact) -> TestShown:
        audit = self._records.get("audits", fact.ref) or {}
        looked_at = audit.get("looked_at", "practice")
        outcome = known_word(OUTCOMES, audit.get("outcome"))
        everybody = any(one in EVERYBODY for one in fact.agencies)
        return TestShown(
            ref=fact.ref,
            on=day_on_record(audit.get("date")),
            practice_from=day_on_record(audit.get("practice_from")),
            practice_to=day_on_record(audit.get("practice_to")),
            outcome=outcome,
            looked_at=known_word(LOOKED_AT, looked_at),
            is_test=looked_at == "practice" and audit.get("outcome") in RESULTS,
            chosen=known_word(CHOSEN, audit.get("chosen")),
            cases=cases_in_words(audit.get("sample"), audit.get("met")),
            agencies=() if everybody else self.agencies(audit.get("agencies", ())),
            of=tuple(self._facts.audits.served(audit)),
            themes=self._facts.tested_by(audit),
        )


def _day(document: Document) -> str:
    days = interval(day_on_record(document.get("on")))
    return days.latest.isoformat() if days else ""
