"""The list of what needs a decision, in the order a meeting takes it."""

from auditrack.analysis.need import Need
from auditrack.views.facts import Facts
from auditrack.views.listing import Column, Item, Listing
from auditrack.views.needs import TITLES, concerned_in_words, needs_of
from auditrack.views.positions import positions_in_brief
from auditrack.views.rows import RowList
from auditrack.views.wording import counted

_SHORT = {
    "audit-vacant": "Audit vacant",
    "closing-undone": "Closing undone",
    "theme": "Attention",
    "overdue": "Overdue",
    "unanswered": "No reply",
    "unsigned": "Not signed off",
    "retest": "Re-test due",
    "vacant": "Lead vacant",
    "proceedings-ended": "Provisional",
    "keep-under-review": "Look again",
}
"""Each kind in a column."""

_RED = frozenset({"audit-vacant", "closing-undone", "theme", "overdue", "vacant"})
_WAITED, _WHOM = 2, 3


def decisions(facts: Facts, rows: RowList) -> Listing:
    """Everything that needs a decision: why, for whom, and what clears it."""
    asks = [row.ask for row in rows.rows()]
    needs = needs_of(facts, facts.once(positions_in_brief), asks)
    return Listing(
        "decisions",
        "Needs a decision",
        "decision needed",
        "decisions needed",
        (
            Column("What", 14),
            Column("Record", 20),
            Column("Waited", 10),
            Column("For whom", 22, 100),
            Column("Why", 60, 150),
            Column("What clears it", 50, 190),
            Column("About", 0),
        ),
        tuple(_item(number, need) for number, need in enumerate(needs)),
        "Nothing on record needs a decision.",
        (
            ("meeting order", lambda item: item.sort),
            ("whom it is for", lambda item: (item.cells[_WHOM].casefold(), item.sort)),
            ("longest waiting", lambda item: (-_days(item), item.sort)),
        ),
    )


def _item(number: int, need: Need) -> Item:
    kind, about = _SHORT[need.kind], need.what.removeprefix(f"{need.ref}: ")
    return Item(
        need.ref,
        need.record,
        (
            f"{kind} {need.attention}" if need.kind == "theme" else kind,
            need.ref,
            counted(need.days, "day") if need.days else "",
            need.whom,
            need.why,
            need.clears,
            about,
        ),
        "red" if need.kind in _RED else "",
        more=f"{need.kind} {TITLES[need.kind]} {_names(need)}",
        sort=number,
        told=(
            need.what,
            f"Why: {need.why}",
            f"Clears it: {need.clears}",
            f"For: {need.whom}{concerned_in_words(need)}",
        ),
    )


def _names(need: Need) -> str:
    """Whom it concerns, by name and reference, for a filter to find."""
    concerned = (*need.agencies, *need.leads, *need.subgroups)
    return " ".join(f"{one.name} {one.ref}" for one in concerned)


def _days(item: Item) -> int:
    waited = item.cells[_WAITED]
    return int(waited.split()[0].replace(",", "")) if waited else 0
