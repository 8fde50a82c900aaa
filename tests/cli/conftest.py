"""The command line as its users meet it: in this process, and as installed in one of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from auditrack.cli.main import app

INSTALLED = Path(sys.executable).with_name("auditrack")


@dataclass(frozen=True)
class Answer:
    """What a command answered: its exit code and both of its streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.out, self.err
        return json.loads(self.out)

    @property
    def refusal(self) -> dict[str, Any]:
        """The refusal that `--json` puts on standard error, after any messages."""
        return json.loads(self.err.strip().splitlines()[-1])


Ask = Callable[..., Answer]

SET_UP: tuple[tuple[str, ...], ...] = (
    ("review", "add", "child-elm", "--title", "Child Elm", "--type", "scr",
     "--published", "2018-05", "--practice", "2016-01..2017-06=Elm", "--history", "complete"),
    ("lead", "add", "Head of Early Help", "--agency", "Fernshire Council"),
    ("rec", "add", "child-elm", "--label", "Recommendation 1", "--agency", "Fernshire Council",
     "--agency", "Fernshire Police", "--due", "2019-03-31", "--theme", "neglect",
     "--text", "Use the graded care profile where neglect is suspected."),
    ("rec", "add", "child-elm", "--label", "Recommendation 2", "--agency", "Fernshire Police",
     "--text", "Record who lives in the household."),
    ("finding", "add", "child-elm", "--label", "1", "--theme", "neglect",
     "--text", "Home conditions were described and not assessed."),
    ("action", "add", "child-elm/1", "--what", "Train every team", "--agency",
     "Fernshire Council", "--lead", "head-of-early-help", "--due", "2019-03-31"),
    ("evidence", "add", "--for", "child-elm/1", "--shows", "Training held", "--level", "1",
     "--about", "2019-02"),
    ("audit", "record", "--for", "child-elm/1", "--date", "2020-06-15", "--outcome",
     "not-embedded", "--sample", "12", "--met", "3"),
    ("review", "told", "child-elm", "--whom", "families", "--on", "2018-05-01"),
    ("subgroup", "add", "Quality and Performance"),
)  # fmt: skip
"""The commands that make the board of these tests."""


def _ask(*arguments: str, input: str | bytes | None = None) -> Answer:
    result = CliRunner().invoke(app, list(arguments), input=input, prog_name="auditrack")
    assert "Traceback" not in result.stderr + result.stdout
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests is read or written."""
    for name in ("AUDITRACK_REGISTER", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(scope="session")
def board_as_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("board")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder / "home"))
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        made = folder / "register"
        answers = [_ask("init", str(made), "--board", "Fernshire Board")]
        answers += [_ask("--register", str(made), *arguments) for arguments in SET_UP]
    assert [answer.err for answer in answers if answer.code] == []
    return made


@pytest.fixture
def board(board_as_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of this test's own, which commands open without being told."""
    path = tmp_path / "register"
    shutil.copytree(board_as_made, path)
    monkeypatch.setenv("AUDITRACK_REGISTER", str(path))
    return path


@pytest.fixture
def ask(board: Path) -> Ask:
    """Run a command on the test's register, in this process."""
    return _ask


@pytest.fixture
def ask_nothing() -> Ask:
    """Run a command in this process where no register is named."""
    return _ask


@pytest.fixture
def installed() -> Iterator[Ask]:
    """Run a command as it is installed, in a process of its own."""

    def run(*arguments: str | bytes, input: bytes = b"", **options: Any) -> Answer:
        env = {**os.environ, **options.pop("env", {})}
        result = subprocess.run(
            [INSTALLED, *arguments], input=input, capture_output=True, env=env, **options
        )
        answer = Answer(result.returncode, result.stdout.decode(), result.stderr.decode())
        assert "Traceback" not in answer.err + answer.out
        return answer

    yield run


def journal_of(board: Path) -> bytes:
    return (board / "journal.jsonl").read_bytes()
