"""What is told of the row under the cursor, whole, where the columns of its list cut it."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size

from auditrack.tui.plain import fit, fold, one_line
from auditrack.tui.widgets.words import Words
from auditrack.views.listing import Item

_LINES = 7
"""Lines in all; as many for every row, so that the list above stays where it is."""

_MOST = (1, 3, 2, 1)
"""The most lines of each of the texts."""


class RowTold(Words):
    """The texts of one row below its list; nothing where rows have none."""

    DEFAULT_CSS = """
    RowTold { display: none; padding: 0 1; border-top: solid $panel; }
    """

    def show_row(self, item: Item | None, screen: Size) -> None:
        """Show the texts of another row, in a terminal of some size."""
        self.display = item is not None and bool(item.told)
        if item is None or not item.told:
            return
        width, room = screen.width - 2, max(min(_LINES, screen.height // 3), 1)
        lines = [
            line
            for text, most in zip(item.told, _MOST, strict=False)
            for line in _at_most(fold(one_line(text), width), most, width)
        ]
        self.show(Content("\n".join([*lines, *([""] * room)][:room])))


def _at_most(lines: Sequence[str], most: int, width: int) -> list[str]:
    """So many lines of a text; the last one says where there were more."""
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], fit(f"{lines[most - 1]} …", width).rstrip()]
