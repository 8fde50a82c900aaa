"""One record as a page that reads like a file: a recommendation, a theme, an action and so on."""

from collections.abc import Iterable

from textual.widget import Widget

from auditrack.model.change import RefusedError
from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Open
from auditrack.tui.session import Session
from auditrack.tui.widgets.page_view import PageView
from auditrack.views.page import Page, page_of


class RecordScreen(Frame):
    """A record's page. Enter opens the record that the marked line names."""

    PLACE = keys.RECORD
    BINDINGS = keys.bindings(keys.RECORD)

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(session)
        self.page = page

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield PageView(self.page.heading, self.page.sections, id="page")

    def called(self) -> str:
        """The kind of record and its reference."""
        return f"{self.page.kind.capitalize()} {self.page.ref}"

    def leave_out(self) -> frozenset[str]:
        """Nothing to open is not offered."""
        named = any(line.ref for section in self.page.sections for line in section.lines)
        return super().leave_out() | (frozenset() if named else frozenset({"page-open"}))

    def renew(self) -> None:
        """Read the page again; what can no longer be read stays, and why is said."""
        try:
            self.page = page_of(
                self.session.records, self.page.ref, self.session.today, self.page.kind
            )
        except RefusedError as refused:
            self.say(refused.refusal.message)
            return
        view = self.query_one("#page", PageView)
        view.show_page(self.page.heading, self.page.sections, keep_place=True)
        self.show_frame()

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Open what the marked line names."""
        self.post_message(Open(event.ref))
