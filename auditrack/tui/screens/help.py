"""Help for where you are: every key that works there, and what the words and marks mean."""

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen

from auditrack.tui import keys
from auditrack.tui.plain import fit
from auditrack.tui.steadfast import Steadfast
from auditrack.tui.widgets.page_view import PageView
from auditrack.tui.widgets.words import Words
from auditrack.views.page import Line, Section
from auditrack.views.row_filter import FIELDS, STATES

_FILTERS = (
    Line("Words", 'of the text, the reference, the agency or the review; "two words" in quotes'),
    Line("Fields", ", ".join(f"{field}:" for field in FIELDS) + " and the value, as in brag:red"),
    Line("States", ", ".join(STATES)),
)

_MARKS = (
    Line("R Red !", "past its agreed date and not done, off track, or nobody leads it"),
    Line("A Amber ~", "due soon, quiet for long, done and not signed off, or not known"),
    Line("G Green +", "under way and in time"),
    Line("B Complete =", "every action is signed off; says nothing about practice"),
    Line("- Grey", "no action yet, not started, or paused"),
)


class HelpScreen(Steadfast, ModalScreen[None]):
    """Full-screen help. Modal, so that no key acts on what lies below it."""

    BINDINGS = keys.bindings(keys.HELP)
    DEFAULT_CSS = """
    HelpScreen { background: $background; color: $foreground; }
    HelpScreen > #title, HelpScreen > #footer { height: 1; background: $panel; }
    HelpScreen > PageView { margin-top: 1; }
    HelpScreen > #title { text-style: bold; }
    HelpScreen:ansi > #title, HelpScreen:ansi > #footer { text-style: reverse; }
    """

    def __init__(
        self, place: str, called: str, notices: tuple[str, ...], demonstration: bool
    ) -> None:
        super().__init__()
        self._place = place
        self._filters = place == keys.REGISTER
        self._called = called
        self._notices = notices
        self._demonstration = demonstration

    def compose(self) -> ComposeResult:
        """Title, help, footer."""
        yield Words(self._title(), id="title")
        yield PageView(f"Help: {self._called}", self._sections(), id="page")
        yield Words(Content(" Esc Close   Up, Down, Page Up, Page Down to read on"), id="footer")

    def on_resize(self) -> None:
        """Fit the title to the width."""
        self.query_one("#title", Words).show(self._title())

    def _title(self) -> Content:
        right = " DEMONSTRATION " if self._demonstration else " "
        width = self.app.size.width
        return Content(fit(fit(" Help", max(width - len(right), 0)) + right, width))

    def _sections(self) -> tuple[Section, ...]:
        works = tuple(Line(key.shown, key.tells) for key in keys.at(self._place))
        notices = tuple(Line(None, notice) for notice in self._notices)
        about = ((Section("About this register", notices),)) if notices else ()
        return (
            Section("Where you are", (Line(None, keys.PLACES[self._place].about),)),
            Section("Keys", works),
            *((Section("What a filter may say", _FILTERS),) if self._filters else ()),
            Section("The state of a recommendation", _MARKS),
            *about,
        )

    def action_close(self) -> None:
        """Back to where the help was asked for."""
        self.dismiss()
