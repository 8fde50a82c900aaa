"""The styles of the templates, one look for every kind of report: sans serif, 12 pt or larger."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

INK = "1F3864"  # dark blue: 11.6 to 1 on white
QUIET = "595959"  # grey: 7 to 1 on white
LINE = "BFBFBF"
SANS = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
BLUE = "0B4F9E"  # of links: 8 to 1 on white


def size(points: float) -> str:
    """A size of letters, as run properties."""
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
        f'<w:b/><w:bCs/><w:color w:val="{INK}"/>{size(points)}',
        following="Normal",
    )


def styles() -> str:
    """The part that holds every style that a report uses."""
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
    paragraphs = [
        _paragraph_style("Normal", based_on=None, default=True),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        "</w:style>",
        _paragraph_style(
            "Title",
            '<w:keepNext/><w:spacing w:before="0" w:after="60"/>',
            f'<w:b/><w:bCs/><w:color w:val="{INK}"/>{size(26)}',
            following="Subtitle",
        ),
        _paragraph_style(
            "Subtitle",
            '<w:keepNext/><w:spacing w:before="0" w:after="200"/>',
            f'<w:color w:val="{QUIET}"/>{size(16)}',
            following="Normal",
        ),
        _heading(1, 17, 360, 120),
        _heading(2, 14, 260, 100),
        _heading(3, 12.5, 200, 80),
        _paragraph_style(
            "List Bullet",
            '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="80"/>',
        ),
        _paragraph_style(
            "List Number",
            '<w:numPr><w:numId w:val="2"/></w:numPr><w:spacing w:after="80"/>',
        ),
        _paragraph_style(
            "Caption",
            '<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="80"/>',
            f'<w:b/><w:bCs/><w:color w:val="{INK}"/>',
            following="Normal",
        ),
        _paragraph_style(
            "TOC Heading",
            '<w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="120"/>',
            f'<w:b/><w:bCs/><w:color w:val="{INK}"/>{size(17)}',
            following="Normal",
        ),
        _paragraph_style("TOC 1", '<w:spacing w:before="60" w:after="40"/>', listed=False),
        _paragraph_style("TOC 2", '<w:spacing w:after="20"/><w:ind w:left="340"/>', listed=False),
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
            size(12),
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
            f'<w:color w:val="{QUIET}"/>{size(12)}',
            listed=False,
        ),
        _paragraph_style(
            "Footer",
            '<w:spacing w:after="0"/><w:jc w:val="center"/>',
            f'<w:color w:val="{QUIET}"/>{size(12)}',
            listed=False,
        ),
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="{BLUE}"/>'
        '<w:u w:val="single"/></w:rPr></w:style>',
        table,
    ]
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{SANS}{size(12)}'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="269" w:lineRule="auto"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{''.join(paragraphs)}</w:styles>"
    )


def numbering() -> str:
    """The part that says how lists are numbered: one of bullets, one of numbers."""
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}">'
        + _list(0, "bullet", "ListBullet", "•")
        + _list(1, "decimal", "ListNumber", "%1.")
        + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def _list(number: int, form: str, style: str, mark: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:tabs><w:tab w:val="num" w:pos="397"/></w:tabs>'
        f'<w:ind w:left="397" w:hanging="284"/></w:pPr><w:rPr>{SANS}</w:rPr></w:lvl>'
        "</w:abstractNum>"
    )
