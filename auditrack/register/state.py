"""The register's records in memory: tables that decode when first asked for, and their indexes."""

import gc
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Protocol

import msgspec

from auditrack.model.change import Head
from auditrack.register.filters import Filter, narrowed
from auditrack.register.line import Body, StoredBody, StoredOp, Value, WrittenOp, decode_changes
from auditrack.register.storage import RegisterDatabase, RegisterStorage
from auditrack.register.table import Grouping, Members, Record, RegisterTable

AnyOp = StoredOp | WrittenOp
"""An operation as it was read, its fields undecoded, or as this process wrote it."""

MANY = 5_000
"""From so many records on, the collector is kept from walking over them again and again."""


class MisfitError(Exception):
    """An entry that chains, yet does not fit the records before it."""


@contextmanager
def quiet_collector(records: int) -> Iterator[None]:
    """Keep the garbage collector off while many records load, and from walking them later."""
    if records < MANY or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


class StoredTable(Protocol):
    """A table that stands ready outside memory."""

    @property
    def count(self) -> int:
        """How many records it has."""

    def rows(self) -> Iterable[dict[str, Value]]:
        """Its records, in order of entry."""

    def raw(self) -> bytes:
        """Its records as JSON in TinyDB's layout."""


class Rows:
    """One table: its records by reference, in order of entry."""

    def __init__(
        self,
        name: str,
        source: StoredTable | None = None,
    ) -> None:
        self.name = name
        self._source = source
        self._records: dict[str, Record] | None = None
        self._waiting: list[AnyOp] = []
        self._groupings: dict[str, Grouping] = {}

    @property
    def decoded(self) -> bool:
        """Whether its records stand in memory already."""
        return self._records is not None

    @property
    def untouched(self) -> StoredTable | None:
        """The table as the snapshot has it, while it still stands exactly so."""
        return None if self._waiting else self._source

    def take(self, op: AnyOp) -> None:
        """Take in one operation; a table that nobody has asked for keeps it for later."""
        if self._records is None:
            self._waiting.append(op)
            return
        old = self._records.get(op.id)
        new = Record(after(op, old), len(self._records) + 1 if old is None else old.doc_id)
        self._records[op.id] = new
        for field, grouping in list(self._groupings.items()):
            if grouping.backlog > 64 + len(self._records) // 8:
                # Past this, grouping afresh costs less than catching up.
                del self._groupings[field]
            else:
                grouping.change(old, new)

    def records(self) -> dict[str, Record]:
        """The table's records; decodes the table when first asked."""
        if self._records is None:
            stored = 0 if self._source is None else self._source.count
            with quiet_collector(stored + len(self._waiting)):
                self._records = self._decoded()
            self._waiting = []
            self._source = None
        return self._records

    def group(self, field: str) -> dict[Any, Members]:
        """The table's records by a field's value."""
        records = self.records()
        grouping = self._groupings.get(field)
        if grouping is None:
            grouping = self._groupings[field] = Grouping(field, records.values())
        return grouping.groups()

    def _decoded(self) -> dict[str, Record]:
        records: dict[str, Record] = {}
        if self._source is not None:
            for place, fields in enumerate(self._source.rows(), 1):
                records[str(fields["ref"])] = Record(fields, place)
        # Until the table is handed out, an edit may change the record's fields where they are.
        fresh: dict[str, dict[str, Value]] = {}
        for op in self._waiting:
            known = fresh.get(op.id)
            if known is None:
                known = records.get(op.id)
            fresh[op.id] = after(op, known)
        for ref, fields in fresh.items():
            old = records.get(ref)
            records[ref] = Record(fields, len(records) + 1 if old is None else old.doc_id)
        return records


class State:
    """Every table as it stands at one entry."""

    def __init__(self, number: int, name: bytes, t: int) -> None:
        self.number = number
        self.name = name
        self.t = t
        self.tables: dict[str, Rows] = {}
        self.next_numbers: dict[str, int] = {}

    def rows(self, table: str) -> Rows | None:
        """A table, or None if nothing was ever entered in it."""
        return self.tables.get(table)

    def advance(self, body: StoredBody | Body, name: bytes) -> None:
        """Take in one entry whose place in the chain was checked."""
        tables, numbers = self.tables, self.next_numbers
        for op in body.ops:
            rows = tables.get(op.table)
            if rows is None:
                rows = tables[op.table] = Rows(op.table)
            rows.take(op)
            if op.op == "insert":
                prefix, number = numbered(op.id)
                if number >= numbers.get(prefix, 1):
                    numbers[prefix] = number + 1
        self.number = body.n
        self.name = name
        self.t = body.t

    def never_numbered(self, ref: str) -> bool:
        """Whether a reference carries a number that was never given out, so that it is new."""
        prefix, number = numbered(ref)
        return 0 < number >= self.next_numbers.get(prefix, 1)


class StateReader:
    """A state as views read it; `Register` is the live one, `as_recorded` gives earlier ones."""

    def __init__(self, state: State) -> None:
        self._state = state
        # One thread at a time: a table decodes, and an index catches up, when it is read.
        self._guard = threading.RLock()
        self._database: RegisterDatabase | None = None

    @property
    def head(self) -> Head:
        """The entry this state stands at."""
        with self._guard:
            return Head(self._state.number, self._state.name.decode())

    def get(self, table: str, ref: str) -> Mapping[str, Any] | None:
        """The record, or None."""
        return self._records(table).get(ref)

    def select(self, table: str, filter: Filter | None = None) -> tuple[Mapping[str, Any], ...]:
        """The records that a filter lets through, in order of entry; all of them without one."""
        with self._guard:
            records = self._records(table)
            if filter is None:
                return tuple(records.values())
            groups = narrowed(filter, lambda field, value: self._group(table, field).get(value, ()))
            if groups is None:
                among: Iterable[Record] = records.values()
            elif len(groups) == 1:
                among = groups[0]
            else:
                by_place = {record.doc_id: record for group in groups for record in group}
                among = [by_place[place] for place in sorted(by_place)]
            return tuple(self.table(table).search(filter.query(), among))

    def index(self, table: str, field: str) -> Mapping[Any, tuple[Mapping[str, Any], ...]]:
        """Records by a field's value (of a list, by each member), in order of entry.

        Records without a value for the field are left out. The mapping stays as it was handed out.
        """
        with self._guard:
            return MappingProxyType(self._group(table, field))

    def next_number(self, prefix: str) -> int:
        """The first number never used for references `prefix-n`."""
        with self._guard:
            return self._state.next_numbers.get(prefix, 1)

    def tables(self) -> tuple[str, ...]:
        """The names of the tables that hold a record."""
        return tuple(self._names())

    @property
    def database(self) -> RegisterDatabase:
        """TinyDB over these records, for reading with TinyDB's own queries."""
        if self._database is None:
            self._database = RegisterDatabase(RegisterStorage(self._names, self._records))
        return self._database

    def table(self, name: str) -> RegisterTable:
        """A TinyDB table over these records; it sees every later entry."""
        table = self.database.table(name)
        assert isinstance(table, RegisterTable)
        return table

    def _names(self) -> list[str]:
        with self._guard:
            return list(self._state.tables)

    def _records(self, table: str) -> Mapping[str, Record]:
        with self._guard:
            rows = self._state.rows(table)
            return {} if rows is None else rows.records()

    def _group(self, table: str, field: str) -> dict[Any, Members]:
        self._records(table)
        rows = self._state.rows(table)
        return {} if rows is None else rows.group(field)


def numbered(ref: str) -> tuple[str, int]:
    """("act", 17) of "act-17"; number 0 where the reference does not end in one."""
    prefix, dash, tail = ref.rpartition("-")
    if dash and tail.isascii() and tail.isdigit() and len(tail) < 16:
        return prefix, int(tail)
    return ref, 0


def after(op: AnyOp, old: Mapping[str, Value] | None) -> dict[str, Value]:
    """The fields of a record after an operation.

    Raises:
        MisfitError: The operation cannot follow what the record was.
    """
    try:
        changes = decode_changes(op.fields) if isinstance(op, StoredOp) else op.fields
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise MisfitError(f"a change to {op.id} ({op.table}) is not one we understand") from None
    if old is None:
        if op.op != "insert" or op.rev != 1:
            raise MisfitError(f"{op.id} ({op.table}) is changed before it was entered")
        record: dict[str, Value] = {"ref": op.id, "rev": 1}
        for name, change in changes.items():
            if change[1] is not None:
                record[name] = change[1]
        return record
    if op.op != "update":
        raise MisfitError(f"{op.id} ({op.table}) is entered twice")
    if op.rev != old["rev"] + 1:  # type: ignore[operator]
        raise MisfitError(f"{op.id} ({op.table}) goes from revision {old['rev']} to {op.rev}")
    record = dict(old)
    record["rev"] = op.rev
    for name, (_was, value) in changes.items():
        if value is None:
            record.pop(name, None)
        else:
            record[name] = value
    return record
