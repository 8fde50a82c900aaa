"""A question with a few answers. The first does nothing, and the cursor starts on it."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from auditrack.tui import keys
from auditrack.tui.plain import fold, one_line
from auditrack.tui.steadfast import Steadfast
from auditrack.tui.widgets.words import Words

_WIDTH = 72
_BESIDE = 6
"""Cells of the frame and the empty ones beside the text."""

_TALL = 16
_ABOVE, _ABOVE_SHORT = 5, 2
"""Lines of the frame and the empty ones in it."""

_SHORT_QUESTION = 2
_LEAST = 3
"""Answers that are always shown, where there are as many."""


class ChoiceScreen(Steadfast, ModalScreen[None]):
    """Asks; calls back with the code of what was chosen."""

    BINDINGS = keys.bindings(keys.CHOICE)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; background: $background; color: $foreground; }
    ChoiceScreen > Vertical { width: 72; max-width: 100%; height: auto; padding: 1 2;
        border: round $primary; background: $background; }
    ChoiceScreen #question { text-style: bold; }
    ChoiceScreen #effect { margin-bottom: 1; }
    ChoiceScreen.-short > Vertical { padding: 0 2; }
    ChoiceScreen.-short #effect { margin: 0; }
    """

    def __init__(
        self,
        question: str,
        effect: str,
        choices: Sequence[tuple[str, str]],
        told: Callable[[str], object],
        at: int = 0,
    ) -> None:
        super().__init__()
        self._question = question
        self._effect = effect
        self._choices = tuple(choices)
        self._told = told
        self._at = at
        self._room = len(self._choices)

    def compose(self) -> ComposeResult:
        """The question, what an answer does, the answers."""
        with Vertical():
            yield Words(Content(), id="question")
            yield Words(Content(), id="effect")
            yield Words(Content(), id="answers")

    def on_resize(self) -> None:
        """Share the new height: the answers first, then the question and what they do."""
        width, height = self.app.size
        inner = max(min(width, _WIDTH) - _BESIDE, 1)
        question = fold(one_line(self._question), inner)[: _SHORT_QUESTION if height < _TALL else 4]
        effect = fold(one_line(self._effect), inner)
        free = height - len(question) - (_ABOVE_SHORT if height < _TALL else _ABOVE)
        self._room = min(max(free - len(effect), _LEAST), len(self._choices))
        if self._room < len(self._choices):  # then lines say how many there are above and below
            self._room = max(self._room - 2, 1)
            free -= 2
        left = max(free - self._room, 1)
        if len(effect) > left:
            effect = [*effect[: left - 1], f"{effect[left - 1][: inner - 1]}…"]
        self.query_one("#question", Words).show(Content("\n".join(question)))
        self.query_one("#effect", Words).show(Content("\n".join(effect)))
        self.query_one("#answers", Words).show(self._answers())

    def _answers(self) -> Content:
        """As many as there is room for, around the one that the cursor is on."""
        room = self._room
        first = min(max(self._at - room // 2, 0), max(len(self._choices) - room, 0))
        shown = self._choices[first : first + room]
        lines = [Content(f"  ({first} more above)")] if first else []
        for index, (_, said) in enumerate(shown, first):
            chosen = index == self._at
            lines.append(
                Content.assemble(
                    ("> " if chosen else "  ", "bold"), (one_line(said), "bold" if chosen else "")
                )
            )
        below = len(self._choices) - first - len(shown)
        if below:
            lines.append(Content(f"  ({below} more below)"))
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
