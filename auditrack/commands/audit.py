"""Tests of practice: planned, and recorded once they were made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.withdrawing import reinstate, withdraw
from auditrack.model.change import RefusedError
from auditrack.model.dates import in_words
from auditrack.model.words import LOOKED_AT, OUTCOMES

_MOST_CASES = 1_000_000


@dataclass(frozen=True)
class RecordAudit(Command):
    """Record an audit that was made.

    `serves` are recommendations, findings, reviews or actions; `themes` those it tests, where
    they are not the confirmed themes of what it serves. No agencies means all of them.
    `planned` names the planned audit that this one is.
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
    planned: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a test of nothing, a date still to come, and numbers that do not add up."""
        on = given.past(desk, given.text(self.date, "date"), "date of the audit")
        planned = self._planned(desk)
        fields: dict[str, Any] = {
            "status": "done",
            "date": on,
            "outcome": given.code(OUTCOMES, self.outcome, "outcome"),
            "looked_at": given.code(LOOKED_AT, self.looked_at, "answer to what was looked at"),
            **_numbers(self.sample, self.met),
            **_sampled(desk, self.practice, on),
            **_about(desk, self.serves, self.themes, self.agencies, planned or {}),
            **_told(desk, vars(self)),
            # Whoever records it may name another as its auditor: that is a claim.
            "recorded_by": desk.actor.login,
            "recorded_lead": desk.lead_ref,
        }
        fields["next"] = given.when(desk, self.next, "date of the next test")
        _must_be_later(fields["next"], on)
        if planned is None:
            ref = desk.insert("audits", **fields)
        else:
            ref = str(planned["ref"])
            kept = {name: value for name, value in fields.items() if value not in (None, (), "")}
            desk.update("audits", ref, **kept)
        desk.made.append(ref)
        _say_what_holds(desk, ref)

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
    """Plan an audit: what it asks, when it is due, and how it will be judged."""

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
    looked_at: str = "practice"
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a plan without a question, or of nothing."""
        given.text(self.question, "question")
        fields: dict[str, Any] = {
            "status": "planned",
            "date": given.when(desk, self.date, "date planned"),
            "looked_at": given.code(LOOKED_AT, self.looked_at, "answer to what is looked at"),
            **_about(desk, self.serves, self.themes, self.agencies, {}),
            **_told(desk, vars(self)),
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
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what recording refuses, an outcome of what was not made, and nothing new."""
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
            raise _tests_nothing(ref)
        _numbers(new.get("sample"), new.get("met"))
        if new.get("status") != "planned":
            _must_precede(new.get("practice_to"), new.get("date"))
        _must_be_later(new.get("next"), new.get("date"))
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
        for name in ("question", "method", "chosen", "standard"):
            if getattr(self, name) is not None:
                changes[name] = getattr(self, name)
        for name in ("sample", "met"):
            value = getattr(self, name)
            if value is not None:
                changes[name] = None if value == "" else given.whole(value, name, 0, _MOST_CASES)
        if self.practice is not None:
            sampled = _sampled(desk, self.practice, None) if self.practice else {}
            changes["practice_from"] = sampled.get("practice_from")
            changes["practice_to"] = sampled.get("practice_to")
        if self.themes is not None:
            changes["themes"] = _themes(desk, self.themes)
        if self.agencies is not None:
            changes["agencies"] = _agencies(desk, self.agencies)
        if self.by is not None:
            changes["by"] = (self.by and _by(desk, self.by)) or None
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


def _about(
    desk: Desk,
    serves: tuple[str, ...],
    themes: tuple[str, ...],
    agencies: tuple[str, ...],
    planned: Mapping[str, Any],
) -> dict[str, Any]:
    """What an audit tests and whom it covers."""
    served = known.served(desk, serves)
    if not served and not themes and not planned.get("serves") and not planned.get("themes"):
        raise _tests_nothing()
    return {
        "serves": served,
        "themes": _themes(desk, themes),
        "agencies": _agencies(desk, agencies),
    }


def _tests_nothing(ref: str | None = None) -> RefusedError:
    return refuse(
        "missing",
        "The audit tests nothing: neither a recommendation nor a theme is named.",
        ref=ref,
        todo="Say what it tests with --for or --theme.",
    )


def _themes(desk: Desk, typed: tuple[str, ...]) -> tuple[str, ...]:
    found = (known.theme_as_typed(desk.records, theme) for theme in given.chosen(typed))
    return tuple(dict.fromkeys(found))


def _agencies(desk: Desk, typed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_agency(desk, name) for name in given.chosen(typed)))


def _must_be_later(next_test: str | None, on: str | None) -> None:
    ahead, tested = given.days(next_test), given.days(on)
    if ahead and tested and ahead.latest <= tested.earliest:
        raise refuse(
            "not-later",
            f"The next test ({in_words(next_test)}) would not be after this one ({in_words(on)}).",
            todo="Give a later date with --next, or none.",
        )


def _must_precede(end: str | None, on: str | None) -> None:
    last, made = given.days(end), given.days(on)
    if last and made and last.earliest > made.latest:
        raise refuse(
            "bad-date",
            f"The practice sampled ends ({in_words(end)}) after the audit ({in_words(on)}).",
            todo="Check both dates.",
        )


def _say_what_holds(desk: Desk, ref: str) -> None:
    """What to know of an audit as it was recorded: a claim, no independence, no reach."""
    from auditrack.views.independence import claimed_for, why_not_independent

    audit = desk.get("audits", ref) or {}
    why = why_not_independent(desk.records, audit, desk.today)
    if why:
        desk.notes.append(f"Marked not independent: {why}.")
    claim = claimed_for(desk.records, audit)
    if claim:
        desk.notes.append(f"{claim}.")
    served = [
        document
        for one in audit.get("serves", ())
        for table in known.SERVED
        if (document := desk.get(table, one)) is not None
    ]
    if not audit.get("themes"):
        known.note_of_whole_reviews(desk, "The audit", served)


def _told(desk: Desk, told: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: told[name] for name in ("question", "method", "chosen", "standard") if told[name]
    }
    fields["by"] = _by(desk, told["by"])
    return fields


def _agency(desk: Desk, typed: str) -> str:
    from auditrack.commands.agency import known_agency

    return known_agency(desk, typed)


def _by(desk: Desk, typed: str | None) -> str | None:
    """Who made it: a lead on record, else as typed; the actor's own lead when not said."""
    if not typed:
        return desk.lead_ref
    from auditrack.commands.lead import find_lead

    return find_lead(desk, typed) or given.line(typed, "auditor")


def _numbers(sample: int | str | None, met: int | str | None) -> dict[str, int]:
    fields = {
        name: given.whole(value, said, 0, _MOST_CASES)
        for name, value, said in (
            ("sample", sample, "number of cases"),
            ("met", met, "number that met the standard"),
        )
        if value not in (None, "")
    }
    if "met" in fields and "sample" not in fields:
        raise refuse(
            "missing",
            f"{fields['met']} met the standard, but not of how many.",
            todo="Give the number of cases with --sample.",
        )
    if fields.get("met", 0) > fields.get("sample", 0):
        raise refuse(
            "bad-number",
            f"{fields['met']} of {fields['sample']} cases cannot have met the standard.",
            todo="--met is at most --sample.",
        )
    return fields


def _sampled(desk: Desk, practice: str | None, on: str | None) -> dict[str, str | None]:
    """The period of practice that the cases come from."""
    if not practice:
        return {}
    start, end = given.period(desk, practice, "period of practice")
    _must_precede(end, on)
    return {"practice_from": start, "practice_to": end}
