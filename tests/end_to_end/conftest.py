"""The whole path, through the command line as it is installed and in this process."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

INSTALLED = Path(sys.executable).with_name("auditrack")

Run = Callable[..., str]


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register's folder of this test's own, and nothing of the person who runs it."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("AUDITRACK_REGISTER", str(tmp_path / "register"))
    return tmp_path / "register"


@pytest.fixture
def installed(own_folder: Path) -> Run:
    """A command in a process of its own, which must succeed; its standard output.

    With `refused`, it must be refused with a sentence that says so, and nothing is printed.
    """

    def run(*words: str, input: str | None = None, refused: str = "") -> str:
        answer = subprocess.run([INSTALLED, *words], input=input, capture_output=True, text=True)
        said = f"auditrack {' '.join(words[:3])}: {answer.stderr}"
        assert answer.returncode == (1 if refused else 0), said
        assert refused in answer.stderr, said
        return answer.stdout

    return run


@pytest.fixture
def quick(own_folder: Path) -> Run:
    """The same in this process."""
    from auditrack.cli.main import app

    def run(*words: str, input: str | None = None) -> str:
        answer = CliRunner().invoke(app, list(words), input=input)
        assert answer.exit_code == 0, f"auditrack {' '.join(words[:3])}: {answer.stderr}"
        return answer.stdout

    return run


def records(output: str):
    return json.loads(output)
