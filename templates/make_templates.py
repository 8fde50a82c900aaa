"""Makes the Word templates that auditrack ships: `python templates/make_templates.py [FOLDER]`.

The templates are made by a script, and the script is kept beside them, because a change of style
should be readable as a change of text; a test makes them again and compares. It stands here and not
in the package because only people who change the house style run it. Staff who want their own look
copy a template and change it in Word; they never need this file.

Everything is written out in full (no default template underneath), so that nothing of somebody
else's name, thumbnail, language or compatibility mode comes along.
"""

import sys
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

INK = "1F3864"  # dark blue: 11.6 to 1 on white
QUIET = "595959"  # grey: 7 to 1 on white
LINE = "BFBFBF"
SANS = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'

# A4 upright with 2 cm at the sides: 17 cm of text, and 25.7 cm when a section is turned.
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1474" w:right="1134" w:bottom="1474" w:left="1134"'
    ' w:header="567" w:footer="567" w:gutter="0"/>'
    '<w:cols w:space="708"/>'
)


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _paragraph_style(
    name: str,
    layout: str = "",
    look: str = "",
    *,
    based_on: str | None = "Normal",
    following: str | None = None,
    default: bool = False,
    listed: bool = True,
    own: bool = False,
) -> str:
    ident = name.replace(" ", "")
    word_name = name.lower() if name.startswith("Heading") else name
    marks = (' w:default="1"' if default else "") + (' w:customStyle="1"' if own else "")
    parts = [
        f'<w:style w:type="paragraph"{marks} w:styleId="{ident}"><w:name w:val="{word_name}"/>'
    ]
    if based_on is not None:
        parts.append(f'<w:basedOn w:val="{based_on}"/>')
    if following is not None:
        parts.append(f'<w:next w:val="{following}"/>')
    if listed:
        parts.append("<w:qFormat/>")
    if layout:
        parts.append(f"<w:pPr>{layout}</w:pPr>")
    if look:
        parts.append(f"<w:rPr>{look}</w:rPr>")
    return "".join(parts) + "</w:style>"


def _heading(level: int, points: float, before: int, after: int) -> str:
    return _paragraph_style(
        f"Heading {level}",
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="{after}"/>'
        f'<w:outlineLvl w:val="{level - 1}"/>',
        f'<w:b/><w:bCs/><w:color w:val="{INK}"/>{_size(points)}',
        following="Normal",
    )


def _styles() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">'
        '<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="FFFFFF"/></w:rPr>'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{INK}"/></w:tcPr></w:tblStylePr>'
        "</w:style>"
    )
    styles = [
        _paragraph_style("Normal", based_on=None, default=True),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        "</w:style>",
        _paragraph_style(
            "Title",
            '<w:keepNext/><w:spacing w:before="0" w:after="60"/>',
            f'<w:b/><w:bCs/><w:color w:val="{INK}"/>{_size(26)}',
            following="Subtitle",
        ),
        _paragraph_style(
            "Subtitle",
            '<w:keepNext/><w:spacing w:before="0" w:after="200"/>',
            f'<w:color w:val="{QUIET}"/>{_size(16)}',
            following="Normal",
        ),
        _heading(1, 17, 360, 120),
        _heading(2, 13.5, 260, 100),
        _heading(3, 12, 200, 80),
        _paragraph_style(
            "List Bullet",
            '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="80"/>',
        ),
        _paragraph_style("Report Details", '<w:spacing w:after="40"/>', own=True),
        _paragraph_style(
            "Report Note",
            f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{INK}"/></w:pBdr>'
            '<w:spacing w:before="120" w:after="200"/><w:ind w:left="227"/>',
            own=True,
        ),
        _paragraph_style(
            "Table Text",
            '<w:spacing w:before="0" w:after="0" w:line="252" w:lineRule="auto"/>',
            _size(11),
            own=True,
        ),
        _paragraph_style(
            "Table Heading",
            "<w:keepNext/>",
            '<w:b/><w:bCs/><w:color w:val="FFFFFF"/>',
            based_on="TableText",
            own=True,
        ),
        _paragraph_style(
            "Header",
            '<w:spacing w:after="0"/><w:jc w:val="center"/>',
            f'<w:color w:val="{QUIET}"/>{_size(10)}',
            listed=False,
        ),
        _paragraph_style(
            "Footer",
            '<w:spacing w:after="0"/><w:jc w:val="center"/>',
            f'<w:color w:val="{QUIET}"/>{_size(10)}',
            listed=False,
        ),
        table,
    ]
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{SANS}{_size(12)}'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="269" w:lineRule="auto"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{''.join(styles)}</w:styles>"
    )


def _numbering() -> str:
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="397"/></w:tabs>'
        f'<w:ind w:left="397" w:hanging="284"/></w:pPr><w:rPr>{SANS}</w:rPr></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _settings() -> str:
    options = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{options}</w:compat><w:themeFontLang w:val="en-GB"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _line(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(code: str) -> str:
    """A field that Word works out while it lays the page out, so that it need not ask."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _header() -> str:
    bold = f'<w:b/><w:bCs/><w:color w:val="000000"/>{_size(11)}'
    return (
        f'{HEAD}<w:hdr xmlns:w="{W}">'
        + _line("Header", _run("{{marking}}", bold))
        + _line("Header", _run("{{demonstration}}", bold))
        + _line("Header", _run("{{board}} · {{title}}"))
        + "</w:hdr>"
    )


def _footer() -> str:
    bold = f'<w:b/><w:bCs/><w:color w:val="000000"/>{_size(11)}'
    pages = _run("Page ") + _field("PAGE") + _run(" of ") + _field("NUMPAGES")
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}">'
        + _line("Footer", pages)
        + _line("Footer", _run("Register at {{head}} · As at {{as_at}}"))
        + _line("Footer", _run("{{marking}}", bold))
        + "</w:ftr>"
    )


def _document() -> str:
    return (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        + _line("Normal", _run("{{report}}"))
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        f"{PAGE}</w:sectPr></w:body></w:document>"
    )


def _relationships(base: str, targets: dict[str, str]) -> str:
    return (
        f'{HEAD}<Relationships xmlns="{RELS}">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets.items(), 1)
        )
        + "</Relationships>"
    )


def _content_types(overrides: dict[str, str]) -> str:
    return (
        f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>'
            for name, kind in overrides.items()
        )
        + "</Types>"
    )


def progress_parts() -> dict[str, str]:
    """The parts of progress.docx by their name in the package."""
    return {
        "[Content_Types].xml": _content_types(
            {
                "word/document.xml": f"{WORD}.document.main+xml",
                "word/styles.xml": f"{WORD}.styles+xml",
                "word/numbering.xml": f"{WORD}.numbering+xml",
                "word/settings.xml": f"{WORD}.settings+xml",
                "word/header1.xml": f"{WORD}.header+xml",
                "word/footer1.xml": f"{WORD}.footer+xml",
            }
        ),
        "_rels/.rels": _relationships(R, {"officeDocument": "word/document.xml"}),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relationships(
            R,
            {
                "styles": "styles.xml",
                "numbering": "numbering.xml",
                "settings": "settings.xml",
                "header": "header1.xml",
                "footer": "footer1.xml",
            },
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/header1.xml": _header(),
        "word/footer1.xml": _footer(),
    }


def write(path: Path, parts: dict[str, str]) -> None:
    """Writes a package with fixed times, so that the same script makes the same file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode("utf-8"))


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    write(folder / "progress.docx", progress_parts())
    print(f"Made {folder / 'progress.docx'}.")
