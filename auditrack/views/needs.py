"""What needs a decision, from records: the lines a meeting takes, in its order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from auditrack.analysis.attention import (
    Closing,
    PromisedTest,
    of_asks,
    of_closings,
    of_states,
    of_tests,
    of_themes,
)
from auditrack.analysis.axes import overdue_by
from auditrack.analysis.left_open import (
    VacantTest,
    of_days,
    of_leads,
    of_provisional,
    of_vacant_tests,
)
from auditrack.analysis.need import KINDS, Concerned, Need, foremost, in_order
from auditrack.analysis.position import Position
from auditrack.model.dates import interval
from auditrack.views.asked import SAID
from auditrack.views.asks import Ask
from auditrack.views.board import lead_named
from auditrack.views.concerned import Concerns
from auditrack.views.facts import Facts
from auditrack.views.left_open import days_set, provisional_reviews, vacant_leads
from auditrack.views.owed import owed
from auditrack.views.returns import unreturned
from auditrack.views.seen import seen, stands
from auditrack.views.wording import counted, listed

Document = Mapping[str, Any]

TITLES = dict(
    zip(
        KINDS,
        (
            "Audits whose lead is vacant",
            "Closed, and undone by a later test",
            "Themes at attention 7 and above",
            "Overdue",
            "No reply in time",
            "Done and not signed off",
            "Re-tests due",
            "Leads vacant",
            "Provisional, and what it waited for is over",
            "To be looked at again",
        ),
        strict=True,
    )
)
"""What each kind of need is called, in the order a meeting takes them."""


_NAMED = 6
"""How many of those concerned are told by name."""


def needs_of(
    facts: Facts, positions: tuple[Position, ...], asks: Sequence[Ask]
) -> tuple[Need, ...]:
    """Everything that needs a decision, in the order a meeting takes it, with whom it concerns."""
    concerns = Concerns(facts)
    return tuple([concerns.of(need) for need in needs_in_brief(facts, positions, asks)])


def needs_in_brief(
    facts: Facts, positions: tuple[Position, ...], asks: Sequence[Ask]
) -> tuple[Need, ...]:
    """As `needs_of`, for who counts them or prints them once: without whom each concerns.

    What is done and unsigned is asked for from the first day: `unsigned_days` decides its colour.
    """
    return in_order(_needs(facts, positions, asks))


def first_need(
    facts: Facts, positions: tuple[Position, ...], asks: Sequence[Ask]
) -> tuple[int, Need | None]:
    """How many needs there are, and the first in order: nothing else of them is kept."""
    return foremost(_needs(facts, positions, asks))


def _needs(facts: Facts, positions: tuple[Position, ...], asks: Sequence[Ask]) -> Iterable[Need]:
    """Every need, one after another: thousands of them are not held for who only counts."""
    as_at, numbers = facts.as_at, facts.numbers
    at_once = replace(numbers, unsigned_days=0)
    titles = {lead["ref"]: str(lead.get("title", "")) for lead in facts.records.select("leads")}
    yield from of_themes(positions)
    for action in owed(facts):
        yield from of_states((action.stood,), as_at, at_once, titles)
    silent: set[tuple[str, str]] = set()
    for ask in asks:
        if ask.is_open:
            if _waits_for_reply(ask):
                unanswered = of_asks((ask.fact,), as_at, numbers)
                silent.update((need.ref, need.whom) for need in unanswered)
                yield from unanswered
            yield from _late(ask)
    yield from unreturned(facts, silent)
    tests = promised_tests(facts)
    yield from of_tests(tests, as_at)
    yield from of_vacant_tests(_of_vacant_leads(facts, tests), as_at)
    yield from of_closings(_closings(asks))
    yield from of_leads(vacant_leads(facts), as_at, numbers)
    yield from of_provisional(provisional_reviews(facts), as_at)
    yield from of_days(days_set(facts), as_at)


def needs_for(
    needs: Iterable[Need],
    *,
    agency: str | None = None,
    lead: str | None = None,
    subgroup: str | None = None,
    kind: str | None = None,
) -> tuple[Need, ...]:
    """Those that concern an agency, a lead and a subgroup, by reference, or are of a kind."""
    return tuple(
        need
        for need in needs
        if (kind is None or need.kind == kind)
        and _names(agency, need.agencies)
        and _names(lead, need.leads)
        and _names(subgroup, need.subgroups)
    )


def _names(ref: str | None, concerned: Iterable[Concerned]) -> bool:
    return ref is None or any(one.ref == ref for one in concerned)


def by_kind(needs: Iterable[Need]) -> tuple[tuple[str, tuple[Need, ...]], ...]:
    """Needs in order, under the name of each kind."""
    return tuple((TITLES[kind], tuple(group)) for kind, group in groupby(needs, _kind))


def _kind(need: Need) -> str:
    return need.kind


def concerned_in_words(need: Need) -> str:
    """Whom a need concerns beside those it is for, as the end of a sentence; "" where nobody."""
    names = dict.fromkeys(
        f"{one.name} ({one.part})" if one.part else one.name
        for one in (*need.agencies, *need.leads, *need.subgroups)
        if one.name != need.whom
    )
    if not names:
        return ""
    shown = list(names)[:_NAMED]
    if len(names) > _NAMED:
        shown.append(f"and {len(names) - _NAMED} more")
    return f"; concerns {', '.join(shown)}"


def need_json(need: Need) -> dict[str, Any]:
    """A need under the keys of `decisions --json`."""
    return {
        "kind": need.kind,
        "ref": need.ref,
        "record": need.record,
        "what": need.what,
        "why": need.why,
        "clears": need.clears,
        "whom": need.whom,
        "attention": need.attention,
        "days": need.days,
        "agencies": [{"ref": one.ref, "name": one.name} for one in need.agencies],
        "leads": [{"ref": one.ref, "name": one.name} for one in need.leads],
        "subgroups": [
            {"ref": one.ref, "name": one.name, "part": one.part} for one in need.subgroups
        ],
    }


def _waits_for_reply(ask: Ask) -> bool:
    """Whether a record says that somebody was asked and holds no answer: only then is one late.

    To judge every reply for that would take longest of all.
    """
    return any(
        reply.get("asked_on")
        and not (reply.get("answer") and seen(reply.get("on"), ask.facts.as_at))
        for reply in ask.facts.standing.replies(ask.ref)
    )


def is_late_itself(ask: Ask) -> bool:
    """Whether a recommendation is past its date although none of its actions is."""
    late = ask.late
    return bool(late.original or late.agreed) and not any(one.overdue for one in ask.actions)


def _late(ask: Ask) -> Iterable[Need]:
    """That a recommendation is past its date, where no action says so."""
    if not ask.late.agreed or not is_late_itself(ask):
        return
    late = overdue_by(interval(ask.dues[0]), interval(ask.dues[1]), 0, ask.facts.as_at)
    yield Need(
        "overdue",
        ask.ref,
        f"{ask.ref}: {ask.document['text']}",
        f"overdue, {late.describe()}" if late else f"overdue by {counted(ask.late.agreed, 'day')}",
        "Doing it, or the board's decision what becomes of it.",
        whom=listed(
            (SAID.get(one, one) for one in ask.asked if ask.is_open_for(one)), "nobody yet"
        ),
        days=ask.late.agreed,
        record="recommendation",
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


def _of_vacant_leads(facts: Facts, tests: Iterable[PromisedTest]) -> Iterable[VacantTest]:
    """Those tests whose lead is on record as vacant; of one that no lead is named for, nothing."""
    for test in tests:
        audit = facts.records.get("audits", test.ref) or {}
        lead = lead_named(facts.records, audit.get("by"))
        since = lead.get("vacant_since") if lead is not None else None
        if lead is not None and since:
            title = str(lead.get("title") or lead["ref"])
            yield VacantTest(test.ref, test.what, title, interval(since), test.due)


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
        end = ask.facts.standing.ended_by(ask.ref)
        failed = ask.undone_by if end is not None else None
        if end is not None and failed is not None:
            yield Closing(
                ask.ref,
                interval(end.get("on")),
                f"{failed.kind} {failed.ref}",
                failed.day,
                ask.document["text"],
            )
