"""Makes the Word templates that auditrack ships: `python templates/make_templates.py [FOLDER]`.

One for each kind of report, with a token for each of its parts in a paragraph of its own.
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

from template_styles import HEAD, W, numbering, size, styles

from auditrack.reports.kit.kind import NAMES, Kind, kind_named

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# A4 upright with 2 cm at the sides: 17 cm of text, and 25.7 cm when a section is turned.
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1871" w:right="1134" w:bottom="1701" w:left="1134"'
    ' w:header="567" w:footer="567" w:gutter="0"/>'
    '<w:cols w:space="708"/>'
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


def _line(style: str, content: str, layout: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{content}</w:p>'


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
    bold = f'<w:b/><w:bCs/><w:color w:val="000000"/>{size(12)}'
    return (
        f'{HEAD}<w:hdr xmlns:w="{W}">'
        + _line("Header", _run("{{marking}}", bold))
        + _line("Header", _run("{{demonstration}}", bold))
        + _line("Header", _run("{{board}} · {{title}}"), '<w:spacing w:after="160"/>')
        + "</w:hdr>"
    )


def _footer() -> str:
    bold = f'<w:b/><w:bCs/><w:color w:val="000000"/>{size(12)}'
    pages = _run("Page ") + _field("PAGE") + _run(" of ") + _field("NUMPAGES")
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}">'
        + _line("Footer", pages)
        + _line("Footer", _run("Register at {{head}} · As at {{as_at}}"))
        + _line("Footer", _run("{{marking}}", bold))
        + "</w:ftr>"
    )


def _document(kind: Kind) -> str:
    return (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        + "".join(_line("Normal", _run(f"{{{{{token}}}}}")) for token in kind.printed())
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


def parts_of(kind: Kind) -> dict[str, str]:
    """The parts of a kind's template by their name in the package."""
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
        "word/document.xml": _document(kind),
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
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(),
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


def make_all(folder: Path) -> None:
    """Makes the template of every kind of report in a folder."""
    for name in NAMES:
        write(folder / f"{name}.docx", parts_of(kind_named(name)))
        print(f"Made {folder / name}.docx.")


if __name__ == "__main__":
    make_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
