"""The report pages in the README are real ones, of the demonstration board.

With AUDITRACK_KEEP_SCREENS set they are made anew, which takes LibreOffice.
"""

import os
import re
import shutil
import struct
import subprocess
import zlib
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from lxml import etree

from auditrack.register import open_register
from auditrack.reports.assurance import report as assurance_sheet
from auditrack.reports.kit.making import make
from auditrack.reports.progress import report as progress
from auditrack.reports.themes import report as themes_report
from auditrack.views.assurance_sheet import assurance_sheet_of
from auditrack.views.period import progress as progress_of
from auditrack.views.themes_paper import themes_paper_of

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pages"
MADE_FROM = PICTURES / "made_from.txt"
AS_AT = date(2026, 11, 20)
WORDS = {
    "progress": "Open recommendations of each agency by BRAG",
    "themes": "How each theme is spoken of",
    "assurance": "Evidence held by level",
}
"""Each report, and a caption on the page that is shown."""
DOTS = 64  # an inch


@pytest.fixture(scope="module")
def reports(demonstration_board):
    with open_register(demonstration_board, read_only=True) as register:
        made = {
            "progress": progress.report_of(progress_of(register, date(2026, 4, 1), AS_AT, AS_AT)),
            "themes": themes_report.report_of(themes_paper_of(register, AS_AT)),
            "assurance": assurance_sheet.report_of(
                assurance_sheet_of(register, "child-willow/2", AS_AT)
            ),
        }
        return {name: make(report).document for name, report in made.items()}


def digest(document):
    """Of the words of a report but for the register's seal, which no two registers share."""
    with ZipFile(BytesIO(document)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    words = re.sub(r"(entry \d+, )[0-9a-f]{12}", r"\1", "\n".join(body.itertext()))
    return sha256(words.encode()).hexdigest()


def test_the_pages_are_those_of_the_reports_of_today(reports, tmp_path):
    today = "".join(f"{name} {digest(reports[name])}\n" for name in sorted(reports))
    if os.environ.get("AUDITRACK_KEEP_SCREENS"):
        PICTURES.mkdir(exist_ok=True)
        for name, document in reports.items():
            (PICTURES / f"{name}.png").write_bytes(picture_of(document, WORDS[name], tmp_path))
        MADE_FROM.write_text(today)
    assert MADE_FROM.read_text() == today
    readme = (ROOT / "README.md").read_text()
    for name in reports:
        assert f"(docs/pages/{name}.png)" in readme
        assert (PICTURES / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def picture_of(document, words, folder):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    (folder / "report.docx").write_bytes(document)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    pdf = pypdfium2.PdfDocument(folder / "report.pdf")
    page = next(page for page in pdf if words in page.get_textpage().get_text_range())
    bitmap = page.render(scale=DOTS / 72, rev_byteorder=True)
    return png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)


def png(pixels, width, height, stride):
    """Pixels of three bytes as a PNG."""
    lines = b"".join(
        b"\0" + pixels[row * stride : row * stride + width * 3] for row in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )
