"""Files with a secret in one place each, for the check of what must not be public."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from tests.intake.pdf_parts import file_of, stream
from tests.intake.word_parts import (
    HEAD,
    SPACES,
    STYLES,
    docx,
    members,
    p,
    point,
    pointing,
    run,
    style,
    table,
    zipped,
)

Make = Callable[[str], bytes]

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPED = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def of_word(tag: str, inside: str) -> str:
    return f"{HEAD}<w:{tag} {SPACES}>{inside}</w:{tag}>"


def body(xml: str, **parts: object) -> bytes:
    return docx(p("What the Board did.") + xml, **parts)  # type: ignore[arg-type]


def with_parts(parts: dict[str, str | bytes], xml: str = "", points: str = "") -> bytes:
    return body(xml, parts=parts, points=points)


def drawn(inside: str, more: str = "") -> str:
    """A drawing in a run, with its properties."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Drawing" {more}/>'
        f"{inside}</wp:inline></w:drawing></w:r>"
    )


def box(secret: str, more: str = "") -> str:
    return p(
        drawn(
            f"<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{p(secret)}"
            "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>",
            more,
        )
    )


def changed(tag: str, secret: str, author: str = "A N Author") -> str:
    inner = run(secret)
    if tag == "del":
        inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return p(f"<w:{tag} w:id='1' w:author={quoteattr(author)}>{inner}</w:{tag}>")


def core(inside: str) -> dict[str, str | bytes]:
    return {
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="{DC}">'
        f"{inside}</cp:coreProperties>"
    }


def app(inside: str) -> dict[str, str | bytes]:
    return {"docProps/app.xml": f'{HEAD}<Properties xmlns="{EXTENDED}">{inside}</Properties>'}


def chart(title: str = "Actions", category: str = "Police", name: str = "Done") -> str:
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{REL}"><c:chart><c:title>'
        f"<c:tx><c:rich><a:p><a:r><a:t>{escape(title)}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        "<c:plotArea><c:barChart><c:ser>"
        f"<c:tx><c:strRef><c:f>Data!$B$1</c:f><c:strCache><c:pt idx='0'><c:v>{escape(name)}</c:v>"
        "</c:pt></c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>{escape(category)}</c:v></c:pt>"
        "</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>12</c:v>"
        "</c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart>"
        '<c:externalData r:id="rId1"/></c:chartSpace>'
    )


def with_chart(made: str, workbook: bytes | None = None) -> bytes:
    parts: dict[str, str | bytes] = {"word/charts/chart1.xml": made}
    if workbook is not None:
        parts["word/embeddings/book.xlsx"] = workbook
        parts["word/charts/_rels/chart1.xml.rels"] = pointing(
            f'<Relationship Id="rId1" Type="{REL}/package" Target="../embeddings/book.xlsx"/>'
        )
    return with_parts(parts, points=point("chart", "charts/chart1.xml"))


def halves(secret: str) -> tuple[str, str]:
    return secret[: len(secret) // 2], secret[len(secret) // 2 :]


HIDDEN_STYLE = STYLES + style("Unseen", "Normal", "<w:rPr><w:vanish/></w:rPr>", kind="character")


def in_comment(secret: str, author: str = "A N Author") -> bytes:
    inside = f"<w:comment w:id='0' w:author={quoteattr(author)} w:initials='X'>{p(secret)}"
    return with_parts(
        {"word/comments.xml": of_word("comments", f"{inside}</w:comment>")},
        points=point("comments", "comments.xml"),
    )


def noted(kind: str, secret: str) -> bytes:
    inside = f"<w:{kind} w:id='2'>{p(secret)}</w:{kind}>"
    return with_parts(
        {f"word/{kind}s.xml": of_word(f"{kind}s", inside)}, points=point(f"{kind}s", f"{kind}s.xml")
    )


def settings(inside: str) -> bytes:
    return with_parts(
        {"word/settings.xml": of_word("settings", inside)}, points=point("settings", "settings.xml")
    )


def with_behind(data: bytes, name: str, secret: str) -> bytes:
    """A comment in the XML of a part."""
    made = members(data)
    made[name] = bytes(made[name]).replace(b"</w:body>", f"<!-- {secret} --></w:body>".encode())
    return zipped(made)


def of_zip(data: bytes, secret: str) -> bytes:
    written = BytesIO(data)
    with zipfile.ZipFile(written, "a") as archive:
        archive.comment = secret.encode()
    return written.getvalue()


WORD: dict[str, Make] = {
    "a paragraph": lambda s: body(p(s)),
    "runs": lambda s: body(p("".join(run(half, "b") for half in halves(s)))),
    "many runs": lambda s: body(p("".join(run(one) for one in s))),
    "a run and a link": lambda s: body(
        p(run(halves(s)[0]) + f"<w:hyperlink>{run(halves(s)[1])}</w:hyperlink>")
    ),
    "a line break beside it": lambda s: body(p(f"<w:r><w:t>Said:</w:t><w:br/></w:r>{run(s)}")),
    "a cell": lambda s: body(table([["Agency", "What"], ["Police", s]])),
    "a cell of runs": lambda s: body(table([["A", p("".join(run(h) for h in halves(s)))]])),
    "a table in a table": lambda s: body(table([["A", table([["B", s]]) + p("")]])),
    "a content control": lambda s: body(f"<w:sdt><w:sdtContent>{p(s)}</w:sdtContent></w:sdt>"),
    "the title of a control": lambda s: body(
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(s)}/></w:sdtPr><w:sdtContent>{p('x')}"
        "</w:sdtContent></w:sdt>"
    ),
    "a choice of a control": lambda s: body(
        f"<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText={quoteattr(s)} w:value='1'/>"
        f"</w:dropDownList></w:sdtPr><w:sdtContent>{p('x')}</w:sdtContent></w:sdt>"
    ),
    "a header": lambda s: with_parts(
        {"word/header1.xml": of_word("hdr", p(s))}, points=point("header", "header1.xml")
    ),
    "a footer": lambda s: with_parts(
        {"word/footer3.xml": of_word("ftr", p(s))}, points=point("footer", "footer3.xml")
    ),
    "a header nothing points to": lambda s: with_parts({"word/header9.xml": of_word("hdr", p(s))}),
    "a footnote": lambda s: noted("footnote", s),
    "an endnote": lambda s: noted("endnote", s),
    "a text box": lambda s: body(box(s)),
    "an old text box": lambda s: body(
        p(
            f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p(s)}</w:txbxContent></v:textbox>"
            "</v:shape></w:pict></w:r>"
        )
    ),
    "a watermark": lambda s: body(
        p(f"<w:r><w:pict><v:shape><v:textpath string={quoteattr(s)}/></v:shape></w:pict></w:r>")
    ),
    "alternative text": lambda s: body(p(drawn("", f"descr={quoteattr(s)}"))),
    "the title of a picture": lambda s: body(p(drawn("", f"title={quoteattr(s)}"))),
    "the caption of a table": lambda s: body(
        table([["A", "B"]]).replace(
            "<w:tblPr/>", f"<w:tblPr><w:tblDescription w:val={quoteattr(s)}/></w:tblPr>"
        )
    ),
    "where a link leads": lambda s: with_parts(
        {}, points=point("hyperlink", f"https://example.org/?q={s}", outside=True)
    ),
    "the tip of a link": lambda s: body(
        p(f"<w:hyperlink w:tooltip={quoteattr(s)}>{run('here')}</w:hyperlink>")
    ),
    "a field code": lambda s: body(
        p(f"<w:r><w:instrText> COMMENTS {escape(s)} </w:instrText></w:r>")
    ),
    "a simple field": lambda s: body(
        p(f"<w:fldSimple w:instr={quoteattr(f' DOCPROPERTY {s} ')}>{run('x')}</w:fldSimple>")
    ),
    "a bookmark": lambda s: body(
        p(f"<w:bookmarkStart w:id='1' w:name={quoteattr(s)}/>{run('x')}<w:bookmarkEnd w:id='1'/>")
    ),
    "the help of a form": lambda s: body(
        p(
            f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:helpText w:val={quoteattr(s)}/>"
            "</w:ffData></w:fldChar></w:r>"
        )
    ),
    "custom XML": lambda s: with_parts(
        {"customXml/item1.xml": f"<data><case>{escape(s)}</case></data>"}
    ),
    "an attribute of custom XML": lambda s: with_parts(
        {"customXml/item2.xml": f"<data case={quoteattr(s)} name={quoteattr(s)}/>"}
    ),
    "a variable": lambda s: settings(
        f"<w:docVars><w:docVar w:name='v' w:val={quoteattr(s)}/></w:docVars>"
    ),
    "the query of a mail merge": lambda s: settings(
        f"<w:mailMerge><w:query w:val={quoteattr(f'SELECT * WHERE x={s}')}/></w:mailMerge>"
    ),
    "a comment": in_comment,
    "text that was put in": lambda s: body(changed("ins", s)),
    "text that was taken out": lambda s: body(changed("del", s)),
    "text that was moved away": lambda s: body(changed("moveFrom", s)),
    "text that was moved here": lambda s: body(changed("moveTo", s)),
    "hidden text": lambda s: body(p(run(s, "vanish"))),
    "text hidden by a style": lambda s: body(
        p(run(s, '<w:rStyle w:val="Unseen"/>')), styles=HIDDEN_STYLE
    ),
    "white text": lambda s: body(p(run(s, '<w:color w:val="FFFFFF"/>'))),
    "blackened text": lambda s: body(p(run(s, '<w:highlight w:val="black"/>'))),
    "tiny text": lambda s: body(p(run(s, '<w:sz w:val="2"/>'))),
    "half of it hidden": lambda s: body(p(run(halves(s)[0]) + run(halves(s)[1], "vanish"))),
    "half of it taken out": lambda s: body(
        p(
            run(halves(s)[0])
            + f"<w:del w:id='1' w:author='X'><w:r><w:delText>{escape(halves(s)[1])}</w:delText>"
            "</w:r></w:del>"
        )
    ),
    "around hidden text": lambda s: body(
        p(run(halves(s)[0]) + run("q", "vanish") + run(halves(s)[1]))
    ),
    "a hidden text box": lambda s: body(box(s, 'hidden="1"')),
    "the title": lambda s: with_parts(core(f"<dc:title>{escape(s)}</dc:title>")),
    "keywords": lambda s: with_parts(core(f"<cp:keywords>{escape(s)}</cp:keywords>")),
    "the description": lambda s: with_parts(core(f"<dc:description>{escape(s)}</dc:description>")),
    "the author": lambda s: with_parts(core(f"<dc:creator>{escape(s)}</dc:creator>")),
    "the company": lambda s: with_parts(app(f"<Company>{escape(s)}</Company>")),
    "a property of its own": lambda s: with_parts(
        {
            "docProps/custom.xml": f'{HEAD}<Properties xmlns="{CUSTOM}" xmlns:vt="{TYPED}">'
            f'<property pid="2" name="Case"><vt:lpwstr>{escape(s)}</vt:lpwstr></property>'
            "</Properties>"
        }
    ),
    "the name of a style": lambda s: body(
        "", styles=STYLES + f'<w:style w:styleId="q"><w:name w:val={quoteattr(s)}/></w:style>'
    ),
    "the title of a chart": lambda s: with_chart(chart(title=s)),
    "a category of a chart": lambda s: with_chart(chart(category=s)),
    "the name of a series": lambda s: with_chart(chart(name=s)),
    "the workbook of a chart": lambda s: with_chart(chart(), book(cell(s))),
    "a hidden sheet behind a chart": lambda s: with_chart(chart(), book(cell(s), hidden=True)),
    "a workbook inside": lambda s: with_parts({"word/embeddings/a.xlsx": book(cell(s))}),
    "a document inside": lambda s: with_parts({"word/embeddings/a.docx": body(p(s))}),
    "a page inside": lambda s: with_parts({"word/afchunk.htm": f"<p>{escape(s)}</p>".encode()}),
    "a diagram": lambda s: with_parts(
        {
            "word/diagrams/data1.xml": f'<dgm:dataModel xmlns:dgm="urn:d" xmlns:a="{A}"><dgm:t>'
            f"<a:p><a:r><a:t>{escape(halves(s)[0])}</a:t></a:r><a:r><a:t>{escape(halves(s)[1])}"
            "</a:t></a:r></a:p></dgm:t></dgm:dataModel>"
        }
    ),
    "an equation": lambda s: body(p(f"<m:oMath><m:r><m:t>{escape(s)}</m:t></m:r></m:oMath>")),
    "a building block": lambda s: with_parts(
        {"word/glossary/document.xml": of_word("glossaryDocument", p(s))}
    ),
    "a comment in the XML": lambda s: with_behind(body(""), "word/document.xml", s),
    "the comment of the zip": lambda s: of_zip(body(""), s),
    "a part of no known kind": lambda s: with_parts(
        {"word/later/thing.xml": f"<later><t>{escape(s)}</t></later>"}
    ),
    "a drawing of another program": lambda s: with_parts(
        {"word/media/b.emf": b"\1" * 40 + b" EMF" + b"\0" * 8 + s.encode("utf-16-le")}
    ),
    "the name of a program": lambda s: with_parts(app(f"<Application>{escape(s)}</Application>")),
    "data of a picture": lambda s: with_parts({"word/media/a.png": png(s)}),
}


# Workbooks


def cell(secret: str, place: str = "B2") -> str:
    inner = f"<is><t>{escape(secret)}</t></is>"
    return f'<row r="{place[1:]}"><c r="{place}" t="inlineStr">{inner}</c></row>'


def book(
    rows: str,
    *,
    name: str = "Data",
    hidden: bool = False,
    before: str = "",
    after: str = "",
    more: dict[str, str | bytes] | None = None,
    names: str = "",
    sheet_points: str = "",
    styles: str = "",
) -> bytes:
    state = ' state="veryHidden"' if hidden else ""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="urn:t"/>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{S}" xmlns:r="{REL}"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1"{state} r:id="rId1"/></sheets>{names}'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": pointing(
            f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        ),
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{S}" xmlns:r="{REL}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>",
    }
    if sheet_points:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = pointing(sheet_points)
    if styles:
        parts["xl/styles.xml"] = f'{HEAD}<styleSheet xmlns="{S}">{styles}</styleSheet>'
    return zipped(parts | (more or {}))


def shared(secret: str) -> bytes:
    runs = "".join(f"<r><t>{escape(half)}</t></r>" for half in halves(secret))
    return book(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        more={"xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{S}"><si>{runs}</si></sst>'},
    )


def sheet_comment(secret: str, author: str = "A N Author") -> bytes:
    made = (
        f'{HEAD}<comments xmlns="{S}"><authors><author>{escape(author)}</author></authors>'
        '<commentList><comment ref="B2" authorId="0"><text>'
        f"<r><t>{escape(secret)}</t></r></text></comment></commentList></comments>"
    )
    return book(
        cell("x"),
        more={"xl/comments1.xml": made},
        sheet_points=f'<Relationship Id="r1" Type="{REL}/comments" Target="../comments1.xml"/>',
    )


WHITE = (
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><fills><fill/></fills>'
    '<cellXfs><xf/><xf fontId="1"/></cellXfs>'
)

SHEETS: dict[str, Make] = {
    "a cell": lambda s: book(cell(s)),
    "a string of runs": shared,
    "a string nobody uses": lambda s: book(
        cell("x"),
        more={"xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{S}"><si><t>{escape(s)}</t></si></sst>'},
    ),
    "cells beside each other": lambda s: book(
        '<row r="1">'
        + "".join(
            f'<c r="{at}1" t="inlineStr"><is><t>{escape(half)}</t></is></c>'
            for at, half in zip("ABC", s.split() * 3, strict=False)
        )
        + "</row>"
    ),
    "a formula": lambda s: book(
        f'<row r="1"><c r="A1" t="str"><f>"{escape(s)}"</f><v></v></c></row>'
    ),
    "a hidden sheet": lambda s: book(cell(s), hidden=True),
    "a hidden row": lambda s: book(cell(s).replace("<row ", '<row hidden="1" ')),
    "a hidden column": lambda s: book(
        cell(s), before='<cols><col min="2" max="2" hidden="1"/></cols>'
    ),
    "a white cell": lambda s: book(cell(s).replace("<c ", '<c s="1" '), styles=WHITE),
    "the name of a sheet": lambda s: book(cell("x"), name=s),
    "a header": lambda s: book(
        cell("x"), after=f"<headerFooter><oddHeader>&amp;C{escape(s)}</oddHeader></headerFooter>"
    ),
    "a defined name": lambda s: book(
        cell("x"),
        names=f'<definedNames><definedName name="q">"{escape(s)}"</definedName></definedNames>',
    ),
    "the hint of a cell": lambda s: book(
        cell("x"),
        after=f"<dataValidations><dataValidation prompt={quoteattr(s)}/></dataValidations>",
    ),
    "the choices of a cell": lambda s: book(
        cell("x"),
        after=f'<dataValidations><dataValidation><formula1>"{escape(s)}"</formula1>'
        "</dataValidation></dataValidations>",
    ),
    "a comment": sheet_comment,
    "a comment in a thread": lambda s: book(
        cell("x"),
        more={
            "xl/threadedComments/threadedComment1.xml": f'{HEAD}<ThreadedComments xmlns="urn:x">'
            f'<threadedComment ref="A1"><text>{escape(s)}</text></threadedComment>'
            "</ThreadedComments>"
        },
    ),
    "rows of a pivot table": lambda s: book(
        cell("x"),
        more={
            "xl/pivotCache/pivotCacheRecords1.xml": f'{HEAD}<pivotCacheRecords xmlns="{S}"><r>'
            f"<s v={quoteattr(s)}/></r></pivotCacheRecords>"
        },
    ),
    "values of another workbook": lambda s: book(
        cell("x"),
        more={
            "xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{S}"><row>'
            f"<cell r='A1'><v>{escape(s)}</v></cell></row></externalLink>"
        },
    ),
    "settings of a printer": lambda s: book(
        cell("x"),
        more={"xl/printerSettings/printerSettings1.bin": s.encode("utf-16-le")},
    ),
    "the heading of a table": lambda s: book(
        cell("x"),
        more={
            "xl/tables/table1.xml": f'{HEAD}<table xmlns="{S}"><tableColumns>'
            f'<tableColumn id="1" name={quoteattr(s)}/></tableColumns></table>'
        },
    ),
    "a drawing": lambda s: book(
        cell("x"),
        more={
            "xl/drawings/drawing1.xml": f'<wsDr xmlns:a="{A}"><a:p><a:r><a:t>{escape(s)}</a:t>'
            "</a:r></a:p></wsDr>"
        },
    ),
    "runs of a strict drawing": lambda s: book(
        cell("x"),
        more={
            "xl/drawings/drawing2.xml": '<d xmlns:a="http://purl.oclc.org/ooxml/drawingml/main">'
            f"<a:p><a:r><a:t>{escape(halves(s)[0])}</a:t></a:r><a:r><a:t>{escape(halves(s)[1])}"
            "</a:t></a:r></a:p></d>"
        },
    ),
    "the title of a chart": lambda s: book(
        cell("x"), more={"xl/charts/chart1.xml": chart(title=s)}
    ),
    "the title": lambda s: book(cell("x"), more=core(f"<dc:title>{escape(s)}</dc:title>")),
    "where a link leads": lambda s: book(
        cell("x"),
        sheet_points=f'<Relationship Id="r2" Type="{REL}/hyperlink" TargetMode="External" '
        f"Target={quoteattr(f'https://example.org/{s}')}/>",
    ),
}


# Pictures and PDFs


def png(secret: str) -> bytes:
    text = b"Comment\0" + secret.encode()
    block = len(text).to_bytes(4, "big") + b"tEXt" + text + b"\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + block


def pdf(
    words: str = "What the Board did.",
    *,
    info: str = "",
    page: str = "",
    root: str = "",
    objects: tuple[bytes, ...] = (),
    mode: int = 0,
) -> bytes:
    """A page of one line; further objects are numbered from 6."""
    drawn = f"BT /F1 11 Tf {mode} Tr 72 700 Td ({quoted(words)}) Tj ET".encode("latin-1")
    made = file_of(
        [
            f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            f"/Resources << /Font << /F1 5 0 R >> >> {page} >>".encode(),
            stream(drawn, b""),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *objects,
            f"<< {info} >>".encode(),
        ]
    )
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info %d 0 R" % (6 + len(objects)))


def quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def note(inside: str) -> bytes:
    return pdf(
        page="/Annots [6 0 R]",
        objects=(f"<< /Type /Annot /Rect [9 9 99 99] {inside} >>".encode(),),
    )


def xmp(secret: str) -> bytes:
    packet = (
        f'<?xpacket begin="" id="W5"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>'
        f"<dc:subject>{escape(secret)}</dc:subject></rdf:RDF></x:xmpmeta>"
    ).encode()
    return pdf(root="/Metadata 6 0 R", objects=(stream(packet, b"/Type /Metadata"),))


def attached(secret: str, name: str = "notes.txt") -> bytes:
    return pdf(
        root=f"/Names << /EmbeddedFiles << /Names [({name}) 6 0 R] >> >>",
        objects=(
            f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 7 0 R >> >>".encode(),
            stream(secret.encode(), b"/Type /EmbeddedFile"),
        ),
    )


PDF: dict[str, Make] = {
    "a page": lambda s: pdf(s),
    "letters that are not painted": lambda s: pdf(s, mode=3),
    "the title": lambda s: pdf(info=f"/Title ({quoted(s)})"),
    "keywords": lambda s: pdf(info=f"/Keywords ({quoted(s)})"),
    "a note": lambda s: note(f"/Subtype /Text /Contents ({quoted(s)})"),
    "where a link leads": lambda s: note(
        f"/Subtype /Link /A << /S /URI /URI ({quoted(f'https://example.org/?{s}')}) >>"
    ),
    "what was filled in": lambda s: note(f"/Subtype /Widget /FT /Tx /T (name) /V ({quoted(s)})"),
    "its own data": xmp,
    "a file inside": attached,
    "a script": lambda s: pdf(
        root="/Names << /JavaScript << /Names [(a) 6 0 R] >> >>",
        objects=(f"<< /S /JavaScript /JS ({quoted(s)}) >>".encode(),),
    ),
}


def page(made: str) -> Make:
    return lambda s: made.replace("SECRET", escape(s, {'"': "&quot;"})).encode()


PAGE: dict[str, Make] = {
    name: page(made)
    for name, made in {
        "a paragraph": "<p>It was SECRET there.</p>",
        "the title": "<title>SECRET</title>",
        "alternative text": '<img alt="SECRET">',
        "a tip": '<abbr title="SECRET">x</abbr>',
        "where a link leads": '<a href="https://example.org/?q=SECRET">x</a>',
        "a description": '<meta name="description" content="SECRET">',
        "a comment": "<p>x</p><!-- SECRET -->",
        "a script": "<script>var x = 'SECRET';</script>",
        "a style": "<style>p:before { content: 'SECRET' }</style>",
        "a hidden paragraph": "<p hidden>SECRET</p>",
        "what a style hides": '<p style="display: none">SECRET</p>',
        "a cell": "<table><tr><th>A</th><td>SECRET</td></tr></table>",
        "a template": "<template><p>SECRET</p></template>",
        "a data attribute": '<div data-case="SECRET"></div>',
        "a hidden field": '<input type="hidden" value="SECRET">',
        "an unfinished tag": "<p>SECRET",
    }.items()
}
PAGE["words with tags between"] = lambda s: "".join(
    f"<b>{escape(one)}</b>" if at % 2 else escape(one) for at, one in enumerate(s)
).encode()
PAGE["letters by number"] = lambda s: "".join(f"&#{ord(one)};" for one in s).encode()
