"""The part of the session that has read what takes every record: in a thread, or apart."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from auditrack.model.change import Refusal, RefusedError
from auditrack.tui.connected_session import ConnectedSession
from auditrack.tui.following import UNREACHABLE
from auditrack.tui.messages import OutlookRead, Refused
from auditrack.tui.outlook import Outlook, outlooks

if TYPE_CHECKING:
    from auditrack.register.last_seen import LastSeen
    from auditrack.register.protocol import Store
    from auditrack.tui.outlook_apart import OutlookApart
    from auditrack.tui.outlook_wire import Wanted
    from auditrack.views.earlier import EarlierAsk
    from auditrack.views.rows import RowList

PAINT_SECONDS = 1.0


class OutlookSession(ConnectedSession):
    """Reads the outlook anew whenever the record has changed."""

    def __init__(self, register: "Store") -> None:
        super().__init__(register)
        self._apart: OutlookApart | None = None
        self._reads_apart = register.remote is not None and register.capabilities.pages
        self.today = date.today()  # the app says which day it is
        self.outlook: Outlook | None = None

    @property
    def last_seen(self) -> "LastSeen | None":
        """Where this officer was when they last left; None on a first visit."""
        raise NotImplementedError

    def rows(self) -> "RowList":
        """Every recommendation; one list for all who ask."""
        raise NotImplementedError

    @property
    def opens_in_background(self) -> bool:
        """Whether what a page needs is asked over a connection, so that keys must not wait."""
        return self._register.capabilities.pages

    def stop_reading(self) -> None:
        """The app goes: what is read apart ends."""
        if self._apart is not None:
            self._apart.stop()

    @property
    def behind(self) -> str:
        """As at which entry the outlook stands where it lags behind the record; "" elsewhere."""
        number = self.outlook.number if self.outlook is not None else None
        if number is None or number >= self._register.head.number:
            return ""
        return f"as at entry {number:,}, being read again"

    def read_outlook(self) -> None:
        """Work out, in the background, where the themes stand and what is open."""
        app = self._app
        if app is None:
            return
        if self._reads_apart:
            self._read_apart()
        else:
            app.run_worker(self._read, name="outlook", group="outlook", thread=True, exclusive=True)

    def near(self, ref: str, is_over: Callable[[], bool]) -> "tuple[EarlierAsk, ...] | None":
        """The nearest earlier asks of a recommendation, for a worker; None once it is over.

        Raises:
            RefusedError: the register cannot be read.
        """
        if self._reads_apart:
            from auditrack.tui.near_apart import near_apart
            from auditrack.tui.near_process import Wanted

            remote = self._register.remote
            assert remote is not None
            wanted = Wanted(remote.opens_again(), self._register.actor, self.today, ref)
            with suppress(OSError):  # then in this process after all
                return near_apart(wanted, is_over)
        from auditrack.views.page_near import near_of

        with self.reading():
            return None if is_over() else near_of(self.rows().facts, ref)

    def _read_apart(self) -> None:
        from auditrack.tui.outlook_apart import OutlookApart

        if self._apart is None:
            self._apart = OutlookApart(
                self._wanted, self._tell_outlook, self._tell_refused, self._cannot_apart
            )
        self._apart.read()

    def _wanted(self) -> "Wanted":
        from auditrack.tui.outlook_wire import Wanted

        remote, seen = self._register.remote, self.last_seen
        assert remote is not None
        return Wanted(
            remote.opens_again(),
            self._register.actor,
            self.today,
            None if seen is None else seen.number,
        )

    def _tell_outlook(self, outlook: Outlook) -> None:
        self._post(OutlookRead(outlook))

    def _tell_refused(self, refusal: Refusal) -> None:
        # That the register is not reached stands at the foot already.
        if refusal.code != UNREACHABLE:
            self._post(Refused(refusal))

    def _cannot_apart(self) -> None:
        """No process can be started here: read in a thread after all."""
        app, self._reads_apart = self._app, False
        if app is not None:
            app.call_later(self.read_outlook)

    def _read(self) -> None:
        """The slow reading itself, in its thread: posts what it found, unless overtaken."""
        worker = get_current_worker()
        app = self._app
        assert app is not None
        seen = self.last_seen
        with self.reading():
            try:
                for outlook in outlooks(
                    self._register, self.rows(), None if seen is None else seen.number
                ):
                    if worker.is_cancelled:
                        return
                    read = OutlookRead(outlook)
                    app.post_message(read)
                    if outlook.standing is None:
                        # Counting goes on once the positions are painted, not beside painting.
                        read.painted.wait(PAINT_SECONDS)
            except RefusedError as refused:
                self._tell_refused(refused.refusal)
