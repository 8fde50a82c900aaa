"""A record as a page to read: sections of lines, some of which open another record."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message

from auditrack.tui import keys
from auditrack.tui.plain import fit, fold, one_line, plain
from auditrack.tui.widgets.virtual_list import Line, VirtualList
from auditrack.views.page import Section

_WIDEST_LABEL = 24
_NARROW = 56
_NOWHERE = -1


@dataclass(frozen=True)
class _Item:
    """One line of the page before wrapping: heading, title, labelled line or a gap."""

    text: str = ""
    label: str | None = None
    look: str = ""
    ref: str | None = None
    indent: int = 1


class PageRows:
    """The lines of a page, wrapped to a width. Labels stand in one column where there is room."""

    def __init__(self, heading: str, sections: Sequence[Section]) -> None:
        self.items: list[_Item] = [_Item(one_line(heading), look="strong")]
        self._longest_label = 0
        self._wrapped: list[list[Line]] = []
        self._wrapped_at = -1
        self._add(sections)

    def extended(self, section: Section) -> "PageRows":
        """The same page with one more section; the lines before it stay as they are wrapped."""
        longer = PageRows("", ())
        longer.items = list(self.items)
        longer._add((section,))
        longer._longest_label = self._longest_label
        return longer

    def _add(self, sections: Sequence[Section]) -> None:
        for section in sections:
            self.items.append(_Item())
            if section.title:
                self.items.append(_Item(one_line(section.title), look="title"))
            for line in section.lines:
                label = one_line(line.label) if line.label else None
                self.items.append(_Item(plain(line.text), label, ref=line.ref, indent=3))
        labels = (len(item.label) for item in self.items if item.label)
        self._longest_label = max(labels, default=0)

    def __len__(self) -> int:
        return len(self.items)

    def openings(self) -> list[int]:
        """The items that open another record."""
        return [index for index, item in enumerate(self.items) if item.ref]

    def heights(self, width: int) -> list[int]:
        """How many lines each item takes."""
        if width != self._wrapped_at:
            self._wrapped = [self._wrap(item, width) for item in self.items]
            self._wrapped_at = width
        return [len(lines) for lines in self._wrapped]

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The lines of one item; `>` marks where the cursor is, `›` what Enter can open."""
        self.heights(width)
        lines = self._wrapped[index]
        if self.items[index].ref is None:
            return lines
        (_, *rest), *others = lines
        return [[(" > " if chosen else " › ", "blue"), *rest], *others]

    def _wrap(self, item: _Item, width: int) -> list[Line]:
        margin = " " * item.indent
        if item.label is None:
            return [
                [(margin, ""), (text, item.look)] for text in fold(item.text, width - item.indent)
            ]
        if width < _NARROW:
            below = [
                [(margin + "  ", ""), (text, "")]
                for text in fold(item.text, width - item.indent - 2)
            ]
            return [[(margin, ""), (item.label, "quiet")], *below]
        column = min(self._longest_label, _WIDEST_LABEL, width // 3)
        labels = fold(item.label, column)
        texts = fold(item.text, width - item.indent - column - 2)
        rows = max(len(labels), len(texts))
        labels += [""] * (rows - len(labels))
        texts += [""] * (rows - len(texts))
        return [
            [(margin, ""), (fit(label, column) + "  ", "quiet"), (text, "")]
            for label, text in zip(labels, texts, strict=True)
        ]


class PageView(VirtualList, inherit_bindings=False):
    """Shows a page. The cursor goes from one line that opens something to the next.

    Where the next one is out of sight the page scrolls by a line, so that every word can be read;
    where none is in sight there is no cursor, so that Enter never opens what nobody sees.
    """

    BINDINGS = keys.bindings(keys.PAGE)

    class Follow(Message):
        """Somebody wants to open the record that a line names."""

        def __init__(self, ref: str) -> None:
            super().__init__()
            self.ref = ref

    def __init__(self, heading: str, sections: Sequence[Section], id: str | None = None) -> None:
        self.page = PageRows(heading, sections)
        super().__init__(self.page, id=id)
        self.openings = self.page.openings()
        self.cursor = _NOWHERE

    def show_page(
        self, heading: str, sections: Sequence[Section], keep_place: bool = False
    ) -> None:
        """Show a page: from its top, or where the reader was when the same page is shown again."""
        top, cursor = (self.scroll_offset.y, self.cursor) if keep_place else (0, _NOWHERE)
        self.page = PageRows(heading, sections)
        self.openings = self.page.openings()
        self.show(self.page)
        self.cursor = cursor if cursor in self.openings else _NOWHERE
        self.scroll_to(y=top, animate=False, force=True)
        self.settle(forward=True)

    def extend(self, section: Section) -> None:
        """Show one more section at the end; what is in sight and stays is not painted again."""
        height, before = self.size.height, self.virtual_size.height
        places = [self._place(y) for y in range(height)]
        self.page = self.rows = self.page.extended(section)
        self.openings = self.page.openings()
        self._laid_out_at = -1
        if before - self.scroll_offset.y <= height:
            self._lay_out()
            self.refresh()
        else:
            # All that is new lies below: only the bar beside the page gets shorter.
            self._lay_out(quietly=True)
            for y, place in enumerate(places):
                if self._place(y) != place:
                    self.refresh(Region(self.size.width - 1, y, 1, 1))
        self.settle(forward=True)

    def is_marked(self, index: int) -> bool:
        """Only a line that opens something is ever marked."""
        return index == self.cursor

    def scroll_to_cursor(self) -> None:
        """Keep the reader's place when the width changes; the cursor follows what is in sight."""
        self.settle(forward=True)

    def on_resize(self) -> None:
        """Wrap again and find the cursor's new place."""
        self._lay_out()
        self.settle(forward=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The cursor stays among what is in sight, however the page was scrolled."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.settle(forward=new_value > old_value)

    def _in_sight(self, index: int) -> bool:
        line = self.first_line(index)
        return self.scroll_offset.y <= line < self.scroll_offset.y + self.size.height

    def settle(self, forward: bool) -> None:
        """Move a cursor that is out of sight to the nearest line in sight that opens something."""
        if self.cursor in self.openings and self._in_sight(self.cursor):
            return
        seen = [index for index in self.openings if self._in_sight(index)]
        self._mark((seen[0] if forward else seen[-1]) if seen else _NOWHERE)

    def unmark(self) -> None:
        """No line is marked, for a page that is only looked at."""
        self.openings = []
        self._mark(_NOWHERE)

    def _mark(self, index: int) -> None:
        if index != self.cursor:
            before, self.cursor = self.cursor, index
            self.refresh_row(before)
            self.refresh_row(index)

    def _step(self, step: int) -> None:
        ahead = self.openings if step > 0 else self.openings[::-1]
        for index in ahead:
            beyond = (index - self.cursor) * step > 0
            if beyond and self.cursor != _NOWHERE and self._in_sight(index):
                self._mark(index)
                return
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True)

    def action_up(self) -> None:
        """To the line before that opens something, or one line up."""
        self._step(-1)

    def action_down(self) -> None:
        """To the next line that opens something, or one line down."""
        self._step(1)

    def action_page_up(self) -> None:
        """One page up."""
        self.scroll_to(
            y=self.scroll_offset.y - max(self.size.height - 1, 1), animate=False, force=True
        )

    def action_page_down(self) -> None:
        """One page down."""
        self.scroll_to(
            y=self.scroll_offset.y + max(self.size.height - 1, 1), animate=False, force=True
        )

    def action_first(self) -> None:
        """To the top."""
        self.scroll_to(y=0, animate=False, force=True)
        self._mark(_NOWHERE)
        self.settle(forward=True)

    def action_last(self) -> None:
        """To the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)
        self._mark(_NOWHERE)
        self.settle(forward=False)

    def action_open(self) -> None:
        """Open the record that the marked line names."""
        if self.cursor in self.openings:
            ref = self.page.items[self.cursor].ref
            if ref:
                self.post_message(self.Follow(ref))

    def on_click(self, event: events.Click) -> None:
        """A click on a line that opens something marks it; a second one opens it."""
        event.prevent_default()
        line = event.y + self.scroll_offset.y
        if 0 <= line < self.virtual_size.height:
            index = self.row_at(line)
            if index == self.cursor:
                self.action_open()
            elif index in self.openings:
                self._mark(index)
