"""Captions are counted by Word's own fields; the contents are a field with its result."""

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Doc
from lxml import etree

from auditrack.reports.kit.contents import MOST_LINES
from auditrack.reports.kit.tables import Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.templating.templates import Template
from tests.reports.made_up_kit import IMPRINT, bare, brag_chart, changed, written

Xml = Callable[[bytes, str], etree._Element]
Parts = Callable[[bytes], dict[str, bytes]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPTIONAL = ("heading 3", "caption", "toc 1", "toc 2", "toc heading")
SMALL = Table("Two things", (Column("One", 1), Column("Two", 1)), [("a", "b")])


def without_styles(*names: str) -> Template:
    """The progress template whose author never had these styles."""

    def take_out(root: etree._Element) -> None:
        for style in list(root.iter(f"{W}style")):
            if style.find(f"{W}name").get(f"{W}val").lower() in names:
                root.remove(style)

    return changed("word/styles.xml", take_out)


def opened(report: WordReport) -> Doc:
    return Document(BytesIO(report.to_bytes()))


def text_of(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t"))


def captions(content: bytes, read_xml: Xml) -> list[str]:
    root = read_xml(content, "word/document.xml")
    return [text_of(one) for one in root.iter(f"{W}p") if one.find(f"{W}fldSimple") is not None]


def test_tables_and_figures_are_counted_apart(read_xml: Xml) -> None:
    report = WordReport(bare(), IMPRINT)
    report.table(SMALL)
    report.chart(brag_chart(2))
    report.table(SMALL)
    assert captions(report.to_bytes(), read_xml) == [
        "Table 1. Two things",
        "Figure 1. Open recommendations by agency",
        "Table 2. The figures of Figure 1: Open recommendations by agency",
        "Table 3. Two things",
    ]


@pytest.mark.parametrize("hostile", ["[/] <w:p/> & \x00\x1b[31m {{head}} \ud800", "a\nb\tc"])
def test_a_caption_is_text_on_one_line(hostile: str, read_xml: Xml) -> None:
    report = WordReport(bare(), IMPRINT)
    report.table(Table(hostile, SMALL.columns, SMALL.rows))
    (said,) = captions(report.to_bytes(), read_xml)
    shown = "[/] <w:p/> & {{head}}" if "[" in hostile else "a b c"
    assert said == f"Table 1. {shown}"


@pytest.mark.parametrize("missing", [OPTIONAL, *((name,) for name in OPTIONAL)])
def test_a_template_without_the_newer_styles_will_do(missing: tuple[str, ...]) -> None:
    document = opened(written(without_styles(*missing)))
    known = {style.style_id for style in document.styles}
    body = document.element.body
    used = {one.get(f"{W}val") for one in body.iter(f"{W}pStyle")}
    assert used <= known
    words = [text_of(one) for one in body.iter(f"{W}p")]
    assert "Contents" in words and "Table 1. Actions past their date" in words
    (name,) = {p.style.name for p in document.paragraphs if p.text == "Another right after"}
    assert name == ("Heading 2" if "heading 3" in missing else "Heading 3")


def test_what_stands_before_a_table_stays_with_its_caption(read_xml: Xml) -> None:
    report = WordReport(bare(), IMPRINT)
    report.paragraph("Before")
    report.table(SMALL)
    root = read_xml(report.to_bytes(), "word/document.xml")
    before, caption, *_ = [one for one in root[0] if one.tag == f"{W}p"]
    for paragraph in (before, caption):
        assert paragraph.find(f"{W}pPr/{W}keepNext") is not None


def lines(report: WordReport) -> list[str]:
    body = opened(report).element.body
    places = list(body.iter(f"{W}sdt"))
    return [text_of(line) for place in places for line in list(place.iter(f"{W}p"))[1:]]


def test_headings_written_before_and_after_are_listed_in_their_order() -> None:
    report = WordReport(bare(), IMPRINT)
    report.heading("Title", 0)
    report.heading("Before")
    report.contents()
    report.heading("After [b]\nand <more> & \x00")
    report.heading("Below", 2)
    report.heading("Too deep", 3)
    report.wide()
    report.heading("Wide")
    report.table(SMALL)
    assert lines(report) == ["Before", "After [b] and <more> &", "Below", "Wide"]


def test_many_headings_leave_only_those_of_the_first_level() -> None:
    report = WordReport(bare(), IMPRINT)
    report.contents()
    report.heading("First")
    for number in range(MOST_LINES):
        report.heading(f"Recommendation {number}", 2)
    report.heading("Last")
    assert lines(report) == ["First", "Last"]


def test_contents_without_headings_are_left_out() -> None:
    report = WordReport(bare(), IMPRINT)
    report.contents()
    report.paragraph("Only this.")
    assert lines(report) == []


def test_without_contents_no_heading_has_a_bookmark(read_parts: Parts) -> None:
    report = WordReport(bare(), IMPRINT)
    report.heading("One")
    assert b"bookmarkStart" not in read_parts(report.to_bytes())["word/document.xml"]


def test_a_bookmark_of_the_template_is_left_alone(read_xml: Xml) -> None:
    own = (
        f'<w:p xmlns:w="{W[1:-1]}"><w:bookmarkStart w:id="7" w:name="_Toc000000008"/><w:r><w:t>Own'
        '</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
    )
    template = changed("word/document.xml", lambda root: root[0].insert(0, etree.fromstring(own)))
    report = WordReport(template, IMPRINT)
    report.contents()
    report.heading("One")
    root = read_xml(report.to_bytes(), "word/document.xml")
    marks = [(one.get(f"{W}id"), one.get(f"{W}name")) for one in root.iter(f"{W}bookmarkStart")]
    assert marks == [("7", "_Toc000000008"), ("9", "_Toc000000009")]


def test_contents_that_word_put_into_a_template_are_filled_and_stand_alone() -> None:
    own = (
        f'<w:sdt xmlns:w="{W[1:-1]}"><w:sdtPr><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
        "<w:p><w:r><w:t>In this paper</w:t></w:r></w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText>TOC'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Old one'
        "</w:t></w:r></w:p><w:p><w:r><w:t>Old two</w:t></w:r></w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
    )
    template = changed("word/document.xml", lambda root: root[0].insert(0, etree.fromstring(own)))
    report = WordReport(template, IMPRINT)
    report.contents()
    report.heading("One")
    document = opened(report)
    (place,) = document.element.body.iter(f"{W}sdt")
    assert [text_of(line) for line in place.iter(f"{W}p")] == ["In this paper", "One"]
    marks = [one.get(f"{W}fldCharType") for one in place.iter(f"{W}fldChar")]
    assert marks == ["begin", "separate", "end"]
    assert place.find(f".//{W}fldChar[@{W}dirty]") is None
