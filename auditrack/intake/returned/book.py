"""A form that was filled in as a workbook, as plain data."""

from auditrack.intake.returned.paper import Grid, GridRow, Paper
from auditrack.intake.sheets.pages import Book, SheetPage

WIDEST = 60
"""Columns that are read: a form has eight, and a cell far out must not make every row as wide."""


def paper_of(book: Book) -> Paper:
    """The sheets of a workbook, hidden ones too, each as one table."""
    notes = list(book.notes)
    hidden = [f'"{page.name}"' for page in book.pages if page.hidden]
    if hidden:
        notes.append(f"Hidden sheets, read all the same: {', '.join(hidden)}.")
    rows = sum(row.hidden for page in book.pages for row in page.rows)
    if rows:
        notes.append(f"{rows:,} hidden rows are read all the same.")
    struck = sum(cell.struck for page in book.pages for row in page.rows for cell in row.cells)
    if struck:
        notes.append(f"{struck:,} cells are struck through and read as they are written.")
    far = sum(
        cell.column > WIDEST and bool(cell.text)
        for page in book.pages
        for row in page.rows
        for cell in row.cells
    )
    if far:
        notes.append(f"{far:,} cells lie far to the right of the form and are not read.")
    for page in book.pages:
        notes.extend(note for note in page.notes if "colours" not in note)
    return Paper(tuple(_grid(page) for page in book.pages), (), tuple(dict.fromkeys(notes)))


def _grid(page: SheetPage) -> Grid:
    rows = []
    for row in page.rows:
        kept = [cell for cell in row.cells if cell.column <= WIDEST and cell.merged != "across"]
        cells = [""] * max((cell.column for cell in kept), default=0)
        for cell in kept:
            cells[cell.column - 1] = cell.text
        if any(cells):
            rows.append(GridRow(row.place, tuple(cells)))
    return Grid(tuple(rows), page.name)
