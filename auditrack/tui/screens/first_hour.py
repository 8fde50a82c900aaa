"""The first hour: five steps from an empty register to positions that mean something."""

from collections.abc import Iterable

from textual.widget import Widget

from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Fill, Go
from auditrack.tui.widgets.page_view import PageView
from auditrack.views.first_hour import Step, steps
from auditrack.views.page import Line, Section

_MARK = {True: "done", False: "to do"}


class FirstHourScreen(Frame):
    """The steps with how much of each is done. Enter goes on with one."""

    PLACE = keys.FIRST_HOUR
    BINDINGS = keys.bindings(keys.FIRST_HOUR)

    def body(self) -> Iterable[Widget]:
        """The steps as a page."""
        yield PageView("The first hour", self._sections(), id="page")

    def called(self) -> str:
        """The name of this place."""
        return "First hour"

    def renew(self) -> None:
        """Look again how far it is."""
        page = self.query_one("#page", PageView)
        page.show_page("The first hour", self._sections(), keep_place=True)

    def _sections(self) -> tuple[Section, ...]:
        found = steps(self.session.records)
        done = sum(step.is_done for step in found)
        about = (
            "With these the positions are useful. Everything else is offered and never demanded. "
            "Leave at any time: what is entered stays, and this page says how far you are."
        )
        return (
            Section("", (Line(None, f"{done} of {len(found)} steps done."), Line(None, about))),
            *(self._section(number, step) for number, step in enumerate(found, start=1)),
        )

    @staticmethod
    def _section(number: int, step: Step) -> Section:
        done = round(10 * step.done / step.of)
        bar = "#" * done + "." * (10 - done)
        line = Line(f"{bar} {_MARK[step.is_done]}", step.said, step.opens)
        return Section(f"{number}. {step.title}", (line,))

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Go on with a step."""
        if event.ref == "settings-edit":
            self.post_message(Fill("settings-edit", "board"))
        elif event.ref == "audit-record":
            self.post_message(Fill("audit-record"))
        else:
            self.post_message(
                Go(f"answer-{event.ref}" if event.ref != "importing" else "importing")
            )
