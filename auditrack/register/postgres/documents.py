"""Records as the database holds them: JSON, and the words that a search looks in."""

from typing import Any

import msgspec

from auditrack.register.line import Value, as_bytes

SEARCHED = frozenset(("recommendations", "findings", "reviews", "actions", "evidence", "audits"))
"""The tables whose words are kept for searching: those that hold what people wrote."""

_decode = msgspec.json.Decoder(dict[str, Value]).decode


def as_json(record: dict[str, Value]) -> str:
    """The record as JSON that JSONB gives back as it was."""
    if any(type(value) is float for value in record.values()):
        # JSONB keeps numbers as decimals: 1e16 would come back as a whole number.
        return as_bytes(
            {
                name: msgspec.Raw(_decimal(value)) if type(value) is float else value
                for name, value in record.items()
            }
        ).decode()
    return as_bytes(record).decode()


def read_json(text: str | bytes) -> dict[str, Value]:
    """A record from the JSON that the database gives, `ref` and `rev` first.

    Raises:
        msgspec.DecodeError: It is no record.
        KeyError: It has no reference.
    """
    found = _decode(text)
    # JSONB keeps keys in an order of its own.
    return {"ref": found["ref"], "rev": found["rev"], **found}


def words_of(table: str, record: dict[str, Value]) -> str | None:
    """Every text of a record, whatever its capitals, for a search to look in."""
    if table not in SEARCHED:
        return None
    return "\n".join(_texts(record)).casefold()


def place_of(number: int, seat: int) -> int:
    """The order of entry of a record that is operation `seat` of entry `number`."""
    return number << 20 | seat


def _texts(record: dict[str, Value]) -> Any:
    # By name of field: one that came from JSONB has its fields in another order than a new one.
    for _, value in sorted(record.items()):
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from map(str, value)


def _decimal(value: float) -> bytes:
    return f"{value:.1f}".encode() if value.is_integer() else as_bytes(value)
