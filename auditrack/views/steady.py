"""The records of one state, looked at many thousand times while they are judged."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from auditrack.model.change import Head, Records

Document = Mapping[str, Any]


class Steady:
    """Records whose every index and document is asked for once.

    The register answers each question under its lock, with what others wrote meanwhile; to judge
    10,000 recommendations takes 300,000 questions about one and the same state.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._indexes: dict[tuple[str, str], Mapping[Any, tuple[Document, ...]]] = {}
        self._documents: dict[tuple[str, str], Document | None] = {}

    @property
    def head(self) -> Head:
        """The entry this state stands at."""
        return self._records.head

    def get(self, table: str, ref: str) -> Document | None:
        """The record, or None."""
        try:
            return self._documents[table, ref]
        except KeyError:
            document = self._documents[table, ref] = self._records.get(table, ref)
            return document

    def select(self, table: str, filter: Any = None) -> tuple[Document, ...]:
        """The records that a filter lets through, in order of entry."""
        return self._records.select(table, filter)

    def index(self, table: str, field: str) -> Mapping[Any, tuple[Document, ...]]:
        """Records by a field's value, in order of entry; of a list field, by each member."""
        try:
            return self._indexes[table, field]
        except KeyError:
            found = self._indexes[table, field] = self._records.index(table, field)
            return found

    def next_number(self, prefix: str) -> int:
        """The first number never used for references `prefix-n`."""
        return self._records.next_number(prefix)


def steady(records: Records) -> Records:
    """The records as `Steady`; those that are already stay as they are."""
    return records if isinstance(records, Steady) else Steady(records)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the garbage collector from walking over facts again and again while they are made.

    They hold no circles and go as soon as nobody looks at them, so they are kept from it afterwards
    too. At 10,000 recommendations it would take a quarter of the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
