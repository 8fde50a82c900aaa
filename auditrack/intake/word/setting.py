"""Paragraphs and tables of Word to blocks, by the conventions of the text reader."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from auditrack.intake.asks import is_ask
from auditrack.intake.blocks import BOLD_LINE, Block, BlockKind, NumberStyle
from auditrack.intake.typed import (
    BULLET,
    GLYPH,
    RULE,
    is_quotation,
    kind_of_numbered,
    lone_number,
    may_head,
    mend,
    numbered,
    together,
)
from auditrack.intake.word.cells import cell_text, lines_of
from auditrack.intake.word.left_notes import without_notes
from auditrack.intake.word.left_pages import without_pages
from auditrack.intake.word.passages import Manner, Mark, Passage, mark_of, passages_of, with_mark
from auditrack.intake.word.printed import Cell, Content, Paragraph, Table
from auditrack.intake.word.tabbed import tab_rows
from auditrack.intake.wrapping import leads_on

_HEADING_WORDS: Final = 20
_BOX_WORDS: Final = 250
_SENTENCE_WORDS: Final = 12
_STEP: Final = 180
"""Twentieths of a point that count as one character of indent: lists step in by 360 or 720."""

_MOSTLY: Final = 0.5


def set_blocks(content: Sequence[Content], paged: bool) -> list[Block]:
    """The blocks of a document, in reading order.

    Args:
        content: what is printed.
        paged: whether its page numbers mean anything.
    """
    setter = _Setter(_manner(content), paged)
    setter.read(without_notes(without_pages(content)))
    return mend(together(setter.blocks), _parted)


def _parted(before: Block, block: Block) -> bool:
    """Whether two paragraphs are one that a converter cut: a sentence goes on in small letters."""
    small = before.text[:1].islower()
    return before.box == block.box and (not small or leads_on(before.text))


class _Setter:
    def __init__(self, manner: Manner, paged: bool) -> None:
        self.manner = manner
        self.paged = paged
        self.blocks: list[Block] = []
        self._gap = 0
        self._tables = 0
        self._boxes = 0
        self._box: int | None = None
        self._offset = 0
        self._pending_bullet = False

    def read(self, content: Sequence[Content]) -> None:
        at = 0
        while at < len(content):
            one = content[at]
            if isinstance(one, Table):
                self._table(one)
            elif rows := tab_rows(content, at):
                self._rows(rows, one.page)
                at += len(rows) - 1
            else:
                self._paragraph(one)
            at += 1

    def _emit(self, kind: BlockKind, text: str, page: int, **more: object) -> None:
        block = Block(
            kind,
            text,
            len(self.blocks),
            page=page if self.paged else None,
            offset=self._offset,
            gap=self._gap,
            box=self._box,
        )
        self.blocks.append(replace(block, **more) if more else block)  # type: ignore[arg-type]
        self._gap = 0
        self._offset += len(text) + 1

    # Paragraphs

    def _paragraph(self, paragraph: Paragraph) -> None:
        self._gap += paragraph.gap
        mark = mark_of(paragraph)
        passages = passages_of(paragraph, self.manner)
        if not passages and mark.printed:
            passages = [Passage("", False, False, False)]
        for passage in passages:
            self._passage(paragraph, passage, mark)
            mark = Mark()

    def _passage(self, paragraph: Paragraph, passage: Passage, mark: Mark) -> None:
        words, page = passage.words, paragraph.page
        if RULE.match(words):
            self._gap += 1
            return
        if GLYPH.match(words):
            self._pending_bullet = True
            return
        if not (mark.number or mark.printed or mark.bullet):
            lone = lone_number(words)
            if lone is not None:
                self._emit("number", "", page, number=lone[0], style=lone[1])
                return
        if mark.printed and not mark.number:
            words = with_mark(mark.printed, words)
        if self._heads(paragraph, passage, mark, words):
            level = paragraph.level or BOLD_LINE
            text = f"{mark.printed} {words}" if mark.number else words
            self._emit("heading", text, page, level=level)
            return
        if words:
            self._text(paragraph, passage, mark, words)
        elif mark.number:
            self._emit("number", "", page, number=mark.number, style=mark.style)

    def _heads(self, paragraph: Paragraph, passage: Passage, mark: Mark, words: str) -> bool:
        """Whether a passage is a heading: by its style, or by standing out from the text."""
        count = len(words.split())
        if paragraph.level:
            sentence = words.endswith(".") and (count > _SENTENCE_WORDS or is_ask(words))
            return not sentence and count <= _HEADING_WORDS
        if mark.bullet or self._pending_bullet or paragraph.style.quoted or BULLET.match(words):
            return False
        if mark.style in ("letter", "roman") or (mark.number and is_ask(passage.words)):
            return False
        return passage.set_apart and may_head(words) and any(map(str.isalpha, words))

    def _text(self, paragraph: Paragraph, passage: Passage, mark: Mark, words: str) -> None:
        typed = BULLET.match(words)
        bullet = mark.bullet or self._pending_bullet or typed is not None
        self._pending_bullet = False
        if typed is not None:
            words = words[typed.end() :]
        number: str | None
        style: NumberStyle | None
        if mark.number and mark.style:
            number, style = mark.number, mark.style
            kind = kind_of_numbered("paragraph", style)
        else:
            kind, number, style, words = numbered(words, bullet)
        self._emit(
            kind,
            words,
            paragraph.page,
            level=paragraph.indent // _STEP if kind == "bullet" else 0,
            number=number,
            style=style,
            italic=passage.italic and len(words) > 2,
            quoted=paragraph.style.quoted or is_quotation(words),
        )

    # Tables

    def _table(self, table: Table) -> None:
        lines = lines_of(table, self.manner)
        if lines is None:
            for row in table.rows:
                for cell in row.cells:
                    self._inside(cell)
            return
        self._tables += 1
        number = self._tables
        for line in lines:
            if line.over is not None:
                self._over(line.over, line.page)
            elif any(line.cells):
                self._row(line.cells, line.page, number)
            for inner in line.tables:
                self._table(inner)
                self._tables += 1
                number = self._tables

    def _rows(self, rows: Sequence[tuple[str, ...]], page: int) -> None:
        self._tables += 1
        for cells in rows:
            self._row(cells, page, self._tables)

    def _row(self, cells: tuple[str, ...], page: int, table: int) -> None:
        words = " | ".join(cell.replace("\n", " ") for cell in cells)
        self._emit("row", words, page, cells=cells, table=table)

    def _inside(self, cell: Cell) -> None:
        """What a box holds; a small one is a frame that sets its words apart from the text."""
        outer = self._box
        if len(cell_text(cell, self.manner).split()) <= _BOX_WORDS:
            self._boxes += 1
            self._box = self._boxes
        self.read(cell.inside)
        self._box = outer

    def _over(self, cell: Cell, page: int) -> None:
        """A row over all columns: a heading of the rows below, or text between them."""
        words = cell_text(cell, self.manner)
        headed = may_head(words) and not words.endswith(".") and not is_ask(words)
        if headed and "\n" not in words and any(map(str.isalpha, words)):
            self._emit("heading", words, page, level=BOLD_LINE)
        else:
            self.read(cell.inside)


def _manner(content: Sequence[Content]) -> Manner:
    """How most of the text is set: by its letters, in and outside of tables."""
    sizes: Counter[int | None] = Counter()
    bold = 0
    for paragraph in _paragraphs(content):
        if paragraph.level:
            continue
        for line in paragraph.lines:
            for piece in line:
                sizes[piece.size] += len(piece.text)
                bold += len(piece.text) if piece.bold else 0
    total = sum(sizes.values())
    size = sizes.most_common(1)[0][0] if sizes else None
    return Manner(size, bold > _MOSTLY * total)


def _paragraphs(content: Sequence[Content]) -> Iterator[Paragraph]:
    for one in content:
        if isinstance(one, Paragraph):
            yield one
        else:
            for row in one.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell.inside)
