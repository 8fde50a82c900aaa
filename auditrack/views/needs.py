"""What needs a decision, from records: the lines a meeting takes, in its order."""

from collections.abc import Mapping
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
from auditrack.analysis.position import Position
from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.views.asks import Ask
from auditrack.views.facts import Facts

Document = Mapping[str, Any]


def needs_of(facts: Facts, positions: tuple[Position, ...], asks: list[Ask]) -> tuple[Need, ...]:
    """Everything that needs a decision, closings undone first, then by attention."""
    as_at = facts.as_at
    open_asks = [ask for ask in asks if ask.is_open]
    actions = [action.fact for action in facts.actions.all()]
    return in_order(
        (
            *of_themes(positions),
            *of_asks((ask.fact for ask in open_asks), as_at, facts.numbers),
            *of_actions(actions, as_at, facts.numbers),
            *of_tests(promised_tests(facts.records), as_at),
            *of_closings(_closings(facts, asks)),
        )
    )


def promised_tests(records: Records) -> list[PromisedTest]:
    """Audits planned, and next tests that an audit named and no later one has made."""
    found = []
    audits = [audit for audit in records.select("audits") if not audit.get("withdrawn_on")]
    for audit in audits:
        if audit.get("status", "done") == "planned":
            found.append(
                PromisedTest(
                    audit["ref"],
                    audit.get("question") or "Planned audit",
                    interval(audit.get("date")),
                )
            )
        elif audit.get("next") and not _made_since(audit, audits):
            what = f"Next test after {audit['ref']}"
            if audit.get("question"):
                what += f": {audit['question']}"
            found.append(PromisedTest(audit["ref"], what, interval(audit["next"])))
    return found


def _made_since(audit: Document, audits: list[Document]) -> bool:
    """Whether a later audit tested what this one tested."""
    tested = {*audit.get("themes", ()), *audit.get("serves", ())}
    return any(
        other["ref"] != audit["ref"]
        and other.get("status", "done") == "done"
        and str(other.get("date") or "") > str(audit.get("date") or "")
        and not tested.isdisjoint((*other.get("themes", ()), *other.get("serves", ())))
        for other in audits
    )


def _closings(facts: Facts, asks: list[Ask]) -> list[Closing]:
    found = []
    for ask in asks:
        decided = [
            one
            for one in facts.standing.decisions(ask.ref)
            if one["decision"] in ("close", "re-open")
        ]
        if not decided or decided[-1]["decision"] != "close":
            continue
        last = ask.practice.tested.last
        failed = last is not None and last.outcome == "not_embedded"
        found.append(
            Closing(
                ask.ref,
                interval(decided[-1].get("on")),
                f"{last.kind} {last.ref}" if last is not None and failed else None,
                last.day if last is not None and failed else None,
            )
        )
    return found
