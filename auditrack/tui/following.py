"""Follows a register that lies behind a connection, from a thread of its own.

A network may be slow or gone: neither keys nor painting wait for it. Nothing here touches a
widget; what came of a poll is told.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditrack.model.change import Entry, Refusal, RefusedError
from auditrack.tui.turns import Turns

if TYPE_CHECKING:
    from auditrack.register.protocol import Remote, Settled, Store

UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Away:
    """The connection is lost: what is shown is as at entry `number`.

    `why` is the server's own no; "" where it is just not reached.
    """

    number: int
    why: str = ""

    def __str__(self) -> str:
        as_at = f"hat you see is as at entry {self.number:,}. Trying again."
        return f"{self.why} W{as_at}" if self.why else f"Not connected: w{as_at}"


@dataclass(frozen=True)
class Found:
    """What a poll found: entries, doubts that were found out, whether it is connected again."""

    entries: tuple[Entry, ...] = ()
    settled: "tuple[Settled, ...]" = ()
    is_back: bool = False


class Following:
    """Polls every so often until it is stopped; never two polls at once.

    `told` hears what a poll found, `lost` once that the connection is gone.
    """

    def __init__(
        self,
        register: "Store",
        remote: "Remote",
        turns: Turns,
        told: Callable[[Found], None],
        lost: Callable[[], None],
    ) -> None:
        self._register = register
        self._remote = remote
        self._turns = turns
        self._told = told
        self._lost = lost
        self._polling = threading.Lock()
        self._stop = threading.Event()
        self._soon = threading.Event()
        self._thread: threading.Thread | None = None
        self.away: Away | None = None

    def start(self, seconds: float, first: Callable[[], None]) -> None:
        """Begin: `first` is done once, in the thread, as soon as the register is reached."""
        self._remote.let_poll_connect()
        # A daemon: one that waits for a server that hangs keeps nobody from leaving.
        self._thread = threading.Thread(
            target=self._follow, args=(seconds, first), name="following", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Poll no more."""
        self._stop.set()
        self._soon.set()

    def look_soon(self) -> None:
        """Somebody could not read: do not wait until the next poll is due."""
        self._soon.set()

    def poll(self) -> None:
        """Take in what was written since, and see whether the register is reached."""
        with self._polling:
            try:
                with self._turns.moving() as may:
                    if may:
                        entries = self._register.poll()
                    else:
                        self._remote.reach()
                        entries = ()
            except RefusedError as refused:
                self._is_away(refused.refusal)
                return
            is_back, self.away = self.away is not None, None
            settled = self._remote.settled()
            if entries or settled or is_back:
                self._told(Found(entries, settled, is_back))

    def between_polls(self) -> AbstractContextManager[object]:
        """What is held by whoever must not have a doubt found out under their hands."""
        return self._polling

    def _is_away(self, refusal: Refusal) -> None:
        why = "" if refusal.code == UNREACHABLE else refusal.message
        was = self.away
        self.away = Away(self._register.head.number, why)
        if was is None or was.why != why:
            self._lost()

    def _follow(self, seconds: float, first: Callable[[], None]) -> None:
        is_first = True
        while not self._stop.is_set():
            if is_first and self.away is None:
                try:
                    first()
                    is_first = False
                except RefusedError:
                    pass  # the poll says so
            self.poll()
            self._soon.wait(seconds)
            self._soon.clear()
