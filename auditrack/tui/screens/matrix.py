"""The themes by the reviews that spoke of them, in letters; arrows go from cell to cell."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Open
from auditrack.tui.plain import fit, one_line
from auditrack.tui.session import Session
from auditrack.tui.widgets.virtual_list import Line, VirtualList
from auditrack.tui.widgets.words import Words
from auditrack.views.matrix import LEGEND, Matrix

_CELL = 3
_NAME = 34


class MatrixRows:
    """One line a theme: its name, then a letter for each review in sight."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.column = 0
        self.first = 0

    def __len__(self) -> int:
        return len(self.matrix.themes)

    def heights(self, width: int) -> None:
        """Every theme is one line."""

    def name_room(self, width: int) -> int:
        """The cells that the name takes."""
        return min(_NAME, max(width // 2, 8))

    def in_sight(self, width: int) -> range:
        """The reviews whose columns fit."""
        fits = max((width - self.name_room(width) - 2) // _CELL, 1)
        return range(self.first, min(self.first + fits, len(self.matrix.reviews)))

    def go(self, step: int, width: int) -> None:
        """To another column; what is out of sight comes into it."""
        most = max(len(self.matrix.reviews) - 1, 0)
        self.column = max(0, min(self.column + step, most))
        seen = self.in_sight(width)
        if self.column < seen.start:
            self.first = self.column
        elif self.column >= seen.stop:
            self.first += self.column - seen.stop + 1

    def heading(self, width: int) -> Line:
        """The years of publication above the columns."""
        room = self.name_room(width)
        more = "‹" if self.first else " "
        line: list[tuple[str, str]] = [(" " + fit("Theme", room) + more, "title")]
        for index in self.in_sight(width):
            look = "cursor" if index == self.column else "title"
            line.append((f"{self.matrix.heading(index):>2} ", look))
        if self.in_sight(width).stop < len(self.matrix.reviews):
            line.append(("›", "title"))
        return line

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The letters of a theme; the cell under the cursor stands in brackets."""
        room = self.name_room(width)
        one = self.matrix.themes[index]
        mark = ">" if chosen else " "
        line: list[tuple[str, str]] = [
            (mark + fit(f"{one.attention:>2} {one_line(one.name)}", room) + " ", "")
        ]
        for column in self.in_sight(width):
            cell = self.matrix.cells[index][column]
            here = chosen and column == self.column
            line.append((f"[{cell.letter}]" if here else f" {cell.letter} ", cell.look))
        return (line,)


class MatrixScreen(Frame):
    """Which review spoke of which theme. Enter opens the review of the cell."""

    PLACE = keys.MATRIX
    BINDINGS = keys.bindings(keys.MATRIX)
    DEFAULT_CSS = """
    MatrixScreen > #described { padding: 0 1; text-style: bold; margin-top: 1; }
    MatrixScreen > #legend { padding: 0 1; color: $secondary; }
    MatrixScreen > #heading { height: 1; color: $primary; text-style: bold; }
    MatrixScreen > #said { padding: 0 1; background: $panel; min-height: 2; max-height: 3; }
    MatrixScreen.-short > #described { margin: 0; height: 1; }
    MatrixScreen.-short > #legend { max-height: 0; }
    """

    class Read(Message):
        """The matrix has been worked out."""

        def __init__(self, matrix: Matrix) -> None:
            super().__init__()
            self.matrix = matrix

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows: MatrixRows | None = None

    def body(self) -> Iterable[Widget]:
        """How much there is, what the letters mean, the matrix, the cell in words."""
        yield Words(Content("Reading..."), id="described")
        yield Words(Content(self._legend()), id="legend")
        yield Words(Content(), id="heading")
        yield VirtualList(id="rows")
        yield Words(Content(), id="said")

    @staticmethod
    def _legend() -> str:
        told = "; ".join(f"{letter} {said}" for letter, said in LEGEND)
        return f"{told}. A small letter: suggested, not confirmed."

    def called(self) -> str:
        """The name of this place."""
        return "Themes by review"

    def on_mount(self) -> None:
        """Read it."""
        self.renew()

    def own_report(self) -> tuple[str, str] | None:
        """That of all themes."""
        from auditrack.tui.report_kinds import is_offered

        return ("themes", "") if is_offered("themes") else None

    def renew(self) -> None:
        """Read it again."""
        self.run_worker(self._read, group="matrix", thread=True, exclusive=True)

    def heard(self) -> None:
        """Positions were read again."""

    def _read(self) -> None:
        from auditrack.views.matrix import matrix_of
        from auditrack.views.positions import positions_of

        worker = get_current_worker()
        with self.session.reading():
            facts = self.session.rows().facts
            matrix = matrix_of(facts, positions_of(facts))
        if not worker.is_cancelled:
            self.post_message(self.Read(matrix))

    def on_matrix_screen_read(self, event: Read) -> None:
        """Show it, with the cursor where it was."""
        if not self.stands:
            return
        rows = MatrixRows(event.matrix)
        if self._rows is not None:
            rows.column, rows.first = self._rows.column, self._rows.first
            rows.go(0, self._list.line_width)
        self._rows = rows
        self._list.show(rows, self._list.cursor)
        nothing = ". No theme has been raised yet." if not len(rows) else ""
        self.query_one("#described", Words).show(Content(event.matrix.describe() + nothing))
        self._tell()

    @property
    def _list(self) -> VirtualList:
        return self.query_one("#rows", VirtualList)

    def on_resize(self) -> None:
        """As many columns as fit."""
        super().on_resize()
        self._across(0)

    def _across(self, step: int) -> None:
        if self._rows is None or not self.stands:
            return
        first = self._rows.first
        self._rows.go(step, self._list.line_width)
        if self._rows.first != first:
            self._list.refresh()
        else:
            self._list.refresh_row(self._list.cursor)
        self._tell()

    def _tell(self) -> None:
        if self._rows is None or not self.stands:
            return
        width = max(self.app.size.width - 1, 1)
        line = self._rows.heading(width)
        self.query_one("#heading", Words).show(
            Content("").join(
                [
                    Content.assemble((text, "reverse" if look == "cursor" else ""))
                    for text, look in line
                ]
            )
        )
        matrix = self._rows.matrix
        said = ""
        if matrix.themes and matrix.reviews:
            said = matrix.cells[self._list.cursor][self._rows.column].said
        self.query_one("#said", Words).show(Content(one_line(said)))

    def on_virtual_list_moved(self) -> None:
        """The cursor went to another theme."""
        self._tell()

    def action_left(self) -> None:
        """One review earlier."""
        self._across(-1)

    def action_right(self) -> None:
        """One review later."""
        self._across(1)

    def action_theme(self) -> None:
        """Open the theme of the row."""
        if self._rows is not None and len(self._rows):
            self.post_message(Open(self._rows.matrix.themes[self._list.cursor].theme, "theme"))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the review of the cell."""
        if self._rows is not None and self._rows.matrix.reviews:
            self.post_message(Open(self._rows.matrix.reviews[self._rows.column].ref, "review"))
