"""A form that was filled in with Word or LibreOffice, as plain data.

Runs in a process of its own. Tracked insertions are read and deletions left out; what stands in
comments and notes is kept too, for an agency may answer there.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from auditrack.intake.returned.paper import Grid, GridRow, Paper, Words
from auditrack.intake.sheets.pages import tidy
from auditrack.intake.word import MOST_BLOCKS, MOST_LETTERS, Opened, open_word
from auditrack.intake.word.markup import w
from auditrack.intake.word.printed import Content, Paragraph, Table
from auditrack.intake.word.refusals import too_much
from auditrack.intake.word.sentences import sentences

_BESIDE: Final = (
    ("comments", "comment", "comment"),
    ("footnotes", "footnote", "note"),
    ("endnotes", "endnote", "note"),
)
_MARGINS: Final = frozenset({"header", "footer"})


def read_paper(data: bytes, name: str) -> Paper:
    """What stands on a form; the refusals of `intake.word.open_word`."""
    opened = open_word(data, name)
    parts: list[Words | Grid] = []
    for one in opened.story.read():
        if isinstance(one, Table):
            parts.append(_grid(one))
        elif text := _text_of([one]):
            parts.append(Words(text))
    parts.extend(_beside(opened))
    size = sum(
        len(one.text) if isinstance(one, Words) else sum(len("".join(r.cells)) for r in one.rows)
        for one in parts
    )
    rows = sum(1 if isinstance(one, Words) else len(one.rows) for one in parts)
    if rows > MOST_BLOCKS or size > MOST_LETTERS:
        raise too_much(name, "holds more text")
    counts = opened.story.counts
    counts.comments = 0  # they are read
    return Paper(tuple(parts), tuple(_margins(opened)), sentences(counts))


def _grid(table: Table) -> Grid:
    """A table with each cell in its column; a cell merged downwards speaks for every row."""
    rows: list[GridRow] = []
    above: dict[int, str] = {}
    for place, row in enumerate(table.rows, 1):
        cells = [""] * row.before
        for cell in row.cells:
            column = len(cells)
            text = _text_of(cell.inside)
            if cell.goes_on:
                text = text or above.get(column, "")
            above[column] = text
            cells += [text, *[""] * (cell.span - 1)]
        rows.append(GridRow(place, tuple(cells)))
    return Grid(tuple(rows))


def _text_of(inside: Sequence[Content]) -> str:
    return tidy("\n".join(_lines(inside)))


def _lines(inside: Sequence[Content]) -> Iterator[str]:
    for one in inside:
        if isinstance(one, Paragraph):
            number = one.number
            start = f"{number.text} " if number is not None and not number.bullet else ""
            for line in one.lines:
                yield start + "".join(piece.text for piece in line)
                start = ""
        else:
            for row in one.rows:
                yield " ".join(filter(None, (_text_of(cell.inside) for cell in row.cells)))


def _beside(opened: Opened) -> Iterator[Words]:
    """What stands in comments and notes."""
    for kind, element, said in _BESIDE:
        written = opened.part(kind)
        if written is None:
            continue
        for one in opened.parts.parse(written).iter(w(element)):
            if text := tidy(_all_text(one)):
                yield Words(text, said)


def _margins(opened: Opened) -> Iterator[str]:
    for pointer in opened.pointers:
        if pointer.kind in _MARGINS and not pointer.outside:
            written = opened.package.read(pointer.target)
            if written is not None and (text := tidy(_all_text(opened.parts.parse(written)))):
                yield text


def _all_text(element: object) -> str:
    lines: list[str] = []
    for paragraph in element.iter(w("p")):  # type: ignore[attr-defined]
        lines.append("".join(text.text or "" for text in paragraph.iter(w("t"))))
    return "\n".join(lines)
