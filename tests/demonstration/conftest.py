import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from auditrack.cli.main import app
from auditrack.register import Register, open_register

AS_AT = date(2026, 11, 20)


@pytest.fixture
def register(demonstration_board: Path) -> Iterator[Register]:
    with open_register(demonstration_board, read_only=True) as opened:
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
def demonstration(
    demonstration_board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Line:
    """The command line on a copy of the demonstration board, with a witness of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "copy"
    shutil.copytree(demonstration_board, folder)
    return Line(folder)


@pytest.fixture
def empty(tmp_path: Path) -> Line:
    """The command line on a register that has its board and nothing else."""
    line = Line(tmp_path / "empty")
    made = CliRunner().invoke(app, ["init", str(line.folder), "--board", "Fernshire Board"])
    assert made.exit_code == 0, made.output
    return line
