"""What a spreadsheet holds as plain data: the pages of a workbook, their rows and cells."""

import re

import msgspec

from auditrack.intake.decoding import clean

_RUNS = re.compile(r"[ \t\f]+")
_EDGES = re.compile(r" ?\n ?")
_MANY = re.compile(r"\n{2,}")


class Cell(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A cell that holds something. `column` counts from 1.

    `fill` names its colour, `struck` says that its words are struck through, `merged` that they
    stand in a cell merged with it: "down" from above, "across" from the left. `gone` is what is
    struck through of a cell whose other words stand.
    """

    column: int
    text: str
    fill: str | None = None
    struck: bool = False
    merged: str = ""
    gone: str = ""


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A row that is really there; `place` is its number as a person sees it."""

    place: int
    cells: tuple[Cell, ...]
    hidden: bool = False


class SheetPage(msgspec.Struct, frozen=True):
    """One sheet of a workbook, or the whole of a CSV file."""

    name: str
    rows: tuple[Row, ...]
    last: int
    hidden: bool = False
    hidden_columns: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


class Book(msgspec.Struct, frozen=True):
    """A workbook: its sheets in order, and sentences a person should read."""

    pages: tuple[SheetPage, ...]
    notes: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """The words of a cell: clean, white space folded, its lines kept."""
    if not (text.isascii() and text.isprintable()):
        text = clean(text)
    if "\n" in text:
        return _MANY.sub("\n", _EDGES.sub("\n", _RUNS.sub(" ", text))).strip()
    return " ".join(text.split())


def letter_of(column: int) -> str:
    """The letter of a column as spreadsheets show it: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
