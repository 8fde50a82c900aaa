"""What a line shows by itself, in whatever format it stands: a bullet, a number, a rule."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from auditrack.intake.asks import is_none
from auditrack.intake.blocks import Block, BlockKind, NumberStyle
from auditrack.intake.labels import read_label, read_number
from auditrack.intake.wrapping import join, unfinished

RULE = re.compile(r"\s*(?:[-_*=~]\s*){3,}$")
BULLET = re.compile(r"(\s*)(?:[•●▪■◦○‣·➢➤►✓✔–—]|[-+*]|o(?=\t| {2,}\S|\s[A-Z]))(?:\s+)(?=\S)")
GLYPH = re.compile(r"\s*[•●▪■◦○‣·➢➤►✓✔]\s*$")
_LONE_NUMBER = re.compile(r"\s*\(?(\d{1,3}(?:\.\d{1,3}){0,4})[.)]?\s*$")
HEADING_WORDS = 14
LONGEST_MENDED = 20_000
_CUT = re.compile(r"\b(?:of|the|and|for|with|an?|by|or|from|their|its|between)$")
_REST = re.compile(r"(?:[^\s.]+ ){0,3}[^\s.]{2,}\.")
_SHORTEST_CUT = 40
_LONG = 60


def lone_number(words: str) -> tuple[str, NumberStyle] | None:
    """The number that a line is and nothing else, with its style."""
    hit = _LONE_NUMBER.match(words)
    if hit is None:
        return None
    return hit[1], "decimal" if "." in hit[1] else "ordinal"


def may_head(words: str) -> bool:
    """Whether a line set apart by its look (bold) is short enough for a heading."""
    count = len(words.split())
    return count <= HEADING_WORDS and not (words.endswith(".") and count > 8)


def is_quotation(words: str) -> bool:
    """Whether a whole paragraph stands in quotation marks."""
    return words[:1] in '“"‘' and words.rstrip(".")[-1:] in '”"’'


def numbered(words: str, bullet: bool) -> tuple[BlockKind, str | None, NumberStyle | None, str]:
    """The kind of block that a paragraph is, its printed number and style, and its words."""
    kind: BlockKind = "bullet" if bullet else "paragraph"
    found = read_number(words)
    if found is None or not found[2].strip():
        return kind, None, None, words
    number, style, rest = found
    return kind_of_numbered(kind, style), number, style, rest.strip()


def kind_of_numbered(kind: BlockKind, style: NumberStyle) -> BlockKind:
    """A decimal number makes a paragraph, a letter or roman one a part of a list."""
    if style == "ordinal":
        return kind
    return "paragraph" if style == "decimal" else "bullet"


def mend(blocks: Sequence[Block], parted: Callable[[Block, Block], bool]) -> list[Block]:
    """Paragraphs that a page end, its furniture or a footnote cut in two, put together again.

    `parted` says of two blocks whether something of the kind may stand between them.
    """
    mended: list[Block] = []
    for block in blocks:
        before = mended[-1] if mended else None
        if (
            before is not None
            and block.kind == "paragraph"
            and block.number is None
            and before.kind in ("paragraph", "bullet")
            and parted(before, block)
            and block.text[:1].islower()
            and unfinished(before.text)
            and 40 < len(before.text) < LONGEST_MENDED
        ):
            mended[-1] = before.with_text(join(before.text, block.text))
        else:
            mended.append(block)
    return [replace(block, order=order) for order, block in enumerate(mended)]


def together(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that a converter cut before a capital.

    What was cut ends in mid-phrase ("the Framework for the Assessment of"), or what follows is
    the last words of a sentence ("Drug Team.").
    """
    kept: list[Block] = []
    for block in blocks:
        before = kept[-1] if kept else None
        if (
            before is not None
            and block.kind == before.kind == "paragraph"
            and block.number is None
            and before.box == block.box
            and _SHORTEST_CUT < len(before.text) < LONGEST_MENDED
            and (_is_cut(before) or _is_rest(before, block))
            and read_label(block.text) is None
        ):
            kept[-1] = before.with_text(join(before.text, block.text))
        else:
            kept.append(block)
    return kept


def _is_cut(before: Block) -> bool:
    """Whether a paragraph ends in mid-phrase; "; and" parts a list, save in a quotation."""
    if _CUT.search(before.text[-20:]) is None:
        return False
    return before.italic or not before.text.endswith(("; and", ", and", "; or", ", or"))


def _is_rest(before: Block, block: Block) -> bool:
    return (
        _REST.fullmatch(block.text) is not None
        and unfinished(before.text)
        and len(before.text) > _LONG
        and not is_none(block.text)
    )
