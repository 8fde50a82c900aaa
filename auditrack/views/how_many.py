"""How many records a table has, without reading it where the register keeps count."""

from typing import Protocol, runtime_checkable

from auditrack.model.change import Records


@runtime_checkable
class Counting(Protocol):
    """Records that count themselves."""

    def count(self, table: str) -> int:
        """How many records a table has."""


def how_many(records: Records, table: str) -> int:
    """How many records a table has."""
    if isinstance(records, Counting):
        return records.count(table)
    return len(records.select(table))
