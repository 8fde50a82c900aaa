"""The progress report, against serialising and zipping its XML, pandoc, and a limit of memory."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import measuring
import pytest
import standard
from lxml import etree

from auditrack.register import open_register
from auditrack.reports.progress.report import render_progress
from auditrack.views.period import progress

pytestmark = pytest.mark.benchmark

SINCE = date(2026, 4, 1)
LIMIT = 12
MEGABYTES = 200
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def serialising_and_zipping(report: bytes) -> Callable[[], int]:
    """Puts the parts of a finished report together again; its XML is parsed beforehand."""
    with ZipFile(BytesIO(report)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {
        name: etree.fromstring(content)
        for name, content in parts.items()
        if name.endswith((".xml", ".rels"))
    }

    def put_together() -> int:
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                tree = trees.get(name)
                archive.writestr(
                    name,
                    content
                    if tree is None
                    else etree.tostring(
                        tree, xml_declaration=True, encoding="UTF-8", standalone=True
                    ),
                )
        return len(out.getvalue())

    return put_together


def test_progress_report(figure, standard_copy, calibration, tmp_path):
    path = standard_copy(1_000)
    command = [measuring.installed("auditrack"), "report", "progress", "--register", str(path)]
    command += ["--as-at", standard.TODAY.isoformat(), "--since", SINCE.isoformat()]
    with open_register(path, read_only=True) as register:

        def figures():
            return progress(register, SINCE, standard.TODAY, standard.TODAY)

        report = render_progress(figures())
        took = measuring.in_turns(
            bare=serialising_and_zipping(report),
            figures=figures,
            made=lambda: render_progress(figures()),
            whole=measuring.whole([*command, "--out", str(tmp_path / "report.docx")]),
            calibration=calibration,
        )
    figure.milliseconds("serialising and zipping the XML of the report", took["bare"])
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
    figure.milliseconds("figures of the progress report of 1,000", took["figures"])
    figure.milliseconds("report progress, the whole command", took["whole"])
    figure.milliseconds("progress report of 1,000, drawn and its figures", took["made"])
    figure.ratio(
        "progress report of 1,000, drawn / its XML serialised and zipped",
        (took["made"] - took["figures"]) / took["bare"],
        LIMIT,
    )
    figure.ratio("the same, its figures too", took["made"] / took["bare"], LIMIT)
    figure.ratio("the same, the whole command", took["whole"] / took["bare"])


def tables_as_html(report: bytes) -> str:
    """Every table of a report, row by row and cell by cell, for another program to make again."""
    with ZipFile(BytesIO(report)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return f"<html><body>{''.join(_tables(body))}</body></html>"


def _tables(body: etree._Element) -> Iterator[str]:
    for table in body.iter(f"{W}tbl"):
        yield "<table>"
        for number, row in enumerate(table.iter(f"{W}tr")):
            cell = "td" if number else "th"
            cells = "".join(f"<{cell}>{_words(one)}</{cell}>" for one in row.iter(f"{W}tc"))
            start, end = ("", "") if number else ("<thead>", "</thead><tbody>")
            yield f"{start}<tr>{cells}</tr>{end}"
        yield "</tbody></table>"


def _words(cell: etree._Element) -> str:
    nodes = cell.iter(f"{W}t", f"{W}br")
    return "".join("<br>" if one.tag == f"{W}br" else escape(one.text or "") for one in nodes)


def test_beside_pandoc_making_the_same_tables(figure, standard_copy, tmp_path):
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed")
    path, out, page = standard_copy(1_000), tmp_path / "report.docx", tmp_path / "tables.html"
    command = [measuring.installed("auditrack"), "report", "progress", "--register", str(path)]
    command += ["--as-at", standard.TODAY.isoformat(), "--since", SINCE.isoformat()]
    command += ["--out", str(out)]
    measuring.whole(command)()
    page.write_text(tables_as_html(out.read_bytes()))
    again = [pandoc, "-f", "html", "-t", "docx", "-o", str(tmp_path / "again.docx"), str(page)]
    took = measuring.in_turns(3, ours=measuring.whole(command), pandoc=measuring.whole(again))
    figure.milliseconds("pandoc, the tables of the report of 1,000 from HTML", took["pandoc"])
    figure.ratio(
        "report progress of 1,000, the whole command / pandoc, its tables alone",
        took["ours"] / took["pandoc"],
        1,
    )


def test_memory_of_the_whole_command(figure, standard_copy, tmp_path):
    path = standard_copy(10_000)
    command = [measuring.installed("auditrack"), "report", "progress", "--register", str(path)]
    command += ["--as-at", standard.TODAY.isoformat(), "--since", SINCE.isoformat()]
    figure.plain(
        "report progress of 10,000, the most memory, MB",
        most_memory([*command, "--out", str(tmp_path / "report.docx")]),
        MEGABYTES,
    )


_WATCHING = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[
    (os.POSIX_SPAWN_DUP2, 2, 1)])
_, status, used = os.wait4(child, 0)
print(used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A child starts with what its parent held at the most: a small program stands between."""


def most_memory(command: list[str]) -> float:
    """The most memory that a command held at once, in megabytes; it must succeed."""
    watching = [sys.executable, "-S", "-c", _WATCHING, *command]
    done = subprocess.run(
        watching, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout) / 1024  # Linux counts kilobytes
