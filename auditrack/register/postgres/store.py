"""The door of a register in a database: open one, read it, write to it."""

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

import psycopg

from auditrack import __version__
from auditrack.model.change import (
    LOGIN_UNVERIFIED,
    Actor,
    Build,
    Entry,
    Head,
    Records,
    Refusal,
    RefusedError,
    Saved,
    Transaction,
)
from auditrack.register import errors
from auditrack.register.identity import current_actor
from auditrack.register.line import (
    FORMAT,
    Body,
    Header,
    WrittenOp,
    entry_of,
    header_entry,
    seal,
)
from auditrack.register.merge import Settled, settle
from auditrack.register.postgres import chain, hardening, problems, states
from auditrack.register.postgres.address import ORGANISATION, Address, parse_address
from auditrack.register.postgres.keeping import Keeping
from auditrack.register.postgres.kept import DatabaseFiles
from auditrack.register.postgres.link import SHORT, Link
from auditrack.register.postgres.opening import HeadRow, head_row, look_at_tables, which
from auditrack.register.postgres.reader import DatabaseReader
from auditrack.register.postgres.writing import write_entry
from auditrack.register.protocol import Capabilities, Doubt, Offer
from auditrack.register.protocol import Settled as DoubtSettled
from auditrack.register.state import MisfitError
from auditrack.register.store import LARGEST, _text_refusal, _with_context

Clock = Callable[[], int]

PATIENCE = 10.0
"""Seconds that a save tries for its turn, and for a server that is gone to come back."""

SILENCE = 10.0
"""So many seconds beyond its patience a save waits for a word of the server."""

DOUBT = 3.0
"""So many times the patience a save in doubt waits for the server to say what became of it."""

_MASKED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP)
_AGAIN = ("40001", "40P01", "CR000")
"""What a database answers where the whole transaction is to be tried again."""


def open_database(
    address: str | Address,
    actor: Actor | None = None,
    clock: Clock | None = None,
    read_only: bool = False,
    patience: float = PATIENCE,
) -> "DatabaseRegister":
    """Open the register of an organisation in a database.

    Raises:
        RefusedError: The database is not reached, does not let this login in, holds no such
            organisation, or was made by an older or a newer program.
    """
    place = parse_address(address) if isinstance(address, str) else address
    who = actor or current_actor()
    link = Link(place, f"auditrack {who.login}", patience)
    try:
        look_at_tables(link)
        organisation = which(link)
        return DatabaseRegister(link, organisation, who, clock or _now, read_only, patience)
    except BaseException:
        link.close()
        raise


class _Doubt:
    """A save whose end nobody knows: its entry and its hash."""

    def __init__(self) -> None:
        self.number = 0
        self.name = b""
        self.is_ending = False
        self.saved: Saved | None = None
        self.body: Body | None = None


class DatabaseRegister(Keeping):
    """An open register in a database: the live state, and the way to change it.

    Any thread may read, poll and write. What is read stands at one entry until `poll` or a save
    moves it on.
    """

    def __init__(
        self,
        link: Link,
        organisation: str,
        actor: Actor,
        clock: Clock,
        read_only: bool,
        patience: float,
    ) -> None:
        row = head_row(link, organisation)
        if states.is_filling(row.state):
            raise RefusedError(problems.not_complete(link.address, states.why_closed(row.state)))
        super().__init__(link, organisation, Head(row.number, row.name.decode()), row.t)
        self.address = link.address.of(organisation)
        is_hardened = hardening.is_hardened(link)
        self.actor = _vouched_for(link, actor) if is_hardened else actor
        self.clock = clock
        self.patience = patience
        self.header: Header = row.header
        """What the register is: its identity, board, format and generation."""
        self._header_name = row.header_name
        self._notices: list[str] = []
        self._unreported: list[Entry] = []
        self._writing = threading.Lock()
        self._writer: int | None = None
        self._writes = Link(
            self.address, f"auditrack {actor.login}, saving", patience, _limits(patience)
        )
        self._doubt: _Doubt | None = None
        self._settled: list[DoubtSettled] = []
        self._closed = False
        self.read_only: str | None = _why_read_only(row, read_only)
        self._shut: str | None = None
        self.capabilities = Capabilities(
            several_hosts=True,
            enforced_rights=is_hardened,
            plain_files=False,
            several_organisations=True,
            pages=True,
        )
        self._shut_or_open(row)
        self._hear_witness()

    @property
    def where(self) -> str:
        """The database and the organisation in it, for people: no secret is in it."""
        return str(self.address)

    @property
    def folder(self) -> None:
        """There is none: everything is in the database."""
        return None

    @property
    def remote(self) -> Self:
        """It is reached over a connection."""
        return self

    @property
    def kept(self) -> DatabaseFiles:
        """The files of evidence kept in the database."""
        return DatabaseFiles(self._link, self._writes, self.organisation)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know about this register, in sentences."""
        return tuple(self._notices)

    def poll(self) -> tuple[Entry, ...]:
        """The entries that were added since the last poll, by others and by this handle.

        An idle poll is one question about one row.

        Raises:
            RefusedError: The server is gone, or its register is not the one that was open.
        """
        if self._closed:
            return ()
        self._link.make()
        self._settle_doubt()
        with self._guard, self._link.not_longer_than(SHORT):
            self._catch_up()
            entries, self._unreported = tuple(self._unreported), []
            return entries

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

    def history(self, ref: str | None = None, since: int | None = None) -> Iterator[Entry]:
        """The entries, oldest first: those that touch a reference, those after entry `since`.

        Raises:
            RefusedError: An entry on the way does not follow from the one before it.
        """
        with self._guard:
            last, header = self._state.number, self.header
        after = since or 0
        if ref is None and since is None:
            yield header_entry(header, self._header_name)
        if ref is not None:
            found = chain.entries_about(
                self._link, self.organisation, ref, after, last, self._header_name
            )
        else:
            found = chain.checked(
                self.address,
                chain.stored_entries(self._link, self.organisation, after, last),
                after,
                self._name_of(after),
            )
        for stored in found:
            yield chain.told(self.address, stored, header)

    def as_recorded(self, number: int) -> Records:
        """The state as it stood at entry `number`, for reading.

        Raises:
            RefusedError: There is no such entry.
        """
        with self._guard:
            last = self._state.number
        if not 0 <= number <= last:
            raise RefusedError(errors.no_such_entry(number, last))
        head = Head(number, self._name_of(number).decode())
        return DatabaseReader(self._link, self.organisation, head)

    # A connection that may be lost

    def let_poll_connect(self) -> None:
        """From now on `poll` alone makes a lost connection again: nobody who reads waits for it."""
        self._link.waits_to_be_made = True

    def reach(self) -> None:
        """Make sure of the connection; nothing that was read changes. For the thread that polls.

        Raises:
            RefusedError: The server is not reached.
        """
        self._link.make()
        with self._link.not_longer_than(SHORT):
            self._link.read("SELECT 1")

    def opens_again(self) -> str:
        """The address that opens the same register in another process; it may hold a secret."""
        conninfo = self.address.conninfo
        joint = "&" if "?" in conninfo else "?"
        return f"{conninfo}{joint}{ORGANISATION}={self.organisation}"

    @property
    def doubt(self) -> Doubt | None:
        """The save that is in doubt, until `poll` or the next save finds out."""
        doubt = self._doubt
        return None if doubt is None else Doubt(doubt.number, doubt.name.decode())

    def settled(self) -> tuple[DoubtSettled, ...]:
        """The doubts that were found out since this was last asked."""
        found, self._settled = tuple(self._settled), []
        return found

    # What organisations let each other see

    def offer(self, kind: str, ref: str, body: bytes) -> None:
        """Let the other organisations of the database see a document.

        Raises:
            RefusedError: The database does not allow it, or is not reached.
        """
        self._change_offers(
            "INSERT INTO offers (org, kind, ref, register, board, n, body)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (org, kind, ref)"
            " DO UPDATE SET register = excluded.register, board = excluded.board,"
            " n = excluded.n, body = excluded.body",
            (
                *(self.organisation, kind, ref, self.header.register, self.header.board),
                *(self.head.number, body.decode()),
            ),
        )

    def withdraw_offer(self, kind: str, ref: str) -> None:
        """Let the others see a document no longer; one that is not offered stays so.

        Raises:
            RefusedError: The database does not allow it, or is not reached.
        """
        self._change_offers(
            "DELETE FROM offers WHERE org = %s AND kind = %s AND ref = %s",
            (self.organisation, kind, ref),
        )

    def offers(self, kind: str) -> tuple[Offer, ...]:
        """What every organisation of the database offers, this one's own included.

        Raises:
            RefusedError: The database does not allow it, or is not reached.
        """
        rows = self._link.read(
            "SELECT org, register, board, ref, body, n FROM offers WHERE kind = %s"
            " ORDER BY org, ref",
            (kind,),
        )
        return tuple(
            Offer(org, register, board, kind, ref, body.encode(), number)
            for org, register, board, ref, body, number in rows
        )

    def close(self) -> None:
        """Let go of the register."""
        if not self._closed:
            self._leave_witness()
        self._closed = True
        self.read_only = self.read_only or "it was closed."
        self._link.close()
        self._writes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Saving

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

    def _not_saved(self, problem: psycopg.Error) -> Refusal:
        if isinstance(problem, psycopg.errors.InsufficientPrivilege):
            return problems.no_right(self.address, "save this")
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

    # A save in doubt

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

    # Following

    def _catch_up(self) -> None:
        """Move on to the last entry there is.

        Raises:
            RefusedError: The server is gone, or the register is not the one that was open.
        """
        if self._damage() is not None:
            return
        row = head_row(self._link, self.organisation, None if self._closed else self.header)
        state = self._state
        self._shut_or_open(row)
        if row.header.generation != self.header.generation:
            self._change_generation(row)
            return
        if row.number == state.number and row.name == state.name:
            return
        if row.number <= state.number:
            self._refuse_writing(
                f"it stands at entry {row.number}, and this session has seen entry "
                f"{state.number}: it was put back from a backup, or changed"
            )
            return
        stored = chain.stored_entries(self._link, self.organisation, state.number, row.number)
        try:
            for one in chain.checked(self.address, stored, state.number, state.name):
                entry = chain.told(self.address, one, self.header)
                self._move_on(chain.body_of(one, self.header), one.name)
                self._unreported.append(entry)
        except RefusedError as refused:
            if refused.refusal.code != "damaged":
                raise
            row = head_row(self._link, self.organisation, self.header)
            if row.header.generation != self.header.generation:
                self._change_generation(row)  # it was written anew between the two questions
                return
            self._refuse_writing(refused.refusal.message.rstrip("."))

    def _shut_or_open(self, row: HeadRow) -> None:
        """Follow whether the register takes changes: one that was moved away takes none."""
        shut = states.why_closed(row.state)
        if shut is not None and self.read_only is None:
            self.read_only = self._shut = shut
        elif shut is None and self._shut is not None:
            self.read_only = self._shut = None

    def _change_generation(self, row: HeadRow) -> None:
        old, seen = self.header, self._state.number
        if row.header.register != old.register or not row.header.follows(
            old.generation, self._state.number, self._state.name.decode()
        ):
            self._refuse_writing("another register was put in its place")
            return
        self._forget()
        self.header, self._header_name = row.header, row.header_name
        self._state.number, self._state.name, self._state.t = row.number, row.name, row.t
        for one in chain.stored_entries(self._link, self.organisation, seen, row.number):
            self._unreported.append(chain.told(self.address, one, self.header))
        self._notices.append(
            f"The register was rewritten as generation {row.header.generation} "
            "(erasure of personal data)."
        )

    def _damage(self) -> str | None:
        return self._damaged

    _damaged: str | None = None

    def _refuse_writing(self, what: str) -> None:
        self._damaged = what
        self.read_only = f"{what}. Run `auditrack verify`: it says what is still good."
        self._notices.append(f"Damage: {what}.")

    def _name_of(self, number: int) -> bytes:
        if number == 0:
            return self._header_name
        found = self._link.read(
            "SELECT hash FROM entries WHERE org = %s AND n = %s", (self.organisation, number)
        )
        if not found:
            raise RefusedError(problems.damaged(self.address, f"entry {number} is missing"))
        return bytes(found[0][0].encode())

    def _change_offers(self, statement: str, given: tuple[Any, ...]) -> None:
        if self.read_only is not None:
            raise RefusedError(errors.read_only(self.read_only))
        try:
            with self._writes.transaction() as connection:
                connection.execute(statement, given)
        except psycopg.Error as problem:
            raise self._writes.refused(problem, "offer this") from None


def _vouched_for(link: Link, actor: Actor) -> Actor:
    """Who acts where the server sees to it: the role that signed in, which it vouches for."""
    login = str(link.read("SELECT session_user")[0][0])
    if login == actor.login:
        return actor
    via = (actor.via or "").removesuffix(LOGIN_UNVERIFIED).rstrip(", ")
    return Actor(login, None, f"{via + ', ' if via else ''}{actor.login} there")


def _limits(seconds: float) -> tuple[str, ...]:
    """A turn that does not come is told of; one that nobody ends is ended by the server."""
    return (
        f"SET lock_timeout TO {max(1, int(seconds * 1000))}",
        "SET idle_in_transaction_session_timeout TO 120000",
    )


def _why_read_only(row: HeadRow, wished: bool) -> str | None:
    if wished:
        return "it was opened so."
    if row.header.format > FORMAT:
        return errors.newer_format(row.header.format, FORMAT)
    return None


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


def _now() -> int:
    return time.time_ns() // 1_000_000
