"""An organisation's register put into the database as a whole: from a journal, a backup or another.

It comes in stages, each one transaction that takes in some entries and moves the head on. Until the
last one the head says that it is being filled, so that nobody opens half a register; what was cut
short goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import msgspec
import psycopg

from auditrack.model.change import Head, Refusal, RefusedError
from auditrack.register.errors import SAFE
from auditrack.register.line import BODY_AT, HASH_AT, HASH_END, ROOT, TORN, Header, follows
from auditrack.register.postgres import problems, states
from auditrack.register.postgres.chain import (
    StoredEntry,
    body_of,
    checked,
    header_of,
    text_of,
)
from auditrack.register.postgres.filling import Pair, add_entries, batches, empty, fill
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.schema import TABLES
from auditrack.register.repeated_keys import first_repeat
from auditrack.register.state import MisfitError

Told = Callable[[int], object]
"""Is told the number of the last entry that is there for good."""


def stored_lines(lines: Iterable[bytes], number: int = 0) -> Iterator[StoredEntry]:
    """The entries after `number` that lines of a journal are, newlines and unfinished saves off."""
    for line in lines:
        if not line.endswith(TORN):
            number += 1
            yield StoredEntry(number, line[HASH_AT:HASH_END], line[BODY_AT:-1])


def begin_filling(link: Link, org: str, line: bytes, sentence: str) -> Head:
    """Enter an organisation that is to be filled, or find where its filling stopped.

    Args:
        link: the connection; the tables are there.
        org: its name.
        line: the first line of its journal, without the newline.
        sentence: what whoever opens it meanwhile is told.

    Raises:
        RefusedError: Something else is there, or the database does not allow it.
    """
    name = line[HASH_AT:HASH_END].decode()
    if not follows(ROOT, line):
        raise RefusedError(problems.damaged(link.address, "its first entry was changed"))
    text = text_of(line)
    header: Header = header_of(link.address, text, name)
    try:
        with link.transaction() as connection:
            connection.execute(
                "INSERT INTO heads (org, register, board, header, header_hash, generation, n,"
                " hash, t, state) VALUES (%s, %s, %s, %s, %s, %s, 0, %s, %s, %s)"
                " ON CONFLICT (org) DO NOTHING",
                (
                    *(org, header.register, header.board, text, name),
                    *(header.generation, name, header.t, states.filling(sentence)),
                ),
            )
            row = connection.execute(
                "SELECT n, hash, state, header_hash FROM heads WHERE org = %s", (org,)
            ).fetchone()
    except psycopg.Error as problem:
        raise link.refused(problem, "make a register", is_owners=True) from None
    if row is None or not states.is_filling(row[2]):
        raise RefusedError(problems.taken(link.address, org))
    if row[3] != name:
        raise RefusedError(_another(link.address, org))
    return Head(row[0], row[1])


def load(
    link: Link,
    org: str,
    header: Header,
    at: Head,
    entries: Iterable[StoredEntry],
    told: Told | None = None,
) -> Head:
    """Take in entries that follow on the head of an organisation that is being filled.

    Args:
        link: the connection.
        org: the organisation.
        header: its header, for the format of the entries.
        at: where it stands; `begin_filling` gives it.
        entries: those after it, in order; each is checked against the one before it.
        told: is told after each stage how far it came.

    Raises:
        RefusedError: An entry does not follow, the server went away, or somebody else is filling
            the same register. What was taken in before stays, to go on from.
    """
    for setting in ("gin_pending_list_limit", "maintenance_work_mem"):
        # The indexes take in a lot at once in a fraction of the time; not every store knows this.
        with suppress(psycopg.Error):
            link.connection().execute(f"SET {setting} = '128MB'")
    pairs = _read(link, header, checked(link.address, iter(entries), at.number, at.hash.encode()))
    for lot in batches(pairs):
        at = _take_in(link, org, at, lot)
        if told is not None:
            told(at.number)
    return at


def open_up(link: Link, org: str, at: Head) -> None:
    """Let an organisation that was filled be opened.

    Raises:
        RefusedError: It does not stand at that entry, or the database does not allow it.
    """
    try:
        with link.transaction() as connection:
            opened = connection.execute(
                "UPDATE heads SET state = %s WHERE org = %s AND n = %s AND hash = %s",
                (states.OPEN, org, at.number, at.hash),
            )
    except psycopg.Error as problem:
        raise link.refused(problem, "open a register", is_owners=True) from None
    if opened.rowcount != 1:
        raise RefusedError(_somebody_else(link.address, org))


def count_anew(link: Link) -> None:
    """Let the database look at what its tables hold now, so that it plans its reading by that."""
    for table in ("documents", "earlier", "entries", "counters"):
        # Where only the owner may, the server does it by itself in a while.
        with suppress(psycopg.Error, RefusedError):
            link.connection().execute(f"VACUUM (ANALYZE) auditrack.{table}")


def discard(link: Link, org: str) -> bool:
    """Take out an organisation whose filling was given up; whether there was one.

    Raises:
        RefusedError: It is open, or the database does not allow it.
    """
    try:
        with link.transaction() as connection:
            row = connection.execute(
                "SELECT state FROM heads WHERE org = %s FOR UPDATE", (org,)
            ).fetchone()
            if row is None:
                return False
            if not states.is_filling(row[0]):
                raise RefusedError(problems.taken(link.address, org))
            for table in reversed(TABLES):
                connection.execute(
                    f"DELETE FROM {table} WHERE org = %s",
                    (org,),
                )
            return True
    except psycopg.Error as problem:
        raise link.refused(problem, "remove what was filled", is_owners=True) from None


def rebuild(
    connection: "psycopg.Connection[tuple[object, ...]]", org: str, pairs: Iterable[Pair]
) -> None:
    """Make records, earlier states and counters anew from all entries, in one transaction.

    Raises:
        psycopg.Error: The transaction has failed as a whole.
        MisfitError: An entry does not fit the records.
    """
    empty(connection, org)
    for lot in batches(pairs):
        fill(connection, org, [pair.body for pair in lot])


def _read(link: Link, header: Header, entries: Iterable[StoredEntry]) -> Iterator[Pair]:
    t = header.t
    for stored in entries:
        try:
            body = body_of(stored, header)
        except (msgspec.DecodeError, UnicodeDecodeError):
            what = f"entry {stored.number} is not one that this program understands"
            raise RefusedError(problems.damaged(link.address, what)) from None
        if body.n != stored.number or body.t < t:
            what = f"entry {stored.number} does not say the number or the time that it should"
            raise RefusedError(problems.damaged(link.address, what))
        t = body.t
        yield Pair(stored, body)


def _take_in(link: Link, org: str, at: Head, lot: list[Pair]) -> Head:
    if first_repeat(b"".join(pair.stored.text + b"\n" for pair in lot)) is not None:
        what = f"one of the entries after {at.number} says the same thing twice"
        raise RefusedError(problems.damaged(link.address, what))
    last, body = lot[-1]
    try:
        with link.transaction() as connection:
            row = connection.execute(
                "SELECT n, hash, state FROM heads WHERE org = %s FOR UPDATE", (org,)
            ).fetchone()
            if row is None or row[:2] != (at.number, at.hash) or not states.is_filling(row[2]):
                raise RefusedError(_somebody_else(link.address, org))
            add_entries(connection, org, (pair.stored for pair in lot))
            fill(connection, org, [pair.body for pair in lot])
            connection.execute(
                "UPDATE heads SET n = %s, hash = %s, t = %s WHERE org = %s",
                (last.number, last.name.decode(), body.t, org),
            )
    except psycopg.Error as problem:
        raise link.refused(problem, "fill a register", is_owners=True) from None
    except MisfitError as misfit:
        what = f"an entry up to {last.number} does not fit the others: {misfit}"
        raise RefusedError(problems.damaged(link.address, what)) from None
    return Head(last.number, last.name.decode())


def _another(place: object, org: str) -> Refusal:
    return Refusal(
        "exists",
        f"Another register is being put in the place of {org} at {place}, and is not complete.",
        safe="What is there was left exactly as it is.",
        todo="Finish or give up that one first, or choose another name.",
    )


def _somebody_else(place: object, org: str) -> Refusal:
    return Refusal(
        "busy",
        f"Somebody else is filling the register {org} at {place}, or has finished or given it up.",
        safe=SAFE,
        todo="Let them finish, and look again.",
    )
