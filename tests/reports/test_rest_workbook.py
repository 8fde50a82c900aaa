"""A table shows 500 rows; the rest stands whole and safe in one workbook, the same every time."""

import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from auditrack.reports.kit.imprint import Imprint
from auditrack.reports.kit.rest import ABOUT, ROW_NUMBER, rest_workbook
from auditrack.reports.kit.tables import MOST_ROWS, Cell, Column, Table
from auditrack.reports.kit.word import WordReport
from auditrack.reports.kit.workbook import LONGEST_NAME, MOST_LETTERS, sheet_name
from tests.reports.made_up_kit import IMPRINT, bare, long_table

Xml = Callable[[bytes, str], etree._Element]
Text = Callable[[bytes], str]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COLUMNS = (Column("What", 3), Column("Days", 1, numbers=True))


def report_of(*tables: Table) -> WordReport:
    report = WordReport(bare(), IMPRINT)
    for table in tables:
        report.table(table)
    return report


def sheets_of(report: WordReport, imprint: Imprint = IMPRINT) -> dict[str, list[tuple[Any, ...]]]:
    content = rest_workbook(report.rest, imprint)
    assert content is not None
    book = load_workbook(BytesIO(content))
    return {sheet.title: list(sheet.values) for sheet in book.worksheets}


def test_up_to_500_rows_are_printed_and_no_workbook_is_made(read_xml: Xml, read_text: Text) -> None:
    report = report_of(long_table(MOST_ROWS))
    content = report.to_bytes()
    assert len(list(read_xml(content, "word/document.xml").iter(f"{W}tr"))) == MOST_ROWS + 1
    assert "workbook" not in read_text(content)
    assert rest_workbook(report.rest, IMPRINT) is None


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (501, "Row 501 stands in the workbook that comes with this report, sheet “Overdue”."),
        (
            1_234,
            "Rows 501 to 1,234 stand in the workbook that comes with this report, sheet “Overdue”.",
        ),
    ],
)
def test_the_rest_is_named_in_a_sentence(rows: int, sentence: str, read_text: Text) -> None:
    assert sentence in read_text(report_of(long_table(rows)).to_bytes()).split("\n")


def test_every_row_stands_once_and_whole(read_xml: Xml) -> None:
    report = report_of(long_table(1_234))
    root = read_xml(report.to_bytes(), "word/document.xml")
    printed = ["".join(one.text or "" for one in row.iter(f"{W}t")) for row in root.iter(f"{W}tr")]
    assert printed[1].startswith("act-1Text 1") and printed[-1].startswith("act-500Text 500")
    head, *rows = sheets_of(report)["Overdue"]
    assert head == (ROW_NUMBER, "Action", "Agency", "Days")
    assert [row[0] for row in rows] == list(range(501, 1_235))
    assert rows[0] == (501, "act-501\nText 501", "+44", 501)
    assert [row[3] for row in rows] == list(range(501, 1_235))


def test_a_form_to_fill_in_is_never_cut(read_xml: Xml) -> None:
    report = report_of(Table("Form", COLUMNS, [("a", "1")] * 600, whole=True))
    assert len(list(read_xml(report.to_bytes(), "word/document.xml").iter(f"{W}tr"))) == 601
    assert report.rest == []


def test_rows_are_asked_for_once() -> None:
    asked = 0

    def rows() -> Iterator[tuple[str, str]]:
        nonlocal asked
        for number in range(700):
            asked += 1
            yield f"row {number}", str(number)

    report = report_of(Table("Things", COLUMNS, rows()))
    report.to_bytes()
    assert len(sheets_of(report)["Things"]) == 201
    assert asked == 700


def test_the_first_sheet_says_whose_it_is() -> None:
    report = report_of(long_table(501), long_table(502, "Late"))
    told = {row[0]: row[1] for row in sheets_of(report)[ABOUT]}
    assert told["Report"] == "Everything"
    assert told["Board"] == IMPRINT.board
    assert told["As at"] == "30 September 2026"
    assert told["Register"] == "entry 512, 0a1b2c3d4e5f"
    assert told["Marking"] == "OFFICIAL-SENSITIVE"
    assert told["Sheet Overdue"] == "Row 501 of Table 1. Actions past their date"
    assert told["Sheet Late"] == "Rows 501 to 502 of Table 2. Actions past their date"


def test_the_marking_stands_on_every_sheet_when_it_is_printed() -> None:
    content = rest_workbook(report_of(long_table(501)).rest, IMPRINT)
    assert content is not None
    for sheet in load_workbook(BytesIO(content)).worksheets:
        assert sheet.oddHeader.center.text == sheet.oddFooter.center.text == "OFFICIAL-SENSITIVE"


HOSTILE = ("=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", "\r=1", "#REF!", "=cmd|'/C calc'!A0")


def test_no_cell_is_a_formula_or_an_error() -> None:
    rows = [("first", "1")] * MOST_ROWS + [(text, text) for text in HOSTILE]
    report = report_of(Table("=HYPERLINK()", (Column("=A1", 1), Column("@x", 1, True)), rows))
    content = rest_workbook(report.rest, IMPRINT)
    assert content is not None
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == [ABOUT, "=HYPERLINK()"]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.value is None or cell.data_type in ("s", "n")
                if isinstance(cell.value, str) and cell.value[0] in "=+-@\t\r":
                    assert cell.quotePrefix
    with ZipFile(BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_figures_are_numbers_and_what_only_looks_like_them_is_text() -> None:
    told = ["1,234", "007", "12%", "1,23", "1" * 16, "", "٣"]
    rows = [("x", "1")] * MOST_ROWS + [("x", text) for text in told]
    values = [row[2] for row in sheets_of(report_of(Table("T", COLUMNS, rows)))["T"][1:]]
    assert values == [1234, "007", "12%", "1,23", "1" * 16, None, "٣"]


def test_a_text_longer_than_excel_holds_says_that_it_is_cut() -> None:
    rows = [("x", "1")] * MOST_ROWS + [(Cell("y " * 40_000, lead="act-1"), "1")]
    text = sheets_of(report_of(Table("T", COLUMNS, rows)))["T"][1][1]
    assert len(text) <= MOST_LETTERS
    assert text.startswith("act-1\ny y") and text.endswith("stands in the register at its record]")


@given(st.lists(st.text(max_size=50), min_size=1, max_size=6))
def test_names_of_sheets_are_fit_and_differ(wanted: list[str]) -> None:
    taken = {"about"}
    names = [sheet_name(one, taken) for one in wanted]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= LONGEST_NAME and not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name and name.casefold() not in ("about", "history")


def test_the_same_rows_make_the_same_bytes_in_every_process() -> None:
    code = (
        "from tests.reports.made_up_kit import *\n"
        "from auditrack.reports.kit.rest import rest_workbook\n"
        "import hashlib\n"
        "r = written(rows=700)\n"
        "print(hashlib.sha256(r.to_bytes() + rest_workbook(r.rest, IMPRINT)).hexdigest())\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(["."]), "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(told) == 1


def test_nothing_of_the_hour_is_in_it() -> None:
    content = rest_workbook(report_of(long_table(501)).rest, IMPRINT)
    assert content is not None
    with ZipFile(BytesIO(content)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert "2026-09-30T00:00:00Z" in core
    assert core.count("2026-09-30") == 2


def test_ten_thousand_rows_need_little_memory() -> None:
    tracemalloc.start()
    try:
        report = report_of(long_table(10_000))
        document, further = report.to_bytes(), rest_workbook(report.rest, IMPRINT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert further is not None and document
    assert peak < 60_000_000
