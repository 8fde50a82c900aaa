"""An export as an Excel workbook, its rows written as text: openpyxl takes four times as long.

A sheet for each list with its headings frozen and a filter on, and a sheet About. Texts are typed
as texts, never as formulas, and stand in their cells as on record.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.text import cleaned
from auditrack.reports.exports.about import CHARACTERS, marking_of, particulars
from auditrack.reports.kit.clean import as_attribute, in_xml, on_one_line
from auditrack.reports.kit.imprint import DEMONSTRATION
from auditrack.reports.kit.workbook import MOST_LETTERS, sheet_name
from auditrack.views.export_value import CUT, Column, Export, cell_of

ABOUT = "About"

_MOST_ROWS = 1_048_576
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file can name
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "'")
_ROWS_AT_ONCE = 250
_MOST_IN_HEADER = 80
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MARKUP = re.compile("[&<>]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_TEXT, _QUOTED, _NUMBER, _HEADING, _NAME = 1, 2, 3, 4, 5
"""The styles of cells, by their place in the list of styles."""


def workbook(export: Export) -> bytes:
    """The workbook of a list, or of everything: one sheet each.

    Raises:
        RefusedError: there are more rows than a sheet holds (`too-large`).
    """
    parts = tuple(make() for make in export.parts.values()) or (export,)
    for one in parts:
        if len(one.rows) >= _MOST_ROWS:
            raise RefusedError(
                Refusal(
                    "too-large",
                    f"{one.title} has {len(one.rows):,} rows, and a sheet of Excel holds "
                    f"{_MOST_ROWS:,}.",
                    safe="No export was written; an earlier file is untouched.",
                    todo="Write it as csv or json, or narrow it.",
                )
            )
    taken = {ABOUT.casefold()}
    names = [sheet_name(one.title, taken) for one in parts]
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _package(export, parts, [*names, ABOUT]):
            archive.writestr(_entry(name), text.encode())
        for number, one in enumerate(parts, 1):
            with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as stream:
                for chunk in _sheet(one, is_first=number == 1):
                    stream.write(chunk.encode("utf-8", "replace"))
        about = "".join(_about(export, parts, names))
        archive.writestr(_entry(f"xl/worksheets/sheet{len(parts) + 1}.xml"), about.encode())
    return out.getvalue()


def _sheet(export: Export, is_first: bool) -> Iterator[str]:
    columns = export.columns
    letters = [_letter(number) for number in range(1, len(columns) + 1)]
    last = letters[-1] if letters else "A"
    whole = f"A1:{last}{len(export.rows) + 1}"
    chosen = ' tabSelected="1"' if is_first else ""
    yield (
        f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{whole}"/><sheetViews><sheetView{chosen} workbookViewId="0">'
        '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
        '<selection pane="bottomRight" activeCell="B2" sqref="B2"/></sheetView></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/>'
        f"{_widths(columns)}<sheetData>"
    )
    headings = "".join(
        _text_cell(f"{letter}1", one.heading, _HEADING)
        for letter, one in zip(letters, columns, strict=True)
    )
    yield f'<row r="1">{headings}</row>'
    cells = [(f'<c r="{letter}', one.words) for letter, one in zip(letters, columns, strict=True)]
    chunk: list[str] = []
    for number, row in enumerate(export.rows, 2):
        chunk.append(f'<row r="{number}">')
        for (start, words), value in zip(cells, row, strict=True):
            if value is None or value == "" or value == []:
                continue
            said = value if type(value) is str and not words else cell_of(value, words)
            if type(said) is str:
                chunk.append(_inline(f'{start}{number}"', said))
            elif isinstance(said, bool):
                word = "yes" if said else "no"
                chunk.append(f'{start}{number}" s="1" t="inlineStr"><is><t>{word}</t></is></c>')
            else:
                chunk.append(f'{start}{number}" s="3"><v>{said}</v></c>')
        chunk.append("</row>")
        if not number % _ROWS_AT_ONCE:
            yield "".join(chunk)
            chunk.clear()
    yield "".join(chunk)
    filtered = f'<autoFilter ref="{whole}"/>' if columns else ""
    yield f"</sheetData>{filtered}{_page(export)}</worksheet>"


def _inline(start: str, text: str) -> str:
    """A cell with a text of its own; what a spreadsheet could act on is marked as quoted."""
    style = _QUOTED if text.startswith(_TRIGGERS) else _TEXT
    return (
        f'{start} s="{style}" t="inlineStr"><is><t xml:space="preserve">{_fit(text)}</t></is></c>'
    )


def _fit(text: str) -> str:
    """A text as a cell may hold it: nothing that XML forbids, at most what Excel holds."""
    if not (text.isascii() and text.isprintable()):
        text = cleaned(text)
    if len(text) > MOST_LETTERS // 2:
        text = cut(text)
    if "_x" in text:  # it would be read as the character of that number (ECMA-376, 22.9.2.19)
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return in_xml(text) if _MARKUP.search(text) else text


def cut(text: str) -> str:
    """A text as long as a cell holds, with a sentence where it is not the whole."""
    # Excel counts in units of UTF-16.
    units = text.encode("utf-16-le", "replace")
    if len(units) // 2 <= MOST_LETTERS:
        return text
    kept = units[: 2 * (MOST_LETTERS - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT


def _text_cell(place: str, text: str, style: int) -> str:
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_fit(text)}</t>'
        "</is></c>"
    )


def _about(export: Export, parts: Sequence[Export], names: Sequence[str]) -> Iterator[str]:
    """The sheet that says whose it is, of what, and what every column holds."""
    rows: list[tuple[str, ...]] = [("About this export", "")]
    rows += [*particulars(export), ("Texts", CHARACTERS)]
    if export.parts:
        rows += [(f"Sheet {name}", one.describe()) for name, one in zip(names, parts, strict=True)]
    rows.append(("", ""))
    told: set[tuple[str, str]] = set()
    rows.append(("Heading", "What it holds"))
    for one in parts:
        for column in one.columns:
            if (column.heading, column.said) not in told:
                told.add((column.heading, column.said))
                rows.append((column.heading, column.said))
    yield (
        f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/><cols>'
        '<col min="1" max="1" width="28" customWidth="1"/>'
        '<col min="2" max="2" width="100" customWidth="1"/></cols><sheetData>'
    )
    for number, (name, said) in enumerate(rows, 1):
        first = _text_cell(f"A{number}", name, _NAME) if name else ""
        yield f'<row r="{number}">{first}'
        yield f"{_text_cell(f'B{number}', said, _TEXT) if said else ''}</row>"
    yield f"</sheetData>{_page(export)}</worksheet>"


def _widths(columns: Iterable[Column]) -> str:
    made = "".join(
        f'<col min="{number}" max="{number}" width="{one.width}" customWidth="1"/>'
        for number, one in enumerate(columns, 1)
    )
    return f"<cols>{made}</cols>" if made else ""


def _page(export: Export) -> str:
    """How it prints: A4 across, marked at head and foot."""
    marking = _in_header(marking_of(export))
    made_up = _in_header(DEMONSTRATION) if export.demonstration else ""
    top = " - ".join(part for part in (marking, made_up) if part)
    head = f"<oddHeader>{in_xml(f'&C{top}')}</oddHeader>" if top else ""
    foot = in_xml(
        f"&L{_in_header(export.title)} - register at {export.head}&C{marking}&RPage &P of &N"
    )
    return (
        '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter>{head}<oddFooter>{foot}</oddFooter></headerFooter>"
    )


def _in_header(text: str) -> str:
    """A text in a header or footer, where & begins a code; Excel opens none beyond 255 letters."""
    return on_one_line(text)[:_MOST_IN_HEADER].replace("&", "&&")


def _letter(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _NO_TIME)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3  # as on Linux, wherever this runs
    return entry


def _package(
    export: Export, parts: Sequence[Export], names: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The parts of the package beside its sheets."""
    numbers = range(1, len(names) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [("/xl/workbook.xml", f"{kind}.sheet.main+xml")]
    overrides += [(f"/xl/worksheets/sheet{n}.xml", f"{kind}.worksheet+xml") for n in numbers]
    overrides += [("/xl/styles.xml", f"{kind}.styles+xml")]
    overrides += [
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        (
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ),
    ]
    types = "".join(f'<Override PartName="{part}" ContentType="{of}"/>' for part, of in overrides)
    yield (
        "[Content_Types].xml",
        f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
    )
    yield (
        "_rels/.rels",
        f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_RELATED}/extended-properties" '
        'Target="docProps/app.xml"/></Relationships>',
    )
    sheets = "".join(
        f'<sheet name={as_attribute(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        (
            f'{_DECLARED}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}">'
            f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets>"
            f"<definedNames>{_defined(parts, names)}</definedNames></workbook>"
        ),
    )
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{targets}'
        f'<Relationship Id="rId{len(names) + 1}" Type="{_RELATED}/styles" Target="styles.xml"/>'
        "</Relationships>",
    )
    yield "xl/styles.xml", _STYLES
    yield "docProps/core.xml", _core(export)
    yield (
        "docProps/app.xml",
        f'{_DECLARED}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>auditrack</Application></Properties>',
    )


def _defined(parts: Sequence[Export], names: Sequence[str]) -> str:
    """That the headings repeat on each printed page, and where each filter lies."""
    made = []
    for number, (one, name) in enumerate(zip(parts, names, strict=False)):
        quoted = in_xml("'{}'".format(name.replace("'", "''")))
        last = _letter(len(one.columns)) or "A"
        made.append(
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">'
            f"{quoted}!$A$1:${last}${len(one.rows) + 1}</definedName>"
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{quoted}!$1:$1'
            "</definedName>"
        )
    return "".join(made)


def _core(export: Export) -> str:
    title = f"{export.title}, {on_one_line(export.board)}"
    if export.demonstration:
        title = f"{title} ({DEMONSTRATION})"
    board = in_xml(on_one_line(export.board))
    day = f"{export.as_at.isoformat()}T00:00:00Z"
    return (
        f'{_DECLARED}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{in_xml(title)}</dc:title><dc:creator>{board}</dc:creator>"
        f"<cp:lastModifiedBy>{board}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )


_WRAPPED = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    f'{_DECLARED}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Arial"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Arial"/><family val="2"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFD9D9D9"/><bgColor indexed="64"/>'
    "</patternFill></fill></fills>"
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    f'<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    f'applyAlignment="1">{_WRAPPED}</xf>'
    f'<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" '
    f'applyNumberFormat="1" applyAlignment="1">{_WRAPPED}</xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top"/></xf>'
    f'<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" '
    f'applyFont="1" applyFill="1" applyAlignment="1">{_WRAPPED}</xf>'
    f'<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    f'applyFont="1" applyAlignment="1">{_WRAPPED}</xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
