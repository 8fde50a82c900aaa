"""In which order a list of recommendations stands, and under which headings."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditrack.model.dates import interval
from auditrack.views.rows import Row, RowList

if TYPE_CHECKING:
    from auditrack.views.paged_list import PagedList

_LAST = 10**9
_BRAG = "RA-GB"


def _day(data: str | None) -> int:
    days = interval(data)
    return days.latest.toordinal() if days is not None else _LAST


def _counted(ref: str) -> list[tuple[bool, int, str]]:
    """A reference by which 2 stands before 10."""
    parts = re.split(r"(\d+)", ref)
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


ORDERS: tuple[tuple[str, Callable[[Row], object] | None], ...] = (
    ("latest review", None),
    ("state, Red first", lambda row: (_BRAG.find(row.brag.letter), _day(row.agreed_due))),
    ("due, soonest first", lambda row: _day(row.agreed_due or row.original_due)),
    ("days overdue", lambda row: -(row.overdue_days or 0)),
    ("agency", lambda row: (not row.agencies, " ".join(row.agencies).casefold())),
    ("reference", lambda row: _counted(row.ref)),
    ("last audit, never first", lambda row: _day(row.last_audit) if row.last_audit else 0),
)
"""Orders by name; None keeps the order of the list: the latest review's first."""

GROUPS: tuple[tuple[str, Callable[[Row], tuple[str, ...]]], ...] = (
    ("", lambda row: ()),
    ("review", lambda row: (row.review_title or row.review,)),
    ("agency", lambda row: row.agencies or ("No agency named",)),
    ("state", lambda row: (row.brag.word,)),
    ("lead", lambda row: row.leads or ("No lead",)),
    ("theme", lambda row: row.theme_names or ("No theme",)),
)
"""What rows stand under, by name; the empty name groups nothing. A row stands under each of its."""


_BRAG_WORDS = ("Red", "Amber", "Grey", "Green", "Complete")


def _by_name(heading: str) -> object:
    return heading.startswith("No "), heading.casefold()


_HEADINGS: dict[str, Callable[[str], Any]] = {
    "agency": _by_name,
    "lead": _by_name,
    "theme": _by_name,
    "state": lambda heading: _BRAG_WORDS.index(heading) if heading in _BRAG_WORDS else 0,
}
"""In which order headings stand; others as their first rows do."""


@dataclass(frozen=True)
class Arranged:
    """A list in an order, under headings. `entries` are headings and references as they stand.

    A heading has no reference; a row has no heading. Asked of two agencies it stands under both.
    """

    found: "RowList | PagedList"
    order: int = 0
    group: int = 0
    entries: tuple[tuple[str, str], ...] = ()

    def describe(self) -> str:
        """What is shown, in words with its count, its order and its headings."""
        said = self.found.describe()
        if self.order:
            said += f" · by {ORDERS[self.order][0]}"
        if self.group:
            said += f" · under {GROUPS[self.group][0]}"
        return said

    @property
    def refs(self) -> tuple[str, ...]:
        """The references in the order they stand, each once."""
        return tuple(dict.fromkeys(ref for _, ref in self.entries if ref))


def arranged(found: "RowList | PagedList", order: int = 0, group: int = 0) -> Arranged:
    """Put a list in one of `ORDERS` and under one of `GROUPS`."""
    order, group = order % len(ORDERS), group % len(GROUPS)
    by, named = ORDERS[order][1], GROUPS[group][1]
    refs: Iterable[str] = found.refs
    if by is None and not group:
        return Arranged(found, order, group, tuple(("", ref) for ref in refs))
    # Both of each row at once: where there are very many, a row is read, told of and let go.
    told = found.each(lambda row: (by(row) if by is not None else 0, named(row)))
    if by is not None:
        refs = sorted(refs, key=lambda ref: told[ref][0])  # type: ignore[arg-type,return-value]
    if not group:
        return Arranged(found, order, group, tuple(("", ref) for ref in refs))
    under: dict[str, list[str]] = {}
    for ref in refs:
        for heading in dict.fromkeys(told[ref][1]):
            under.setdefault(heading, []).append(ref)
    entries: list[tuple[str, str]] = []
    for heading in sorted(under, key=_HEADINGS.get(GROUPS[group][0], lambda _: 0)):
        members = under[heading]
        entries.append((f"{heading} ({len(members):,})", ""))
        entries += (("", ref) for ref in members)
    return Arranged(found, order, group, tuple(entries))
