"""The snapshot: the records in TinyDB's own layout, quick to open, disposable, never trusted.

The first line holds the `_register` table, each other table is one line. So a table is found, and
its bytes are checked, without reading the others; to TinyDB the file is its own JSON.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import msgspec

from auditrack.register.disk import disk, sync_folder, write_all
from auditrack.register.errors import UnreadableSnapshotError
from auditrack.register.journal import Journal, Position
from auditrack.register.line import FORMAT, Header, Scalar, Value
from auditrack.register.place import FILE_MODE, SNAPSHOT
from auditrack.register.state import Rows, State

LAYOUT = 2
NEWER_BYTES = 8 * 1024 * 1024
"""So much newer journal makes whoever closes write a snapshot."""

FIRST_BYTES = 1024 * 1024
"""As much, where there is no snapshot yet: opening a thousand recommendations is worth one."""

_SHARED_LENGTH = 48
"""The longest text that is looked for among those of other records."""

_FEW = 3_000
"""So few records may have texts of their own: it costs less than the search."""

_LONGEST_HEAD = 1024 * 1024


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """Where a table's JSON stands after the first line, its CRC-32 and its number of records."""

    offset: int
    length: int
    crc: int
    count: int


class SnapshotHead(msgspec.Struct, frozen=True):
    """The `_register` record: which entry the snapshot stands at and where everything is.

    `offset` is where the journal's line of that entry begins and `end` where it ends; `check` is
    the CRC-32 of all the rest, for a wrong next number would give one reference to two records.
    """

    layout: int
    format: int
    register: str
    generation: int
    number: int
    offset: int
    end: int
    lines: int
    head: str
    previous: str
    t: int
    next: dict[str, int]
    tables: dict[str, Stored]
    check: int = 0

    def sealed(self) -> "SnapshotHead":
        """The same with its check as it should be."""
        bare = msgspec.structs.replace(self, check=0)
        return msgspec.structs.replace(self, check=crc32(msgspec.json.encode(bare)))

    def position(self) -> Position:
        """The place in the journal that the snapshot claims to stand at."""
        return Position(
            self.end,
            self.offset,
            self.lines,
            self.number,
            self.head.encode(),
            self.previous.encode(),
            self.t,
        )


class _Head(msgspec.Struct, frozen=True):
    register: dict[str, SnapshotHead] = msgspec.field(name="_register")


_decode_head = msgspec.json.Decoder(_Head).decode
_decode_table = msgspec.json.Decoder(dict[str, dict[str, Value]]).decode


class SnapshotTable:
    """One table of an open snapshot."""

    def __init__(self, snapshot: "Snapshot", stored: Stored) -> None:
        self._snapshot = snapshot
        self._stored = stored

    @property
    def count(self) -> int:
        """How many records the table has."""
        return self._stored.count

    def raw(self) -> bytes:
        """The table's JSON.

        Raises:
            UnreadableSnapshotError: The bytes are not those that were written.
        """
        return self._snapshot.read(self._stored)

    def rows(self) -> Iterator[dict[str, Value]]:
        """The table's records in order of entry, each let go of here before the next.

        Raises:
            UnreadableSnapshotError: The bytes are not those that were written, or no records.
        """
        try:
            table = _decode_table(self.raw())
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            raise UnreadableSnapshotError(str(problem)) from None
        if len(table) != self.count:
            raise UnreadableSnapshotError("records are missing")
        shared = self._snapshot.shared
        for place in list(table):
            fields = table.pop(place)
            if "ref" not in fields or "rev" not in fields:
                raise UnreadableSnapshotError("records are missing")
            for name, value in fields.items():
                if type(value) is str:
                    if len(value) <= _SHARED_LENGTH and name != "ref":
                        fields[name] = shared.setdefault(value, value)
                elif type(value) is tuple:
                    fields[name] = shared.get(value) or _share(shared, value)
            yield fields
        self._snapshot.has_read(self._stored)


def _share(shared: dict[Value, Value], value: tuple[Scalar, ...]) -> Value:
    if any(type(member) is not str for member in value):
        return value  # yes is 1 to Python
    members = tuple(shared.setdefault(member, member) for member in value)
    shared[members] = members  # type: ignore[index, assignment]
    return members  # type: ignore[return-value]


class Snapshot:
    """An open snapshot file."""

    def __init__(self, path: Path) -> None:
        """Open a snapshot and read its first line.

        Raises:
            UnreadableSnapshotError: It is missing, foreign or damaged.
        """
        self._fd = -1
        self.shared: dict[Value, Value] = {}
        """References, dates and words that many records have: each is kept in memory once."""
        self._unread = 0
        try:
            self._fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            data = os.pread(self._fd, _LONGEST_HEAD, 0)
        except OSError as problem:
            raise UnreadableSnapshotError(str(problem)) from None
        line, newline, _ = data.partition(b"\n")
        self._base = len(line) + 1
        try:
            # With tables after it the first line ends in a comma, and the object's brace is later.
            self.head = _decode_head(
                line[:-1] + b"}" if line[-1:] == b"," else line + b"}"
            ).register["1"]
        except (msgspec.DecodeError, UnicodeDecodeError, KeyError) as problem:
            raise UnreadableSnapshotError(str(problem)) from None
        if not newline or self.head.layout != LAYOUT:
            raise UnreadableSnapshotError("its layout is not ours")
        if self.head != self.head.sealed():
            raise UnreadableSnapshotError("its first line was changed after it was written")
        self._unread = sum(stored.count for stored in self.head.tables.values())

    def __del__(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)

    def tables(self) -> dict[str, SnapshotTable]:
        """The tables by name."""
        return {name: SnapshotTable(self, stored) for name, stored in self.head.tables.items()}

    def has_read(self, stored: Stored) -> None:
        """Note that a table was read; nothing is looked for any more once few records are left."""
        self._unread -= stored.count
        if self._unread < _FEW:
            self.shared.clear()

    def read(self, stored: Stored) -> bytes:
        """The bytes of a table, checked."""
        data = os.pread(self._fd, stored.length, self._base + stored.offset)
        if len(data) != stored.length or crc32(data) != stored.crc:
            raise UnreadableSnapshotError("a table was changed after it was written")
        return data

    def state(self) -> State:
        """The records as of the snapshot's entry, each table decoded when it is asked for."""
        head = self.head
        state = State(head.number, head.head.encode(), head.t)
        state.tables = {name: Rows(name, table) for name, table in self.tables().items()}
        state.next_numbers = dict(head.next)
        return state


def usable(path: Path, journal: Journal) -> Snapshot | None:
    """The snapshot, if the head it recorded stands at its offset in the journal."""
    try:
        snapshot = Snapshot(path / SNAPSHOT)
    except UnreadableSnapshotError:
        return None
    head, header = snapshot.head, journal.header
    # Its records are as the program that wrote it reads them, whatever the journal's format.
    if (head.register, head.generation, head.format) != (
        header.register,
        header.generation,
        FORMAT,
    ):
        return None
    return snapshot if journal.holds(head.position()) else None


def write(path: Path, header: Header, state: State, position: Position) -> None:
    """Write the snapshot beside the old one and rename it into place; the caller holds the lock.

    Raises:
        OSError: The disk did not take it; the old snapshot stands.
        UnreadableSnapshotError: A table to be copied from the old snapshot is damaged.
    """
    lines: list[bytes] = []
    tables: dict[str, Stored] = {}
    offset = 0
    for name, rows in state.tables.items():
        stored = rows.untouched
        if stored is not None:
            data, count = stored.raw(), stored.count
        else:
            records = rows.records()
            count = len(records)
            data = msgspec.json.encode({record.doc_id: record for record in records.values()})
        key = msgspec.json.encode(name) + b":"
        tables[name] = Stored(offset + len(key), len(data), crc32(data), count)
        lines.append(key + data)
        offset += len(key) + len(data) + 2
    head = SnapshotHead(
        layout=LAYOUT,
        format=FORMAT,
        register=header.register,
        generation=header.generation,
        number=position.number,
        offset=position.start,
        end=position.offset,
        lines=position.lines,
        head=position.name.decode(),
        previous=position.previous.decode(),
        t=position.t,
        next=state.next_numbers,
        tables=tables,
    )
    first = msgspec.json.encode(_Head({"1": head.sealed()}))[:-1]
    new = path / f"{SNAPSHOT}.new"
    new.unlink(missing_ok=True)
    fd = disk.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
    try:
        try:
            os.fchmod(fd, FILE_MODE)
            write_all(fd, b",\n".join((first, *lines)) + b"\n}\n")
            disk.fsync(fd)
        finally:
            os.close(fd)
        disk.replace(new, path / SNAPSHOT)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(path)
