"""The next generation of a register in the database: as `register.generation` does it for a file.

Every entry is chained anew and the records are made from them again, in one transaction under the
head's lock: before its end the register is as it was for everybody, and after it all is new.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import msgspec
import psycopg

from auditrack.model.change import Head, RefusedError
from auditrack.register.generation import Redact, redacted
from auditrack.register.line import ROOT, Body, Header, digest, seal
from auditrack.register.postgres import problems
from auditrack.register.postgres.chain import (
    StoredEntry,
    body_of,
    checked,
    stored_entries,
    text_of,
)
from auditrack.register.postgres.filling import Pair, add_entries, batches, empty, fill
from auditrack.register.postgres.link import Link


def write_generation(
    connection: "psycopg.Connection[Any]",
    link: Link,
    org: str,
    header: Header,
    header_name: bytes,
    at: Head,
    redact: Redact,
    closing: Body,
) -> bytes:
    """Write the next generation in the transaction that holds the head's lock.

    Args:
        connection: the transaction's.
        link: whose connection it is.
        org: the organisation.
        header: its entry 0 as it is.
        header_name: the hash of that.
        at: its last entry.
        redact: what is done to each entry.
        closing: one more entry, that says by whom and why.

    Returns:
        The hash of the new entry 0.

    Raises:
        RefusedError: The entries are damaged; the transaction must be taken back.
        psycopg.Error: The transaction has failed as a whole.
        MisfitError: An entry does not fit the records.
    """
    new = msgspec.structs.replace(
        header,
        generation=header.generation + 1,
        previous_head=at.hash,
        previous_number=at.number,
    )
    first, line = seal(ROOT, new)
    empty(connection, org)
    name = first
    for lot in batches(_anew(link, org, header, header_name, at, redact, name)):
        numbers = (lot[0].stored.number, lot[-1].stored.number)
        connection.execute(
            "DELETE FROM entries WHERE org = %s AND n BETWEEN %s AND %s", (org, *numbers)
        )
        add_entries(connection, org, (pair.stored for pair in lot))
        fill(connection, org, [pair.body for pair in lot])
        name = lot[-1].stored.name
    name, closed = seal(name, closing)
    add_entries(connection, org, [StoredEntry(closing.n, name, text_of(closed).encode())])
    fill(connection, org, [closing])
    connection.execute(
        "UPDATE heads SET header = %s, header_hash = %s, generation = %s, n = %s, hash = %s,"
        " t = %s WHERE org = %s",
        (
            *(text_of(line), first.decode(), new.generation),
            *(closing.n, name.decode(), closing.t, org),
        ),
    )
    return first


def clear_away(link: Link) -> None:
    """Let the database clear what was replaced out of its tables, where this login may."""
    for table in ("entries", "documents", "earlier"):
        with suppress(psycopg.Error, RefusedError):
            link.connection().execute(f"VACUUM auditrack.{table}")


def _anew(
    link: Link,
    org: str,
    header: Header,
    header_name: bytes,
    at: Head,
    redact: Redact,
    previous: bytes,
) -> Iterator[Pair]:
    # A page is read before what stands in it is replaced: the numbers stay, and none is met twice.
    found = stored_entries(link, org, 0, at.number)
    for stored in checked(link.address, found, 0, header_name):
        try:
            text = redacted(stored.text, body_of(stored, header), redact)
        except (msgspec.DecodeError, UnicodeDecodeError):
            what = f"entry {stored.number} is not one that this program understands"
            raise RefusedError(problems.damaged(link.address, what)) from None
        previous = digest(previous, text)
        anew = StoredEntry(stored.number, previous, text)
        yield Pair(anew, body_of(anew, header))
