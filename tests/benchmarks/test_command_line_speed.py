"""Whole commands as installed: `--help` and `evidence add`."""

import sys

import measuring
import pytest
import standard

pytestmark = pytest.mark.benchmark


def test_help(figure):
    took = measuring.in_turns(
        bare=measuring.whole([sys.executable, "-c", "import typer"]),
        help=measuring.whole([measuring.installed("auditrack"), "--help"]),
    )
    figure.milliseconds("auditrack --help", took["help"])
    figure.ratio("--help / python -c 'import typer'", took["help"] / took["bare"], 2)


@pytest.mark.parametrize(("recommendations", "limit"), [(1_000, 1.6), (10_000, 3)])
def test_evidence_add(figure, standard_copy, empty_command, calibration, recommendations, limit):
    options = ["evidence", "add", "--register", str(standard_copy(recommendations))]
    options += ["--for", f"{standard.review_ref(0)}/4", "--shows", "A made-up case file audit"]
    options += ["--level", "3", "--about", "2026-10"]
    took = measuring.in_turns(
        empty=measuring.whole([*empty_command, *options]),
        add=measuring.whole([measuring.installed("auditrack"), *options]),
        calibration=calibration,
    )
    figure.milliseconds(f"evidence add at {recommendations:,}", took["add"])
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
    figure.ratio(
        f"evidence add at {recommendations:,} / an empty Typer command",
        took["add"] / took["empty"],
        limit,
    )
