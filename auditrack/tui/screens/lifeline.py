"""The life of one theme on an axis of time, and below it every event with its record."""

from collections.abc import Iterable

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Open
from auditrack.tui.session import Session
from auditrack.tui.widgets.page_view import PageView
from auditrack.views.lifeline import LEGEND, Lifeline
from auditrack.views.page import Line, Section

_MARGIN = 4


class LifelineScreen(Frame):
    """One theme through time. Enter opens the record of an event."""

    PLACE = keys.LIFELINE
    BINDINGS = keys.bindings(keys.LIFELINE)

    class Read(Message):
        """The lifeline has been worked out."""

        def __init__(self, found: Lifeline, questions: tuple[str, ...], label: str) -> None:
            super().__init__()
            self.found = found
            self.questions = questions
            self.label = label

    def __init__(self, session: Session, theme: str) -> None:
        super().__init__(session)
        self._theme = theme
        self._read_last: LifelineScreen.Read | None = None

    def body(self) -> Iterable[Widget]:
        """The chart and the events as one page."""
        yield PageView("Reading...", (), id="page")

    def called(self) -> str:
        """The theme."""
        return f"Lifeline {self._theme}"

    def on_mount(self) -> None:
        """Read it."""
        self.renew()

    def own_report(self) -> tuple[str, str] | None:
        """That of the theme."""
        from auditrack.tui.report_kinds import of_page

        return of_page("theme", self._theme)

    def renew(self) -> None:
        """Read it again."""
        self.run_worker(self._read, group="lifeline", thread=True, exclusive=True)

    def _read(self) -> None:
        from auditrack.analysis.position import position
        from auditrack.views.lifeline import lifeline_of

        worker = get_current_worker()
        with self.session.reading():
            facts = self.session.rows().facts
            one = position(facts.theme(self._theme), facts.comparison(self._theme))
            read = self.Read(lifeline_of(one, facts.as_at), one.questions, one.label)
        if not worker.is_cancelled:
            self.post_message(read)

    def on_lifeline_screen_read(self, event: Read) -> None:
        """Show it."""
        self._read_last = event
        self._show()

    def on_resize(self) -> None:
        """Draw the axis to the new width."""
        super().on_resize()
        self._show()

    def _show(self) -> None:
        if self._read_last is None or not self.stands:
            return
        found = self._read_last.found
        sections = [Section("", (Line(None, self._read_last.label),))]
        drawn = found.drawn(max(self.app.size.width - _MARGIN - 1, 20))
        if drawn:
            chart = (*drawn, "", *LEGEND)
            sections.append(Section("On one axis", tuple(Line(None, line) for line in chart)))
        warning = found.first_warning
        events = tuple(
            Line(
                event.when,
                ("First warning: " if event == warning else "") + event.said,
                event.ref,
            )
            for event in found.events
        )
        nothing = (Line(None, "Nothing with a date is on record."),)
        sections.append(Section("In order", events or nothing))
        if self._read_last.questions:
            asked = tuple(Line(None, question) for question in self._read_last.questions)
            sections.append(Section("What would settle it", asked))
        page = self.query_one("#page", PageView)
        page.show_page(found.name, sections, keep_place=True)

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Open what the marked line names."""
        self.post_message(Open(event.ref))
