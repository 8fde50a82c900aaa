"""The themes in order of attention, with what each position rests on."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Lifeline, Open
from auditrack.tui.plain import one_line
from auditrack.tui.widgets.position_rows import PositionRows
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.tui.widgets.words import Words

if TYPE_CHECKING:
    from auditrack.analysis.position import Position

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


class ThemesScreen(Frame):
    """Where every theme stands, those that most need attention first. Enter opens one."""

    PLACE = keys.THEMES
    BINDINGS = keys.bindings(keys.THEMES)
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
        """This is the themes' own place."""
        return super().leave_out() | {"go-themes"}

    def own_report(self) -> tuple[str, str] | None:
        """That of all themes."""
        from auditrack.tui.report_kinds import is_offered

        return ("themes", "") if is_offered("themes") else None

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
        asks = self.session.how_many("recommendations")
        reviews = self.session.how_many("reviews")
        said = f"{_counted(asks, 'recommendation')} from {_counted(reviews, 'review')}"
        outlook = self.session.outlook
        if outlook is not None and outlook.standing is not None and asks:
            standing = outlook.standing
            said += f" · {standing.still_open:,} still open, {standing.overdue:,} overdue"
        return Content(said)

    def _order(self) -> Content:
        """What the list below is, or why there is none."""
        if self.session.outlook is None:
            return Content("Reading where each theme stands...")
        if self._positions():
            behind = self.session.behind
            if behind:
                return Content(f"Themes {behind}. Enter says why.")
            return Content("Themes in order of attention, 10 first. Enter says why.")
        empty = not self.session.how_many("reviews")
        return Content("\n".join(_EMPTY if empty else _NO_THEMES))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the theme under the cursor."""
        positions = self._positions()
        if event.index < len(positions):
            self.post_message(Open(positions[event.index].theme, "theme"))

    def action_lifeline(self) -> None:
        """The theme under the cursor through time."""
        positions, cursor = self._positions(), self.query_one("#themes", VirtualList).cursor
        if cursor < len(positions):
            self.post_message(Lifeline(positions[cursor].theme))


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
