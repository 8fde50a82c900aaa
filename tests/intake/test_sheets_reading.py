"""Trackers as workbooks: header, columns, colours, merged cells, and every row told apart."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font

from auditrack.intake.sheets import is_sheet, read_sheet
from auditrack.intake.sheets.colours import colour_word
from auditrack.intake.sheets.dated import date_as_printed, day_in_heading, entries
from auditrack.intake.sheets.header import role_of_heading
from auditrack.intake.sheets.pages import letter_of
from auditrack.model.change import RefusedError
from auditrack.model.sheet import Note
from auditrack.reports.blank_sheet import blank_sheet
from tests.intake.trackers import AMBER, HEADINGS, RED, fill, messy, saved, simple

TODAY = date(2026, 11, 20)


def read(data: bytes, name: str = "tracker.xlsx", **also):
    return read_sheet(Path(name), TODAY, data, **also)


def rows_of(sheet):
    return [row for row in sheet.rows if row.kind == "row"]


def test_a_messy_tracker_of_300_rows_has_every_row_told_apart():
    data, kinds = messy()
    sheet = read(data)
    found = Counter(row.kind for row in sheet.rows)
    found["empty"] += sheet.last - len(sheet.rows)
    assert sheet.last == 300
    assert found == kinds
    assert not [row for row in sheet.rows if row.problems]
    assert sheet.header == (4, 5)
    assert {one.role: one.letter for one in sheet.columns if one.role != "progress"} == {
        "review": "A", "number": "B", "recommendation": "C", "action": "D", "agency": "E",
        "lead": "F", "due": "G", "state": "H", "closed": "K",
    }  # fmt: skip
    assert [one.letter for one in sheet.columns if one.role == "progress"] == ["I", "J", "L"]
    assert all(one.samples for one in sheet.columns if one.letter != "J")


def test_a_recommendation_merged_over_its_actions_is_that_of_each():
    first, second, third = rows_of(read(messy()[0]))[:3]
    assert {row.recommendation for row in (first, second, third)} == {
        "Partners should make sure that practice 1 is safe."
    }
    assert [row.action for row in (first, second, third)] == [
        f"Do step 1.{step} of the work\nand write it down" for step in (1, 2, 3)
    ]
    assert first.review == second.review == "Child G"
    assert second.number == "1"
    assert "recommendation" in second.carried and not first.carried


def test_what_is_not_read_is_named():
    notes = " ".join(read(messy()[0]).notes)
    assert '"Old version"' in notes and "hidden" in notes.lower()
    assert '"Contacts"' in notes
    assert "formulas" in notes and "no stored value" in notes
    assert "Hidden and not taken: 4 rows" in notes
    assert "kept as printed" in notes and '"ongoing"' in notes


def test_hidden_rows_are_taken_where_that_is_said():
    data, kinds = messy()
    sheet = read(data, with_hidden=True)
    assert len(rows_of(sheet)) == kinds["row"] + kinds["hidden"]


def test_a_hidden_sheet_is_read_when_it_is_named():
    sheet = read(messy()[0], sheet="old version")
    assert sheet.name == "Old version"
    assert any("hidden" in note for note in sheet.notes)
    with pytest.raises(RefusedError) as refused:
        read(messy()[0], sheet="Nothing")
    assert refused.value.refusal.code == "no-such-sheet"
    assert '"Action plan"' in str(refused.value.refusal)


def test_dates_keep_their_words_beside_their_data():
    rows = rows_of(read(messy()[0]))
    assert {row.due_text: row.due for row in rows} == {
        "2019-03-31": "2019-03-31", "31/03/2019": "2019-03-31", "March 2019": "2019-03",
        "Spring 2019": None, "ongoing": None, "31.6.19": None, "by end of 2019": "2019-12-31",
        "TBC": None, "Q2 19/20": None, "": None,
    }  # fmt: skip


def test_a_progress_cell_is_parted_into_its_dated_entries():
    row = rows_of(read(messy()[0]))[1]
    assert row.notes[:2] == (
        Note("Progress > 2019: 12/03/2019: begun 1.2", "2019-03-12"),
        Note("Progress > 2019: 1 June 2019 - half done", "2019-06-01"),
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12/3/19 begun\nand more of it\n01/06/20: done", [("2019-03-12", 2), ("2020-06-01", 1)]),
        ("No date at all", [(None, 1)]),
        ("March 2020: training\nApril 2020: audit", [("2020-03", 1), ("2020-04", 1)]),
        ("31/12/2030: will be done", [(None, 1)]),
        ("[05/05/2021] met", [("2021-05-05", 1)]),
        ("3.2 of the plan is done", [(None, 1)]),
    ],
)
def test_entries_of_a_progress_cell(cell, expected):
    found = entries(cell, TODAY)
    assert [(note.on, note.text.count("\n") + 1) for note in found] == expected
    assert "\n".join(note.text for note in found) == cell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/03/2019", "2019-03-31"), ("by 31/03/2019", "2019-03-31"), ("Mar 2019", "2019-03"),
        ("2019", "2019"), ("2019-03-31 00:00", "2019-03-31"), ("+6m", None), ("today", None),
        ("next month", None), ("end of March", None), ("31/02/2019", None), ("ASAP", None),
        ("completed 1 May 2020", "2020-05-01"), ("", None), ("x" * 5000, None),
    ],
)  # fmt: skip
def test_dates_are_read_only_where_they_are_certain(text, expected):
    assert date_as_printed(text, TODAY) == expected


def test_a_day_in_a_heading_is_that_of_its_column():
    assert day_in_heading("Update March 2019", TODAY) == "2019-03"
    assert day_in_heading("Progress > 2019", TODAY) == "2019"
    assert day_in_heading("Progress > Quarter 1", TODAY) is None
    assert day_in_heading("Update March 2030", TODAY) is None


def test_strike_through_and_fill_are_read():
    book = Workbook()
    sheet = book.active
    sheet.append(list(HEADINGS))
    sheet.append(["Child F", "1", "Ask one.", "Police", "Do it", "Lead", "2020", None, "x"])
    sheet.append(["Child F", "2", "Ask two.", "Police", "Do that", "Lead", "2020", None, "x"])
    sheet["H2"].fill = fill(AMBER)
    sheet["E2"].font = Font(strike=True)
    sheet["C3"].font = Font(strike=True)
    one, two = rows_of(read(saved(book)))
    assert (one.fill, one.struck_action, one.struck_ask) == ("amber", True, False)
    assert (two.fill, two.struck_action, two.struck_ask) == (None, True, True)


def test_words_struck_through_within_a_cell_are_said_and_not_taken():
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    gone, bold = InlineFont(strike=True), InlineFont(b=True)
    book = Workbook()
    sheet = book.active
    sheet.append(["Review", "Recommendation", "Action"])
    sheet.append(["F", "Ask one.", None])
    sheet["C2"] = CellRichText(
        "Train ", TextBlock(gone, "all police "), TextBlock(bold, "everybody")
    )
    sheet.append(["F", "Ask two.", None])
    sheet["C3"] = CellRichText(TextBlock(gone, "Write "), TextBlock(gone, "a policy"))
    sheet.append(["F", "Ask three.", None])
    sheet["C4"] = CellRichText("Look ", TextBlock(bold, "again"))
    made = read(saved(book))
    one, two, three = rows_of(made)
    assert (one.action, one.struck_action) == ("Train everybody", False)
    assert one.said == "struck through in C2 and not taken: all police"
    assert (two.action, two.struck_action, two.said) == ("Write a policy", True, "")
    assert (three.action, three.said) == ("Look again", "")
    assert any("not taken: 1 row (2)." in note for note in made.notes)


@pytest.mark.parametrize(
    ("rgb", "word"),
    [
        ("FF0000", "red"), ("C00000", "red"), ("FFC000", "amber"), ("FFFF00", "yellow"),
        ("00B050", "green"), ("92D050", "green"), ("0070C0", "blue"), ("7030A0", "purple"),
        ("FFFFFF", None), ("000000", None), ("D9D9D9", None), ("FFC7CE", "red"),
        ("C6EFCE", "green"), ("FFEB9C", "amber"),
    ],
)  # fmt: skip
def test_colours_have_the_words_that_people_use(rgb, word):
    assert colour_word(rgb) == word


def test_a_column_of_colours_without_a_heading_is_the_status():
    book = Workbook()
    sheet = book.active
    sheet.append(["Review", "Recommendation", "Action", None])
    for at in range(2, 6):
        sheet.append(["Child F", f"Ask {at}.", f"Do {at}", None])
        sheet.cell(at, 4).fill = fill(AMBER)
    made = read(saved(book))
    assert made.columns[3].role == "state" and "colours" in made.columns[3].because
    assert {row.fill for row in rows_of(made)} == {"amber"}


def test_a_row_of_one_colour_has_it_where_no_column_is_a_status():
    book = Workbook()
    sheet = book.active
    sheet.append(["Review", "Recommendation", "Action"])
    sheet.append(["Child F", "Ask one.", "Do one"])
    sheet.append(["Child F", "Ask two.", "Do two"])
    for column in (1, 2, 3):
        sheet.cell(2, column).fill = fill(AMBER)
    sheet.cell(3, 1).fill, sheet.cell(3, 2).fill = fill(AMBER), fill(RED)
    assert [row.fill for row in rows_of(read(saved(book)))] == ["amber", None]


@pytest.mark.parametrize(
    ("cell", "number", "words"),
    [
        ("1. The Board should share records.", "1", "The Board should share records."),
        ("4.2 The Board should share records.", "4.2", "The Board should share records."),
        ("Recommendation 3: Share records.", "Recommendation 3", "Share records."),
        ("2019 was a bad year for records.", "", "2019 was a bad year for records."),
        ("Share records.", "", "Share records."),
        ("1. Share them all.\n2. Keep them all.", "", "1. Share them all.\n2. Keep them all."),
    ],
)
def test_a_number_in_front_of_a_recommendation_is_its_reference(cell, number, words):
    (row,) = rows_of(read(simple([["F", cell, "Do"]], ("Review", "Recommendation", "Action"))))
    assert (row.number, row.recommendation) == (number, words)


def test_comments_beside_cells_are_named():
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    sheet.append(["Review", "Recommendation"])
    sheet.append(["Child F", "Ask one."])
    sheet["B2"].comment = Comment("It was never done.", "somebody")
    assert any("1 comments" in note for note in read(saved(book)).notes)
    assert not any("comments" in note for note in read(blank_sheet()).notes)


def test_a_status_in_words_goes_before_a_rating_by_colour():
    made = read(
        simple(
            [["Child F", "1", "Ask.", "Amber", "Complete"]],
            ("Review", "Ref", "Recommendation", "RAG", "Status"),
        )
    )
    assert rows_of(made)[0].state == "Complete"


def test_colours_set_by_rules_are_named():
    book = Workbook()
    sheet = book.active
    sheet.append(list(HEADINGS))
    sheet.append(["Child F", "1", "Ask.", "Police", "Do it", "Lead", "2020", 1, "x"])
    sheet.conditional_formatting.add(
        "H2:H9", CellIsRule(operator="equal", formula=["1"], fill=fill(AMBER))
    )
    assert any("set by rules" in note for note in read(saved(book)).notes)


def test_numbers_and_dates_read_as_a_person_sees_them():
    book = Workbook()
    sheet = book.active
    sheet.append(list(HEADINGS))
    sheet.append(["Child F", 4.2, "Ask.", "Police", "Do", "Lead", datetime(2020, 5, 1), True, 3.0])
    sheet["B2"].number_format = "0.00"
    row = rows_of(read(saved(book)))[0]
    assert (row.number, row.due_text, row.state, row.notes[0].text) == (
        "4.20", "2020-05-01", "Yes", "3",
    )  # fmt: skip


def test_a_guess_can_be_corrected():
    data = simple([["Child F", "Ask.", "Somebody"]], ("Review", "Recommendation", "Whose"))
    assert read(data).columns[2].role is None
    assert read(data, columns=("Whose=lead",)).columns[2].role == "lead"
    assert read(data, columns=("C=agency",)).columns[2].role == "agency"
    with pytest.raises(RefusedError) as refused:
        read(data, columns=("Whose=colour",))
    assert refused.value.refusal.code == "bad-column"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Rec No.", "number"), ("Recommendation", "recommendation"), ("Action No", "action number"),
        ("Lead Agency", "agency"), ("Lead officer", "lead"), ("By whom", "lead"),
        ("Timescale", "due"), ("Target date", "due"), ("Date completed", "closed"),
        ("BRAG rating", "state"), ("Status (RAG)", "state"), ("Progress to date", "progress"),
        ("Update March 2019", "progress"), ("Evidence of completion", "evidence"),
        ("Source review", "review"), ("Intended outcome", "outcome"), ("Theme", "theme"),
        ("Action required", "action"), ("Telephone", None), ("", None), ("Date added", None),
        ("Date of review", None), ("Priority", None), ("Closed?", "state"), ("When", "due"),
        ("Sub group", "lead"), ("Lead Agency / Officer", "agency"), ("Action ID", "action number"),
    ],
)  # fmt: skip
def test_headings_tell_what_columns_hold(heading, role):
    assert role_of_heading(heading) == role


def test_a_sheet_without_a_header_is_refused():
    with pytest.raises(RefusedError) as refused:
        read(simple([["a", "b"], ["c", "d"]], ("one", "two")))
    assert refused.value.refusal.code == "no-header"
    assert "blank-sheet" in str(refused.value.refusal)


def test_a_row_that_says_nothing_to_do_is_refused_with_its_column():
    data = simple([["Child F", "1", None, "Police", None, "Lead", "2020", "Done", "x"]])
    (row,) = rows_of(read(data))
    assert row.problems[0].column == "C"


def test_a_day_of_completion_still_to_come_is_refused_with_its_column():
    data = simple(
        [["Child F", "1", "Ask.", "1/1/2030"]], ("Review", "Ref", "Recommendation", "Completed on")
    )
    (row,) = rows_of(read(data))
    assert row.problems[0].column == "D" and "still to come" in row.problems[0].sentence


def test_the_blank_sheet_reads_without_a_question():
    book = load_workbook(__import__("io").BytesIO(blank_sheet()))
    sheet = book["Tracker"]
    assert all(cell.comment for cell in sheet[1])
    values = ["Child F", "1", "Ask.", "Police", "1.1", "Do", "Lead", "2020", "done",
              "1/2/2020: x", "Minutes", "1/3/2020", "Better"]  # fmt: skip
    for at, value in enumerate(values, 1):
        sheet.cell(2, at, value)
    made = read(saved(book))
    assert [one.role for one in made.columns] == [
        "review", "number", "recommendation", "agency", "action number", "action", "lead", "due",
        "state", "progress", "evidence", "closed", "outcome",
    ]  # fmt: skip
    (row,) = rows_of(made)
    assert (row.state, row.closed, row.outcome) == ("done", "2020-03-01", "Better")


def test_what_is_a_spreadsheet_is_told_by_its_ending_or_content():
    assert is_sheet(Path("a.XLSX")) and is_sheet(Path("a.csv")) and not is_sheet(Path("a.docx"))
    assert is_sheet(Path("standard-input"), blank_sheet())
    assert not is_sheet(Path("standard-input"), b"PK\x03\x04 and no more")


def test_letters_of_columns():
    assert [letter_of(one) for one in (1, 26, 27, 702, 703, 16384)] == [
        "A", "Z", "AA", "ZZ", "AAA", "XFD",
    ]  # fmt: skip
