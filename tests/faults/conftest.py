"""Every fault is tried on a register of its own, with the officer's own folder in the test's.

The ordinary run tries each fault briefly; `pytest tests/faults --long` goes on for many minutes.
"""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # for the files beside this one

import tally as tallies  # noqa: E402

_counted = pytest.StashKey[tallies.Tally]()


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="try every fault at length (minutes)")


def pytest_configure(config):
    config.stash[_counted] = tallies.Tally()


def pytest_terminal_summary(terminalreporter, config):
    line = config.stash[_counted].line()
    if line:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def tally(request) -> tallies.Tally:
    """Counts what was tried, for the line at the end."""
    return request.config.stash[_counted]


@pytest.fixture(scope="session")
def at_length(request) -> bool:
    """Whether the long form was asked for."""
    return bool(request.config.getoption("long", False))


@pytest.fixture(autouse=True)
def own_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
