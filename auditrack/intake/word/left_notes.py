"""Footnotes that a converter left among the paragraphs of a document, taken out."""

from collections.abc import Sequence

from auditrack.intake.left_notes import left_notes
from auditrack.intake.markdown import fold
from auditrack.intake.word.printed import Content, Paragraph


def without_notes(content: Sequence[Content]) -> list[Content]:
    """The content without such footnotes; left alone where the numbers do not count on."""
    notes = left_notes([_words(one) for one in content])
    return [one for place, one in enumerate(content) if place not in notes]


def _words(one: Content) -> str:
    """The words of a paragraph of the text; a heading, a list item and a table have none here."""
    if not isinstance(one, Paragraph) or one.level or one.number is not None:
        return ""
    return fold("".join(piece.text for line in one.lines for piece in line))
