"""Which paragraphs are headings, and of what level: by their look, or the document's outline."""

import re
from collections.abc import Sequence

from auditrack.intake.blocks import BOLD_LINE
from auditrack.intake.pdf.breaks import Paragraph
from auditrack.intake.pdf.opening import Bookmark
from auditrack.intake.typed import HEADING_WORDS, may_head

_LARGER = 1.09
_MUCH_LARGER = 1.25
_MOST_WORDS = 30
_MOST_LINES = 4
_LEAST_MATCHES = 3
_LONGEST_MARK = 300

Look = tuple[float, bool, bool]


class Headings:
    """Answers for one document; `levels` are told by the sizes of what looks like headings."""

    def __init__(
        self, paragraphs: Sequence[tuple[Paragraph, str]], body: float, marks: Sequence[Bookmark]
    ) -> None:
        self._body = body
        self._bold_body = _mostly_bold(paragraphs)
        self._marked = {(mark.page, _key(mark.title)) for mark in marks}
        looks: set[Look] = set()
        sizes: set[float] = set()
        matched = 0
        for paragraph, words in paragraphs:
            if self._is_marked(paragraph, words):
                matched += 1
                looks.add(_look(paragraph))
            if self._large(paragraph, words):
                sizes.add(_size(paragraph))
        self._use_marks = matched >= _LEAST_MATCHES
        if self._use_marks:
            sizes.update(size for size, _, _ in looks)
        self._levels = {size: rank for rank, size in enumerate(sorted(sizes, reverse=True), 1)}

    def level(self, paragraph: Paragraph, words: str) -> int | None:
        """The level of a heading, or None for what is none."""
        marked = self._use_marks and self._is_marked(paragraph, words)
        if not (marked or self._large(paragraph, words) or self._set_off(paragraph, words)):
            return None
        level = self._levels.get(_size(paragraph))
        if level is None or (_size(paragraph) < _LARGER * self._body and not marked):
            return BOLD_LINE
        # Of two looks of one size the plainly bold one stands above the italic or thin one.
        lower = paragraph.italic or not paragraph.bold
        return min(level + (1 if marked and lower else 0), 6)

    def _is_marked(self, paragraph: Paragraph, words: str) -> bool:
        """Whether the outline that the file carries names it."""
        return (
            bool(self._marked)
            and len(words) <= _LONGEST_MARK
            and (paragraph.first.page, _key(words)) in self._marked
        )

    def _large(self, paragraph: Paragraph, words: str) -> bool:
        if _size(paragraph) < _LARGER * self._body or not re.search(r"[^\W\d_]{2}", words):
            return False
        count = len(words.split())
        if (words.endswith((".", ";", ",")) and count > 8) or len(paragraph.lines) > _MOST_LINES:
            return False
        plainly = paragraph.bold or _size(paragraph) > _MUCH_LARGER * self._body
        return count <= (_MOST_WORDS if plainly else HEADING_WORDS)

    def _set_off(self, paragraph: Paragraph, words: str) -> bool:
        if paragraph.bullet or self._bold_body or not paragraph.bold:
            return False
        return len(paragraph.lines) <= 3 and may_head(words) and bool(re.search(r"[^\W\d_]", words))


def _size(paragraph: Paragraph) -> float:
    return round(paragraph.first.size * 2) / 2


def _look(paragraph: Paragraph) -> Look:
    return _size(paragraph), paragraph.bold, paragraph.italic


def _key(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()


def _mostly_bold(paragraphs: Sequence[tuple[Paragraph, str]]) -> bool:
    bold = sum(len(words) for paragraph, words in paragraphs if paragraph.bold)
    return bold * 2 > sum(len(words) for _, words in paragraphs)
