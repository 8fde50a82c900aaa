"""The progress report, against serialising and zipping the very XML that it is made of."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import measuring
import pytest
import standard
from lxml import etree

from auditrack.register import open_register
from auditrack.reports.progress import render_progress
from auditrack.views.period import progress

pytestmark = pytest.mark.benchmark

SINCE = date(2026, 4, 1)
LIMIT = 12


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
