"""The standard register in a database: the entries of its journal, and what they made, by COPY.

Every record of it was entered and never changed, so that one pass over the journal says all.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from auditrack.register.line import Body, read_body, read_header
from auditrack.register.postgres.address import parse_address
from auditrack.register.postgres.chain import text_of
from auditrack.register.postgres.documents import as_json, place_of, words_of
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.opening import make_tables
from auditrack.register.state import after, numbered


def load_standard(journal: Path, url: str, organisation: str) -> None:
    """Put the standard register that lies in a folder into a database, as an organisation of it."""
    address = parse_address(url)
    link = Link(address, "standard register")
    try:
        make_tables(link, "benchmark")
        with link.transaction() as connection:
            _write(connection, journal / "journal.jsonl", organisation)
        link.connection().execute("VACUUM ANALYZE documents")
    finally:
        link.close()


def _write(connection: "psycopg.Connection[Any]", journal: Path, org: str) -> None:
    lines = journal.read_bytes().splitlines()
    header = read_header(lines[0])
    bodies = [(read_body(line), line) for line in lines[1:]]
    last, line = bodies[-1]
    connection.execute(
        "INSERT INTO heads (org, register, board, header, header_hash, generation, n, hash, t)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            *(org, header.register, header.board, text_of(lines[0]), _hash_of(lines[0])),
            *(header.generation, last.n, _hash_of(line), last.t),
        ),
    )
    counts: dict[str, int] = {}
    numbers: dict[str, int] = {}
    with connection.cursor() as cursor:
        with cursor.copy("COPY entries (org, n, hash, body) FROM STDIN") as copy:
            for body, line in bodies:
                copy.write_row((org, body.n, _hash_of(line), text_of(line)))
        with cursor.copy(
            "COPY documents (org, ref, tbl, rev, since, place, doc, words) FROM STDIN"
        ) as copy:
            for body, _ in bodies:
                for table, ref, row in _documents(body):
                    copy.write_row((org, ref, table, *row))
                    counts[table] = counts.get(table, 0) + 1
                    prefix, number = numbered(ref)
                    numbers[prefix] = max(numbers.get(prefix, 1), number + 1)
        with cursor.copy("COPY counters (org, kind, name, value) FROM STDIN") as copy:
            for table, many in counts.items():
                copy.write_row((org, "count", table, many))
            for prefix, number in numbers.items():
                copy.write_row((org, "next", prefix, number))


def _documents(body: Body) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    for seat, op in enumerate(body.ops):
        record = after(op, None)
        words = words_of(op.table, record)
        row = (record["rev"], body.n, place_of(body.n, seat), as_json(record), words)
        yield op.table, op.id, row


def _hash_of(line: bytes) -> str:
    return line[6:70].decode()
