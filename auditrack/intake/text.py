"""The reader of plain text and Markdown: lines to blocks, tolerant of what converters leave."""

import re
from itertools import pairwise

from auditrack.intake.blocks import BOLD_LINE, Block, BlockKind, NumberStyle, Reading
from auditrack.intake.furniture import Line, furniture
from auditrack.intake.labels import read_label, read_number
from auditrack.intake.markdown import is_bold, is_italic, strip_marks
from auditrack.intake.table_lines import TableLines
from auditrack.intake.typed import (
    BULLET,
    GLYPH,
    HEADING_WORDS,
    RULE,
    is_quotation,
    lone_number,
    may_head,
    mend,
    numbered,
)
from auditrack.intake.wrapping import breaks, join_lines, unfinished, wrap_width

_ATX = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_SETEXT = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_IMAGE_ONLY = re.compile(r"\s*(?:!\[[^\]]*\]\([^)]*\)|<!--.*-->)\s*$")


def read_text(text: str) -> Reading:
    """The blocks of a plain text or Markdown document, and its pages (None: no form feeds)."""
    lines = _lines(text)
    pages = lines[-1].page if lines else None
    drop = furniture(lines)
    reader = _Reader([line for index, line in enumerate(lines) if index not in drop])
    return Reading(tuple(mend(reader.read(), _parted)), pages)


def _parted(before: Block, block: Block) -> bool:
    return block.gap > 0 or block.page != before.page


def _lines(text: str) -> list[Line]:
    paged = "\f" in text.strip("\f\n ")
    lines: list[Line] = []
    offset = 0
    for number, page in enumerate(text.split("\f"), start=1):
        for line in page.split("\n"):
            lines.append(Line(line, number if paged else None, offset))
            offset += len(line) + 1
    return lines


class _Reader:
    """Walks the lines once; `self.at` is the line being read."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.at = 0
        self.gap = 0
        self.tables = 0
        self.table_lines = TableLines([line.text for line in lines], self._begins)
        self.blocks: list[Block] = []
        self.pending_bullet = False
        self.italic_open = False
        plain = [
            (line.text, after.text)
            for line, after in pairwise(lines)
            if line.text.strip() and after.text.strip() and "\t" not in line.text.strip()
        ]
        self.width = wrap_width(plain)
        trailing = sum(line.endswith("  ") for line, _ in plain)
        self.hard_breaks = 0 < trailing <= max(3, len(plain) // 3)

    def read(self) -> list[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.blank or _IMAGE_ONLY.match(line.text):
                self.gap += 1
                self.at += 1
            elif not (self._table() or self._heading() or self._number() or self._rule()):
                self._prose()
        return self.blocks

    def _emit(
        self,
        kind: BlockKind,
        text: str,
        line: Line,
        *,
        level: int = 0,
        number: str | None = None,
        style: NumberStyle | None = None,
        cells: tuple[str, ...] = (),
        table: int | None = None,
        italic: bool = False,
        quoted: bool = False,
    ) -> None:
        self.blocks.append(
            Block(
                kind,
                text,
                len(self.blocks),
                level,
                number,
                style,
                cells,
                table,
                line.page,
                line.offset,
                self.gap,
                italic,
                quoted,
            )
        )
        self.gap = 0

    def _table(self) -> bool:
        if not self.table_lines.starts(self.at):
            return False
        rows, end = self.table_lines.take(self.at)
        self.tables += 1
        for place, cells in rows:
            if any(cells):
                words = " | ".join(cell.replace("\n", " ") for cell in cells)
                self._emit("row", words, self.lines[place], cells=cells, table=self.tables)
        self.at = end
        return True

    def _italic(self, text: str) -> bool:
        """Whether a paragraph is italic; a span may go on over lines broken on purpose."""
        inside = self.italic_open and self.gap == 0
        odd = (text.count("*") - 2 * text.count("**")) % 2 == 1
        self.italic_open = odd != inside
        return is_italic(text) or inside or (odd and text.startswith("*"))

    # Headings, numbers, rules

    def _heading(self) -> bool:
        line = self.lines[self.at]
        hit = _ATX.match(line.text)
        if hit is not None:
            words = strip_marks(hit[2])
            if words:
                self._emit("heading", words, line, level=len(hit[1]))
            self.at += 1
            return True
        if is_bold(line.text):
            words = strip_marks(line.text)
            if may_head(words):
                self._emit("heading", words, line, level=BOLD_LINE)
                self.at += 1
                return True
        if self.at + 1 < len(self.lines):
            under = _SETEXT.match(self.lines[self.at + 1].text)
            alone = self.at == 0 or self.lines[self.at - 1].blank
            short = len(line.text.split()) <= HEADING_WORDS
            if under is not None and alone and short and not BULLET.match(line.text):
                words = strip_marks(line.text)
                if words and not RULE.match(line.text):
                    self._emit("heading", words, line, level=1 if under[1][0] == "=" else 2)
                    self.at += 2
                    return True
        return False

    def _number(self) -> bool:
        line = self.lines[self.at]
        found = lone_number(strip_marks(line.text))
        if found is None:
            if GLYPH.match(line.text):
                self.pending_bullet = True
                self.at += 1
                return True
            return False
        self._emit("number", "", line, number=found[0], style=found[1])
        self.at += 1
        return True

    def _rule(self) -> bool:
        if not RULE.match(self.lines[self.at].text):
            return False
        self.at += 1
        self.gap += 1
        return True

    # Prose

    def _begins(self, index: int) -> bool:
        """Whether a line begins a block that is no table."""
        text = self.lines[index].text
        if _ATX.match(text) or is_bold(text) or GLYPH.match(text) or BULLET.match(text):
            return True
        return lone_number(strip_marks(text)) is not None

    def _starts_block(self, index: int) -> bool:
        """Whether a line cannot go on with the paragraph above it."""
        return self.lines[index].blank or self._begins(index) or self.table_lines.starts(index)

    def _prose(self) -> None:
        """One run of lines to one or more paragraphs or list items."""
        first = self.lines[self.at]
        raw: list[str] = []
        start = first
        while self.at < len(self.lines):
            line = self.lines[self.at]
            text = _QUOTE.sub("", line.text) if _QUOTE.match(line.text) else line.text
            if raw and (self._starts_block(self.at) or self._parts(raw[-1], text)):
                break
            raw.append(text)
            self.at += 1
        if not raw:
            raw, self.at = [first.text], self.at + 1
        self._paragraph(raw, start)

    def _parts(self, above: str, text: str) -> bool:
        """Whether `text`, directly below `above`, begins a paragraph of its own."""
        words = strip_marks(text)
        midway = unfinished(strip_marks(above)) and (
            self.width is not None and len(above.rstrip()) >= self.width - 12
        )
        label = read_label(words)
        if label is not None and not midway:
            return True
        number = read_number(words)
        if number is not None and number[2]:
            small = number[2][:1].islower()
            if not (midway and small and number[1] == "decimal"):
                return not (small and number[1] in ("roman", "letter") and midway)
        return breaks(above, text, self.width, self.hard_breaks)

    def _paragraph(self, raw: list[str], line: Line) -> None:
        quoted = bool(_QUOTE.match(line.text))
        body = raw[0]
        marked = BULLET.match(body)
        bullet = marked is not None or self.pending_bullet
        self.pending_bullet = False
        if marked is not None:
            body = body[marked.end() :]
        text = join_lines([body.strip(), *(more.strip() for more in raw[1:])])
        italic = self._italic(text)
        words = strip_marks(text)
        if not words:
            return
        kind, number, style, words = numbered(words, bullet)
        indent = len(line.text) - len(line.text.lstrip()) if bullet else 0
        self._emit(
            kind,
            words,
            line,
            level=indent,
            number=number,
            style=style,
            italic=italic,
            quoted=quoted or is_quotation(words),
        )
