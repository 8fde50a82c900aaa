"""Pages to one document: runs of paragraphs and tables in reading order, then blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditrack.intake.asks import is_ask
from auditrack.intake.blocks import Block
from auditrack.intake.decoding import clean
from auditrack.intake.left_notes import left_notes
from auditrack.intake.markdown import fold
from auditrack.intake.pdf import edges
from auditrack.intake.pdf.breaks import Column, Paragraph, bare_number, goes_on
from auditrack.intake.pdf.cells import continued, follow, row_words
from auditrack.intake.pdf.grids import Table
from auditrack.intake.pdf.headings import Headings
from auditrack.intake.pdf.hyphens import Hyphens
from auditrack.intake.pdf.lines import Line, lines_of, underline
from auditrack.intake.pdf.opening import Bookmark
from auditrack.intake.pdf.pages import on_page, right_edges
from auditrack.intake.pdf.paragraphs import blank_lines, paragraphs_of, usual_space, words_of
from auditrack.intake.pdf.sheets import Frame, Sheet
from auditrack.intake.typed import RULE, is_quotation, lone_number, mend, numbered, together
from auditrack.intake.wrapping import leads_on

_HIGH, _LOW, _NEAR = 0.15, 0.85, 6.0
_LEAST_ASK = 6
_INSET = 20.0


@dataclass(slots=True)
class _Flow:
    """Paragraphs of one run of lines."""

    paragraphs: list[Paragraph] = field(default_factory=list)


def blocks_of(sheets: Sequence[Sheet], marks: Sequence[Bookmark]) -> list[Block]:
    """The blocks of a document whose pages are `sheets`, in reading order."""
    pages = [(sheet, lines_of(sheet)) for sheet in sheets]
    body = edges.body_size(pages)
    edges.even_sizes(pages, body)
    pages = [(sheet, edges.without_stamps(lines, body)) for sheet, lines in pages]
    cleared = edges.without_furniture(pages, body)
    kept: list[list[Line]] = []
    for sheet, lines in zip(sheets, cleared, strict=True):
        underline(lines, sheet)
        kept.append(edges.without_footnotes(lines, sheet, body))
    hyphens = Hyphens(line for lines in kept for line in lines)
    leading = edges.usual_leading(kept)
    content = [on_page(sheet, lines, leading) for sheet, lines in zip(sheets, kept, strict=True)]
    right = right_edges(sheets, content)
    parts: list[_Flow | Table] = []
    for sheet, found in zip(sheets, content, strict=True):
        for part in found:
            if isinstance(part, Table):
                parts.append(part)
                continue
            column = Column(
                part.right if part.right is not None else right[sheet.page],
                leading,
                sheet.scanned,
                sheet.lying,
                min(line.x0 for line in part.lines),
                frames=_frame_edges(sheet, part.lines),
            )
            _append(parts, _Flow(paragraphs_of(part.lines, column)))
    return _Blocks(parts, hyphens, body, marks, leading, _boxes(sheets)).made()


def _frame_edges(sheet: Sheet, lines: Sequence[Line]) -> dict[int, float]:
    """The x at which lines in each frame end: as far from its right edge as from its left."""
    edges_of: dict[int, float] = {}
    for frame in sheet.frames:
        inside = [line for line in lines if line.frame == frame.number]
        if inside:
            inset = min(max(min(line.x0 for line in inside) - frame.left, 0.0), _INSET)
            edges_of[frame.number] = max(frame.right - inset, max(line.x1 for line in inside))
    return edges_of


def _boxes(sheets: Sequence[Sheet]) -> dict[int, int]:
    """The box that each frame is; one that goes on over a page is one box."""
    boxes: dict[int, int] = {}
    last: tuple[Sheet, Frame] | None = None
    for sheet in sheets:
        for frame in sheet.frames:
            boxes[frame.number] = len(boxes) + 1
            if last is not None:
                page, before = last
                cut = before.bottom > _LOW * page.height and frame.top < _HIGH * sheet.height
                wide = abs(before.left - frame.left) + abs(before.right - frame.right) < _NEAR
                if page.page + 1 == sheet.page and cut and wide:
                    boxes[frame.number] = boxes[before.number]
            last = sheet, frame
    return boxes


def _append(parts: list[_Flow | Table], flow: _Flow) -> None:
    """Add a run; its first paragraph may go on with the last one of the run before."""
    last = parts[-1] if parts else None
    if isinstance(last, _Flow) and last.paragraphs and flow.paragraphs:
        before, first = last.paragraphs[-1], flow.paragraphs[0]
        if goes_on(before, first):
            before.lines.extend(first.lines)
            flow.paragraphs.pop(0)
        last.paragraphs.extend(flow.paragraphs)
    else:
        parts.append(flow)


class _Blocks:
    """Makes the blocks of a document from its parts."""

    def __init__(
        self,
        parts: Sequence[_Flow | Table],
        hyphens: Hyphens,
        body: float,
        marks: Sequence[Bookmark],
        leading: dict[int, float],
        boxes: dict[int, int],
    ) -> None:
        self._parts = parts
        self._hyphens = hyphens
        self._boxes = boxes
        self._leading = leading
        said = [
            (paragraph, words_of(paragraph, hyphens))
            for part in parts
            if isinstance(part, _Flow)
            for paragraph in part.paragraphs
        ]
        self._words = {id(paragraph): fold(clean(words)) for paragraph, words in said}
        self._space = usual_space([paragraph for paragraph, _ in said])
        self._spaced: set[int] = set()
        self._headings = Headings(said, body, marks)
        self._blocks: list[Block] = []
        self._tables = 0
        self._header: tuple[str, ...] | None = None
        self._offset = 0

    def made(self) -> list[Block]:
        """The blocks, in order."""
        last: Table | None = None
        for part in self._parts:
            if isinstance(part, Table):
                self._table(part, last)
                last = part
            elif part.paragraphs:
                for paragraph in part.paragraphs:
                    self._paragraph(paragraph)
                last = None
        words = [
            str(block) if block.kind in ("paragraph", "number") else "" for block in self._blocks
        ]
        notes = left_notes(words)
        kept = [
            block
            for place, block in enumerate(self._blocks)
            if place not in notes and not (block.kind == "paragraph" and RULE.match(block.text))
        ]
        return mend(together(kept), self._parted)

    def _parted(self, before: Block, block: Block) -> bool:
        """Whether space or a page end may have cut a paragraph in two."""
        apart = block.order in self._spaced or block.page != before.page
        return apart and (not before.text[:1].islower() or leads_on(before.text))

    def _add(self, block: Block) -> None:
        self._blocks.append(block)
        self._offset += len(block.text) + 1

    def _paragraph(self, paragraph: Paragraph) -> None:
        words = self._words[id(paragraph)]
        page, gap = paragraph.first.page, blank_lines(paragraph, self._space)
        order, offset = len(self._blocks), self._offset
        box = self._boxes.get(paragraph.first.frame or 0)
        if not words:
            return
        if paragraph.space is None or paragraph.space > 0.3:
            self._spaced.add(order)
        level = self._headings.level(paragraph, words)
        lone = lone_number(words)
        if lone is not None and not paragraph.bullet:
            block = Block("number", "", order, 0, *lone, page=page, offset=offset, gap=gap)
            self._add(replace(block, box=box))
            return
        if level is not None:
            block = Block("heading", words, order, level, page=page, offset=offset, gap=gap)
            self._add(replace(block, box=box))
            return
        kind, number, style, rest = numbered(words, paragraph.bullet)
        if number is None and (printed := bare_number(paragraph)) is not None:
            asked = words.removeprefix(printed).strip()
            if is_ask(asked) and len(asked.split()) >= _LEAST_ASK:
                number, style, rest = printed, "ordinal", asked
        self._add(
            Block(
                kind,
                rest,
                order,
                paragraph.indent if paragraph.bullet else 0,
                number,
                style,
                page=page,
                offset=offset,
                gap=gap,
                italic=paragraph.italic,
                quoted=is_quotation(rest),
                box=box,
            )
        )

    def _table(self, table: Table, before: Table | None) -> None:
        rows = row_words(table, self._leading, self._hyphens)
        last = self._blocks[-1] if before is not None and self._blocks else None
        if before is not None and last is not None and continued(before, table):
            cells, rows = follow(last.cells, rows, self._header)
            self._blocks[-1] = replace(last, cells=cells, text=_row_text(cells))
        else:
            self._tables += 1
            self._header = rows[0] if rows else None
        for cells in rows:
            if any(cells):
                self._add(
                    Block(
                        "row",
                        _row_text(cells),
                        len(self._blocks),
                        cells=cells,
                        table=self._tables,
                        page=table.page,
                        offset=self._offset,
                    )
                )


def _row_text(cells: Sequence[str]) -> str:
    return " | ".join(cell.replace("\n", " ") for cell in cells)
