"""Positions as rows: attention, name and label, and the sentence they rest on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from auditrack.tui.plain import fit, fold, one_line
from auditrack.tui.widgets.virtual_list import Line

if TYPE_CHECKING:
    from auditrack.analysis.position import Position

_MARGIN = 5  # cursor, attention to the right, two spaces
_NAME_SHARE = 0.46
_WIDE = 100


def _colour(attention: int) -> str:
    """How the label of a position looks; the words say the same."""
    if attention >= 8:
        return "red"
    if attention >= 6:
        return "amber"
    return "green" if attention <= 1 else ""


class PositionRows:
    """Positions as rows: attention, name and label (side by side in wide terminals), reason."""

    def __init__(self, positions: "Sequence[Position]") -> None:
        self.positions = positions
        self._wrapped: list[list[Line]] = []
        self._wrapped_at = -1

    def __len__(self) -> int:
        return len(self.positions)

    def heights(self, width: int) -> list[int]:
        """How many lines each position takes."""
        if width != self._wrapped_at:
            self._wrapped = [self._wrap(position, width) for position in self.positions]
            self._wrapped_at = width
        return [len(lines) for lines in self._wrapped]

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The lines of one position; `>` marks the cursor."""
        self.heights(width)
        (number, *rest), *others = self._wrapped[index]
        mark = ">" if chosen else " "
        return [[(mark + number[0][1:], number[1]), *rest], *others]

    def _wrap(self, position: "Position", width: int) -> list[Line]:
        number = f" {position.attention:>2}  "
        name, label = one_line(position.name), one_line(position.label)
        if "themes_unconfirmed" in position.flags:
            label += " · links unconfirmed"
        look = _colour(position.attention)
        room = width - _MARGIN
        column = int(room * _NAME_SHARE)
        if width >= _WIDE and cell_len(name) + 2 <= column and cell_len(label) <= room - column:
            head: list[Line] = [[(number, "strong"), (fit(name, column), "strong"), (label, look)]]
        else:
            head = [[(" " * _MARGIN, ""), (part, "strong")] for part in fold(name, room)]
            head[0] = [(number, "strong"), *head[0][1:]]
            head += [[(" " * _MARGIN, ""), (part, look)] for part in fold(label, room)]
        below = fold(one_line(position.reason), room - 2)
        return [*head, *([(" " * _MARGIN, ""), (part, "")] for part in below)]
