"""10,000 recommendations to xlsx: the whole command, beside a calibration, and its memory."""

import subprocess
import sys

import measuring
import pytest
import standard
from openpyxl import load_workbook

pytestmark = pytest.mark.benchmark

SECONDS = 5.0
MEGABYTES = 200
RUNS = 5
MANY = 10_000


def exported(path, out, *options):
    command = [measuring.installed("auditrack"), "export", "--register", str(path)]
    command += ["--as-at", standard.TODAY.isoformat(), "--out", str(out), *options]
    return command


def test_ten_thousand_recommendations_to_xlsx(figure, standard_copy, calibration, tmp_path):
    path = standard_copy(MANY)
    out = tmp_path / "recommendations.xlsx"
    took = measuring.in_turns(
        RUNS,
        whole=measuring.whole(exported(path, out)),
        listed=measuring.whole(
            [measuring.installed("auditrack"), "rec", "list", "--json", "--register", str(path),
             "--as-at", standard.TODAY.isoformat()]
        ),
        calibration=calibration,
    )  # fmt: skip
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
    figure.seconds("rec list --json of 10,000, the same rows judged", took["listed"])
    figure.seconds("export of 10,000 to xlsx, the whole command", took["whole"], SECONDS)
    figure.ratio("export of 10,000 to xlsx / rec list --json", took["whole"] / took["listed"])
    sheet = load_workbook(out, read_only=True).worksheets[0]
    assert sheet.max_row == MANY + 1


def test_its_memory(figure, standard_copy, tmp_path):
    path = standard_copy(MANY)
    program = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, "
        "stderr=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *exported(path, tmp_path / "all.xlsx")],
        capture_output=True,
        text=True,
        check=True,
    )
    megabytes = int(done.stdout) / 1024
    figure.plain("memory of the export of 10,000 to xlsx, MB", megabytes, MEGABYTES)
