"""The same work in SQLite: a row for the record, a row for its history, durable when it returns."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class SqlitePeer:
    """Records as JSON by table and reference, WAL, synchronous=FULL."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=60)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")

    def make(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """The tables, filled with (table, reference, JSON)."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute(
            "CREATE TABLE records (name TEXT, ref TEXT, rev INT, doc TEXT, PRIMARY KEY (name, ref))"
        )
        self._db.execute(
            "CREATE TABLE history (n INTEGER PRIMARY KEY, t INT, login TEXT, cmd TEXT,"
            " name TEXT, ref TEXT, rev INT, old TEXT, new TEXT)"
        )
        self._db.executemany("INSERT INTO records VALUES (?, ?, 1, ?)", rows)
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def insert(self, name: str, ref: str, fields: dict[str, Any]) -> None:
        doc = json.dumps(fields)
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("INSERT INTO records VALUES (?, ?, 1, ?)", (name, ref, doc))
        self._note(name, ref, 1, None, doc)
        self._db.execute("COMMIT")

    def add(self, name: str, prefix: str, fields: dict[str, Any]) -> str:
        """As `insert`, with the next number for reference."""
        doc = json.dumps(fields)
        self._db.execute("BEGIN IMMEDIATE")
        ((last,),) = self._db.execute("SELECT coalesce(max(n), 0) FROM history")
        ref = f"{prefix}-{last + 1}"
        self._db.execute("INSERT INTO records VALUES (?, ?, 1, ?)", (name, ref, doc))
        self._note(name, ref, 1, None, doc)
        self._db.execute("COMMIT")
        return ref

    def update(self, name: str, ref: str, changes: dict[str, Any]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        ((rev, doc),) = self._db.execute(
            "SELECT rev, doc FROM records WHERE name = ? AND ref = ?", (name, ref)
        )
        fields = json.loads(doc)
        old = {field: fields.get(field) for field in changes}
        fields.update(changes)
        self._db.execute(
            "UPDATE records SET rev = ?, doc = ? WHERE name = ? AND ref = ?",
            (rev + 1, json.dumps(fields), name, ref),
        )
        self._note(name, ref, rev + 1, json.dumps(old), json.dumps(changes))
        self._db.execute("COMMIT")

    def count(self, name: str) -> int:
        ((many,),) = self._db.execute("SELECT count(*) FROM records WHERE name = ?", (name,))
        return int(many)

    def close(self) -> None:
        self._db.close()

    def _note(self, name: str, ref: str, rev: int, old: str | None, new: str) -> None:
        self._db.execute(
            "INSERT INTO history (t, login, cmd, name, ref, rev, old, new)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (0, "officer", "save", name, ref, rev, old, new),
        )
