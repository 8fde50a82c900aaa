"""Word documents made in code: pieces of XML in a zip, and what is read of them."""

import zipfile
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from auditrack.intake.blocks import Reading
from auditrack.intake.word import read_word
from auditrack.model.change import Refusal, RefusedError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in (
        ("w", W),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("o", "urn:schemas-microsoft-com:office:office"),
        ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
        ("dgm", "http://schemas.openxmlformats.org/drawingml/2006/diagram"),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
    )
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
POINTS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BULLETS = 1


# Pieces of a body


def run(text: str, *properties: str) -> str:
    """A run: `properties` are names of switches ("b", "i", "vanish") or whole elements."""
    made = "".join(p if p.startswith("<") else f"<w:{p}/>" for p in properties)
    rpr = f"<w:rPr>{made}</w:rPr>" if made else ""
    tabbed = "</w:t><w:tab/><w:t xml:space='preserve'>".join(escape(text).split("\t"))
    return f"<w:r>{rpr}<w:t xml:space='preserve'>{tabbed}</w:t></w:r>"


def p(inside: str = "", style: str = "", *properties: str) -> str:
    """A paragraph: plain words or runs, its style, and more properties as elements."""
    runs = inside if inside.startswith("<") or not inside else run(inside)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{''.join(properties)}</w:pPr>{runs}</w:p>"


def listed(number: int, level: int = 0) -> str:
    """The property of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def table(rows: list[list[str]], header: bool = True) -> str:
    """A table of cells; a cell is words, or the content of `w:tc` where it is XML."""
    made = []
    for place, cells in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if header and place == 0 else ""
        inner = "".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in cells)
        made.append(f"<w:tr>{head}{inner}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(made)}</w:tbl>"


def cell(inside: str, span: int = 1, merged: str = "") -> str:
    """What stands in a merged cell: `merged` is "restart", or "continue" below one."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merge = f'<w:vMerge w:val="{merged}"/>' if merged else ""
    return f"<w:tcPr>{wide}{merge}</w:tcPr>{inside if inside.startswith('<') else p(inside)}"


def field_of(code: str, result: str) -> str:
    """A complex field with its result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instruction = f"<w:r><w:instrText> {escape(code)} </w:instrText></w:r>"
    return f"{mark('begin')}{instruction}{mark('separate')}{result}{mark('end')}"


def level(place: int, form: str, text: str, *more: str, start: int = 1) -> str:
    """One level of a list; `more` are further elements of it."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f"{''.join(more)}<w:lvlText w:val={quoteattr(text)}/><w:pPr>"
        f'<w:ind w:left="{720 * (place + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, starts: dict[int, int] | None = None) -> str:
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for place, start in (starts or {}).items()
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def style(name: str, base: str = "", inside: str = "", kind: str = "paragraph") -> str:
    """A style whose id is its name without spaces."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/>{based}{inside}</w:style>'
    )


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
    + "".join(
        style(f"heading {n}", "Normal", "<w:rPr><w:b/><w:sz w:val='28'/></w:rPr>")
        for n in range(1, 7)
    )
    + style("Title", "Normal", "<w:rPr><w:sz w:val='56'/></w:rPr>")
    + style("toc 1", "Normal")
    + style("TOC Heading", "heading1", "<w:pPr><w:outlineLvl w:val='9'/></w:pPr>")
    + style("Quote", "Normal", "<w:rPr><w:i/></w:rPr>")
    + style("footnote text", "Normal")
    + style("List Bullet", "Normal", f"<w:pPr>{listed(BULLETS)}</w:pPr>")
    + style("Strong", kind="character", inside="<w:rPr><w:b/></w:rPr>")
)
BULLET_LIST = abstract(
    0, *(level(place, "bullet", "\uf0b7" if place % 2 == 0 else "o") for place in range(9))
)
LISTS = BULLET_LIST + num(BULLETS, 0)


# Documents


def docx(
    body: str,
    *,
    styles: str | None = STYLES,
    numbering: str | None = LISTS,
    main: str = MAIN,
    points: str = "",
    parts: dict[str, str | bytes] | None = None,
    space: str = SPACES,
    section: str = "<w:sectPr/>",
) -> bytes:
    """A whole document: `body` and the insides of its parts; `points` are more relationships."""
    inside: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        ),
        "_rels/.rels": pointing(point("officeDocument", "word/document.xml")),
        "word/document.xml": (
            f"{HEAD}<w:document {space}><w:body>{body}{section}</w:body></w:document>"
        ),
    }
    mine = points
    for kind, made, tag in (("styles", styles, "styles"), ("numbering", numbering, "numbering")):
        if made is not None:
            inside[f"word/{kind}.xml"] = f"{HEAD}<w:{tag} {space}>{made}</w:{tag}>"
            mine += point(kind, f"{kind}.xml")
    inside["word/_rels/document.xml.rels"] = pointing(mine)
    return zipped(inside | (parts or {}))


def point(kind: str, target: str, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    name = f"r{abs(hash((kind, target))) % 10**9}"
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}{mode}/>'


def pointing(points: str) -> str:
    return f'{HEAD}<Relationships xmlns="{POINTS}">{points}</Relationships>'


def zipped(members: dict[str, str | bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in members.items():
            archive.writestr(name, inside)
    return written.getvalue()


# What is read of a body


def reading(body: str, **parts: Any) -> Reading:
    return read_word(docx(body, **parts), "review.docx")


def blocks(body: str, **parts: Any) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in reading(body, **parts).blocks]


def texts(body: str, **parts: Any) -> list[str]:
    return [block.text for block in reading(body, **parts).blocks]


def printed(body: str, **parts: Any) -> list[tuple[str | None, str | None, str]]:
    return [(b.number, b.style, b.text) for b in reading(body, **parts).blocks]


def lists(*levels: str, starts: dict[int, int] | None = None) -> str:
    """Lists 2 and 3 of these levels; the second starts anew from `starts`."""
    return LISTS + abstract(1, *levels) + num(2, 1) + num(3, 1, starts)


# What is refused

WORDS = "The Board should act."
GOOD = docx(p("Recommendations", "heading1") + p(WORDS))
DOCUMENT = f"{HEAD}<w:document {SPACES}><w:body>{{}}</w:body></w:document>"


def refused(data: bytes) -> Refusal:
    """The refusal of a document: always one sentence about it, and what to do."""
    with pytest.raises(RefusedError) as caught:
        read_word(data, "review.docx")
    refusal = caught.value.refusal
    assert refusal.message.startswith("review.docx ") and refusal.message.endswith(".")
    assert refusal.message.count(". ") == 0 and refusal.todo
    return refusal


def with_part(name: str, inside: str | bytes) -> bytes:
    return docx(p(WORDS), parts={name: inside})


def members(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
