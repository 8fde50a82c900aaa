"""An agency's return form as an Excel workbook: a sheet with the head, and one a section."""

import io
from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from auditrack.model.return_form import (
    COLUMNS,
    EVIDENCE_HINTS,
    FIRST_SHEET,
    HEAD,
    HOW_TO,
    INSTRUCTIONS,
    SECTIONS,
    SHEETS,
    TITLE,
)
from auditrack.model.words import ACTION_STATES, LEVELS, RESULTS
from auditrack.reports.kit.clean import for_word, on_one_line
from auditrack.reports.kit.imprint import DEMONSTRATION
from auditrack.reports.kit.wording import day
from auditrack.views.return_paper import ANSWERS_ON_PAPER, Paper

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDTHS = {
    "replies": (22, 60, 20, 40, 18),
    "updates": (14, 50, 26, 26, 24, 50, 16, 32),
    "evidence": (22, 50, 18, 28, 20, 40),
    "questions": (12, 60, 60),
}
"""How wide the columns of each sheet are, in letters."""

_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("replies", "answer"): tuple(ANSWERS_ON_PAPER.values()),
    ("updates", "state"): tuple(
        said for code, said in ACTION_STATES.items() if code != "signed-off"
    ),
    ("evidence", "level"): tuple(LEVELS.values()),
    ("evidence", "result"): tuple(RESULTS.values()),
}
"""What a cell of a column offers to choose from. Other words may be written all the same."""

_ROWS = 500
"""How far down the choices are offered below what is printed."""

_PRINTED = frozenset({"ref", "text", "due", "was", "question"})
"""The columns that are printed, not filled in: shaded."""

_GREY = "EDEDED"
_BLUE = "DDE6F3"


def render_return_workbook(paper: Paper) -> bytes:
    """The form's workbook: no macros, no formulas, and nothing hidden."""
    from openpyxl import Workbook

    book = Workbook()
    _first(book, paper)
    for section in SECTIONS:
        _section(book, section, paper)
    on = datetime(paper.as_at.year, paper.as_at.month, paper.as_at.day)
    properties = book.properties
    properties.creator = properties.lastModifiedBy = on_one_line(paper.board) or TITLE
    properties.title = on_one_line(f"{TITLE} {paper.form}, {paper.name}")
    properties.created = properties.modified = on
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _first(book: "Workbook", paper: Paper) -> None:
    from openpyxl.styles import Alignment, Font

    sheet: Any = book.active
    sheet.title = FIRST_SHEET
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 90
    told = {
        "form": paper.form,
        "agency": paper.name,
        "asked_on": day(paper.asked_on),
        "due_back": day(paper.due_back),
    }
    _write(sheet, 1, 1, TITLE).font = Font(bold=True, size=16)
    _write(sheet, 2, 1, paper.board)
    row = 3
    for line in (DEMONSTRATION if paper.demonstration else "", _marking(paper)):
        if line:
            _write(sheet, row, 1, line).font = Font(bold=True)
            row += 1
    row += 1
    for key, label in HEAD.items():
        _write(sheet, row, 1, label).font = Font(bold=True)
        cell = _write(sheet, row, 2, told.get(key, ""))
        cell.border = _box()
        if key not in told:
            cell.fill = _fill("FFFFFF")
        row += 1
    row += 1
    for part in (paper.covering or "").split("\n\n"):
        if part:
            _across(sheet, row, part)
            row += 1
    row += 1
    _write(sheet, row, 1, HOW_TO).font = Font(bold=True, size=13)
    for line in (*INSTRUCTIONS, *EVIDENCE_HINTS):
        row += 1
        _across(sheet, row, line)
    sheet.cell(1, 1).alignment = Alignment(vertical="top")
    _page(sheet, paper, landscape=False)


def _section(book: "Workbook", section: str, paper: Paper) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet: Any = book.create_sheet(SHEETS[section])
    names = COLUMNS[section]
    bold, wrap, box = Font(bold=True), Alignment(wrap_text=True, vertical="top"), _box()
    blue, grey = _fill(_BLUE), _fill(_GREY)
    for at, (name, heading) in enumerate(names.items(), 1):
        cell = _write(sheet, 1, at, heading)
        cell.font, cell.fill, cell.border, cell.alignment = bold, blue, box, wrap
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS[section][at - 1]
        choices = _CHOICES.get((section, name))
        if choices:
            letter = get_column_letter(at)
            offered = DataValidation(
                "list", f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=False
            )
            offered.add(f"{letter}2:{letter}{len(paper.sections[section]) + _ROWS}")
            sheet.add_data_validation(offered)
    # Each look is put together once: to set it cell by cell takes most of the time.
    printed, empty = sheet.cell(2, len(names) + 1), sheet.cell(2, len(names) + 2)
    for like in (printed, empty):
        like.alignment, like.border = wrap, box
    printed.fill = grey
    looks = [printed._style if name in _PRINTED else empty._style for name in names]
    rows = [*paper.sections[section], *([{}] * _ADDED[section])]
    for number, values in enumerate(rows, 2):
        for at, (name, look) in enumerate(zip(names, looks, strict=True), 1):
            cell = sheet.cell(number, at)
            cell._style = copy(look if values else empty._style)
            _fill_in(cell, values.get(name, ""))
    for at in (1, 2):
        del sheet._cells[2, len(names) + at]
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    _page(sheet, paper, landscape=True)


_ADDED = {"replies": 0, "updates": 10, "evidence": 20, "questions": 0}
"""How many empty rows with a frame stand at the end of each sheet."""


def _write(sheet: Any, row: int, column: int, text: str) -> Any:
    """A cell that holds a text and nothing else, whatever it begins with."""
    cell = sheet.cell(row, column)
    _fill_in(cell, text)
    return cell


def _fill_in(cell: Any, text: str) -> None:
    shown = for_word(text)
    if shown:
        cell.value = shown
        cell.data_type = "s"  # never a formula, and never an error value
        if shown.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True


def _across(sheet: Any, row: int, text: str) -> None:
    """A paragraph over both columns of the first sheet, in a row as high as it needs."""
    from openpyxl.styles import Alignment

    cell = _write(sheet, row, 1, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    lines = sum(1 + len(line) // 105 for line in text.split("\n"))
    sheet.row_dimensions[row].height = 15 * lines + 3


def _page(sheet: Any, paper: Paper, landscape: bool) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    marking = _escaped(_marking(paper))
    sheet.oddHeader.center.text = marking
    sheet.oddFooter.left.text = f"{paper.form} · Register at {paper.head}"
    sheet.oddFooter.center.text = marking
    sheet.oddFooter.right.text = "Page &P of &N"


def _marking(paper: Paper) -> str:
    marking = on_one_line(paper.marking).upper()
    return "" if marking == "NONE" else marking


def _escaped(text: str) -> str:
    """A text in a header or footer, where & begins a code."""
    return text.replace("&", "&&")


def _fill(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=colour)


def _box() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="A6A6A6")
    return Border(left=side, right=side, top=side, bottom=side)
