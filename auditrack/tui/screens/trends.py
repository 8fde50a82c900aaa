"""How the board's work goes over time, as a page."""

from collections.abc import Iterable

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Open, Refused
from auditrack.tui.widgets.page_view import PageView
from auditrack.views.page import Page


class TrendsScreen(Frame):
    """The trends of the board. Enter opens the review of a line."""

    PLACE = keys.TRENDS
    BINDINGS = keys.bindings(keys.TRENDS)

    class Read(Message):
        """The trends have been worked out."""

        def __init__(self, page: Page) -> None:
            super().__init__()
            self.page = page

    def body(self) -> Iterable[Widget]:
        """The trends as a page."""
        yield PageView("Reading...", (), id="page")

    def called(self) -> str:
        """The name of this place."""
        return "Trends"

    def on_mount(self) -> None:
        """Read them."""
        self.renew()

    def own_report(self) -> tuple[str, str]:
        """How the board goes."""
        return "progress", ""

    def renew(self) -> None:
        """Read them again."""
        self.run_worker(self._read, group="trends", thread=True, exclusive=True)

    def _read(self) -> None:
        from auditrack.views.page_trends import trends_page
        from auditrack.views.trends import trends_of

        worker = get_current_worker()
        with self.session.reading():
            try:
                page = trends_page(trends_of(self.session.rows().facts))
            except RefusedError as refused:
                self.post_message(Refused(refused.refusal))
                return
        if not worker.is_cancelled:
            self.post_message(self.Read(page))

    def on_trends_screen_read(self, event: Read) -> None:
        """Show them."""
        if self.stands:
            page = self.query_one("#page", PageView)
            page.show_page(event.page.heading, event.page.sections, keep_place=True)

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Open the review that the marked line names."""
        self.post_message(Open(event.ref))
