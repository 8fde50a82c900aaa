"""CSV files in the encodings and with the delimiters that they are saved in."""

from datetime import date
from pathlib import Path

import pytest

from auditrack.intake.sheets import read_sheet
from auditrack.model.change import RefusedError

TODAY = date(2026, 11, 20)
LINES = (
    ("Review", "Ref", "Recommendation", "Agency", "Status"),
    ("Child F", "1", "Ask “one”, café.", "Police; Council", "Done"),
    ("Child F", "2", "Ask\ntwo.", "Police", ""),
)


def as_text(delimiter: str) -> str:
    def cell(text: str) -> str:
        return f'"{text}"' if delimiter in text or "\n" in text else text

    return "".join(delimiter.join(cell(one) for one in line) + "\r\n" for line in LINES)


def read(data: bytes, **also):
    return read_sheet(Path("tracker.csv"), TODAY, data, **also)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_any_encoding_and_delimiter_reads_the_same(delimiter, encoding):
    sheet = read(as_text(delimiter).encode(encoding))
    one, two = (row for row in sheet.rows if row.kind == "row")
    assert one.recommendation == "Ask “one”, café."
    assert one.agencies == ("Police", "Council")
    assert (one.place, one.state) == (2, "Done")
    assert two.recommendation == "Ask\ntwo."
    assert sheet.format == "csv" and sheet.last == 3


def test_a_line_that_names_the_delimiter_is_believed():
    sheet = read(b"sep=;\r\nReview;Recommendation\r\nChild F;Ask, and ask.\r\n")
    (row,) = (row for row in sheet.rows if row.kind == "row")
    assert (row.place, row.recommendation) == (3, "Ask, and ask.")


def test_a_mark_against_formulas_is_taken_off():
    sheet = read(b"Review,Recommendation\nChild F,'- Ask somebody.\n")
    assert [row.recommendation for row in sheet.rows][-1] == "- Ask somebody."


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"\n\n , \n", "empty-file"),
        (b"\x00\x01\x02\xff" * 200, "not-text"),
        (b"one,two\n1,2\n", "no-header"),
        (b'Review,Recommendation\nF,"' + b"x" * 1_200_000 + b'"\n', "not-readable"),
    ],
)
def test_what_is_no_table_is_refused(data, code):
    with pytest.raises(RefusedError) as refused:
        read(data)
    assert refused.value.refusal.code == code
    assert refused.value.refusal.todo
