"""Saving in a database: the turn at the head's row, and a save whose end nobody heard."""

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import psycopg

from auditrack import __version__
from auditrack.model.change import (
    Actor,
    Build,
    Refusal,
    RefusedError,
    Saved,
    Transaction,
)
from auditrack.register import errors
from auditrack.register.line import (
    FORMAT,
    Body,
    WrittenOp,
    entry_of,
    seal,
)
from auditrack.register.merge import Settled, settle
from auditrack.register.postgres import chain, problems
from auditrack.register.postgres.following import Following
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.writing import write_entry
from auditrack.register.protocol import Doubt
from auditrack.register.protocol import Settled as DoubtSettled
from auditrack.register.state import MisfitError
from auditrack.register.store import LARGEST, _text_refusal, _with_context

Clock = Callable[[], int]

SILENCE = 10.0
"""So many seconds beyond its patience a save waits for a word of the server."""

DOUBT = 3.0
"""So many times the patience a save in doubt waits for the server to say what became of it."""

_MASKED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP)
_AGAIN = ("40001", "40P01", "CR000")
"""What a database answers where the whole transaction is to be tried again."""


class _Doubt:
    """A save whose end nobody knows: its entry and its hash."""

    def __init__(self) -> None:
        self.number = 0
        self.name = b""
        self.is_ending = False
        self.saved: Saved | None = None
        self.body: Body | None = None


class Saving(Following):
    """A register in a database, and the way to change it."""

    def __init__(
        self,
        link: Link,
        organisation: str,
        actor: Actor,
        clock: Clock,
        read_only: bool,
        patience: float,
    ) -> None:
        super().__init__(link, organisation, read_only, patience)
        self.actor = actor
        self.clock = clock
        self._writing = threading.Lock()
        self._writer: int | None = None
        self._writes = Link(
            self.address, f"auditrack {actor.login}, saving", patience, _limits(patience)
        )
        self._doubt: _Doubt | None = None
        self._settled: list[DoubtSettled] = []

    def transact(self, build: Build, **context: str | int | None) -> Saved | Refusal:
        """Write one entry: what `build` makes of the state as of the lock, merged and checked.

        `build` may be called again where the database asks for another attempt. `context` gives
        any of lead, role, why, meeting, import_ref and undoes where the transaction leaves them
        empty. A refusal of `build` is handed back and nothing is written.
        """
        if self._writer == threading.get_ident():
            raise RuntimeError("a transaction cannot begin inside another one")
        with self._writing:
            self._writer = threading.get_ident()
            try:
                if self.read_only is not None:
                    return errors.read_only(self.read_only)
                refusal = self._still_in_doubt()
                if refusal is not None:
                    return refusal
                with _undisturbed():
                    return self._save(build, context)
            except RefusedError as refused:
                return refused.refusal
            finally:
                self._writer = None

    @property
    def doubt(self) -> Doubt | None:
        """The save that is in doubt, until `poll` or the next save finds out."""
        doubt = self._doubt
        return None if doubt is None else Doubt(doubt.number, doubt.name.decode())

    def settled(self) -> tuple[DoubtSettled, ...]:
        """The doubts that were found out since this was last asked."""
        found, self._settled = tuple(self._settled), []
        return found

    def _save(self, build: Build, context: Mapping[str, str | int | None]) -> Saved | Refusal:
        end = time.monotonic() + self.patience
        pause = 0.002
        while True:
            doubt = _Doubt()
            try:
                return self._commit(build, context, doubt)
            except MisfitError as misfit:
                return problems.damaged(self.address, str(misfit))
            except psycopg.Error as problem:
                lost = self._writes.is_lost(problem)
                if lost and doubt.is_ending:
                    self._doubt = doubt
                    answer = self._wait_for_the_end(time.monotonic() + DOUBT * self.patience)
                    if answer is not None:
                        return answer
                    continue  # it was not written: this is the same save, tried again
                if not lost and problem.sqlstate not in _AGAIN:
                    return self._not_saved(problem)
                last: Refusal = problems.lost(self.address) if lost else self._busy()
            except RefusedError as refused:
                if refused.refusal.code != problems.UNREACHABLE:
                    raise
                last = refused.refusal
            if time.monotonic() > end:
                return last
            time.sleep(pause * (0.5 + random.random()))
            pause = min(pause * 2, 0.5)

    def _commit(
        self, build: Build, context: Mapping[str, str | int | None], doubt: _Doubt
    ) -> Saved | Refusal:
        with self._writes.transaction(self.patience + SILENCE) as connection:
            locked = connection.execute(
                "SELECT n, state FROM heads WHERE org = %s FOR UPDATE", (self.organisation,)
            ).fetchone()
            if locked is None:
                return problems.no_organisation(self.address, self.organisation, ())
            with self._guard:
                self._catch_up()
                if self.read_only is not None:
                    return errors.read_only(self.read_only)
                made = build(self)
                if isinstance(made, Refusal):
                    return made
                transaction = _with_context(made, context) if context else made
                settled = settle(transaction, self._current, self._changes_since)
                if isinstance(settled, Refusal):
                    return settled
                body = self._body(transaction, settled)
                refusal = _text_refusal(body)
                if refusal is not None:
                    return refusal
                name, line = seal(self._state.name, body)
                if len(line) > LARGEST:
                    return errors.too_large(len(line), LARGEST)
                text = chain.text_of(line)
                was = {(op.table, op.id): self._current(op.table, op.id) for op in settled.ops}
            write_entry(connection, self.organisation, body, name, text, was)
            connection.execute(
                "UPDATE heads SET n = %s, hash = %s, t = %s WHERE org = %s",
                (body.n, name.decode(), body.t, self.organisation),
            )
            doubt.number, doubt.name, doubt.body = body.n, name, body
            doubt.saved = Saved(entry_of(body, name), settled.merged, settled.references)
            doubt.is_ending = True
        self._take_own(body, name)
        return doubt.saved

    def _take_own(self, body: Body, name: bytes) -> None:
        with self._guard:
            # A poll of another thread may have read the entry already.
            if self._state.number == body.n - 1:
                self._move_on(body, name)
                self._unreported.append(entry_of(body, name))

    def _next(self, prefix: str) -> int:
        rows = self._link.read(
            "SELECT value FROM counters WHERE org = %s AND kind = 'next' AND name = %s",
            (self.organisation, prefix),
        )
        return int(rows[0][0]) if rows else 1

    def _current(self, table: str, ref: str) -> Any:
        return self.get(table, ref)

    def _changes_since(self, table: str, ref: str, rev: int) -> Iterator[tuple[Body, WrittenOp]]:
        return chain.changes_since(self._link, self.organisation, self.header, table, ref, rev)

    def _body(self, transaction: Transaction, settled: Settled) -> Body:
        return Body(
            n=self._state.number + 1,
            t=max(int(self.clock()), self._state.t),
            login=self.actor.login,
            uid=self.actor.uid,
            lead=transaction.lead or None,
            role=transaction.role or None,
            via=self.actor.via or None,
            app=__version__,
            cmd=transaction.cmd or None,
            why=transaction.why or None,
            import_ref=transaction.import_ref or None,
            meeting=transaction.meeting or None,
            undoes=transaction.undoes,
            format=None if self.header.format == FORMAT else FORMAT,
            ops=settled.ops,
        )

    def _not_saved(self, problem: psycopg.Error, of_owners: str | None = None) -> Refusal:
        if isinstance(problem, psycopg.errors.InsufficientPrivilege):
            return problems.no_right(self.address, of_owners or "save this", bool(of_owners))
        if isinstance(problem, psycopg.errors.LockNotAvailable):
            return self._busy()
        return problems.not_saved(self.address, problem)

    def _busy(self) -> Refusal:
        holder = "another officer"
        with suppress(RefusedError):
            found = self._link.read(
                "SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"
                " AND application_name LIKE 'auditrack %%, saving' AND xact_start IS NOT NULL"
                " AND pid <> pg_backend_pid() ORDER BY xact_start LIMIT 1",
                (),
            )
            if found:
                holder = str(found[0][0]).removeprefix("auditrack ").removesuffix(", saving")
        return problems.busy(self.address, holder, self.patience)

    def _wait_for_the_end(self, until: float) -> Saved | Refusal | None:
        """What became of the save in doubt: saved, not known yet, or None where it is not there."""
        doubt = self._doubt
        assert doubt is not None
        while True:
            try:
                return self._find_out()
            except RefusedError as refused:
                if refused.refusal.code != problems.UNREACHABLE or time.monotonic() > until:
                    self._notices.append(
                        f"Nobody knows yet whether entry {doubt.number} was saved: the connection "
                        "was lost while it was being saved."
                    )
                    return problems.unknown(self.address, doubt.number)
            time.sleep(0.1)

    def _find_out(self) -> Saved | None:
        """Look for the entry by its number and hash, after whoever may still be writing it.

        Raises:
            RefusedError: The server is not back.
        """
        doubt = self._doubt
        assert doubt is not None and doubt.saved is not None and doubt.body is not None
        try:
            with self._writes.transaction(self.patience + SILENCE) as connection:
                # The lock is free only when the server is done with the save, one way or the other.
                connection.execute(
                    "SELECT n FROM heads WHERE org = %s FOR UPDATE", (self.organisation,)
                )
                found = connection.execute(
                    "SELECT hash FROM entries WHERE org = %s AND n = %s",
                    (self.organisation, doubt.number),
                ).fetchone()
        except psycopg.Error as problem:
            raise self._writes.refused(problem, "read this") from None
        self._doubt = None
        if found is None or found[0].encode() != doubt.name:
            return None
        self._take_own(doubt.body, doubt.name)
        return doubt.saved._replace(
            notes=(
                f"The connection was lost while this was being saved; entry {doubt.number} was "
                "found to be there.",
            )
        )

    def _still_in_doubt(self) -> Refusal | None:
        doubt = self.doubt
        if doubt is None:
            return None
        try:
            self._tell_the_end(doubt, self._find_out())
        except RefusedError:
            return problems.unknown(self.address, doubt.number)
        return None

    def _settle_doubt(self) -> None:
        """Where a save is in doubt and nobody else is asking, find out what became of it."""
        if self._doubt is None or not self._writing.acquire(blocking=False):
            return
        try:
            doubt = self.doubt
            if doubt is not None:
                self._tell_the_end(doubt, self._find_out())
        finally:
            self._writing.release()

    def _tell_the_end(self, doubt: Doubt, saved: Saved | None) -> None:
        number = doubt.number
        told = f"Entry {number}, which was in doubt when the connection was lost, "
        told += "is saved." if saved is not None else "was not saved. Make that change again."
        self._notices = [one for one in self._notices if f"entry {number} was saved" not in one]
        self._notices.append(told)
        self._settled.append(DoubtSettled(doubt, saved, told))


def _limits(seconds: float) -> tuple[str, ...]:
    """A turn that does not come is told of; one that nobody ends is ended by the server."""
    return (
        f"SET lock_timeout TO {max(1, int(seconds * 1000))}",
        "SET idle_in_transaction_session_timeout TO 120000",
    )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals wait until a save has ended, so that it is told of."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _MASKED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
