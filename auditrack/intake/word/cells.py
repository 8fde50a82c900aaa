"""Tables of Word to rows of cells: merged cells, lists inside cells, tables that are only boxes."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from auditrack.intake.columns import Role, is_header, role_of
from auditrack.intake.labels import read_number
from auditrack.intake.typed import BULLET, LONGEST_MENDED
from auditrack.intake.word.passages import Manner, mark_of, passages_of, with_mark
from auditrack.intake.word.printed import Cell, Content, Paragraph, Row, Table
from auditrack.intake.wrapping import unfinished

_SHORT_NUMBER = re.compile(r"\(?(?:[A-Za-z]{0,4}\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)[.)]?")
_HEADER_WITHIN: Final = 3
_MANY: Final = 8

_HOLDS: Final[frozenset[Role]] = frozenset({"recommendation", "finding", "lesson", "action"})
_OF_EVERY_ROW: Final[frozenset[Role]] = frozenset({"owner", "theme", "when"})
"""Columns in which a merged cell speaks of each row beside it; in others it is one item."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as its cells read, and the tables inside it that have a header of their own.

    `over` is the one cell of a row that runs over all columns: it speaks of the rows below it.
    """

    cells: tuple[str, ...]
    page: int
    tables: tuple[Table, ...] = ()
    over: Cell | None = None


@dataclass(slots=True)
class _Slot:
    text: str
    start: int
    goes_on: bool


def lines_of(table: Table, manner: Manner) -> list[Line] | None:
    """The rows of a table, or None where it is only a box around text."""
    texts = [[cell_text(cell, manner) for cell in row.cells] for row in table.rows]
    at = next(
        (place for place, row in enumerate(texts[:_HEADER_WITHIN]) if is_header(tuple(row))), None
    )
    if _is_box(table, texts, at, manner):
        return None
    slots = [_slots(row, cells) for row, cells in zip(table.rows, texts, strict=True)]
    if at is None:
        starts = sorted({slot.start for row in slots for slot in row if not slot.goes_on})
        roles: Sequence[Role | None] = ()
    else:
        starts = [slot.start for slot in slots[at]]
        roles = [role_of(slot.text) for slot in slots[at]]
    merged: list[str] = [""] * len(starts)
    lines: list[Line] = []
    for row, mine in zip(table.rows, slots, strict=True):
        if len(mine) == 1 and len(starts) > 1 and not mine[0].goes_on:
            lines.append(Line((), row.page, over=row.cells[0]))
            continue
        cells = _place(mine, starts, at is not None)
        lines.append(Line(_merge(cells, merged, roles), row.page, _tables(row, manner)))
    return lines


def cell_text(cell: Cell, manner: Manner) -> str:
    """What a cell says: a line for each paragraph, and "- " before each item of a list."""
    if cell.text is None:
        cell.text = _text(cell.inside, manner)
    return cell.text


def _text(inside: Sequence[Content], manner: Manner) -> str:
    lines: list[str] = []
    for one in inside:
        if not isinstance(one, Table):
            lines.extend(_paragraph_lines(one, manner))
        elif not has_header(one, manner):
            rows = ([cell_text(cell, manner) for cell in row.cells] for row in one.rows)
            lines.extend(" ".join(filter(None, row)) for row in rows if any(row))
    joined: list[str] = []
    for line in lines:
        above = joined[-1] if joined else ""
        if line[:1].islower() and unfinished(above) and 1 < len(above) < LONGEST_MENDED:
            joined[-1] = f"{above} {line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def has_header(table: Table, manner: Manner) -> bool:
    """Whether one of the first rows names what the columns hold."""
    return any(
        is_header(tuple(cell_text(cell, manner) for cell in row.cells))
        for row in table.rows[:_HEADER_WITHIN]
    )


def _paragraph_lines(paragraph: Paragraph, manner: Manner) -> list[str]:
    lines: list[str] = []
    mark = mark_of(paragraph)
    for place, passage in enumerate(passages_of(paragraph, manner)):
        words = passage.words
        bullet = BULLET.match(words)
        typed = read_number(words)
        if bullet is not None:
            words = f"- {words[bullet.end() :]}"
        elif place == 0 and (mark.bullet or mark.style in ("letter", "roman")):
            words = f"- {words}"
        elif place == 0 and mark.printed:
            stop = "." if mark.style == "ordinal" and mark.printed[-1:].isdigit() else ""
            words = with_mark(f"{mark.printed}{stop}", words)
        elif typed is not None and typed[1] in ("letter", "roman") and typed[2].strip():
            words = f"- {typed[2].strip()}"
        lines.append(words)
    if not lines and mark.printed:
        lines.append(mark.printed)
    return lines


def _is_box(
    table: Table, texts: Sequence[Sequence[str]], header: int | None, manner: Manner
) -> bool:
    """Whether a table only sets text on the page: one cell a row, or whole sections in a cell."""
    filled = [sum(bool(text) for text in row) for row in texts]
    if max(filled, default=0) <= 1:
        return True
    if header is not None:
        return False
    return any(
        _is_section(cell.inside) or any(has_header(one, manner) for one in _nested(cell))
        for row in table.rows
        for cell in row.cells
    )


def _is_section(inside: Sequence[Content]) -> bool:
    """Whether a cell holds headings over text, or more paragraphs than a cell of a table does."""
    paragraphs = [one for one in inside if isinstance(one, Paragraph)]
    headed = (
        any(before.level and not after.level for before, after in pairwise(paragraphs))
        and len(paragraphs) > 2
    )
    return headed or len(paragraphs) > _MANY


def _nested(cell: Cell) -> list[Table]:
    return [one for one in cell.inside if isinstance(one, Table)]


def _tables(row: Row, manner: Manner) -> tuple[Table, ...]:
    return tuple(one for cell in row.cells for one in _nested(cell) if has_header(one, manner))


def _slots(row: Row, texts: Sequence[str]) -> list[_Slot]:
    start = row.before
    slots: list[_Slot] = []
    for cell, text in zip(row.cells, texts, strict=True):
        slots.append(_Slot(text, start, cell.goes_on))
        start += cell.span
    return slots


def _place(slots: Sequence[_Slot], starts: Sequence[int], headed: bool) -> list[_Slot]:
    """One slot for each column: what stands below a cell of the header belongs to it."""
    if len(slots) == len(starts) and headed:
        return list(slots)
    places = [_Slot("", start, False) for start in starts]
    for slot in slots:
        place = max(bisect_right(starts, slot.start) - 1, 0)
        mine = places[place]
        mine.goes_on = mine.goes_on or slot.goes_on
        if mine.text and slot.text:
            number = _SHORT_NUMBER.fullmatch(mine.text) is not None
            stop = "." if number and mine.text[-1:].isdigit() else ""
            mine.text = f"{mine.text}{stop} {slot.text}" if number else f"{mine.text}\n{slot.text}"
        else:
            mine.text = mine.text or slot.text
    return places


def _merge(
    slots: Sequence[_Slot], merged: list[str], roles: Sequence[Role | None]
) -> tuple[str, ...]:
    """The cells of a row; `merged` keeps what a cell says that goes on in the rows below."""
    fresh = any(
        slot.text and not slot.goes_on and role in _HOLDS
        for slot, role in zip(slots, roles, strict=False)
    )
    cells: list[str] = []
    for place, slot in enumerate(slots):
        if not slot.goes_on:
            merged[place] = slot.text
            cells.append(slot.text)
            continue
        role = roles[place] if place < len(roles) else None
        repeated = role in _OF_EVERY_ROW or (role == "outcome" and fresh)
        cells.append(merged[place] if repeated and not slot.text else slot.text)
    return tuple(cells)
