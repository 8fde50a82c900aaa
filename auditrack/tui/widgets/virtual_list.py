"""A list of any length that draws only the lines it shows (Textual's line API).

Nothing is computed for a row that is not looked at, and a cursor move repaints the two rows it
concerns: `DataTable` opens 10,000 rows thirty times slower and sends twice the bytes.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from auditrack.tui import keys

Piece = tuple[str, str]
"""Text, and the name of how it looks (one of `LOOKS`, or the empty name for plain)."""
Line = Sequence[Piece]

LOOKS = ("strong", "quiet", "red", "amber", "green", "blue", "title", "cursor")


class Rows(Protocol):
    """What a virtual list shows: rows of one or more lines, painted when looked at."""

    def __len__(self) -> int:
        """How many rows there are."""

    def heights(self, width: int) -> Sequence[int] | None:
        """Lines of each row at a width; None where every row is one line."""

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The lines of a row, in cells that fit the width. `chosen`: the cursor is on it."""


class NoRows:
    """An empty list."""

    def __len__(self) -> int:
        return 0

    def heights(self, width: int) -> None:
        """No row has a height."""

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """No row has lines."""
        return ()


class VirtualList(ScrollView, can_focus=True):
    """Rows with a cursor. Posts `Chosen` on Enter or a click on the row under the cursor."""

    BINDINGS = keys.bindings(keys.LIST)
    COMPONENT_CLASSES = {f"lines--{look}" for look in LOOKS}  # noqa: RUF012
    DEFAULT_CSS = """
    VirtualList {
        height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size: 0 0;
        & .lines--strong { text-style: bold; }
        & .lines--title { color: $primary; text-style: bold; }
        & .lines--quiet { color: $secondary; }
        & .lines--red { color: $error; text-style: bold; }
        & .lines--amber { color: $warning; text-style: bold; }
        & .lines--green { color: $success; }
        & .lines--blue { color: $primary; }
        & .lines--cursor { background: $panel; }
        &:ansi .lines--cursor { text-style: reverse; }
    }
    """

    class Chosen(Message):
        """Somebody wants to open a row."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Moved(Message):
        """The cursor went to another row."""

    def __init__(self, rows: Rows | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Rows = NoRows() if rows is None else rows
        self.cursor = 0
        self._starts: list[int] | None = None  # first line of each row, and the end
        self._laid_out_at = -1
        self._looks: dict[tuple[str, bool], Style] = {}

    # What is shown

    def show(self, rows: Rows, cursor: int = 0) -> None:
        """Show other rows, with the cursor on one of them."""
        self.rows = rows
        self.cursor = max(0, min(cursor, len(rows) - 1))
        self._laid_out_at = -1
        self._lay_out()
        self.scroll_to_cursor()
        self.refresh()

    @property
    def line_width(self) -> int:
        """How many cells a line has; the last column shows where in the list one is."""
        return max(self.size.width - 1, 1)

    def _lay_out(self, quietly: bool = False) -> None:
        """Where each row starts at this width; `quietly` paints nothing."""
        width = self.line_width
        if width == self._laid_out_at or not self.size.width:
            return
        self._laid_out_at = width
        heights = self.rows.heights(width)
        self._starts = None if heights is None else [0, *accumulate(heights)]
        total = len(self.rows) if self._starts is None else self._starts[-1]
        if quietly:
            self.set_reactive(VirtualList.virtual_size, Size(width, total))
        else:
            self.virtual_size = Size(width, total)

    def first_line(self, index: int) -> int:
        """The line on which a row starts."""
        return index if self._starts is None else self._starts[index]

    def row_at(self, line: int) -> int:
        """The row that a line belongs to."""
        return line if self._starts is None else bisect_right(self._starts, line) - 1

    def on_resize(self) -> None:
        """Wrap again where the width has changed, and keep the cursor in sight."""
        self._lay_out()
        self.scroll_to_cursor()

    def notify_style_update(self) -> None:
        """Forget the looks of the set of colours before."""
        super().notify_style_update()
        self._looks.clear()

    # Painting

    def _look(self, name: str, chosen: bool) -> Style:
        """How a piece looks; the cursor lies under whatever the piece has of its own."""
        look = self._looks.get((name, chosen))
        if look is None:
            look = self.rich_style
            if chosen:
                look += self.get_component_rich_style("lines--cursor", partial=True)
            if name:
                look += self.get_component_rich_style(f"lines--{name}", partial=True)
            self._looks[(name, chosen)] = look
        return look

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.line_width
        line = y + self.scroll_offset.y
        if line >= self.virtual_size.height or not len(self.rows):
            return Strip.blank(width + 1, self.rich_style)
        index = self.row_at(line)
        chosen = self.is_marked(index)
        # At the width the rows were laid out at: a paint may come before the resize is told.
        pieces = self.rows.lines(index, self._laid_out_at, chosen)[line - self.first_line(index)]
        strip = Strip([Segment(text, self._look(name, chosen)) for text, name in pieces if text])
        strip = strip.adjust_cell_length(width, self._look("", chosen))
        return Strip([*strip, Segment(self._place(y), self._look("quiet", False))]).simplify()

    def _place(self, y: int) -> str:
        """The last column: a bar beside the part of the list in sight, where not all of it is.

        Drawn here, because a scroll bar of Textual's is laid out and painted a second time.
        """
        total, height = self.virtual_size.height, self.size.height
        if total <= height:
            return " "
        length = max(height * height // total, 1)
        free = total - height
        top = round((height - length) * min(self.scroll_offset.y, free) / free)
        return "▐" if top <= y < top + length else " "

    def is_marked(self, index: int) -> bool:
        """Whether the cursor is seen on a row."""
        return index == self.cursor

    # Moving

    def refresh_row(self, index: int) -> None:
        """Paint one row again, where it is in sight."""
        if 0 <= index < len(self.rows):
            first = self.first_line(index)
            height = 1 if self._starts is None else self._starts[index + 1] - first
            y = first - self.scroll_offset.y
            if y < self.size.height and y + height > 0:
                self.refresh(Region(0, y, self.size.width, height))

    def move_to(self, index: int) -> None:
        """Put the cursor on a row and bring it into sight."""
        index = max(0, min(index, len(self.rows) - 1))
        if index != self.cursor:
            before, self.cursor = self.cursor, index
            self.refresh_row(before)
            self.refresh_row(index)
            self.post_message(self.Moved())
        self.scroll_to_cursor()

    def scroll_to_cursor(self) -> None:
        """Scroll no further than is needed to see the whole row under the cursor."""
        if not len(self.rows) or not self.size.height:
            return
        first = self.first_line(self.cursor)
        last = first if self._starts is None else self._starts[self.cursor + 1] - 1
        top, height = self.scroll_offset.y, self.size.height
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif last >= top + height:
            self.scroll_to(y=min(first, last - height + 1), animate=False, force=True)

    def action_up(self) -> None:
        """One row up."""
        self.move_to(self.cursor - 1)

    def action_down(self) -> None:
        """One row down."""
        self.move_to(self.cursor + 1)

    def _a_page_from(self, step: int) -> int:
        """The row a screenful away from the cursor's, at least one on."""
        line = self.first_line(self.cursor) + step * max(self.size.height - 1, 1)
        line = max(0, min(line, self.virtual_size.height - 1))
        return self.row_at(line)

    def action_page_up(self) -> None:
        """One page up."""
        if len(self.rows):
            self.move_to(min(self._a_page_from(-1), self.cursor - 1))

    def action_page_down(self) -> None:
        """One page down."""
        if len(self.rows):
            self.move_to(max(self._a_page_from(1), self.cursor + 1))

    def action_first(self) -> None:
        """To the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """To the last row."""
        self.move_to(len(self.rows) - 1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if len(self.rows):
            self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a click where it stands opens."""
        line = event.y + self.scroll_offset.y
        if 0 <= line < self.virtual_size.height and len(self.rows):
            index = self.row_at(line)
            if index == self.cursor:
                self.action_open()
            else:
                self.move_to(index)
