"""The tables in the database, in plain SQL: other stores that speak its language hold them too.

No trigger, listener, sequence, partial index or advisory lock is needed. Every key begins with the
organisation, so that a store of many hosts keeps each organisation's rows together.

* `heads`: one row an organisation, whose lock is the turn to write: number, hash and time of its
  last entry. `header` is entry 0, to the byte.
* `entries`: the chain. `body` is the exact text that the hash answers for, as the journal has it.
* `documents`: every record as it stands; `since` is the entry that made it so and `place` its order
  of entry. `words` is what a free search looks in.
* `earlier`: every record as it stood before, from entry `since` to before entry `until`. A reader
  that stands at an entry reads both, and so sees one state however many questions it asks.
* `counters`: the next numbers of references (`next`) and how many records a table has (`count`).
* `kept_files`: files of evidence in pieces, under the SHA-256 of the whole.
* `offers`: what an organisation lets the others of the database see.
"""

SCHEMA = "auditrack"

VERSION = 1
"""The version of these tables that this program writes."""

TABLES = ("heads", "entries", "documents", "earlier", "counters", "kept_files", "offers")

STATEMENTS = (
    "CREATE SCHEMA IF NOT EXISTS auditrack",
    "CREATE TABLE IF NOT EXISTS auditrack.versions ("
    " version INTEGER PRIMARY KEY, app TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS auditrack.heads ("
    " org TEXT PRIMARY KEY, register TEXT NOT NULL, board TEXT NOT NULL, header TEXT NOT NULL,"
    " header_hash TEXT NOT NULL, generation INTEGER NOT NULL, n BIGINT NOT NULL,"
    " hash TEXT NOT NULL, t BIGINT NOT NULL, state TEXT NOT NULL DEFAULT 'open')",
    "CREATE TABLE IF NOT EXISTS auditrack.entries ("
    " org TEXT NOT NULL, n BIGINT NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL,"
    " PRIMARY KEY (org, n))",
    "CREATE TABLE IF NOT EXISTS auditrack.documents ("
    " org TEXT NOT NULL, ref TEXT NOT NULL, tbl TEXT NOT NULL, rev INTEGER NOT NULL,"
    " since BIGINT NOT NULL, place BIGINT NOT NULL, doc JSONB NOT NULL, words TEXT,"
    " PRIMARY KEY (org, ref, tbl))",
    "CREATE TABLE IF NOT EXISTS auditrack.earlier ("
    " org TEXT NOT NULL, ref TEXT NOT NULL, tbl TEXT NOT NULL, rev INTEGER NOT NULL,"
    " since BIGINT NOT NULL, until BIGINT NOT NULL, place BIGINT NOT NULL, doc JSONB NOT NULL,"
    " PRIMARY KEY (org, ref, tbl, rev))",
    "CREATE TABLE IF NOT EXISTS auditrack.counters ("
    " org TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, value BIGINT NOT NULL,"
    " PRIMARY KEY (org, kind, name))",
    "CREATE TABLE IF NOT EXISTS auditrack.kept_files ("
    " org TEXT NOT NULL, sha256 TEXT NOT NULL, piece INTEGER NOT NULL, bytes BYTEA NOT NULL,"
    " PRIMARY KEY (org, sha256, piece))",
    "CREATE TABLE IF NOT EXISTS auditrack.offers ("
    " org TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, register TEXT NOT NULL,"
    " board TEXT NOT NULL, n BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (org, kind, ref))",
    "CREATE INDEX IF NOT EXISTS documents_place ON auditrack.documents (org, tbl, place)",
    "CREATE INDEX IF NOT EXISTS earlier_until ON auditrack.earlier (org, tbl, until)",
)
"""What makes the tables; each may be run again."""

EXTENSIONS = (
    "CREATE EXTENSION IF NOT EXISTS btree_gin",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
)
"""What the best of the indexes below are made with, where the database allows it."""

VALUES = (
    "CREATE INDEX IF NOT EXISTS documents_values ON auditrack.documents"
    " USING gin (org, tbl, doc jsonb_path_ops)",
    "CREATE INDEX IF NOT EXISTS documents_values ON auditrack.documents"
    " USING gin (doc jsonb_path_ops)",
    "CREATE INDEX IF NOT EXISTS documents_values ON auditrack.documents USING gin (org, tbl, doc)",
    "CREATE INDEX IF NOT EXISTS documents_values ON auditrack.documents USING gin (doc)",
)
"""What finds records by a field's value: the first that the store knows. One that begins with the
organisation and the table stays as quick however many others stand beside them."""

WORDS = (
    "CREATE INDEX IF NOT EXISTS documents_words ON auditrack.documents"
    " USING gin (org, tbl, words gin_trgm_ops)",
    "CREATE INDEX IF NOT EXISTS documents_words ON auditrack.documents"
    " USING gin (words gin_trgm_ops)",
)
"""What makes a search for rare words quick. Where the database does not allow it, searches are
right and take longer."""

BY_REF = "tbl || '' = %s"
"""The condition on the table where records are asked for by reference.

Of a new database nothing is counted yet, and a plain `tbl = %s` would be looked up for each record
by walking over its whole table.
"""
