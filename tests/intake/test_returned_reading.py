"""What is read of a return form that came back: its lines, its head, and what stands beside."""

import io

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

from auditrack.intake.returned import may_be_returned, read_returned, returned_of
from auditrack.intake.returned.book import paper_of
from auditrack.intake.returned.headings import header_in, section_named, tidied_reference
from auditrack.intake.returned.word import read_paper
from auditrack.intake.sheets.workbook import read_workbook
from auditrack.model.change import RefusedError
from auditrack.model.return_form import COLUMNS, HEAD, INSTRUCTIONS, NOTHING, SECTIONS, SHEETS
from tests.commands.filled_forms import from_scratch

HEADED = {section: list(columns.values()) for section, columns in COLUMNS.items()}
ROW = ["act-1", "Train every team", "31 March 2027", "in progress", "done", "All trained", "", ""]


def word(data):
    return returned_of(read_paper(data, "back.docx"), "back.docx", "0" * 64, "docx")


def excel(sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    data = made.getvalue()
    return returned_of(paper_of(read_workbook(data, "b.xlsx")), "b.xlsx", "0" * 64, "xlsx")


def values(returned, at=0):
    return dict(returned.lines[at].values)


def test_a_line_holds_what_was_written_by_the_columns_of_the_form():
    returned = word(from_scratch([("updates", [HEADED["updates"], ROW])], head=["Form: ret-3"]))
    (line,) = returned.lines
    assert (returned.form, line.section, line.ref, line.is_added) == (
        "ret-3", "updates", "act-1", False)  # fmt: skip
    assert line.place == f"{SECTIONS['updates']}, row 1"
    assert values(returned) == {
        "ref": "act-1", "text": "Train every team", "due": "31 March 2027", "was": "in progress",
        "state": "done", "note": "All trained",
    }  # fmt: skip


def test_columns_may_be_moved_added_reworded_or_left_without_a_heading():
    headings = ["WHAT WAS DONE  SINCE:", "Ref. no.", "Our comments", "where it stands  now", "Date"]
    row = ["All trained", "act-1", "See the minutes", "done", "14 Oct"]
    returned = word(from_scratch([("updates", [headings, row])]))
    assert values(returned)["note"] == "All trained"
    assert values(returned)["state"] == "done" and values(returned)["on"] == "14 Oct"
    assert "Our comments: See the minutes" in values(returned)["also"]
    blank = [*HEADED["updates"]]
    blank[4] = ""
    assert values(word(from_scratch([("updates", [blank, ROW])])))["state"] == "done"


def test_headings_that_were_shortened_are_known_where_only_one_can_be_meant():
    headings = ["Reference", "Recommendation", "Your answer", "Date", "Reason", "Lead"]
    row = ["child-f/1", "Do", "Declined", "3 Nov", "Not ours", "Jo"]
    read = values(word(from_scratch([("replies", [headings, row])])))
    assert (read["on"], read["reason"], read["also"]) == ("3 Nov", "Not ours", "Lead: Jo")
    bare = word(from_scratch([("", [["Ref", "Your answer"], ["child-f/1", "Accepted"]])]))
    assert (bare.lines[0].section, values(bare)["answer"]) == ("replies", "Accepted")


def test_all_tables_may_stand_on_one_sheet_one_below_the_other():
    returned = excel({"Sheet1": [
        [HEAD["form"], "ret-3"], [SECTIONS["updates"]], HEADED["updates"], ROW,
        ["", "", "", "", "", "A bit more", "", ""], ["Please note that we move office"],
        [SECTIONS["questions"]], HEADED["questions"], ["rq-1", "Who?", "Jo"],
    ]})  # fmt: skip
    assert [(line.section, line.ref) for line in returned.lines] == [
        ("updates", "act-1"), ("updates", None), ("questions", "rq-1")]  # fmt: skip
    assert returned.loose == ("Please note that we move office",)


@pytest.mark.parametrize("heading", ["updates", ""])
def test_a_table_without_its_header_is_read_as_it_was_sent(heading):
    returned = word(from_scratch([(heading, [ROW])], head=["ret-3"]))
    assert (returned.lines[0].section, values(returned)["note"]) == ("updates", "All trained")


def test_a_table_that_was_parted_goes_on_and_a_header_once_more_is_no_line():
    two = [["act-2", "Write", "", "", "paused", "No money", "", ""]]
    parted = [("updates", [HEADED["updates"], ROW, HEADED["updates"]]), ("", two)]
    returned = word(from_scratch(parted, loose=["Thank you"]))
    assert [line.ref for line in returned.lines] == ["act-1", "act-2"]
    assert returned.lines[1].section == "updates" and returned.loose == ("Thank you",)


def test_rows_without_a_reference_and_those_said_twice_were_added():
    rows = [HEADED["updates"], ROW, ROW, ["", "", "", "", "", "Something new", "", ""]]
    lines = word(from_scratch([("updates", rows)])).lines
    assert [line.is_added for line in lines] == [False, True, True]
    assert lines[2].ref is None and lines[2].values["note"] == "Something new"


def test_words_below_a_table_and_beside_it_are_kept_as_loose_text():
    rows = [HEADED["updates"], ROW, ["Please ring before you chase us again.", *[""] * 7]]
    returned = word(from_scratch([("updates", rows)], head=["Return form: ret-3", *INSTRUCTIONS],
                                 loose=["Signed off by nobody"]))  # fmt: skip
    assert returned.loose == ("Please ring before you chase us again.", "Signed off by nobody")
    assert len(returned.lines) == 1


def test_a_comment_and_a_footnote_are_an_agencys_words_too():
    document = Document(io.BytesIO(from_scratch([("updates", [HEADED["updates"], ROW])])))
    run = document.tables[0].rows[1].cells[5].paragraphs[0].runs[0]
    document.add_comment(run, text="Ask Jo about this", author="Agency")
    made = io.BytesIO()
    document.save(made)
    assert word(made.getvalue()).loose == ("In a comment: Ask Jo about this",)


def tracked(kind, text):
    change, run = OxmlElement(f"w:{kind}"), OxmlElement("w:r")
    words = OxmlElement("w:t" if kind == "ins" else "w:delText")
    words.text = text
    run.append(words)
    change.append(run)
    change.set(qn("w:author"), "Agency")
    return change


def test_tracked_insertions_are_read_and_deletions_left_out_and_both_are_said():
    document = Document(io.BytesIO(from_scratch([("updates", [HEADED["updates"], ROW])])))
    cell = document.tables[0].rows[1].cells[5].paragraphs[0]._p
    cell.append(tracked("ins", " in June"))
    cell.append(tracked("del", " in May"))
    made = io.BytesIO()
    document.save(made)
    returned = word(made.getvalue())
    assert values(returned)["note"] == "All trained in June"
    assert "tracked" in returned.notes[0]


def test_merged_cells_speak_for_every_row_that_they_cover():
    rows = [HEADED["updates"], ROW, ["act-2", "Write", "", "", "done", "", "", ""]]
    document = Document(io.BytesIO(from_scratch([("updates", rows)])))
    table = document.tables[0]
    table.cell(1, 5).merge(table.cell(2, 5))
    made = io.BytesIO()
    document.save(made)
    returned = word(made.getvalue())
    assert [line.values["note"].strip() for line in returned.lines] == ["All trained"] * 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("act-17", "act-17"),
        ("ACT–17", "act-17"),
        ("act -\n17", "act-17"),
        ("Child-F/4.2 ", "child-f/4.2"),
        ("child-f/\n4.2.", "child-f/4.2"),
        ("act-1; act-2", "act-1, act-2"),
        ("act-1 and act-2", "act-1, act-2"),
        ("act-1\nact-2", "act-1, act-2"),
        ("17", "17"),
        ("3 teams", None),
        ("Please see above", None),
        ("tbc", None),
        ("", None),
        ("We did 2 of these last year and will do 3 more", None),
    ],
)
def test_references_as_people_type_them(typed, meant):
    assert tidied_reference(typed) == meant


@pytest.mark.parametrize(
    ("said", "nothing"),
    [("None", True), ("nil return", True), ("Yes", True), ("✓", True), ("N/A", True), ("", False),
     ("No", False)],
)  # fmt: skip
def test_nothing_to_report_is_answered_with_a_word(said, nothing):
    rows = [[HEAD["form"], "ret-3"], [HEAD["agency"], "Fern Police"], [NOTHING, said]]
    returned = word(from_scratch([("", rows)]))
    assert (returned.nothing, returned.form, returned.agency) == (nothing, "ret-3", "Fern Police")
    assert returned.loose == ()


def test_another_answer_to_nothing_to_report_is_kept_as_words():
    rows = [[HEAD["form"], "ret-3"], [NOTHING, "Only what you see below"]]
    returned = word(from_scratch([("", rows)]))
    assert not returned.nothing and "Only what you see below" in returned.loose[0]


def test_a_workbook_is_read_by_the_names_of_its_sheets_with_dates_as_dates():
    from datetime import datetime

    returned = excel({
        "Form": [[HEAD["form"], "ret-3"], [HEAD["returned_on"], datetime(2026, 11, 18)]],
        SHEETS["updates"]: [HEADED["updates"], [*ROW[:6], datetime(2026, 10, 14), None]],
        "Our notes": [["A sheet of our own"]],
    })  # fmt: skip
    assert (returned.form, returned.returned_on) == ("ret-3", "2026-11-18")
    assert values(returned)["on"] == "2026-10-14"
    assert returned.lines[0].place == f"{SECTIONS['updates']}, row 2"
    assert returned.loose == ("A sheet of our own",)


def test_several_forms_named_are_none():
    returned = word(from_scratch([("updates", [HEADED["updates"], ROW])],
                                 head=["ret-3", "This replaces ret-2"]))  # fmt: skip
    assert returned.form is None and "ret-3, ret-2" in returned.notes[0]


@pytest.mark.parametrize("said", ["1. What was done since", "WHAT WAS DONE SINCE", "Updates",
                                  "What was done  since:", "What was dome since"])  # fmt: skip
def test_the_heading_of_a_table_is_known_in_any_spelling(said):
    assert section_named(said) == "updates"


def test_a_row_of_words_is_no_header():
    assert header_in(["act-1", "Train every team", "done"], "updates") is None
    assert header_in(HEADED["questions"], None)[0] == "questions"


def test_a_file_that_is_no_form_is_told_from_one_that_may_be():
    form = from_scratch([("updates", [HEADED["updates"], ROW])], head=["Return form: ret-3"])
    other = from_scratch([("", [["Ref", "Recommendation"], ["1", "Do"]])], head=["Child F"])
    assert may_be_returned(form) and not may_be_returned(other) and not may_be_returned(b"PK\3\4x")
    with pytest.raises(RefusedError) as refused:
        word(other)
    assert refused.value.refusal.code == "not-a-form"


def test_a_file_is_read_apart_by_its_content_whatever_its_name(tmp_path):
    path = tmp_path / "back.tmp"
    path.write_bytes(from_scratch([("updates", [HEADED["updates"], ROW])], head=["ret-3"]))
    returned = read_returned(path)
    assert (returned.form, returned.format, len(returned.lines)) == ("ret-3", "docx", 1)
