"""An organisation of a database as the place that a register leaves, or goes to."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256

import psycopg

from auditrack import __version__
from auditrack.model.change import Actor, Head, Refusal, RefusedError
from auditrack.model.refs import slug
from auditrack.register import errors
from auditrack.register.line import Header
from auditrack.register.move import Progress, StoredEntry, Table
from auditrack.register.postgres import chain, loading, problems, states, verifying
from auditrack.register.postgres.address import Address
from auditrack.register.postgres.kept import DatabaseFiles
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.opening import head_row, look_at_tables, make_tables, which
from auditrack.register.postgres.reader import DatabaseReader
from auditrack.register.protocol import KeptFiles
from auditrack.register.verify import Verification

_PATIENCE = 10.0


class DatabaseFrom:
    """The organisation that a register leaves.

    Raises:
        RefusedError: It is not reached, is not there, or is still being filled itself.
    """

    def __init__(self, address: Address, actor: Actor) -> None:
        self._link = Link(address, f"auditrack {actor.login}, moving", _PATIENCE)
        self._writes = Link(address, f"auditrack {actor.login}, saving", _PATIENCE)
        try:
            look_at_tables(self._link)
            self._org = which(self._link)
            row = head_row(self._link, self._org)
        except BaseException:
            self.close()
            raise
        if states.is_filling(row.state):
            self.close()
            raise RefusedError(problems.not_complete(address, states.why_closed(row.state)))
        self.shown = str(address.of(self._org))
        self.header: Header = row.header
        self._header_name = row.header_name
        self._at = Head(row.number, row.name.decode())
        self.kept: KeptFiles = DatabaseFiles(self._link, self._writes, self._org)
        self._must_be_allowed()
        text = self._link.read("SELECT header FROM heads WHERE org = %s", (self._org,))[0][0]
        self.header_line = chain.StoredEntry(0, row.header_name, text.encode()).line

    def closed_for(self) -> str | None:
        """Why it takes no changes, as a sentence; None where it takes them."""
        return states.why_closed(head_row(self._link, self._org, self.header).state)

    def head(self) -> Head:
        """The last entry there is by now.

        Raises:
            RefusedError: The server is gone, or it was written anew meanwhile.
        """
        row = head_row(self._link, self._org, self.header)
        if row.header.generation != self.header.generation:
            raise RefusedError(_written_anew(self.shown))
        self._at = Head(row.number, row.name.decode())
        return self._at

    def name_at(self, number: int) -> bytes:
        """The hash of an entry."""
        if number == 0:
            return self._header_name
        rows = self._link.read(
            "SELECT hash FROM entries WHERE org = %s AND n = %s", (self._org, number)
        )
        return rows[0][0].encode() if rows else b""

    def entries(self, after: int, until: int) -> Iterator[StoredEntry]:
        """The entries after one number up to another, each checked against the one before it."""
        found = chain.stored_entries(self._link, self._org, after, until)
        return chain.checked(self.shown, found, after, self.name_at(after))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody writes while this lasts."""
        try:
            with self._writes.transaction() as connection:
                connection.execute(f"SET LOCAL lock_timeout = {int(_PATIENCE * 1000)}")
                connection.execute("SELECT n FROM heads WHERE org = %s FOR UPDATE", (self._org,))
                yield
        except psycopg.errors.LockNotAvailable:
            raise RefusedError(problems.busy(self.shown, "another officer", _PATIENCE)) from None
        except psycopg.Error as problem:
            raise self._writes.refused(problem, "move it") from None

    def shut(self, sentence: str, to: str, complete: bool) -> None:
        """Take no changes from now on."""
        self._set_state(states.closed(sentence))

    def open_again(self) -> None:
        """Take changes again."""
        self._set_state(states.OPEN)

    def tables(self, at: Head) -> Iterator[Table]:
        """Every table as it stands at an entry, by name; each is let go of after it."""
        return _tables(self._link, self._org, at)

    def close(self) -> None:
        """Let go of it."""
        self._link.close()
        self._writes.close()

    def _must_be_allowed(self) -> None:
        """Find out before anything is copied whether this role may close the register."""
        try:
            with self._writes.transaction() as connection:
                connection.execute(
                    "UPDATE heads SET state = state WHERE org = %s AND n < 0", (self._org,)
                )
        except psycopg.Error as problem:
            self.close()
            raise self._writes.refused(problem, "move a register away", is_owners=True) from None

    def _set_state(self, state: str) -> None:
        try:
            with self._writes.transaction() as connection:
                connection.execute("UPDATE heads SET state = %s WHERE org = %s", (state, self._org))
        except psycopg.Error as problem:
            raise self._writes.refused(problem, "close it for writing", is_owners=True) from None


class DatabaseTo:
    """The organisation that a register goes to.

    Raises:
        RefusedError: The database is not reached, or does not allow tables to be made.
    """

    def __init__(self, address: Address, actor: Actor, board: str) -> None:
        name = address.organisation or slug(board)
        self._org = name
        place = address.of(name)
        self.shown = str(place)
        self._link = Link(place, f"auditrack {actor.login}, moving", _PATIENCE)
        self._writes = Link(place, f"auditrack {actor.login}, saving", _PATIENCE)
        try:
            make_tables(self._link, __version__)
        except BaseException:
            self.close()
            raise
        self.kept: KeptFiles = DatabaseFiles(self._link, self._writes, name)

    def half(self) -> Header | None:
        """The first entry of what was left half moved there; None where nothing is."""
        rows = self._link.read("SELECT state FROM heads WHERE org = %s", (self._org,))
        if not rows or not states.is_filling(rows[0][0]):
            return None
        return head_row(self._link, self._org).header

    def half_says(self) -> str | None:
        """What whoever opens what is half there is told; None where nothing is half there."""
        rows = self._link.read("SELECT state FROM heads WHERE org = %s", (self._org,))
        return states.why_closed(rows[0][0]) if rows and states.is_filling(rows[0][0]) else None

    def is_open(self, header: Header) -> bool:
        """Whether this register is there as a whole."""
        rows = self._link.read("SELECT state, register FROM heads WHERE org = %s", (self._org,))
        return bool(rows) and not states.is_filling(rows[0][0]) and rows[0][1] == header.register

    def must_be_free(self) -> None:
        """Refuse a place that holds something, or where this role may not make a register."""
        if self._link.read("SELECT 1 FROM heads WHERE org = %s", (self._org,)):
            raise RefusedError(problems.taken(self._link.address, self._org))
        if not self._link.read("SELECT has_table_privilege('auditrack.heads', 'INSERT')")[0][0]:
            raise RefusedError(problems.no_right(self.shown, "make a register", is_owners=True))

    def begin(self, line: bytes, sentence: str) -> Head:
        """Begin there, or find how far it came."""
        return loading.begin_filling(self._link, self._org, line, sentence)

    def load(
        self,
        header: Header,
        at: Head,
        entries: Iterable[StoredEntry],
        told: Callable[[int], object],
    ) -> Head:
        """Take in the entries that follow, each checked against the one before it."""
        stored = (chain.StoredEntry(one.number, one.name, one.text) for one in entries)
        return loading.load(self._writes, self._org, header, at, stored, told)

    def put_file(self, name: str, pieces: Iterator[bytes]) -> bool:
        """Keep a file; False where its content is not what its name says."""
        first = next(pieces, b"")
        try:
            with self._writes.transaction() as connection:
                content = sha256()
                for number, piece in enumerate(_all(first, pieces)):
                    content.update(piece)
                    connection.execute(
                        "INSERT INTO kept_files (org, sha256, piece, bytes)"
                        " VALUES (%s, %s, %s, %b)",
                        (self._org, name, number, piece),
                    )
                if content.hexdigest() == name:
                    return True
                raise _ChangedError
        except _ChangedError:
            return False
        except psycopg.errors.UniqueViolation:
            return True  # it is there already
        except psycopg.Error as problem:
            raise self._writes.refused(problem, "keep a file") from None

    def verify(self, progress: Progress | None) -> Verification:
        """Look at all of it, as it is there."""
        own = Link(self._link.address, "auditrack, verifying", _PATIENCE)
        try:
            return verifying.examine(own, self._org, self.kept, None, None)
        finally:
            own.close()

    def tables(self, at: Head) -> Iterator[Table]:
        """Every table as it stands there, by name; each is let go of after it."""
        return _tables(self._link, self._org, at)

    def open_up(self, at: Head) -> None:
        """Let it be opened: from now on it is the register."""
        loading.open_up(self._writes, self._org, at)
        loading.count_anew(self._link)

    def discard(self) -> None:
        """Take away what was left half moved."""
        loading.discard(self._writes, self._org)

    def close(self) -> None:
        """Let go of it."""
        self._link.close()
        self._writes.close()


class _ChangedError(Exception):
    """A file is not what its name says."""


def _tables(link: Link, org: str, at: Head) -> Iterator[Table]:
    names = link.read("SELECT name FROM counters WHERE org = %s AND kind = 'count'", (org,))
    for name in sorted(str(row[0]) for row in names):
        yield name, DatabaseReader(link, org, at).select(name)


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _written_anew(shown: str) -> Refusal:
    return Refusal(
        "rewritten",
        f"The register at {shown} was written anew while it was moved (erasure of personal data).",
        safe=errors.SAFE,
        todo="Say the same command again: what was copied before is taken away first.",
    )
