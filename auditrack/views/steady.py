"""The records of one state, looked at many thousand times while they are judged."""

import gc
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from auditrack.model.change import Head, Records
from auditrack.views.fit import TABLES, unfit

Document = Mapping[str, Any]

_MANY = 50_000  # objects: those that facts of about 3,000 recommendations are made of


class Steady:
    """Records whose every index and table is asked for once, without those that are unfit.

    The register answers each question under its lock, with what others wrote meanwhile; to judge
    10,000 recommendations takes 300,000 questions about one and the same state.
    """

    def __init__(self, records: Records) -> None:
        self._held = records
        self._indexes: dict[str, dict[str, Mapping[Any, tuple[Document, ...]]]] = {}
        self._tables: dict[str, Mapping[str, Document]] = {}
        self._left_out: dict[str, Mapping[str, str]] = {}

    @property
    def _records(self) -> Records:
        """The records themselves, unfit ones among them."""
        return self._held

    @property
    def head(self) -> Head:
        """The entry this state stands at."""
        return self._records.head

    def get(self, table: str, ref: str) -> Document | None:
        """The record, or None."""
        try:
            return self._tables[table].get(ref)
        except KeyError:
            found = self._tables[table] = {one["ref"]: one for one in self.select(table)}
            return found.get(ref)

    def select(self, table: str, filter: Any = None) -> tuple[Document, ...]:
        """The records that a filter lets through, in order of entry."""
        found = self._records.select(table, filter)
        unfit = self.unfit(table)
        return _without(found, unfit) if unfit else found

    def index(self, table: str, field: str) -> Mapping[Any, tuple[Document, ...]]:
        """Records by a field's value, in order of entry; of a list field, by each member."""
        try:
            return self._indexes[table][field]
        except KeyError:
            found = self._records.index(table, field)
            if unfit := self.unfit(table):
                found = {value: _without(several, unfit) for value, several in found.items()}
            self._indexes.setdefault(table, {})[field] = found
            return found

    def next_number(self, prefix: str) -> int:
        """The first number never used for references `prefix-n`."""
        return self._records.next_number(prefix)

    def unfit(self, table: str) -> Mapping[str, str]:
        """The records of a table that are left out, by reference, each with what is wrong."""
        try:
            return self._left_out[table]
        except KeyError:
            found = self._left_out[table] = unfit(self._records, table)
            return found


def left_out(records: Records) -> Iterator[tuple[str, str, str]]:
    """What is left out of steady records: table, reference and what is wrong; none withdrawn."""
    raw = records._records if isinstance(records, Steady) else records
    for table in TABLES:
        for ref, problem in unfit(records, table).items():
            if not (raw.get(table, ref) or {}).get("withdrawn_on"):
                yield table, ref, problem


def _without(documents: tuple[Document, ...], unfit: Container[str]) -> tuple[Document, ...]:
    return tuple([one for one in documents if one["ref"] not in unfit])


def steady(records: Records) -> Records:
    """The records as `Steady`; those that are already stay as they are."""
    return records if isinstance(records, Steady) else Steady(records)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the garbage collector from walking over facts again and again while they are made.

    Where many were made it is kept from them afterwards too: they hold no circles and go as soon as
    nobody looks at them, and at 10,000 recommendations each walk takes a quarter of a second. What
    else there is then, screens among it, is never looked at again, so it must not happen often.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY:  # what was made since and is still there
            gc.freeze()
        gc.enable()
