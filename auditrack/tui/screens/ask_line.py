"""A question that is answered with one line: a file's name, what a view shall be called."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from auditrack.tui import keys
from auditrack.tui.begun_path import Paths
from auditrack.tui.plain import one_line
from auditrack.tui.steadfast import Steadfast
from auditrack.tui.widgets.filter_line import FilterLine
from auditrack.tui.widgets.path_line import PathLine
from auditrack.tui.widgets.words import Words


class AskLineScreen(Steadfast, ModalScreen[None]):
    """Asks for one line; Enter gives it, Escape gives nothing. Says what is wrong and stays.

    `told` gets the line and answers with a sentence where it cannot stand, else None. `paths`
    says which are offered as one types, where the line is a path.
    """

    BINDINGS = keys.bindings(keys.ASK_LINE)
    DEFAULT_CSS = """
    AskLineScreen { align: center middle; background: $background; color: $foreground; }
    AskLineScreen > Vertical { width: 72; max-width: 100%; height: auto; padding: 1 2;
        border: round $primary; background: $background; }
    AskLineScreen #question { text-style: bold; }
    AskLineScreen #wrong { color: $warning; text-style: bold; }
    """

    def __init__(
        self,
        question: str,
        effect: str,
        start: str,
        told: Callable[[str], str | None],
        paths: Paths | None = None,
    ) -> None:
        super().__init__()
        self._question = question
        self._effect = effect
        self._start = start
        self._told = told
        self._paths = paths

    def compose(self) -> ComposeResult:
        """The question, what the answer does, the line, what is wrong."""
        with Vertical():
            yield Words(Content(one_line(self._question)), id="question")
            yield Words(Content(one_line(self._effect)), id="effect")
            if self._paths is None:
                yield FilterLine(self._start, id="line", placeholder="")
            else:
                yield PathLine(self._start, "line", self._paths)
            yield Words(Content(), id="wrong")
            completes = "" if self._paths is None else "Right or Tab completes, "
            yield Words(Content(f"{completes}Enter goes on, Esc goes back"), id="keys")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the line; where it cannot stand, say why and stay."""
        event.stop()
        wrong = self._told(event.value.strip())
        if wrong is None:
            self.dismiss()
        else:
            self.query_one("#wrong", Words).show(Content(one_line(wrong)))

    def action_complete(self) -> None:
        """Complete a path; any other line is left as it is."""
        line = self.query_one("#line")
        if isinstance(line, PathLine):
            line.complete()

    def action_no(self) -> None:
        """Back; nothing is done."""
        self.dismiss()
