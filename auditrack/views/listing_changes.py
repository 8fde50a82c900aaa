"""The history of the whole register as a list, the latest first."""

from typing import TYPE_CHECKING

from auditrack.model.dates import london_time_in_words
from auditrack.views.changes import about, sentence
from auditrack.views.find import KINDS
from auditrack.views.listing import Column, Item, Listing

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

LATEST = 1_000
"""How many entries are listed; a record's own history has them all."""


def changes(register: "Store", since: int | None = None) -> Listing:
    """The latest entries; those after an entry where one is given."""
    head = register.head.number
    first = max(head - LATEST, since or 0, 0)
    items = []
    for entry in register.history(None, first):
        ref = about(entry, register) or ""
        kind = next((kind for table, kind in KINDS.items() if register.get(table, ref)), "")
        items.append(
            Item(
                ref,
                kind,
                (
                    str(entry.number),
                    london_time_in_words(entry.t),
                    entry.login + (f" ({entry.lead})" if entry.lead else ""),
                    sentence(entry, register),
                ),
                more=" ".join(filter(None, (entry.cmd, entry.why, entry.role))),
                sort=entry.number,
            )
        )
    earlier = f"the {LATEST:,} latest of {head:,}" if first and not since else ""
    return Listing(
        "history",
        "History",
        "entry",
        "entries",
        (Column("Entry", 7), Column("When", 26, 60), Column("Who", 22, 90), Column("What", 0)),
        tuple(items),
        "Nothing was changed since.",
        (
            ("latest first", lambda item: -int(item.sort or 0)),
            ("who", lambda item: (item.cells[2], -int(item.sort or 0))),
        ),
        note=earlier,
    )
