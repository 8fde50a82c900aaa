"""What many entries make of the tables at once, as `writing` does it for one.

A batch of entries reads what it needs of the records, follows them in memory and writes what comes
of it: no more than a batch is ever held, however large the register is.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import psycopg

from auditrack.register.line import Body, Value
from auditrack.register.postgres.chain import StoredEntry
from auditrack.register.postgres.documents import as_json, place_of, read_json, words_of
from auditrack.register.state import MisfitError, after, numbered

Connection = psycopg.Connection[tuple[Any, ...]]
Key = tuple[str, str]
"""Table and reference."""

BATCH_BYTES = 8 * 1024 * 1024
"""Bytes of entries that are taken in at once, or one entry that is longer."""

BATCH_OPERATIONS = 20_000


class Standing(NamedTuple):
    """A record as it stands: since which entry, and its order of entry."""

    record: dict[str, Value]
    since: int
    place: int


class Pair(NamedTuple):
    """An entry, and what it says."""

    stored: StoredEntry
    body: Body


def batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Entries in lots that fit into memory."""
    lot: list[Pair] = []
    bytes_, operations = 0, 0
    for pair in pairs:
        lot.append(pair)
        bytes_ += len(pair.stored.text)
        operations += len(pair.body.ops)
        if bytes_ >= BATCH_BYTES or operations >= BATCH_OPERATIONS:
            yield lot
            lot, bytes_, operations = [], 0, 0
    if lot:
        yield lot


def add_entries(connection: Connection, org: str, entries: Iterable[StoredEntry]) -> None:
    """Put entries in the chain's table; that they follow was looked at.

    Raises:
        psycopg.Error: The transaction has failed as a whole.
    """
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY entries (org, n, hash, body) FROM STDIN") as copy,
    ):
        for stored in entries:
            copy.write_row((org, stored.number, stored.name.decode(), stored.text.decode()))


def fill(connection: Connection, org: str, bodies: Sequence[Body]) -> None:
    """Write what entries that follow one another make of records, earlier states and counters.

    Raises:
        psycopg.Error: The transaction has failed as a whole.
        MisfitError: An entry does not fit the records.
    """
    before = _standing(connection, org, _asked_for(bodies))
    now: dict[Key, Standing] = dict(before)
    earlier: list[tuple[Any, ...]] = []
    counts: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for body in bodies:
        made: dict[Key, Standing] = {}
        for seat, op in enumerate(body.ops):
            key = (op.table, op.id)
            old = made.get(key) or now.get(key)
            if old is None:
                place = place_of(body.n, seat)
                counts[op.table] = counts.get(op.table, 0) + 1
                prefix, number = numbered(op.id)
                numbers[prefix] = max(numbers.get(prefix, 1), number + 1)
                made[key] = Standing(after(op, None), body.n, place)
            else:
                made[key] = Standing(after(op, old.record), body.n, old.place)
        for key in made:
            was = now.get(key)
            if was is not None:
                earlier.append(_earlier_row(org, key, was, body.n))
        now.update(made)
    changed = {key: one for key, one in now.items() if before.get(key) is not one}
    try:
        _write(connection, org, changed, [key for key in changed if key in before], earlier)
    except psycopg.errors.UniqueViolation:
        raise MisfitError("a record is entered twice") from None
    except psycopg.DataError:
        raise MisfitError("a record holds what the database cannot keep") from None
    _count(connection, org, counts, numbers)


def empty(connection: Connection, org: str) -> None:
    """Take out everything that entries make of the tables; the entries stay.

    Raises:
        psycopg.Error: The transaction has failed as a whole.
    """
    for table in ("documents", "earlier", "counters"):
        connection.execute(f"DELETE FROM {table} WHERE org = %s", (org,))


def _asked_for(bodies: Sequence[Body]) -> list[str]:
    """The references that change before they are entered, so that they must be there."""
    entered: set[Key] = set()
    wanted: dict[str, None] = {}
    for body in bodies:
        for op in body.ops:
            if op.op == "insert":
                entered.add((op.table, op.id))
            elif (op.table, op.id) not in entered:
                wanted[op.id] = None
    return list(wanted)


def _standing(connection: Connection, org: str, refs: list[str]) -> dict[Key, Standing]:
    if not refs:
        return {}
    rows = connection.execute(
        "SELECT tbl, ref, since, place, doc::text FROM documents WHERE org = %s AND ref = ANY(%s)",
        (org, refs),
    )
    try:
        return {
            (table, ref): Standing(read_json(text), since, place)
            for table, ref, since, place, text in rows
        }
    except (msgspec.DecodeError, KeyError):
        raise MisfitError("a record in the table documents cannot be read") from None


def _earlier_row(org: str, key: Key, was: Standing, until: int) -> tuple[Any, ...]:
    table, ref = key
    rev = was.record["rev"]
    return (org, ref, table, rev, was.since, until, was.place, as_json(was.record))


def _write(
    connection: Connection,
    org: str,
    changed: dict[Key, Standing],
    replaced: list[Key],
    earlier: list[tuple[Any, ...]],
) -> None:
    with connection.cursor() as cursor:
        if earlier:
            with cursor.copy(
                "COPY earlier (org, ref, tbl, rev, since, until, place, doc) FROM STDIN"
            ) as copy:
                for row in earlier:
                    copy.write_row(row)
        by_table: dict[str, list[str]] = {}
        for table, ref in replaced:
            by_table.setdefault(table, []).append(ref)
        for table, refs in by_table.items():
            cursor.execute(
                "DELETE FROM documents WHERE org = %s AND tbl = %s AND ref = ANY(%s)",
                (org, table, refs),
            )
        with cursor.copy(
            "COPY documents (org, ref, tbl, rev, since, place, doc, words) FROM STDIN"
        ) as copy:
            for (table, ref), (record, since, place) in changed.items():
                words = words_of(table, record)
                doc = as_json(record)
                copy.write_row((org, ref, table, record["rev"], since, place, doc, words))


def _count(
    connection: Connection, org: str, counts: dict[str, int], numbers: dict[str, int]
) -> None:
    with connection.cursor() as cursor:
        if counts:
            cursor.executemany(
                "INSERT INTO counters (org, kind, name, value) VALUES (%s, 'count', %s, %s)"
                " ON CONFLICT (org, kind, name)"
                " DO UPDATE SET value = counters.value + excluded.value",
                [(org, table, many) for table, many in counts.items()],
            )
        if numbers:
            cursor.executemany(
                "INSERT INTO counters (org, kind, name, value) VALUES (%s, 'next', %s, %s)"
                " ON CONFLICT (org, kind, name)"
                " DO UPDATE SET value = greatest(counters.value, excluded.value)",
                [(org, prefix, number) for prefix, number in numbers.items()],
            )
