"""Records in which every field that can hold words holds words of ours, told apart by the field.

Planted are the words that stand there, and a text of every kind in the fields that are empty: what
must not be public may not wait for somebody to fill it in.
"""

import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import msgspec

from auditrack.model.board import Board
from auditrack.views.date_fields import DATES
from auditrack.views.fit import MADE_OF
from tests.reports.canaries import is_words

Document = Mapping[str, Any]
Plant = Callable[[str, str, str], str]
"""The words for a field of a record, by table, field and reference."""

_STRUCTURE = frozenset(
    (
        *("ref", "rev", "review", "recommendation", "on_ref", "action", "record", "serves"),
        *("a", "b", "as", "of", "link", "theme", "themes", "agencies", "led_to", "audit"),
        *("withdrawn_on", "undone", "import_ref", "superseded_by", "replaced_by", "merged_into"),
        *("publishable", "status", "boards", "predecessors", "year_start", "nation", "scope"),
        *("form", "publication"),
    )
)
"""Fields that say which records there are and how they hang together."""

_KINDS = {**{table: kind for table, (kind, _) in MADE_OF.items()}, "board": Board}


class Planted:
    """A state of the register with every text in it replaced."""

    def __init__(self, records: Any, plant: Plant, only: frozenset[str] | None = None) -> None:
        """Plants in every field, or only in those named, as "table.field"."""
        self._records = records
        self._plant = plant
        self._only = only
        self._known = {
            str(one["ref"])
            for table in ("theme_links", "imports", *_KINDS)
            for one in records.select(table)
        }

    @property
    def head(self) -> Any:
        return self._records.head

    def get(self, table: str, ref: str) -> Document | None:
        return self._by_ref(table).get(ref)

    @cache  # noqa: B019 - it lives for one test
    def _by_ref(self, table: str) -> dict[str, Document]:
        return {str(one["ref"]): one for one in self.select(table)}

    @cache  # noqa: B019
    def select(self, table: str, filter: Any = None) -> tuple[Document, ...]:
        found = self._records.select(table, filter)
        if table not in _KINDS:
            return found
        return tuple(self._changed(table, one) for one in found)

    @cache  # noqa: B019
    def index(self, table: str, field: str) -> Mapping[Any, tuple[Document, ...]]:
        made: dict[Any, tuple[Document, ...]] = {}
        for one in self.select(table):
            value = one.get(field)
            for part in value if isinstance(value, (list, tuple)) else (value,):
                if part is not None:
                    made[part] = (*made.get(part, ()), one)
        return made

    def next_number(self, prefix: str) -> int:
        return self._records.next_number(prefix)

    def _changed(self, table: str, one: Document) -> Document:
        empty = dict.fromkeys(_texts_of(table))
        return {
            name: self._value(table, name, str(one["ref"]), value)
            for name, value in {**empty, **one}.items()
        }

    def _value(self, table: str, name: str, ref: str, value: Any) -> Any:
        if name in _STRUCTURE or (self._only is not None and f"{table}.{name}" not in self._only):
            return value
        if value is None:
            return self._plant(table, name, ref)
        if isinstance(value, (list, tuple)):
            return tuple(self._value(table, name, ref, part) for part in value)
        return self._plant(table, name, ref) if is_words(value, self._known) else value


@cache
def _texts_of(table: str) -> tuple[str, ...]:
    """The fields of a table's records that may hold one text and need not."""
    fields = msgspec.structs.fields(_KINDS[table])
    texts = [one.encode_name for one in fields if _is_text(one.type)]
    return tuple(name for name in texts if name not in DATES.get(table, {}))


def _is_text(kind: Any) -> bool:
    if isinstance(kind, types.UnionType):
        return str in typing.get_args(kind)
    return kind is str
