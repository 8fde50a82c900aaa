"""A list as it stands on a screen, as it may leave: the rows shown, in their order, every field."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from auditrack.views.export import about_of, export_of, notes_of_asks
from auditrack.views.export_asks import ask_keys, ask_rows
from auditrack.views.export_headings import columns
from auditrack.views.export_nouns import noun_of
from auditrack.views.export_value import Column, Export, Rows
from auditrack.views.listing import Listing
from auditrack.views.rows import RowList

if TYPE_CHECKING:
    from auditrack.model.change import Records
    from auditrack.register.protocol import Store

_SAME = {
    "reviews": "reviews",
    "findings": "findings",
    "agencies": "agencies",
    "leads": "leads",
    "audits": "audits",
    "evidence": "evidence",
    "meetings": "meetings",
}
"""Lists of records with the noun under which every field of them leaves."""


def export_of_rows(
    register: "Store", records: "Records", rows: RowList, refs: Sequence[str], described: str
) -> Export:
    """Recommendations as they are shown, worked out at once.

    Args:
        register: whether it is the demonstration.
        records: the state, for its head.
        rows: the list, through its filter.
        refs: those shown, in their order.
        described: the filter and the order in words.
    """
    noun = noun_of("recommendations")
    found = tuple(ask_rows(rows, refs))
    return Export(
        noun=noun.name,
        title=noun.title,
        one=noun.one,
        many=noun.many,
        about=noun.about,
        columns=columns(noun.name, ask_keys(rows.facts)),
        rows=Rows(len(found), lambda: found),
        filter=described,
        of=rows.total,
        notes=tuple(notes_of_asks(rows.facts, records, refs)),
        **about_of(register, records, rows.facts),
    )


def export_of_listing(
    register: "Store", records: "Records", rows: RowList, listing: Listing
) -> Export:
    """A list as it is shown: of records every field, else every column as it reads."""
    noun = _SAME.get(listing.noun)
    if noun is not None:
        every = export_of(register, records, rows.facts, noun)
        by_ref: dict[str, Any] = {str(row[0]): row for row in every.rows}
        if all(item.ref in by_ref for item in listing.items):
            shown = tuple(by_ref[item.ref] for item in listing.items)
            return replace(
                every,
                rows=Rows(len(shown), lambda: shown),
                filter=listing.typed,
                of=listing.of,
            )
    cells = tuple((item.ref, *item.cells) for item in listing.items)
    headed = (("ref", "Reference"), *((_key(one.name), one.name) for one in listing.columns))
    return Export(
        noun=listing.noun,
        title=listing.title,
        one=listing.one,
        many=listing.many,
        about="As it stands on the screen.",
        columns=tuple(
            Column(f"{key}_{at}" if key in [k for k, _ in headed[:at]] else key, name,
                   "As the screen shows it.", 30)
            for at, (key, name) in enumerate(headed)
        ),
        rows=Rows(len(cells), lambda: cells),
        filter=listing.typed,
        of=listing.of,
        notes=(listing.note,) if listing.note else (),
        **about_of(register, records, rows.facts),
    )  # fmt: skip


def _key(name: str) -> str:
    return "_".join(name.lower().split()) or "column"
