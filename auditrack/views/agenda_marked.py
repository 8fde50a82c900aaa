"""An agenda with what its meeting decided up to now, and as it may stand on a wall."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from auditrack.model.change import Records
from auditrack.views.agenda_item import TAKEN, Agenda, AgendaItem, item_of
from auditrack.views.facts import Facts
from auditrack.views.meeting_choices import choices_for
from auditrack.views.meeting_items import outcome_in_words, table_for
from auditrack.views.meetings import declared_in, interest_in_words, interests_of, items_of
from auditrack.views.projector import HELD_BACK, Wall
from auditrack.views.steady import steady

Document = Mapping[str, Any]


def marked(records: Records, before: Agenda) -> Agenda:
    """The agenda with what its meeting decided up to now, without judging anything again.

    This is quick, for after each decision; `agenda` asks the record for everything anew.
    """
    records = steady(records)
    base, interested = before.base, before.interested
    items = list(base)
    if before.meeting is not None:
        interests = tuple(one for one in interests_of(records, before.meeting) if one.get("about"))
        declared = tuple(str(one["ref"]) for one in interests)
        if declared != interested:  # to look at each item takes longest, and they seldom change
            base = tuple([_with_interests(records, interests, item) for item in base])
            interested = declared
        items = _taken(Facts(records, before.as_at), before.meeting, base, interests)
        items = [replace(item, number=n) for n, item in enumerate(items, start=1)]
    if before.projector:
        wall = Wall(records)
        items = [_on_wall(wall, item) for item in items]
    return replace(before, items=tuple(items), base=base, interested=interested)


def _taken(
    facts: Facts, meeting: str, base: Sequence[AgendaItem], interests: Sequence[Document]
) -> list[AgendaItem]:
    """The items with what became of each, and those of the meeting that wait no longer or not yet.

    What was decided and needs no decision any more stands at the number where it was taken.
    """
    stand = [one for one in items_of(facts.records, meeting) if not one.get("replaced_by")]
    by_ref = {str(one["on_ref"]): one for one in stand if one.get("on_ref")}
    known = {item.ref for item in base}
    found = [_outcome(item, by_ref.get(item.ref)) for item in base]
    others = [one for one in stand if str(one.get("on_ref") or "") not in known]
    numbered = [one for one in others if isinstance(one.get("order"), int)]
    for one in sorted(numbered, key=lambda one: int(one["order"])):
        found.insert(max(int(one["order"]) - 1, 0), _made(facts, one, interests))
    rest = [one for one in others if not isinstance(one.get("order"), int)]
    found += [_made(facts, one, interests) for one in rest]
    return found


def _outcome(item: AgendaItem, taken: Document | None) -> AgendaItem:
    if taken is None:
        return item
    return replace(
        item, item=str(taken["ref"]), done=_said(outcome_in_words(taken, item.table), taken)
    )


def _said(outcome: str, item: Document) -> str:
    return f"{outcome}; dissent noted" if outcome and item.get("dissent") else outcome


def _made(facts: Facts, taken: Document, interests: Sequence[Document]) -> AgendaItem:
    records = facts.records
    ref = str(taken.get("on_ref") or taken["ref"])
    table = table_for(records, ref)
    table = None if table == "meeting_items" else table
    item = item_of(facts, str(taken.get("kind") or TAKEN), ref, table)
    text = item.text or str(taken.get("text") or "")
    if taken.get("outcome"):
        # Deciding again takes back what was decided first: what fitted before that fits then.
        item = replace(item, choices=choices_for(table))
    item = _with_interests(records, interests, replace(item, what=text, text=text))
    return _outcome(item, taken)


def _with_interests(
    records: Records, interests: Sequence[Document], item: AgendaItem
) -> AgendaItem:
    declared = declared_in(records, interests, item.ref)
    said = tuple([interest_in_words(records, one) for one in declared])
    return item if said == item.interests else replace(item, interests=said)


def _on_wall(wall: Wall, item: AgendaItem) -> AgendaItem:
    """An item as it may stand on a wall."""
    if wall.holds_back(item.ref):
        return replace(
            item,
            label=f"item {item.number}",
            what=HELD_BACK,
            why="",
            text=HELD_BACK,
            whom=wall.safe(item.whom),
            done=wall.safe(item.done),
            interests=("an interest is declared",) if item.interests else (),
            held_back=True,
        )
    what = wall.safe(item.what)
    return replace(
        item,
        what=what,
        why=wall.safe(item.why),
        whom=wall.safe(item.whom),
        text=what if item.text == item.what else wall.safe(item.text),
        done=wall.safe(item.done),
        interests=wall.each_safe(item.interests),
    )
