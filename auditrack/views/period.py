"""The figures of a period: what a progress report says, from records and their history."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from auditrack.analysis.position import Position
from auditrack.model.change import Entry, Records
from auditrack.model.dates import interval, today_in_london
from auditrack.model.words import LOOKED_AT, OUTCOMES, word
from auditrack.views.asks import Ask
from auditrack.views.balance import balance_of
from auditrack.views.board import is_demonstration, plan_of
from auditrack.views.changes import about, sentence
from auditrack.views.facts import Facts
from auditrack.views.figures import (
    AgencyOpen,
    AuditDueLine,
    AuditLine,
    ChangeLine,
    DecisionAsked,
    Progress,
)
from auditrack.views.independence import auditor, why_not_independent
from auditrack.views.messages import key_messages, notes_of
from auditrack.views.needs import needs_in_brief, promised_tests
from auditrack.views.overdue import overdue_lines
from auditrack.views.positions import positions_of
from auditrack.views.rows import Row
from auditrack.views.seen import stands
from auditrack.views.wording import listed

if TYPE_CHECKING:
    from auditrack.register import Register

_MOST_CHANGES = 200
"""How many changes are printed one by one; all are counted."""


def progress(
    register: "Register",
    since: date,
    until: date,
    as_at: date | None = None,
    records: Records | None = None,
) -> Progress:
    """The board's progress over a period.

    Args:
        register: the register; the report stands at its head.
        since: the first day of the period.
        until: its last day.
        as_at: the day to judge by (default: the last day of the period).
        records: the state to report, as recorded at an earlier entry (default: the live one).
    """
    as_at = as_at or until
    state = register if records is None else records
    facts = Facts(state, as_at)
    asks = [Ask(facts, document) for document in facts.recommendations]
    positions = positions_of(facts)
    needs = needs_in_brief(facts, positions, asks)
    last = _last_report(facts.records)
    entries = [
        entry
        for entry in _entries_since(register, last, since, until)
        if entry.number <= state.head.number
    ]
    balance = balance_of(facts, since, until)
    open_asks = [ask for ask in asks if ask.is_open]
    overdue = overdue_lines(facts, open_asks)
    audits_done = tuple(_audits_done(facts, since, until))
    return Progress(
        board=facts.settings.name,
        nation=facts.settings.nation,
        marking=facts.settings.marking,
        demonstration=is_demonstration(register),
        since=since,
        until=until,
        as_at=as_at,
        head=state.head,
        last_report=last,
        key_messages=key_messages(facts, positions, balance, overdue, audits_done, needs),
        changes=tuple(_changes(entries[-_MOST_CHANGES:], state)),
        changes_total=len(entries),
        balance=balance,
        by_agency=_by_agency(facts.records, open_asks),
        overdue=overdue,
        audits_done=audits_done,
        audits_due=tuple(_audits_due(facts, positions)),
        positions=positions,
        decisions_asked=tuple(
            DecisionAsked(need.attention, need.ref, need.what, need.why, need.clears)
            for need in needs
        ),
        notes=notes_of(facts, positions),
    )


def _last_report(records: Records) -> int | None:
    """The latest entry that a progress report has printed; an old one printed again is none."""
    printed = [
        int(export["head_number"])
        for export in records.select("exports")
        if export.get("kind") == "progress" and export.get("head_number") is not None
    ]
    return max(printed, default=None)


def _entries_since(register: "Register", last: int | None, since: date, until: date) -> list[Entry]:
    """Entries after the last report; where there was none, those of the period."""
    if last is not None:
        return [entry for entry in register.history(None, last) if entry.cmd != "export record"]
    return [
        entry
        for entry in register.history()
        if since <= today_in_london(entry.t) <= until and entry.cmd != "export record"
    ]


def _changes(entries: Iterable[Entry], records: Records) -> Iterable[ChangeLine]:
    for entry in entries:
        yield ChangeLine(
            number=entry.number,
            on=today_in_london(entry.t).isoformat(),
            who=f"{entry.login} ({entry.lead})" if entry.lead else entry.login,
            what=sentence(entry, records),
            ref=about(entry, records),
        )


def _by_agency(records: Records, asks: list[Ask]) -> tuple[AgencyOpen, ...]:
    found: dict[str, list[Row]] = {}
    for ask in asks:
        row = Row(ask)
        open_for = [ref for ref in ask.document.get("agencies", ()) if ask.is_open_for(ref)]
        names = [plan_of(records, ref) for ref in open_for] or ["No agency named"]
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(row)
    return tuple(AgencyOpen(name, tuple(found[name])) for name in sorted(found, key=str.casefold))


def _audits_done(facts: Facts, since: date, until: date) -> Iterable[AuditLine]:
    lines = []
    for audit in facts.records.select("audits"):
        days = interval(audit.get("date"))
        if audit.get("status", "done") != "done" or days is None:
            continue
        if not stands(facts.records, audit, facts.as_at):
            continue
        if days.latest < since or days.earliest > until:
            continue
        sample = audit.get("sample")
        lines.append(
            AuditLine(
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
            )
        )
    return sorted(lines, key=lambda line: line.on)


def _audits_due(facts: Facts, positions: tuple[Position, ...]) -> Iterable[AuditDueLine]:
    lines = []
    for test in promised_tests(facts):
        audit = facts.records.get("audits", test.ref) or {}
        planned = audit.get("status") == "planned"
        due = str((audit.get("date") if planned else audit.get("next")) or "")
        passed = test.due is not None and test.due.latest < facts.as_at
        why = "planned" if planned else f"promised by {test.ref}"
        lines.append(AuditDueLine(test.ref, due, test.what, f"{why}{', and past' * passed}"))
    for one in positions:
        if one.practice == "RETEST_DUE":
            lines.append(AuditDueLine(None, "", f"Re-test of {one.name}", one.reason))
    return sorted(lines, key=lambda line: line.due or "9999")
