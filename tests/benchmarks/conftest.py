"""Figures of speed: skipped unless asked for, and then printed in one table with their goals.

`pytest tests/benchmarks --benchmark-run` measures them on the commands as they are installed.
"""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # for the files beside this one

import figures  # noqa: E402
import measuring  # noqa: E402
import standard  # noqa: E402

REASON = "run with --benchmark-run to measure speed"

_measured = pytest.StashKey[figures.Figures]()


def pytest_addoption(parser):
    parser.addoption("--benchmark-run", action="store_true", help="measure speed (minutes)")
    parser.addoption(
        "--large-register", action="store_true", help="measure 100,000 recommendations too"
    )


def pytest_configure(config):
    config.stash[_measured] = figures.Figures()


def pytest_collection_modifyitems(config, items):
    if config.getoption("benchmark_run", False):
        return
    for item in items:
        if item.get_closest_marker("benchmark") and item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.skip(reason=REASON))


def pytest_sessionfinish(session, exitstatus):
    if exitstatus == 0 and not session.config.stash[_measured].all_met:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash[_measured].table():
        terminalreporter.write_line(line)


@pytest.fixture
def figure(request) -> figures.Figures:
    """Takes a figure into the table."""
    return request.config.stash[_measured]


@pytest.fixture(scope="session")
def standard_register(tmp_path_factory) -> Callable[[int], Path]:
    """The standard register of N recommendations, made once; not to be written to."""
    made: dict[int, Path] = {}

    def of(recommendations: int) -> Path:
        if recommendations not in made:
            path = tmp_path_factory.mktemp("standard") / f"of-{recommendations}"
            standard.make_standard(path, recommendations)
            made[recommendations] = path
        return made[recommendations]

    return of


@pytest.fixture
def standard_copy(standard_register, tmp_path, monkeypatch) -> Callable[[int], Path]:
    """A copy of the standard register of N recommendations, to be written to.

    Its officer has a home of their own, who has seen no other copy.
    """
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def of(recommendations: int) -> Path:
        path = tmp_path / f"of-{recommendations}"
        if not path.exists():
            shutil.copytree(standard_register(recommendations), path)
        return path

    return of


@pytest.fixture
def calibration(standard_register) -> Callable[[], None]:
    """What milliseconds are measured beside: `json.loads` of the snapshot at 1,000."""
    text = (standard_register(1_000) / "register.json").read_text(encoding="utf-8")
    return lambda: json.loads(text)


@pytest.fixture
def empty_command(tmp_path) -> list[str]:
    """An empty Typer command with the options of `evidence add`, as installed."""
    shutil.copy(HERE / "empty_evidence_add.py", tmp_path)
    return measuring.module_command(tmp_path, "empty_evidence_add")


@pytest.fixture
def trivial_app(tmp_path) -> list[str]:
    """A Textual app of one sentence, as installed."""
    shutil.copy(HERE / "trivial_app.py", tmp_path)
    return measuring.module_command(tmp_path, "trivial_app")
