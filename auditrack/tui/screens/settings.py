"""The board's settings, who you are here, and where the register lies."""

from collections.abc import Iterable, Mapping

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Fill, Go, Refused
from auditrack.tui.widgets.page_view import PageView
from auditrack.views.page import Line, Section
from auditrack.views.rule_origins import rule_origins
from auditrack.views.settings_page import LEADS, settings_page


class SettingsScreen(Frame):
    """What holds for everybody here. Enter on a line marked › changes it."""

    PLACE = keys.SETTINGS
    BINDINGS = keys.bindings(keys.SETTINGS)
    origins: Mapping[str, str] | None = None
    """Where the numbers of the rules come from, once that was read."""

    class OriginsRead(Message):
        """Where the numbers of the rules come from, read in the background."""

        def __init__(self, origins: Mapping[str, str]) -> None:
            super().__init__()
            self.origins = origins

    def body(self) -> Iterable[Widget]:
        """The settings as a page."""
        yield PageView("Settings", self._sections(), id="page")

    def on_mount(self) -> None:
        """The page stands; where its numbers come from is read."""
        self._read_origins()

    def called(self) -> str:
        """The name of this place."""
        return "Settings"

    def renew(self) -> None:
        """Read them again."""
        self._show()
        self._read_origins()

    def _show(self) -> None:
        page = self.query_one("#page", PageView)
        page.show_page("Settings", self._sections(), keep_place=True)

    def _read_origins(self) -> None:
        """Read where the numbers come from: it goes through the whole journal."""
        self.run_worker(self._origins, group="origins", thread=True, exclusive=True)

    def _origins(self) -> None:
        session, worker = self.session, get_current_worker()
        with session.reading():
            try:
                found = rule_origins(session.register_for_settings)
            except RefusedError as refused:
                self.post_message(Refused(refused.refusal))
                return
        if not worker.is_cancelled:
            self.post_message(self.OriginsRead(found))

    def on_settings_screen_origins_read(self, event: OriginsRead) -> None:
        """Say it beside each number."""
        self.origins = event.origins
        if self.stands:
            self._show()

    def _sections(self) -> tuple[Section, ...]:
        screen = Section(
            "This screen",
            (
                Line("Colours", f"{self.app.theme}; F9 takes the next set"),
                Line("Mouse", "works; F8 switches it off, so that the terminal selects text"),
            ),
        )
        session = self.session
        told = settings_page(session.register_for_settings, session.notices, self.origins)
        return (*told, screen)

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Change what the line says."""
        if event.ref == LEADS:
            self.post_message(Go("leads"))
        else:
            form, _, ref = event.ref.partition(" ")
            self.post_message(Fill(form, ref))
