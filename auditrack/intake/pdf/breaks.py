"""Where one paragraph ends and the next begins."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditrack.intake.asks import is_closing, is_lead_in
from auditrack.intake.bodies import addressee, body_in_heading
from auditrack.intake.headings import is_rationale, outcome_marker, section_of, theme_name
from auditrack.intake.labels import read_label, read_number
from auditrack.intake.pdf.lines import Line
from auditrack.intake.pdf.sheets import Ruling
from auditrack.intake.typed import GLYPH
from auditrack.intake.wrapping import leads_on, opens_item, unfinished

_DASHES = frozenset("-–—*o+")
_WANTS_MORE = re.compile(r"\b(?:of|the|an?|with|by|from|their|its|into|which|whose)$")
_APART = 1.2
_APART_SCANNED = 1.3
_DEFAULT_LEADING = 1.16


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `space` before them is in lines, None at the head of a column."""

    lines: list[Line]
    space: float | None = None
    bullet: bool = False
    indent: int = 0
    right: float = 0.0

    @property
    def first(self) -> Line:
        """The line it begins with."""
        return self.lines[0]

    @property
    def bold(self) -> bool:
        """Whether it is wholly bold or underlined."""
        return all(line.bold or line.underlined for line in self.lines)

    @property
    def italic(self) -> bool:
        """Whether it is wholly italic."""
        return all(line.italic for line in self.lines)


@dataclass(slots=True)
class Column:
    """How lines stand in one column: its edges, the leading of each size, first lines' indent.

    `frames` are the right edges of the frames in it.
    """

    right: float
    leading: Mapping[int, float]
    scanned: bool = False
    rulings: Sequence[Ruling] = ()
    left: float = 0.0
    indent: float = 0.0
    frames: Mapping[int, float] = field(default_factory=dict)

    def usual(self, size: float) -> float:
        """The distance between lines of a paragraph set in this size."""
        return self.leading.get(round(size), _DEFAULT_LEADING * size)


def marker(line: Line) -> str | None:
    """What a line begins with: "bullet", "number", or None."""
    first = line.words[0].text
    if GLYPH.match(first):
        return "bullet"
    if len(line.words) > 1:
        gap = line.words[1].x0 - line.words[0].x1
        if first in _DASHES and (first != "o" or gap > 0.45 * line.size):
            return "bullet"
        if read_number(first + " X") is not None:
            return "number"
        if re.fullmatch(r"\d{1,3}", first) and gap > 0.9 * line.size:
            return "number"
    return None


def bare_number(paragraph: Paragraph) -> str | None:
    """A number without a stop that stands well in front of the words: "1    The Board"."""
    words = paragraph.first.words
    if len(words) < 2 or not re.fullmatch(r"\d{1,3}", words[0].text):
        return None
    apart = words[1].x0 - words[0].x1 > 0.9 * paragraph.first.size
    return words[0].text if apart else None


def text_start(line: Line) -> float:
    """The x at which the words of a line begin, after a bullet or number."""
    return line.words[1].x0 if marker(line) and len(line.words) > 1 else line.x0


def parts(paragraph: Paragraph, line: Line, column: Column, right: float, near: float) -> bool:
    """Whether a line, the next below a paragraph, begins another.

    `right` is the edge at which lines end there, `near` that of the lines nearest to it.
    """
    above = paragraph.lines[-1]
    size = max(above.size, line.size)
    if above.frame != line.frame:
        return True
    if abs(above.size - line.size) > 0.09 * size and not column.scanned:
        return True
    apart = line.y - above.y
    usual = column.usual(min(above.size, line.size))
    if apart > usual * (_APART_SCANNED if column.scanned else _APART) + 0.4 or apart < 0:
        return True
    if any(
        above.y + 0.3 * size < ruling.at < line.y - 0.5 * size
        and ruling.start < line.x1
        and ruling.end > line.x0
        for ruling in column.rulings
    ):
        return True
    small = line.words[0].text.lstrip("(“\"'‘")[:1].islower()
    if above.bold and not small and not any(word.face.bold for word in line.words):
        return True  # below a heading as wide as the text
    room = room_for(line, above, right)
    said = above.text
    midway = _open(said) and room < 1.5
    begun = _begins(line, midway, paragraph)
    if begun is not None:
        return begun
    if (
        not _open(said)
        and line.text[:1].isupper()
        and (_names_part(line.text) or above.italic != line.italic or _another(paragraph, line))
    ):
        return True
    hung = marker(paragraph.first) and line.x0 < text_start(paragraph.first) - 0.5 * line.size
    if (room > 0.3 or hung) and _leads_in(line) and not leads_on(said):
        return True
    if above.bold != line.bold and (room > 0.3 or not _open(said)):
        return True
    if _centred(above, line, column):
        return room > 6
    indented = _indented(paragraph, line, column, room, said)
    if indented is not None:
        return indented
    small_room = room_for(line, above, near) if small else room
    return _ended_early(said, line, room, small_room)


def goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph at the head of a page or column goes on with the last one before it."""
    above, line = before.lines[-1], after.first
    said = above.text
    if not _open(said) or after.bullet or marker(line) is not None:
        return False
    if abs(above.size - line.size) > 0.09 * above.size or above.bold != line.bold:
        return False
    if read_label(line.text) is not None:
        return False
    if line.words[0].text.lstrip("(“\"'‘")[:1].islower():
        return len(said) > 20 or len(before.lines) > 1
    room = room_for(line, above, before.right)
    long = len(before.lines) > 1 and (len(after.lines) > 1 or line.text.endswith("."))
    return room < 0.3 and long and not opens_item(line.text)


def cut_off(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph stops at a word that no sentence and no heading ends with."""
    above, line = before.lines[-1], after.first
    return (
        _WANTS_MORE.search(above.text[-12:]) is not None
        and not after.bullet
        and marker(line) is None
        and read_label(line.text) is None
        and abs(above.size - line.size) < 0.09 * above.size
        and above.bold == line.bold
        and above.frame == line.frame
        and 0 < line.y - above.y < 4 * line.size
    )


def room_for(after: Line, line: Line, right: float) -> float:
    """The room, in ems, that the first word of `after` would have left on `line`; below 0: none."""
    word = after.words[0]
    width = word.x1 - word.x0
    for more in after.words[1:]:
        if not more.glued:
            break
        width = more.x1 - word.x0
    return (right - line.x1 - width) / line.size - 0.28


def _begins(line: Line, midway: bool, paragraph: Paragraph) -> bool | None:
    """Whether a line begins with a mark of its own; None where it has none."""
    kind = marker(line)
    if kind == "bullet":
        first = line.words[0].text
        return True if first not in _DASHES else not midway or line.x0 <= paragraph.first.x0 + 1
    words = line.text
    if read_label(words) is not None and not midway:
        return True
    found = read_number(words)
    if found is not None and (found[2] or not midway):
        small = found[2][:1].islower()
        tabbed = len(line.words) > 1 and line.words[1].x0 - line.words[0].x1 > 0.6 * line.size
        return not midway or tabbed or not (small or found[1] == "decimal")
    if kind == "number":
        return not midway or marker(paragraph.first) == "number"
    return None


def _names_part(words: str) -> bool:
    """Whether a line by itself reads as a heading of a review does."""
    if section_of(words) is not None or theme_name(words) is not None:
        return True
    marker = outcome_marker(words)
    if marker is not None and not marker[1]:
        return True
    if is_closing(words) or (is_rationale(words) and ":" in words[:40]):
        return True
    return not words.endswith(".") and len(words) < 80 and body_in_heading(words) is not None


def _open(said: str) -> bool:
    """Whether a text stops in the middle of a sentence or a bracket."""
    return unfinished(said) or said.rfind("(") > said.rfind(")")


def _leads_in(line: Line) -> bool:
    """Whether a line by itself opens a list and says whom it asks: "The Council should:"."""
    words = line.text
    if not words[:1].isupper() or not is_lead_in(words):
        return False
    return addressee(f"{words.rstrip(' :-–')} do") is not None


def _another(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line opens an ask as the paragraph above it did: "That ...", "To ..."."""
    opening = line.words[0].text
    return opening in ("That", "To") and paragraph.first.words[0].text == opening


def _centred(above: Line, line: Line, column: Column) -> bool:
    middle = (above.x0 + above.x1) / 2
    return (
        abs(above.x0 - line.x0) > 0.8 * line.size
        and abs(middle - (line.x0 + line.x1) / 2) < 0.4 * line.size
    )


def _indented(
    paragraph: Paragraph, line: Line, column: Column, room: float, said: str
) -> bool | None:
    """Whether an indent parts a line from those above; None where it stands as they do."""
    above = paragraph.lines[-1]
    em = line.size
    first = len(paragraph.lines) == 1
    marked = marker(paragraph.first) is not None
    shift = line.x0 - above.x0
    if abs(shift) < 0.55 * em:
        begins = column.indent and abs(line.x0 - column.left - column.indent) < 0.2 * em
        return True if begins and not marked else None
    if first and marked:
        if abs(line.x0 - text_start(above)) < 0.8 * em:
            return None  # hangs below the words that follow the bullet or number
        if shift > 0:
            return room > 1
        return room > 0.3 or not _open(said) if shift < -2 * em else None
    if shift > 0:
        if first and room < 0.3 and _open(said):
            return None  # all lines but the first are indented
        return True
    if first and room < 0.3:
        return None  # the first line is indented
    return True


def _ended_early(said: str, line: Line, room: float, near_room: float) -> bool:
    """Whether the line above ended although the first word below had room on it.

    Where sentences go on in small letters the lines nearest tell how much room there was: text
    may run beside a picture.
    """
    if leads_on(said):
        return False
    small = line.words[0].text.lstrip("(“\"'‘")[:1].islower()
    open_end = _open(said)
    if small:
        return room > 8 and near_room > 3 if open_end else room > 1.5
    if open_end and opens_item(line.text) and room > 0.5:
        return True
    return room > (1.6 if open_end else 0.25)
