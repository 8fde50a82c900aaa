"""Tables to rows of text: cells to paragraphs and bullets, and tables that go on over a page."""

from collections.abc import Mapping, Sequence
from typing import Final

from auditrack.intake.columns import Role, is_header, roles_of
from auditrack.intake.decoding import clean
from auditrack.intake.labels import read_label, read_number
from auditrack.intake.markdown import fold
from auditrack.intake.pdf.breaks import Column
from auditrack.intake.pdf.grids import Table
from auditrack.intake.pdf.hyphens import Hyphens
from auditrack.intake.pdf.layout import rowed
from auditrack.intake.pdf.lines import Line
from auditrack.intake.pdf.paragraphs import paragraphs_of, words_of
from auditrack.intake.wrapping import join, unfinished

Cells = tuple[str, ...]

_HOLDS: Final[frozenset[Role]] = frozenset({"recommendation", "finding", "lesson", "action"})
_OF_EVERY_ROW: Final[frozenset[Role]] = frozenset({"owner", "theme", "when"})


def row_words(table: Table, leading: Mapping[int, float], hyphens: Hyphens) -> list[Cells]:
    """The rows of a table as text; bullets within a cell are lines that begin "- "."""
    columns: list[Column] = []
    for place, (left, right) in enumerate(table.bounds):
        lines = [line for row in table.rows for line in row[place]]
        if table.ruled and lines:
            inset = max(0.0, min(line.x0 for line in lines) - left)
            right = max(max(line.x1 for line in lines), right - min(inset, 12.0))
        elif lines:
            right = max(line.x1 for line in lines)
        start = min((line.x0 for line in lines), default=left)
        columns.append(Column(right, leading, left=start))
    rows = [
        tuple(_cell(cell, column, hyphens) for cell, column in zip(row, columns, strict=True))
        for row in table.rows
    ]
    return _shared(rows, table.merged) if table.merged else rows


def _shared(rows: list[Cells], merged: Sequence[Sequence[bool]]) -> list[Cells]:
    """The rows with the words of a merged owner, theme, date or outcome in each row beside it."""
    roles: tuple[Role | None, ...] = ()
    said: list[Cells] = []
    for row, goes_on in zip(rows, merged, strict=True):
        if is_header(row):
            roles = roles_of(row)
        elif roles and said and any(goes_on):
            fresh = any(cell and role in _HOLDS for cell, role in zip(row, roles, strict=True))
            row = tuple(
                above
                if low and not cell and (role in _OF_EVERY_ROW or (role == "outcome" and fresh))
                else cell
                for cell, above, low, role in zip(row, said[-1], goes_on, roles, strict=True)
            )
        said.append(row)
    return said


def _cell(lines: Sequence[Line], column: Column, hyphens: Hyphens) -> str:
    said: list[str] = []
    for paragraph in paragraphs_of(rowed(lines), column):
        words = fold(clean(words_of(paragraph, hyphens)))
        if words:
            said.append(f"- {words}" if paragraph.bullet else words)
    return "\n".join(said)


def continued(before: Table, table: Table) -> bool:
    """Whether a table goes on with one that a page end cut: the same columns on the next page."""
    if table.page != before.page + 1 or len(table.edges) != len(before.edges):
        return False
    slack = 6.0 if table.ruled and before.ruled else 20.0
    return all(
        abs(one - other) < slack
        for one, other in zip(before.edges[:-1], table.edges[:-1], strict=True)
    )


def follow(last: Cells, rows: list[Cells], header: Cells | None) -> tuple[Cells, list[Cells]]:
    """The last row of a page with what the next page adds to it, and the rows after that.

    A header that is printed again is dropped.
    """
    if rows and header is not None and _folded(rows[0]) == _folded(header):
        rows = rows[1:]
    if rows and not is_header(rows[0]) and _cut(last, rows[0]):
        return tuple(_both(one, more) for one, more in zip(last, rows[0], strict=True)), rows[1:]
    return last, rows


def _folded(cells: Cells) -> list[str]:
    return [" ".join(cell.split()).lower() for cell in cells]


def _cut(last: Cells, row: Cells) -> bool:
    """Whether a row is the rest of the last one of the page before."""
    if is_header(last):
        return False
    in_sentence = False
    for one, more in zip(last, row, strict=True):
        if not more:
            continue
        small = more[:1].islower()
        if small and one and unfinished(one):
            in_sentence = True
        elif not one or not (more.startswith("- ") or unfinished(one)):
            # What begins here began on no page before.
            if read_number(more) or read_label(more) or len(more) <= 4:
                return False
            if not small and not in_sentence and row[0]:
                return False
    if in_sentence:
        return True
    return bool(last[0]) and not row[0] and len(row) > 1


def _both(one: str, more: str) -> str:
    if not one or not more:
        return one or more
    if unfinished(one) and (more[:1].islower() or not more.startswith("- ")):
        return join(one, more)
    return f"{one}\n{more}"
