"""The audits of an evidence pack: each with its method, its cases, its standard, and for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditrack.analysis.facts import AuditFact
from auditrack.analysis.position import Position
from auditrack.analysis.standards import reaches
from auditrack.model.audit import Audit
from auditrack.model.record import view_of
from auditrack.model.words import CHOSEN, LOOKED_AT, OUTCOMES, word
from auditrack.views.board import agency_name, lead_title
from auditrack.views.criteria import grid_of
from auditrack.views.facts import Facts
from auditrack.views.independence import claimed_for, why_not_independent
from auditrack.views.page_audit import case_lines, sampled, standard_lines
from auditrack.views.sampled import sample_of
from auditrack.views.seen import stands
from auditrack.views.sheet import Line
from auditrack.views.wording import counted

Document = Mapping[str, Any]


@dataclass(frozen=True)
class CriterionResult:
    """One question of an audit: how many cases met it, and what the others are."""

    number: int
    question: str
    met: str
    besides: str


@dataclass(frozen=True)
class AuditInPack:
    """An audit that tests the theme. Dates are data; the rest is in words.

    `counts_as` says what the position makes of it. `cases` and `standard` are names with what each
    is: how many met it with the interval of a random draw alone, how they were chosen, the draw;
    the standard, when it was set, and how the result stands to it. `n` is the first of those in
    words and `chosen` what was said of how they were chosen, "" where nothing was. `covers` gives
    each agency with the outcome, which is recorded once for all of them.
    """

    ref: str
    on: str
    question: str
    outcome: str
    counts_as: str
    looked_at: str
    method: str
    n: str
    chosen: str
    cases: tuple[tuple[str, str], ...]
    standard: tuple[tuple[str, str], ...]
    sampled: str
    covers: tuple[tuple[str, str], ...]
    by: str
    independence: str
    criteria: tuple[CriterionResult, ...]
    met_whole: str
    next: str


@dataclass(frozen=True)
class PlannedTest:
    """A test of the theme that is planned, or that an audit named as its next. Dates are data."""

    ref: str
    on: str
    question: str
    by: str


def audits_of(facts: Facts, one: Position, audits: Iterable[AuditFact]) -> tuple[AuditInPack, ...]:
    """The audits made, in the order of the practice tested."""
    found = [
        _in_pack(facts, one, fact, document)
        for fact in sorted(audits, key=_place)
        if (document := facts.records.get("audits", fact.ref)) is not None
    ]
    return tuple(found)


def _place(fact: AuditFact) -> tuple[str, str]:
    when = fact.sample_to or fact.date
    return when.latest.isoformat() if when else "9999", fact.ref


def planned_of(facts: Facts, theme: str) -> tuple[PlannedTest, ...]:
    """The audits of a theme that are planned, the earliest first."""
    records = facts.records
    found = [
        PlannedTest(
            str(document["ref"]),
            str(document.get("date") or ""),
            str(document.get("question") or ""),
            _by(facts, document),
        )
        for document in records.select("audits")
        if document.get("status") == "planned"
        and stands(records, document, facts.as_at)
        and theme in facts.tested_by(document)
    ]
    return tuple(sorted(found, key=lambda test: (test.on or "9999", test.ref)))


def _in_pack(facts: Facts, one: Position, fact: AuditFact, document: Document) -> AuditInPack:
    audit = view_of(Audit, document)
    grid = grid_of(facts.records, audit.ref)
    met, of = grid.met
    outcome = word(OUTCOMES, audit.outcome, "not recorded")
    return AuditInPack(
        ref=audit.ref,
        on=audit.date or "",
        question=audit.question or "",
        outcome=outcome,
        counts_as=_counts_as(one, fact),
        looked_at=word(LOOKED_AT, audit.looked_at),
        method=audit.method or "",
        n=sample_of(document).describe(),
        chosen=word(CHOSEN, audit.chosen) if audit.chosen else "",
        cases=_told(case_lines(audit, document)),
        standard=tuple(_standard(audit)),
        sampled=sampled(audit) or "",
        covers=tuple((agency_name(facts.records, ref), outcome) for ref in audit.agencies),
        by=_by(facts, document),
        independence=_independence(facts, document),
        criteria=tuple(
            CriterionResult(tally.number, tally.question, tally.briefly, tally.besides)
            for tally in grid.tallies
        ),
        met_whole=f"{met} of the {counted(of, 'case')} answered whole met all that applies."
        if of
        else "",
        next=audit.next or "",
    )


def _standard(audit: Audit) -> Iterable[tuple[str, str]]:
    """The standard and the result beside it; what to enter is no word for a reader outside."""
    for name, said in _told(standard_lines(audit)):
        compared = reaches(audit.standard_met, audit.met, audit.sample) is not None
        if name == "Result against it" and not compared:
            said = (
                "not compared: no standard as a figure, or no count of the cases that met it, is "
                "on record"
            )
        yield name, said


def _told(lines: Iterable[Line | None]) -> tuple[tuple[str, str], ...]:
    return tuple((line.label or "", line.text) for line in lines if line is not None)


def _counts_as(one: Position, fact: AuditFact) -> str:
    if any(test.kind == "audit" and test.ref == fact.ref for test in one.tested.tests):
        return "a test of practice"
    if any(test.kind == "audit" and test.ref == fact.ref for test in one.tested.baseline):
        return "a baseline: its practice lies before the learning was due"
    if fact.looked_at != "practice":
        looked_at = word(LOOKED_AT, fact.looked_at.replace("_", "-"))
        return f"no test of practice: it looked at {looked_at}"
    if fact.outcome == "inconclusive":
        return "no test of practice: it was inconclusive"
    if not one.found.cases:
        return "no part of a position: no review of this board raises the theme"
    if fact.sample_to is None and fact.date is None:
        return "no test of practice: neither its date nor that of its practice is on record"
    return "not counted on this day"


def _by(facts: Facts, document: Document) -> str:
    """Who made it: a role, or what was typed for one; no login."""
    by = document.get("by")
    if not by:
        return ""
    claim = claimed_for(facts.records, document)
    said = " (a claim: who recorded it does not hold that role)" if claim else ""
    return f"{lead_title(facts.records, by)}{said}"


def _independence(facts: Facts, document: Document) -> str:
    if not document.get("by") and not document.get("recorded_lead"):
        return "who made it is not on record, so whether it is independent cannot be told"
    why = why_not_independent(facts.records, document, facts.as_at)
    if why:
        return f"not independent: {why}"
    return "nothing on record speaks against its independence"
