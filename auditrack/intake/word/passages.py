"""What one paragraph says: its automatic number, and its words in one or more passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from auditrack.intake.blocks import NumberStyle
from auditrack.intake.decoding import clean
from auditrack.intake.labels import read_label, read_number
from auditrack.intake.markdown import fold
from auditrack.intake.typed import BULLET, GLYPH, may_head
from auditrack.intake.word.numerals import style_of
from auditrack.intake.word.printed import Paragraph, Piece
from auditrack.intake.wrapping import breaks

_NOTE_MARK = re.compile(r"\s*(?:\[?\d{1,3}\]?|[*†‡§]{1,3}|[a-z])(?:,\s*\d{1,3})*\s*")
_BARE = re.compile(r"\d{1,4}")
_AROUND: Final = "()[].:;–— \t"
_LARGER: Final = 1.15


@dataclass(frozen=True, slots=True)
class Passage:
    """Words on one or more lines that belong together, and how they are set."""

    words: str
    bold: bool
    italic: bool
    set_apart: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What Word prints before a paragraph: a bullet, a number with its style, or words.

    `printed` is as it stands on paper; for a bullet it is empty.
    """

    bullet: bool = False
    number: str | None = None
    style: NumberStyle | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the document is set as a whole, against which a heading stands out."""

    size: int | None = None
    mostly_bold: bool = False


def mark_of(paragraph: Paragraph) -> Mark:
    """The automatic mark of a paragraph."""
    number = paragraph.number
    if number is None:
        return Mark(bullet=paragraph.style.listed)
    if number.bullet:
        return Mark(bullet=bool(number.text.strip()) or number.form == "bullet")
    printed = fold(clean(number.text))
    if number.worded:
        return Mark(printed=printed)
    core = printed.strip(_AROUND)
    style = style_of(number.form)
    if style is not None and core.isalpha():
        return Mark(number=core, style=style, printed=printed)
    if _BARE.fullmatch(core):
        return Mark(number=core, style="ordinal", printed=printed)
    found = read_number(f"{core} x")
    if found is not None and found[2] == "x":
        return Mark(number=found[0], style=found[1], printed=printed)
    return Mark(printed=printed)


def with_mark(printed: str, words: str) -> str:
    """Words behind what Word prints before them: a label is parted from them by a colon."""
    label = read_label(printed)
    # On paper a tab stands between "Recommendation 4" and what it asks.
    alone = label is not None and not label.rest and printed[-1:].isalnum()
    return f"{printed}{':' if alone and words else ''} {words}".strip()


def passages_of(paragraph: Paragraph, manner: Manner) -> list[Passage]:
    """The words of a paragraph; a typed line break may part them, save in a heading."""
    if _is_note(paragraph.lines):
        return []
    lines = [passage for line in paragraph.lines if (passage := _line(line, manner)) is not None]
    if paragraph.level:
        return [_together(lines)] if lines else []
    parts: list[list[Passage]] = []
    for line in lines:
        if parts and not _parts(parts[-1][-1], line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return [_together(part) for part in parts]


def _line(pieces: Sequence[Piece], manner: Manner) -> Passage | None:
    kept = [piece for piece in pieces if not (piece.raised and _is_note_mark(piece.text))]
    words = fold(clean("".join(piece.text for piece in kept)))
    if not words:
        return None
    seen = [piece for piece in kept if any(map(str.isalnum, piece.text))] or kept
    bold = all(piece.bold for piece in seen) and not manner.mostly_bold
    larger = manner.size is not None and all(
        piece.size is not None and piece.size >= manner.size * _LARGER for piece in seen
    )
    return Passage(
        words,
        bold,
        all(piece.italic for piece in seen),
        bold or larger or all(piece.underlined for piece in seen),
    )


def _is_note_mark(text: str) -> bool:
    return _NOTE_MARK.fullmatch(text) is not None


def _is_note(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether a paragraph is a footnote that a converter left in the text: its number is raised."""
    first = next((piece for line in lines for piece in line if piece.text.strip()), None)
    return first is not None and first.raised and _is_note_mark(first.text)


def _parts(above: Passage, line: Passage) -> bool:
    """Whether a line below a typed break begins a passage of its own."""
    words = line.words
    if BULLET.match(words) or GLYPH.match(words) or read_label(words) is not None:
        return True
    number = read_number(words)
    if number is not None and number[2]:
        return True
    if above.bold and not line.bold and may_head(above.words):
        return True
    return breaks(above.words, words, None, False)


def _together(lines: Sequence[Passage]) -> Passage:
    return Passage(
        " ".join(line.words for line in lines),
        all(line.bold for line in lines),
        all(line.italic for line in lines),
        all(line.set_apart for line in lines),
    )
