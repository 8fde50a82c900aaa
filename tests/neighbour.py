"""Another organisation in the same database, with the very same references and other words.

Whatever is asked without saying whose records are meant finds its rows too: each reference twice,
and every text a canary that is to be seen nowhere.
"""

import json
import re
from typing import Any

from tests.postgresql_server import Server

CANARY = "Canary of next door"
"""What every text of the neighbour says; its references, codes and days are as they were."""

NEIGHBOUR = "next-door"
"""The neighbour's organisation."""

_TEXT = re.compile(r"^[A-Z]|\s")
_TABLES = ("heads", "entries", "documents", "earlier", "counters", "kept_files")


def move_in(server: Server, database: str, organisation: str) -> None:
    """Let a neighbour move in that has all that an organisation has, with other words."""
    import psycopg

    with psycopg.connect(server.url(database)) as connection:
        for table in _TABLES:
            names, rows = _rows(connection, table, organisation)
            there = [[_of_next_door(*one) for one in zip(names, row, strict=True)] for row in rows]
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY auditrack.{table} ({', '.join(names)}) FROM STDIN") as copy,
            ):
                for row in there:
                    copy.write_row(row)
        # Written again, it stands behind the neighbour's: the first row of two is not one's own.
        connection.execute("UPDATE auditrack.heads SET n = n WHERE org = %s", (organisation,))


def move_out(server: Server, database: str, organisation: str = NEIGHBOUR) -> None:
    """Take every row of an organisation away."""
    for table in _TABLES:
        server.psql(
            f"DELETE FROM auditrack.{table} WHERE org = %s", organisation, database=database
        )


def _rows(connection: Any, table: str, organisation: str) -> tuple[list[str], list[Any]]:
    names = [
        name
        for (name,) in connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0",
            (f"auditrack.{table}",),
        )
    ]
    shown = ", ".join(f"{name}::text" if name == "doc" else name for name in names)
    asked = f"SELECT {shown} FROM auditrack.{table} WHERE org = %s"
    return names, connection.execute(asked, (organisation,)).fetchall()


def _of_next_door(name: str, value: Any) -> Any:
    match name:
        case "org":
            return NEIGHBOUR
        case "board":
            return CANARY
        case "register":
            return "00000000-0000-4000-8000-000000000000"
        case "bytes":
            return CANARY.encode()
        case "place" | "value":
            return value + 1  # the later one of two is the one that is kept
        case "doc" | "body" | "header":
            return json.dumps(_other_words(json.loads(value)))
        case _:
            return value


def _other_words(value: Any) -> Any:
    if isinstance(value, str):
        return CANARY if _TEXT.search(value) else value
    if isinstance(value, list):
        return [_other_words(one) for one in value]
    if isinstance(value, dict):
        return {key: _other_words(one) for key, one in value.items()}
    return value
