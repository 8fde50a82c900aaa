"""Declarative filters: frozen values of field, operator and value that compile to a TinyDB Query.

    where("review").equals("child-f") & where("agencies").has("police") & ~where("due").is_set()

A field without a value passes `is_set()` negated and `not_equals`, and nothing else.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from tinydb.queries import QueryInstance

OPERATORS = {
    "equals": "is",
    "has": "has",
    "one_of": "is one of",
    "has_any": "has one of",
    "is_set": "is recorded",
    "contains_text": "contains",
    "starts_with": "starts with",
    "at_least": "is at least",
    "at_most": "is at most",
    "after": "is after",
    "before": "is before",
}
"""Every operator, with the words that `describe` uses."""


class Filter(msgspec.Struct, frozen=True):
    """What every filter can do. Join filters with `&` and `|`, turn one round with `~`."""

    def __and__(self, other: "Filter") -> "All":
        return All((*_parts(All, self), *_parts(All, other)))

    def __or__(self, other: "Filter") -> "AnyOf":
        return AnyOf((*_parts(AnyOf, self), *_parts(AnyOf, other)))

    def __invert__(self) -> "Filter":
        return Not(self)

    def describe(self) -> str:
        """The filter in words."""
        raise NotImplementedError

    def query(self) -> "QueryInstance":
        """The filter as a TinyDB Query."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.describe()


class Condition(Filter, frozen=True):
    """One field, one operator of OPERATORS, one value (for `one_of` and `has_any` a tuple)."""

    field: str
    operator: str
    value: Any = None

    def describe(self) -> str:
        """The condition in words."""
        name = self.field.replace("_", " ")
        words = f"{name} {OPERATORS[self.operator]}"
        if self.operator == "is_set":
            return words
        if isinstance(self.value, tuple):
            return f"{words} {', '.join(map(_word, self.value)) or 'nothing'}"
        return f"{words} {_word(self.value)}"

    def query(self) -> "QueryInstance":
        """The condition as a TinyDB Query."""
        from tinydb import Query

        field = Query()[self.field]
        query: QueryInstance
        if self.operator == "equals":
            query = field == self.value
        elif self.operator == "is_set":
            query = field.exists()
        else:
            query = field.test(_TESTS[self.operator], self.value)
        return query


class All(Filter, frozen=True):
    """Passes what every one of its filters passes; with none of them, everything."""

    filters: tuple[Filter, ...]

    def describe(self) -> str:
        """The filters in words, joined with "and"."""
        return " and ".join(_bracketed(part) for part in self.filters) or "everything"

    def query(self) -> "QueryInstance":
        """The filters as one TinyDB Query."""
        return _joined([part.query() for part in self.filters], every=True)


class AnyOf(Filter, frozen=True):
    """Passes what at least one of its filters passes; with none of them, nothing."""

    filters: tuple[Filter, ...]

    def describe(self) -> str:
        """The filters in words, joined with "or"."""
        return " or ".join(_bracketed(part) for part in self.filters) or "nothing"

    def query(self) -> "QueryInstance":
        """The filters as one TinyDB Query."""
        return _joined([part.query() for part in self.filters], every=False)


class Not(Filter, frozen=True):
    """Passes what its filter does not."""

    filter: Filter

    def __invert__(self) -> Filter:
        return self.filter

    def describe(self) -> str:
        """The filter in words, turned round."""
        if isinstance(self.filter, Condition) and self.filter.operator == "is_set":
            return f"{self.filter.field.replace('_', ' ')} is not recorded"
        return f"not ({self.filter.describe()})"

    def query(self) -> "QueryInstance":
        """The filter as a TinyDB Query, turned round."""
        return ~self.filter.query()


class Field(msgspec.Struct, frozen=True):
    """A field that a condition is about to be made of."""

    name: str

    def equals(self, value: Any) -> Condition:
        """The field is exactly this value."""
        return Condition(self.name, "equals", _frozen(value))

    def not_equals(self, value: Any) -> Filter:
        """The field is anything else, or has no value."""
        return ~self.equals(value)

    def has(self, member: Any) -> Condition:
        """The list field has this member."""
        return Condition(self.name, "has", member)

    def one_of(self, values: Iterable[Any]) -> Condition:
        """The field is one of these values."""
        return Condition(self.name, "one_of", tuple(_frozen(value) for value in values))

    def has_any(self, members: Iterable[Any]) -> Condition:
        """The list field has at least one of these members."""
        return Condition(self.name, "has_any", tuple(members))

    def is_set(self) -> Condition:
        """The field has a value."""
        return Condition(self.name, "is_set")

    def not_set(self) -> Filter:
        """The field has no value."""
        return ~self.is_set()

    def contains_text(self, text: str) -> Condition:
        """The text, or a member of the list, holds this text, whatever its capitals."""
        return Condition(self.name, "contains_text", text)

    def starts_with(self, text: str) -> Condition:
        """The text starts with exactly this."""
        return Condition(self.name, "starts_with", text)

    def at_least(self, value: Any) -> Condition:
        """The number, or the text in sorting order, is this or more."""
        return Condition(self.name, "at_least", value)

    def at_most(self, value: Any) -> Condition:
        """The number, or the text in sorting order, is this or less."""
        return Condition(self.name, "at_most", value)

    def after(self, value: Any) -> Condition:
        """The number, or the text in sorting order, is more than this."""
        return Condition(self.name, "after", value)

    def before(self, value: Any) -> Condition:
        """The number, or the text in sorting order, is less than this."""
        return Condition(self.name, "before", value)


def where(field: str) -> Field:
    """Begin a condition on a field: `where("review").equals("child-f")`."""
    return Field(field)


def narrowed(
    wanted: Filter, group: Callable[[str, Any], tuple[Any, ...]]
) -> tuple[tuple[Any, ...], ...] | None:
    """Groups of an index outside which nothing can pass the filter; None when none can be named.

    `group(field, value)` gives the records whose field is, or has, that value.
    """
    if isinstance(wanted, Condition):
        if wanted.operator in ("equals", "has") and _indexed(wanted.value):
            return (group(wanted.field, wanted.value),)
        if wanted.operator in ("one_of", "has_any") and all(map(_indexed, wanted.value)):
            return tuple(group(wanted.field, value) for value in dict.fromkeys(wanted.value))
        return None
    if isinstance(wanted, All):
        best: tuple[tuple[Any, ...], ...] | None = None
        for part in wanted.filters:
            groups = narrowed(part, group)
            if groups is not None and (best is None or _size(groups) < _size(best)):
                best = groups
        return best
    if isinstance(wanted, AnyOf):
        gathered: list[tuple[Any, ...]] = []
        for part in wanted.filters:
            groups = narrowed(part, group)
            if groups is None:
                return None
            gathered.extend(groups)
        return tuple(gathered)
    return None


def _indexed(value: Any) -> bool:
    return value is not None and not isinstance(value, tuple)


def _size(groups: tuple[tuple[Any, ...], ...]) -> int:
    return sum(map(len, groups))


def _has(value: Any, member: Any) -> bool:
    return type(value) is tuple and member in value


def _has_any(value: Any, members: tuple[Any, ...]) -> bool:
    return type(value) is tuple and any(member in value for member in members)


def _one_of(value: Any, values: tuple[Any, ...]) -> bool:
    return value in values


def _contains_text(value: Any, text: str) -> bool:
    sought = text.casefold()
    if isinstance(value, str):
        return sought in value.casefold()
    return type(value) is tuple and any(sought in str(member).casefold() for member in value)


def _starts_with(value: Any, text: str) -> bool:
    return isinstance(value, str) and value.startswith(text)


def _comparable(value: Any, bound: Any) -> bool:
    if isinstance(bound, str):
        return isinstance(value, str)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _at_least(value: Any, bound: Any) -> bool:
    return _comparable(value, bound) and bool(value >= bound)


def _at_most(value: Any, bound: Any) -> bool:
    return _comparable(value, bound) and bool(value <= bound)


def _after(value: Any, bound: Any) -> bool:
    return _comparable(value, bound) and bool(value > bound)


def _before(value: Any, bound: Any) -> bool:
    return _comparable(value, bound) and bool(value < bound)


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "has": _has,
    "has_any": _has_any,
    "one_of": _one_of,
    "contains_text": _contains_text,
    "starts_with": _starts_with,
    "at_least": _at_least,
    "at_most": _at_most,
    "after": _after,
    "before": _before,
}


def _joined(queries: "list[QueryInstance]", *, every: bool) -> "QueryInstance":
    from tinydb import Query

    if not queries:
        return Query().noop() if every else ~Query().noop()
    whole, *others = queries
    for other in others:
        whole = (whole & other) if every else (whole | other)
    return whole


def _parts(kind: type, part: Filter) -> tuple[Filter, ...]:
    return part.filters if type(part) is kind else (part,)  # type: ignore[attr-defined]


def _bracketed(part: Filter) -> str:
    words = part.describe()
    return f"({words})" if isinstance(part, All | AnyOf) and len(part.filters) > 1 else words


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"“{value}”" if isinstance(value, str) else str(value)
