"""What every list of records stands in: read, narrowed as one types, sorted, written out."""

from collections.abc import Iterable, Sequence
from functools import partial

from textual import events
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from auditrack.tui.beside import PAUSE, SIDE_BY_SIDE, BesideFrame
from auditrack.tui.draft_listing import DRAFT
from auditrack.tui.messages import OPENS
from auditrack.tui.plain import one_line
from auditrack.tui.session import Session
from auditrack.tui.widgets.listing_rows import ListingRows
from auditrack.tui.widgets.row_told import RowTold
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.tui.widgets.words import Words
from auditrack.views.listing import Item, Listing


class ListingFrame(BesideFrame):
    """A list that is narrowed as one types, sorted and written out. A screen adds what it does."""

    BINDINGS = [Binding("down", "to_list", show=False)]  # noqa: RUF012
    DEFAULT_CSS = """
    ListingFrame > #described { padding: 0 1; text-style: bold; margin-top: 1; }
    ListingFrame.-short > #described { margin: 0; height: 1; }
    ListingFrame > #heading { color: $primary; text-style: bold; height: 1; }
    ListingFrame > #nothing { padding: 0 1; color: $warning; }
    ListingFrame.-short > #told { max-height: 0; border: none; }
    """

    class Read(Message):
        """A list has been read, or narrowed."""

        def __init__(self, whole: Listing, shown: Listing) -> None:
            super().__init__()
            self.whole = whole
            self.shown = shown

    def __init__(self, session: Session, noun: str, title: str) -> None:
        super().__init__(session)
        self.noun = noun
        self._called = title
        self.listed: Listing | None = None
        self.shown: Listing | None = None
        self._typed = ""
        self._order = 0
        self._telling: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """What is shown in words, the columns, the list."""
        yield Words(Content("Reading..."), id="described")
        yield Words(Content(), id="heading")
        yield Words(Content(), id="nothing")
        yield Horizontal(VirtualList(id="rows"), self.detail(), id="sides")
        yield RowTold(id="told")

    def called(self) -> str:
        """The name of this place."""
        return self._called

    def leave_out(self) -> frozenset[str]:
        """This place itself."""
        return super().leave_out() | {f"go-{self.at_place}"}

    def on_mount(self) -> None:
        """Read the list."""
        self.renew()

    def renew(self) -> None:
        """Read the list again, and keep what it is narrowed to and the cursor on its record."""
        self.forget_detail()
        self.run_worker(self._read, group="listing", thread=True, exclusive=True)

    def _read(self) -> None:
        worker = get_current_worker()
        with self.session.reading():
            whole = self.read_list()
        if not worker.is_cancelled:
            self.post_message(self.Read(whole, self._narrowed(whole)))

    def read_list(self) -> Listing:
        """The list before anything is narrowed; read in a thread."""
        return self.session.listing(self.noun)

    def rows_of(self, shown: Listing) -> ListingRows:
        """The rows as they are painted."""
        return ListingRows(shown)

    def place_of(self, item: Item | None, was: int, items: Sequence[Item]) -> int:
        """Where the row stands now on which the cursor was: itself, its record, else the top."""
        if item is None:
            return 0
        of_record = [at for at, one in enumerate(items) if one.ref == item.ref]
        of_kind = [at for at in of_record if items[at].cells[0] == item.cells[0]]
        return next(iter((*of_kind, *of_record)), 0)

    def _narrowed(self, whole: Listing) -> Listing:
        shown = whole.ordered(self._order) if self._order else whole
        return shown.narrowed(self._typed) if self._typed.strip() else shown

    def _narrow(self) -> None:
        if self.listed is not None:
            self.run_worker(
                partial(self._narrow_in_thread, self.listed),
                group="narrowing",
                thread=True,
                exclusive=True,
            )

    def _narrow_in_thread(self, whole: Listing) -> None:
        worker = get_current_worker()
        shown = self._narrowed(whole)
        if not worker.is_cancelled:
            self.post_message(self.Read(whole, shown))

    def on_listing_frame_read(self, event: Read) -> None:
        """Show it, with the cursor on the record it was on."""
        if not self.stands:
            return
        on, is_first = self.current(), self.listed is None
        self.listed, self.shown = event.whole, event.shown
        rows = self.query_one("#rows", VirtualList)
        rows.show(self.rows_of(event.shown), self.place_of(on, rows.cursor, event.shown.items))
        self._tell()
        self.tell_of_row()
        if is_first:
            self.show_detail()
        else:
            self.show_detail_soon()

    def described(self) -> str:
        """What is shown, in words with its count."""
        return self.shown.describe() if self.shown is not None else ""

    def _tell(self) -> None:
        """Say above the list what is shown, and why where there is nothing."""
        if self.shown is None or not self.stands:
            return
        shown = self.shown
        self.query_one("#described", Words).show(Content(one_line(self.described())))
        width = self.app.size.width
        if width >= SIDE_BY_SIDE:
            width = self.query_one("#rows", VirtualList).size.width or width
        width = max(width - 1, 1)
        heading = ListingRows(shown).heading(width).rstrip() if shown.items else ""
        self.query_one("#heading", Words).show(Content(heading))
        nothing = ""
        if not shown.items:
            nothing = "Nothing fits. Escape shows all again." if self._typed else shown.empty
        self.query_one("#nothing", Words).show(Content(nothing))

    def on_virtual_list_moved(self) -> None:
        """The cursor moved: what is told of its row follows after a pause, as its page does."""
        if self.query_one("#told").display:
            if self._telling is not None:
                self._telling.stop()
            self._telling = self.set_timer(PAUSE, self.tell_of_row)

    def tell_of_row(self) -> None:
        """What is told of the row under the cursor, below the list."""
        if self.stands:
            self.query_one("#told", RowTold).show_row(self.current(), self.app.size)

    def on_resize(self) -> None:
        """Name the columns that the new width holds."""
        super().on_resize()
        self.call_after_refresh(self._laid_out)

    def _laid_out(self) -> None:
        """The width of the list is known now."""
        self._tell()
        self.tell_of_row()
        self.show_detail()

    def current(self) -> Item | None:
        """The row under the cursor."""
        cursor = self.query_one("#rows", VirtualList).cursor
        if self.shown is None or cursor >= len(self.shown.items):
            return None
        return self.shown.items[cursor]

    def current_ref(self) -> str | None:
        """The record under the cursor."""
        item = self.current()
        return None if item is None else item.ref

    def looked_at(self) -> tuple[str, str] | None:
        """The record under the cursor, where it has a page."""
        item = self.current()
        if item is None or not item.kind or item.kind.startswith(DRAFT):
            return None
        return item.ref, item.kind

    # Narrowing and sorting

    def narrow_to(self, filter: str) -> None:
        """Show only what a filter lets through."""
        self._typed = filter
        self._narrow()

    async def action_filter(self) -> None:
        """Open the line in which the filter is typed."""
        from auditrack.tui.widgets.filter_line import FilterLine

        if not self.query("#typed"):
            line = FilterLine(self._typed, id="typed", placeholder='words, -word, a "phrase"')
            await self.mount(line, before="#footer")
        self.set_focus(self.query_one("#typed"))  # now: what is typed next belongs there

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The footer says what the keys do: they type while the filter has them."""
        typing = event.widget.id == "typed"
        self.hint = "Type to narrow the list   Enter To the list   Esc All again" if typing else ""
        self.show_frame()

    def on_input_changed(self, event: Input.Changed) -> None:
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
        """Escape shows all again before it leaves."""
        lines = self.query("#typed")
        if not lines and not self._typed:
            return False
        self._typed = ""
        await lines.remove()
        self.action_to_list()
        self._narrow()
        return True

    def action_sort(self) -> None:
        """The next order."""
        if self.listed is not None and len(self.listed.orders) > 1:
            self._order = (self._order + 1) % len(self.listed.orders)
            self._narrow()
        else:
            self.say("This list has one order.")

    def action_write(self) -> None:
        """Write what is shown into a file."""
        if self.shown is not None:
            self.run_worker(
                partial(self._write, self.shown), group=OPENS, thread=True, exclusive=True
            )

    def _write(self, shown: Listing) -> None:
        from auditrack.tui.messages import WriteOut
        from auditrack.views.export_nouns import NOUNS
        from auditrack.views.export_shown import export_of_listing

        session, worker = self.session, get_current_worker()
        with session.reading():
            export = export_of_listing(
                session.register_for_settings, session.records, session.rows(), shown
            )
        if not worker.is_cancelled:
            kind = export.noun if export.noun in NOUNS else f"{self.noun} list"
            self.post_message(WriteOut(export, kind, shown.describe()))
