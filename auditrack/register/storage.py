"""TinyDB's Storage over the register's memory, so that TinyDB's own classes read it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from tinydb import TinyDB
from tinydb.storages import Storage

from auditrack.register.table import Record, RegisterTable


class RegisterStorage(Storage):
    """Shows the register's records in TinyDB's layout; the journal alone is written."""

    def __init__(
        self,
        names: Callable[[], Iterable[str]],
        records: Callable[[str], Mapping[str, Record]],
    ) -> None:
        self._names = names
        self.records = records

    def read(self) -> dict[str, dict[str, Any]]:
        """Every table, in TinyDB's layout."""
        return {
            name: {str(record.doc_id): record for record in self.records(name).values()}
            for name in self._names()
        }

    def write(self, data: Any) -> NoReturn:
        """Refuse: TinyDB would rewrite the whole file."""
        raise TypeError("the register is written through a transaction only")


class RegisterDatabase(TinyDB):
    """TinyDB's door to a register's tables, for reading."""

    table_class = RegisterTable

    def __init__(self, storage: RegisterStorage) -> None:
        super().__init__(storage=_given, given=storage)


def _given(given: RegisterStorage) -> RegisterStorage:
    """TinyDB makes its storage itself; ours is there already."""
    return given
