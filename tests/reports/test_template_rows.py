"""A table row of a template that holds the fields of a list: one row for each of them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from auditrack.model.change import RefusedError
from auditrack.reports.kit.making import Made, make
from tests.reports.made_up_template import W, line, lines, report, table, template

Cells = list[list[str]]


def made(path: Path, **changes: object) -> Made:
    return make(report(**changes), path)


def rows_of(content: bytes, number: int = 0) -> Cells:
    found = Document(BytesIO(content)).tables[number]
    return [[cell.text for cell in row.cells] for row in found.rows]


def refusal_of(path: Path) -> tuple[str, str]:
    with pytest.raises(RefusedError) as caught:
        made(path)
    return caught.value.refusal.code, f"{caught.value.refusal}"


HEAD = ("What", "Reference")
LATE = ("{{late.what}}", "{{late.ref}} of {{board}}")


def test_a_row_is_copied_for_each_of_its_list(tmp_path: Path) -> None:
    path = template(tmp_path / "a.docx", table(HEAD, LATE, ("After", "")) + lines("{{report}}"))
    assert rows_of(made(path).document) == [
        ["What", "Reference"],
        ["Write {{head}} down\nand agree it", "act-1 of Larkshire Partnership"],
        ["Read <w:p/> & ask", "act-2 of Larkshire Partnership"],
        ["After", ""],
    ]


def test_its_look_is_kept_and_it_stays_whole(tmp_path: Path) -> None:
    bold = table(HEAD, LATE).replace(
        '<w:r><w:t xml:space="preserve">{{late.what}}',
        "<w:r><w:rPr><w:b/></w:rPr><w:t>{{late</w:t></w:r><w:r><w:t>.what}}",
    )
    content = made(template(tmp_path / "a.docx", bold + lines("{{report}}"))).document
    found = Document(BytesIO(content)).tables[0]
    for row in found.rows[1:]:
        assert row._tr.find(f"{W}trPr/{W}cantSplit") is not None
        assert row.cells[0].paragraphs[0].runs[0].bold
    assert found.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert found.rows[1]._tr.find(f"{W}trPr/{W}tblHeader") is None


def test_a_header_that_repeats_already_is_left(tmp_path: Path) -> None:
    own = table(("Ours",), HEAD, LATE).replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)
    content = made(template(tmp_path / "a.docx", own + lines("{{report}}"))).document
    marks = [
        row._tr.find(f"{W}trPr/{W}tblHeader") is not None
        for row in Document(BytesIO(content)).tables[0].rows
    ]
    assert marks == [True, False, False, False]


def test_an_empty_list_says_so_in_its_first_cell(tmp_path: Path) -> None:
    rows = table(("Reference", "Of"), ("{{done.ref}}", "{{board}} {{done.ref}}"))
    content = made(template(tmp_path / "a.docx", rows + lines("{{report}}"))).document
    assert rows_of(content)[1:] == [["None on record", "Larkshire Partnership "]]


def test_a_list_without_a_reference_says_none_in_its_first_cell_too(tmp_path: Path) -> None:
    rows = table(("", "{{done.ref}}"))
    content = made(template(tmp_path / "a.docx", rows + lines("{{report}}"))).document
    assert rows_of(content) == [["None on record", ""]]


def test_the_rows_beyond_five_hundred_go_to_the_workbook(
    tmp_path: Path, read_text: Callable[[bytes], str]
) -> None:
    path = template(tmp_path / "a.docx", table(HEAD, LATE) + lines("{{report}}"))
    many = [{"ref": f"act-{n}", "what": f"Do {n}"} for n in range(1, 621)]
    result = made(path, rows={"late": many, "done": []})
    assert len(rows_of(result.document)) == 501
    assert "Rows 501 to 620 stand in the workbook" in read_text(result.document)
    assert result.rest is not None
    sheet = load_workbook(BytesIO(result.rest))["late"]
    assert [cell.value for cell in sheet[1]] == [
        "Row number",
        "The reference",
        "What is to be done",
    ]
    assert [cell.value for cell in sheet[2]] == [501, "act-501", "Do 501"]
    assert sheet.max_row == 121


@pytest.mark.parametrize(
    ("body", "code", "named"),
    [
        (table(("{{late.ref}}", "{{done.ref}}")), "template-two-lists", '"done", "late"'),
        (table(("{{soon.ref}}",)), "template-unknown-list", '"late", "done"'),
        (table(("{{late.chair}}",)), "template-unknown-field", '"ref", "what"'),
        (line("{{late.ref}}"), "template-row-outside-table", "{{late.ref}}"),
    ],
)
def test_a_wrong_row_is_a_sentence_that_names_what_there_is(
    tmp_path: Path, body: str, code: str, named: str
) -> None:
    found, sentence = refusal_of(template(tmp_path / "a.docx", body + lines("{{report}}")))
    assert found == code
    assert named in sentence


def test_a_table_in_a_row_is_a_row_of_its_own(tmp_path: Path) -> None:
    inner = table(("{{late.ref}}",))
    outer = table(("Outside",)).replace("</w:tc>", f"{inner}{line('')}</w:tc>", 1)
    content = made(template(tmp_path / "a.docx", outer + lines("{{report}}"))).document
    within = Document(BytesIO(content)).tables[0].rows[0].cells[0].tables[0]
    assert [row.cells[0].text for row in within.rows] == ["act-1", "act-2"]
    nested = outer.replace("Outside", "{{done.ref}}")
    assert refusal_of(template(tmp_path / "b.docx", nested))[0] == "template-two-lists"
