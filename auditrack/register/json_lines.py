"""Every record of a register as JSON Lines, and a new register from them, without loss.

The first line says what the file is and how many records each table has. Each further line is one
record: its table, its reference and its fields, those that this program does not know too. The
history, with its revisions and who did what, is not in it, nor are kept files, which are copied
beside it: a backup has both.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from auditrack.model.change import Actor, Insert, Records, Refusal, RefusedError, Transaction
from auditrack.model.text import one_line
from auditrack.register import errors
from auditrack.register.evidence_back import (
    AWAITING,
    RESTORATIONS,
    copy_back,
    files_named,
)
from auditrack.register.evidence_check import Progress
from auditrack.register.line import Value
from auditrack.register.place import private_folder, state_folder
from auditrack.register.postgres.address import Address
from auditrack.register.protocol import Store
from auditrack.register.repeated_keys import key_twice
from auditrack.register.restoration import new_folder
from auditrack.register.store import LARGEST, Clock, create_register
from auditrack.register.values import OWN_FIELDS

FORMAT = 1
"""The version of these lines."""

_ONE_ENTRY = LARGEST // 2
"""Bytes of lines that go into one entry: more would not be a line of the journal."""


class Heading(msgspec.Struct, frozen=True):
    """The first line."""

    auditrack: str
    format: int
    board: str
    tables: dict[str, int]


class RecordLine(msgspec.Struct, frozen=True):
    """A record."""

    table: str
    ref: str
    fields: dict[str, Value]


def records_as_lines(register: Store, state: Records | None = None) -> Iterator[bytes]:
    """The lines of a register as it stands, or of an earlier state of it, newlines included."""
    state = state or register
    names = sorted(register.tables())
    tables = {name: rows for name in names if (rows := state.select(name))}
    counts = {name: len(rows) for name, rows in tables.items()}
    heading = Heading("records", FORMAT, register.header.board, counts)
    yield msgspec.json.encode(heading) + b"\n"
    for name, rows in tables.items():
        for row in rows:
            fields = {field: value for field, value in row.items() if field not in OWN_FIELDS}
            yield msgspec.json.encode(RecordLine(name, str(row["ref"]), fields)) + b"\n"


def register_from_lines(
    file: Path,
    path: Path,
    actor: Actor,
    clock: Clock | None = None,
    files: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Make a new register, at a path where nothing is, with the records of such a file.

    They are entered in one transaction; in several where one line of the journal would be too
    long, and nobody sees the register before the last. Gives the number of records by table.
    Kept files are taken from the folder `files`, or from another register's folder; those that are
    not there are noted as files that the register waits for.

    Raises:
        RefusedError: A line is not one of these, records are missing, something is at the path, or
            the disk refuses; then nothing is at the path.
    """
    shown = one_line(str(file))
    lines = _lines(file, shown)
    heading = _heading(shown, next(lines, b""))
    counts = dict.fromkeys(heading.tables, 0)
    with (
        new_folder(path) as building,
        create_register(building, heading.board, actor, clock) as register,
    ):
        for records in _batches(lines, shown):
            for record in records:
                counts[record.table] = counts.get(record.table, 0) + 1
            ops = tuple(Insert(one.table, one.ref, one.fields) for one in records)
            made = Transaction("init restore", ops, why=f"records of {one_line(file.name)}")
            answer = register.transact(lambda _state, made=made: made)  # type: ignore[misc]
            if isinstance(answer, Refusal):
                raise RefusedError(answer)
        if counts != heading.tables:
            raise _not_lines(shown, "it does not hold the number of records that it says")
        wanted = set(files_named(register))
        if files is not None:
            wanted -= copy_back(register.kept, wanted, files, progress)
        if wanted:
            _note_awaited(register, wanted, counts)
        register.write_snapshot()
    return counts


def database_from_lines(
    file: Path,
    address: Address,
    actor: Actor,
    files: Path | None = None,
    progress: Progress | None = None,
) -> tuple[dict[str, int], str]:
    """As `register_from_lines`, of an organisation of a database; gives its address too.

    It is made in a private folder first and moved from there, so that a file that does not hold
    leaves nothing in the database.

    Raises:
        RefusedError: as there, or something is at the address, or the database refuses.
    """
    from auditrack.register.move import move
    from auditrack.register.move_folder import FolderFrom
    from auditrack.register.postgres.moving import DatabaseTo

    with TemporaryDirectory(prefix="restoring-", dir=private_folder(state_folder())) as private:
        made = Path(private) / "register"
        counts = register_from_lines(file, made, actor, files=files, progress=progress)
        source = FolderFrom(made, actor, 0)
        try:
            target = DatabaseTo(address, actor, source.header.board)
            try:
                target.must_be_free()
                move(source, target)
            finally:
                target.close()
        finally:
            source.close()
    return counts, target.shown


def _note_awaited(register: Store, wanted: set[str], counts: dict[str, int]) -> None:
    ref = f"rst-{register.next_number('rst')}"
    fields = {AWAITING: tuple(sorted(wanted)), "records": sum(counts.values())}
    made = Transaction("init restore", (Insert(RESTORATIONS, ref, fields),))
    answer = register.transact(lambda _state: made)
    if isinstance(answer, Refusal):
        raise RefusedError(answer)


def _batches(lines: Iterator[bytes], shown: str) -> Iterator[list[RecordLine]]:
    size = 0

    def batch(numbered: tuple[int, bytes]) -> int:
        nonlocal size
        size += len(numbered[1])
        return size // _ONE_ENTRY

    for _, group in groupby(enumerate(lines, 2), batch):
        yield [_record(shown, number, line) for number, line in group]


def _lines(file: Path, shown: str) -> Iterator[bytes]:
    try:
        with file.open("rb") as stream:
            while line := stream.readline(LARGEST + 1):
                if len(line) > LARGEST:
                    raise _not_lines(shown, "a line is longer than any record")
                if not line.endswith(b"\n"):
                    raise _not_lines(shown, "its last line is unfinished")
                yield line[:-1]
    except OSError as problem:
        raise _not_lines(shown, errors.reason(problem)) from None


def _heading(shown: str, line: bytes) -> Heading:
    try:
        heading = msgspec.json.decode(line, type=Heading)
    except (ValueError, RecursionError):
        raise _not_lines(shown, "its first line does not say so") from None
    if heading.auditrack != "records":
        raise _not_lines(shown, "its first line does not say so")
    if heading.format > FORMAT:
        raise RefusedError(
            Refusal(
                "newer-format",
                f"{shown} was written by a newer auditrack.",
                todo="Install the newer auditrack that wrote it.",
            )
        )
    return heading


def _record(shown: str, number: int, line: bytes) -> RecordLine:
    try:
        record = msgspec.json.decode(line, type=RecordLine)
        twice = key_twice(line)
    except (ValueError, RecursionError) as problem:
        raise _not_lines(shown, f"line {number} is no record ({one_line(str(problem))})") from None
    if twice:
        raise _not_lines(shown, f'line {number} says "{one_line(twice)}" twice')
    return record


def _not_lines(shown: str, why: str) -> RefusedError:
    return RefusedError(
        Refusal(
            "not-records",
            f"{shown} is not a file of records: {why}.",
            todo="Write it anew with: auditrack export --format jsonl --out FILE",
        )
    )
