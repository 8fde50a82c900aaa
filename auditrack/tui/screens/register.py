"""The register: every recommendation in a list, narrowed by words as they are typed."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
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
from auditrack.views.rows import Row, RowList

if TYPE_CHECKING:
    from textual.widgets import Input

BRAG = {
    "R": ("R Red !", "red"),
    "A": ("A Amber ~", "amber"),
    "G": ("G Green +", "green"),
    "B": ("B Complete =", "blue"),
    "-": ("- Grey", "quiet"),
}
"""Each state as letter, word and mark, and how it looks where there are colours."""

_WIDEST_REFERENCE = 20
_BRAG_WIDTH = 12
_DUE_WIDTH = 10


class Columns:
    """The columns that a width holds: the text always, the agency and the date where they fit."""

    def __init__(self, width: int, references: int) -> None:
        self.reference = min(max(references, 9), _WIDEST_REFERENCE, max(width // 3, 9))
        self.brag = _BRAG_WIDTH if width >= 56 else 3
        self.due = _DUE_WIDTH if width >= 64 else 0
        self.agency = 0 if width < 72 else 13 if width < 100 else 24
        used = 1 + sum(each + 1 for each in self._fixed() if each)
        self.text = max(width - used, 1)

    def _fixed(self) -> tuple[int, int, int, int]:
        return self.reference, self.agency, self.brag, self.due

    def line(self, mark: str, cells: Sequence[str], look: str) -> Line:
        """One row of the list: the BRAG is the only piece with a look of its own."""
        reference, agency, brag, due, text = cells
        before = mark + fit(reference, self.reference) + " "
        if self.agency:
            before += fit(agency, self.agency) + " "
        after = " " + (fit(due, self.due) + " " if self.due else "") + fit(text, self.text)
        return [(before, ""), (fit(brag, self.brag), look), (after, "")]

    def heading(self) -> str:
        """The names of the columns."""
        names = ("Reference", "Agency", "State" if self.brag > 3 else "", "Due", "Recommendation")
        return "".join(text for text, _ in self.line(" ", names, ""))


class RecommendationRows:
    """The rows of a list of recommendations, computed when they are looked at."""

    def __init__(self, found: RowList, widest: int) -> None:
        """Rows of a list. `widest`: cells of its longest reference, the same for every filter."""
        self.found = found
        self._widest = widest
        self._columns: dict[int, Columns] = {}
        self._painted: dict[tuple[str, int], Line] = {}

    def __len__(self) -> int:
        return len(self.found)

    def heights(self, width: int) -> None:
        """Every row is one line."""

    def columns(self, width: int) -> Columns:
        """The columns at a width."""
        if width not in self._columns:
            self._columns[width] = Columns(width, self._widest)
        return self._columns[width]

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The one line of a row; `>` marks the cursor."""
        ref = self.found.refs[index]
        line = self._painted.get((ref, width))
        if line is None:
            line = self._painted[ref, width] = self._paint(self.found.row(ref), width)
        if not chosen:
            return (line,)
        (before, look), *rest = line
        return ([(">" + before[1:], look), *rest],)

    def _paint(self, row: Row, width: int) -> Line:
        columns = self.columns(width)
        state, look = BRAG.get(row.brag.letter, (row.brag.letter, ""))
        if columns.brag == 3:
            state = f"{state[0]} {state[-1]}" if row.brag.letter != "-" else "-"
        asked = [one_line(name) for name in row.agencies]
        agency = asked[0] if asked else "none named"
        if len(asked) > 1:
            more = f" +{len(asked) - 1}"
            agency = fit(agency, columns.agency - len(more)).rstrip() + more
        due = row.agreed_due or row.original_due or "no date"
        cells = (one_line(row.ref), agency, state, one_line(due), one_line(row.text))
        return columns.line(" ", cells, look)


def _rows_of(found: RowList, whole: RowList) -> RecommendationRows:
    return RecommendationRows(found, max(map(len, whole.refs), default=0))


class RegisterScreen(Frame):
    """Every recommendation, or those that the filter lets through. Enter opens one."""

    PLACE = keys.REGISTER
    BINDINGS = [  # noqa: RUF012
        *keys.bindings(keys.REGISTER),
        Binding("down", "to_list", show=False),
    ]
    DEFAULT_CSS = """
    RegisterScreen > #described { padding: 0 1; text-style: bold; margin-top: 1; }
    RegisterScreen.-short > #described { margin: 0; height: 1; }
    RegisterScreen > #heading { color: $primary; text-style: bold; height: 1; }
    RegisterScreen > #nothing { padding: 0 1; color: $warning; }
    """

    class Narrowed(Message):
        """A filter has been applied."""

        def __init__(self, found: RecommendationRows) -> None:
            super().__init__()
            self.found = found

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._typed = ""
        self._found = _rows_of(session.rows(), session.rows())

    def body(self) -> Iterable[Widget]:
        """The filter in words with its count, the columns, the list."""
        yield Words(self._described(), id="described")
        yield Words(self._heading(), id="heading")
        yield Words(self._nothing(), id="nothing")
        yield VirtualList(self._found, id="rows")

    def called(self) -> str:
        """The name of this place."""
        return "Register"

    def leave_out(self) -> frozenset[str]:
        """This is the register."""
        return super().leave_out() | {"go-register"}

    def on_resize(self) -> None:
        """Name the columns that the new width holds."""
        super().on_resize()
        self.query_one("#heading", Words).show(self._heading())

    def renew(self) -> None:
        """Read the register again, apply the filter again and keep the cursor on its record."""
        self._narrow()

    def _narrow(self) -> None:
        """Apply the filter in the background: the dates of ten thousand asks take a moment."""
        self.run_worker(
            partial(self._read, self._typed), group="filter", thread=True, exclusive=True
        )

    def _read(self, typed: str) -> None:
        """The reading itself, in its thread: posts what it found, unless more was typed."""
        worker = get_current_worker()
        with self.session.reading():
            whole = self.session.rows()
            found = _rows_of(whole.narrowed(typed), whole)
        if not worker.is_cancelled:
            self.post_message(self.Narrowed(found))

    def on_register_screen_narrowed(self, event: Narrowed) -> None:
        """Show what the filter lets through, with the cursor on the record it was on."""
        on = self._under_cursor()
        self._found = event.found
        refs = self._found.found.refs
        at = refs.index(on) if on is not None and on in refs else 0
        self.query_one("#rows", VirtualList).show(self._found, at)
        self.query_one("#described", Words).show(self._described())
        self.query_one("#heading", Words).show(self._heading())
        self.query_one("#nothing", Words).show(self._nothing())

    def _described(self) -> Content:
        """Which recommendations are shown, in words with their count."""
        return Content(one_line(self._found.found.describe()))

    def _heading(self) -> Content:
        """The names of the columns."""
        columns = self._found.columns(max(self.app.size.width - 1, 1))
        return Content(columns.heading().rstrip())

    def _nothing(self) -> Content:
        """Why the list is empty."""
        if len(self._found):
            return Content()
        if self._typed.strip():
            return Content(
                f"No recommendation matches “{one_line(self._typed)}”. Escape shows all again."
            )
        return Content("There is none yet. auditrack import FILE takes in a review.")

    def _under_cursor(self) -> str | None:
        cursor = self.query_one("#rows", VirtualList).cursor
        return self._found.found.refs[cursor] if cursor < len(self._found) else None

    # The filter

    def narrow_to(self, filter: str) -> None:
        """Show only what a filter lets through."""
        self._typed = filter
        self._narrow()

    async def action_filter(self) -> None:
        """Open the line in which the filter is typed."""
        from auditrack.tui.widgets.filter_line import FilterLine

        if not self.query("#typed"):
            await self.mount(FilterLine(self._typed, id="typed"), before="#footer")
        self.query_one("#typed").focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The footer says what the keys do: they type while the filter has them."""
        typing = event.widget.id == "typed"
        self.hint = "Type to narrow the list   Enter To the list   Esc All again" if typing else ""
        self.show_frame()

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Narrow the list with every key."""
        if event.value != self._typed:
            self._typed = event.value
            self._narrow()

    def on_input_submitted(self) -> None:
        """Enter: to the list, the filter stays."""
        self.action_to_list()

    def action_to_list(self) -> None:
        """Give the keys back to the list."""
        self.query_one("#rows", VirtualList).focus()

    async def step_out(self) -> bool:
        """Escape shows all again before it leaves; False where there is nothing to undo here."""
        lines = self.query("#typed")
        if not lines and not self._typed:
            return False
        self._typed = ""
        await lines.remove()
        self.action_to_list()
        self._narrow()
        return True

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the recommendation under the cursor."""
        ref = self._under_cursor()
        if ref is not None:
            self.post_message(Open(ref, "recommendation"))
