"""The progress report as LibreOffice lays it out: no row of any table is lost between two pages."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from tests.reports.every_kind import Board

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of(pdf: Path) -> str:
    """The text of every page, without blanks: where a line ends is LibreOffice's own."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return "".join("".join(pages).replace("\ufffe", "").split())


def rows_of(report: bytes) -> list[str]:
    """The beginning of each row of each table, without blanks; rows of numbers are left out."""
    with ZipFile(BytesIO(report)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for row in body.iter(f"{W}tr"):
        cell = next(row.iter(f"{W}tc"))
        said = "".join("".join(node.text or "" for node in cell.iter(f"{W}t")).split())
        if len(said) > 12:
            found.append(said[:40])
    return found


@pytest.mark.parametrize("options", [(), ("--subgroup", "learning-subgroup")])
def test_every_row_of_every_table_is_on_a_page(
    board_of_every_kind: Board, tmp_path: Path, options: tuple[str, ...]
) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    out = tmp_path / "progress.docx"
    answer = board_of_every_kind.write("progress", out, *options)
    assert answer.exit_code == 0, answer.stderr
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(out),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    printed = words_of(tmp_path / "progress.pdf")
    rows = rows_of(out.read_bytes())
    assert len(rows) > 100
    assert [row for row in rows if row not in printed] == []
