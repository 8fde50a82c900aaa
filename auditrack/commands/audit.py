"""Tests of practice: planned, and recorded once they were made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.withdrawing import reinstate, withdraw
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
        }
        tested, next_test = given.days(on), given.when(desk, self.next, "date of the next test")
        ahead = given.days(next_test)
        if ahead and tested and ahead.latest <= tested.earliest:
            raise refuse(
                "not-later",
                f"The next test ({in_words(next_test)}) would not be after this one "
                f"({in_words(on)}).",
                todo="Give a later date with --next, or none.",
            )
        fields["next"] = next_test
        if planned is None:
            desk.made.append(desk.insert("audits", **fields))
            return
        ref = str(planned["ref"])
        kept = {name: value for name, value in fields.items() if value not in (None, (), "")}
        desk.update("audits", ref, **kept)
        desk.made.append(ref)

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
        raise refuse(
            "missing",
            "The audit tests nothing: neither a recommendation nor a theme is named.",
            todo="Say what it tests with --for or --theme.",
        )
    return {
        "serves": served,
        "themes": tuple(
            dict.fromkeys(
                known.theme_as_typed(desk.records, theme) for theme in given.chosen(themes)
            )
        ),
        "agencies": tuple(dict.fromkeys(_agency(desk, name) for name in given.chosen(agencies))),
    }


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
    last, made = given.days(end), given.days(on)
    if last and made and last.earliest > made.latest:
        raise refuse(
            "bad-date",
            f"The practice sampled ends ({in_words(end)}) after the audit ({in_words(on)}).",
            todo="Check both dates.",
        )
    return {"practice_from": start, "practice_to": end}
