"""The body of a document in reading order, as paragraphs and tables."""

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from auditrack.intake.word.inline import Inline, is_placeholder
from auditrack.intake.word.markup import ALTERNATE, VAL, branch, on, w, whole
from auditrack.intake.word.numbering import Numbering, Printed, indent_of
from auditrack.intake.word.printed import Cell, Content, Counts, Paragraph, Piece, Row, Table
from auditrack.intake.word.styles import Style, Styles, list_reference, outline_level

_P, _TABLE, _CONTROL, _ROW, _CELL = w("p"), w("tbl"), w("sdt"), w("tr"), w("tc")
_THROUGH: Final = frozenset({w("sdtContent"), w("customXml"), w("smartTag"), w("ins"), w("moveTo")})
_MOST_COLUMNS: Final = 63
_DEEPEST_TABLE: Final = 8
"""Tables nested deeper only set text on the page: what is in them is read as text."""


class Story:
    """Walks a body once; `counts` says what no block shows, `pages` how many were seen."""

    def __init__(self, body: etree._Element, styles: Styles, numbering: Numbering) -> None:
        self._body = body
        self._styles = styles
        self._numbering = numbering
        self.counts = Counts()
        # Where Word noted its own page ends, the breaks that a person set are among them.
        self._noted = next(body.iter(w("lastRenderedPageBreak")), None) is not None
        self._inline = Inline(styles, self.counts, self._noted)
        self._carried: list[list[Piece]] = []
        self._gap = 0
        self._deep = 0
        self._in_row = False
        self._new_page_after = () if self._noted else _sections(body)
        self._section = 0

    @property
    def pages(self) -> int | None:
        """The pages of the document, or None where it does not say."""
        return self._inline.page if self._noted or self._inline.page > 1 else None

    def read(self) -> list[Content]:
        """All that is printed, in reading order."""
        found: list[Content] = []
        self._blocks(self._body, found)
        return found

    def _blocks(self, parent: etree._Element, into: list[Content]) -> None:
        for child in parent:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, into)
            elif tag == _TABLE:
                self._table(child, into)
            elif tag == _CONTROL:
                if not is_placeholder(child) and not _is_contents(child):
                    self._blocks(child, into)
            elif tag in _THROUGH:
                self._blocks(child, into)
            elif tag == ALTERNATE:
                chosen = branch(child)
                if chosen is not None:
                    self._blocks(chosen, into)
            elif tag == w("altChunk"):
                self.counts.chunks += 1

    # Paragraphs

    def _paragraph(self, element: etree._Element, into: list[Content]) -> None:
        ppr = element.find(w("pPr"))
        named = ppr.find(w("pStyle")) if ppr is not None else None
        style = self._styles.paragraph(named.get(VAL) if named is not None else None)
        inline = self._inline
        if inline.fields.contents and style.level and not style.contents:
            inline.fields.end_contents()
        if not self._noted and _begins_page(ppr, style) and into:
            inline.page += 1
        lines, boxes = inline.read(element, style.letters)
        page = inline.page_of_text or inline.page
        hid, left_out = inline.hid, inline.left_out
        mark = ppr.find(w("rPr")) if ppr is not None else None
        if mark is not None and mark.find(w("del")) is not None:
            # Its end is deleted: what it says goes on in the next paragraph.
            self._carried = _joined(self._carried, lines)
        else:
            lines = _joined(self._carried, lines)
            self._carried = []
            says = any(piece.text.strip() for line in lines for piece in line)
            number = None
            if not (left_out or style.contents or (hid and not says)):
                number = self._number(ppr, style)
            # A number alone is printed in a column of numbers; elsewhere it was left by mistake.
            alone = number is not None and (number.worded or self._in_row)
            if (says or alone) and not style.contents and not style.note:
                into.append(self._set(ppr, style, lines, number, page))
                self._gap = 0
            elif not (says or hid or left_out or boxes):
                self._gap += 1
        for box in boxes:
            if self._deep >= _DEEPEST_TABLE:
                self._blocks(box, into)
                continue
            inside: list[Content] = []
            self._deep += 1
            self._blocks(box, inside)
            self._deep -= 1
            if inside:
                into.append(Table([Row([Cell(inside)], page=page)]))
        self._end_section(ppr)

    def _set(
        self,
        ppr: etree._Element | None,
        style: Style,
        lines: list[list[Piece]],
        number: Printed | None,
        page: int,
    ) -> Paragraph:
        outline = ppr.find(w("outlineLvl")) if ppr is not None else None
        level = style.level if outline is None else outline_level(outline)
        indent = indent_of(ppr)
        if indent is None and number is not None:
            indent = number.indent
        if indent is None:
            indent = style.indent
        return Paragraph(lines, style, level, number, indent or 0, page, self._gap)

    def _number(self, ppr: etree._Element | None, style: Style) -> Printed | None:
        numpr = ppr.find(w("numPr")) if ppr is not None else None
        list_id = level = None
        if numpr is not None:
            list_id, level = list_reference(numpr)
        if list_id is None:
            list_id = style.list_id
            if list_id is not None and level is None:
                level = self._numbering.level_of(list_id, style.list_style)
                level = style.list_level if level is None else level
        return self._numbering.next(list_id, level or 0) if list_id else None

    def _end_section(self, ppr: etree._Element | None) -> None:
        if not self._noted and ppr is not None and ppr.find(w("sectPr")) is not None:
            self._section += 1
            if self._section < len(self._new_page_after) and self._new_page_after[self._section]:
                self._inline.page += 1

    # Tables

    def _table(self, element: etree._Element, into: list[Content]) -> None:
        self._gap = 0
        rows = [
            (row, row.find(w("trPr"))) for row in _found(element, _ROW) if not self._left_out(row)
        ]
        if self._deep >= _DEEPEST_TABLE:
            for row, _ in rows:
                for cell in _found(row, _CELL):
                    self._blocks(cell, into)
            return
        self._deep, outer, self._in_row = self._deep + 1, self._in_row, True
        table = Table([self._row(row, properties) for row, properties in rows])
        self._deep, self._in_row = self._deep - 1, outer
        if table.rows:
            into.append(table)

    def _left_out(self, row: etree._Element) -> bool:
        """Whether a row is deleted, or hidden; either is said."""
        properties = row.find(w("trPr"))
        if properties is None:
            return False
        if properties.find(w("del")) is not None:
            self.counts.deletions += 1
            return True
        hidden = properties.find(w("hidden"))
        if hidden is None or not on(hidden):
            return False
        self.counts.hidden_words += sum(len((text.text or "").split()) for text in row.iter(w("t")))
        return True

    def _row(self, element: etree._Element, properties: etree._Element | None) -> Row:
        before = properties.find(w("gridBefore")) if properties is not None else None
        started = last = self._inline.page
        row = Row([], _columns(before, 0), started)
        for cell in _found(element, _CELL):
            # A row that a page end cuts notes it in each of its cells.
            self._inline.page = started
            made = self._cell(cell)
            if len(row.cells) < _MOST_COLUMNS:
                row.cells.append(made)
            else:
                row.cells[-1].inside.extend(made.inside)
            last = max(last, self._inline.page)
        self._inline.page = last
        return row

    def _cell(self, element: etree._Element) -> Cell:
        properties = element.find(w("tcPr"))
        inside: list[Content] = []
        self._blocks(element, inside)
        self._gap = 0
        if properties is None:
            return Cell(inside)
        if properties.find(w("cellDel")) is not None:
            inside = []
        merged = properties.find(w("vMerge"))
        goes_on = merged is not None and merged.get(VAL, "continue") == "continue"
        beside = properties.find(w("hMerge"))
        if beside is not None and beside.get(VAL, "continue") == "continue":
            inside = []
        return Cell(inside, _columns(properties.find(w("gridSpan")), 1), goes_on)


def _columns(element: etree._Element | None, least: int) -> int:
    if element is None:
        return least
    value = whole(element.get(VAL), least, _MOST_COLUMNS)
    return least if value is None else value


def _found(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == _CONTROL or child.tag in _THROUGH:
            yield from _found(child, tag)
        elif child.tag == ALTERNATE:
            chosen = branch(child)
            if chosen is not None:
                yield from _found(chosen, tag)


def _joined(carried: list[list[Piece]], lines: list[list[Piece]]) -> list[list[Piece]]:
    """Lines that follow others without the end of a paragraph between them."""
    if not carried:
        return lines
    return [*carried[:-1], [*carried[-1], *lines[0]], *lines[1:]]


def _is_contents(control: etree._Element) -> bool:
    """Whether a content control holds the table of contents that Word makes."""
    gallery = control.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and "table of contents" in gallery.get(VAL, "").lower()


def _begins_page(ppr: etree._Element | None, style: Style) -> bool:
    before = ppr.find(w("pageBreakBefore")) if ppr is not None else None
    return style.page_before if before is None else on(before)


def _sections(body: etree._Element) -> Sequence[bool]:
    """For each section, whether it begins on a new page; what is said stands at its end."""
    begins: list[bool] = []
    for section in body.iter(w("sectPr")):
        kind = section.find(w("type"))
        begins.append(kind is None or kind.get(VAL) not in ("continuous", "nextColumn"))
    return begins
