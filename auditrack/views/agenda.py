"""The agenda of a meeting: what needs a decision, matters arising, and what was added by hand.

Nothing of it is stored: it is built from the records as they stand, and what the meeting decided
stands at the number under which it was taken.
"""

from collections.abc import Iterable, Mapping
from datetime import date as Day
from typing import Any

from msgspec.structs import replace

from auditrack.analysis.need import KINDS, Need
from auditrack.model.change import Records
from auditrack.model.words import LEVELS, RESULTS, word
from auditrack.views.agenda_item import (
    EVIDENCE,
    HEADINGS,
    MATTER,
    Agenda,
    AgendaItem,
    item_of,
)
from auditrack.views.agenda_marked import marked
from auditrack.views.asks import Ask
from auditrack.views.board import lead_title
from auditrack.views.facts import Facts
from auditrack.views.find import KINDS as CALLED
from auditrack.views.find import find_named, resolve
from auditrack.views.matters import became, said_before
from auditrack.views.meeting_items import table_for, text_of
from auditrack.views.meetings import (
    called,
    group_of,
    last_ended,
    matters_of,
)
from auditrack.views.needs import needs_for, needs_in_brief, needs_of
from auditrack.views.owed import is_waited_for
from auditrack.views.positions import positions_in_brief
from auditrack.views.seen import seen, stands
from auditrack.views.steady import steady, undisturbed
from auditrack.views.wording import when

Document = Mapping[str, Any]

__all__ = ["HEADINGS", "Agenda", "AgendaItem", "agenda", "marked"]

_AFTER = "unsigned"
"""The kind of need behind which evidence is taken."""


def agenda(
    records: Records,
    as_at: Day,
    *,
    meeting: str | None = None,
    subgroup: str | None = None,
    projector: bool = False,
) -> Agenda:
    """The agenda of a meeting, or the one that a subgroup (or the board) would have on a day.

    Of one that is over it is what was taken.

    Args:
        records: the state to look in.
        as_at: the day.
        meeting: the meeting, by reference.
        subgroup: without a meeting: whose, by reference or title; the board's when absent too.
        projector: leave out the text of embargoed reviews, and the names of subjects and holders.

    Raises:
        RefusedError: there is no such meeting or subgroup (`unknown-reference`).
    """
    records = steady(records)
    held: Document | None = None
    if meeting is not None:
        held = records.get("meetings", resolve(records, meeting, ("meetings",))[1]) or {}
        group = held.get("subgroup")
    else:
        group = find_named(records, subgroup, "subgroups") if subgroup else None
    facts = Facts(records, as_at)
    over = held is not None and held.get("status", "open") != "open"
    with undisturbed():
        base = () if over else tuple(_base(facts, held, group, projector))
    found = Agenda(
        meeting=None if held is None else str(held["ref"]),
        title="Agenda" if held is None else called(records, held),
        group=group_of(records, held or {"subgroup": group}),
        date=as_at.isoformat() if held is None else str(held.get("date") or ""),
        projector=projector,
        as_at=as_at,
        items=(),
        base=base,
    )
    return marked(records, found)


# What there is to take


def _base(
    facts: Facts, held: Document | None, group: str | None, projector: bool
) -> Iterable[AgendaItem]:
    matters = tuple(_matters(facts, held, group))
    known = {item.ref for item in matters}
    positions = positions_in_brief(facts)
    asks = [Ask(facts, document) for document in facts.recommendations]
    if group is None:
        needs = needs_in_brief(facts, positions, asks)
    else:
        needs = needs_for(needs_of(facts, positions, asks), subgroup=group)
    whys = {need.ref: need for need in reversed(needs) if need.ref in known}
    items = [_also(item, whys.get(item.ref)) for item in matters]
    split = next(
        (n for n, need in enumerate(needs) if KINDS.index(need.kind) > KINDS.index(_AFTER)),
        len(needs),
    )
    items += [_of_need(facts, need) for need in needs[:split] if need.ref not in known]
    items += [item for item in _evidence(facts, group, projector) if item.ref not in known]
    items += [_of_need(facts, need) for need in needs[split:] if need.ref not in known]
    return [replace(item, number=n) for n, item in enumerate(items, start=1)]


def _matters(facts: Facts, held: Document | None, group: str | None) -> Iterable[AgendaItem]:
    records = facts.records
    if held is None:
        before = last_ended(records, group)
        refs = matters_of(records, before) if before else ()
    else:
        before = records.get("meetings", str(held.get("previous") or ""))
        refs = tuple(held.get("matters", ()))
    if before is None:
        return
    for ref in refs:
        table = table_for(records, ref)
        said = said_before(facts, before, ref, table)
        since = became(facts, before, ref, table)
        item = item_of(facts, MATTER, ref, None if table == "meeting_items" else table)
        yield replace(
            item,
            what=item.what or text_of(records, table, ref),
            text=item.text or text_of(records, table, ref),
            why=f"{said}; {since}" if since else said,
        )


def _also(item: AgendaItem, need: Need | None) -> AgendaItem:
    """A matter arising that needs a decision anyway, with what clears it."""
    if need is None:
        return item
    return replace(item, clears=need.clears, whom=need.whom)


def _of_need(facts: Facts, need: Need) -> AgendaItem:
    table = _TABLES.get(need.record)
    return replace(
        item_of(facts, need.kind, need.ref, table),
        what=need.what.removeprefix(f"{need.ref}: "),
        why=need.why,
        clears=need.clears,
        whom=need.whom,
    )


_TABLES = {called: table for table, called in CALLED.items()}


def _evidence(facts: Facts, group: str | None, projector: bool) -> Iterable[AgendaItem]:
    """Evidence that was filed and waits, for what is not over. No login stands on a wall."""
    records = facts.records
    waits: dict[str, bool] = {}
    for document in records.index("evidence", "state").get("filed", ()):
        if not stands(records, document, facts.as_at):
            continue
        if not seen(document.get("filed_on"), facts.as_at):
            continue
        asks = _asks_of(facts, document)
        for ask in asks:
            if ask not in waits:
                waits[ask] = is_waited_for(facts, ask)
        if asks and not any(waits[ask] for ask in asks):
            continue
        if group is not None and not any(_is_of(records, ask, group) for ask in asks):
            continue
        lead = document.get("filed_lead")
        login = None if projector else document.get("filed_by")
        by = f" by {lead_title(records, lead) if lead else login}" if lead or login else ""
        level = document.get("level", 0)
        said = [f"filed on {when(document.get('filed_on'))}{by}"]
        said.append(f"level {level}, {LEVELS.get(level, 'not known')}")
        if document.get("result"):
            said.append(word(RESULTS, document["result"]))
        yield replace(
            item_of(facts, EVIDENCE, str(document["ref"]), "evidence"),
            why="; ".join(said),
            clears="Accepting it as a second person, or returning it with the reason.",
            whom="a second person",
        )


def _asks_of(facts: Facts, document: Document) -> tuple[str, ...]:
    """The recommendations, findings and reviews that evidence is for, through actions too."""
    records = facts.records
    found: list[str] = []
    serves = list(document.get("serves", ()))
    added = records.index("serves", "record").get(document["ref"], ())
    serves += [str(link["serves"]) for link in added if not link.get("withdrawn_on")]
    for ref in serves:
        action = records.get("actions", ref)
        found += action.get("serves", ()) if action is not None else (ref,)
    return tuple(dict.fromkeys(found))


def _is_of(records: Records, ask: str, group: str) -> bool:
    document = records.get("recommendations", ask) or {}
    return group in (document.get("delivering"), document.get("assuring"))
