"""Reads an Excel workbook: values only, with merged cells, colours, strikes and what is hidden.

Runs in a process of its own. What is read is what is really there: the dimension that a sheet
declares is never asked, and nothing of a formula, macro or link is followed.
"""

import io
import re
import warnings
import zipfile
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from auditrack.intake.decoding import refuse
from auditrack.intake.sheets.colours import fill_word, theme_colours
from auditrack.intake.sheets.harmless import looked_through
from auditrack.intake.sheets.pages import Book, Cell, Row, SheetPage, tidy
from auditrack.intake.sheets.quick import as_transitional, is_strict, quick_reading

CELLS: Final = 600_000
"""The most cells with something in them that a workbook may have."""

_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
_DECIMALS = re.compile(r"0\.(0{1,3})")


def read_workbook(data: bytes, name: str) -> Book:
    """The sheets of a workbook as plain data.

    Raises:
        RefusedError: it is no workbook, is damaged, too large, or holds a document type.
    """
    notes, has_struck_words = looked_through(data, name)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # The runs of a text cost time, and say nothing but where words of it are struck.
            with quick_reading(has_struck_words):
                book = load_workbook(
                    _usual(data), data_only=True, keep_links=False, rich_text=has_struck_words
                )
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


def _usual(data: bytes) -> io.BytesIO:
    """A workbook under the names that its reader knows."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if not is_strict(packed):
            return io.BytesIO(data)
        made = io.BytesIO()
        as_transitional(packed, made)
    made.seek(0)
    return made


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
        reached = _reached(sheet)
        errors = 0
        for (place, column), cell in sheet._cells.items():
            fill, struck = self._look(cell)
            if isinstance(cell.value, list):
                text, gone = _runs(cell.value, struck)
                struck = struck or not text
                text, gone = (text, gone) if text else (gone, "")
            else:
                text, gone = _text(cell), ""
            if text in _ERRORS:
                text, errors = "", errors + 1
            if text or fill:
                found[place][column] = Cell(column, text, fill, struck and bool(text), "", gone)
                self._count()
            elif place in reached:
                found.setdefault(place, {})  # a merged cell may say something for it
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


def _reached(sheet: Any) -> set[int]:
    """The rows that merged cells reach."""
    return {
        place
        for merged in sheet.merged_cells.ranges
        if merged.max_row > merged.min_row
        for place in range(merged.min_row, merged.max_row + 1)
    }


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


def _runs(runs: list[Any], struck: bool) -> tuple[str, str]:
    """The words of a cell that stand, and those struck through; all stand where all are struck."""
    stands: list[str] = []
    gone: list[str] = []
    for run in runs:
        font = getattr(run, "font", None)
        is_gone = not struck and font is not None and bool(font.strike)
        (gone if is_gone else stands).append(str(run))
    return tidy("".join(stands)), tidy(" ".join(gone))


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
    if isinstance(value, (int, float)) and (shown := str(cell.number_format)).endswith("%"):
        return f"{value:.{len(shown.partition('.')[2].rstrip('%'))}%}"
    if isinstance(value, float):
        decimals = _DECIMALS.fullmatch(str(cell.number_format))
        if decimals:  # a label 4.20 is kept as the number 4.2
            return f"{value:.{len(decimals[1])}f}"
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return tidy(str(value))
