"""Section tokens: parts in staff's own order, between staff's own words, and how pages turn."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from msgspec.structs import replace

from auditrack.model.change import RefusedError
from auditrack.reports.kit.making import make
from tests.reports.made_up_template import (
    KIND,
    SECTION,
    W,
    line,
    lines,
    report,
    table,
    template,
)

Text = Callable[[bytes], str]
WIDE, UPRIGHT = WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT


def made(path: Path, **changes: object) -> bytes:
    return make(report(**changes), path).document


def headings(content: bytes) -> list[str]:
    return [
        paragraph.text
        for paragraph in Document(BytesIO(content)).paragraphs
        if paragraph.style is not None and paragraph.style.name in ("Title", "Heading 1")
    ]


def turns(content: bytes) -> list[WD_ORIENT]:
    return [one.orientation for one in Document(BytesIO(content)).sections]


def pages_without_words(content: bytes) -> int:
    """Sections in which nothing stands: pages that come out empty."""
    body = Document(BytesIO(content)).element.body
    empty, seen = 0, False
    for element in body:
        if element.tag == f"{W}sectPr":
            empty += not seen
            continue
        seen = seen or element.tag != f"{W}p" or any(t.text for t in element.iter(f"{W}t"))
        if element.find(f"{W}pPr/{W}sectPr") is not None:
            empty += not seen
            seen = False
    return empty


def code_of(path: Path) -> str:
    with pytest.raises(RefusedError) as caught:
        made(path)
    assert "untouched" in caught.value.refusal.safe
    return caught.value.refusal.code


def test_parts_stand_where_their_tokens_stood(tmp_path: Path, read_text: Text) -> None:
    body = lines("{{last}}", "Our own words on {{board}}", "{{First}}", "{{opening}}", "The end")
    content = made(template(tmp_path / "a.docx", body))
    assert headings(content) == ["Section last", "Section first", "Sample of {{head}}"]
    text = read_text(content)
    own = "Our own words on Larkshire Partnership"
    assert text.index("This is last.") < text.index(own) < text.index("This is first.")
    assert text.endswith("The end")
    assert "Section broad" not in text


def test_the_report_token_stands_for_what_has_no_token_of_its_own(tmp_path: Path) -> None:
    body = lines("{{last}}", "{{report}}", "{{first}}")
    content = made(template(tmp_path / "a.docx", body))
    assert headings(content) == [
        "Section last",
        "Sample of {{head}}",
        "Section broad",
        "Section broader",
        "What the words mean",
        "About this report",
        "Section first",
    ]


def test_wide_sections_that_touch_share_their_pages(tmp_path: Path) -> None:
    body = lines("{{first}}", "{{broad}}", "", "{{broader}}", "{{last}}")
    content = made(template(tmp_path / "a.docx", body))
    assert turns(content) == [UPRIGHT, WIDE, UPRIGHT]
    assert pages_without_words(content) == 0


def test_pages_turn_back_for_words_between(tmp_path: Path) -> None:
    body = lines("{{first}}", "{{broad}}", "Between", "{{broader}}", "{{last}}")
    content = made(template(tmp_path / "a.docx", body))
    assert turns(content) == [UPRIGHT, WIDE, UPRIGHT, WIDE, UPRIGHT]
    assert pages_without_words(content) == 0


def test_a_report_of_wide_sections_alone_has_no_empty_page(tmp_path: Path) -> None:
    content = made(template(tmp_path / "a.docx", lines("{{broad}}", "{{broader}}")))
    assert turns(content) == [WIDE]
    assert pages_without_words(content) == 0


def test_a_wide_section_at_the_end_turns_the_last_pages(tmp_path: Path) -> None:
    content = made(template(tmp_path / "a.docx", lines("{{first}}", "{{broad}}")))
    assert turns(content) == [UPRIGHT, WIDE]
    assert pages_without_words(content) == 0


def test_sections_of_the_template_stay(tmp_path: Path) -> None:
    cover = line("Cover", SECTION)
    body = cover + line("{{broad}}") + line("{{broader}}", SECTION) + lines("{{first}}")
    content = made(template(tmp_path / "a.docx", body))
    assert turns(content) == [UPRIGHT, WIDE, UPRIGHT]
    assert pages_without_words(content) == 0


def test_a_bookmark_between_sections_makes_no_page(tmp_path: Path) -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
    body = line("Cover", SECTION) + mark + lines("{{broad}}") + mark + lines("{{first}}")
    content = made(template(tmp_path / "a.docx", body))
    assert turns(content) == [UPRIGHT, WIDE, UPRIGHT]
    assert pages_without_words(content) == 0
    touching = lines("{{broad}}") + mark + lines("{{broader}}")
    assert turns(made(template(tmp_path / "b.docx", touching))) == [WIDE]


def test_a_page_break_of_a_token_is_kept(tmp_path: Path) -> None:
    body = line("{{first}}") + line("{{last}}", "<w:pageBreakBefore/>")
    content = made(template(tmp_path / "a.docx", body))
    breaks = [
        paragraph.text
        for paragraph in Document(BytesIO(content)).paragraphs
        if paragraph.paragraph_format.page_break_before
    ]
    assert breaks == ["Section last"]


def test_a_token_in_a_content_control_is_a_place(tmp_path: Path) -> None:
    control = (
        "<w:sdt><w:sdtPr/><w:sdtContent>" + lines("Before", "{{first}}") + "</w:sdtContent></w:sdt>"
    )
    content = made(template(tmp_path / "a.docx", control))
    assert headings(content) == ["Section first"]


@pytest.mark.parametrize(
    "body",
    [
        line("See {{first}}"),
        table(("{{first}}",)),
        "<w:p><w:r><w:t>{{first}}</w:t><w:drawing/></w:r></w:p>",
    ],
)
def test_a_part_beside_anything_else_is_a_sentence(tmp_path: Path, body: str) -> None:
    assert code_of(template(tmp_path / "a.docx", body)) == "template-report-misplaced"


def test_a_part_in_a_header_is_a_sentence(tmp_path: Path) -> None:
    path = template(
        tmp_path / "a.docx",
        lines("{{report}}"),
        section='<w:sectPr><w:headerReference w:type="default" r:id="rId4"/></w:sectPr>',
        change={"word/header1.xml": lambda text: text.replace("{{marking}}", "{{first}}")},
    )
    assert code_of(path) == "template-report-misplaced"


def test_a_part_twice_is_a_sentence(tmp_path: Path) -> None:
    assert code_of(template(tmp_path / "a.docx", lines("{{first}}", "{{first}}"))) == (
        "template-part-twice"
    )


SPLIT = {
    "runs": "<w:r><w:t>{{cha</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ir}}</w:t></w:r>",
    "bookmark": '<w:r><w:t>{</w:t></w:r><w:bookmarkStart w:id="1" w:name="a"/>'
    '<w:r><w:t>{chair</w:t></w:r><w:bookmarkEnd w:id="1"/><w:r><w:t>}}</w:t></w:r>',
    "spelling": '<w:r><w:t>{{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>chair</w:t>'
    '</w:r><w:proofErr w:type="spellEnd"/><w:r><w:t>}}</w:t></w:r>',
    "tracked": '<w:r><w:t>{{ch</w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>ai</w:t></w:r>'
    '</w:ins><w:del w:id="2" w:author="a"><w:r><w:delText>xx</w:delText></w:r></w:del>'
    "<w:r><w:t>r}}</w:t></w:r>",
    "smart-tag": '<w:r><w:t>{{</w:t></w:r><w:smartTag w:uri="u" w:element="e"><w:r><w:t>chair</w:t>'
    "</w:r></w:smartTag><w:r><w:t>}}</w:t></w:r>",
    "tab": "<w:r><w:t>{{chair</w:t><w:tab/><w:t>}}</w:t></w:r>",
    "hyperlink": '<w:hyperlink w:anchor="a"><w:r><w:t>{{chair}}</w:t></w:r></w:hyperlink>',
    "capital": "<w:r><w:t>{{ Chair }}</w:t></w:r>",
    "control": "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>{{chair}}"
    "</w:t></w:r></w:sdtContent></w:sdt>",
    "box": "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
    "<w:txbxContent><w:p><w:r><w:t>{{chair}}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    "</v:shape></w:pict></w:r>",
}


@pytest.mark.parametrize("split", sorted(SPLIT))
def test_a_value_is_filled_wherever_word_split_its_token(
    tmp_path: Path,
    read_text: Text,
    read_parts: Callable[[bytes], dict[str, bytes]],
    split: str,
) -> None:
    body = f"<w:p>{SPLIT[split]}</w:p>" + lines("{{report}}")
    content = made(template(tmp_path / "a.docx", body))
    text = read_text(content)
    assert "A. {{board}} Ash" in text
    assert "chair" not in text
    assert b"showingPlcHdr" not in read_parts(content)["word/document.xml"]


def test_a_footnote_is_filled_too(
    tmp_path: Path, read_parts: Callable[[bytes], dict[str, bytes]]
) -> None:
    from tests.reports.made_up_template import NAMESPACES

    path = template(
        tmp_path / "a.docx",
        lines("{{report}}"),
        parts={
            "word/footnotes.xml": f"<w:footnotes {NAMESPACES}><w:footnote w:id='2'>"
            f"{line('Chaired by {{chair}}')}</w:footnote></w:footnotes>"
        },
        change={
            "[Content_Types].xml": lambda text: text.replace(
                "</Types>",
                '<Override PartName="/word/footnotes.xml" ContentType="application/'
                'vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
            ),
            "word/_rels/document.xml.rels": lambda text: text.replace(
                "</Relationships>",
                '<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/'
                'officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
                "</Relationships>",
            ),
        },
    )
    assert b"Chaired by A. {{board}} Ash" in read_parts(made(path))["word/footnotes.xml"]


def test_the_legend_tells_the_words_and_colours_of_its_kind(
    tmp_path: Path, read_text: Text
) -> None:
    path = template(tmp_path / "a.docx", lines("{{legend}}"))
    assert "BRAG" not in read_text(made(path))
    with_colours = replace(KIND, brag=True, terms=frozenset(("Signed off",)))
    text = read_text(made(path, kind=with_colours))
    assert "Blue, complete" in text
    assert "A second person, of another login" in text
    assert "The day by which facts are judged" not in text
    nothing = replace(KIND, terms=frozenset())
    assert read_text(made(path, kind=nothing)).strip() == ""
