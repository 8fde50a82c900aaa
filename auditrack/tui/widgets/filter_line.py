"""The line in which a filter is typed."""

from collections.abc import Callable

from textual.suggester import Suggester
from textual.widgets import Input

from auditrack.tui.plain import plain

_SHOWN = "words, agency:police,health theme:neglect overdue not open"


class Completion(Suggester):
    """Offers, in grey behind the cursor, how a text may go on; Right takes it."""

    def __init__(self, whole: Callable[[str], str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._whole = whole

    async def get_suggestion(self, value: str) -> str | None:
        """The whole text that is offered, or None."""
        return plain(self._whole(value)) or None


class FilterLine(Input):
    """An input of one line that holds nothing that could steer a terminal, pasted or typed."""

    DEFAULT_CSS = """
    FilterLine, FilterLine:focus {
        height: 1; border: none; padding: 0 1; background: $panel; color: $foreground;
    }
    """

    def __init__(
        self,
        typed: str,
        id: str,
        placeholder: str = _SHOWN,
        whole: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(
            typed,
            placeholder=placeholder,
            id=id,
            suggester=None if whole is None else Completion(whole),
            select_on_focus=False,
        )
        self.cursor_blink = False  # blinking sends 1.6 KB a second over the line

    def validate_value(self, value: str) -> str:
        """What is kept of what was typed."""
        return plain(value).replace("\n", " ")
