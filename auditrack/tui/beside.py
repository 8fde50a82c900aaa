"""A list with the page of its record beside it, in terminals that are wide enough for both."""

from functools import partial

from textual.timer import Timer
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.tui.frame import Frame
from auditrack.tui.messages import PageRead
from auditrack.tui.widgets.page_view import PageView

SIDE_BY_SIDE = 110
"""From how many columns on the two stand side by side."""

PAUSE = 0.3
"""Seconds that the cursor rests before what follows it is painted."""


class BesideFrame(Frame):
    """A screen whose body holds a page `#detail`; it follows the cursor after a pause.

    A page painted at each step of the cursor would cost ten times what the step does.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (SIDE_BY_SIDE, "-two")]  # noqa: RUF012
    DEFAULT_CSS = """
    BesideFrame > #sides { height: 1fr; }
    BesideFrame #rows { width: 1fr; }
    BesideFrame #detail { display: none; width: 46%; border-left: solid $panel; }
    BesideFrame.-two #detail { display: block; }
    """

    _pause: Timer | None = None
    _detailed = ""

    def looked_at(self) -> tuple[str, str] | None:
        """The record under the cursor and its kind; None where it has no page."""
        raise NotImplementedError

    def own_report(self) -> tuple[str, str] | None:
        """That of the record under the cursor."""
        from auditrack.tui.report_kinds import of_page

        record = self.looked_at()
        return None if record is None else of_page(record[1], record[0])

    @staticmethod
    def detail() -> PageView:
        """The page that stands beside the list; the keys stay with the list."""
        page = PageView("", (), id="detail")
        page.can_focus = False
        return page

    def forget_detail(self) -> None:
        """The register has changed: the page is read again."""
        self._detailed = ""

    def on_virtual_list_moved(self) -> None:
        """The cursor moved: its page follows after a pause, so that moving stays light."""
        self.show_detail_soon()

    def show_detail_soon(self) -> None:
        """Show the page of the record under the cursor once it rests."""
        if self.app.size.width < SIDE_BY_SIDE:
            return
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.show_detail)

    def show_detail(self) -> None:
        """Read the page of the record under the cursor, where there is room for it."""
        if not self.stands or self.app.size.width < SIDE_BY_SIDE:
            return
        record = self.looked_at()
        if record is None or record[0] == self._detailed:
            return
        self._detailed = record[0]
        self.run_worker(partial(self._page, *record), group="detail", thread=True, exclusive=True)

    def _page(self, ref: str, kind: str) -> None:
        from auditrack.views.page import page_of

        worker = get_current_worker()
        with self.session.reading():
            try:
                page = page_of(self.session.records, ref, self.session.today, kind)
            except RefusedError:
                return
        if not worker.is_cancelled:
            self.post_message(PageRead(page))

    def on_page_read(self, event: PageRead) -> None:
        """Show the page beside the list; the log of a shared host hears of it as ever."""
        if self.stands and event.page.ref == self._detailed:
            self.session.looked_at(event.page.ref)
            page = self.query_one("#detail", PageView)
            page.show_page(event.page.heading, event.page.sections)
            page.unmark()
