"""What is told below a list, as many lines as there is room for; the rest is read on."""

from textual.content import Content

from auditrack.tui.plain import fit, fold, one_line
from auditrack.tui.widgets.words import Words


class ToldBelow(Words):
    """Lines of words on a fixed number of lines of the screen: the lists above never move."""

    DEFAULT_CSS = """
    ToldBelow { padding: 0 1; background: $panel; height: 8; }
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._told = ""
        self._top = 0

    def tell(self, text: str, stay: bool = False) -> None:
        """Tell something else, from its beginning; `stay` reads on where one was."""
        self._told = text
        self._top = self._top if stay else 0
        self._show()

    def read_on(self, step: int) -> None:
        """Read on, or back, by half of what is seen."""
        self._top += step * max(self._room // 2, 1)
        self._show()

    def on_resize(self) -> None:
        """Fold to the new width."""
        self._show()

    @property
    def _room(self) -> int:
        return max(self.content_region.height, 1)

    def _show(self) -> None:
        width, room = max(self.content_region.width, 2), self._room
        lines = [line for one in self._told.split("\n") for line in fold(one_line(one), width)]
        if len(lines) > room:
            seen = max(room - 1, 1)
            self._top = max(0, min(self._top, len(lines) - seen))
            below = len(lines) - self._top - seen
            keys = "] reads on" if below else "[ reads back"
            more = f"{below} more line{'' if below == 1 else 's'}: {keys}" if below else keys
            lines = lines[self._top : self._top + seen]
            if room > 1:
                lines.append(fit(f"({more})", width).rstrip())
        self.show(Content("\n".join([*lines, *([""] * room)][:room])))
