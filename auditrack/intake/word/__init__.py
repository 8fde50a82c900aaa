"""The reader of Word documents: their XML walked part by part, nothing in them run or fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from auditrack.intake.blocks import Reading
from auditrack.intake.decoding import LIMIT_BYTES, refuse, too_large
from auditrack.intake.word.markup import Parts, w
from auditrack.intake.word.numbering import Numbering
from auditrack.intake.word.package import Package
from auditrack.intake.word.refusals import OLD_OFFICE, damaged, not_word, old_office, too_much
from auditrack.intake.word.relations import Relation, relations, target_of
from auditrack.intake.word.sentences import sentences
from auditrack.intake.word.setting import set_blocks
from auditrack.intake.word.story import Story
from auditrack.intake.word.styles import Styles
from auditrack.model.change import RefusedError

__all__ = ["Opened", "open_word", "read_word"]

MOST_LETTERS: Final = 6_000_000
MOST_BLOCKS: Final = 60_000
"""A thousand pages are about three million letters in twenty thousand blocks."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A Word document whose parts stand ready: its story, and what it points to."""

    story: Story
    package: Package
    parts: Parts
    pointers: Sequence[Relation]

    def part(self, kind: str) -> bytes | None:
        """The bytes of the part of a kind ("comments"), or None."""
        return _part(self.package, self.pointers, kind)


def open_word(data: bytes, name: str) -> Opened:
    """A Word document, checked and not read yet; the arguments and refusals of `read_word`."""
    if len(data) > LIMIT_BYTES:
        raise too_large(name)
    if data.startswith(OLD_OFFICE[:4]):
        raise old_office(data, name)
    package = Package(data, name)
    parts = Parts(name)
    main = target_of(relations(package, parts, ""), "officeDocument") or "word/document.xml"
    written = package.read(main)
    if written is None:
        raise not_word(name, package.names, package.read)
    root = parts.parse(written)
    if root.tag != w("document"):
        raise not_word(name, package.names, package.read)
    body = root.find(w("body"))
    if body is None:
        raise damaged(name)
    pointers = relations(package, parts, main)
    settings = target_of(pointers, "settings")
    if settings is not None:
        relations(package, parts, settings)

    looks, lists = (_part(package, pointers, kind) for kind in ("styles", "numbering"))
    styles = Styles(parts.parse(looks) if looks else None)
    numbering = Numbering(parts.parse(lists) if lists else None, styles.list_of)
    return Opened(Story(body, styles, numbering), package, parts, pointers)


def read_word(data: bytes, name: str) -> Reading:
    """The blocks of a Word document (.docx, .docm, .dotx), its pages and what is to be said.

    Tracked insertions are read, deletions and hidden text left out, and both are said; automatic
    numbers are worked out; footnotes, headers, comments and the table of contents are left out.

    Args:
        data: the document.
        name: its name, for the sentences.

    Raises:
        RefusedError: it is damaged, locked, no Word document, larger than any review, or asks
            for what only a harmful document needs.
    """
    story = open_word(data, name).story
    blocks = set_blocks(story.read(), story.pages is not None)
    if len(blocks) > MOST_BLOCKS or sum(len(block.text) for block in blocks) > MOST_LETTERS:
        raise too_much(name, "holds more text")
    if not any(character.isalnum() for block in blocks for character in block.text):
        raise _wordless(name, story)
    return Reading(tuple(blocks), story.pages, sentences(story.counts))


def _part(package: Package, pointers: Sequence[Relation], kind: str) -> bytes | None:
    target = target_of(pointers, kind)
    return package.read(target) if target is not None else None


def _wordless(name: str, story: Story) -> RefusedError:
    if story.counts.pictures:
        return refuse(
            name,
            "holds only pictures and no words that can be read",
            "Ask for a copy with words in it, or type the recommendations in.",
            "no-words",
        )
    return refuse(name, "holds no words", "Choose the file that holds the review.", "empty-file")
