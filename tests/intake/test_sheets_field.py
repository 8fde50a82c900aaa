"""Trackers of many kinds, made up after how boards keep them: every row is what it is."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from auditrack.intake.sheets import read_sheet
from auditrack.intake.sheets.cells import bodies_in, state_with_day
from auditrack.intake.sheets.dated import date_as_printed
from auditrack.intake.sheets.dividers import review_named
from auditrack.intake.sheets.header import role_of_heading
from auditrack.model.sheet import Note
from tests.intake.trackers import GREEN, fill, saved

TODAY = date(2026, 11, 20)


def book_of(rows: Sequence[Sequence], *merged: str, title: str = "Sheet1") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    for one in merged:
        book.active.merge_cells(one)
    return book


def read(data, name: str = "tracker.xlsx", **also):
    data = saved(data) if isinstance(data, Workbook) else data
    return read_sheet(Path(name), TODAY, data, **also)


def rows_of(sheet):
    return [row for row in sheet.rows if row.kind == "row"]


def said(sheet) -> dict[int, str]:
    return {row.place: row.said for row in sheet.rows if row.kind == "heading"}


def roles(sheet) -> list[str | None]:
    return [one.role for one in sheet.columns]


def test_titles_above_totals_and_notes_below_are_no_asks():
    sheet = read(
        book_of(
            [
                ["Fernshire Board"], ["Combined action plan, updated 12 May 2023"], [],
                ["Rec No", "Recommendation", "Action", "Owner", "Timescale", "RAG", "Impact"],
                [1.0, "The Board should seek assurance.", "Audit it", "Manager", "31.3.24", "G"],
                [2.0, "Partners should review it.", "Review it", "Manager", "Spring 2023", "R"],
                [], ["Total actions", 2], ["Green", 1], ["Red", 1],
                ["Note: ratings are agreed by the subgroup."],
                ["Version 3.2", "", "", "Page 1 of 1"],
            ]
        )
    )  # fmt: skip
    assert sheet.header == (4,)
    assert [row.recommendation[:8] for row in rows_of(sheet)] == ["The Boar", "Partners"]
    assert not [row for row in sheet.rows if row.problems]
    kinds = {place: words.partition(":")[0] for place, words in said(sheet).items()}
    assert [kinds[place] for place in (8, 9, 10, 11, 12)] == [
        "a total or key", "a total or key", "a total or key", "a note below", "a note below",
    ]  # fmt: skip


def test_quarters_below_one_heading_are_the_second_row_of_a_header():
    sheet = read(
        book_of(
            [
                ["Ref", "Recommendation", "Lead agency", "Progress", None, "Status"],
                [None, None, None, "Q1 23/24", "Q2 23/24", None],
                ["R1", "Improve chronologies.", "Police", "Group set up", "Agreed", "On track"],
            ],
            "D1:E1", "A1:A2", "B1:B2", "C1:C2", "F1:F2",
        )
    )  # fmt: skip
    assert sheet.header == (1, 2)
    (row,) = rows_of(sheet)
    assert [note.text for note in row.notes] == [
        "Progress > Q1 23/24: Group set up", "Progress > Q2 23/24: Agreed",
    ]  # fmt: skip


def test_reviews_as_divider_rows_are_those_of_the_rows_below():
    sheet = read(
        book_of(
            [
                ["No.", "Recommendation", "Action", "RAG"],
                ["SCR Child A (published June 2019)"], [1, "Ask one of A.", "Do it", "Green"],
                ["LCSPR Child B: action plan"], [1, "Ask one of B.", "Do it", "Green"],
            ],
            "A2:D2", "A4:D4",
        )
    )  # fmt: skip
    reviews = [row.review for row in rows_of(sheet)]
    assert reviews == ["SCR Child A (published June 2019)", "LCSPR Child B"]
    assert any("headings of the sheet do" in note for note in sheet.notes)
    assert said(sheet)[4] == "the review of the rows below: LCSPR Child B"


def test_a_review_in_the_title_or_the_name_of_the_sheet_is_that_of_its_rows():
    rows = [["Rec", "Recommendation", "Action"], [1, "Ask one.", "Do it"]]
    titled = read(book_of([["Child Z action plan"], *rows]))
    assert [row.review for row in rows_of(titled)] == ["Child Z"]
    named = read(book_of(rows, title="SAR Adult P"))
    assert [row.review for row in rows_of(named)] == ["SAR Adult P"]
    plain = read(book_of([["Composite action plan"], *rows], title="2021-22"))
    assert [row.review for row in rows_of(plain)] == [""]
    column = read(book_of([["Review", "Recommendation"], ["Child Q", "Ask one."]], title="SCR X"))
    assert [row.review for row in rows_of(column)] == ["Child Q"]


@pytest.mark.parametrize(
    ("heading", "review"),
    [
        ("SCR Child A", "SCR Child A"), ("Child Z1 action plan", "Child Z1"),
        ("Thematic review of neglect: actions", "Thematic review of neglect"),
        ("Safeguarding Children Partnership", None), ("SCR action plan", None),
        ("Reviews and SCRs from 2019", None), ("Children and young people", None),
        ("Case studies and reviews", None), ("Adults at risk", None), ("Sheet1", None),
    ],
)  # fmt: skip
def test_a_heading_names_one_review_or_none(heading, review):
    assert review_named(heading) == review


def test_bodies_as_divider_rows_are_those_of_the_rows_below():
    sheet = read(
        book_of(
            [
                ["Recommendation", "Action", "Timescale", "RAG"],
                ["Police"], ["Ask the police to look.", "Do it", "June 2022", "G"],
                ["STAFF TRAINING"], ["Share what is known"],
                ["Ask everybody to look.", "Do it", "June 2022", "G"],
            ]
        )
    )  # fmt: skip
    assert [row.agencies for row in rows_of(sheet)] == [("Police",)] * 3
    assert said(sheet)[4] == "a heading: STAFF TRAINING"
    # Other words that stand alone may be an ask, and are not lost.
    assert rows_of(sheet)[1].recommendation == "Share what is known"


def test_an_ask_with_nothing_but_a_date_is_an_ask():
    rows = [["Recommendation", "Due", "Ref"], ["Improve records", "31/03/2024", None]]
    sheet = read(book_of([*rows, ["Green", 4, 2], ["Share records", None, 2]]))
    assert [row.recommendation for row in rows_of(sheet)] == ["Improve records", "Share records"]
    bare = read(book_of([["Review", "Ref", "Recommendation"], ["F", 1, "Ask."], ["F", 2, None]]))
    assert [row.problems[0].column for row in bare.rows if row.problems] == ["C"]


def test_a_second_table_on_the_sheet_is_read_by_its_own_header():
    sheet = read(
        book_of(
            [
                ["Child Z1 action plan"],
                ["Rec", "Recommendation", "Action", "Lead", "RAG"],
                [1, "Ask one.", "Do one", "Head", "G"], [],
                ["Adult Z2 action plan"],
                ["Ref", "Recommendation", "Lead", "Action", "Status"],
                [1, "Ask two.", "Nurse", "Do two", "Open"],
            ]
        )
    )  # fmt: skip
    one, two = rows_of(sheet)
    assert (one.review, one.action, one.lead) == ("Child Z1", "Do one", "Head")
    assert (two.review, two.action, two.lead) == ("Adult Z2", "Do two", "Nurse")
    assert said(sheet)[6] == "the header of another table"
    assert any("Another table begins in row 6" in note for note in sheet.notes)


def test_a_legend_beside_the_table_is_nothing_that_is_taken():
    sheet = read(
        book_of(
            [
                ["Review", "Recommendation", "RAG", None, "Legend", "Meaning"],
                ["Child R", "Ask one.", "G", None, "G", "Complete"],
                [None, None, None, None, "B", "Embedded"],
            ]
        )
    )
    assert said(sheet)[3].startswith("nothing in a column that is taken")
    assert not [row for row in sheet.rows if row.problems]


def test_a_summary_of_counts_is_not_the_sheet_that_is_read():
    book = book_of(
        [["Dashboard"], ["Status", "Recommendations", "Actions"], ["Green", 12, 30]],
        title="Summary",
    )
    sheet = book.create_sheet("2021-22")
    sheet.append(["Review", "Recommendation", "Action"])
    sheet.append(["Child Q", "Ask it.", "Do it"])
    made = read(book)
    assert made.name == "2021-22" and any('"Summary"' in note for note in made.notes)


def test_a_column_of_sentences_headed_rec_holds_the_recommendations():
    sheet = read(
        book_of(
            [
                ["Review", "Rec", "Action required"],
                ["Adult K", "1. Something should be done about this.", "Do it"],
            ]
        )
    )
    (row,) = rows_of(sheet)
    assert (row.number, row.recommendation) == ("1", "Something should be done about this.")
    assert sheet.columns[1].because == "its cells are sentences"


def test_a_heading_that_only_mentions_a_recommendation_gives_way():
    sheet = read(
        book_of(
            [
                ["DHR / SAR", "Scope of recommendation (local / national)", "Recommendation",
                 "Key milestones in enacting recommendation", "Date of completion and outcome"],
                ["DHR 7", "Local", "Ask it.", "Milestone 1", "Completed July 2022. All trained."],
            ]
        )
    )  # fmt: skip
    assert roles(sheet) == ["review", None, "recommendation", None, "progress"]
    (row,) = rows_of(sheet)
    assert row.notes[0].text.startswith("Date of completion and outcome: Completed July 2022.")


def test_a_letter_after_the_number_is_an_action_of_it():
    sheet = read(
        book_of(
            [
                ["Review", "Ref", "Recommendation", "Action"],
                ["Child F", 1, "Ask one.", "Do the first"],
                [None, "1a", None, "Do the second"],
                [None, 1.2, None, "Do the third"],
                [None, 10, "Ask ten.", "Do the tenth"],
            ]
        )
    )
    found = [(row.number, row.action_number, row.recommendation) for row in rows_of(sheet)]
    assert found == [
        ("1", "", "Ask one."), ("1", "1a", "Ask one."), ("1", "1.2", "Ask one."),
        ("10", "", "Ask ten."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Completed 12/3/23", ("Completed", "2023-03-12")),
        ("Complete - 01.04.2022", ("Complete", "2022-04-01")),
        ("completed March 2023", ("completed", "2023-03")),
        ("Closed (1/1/2022)", ("Closed", "2022-01-01")),
        ("In progress", ("In progress", None)),
        ("Due by 31/3/2024", ("Due by 31/3/2024", None)),
        ("Complete by 31/3/2030", ("Complete by 31/3/2030", None)),
        ("Complete 31/3/2030", ("Complete 31/3/2030", None)),
        ("Complete except training 1/2/2023", ("Complete except training", "2023-02-01")),
        ("Not all of it was done by any means 1/2/2023",
         ("Not all of it was done by any means 1/2/2023", None)),
        ("12/3/23", ("12/3/23", None)),
    ],
)  # fmt: skip
def test_the_day_behind_a_status_is_its_day(cell, expected):
    assert state_with_day(cell, TODAY) == expected


def test_a_status_that_says_more_is_kept_as_it_is_printed():
    rows = [["Review", "Action", "Status"], ["F", "Do it", "Completed 12/3/23"]]
    rows += [["F", "Do that", "Ongoing - awaiting new guidance"], ["F", "Do more", "Open"]]
    one, two, three = rows_of(read(book_of(rows)))
    assert (one.state, one.state_on) == ("Completed", "2023-03-12")
    assert one.notes == (Note("Status: Completed 12/3/23", "2023-03-12"),)
    assert two.notes == (Note("Status: Ongoing - awaiting new guidance"),)
    assert (three.state, three.notes) == ("Open", ())


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("Police, Health, CSC", ("Police", "Health", "CSC")),
        ("Police; Health", ("Police", "Health")),
        ("Police\nHealth\nEducation", ("Police", "Health", "Education")),
        ("Police/Health", ("Police", "Health")),
        ("Health / Education", ("Health", "Education")),
        ("Police & Probation Service", ("Police", "Probation Service")),
        ("Children, Young People and Families", ("Children, Young People and Families",)),
        ("Housing, Health and Adult Care", ("Housing, Health and Adult Care",)),
        ("Police and Health", ("Police and Health",)),
        ("N/A", ()), ("TBC", ()), ("-", ()), ("", ()),
    ],
)  # fmt: skip
def test_several_bodies_in_a_cell(cell, bodies):
    assert bodies_in(cell) == bodies


def test_cells_that_say_nothing_name_nobody_and_no_day():
    head = ["Review", "Action", "Agency", "Lead", "Date completed", "Evidence"]
    (row,) = rows_of(read(book_of([head, ["F", "Do it", "n/a", "TBC", "N/A", "None yet"]])))
    assert (row.agencies, row.lead, row.closed_text, row.evidence) == ((), "", "", ())
    assert row.notes == (Note("Evidence: None yet"),)


@pytest.mark.parametrize(
    "cell",
    ["none", "N/A", "awaited", "Awaiting the audit", "To follow", "tbc", "Not yet received", "-",
     "Outstanding", "required", "To be provided by March"],
)  # fmt: skip
def test_evidence_that_is_still_to_come_is_no_claim(cell):
    (row,) = rows_of(read(book_of([["Review", "Action", "Evidence"], ["F", "Do it", cell]])))
    assert row.evidence == ()


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Impact", "progress"), ("Impact to date", "progress"), ("Outcomes achieved", "progress"),
        ("Intended impact", "outcome"), ("Outcome", "outcome"),
        ("What difference will it make?", "outcome"), ("Evidence of impact", "evidence"),
    ],
)  # fmt: skip
def test_what_was_hoped_for_and_what_came_of_it_are_told_apart(heading, role):
    assert role_of_heading(heading) == role


@pytest.mark.parametrize("heading", ["Evidence required", "How will we know?", "Evidence needed"])
def test_evidence_that_is_asked_for_is_no_claim(heading):
    assert role_of_heading(heading) == "outcome"


def test_dates_that_begin_with_the_month_are_read_only_where_that_is_certain():
    rows = [["Review", "Action", "Due", "Date completed"]]
    rows += [["F", "Do it", "03/04/2024", "3/31/24"], ["F", "Do that", "04/05/2024", "04/05/2024"]]
    sheet = read(book_of(rows))
    one, two = rows_of(sheet)
    assert (one.due, one.closed) == ("2024-04-03", "2024-03-31")
    assert (two.due, two.closed, two.closed_text) == ("2024-05-04", None, "04/05/2024")
    assert any("column D begin with the month" in note for note in sheet.notes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45382", "2024-03-31"), ("45000.5", "2023-03-15"), ("12345", None), ("2024", "2024"),
        ("Spring 2023", None), ("31/03/2024 (revised from 31/12/2023)", None), ("Mar-24", None),
        ("31.3.24", "2024-03-31"), ("End of March 2025", "2025-03-31"), ("Within 3 months", None),
        ("1st April 2024", "2024-04-01"), ("30/6", None), ("2023/24", None), ("ongoing", None),
    ],
)  # fmt: skip
def test_dates_of_trackers(text, expected):
    assert date_as_printed(text, TODAY) == expected


def test_a_percentage_is_progress_and_reads_as_it_is_shown():
    book = book_of(
        [["Review", "Recommendation", "% complete", "Status"], ["F", "Ask.", 0.75, "Open"]]
    )
    book.active["C2"].number_format = "0%"
    sheet = read(book)
    assert roles(sheet) == ["review", "recommendation", "progress", "state"]
    assert rows_of(sheet)[0].notes == (Note("% complete: 75%"),)


def test_colours_of_a_theme_or_a_palette_have_their_words():
    book = book_of([["Review", "Recommendation", "RAG"]])
    for at, colour in enumerate((Color(indexed=10), Color(theme=9), Color(indexed=17)), 2):
        book.active.append(["F", f"Ask {at}.", None])
        book.active.cell(at, 3).fill = PatternFill("solid", fgColor=colour)
    assert [row.fill for row in rows_of(read(book))] == ["red", "amber", "green"]


def test_a_key_to_the_colours_above_the_header_is_no_row():
    book = book_of([["KEY:"], ["Green = complete"], [], ["Review", "Recommendation", "RAG"]])
    book.active["A2"].fill = fill(GREEN)
    book.active.append(["F", "Ask one.", None])
    book.active["C5"].fill = fill(GREEN)
    sheet = read(book)
    assert [(row.place, row.fill) for row in rows_of(sheet)] == [(5, "green")]


def test_wrapped_headings_are_read_as_one():
    sheet = read(
        book_of(
            [
                ["Source\nReview", "Rec\nNo.", "Recommendation\n(as published)", "Agreed\naction",
                 "Lead\n(name and\nagency)", "Target\ncompletion\ndate", "BRAG\nrating",
                 "Update /\nprogress to date", "Evidence of\nimpact", "Date\nclosed", "When by?"],
                ["F", "4.10", "Ask.", "Do", "Nurse", "2025", "Blue", "x", "80% kept it", "2025"],
            ]
        )
    )  # fmt: skip
    assert roles(sheet) == [
        "review", "number", "recommendation", "action", "lead", "due", "state", "progress",
        "evidence", "closed", None,
    ]  # fmt: skip
    assert role_of_heading("When by?") == "due"
    (row,) = rows_of(sheet)
    assert (row.number, row.evidence) == ("4.10", ("Evidence of impact: 80% kept it",))


def test_a_header_may_stand_far_down():
    lines = [[f"Line {at} about how this plan came about."] for at in range(60)]
    sheet = read(book_of([*lines, ["Review", "Recommendation"], ["F", "Ask one."]]))
    assert sheet.header == (61,) and len(rows_of(sheet)) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("semi.csv", "Review;Rec;Recommendation\r\nF;1;Act \u2013 at once\r\n".encode("cp1252")),
        ("utf16.csv", "Review\tRec\tRecommendation\nF\t1\tAct \u2013 at once\n".encode("utf-16")),
        ("bom.csv", '\ufeffReview,Rec,Recommendation\n"F",1,"Act \u2013 at\nonce"\n,,\n'.encode()),
        ("bars.csv", "Review|Rec|Recommendation|\nF|1|Act \u2013 at once|\n\n\n".encode()),
    ],
)  # fmt: skip
def test_text_in_any_dress_is_the_same_row(name, data):
    (row,) = rows_of(read(data, name))
    assert (row.review, row.number) == ("F", "1")
    assert " ".join(row.recommendation.split()) == "Act \u2013 at once"


def changed(data: bytes, *pairs: tuple[bytes, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for one in before.infolist():
            text = before.read(one)
            for old, new in pairs if one.filename.startswith(("xl/", "_rels")) else ():
                text = text.replace(old, new)
            after.writestr(one.filename, text)
    return made.getvalue()


def test_a_workbook_saved_as_strict_open_xml_is_read():
    book = book_of([["Review", "Recommendation", "Due"], ["F", "Ask one.", datetime(2024, 3, 31)]])
    usual, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    data = changed(
        saved(book),
        (usual + b"spreadsheetml/2006/main", strict + b"spreadsheetml/main"),
        (usual + b"officeDocument/2006/relationships", strict + b"officeDocument/relationships"),
    )
    (row,) = rows_of(read(data))
    assert (row.recommendation, row.due) == ("Ask one.", "2024-03-31")


def test_stored_values_of_formulas_are_read():
    book = book_of([["Review", "Recommendation", "RAG"], ["F", "Ask one.", '=IF(1>0,"R","G")']])
    data = changed(
        saved(book),
        (b'<c r="C2"><f>', b'<c r="C2" t="str"><f>'),
        (b"</f><v/></c>", b"</f><v>R</v></c>"),
        (b"</f><v></v></c>", b"</f><v>R</v></c>"),
    )
    assert [row.state for row in rows_of(read(data))] == ["R"]


def test_characters_that_excel_writes_as_codes_are_characters():
    book = book_of([["Review", "Recommendation"], ["F", "Ask_x0041_one_xD800_._x000D_"]])
    assert rows_of(read(book))[0].recommendation == "AskAone_xD800_."
