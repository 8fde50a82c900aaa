"""Tables of a Word report: a header row that repeats, rows that stay whole, no merged cells.

A table is written as text from a prototype of its row, and stays text until the file is put
together. Going through python-docx's `table.cell()` would look the whole table over again for every
cell, and making elements only to serialise them again would triple the time of a long report.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

import msgspec

from auditrack.reports.kit.clean import as_attribute, for_word, in_xml, on_one_line

FILLS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "B": ("1F4E79", "FFFFFF"),
        "R": ("C00000", "FFFFFF"),
        "A": ("FFD966", "000000"),
        "G": ("C6E0B4", "000000"),
        "-": ("E7E6E6", "000000"),
    }
)
"""Shade and ink of a BRAG letter, each pair above 4.5 to 1. The word always stands beside it."""


class Column(msgspec.Struct, frozen=True):
    """A column: its heading, its share of the width, and whether it holds numbers."""

    heading: str
    share: float
    numbers: bool = False


class Cell(msgspec.Struct, frozen=True):
    """A cell with a line of its own in bold above its text, or a shade behind it (`FILLS`)."""

    text: str
    lead: str = ""
    fill: str | None = None


class Table(msgspec.Struct, frozen=True):
    """A table to print. `caption` says in a few words what it holds; it stands above the table.

    `width` is its part of the width between the margins; `totals` numbers rows to set in bold;
    `together` keeps a small table on one page. Rows beyond `MOST_ROWS` go to a workbook, into a
    sheet called `name` (else by the caption), unless `whole`.
    """

    caption: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[str | Cell]]
    width: float = 1.0
    totals: frozenset[int] = frozenset()
    together: bool = False
    name: str = ""
    whole: bool = False


MOST_ROWS = 500
"""The most rows of a table that are printed; nobody reads more of them on paper."""


class TableStyles(msgspec.Struct, frozen=True):
    """The template's identifiers of the table style and of the paragraphs in its cells."""

    table: str
    heading: str
    text: str


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_LETTER, _EDGES = 142, 180
"""The width of a letter of a heading and of a cell's edges, in twentieths of a point."""
_TO_THE_RIGHT = '<w:jc w:val="right"/>'
_BOLD = "<w:b/><w:bCs/>"


def table_xml(table: Table, available: int, styles: TableStyles) -> str:
    """The table as XML that stands by itself, with all rows that it is given.

    Args:
        table: what to print.
        available: the width between the margins, in twentieths of a point.
        styles: what the template calls its styles.
    """
    widths = _widths(table, available)
    caption = on_one_line(table.caption)
    headings = [column.heading for column in table.columns]
    description = f"{caption}. Columns: {on_one_line(', '.join(headings))}."
    pieces = [
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblStyle w:val={as_attribute(styles.table)}/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={as_attribute(caption)}/>"
        f"<w:tblDescription w:val={as_attribute(description)}/></w:tblPr><w:tblGrid>",
        *(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid>",
        _Row(table.columns, widths, styles.heading, is_header=True).filled(headings),
    ]
    rows = list(table.rows)
    plain = _Row(table.columns, widths, styles.text)
    kept = _Row(table.columns, widths, styles.text, stays=True)
    for number, cells in enumerate(rows):
        # The first row stays with the second: LibreOffice may lose what follows a single row that
        # it leaves on a page where another long table has just ended.
        stays = (table.together or number == 0) and number < len(rows) - 1
        row = kept if stays else plain
        pieces.append(row.filled(cells, _BOLD if number in table.totals else ""))
    pieces.append("</w:tbl>")
    return "".join(pieces)


def _widths(table: Table, available: int) -> list[int]:
    """Whole widths that add up to the table's, so that Word and the grid agree.

    They follow the columns' shares, but no column is too narrow for a word of its heading where
    the others can spare it.
    """
    whole = round(available * table.width)
    needs = [
        max(map(len, column.heading.split()), default=0) * _LETTER + _EDGES
        for column in table.columns
    ]
    shares = [column.share for column in table.columns]
    fixed: set[int] = set()
    if sum(needs) <= whole:
        while True:
            left = whole - sum(needs[n] for n in fixed)
            of = sum(share for n, share in enumerate(shares) if n not in fixed)
            tight = {
                n
                for n, share in enumerate(shares)
                if n not in fixed and left * share / of < needs[n]
            }
            if not tight:
                break
            fixed |= tight
        shares = [needs[n] if n in fixed else left * share / of for n, share in enumerate(shares)]
    edges = [round(whole * sum(shares[:n]) / sum(shares)) for n in range(len(shares) + 1)]
    return [end - start for start, end in pairwise(edges)]


class _Row:
    """The prototype of a row: what stands before and after the text of each cell."""

    def __init__(
        self,
        columns: Sequence[Column],
        widths: Sequence[int],
        style: str,
        is_header: bool = False,
        stays: bool = False,
    ) -> None:
        self._start = (
            f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_header else ''}</w:trPr>"
        )
        cells = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>' for width in widths]
        paragraphs = [
            f"</w:tcPr><w:p><w:pPr><w:pStyle w:val={as_attribute(style)}/>"
            f"{'<w:keepNext/>' if stays or is_header else ''}"
            f"{_TO_THE_RIGHT if column.numbers else ''}</w:pPr>"
            for column in columns
        ]
        self._cells = [
            (cell, paragraph, cell + paragraph)
            for cell, paragraph in zip(cells, paragraphs, strict=True)
        ]

    def filled(self, cells: Sequence[str | Cell], look: str = "") -> str:
        """The row with these texts, in the look of run properties."""
        pieces = [self._start]
        for (cell, paragraph, both), text in zip(self._cells, cells, strict=True):
            if isinstance(text, str):
                pieces += (both, run_xml(text, look), "</w:p></w:tc>")
            else:
                pieces += (cell, *_shaded(text, paragraph, look), "</w:p></w:tc>")
        pieces.append("</w:tr>")
        return "".join(pieces)


def _shaded(cell: Cell, paragraph: str, look: str) -> Iterable[str]:
    if cell.fill is not None:
        shade, ink = FILLS.get(cell.fill, FILLS["-"])
        yield f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'
        look = f'{look}<w:color w:val="{ink}"/>'
    yield paragraph
    if cell.lead:
        bold = look if look.startswith(_BOLD) else _BOLD + look
        yield run_xml(cell.lead + ("\n" if cell.text else ""), bold)
    if cell.text or not cell.lead:
        yield run_xml(cell.text, look)


def run_xml(text: str, look: str = "") -> str:
    """A run of text: cleaned, brackets and all as typed, newlines as line breaks."""
    shown = in_xml(for_word(text))
    if "\n" in shown:
        shown = shown.replace("\n", _BREAK)
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{shown}</w:t></w:r>'
