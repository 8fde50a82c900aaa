"""Tests of practice: planned, and recorded once they were made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import audit_standard, given, known
from auditrack.commands.audit_fields import (
    MOST_CASES,
    about,
    agencies_of,
    as_planned,
    auditor_of,
    chosen_as_kept,
    drop_draw,
    must_be_later,
    must_precede,
    numbers,
    sampled,
    tests_nothing,
    themes_of,
    told,
)
from auditrack.commands.audit_said import say_of_cases, say_what_holds
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.withdrawing import reinstate, withdraw
from auditrack.model.words import LOOKED_AT, OUTCOMES

_JUDGED = frozenset({"outcome", "sample", "met", "standard", "standard_met"})
"""What decides whether an outcome can stand beside its standard."""


@dataclass(frozen=True)
class RecordAudit(Command):
    """Record an audit that was made.

    `serves` are recommendations, findings, reviews or actions; `themes` those it tests, where
    they are not the confirmed themes of what it serves. No agencies means all of them.
    `planned` names the planned audit that this one is; what is not said anew stands as planned.
    `standard_met` is the standard as a figure; one that the plan has is set beforehand and stays.
    """

    cmd: ClassVar[str] = "audit record"

    date: str
    outcome: str
    serves: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    looked_at: str = "practice"
    method: str | None = None
    sample: int | str | None = None
    met: int | str | None = None
    practice: str | None = None
    agencies: tuple[str, ...] = ()
    by: str | None = None
    next: str | None = None
    question: str | None = None
    chosen: str | None = None
    standard: str | None = None
    standard_met: str | None = None
    planned: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a test of nothing, a date still to come, and numbers that do not add up.

        Refuses "embedded" below the standard, and another standard than the one set beforehand.
        """
        on = given.past(desk, given.text(self.date, "date"), "date of the audit")
        planned = self._planned(desk) or {}
        sample = planned.get("sample") if self.sample in (None, "") else self.sample
        fields: dict[str, Any] = {
            "status": "done",
            "date": on,
            "outcome": given.code(OUTCOMES, self.outcome, "outcome"),
            "looked_at": given.code(LOOKED_AT, self.looked_at, "answer to what was looked at"),
            **numbers(sample, self.met),
            **(sampled(desk, self.practice, on) or as_planned(desk, planned, on)),
            **about(desk, self.serves, self.themes, self.agencies, planned),
            **told(desk, vars(self)),
            **audit_standard.of_record(desk, self.standard, self.standard_met, planned),
            # Whoever records it may name another as its auditor: that is a claim.
            "recorded_by": desk.actor.login,
            "recorded_lead": desk.lead_ref,
        }
        fields["next"] = given.when(desk, self.next, "date of the next test")
        must_be_later(fields["next"], on)
        if not planned:
            ref = desk.insert("audits", **fields)
        else:
            ref = str(planned["ref"])
            kept = {name: value for name, value in fields.items() if value not in (None, (), "")}
            desk.update("audits", ref, **kept)
            drop_draw(desk, ref)
        audit_standard.must_be_reached(desk.get("audits", ref) or {})
        audit_standard.must_be_explained(desk.get("audits", ref) or {}, self.why)
        desk.made.append(ref)
        say_what_holds(desk, ref)

    def _planned(self, desk: Desk) -> Mapping[str, Any] | None:
        if not self.planned:
            return None
        planned = known.document(desk, self.planned, "audits")
        if planned.get("status") != "planned":
            raise refuse(
                "not-planned",
                f"{planned['ref']} is no planned audit: it was made on {planned.get('date')}.",
                ref=str(planned["ref"]),
                todo="Record this one on its own.",
            )
        return planned


@dataclass(frozen=True)
class PlanAudit(Command):
    """Plan an audit: what it asks, when it is due, and how it will be judged.

    `practice` is the period that its cases are to come from.
    """

    cmd: ClassVar[str] = "audit plan"

    question: str
    date: str | None = None
    serves: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    method: str | None = None
    agencies: tuple[str, ...] = ()
    by: str | None = None
    chosen: str | None = None
    standard: str | None = None
    standard_met: str | None = None
    looked_at: str = "practice"
    practice: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a plan without a question, or of nothing, and practice after its date."""
        given.text(self.question, "question")
        on = given.when(desk, self.date, "date planned")
        fields: dict[str, Any] = {
            "status": "planned",
            "date": on,
            **sampled(desk, self.practice, on),
            "looked_at": given.code(LOOKED_AT, self.looked_at, "answer to what is looked at"),
            **about(desk, self.serves, self.themes, self.agencies, {}),
            **told(desk, vars(self)),
            **audit_standard.of_plan(desk, self.standard, self.standard_met),
        }
        desk.made.append(desk.insert("audits", **fields))


@dataclass(frozen=True)
class EditAudit(Command):
    """Correct an audit. `agencies` and `themes` replace the lists; `practice` both of its ends."""

    cmd: ClassVar[str] = "audit edit"

    ref: str
    date: str | None = None
    outcome: str | None = None
    themes: tuple[str, ...] | None = None
    looked_at: str | None = None
    method: str | None = None
    sample: int | str | None = None
    met: int | str | None = None
    practice: str | None = None
    agencies: tuple[str, ...] | None = None
    by: str | None = None
    next: str | None = None
    question: str | None = None
    chosen: str | None = None
    standard: str | None = None
    standard_met: str | None = None
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what recording refuses, an outcome of what was not made, and nothing new.

        What the outcome rests on is held to the standard again.
        """
        audit = known.document(desk, self.ref, "audits")
        ref = str(audit["ref"])
        changes = self._changes(desk, audit)
        if audit.get("status") == "planned" and {"outcome", "sample", "met"} & set(changes):
            raise refuse(
                "not-made",
                f"{ref} is planned and was not made yet, so it has found nothing.",
                ref=ref,
                todo=f"Record it with: auditrack audit record --planned {ref}",
            )
        desk.edit("audits", ref, changes, self.base_rev)
        new = desk.get("audits", ref) or {}
        if not new.get("serves") and not new.get("themes"):
            raise tests_nothing(ref)
        numbers(new.get("sample"), new.get("met"))
        must_precede(new.get("practice_to"), new.get("date"))
        must_be_later(new.get("next"), new.get("date"))
        drop_draw(desk, ref)
        if new.get("status") != "planned" and _JUDGED & set(changes):
            audit_standard.must_be_reached(new)
            audit_standard.must_be_explained(new, self.why)
            audit_standard.say_of_standard(desk, new)
        if {"sample", "method", "chosen"} & set(changes):
            say_of_cases(desk, new)
        desk.made.append(ref)

    def _changes(self, desk: Desk, audit: Mapping[str, Any]) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        if self.date is not None:
            if audit.get("status") == "planned":
                changes["date"] = given.when(desk, self.date, "date planned")
            else:
                typed = given.text(self.date, "date")
                changes["date"] = given.past(desk, typed, "date of the audit")
        for name, words, said in (
            ("outcome", OUTCOMES, "outcome"),
            ("looked_at", LOOKED_AT, "answer to what was looked at"),
        ):
            if getattr(self, name) is not None:
                changes[name] = given.code(words, getattr(self, name), said)
        for name in ("question", "method", "standard", "standard_met"):
            if getattr(self, name) is not None:
                changes[name] = getattr(self, name)
        audit_standard.of_edit(desk, audit, changes)
        if self.chosen is not None:
            changes["chosen"] = chosen_as_kept(self.chosen)
        for name in ("sample", "met"):
            value = getattr(self, name)
            if value is not None:
                changes[name] = None if value == "" else given.whole(value, name, 0, MOST_CASES)
        if self.practice is not None:
            period = sampled(desk, self.practice, None)
            changes["practice_from"] = period.get("practice_from")
            changes["practice_to"] = period.get("practice_to")
        if self.themes is not None:
            changes["themes"] = themes_of(desk, self.themes)
        if self.agencies is not None:
            changes["agencies"] = agencies_of(desk, self.agencies)
        if self.by is not None:
            changes["by"] = (self.by and auditor_of(desk, self.by)) or None
            if changes["by"] != audit.get("by"):
                changes["by_login"], changes["by_lead"] = desk.actor.login, desk.lead_ref
        if self.next is not None:
            changes["next"] = given.when(desk, self.next, "date of the next test")
        return changes


@dataclass(frozen=True)
class WithdrawAudit(Command):
    """Take an audit out of every count, with a reason; `reinstate` puts it back."""

    cmd: ClassVar[str] = "audit withdraw"

    ref: str
    reinstate: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, or an audit that stands so already."""
        (reinstate if self.reinstate else withdraw)(desk, self.ref, "audits", self.why)
