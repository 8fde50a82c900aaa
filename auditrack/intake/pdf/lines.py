"""Words to lines: those on one baseline that nothing wider than a space parts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from auditrack.intake.pdf.sheets import Sheet, Word

_SPACE = 0.9
_WITHIN_PART = 3.0
_RAISED_SIZE = 0.86
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,4})[\])]?[,;]?")
_STOPS = ".,;:!?)]”’"
_ORDINAL = frozenset({"st", "nd", "rd", "th"})


@dataclass(slots=True)
class Line:
    """Words on one baseline, their place and look taken from them by `measure`.

    `noted`: a footnote's mark stood in front of it; `frame`: the number of the frame it is in;
    `text` has single spaces; `bold` and `italic` say that every letter is.
    """

    words: list[Word]
    page: int
    noted: bool = False
    underlined: bool = False
    frame: int | None = None
    x0: float = field(init=False)
    x1: float = field(init=False)
    y: float = field(init=False)
    size: float = field(init=False)
    text: str = field(init=False)
    bold: bool = field(init=False)
    italic: bool = field(init=False)

    def __post_init__(self) -> None:
        self.measure()

    def measure(self) -> None:
        """Take place and size from the words anew."""
        words = self.words
        self.x0 = min(word.x0 for word in words)
        self.x1 = max(word.x1 for word in words)
        self.text = said(words)
        self.bold = _wholly(words, "bold")
        self.italic = _wholly(words, "italic")
        if len(words) == 1:
            self.size, self.y = words[0].size, words[0].y
            return
        sizes: Counter[tuple[float, float]] = Counter()
        for word in words:
            sizes[(word.size, word.y)] += len(word.text)
        self.size, self.y = sizes.most_common(1)[0][0]

    @property
    def part(self) -> int:
        """Which piece of the page's text it begins with."""
        return self.words[0].part

    @property
    def top(self) -> float:
        """The y above its letters."""
        return self.y - 0.72 * self.size

    @property
    def bottom(self) -> float:
        """The y below its letters."""
        return self.y + 0.22 * self.size

    def level(self) -> None:
        """Set the words on one baseline in one size: a scan's words are each placed by eye."""
        y = median(word.y for word in self.words)
        size = median(word.size for word in self.words)
        for word in self.words:
            word.y, word.size = y, size
        self.measure()


def said(words: Iterable[Word]) -> str:
    """Words with single spaces."""
    pieces: list[str] = []
    for word in words:
        if pieces and not word.glued:
            pieces.append(" ")
        pieces.append(word.text)
    return "".join(pieces)


def _wholly(words: Sequence[Word], look: str) -> bool:
    """Whether every letter has a look: bold or italic."""
    lettered = False
    for word in words:
        if getattr(word.face, look):
            lettered = lettered or word.text[-1:].isalnum() or word.text.isalnum()
        elif any(map(str.isalnum, word.text)):
            return False
    return lettered


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines of a page in the order in which the page sets them.

    Footnote marks are left out; the letters of "1st" stay with their number.
    """
    height = 0.42 if sheet.scanned else 0.2
    lines: list[Line] = []
    run: list[Word] = []
    noted = False
    passed: Word | None = None
    seen: set[tuple[str, int, int]] = set()
    words = sheet.words
    for index, word in enumerate(words):
        key = (word.text, round(word.x0 / 2), round(word.y / 2))
        if key in seen and len(word.text) > 1:
            continue  # a shadow, printed twice
        seen.add(key)
        if run:
            last = run[-1]
            if _raised(word, last) and word.x0 - last.x1 < last.size:
                if _NOTE.fullmatch(word.text) and word.text not in _ORDINAL:
                    passed = word  # the mark of a footnote
                    continue
                word.y, word.glued = last.y, True
                if word.text in _ORDINAL or last.text[-1:].isdigit():
                    run.append(word)
                    continue
            if passed is not None:
                close = word.x0 - passed.x1 < 0.5 * word.size
                word.glued = close and word.text[0] in _STOPS
                passed = None
            if _follows(last, word, height, sheet.scanned):
                run.append(word)
                continue
            lines.append(Line(run, sheet.page, noted))
            run, noted, passed = [], False, None
        after = words[index + 1] if index + 1 < len(words) else None
        if (
            after is not None
            and _raised(word, after)
            and 0 <= after.x0 - word.x0 < 3 * after.size
            and _NOTE.fullmatch(word.text)
        ):
            noted = True
            continue
        run = [word]
    if run:
        lines.append(Line(run, sheet.page, noted))
    if sheet.scanned:
        for line in lines:
            line.level()
    return _joined(lines, sheet.scanned)


def _raised(word: Word, beside: Word) -> bool:
    """Whether a word is set small and high beside another."""
    if word.size > _RAISED_SIZE * beside.size:
        return False
    return 0.12 * beside.size < beside.y - word.y < 0.75 * beside.size


def _follows(last: Word, word: Word, height: float, scanned: bool) -> bool:
    """Whether a word goes on with the line of the last."""
    size = max(last.size, word.size)
    if abs(word.y - last.y) > height * size:
        return False
    gap = word.x0 - last.x1
    if gap < -0.4 * size:
        return False
    if not word.glued and gap < 0.04 * size and not scanned and word.part != last.part:
        word.glued = last.text[-1:].isalnum() and word.text[:1].isalnum()
    return gap < (_WITHIN_PART if word.part == last.part else _SPACE) * size


def _joined(lines: list[Line], scanned: bool) -> list[Line]:
    """Lines that a page set apart (a bold word in between, set later) put together again."""
    height = 0.3 if scanned else 0.1
    ordered = sorted(range(len(lines)), key=lambda index: (lines[index].y, lines[index].x0))
    gone: set[int] = set()
    for place, index in enumerate(ordered):
        if index in gone:
            continue
        line = lines[index]
        grown = True
        while grown:
            grown = False
            for other in ordered[place + 1 : place + 40]:
                more = lines[other]
                if more.y - line.y > height * line.size:
                    break
                if other in gone or not 0.6 < more.size / line.size < 1.6:
                    continue
                size = max(line.size, more.size)
                if -0.3 * size < more.x0 - line.x1 < 0.5 * size:
                    line.words = line.words + more.words
                elif -0.3 * size < line.x0 - more.x1 < 0.5 * size:
                    line.words = more.words + line.words
                else:
                    continue
                line.noted = line.noted or more.noted
                line.measure()
                gone.add(other)
                grown = True
    return [line for index, line in enumerate(lines) if index not in gone]


def underline(lines: Sequence[Line], sheet: Sheet) -> None:
    """Mark lines that are ruled underneath, and take those rulings away: they bound nothing."""
    if not sheet.lying:
        return
    used = set()
    for line in lines:
        for index, ruling in enumerate(sheet.lying):
            near = -0.05 * line.size <= ruling.at - line.y <= 0.3 * line.size
            inside = ruling.start > line.x0 - 3 and ruling.end < line.x1 + 3
            if near and inside:
                used.add(index)
                if ruling.length > 0.85 * (line.x1 - line.x0):
                    line.underlined = True
    sheet.lying = [ruling for index, ruling in enumerate(sheet.lying) if index not in used]
