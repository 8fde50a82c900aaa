"""Reads a CSV file, whatever encoding and delimiter it was saved with."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from auditrack.intake.decoding import decode, refuse
from auditrack.intake.sheets.own import OWN_WITHIN, own_list
from auditrack.intake.sheets.pages import Book, Cell, Row, SheetPage, tidy

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_LOOKED_AT = 60
_LONGEST_CELL = 1_000_000
_CELLS = 600_000
_ROWS = 1_048_576
_MARKED = ("=", "+", "-", "@")
_OWN_MARKED = (*_MARKED, "\t", "\r", "\n", "'")


def read_delimited(data: bytes, name: str) -> Book:
    """The rows of a CSV file as one page.

    Raises:
        RefusedError: it is no text, too large, or holds no table.
    """
    text = decode(data, name)
    first, _, rest = text.partition("\n")
    told = first.strip().casefold().removeprefix("sep=")
    skipped = 0
    if first.strip().casefold().startswith("sep=") and (told in _DELIMITERS or told == ""):
        text, skipped = rest, 1
        delimiter = told or "\t"
    else:
        delimiter = _delimiter(text)
    csv.field_size_limit(_LONGEST_CELL)
    rows, cells, place = [], 0, skipped
    try:
        own = any(map(own_list, islice(_reader(text, delimiter), OWN_WITHIN)))
        for place, values in enumerate(_reader(text, delimiter), 1 + skipped):
            filled = tuple(
                Cell(column, words)
                for column, value in enumerate(values, 1)
                if (words := tidy(_undefused(value, own)))
            )
            cells += len(filled)
            if cells > _CELLS:
                raise refuse(
                    name,
                    f"holds more than {_CELLS:,} filled cells, more than any tracker has",
                    "Split it and import the parts.",
                    "too-large",
                )
            if place > _ROWS:
                raise refuse(
                    name,
                    f"has more than {_ROWS:,} rows, more than any spreadsheet holds",
                    "Split it and import the parts.",
                    "too-large",
                )
            if filled:
                rows.append(Row(place, filled))
    except csv.Error as fault:
        raise refuse(
            name,
            f"cannot be read as CSV at row {place + 1} ({fault})",
            "Open it in a spreadsheet program and save it as CSV again.",
        ) from None
    note = f"Read as text with {_DELIMITERS[delimiter]} between its columns."
    return Book((SheetPage(name, tuple(rows), place),), (note,))


def _undefused(value: str, own: bool = False) -> str:
    """A cell without the mark that keeps spreadsheets from taking it for a formula.

    A list that this program wrote has it before a text's own apostrophe too, tabs and line ends.
    """
    marked = _OWN_MARKED if own else _MARKED
    return value[1:] if value[:1] == "'" and value[1:2] in marked else value


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str:
    """The delimiter that parts the first rows into the most columns, most evenly."""
    head = text[:200_000]
    best, most = ",", -1.0
    for delimiter in _DELIMITERS:
        widths: list[int] = []
        try:
            for row in _reader(head, delimiter):
                if any(value.strip() for value in row):
                    widths.append(len(row))
                if len(widths) == _LOOKED_AT:
                    break
        except csv.Error:
            continue
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        score = times / len(widths) * min(width, 12) if width > 1 else 0.0
        if score > most:
            best, most = delimiter, score
    return best
