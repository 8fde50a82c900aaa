"""Return forms read back as an agency would open them: Word by python-docx, Excel by openpyxl."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from auditrack.intake.returned import returned_of
from auditrack.intake.returned.word import read_paper
from auditrack.model.change import Head
from auditrack.model.return_form import (
    CAPTIONS,
    COLUMNS,
    FIRST_SHEET,
    HEAD,
    HOW_TO,
    INSTRUCTIONS,
    NO_ROWS,
    SECTIONS,
    SHEETS,
)
from auditrack.reports.return_forms.files import rendered
from auditrack.views.return_paper import Paper

HOSTILE = "=cmd|'/C calc'!A0 [/] <w:p>&\x1b[31m\u202e]]> {{report}} {{title}}"
SHOWN = "=cmd|'/C calc'!A0 [/] <w:p>&]]> {{report}} {{title}}"
"""The same without what neither terminal nor Word may hold."""

REPLY = {
    "ref": "child-f/4.2",
    "text": "Share letters.\n- within a day\n- with the GP",
    "answer": "accepted",
    "reason": "",
    "on": "2 March 2026",
}
UPDATE = {"ref": "act-1", "text": "Send them.", "due": "31 March 2026", "was": "in progress"}
QUESTION = {"ref": "rq-1", "question": "Who leads?", "answer": ""}


def made_up_paper(**changes) -> Paper:
    told = {
        "form": "ret-3",
        "agency": "fern-trust",
        "name": "Fern Trust",
        "board": "Fern Board",
        "asked_on": "2026-11-20",
        "due_back": "2026-12-18",
        "covering": "Dear colleague,\n\nPlease return this.",
        "sections": {
            "replies": (REPLY, {**REPLY, "ref": "child-f/5", "answer": "", "on": ""}),
            "updates": (UPDATE,),
            "evidence": (),
            "questions": (QUESTION,),
        },
        "withheld": (),
        "marking": "Official-Sensitive",
        "as_at": date(2026, 11, 20),
        "head": Head(7, "0a1b2c3d4e5f" + "0" * 52),
        "demonstration": False,
    }
    return Paper(**{**told, **changes})


def word_of(paper: Paper):
    return Document(BytesIO(rendered(paper, "docx")))


def book_of(paper: Paper):
    return load_workbook(BytesIO(rendered(paper, "xlsx")))


def rows_of(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_word_form_has_a_head_and_one_table_under_each_heading():
    document = word_of(made_up_paper())
    head, *tables = document.tables
    assert rows_of(head) == [
        [HEAD["form"], "ret-3"],
        [HEAD["agency"], "Fern Trust"],
        [HEAD["asked_on"], "20 November 2026"],
        [HEAD["due_back"], "18 December 2026"],
        [HEAD["returned_on"], ""],
        [HEAD["nothing"], ""],
    ]
    assert len(tables) == len(SECTIONS)
    for (section, headings), table in zip(COLUMNS.items(), tables, strict=True):
        assert rows_of(table)[0] == list(headings.values())
        first = table.rows[0]._tr.find(qn("w:trPr"))
        assert first.find(qn("w:tblHeader")) is not None, section
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [HOW_TO, *SECTIONS.values()]
    said = [one.text for one in document.paragraphs]
    assert "Dear colleague," in said and "Please return this." in said
    assert all(line in said for line in INSTRUCTIONS)


def test_the_rows_of_the_word_form_say_what_the_paper_says():
    document = word_of(made_up_paper())
    _, replies, updates, evidence, questions = map(rows_of, document.tables)
    assert replies[1] == list(REPLY.values())
    assert replies[2][:3] == ["child-f/5", REPLY["text"], ""]
    assert len(replies) == 3
    assert updates[1] == [*UPDATE.values(), "", "", "", ""]
    assert len(updates) > 2 and not any("".join(row) for row in updates[2:])
    assert len(evidence) > 3 and not any("".join(row) for row in evidence[1:])
    assert questions[1:] == [list(QUESTION.values())]


def test_the_word_form_prints_its_marking_and_ends_without_an_empty_page():
    document = word_of(made_up_paper())
    for section in document.sections:
        assert "OFFICIAL-SENSITIVE" in " ".join(one.text for one in section.header.paragraphs)
    body = document.element.body
    last = [one for one in body if one.tag == qn("w:tbl")][-1]
    after = [one for one in last.itersiblings() if one.find(f".//{qn('w:sectPr')}") is not None]
    assert after == []  # the last table stands in the last section
    wide = [one.page_width > one.page_height for one in document.sections]
    assert wide == [False, True, False]


def test_a_section_without_rows_says_so():
    document = word_of(made_up_paper(sections=dict.fromkeys(SECTIONS, ())))
    said = [one.text for one in document.paragraphs]
    assert all(words in said for words in NO_ROWS.values())
    assert [rows_of(table)[0] for table in document.tables[1:]] == [
        list(COLUMNS[section].values()) for section in ("updates", "evidence")
    ]


def test_a_demonstration_says_so_in_both():
    paper = made_up_paper(demonstration=True)
    said = " ".join(one.text for one in word_of(paper).paragraphs)
    assert "DEMONSTRATION" in said
    cells = [
        cell for row in book_of(paper)[FIRST_SHEET].iter_rows(values_only=True) for cell in row
    ]
    assert any("DEMONSTRATION" in str(cell) for cell in cells)


def test_the_workbook_has_the_head_and_a_sheet_for_each_section():
    book = book_of(made_up_paper())
    assert book.sheetnames == [FIRST_SHEET, *SHEETS.values()]
    first = {row[0]: row[1] for row in book[FIRST_SHEET].iter_rows(values_only=True) if row[0]}
    assert first[HEAD["form"]] == "ret-3" and first[HEAD["agency"]] == "Fern Trust"
    assert first[HEAD["due_back"]] == "18 December 2026"
    assert HEAD["nothing"] in first and HEAD["returned_on"] in first
    assert "OFFICIAL-SENSITIVE" in first
    for section, name in SHEETS.items():
        sheet = book[name]
        assert [cell.value for cell in sheet[1]] == list(COLUMNS[section].values())
        assert sheet.freeze_panes == "B2"
        assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE"
        assert sheet.sheet_state == "visible"
    replies = [[cell.value for cell in row] for row in book["Replies"].iter_rows(min_row=2)]
    assert replies[0] == [value or None for value in REPLY.values()]
    assert [row[0] for row in replies] == ["child-f/4.2", "child-f/5"]
    assert book["Replies"]["B2"].alignment.wrap_text


def test_the_workbook_offers_answers_and_states_and_takes_other_words():
    book = book_of(made_up_paper())

    def offered(sheet: str) -> dict[str, str]:
        return {
            str(one.sqref).split(":")[0]: one.formula1
            for one in book[sheet].data_validations.dataValidation
            if not one.showErrorMessage
        }

    assert offered("Replies") == {"C2": '"accepted,accepted in part,declined,passed on,None"'}
    assert "in place and continuing" in offered("Updates")["E2"]
    assert "signed off" not in offered("Updates")["E2"]
    assert set(offered("Evidence")) == {"D2", "E2"}
    assert all(len(one) <= 257 for name in SHEETS.values() for one in offered(name).values())


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("http://x")', "#N/A"])
def test_no_text_becomes_a_formula(start):
    row = {**REPLY, "text": start}
    content = rendered(
        made_up_paper(sections={**dict.fromkeys(SECTIONS, ()), "replies": (row,)}), "xlsx"
    )
    cell = load_workbook(BytesIO(content))["Replies"]["B2"]
    assert (cell.value, cell.data_type) == (start, "s")
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
        assert b"<f>" not in package.read("xl/worksheets/sheet2.xml")


def test_hostile_text_is_text_in_both():
    sections = {
        "replies": ({**REPLY, "text": HOSTILE},),
        "updates": ({**UPDATE, "text": HOSTILE},),
        "evidence": (),
        "questions": ({**QUESTION, "question": HOSTILE},),
    }
    paper = made_up_paper(
        sections=sections, name=HOSTILE, board=HOSTILE, covering=HOSTILE, marking=HOSTILE
    )
    tables = [rows_of(table) for table in word_of(paper).tables]
    assert tables[0][1][1] == SHOWN
    assert [tables[at][1][1] for at in (1, 2, 4)] == [SHOWN] * 3
    book = book_of(paper)
    assert [book[name]["B2"].value for name in ("Replies", "Updates", "Questions")] == [SHOWN] * 3


def test_the_same_paper_makes_the_same_word_form():
    assert rendered(made_up_paper(), "docx") == rendered(made_up_paper(), "docx")


def test_a_file_is_called_after_its_form_and_agency():
    names = {
        "Fern Trust": "return-ret-3-fern-trust.docx",
        "../../etc/passwd": "return-ret-3-etc-passwd.docx",
        "…": "return-ret-3-fern-trust.docx",
        "A" * 200: None,
    }
    for name, expected in names.items():
        found = made_up_paper(name=name).file_name("docx")
        assert "/" not in found and len(found) < 120
        assert expected is None or found == expected


def test_captions_are_no_words_of_the_agencys_when_a_form_comes_back():
    document = word_of(made_up_paper(covering=""))
    numbered = [one.text for one in document.paragraphs if one.style.name == "Caption"]
    assert len(numbered) == len(document.tables) == 5
    paragraph = next(one for one in document.paragraphs if one.style.name == "Caption")
    paragraph.add_run(" We have moved office.")  # what somebody typed behind one is not lost
    out = BytesIO()
    document.save(out)
    back = returned_of(read_paper(out.getvalue(), "form"), "form.docx", "", "docx")
    assert [text for text in back.loose if "Table" in text] == [
        f"Table 1. {CAPTIONS['head']} We have moved office."
    ]


def test_a_form_with_more_than_500_rows_is_printed_whole():
    rows = tuple({**UPDATE, "ref": f"act-{number}"} for number in range(1, 521))
    paper = made_up_paper()
    document = word_of(made_up_paper(sections={**paper.sections, "updates": rows}))
    assert max(len(table.rows) for table in document.tables) > 520
