"""A question that one of a list answers: the list narrows while a name is typed."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from auditrack.tui import keys
from auditrack.tui.forms.field import Choice
from auditrack.tui.plain import fit, one_line
from auditrack.tui.steadfast import Steadfast
from auditrack.tui.widgets.editors import fitting
from auditrack.tui.widgets.filter_line import FilterLine
from auditrack.tui.widgets.words import Words

_WIDTH = 72
_BESIDE = 6
_ABOVE = 9
"""Lines of the frame, the question and the line that is typed in."""

_MOST = 12


class PickScreen(Steadfast, ModalScreen[None]):
    """Asks; Enter gives what the cursor is on, Escape gives nothing.

    Where a name may be new, one that fits nothing on the list is offered last as it is typed.
    """

    BINDINGS = keys.bindings(keys.PICK)
    DEFAULT_CSS = """
    PickScreen { align: center middle; background: $background; color: $foreground; }
    PickScreen > Vertical { width: 72; max-width: 100%; height: auto; padding: 1 2;
        border: round $primary; background: $background; }
    PickScreen #question { text-style: bold; }
    PickScreen #keys { color: $secondary; }
    """

    def __init__(
        self,
        question: str,
        effect: str,
        choices: Sequence[Choice],
        told: Callable[[str], object],
        new: str = "",
    ) -> None:
        super().__init__()
        self._question = question
        self._effect = effect
        self._choices = tuple(choices)
        self._told = told
        self._new = new
        self._at = 0

    def compose(self) -> ComposeResult:
        """The question, what the answer does, the line, the list."""
        with Vertical():
            yield Words(Content(one_line(self._question)), id="question")
            yield Words(Content(one_line(self._effect)), id="effect")
            yield FilterLine("", id="line", placeholder="Type to narrow the list")
            yield Words(Content(), id="offered")
            yield Words(Content("Up and Down choose, Enter takes, Esc goes back"), id="keys")

    def on_resize(self) -> None:
        """Show as many as fit."""
        self._show()

    @property
    def _typed(self) -> str:
        return self.query_one("#line", Input).value.strip()

    def _offers(self) -> list[Choice]:
        """What fits, and at the end what was typed itself where that may be new."""
        found = fitting(self._choices, self._typed)
        known = {one_line(choice.said).casefold() for choice in self._choices}
        if self._new and self._typed and self._typed.casefold() not in known:
            found.append(Choice(self._typed, f"“{one_line(self._typed)}”, {self._new}"))
        return found

    def _show(self) -> None:
        found = self._offers()
        self._at = max(0, min(self._at, len(found) - 1))
        room = max(min(self.app.size.height - _ABOVE, _MOST), 1)
        top = max(0, min(self._at - room // 2, len(found) - room))
        width = max(min(self.app.size.width, _WIDTH) - _BESIDE, 4)
        lines = [
            Content.assemble(
                (
                    fit(f"{'>' if at == self._at else ' '} {one_line(one.said)}", width).rstrip(),
                    "bold" if at == self._at else "",
                )
            )
            for at, one in enumerate(found[top : top + room], start=top)
        ]
        if len(found) > room:
            lines.append(Content(f"  {self._at + 1} of {len(found)}"))
        if not found:
            lines.append(Content("  Nothing on the list fits."))
        self.query_one("#offered", Words).show(Content("\n").join(lines))

    def on_input_changed(self) -> None:
        """Narrow the list."""
        self._at = 0
        self._show()

    def action_step(self, step: int) -> None:
        """Another one of the list."""
        self._at += step
        self._show()

    def on_input_submitted(self) -> None:
        """Give what the cursor is on."""
        found = self._offers()
        if not found:
            return
        told, value = self._told, found[self._at].value
        self.dismiss()
        self.app.call_later(told, value)

    def action_no(self) -> None:
        """Back; nothing is done."""
        self.dismiss()
