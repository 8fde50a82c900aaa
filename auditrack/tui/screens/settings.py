"""The board's settings, who you are here, and where the register lies."""

from collections.abc import Iterable

from textual.widget import Widget

from auditrack.tui import keys
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Fill, Go
from auditrack.tui.widgets.page_view import PageView
from auditrack.views.page import Line, Section
from auditrack.views.settings_page import settings_page


class SettingsScreen(Frame):
    """What holds for everybody here. Enter on a line marked › changes it."""

    PLACE = keys.SETTINGS
    BINDINGS = keys.bindings(keys.SETTINGS)

    def body(self) -> Iterable[Widget]:
        """The settings as a page."""
        yield PageView("Settings", self._sections(), id="page")

    def called(self) -> str:
        """The name of this place."""
        return "Settings"

    def renew(self) -> None:
        """Read them again."""
        page = self.query_one("#page", PageView)
        page.show_page("Settings", self._sections(), keep_place=True)

    def _sections(self) -> tuple[Section, ...]:
        screen = Section(
            "This screen",
            (
                Line("Colours", f"{self.app.theme}; F9 takes the next set"),
                Line("Mouse", "works; F8 switches it off, so that the terminal selects text"),
            ),
        )
        return (*settings_page(self.session.register_for_settings, self.session.notices), screen)

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Change what the line says."""
        if event.ref == "leads":
            self.post_message(Go("leads"))
        else:
            form, _, ref = event.ref.partition(" ")
            self.post_message(Fill(form, ref))
