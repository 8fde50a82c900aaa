"""Tests of practice in a period: the audits made, and what is planned, promised or due again."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from auditrack.analysis.position import Position
from auditrack.model.dates import add_months, interval
from auditrack.model.words import LOOKED_AT, OUTCOMES, word
from auditrack.views.board import lead_named, lead_title
from auditrack.views.criteria import grid_of
from auditrack.views.facts import Facts
from auditrack.views.figures import AuditDueLine, AuditLine
from auditrack.views.independence import auditor, why_not_independent
from auditrack.views.narrowed import Narrowed
from auditrack.views.needs import promised_tests
from auditrack.views.seen import stands
from auditrack.views.wording import counted, listed, when

Document = Mapping[str, Any]

_WEAKEST = 3
"""How many questions of an audit are told, those that fewest cases met."""


def audits_done(
    facts: Facts, narrowed: Narrowed, since: date, until: date
) -> tuple[AuditLine, ...]:
    """The audits dated in a period, in order of date."""
    lines = [
        _done(facts, audit)
        for audit in audits_made(facts, narrowed)
        if _lies_in(audit.get("date"), since, until)
    ]
    return tuple(sorted(lines, key=lambda line: line.on))


def audits_made(facts: Facts, narrowed: Narrowed) -> Iterator[Document]:
    """Every audit that was made and stands on the day, in order of entry."""
    for audit in facts.records.select("audits"):
        days = interval(audit.get("date"))
        if audit.get("status", "done") != "done" or (days and days.earliest > facts.as_at):
            continue
        if stands(facts.records, audit, facts.as_at) and narrowed.has("audit", audit["ref"]):
            yield audit


def _lies_in(when_made: str | None, since: date, until: date) -> bool:
    days = interval(when_made)
    return days is not None and days.latest >= since and days.earliest <= until


def _done(facts: Facts, audit: Document) -> AuditLine:
    sample = audit.get("sample")
    return AuditLine(
        ref=audit["ref"],
        on=audit["date"],
        question=audit.get("question") or "",
        themes=listed(facts.theming.names(facts.tested_by(audit)), ""),
        looked_at=word(LOOKED_AT, audit.get("looked_at", "practice")),
        method=audit.get("method") or "",
        n=f"{audit.get('met', '?')} of {sample}" if sample is not None else "",
        outcome=word(OUTCOMES, audit.get("outcome")),
        by=auditor(facts.records, audit),
        not_independent=why_not_independent(facts.records, audit, facts.as_at) or "",
        questions=tuple(_weakest(facts, str(audit["ref"]))),
    )


def _weakest(facts: Facts, audit: str) -> Iterable[str]:
    grid = grid_of(facts.records, audit)
    for one in grid.tallies[:_WEAKEST]:
        yield f"{one.question}: {one.describe()}"
    if len(grid.tallies) > _WEAKEST:
        yield f"and {counted(len(grid.tallies) - _WEAKEST, 'more question')}"
    met, answered = grid.met
    if answered:
        yield f"every question met: {met} of {counted(answered, 'case')}"


def audits_due(
    facts: Facts, narrowed: Narrowed, positions: Iterable[Position]
) -> tuple[AuditDueLine, ...]:
    """Tests planned, promised by an earlier audit, and themes due for a re-test, earliest first.

    Args:
        facts: the facts of the day.
        narrowed: whose.
        positions: the themes that are looked at.
    """
    lines = [_promised(facts, test) for test in promised_tests(facts) if _is_of(narrowed, test.ref)]
    for one in positions:
        last = one.tested.last
        if one.practice == "RETEST_DUE" and last is not None:
            due = add_months(last.day, facts.settings.stale_months)
            lines.append(
                AuditDueLine(
                    None, due.isoformat(), f"Re-test of {one.name}", one.reason, is_past=True
                )
            )
    return tuple(sorted(lines, key=lambda line: line.due or "9999"))


def _is_of(narrowed: Narrowed, audit: str) -> bool:
    return narrowed.has("audit", audit)


def _promised(facts: Facts, test: Any) -> AuditDueLine:
    audit = facts.records.get("audits", test.ref) or {}
    planned = audit.get("status") == "planned"
    passed = test.due is not None and test.due.latest < facts.as_at
    why = "planned" if planned else f"promised by {test.ref}"
    return AuditDueLine(
        test.ref,
        str((audit.get("date") if planned else audit.get("next")) or ""),
        test.what,
        f"{why}{', and past' * passed}",
        _who_makes(facts, audit),
        passed,
    )


def _who_makes(facts: Facts, audit: Document) -> str:
    """Who is named to make it, and since when nobody holds that post."""
    by = audit.get("by")
    if not by:
        return ""
    lead = lead_named(facts.records, by)
    vacant = lead.get("vacant_since") if lead is not None else None
    return lead_title(facts.records, by) + (f" (vacant since {when(vacant)})" if vacant else "")
