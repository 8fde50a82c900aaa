"""The workbook inside a chart, written as text: openpyxl takes longer to import than to use."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from string import ascii_uppercase
from zipfile import ZIP_DEFLATED, ZipFile

from auditrack.reports.kit.clean import as_attribute, for_word, in_xml
from auditrack.reports.kit.workbook import timeless

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">'
_TYPES = (
    f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # ECMA-376, 22.9.2.19
_PLAIN = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
_STYLES = (
    f'{_DECLARED}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Arial"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1">{_PLAIN}/></cellStyleXfs>'
    f'<cellXfs count="2">{_PLAIN} xfId="0"/>{_PLAIN} xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def chart_workbook(sheet: str, rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """A workbook of one sheet that holds these rows from A1 on and nothing else.

    Texts are typed as texts, never as formulas; None is an empty cell. At most 26 columns. The same
    rows make the same bytes, and there is nobody's name and no hour in it.
    """
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{_RELATIONSHIPS}<Relationship Id="rId1" '
        f'Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_DECLARED}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}">'
        f'<sheets><sheet name={as_attribute(sheet)} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_RELATIONSHIPS}<Relationship Id="rId1" '
        f'Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_RELATED}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetData>'
        f"{''.join(_row(number, row) for number, row in enumerate(rows, 1))}"
        "</sheetData></worksheet>",
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(timeless(name), text.encode())
    return out.getvalue()


def _row(number: int, row: Sequence[str | int | None]) -> str:
    cells = "".join(
        _cell(f"{letter}{number}", value)
        for letter, value in zip(ascii_uppercase, row, strict=False)
        if value is not None
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: str | int) -> str:
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = for_word(value)
    quoted = ' s="1"' if text.startswith(("=", "+", "-", "@", "\t", "\r")) else ""
    shown = in_xml(_LOOKS_ESCAPED.sub("_x005F_", text))
    return f'<c r="{place}"{quoted} t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
