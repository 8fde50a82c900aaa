"""Sets the blocks of a made-up document as a PDF, in one of several manners.

The files are plain PDF syntax, made at test time and the same each time: what producers do with
fonts, columns, tables, numbers, running heads and page ends is named by the fields of `Manner`.
"""

import random
from dataclasses import dataclass, replace

import pypdfium2  # noqa: F401
import pypdfium2.raw as pdfium

from auditrack.intake.blocks import BOLD_LINE, Block
from auditrack.intake.columns import is_header

from .pdf_parts import file_of, stream

FAMILIES = {
    "helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "times": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "courier": ("Courier", "Courier-Bold", "Courier-Oblique"),
}
REGULAR, BOLD, ITALIC, SYMBOL = range(4)


@dataclass(frozen=True)
class Manner:
    """How a document is set. Lengths in points; colours play no part."""

    family: str = "helvetica"
    size: float = 11
    leading: float = 1.25
    space: float = 8
    page: tuple[float, float] = (595, 842)
    margin: float = 72
    columns: int = 1
    gutter: float = 22
    indent: float = 0
    justified: bool = False
    headings: str = "large"  # or "bold", "caps", "underlined"
    numbers: str = "hanging"  # or "inline", "margin"
    bullet: str = "•"  # or "–", "o", "symbol"
    tables: str = "ruled"  # or "lines", "open", "shaded"
    order: str = "cells"  # or "lines": all columns of a line, then the next line
    padding: float = 5
    split: bool = True
    head: str | None = None
    foot: str | None = "Page {page}"
    turn: int = 0
    scanned: bool = False
    stamp: str | None = None
    footnotes: bool = False


_WIDTHS: dict[str, dict[str, float]] = {}


def _width(font: str, text: str, size: float) -> float:
    widths = _WIDTHS.get(font)
    if widths is None:
        widths = _WIDTHS[font] = _measured(font)
    return sum(widths.get(letter, 0.5) for letter in text) * size


def _measured(font):
    """The widths of a standard font's letters, for a size of 1."""
    import ctypes

    document = pdfium.FPDF_CreateNewDocument()
    held = pdfium.FPDFText_LoadStandardFont(document, font.encode())
    widths, wide = {}, ctypes.c_float()
    for code in range(32, 256):
        try:
            letter = bytes([code]).decode("cp1252")
        except UnicodeDecodeError:
            continue
        if pdfium.FPDFFont_GetGlyphWidth(held, ord(letter), 1000, wide) and wide.value:
            widths[letter] = wide.value / 1000
    pdfium.FPDFFont_Close(held)
    pdfium.FPDF_CloseDocument(document)
    return widths


@dataclass
class _Text:
    """Words to be set on one line at a place, from the upper left."""

    x: float
    y: float
    words: str
    font: int
    size: float
    stretch: float = 0.0


class _Setting:
    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.random = random.Random(7)
        self.pages: list[list[str]] = []
        self.names = FAMILIES[manner.family] + ("Symbol",)
        self.wide, self.high = manner.page
        inner = self.wide - 2 * manner.margin - (manner.columns - 1) * manner.gutter
        self.column_width = inner / manner.columns
        self.column = manner.columns
        self.noted = 0
        self.y = 0.0
        self.next_column()

    # Places

    @property
    def left(self):
        return self.manner.margin + self.column * (self.column_width + self.manner.gutter)

    @property
    def line_height(self):
        return self.manner.size * self.manner.leading

    @property
    def bottom(self):
        return self.high - self.manner.margin - (24 if self.manner.footnotes else 0)

    def next_column(self):
        self.column += 1
        if self.column >= self.manner.columns:
            self.column = 0
            self.pages.append([])
            self._furniture()
        self.y = self.manner.margin + self.manner.size

    def _footnote(self):
        """Small print at the foot of a page, below a short rule, and its mark in the text."""
        y, left = self.bottom + 14, self.manner.margin
        self.rule(left, y - 10, left + 120, y - 10)
        number = str(len(self.pages))
        self.put(_Text(left, y - 2.5, number, REGULAR, 5.5))
        said = "See the guidance of that year, which the agencies had all signed and few had read."
        self.put(_Text(left + 6, y, said, REGULAR, 8))

    def need(self, height):
        if self.y + height > self.bottom and self.y > self.manner.margin + 2 * self.manner.size:
            self.next_column()
            return True
        return False

    def _furniture(self):
        page, size = len(self.pages), 9
        for words, y in ((self.manner.head, 36), (self.manner.foot, self.high - 36)):
            if words:
                said = words.format(page=page)
                x = (self.wide - self.width(said, REGULAR, size)) / 2
                self.put(_Text(x, y, said, REGULAR, size))
        if self.manner.footnotes:
            self._footnote()
        if self.manner.stamp:
            self.pages[-1].append(
                f"BT /F2 70 Tf 0.707 0.707 -0.707 0.707 150 250 Tm 0.9 g "
                f"({self.manner.stamp}) Tj ET 0 g"
            )

    # Drawing

    def width(self, text, font, size):
        return _width(self.names[font], text, size)

    def put(self, text: _Text):
        if not text.words:
            return
        if self.manner.scanned:
            x = text.x
            for word in text.words.split(" "):
                shift = self.random.uniform(-0.5, 0.5)
                size = text.size * self.random.uniform(0.95, 1.05)
                fit = 100 * text.size / size  # a recogniser stretches its letters over the picture
                self._show(replace(text, x=x, y=text.y + shift, words=word, size=size), 3, fit)
                x += self.width(word + " ", text.font, text.size) + text.stretch
            return
        self._show(text, 0)

    def _show(self, text, mode, fit=100.0):
        raw = text.words.encode("cp1252", errors="replace").hex()
        x, y = text.x, self.high - text.y
        if self.manner.turn == 90:  # words run up the page, which a viewer turns
            matrix = f"0 1 -1 0 {self.high - y:.2f} {x:.2f}"
        else:
            matrix = f"1 0 0 1 {x:.2f} {y:.2f}"
        self.pages[-1].append(
            f"BT /F{text.font + 1} {text.size:.2f} Tf {mode} Tr {text.stretch:.3f} Tw "
            f"{fit:.1f} Tz "
            f"{matrix} Tm <{raw}> Tj ET"
        )

    def rule(self, x0, y0, x1, y1):
        y0, y1 = self.high - y0, self.high - y1
        if self.manner.turn == 90:
            x0, y0, x1, y1 = self.high - y0, x0, self.high - y1, x1
        self.pages[-1].append(f"0.5 w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def shade(self, x, y, wide, high):
        self.pages[-1].append(
            f"0.93 g {x:.2f} {self.high - y - high:.2f} {wide:.2f} {high:.2f} re f 0 g"
        )

    # Lines

    def broken(self, text, font, size, width, first=None):
        """A text broken into lines; `first` is the width of the first one."""
        lines, line = [], ""
        room = width if first is None else first
        for word in text.split(" "):
            tried = f"{line} {word}" if line else word
            if line and self.width(tried, font, size) > room:
                lines.append(line)
                line, room = word, width
            else:
                line = tried
        return [*lines, line]

    def paragraph(self, text, font, size, x, width, first_x=None, lead=1.25, marker=None):
        """Sets a paragraph; its first line at `first_x`, a marker (x, words, font) beside it."""
        first_x = x if first_x is None else first_x
        lines = self.broken(text, font, size, width, width - (first_x - x))
        for index, line in enumerate(lines):
            self.need(size)
            at = first_x if index == 0 else x
            stretch = 0.0
            if self.manner.justified and index + 1 < len(lines) and " " in line:
                room = width - (at - x) - self.width(line, font, size)
                stretch = max(0.0, room / line.count(" "))
            offset = self.left - self.base_left
            if index == 0 and marker is not None:
                self.put(_Text(marker[0] + offset, self.y, marker[1], marker[2], size))
            self.put(_Text(at + offset, self.y, line, font, size, stretch))
            if self.manner.footnotes and line.endswith(".") and self.noted < len(self.pages):
                self.noted = len(self.pages)
                end = at + offset + self.width(line, font, size) + 1
                self.put(_Text(end, self.y - 0.35 * size, str(self.noted), REGULAR, 0.6 * size))
            if font == BOLD and self.manner.headings == "underlined":
                end = at + offset + self.width(line, font, size)
                self.rule(at + offset, self.y + 1.5, end, self.y + 1.5)
            self.y += size * lead

    # Blocks

    def set(self, blocks: list[Block]):
        index = 0
        while index < len(blocks):
            block = blocks[index]
            if block.kind == "row":
                end = index
                while end < len(blocks) and blocks[end].table == block.table:
                    end += 1
                self.table([row.cells for row in blocks[index:end]])
                index = end
                continue
            self.block(block, blocks[index + 1] if index + 1 < len(blocks) else None)
            index += 1

    def block(self, block, after):
        manner = self.manner
        self.base_left = self.left
        left, width, size = self.left, self.column_width, manner.size
        if block.kind == "heading":
            self._heading(block)
            return
        font = ITALIC if block.italic else REGULAR
        space = manner.space
        if block.gap > 1:
            self.y += space
        if block.kind == "number":
            self.paragraph(printed(block), REGULAR, size, left, width, lead=manner.leading)
        elif block.kind == "bullet" and block.number is None:
            deeper = min(block.level, 8) * 4
            mark = (left + 14 + deeper, manner.bullet, REGULAR)
            if manner.bullet == "symbol":
                mark = (mark[0], "·", SYMBOL)
            text_x = left + 30 + deeper
            self.paragraph(
                block.text, font, size, text_x, left + width - text_x,
                lead=manner.leading, marker=mark,
            )  # fmt: skip
            space = manner.space if after is None or after.kind != "bullet" else 1.0
        elif block.number is not None and manner.numbers != "inline":
            out = manner.numbers == "margin" and block.style == "decimal"
            broad = self.width(printed(block), font, size)
            text_x = left if out else left + max(34, broad + 8)
            mark = (left - broad - 8 if out else left, printed(block), font)
            self.paragraph(
                block.text, font, size, text_x, left + width - text_x,
                lead=manner.leading, marker=mark,
            )  # fmt: skip
        else:
            self.paragraph(
                str(block) if block.number is None else f"{printed(block)} {block.text}",
                font, size, left, width,
                first_x=left + (manner.indent if block.number is None else 0),
                lead=manner.leading,
            )  # fmt: skip
        self.y += space

    def _heading(self, block):
        manner = self.manner
        level = block.level or 3
        size = manner.size
        words = block.text
        if manner.headings == "large" and level != BOLD_LINE:
            size *= {1: 1.7, 2: 1.4, 3: 1.2}.get(level, 1.1)
        if manner.headings == "caps" and level <= 2:
            words = words.upper()
        self.need(size + 3 * self.line_height)
        self.y += max(manner.space * 0.8, 6) + (size - manner.size)
        self.base_left = self.left
        self.paragraph(words, BOLD, size, self.left, self.column_width, lead=1.2)
        self.y += max(manner.space * 0.6, 3)

    # Tables

    def table(self, rows):
        manner = self.manner
        self.y += 4
        wide = max(map(len, rows))
        rows = [(*row, *([""] * (wide - len(row)))) for row in rows]
        shares = [min(max(max(len(row[place]) for row in rows), 14), 90) for place in range(wide)]
        header = rows[0] if is_header(rows[0]) else None
        size = manner.size - 1
        widths = self._widths(rows, shares, size)
        while widths is None:
            size -= 0.5
            widths = self._widths(rows, shares, size)
        height = size * 1.2
        top = self.y - size
        for number, row in enumerate(rows):
            font = BOLD if row is header else REGULAR
            cells = [
                self._cell(cell, font, size, widths[place] - 2 * manner.padding)
                for place, cell in enumerate(row)
            ]
            done = 0
            tall = max(map(len, cells), default=1) or 1
            while done < tall:
                room = int((self.bottom - top - 2 * manner.padding) / height)
                need = tall - done
                if room < min(need, 1 if manner.split else need) and top > manner.margin + 20:
                    top = self._over_page(header if number else None, widths, size)
                    continue
                part = [cell[done : done + max(room, 1)] for cell in cells]
                top = self._row(part, widths, top, size, number)
                done += max(room, 1)
        self.y = top + size + manner.space + 4

    def _widths(self, rows, shares, size):
        """The widths of the columns, or None where a word would not fit its own."""
        least = [
            max(self.width(word, BOLD, size) for row in rows for word in row[place].split() or [""])
            + 2 * self.manner.padding
            for place in range(len(shares))
        ]
        spare = self.column_width - sum(least)
        if spare < 0 and size > 4:
            return None
        return [low + spare * share / sum(shares) for low, share in zip(least, shares, strict=True)]

    def _over_page(self, header, widths, size):
        self.next_column()
        top = self.y - size
        if header is not None:
            cells = [
                self._cell(cell, BOLD, size, width - 2 * self.manner.padding)
                for cell, width in zip(header, widths, strict=True)
            ]
            top = self._row(cells, widths, top, size, 0)
        return top

    def _cell(self, text, font, size, width):
        lines = []
        for paragraph in text.split("\n") if text else []:
            bullet = paragraph.startswith("- ")
            words = paragraph.removeprefix("- ")
            for index, line in enumerate(self.broken(words, font, size, width - 12 * bullet)):
                lines.append((line, font, bullet and index == 0, 12 * bullet))
        return lines

    def _row(self, cells, widths, top, size, number):
        manner = self.manner
        height = size * 1.2
        tall = max(map(len, cells), default=1) or 1
        high = tall * height + 2 * manner.padding
        lefts = [self.left + sum(widths[:place]) for place in range(len(widths))]
        if manner.tables == "shaded" and number % 2 == 0:
            for x, width in zip(lefts, widths, strict=True):
                self.shade(x, top, width, high)
        places = [(place, index) for place, cell in enumerate(cells) for index in range(len(cell))]
        if manner.order == "lines":
            places.sort(key=lambda pair: (pair[1], pair[0]))
        for place, index in places:
            words, font, bullet, inset = cells[place][index]
            x = lefts[place] + manner.padding
            y = top + manner.padding + size * 0.9 + index * height
            if bullet:
                self.put(_Text(x, y, "•" if manner.bullet == "symbol" else manner.bullet, 0, size))
            self.put(_Text(x + inset, y, words, font, size))
        right = lefts[-1] + widths[-1]
        if manner.tables == "ruled":
            for x in (*lefts, right):
                self.rule(x, top, x, top + high)
        if manner.tables in ("ruled", "lines"):
            self.rule(lefts[0], top, right, top)
            self.rule(lefts[0], top + high, right, top + high)
        return top + high


def printed(block: Block) -> str:
    """A block's number as documents print it."""
    if block.style == "ordinal":
        return f"{block.number}."
    if block.style in ("letter", "roman"):
        return f"({block.number})"
    return block.number or ""


def as_pdf(blocks, manner: Manner = Manner()) -> bytes:
    """A PDF of the blocks."""
    if manner.turn == 90:
        manner = replace(manner, page=(manner.page[1], manner.page[0]))
    setting = _Setting(manner)
    setting.set(list(blocks))
    size = manner.page if manner.turn != 90 else (manner.page[1], manner.page[0])
    return written(setting.pages, setting.names, size, manner)


def written(pages, names, size, manner=Manner()) -> bytes:
    """The syntax of a PDF whose pages are lists of drawing commands."""
    objects: list[bytes] = [b"", b""]
    fonts = []
    for name in names:
        encoding = b"" if name == "Symbol" else b" /Encoding /WinAnsiEncoding"
        base = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name}".encode()
        objects.append(base + encoding + b" >>")
        fonts.append(len(objects))
    picture = b""
    if manner.scanned:
        entries = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
        objects.append(stream(b"\x80", entries + b" /ColorSpace /DeviceGray"))
        picture = f" /XObject << /P {len(objects)} 0 R >>".encode()
    resources = b" ".join(f"/F{i} {n} 0 R".encode() for i, n in enumerate(fonts, 1))
    kids = []
    for commands in pages:
        drawn = "\n".join(commands)
        if manner.scanned:
            drawn = f"q {size[0]} 0 0 {size[1]} 0 0 cm /P Do Q\n{drawn}"
        objects.append(stream(drawn.encode("latin-1"), b""))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
            f"/Rotate {manner.turn} /Contents {len(objects)} 0 R".encode()
            + b" /Resources << /Font << " + resources + b" >>" + picture + b" >> >>"
        )  # fmt: skip
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = b" ".join(f"{kid} 0 R".encode() for kid in kids)
    count = f"/Count {len(kids)}".encode()
    objects[1] = b"<< /Type /Pages /Kids [" + listed + b"] " + count + b" >>"
    return file_of(objects)
