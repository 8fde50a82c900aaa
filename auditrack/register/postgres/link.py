"""One connection to the database, made again when it is lost."""

import logging
import select
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import sql
from psycopg.waiting import Ready, Wait

from auditrack.model.change import RefusedError
from auditrack.register.postgres import problems
from auditrack.register.postgres.address import Address

Row = tuple[Any, ...]

# What it warns of is told in sentences of our own; on a screen its lines would stand in between.
logging.getLogger("psycopg").addHandler(logging.NullHandler())
logging.getLogger("psycopg").propagate = False

_LIBPQ = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
    "client_encoding": "UTF8",
}
"""So that a server that is gone is noticed within seconds; the address may say otherwise."""

_SETTINGS = (
    # A save that was confirmed must outlive a power cut, whatever the server's own default is.
    "SET synchronous_commit TO 'on'",
    "SET timezone TO 'UTC'",
    "SET search_path TO auditrack",
)

SHORT, LONG = 3.0, 10.0
"""Seconds without a word of the server after which a screen gives the connection up: where the
keys wait for it, and elsewhere."""

_AGAIN_SECONDS = 0.5
"""For so long after a failed attempt nobody waits for another one; less where patience is short."""


class SilentError(psycopg.OperationalError):
    """The server has said nothing for longer than anybody waits."""


class _Heard(psycopg.Connection[Row]):
    """A connection that is given up when the server says nothing for `silence` seconds.

    A server that is gone without a word, or hangs, is found out by nothing else.
    """

    silence = float("inf")

    def wait(self, gen: Generator[Any, Any, Any], *given: Any, **options: Any) -> Any:
        """Wait for what was asked, as long as it is answered."""
        if self.silence == float("inf"):
            return super().wait(gen, *given, **options)
        return _while_heard(gen, self.pgconn.socket, self.silence)


def _while_heard(gen: Generator[Any, Any, Any], socket: int, silence: float) -> Any:
    """Do as psycopg's own `wait`, which would wait for ever."""
    try:
        wanted = next(gen)
        while True:
            ears = select.poll()
            ears.register(
                socket,
                (select.POLLIN if wanted & Wait.R else 0)
                | (select.POLLOUT if wanted & Wait.W else 0),
            )
            heard = ears.poll(silence * 1000)
            if not heard:
                raise SilentError(f"nothing was heard for {silence:.0f} seconds")
            event = heard[0][1]
            ready = int(Ready.W) if event & select.POLLOUT else 0
            if event & ~select.POLLOUT:  # an end or an error is found out by reading
                ready |= Ready.R
            wanted = gen.send(ready)
    except StopIteration as end:
        return end.value


class Link:
    """A connection that outlives its server: what only reads is asked again on a new one."""

    def __init__(
        self, address: Address, who: str, patience: float = 10.0, settings: tuple[str, ...] = ()
    ) -> None:
        self.address = address
        self._settings = (*_SETTINGS, *settings)
        self.patience = patience
        self._again = min(_AGAIN_SECONDS, patience / 4)
        self._who = who
        self._guard = threading.RLock()
        self._connection: _Heard | None = None
        self._failed_at = float("-inf")
        self._failure: RefusedError | None = None
        self.times_connected = 0
        self._silence = float("inf")
        self.waits_to_be_made = False
        """Whether a lost connection is made again by `make` alone, so that no reader waits."""

    @property
    def is_open(self) -> bool:
        """Whether the connection stands, as far as is known here."""
        return self._connection is not None and not self._connection.closed

    def connection(self) -> _Heard:
        """The connection, made if there is none.

        Raises:
            RefusedError: The server is not reached, or does not let this login in.
        """
        with self._guard:
            if self._connection is not None and not self._connection.closed:
                return self._connection
            if self.waits_to_be_made:
                raise RefusedError(problems.lost(self.address))
            if self._failure is not None and time.monotonic() - self._failed_at < self._again:
                raise self._failure
            try:
                self._connection = self._connect()
            except psycopg.Error as problem:
                self._failure = RefusedError(problems.no_entry(self.address, problem))
                self._failed_at = time.monotonic()
                raise self._failure from None
            self._failure = None
            self.times_connected += 1
            return self._connection

    def make(self) -> None:
        """Make the connection if there is none; nobody who reads meanwhile waits for that.

        Raises:
            RefusedError: The server is not reached, or does not let this login in.
        """
        if self.is_open:
            return
        try:
            made = self._connect()
        except psycopg.Error as problem:
            raise RefusedError(problems.no_entry(self.address, problem)) from None
        with self._guard:
            if self.is_open:
                made.close()
                return
            self._connection, self._failure = made, None
            self.times_connected += 1

    @contextmanager
    def not_longer_than(self, seconds: float) -> Iterator[None]:
        """Give the connection up where the server says nothing for so long, as while it hangs."""
        with self._guard:
            before, self._silence = self._silence, min(seconds, self._silence)
            try:
                yield
            finally:
                self._silence = before

    def _silence_now(self) -> float:
        if not self.waits_to_be_made:
            return self._silence
        is_main = threading.current_thread() is threading.main_thread()
        return min(self._silence, SHORT if is_main else LONG)

    def read(self, question: str, given: Sequence[Any] = ()) -> list[Row]:
        """The rows that a question gives; asked again, once, where the connection was lost.

        Raises:
            RefusedError: The server is gone, or does not allow it.
        """
        with self._guard:
            for last in (False, True):
                try:
                    connection = self.connection()
                    connection.silence = self._silence_now()
                    return connection.execute(question, given).fetchall()
                except psycopg.Error as problem:
                    silent = isinstance(problem, SilentError)
                    if last or silent or not self.is_lost(problem):
                        raise self.refused(problem, "read this") from None
            raise AssertionError

    def stream(self, question: str, given: Sequence[Any] = (), rows: int = 2_000) -> Iterator[Row]:
        """As `read`, some rows at a time, over a connection of its own.

        Raises:
            RefusedError: The server is gone or went on the way, or does not allow it.
        """
        try:
            with self._connect() as own, own.transaction(), own.cursor("stream") as cursor:
                cursor.itersize = rows
                cursor.execute(question, given)
                yield from cursor
        except psycopg.Error as problem:
            if not problem.sqlstate and not isinstance(problem, psycopg.OperationalError):
                raise
            raise self.refused(problem, "read this") from None

    @contextmanager
    def transaction(self, silence: float = float("inf")) -> "Iterator[psycopg.Connection[Row]]":
        """A transaction; `psycopg.Error` comes out of it as it is.

        The connection is given up where the server says nothing for `silence` seconds.
        """
        with self._guard:
            connection = self.connection()
            connection.silence = silence
            with connection.transaction():
                yield connection

    def is_lost(self, problem: psycopg.Error) -> bool:
        """Whether the connection is gone; the next question makes a new one."""
        connection = self._connection
        silent = isinstance(problem, SilentError)
        if connection is None or connection.closed or connection.broken or silent:
            self.close()
            return True
        return False

    def refused(self, problem: psycopg.Error, doing: str, is_owners: bool = False) -> RefusedError:
        """What went wrong, as a refusal; `is_owners` where only the owner of the tables may."""
        if isinstance(problem, psycopg.errors.InsufficientPrivilege):
            return RefusedError(problems.no_right(self.address, doing, is_owners))
        if isinstance(problem, psycopg.errors.UndefinedTable | psycopg.errors.InvalidSchemaName):
            return RefusedError(problems.no_tables(self.address))
        if isinstance(problem, psycopg.errors.QueryCanceled):
            return RefusedError(problems.cut_short(self.address))
        if isinstance(problem, psycopg.OperationalError):
            self.is_lost(problem)
            return RefusedError(problems.lost(self.address))
        return RefusedError(problems.damaged(self.address, f"fault {problem.sqlstate}"))

    def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()

    def _connect(self) -> _Heard:
        given = psycopg.conninfo.conninfo_to_dict(self.address.conninfo)
        wanted: dict[str, Any] = {**_LIBPQ, "application_name": self._who[:60], **given}
        made = _Heard.connect(**wanted, autocommit=True, prepare_threshold=2)
        try:
            for setting in self._settings:
                # A store that speaks PostgreSQL's language may not know a setting.
                with suppress(psycopg.errors.UndefinedObject, psycopg.errors.FeatureNotSupported):
                    made.execute(sql.SQL(setting))
        except psycopg.Error:
            made.close()
            raise
        return made
