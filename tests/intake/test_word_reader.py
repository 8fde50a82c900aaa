"""The words of a Word document: what wraps them, what stands beside them, what packs them."""

from io import BytesIO

import docx

from auditrack.intake.word import read_word
from tests.intake.word_parts import SPACES, blocks, field_of, p, run, table, texts
from tests.intake.word_parts import docx as docx_of


def test_words_of_every_wrapper_are_read_in_order():
    body = p(
        run("One ")
        + f"<w:hyperlink r:id='x'>{run('two ')}</w:hyperlink>"
        + f"<w:smartTag w:element='place'>{run('three ')}</w:smartTag>"
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('four ')}</w:sdtContent></w:sdt>"
        + f"<w:fldSimple w:instr=' AUTHOR '>{run('five ')}</w:fldSimple>"
        + field_of("REF x", run("six "))
        + f"<w:customXml w:element='x'>{run('seven ')}</w:customXml>"
        + f"<w:bdo w:val='ltr'>{run('eight ')}</w:bdo>"
        + f"<w:r><w:ruby><w:rt>{run('no')}</w:rt>"
        + f"<w:rubyBase>{run('nine ')}</w:rubyBase></w:ruby></w:r>"
        + "<m:oMath><m:r><m:t>10</m:t></m:r></m:oMath>"
    )
    assert texts(body) == ["One two three four five six seven eight nine 10"]


def test_signs_that_are_elements_are_read():
    body = p(
        "<w:r><w:t>self</w:t><w:noBreakHyphen/><w:t>neglect</w:t><w:tab/><w:t>co</w:t>"
        "<w:softHyphen/><w:t>operate</w:t><w:cr/><w:t>again</w:t></w:r>"
    )
    assert texts(body) == ["self-neglect cooperate again"]
    bullet = "<w:r><w:sym w:font='Symbol' w:char='F0B7'/><w:tab/><w:t>A point</w:t></w:r>"
    assert blocks(p(bullet)) == [("bullet", "A point")]


def test_content_controls_and_custom_xml_around_blocks_rows_and_cells_are_read():
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    rows = (
        "<w:tbl><w:tr>"
        + control(f"<w:tc>{p('a')}</w:tc>")
        + f"<w:tc>{control(p('b'))}</w:tc></w:tr>"
        + control(f"<w:tr><w:tc>{p('c')}</w:tc><w:tc>{p('d')}</w:tc></w:tr>")
        + "</w:tbl>"
    )
    body = control(control(p("Words"))) + f"<w:customXml>{p('more')}</w:customXml>" + rows
    assert texts(body) == ["Words", "more", "a | b", "c | d"]


def test_a_content_control_that_only_says_what_to_write_in_it_is_no_text():
    shown = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    body = f"<w:sdt>{shown}<w:sdtContent>{p('Click here')}</w:sdtContent></w:sdt>" + p(
        run("Name: ") + f"<w:sdt>{shown}<w:sdtContent>{run('Choose')}</w:sdtContent></w:sdt>"
    )
    assert texts(body) == ["Name:"]


def test_one_branch_of_alternate_content_is_read():
    choice = f"<mc:Choice Requires='w14'>{run('new')}</mc:Choice>"
    old = f"<mc:Fallback>{run('old')}</mc:Fallback>"
    assert texts(p(f"<mc:AlternateContent>{choice}{old}</mc:AlternateContent>")) == ["new"]
    empty = "<mc:Choice Requires='w14'><w:r/></mc:Choice>"
    assert texts(p(f"<mc:AlternateContent>{empty}{old}</mc:AlternateContent>")) == ["old"]
    whole = f"<mc:AlternateContent><mc:Choice>{p('one')}</mc:Choice></mc:AlternateContent>"
    assert texts(whole + p("two")) == ["one", "two"]


def test_text_boxes_are_read_once_after_the_paragraph_that_anchors_them():
    inside = f"<w:txbxContent>{p('In the box')}{p('and below')}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>"
    drawing = f"<w:drawing><wp:anchor><a:graphic>{shape}</a:graphic></wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{drawing}</mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )
    for boxed in (both, drawing, old):
        body = p(run("Before ") + f"<w:r>{boxed}</w:r>" + run("and after")) + p("Next")
        assert texts(body) == ["Before and after", "In the box", "and below", "Next"]
    assert texts(table([[p(f"<w:r>{both}</w:r>"), "b"], ["c", "d"]]))[0] == (
        "In the box and below | b"
    )


def test_notes_at_the_foot_do_not_cut_a_sentence():
    body = p(
        run("They had met")
        + "<w:r><w:rPr><w:rStyle w:val='x'/></w:rPr><w:footnoteReference w:id='2'/></w:r>"
        + run(" twice")
        + run("12", "<w:vertAlign w:val='superscript'/>")
        + run(" by the 1")
        + run("st", "<w:vertAlign w:val='superscript'/>")
        + run(" of May.")
    )
    assert texts(body) == ["They had met twice by the 1st of May."]
    typed = p("Text") + p(run("3", "<w:vertAlign w:val='superscript'/>") + run(" See the guide."))
    assert texts(typed + p("A note", "footnotetext")) == ["Text"]


def test_footnotes_that_a_converter_left_between_paragraphs_are_taken_out():
    body = (
        p("Some of the agencies that knew the family best were never")
        + p("---")
        + p("1 Guidance of 2015, chapter 4")
        + p("asked to come to the meeting that was held.")
        + p("---")
        + p("2 The report of an inquiry")
        + p("3 An older report")
        + p("More words.")
    )
    assert texts(body) == [
        "Some of the agencies that knew the family best were never asked to come to the meeting "
        "that was held.",
        "More words.",
    ]
    alone = p("Words") + p("---") + p("1 Introduction") + p("More words")
    assert texts(alone) == ["Words", "1 Introduction", "More words"]


def test_a_table_of_contents_is_left_out_and_the_text_behind_it_is_not():
    entries = (
        p(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC \\o</w:instrText>"
            "</w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>" + run("Analysis\t4"),
            "toc1",
        )
        + p(run("Recommendations") + field_of("PAGEREF _1", run("7")), "toc1")
        + p("<w:r><w:fldChar w:fldCharType='end'/></w:r>" + run("1 Analysis"), "heading1")
    )
    assert texts(p("Contents", "TOCHeading") + entries) == ["1 Analysis"]
    control = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('Contents')}{p('One 1')}</w:sdtContent></w:sdt>"
    )
    assert texts(control + p("Words")) == ["Words"]


def test_a_field_that_never_ends_hides_nothing():
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{}</w:instrText></w:r>"
    assert texts(p(begin.format("PAGE") + run("gone")) + p("Words")) == ["Words"]
    body = p(begin.format("TOC") + run("gone")) + p("One 1") + p("Heading", "heading1") + p("Words")
    assert texts(body) == ["Heading", "Words"]


def test_strict_documents_templates_and_macros_are_read():
    strict = SPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    body = p("Analysis", "heading1") + p("One", "ListBullet")
    assert blocks(body, space=strict) == [("heading", "Analysis"), ("bullet", "One")]
    for kind in ("document.macroEnabled.main", "template.main"):
        main = f"application/vnd.ms-word.{kind}+xml"
        assert blocks(body, main=main) == blocks(body)


def test_a_part_in_utf_16_is_read():
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document {SPACES}><w:body>{p("Wörter")}'
    data = (xml + "</w:body></w:document>").encode("utf-16")
    assert texts("", parts={"word/document.xml": data}) == ["Wörter"]


def test_a_document_without_styles_or_lists_is_read():
    assert blocks(p("Words", "heading1"), styles=None, numbering=None) == [("paragraph", "Words")]


def test_what_python_docx_writes_is_read_and_what_we_write_it_reads():
    document = docx.Document()
    document.add_heading("Recommendations", 1)
    document.add_paragraph("The Board should act.", "List Number")
    document.add_paragraph("at once", "List Bullet")
    document.add_paragraph("Words", "Intense Quote")
    grid = document.add_table(1, 2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = "a", "b"
    written = BytesIO()
    document.save(written)
    found = read_word(written.getvalue(), "review.docx").blocks
    assert [(b.kind, b.number, b.text, b.quoted) for b in found] == [
        ("heading", None, "Recommendations", False),
        ("paragraph", "1", "The Board should act.", False),
        ("bullet", None, "at once", False),
        ("paragraph", None, "Words", True),
        ("row", None, "a | b", False),
    ]
    ours = docx.Document(BytesIO(docx_of(p("Analysis", "heading1") + p("Words"))))
    assert [one.text for one in ours.paragraphs] == ["Analysis", "Words"]


def test_escape_sequences_and_invisible_characters_are_taken_out():
    body = p(run("The Bo\u200bard \u202eact\u202c\u00a0on [red]this[/] now\ufeff."))
    assert texts(body) == ["The Board act on [red]this[/] now."]
