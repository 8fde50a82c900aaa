"""The extract as it is written: the same bytes, every format, whatever stands on record."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from auditrack.model.change import Insert, RefusedError
from auditrack.register import open_register
from auditrack.reports.extract.formats import FORMATS, written
from auditrack.reports.extract.report import report_of
from auditrack.reports.kit.making import make
from auditrack.reports.kit.workbook import sheet_name
from auditrack.views.extract import Extract, extract_of
from tests.reports.every_kind import Board
from tests.reports.test_reports_past_every_rule import ALL, MEETING
from tests.views.test_records_past_every_rule import NASTY, TODAY, with_these
from tests.views.test_records_past_every_rule import written as records_written

REVIEW = "child-willow"


@pytest.fixture
def extract(board_of_every_kind: Board) -> Extract:
    with open_register(board_of_every_kind.folder, read_only=True) as register:
        return extract_of(register, REVIEW, date.fromisoformat(board_of_every_kind.as_at))


def lines(content: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(content)).paragraphs]


def test_every_number_stands_once_as_a_heading_in_their_order(extract: Extract) -> None:
    document = lines(make(report_of(extract)).document)
    numbers = [one.number for one in (*extract.records, *extract.named, *extract.history)]
    headed = [line.split(" ", 1)[0].rstrip(":") for line in document if line.startswith("E-")]
    assert [one for one in headed if one in set(numbers)] == numbers


def test_nothing_goes_into_a_workbook_beside_it_and_every_field_is_printed(
    extract: Extract,
) -> None:
    made = make(report_of(extract))
    assert made.rest is None
    said = "\n".join(lines(made.document))
    for one in extract.records:
        for field in one.fields:
            assert field.name in ("ref", "rev") or field.words in said, (one.ref, field.name)
    for entry in extract.history:
        for change in entry.changes:
            assert change.was in said and change.now in said


def test_the_first_page_counts_what_is_in_it_and_says_what_is_not(extract: Extract) -> None:
    document = Document(io.BytesIO(make(report_of(extract)).document))
    (table,) = document.tables
    rows = {row.cells[0].text: row.cells[1].text for row in table.rows}
    for one in extract.counts:
        assert rows[one.called[:1].upper() + one.called[1:]] == str(one.number)
    assert rows["Entries of the history"] == str(len(extract.history))
    said = "\n".join(one.text for one in document.paragraphs)
    for words in ("Drafts.", "Backups, printouts", "erased", "Files.", "third parties"):
        assert words in said
    assert all(line in said for line in extract.not_held)


def test_the_workbook_has_a_sheet_for_each_kind_and_one_for_the_history(
    extract: Extract, tmp_path: Path
) -> None:
    out = tmp_path / "extract.xlsx"
    out.write_bytes(written(extract, "xlsx"))
    book = load_workbook(out)
    names = [one.called[:1].upper() + one.called[1:] for one in extract.counts]
    named = ["Named by other reviews"] if extract.named else []
    taken = {"about"}
    sheets = [sheet_name(one, taken) for one in (*names, *named, "Entries of the history")]
    assert book.sheetnames == [*sheets, "About"]
    asks = book["Recommendations"]
    assert [cell.value for cell in asks[1]][:3] == ["Number", "Below", "Reference"]
    of = {one.ref: one for one in extract.records if one.table == "recommendations"}
    for row in asks.iter_rows(min_row=2, values_only=True):
        assert of[row[2]].number == row[0]
    assert book["Entries of the history"].max_row - 1 == sum(
        max(1, len(one.changes)) for one in extract.history
    )
    about = "\n".join(str(row[1]) for row in book["About"].iter_rows(values_only=True))
    assert "not redacted" in about and "Not in it. Drafts." in about


def test_the_same_state_makes_the_same_bytes(board_of_every_kind: Board) -> None:
    def made() -> list[bytes]:
        with open_register(board_of_every_kind.folder, read_only=True) as register:
            extract = extract_of(register, REVIEW, TODAY)
        return [make(report_of(extract)).document, *(written(extract, one) for one in FORMATS[1:])]

    assert made() == made()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(ALL), st.integers(0, 30), st.sampled_from(NASTY)),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_stands_in_any_field_each_format_is_written(
    changes: list[tuple[Insert, int, Any]],
) -> None:
    changed = {(one.table, one.id): one for one in MEETING}
    for one, place, value in changes:
        fields = list(one.fields)
        known = changed.get((one.table, one.id))
        new = {**(known.fields if known else {}), fields[place % len(fields)]: value}
        changed[one.table, one.id] = Insert(one.table, one.id, new)
    with records_written(with_these(*changed.values())) as register:
        for review in register.select("reviews"):
            try:
                extract = extract_of(register, str(review["ref"]), TODAY)
            except RefusedError as refused:
                assert refused.refusal.code == "bad-record"
                continue
            json.loads(written(extract, "json"))
            written(extract, "md").decode()
            with zipfile.ZipFile(io.BytesIO(written(extract, "xlsx"))) as package:
                assert package.testzip() is None
