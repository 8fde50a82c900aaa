"""The cover of the idle lock: a sentence and nothing of any record."""

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen

from auditrack.tui import keys
from auditrack.tui.widgets.words import Words


def counted(minutes: float) -> str:
    """A time in words."""
    return "a minute" if minutes == 1 else f"{minutes:g} minutes"


class CoverScreen(ModalScreen[None]):
    """Covers everything until somebody presses Enter, and then shows it where it was."""

    BINDINGS = keys.bindings(keys.COVER)
    DEFAULT_CSS = """
    CoverScreen { background: $background; color: $foreground; align: center middle; }
    CoverScreen > Words { width: 100%; height: auto; text-align: center; padding: 0 2; }
    """

    def __init__(self, minutes: float) -> None:
        super().__init__()
        self._minutes = minutes

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield Words(
            Content(
                f"Covered after {counted(self._minutes)} without a key.\n"
                "The register is still open and nothing is lost.\n\n"
                "Enter shows it again where it was. Ctrl-Q leaves."
            )
        )

    def action_uncover(self) -> None:
        """Somebody is back."""
        self.dismiss()
