"""Reads an Excel workbook: values only, with merged cells, colours, strikes and what is hidden.

Runs in a process of its own. What is read is what is really there: the dimension that a sheet
declares is never asked, and nothing of a formula, macro or link is followed.
"""

import io
import re
import warnings
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from auditrack.intake.decoding import refuse
from auditrack.intake.sheets.colours import fill_word, theme_colours
from auditrack.intake.sheets.pages import Book, Cell, Row, SheetPage, tidy

UNPACKED_BYTES: Final = 256 * 1024 * 1024
"""The most that a workbook may hold once it is unpacked."""

CELLS: Final = 600_000
"""The most cells with something in them that a workbook may have."""

MERGED: Final = 1_000_000
"""The most cells that may be merged away; a tracker has some hundreds."""

_PARTS: Final = 5_000
_FEW: Final = 5
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_UNSTORED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*><(?:\w+:)?f(?:/>|[ >][^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_COMMENT = re.compile(rb"<(?:\w+:)?(?:threadedComment|comment) ")
_COMMENTS = re.compile(r"[cC]omments?/?[^/]*\.xml$")
_OWN_HINTS = b"<author>auditrack</author>"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
_DECIMALS = re.compile(r"0\.(0{1,3})")


def read_workbook(data: bytes, name: str) -> Book:
    """The sheets of a workbook as plain data.

    Raises:
        RefusedError: it is no workbook, is damaged, too large, or holds a document type.
    """
    notes = _checked(data, name)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        # Whatever the library meets in a damaged file, the person is told the same.
        raise refuse(
            name,
            "is damaged or no Excel workbook",
            "Open it in Excel, save it again as .xlsx, or save the sheet as CSV, and import that.",
        ) from None
    if not book.worksheets:
        raise refuse(name, "holds no sheet with cells", "Choose the file that holds the tracker.")
    reader = _Reader(book, name)
    return Book(tuple(reader.page(sheet) for sheet in book.worksheets), tuple(notes))


def _checked(data: bytes, name: str) -> list[str]:
    """What the file says of itself before any of it is read; refuses what is made to do harm."""
    notes: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            _must_be_small(parts, name)
            if "xl/workbook.xml" not in names and not any(_SHEET.fullmatch(one) for one in names):
                raise refuse(
                    name,
                    "is not an Excel workbook",
                    "Save the tracker as .xlsx or CSV and import that.",
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as stream:
                        _must_declare_nothing(stream, name)
            formulas, unstored, merged, comments = 0, [], 0, 0
            for part in parts:
                if _SHEET.fullmatch(part.filename):
                    text = packed.read(part)
                    formulas += len(_FORMULA.findall(text))
                    unstored += [one.decode() for one in _UNSTORED.findall(text)]
                    merged += sum(_area(*one) for one in _MERGE.findall(text))
                elif _COMMENTS.search(part.filename):
                    text = packed.read(part)
                    comments += 0 if _OWN_HINTS in text else len(_COMMENT.findall(text))
            if merged > MERGED:
                raise refuse(
                    name,
                    f"merges {merged:,} cells, more than any tracker does, and was not read",
                    "Save the sheet as CSV and import that.",
                    "too-large",
                )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError):
        raise _damaged(name) from None
    except RuntimeError:  # a member under a password
        raise refuse(
            name, "is protected by a password", "Save a copy without one and import that."
        ) from None
    except (ValueError, SyntaxError) as fault:
        if type(fault).__name__ in (
            "DTDForbidden",
            "EntitiesForbidden",
            "ExternalReferenceForbidden",
        ):
            raise refuse(
                name,
                "declares a document type or entities, which no spreadsheet program writes",
                "Save the sheet as CSV and import that.",
                "not-safe",
            ) from None
        raise _damaged(name) from None
    if formulas:
        notes.append(
            f"{formulas:,} cells are formulas: the values last stored were read, none was run."
        )
    if unstored:
        shown = ", ".join(unstored[:_FEW]) + (" and more" if len(unstored) > _FEW else "")
        notes.append(
            f"{len(unstored):,} formulas have no stored value and count as blank: {shown}. "
            "Open the file in Excel and save it, and they have."
        )
    if comments:
        notes.append(
            f"{comments:,} comments stand beside cells and are not read: "
            "write into the sheet what should be taken in."
        )
    if any(one.startswith("xl/externalLinks/") for one in names):
        notes.append("The workbook links to other files; no link was followed.")
    if any(one.endswith("vbaProject.bin") for one in names):
        notes.append("The workbook holds macros; none was run.")
    return notes


def _must_be_small(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > UNPACKED_BYTES:
        raise refuse(
            name,
            "unpacks to more than any tracker needs, and was not read",
            "It may be made to do harm. Save the sheet that you need as CSV and import that.",
            "too-large",
        )


def _must_declare_nothing(stream: Any, name: str) -> None:
    """Refuse a part that declares a document type: entities can name files or swell."""
    from defusedxml.ElementTree import iterparse

    for _ in iterparse(stream, events=("start",), forbid_dtd=True):
        return


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    across = _column(right) - _column(left) + 1
    return max(across, 1) * max(int(bottom) - int(top) + 1, 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _damaged(name: str) -> Exception:
    return refuse(
        name,
        "is damaged and cannot be unpacked",
        "Ask for another copy, or save the sheet as CSV and import that.",
    )


class _Reader:
    """The sheets of one workbook; what a style looks like is found out once."""

    def __init__(self, book: Any, name: str) -> None:
        from openpyxl.styles.colors import COLOR_INDEX

        self._book = book
        self._name = name
        self._theme = theme_colours(book.loaded_theme)
        self._indexed = COLOR_INDEX
        self._looks: dict[tuple[int, int], tuple[str | None, bool]] = {}
        self._cells = 0

    def page(self, sheet: Any) -> SheetPage:
        found: dict[int, dict[int, Cell]] = defaultdict(dict)
        errors = 0
        for (place, column), cell in sheet._cells.items():
            text = _text(cell)
            if text in _ERRORS:
                text, errors = "", errors + 1
            fill, struck = self._look(cell)
            if text or fill:
                found[place][column] = Cell(column, text, fill, struck and bool(text))
                self._count()
            else:
                found.setdefault(place, {})  # the row is there, with nothing in it
        _fill_merged(sheet, found, self._count)
        hidden = {
            place for place, its in sheet.row_dimensions.items() if its.hidden and place in found
        }
        rows = tuple(
            Row(place, tuple(found[place][at] for at in sorted(found[place])), place in hidden)
            for place in sorted(found)
        )
        notes = []
        if errors:
            notes.append(f"{errors:,} cells show an error such as #REF! and count as blank.")
        if len(sheet.conditional_formatting):
            notes.append(
                "Some colours of this sheet are set by rules and cannot be seen here: "
                "only colours that somebody gave a cell are read."
            )
        return SheetPage(
            name=tidy(sheet.title) or "Sheet",
            rows=rows,
            last=max(found, default=0),
            hidden=sheet.sheet_state != "visible",
            hidden_columns=tuple(_hidden_columns(sheet)),
            notes=tuple(notes),
        )

    def _count(self) -> None:
        self._cells += 1
        if self._cells > CELLS:
            raise refuse(
                self._name,
                f"holds more than {CELLS:,} filled cells, more than any tracker has",
                "Save the sheet that you need in a file of its own and import that.",
                "too-large",
            )

    def _look(self, cell: Any) -> tuple[str | None, bool]:
        style = cell._style
        key = (style.fillId, style.fontId)
        if key not in self._looks:
            font = self._book._fonts[style.fontId]
            fill = self._book._fills[style.fillId]
            self._looks[key] = (
                fill_word(fill, self._theme, self._indexed),
                bool(font is not None and font.strike),
            )
        return self._looks[key]


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for its in sheet.column_dimensions.values():
        if its.hidden and its.min and its.max:
            yield from range(its.min, min(its.max, its.min + 200) + 1)


def _fill_merged(sheet: Any, found: dict[int, dict[int, Cell]], count: Any) -> None:
    """Let each row say what a cell merged over it says."""
    places = sorted(found)
    widest = max((max(cells, default=0) for cells in found.values()), default=0)
    for merged in sheet.merged_cells.ranges:
        first = found.get(merged.min_row, {}).get(merged.min_col)
        if first is None or not (first.text or first.fill):
            continue
        over = slice(bisect_left(places, merged.min_row), bisect_right(places, merged.max_row))
        for place in places[over]:
            for column in range(merged.min_col, min(merged.max_col, widest) + 1):
                if (place, column) == (merged.min_row, merged.min_col):
                    continue
                how = "across" if column > merged.min_col else "down"
                found[place][column] = Cell(column, first.text, first.fill, first.struck, how)
                count()


def _text(cell: Any) -> str:
    """A value as a person reads it in the cell."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float):
        decimals = _DECIMALS.fullmatch(str(cell.number_format))
        if decimals:  # a label 4.20 is kept as the number 4.2
            return f"{value:.{len(decimals[1])}f}"
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return tidy(str(value))
