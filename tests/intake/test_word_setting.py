"""Headings, lines and pages of a Word document."""

from auditrack.intake.blocks import BOLD_LINE
from tests.intake.word_parts import (
    STYLES,
    blocks,
    level,
    listed,
    lists,
    p,
    reading,
    run,
    style,
    table,
    texts,
)

BREAK = "<w:r><w:br/></w:r>"


def test_headings_are_known_by_their_styles_and_what_those_stand_on():
    styles = (
        STYLES
        + style("Board heading", "heading2")
        + style("Überschrift 1").replace("Überschrift1", "berschrift1")
        + style("Outlined", "Normal", "<w:pPr><w:outlineLvl w:val='2'/></w:pPr>")
        + style("Body text", "heading2", "<w:pPr><w:outlineLvl w:val='9'/></w:pPr>")
    )
    body = (
        p("A", "Title")
        + p("B", "heading1")
        + p("C", "Boardheading")
        + p("D", "Outlined")
        + p("E", "", "<w:outlineLvl w:val='3'/>")
        + p("F", "Bodytext", "<w:rPr/>")
        + p("G", "heading3", "<w:outlineLvl w:val='9'/>")
        + p("H", "heading6")
        + p(
            "A whole sentence that was set as a heading for its number and tells what was done.",
            "heading2",
        )
    )
    found = [(b.kind, b.level) for b in reading(body, styles=styles).blocks]
    assert [level for kind, level in found if kind == "heading"][:5] == [1, 1, 2, 3, 4]
    assert ("heading", 6) in found and found[-1] == ("paragraph", 0)


def test_short_lines_that_stand_out_are_headings_of_the_lowest_kind():
    bold_style = STYLES + style("Loud", "Normal", "<w:rPr><w:b/></w:rPr>")
    size = '<w:sz w:val="32"/>'
    body = (
        p(run("Bold line", "b"))
        + p("By its style", "Loud")
        + p(run("Quiet in a loud style", "<w:b w:val='0'/>"), "Loud")
        + p(run("Strong", "<w:rStyle w:val='Strong'/>"))
        + p(run("Underlined", '<w:u w:val="single"/>'))
        + p(run("Larger", size))
        + p(run("Only ", "b") + run("half"))
        + p(
            run(
                "A bold line that goes on for more words than any heading of a review ever has", "b"
            )
        )
        + p(run("bold bullet", "b"), "ListBullet")
        + p("Words of the text. " * 20)
    )
    found = reading(body, styles=bold_style).blocks
    heads = [block.text for block in found if block.kind == "heading"]
    assert heads == ["Bold line", "By its style", "Strong", "Underlined", "Larger"]
    assert {block.level for block in found if block.kind == "heading"} == {BOLD_LINE}


def test_a_document_that_is_all_bold_has_no_headings_for_it():
    body = "".join(p(run(words, "b")) for words in ("One line", "The Board should act.", "Three"))
    assert {kind for kind, _ in blocks(body)} == {"paragraph"}


def test_bold_numbered_lines_are_headings_and_bold_asks_are_not():
    numbered = lists(level(0, "decimal", "%1."))
    body = (
        p(run("Introduction", "b"), "", listed(2))
        + p("Words of the text that are not bold and go on for a while.")
        + p(run("Review the policy", "b"), "", listed(2))
    )
    found = [(b.kind, str(b)) for b in reading(body, numbering=numbered).blocks]
    assert found[0] == ("heading", "1. Introduction")
    assert found[2] == ("paragraph", "2 Review the policy")


def test_quotations_are_known_by_style_italics_and_marks():
    styles = STYLES + style("Block Quotation", "Normal")
    body = p("One", "Quote") + p("Two", "BlockQuotation") + p("“Three.”") + p(run("Four", "i"))
    found = reading(body, styles=styles).blocks
    assert [block.quoted for block in found] == [True, True, True, False]
    assert [block.italic for block in found] == [True, False, False, True]


def test_a_typed_line_break_parts_what_begins_anew_and_joins_what_goes_on():
    body = (
        p(run("Recommendation 1", "b") + BREAK + run("The Board should act."))
        + p(run("It was found that the plan") + BREAK + run("had not been shared."))
        + p(run("They should:") + BREAK + run("- meet") + BREAK + run("- act"))
        + p(run("A heading") + BREAK + run("On two lines"), "heading1")
    )
    assert blocks(body) == [
        ("heading", "Recommendation 1"),
        ("paragraph", "The Board should act."),
        ("paragraph", "It was found that the plan had not been shared."),
        ("paragraph", "They should:"),
        ("bullet", "meet"),
        ("bullet", "act"),
        ("heading", "A heading On two lines"),
    ]


def test_page_numbers_and_running_heads_that_a_converter_left_are_taken_out():
    head = p("Review of Child Sedge - draft")
    body = "".join(p(f"Words of page {n}.") + p(f"Page {n} of 3") + head for n in (1, 2, 3))
    assert texts(body) == ["Words of page 1.", "Words of page 2.", "Words of page 3."]


def test_paragraphs_that_a_converter_cut_are_put_together():
    body = (
        p("The following recommendations rest on what was noted in the")
        + p("recommendation.")
        + p("Recommendations linked with the Framework for the Assessment of")
        + p("Children in Need")
        + p("The Board should agree a pathway for unborn babies, and")
        + p("The Board should test it.")
        + p("A protocol is agreed and used by the hospital and the Oldbury Partnership Trust")
        + p("Community Drug Team.")
        + p("The Board is asked to look at these matters with a focus on:")
        + p("children who are not known to any social worker")
        + p("families who have moved within the year")
    )
    assert texts(body) == [
        "The following recommendations rest on what was noted in the recommendation.",
        "Recommendations linked with the Framework for the Assessment of Children in Need",
        "The Board should agree a pathway for unborn babies, and",
        "The Board should test it.",
        "A protocol is agreed and used by the hospital and the Oldbury Partnership Trust "
        "Community Drug Team.",
        "The Board is asked to look at these matters with a focus on:",
        "children who are not known to any social worker",
        "families who have moved within the year",
    ]


def test_pages_are_those_that_word_noted():
    noted = "<w:r><w:lastRenderedPageBreak/></w:r>"
    broken = '<w:r><w:br w:type="page"/></w:r>'
    rows = table([["a", "b"], [p(run("c") + noted + run("d")), p(noted + run("e"))], ["f", "g"]])
    found = reading(p("One") + p(broken) + p(noted + run("Two")) + rows + p("Three"))
    assert [(block.text, block.page) for block in found.blocks] == [
        ("One", 1),
        ("Two", 2),
        ("a | b", 2),
        ("cd | e", 2),
        ("f | g", 3),
        ("Three", 3),
    ]
    assert found.pages == 3


def test_pages_are_those_that_a_person_set_where_word_noted_none():
    body = (
        p("One")
        + p('<w:r><w:br w:type="page"/></w:r>' + run("Two"))
        + p("Three", "", "<w:pageBreakBefore/>")
        + p("End", "", "<w:sectPr/>")
        + p("Four", "", '<w:sectPr><w:type w:val="continuous"/></w:sectPr>')
        + p("Five")
    )
    found = reading(body)
    assert [block.page for block in found.blocks] == [1, 2, 3, 3, 3, 4]
    assert reading(p("One")).pages is None
    assert reading(p("One")).blocks[0].page is None
