"""Two lists side by side, of which one follows the other: a document, and what it proposes."""

from collections.abc import Collection

from auditrack.tui.widgets.virtual_list import VirtualList

_ABOVE = 2
"""Lines that are seen above what a list is brought to."""


class Pane(VirtualList):
    """A list that shows its cursor only while it has the keys, and that can be led."""

    DEFAULT_CSS = """
    Pane { width: 1fr; }
    """

    def is_marked(self, index: int) -> bool:
        """The cursor is seen where the keys are."""
        return index == self.cursor and self.has_focus

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh_rows((self.cursor,))

    def on_blur(self) -> None:
        """The other list has the keys."""
        self.refresh_rows((self.cursor,))

    def lead_to(self, rows: Collection[int]) -> None:
        """Put the cursor on the first of some rows and bring them into sight; says nothing."""
        if not rows or not len(self.rows):
            return
        first, last = min(rows), min(max(rows), len(self.rows) - 1)
        before, self.cursor = self.cursor, first
        height = self.size.height
        if not height:  # out of sight: it is laid out when it comes into sight
            return
        self.refresh_rows({before, first})
        begins = self.first_line(first)
        ends = self.first_line(last + 1) if last + 1 < len(self.rows) else self.virtual_size.height
        top = self.scroll_offset.y
        if begins < top or ends > top + height:
            self.scroll_to(y=max(begins - _ABOVE, 0), animate=False, force=True)

    def refresh_rows(self, rows: Collection[int]) -> None:
        """Paint some rows again, where they are in sight."""
        if self.size.height:
            self._lay_out()  # it may have come into sight just now
            for row in rows:
                self.refresh_row(row)


class SourcePane(Pane):
    """The document."""

    class Chosen(VirtualList.Chosen):
        """Somebody wants to go to what a passage gave."""

    class Moved(VirtualList.Moved):
        """The cursor went to another passage."""


class ItemsPane(Pane):
    """What it proposes."""

    class Chosen(VirtualList.Chosen):
        """Somebody wants to put an item right."""

    class Moved(VirtualList.Moved):
        """The cursor went to another item."""
