"""The register: every recommendation in a list, narrowed by words as they are typed."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.tui import keys
from auditrack.tui.beside import SIDE_BY_SIDE
from auditrack.tui.messages import OPENS, Copy, Fill, Open, Refused, WriteOut
from auditrack.tui.plain import one_line
from auditrack.tui.register_views import RegisterViews, Wanted
from auditrack.tui.session import Session
from auditrack.tui.widgets.recommendation_rows import RecommendationRows
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.tui.widgets.words import Words
from auditrack.views.paged_list import PagedList
from auditrack.views.row_filter import RowFilter
from auditrack.views.row_order import GROUPS, ORDERS, Arranged, arranged

if TYPE_CHECKING:
    from textual.widgets import Input

    from auditrack.views.filter_help import FilterHelp, Offer

_SEEN = 10_000
"""References of which the longest makes the column so wide."""

_COPIED = 1_000

_TYPING = "Type to narrow the list   Enter To the list   Esc All again"


class RegisterScreen(RegisterViews):
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
        """A filter, an order or headings have been applied."""

        def __init__(self, found: Arranged, near: str = "") -> None:
            super().__init__()
            self.found = found
            self.near = near

    class RowsRead(Message):
        """Rows that came in sight have been read."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._selected: frozenset[str] = frozenset()
        self._near = ""
        self._help: FilterHelp | None = None
        self._widest = 0
        self._unread: set[int] = set()
        pages = session.pages()
        self._is_paged = pages is not None
        self._is_renewing = False
        self._found = self._rows_of(
            arranged(session.rows())
            if pages is None
            else Arranged(PagedList(pages, RowFilter.parse("")))
        )

    def _rows_of(self, found: Arranged) -> RecommendationRows:
        refs = found.found.refs
        # As wide for every filter; of very many, as wide as those first seen.
        self._widest = max(self._widest, max(map(len, refs[:_SEEN]), default=0))
        return RecommendationRows(
            found, self._widest, self.columns, self._selected, self._row_missing
        )

    def body(self) -> Iterable[Widget]:
        """The filter in words with its count, the columns, the list, in wide terminals a page."""
        yield Words(self._described(), id="described")
        yield Words(self._heading(), id="heading")
        yield Words(self._nothing(), id="nothing")
        yield Horizontal(VirtualList(self._found, id="rows"), self.detail(), id="sides")

    def called(self) -> str:
        """The name of this place."""
        return "Register"

    def leave_out(self) -> frozenset[str]:
        """This is the register."""
        return super().leave_out() | {"go-register"}

    def on_mount(self) -> None:
        """Show the page beside the list where there is room."""
        if self._is_paged:
            self.narrow()
        self.call_after_refresh(self._laid_out)

    def _laid_out(self) -> None:
        """The width of the list is known now."""
        if not self.stands:
            return
        self.query_one("#heading", Words).show(self._heading())
        self.show_detail()

    def on_resize(self) -> None:
        """Name the columns that the new width holds."""
        super().on_resize()
        self.call_after_refresh(self._laid_out)

    def renew(self) -> None:
        """Read the register again, apply the filter again and keep the cursor on its record."""
        self._help = None
        self.forget_detail()
        before, pages = self._found.arranged, self.session.pages()
        if isinstance(before.found, PagedList) and pages is not None:
            # What is in sight is read anew at once; whether it still passes is known later.
            self._show(replace(before, found=before.found.over(pages)))
        self.narrow()
        self._is_renewing = True

    def shown_again(self) -> None:
        """The columns have changed."""
        self._show(self._found.arranged)

    def narrow(self) -> None:
        """Apply the filter in the background: the dates of ten thousand asks take a moment."""
        self._is_renewing = False
        self.run_worker(
            partial(self._read, self.wanted), group="filter", thread=True, exclusive=True
        )

    def _read(self, wanted: Wanted) -> None:
        """The reading itself, in its thread: posts what it found, unless more was typed."""
        from auditrack.tui.finding_rows import find

        worker = get_current_worker()

        def tell(found: Arranged, near: str) -> None:
            if not worker.is_cancelled:
                self.post_message(self.Narrowed(found, near))

        try:
            find(self.session, wanted, lambda: worker.is_cancelled, tell, self._found.look)
        except RefusedError as refused:
            self.post_message(Refused(refused.refusal))

    def on_register_screen_narrowed(self, event: Narrowed) -> None:
        """Show what the filter lets through, with the cursor on the record it was on."""
        found = event.found.found
        if self._is_renewing and isinstance(found, PagedList) and not found.is_known:
            return  # the same list is shown, and the cursor may stand behind the first of it
        if self.stands:
            self._near = event.near
            self._show(event.found)

    def _show(self, found: Arranged) -> None:
        # Another order or other headings begin at the top; all else stays with its record.
        before = self._found.arranged
        stays = (before.order, before.group) == (found.order, found.group)
        on = self._under_cursor() if stays else None
        self._found = self._rows_of(found)
        places = [ref for _, ref in found.entries]
        first = next((place for place, ref in enumerate(places) if ref), 0)
        at = places.index(on) if on is not None and on in places else first
        self._list.show(self._found, at)
        self._tell()
        self.show_detail_soon()

    def _tell(self) -> None:
        if not self.stands:
            return
        self.query_one("#described", Words).show(self._described())
        self.query_one("#heading", Words).show(self._heading())
        self.query_one("#nothing", Words).show(self._nothing())

    @property
    def _list(self) -> VirtualList:
        return self.query_one("#rows", VirtualList)

    def _described(self) -> Content:
        """Which recommendations are shown, in words with their count."""
        said = one_line(self._found.arranged.describe())
        if self._selected:
            said += f" · {self._selection()}"
        return Content(said)

    def _heading(self) -> Content:
        """The names of the columns."""
        width = self.app.size.width
        if width >= SIDE_BY_SIDE and self.is_mounted and self._list.size.width:
            width = self._list.size.width
        return Content(self._found.heading(max(width - 1, 1)).rstrip())

    def _nothing(self) -> Content:
        """Why the list is empty."""
        if len(self._found) or not self._is_known:
            return Content()
        if self.wanted.typed.strip():
            said = f"No recommendation matches “{one_line(self.wanted.typed)}”."
            return Content(f"{said} {one_line(self._near)}".rstrip() + " Escape shows all again.")
        return Content("There is none yet. i takes in a review, n enters a recommendation.")

    # Rows that are read as they come in sight

    @property
    def _is_known(self) -> bool:
        """Whether all that the filter lets through is known."""
        found = self._found.arranged.found
        return not isinstance(found, PagedList) or found.is_known

    def _row_missing(self, index: int) -> None:
        """A row in sight was not read yet: read what is in sight, once all of it was painted."""
        if not self._unread:
            self.call_after_refresh(self._read_missing)
        self._unread.add(index)

    def _read_missing(self) -> None:
        unread, self._unread = self._unread, set()
        if not unread or not self.stands:
            return
        margin = self._list.size.height
        entries = self._found.arranged.entries[max(min(unread) - margin, 0) : max(unread) + margin]
        refs = tuple(ref for _, ref in entries if ref)
        self.run_worker(partial(self._read_rows, refs), group="rows", thread=True, exclusive=True)

    def _read_rows(self, refs: tuple[str, ...]) -> None:
        found = self._found.arranged.found
        if isinstance(found, PagedList):
            try:
                found.pages.read(refs, self._found.look)
            except RefusedError as refused:
                self.post_message(Refused(refused.refusal))
                return
            self.post_message(self.RowsRead())

    def on_register_screen_rows_read(self) -> None:
        """Rows in sight have been read: paint them."""
        if self.stands:
            self._list.refresh()

    def _still_counting(self) -> bool:
        """Say that what is shown is not all yet, for what must mean all of it."""
        if not self._is_known:
            self.say("What the filter lets through is still being counted: again in a moment.")
        return not self._is_known

    def _under_cursor(self) -> str | None:
        cursor, entries = self._list.cursor, self._found.arranged.entries
        return entries[cursor][1] or None if cursor < len(entries) else None

    def looked_at(self) -> tuple[str, str] | None:
        """The recommendation under the cursor."""
        ref = self._under_cursor()
        return (ref, "recommendation") if ref is not None else None

    # The filter

    def narrow_to(self, filter: str) -> None:
        """Show only what a filter lets through."""
        self.wanted = Wanted(filter, self.wanted.order, self.wanted.group)
        self.narrow()

    async def action_filter(self) -> None:
        """Open the line in which the filter is typed."""
        from auditrack.tui.widgets.filter_line import FilterLine

        if not self.query("#typed"):
            line = FilterLine(self.wanted.typed, id="typed", whole=self._completed)
            await self.mount(line, before="#footer")
        self.set_focus(self.query_one("#typed"))  # now: what is typed next belongs there

    def _offer(self, typed: str) -> "Offer":
        """What the word being typed may become."""
        from auditrack.views.filter_help import FilterHelp, Offer

        if self._help is None:
            self._help = FilterHelp(self.session.pages() or self.session.rows())
        try:
            return self._help.offer(typed)
        except RefusedError:  # the connection is lost, which the screen says elsewhere
            return Offer()

    def _completed(self, typed: str) -> str:
        return self._offer(typed).whole

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The footer says what the keys do: they type while the filter has them."""
        self._hinted(event.widget.id == "typed")

    def _hinted(self, typing: bool) -> None:
        """Say the values there are for what is being typed, else what the keys do."""
        self.hint = ""
        if typing:
            from auditrack.tui.widgets.filter_line import FilterLine

            offer = self._offer(self.query_one("#typed", FilterLine).value)
            takes = "Right takes the first: " if offer.whole else "As in: "
            self.hint = takes + "  ".join(map(one_line, offer.values)) if offer.values else _TYPING
        self.show_frame()

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Narrow the list with every key."""
        self._hinted(True)
        if event.value != self.wanted.typed:
            self.narrow_to(event.value)

    def on_input_submitted(self) -> None:
        """Enter: to the list, the filter stays."""
        self.action_to_list()

    def action_to_list(self) -> None:
        """Give the keys back to the list."""
        self._list.focus()

    async def step_out(self) -> bool:
        """Escape undoes the filter, then the selection, before it leaves."""
        if self.app.cancel_batch():  # type: ignore[attr-defined]
            return True
        lines = self.query("#typed")
        if not lines and not self._is_known and self.workers.cancel_group(self, "filter"):
            if self.wanted.order or self.wanted.group:
                self.wanted = Wanted(self.wanted.typed)
                self.narrow()
                self.say("Stopped: in the order of the latest review again.")
            else:
                self.say("Stopped: the first are shown, and not all are counted.")
            return True
        if lines or self.wanted.typed:
            await lines.remove()
            self.action_to_list()
            self.narrow_to("")
            return True
        if self._selected:
            self._select(frozenset())
            return True
        return False

    # Order and headings

    def action_sort(self) -> None:
        """The next order."""
        order = (self.wanted.order + 1) % len(ORDERS)
        self.wanted = Wanted(self.wanted.typed, order, self.wanted.group)
        self.narrow()

    def action_group(self) -> None:
        """The next headings."""
        group = (self.wanted.group + 1) % len(GROUPS)
        self.wanted = Wanted(self.wanted.typed, self.wanted.order, group)
        self.narrow()

    # What is selected, and what is done with it

    def _select(self, refs: frozenset[str]) -> None:
        self._selected = refs
        self._found.selected = refs
        self._list.refresh()
        self._tell()

    def action_select(self) -> None:
        """Select or deselect the record under the cursor, and go on."""
        ref = self._under_cursor()
        if ref is not None:
            self._select(self._selected ^ {ref})
        self._list.move_to(self._list.cursor + 1)

    def action_select_all(self) -> None:
        """Select all that is shown."""
        if self._still_counting():
            return
        self._select(self._selected | frozenset(self._found.arranged.refs))

    def action_select_none(self) -> None:
        """Select nothing."""
        self._select(frozenset())

    def _selection(self) -> str:
        """How many are selected, and how many of them the filter hides."""
        hidden = len(self._selected.difference(self._found.arranged.refs))
        said = f"{len(self._selected):,} selected"
        return f"{said}, {hidden:,} of them not shown" if hidden else said

    def _meant(self) -> tuple[str, ...]:
        """What is selected, in the order shown; else the record under the cursor."""
        if self._selected:
            shown = self._found.arranged.refs if self._is_paged else self.session.rows().refs
            known = tuple(ref for ref in shown if ref in self._selected)
            return (*known, *sorted(self._selected.difference(known)))
        ref = self._under_cursor()
        return (ref,) if ref is not None else ()

    def action_change(self) -> None:
        """Change what is selected: each field left, set or cleared."""
        from auditrack.tui.forms.several import form_for

        refs = self._meant()
        if refs:
            hidden = len(self._selected.difference(self._found.arranged.refs))
            self.post_message(Fill("several", "", None, form_for(refs, hidden)))
        else:
            self.say("There is nothing to change.")

    def action_new(self) -> None:
        """Enter a recommendation by hand."""
        self.post_message(Fill("recommendation-add"))

    def action_form(self, form: str) -> None:
        """Open a form about the record under the cursor, or about all that are selected."""
        ref = self._under_cursor()
        if form == "evidence-add" and self._selected:
            from auditrack.tui.forms.evidence import for_several

            self.post_message(for_several(self._meant(), "recommendation"))
        elif form == "audit-record" and self._selected:
            self.post_message(Fill(form, "", {"serves": self._meant()}))
        elif ref is not None:
            self.post_message(Fill(form, ref))

    def action_copy(self) -> None:
        """Copy what is selected, or the record under the cursor, as text."""
        records = self.session.records
        refs = self._meant()
        if self._is_paged and len(refs) > _COPIED:
            self.say(f"More than {_COPIED:,} are not copied: w writes them into a file.")
            return
        try:
            rows = [found for ref in refs if (found := records.get("recommendations", ref))]
        except RefusedError as refused:
            self.post_message(Refused(refused.refusal))
            return
        if rows:
            text = "\n".join(f"{row['ref']}\t{one_line(row['text'])}" for row in rows)
            many = "1 recommendation" if len(rows) == 1 else f"{len(rows)} recommendations"
            self.post_message(Copy(text, many))

    def action_write(self) -> None:
        """Write what is shown into a file; thousands of rows take a moment to work out."""
        if self._still_counting():
            return
        self.say("Reading what is shown...")
        self.run_worker(
            partial(self._write, self._found.arranged), group=OPENS, thread=True, exclusive=True
        )

    def _write(self, found: Arranged) -> None:
        from auditrack.views.export_shown import export_of_rows

        session, worker = self.session, get_current_worker()
        described = "" if found.found.chosen.is_empty else found.found.chosen.describe()
        with session.reading():
            export = export_of_rows(
                session.register_for_settings,
                session.records,
                session.rows(),
                found.refs,
                described,
            )
        if not worker.is_cancelled:
            self.post_message(WriteOut(export, "recommendations", found.describe()))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the recommendation under the cursor."""
        ref = self._under_cursor()
        if ref is not None:
            self.post_message(Open(ref, "recommendation"))
