"""The records of one state as a page asks for them: each when it is wanted, no table for one row.

`Steady` asks for a table as soon as one record of it is wanted. In a database that pages, a page
of thirty rows would load a hundred thousand that way; here small tables are read as a whole and
the others record by record, each looked at for whether it can be read at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, runtime_checkable

from auditrack.model.change import Head, Records
from auditrack.views.fit import problem_of
from auditrack.views.steady import Document, Steady

LEAST = 300
"""A smaller table is read whole without asking how much of it is wanted."""


@runtime_checkable
class PagingRecords(Records, Protocol):
    """What a store that pages answers beyond what every store does."""

    def count(self, table: str, filter: Any = None, at_most: int | None = None) -> int:
        """How many records a table has."""

    def fetch(self, table: str, refs: Iterable[str]) -> None:
        """Have records at hand that are about to be asked for."""

    def gather(
        self, table: str, field: str, values: Iterable[Any], in_list: bool | None = None
    ) -> None:
        """Have the groups of an index at hand that are about to be asked for."""

    def found(
        self, table: str, filter: Any = None, limit: int | None = None, after: int = -1
    ) -> tuple[Mapping[str, Any], ...]:
        """The first records that a filter lets through, after a place, in order of entry."""

    def at(self, head: Head) -> "PagingRecords":
        """The same records as they stood at an entry."""

    def apart(self) -> "PagingRecords":
        """The same records, to be asked without filling the memory of these."""

    def is_in_memory(self, table: str) -> bool:
        """Whether a table was read as a whole."""


class Sparse(Steady):
    """Records of which no more is read than is asked for."""

    def __init__(
        self,
        records: PagingRecords,
        own: PagingRecords | None = None,
        head: Head | None = None,
    ) -> None:
        """Stand at the entry that some records stand at.

        Args:
            records: the live records; small tables, read as a whole, stay with them.
            own: what is asked for everything else, and goes when this goes.
            head: the entry, where they may stand at a later one by now.
        """
        super().__init__(records)
        self._live = records
        self._own = own
        self._head = head or records.head
        self._groups: dict[tuple[str, str], Groups] = {}
        self._sizes: dict[str, bool] = {}

    @property
    def _records(self) -> PagingRecords:
        return self._live.at(self._head)

    @property
    def head(self) -> Head:
        """The entry this state stands at."""
        return self._head

    @property
    def live(self) -> PagingRecords:
        """The live records, which may stand at a later entry by now."""
        return self._live

    @property
    def singly(self) -> PagingRecords:
        """Where single records and groups are asked for, and had at hand before."""
        return self._own if self._own is not None else self._records

    def is_whole(self, table: str) -> bool:
        """Whether a table is at hand as a whole; a small one is, once anybody asks."""
        if table in self._tables or self._records.is_in_memory(table):
            return True
        known = self._sizes.get(table)
        if known is None:
            known = self._sizes[table] = self._records.count(table) <= LEAST
            if known:
                self._records.select(table)
        return known

    def get(self, table: str, ref: str) -> Document | None:
        """The record, or None."""
        if self.is_whole(table):
            return super().get(table, ref)
        found = self.singly.get(table, ref)
        return None if found is None or problem_of(table, found) else found

    def index(self, table: str, field: str) -> Mapping[Any, tuple[Document, ...]]:
        """Records by a field's value, in order of entry; of a list field, by each member."""
        if self.is_whole(table):
            return super().index(table, field)
        key = (table, field)
        if key not in self._groups:
            self._groups[key] = Groups(self, table, field)
        return self._groups[key]

    def group(self, table: str, field: str, value: Any) -> tuple[Document, ...]:
        """The records of one value."""
        if self.is_whole(table):
            return super().index(table, field).get(value, ())
        found = self.singly.index(table, field).get(value, ())
        return tuple([one for one in found if not problem_of(table, one)])

    def whole_index(self, table: str, field: str) -> Mapping[Any, tuple[Document, ...]]:
        """The records of every value."""
        return super().index(table, field)


class Groups(Mapping[Any, tuple[Document, ...]]):
    """An index of which each group is asked for when it is wanted."""

    def __init__(self, records: Sparse, table: str, field: str) -> None:
        self._records = records
        self._table = table
        self._field = field

    def get(self, value: Any, default: Any = None) -> Any:
        """The group of a value, or the default where it has none."""
        return self._records.group(self._table, self._field, value) or default

    def __getitem__(self, value: Any) -> tuple[Document, ...]:
        found = self._records.group(self._table, self._field, value)
        if not found:
            raise KeyError(value)
        return found

    def __contains__(self, value: object) -> bool:
        return bool(self._records.group(self._table, self._field, value))

    def __bool__(self) -> bool:
        return True  # to know whether it is empty, the table would be read

    def __iter__(self) -> Iterator[Any]:
        return iter(self._records.whole_index(self._table, self._field))

    def __len__(self) -> int:
        return len(self._records.whole_index(self._table, self._field))


def sparse(records: Records) -> Records:
    """The records for a page: read sparsely where they page, as they are where they do not."""
    if isinstance(records, Steady) or not isinstance(records, PagingRecords):
        return records
    return Sparse(records)
