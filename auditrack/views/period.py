"""The figures of a period: what a progress report says, from records and their history."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from auditrack.analysis.attention import ASKED_FROM
from auditrack.analysis.position import Position
from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.views.asks import Ask
from auditrack.views.board import is_demonstration, plan_of
from auditrack.views.changes_since import changes_since
from auditrack.views.facts import Facts
from auditrack.views.figures import AgencyOpen, DecisionAsked, Progress
from auditrack.views.find import find_named
from auditrack.views.messages import Told, key_messages, notes_of
from auditrack.views.narrowed import Narrowed
from auditrack.views.needs import TITLES, needs_for, needs_in_brief, needs_of
from auditrack.views.open_line import OpenLine
from auditrack.views.over_time import balance_over_time, waits_for_tests
from auditrack.views.overdue import overdue_lines
from auditrack.views.positions import positions_of
from auditrack.views.rows import Row
from auditrack.views.steady import undisturbed
from auditrack.views.tests_of_period import audits_done, audits_due, audits_made
from auditrack.views.unsigned import unsigned_lines

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

_WORST_FIRST = ("R", "A")
"""The colours that a report gives the reasons of, by letter."""


def progress(
    register: "Store",
    since: date,
    until: date,
    as_at: date | None = None,
    records: Records | None = None,
    subgroup: str | None = None,
) -> Progress:
    """The progress of a board, or of what one subgroup answers for, over a period.

    Args:
        register: the register; the report stands at its head.
        since: the first day of the period.
        until: its last day.
        as_at: the day to judge by (default: the last day of the period).
        records: the state to report, as recorded at an earlier entry (default: the live one).
        subgroup: only what it delivers or assures, by reference or title.

    Raises:
        RefusedError: there is no such subgroup (`unknown-reference`), no recommendation names it,
            or nothing is on record at all (`nothing-to-report`).
    """
    state = register if records is None else records
    _refuse_nothing(state)
    group = find_named(state, subgroup, "subgroups") if subgroup is not None else None
    title = None if group is None else _title(state, group)
    facts = Facts(state, as_at or until)
    narrowed = Narrowed(facts, group)
    narrowed.refuse_nothing(title or "")
    with undisturbed():
        return _progress(register, facts, narrowed, since, until, group, title)


def _progress(
    register: "Store",
    facts: Facts,
    narrowed: Narrowed,
    since: date,
    until: date,
    group: str | None,
    title: str | None,
) -> Progress:
    records, board = facts.records, facts.settings
    # The history is read before the facts are there: at 10,000 both at once take 20 MB more.
    demonstration = is_demonstration(register)
    changes = changes_since(register, records, narrowed, since, until, title)
    balance, quarters = balance_over_time(facts, narrowed, since, until)
    every = positions_of(facts, _kept)
    positions = tuple([one for one in every if narrowed.has("theme", one.theme)])
    if group is None:
        needs = needs_in_brief(facts, every, narrowed.asks)
    else:
        asks = [Ask(facts, document) for document in facts.recommendations]
        needs = needs_for(needs_of(facts, every, asks), subgroup=group)
    waits = waits_for_tests(facts, narrowed)
    open_asks = [ask for ask in narrowed.asks if ask.is_open]
    lines = {ask.ref: OpenLine.of(Row(Ask(facts, ask.document))) for ask in open_asks}
    for theme in facts.raised:  # judged for the last time: 10 MB at 10,000
        facts.let_go(theme)
    told = Told(
        positions=positions,
        balance=balance,
        overdue=overdue_lines(facts, open_asks, narrowed),
        red_amber=_red_amber(lines.values()),
        open_total=len(lines),
        unsigned=unsigned_lines(facts, narrowed),
        audits_done=audits_done(facts, narrowed, since, until),
        audits_made=sum(1 for _ in audits_made(facts, narrowed)),
        audits_due=audits_due(facts, narrowed, positions),
        needs=needs,
    )
    return Progress(
        board=board.name,
        nation=board.nation,
        marking=board.marking,
        demonstration=demonstration,
        since=since,
        until=until,
        as_at=facts.as_at,
        head=records.head,
        last_report=changes.last_report,
        key_messages=key_messages(facts, narrowed, told),
        changes=changes.lines,
        changes_total=changes.total,
        balance=balance,
        by_agency=_by_agency(records, open_asks, lines),
        overdue=told.overdue,
        audits_done=told.audits_done,
        audits_due=told.audits_due,
        positions=positions,
        decisions_asked=tuple(
            DecisionAsked(
                need.attention,
                need.ref,
                need.what,
                need.why,
                need.clears,
                TITLES[need.kind],
                need.whom,
            )
            for need in needs
        ),
        notes=notes_of(facts, narrowed, positions),
        subgroup=title,
        recommendations=len(narrowed.asks),
        on_record=len(facts.recommendations),
        red_amber=told.red_amber,
        unsigned=told.unsigned,
        change_counts=changes.counts,
        quarters=quarters,
        first_tests=waits,
    )


def _kept(one: Position) -> Position:
    """What a report needs of a position: its words, and the chain where a decision is asked."""
    if one.attention >= ASKED_FROM:
        return one.told()
    return (
        replace(one.in_brief(), tested=one.tested)
        if one.practice == "RETEST_DUE"
        else one.in_brief()
    )


def _refuse_nothing(records: Records) -> None:
    if any(records.select(table) for table in ("recommendations", "reviews", "audits")):
        return
    raise RefusedError(
        Refusal(
            "nothing-to-report",
            "This register holds no review, no recommendation and no audit yet, so there is "
            "nothing to report.",
            safe="No report was written; an earlier file is untouched.",
            todo="Take in a published review with: auditrack import FILE",
        )
    )


def _title(records: Records, subgroup: str) -> str:
    document = records.get("subgroups", subgroup) or {}
    return str(document.get("title") or subgroup)


def _red_amber(lines: Iterable[OpenLine]) -> tuple[OpenLine, ...]:
    """Those that are Red or Amber: Red first, then what is longest past its dates."""
    found = [line for line in lines if line.brag.letter in _WORST_FIRST]
    return tuple(sorted(found, key=_worst_first))


def _worst_first(line: OpenLine) -> tuple[int, int, int]:
    return (
        _WORST_FIRST.index(line.brag.letter),
        -(line.overdue_days or 0),
        -(line.overdue_original_days or 0),
    )


def _by_agency(
    records: Records, asks: Iterable[Ask], lines: Mapping[str, OpenLine]
) -> tuple[AgencyOpen, ...]:
    found: dict[str, list[OpenLine]] = {}
    for ask in asks:
        open_for = [ref for ref in ask.document.get("agencies", ()) if ask.is_open_for(ref)]
        names = [plan_of(records, ref) for ref in open_for] or ["No agency named"]
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(lines[ask.ref])
    return tuple(AgencyOpen(name, tuple(found[name])) for name in sorted(found, key=str.casefold))
