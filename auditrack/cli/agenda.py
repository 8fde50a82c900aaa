"""How an agenda prints: item by item under its headings, or under stable keys."""

from itertools import groupby
from typing import Any

from auditrack.cli import output
from auditrack.cli.door import Door
from auditrack.model.dates import in_words
from auditrack.views.agenda import Agenda, AgendaItem
from auditrack.views.agenda import agenda as agenda_of
from auditrack.views.wording import counted, shortened

_LONGEST = 240
"""Characters of what an item is about; its page has the whole."""


def print_agenda(door: Door, meeting: str | None, subgroup: str | None, projector: bool) -> None:
    """Print the agenda of a meeting, or the one that a group would have now.

    Raises:
        RefusedError: there is no such meeting or subgroup (`unknown-reference`).
    """
    found = agenda_of(
        door.records, door.today, meeting=meeting, subgroup=subgroup, projector=projector
    )
    if door.json:
        output.print_json(_json(found))
        return
    output.line(f"{found.title}, {in_words(found.date)}")
    if not found.items:
        output.say("Nothing on record needs a decision here.")
    for heading, items in groupby(found.items, lambda item: item.heading):
        output.line()
        output.line(heading)
        for item in items:
            _print_item(item)
    if found.items:
        output.say(f"{counted(found.left, 'item')} of {len(found.items):,} not taken yet.")


def _print_item(item: AgendaItem) -> None:
    what = shortened(item.what, _LONGEST)
    output.print_wrapped(f"{item.number}. {item.label}: {what}", "  ", hanging="      ")
    for name, said in (
        ("Why", item.why),
        ("For", item.whom),
        ("Clears it", item.clears),
        *(("Interest declared", one) for one in item.interests),
        ("Done", f"{item.done} ({item.item})" if item.done else ""),
    ):
        if said:
            output.print_wrapped(f"{name}: {said}", "      ")


def _json(found: Agenda) -> dict[str, Any]:
    return {
        "meeting": found.meeting,
        "title": found.title,
        "group": found.group,
        "date": found.date,
        "projector": found.projector,
        "left": found.left,
        "items": [
            {
                "number": item.number,
                "ref": item.label if item.held_back else item.ref,
                "kind": item.kind,
                "record": item.record,
                "heading": item.heading,
                "what": item.what,
                "why": item.why,
                "clears": item.clears,
                "whom": item.whom,
                "choices": [one.code for one in item.choices],
                "done": item.done,
                "item": item.item,
                "interests": list(item.interests),
                "text": item.text,
                "held_back": item.held_back,
            }
            for item in found.items
        ],
    }
