"""TinyDB's Table over records that are kept in memory and never change under a reader."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NoReturn

from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from auditrack.register.line import Value

Members = tuple["Record", ...]


class Record(Document):
    """A record as handed out: a frozen mapping of `ref`, `rev` and the fields that have a value.

    An edit makes a new Record; one that was handed out stays as it was. Lists are tuples.
    `doc_id` is TinyDB's private number, the place of the record in its table.
    """

    __slots__ = ("doc_id",)
    doc_id: int

    def __init__(self, value: Mapping[str, Value], doc_id: int) -> None:
        dict.__init__(self, value)
        object.__setattr__(self, "doc_id", doc_id)

    def _frozen(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("a record cannot be changed in place; write it through a transaction")

    __setitem__ = __delitem__ = __ior__ = __setattr__ = __delattr__ = _frozen
    update = pop = popitem = clear = setdefault = _frozen

    def __copy__(self) -> "Record":
        return self

    def __deepcopy__(self, _memo: Any) -> "Record":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Record, (dict(self), self.doc_id)


class RegisterTable(Table):
    """A TinyDB table that reads the register's records; writing goes through a transaction.

    No query cache: it would not see what another process wrote.
    """

    document_class = Record

    def __init__(
        self, storage: Any, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        # TinyDB binds its default cache size early, so the size is given here whatever was asked.
        super().__init__(storage, name, cache_size=0, persist_empty=False)
        self._records: Callable[[str], Mapping[str, Record]] = storage.records

    def search(self, cond: QueryLike, among: Iterable[Record] | None = None) -> list[Document]:
        """The records that a TinyDB query lets through, in order of entry.

        `among` are candidates that an index found; without it every record is asked.
        """
        candidates = self._records(self.name).values() if among is None else among
        return [record for record in candidates if cond(record)]

    def all(self) -> list[Document]:
        """Every record, in order of entry."""
        return list(self._records(self.name).values())

    def __iter__(self) -> Iterator[Document]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self._records(self.name))

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return {str(record.doc_id): record for record in self._records(self.name).values()}

    def _update_table(self, updater: Any) -> NoReturn:
        raise TypeError("the register's tables are written through a transaction only")


class Grouping:
    """The records of a table by one field's value; of a list field, by each member.

    What is handed out never changes: changes gather here and the next reader gets a new mapping.
    """

    def __init__(self, field: str, records: Iterable[Record]) -> None:
        self.field = field
        self._groups: dict[Any, Members] = {}
        self._pending: list[tuple[Record | None, Record]] = []
        gathered: dict[Any, list[Record]] = {}
        for record in records:
            value = record.get(field)
            if type(value) is tuple:
                for member in dict.fromkeys(value):
                    gathered.setdefault(member, []).append(record)
            elif value is not None:
                gathered.setdefault(value, []).append(record)
        self._groups = {value: tuple(members) for value, members in gathered.items()}

    def change(self, old: Record | None, new: Record) -> None:
        """Note that a record was added or replaced."""
        self._pending.append((old, new))

    @property
    def backlog(self) -> int:
        """How many changes wait for the next reader."""
        return len(self._pending)

    def groups(self) -> dict[Any, Members]:
        """The groups as of now; the caller hands them out behind a read-only view."""
        if self._pending:
            self._catch_up()
        return self._groups

    def _catch_up(self) -> None:
        moved: dict[Any, dict[int, Record | None]] = {}
        for old, new in self._pending:
            for value in _values(old, self.field) if old is not None else ():
                moved.setdefault(value, {})[new.doc_id] = None
            for value in _values(new, self.field):
                moved.setdefault(value, {})[new.doc_id] = new
        groups = dict(self._groups)
        for value, places in moved.items():
            members = {record.doc_id: record for record in groups.get(value, ())}
            for place, record in places.items():
                if record is None:
                    members.pop(place, None)
                else:
                    members[place] = record
            if members:
                groups[value] = tuple(members[place] for place in sorted(members))
            else:
                groups.pop(value, None)
        self._groups = groups
        self._pending = []


def _values(record: Record, field: str) -> tuple[Any, ...]:
    value = record.get(field)
    if type(value) is tuple:
        return tuple(dict.fromkeys(value))
    return () if value is None else (value,)
