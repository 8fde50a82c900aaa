"""The rows of a meeting's agenda: one line an item, with what became of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from auditrack.tui.plain import fit, one_line
from auditrack.tui.widgets.virtual_list import Line, VirtualList

if TYPE_CHECKING:  # read when a meeting is
    from auditrack.views.agenda import AgendaItem

_STATE = 20
_REF = 14
_WITH_REF = 70
"""Cells from which the reference has a column of its own."""


class AgendaRows:
    """One line an item: number, what became of it, its record, what it is about.

    `saving` says in a word what is being saved on an item, by its number.
    """

    def __init__(
        self, items: "Sequence[AgendaItem]" = (), saving: Mapping[int, str] | None = None
    ) -> None:
        self.items = items
        self.saving = saving or {}

    def __len__(self) -> int:
        return len(self.items)

    def heights(self, width: int) -> None:
        """Every item is one line."""

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The line of an item; `>` marks the one that is talked about."""
        item = self.items[index]
        mark = ">" if chosen else " "
        saving = self.saving.get(item.number)
        state = f"{saving}..." if saving else item.done
        look = "amber" if saving else "green" if item.done else ""
        line: list[tuple[str, str]] = [(f"{mark}{item.number:>3} ", "strong" if chosen else "")]
        used = 5
        if width >= _WITH_REF:
            line.append((fit(one_line(item.label), _REF) + " ", "quiet"))
            used += _REF + 1
        room = _STATE if width >= _WITH_REF else min(_STATE, max(width // 3, 8))
        line.append((fit(one_line(state) or "-", room) + " ", look))
        used += room + 1
        line.append((fit(one_line(item.what), max(width - used, 1)), "strong" if chosen else ""))
        return (line,)


class AgendaList(VirtualList, can_focus=False):
    """The agenda. The keys stay with the meeting: they decide, and none is typed into a list."""
