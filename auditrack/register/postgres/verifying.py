"""Verification in the database: every entry followed, and every record held against them.

The records, their earlier states and the counters are made from the entries; here they are what the
snapshot is to a journal. All of it is read as it stood at one moment, however long that takes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import msgspec
import psycopg

from auditrack.model.change import Head, RefusedError
from auditrack.register.evidence_check import WITHIN, Progress, check_files
from auditrack.register.line import Body, Header, digest
from auditrack.register.postgres import problems
from auditrack.register.postgres.chain import (
    StoredEntry,
    body_of,
    header_of,
    stored_entries,
)
from auditrack.register.postgres.documents import place_of, read_json, words_of
from auditrack.register.postgres.link import Link
from auditrack.register.protocol import KeptFiles
from auditrack.register.state import numbered
from auditrack.register.verify import (
    Model,
    Verification,
    apply_entry,
    awaited_of,
    files_named,
    files_of,
    in_order,
    said_twice,
)
from auditrack.register.witness import Testimony, Witness, compare

EVER = 1 << 62
"""A number that no entry has."""

_SHOWN = 5

Key = tuple[str, str]


@dataclass
class Expected:
    """What the tables must hold, by the entries that were followed."""

    model: Model = field(default_factory=dict)
    since: dict[Key, tuple[int, int]] = field(default_factory=dict)
    earlier: dict[Key, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    ever_named: set[str] = field(default_factory=set)

    def take(self, body: Body) -> str | None:
        """Take in one entry; what does not fit, or None."""
        before: dict[Key, tuple[int, int, bytes]] = {}
        for seat, op in enumerate(body.ops):
            key = (op.table, op.id)
            record = self.model.get(op.table, {}).get(op.id)
            if record is None:
                self.since[key] = (body.n, place_of(body.n, seat))
                self.counts[op.table] = self.counts.get(op.table, 0) + 1
                prefix, number = numbered(op.id)
                self.numbers[prefix] = max(self.numbers.get(prefix, 1), number + 1)
            elif key not in before and self.since[key][0] < body.n:
                before[key] = (*self.since[key], in_order(record))
        misfit = apply_entry(self.model, body)
        if misfit is not None:
            return misfit
        for key, (since, place, record_then) in before.items():
            row = _sum_of(since, body.n, place, record_then)
            self.earlier[key] = self.earlier.get(key, 0) + row
            self.since[key] = (body.n, place)
        self.ever_named.update(files_named(body))
        return None


@dataclass
class _Chain:
    """How far the entries could be followed."""

    number: int
    name: bytes
    t: int
    expected: Expected
    damage: str | None = None


def examine(
    link: Link,
    org: str,
    kept: KeptFiles,
    seen: Witness | None,
    within: float | None = WITHIN,
    progress: Progress | None = None,
) -> Verification:
    """Follow all entries; compare records, counters, head, kept files and the witness with them.

    Args:
        link: a connection that nobody else uses meanwhile.
        org: the organisation.
        kept: its kept files.
        seen: what this officer saw last.
        within: as of `check_files`.
        progress: as of `check_files`.

    Raises:
        RefusedError: The database is not reached, went away, or does not allow it.
    """
    try:
        with link.transaction() as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return _examined(connection, link, org, kept, seen, within, progress)
    except psycopg.Error as problem:
        raise link.refused(problem, "verify the register") from None


def testimony(link: Link, org: str, seen: Witness | None, header: Header, number: int) -> Testimony:
    """What this officer's witness says of a register that stands at entry `number`."""

    def name_of(witness: Witness) -> str | None:
        if witness.number == 0:
            rows = link.read("SELECT header_hash FROM heads WHERE org = %s", (org,))
        else:
            rows = link.read(
                "SELECT hash FROM entries WHERE org = %s AND n = %s", (org, witness.number)
            )
        return str(rows[0][0]) if rows else None

    return compare(seen, header, number, name_of, "register")


def follow(link: Link, org: str, header: Header, name: bytes) -> Iterator[tuple[StoredEntry, Body]]:
    """Every entry there is, each one that follows from the one before it and can be read.

    Raises:
        RefusedError: One does not.
    """
    previous, t = name, header.t
    for number, stored in enumerate(stored_entries(link, org, -EVER, EVER), 1):
        body, why = _looked_at(stored, header, number, previous, t)
        if body is None:
            raise RefusedError(problems.damaged(link.address, f"entry {number} {why}"))
        previous, t = stored.name, body.t
        yield stored, body


def _examined(
    connection: "psycopg.Connection[Any]",
    link: Link,
    org: str,
    kept: KeptFiles,
    seen: Witness | None,
    within: float | None,
    progress: Progress | None,
) -> Verification:
    row = link.read(
        "SELECT n, hash, t, header, header_hash, register, board, generation FROM heads"
        " WHERE org = %s",
        (org,),
    )
    if not row:
        raise RefusedError(problems.no_organisation(link.address, org, ()))
    number, hash_, t, text, header_hash, *copied = row[0]
    header = header_of(link.address, text, header_hash)
    chain = _followed(link, org, header, header_hash.encode())
    good = Head(chain.number, chain.name.decode())
    sentences: list[str] = []
    head_holds = (number, hash_, t) == (chain.number, good.hash, chain.t) and copied == [
        *(header.register, header.board, header.generation)
    ]
    if chain.damage is not None:
        sentences.append(f"Damage: {chain.damage}")
    else:
        sentences.append(
            f"All {chain.number + 1} entries follow from one another, the first one included, to "
            f"entry {chain.number} ({good.hash[:12]})."
        )
        if not head_holds:
            sentences.append(
                f"The head of the register says entry {number} ({hash_[:12]}), which is not where "
                "the entries end: it was changed by another program. "
                "`auditrack verify --snapshot` puts it right from the entries."
            )
    if chain.damage is not None:
        word = "absent"
        sentences.append("The records were not compared: the entries they come from do not hold.")
    else:
        wrong = _records(connection, org, chain.expected)
        word = "differs" if wrong else "agrees"
        sentences.extend(_differ(wrong) if wrong else (_AGREE,))
    model = chain.expected.model
    known = chain.expected.ever_named if chain.damage is None else None
    files = check_files(kept, files_of(model), known, within, progress, awaited_of(model))
    sentences.extend(files.sentences())
    heard = testimony(link, org, seen, header, chain.number if chain.damage else number)
    sentences.append(heard.sentence)
    return Verification(
        entries=chain.number,
        generation=header.generation,
        head=good,
        chain=chain.damage is None and head_holds,
        bad_line=None if chain.damage is None else chain.number + 2,
        good=good,
        torn=(),
        snapshot=word,
        witness=heard.word,
        files=files,
        sentences=tuple(sentences),
    )


def _followed(link: Link, org: str, header: Header, name: bytes) -> _Chain:
    chain = _Chain(0, name, header.t, Expected())
    for stored in stored_entries(link, org, -EVER, EVER):
        wanted = chain.number + 1
        body, why = _looked_at(stored, header, wanted, chain.name, chain.t)
        if body is not None:
            why = said_twice(stored.text + b"\n") or chain.expected.take(body)
            why = why and f"does not fit the entries before it: {why}"
        if body is None or why is not None:
            good = "none before it is" if wanted == 1 else f"entries up to {chain.number} are"
            chain.damage = f"entry {wanted} {why}; {good} still good and can be read."
            return chain
        chain.number, chain.name, chain.t = stored.number, stored.name, body.t
    return chain


def _looked_at(
    stored: StoredEntry, header: Header, number: int, previous: bytes, t: int
) -> tuple[Body | None, str | None]:
    """What an entry says, or why it cannot stand there."""
    if stored.number != number:
        return None, f"is missing: entry {stored.number} stands in its place"
    if digest(previous, stored.text) != stored.name:
        return None, (
            "does not follow from the one before it: it was changed, or one there was removed, "
            "added or moved"
        )
    try:
        body = body_of(stored, header)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None, "follows, but is not an entry that this program understands"
    if body.n != number:
        return None, f"says it is entry {body.n}"
    if body.t < t:
        return None, "carries a time before that of the entry before it"
    return body, None


DIFFER = "What the database holds of"
"""How the sentence begins that names the records that differ from the entries."""

_AGREE = "The records, their earlier states and the counters agree with the entries."


def _differ(wrong: list[str]) -> tuple[str, str]:
    shown = ", ".join(wrong[:_SHOWN])
    more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
    return (
        f"{DIFFER} {shown}{more} differs from what the entries say: it was changed by another "
        "program.",
        "The entries are right; `auditrack verify --snapshot` makes the records anew from them.",
    )


def _records(connection: "psycopg.Connection[Any]", org: str, expected: Expected) -> list[str]:
    """What differs from the entries, by reference: records, earlier states, counters."""
    wrong: dict[str, None] = {}
    found = 0
    for ref, table, rev, since, place, text, words in _rows(
        connection,
        "SELECT ref, tbl, rev, since, place, doc::text, words FROM documents WHERE org = %s",
        org,
    ):
        record = expected.model.get(table, {}).get(ref)
        if record is None:
            wrong[ref] = None
            continue
        found += 1
        same = (
            (since, place) == expected.since[table, ref]
            and rev == record["rev"]
            and _in_order(text) == in_order(record)
            and words == words_of(table, record)
        )
        if not same:
            wrong[ref] = None
    if found < len(expected.since):
        there = {
            (table, ref)
            for ref, table in _rows(
                connection, "SELECT ref, tbl FROM documents WHERE org = %s", org
            )
        }
        wrong.update((ref, None) for table, ref in expected.since.keys() - there)
    sums: dict[Key, int] = {}
    for ref, table, rev, since, until, place, text in _rows(
        connection,
        "SELECT ref, tbl, rev, since, until, place, doc::text FROM earlier WHERE org = %s",
        org,
    ):
        key = (table, ref)
        row = _sum_of(since, until, place, _in_order(text, rev) or b"")
        sums[key] = sums.get(key, 0) + row
    for key in sums.keys() | expected.earlier.keys():
        if sums.get(key) != expected.earlier.get(key):
            wrong[key[1]] = None
    said = sorted(wrong)
    counters = {
        (kind, name): value
        for kind, name, value in _rows(
            connection, "SELECT kind, name, value FROM counters WHERE org = %s", org
        )
    }
    wanted = {("count", name): value for name, value in expected.counts.items()}
    wanted |= {("next", name): value for name, value in expected.numbers.items()}
    if counters != wanted:
        said.append("the counters")
    return said


def _rows(connection: "psycopg.Connection[Any]", question: str, org: str) -> Iterator[Any]:
    with connection.cursor("verifying") as cursor:
        cursor.itersize = 2_000
        yield from cursor.execute(question, (org,))


def _in_order(text: str, rev: int | None = None) -> bytes | None:
    """A record as it can be compared; None where it is none, or not of that revision."""
    try:
        record = read_json(text)
    except (msgspec.DecodeError, KeyError):
        return None
    return in_order(record) if rev is None or record["rev"] == rev else None


def _sum_of(since: int, until: int, place: int, record: bytes) -> int:
    """A row of `earlier` as a number: many are added up, in whatever order they come."""
    said = b"%d %d %d " % (since, until, place) + record
    return int.from_bytes(sha256(said).digest())
