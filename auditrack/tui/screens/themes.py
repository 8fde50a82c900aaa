"""The first screen: the board in one line, and its themes in order of attention."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Open
from auditrack.tui.plain import fit, fold, one_line
from auditrack.tui.widgets.virtual_list import Line, VirtualList
from auditrack.tui.widgets.words import Words

if TYPE_CHECKING:
    from auditrack.analysis.position import Position

_MARGIN = 5  # cursor, attention to the right, two spaces
_NAME_SHARE = 0.46
_WIDE = 100

_EMPTY = (
    "This register is empty. Leave with q, then type one of these:",
    "  auditrack import FILE      take in a published review",
    "  auditrack review add       enter a review by hand",
    "  auditrack demo             look at a made-up board first",
)
_NO_THEMES = (
    "No theme has been raised yet.",
    "A theme appears here once a recommendation or finding is linked to it:",
    "  auditrack rec theme REFERENCE THEME --confirm",
)


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


class ThemesScreen(Frame):
    """Where every theme stands, those that most need attention first. Enter opens one."""

    PLACE = keys.HOME
    BINDINGS = keys.bindings(keys.HOME)
    DEFAULT_CSS = """
    ThemesScreen > #counts { padding: 0 1; text-style: bold; margin-top: 1; }
    ThemesScreen > #notes { padding: 0 1; color: $secondary; }
    ThemesScreen > #order { padding: 0 1; color: $primary; text-style: bold; margin-top: 1; }
    ThemesScreen.-short > #counts, ThemesScreen.-short > #order { margin: 0; height: 1; }
    ThemesScreen.-short > #notes { max-height: 0; }
    """

    def body(self) -> Iterable[Widget]:
        """One line of counts, quiet notes, the themes."""
        yield Words(self._counts(), id="counts")
        notes = Words(self._notes(), id="notes")
        notes.display = bool(notes.words.plain)
        yield notes
        yield Words(self._order(), id="order")
        yield VirtualList(PositionRows(self._positions()), id="themes")

    def called(self) -> str:
        """The name of this place."""
        return "Themes"

    def leave_out(self) -> frozenset[str]:
        """There is nowhere to step out to, and this is the themes' own screen."""
        if self.at_place:
            return super().leave_out() | {"go-themes"}
        return frozenset({"back", "home"})

    def renew(self) -> None:
        """Counts that cost nothing now; positions and the rest as soon as they are read."""
        notes = self.query_one("#notes", Words)
        notes.show(self._notes())
        notes.display = bool(notes.words.plain)
        self.heard()

    def heard(self) -> None:
        """Positions or counts have been read: the cursor stays on its theme."""
        self.query_one("#counts", Words).show(self._counts())
        self.query_one("#order", Words).show(self._order())
        themes = self.query_one("#themes", VirtualList)
        before, positions = themes.rows, self._positions()
        if isinstance(before, PositionRows) and before.positions != positions:
            on = before.positions[themes.cursor].theme if before.positions else None
            at = next((i for i, one in enumerate(positions) if one.theme == on), 0)
            themes.show(PositionRows(positions), at)

    def _positions(self) -> "tuple[Position, ...]":
        outlook = self.session.outlook
        return outlook.positions if outlook is not None else ()

    def _notes(self) -> Content:
        # The first sentence says it; the help says the rest.
        said = (one_line(notice).split(". ")[0].rstrip(".") for notice in self.session.notices)
        return Content("\n".join(said))

    def _counts(self) -> Content:
        asks = len(self.session.records.select("recommendations"))
        reviews = len(self.session.records.select("reviews"))
        said = f"{_counted(asks, 'recommendation')} from {_counted(reviews, 'review')}"
        outlook = self.session.outlook
        if outlook is not None and outlook.still_open is not None and asks:
            said += f" · {outlook.still_open:,} still open, {outlook.overdue:,} overdue"
        return Content(said)

    def _order(self) -> Content:
        """What the list below is, or why there is none."""
        if self.session.outlook is None:
            return Content("Reading where each theme stands...")
        if self._positions():
            return Content("Themes in order of attention, 10 first. Enter says why.")
        empty = not self.session.records.select("reviews")
        return Content("\n".join(_EMPTY if empty else _NO_THEMES))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the theme under the cursor."""
        positions = self._positions()
        if event.index < len(positions):
            self.post_message(Open(positions[event.index].theme, "theme"))


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
