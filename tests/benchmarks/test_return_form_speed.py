"""Return forms for 14 agencies of the standard register of 10,000, as one whole command."""

import subprocess

import measuring
import pytest

from auditrack.register import open_register

pytestmark = pytest.mark.benchmark

AGENCIES = 14
LIMIT = 5.0
RUNS = 3


def test_forms_for_fourteen_agencies(figure, standard_copy, calibration, tmp_path):
    path = standard_copy(10_000)
    with open_register(path, read_only=True) as register:
        refs = [str(one["ref"]) for one in register.select("agencies")][:AGENCIES]
    command = [measuring.installed("auditrack"), "return-form", "make", "--register", str(path)]
    command += [word for ref in refs for word in ("--agency", ref)]
    places = {}
    for ending in ("docx", "xlsx"):
        places[ending] = tmp_path / ending
        places[ending].mkdir()
    word = [*command, "--out", str(places["docx"])]
    excel = [*command, "--format", "xlsx", "--out", str(places["xlsx"])]
    took = measuring.in_turns(
        RUNS,
        word=measuring.whole(word),
        excel=measuring.whole(excel),
        status=measuring.whole([word[0], "return-form", "status", "--register", str(path)]),
        calibration=calibration,
    )
    done = subprocess.run(word, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert len(done.stdout.splitlines()) == AGENCIES
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
    figure.seconds("Word forms for 14 agencies of 10,000, the whole command", took["word"], LIMIT)
    figure.seconds("Excel forms for the same", took["excel"])
    figure.seconds("return-form status of 10,000, the whole command", took["status"])
