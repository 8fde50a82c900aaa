"""A filter as a condition of the database, which lets through all that the filter does, or more.

The filter's own TinyDB Query is asked of whatever comes back, so a condition may be wider and never
narrower. What cannot be said so is not pushed down.
"""

from collections.abc import Sequence
from typing import Any

from auditrack.register.filters import All, AnyOf, Condition, Filter, Not
from auditrack.register.line import as_bytes
from auditrack.register.postgres.documents import SEARCHED
from auditrack.register.values import text_problem

Pushed = tuple[str, tuple[Any, ...]]
"""SQL with %s for each value that follows it."""

_NOTHING: Pushed = ("false", ())


def pushed(table: str, wanted: Filter) -> Pushed | None:
    """The condition for a table's documents, or None where the whole table must be looked at."""
    if isinstance(wanted, Condition):
        return _condition(table, wanted)
    if isinstance(wanted, Not):
        inner = wanted.filter
        if isinstance(inner, Condition) and inner.operator == "is_set":
            return ("NOT doc ? %s", (inner.field,)) if can_be_kept(inner.field) else ("true", ())
        return None
    if isinstance(wanted, All):
        parts = [part for one in wanted.filters if (part := pushed(table, one)) is not None]
        return _joined(parts, " AND ") if parts else None
    if isinstance(wanted, AnyOf):
        if not wanted.filters:
            return _NOTHING
        every = [pushed(table, one) for one in wanted.filters]
        known = [part for part in every if part is not None]
        return _joined(known, " OR ") if known and len(known) == len(every) else None
    return None


def values_of(field: str, values: Sequence[str], in_list: bool | None = None) -> Pushed:
    """The condition that a field is one of some values, or a list that has one of them.

    `in_list` says which, where that is known: to look for both takes twice as long.
    """
    wanted = [_json({field: value}) for value in values if in_list is not True]
    wanted += [_json({field: [value]}) for value in values if in_list is not False]
    return "doc @> ANY(%s::jsonb[])", (wanted,)


def is_exact(wanted: Filter) -> bool:
    """Whether the condition lets through just what the filter does, so that it may be counted."""
    if isinstance(wanted, Condition):
        if wanted.operator in ("equals", "has", "starts_with"):
            return isinstance(wanted.value, str)
        if wanted.operator in ("one_of", "has_any"):
            return _all_texts(wanted.value)
        return wanted.operator == "is_set"
    if isinstance(wanted, Not):
        return isinstance(wanted.filter, Condition) and wanted.filter.operator == "is_set"
    if isinstance(wanted, All | AnyOf):
        return all(map(is_exact, wanted.filters))
    return False


def can_be_kept(text: str) -> bool:
    """Whether a record could hold a text; the database cannot even be asked for any other."""
    return text_problem(text) is None


def like(text: str) -> str:
    """A pattern for LIKE that finds a text anywhere, whatever signs it holds."""
    plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def _condition(table: str, wanted: Condition) -> Pushed | None:
    field, value = wanted.field, wanted.value
    if not can_be_kept(field) or (isinstance(value, str) and not can_be_kept(value)):
        return _NOTHING
    match wanted.operator:
        case "equals" if isinstance(value, str):
            return _one_of([{field: value}])
        case "has" if isinstance(value, str):
            return _one_of([{field: [value]}])
        case "one_of" if _all_texts(value):
            return _one_of([{field: one} for one in filter(can_be_kept, value)])
        case "has_any" if _all_texts(value):
            return _one_of([{field: [one]} for one in filter(can_be_kept, value)])
        case "is_set":
            return "doc ? %s", (field,)
        case "starts_with" if isinstance(value, str):
            return (
                "jsonb_typeof(doc->%s) = 'string' AND left(doc->>%s, %s) = %s",
                (field, field, len(value), value),
            )
        case "contains_text" if isinstance(value, str) and table in SEARCHED:
            return "words LIKE %s", (like(value.casefold()),)
    return None


def _one_of(wanted: list[dict[str, Any]]) -> Pushed:
    # Each by itself: not every store that speaks PostgreSQL's language knows lists of JSONB.
    return " OR ".join(["doc @> %s::jsonb"] * len(wanted)) or "false", tuple(map(_json, wanted))


def _all_texts(values: Any) -> bool:
    return all(isinstance(value, str) for value in values)


def _json(value: Any) -> str:
    return as_bytes(value).decode()


def _joined(parts: list[Pushed], word: str) -> Pushed:
    parts = [part for at, part in enumerate(parts) if part not in parts[:at]]
    said = word.join(f"({one})" for one, _ in parts)
    return said, tuple(value for _, values in parts for value in values)
