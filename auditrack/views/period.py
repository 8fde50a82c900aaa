"""The figures of a period: what a progress report says, from records and their history."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from auditrack.analysis.attention import Need
from auditrack.analysis.position import Position
from auditrack.model.change import Entry, Records
from auditrack.model.dates import interval, today_in_london
from auditrack.model.words import LOOKED_AT, OUTCOMES, word
from auditrack.views.asks import Ask
from auditrack.views.balance import balance_of
from auditrack.views.board import agency_name, lead_title
from auditrack.views.changes import about, sentence
from auditrack.views.facts import Facts
from auditrack.views.figures import (
    AgencyOpen,
    AuditDueLine,
    AuditLine,
    Balance,
    ChangeLine,
    DecisionAsked,
    OverdueLine,
    Progress,
)
from auditrack.views.needs import needs_of, promised_tests
from auditrack.views.positions import positions_of
from auditrack.views.rows import Row
from auditrack.views.wording import counted, listed, when

if TYPE_CHECKING:
    from auditrack.register import Register

_MOST_CHANGES = 200
"""How many changes are printed one by one; all are counted."""

_ATTENTION = 7

DEMONSTRATION = "demonstration"
"""What the entries of a made-up board say under `via`."""


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
    asks = [
        Ask(facts, document)
        for document in state.select("recommendations")
        if not document.get("withdrawn_on")
    ]
    positions = positions_of(facts)
    needs = needs_of(facts, positions, asks)
    last = _last_report(state)
    entries = [
        entry
        for entry in _entries_since(register, last, since, until)
        if entry.number <= state.head.number
    ]
    balance = balance_of(facts, since, until)
    open_asks = [ask for ask in asks if ask.is_open]
    overdue = tuple(_overdue(facts, open_asks))
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
        key_messages=_key_messages(positions, balance, overdue, open_asks, audits_done, needs),
        changes=tuple(_changes(entries[-_MOST_CHANGES:], state)),
        changes_total=len(entries),
        balance=balance,
        by_agency=_by_agency(open_asks),
        overdue=overdue,
        audits_done=audits_done,
        audits_due=tuple(_audits_due(facts, positions)),
        positions=positions,
        decisions_asked=tuple(_asked(need, facts) for need in needs if need.kind in _DECIDED),
        notes=_notes(facts, positions),
    )


_DECIDED = frozenset({"closing-undone", "theme", "overdue", "unsigned", "unanswered", "retest"})


def is_demonstration(register: "Register") -> bool:
    """Whether the register is the made-up board: its first entry says so."""
    first = next(iter(register.history()), None)
    return first is not None and first.via == DEMONSTRATION


def _last_report(records: Records) -> int | None:
    """The entry number that the last progress report printed."""
    printed = [
        int(export["head_number"])
        for export in records.select("exports")
        if export.get("kind") == "progress" and export.get("head_number") is not None
    ]
    return printed[-1] if printed else None


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


def _by_agency(asks: list[Ask]) -> tuple[AgencyOpen, ...]:
    found: dict[str, list[Row]] = {}
    for ask in asks:
        row = Row(ask)
        for name in row.agencies or ("No agency named",):
            found.setdefault(name, []).append(row)
    return tuple(AgencyOpen(name, tuple(found[name])) for name in sorted(found, key=str.casefold))


def _overdue(facts: Facts, asks: list[Ask]) -> Iterable[OverdueLine]:
    lines: list[OverdueLine] = []
    seen: set[str] = set()
    for ask in asks:
        row = Row(ask)
        for action in ask.actions:
            late = action.overdue
            if late is None or action.ref in seen:
                continue
            seen.add(action.ref)
            owner = action.action.agency
            lines.append(
                OverdueLine(
                    ref=action.ref,
                    recommendation=ask.ref,
                    what=action.action.what,
                    agency=agency_name(facts.records, owner) if owner else listed(row.agencies),
                    original_due=action.action.due or "",
                    agreed_due=action.agreed_due or "",
                    days_original=late.days_original or None,
                    days_agreed=late.days_agreed or None,
                    times_moved=late.times_moved,
                )
            )
        if not ask.actions and ask.late.agreed:
            lines.append(
                OverdueLine(
                    ref=ask.ref,
                    recommendation=ask.ref,
                    what=f"No action yet: {ask.record.text}",
                    agency=listed(row.agencies),
                    original_due=ask.dues[0] or "",
                    agreed_due=ask.dues[1] or "",
                    days_original=ask.late.original,
                    days_agreed=ask.late.agreed,
                    times_moved=0,
                )
            )
    return sorted(lines, key=lambda line: -(line.days_original or line.days_agreed or 0))


def _audits_done(facts: Facts, since: date, until: date) -> Iterable[AuditLine]:
    lines = []
    for audit in facts.records.select("audits"):
        days = interval(audit.get("date"))
        if audit.get("withdrawn_on") or audit.get("status", "done") != "done" or days is None:
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
                by=lead_title(facts.records, audit["by"]) if audit.get("by") else "",
            )
        )
    return sorted(lines, key=lambda line: line.on)


def _audits_due(facts: Facts, positions: tuple[Position, ...]) -> Iterable[AuditDueLine]:
    lines = []
    for test in promised_tests(facts.records):
        audit = facts.records.get("audits", test.ref) or {}
        planned = audit.get("status") == "planned"
        due = audit.get("date") if planned else audit.get("next")
        passed = test.due is not None and test.due.latest < facts.as_at
        why = "planned" if planned else f"promised by {test.ref}"
        lines.append(AuditDueLine(test.ref, due or "", test.what, f"{why}{', and past' * passed}"))
    for one in positions:
        if one.practice == "RETEST_DUE":
            lines.append(AuditDueLine(None, "", f"Re-test of {one.name}", one.reason))
    return sorted(lines, key=lambda line: line.due or "9999")


def _asked(need: Need, facts: Facts) -> DecisionAsked:
    what = need.what
    document = facts.records.get("recommendations", need.ref)
    if need.kind == "closing-undone" and document is not None:
        what = f"{need.ref}: {document['text']}"
    return DecisionAsked(need.attention, need.ref, what, need.why, need.clears)


def _key_messages(
    positions: tuple[Position, ...],
    balance: Balance,
    overdue: tuple[OverdueLine, ...],
    open_asks: list[Ask],
    audits_done: tuple[AuditLine, ...],
    needs: tuple[Need, ...],
) -> tuple[str, ...]:
    messages = []
    pressing = [one for one in positions if one.attention >= _ATTENTION]
    repeated = [one for one in positions if one.practice == "NOT_EMBEDDED" and one.attention == 10]
    if repeated:
        names = listed(one.name for one in repeated)
        messages.append(
            f"{counted(len(repeated), 'theme')} of {len(positions)} came back in later practice "
            f"and no test on record has found {'it' if len(repeated) == 1 else 'them'} embedded "
            f"since: {names}."
        )
    elif pressing:
        messages.append(
            f"{counted(len(pressing), 'theme')} of {len(positions)} stand at attention "
            f"{_ATTENTION} or above: {listed(one.name for one in pressing)}."
        )
    elif positions:
        messages.append(
            f"None of {counted(len(positions), 'theme')} stands at attention 7 or above."
        )
    messages.append(
        f"{counted(len(open_asks), 'recommendation')} open at the end of the period; "
        f"{balance.new} new, {balance.closed} closed."
    )
    if overdue:
        moved = sum(line.times_moved > 0 for line in overdue)
        messages.append(
            f"{counted(len(overdue), 'action')} past the original date"
            + (f", {moved} of them after being moved." if moved else ".")
        )
    tests = sum(line.looked_at == "practice" for line in audits_done)
    messages.append(
        f"{counted(len(audits_done), 'audit')} made in the period, {tests} of practice. "
        "Closing an action says nothing about practice."
    )
    unsigned = sum(need.kind == "unsigned" for need in needs)
    if unsigned:
        messages.append(f"{counted(unsigned, 'action')} done and waiting for sign-off.")
    return tuple(messages)


def _notes(facts: Facts, positions: tuple[Position, ...]) -> tuple[str, ...]:
    notes = []
    suggested = [one for one in positions if "themes_unconfirmed" in one.flags]
    if suggested:
        notes.append(
            f"{counted(len(suggested), 'theme')} of {len(positions)} count links that are only "
            "suggested and that nobody has confirmed."
        )
    unsearched = [review for review in facts.reviews.values() if not facts.is_searched(review)]
    if unsearched:
        notes.append(
            f"Nobody has searched for what was done about {counted(len(unsearched), 'review')} "
            f"of {len(facts.reviews)}."
        )
    undated = [review.title for review in facts.reviews.values() if review.published is None]
    if undated:
        notes.append(f"Without a date of publication: {listed(undated)}.")
    notes.append(f"Judged as at {when(facts.as_at.isoformat())} by each fact's own date.")
    return tuple(notes)
