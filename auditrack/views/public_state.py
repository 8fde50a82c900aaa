"""Records that may be public, behind the same questions as the register's."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from auditrack.model.change import Head
from auditrack.views.public_reviews import Withheld
from auditrack.views.steady import Steady

Document = Mapping[str, Any]


class PublicRecords(Steady):
    """The records of a state that may be public: every view may look at them.

    Attributes:
        as_at: the day they may be public on.
        withheld: the reviews that are not among them, each with why; for authors alone.
        in_part: references of actions, audits and evidence that also hang on something withheld.
            They are told with their dates and state and none of their words.
    """

    def __init__(
        self,
        head: Head,
        tables: Mapping[str, tuple[Document, ...]],
        as_at: date,
        withheld: tuple[Withheld, ...] = (),
        in_part: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(_Tables(head, tables))
        self.as_at = as_at
        self.withheld = withheld
        self.in_part = in_part

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that hold anything."""
        return tuple(self._records._tables)  # type: ignore[attr-defined]

    def unfit(self, table: str) -> Mapping[str, str]:
        """Nothing: what cannot be read was left out before."""
        return MappingProxyType({})


class _Tables:
    """Records in tables of their own, behind the same questions as the register's."""

    def __init__(self, head: Head, tables: Mapping[str, tuple[Document, ...]]) -> None:
        self._head = head
        self._tables = {name: found for name, found in tables.items() if found}

    @property
    def head(self) -> Head:
        return self._head

    def get(self, table: str, ref: str) -> Document | None:
        return next((one for one in self.select(table) if one["ref"] == ref), None)

    def select(self, table: str, filter: Any = None) -> tuple[Document, ...]:
        found = self._tables.get(table, ())
        if filter is None:
            return found
        wanted = filter.query()
        return tuple(one for one in found if wanted(one))

    def index(self, table: str, field: str) -> Mapping[Any, tuple[Document, ...]]:
        made: dict[Any, list[Document]] = {}
        for one in self.select(table):
            value = one.get(field)
            for part in dict.fromkeys(value if isinstance(value, tuple) else (value,)):
                if part is not None:
                    made.setdefault(part, []).append(one)
        return {value: tuple(found) for value, found in made.items()}

    def next_number(self, prefix: str) -> int:
        return 1  # nothing is ever written here, and how much there is in all is nobody's to know
