"""What every screen stands in: a title bar, a body, and a footer of keys that can also speak."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from auditrack.model.change import Head, RefusedError
from auditrack.model.dates import in_words
from auditrack.tui import keys
from auditrack.tui.messages import NotOpened
from auditrack.tui.plain import fit, fold, one_line
from auditrack.tui.session import Session
from auditrack.tui.steadfast import Steadfast
from auditrack.tui.widgets.words import Words

SPEAKS_SECONDS = 5.0


class Frame(Steadfast, Screen[None]):
    """A screen of one place in the registry of keys.

    A place says what it is called and yields its body; it reads its value again in `renew`, which
    is called when the register has changed.
    """

    PLACE: ClassVar[str]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    Frame { background: $background; color: $foreground; layers: base; }
    Frame > #title { height: 1; background: $panel; color: $foreground; text-style: bold; }
    Frame > #footer { height: auto; max-height: 7; background: $panel; color: $foreground; }
    Frame.-tall > PageView { margin-top: 1; }
    Frame:ansi > #title, Frame:ansi > #footer { text-style: reverse; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.read_at: Head | None = None
        self.hint = ""
        """What the footer says instead of its keys while they are not what the keys do."""
        self.at_place = ""
        """Which place of the registry this screen was built for; "" for a record or a form."""
        self._silence: Timer | None = None
        self._saying = ""
        self._could_not_open = False

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except NoMatches:
            if not self._could_not_open:  # it is taken down again, half made up as it is
                raise

    def compose(self) -> ComposeResult:
        """Title, body, footer."""
        width = self.app.size.width
        try:
            yield Words(Content(self._title(width)), id="title")
            yield from self.body()
        except RefusedError as refused:
            self._could_not_open = True
            self.app.post_message(NotOpened(self, refused.refusal))
        yield Words(self._foot(width), id="footer")
        self.read_at = self.session.records.head

    def body(self) -> Iterable[Widget]:
        """The widgets between title and footer, already showing what there is.

        What is filled in later is painted twice.
        """
        raise NotImplementedError

    def called(self) -> str:
        """What the place is called in the title bar."""
        raise NotImplementedError

    def renew(self) -> None:
        """Read the value this screen holds again and show it."""
        raise NotImplementedError

    def stands_at(self, place: str) -> bool:
        """Whether this screen is a place already."""
        return self.at_place == place

    def narrow_to(self, filter: str) -> None:
        """Show only what a filter lets through, where this screen can be narrowed."""

    def whose_calendar(self) -> dict[str, str]:
        """For whom a calendar of what is due is written here; nobody named is the whole board."""
        return {}

    def own_report(self) -> tuple[str, str] | None:
        """The kind of report that is about what is shown here, and its record ("" for none)."""
        return None

    def heard(self) -> None:
        """Something slow has been read: show it where this screen shows such."""

    def why_stay(self) -> str:
        """Why no other place is gone to from here just now, in a sentence; "" where one may."""
        return ""

    async def step_out(self) -> bool:
        """Undo what Escape should undo before it leaves the screen; False where nothing is."""
        return False

    def leave_out(self) -> frozenset[str]:
        """Keys, by id, that the footer leaves out here because they would do nothing new."""
        return frozenset({"leave"})

    @property
    def stands(self) -> bool:
        """Whether the screen is made up and not yet taken down.

        What was read in the background, or put off until after painting, may come when its
        screen is already gone.
        """
        return self.is_attached and bool(self.query("#footer"))

    def on_screen_resume(self) -> None:
        """Somebody may have written while another screen was looked at."""
        if self.is_mounted and self.read_at != self.session.records.head:
            self.read_again()

    def read_again(self) -> None:
        """The register has changed: show it as it is now, unless it is not on the screen yet."""
        if not self.stands:
            return
        self.read_at = None  # as long as it could not be read
        self.renew()
        self.read_at = self.session.records.head

    def on_resize(self) -> None:
        """Fit title and footer to the new width."""
        self.show_frame()

    def show_frame(self) -> None:
        """The title bar and the keys of the footer."""
        if not self.stands:
            return
        width = self.size.width or self.app.size.width
        self.query_one("#title", Words).show(Content(self._title(width)))
        self.query_one("#footer", Words).show(self._foot(width))

    def _title(self, width: int) -> str:
        told = []
        if self.session.as_at is not None:
            told.append(f"as at {in_words(self.session.as_at.isoformat())}")
        if self.session.demonstration:
            told.append("DEMONSTRATION")
        right = f" {' · '.join(told)} " if told else " "
        here = one_line(self.called())
        room = max(width - len(right), 0)
        left = f" {one_line(self.session.board)} · {here}"
        if len(left) > room:
            left = f" {fit(one_line(self.session.board), max(room - len(here) - 4, 6))} · {here}"
        return fit(fit(left, room) + right, width)

    def _keys(self, width: int) -> Content:
        """At most five keys and help, as many as the width holds; help always."""
        if self.hint:
            return Content(fit(f" {self.hint}", width))
        # Where a question mark is typed like any letter, help has another key.
        asks = "F1" if self.PLACE in keys.TYPING else "?"
        last = Content.assemble((asks, "bold"), " Help")
        room = width - last.cell_length - 4
        shown = Content(" ")
        for key in keys.footer(self.PLACE, self.leave_out()):
            one = Content.assemble((key.shown, "bold"), f" {key.word}   ")
            if shown.cell_length + one.cell_length > room:
                break
            shown += one
        return shown + last

    def _foot(self, width: int) -> Content:
        """What stands at the foot while it is so, above what is said or else the keys."""
        room = max(width, 3)
        told = list(self.session.standing)
        said = [self._saying] if self._saying else []
        lines = [
            Content(fit(f" {line}", room))
            for sentence in told + said
            for line in fold(one_line(sentence), room - 2)
        ]
        return Content("\n").join(lines if said else [*lines, self._keys(width)])

    def say(self, sentence: str) -> None:
        """Say something in the footer; the keys come back after a while."""
        if not self.stands:
            return
        if self._silence is not None:
            self._silence.stop()
        width = max(self.size.width, 3)
        self._saying = sentence
        self.query_one("#footer", Words).show(self._foot(width))
        lines = fold(one_line(sentence), width - 2)
        self._silence = self.set_timer(SPEAKS_SECONDS * len(lines), self.hush)

    def hush(self) -> None:
        """What was said is over: show the keys again."""
        if self._silence is not None:
            self._silence.stop()
        self._silence = None
        self._saying = ""
        self.show_frame()
