"""Lines to blocks: wrapping, marks, lists, tables and page furniture."""

from auditrack.intake.bodies import addressee, bodies, body_in_heading, is_body
from auditrack.intake.columns import is_header, role_of
from auditrack.intake.front import data_date
from auditrack.intake.headings import outcome_marker, section_of
from auditrack.intake.labels import read_label, read_number
from auditrack.intake.markdown import cell_text, strip_marks
from auditrack.intake.text import read_text


def blocks(text):
    return [(block.kind, block.text) for block in read_text(text).blocks]


def test_hard_wrapped_lines_become_paragraphs():
    text = (
        "The review found that the agencies which knew the family had not met in\n"
        "the year before the child was born, and that each of them had relied on\n"
        "what another was thought to be doing, without asking whether it was so.\n"
        "A new heading\n"
        "The next paragraph begins below it and is again as long as a line can be\n"
        "before the next word no longer fits.\n"
    )
    assert [words.split()[0] for _, words in blocks(text)] == ["The", "A", "The"]


def test_marks_are_stripped_and_words_kept():
    assert strip_marks("**The** *Board*<sup>12</sup> met on 1<sup>st</sup> May [see note 3].") == (
        "The Board met on 1st May [see note 3]."
    )
    assert strip_marks(r"5 \* 3, a_b_c and `x` &amp; y") == "5 * 3, a_b_c and x & y"


def test_cells_keep_their_lists():
    assert cell_text("Aim:<br><ul><li>one</li><li>two</li></ul>") == "Aim:\n- one\n- two"
    assert cell_text("first<br>second") == "first second"


def test_running_heads_and_page_numbers_are_dropped():
    page = "Review of Child Z - draft\n\n{body}\n\n{number}\n"
    text = "\f".join(
        page.format(body=f"Words of page {word} end here.", number=number)
        for number, word in enumerate(("one", "two", "three", "four"), start=1)
    )
    reading = read_text(text)
    found, pages = reading.blocks, reading.pages
    assert pages == 4
    assert [block.page for block in found] == [1, 2, 3, 4]
    assert all(block.text.startswith("Words") for block in found)


def test_footnotes_between_pages_do_not_cut_a_sentence():
    text = "# A\n\nThe agencies that knew the child best had never met\n\n---\n\n"
    text += "<sup>4</sup> See the guidance.\n\nuntil the summer of that year.\n"
    assert blocks(text)[1] == (
        "paragraph",
        "The agencies that knew the child best had never met until the summer of that year.",
    )


def test_every_kind_of_table_gives_rows():
    grid = (
        "+-----+-----+\n| a   | b   |\n|     | c   |\n+=====+=====+\n| d   | e   |\n+-----+-----+\n"
    )
    html = "<table><tr><th>a</th><th>b c</th></tr>\n<tr><td>d</td><td>e</td></tr></table>\n"
    pipes = "| a | b c |\n|---|---|\n| d | e |\n"
    tabs = "a\tb c\nd\te\n"
    for text in (grid, html, pipes, tabs):
        rows = [block.cells for block in read_text(text).blocks]
        assert rows == [("a", "b c"), ("d", "e")]


def test_labels_are_read_as_printed():
    printed = {
        "Recommendation 4": ("Recommendation 4", ""),
        "Recommendation BE1.2: The Board should": ("Recommendation BE1.2", "The Board should"),
        "R12. The Board should": ("R12", "The Board should"),
        "Rec 3 - Do it": ("Rec 3", "Do it"),
        "Learning point 2): Look": ("Learning point 2", "Look"),
        "Recommendation No. 7": ("Recommendation No. 7", ""),
    }
    for text, (words, rest) in printed.items():
        label = read_label(text)
        assert label is not None and (label.words, label.rest) == (words, rest)
    for text in ("Recommendation 3 of this report deals with it", "Recommendations", "Reports 4"):
        assert read_label(text) is None
    assert read_number("4.2 The Board") == ("4.2", "decimal", "The Board")
    assert read_number("(iv) that") == ("iv", "roman", "that")
    assert read_number("2015 was a hard year") is None


def test_bodies_are_told_from_topics():
    for name in (
        "Black Vale NHS Foundation Trust",
        "Children and Young People’s Services",
        "University Hospitals of Marsh Bay",
        "Department for Education",
        "LSCB",
        "All partner agencies",
        "Vale of Wren Council",
    ):
        assert is_body(name), name
    for topic in (
        "Specialist posts",
        "Using previous information",
        "Quality of Health Services",
        "Inter-agency links with GP practices",
        "Head of Midwifery",
        "Cases involved",
    ):
        assert not is_body(topic), topic
    assert body_in_heading("Recommendations for the Home Office") == "Home Office"
    assert body_in_heading("LSCB RESPONSE") == "LSCB"
    assert bodies("DSCB and SSCB") == ("DSCB", "SSCB")
    assert len(bodies("Health and Social Care Partnership")) == 1
    assert addressee("It is recommended that Oldbury Council should act.") == "Oldbury Council"
    assert addressee("Any history of drug use should be recorded.") is None


def test_headings_and_columns_are_known_by_their_words():
    assert section_of("16 Recommendations") == "recommendations"
    assert section_of("Appendix B: Single agency recommendations") == "agency"
    assert section_of("6.125 Previous Serious Case Review") == "quoted"
    assert section_of("Recommendations linked with thresholds") is None
    assert outcome_marker("How will we know?") == (True, "")
    assert outcome_marker("Intended outcome: Fewer gaps") == (False, "Fewer gaps")
    assert role_of("SURGERY SPECIFIC RECOMMENDATION") == "recommendation"
    assert role_of("Subgroup(s) or single agency") == "owner"
    assert is_header(("No", "Recommendation", "Lead", "Timescale"))
    assert not is_header(("Section", "", "Page"))


def test_printed_dates_become_data():
    assert data_date("11th May 2016") == "2016-05-11"
    assert data_date("June 2019") == "2019-06"
    assert data_date("01/04/2013") == "2013-04-01"
    assert data_date("45 May 2016") is None
