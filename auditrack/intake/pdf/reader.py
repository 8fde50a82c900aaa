"""Opens a PDF and reads it page by page."""

from typing import Any

from auditrack.intake.blocks import Reading
from auditrack.intake.decoding import refuse
from auditrack.intake.pdf.document import blocks_of
from auditrack.intake.pdf.opening import MOST_LETTERS, bookmarks_of, bounds_of, opened, page_of
from auditrack.intake.pdf.rulings import Rulings
from auditrack.intake.pdf.sheets import Sheet
from auditrack.intake.pdf.words import Letters

import pypdfium2.raw as pdfium  # isort: skip


def read(data: bytes, name: str) -> Reading:
    """See `auditrack.intake.pdf.read_pdf`."""
    sheets: list[Sheet] = []
    damaged: list[int] = []
    with opened(data, name) as document:
        marks = bookmarks_of(document)
        pages = pdfium.FPDF_GetPageCount(document)
        letters = Letters()
        total = 0
        for index in range(pages):
            with page_of(document, index) as page:
                if page is None:
                    damaged.append(index + 1)
                    continue
                sheet = _sheet(*page, index + 1, letters)
            total += sum(len(word.text) for word in sheet.words)
            if total > MOST_LETTERS:
                raise refuse(
                    name,
                    "holds more text than any review",
                    "Import the part that holds the recommendations.",
                    "too-large",
                )
            sheets.append(sheet)
    blocks = blocks_of(sheets, marks)
    if not any(character.isalnum() for block in blocks for character in block.text):
        raise _no_text(name, sheets)
    return Reading(tuple(blocks), pages, tuple(_notes(sheets, damaged)))


def _sheet(page: Any, textpage: Any, number: int, letters: Letters) -> Sheet:
    bounds = bounds_of(page)
    rulings = Rulings(page, bounds)
    words, quarter, scanned = letters.words(textpage, bounds, rulings.pictured)
    wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
    if quarter % 2:
        wide, high = high, wide
    sheet = Sheet(number, wide, high, words, pictured=rulings.pictured, scanned=scanned)
    rulings.onto(sheet, quarter)
    return sheet


def _no_text(name: str, sheets: list[Sheet]) -> Exception:
    if any(sheet.pictured for sheet in sheets):
        return refuse(
            name,
            "holds pictures of pages and no text, as a scan does",
            "Ask the board for a version with text, or have its text recognised (OCR) first.",
            "no-text",
        )
    return refuse(name, "holds no words", "Choose the file that holds the review.", "empty-file")


def _notes(sheets: list[Sheet], damaged: list[int]) -> list[str]:
    notes = []
    pictures = [sheet.page for sheet in sheets if sheet.pictured and not sheet.words]
    if pictures:
        said, one = _pages(pictures)
        notes.append(
            f"{said} {'is a picture' if one else 'are pictures'} without text and "
            f"{'was' if one else 'were'} not read."
        )
    if damaged:
        said, one = _pages(damaged)
        notes.append(
            f"{said} {'is' if one else 'are'} damaged and {'was' if one else 'were'} not read."
        )
    scanned = sum(sheet.scanned for sheet in sheets)
    if scanned:
        notes.append(
            f"The text of {scanned} {'page' if scanned == 1 else 'pages'} was recognised from a "
            "scan by whoever made the file; compare the words with the page."
        )
    return notes


def _pages(numbers: list[int]) -> tuple[str, bool]:
    """The numbers as "Pages 3 to 7 and 9", and whether it is only one page."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said: list[str] = []
    for run in runs:
        said += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)
    words = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{'Page' if len(numbers) == 1 else 'Pages'} {words}", len(numbers) == 1
