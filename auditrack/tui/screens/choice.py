"""A question with a few answers. The first does nothing, and the cursor starts on it."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from auditrack.tui import keys
from auditrack.tui.plain import one_line
from auditrack.tui.widgets.words import Words


class ChoiceScreen(ModalScreen[None]):
    """Asks; calls back with the code of what was chosen."""

    BINDINGS = keys.bindings(keys.CHOICE)
    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; background: $background; color: $foreground; }
    ChoiceScreen > Vertical { width: 72; max-width: 100%; height: auto; padding: 1 2;
        border: round $primary; background: $background; }
    ChoiceScreen #question { text-style: bold; }
    ChoiceScreen #effect { margin-bottom: 1; }
    """

    def __init__(
        self,
        question: str,
        effect: str,
        choices: Sequence[tuple[str, str]],
        told: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._question = question
        self._effect = effect
        self._choices = tuple(choices)
        self._told = told
        self._at = 0

    def compose(self) -> ComposeResult:
        """The question, what an answer does, the answers."""
        with Vertical():
            yield Words(Content(one_line(self._question)), id="question")
            yield Words(Content(one_line(self._effect)), id="effect")
            yield Words(self._answers(), id="answers")

    def _answers(self) -> Content:
        lines = []
        for index, (_, said) in enumerate(self._choices):
            chosen = index == self._at
            lines.append(
                Content.assemble(
                    ("> " if chosen else "  ", "bold"), (one_line(said), "bold" if chosen else "")
                )
            )
        return Content("\n").join(lines)

    def _move(self, step: int) -> None:
        self._at = (self._at + step) % len(self._choices)
        self.query_one("#answers", Words).show(self._answers())

    def action_before(self) -> None:
        """The answer before."""
        self._move(-1)

    def action_next(self) -> None:
        """The next answer."""
        self._move(1)

    def _answer(self, code: str) -> None:
        told = self._told
        self.dismiss()
        self.app.call_later(told, code)

    def action_choose(self) -> None:
        """Answer with what the cursor is on."""
        self._answer(self._choices[self._at][0])

    def action_no(self) -> None:
        """Answer with the first, which does nothing."""
        self._answer(self._choices[0][0])

    def action_yes(self) -> None:
        """Answer yes, where that is an answer."""
        if any(code == "yes" for code, _ in self._choices):
            self._answer("yes")
