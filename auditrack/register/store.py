"""The door of the register: make one, open one, read it, write to it."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from operator import attrgetter
from os.path import lexists
from pathlib import Path
from time import time_ns
from types import TracebackType
from typing import Self

from auditrack import __version__
from auditrack.model.change import Actor, Build, Refusal, RefusedError, Saved, Transaction
from auditrack.register import errors, snapshot, witness
from auditrack.register.creation import make_register
from auditrack.register.evidence_check import WITHIN, Progress
from auditrack.register.follower import Follower
from auditrack.register.generation import BuildErasure, replace_journal
from auditrack.register.identity import current_actor
from auditrack.register.journal import (
    Journal,
    NotWrittenError,
    Position,
    UnconfirmedError,
    open_journal,
)
from auditrack.register.line import FORMAT, TORN, Body, Value, entry_of, seal
from auditrack.register.lock import PATIENCE, WriteLock
from auditrack.register.merge import Settled, settle
from auditrack.register.moved import MARK, why_moved
from auditrack.register.place import JOURNAL, LOCK, space_warning, unfit_file_system
from auditrack.register.postgres.address import Place, is_address
from auditrack.register.postgres.driver import must_have_psycopg
from auditrack.register.protocol import Capabilities, Offer, Store
from auditrack.register.state import MisfitError
from auditrack.register.values import text_problem
from auditrack.register.verify import Verification, examine

Clock = Callable[[], int]
"""UTC milliseconds since 1970."""

LARGEST = 32 * 1024 * 1024
"""Bytes of the longest line that is written; one import is one line."""


def create_register(
    path: str | Place, board: str, actor: Actor | None = None, clock: Clock | None = None
) -> Store:
    """Make a register in a new folder, or of an organisation in a database, and open it.

    Raises:
        RefusedError: The folder is taken, cannot be made, or is on an unfit file system.
    """
    who = actor or current_actor()
    if is_address(path):
        must_have_psycopg()
        from auditrack.register.postgres.opening import create_organisation
        from auditrack.register.postgres.store import open_database

        made = create_organisation(path, board, who, (clock or _now)(), __version__)
        return open_database(made, who, clock)
    make_register(Path(str(path)), board, who, (clock or _now)(), __version__)
    return open_register(path, who, clock)


def open_register(
    path: str | Place,
    actor: Actor | None = None,
    clock: Clock | None = None,
    read_only: bool = False,
    patience: float = PATIENCE,
) -> Store:
    """Open the register in a folder, or in the database of an address.

    A journal with damage in it opens for reading, up to the last good line; `read_only` of the
    register says why. `patience` is for how many seconds a save tries for the lock before it is
    refused as busy.

    Raises:
        RefusedError: It is no register, this login may not read it, its first line is damaged,
            it needs a newer reader, or it lies on an unfit file system.
    """
    if is_address(path):
        must_have_psycopg()
        from auditrack.register.postgres.store import open_database

        return open_database(path, actor, clock, read_only, patience)
    folder = Path(str(path))
    kind = unfit_file_system(folder)
    if kind is not None:
        raise RefusedError(errors.wrong_file_system(folder, kind))
    journal = open_journal(folder / JOURNAL, read_only)
    try:
        return Register(
            folder, journal, actor or current_actor(), clock or _now, read_only, patience
        )
    except BaseException:
        journal.close()
        raise


class Register(Follower):
    """An open register: the live state, and the way to change it.

    Any thread may read, poll and write; reading goes on while another thread waits for the disk.
    """

    capabilities = Capabilities()

    def __init__(
        self,
        path: Path,
        journal: Journal,
        actor: Actor,
        clock: Clock,
        read_only: bool,
        patience: float,
    ) -> None:
        super().__init__(path, journal, actor, read_only)
        self.read_only = self.read_only or why_moved(path)
        self._mark = f"{path}/{MARK}"
        self.clock = clock
        self._writing = threading.Lock()
        self._writer: int | None = None
        self._lock = WriteLock(path / LOCK, actor, patience)
        self._witness = witness.recall(self.header.register)
        testimony = witness.hear(self._witness, journal, self._at)
        self._vouched = testimony.accepts
        # Where it went it goes on: that this place stands still is no sign of a backup put back.
        if testimony.word not in ("absent", "agrees") and not lexists(self._mark):
            self._notices.append(testimony.sentence)
        warning = space_warning(path)
        if warning is not None:
            self._notices.append(warning)

    def transact(self, build: Build, **context: str | int | None) -> Saved | Refusal:
        """Write one entry: what `build` makes of the state as of the lock, merged and checked.

        `context` gives any of lead, role, why, meeting, import_ref and undoes where the
        transaction leaves them empty. A refusal of `build` is handed back and nothing is written.
        """
        if self._writer == threading.get_ident():
            raise RuntimeError("a transaction cannot begin inside another one")
        with self._writing:
            self._writer = threading.get_ident()
            try:
                if self.read_only is not None:
                    return errors.read_only(self.read_only)
                with self._lock:
                    gone = self._gone()
                    return gone if gone is not None else self._commit(build, context)
            except RefusedError as refused:
                return refused.refusal
            finally:
                self._writer = None

    def erase(self, build: BuildErasure) -> Saved | Refusal:
        """Write the next generation of the journal, from which something is erased.

        `build` gives the entry that closes it and what is done to each entry before, or a refusal;
        then the journal stands as it was.
        """
        with self._writing:
            self._writer = threading.get_ident()
            try:
                if self.read_only is not None:
                    return errors.read_only(self.read_only)
                with self._lock, self._guard:
                    gone = self._gone()
                    return gone if gone is not None else self._write_generation(build)
            except RefusedError as refused:
                return refused.refusal
            finally:
                self._writer = None

    def verify(
        self,
        write_snapshot: bool = False,
        within: float | None = WITHIN,
        progress: Progress | None = None,
    ) -> Verification:
        """Follow the whole journal and compare snapshot, kept files and this officer's witness.

        With `write_snapshot`, a sound journal gets a new snapshot, made from its first line on.
        Kept files are read for `within` seconds, or all of them; `progress` is told of them.
        """
        with self._guard:
            with suppress(RefusedError):
                self._catch_up()
            stop = max(self._journal.size(), 0)
        found = examine(self.path, self._journal, stop, self._witness, within, progress)
        if found.snapshot in ("differs", "unreadable") and self.read_only is None:
            with self._guard:
                self._rebuild()
        if write_snapshot and found.chain and self.read_only is None:
            with self._guard:
                self._rebuild()
            self.write_snapshot()
        return found

    def testimony(self) -> witness.Testimony:
        """What this officer's witness says of the journal, as `verify` says it, at once."""
        with self._guard:
            return witness.hear(self._witness, self._journal, self._at)

    def trust(self) -> None:
        """Let this officer's witness vouch for the journal as it stands, after a restore.

        Raises:
            RefusedError: The journal is damaged; only a whole one can be vouched for.
        """
        with self._guard:
            self._catch_up()
            if self._damage is not None:
                raise RefusedError(errors.read_only(str(self._damage)))
            self._vouched = True
            witness.remember(self._journal, self._at)
            self._witness = witness.recall(self.header.register)

    def write_snapshot(self) -> None:
        """Write the records beside the journal, in TinyDB's layout, so that opening is quick.

        Raises:
            RefusedError: This handle does not write, the lock is busy, or the disk refuses.
        """
        if self.read_only is not None:
            raise RefusedError(errors.read_only(self.read_only))
        with self._writing, self._lock, self._guard:
            self._catch_up(locked=True)
            self._look_closely()
            try:
                try:
                    snapshot.write(self.path, self.header, self._state, self._at)
                except errors.UnreadableSnapshotError:
                    self._rebuild()
                    snapshot.write(self.path, self.header, self._state, self._at)
            except OSError as problem:
                raise RefusedError(errors.no_snapshot(self.path, problem)) from None
            except MisfitError as misfit:
                raise RefusedError(errors.damaged_record(self._journal.path, str(misfit))) from None
            self._snapshot_end = self._at.offset

    def offer(self, kind: str, ref: str, body: bytes) -> None:
        """Refuse: a folder holds one board.

        Raises:
            RefusedError: Always.
        """
        raise RefusedError(errors.one_board())

    def withdraw_offer(self, kind: str, ref: str) -> None:
        """Refuse: a folder holds one board.

        Raises:
            RefusedError: Always.
        """
        raise RefusedError(errors.one_board())

    def offers(self, kind: str) -> tuple[Offer, ...]:
        """Nothing: a folder holds one board."""
        return ()

    def close(self) -> None:
        """Let go of the register; a snapshot is written when much of the journal is newer."""
        if self._journal.closed:
            return
        without = self._snapshot_end == self._journal.begin.offset
        limit = snapshot.FIRST_BYTES if without else snapshot.NEWER_BYTES
        if self.read_only is None and self._at.offset - self._snapshot_end > limit:
            # The journal holds everything; a snapshot that cannot be written is only slower.
            with suppress(RefusedError):
                self.write_snapshot()
        if self._vouched and self._damage is None:
            seen = self._witness
            if seen is None or seen.head != self._at.name.decode():
                witness.remember(self._journal, self._at)
        self.read_only = self.read_only or "it was closed."
        self._lock.close()
        self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _commit(self, build: Build, context: Mapping[str, str | int | None]) -> Saved | Refusal:
        journal = self._journal
        with self._guard:
            known = self._at.offset
            size = self._catch_up(locked=True)
            if self.read_only is not None:
                return errors.read_only(self.read_only)
            journal = self._journal
            alone = size == known
            made = build(self)
            if isinstance(made, Refusal):
                return made
            transaction = _with_context(made, context) if context else made
            settled = settle(transaction, self._current, self._changes_since)
            if isinstance(settled, Refusal):
                return settled
            at = self._at
            body = self._body(transaction, settled)
            refusal = _text_refusal(body)
            if refusal is not None:
                return refusal
            name, line = seal(at.name, body)
            if len(line) > LARGEST:
                return errors.too_large(len(line), LARGEST)
            closing = TORN + b"\n" if size > at.offset else b""
        try:
            journal.append(closing + line, size, early=alone)
            # Whoever writes next stands on this line, and their flush makes both durable: so
            # several officers share one turn of the disk. Nothing is confirmed before our own.
            self._flushing = True
            self._lock.let_go()
            # What others see already, this handle may see too; the disk is at work meanwhile.
            self._take_own(body, name, size + len(closing), size + len(closing) + len(line))
            saved = Saved(entry_of(body, name), settled.merged, settled.references)
            journal.flush()
        except UnconfirmedError as failed:
            self.read_only = (
                f"the disk did not confirm entry {body.n}. Open the register again to go on."
            )
            return errors.unconfirmed(journal.path, body.n, failed.problem)
        except NotWrittenError as failed:
            return errors.not_saved(journal.path, failed.problem)
        finally:
            self._flushing = False
        if closing:
            self._notices.append(
                f"{size - at.offset} bytes of a save that did not complete were closed off; "
                "they are not part of the record."
            )
        return saved

    def _take_own(self, body: Body, name: bytes, start: int, end: int) -> None:
        with self._guard:
            at = self._at
            # A poll of another thread may have read the line already.
            if at.number < body.n:
                self._state.advance(body, name)
                self._at = Position(
                    offset=end,
                    start=start,
                    lines=at.lines + (2 if start > at.offset else 1),
                    number=body.n,
                    name=name,
                    previous=at.name,
                    t=body.t,
                )

    def _gone(self) -> Refusal | None:
        """Whether the register went elsewhere since it was opened; asked under the lock."""
        if not lexists(self._mark):
            return None
        self.read_only = why_moved(self.path)
        return None if self.read_only is None else errors.read_only(self.read_only)

    def _write_generation(self, build: BuildErasure) -> Saved | Refusal:
        self._catch_up(locked=True)
        if self.read_only is not None:
            return errors.read_only(self.read_only)
        made = build(self)
        if isinstance(made, Refusal):
            return made
        transaction, redact = made
        settled = settle(transaction, self._current, self._changes_since)
        if isinstance(settled, Refusal):
            return settled
        body = self._body(transaction, settled)
        refusal = _text_refusal(body)
        if refusal is not None:
            return refusal
        try:
            head = replace_journal(self.path, self._journal, self._at, redact, body)
        except UnconfirmedError as failed:
            self.read_only = (
                f"the disk did not confirm entry {body.n}. Open the register again to go on."
            )
            return errors.unconfirmed(self._journal.path, body.n, failed.problem)
        self._catch_up(locked=True)
        return Saved(entry_of(body, head.hash.encode()), settled.merged, settled.references)

    def _body(self, transaction: Transaction, settled: Settled) -> Body:
        return Body(
            n=self._at.number + 1,
            t=max(int(self.clock()), self._at.t),
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

    def _current(self, table: str, ref: str) -> Mapping[str, Value] | None:
        rows = self._state.rows(table)
        # A number that was never given out needs no look at the table, which may not be decoded.
        if rows is None or (not rows.decoded and self._state.never_numbered(ref)):
            return None
        return self._records(table).get(ref)


def _with_context(made: Transaction, context: Mapping[str, str | int | None]) -> Transaction:
    missing = {
        name: value
        for name, value in context.items()
        if value is not None and getattr(made, name) in (None, "")
    }
    return made._replace(**missing) if missing else made  # type: ignore[arg-type]


_TEXTS = ("login", "lead", "role", "via", "cmd", "why", "import_ref", "meeting")
_texts = attrgetter(*_TEXTS)


def _text_refusal(body: Body) -> Refusal | None:
    texts = _texts(body)
    together = "".join(filter(None, texts))
    if together.isascii() and "\0" not in together:
        return None  # nearly always
    for name, text in zip(_TEXTS, texts, strict=True):
        problem = text_problem(text) if text else None
        if problem is not None:
            return Refusal(
                "bad-value",
                f"The {name.replace('_', ' ')} of this change {problem}.",
                todo="Correct it and save again.",
            )
    return None


def _now() -> int:
    return time_ns() // 1_000_000
