"""The rows that a report's long tables have beyond what is printed, as one workbook."""

from collections.abc import Sequence
from typing import Any

import msgspec

from auditrack import __version__
from auditrack.reports.kit.clean import on_one_line
from auditrack.reports.kit.imprint import DEMONSTRATION, Imprint
from auditrack.reports.kit.tables import Cell, Column
from auditrack.reports.kit.workbook import text_cell, workbook_bytes

ABOUT = "About"
"""The first sheet: what the workbook belongs to."""

ROW_NUMBER = "Row number"
"""The heading of the first column of every other sheet."""

_WIDEST = 60  # letters


class RestSheet(msgspec.Struct, frozen=True):
    """The rows of one table that are not printed.

    Attributes:
        name: the sheet's name.
        caption: the table's, with its number.
        columns: the table's.
        first: the number of the first of the rows, counted from 1.
        rows: all rows from there on.
    """

    name: str
    caption: str
    columns: Sequence[Column]
    first: int
    rows: Sequence[Sequence[str | Cell]]


def rest_workbook(sheets: Sequence[RestSheet], imprint: Imprint) -> bytes | None:
    """A sheet for each table that was cut, after a sheet that says whose it is; None of none.

    Texts are whole as the table has them. The same rows and imprint make the same bytes.
    """
    if not sheets:
        return None
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _about(book, sheets, imprint)
    for sheet in sheets:
        _sheet(book, sheet)
    marking = imprint.marking_in_capitals.replace("&", "&&")  # where & begins a code
    for page in book.worksheets:
        page.oddHeader.center.text = page.oddFooter.center.text = marking or None
    title = f"{imprint.full_title}: further rows"
    return workbook_bytes(book, title, imprint.board, imprint.as_at)


def _about(book: Any, sheets: Sequence[RestSheet], imprint: Imprint) -> None:
    from openpyxl.styles import Font

    page = book.create_sheet(ABOUT)
    page.column_dimensions["A"].width = 24
    page.column_dimensions["B"].width = 90
    bold = Font(bold=True)
    for name, value in (
        ("Report", imprint.title),
        ("Board", imprint.board),
        ("", DEMONSTRATION if imprint.demonstration else ""),
        ("Period", imprint.period),
        ("As at", imprint.as_at_in_words),
        ("Register", imprint.head_in_words),
        ("Marking", imprint.marking_line),
        ("Made by", f"auditrack {__version__}"),
        ("What it holds", "The rows of the report's tables that are too long to print whole."),
        *((f"Sheet {one.name}", f"{_range(one)} of {one.caption}") for one in sheets),
    ):
        if value:
            cells = [text_cell(page, name), text_cell(page, on_one_line(value))]
            cells[0].font = bold
            page.append(cells)


def _sheet(book: Any, one: RestSheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(one.name)
    page.freeze_panes = "B2"
    page.print_title_rows = "1:1"
    page.column_dimensions["A"].width = 12
    whole = sum(column.share for column in one.columns)
    for at, column in enumerate(one.columns, 2):
        width = min(_WIDEST, max(12, round(140 * column.share / whole)))
        page.column_dimensions[get_column_letter(at)].width = width
    heads = [text_cell(page, text) for text in (ROW_NUMBER, *(c.heading for c in one.columns))]
    look, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for head in heads:
        head.font, head.alignment = bold, look
    page.append(heads)
    # A look is put together once: to set it cell by cell takes most of the time.
    like = text_cell(page, "")
    like.alignment = look
    style = like._style
    numbers = [column.numbers for column in one.columns]
    for number, row in enumerate(one.rows, one.first):
        cells: list[Any] = [number]
        for text, is_number in zip(row, numbers, strict=True):
            said = _whole(text)
            if is_number and _is_count(said):
                cells.append(int(said.replace(",", "")))
                continue
            cell = text_cell(page, said)
            if cell.quotePrefix:
                cell.alignment = look
            else:
                cell._style = style
            cells.append(cell)
        page.append(cells)


def _whole(cell: str | Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "\n".join(part for part in (cell.lead, cell.text) if part)


def _is_count(text: str) -> bool:
    """Whether a text is a whole number as reports print them, small enough for Excel."""
    plain = text.replace(",", "")
    if len(plain) > 15 or not (plain.isascii() and plain.isdigit()):
        return False
    return text in (str(int(plain)), f"{int(plain):,}")


def _range(one: RestSheet) -> str:
    return rows_in_words(one.first, one.first + len(one.rows) - 1)


def rows_in_words(first: int, last: int) -> str:
    """Rows by their numbers: "Rows 501 to 1,234", "Row 501"."""
    return f"Row {first:,}" if first == last else f"Rows {first:,} to {last:,}"
