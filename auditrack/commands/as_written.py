"""The records as they will stand once a sheet is kept: what is decided again starts from there."""

from collections.abc import Iterable, Mapping
from typing import Any

from auditrack.model.change import Insert, Update

Document = Mapping[str, Any]


class AsWritten:
    """Records with operations that are not kept yet; all else is asked of the records."""

    def __init__(self, records: Any, ops: Iterable[Insert | Update]) -> None:
        self._records = records
        self._written: dict[str, dict[str, dict[str, Any]]] = {}
        for op in ops:
            stood = records.get(op.table, op.id) or {"ref": op.id, "rev": 1}
            fields = {name: _frozen(value) for name, value in {**stood, **op.fields}.items()}
            kept = {name: value for name, value in fields.items() if value is not None}
            self._written.setdefault(op.table, {})[op.id] = kept

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)

    def get(self, table: str, ref: str) -> Document | None:
        """The record, or None."""
        written = self._written.get(table, {}).get(ref)
        return self._records.get(table, ref) if written is None else written

    def select(self, table: str, filter: Any = None) -> tuple[Document, ...]:
        """The records that a filter lets through, in order of entry."""
        written = self._written.get(table)
        if not written:
            found: tuple[Document, ...] = self._records.select(table, filter)
            return found
        stood = self._records.select(table)
        known = {str(one["ref"]) for one in stood}
        new = [one for ref, one in written.items() if ref not in known]
        every = (*(written.get(str(one["ref"]), one) for one in stood), *new)
        return every if filter is None else tuple(one for one in every if filter.query()(one))

    def index(self, table: str, field: str) -> Mapping[Any, tuple[Document, ...]]:
        """Records by a field's value, in order of entry; of a list field, by each member."""
        if table not in self._written:
            stood: Mapping[Any, tuple[Document, ...]] = self._records.index(table, field)
            return stood
        found: dict[Any, tuple[Document, ...]] = {}
        for one in self.select(table):
            value = one.get(field)
            for key in value if isinstance(value, tuple) else (value,):
                if key is not None:
                    found[key] = (*found.get(key, ()), one)
        return found


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
