import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from auditrack.cli.main import app
from auditrack.demonstration import make_demonstration
from auditrack.register import Register, open_register

AS_AT = date(2026, 11, 20)


@dataclass(frozen=True)
class Made:
    folder: Path
    seconds: float


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The demonstration board, built once; nobody writes to it."""
    folder = tmp_path_factory.mktemp("demonstration") / "board"
    begun = time.process_time()
    make_demonstration(folder)
    return Made(folder, time.process_time() - begun)


@pytest.fixture
def register(made: Made) -> Iterator[Register]:
    with open_register(made.folder, read_only=True) as opened:
        yield opened


class Line:
    """The command line on one register."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str, exit_code: int = 0) -> Result:
        result = CliRunner().invoke(app, ["--register", str(self.folder), *words])
        assert result.exit_code == exit_code, f"{words}: {result.output}"
        assert "Traceback" not in result.output
        return result

    def says(self, *words: str) -> str:
        """What a command prints, on one line with single spaces."""
        return " ".join(self.run(*words).output.split())


@pytest.fixture
def demonstration(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    """The command line on a copy of the demonstration board, with a witness of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "copy"
    shutil.copytree(made.folder, folder)
    return Line(folder)


@pytest.fixture
def empty(tmp_path: Path) -> Line:
    """The command line on a register that has its board and nothing else."""
    line = Line(tmp_path / "empty")
    made = CliRunner().invoke(app, ["init", str(line.folder), "--board", "Fernshire Board"])
    assert made.exit_code == 0, made.output
    return line
