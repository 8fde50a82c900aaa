"""Which values a record may hold: text, number, true or false, nothing, or a list of texts."""

from collections.abc import Mapping
from functools import lru_cache
from math import isfinite
from typing import Any

from auditrack.model.change import Refusal
from auditrack.register.line import Value

LONGEST_NAME = 200
OWN_FIELDS = frozenset(("ref", "rev"))
_WHOLE = 2**63


class _UnfitError(Exception):
    """Why a value cannot be kept."""


def text_problem(text: str) -> str | None:
    """Why a text cannot be kept, or None."""
    if "\0" in text:
        return "holds the character U+0000, which no journal can keep"
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return "holds half of a character (a lone surrogate), which cannot be kept"
    return None


def plain_fields(table: str, ref: str, fields: Mapping[str, Any]) -> dict[str, Value] | Refusal:
    """The fields as plain values, lists as tuples; or a refusal naming the record and the field."""
    kept: dict[str, Value] = {}
    for name, value in fields.items():
        if name in OWN_FIELDS or not (name.isidentifier() and len(name) <= LONGEST_NAME):
            return _refusal(table, ref, repr(name), "is not a name that a field can have")
        if type(value) is str and value.isascii() and "\0" not in value:
            kept[name] = value  # nearly every value
            continue
        try:
            kept[name] = _plain(value)
        except _UnfitError as unfit:
            return _refusal(table, ref, name, str(unfit))
    return kept


def name_problem(table: str, ref: str) -> Refusal | None:
    """Why a record cannot have this table and reference, or None."""
    if not _is_table(table):
        return _refusal(repr(table), ref, "table", "is not a name that a table can have")
    if not _is_name(ref):
        return _refusal(table, repr(ref), "ref", "is not a reference that a record can have")
    return None


@lru_cache(256)
def _is_table(table: str) -> bool:
    return _is_name(table) and not table.startswith("_")


def _is_name(name: object) -> bool:
    return (
        isinstance(name, str)
        and 0 < len(name) <= LONGEST_NAME
        and name.isprintable()
        and name == name.strip()
    )


def _plain(value: Any) -> Value:
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not -_WHOLE <= value < _WHOLE:
            raise _UnfitError("is a number too large to keep")
        return int(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise _UnfitError("is not a number (NaN or infinite)")
        return float(value)
    if isinstance(value, list | tuple):
        for member in value:
            if not isinstance(member, str):
                raise _UnfitError(f"is a list that holds {_kind(member)}; lists hold texts only")
        return tuple(_text(member) for member in value)
    raise _UnfitError(
        f"is {_kind(value)}; a field holds a text, a number, true or false, or a list of texts"
    )


def _text(text: str) -> str:
    problem = text_problem(text)
    if problem is not None:
        raise _UnfitError(problem)
    # A member of a text enumeration is kept as its text.
    return text if type(text) is str else str.__str__(text)


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "a group of fields"
    if isinstance(value, list | tuple | set | frozenset):
        return "a list inside a list" if isinstance(value, list | tuple) else "a set"
    return f"of the kind {type(value).__name__}"


def _refusal(table: str, ref: str, field: str, why: str) -> Refusal:
    return Refusal(
        "bad-value",
        f"The field {field} of {ref} ({table}) {why}.",
        ref=ref,
        todo="Correct that value and save again.",
    )
