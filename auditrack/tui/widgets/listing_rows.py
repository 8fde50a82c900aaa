"""The rows of a list of records, fitted to a width when they are looked at."""

from collections.abc import Sequence

from auditrack.tui.plain import fit, one_line
from auditrack.tui.widgets.virtual_list import Line
from auditrack.views.listing import Column, Listing

_MARK = 1


class ListingRows:
    """The rows of a listing, fitted to a width when they are looked at."""

    def __init__(self, listing: Listing, selected: frozenset[str] = frozenset()) -> None:
        self.listing = listing
        self.selected = selected
        self._widths: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self.listing.items)

    def heights(self, width: int) -> None:
        """Every row is one line."""

    def widths(self, width: int) -> list[int]:
        """The cells of every column at a width; 0 where it is left out."""
        if width not in self._widths:
            self._widths[width] = self._fitted(width)
        return self._widths[width]

    def _fitted(self, width: int) -> list[int]:
        columns = self.listing.columns
        shown = [column.from_width <= width + 1 for column in columns]
        found = [
            min(column.widest, max(self._longest(index, column), len(column.name)))
            if shown[index]
            else 0
            for index, column in enumerate(columns)
        ]
        # The open-ended column takes what is left; where none is shown, the first one does.
        rest = next((i for i, one in enumerate(columns) if shown[i] and not one.widest), 0)
        found[rest] = 0
        if rest:
            found[0] = min(found[0], max(width // 3, 8))
        used = _MARK + sum(each + 1 for each in found if each)
        most = max(self._longest(0, columns[0]), len(columns[0].name)) if not rest else width
        found[rest] = max(min(width - used, most), 1)
        return found

    def _longest(self, index: int, column: Column) -> int:
        return max((len(item.cells[index]) for item in self.listing.items), default=0)

    def line(self, mark: str, cells: Sequence[str], look: str, width: int) -> Line:
        """One line of cells."""
        parts = [
            fit(one_line(cell), room)
            for cell, room in zip(cells, self.widths(width), strict=True)
            if room
        ]
        return [(mark + " ".join(parts), look)]

    def heading(self, width: int) -> str:
        """The names of the columns."""
        names = [column.name for column in self.listing.columns]
        return "".join(text for text, _ in self.line(" ", names, "", width))

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The one line of a row: `>` marks the cursor, `*` what is selected, `»` both."""
        item = self.listing.items[index]
        mark = ">" if chosen else " "
        if item.ref in self.selected:
            mark = "»" if chosen else "*"
        return (self.line(mark, item.cells, item.look, width),)
