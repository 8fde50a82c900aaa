"""The history: entries as they were written, and the record as it stood at any of them."""

from collections.abc import Iterator

import msgspec

from auditrack.model.change import Entry, RefusedError
from auditrack.register import errors
from auditrack.register.journal import Damage, Journal, Position
from auditrack.register.line import (
    HASH_AT,
    HASH_END,
    TORN,
    Body,
    WrittenOp,
    as_bytes,
    entry_of,
    follows,
    header_entry,
)
from auditrack.register.state import State
from auditrack.register.upcast import read_current, upcast


def entries(
    journal: Journal, stop: int, ref: str | None = None, since: int | None = None
) -> Iterator[Entry]:
    """The entries before the byte `stop`, oldest first, that touch `ref`, after entry `since`.

    Entry 0, the making of the register, comes first where neither is given.

    Raises:
        RefusedError: A line on the way does not follow from the one before it.
    """
    begin = journal.begin
    if ref is None and since is None:
        yield header_entry(journal.header, begin.name)
    # An operation is written with its keys in one order, and quotes inside texts are escaped.
    needle = b"" if ref is None else b'"id":' + as_bytes(ref) + b',"rev":'
    number, previous, line_number = 0, begin.name, 1
    for line in journal.lines(begin.offset, stop):
        line_number += 1
        if line.endswith(TORN):
            continue
        number += 1
        if not follows(previous, line):
            why = "does not follow from the line before it"
            raise RefusedError(
                errors.damaged_record(
                    journal.path, str(Damage(line_number, 0, number, why)).rstrip(".")
                )
            )
        previous = line[HASH_AT:HASH_END]
        if (since is None or number > since) and needle in line:
            yield _entry(journal, line)


def _entry(journal: Journal, line: bytes) -> Entry:
    try:
        return entry_of(read_current(line, journal.header.format), line[HASH_AT:HASH_END])
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise RefusedError(
            errors.damaged_record(journal.path, "an entry is not one that this program understands")
        ) from None


def changes_since(
    journal: Journal, stop: int, table: str, ref: str, rev: int
) -> Iterator[tuple[Body, WrittenOp]]:
    """The operations that took a record past revision `rev`, the latest first."""
    needle = b'"table":' + as_bytes(table) + b',"id":' + as_bytes(ref) + b',"rev":'
    for line in journal.lines_backwards(stop):
        if needle not in line or line.endswith(TORN):
            continue
        body = read_current(line, journal.header.format)
        for op in reversed(body.ops):
            if op.table == table and op.id == ref:
                if op.rev > rev:
                    yield body, op
                if op.rev <= rev + 1:
                    return


def end_of(journal: Journal, stop: int, number: int) -> int:
    """The byte behind the line of an entry, or `stop` where there is no such entry."""
    offset = journal.begin.offset
    for line in journal.lines(offset, stop):
        if number == 0:
            return offset
        offset += len(line) + 1
        number -= not line.endswith(TORN)
    return offset


def replay(journal: Journal, stop: int, until: int | None = None) -> tuple[State, Position]:
    """The state after following the journal from its header to the byte `stop` or entry `until`.

    It stops before damage; the position tells how far it came.
    """
    at = journal.begin
    state = State(0, at.name, at.t)
    climb = upcast(journal.header.format)
    for followed in journal.stretches(at, stop):
        for body, name in zip(followed.bodies, followed.names, strict=True):
            if until is not None and body.n > until:
                return state, at
            state.advance(body if climb is None else climb(body), name)
        at = followed.position
    return state, at
