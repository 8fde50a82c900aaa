"""What one entry changes in the tables, in the transaction that writes it."""

from collections.abc import Mapping
from typing import Any

import psycopg

from auditrack.register.line import Body, Value
from auditrack.register.postgres.documents import as_json, place_of, words_of
from auditrack.register.postgres.schema import BY_REF
from auditrack.register.state import MisfitError, after, numbered
from auditrack.register.table import Record

Was = Mapping[tuple[str, str], Record | None]
"""Every record that an entry touches, as it stood before it."""


def write_entry(
    connection: "psycopg.Connection[Any]", org: str, body: Body, name: bytes, text: str, was: Was
) -> None:
    """Write an entry and what it makes of the records; the head is moved by the caller.

    Raises:
        psycopg.Error: The transaction has failed as a whole.
        MisfitError: The entry does not fit the records.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO entries (org, n, hash, body) VALUES (%s, %s, %s, %s)",
            (org, body.n, name.decode(), text),
        )
        write_documents(cursor, org, body, was)


def write_documents(cursor: Any, org: str, body: Body, was: Was) -> None:
    """What an entry makes of the records, their earlier states and the counters.

    Raises:
        MisfitError: The entry does not fit the records.
    """
    new: dict[tuple[str, str], dict[str, Value]] = {}
    places: dict[tuple[str, str], int] = {}
    replaced: list[tuple[Any, ...]] = []
    counts: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for seat, op in enumerate(body.ops):
        key = (op.table, op.id)
        old: Mapping[str, Value] | None = new.get(key)
        if old is None and (before := was.get(key)) is not None:
            old, places[key] = before, before.doc_id
            replaced.append((body.n, org, op.id, op.table))
        if old is None:
            places[key] = place_of(body.n, seat)
            counts[op.table] = counts.get(op.table, 0) + 1
            prefix, number = numbered(op.id)
            numbers[prefix] = max(numbers.get(prefix, 1), number + 1)
        new[key] = after(op, old)
    if replaced:
        cursor.executemany(
            "INSERT INTO earlier (org, ref, tbl, rev, since, until, place, doc)"
            " SELECT org, ref, tbl, rev, since, %s, place, doc FROM documents"
            f" WHERE org = %s AND ref = %s AND {BY_REF}",
            replaced,
        )
    inserted, updated = [], []
    for (table, ref), record in new.items():
        key = (table, ref)
        doc, words, rev = as_json(record), words_of(table, record), record["rev"]
        if was.get(key) is None:
            inserted.append((org, ref, table, rev, body.n, places[key], doc, words))
        else:
            updated.append((rev, body.n, doc, words, org, ref, table))
    if inserted:
        cursor.executemany(
            "INSERT INTO documents (org, ref, tbl, rev, since, place, doc, words)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb, %s)",
            inserted,
        )
    if updated:
        cursor.executemany(
            "UPDATE documents SET rev = %s, since = %s, doc = %s::jsonb, words = %s"
            f" WHERE org = %s AND ref = %s AND {BY_REF}",
            updated,
        )
    counted = [(org, "count", table, many) for table, many in counts.items()]
    if counted:
        cursor.executemany(
            "INSERT INTO counters (org, kind, name, value) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (org, kind, name) DO UPDATE SET value = counters.value + excluded.value",
            counted,
        )
    numbered_ = [(org, "next", prefix, next_) for prefix, next_ in numbers.items()]
    if numbered_:
        cursor.executemany(
            "INSERT INTO counters (org, kind, name, value) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (org, kind, name)"
            " DO UPDATE SET value = greatest(counters.value, excluded.value)",
            numbered_,
        )


__all__ = ["MisfitError", "Was", "write_documents", "write_entry"]
