"""The made-up layouts as Word documents, set with Word's own means or typed."""

import re
from dataclasses import dataclass, field

from auditrack.intake.blocks import BOLD_LINE, Block
from auditrack.intake.labels import read_label, read_number
from auditrack.intake.outline import Outline
from auditrack.intake.text import read_text
from auditrack.intake.typed import is_quotation
from tests.intake.word_parts import (
    BULLET_LIST,
    BULLETS,
    abstract,
    docx,
    level,
    listed,
    num,
    p,
    run,
    table,
)


@dataclass
class _Lists:
    """Lists that print what stood in the text: each goes on while the numbers do."""

    made: list[str] = field(default_factory=list)
    nums: list[str] = field(default_factory=list)
    patterns: dict[tuple[str, ...], int] = field(default_factory=dict)
    last: dict[tuple[str, ...], tuple[int, tuple[int, ...]]] = field(default_factory=dict)

    def number(self, printed: tuple[int, ...], form: str, text: str) -> str:
        """The property that makes Word print these numbers with this text on the last level."""
        key = (form, text)
        if key not in self.patterns:
            self.patterns[key] = len(self.patterns) + 1
            depth = len(printed) - 1
            levels = [level(place, "decimal", f"%{place + 1}.") for place in range(depth)]
            self.made.append(abstract(self.patterns[key], *levels, level(depth, form, text)))
        number, before = self.last.get(key, (0, ()))
        if not before or before[:-1] != printed[:-1] or before[-1] + 1 != printed[-1]:
            number = len(self.nums) + BULLETS + 1
            starts = dict(enumerate(printed))
            self.nums.append(num(number, self.patterns[key], starts))
        self.last[key] = number, printed
        return listed(number, len(printed) - 1)

    def xml(self) -> str:
        return BULLET_LIST + "".join(self.made) + num(BULLETS, 0) + "".join(self.nums)


def as_word(text: str, styled: bool) -> bytes:
    """A made-up layout as a Word document.

    Args:
        text: the layout, as the text reader reads it.
        styled: with heading styles and automatic numbers; else as a person types who knows
            neither: bold lines, typed numbers, and empty paragraphs between.
    """
    blocks = read_text(text).blocks
    outline = Outline(blocks)
    lists = _Lists()
    body: list[str] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if not styled:
            body.extend([p()] * block.gap)
        if block.kind == "row":
            end = at
            while end < len(blocks) and blocks[end].table == block.table:
                end += 1
            body.append(_rows(blocks[at:end]))
            at = end
            continue
        body.append(_styled(block, outline, lists) if styled else _typed(block))
        at += 1
    return docx("".join(body), numbering=lists.xml())


def _rows(rows: tuple[Block, ...]) -> str:
    made = []
    for row in rows:
        cells = []
        for said in row.cells:
            lines = said.split("\n") if said else [""]
            cells.append(
                "".join(
                    p(line[2:], "ListBullet") if line.startswith("- ") else p(line)
                    for line in lines
                )
            )
        made.append(cells)
    return table(made)


def _typed(block: Block) -> str:
    text = _as_printed(block)
    if block.kind == "heading":
        return p(run(text, "b"))
    if block.kind == "bullet" and block.number is None:
        return p(f"•\t{text}", "", f'<w:ind w:left="{360 + 180 * block.level}"/>')
    return p(run(text, "i")) if block.italic else p(text, _quote(block))


def _styled(block: Block, outline: Outline, lists: _Lists) -> str:
    if block.kind == "heading" or (block.kind != "number" and _stands_out(block, outline)):
        text = _as_printed(block)
        kind = f"heading{block.level}" if 0 < block.level < BOLD_LINE else "heading4"
        if block.kind != "heading":
            kind = "heading1"
        text, numbered = _automatic(text, lists)
        return p(text, kind, numbered)
    if block.kind == "bullet" and block.number is None:
        deep = min(block.level // 2, 8)
        return p(block.text, "ListBullet", listed(BULLETS, deep) if deep else "")
    text, numbered = _automatic(_as_printed(block), lists)
    return p(run(text, "i") if block.italic else text, _quote(block), numbered)


def _stands_out(block: Block, outline: Outline) -> bool:
    return outline.plain and outline.is_heading(block)


def _quote(block: Block) -> str:
    return "Quote" if block.quoted and not is_quotation(block.text) else ""


def _as_printed(block: Block) -> str:
    if block.number is None:
        return block.text
    stop = {"ordinal": ".", "letter": ")", "roman": ")"}.get(block.style or "", "")
    return f"{block.number}{stop if block.text else ''} {block.text}".strip()


def _automatic(text: str, lists: _Lists) -> tuple[str, str]:
    """The words without the number that is printed in front, and the list that prints it."""
    label = read_label(text)
    hit = re.match(r"(\D+?)(\d{1,3})(\s?[:.)]|\s-|)(?=\s|$)\s*(.*)", text, re.DOTALL)
    if label is not None and label.number is not None and label.number.isdigit() and hit:
        return hit[4], lists.number((int(hit[2]),), "decimal", f"{hit[1]}%1{hit[3]}")
    found = read_number(text)
    if found is None or not found[2].strip():
        return text, ""
    number, form, rest = found
    if form == "decimal":
        parts = tuple(int(part) for part in number.split("."))
        printed = ".".join(f"%{place}" for place in range(1, len(parts) + 1))
        return rest, lists.number(parts, "decimal", printed)
    if form == "ordinal":
        return rest, lists.number((int(number),), "decimal", "%1.")
    if form == "letter" and number.islower():
        return rest, lists.number((ord(number) - ord("a") + 1,), "lowerLetter", "(%1)")
    romans = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    if form == "roman" and number in romans:
        return rest, lists.number((romans.index(number) + 1,), "lowerRoman", "%1.")
    return text, ""
