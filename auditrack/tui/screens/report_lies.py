"""Where a report lies that was written, what it was made from, and how it is fetched."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from auditrack.tui import keys
from auditrack.tui.fetching import fetching
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Copy, Open
from auditrack.tui.report_asked import ReportAsked
from auditrack.tui.session import Session
from auditrack.tui.widgets.page_view import PageView
from auditrack.views.sheet import Line, Section, section, sections, told

if TYPE_CHECKING:
    from auditrack.tui.writing_out import ReportOut


class ReportLiesScreen(Frame):
    """A page about one report that has just been written; it stays until it is left."""

    PLACE = keys.REPORT_LIES
    BINDINGS = keys.bindings(keys.REPORT_LIES)

    def __init__(self, session: Session, asked: ReportAsked, out: "ReportOut") -> None:
        super().__init__(session)
        self._asked = asked
        self._out = out
        self._fetching = fetching(out.files, asked.line(), session.may_use is not None)

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield PageView(str(self._out), self._sections(), id="page")

    def called(self) -> str:
        """What was written."""
        return f"Written: {self._asked.of.title}"

    def leave_out(self) -> frozenset[str]:
        """Nothing opens where nothing is on record."""
        return super().leave_out() | (frozenset() if self._out.export else {"page-open"})

    def renew(self) -> None:
        """It says what was; what others write changes nothing of it."""

    def _sections(self) -> tuple[Section, ...]:
        out, asked = self._out, self._asked
        rest = f"{out.rest} holds the rows that the report names as in its workbook"
        return sections(
            section(
                "To have it on your own computer",
                Line(None, self._fetching.told),
                Line(None, self._fetching.line),
            )
            if self._fetching.line
            else None,
            section(
                "About it",
                told("Of", out.what or None),
                told("Period", out.period or None),
                told("Workbook", rest if out.rest is not None else None),
                told("Template", out.template),
                told("To", asked.to),
                told("On record as", out.export or None, out.export or None),
            ),
        )

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Open the record of it."""
        self.post_message(Open(event.ref, "export"))

    def action_copy(self) -> None:
        """Copy the line that fetches it, or its path."""
        if self._fetching.line:
            self.post_message(Copy(self._fetching.line, "the line that fetches it"))
        else:
            self.post_message(Copy(str(self._out.path), "where it lies"))
