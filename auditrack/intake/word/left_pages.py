"""Running heads and page numbers that a converter left among the paragraphs."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from auditrack.intake.furniture import is_label, is_marking, is_page_number, mask
from auditrack.intake.word.printed import Content, Paragraph

_REPEATS: Final = 3
_LONGEST: Final = 120


def without_pages(content: Sequence[Content]) -> list[Content]:
    """The content without lines that say which page they stood on, or repeat how it may be used."""
    lines = [_words(one) for one in content]
    times = Counter(mask(words) for words in lines if is_marking(words) and not is_label(words))
    return [
        one
        for one, words in zip(content, lines, strict=True)
        if not (words and (is_page_number(words) or times[mask(words)] >= _REPEATS))
    ]


def _words(one: Content) -> str:
    """A short line of the text; a heading, a list item and a table have none here."""
    if not isinstance(one, Paragraph) or one.level or one.number is not None:
        return ""
    if len(one.lines) != 1 or sum(len(piece.text) for piece in one.lines[0]) > _LONGEST:
        return ""
    return "".join(piece.text for piece in one.lines[0]).strip()
