"""What needs a decision, from records: the lines a meeting takes, in its order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from auditrack.analysis.attention import (
    Closing,
    Need,
    PromisedTest,
    in_order,
    of_actions,
    of_asks,
    of_closings,
    of_tests,
    of_themes,
)
from auditrack.analysis.axes import overdue_by
from auditrack.analysis.position import Position
from auditrack.model.dates import interval
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.owed import owed
from auditrack.views.seen import seen, stands
from auditrack.views.wording import counted, listed

Document = Mapping[str, Any]


def needs_of(
    facts: Facts, positions: tuple[Position, ...], asks: Sequence[Ask]
) -> tuple[Need, ...]:
    """Everything that needs a decision, closings undone first, then by attention.

    What is done and unsigned is asked for from the first day: `unsigned_days` decides its colour.
    """
    as_at = facts.as_at
    open_asks = [ask for ask in asks if ask.is_open]
    numbers = replace(facts.numbers, unsigned_days=0)
    return in_order(
        (
            *of_themes(positions),
            *of_asks((ask.fact for ask in open_asks), as_at, facts.numbers),
            *of_actions((action.fact for action in owed(facts)), as_at, numbers),
            *_late(open_asks),
            *of_tests(promised_tests(facts), as_at),
            *of_closings(_closings(asks)),
        )
    )


def is_late_itself(ask: Ask) -> bool:
    """Whether a recommendation is past its date although none of its actions is."""
    late = ask.late
    return bool(late.original or late.agreed) and not any(one.overdue for one in ask.actions)


def _late(asks: Iterable[Ask]) -> Iterable[Need]:
    for ask in asks:
        if not ask.late.agreed or not is_late_itself(ask):
            continue
        late = overdue_by(interval(ask.dues[0]), interval(ask.dues[1]), 0, ask.facts.as_at)
        yield Need(
            "overdue",
            ask.ref,
            f"{ask.ref}: {ask.record.text}",
            f"overdue, {late.describe()}"
            if late
            else f"overdue by {counted(ask.late.agreed, 'day')}",
            "Doing it, or the board's decision what becomes of it.",
            whom=listed((ask.fact.called(one) for one in ask.asked), "nobody yet"),
            days=ask.late.agreed,
        )


def promised_tests(facts: Facts) -> list[PromisedTest]:
    """Audits planned, and next tests that an audit named and no later one has made."""
    found = []
    audits = [
        audit
        for audit in facts.records.select("audits")
        if stands(facts.records, audit, facts.as_at)
    ]
    made = [
        audit
        for audit in audits
        if audit.get("status", "done") == "done" and seen(audit.get("date"), facts.as_at)
    ]
    for audit in audits:
        if audit.get("status", "done") == "planned":
            found.append(
                PromisedTest(
                    audit["ref"],
                    audit.get("question") or "Planned audit",
                    interval(audit.get("date")),
                )
            )
    for audit in made:
        if audit.get("next") and not _made_since(facts, audit, made):
            what = f"Next test after {audit['ref']}"
            if audit.get("question"):
                what += f": {audit['question']}"
            found.append(PromisedTest(audit["ref"], what, interval(audit["next"])))
    return found


def _made_since(facts: Facts, audit: Document, made: list[Document]) -> bool:
    """Whether a later audit tested what this one tested, and looked at as much."""
    tested = _tested(facts, audit)
    looked_at = audit.get("looked_at", "practice")
    return any(
        other["ref"] != audit["ref"]
        and other.get("looked_at", "practice") in ("practice", looked_at)
        and _day(other) > _day(audit)
        and not tested.isdisjoint(_tested(facts, other))
        for other in made
    )


def _tested(facts: Facts, audit: Document) -> set[str]:
    return {*facts.tested_by(audit), *facts.audits.served(audit)}


def _day(audit: Document) -> date:
    days = interval(audit.get("date"))
    return days.latest if days else date.min


def _closings(asks: Iterable[Ask]) -> Iterable[Closing]:
    for ask in asks:
        failed = ask.undone_by
        if failed is not None:
            end = ask.facts.standing.ended_by(ask.ref) or {}
            yield Closing(
                ask.ref, interval(end.get("on")), f"{failed.kind} {failed.ref}", failed.day
            )
