"""Every list of records by its noun."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from auditrack.views.listing import Listing
from auditrack.views.rows import RowList

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

_MADE: Mapping[str, str] = {
    "reviews": "listing_learning:reviews",
    "findings": "listing_learning:findings",
    "agencies": "listing_people:agencies",
    "leads": "listing_people:leads",
    "audits": "listing_work:audits",
    "audit-plan": "listing_work:audit_plan",
    "audit-year": "listing_year:this_year",
    "audit-next-year": "listing_year:next_year",
    "evidence": "listing_work:evidence",
    "checks": "listing_work:gaps",
    "decisions": "listing_needs:decisions",
    "meetings": "listing_meetings:meetings",
    "history": "listing_changes:changes",
    "since": "listing_changes:changes",
    "returns": "listing_returns:return_forms",
    "publications": "listing_publications:publications",
}
_OF_ENTRIES = frozenset(("history", "since"))
_OF_ROWS = frozenset(("reviews", "agencies", "decisions"))

NOUNS = tuple(_MADE)
"""The nouns there are lists of."""


def listing_of(register: "Store", rows: RowList, noun: str, since: int | None = None) -> Listing:
    """The list of a noun, in its first order.

    Args:
        register: where the records are.
        rows: every recommendation as at the day the list is judged at, worked out once for all.
        noun: one of `NOUNS`.
        since: of changes, an entry number; those after it alone.
    """
    module, name = _MADE[noun].split(":")
    make: Callable[..., Listing] = getattr(import_module(f"auditrack.views.{module}"), name)
    if noun in _OF_ENTRIES:
        return make(register, since).ordered(0)
    given = (rows.facts, rows) if noun in _OF_ROWS else (rows.facts,)
    return make(*given).ordered(0)
