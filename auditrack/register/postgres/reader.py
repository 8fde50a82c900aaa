"""The records of an organisation at one entry, asked of the database as they are needed.

A reader stands at an entry: what others save meanwhile is not seen until it moves on. A table is
read as a whole where much of it is asked for, and record by record before that: nothing is loaded
for being there.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from auditrack.model.change import Head
from auditrack.register.filters import Filter
from auditrack.register.postgres.documents import place_of, read_json
from auditrack.register.postgres.link import Link
from auditrack.register.postgres.pushing import can_be_kept, is_exact, pushed, values_of
from auditrack.register.postgres.schema import BY_REF
from auditrack.register.state import Rows, State, StateReader, numbered, quiet_collector
from auditrack.register.table import Members, Record

_NOW = "SELECT place, doc::text FROM documents WHERE org = %s AND tbl = %s AND since <= %s"
_BY_REF = "ref = ANY(%s)"
_THEN = (
    "SELECT place, doc::text FROM earlier"
    " WHERE org = %s AND tbl = %s AND since <= %s AND until > %s"
)

_PAGE = "place > %s"

ONE_IN = 40
"""A record asked for by itself takes as long as so many of a table that is read as a whole."""

LEAST = 60
"""So many single questions cost less than the moment in which nobody sees a table being read."""

PAUSE = 1.0
"""Seconds after which a burst of single questions is over."""

TOGETHER = 100
"""Values that are asked for in one question: the database compares each record with all of them."""

KEPT = 20_000
"""Single records that are kept in memory at the most, of each table."""


class Asked:
    """How much was asked of one table record by record, and what came of it."""

    def __init__(self) -> None:
        self.records: dict[str, Record | None] = {}
        self.groups: dict[tuple[str, Any], Members] = {}
        self.singly = 0
        self.at = 0.0

    def one_more(self, many: int) -> bool:
        """Whether so much was asked singly by now that the table of `many` is better read."""
        now = time.monotonic()
        if now - self.at > PAUSE:
            self.singly = 0
        self.at = now
        self.singly += 1
        return self.singly > max(LEAST, many // ONE_IN)


class ShelfState(State):
    """The tables that were read as a whole; the others are asked for record by record."""

    def advance(self, body: Any, name: bytes) -> None:
        """Take in one entry: only tables that are in memory change there."""
        for op in body.ops:
            rows = self.tables.get(op.table)
            if rows is not None:
                rows.take(op)
        self.number, self.name, self.t = body.n, name, body.t


class DatabaseReader(StateReader):
    """The state of an organisation at an entry, for views to read."""

    def __init__(self, link: Link, organisation: str, head: Head, t: int = 0) -> None:
        super().__init__(ShelfState(head.number, head.hash.encode(), t))
        self._link = link
        self.organisation = organisation
        self._asked: dict[str, Asked] = {}
        self._counts: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._left: DatabaseReader | None = None

    # What views ask

    def get(self, table: str, ref: str) -> Mapping[str, Any] | None:
        """The record, or None."""
        with self._guard:
            if self._is_whole(table):
                return self._records(table).get(ref)
            asked = self._asked.setdefault(table, Asked())
            if ref not in asked.records:
                if asked.one_more(self.count(table)):
                    return self._records(table).get(ref)
                self.fetch(table, (ref,))
            return asked.records.get(ref)

    def select(self, table: str, filter: Filter | None = None) -> tuple[Mapping[str, Any], ...]:
        """The records that a filter lets through, in order of entry; all of them without one."""
        with self._guard:
            if filter is None or self._is_whole(table):
                return super().select(table, filter)
            condition = pushed(table, filter)
            if condition is None:
                return super().select(table, filter)
            among = self._found(table, *condition)
            return tuple(self.table(table).search(filter.query(), among))

    def index(self, table: str, field: str) -> Mapping[Any, tuple[Mapping[str, Any], ...]]:
        """Records by a field's value, in order of entry; each group is asked for when wanted."""
        with self._guard:
            if self._is_whole(table):
                return MappingProxyType(self._group(table, field))
            return Groups(self, table, field)

    def next_number(self, prefix: str) -> int:
        """The first number never used for references `prefix-n`."""
        with self._guard:
            if prefix not in self._numbers:
                self._numbers[prefix] = self._next(prefix)
            return self._numbers[prefix]

    def _next(self, prefix: str) -> int:
        rows = self._link.read(
            "SELECT ref FROM documents WHERE org = %s AND left(ref, %s) = %s AND place < %s",
            (
                *(self.organisation, len(prefix) + 1, f"{prefix}-"),
                self._end,
            ),
        )
        found = (numbered(ref) for (ref,) in rows)
        return 1 + max((number for one, number in found if one == prefix), default=0)

    def _names(self) -> list[str]:
        with self._guard:
            rows = self._link.read(
                "SELECT name FROM counters WHERE org = %s AND kind = 'count' AND EXISTS ("
                "SELECT 1 FROM documents WHERE org = %s AND tbl = name AND place < %s)"
                " ORDER BY name",
                (self.organisation, self.organisation, self._end),
            )
            return [str(name) for (name,) in rows]

    # What a page asks for at once

    def count(self, table: str, filter: Filter | None = None, at_most: int | None = None) -> int:
        """How many records a table has, or a filter that is exact lets through.

        Args:
            table: the table.
            filter: any filter; one that `pushing.is_exact` says yes to is counted there. None for
                all.
            at_most: stop counting there.
        """
        with self._guard:
            if self._is_whole(table):
                return _no_more(len(self.select(table, filter)), at_most)
            if filter is None:
                if table not in self._counts:
                    # What others entered since has its place after the entry this stands at.
                    found = self._link.read(
                        "SELECT value - (SELECT count(*) FROM documents"
                        " WHERE org = %s AND tbl = %s AND place >= %s) FROM counters"
                        " WHERE org = %s AND kind = 'count' AND name = %s",
                        (self.organisation, table, self._end, self.organisation, table),
                    )
                    self._counts[table] = int(found[0][0]) if found else 0
                return _no_more(self._counts[table], at_most)
            condition = pushed(table, filter)
            if condition is None or not is_exact(filter):
                return _no_more(len(self.select(table, filter)), at_most)
            inner, given = self._question(table, *condition)
            limit = "" if at_most is None else f" LIMIT {int(at_most)}"
            rows = self._link.read(f"SELECT count(*) FROM (({inner}){limit}) AS found", given)
            return int(rows[0][0])

    def fetch(self, table: str, refs: Iterable[str]) -> None:
        """Have records at hand that are about to be asked for, in one question."""
        with self._guard:
            if self._is_whole(table):
                return
            asked = self._asked.setdefault(table, Asked())
            if len(asked.records) > KEPT:
                asked.records.clear()
            missing = [ref for ref in dict.fromkeys(refs) if ref not in asked.records]
            if not missing:
                return
            for ref in missing:
                asked.records[ref] = None
            for record in self._found(
                table, "ref = ANY(%s)", (list(filter(can_be_kept, missing)),)
            ):
                asked.records[str(record["ref"])] = record

    def gather(
        self, table: str, field: str, values: Iterable[Any], in_list: bool | None = None
    ) -> None:
        """Have the groups of an index at hand that are about to be asked for, in few questions.

        Args:
            table: the table.
            field: the field of the index.
            values: those whose groups are wanted.
            in_list: whether the field is a list that has them, where that is known.
        """
        with self._guard:
            if self._is_whole(table):
                return
            asked = self._asked.setdefault(table, Asked())
            missing = [
                value
                for value in dict.fromkeys(values)
                if isinstance(value, str) and (field, value) not in asked.groups
            ]
            if not missing:
                return
            gathered: dict[Any, list[Record]] = {value: [] for value in missing}
            wanted = list(filter(can_be_kept, missing))
            for at in range(0, len(wanted), TOGETHER):
                some = wanted[at : at + TOGETHER]
                for record in self._found(table, *values_of(field, some, in_list)):
                    value = record.get(field)
                    for one in dict.fromkeys(value if type(value) is tuple else (value,)):
                        if one in some:
                            gathered[one].append(record)
            for value, members in gathered.items():
                asked.groups[field, value] = tuple(members)

    def found(
        self, table: str, filter: Filter | None = None, limit: int | None = None, after: int = -1
    ) -> tuple[Record, ...]:
        """The first records that a filter lets through, in order of entry.

        Args:
            table: the table.
            filter: any filter; what cannot be pushed down is looked at here.
            limit: so many at the most.
            after: only those after this place (`doc_id` of the last one of the page before).
        """
        with self._guard:
            gone: list[Record] = []
            condition = None if filter is None else pushed(table, filter)
            said, given = condition or ("", ())
            query = None if filter is None else filter.query()
            while True:
                where = _PAGE if condition is None else f"({said}) AND place > %s"
                page = self._found(table, where, (*given, after), limit)
                gone += [one for one in page if query is None or query(one)]
                if limit is None or len(page) < limit or len(gone) >= limit:
                    return tuple(gone[:limit])
                after = page[-1].doc_id

    # How it is asked

    def at(self, head: Head) -> "DatabaseReader":
        """This reader while it stands at an entry, later one that stands there for good."""
        with self._guard:
            if head.number == self._state.number:
                return self
            if self._left is None or self._left.head.number != head.number:
                self._left = DatabaseReader(self._link, self.organisation, head)
            return self._left

    def apart(self) -> "DatabaseReader":
        """A reader at the same entry that keeps what it is asked for in a memory of its own."""
        return DatabaseReader(self._link, self.organisation, self.head)

    def at_hand(self, table: str, field: str, value: Any) -> Members:
        """One group of an index, asked for by itself where nobody asked for it before."""
        with self._guard:
            if self._is_whole(table):
                return self._group(table, field).get(value, ())
            asked = self._asked.setdefault(table, Asked())
            key = (field, value)
            if key not in asked.groups:
                if not isinstance(value, str) or asked.one_more(self.count(table)):
                    return self._group(table, field).get(value, ())
                self.gather(table, field, (value,))
            return asked.groups.get(key, ())

    def whole_group(self, table: str, field: str) -> dict[Any, Members]:
        """Every group of an index."""
        with self._guard:
            return self._group(table, field)

    def is_in_memory(self, table: str) -> bool:
        """Whether a table was read as a whole."""
        return self._is_whole(table)

    @property
    def _end(self) -> int:
        """The first place that a record could have which this reader does not see yet."""
        return place_of(self._state.number + 1, 0)

    def _is_whole(self, table: str) -> bool:
        return table in self._state.tables

    def _records(self, table: str) -> Mapping[str, Record]:
        with self._guard:
            rows = self._state.tables.get(table)
            if rows is None:
                rows = Rows(table, WholeTable(self.count(table), self._all_of(table)))
                rows.records()  # read now: later this reader may stand at another entry
                self._state.tables[table] = rows
                self._asked.pop(table, None)
            return rows.records()

    def _group(self, table: str, field: str) -> dict[Any, Members]:
        self._records(table)
        return self._state.tables[table].group(field)

    def _all_of(self, table: str) -> Callable[[], list[Record]]:
        return lambda: self._found(table, "true", ())

    def _found(
        self, table: str, said: str, given: Sequence[Any], limit: int | None = None
    ) -> list[Record]:
        first = " ORDER BY place" + ("" if limit is None else f" LIMIT {int(limit)}")
        # Where nothing but the place is asked, the index of places answers, and no more is sorted.
        is_page = said == _PAGE and limit is not None
        question, values = self._question(table, said, given, first if is_page else "")
        rows = self._link.read(f"{question}{first}", values)
        with quiet_collector(len(rows)):
            return [Record(read_json(text), place) for place, text in rows]

    def _question(
        self, table: str, said: str, given: Sequence[Any], first: str = ""
    ) -> tuple[str, list[Any]]:
        at = self._state.number
        key = [self.organisation, table, at]
        now, then = f"{_NOW} AND ({said})", f"{_THEN} AND ({_in_earlier(said)})"
        question = (
            f"({now}{first}) UNION ALL ({then}{first})" if first else (f"{now} UNION ALL {then}")
        )
        if said == _BY_REF:
            question = question.replace("tbl = %s", BY_REF)
        return question, [*key, *given, *key, at, *given]

    # Moving on

    def _move_on(self, body: Any, name: bytes) -> None:
        """Take in one entry, so that what was asked before is not told again."""
        for op in body.ops:
            asked = self._asked.get(op.table)
            if asked is not None:
                asked.records.pop(op.id, None)
                asked.groups.clear()
            if op.op == "insert":
                self._counts.pop(op.table, None)
                self._numbers.pop(numbered(op.id)[0], None)
        self._state.advance(body, name)

    def _forget(self) -> None:
        """Let go of everything that was read."""
        self._state.tables.clear()
        self._asked.clear()
        self._counts.clear()
        self._numbers.clear()


class WholeTable:
    """A table of the database, as the register's rows take one that stands outside memory."""

    def __init__(self, count: int, read: Callable[[], list[Record]]) -> None:
        self.count = count
        self._read = read

    def rows(self) -> Iterable[dict[str, Any]]:
        """Its records, in order of entry."""
        return (dict(record) for record in self._read())

    def raw(self) -> bytes:
        """Not asked of a database: only a snapshot file is copied as it is."""
        raise NotImplementedError


class Groups(Mapping[Any, Members]):
    """An index whose groups are asked for when they are wanted; it stays at its entry."""

    def __init__(self, reader: DatabaseReader, table: str, field: str) -> None:
        self._live = reader
        self._head = reader.head
        self._table = table
        self._field = field

    @property
    def _reader(self) -> DatabaseReader:
        return self._live.at(self._head)

    def __getitem__(self, value: Any) -> Members:
        members = self._reader.at_hand(self._table, self._field, value)
        if not members:
            raise KeyError(value)
        return members

    def __contains__(self, value: object) -> bool:
        return bool(self._reader.at_hand(self._table, self._field, value))

    def get(self, value: Any, default: Any = None) -> Any:
        """The group of a value, or the default where it has none."""
        return self._reader.at_hand(self._table, self._field, value) or default

    def __iter__(self) -> Iterator[Any]:
        return iter(self._reader.whole_group(self._table, self._field))

    def __len__(self) -> int:
        return len(self._reader.whole_group(self._table, self._field))


def _no_more(count: int, at_most: int | None) -> int:
    return count if at_most is None else min(count, at_most)


def _in_earlier(said: str) -> str:
    """The condition for records as they were, of which no words are kept: a wider one."""
    return said.replace("words LIKE %s", "%s::text IS NOT NULL")
