"""A list or view as it leaves the register: columns, every row whole, and what it is of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from auditrack.model.change import Head
from auditrack.model.dates import in_words
from auditrack.views.wording import counted

CUT: Final = (
    " … [cut here: Excel holds 32,767 characters in a cell; the csv and json exports hold all]"
)
"""How a cell of a workbook ends that holds less than the record: all that an export ever cuts."""

Cell = str | int | float | bool | None
"""What one cell of a spreadsheet holds."""


@dataclass(frozen=True)
class Column:
    """One column: its stable key, its heading in people's words, and what it holds.

    `words` are those of its codes; `width` is in letters, for a spreadsheet.
    """

    key: str
    heading: str
    said: str
    width: int = 18
    words: Mapping[Any, str] = field(default_factory=dict)


class Rows:
    """Rows that are made when they are gone through: thousands are not held at once.

    Each row is a tuple of values in the order of the columns, as JSON holds them.
    """

    def __init__(self, count: int, make: Callable[[], Iterable[tuple[Any, ...]]]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._make())


@dataclass(frozen=True)
class Export:
    """One list or view with what stands beside it.

    `filter` says in words what it is narrowed to, "" where it is not; `of` is how many there are
    before. `notes` are sentences that whoever opens it should read. `parts` make those of
    everything at once, by noun, each when it is asked for, and `tables` each table as stored.
    """

    noun: str
    title: str
    one: str
    many: str
    about: str
    columns: tuple[Column, ...]
    rows: Rows
    board: str
    marking: str
    demonstration: bool
    as_at: date
    head: Head
    filter: str = ""
    of: int = 0
    notes: tuple[str, ...] = ()
    parts: Mapping[str, Callable[[], "Export"]] = field(default_factory=dict)
    tables: Callable[[], Mapping[str, list[dict[str, Any]]]] | None = None

    def describe(self) -> str:
        """What it holds, in words with its count: "12 of 120 recommendations: agency police"."""
        if self.parts:
            return "everything on record"
        if not self.filter:
            return counted(len(self.rows), self.one, self.many)
        of_all = counted(self.of, self.one, self.many)
        return f"{len(self.rows):,} of {of_all}: {self.filter}"


def cell_of(value: Any, words: Mapping[Any, str] | None = None) -> Cell:
    """A value as one cell: codes in words, several joined by semicolons, records line by line."""
    if type(value) is list and not words:  # most often names: thousands of them
        if not value:
            return ""
        if all(type(one) is str for one in value):
            return joined(value)
    if value is None or isinstance(value, (int, float)):
        return (words or {}).get(value, value) if words and not isinstance(value, bool) else value
    if isinstance(value, str):
        return words.get(value, value) if words else value
    if isinstance(value, Mapping):
        return _of_record(value)
    if any(isinstance(one, Mapping) for one in value):
        return "\n".join(str(cell_of(one)) for one in value)
    return joined(str(cell_of(one, words)) for one in value)


def joined(parts: Iterable[str]) -> str:
    """Several names in one cell, parted by semicolons; one that holds a semicolon is quoted."""
    return "; ".join(map(_quoted, parts))


def parted(text: str) -> tuple[str, ...]:
    """The names that `joined` put into one cell."""
    found: list[str] = []
    at, end = 0, len(text)
    while at < end:
        if text[at] == '"':
            said, at = _unquoted(text, at)
            after = text.find(";", at)
            found.append(said)
        else:
            after = text.find(";", at)
            found.append(text[at : end if after < 0 else after].strip())
        at = end if after < 0 else after + 1
        while at < end and text[at].isspace():
            at += 1
    return tuple(one for one in found if one)


def _quoted(name: str) -> str:
    if ";" in name or name.startswith('"') or name != name.strip():
        return '"{}"'.format(name.replace('"', '""'))
    return name


def _unquoted(text: str, start: int) -> tuple[str, int]:
    """A quoted name, and where it ends."""
    said, at = "", start + 1
    while at < len(text):
        if text[at] == '"':
            if text[at + 1 : at + 2] != '"':
                return said, at + 1
            at += 1
        said += text[at]
        at += 1
    return said, at


def _of_record(value: Mapping[str, Any]) -> str:
    """A record within a record on one line: "date 2019, kind test: ..."."""
    said = (
        (name.replace("_", " "), cell_of(one))
        for name, one in value.items()
        if one not in (None, "", (), [])
    )
    return ", ".join(f"{name} {one}" for name, one in said)


def as_at_in_words(export: Export) -> str:
    """The day by which it is judged: "30 September 2026"."""
    return in_words(export.as_at.isoformat())
