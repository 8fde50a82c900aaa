"""What an import took, what it left and why, to be read and written to a file."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Open, WriteOut
from auditrack.tui.session import Session
from auditrack.tui.widgets.page_view import PageView
from auditrack.views.sheet import Section


class AccountScreen(Frame):
    """An account as a page."""

    PLACE = keys.ACCOUNT
    BINDINGS = keys.bindings(keys.ACCOUNT)

    def __init__(
        self,
        session: Session,
        title: str,
        sections: Sequence[Section],
        lines: Sequence[str],
        kind: str = "import account",
    ) -> None:
        super().__init__(session)
        self._kind = kind
        self._title_said = title
        self._sections = sections
        self._lines = lines

    def body(self) -> Iterable[Widget]:
        """The account."""
        yield PageView(self._title_said, tuple(self._sections), id="page")

    def called(self) -> str:
        """What this is."""
        return "Account of an import" if self._kind == "import account" else self._kind.capitalize()

    def leave_out(self) -> frozenset[str]:
        """Opening is offered where a line opens a record."""
        opens = any(line.ref for section in self._sections for line in section.lines)
        return super().leave_out() | (frozenset() if opens else {"page-open"})

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Open what the marked line names."""
        self.post_message(Open(event.ref))

    def renew(self) -> None:
        """It says what was; what others write changes nothing of it."""

    def action_write(self) -> None:
        """Write it into a file."""
        text = "\n".join(self._lines) + "\n"
        self.post_message(WriteOut(text, self._kind, self._title_said, "list.txt"))
