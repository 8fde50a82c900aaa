"""The app: maps messages to screens. What a screen shows is the screen's own affair."""

import asyncio
import signal
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, ClassVar

from rich.console import RenderableType
from textual.command import Provider
from textual.screen import Screen
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.tui import colours, keys
from auditrack.tui.connected import ConnectedApp
from auditrack.tui.frame import Frame
from auditrack.tui.messages import (
    Changed,
    Lifeline,
    Open,
    OutlookRead,
    Refused,
    TypesToConfirm,
)
from auditrack.tui.screens.home import HomeScreen
from auditrack.tui.session import Session
from auditrack.tui.steadfast import refused_in

HUNG_UP = 128 + signal.SIGHUP
ENDED = 128 + signal.SIGTERM
Commands = type[Provider] | Callable[[], type[Provider]]


def _commands() -> type[Provider]:
    """The palette's commands, imported when it is first opened."""
    from auditrack.tui.palette import KeyCommands

    return KeyCommands


class AuditrackApp(ConnectedApp, inherit_bindings=False):
    """The screens over one session, judged at one day."""

    TITLE = "auditrack"
    ALLOW_SELECT = False
    BINDINGS = keys.bindings(keys.EVERYWHERE)
    COMMANDS: ClassVar[set[Commands]] = {_commands}

    def __init__(self, session: Session, today: date) -> None:
        from auditrack.tui.terminal import Terminal

        few = colours.few_colours()
        # Before the app starts: NO_COLOR with such colours chosen later is black on black.
        super().__init__(driver_class=Terminal, ansi_color=True if few else None)
        self.animation_level = "none"
        for theme in colours.ALL:
            self.register_theme(theme)
        liked = session.taste.colours if session.taste.colours in colours.NAMES else ""
        self.theme = colours.TERMINAL.name if few else liked or colours.DARK.name
        session.today = today
        self.session = session
        self.uses_mouse = session.taste.mouse

    def get_default_screen(self) -> Screen[None]:
        """The first screen."""
        return HomeScreen(self.session)

    def on_mount(self) -> None:
        """Listen for a hang-up and for our end; read what is slow once the first screen stands."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, self.hang_up)
        loop.add_signal_handler(signal.SIGTERM, self.be_ended)
        self.app_resume_signal.subscribe(self, self._repaint)
        self.call_after_refresh(self.session.start, self)
        self.watch_for_idleness()

    def _repaint(self, _: object) -> None:
        """Back from the shell (Ctrl-Z, then fg): the terminal shows nothing of ours yet."""
        self.refresh(layout=True)

    def hang_up(self) -> None:
        """The line dropped: nothing is half written; leave without waiting for the terminal."""
        # At once, for a shell that ends hangs up on us again while we are on the way out.
        self.session.keep_place()
        if self._driver is not None and not self.is_headless:
            from auditrack.tui.terminal import Terminal

            Terminal.let_go()
        self.exit(return_code=HUNG_UP)

    def be_ended(self) -> None:
        """The host asks us to end (SIGTERM): leave in order, and give the terminal back."""
        self.session.keep_place()
        self.exit(return_code=ENDED)

    # Messages

    def on_open(self, event: Open) -> None:
        """Show a record's page."""
        from auditrack.tui.screens.record import RecordScreen
        from auditrack.views.page import page_of

        session = self.session
        looked_at = self.screen
        if event.page is None and session.opens_in_background:
            if isinstance(looked_at, Frame):
                looked_at.say(f"Reading {event.ref}...")
            read = partial(self._read_page, event.ref, event.kind, looked_at)
            self.run_worker(read, group="page", thread=True, exclusive=True)
            return
        try:
            page = event.page or page_of(session.records, event.ref, session.today, event.kind)
        except RefusedError as refused:
            self.on_refused(Refused(refused.refusal))
            return
        if event.page is not None and isinstance(looked_at, Frame):
            looked_at.hush()
        session.looked_at(page.ref)
        self.push_screen(RecordScreen(session, page))

    def _read_page(self, ref: str, kind: str | None, asked_on: Screen[Any]) -> None:
        """Read a page in the background, and open it where it was asked for and nobody went on."""
        from auditrack.views.page import page_of

        worker = get_current_worker()
        with self.session.reading():
            try:
                page = page_of(self.session.records, ref, self.session.today, kind)
            except RefusedError as refused:
                self.post_message(Refused(refused.refusal))
                return
        if not worker.is_cancelled and self.screen is asked_on:
            self.post_message(Open(ref, kind, page))

    def on_lifeline(self, event: Lifeline) -> None:
        """Show a theme through time."""
        from auditrack.tui.screens.lifeline import LifelineScreen

        self.push_screen(LifelineScreen(self.session, event.theme))

    def on_types_to_confirm(self, event: TypesToConfirm) -> None:
        """Show the actions on a theme whose type nobody has said, above its page."""
        from auditrack.tui.screens.action_types import ActionTypesScreen

        self.push_screen(ActionTypesScreen(self.session, event.theme))

    def on_changed(self, _: Changed) -> None:
        """Somebody wrote: what is looked at is read again now, the rest when it is looked at."""
        screen = next(reversed(self.screen_stack), None)  # none is left on the way out
        if isinstance(screen, Frame):
            screen.read_again()

    def on_outlook_read(self, event: OutlookRead) -> None:
        """Where the themes stand is known: every screen that shows it may."""
        self.session.outlook = event.outlook
        for screen in self.screen_stack:
            if isinstance(screen, Frame) and screen.stands:
                screen.heard()
        self.call_after_refresh(event.painted.set)

    # Faults

    def _handle_exception(self, error: Exception) -> None:
        """Stop, keep a note without values, and leave one plain sentence for the way out."""
        refused = refused_in(error)
        if refused is not None:
            self.go_on_without(refused)
            return
        from auditrack.tui.crash import after_crash

        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.last_words = after_crash(error)
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """The keyboard is gone (Textual says so by printing a traceback): leave."""
        self.exit(return_code=HUNG_UP)

    def _print_error_renderables(self) -> None:
        """Nothing of Textual's is printed: the door prints the last words."""
        self._exit_renderables.clear()
