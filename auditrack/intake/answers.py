"""A table of answers as text, one question a line, to questions, cases and answers as typed.

Comma-separated or tab-separated, as a spreadsheet saves it. The first line may name the cases.
"""

import csv
from dataclasses import dataclass
from io import StringIO

from auditrack.intake.decoding import refuse

_HEADS = ("", "question", "questions", "criterion", "criteria")
"""What the first cell of a line that names the cases says."""

_NAME = "The table of answers"


@dataclass(frozen=True)
class Answers:
    """Questions with their answers as typed, one tuple for each; `cases` where they are named."""

    questions: tuple[str, ...]
    cases: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]


def read_answers(text: str) -> Answers:
    """What a table says; whether the answers are any is not looked at.

    Raises:
        RefusedError: it is no table, or its lines differ in length.
    """
    rows = _rows(text)
    # Columns that are empty in every line are left over from a spreadsheet.
    width = max((_length(cells) for _, cells in rows), default=0)
    if width < 2:
        raise refuse(_NAME, "holds no answer", "Give a question and one answer for each case.")
    for number, cells in rows:
        if len(cells) < width:
            raise refuse(
                _NAME,
                f"has {len(cells)} cells in line {number} and {width} in another",
                "Give a question and one answer for each case in every line; a question that "
                "holds a comma stands in quotation marks.",
                "bad-shape",
            )
    table = [tuple(cell.strip() for cell in cells[:width]) for _, cells in rows]
    named = table[0][0].casefold() in _HEADS
    body = table[1:] if named else table
    if not body:
        raise refuse(_NAME, "names cases and asks nothing", "Give a question in each line below.")
    return Answers(
        tuple(row[0] for row in body),
        table[0][1:] if named else (),
        tuple(row[1:] for row in body),
    )


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The lines that hold anything, with their numbers."""
    start = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = "\t" if "\t" in start else ";" if ";" in start and "," not in start else ","
    reader = csv.reader(StringIO(text), delimiter=delimiter, strict=True)
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise refuse(
            _NAME,
            f"cannot be read at line {reader.line_num} ({error})",
            "Save it again as comma-separated or tab-separated text.",
        ) from None
    return rows


def _length(cells: list[str]) -> int:
    """How many cells a line has up to the last that holds anything."""
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
