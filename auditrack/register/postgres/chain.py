"""The chain in the database: entries whose hashes follow from one another, as in the journal.

A line of the journal is the frame around a body; the database keeps the hash and the body's exact
text, and the frame is put round it again where a line is wanted.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from auditrack.model.change import Entry, RefusedError
from auditrack.register.line import (
    BODY_AT,
    MIDDLE,
    OPENING,
    READER,
    ROOT,
    Body,
    Header,
    WrittenOp,
    digest,
    entry_of,
    header_versions,
    read_header,
)
from auditrack.register.postgres import problems
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.schema import BY_REF
from auditrack.register.upcast import read_current
from auditrack.register.values import text_problem

PAGE = 1_000
"""Entries that are read at once at the most."""

_FIRST = 4
_HEAVY = 4_000_000
"""Letters of entries that are not doubled: reading goes on with fewer at once."""


class StoredEntry(NamedTuple):
    """One entry as the database holds it."""

    number: int
    name: bytes
    text: bytes

    @property
    def line(self) -> bytes:
        """The line of the journal that it is, without its newline."""
        return b"".join((OPENING, self.name, MIDDLE, self.text, b"}"))


def header_of(place: object, text: str, name: str) -> Header:
    """Entry 0.

    Raises:
        RefusedError: It was changed, or a newer program wrote it.
    """
    line = StoredEntry(0, name.encode(), text.encode()).line
    versions = header_versions(line)
    if versions is not None and versions[1] > READER:
        raise RefusedError(problems.newer_tables(place, versions[1], READER))
    if digest(ROOT, text.encode()) != name.encode():
        raise RefusedError(problems.damaged(place, "its first entry was changed"))
    try:
        return read_header(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise RefusedError(problems.damaged(place, "its first entry cannot be read")) from None


def body_of(stored: StoredEntry, header: Header) -> Body:
    """The transaction of an entry.

    Raises:
        msgspec.DecodeError: It is none that this program understands.
    """
    return read_current(stored.line, header.format)


def format_of(link: Link, org: str, number: int) -> int | None:
    """The format that an entry names, where it is another one than the header's."""
    # It stands before the operations, whose quotes are escaped inside texts; they may be long.
    rows = link.read(
        "SELECT split_part(body, '\"ops\":', 1) FROM entries WHERE org = %s AND n = %s",
        (org, number),
    )
    try:
        found = msgspec.json.decode(f'{rows[0][0]}"ops":[]}}') if rows else {}
    except msgspec.DecodeError:
        return None  # `verify` and whoever reads it say what is wrong with it
    format = found.get("format") if isinstance(found, dict) else None
    return format if isinstance(format, int) else None


def stored_entries(
    link: Link, org: str, after: int, until: int, rows: int = PAGE
) -> Iterator[StoredEntry]:
    """The entries after one number up to another, as they stand there, unchecked."""
    many = min(_FIRST, rows)
    while after < until:
        page = link.read(
            "SELECT n, hash, body FROM entries WHERE org = %s AND n > %s AND n <= %s"
            " ORDER BY n LIMIT %s",
            (org, after, until, many),
        )
        for number, name, text in page:
            yield StoredEntry(number, name.encode(), text.encode())
        if len(page) < many:
            return
        after = page[-1][0]
        # An entry is a word or a whole import: so many at once as do not fill the memory.
        weight = sum(len(text) for _, _, text in page)
        many = max(many // 4, 1) if weight > _HEAVY else min(many * 4, rows)


def checked(
    place: object, entries: Iterator[StoredEntry], number: int, previous: bytes
) -> Iterator[StoredEntry]:
    """The same entries, each one that follows from the one before it.

    Raises:
        RefusedError: One does not follow.
    """
    for stored in entries:
        number += 1
        if stored.number != number:
            raise RefusedError(problems.damaged(place, f"entry {number} is missing"))
        if digest(previous, stored.text) != stored.name:
            what = f"entry {number} does not follow from the one before it"
            raise RefusedError(problems.damaged(place, what))
        previous = stored.name
        yield stored


_TOUCHED = (
    "SELECT e.n, e.hash, e.body, coalesce(p.hash, %s) FROM entries e"
    " LEFT JOIN entries p ON p.org = e.org AND p.n = e.n - 1"
    " WHERE e.org = %s AND e.n > %s AND e.n <= %s AND e.n IN"
    " (SELECT since FROM documents WHERE org = %s AND ref = %s AND since > %s"
    " UNION SELECT since FROM earlier WHERE org = %s AND ref = %s AND since > %s)"
    " ORDER BY e.n LIMIT %s"
)


def entries_about(
    link: Link, org: str, ref: str, after: int, until: int, header_name: bytes
) -> Iterator[StoredEntry]:
    """The entries that touch a reference, oldest first, each checked against the one before it.

    Raises:
        RefusedError: One does not follow.
    """
    if text_problem(ref) is not None:
        return  # no record has it, and the database cannot be asked for it
    while after < until:
        given: list[Any] = [header_name.decode(), org, after, until]
        page = link.read(_TOUCHED, [*given, org, ref, after, org, ref, after, PAGE])
        for number, name, text, previous in page:
            stored = StoredEntry(number, name.encode(), text.encode())
            if digest(previous.encode(), stored.text) != stored.name:
                what = f"entry {number} does not follow from the one before it"
                raise RefusedError(problems.damaged(link.address, what))
            yield stored
        if len(page) < PAGE:
            return
        after = page[-1][0]


def changes_since(
    link: Link, org: str, header: Header, table: str, ref: str, rev: int
) -> Iterator[tuple[Body, WrittenOp]]:
    """The operations that took a record past revision `rev`, the latest first."""
    rows = link.read(
        "SELECT n, hash, body FROM entries WHERE org = %s AND n IN"
        f" (SELECT since FROM documents WHERE org = %s AND ref = %s AND {BY_REF} AND rev > %s"
        f" UNION SELECT since FROM earlier WHERE org = %s AND ref = %s AND {BY_REF} AND rev > %s)"
        " ORDER BY n DESC",
        [org, *(org, ref, table, rev) * 2],
    )
    for number, name, text in rows:
        body = body_of(StoredEntry(number, name.encode(), text.encode()), header)
        for op in reversed(body.ops):
            if (op.table, op.id) == (table, ref) and op.rev > rev:
                yield body, op


def told(place: object, stored: StoredEntry, header: Header) -> Entry:
    """An entry of the history.

    Raises:
        RefusedError: It is none that this program understands.
    """
    try:
        return entry_of(body_of(stored, header), stored.name)
    except (msgspec.DecodeError, UnicodeDecodeError):
        what = f"entry {stored.number} is not one that this program understands"
        raise RefusedError(problems.damaged(place, what)) from None


def text_of(line: bytes) -> str:
    """The text of the body of a line of the journal, newline and frame taken off."""
    return line[BODY_AT:].rstrip(b"\n")[:-1].decode()
