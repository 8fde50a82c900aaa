"""The line in which a filter is typed."""

from textual.widgets import Input

from auditrack.tui.plain import plain

_SHOWN = "words, agency:police, theme:neglect, brag:red, overdue, open"


class FilterLine(Input):
    """An input of one line that holds nothing that could steer a terminal, pasted or typed."""

    DEFAULT_CSS = """
    FilterLine, FilterLine:focus {
        height: 1; border: none; padding: 0 1; background: $panel; color: $foreground;
    }
    """

    def __init__(self, typed: str, id: str, placeholder: str = _SHOWN) -> None:
        super().__init__(
            typed,
            placeholder=placeholder,
            id=id,
            select_on_focus=False,
        )
        self.cursor_blink = False  # blinking sends 1.6 KB a second over the line

    def validate_value(self, value: str) -> str:
        """What is kept of what was typed."""
        return plain(value).replace("\n", " ")
