"""The session's way to the register: what others write, and whether it is reached at all."""

from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from auditrack.model.change import Refusal, Saved
from auditrack.register import drafts
from auditrack.tui import doubted
from auditrack.tui.following import Following, Found
from auditrack.tui.messages import Changed, ConnectedAgain, DoubtEnded, StandingChanged
from auditrack.tui.turns import Turns

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

    from auditrack.commands.command import Command
    from auditrack.register.protocol import Settled, Store
    from auditrack.tui.saving import Job

POLL_SECONDS = 0.7


class ConnectedSession:
    """Polls; over a connection from a thread of its own. A save in doubt is never made twice."""

    def __init__(self, register: "Store") -> None:
        self._register = register
        self._app: App[None] | None = None
        self._turns = Turns()
        remote = register.remote
        self._following = (
            None
            if remote is None
            else Following(register, remote, self._turns, self._found, self._lost)
        )
        self._doubted: doubted.Doubted | None = None
        self._unclaimed: Settled | None = None
        """A doubt that was found out before it was known here whose it is."""
        self.found_out: tuple[str, ...] = ()
        """What became of saves in doubt, until the officer has seen it."""
        self.saved: list[Saved] = []
        """What this sitting saved, in order: for undo, and for the last words."""

    def read_outlook(self) -> None:
        """Work out, in the background, where the themes stand and what is open."""
        raise NotImplementedError

    def follow(self, app: "App[None]") -> None:
        """Begin to watch for what others write."""
        if self._following is None:
            app.set_interval(POLL_SECONDS, self.poll)
        else:
            self._following.start(POLL_SECONDS, self._look_up_doubts)

    def poll(self) -> None:
        """Take in what was written since; says Changed when there was any."""
        if self._following is not None:
            self._following.poll()
            return
        with self._turns.moving() as may:
            entries = self._register.poll() if may else ()
        if entries:
            self.wrote()

    def reading(self) -> AbstractContextManager[None]:
        """What a worker holds while it reads: nothing changes under it."""
        return self._turns.reading()

    # Over a connection

    @property
    def standing(self) -> tuple[str, ...]:
        """What stands at the foot of every screen while it is so: not connected, doubts ended."""
        away = self._following.away if self._following is not None else None
        return (*((str(away),) if away is not None else ()), *self.found_out)

    @property
    def is_away(self) -> bool:
        """Whether the register is not reached just now."""
        return self._following is not None and self._following.away is not None

    def look_soon(self) -> None:
        """Something could not be read: find out soon whether the register is reached."""
        if self._following is not None:
            self._following.look_soon()

    def _lost(self) -> None:
        """Say that the connection is gone, from the thread that polled."""
        self._post(StandingChanged())

    def _found(self, found: Found) -> None:
        """Say what a poll found, from the thread that polled."""
        for settled in found.settled:
            self._doubt_ended(settled)
        if found.is_back:
            self._post(ConnectedAgain())
        if found.entries or found.is_back:
            self._others_wrote()

    def _others_wrote(self) -> None:
        app = self._app
        if app is not None:
            app.post_message(Changed())
            app.call_later(self.read_outlook)

    def _doubt_ended(self, settled: "Settled") -> None:
        was = self._doubted
        draft = was.draft if was is not None and was.doubt == settled.doubt else None
        if was is not None and was.doubt == settled.doubt:
            self._doubted = replace(was, settled=settled)
        else:
            self._unclaimed = settled
        if settled.saved is not None:
            self.saved.append(settled.saved)
        if draft is not None:
            if settled.saved is not None:
                drafts.forget(self._register.header.register, *draft)
            else:
                doubted.mark(self._register, draft, None)
        self.found_out = (*self.found_out, settled.told)
        self._post(DoubtEnded(settled, draft))

    def _look_up_doubts(self) -> None:
        """What an earlier sitting left in doubt, in the thread that polls."""
        told = doubted.looked_up(self._register, drafts.waiting(self._register.header.register))
        if told:
            self.found_out = (*self.found_out, *told)
            self._post(StandingChanged())
            self._post(Changed())

    def doubt_is_known(self) -> None:
        """What became of a save in doubt is on the screen: the same may be asked for anew."""
        if self._doubted is not None and self._doubted.settled is not None:
            self._doubted = None

    def in_doubt(self, draft: tuple[str, str]) -> bool:
        """Whether nobody knows yet if what was typed into a form is saved."""
        was = self._doubted
        return was is not None and was.draft == draft and was.settled is None

    def heard_out(self) -> None:
        """The officer has seen what became of what was in doubt."""
        self.found_out = ()

    def wrote(self) -> None:
        """This sitting wrote: everything shown may be older than the record."""
        self._post(Changed())
        self.read_outlook()

    def _post(self, message: "Message") -> None:
        """Tell the app something, from any thread, while it is there."""
        app = self._app
        if app is not None:
            app.post_message(message)

    # A save in doubt

    def _known_of(self, command: "Command") -> Saved | Refusal | None:
        """What is to be said in place of doing a command, because of one that was in doubt."""
        if self._doubted is not None and self._doubted.settled is None:
            self.poll()  # it may be found out by now
        was = self._doubted
        if was is None:
            return None
        if was.settled is None:
            return doubted.not_before(was.doubt.number)
        if was.command == command and was.settled.saved is not None:
            return was.settled.saved  # it is the one that was in doubt: never made twice
        return None

    def _doubt_began(
        self, refusal: Refusal, command: "Command", job: "Job | None"
    ) -> Saved | Refusal:
        """Hold on to what a save in doubt was for; what to say of it, known by now or not."""
        remote, following = self._register.remote, self._following
        if refusal.code != doubted.UNCONFIRMED or remote is None or following is None:
            return refusal
        with following.between_polls():
            doubt, settled, self._unclaimed = remote.doubt, self._unclaimed, None
            if doubt is None:  # found out since
                return refusal if settled is None else doubted.now_known(settled)
            draft = job.draft if job is not None else None
            self._doubted = doubted.Doubted(command, doubt, draft)
            if draft is not None:
                doubted.mark(self._register, draft, doubt)
        return refusal
