"""The words of a page: every letter read in bulk, places asked for once a word."""

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from auditrack.intake.pdf.sheets import Face, Word

_WORD = re.compile(r"[^\s\x00]+")
_BOLD = re.compile(r"bold|black|heavy|demi(?!light)|semib|-bd|\bbd\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|-it\b|-ita?l?\b", re.IGNORECASE)
_SYMBOL = re.compile(r"wingding|symbol|dingbat|webding|bullet", re.IGNORECASE)
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18
_HEAVY = 600
# A hyphen at a line's end is handed over as one of these; ligatures as one letter.
_LETTERS = {0xFFFE: "-", 0x02: "-"} | {
    0xFB00 + place: letters for place, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st"))
}
_INVISIBLE = (3, 7)
_UNSEEN_SHARE = 0.6
_SLANT = math.radians(4)
_MOST_LETTERS = 200_000


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of text as the page sets it: look, size, baseline, direction."""

    serial: int
    face: Face
    size: float
    x: float
    y: float
    turn: float
    seen: bool


@dataclass(frozen=True, slots=True)
class _Raw:
    """A word in the page's own coordinates."""

    text: str
    box: tuple[float, float, float, float]
    part: _Part
    glued: bool


class Letters:
    """Reads the words of the pages of one document; looks of fonts are asked for once."""

    def __init__(self) -> None:
        self._faces: dict[bytes, Face] = {}
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def words(
        self, textpage: Any, bounds: tuple[float, float, float, float], pictured: bool
    ) -> tuple[list[Word], int, bool]:
        """The words inside `bounds`, set upright.

        Args:
            textpage: the page's letters.
            bounds: left, bottom, right and top of what is shown of the page.
            pictured: whether a picture fills the page: only then are unseen letters read.

        Returns:
            The words, the quarter turns that set them upright, and whether they are the unseen
            layer of a scan.
        """
        raw = self._raw(textpage)
        unseen = sum(len(word.text) for word in raw if not word.part.seen)
        scanned = pictured and unseen > _UNSEEN_SHARE * sum(len(word.text) for word in raw)
        if unseen and not scanned:
            raw = [word for word in raw if word.part.seen]
        turn = _turn(raw)
        quarter = round(turn / (math.pi / 2)) % 4
        left, bottom, right, top = bounds
        slack = 2.0
        words: list[Word] = []
        for word in raw:
            if word.part.turn != turn and abs(_difference(word.part.turn, turn)) > _SLANT:
                continue
            x0, y0, x1, y1 = word.box
            across, up = (x0 + x1) / 2, (y0 + y1) / 2
            if not (left - slack < across < right + slack and bottom - slack < up < top + slack):
                continue
            if quarter:
                words.append(_turned(word, quarter, bounds))
                continue
            part = word.part
            words.append(
                Word(
                    word.text,
                    x0 - left,
                    x1 - left,
                    top - part.y,
                    part.size,
                    part.face,
                    part.serial,
                    word.glued,
                )
            )
        lean = _difference(turn, quarter * math.pi / 2)
        if abs(lean) > 0.003:
            _straighten(words, lean)
        return words, quarter, scanned

    def _raw(self, textpage: Any) -> list[_Raw]:
        text = self._text(textpage)
        object_of = pdfium.FPDFText_GetTextObject
        parts: dict[bytes, _Part] = {}
        raw: list[_Raw] = []
        for hit in _WORD.finditer(text):
            start, end = hit.span()
            first = object_of(textpage, start)
            key = bytes(first)
            last = key if end - start == 1 else bytes(object_of(textpage, end - 1))
            if key == last:
                part = parts.get(key)
                if part is None:
                    part = parts[key] = self._part(textpage, start, first, len(parts))
                raw.append(self._piece(textpage, text, start, end, part, False))
                continue
            pieces: list[tuple[int, _Part]] = []
            for place in range(start, end):
                one = object_of(textpage, place)
                key = bytes(one)
                part = parts.get(key)
                if part is None:
                    part = parts[key] = self._part(textpage, place, one, len(parts))
                if not pieces or not _alike(pieces[-1][1], part):
                    pieces.append((place, part))
            for index, (place, part) in enumerate(pieces):
                stop = pieces[index + 1][0] if index + 1 < len(pieces) else end
                raw.append(self._piece(textpage, text, place, stop, part, index > 0))
        return raw

    def _text(self, textpage: Any) -> str:
        """Every letter of the page, each one character at its own index."""
        count = min(pdfium.FPDFText_CountChars(textpage), _MOST_LETTERS)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
        text = bytes(buffer).decode("utf-16-le", errors="replace")
        if written != count + 1 or len(text) != count + 1:
            # Letters without meaning, or beyond the first 65,536: asked for one by one.
            one = pdfium.FPDFText_GetUnicode
            codes = (one(textpage, index) for index in range(count))
            text = "".join(
                chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"
                for code in codes
            )
        return text[:count]

    def _piece(
        self, textpage: Any, text: str, start: int, end: int, part: _Part, glued: bool
    ) -> _Raw:
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(textpage, start, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if end - start > 1:
            pdfium.FPDFText_GetLooseCharBox(textpage, end - 1, box)
            left, right = min(left, box.left), max(right, box.right)
            bottom, top = min(bottom, box.bottom), max(top, box.top)
        words = text[start:end]
        if not words.isascii() or "\x02" in words:
            words = words.translate(_LETTERS)
        if part.face.symbol and len(words) == 1 and not words.isdigit():
            words = "•"
        return _Raw(words, (left, bottom, right, top), part, glued)

    def _part(self, textpage: Any, place: int, piece: Any, serial: int) -> _Part:
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(textpage, place, matrix)
        pdfium.FPDFText_GetCharOrigin(textpage, place, self._x, self._y)
        size = pdfium.FPDFText_GetFontSize(textpage, place) * math.hypot(matrix.c, matrix.d)
        face, mode = Face(), 0
        if piece:
            face = self._face(pdfium.FPDFTextObj_GetFont(piece))
            mode = pdfium.FPDFTextObj_GetTextRenderMode(piece)
        if mode == 2 and not face.bold:
            face = Face(True, face.italic, face.symbol)  # an outline drawn as well: bold by force
        if not 2 <= size <= 400:
            box = self._box
            pdfium.FPDFText_GetLooseCharBox(textpage, place, box)
            size = max(abs(box.top - box.bottom) * 0.85, 1.0)
        turn = math.atan2(matrix.b, matrix.a)
        return _Part(serial, face, size, self._x.value, self._y.value, turn, mode not in _INVISIBLE)

    def _face(self, font: Any) -> Face:
        key = bytes(font)
        face = self._faces.get(key)
        if face is None:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", errors="replace")
            flags = pdfium.FPDFFont_GetFlags(font)
            face = self._faces[key] = Face(
                bold=bool(_BOLD.search(name))
                or bool(flags > 0 and flags & _FORCE_BOLD_FLAG)
                or pdfium.FPDFFont_GetWeight(font) >= _HEAVY,
                italic=bool(_ITALIC.search(name)) or bool(flags > 0 and flags & _ITALIC_FLAG),
                symbol=bool(_SYMBOL.search(name)),
            )
        return face


def _alike(one: _Part, other: _Part) -> bool:
    """Whether two pieces may stand in one word: of one look, on one line."""
    return (
        one.face == other.face
        and abs(one.size - other.size) < 0.06 * one.size
        and abs(one.y - other.y) + abs(one.x - other.x) * abs(math.sin(one.turn)) < 0.1 * one.size
        and one.seen == other.seen
    )


def _turn(raw: list[_Raw]) -> float:
    """The direction most letters of the page run in, as an angle."""
    turns: Counter[float] = Counter()
    for word in raw:
        turns[word.part.turn] += len(word.text)
    if len(turns) < 2:
        return next(iter(turns), 0.0)
    rough: Counter[float] = Counter()
    for angle, letters in turns.items():
        rough[round(angle, 2)] += letters
    common = rough.most_common(1)[0][0]
    near = sorted(
        word.part.turn for word in raw if abs(_difference(word.part.turn, common)) < _SLANT
    )
    return near[len(near) // 2] if near else common


def _difference(one: float, other: float) -> float:
    return (one - other + math.pi) % (2 * math.pi) - math.pi


def upright(
    x: float, y: float, quarter: int, bounds: tuple[float, float, float, float]
) -> tuple[float, float]:
    """A point of the page as it is read, after `quarter` turns of 90 degrees clockwise."""
    left, bottom, right, top = bounds
    if quarter == 0:
        return x - left, top - y
    if quarter == 1:
        return y - bottom, x - left
    if quarter == 2:
        return right - x, y - bottom
    return top - y, right - x


def _turned(word: _Raw, quarter: int, bounds: tuple[float, float, float, float]) -> Word:
    x0, y0, x1, y1 = word.box
    ax, _ = upright(x0, y0, quarter, bounds)
    bx, _ = upright(x1, y1, quarter, bounds)
    part = word.part
    _, base = upright(part.x, part.y, quarter, bounds)
    return Word(
        word.text, min(ax, bx), max(ax, bx), base, part.size, part.face, part.serial, word.glued
    )


def _straighten(words: list[Word], lean: float) -> None:
    """Take out the small slant of a page that was scanned askew (radians, anticlockwise)."""
    cosine, sine = math.cos(lean), math.sin(lean)
    for word in words:
        x0, y = word.x0, word.y
        word.x0, word.y = x0 * cosine - y * sine, x0 * sine + y * cosine
        word.x1 = word.x0 + (word.x1 - x0)
