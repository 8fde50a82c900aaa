"""A line at the foot of a screen, in which what a key asks for is typed: a reason, a number.

It opens at once, so that what is typed together with its key goes into it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from textual.timer import Timer
from textual.widgets import Input

from auditrack.tui.frame import Frame
from auditrack.tui.session import Session
from auditrack.tui.widgets.filter_line import FilterLine

_DRAFT_SECONDS = 0.3
_TYPING = "Enter records it   Esc Not now"


@dataclass(frozen=True)
class Asked:
    """What the line at the foot is typed for.

    `told` gets the line and says why it cannot stand, what is asked next, or None once it is done;
    `echo` says what is understood of it while it is typed.
    """

    question: str
    told: "Callable[[str], str | Asked | None]"
    echo: Callable[[str], str] = lambda _: ""
    start: str = ""
    of: tuple[str, str] = ("", "")
    """The record and the decision whose reason it is: then it is kept as it is typed."""


class LineFrame(Frame):
    """A screen with such a line. Enter does what was asked; Escape closes it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked: Asked | None = None
        self.wrong = ""
        """Why what was typed cannot stand."""
        self.typed = ""
        self._keeper: Timer | None = None

    def show_asked(self) -> None:
        """Show what is asked, and what is understood or wrong."""
        raise NotImplementedError

    def keep(self, asked: Asked, typed: str) -> None:
        """Keep what is being typed, where it is lost otherwise."""

    def forget(self) -> None:
        """What was typed is done with."""

    async def open_line(self, asked: Asked) -> None:
        """Open the line; what is typed next goes into it."""
        self.asked, self.wrong, self.typed = asked, "", asked.start
        await self.query("#typed").remove()
        line = FilterLine(asked.start, id="typed", placeholder="")
        await self.mount(line, before="#footer")
        self.set_focus(line)
        line.cursor_position = len(line.value)
        self.hint = _TYPING
        self.hush()
        self.show_asked()

    async def open_deaf(self, sentence: str) -> None:
        """Say why something cannot be done, over a line that takes nothing.

        What was typed together with its key goes in there, and does nothing else.
        """
        await self.open_line(
            Asked(f"{sentence} Esc goes on.", lambda _: "Nothing is recorded here.")
        )

    async def close_line(self) -> None:
        """Give the keys back."""
        self._stop_keeping()
        self.asked, self.wrong, self.hint = None, "", ""
        self.forget()
        self.set_focus(None)
        await self.query("#typed").remove()
        self.show_asked()
        self.show_frame()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is understood as it is typed; a reason is kept in a moment."""
        event.stop()
        if self.asked is None or event.value == self.typed:
            return
        self.wrong, self.typed = "", event.value
        self.show_asked()
        if self._keeper is None:
            self._keeper = self.set_timer(_DRAFT_SECONDS, self._keep_now)

    def _keep_now(self) -> None:
        self._stop_keeping()
        if self.asked is not None and self.asked.of[0] and self.typed:
            self.keep(self.asked, self.typed)

    def _stop_keeping(self) -> None:
        if self._keeper is not None:
            self._keeper.stop()
        self._keeper = None

    def on_unmount(self) -> None:
        """Whatever took the screen away, what was being typed stays."""
        self._keep_now()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter does what was asked; where the line cannot stand, it says why and stays."""
        event.stop()
        asked = self.asked
        if asked is None:
            return
        came = asked.told(event.value.strip())
        if isinstance(came, Asked):
            await self.open_line(came)
        elif came is not None:
            self.wrong = came
            self.show_asked()
        else:
            await self.close_line()
