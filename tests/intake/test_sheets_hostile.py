"""Workbooks made to do harm, and damaged ones: a sentence, and the app goes on."""

import io
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from auditrack.intake.apart import said_apart
from auditrack.intake.decoding import LIMIT_BYTES
from auditrack.intake.sheets import read_sheet
from auditrack.intake.sheets.pages import Book
from auditrack.model.change import RefusedError
from tests.intake.trackers import HEADINGS, saved, simple

TODAY = date(2026, 11, 20)
ROW = ["Child F", "1", "Ask.", "Police", "Do it", "Lead", "2020", "Done", "x"]


def read(data: bytes, name: str = "tracker.xlsx"):
    return read_sheet(Path(name), TODAY, data)


def refused(data: bytes, name: str = "tracker.xlsx"):
    with pytest.raises(RefusedError) as raised:
        read(data, name)
    refusal = raised.value.refusal
    assert refusal.message.endswith(".") and refusal.todo
    return refusal


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with some bytes of a part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for one in before.infolist():
            text = before.read(one)
            if one.filename == part:
                assert old in text
                text = text.replace(old, new, 1)
            after.writestr(one.filename, text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_cell_in_the_last_corner_costs_nothing():
    book = Workbook()
    sheet = book.active
    sheet.append(list(HEADINGS))
    sheet.append(ROW)
    sheet["XFD1048576"] = "far out"
    made = read(saved(book))
    assert made.last == 1048576
    assert [row.kind for row in made.rows] == ["heading", "row", "heading"]
    assert len(made.columns) == len(HEADINGS) + 1


def test_a_declared_dimension_is_never_believed():
    data = changed(simple([ROW]), SHEET, b'ref="A1:I2"', b'ref="A1:XFD1048576"')
    assert read(data).last == 2


def test_everything_merged_is_refused():
    book = Workbook()
    sheet = book.active
    sheet.append(list(HEADINGS))
    sheet.append(ROW)
    data = changed(
        saved(book), SHEET, b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>',
    )  # fmt: skip
    assert refused(data).code == "too-large"


def test_rows_that_hold_nothing_are_none():
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (at, at) for at in range(3, 30_000))
    made = read(changed(simple([ROW]), SHEET, b"</sheetData>", rows + b"</sheetData>"))
    assert made.last == 2 and len(made.rows) == 2


def test_a_link_over_every_cell_costs_nothing():
    link = b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
    made = read(changed(simple([ROW]), SHEET, b"</sheetData>", b"</sheetData>" + link))
    assert made.last == 2


def test_more_rows_than_a_spreadsheet_holds_are_refused():
    assert refused(b"Review,Action\n" + b",\n" * 1_100_000, "a.csv").code == "too-large"


def test_formulas_that_ask_for_other_programs_are_words():
    dde = "=cmd|' /C calc'!A0"
    text = f'Review,Recommendation,Lead\nChild F,"{dde}",@SUM(1)\n'.encode()
    (row,) = (row for row in read(text, "a.csv").rows if row.kind == "row")
    assert (row.recommendation, row.lead) == (dde, "@SUM(1)")


def test_a_part_is_looked_through_whatever_it_is_called():
    made = io.BytesIO(simple([ROW]))
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("xl/media/a.png", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    assert refused(made.getvalue()).code == "not-safe"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1024 * 1024)
    assert len(made.getvalue()) < 1024 * 1024
    assert refused(made.getvalue()).code == "too-large"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_document_type_is_refused(part):
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    data = simple([ROW])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        text = packed.read(part)
    start = text.index(b"?>") + 2 if text.startswith(b"<?xml") else 0
    head = text[: start or 1]
    new = head + entity if start else entity + head
    assert refused(changed(data, part, head, new)).code == "not-safe"


def test_fifty_megabytes_are_refused_with_a_sentence():
    refusal = refused(b"PK\x03\x04" + b"x" * 50 * 1024 * 1024)
    assert refusal.code == "too-large" and "32 MB" in refusal.message
    assert LIMIT_BYTES == 32 * 1024 * 1024
    assert refused(b"a,b\n" * 13 * 1024 * 1024, "tracker.csv").code == "too-large"


def test_formulas_are_values_only_and_said():
    book = Workbook()
    sheet = book.active
    sheet.append(list(HEADINGS))
    sheet.append([*ROW[:8], '=HYPERLINK("http://x","y")'])
    made = read(saved(book))
    assert [row.notes for row in made.rows if row.kind == "row"] == [()]
    assert any("1 cells are formulas" in note for note in made.notes)
    assert any("I2" in note and "no stored value" in note for note in made.notes)


def test_macros_and_links_are_named_and_not_followed():
    data, made = simple([ROW]), io.BytesIO(simple([ROW]))
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"x")
        packed.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    notes = " ".join(read(made.getvalue()).notes)
    assert "macros" in notes and "links to other files" in notes


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + bytes(range(256)) * 40,
        simple([ROW])[:-40],
        simple([ROW])[: len(simple([ROW])) // 2],
    ],
    ids=["begun", "noise", "without its end", "half"],
)
def test_a_damaged_workbook_is_refused(data):
    assert refused(data).code == "not-readable"


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", SHEET])
def test_a_part_that_is_no_xml_is_refused(part):
    data = simple([ROW])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        text = packed.read(part)
    assert refused(changed(data, part, text[50:], b"<<<&&&")).code == "not-readable"


def test_an_old_workbook_and_an_open_document_are_refused_with_what_to_do():
    assert ".xlsx" in str(refused(b"\xd0\xcf\x11\xe0" + b"x" * 600, "old.xls").todo)
    assert ".xlsx" in str(refused(simple([ROW]), "a.ods").todo)


def test_a_zip_that_is_no_workbook_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    assert "not an Excel workbook" in refused(made.getvalue()).message


def test_a_reader_that_takes_too_long_is_ended():
    with pytest.raises(RefusedError) as raised:
        said_apart("sheet", simple([ROW]), "tracker.xlsx", Book, seconds=0)
    assert raised.value.refusal.code == "too-long"


def test_words_that_steer_a_terminal_do_not_get_in():
    made = read(simple([["Child F", "1", "Ask \u202e\u200bx.", *ROW[3:]]]))
    assert [row.recommendation for row in made.rows if row.kind == "row"] == ["Ask x."]


def test_a_cell_that_holds_more_than_a_field_is_refused_with_its_place():
    made = read(simple([[*ROW[:8], "x" * 25_000]]))
    problem = next(row for row in made.rows if row.kind == "row").problems[0]
    assert problem.column == "I" and "25,000" in problem.sentence


def test_openpyxl_is_not_loaded_here_by_reading():
    import subprocess

    code = (
        "import sys, datetime, pathlib\n"
        "from auditrack.intake.sheets import read_sheet\n"
        "day, data = datetime.date(2026, 1, 1), b'Review,Recommendation\\nx,y z'\n"
        "read_sheet(pathlib.Path('a.csv'), day, data)\n"
        "import auditrack.commands.sheet, auditrack.cli.sheets\n"
        "assert not {'openpyxl', 'defusedxml'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
