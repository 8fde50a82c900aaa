"""Tables that were set with tabs: a header line, and lines below it with as many stops."""

from collections.abc import Sequence

from auditrack.intake.columns import is_header
from auditrack.intake.decoding import clean
from auditrack.intake.markdown import fold
from auditrack.intake.word.passages import mark_of
from auditrack.intake.word.printed import Content, Paragraph


def tab_rows(content: Sequence[Content], at: int) -> list[tuple[str, ...]]:
    """The rows of a table of tabs that begins at a place, or none: its header and what follows."""
    header = _cells(content[at])
    if len(header) < 2 or not all(header) or not is_header(header):
        return []
    rows = [header]
    for one in content[at + 1 :]:
        cells = _cells(one)
        mark = mark_of(one).printed if isinstance(one, Paragraph) else ""
        if mark and 0 < len(cells) < len(header):
            cells = (mark, *cells)
        if not 1 < len(cells) <= len(header):
            break
        rows.append(cells + ("",) * (len(header) - len(cells)))
    return rows if len(rows) > 1 else []


def _cells(one: Content) -> tuple[str, ...]:
    """A line of the text by its tabs; none for a heading, and for a paragraph of several lines."""
    if not isinstance(one, Paragraph) or one.level or len(one.lines) != 1:
        return ()
    text = clean("".join(piece.text for piece in one.lines[0])).strip("\t ")
    return tuple(fold(cell) for cell in text.split("\t"))
