"""A page's command lines, typed one after another in this process."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditrack.cli.main import app
from auditrack.register.identity import current_actor
from tests.documentation.blocks import DATABASE, STARTS, Line, Note, Step, matches, words
from tests.postgresql_server import ADMINISTRATOR, Server

_TESTS = Path(__file__).parents[1]
FILES = {
    "review.txt": _TESTS / "end_to_end" / "made_up_review.txt",
    **{one.name: one for one in (_TESTS / "documentation" / "files").iterdir()},
}
"""The made-up files that a page may ask for."""

BOARD = "Fernshire Safeguarding Partnership"


class Typing:
    """Somebody who follows a page: in a folder of their own, on the register that it says."""

    def __init__(
        self,
        page: str,
        folder: Path,
        demonstration: Callable[[], Path],
        server: Callable[[], Server],
    ) -> None:
        self._page = page
        self._folder = folder
        self._demonstration = demonstration
        self._server = server
        self._database = ""
        self._starts = 0
        self.typed = 0

    def follow(self, steps: list[Step], patch: pytest.MonkeyPatch) -> None:
        """Type every line, and look at what it answers."""
        self._start("nothing", patch)
        for step in steps:
            if isinstance(step, Note):
                if step.kind == "runs on":
                    self._start(step.said, patch)
                else:
                    shutil.copy(FILES[step.said], step.said)
            elif isinstance(step, Line):
                self._type(step, patch)

    def _start(self, on: str, patch: pytest.MonkeyPatch) -> None:
        assert on in STARTS, f"{self._page}: a page runs on one of {STARTS}, not on {on}"
        self._starts += 1
        here = self._folder / str(self._starts)
        (here / "work").mkdir(parents=True)
        patch.chdir(here / "work")
        patch.setenv("HOME", str(here))
        patch.setenv("USER", current_actor().login)
        for name in ("CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(here / name.lower()))
        patch.delenv("AUDITRACK_REGISTER", raising=False)
        if on == "nothing":
            return
        if on == "a database server":
            server = self._server()
            patch.setenv("PGHOST", str(server.folder))
            patch.setenv("PGUSER", ADMINISTRATOR)
            self._database = f"postgresql:///{server.new_database()}"
            return
        register = here / "register"
        patch.setenv("AUDITRACK_REGISTER", str(register))
        if on == "the demonstration":
            shutil.copytree(self._demonstration(), register)
        else:
            assert CliRunner().invoke(app, ["init", str(register), "--board", BOARD]).exit_code == 0

    def _type(self, line: Line, patch: pytest.MonkeyPatch) -> None:
        where = f"{self._page}:{line.number}: {line.typed}"
        first, *rest = [self._expanded(word) for word in words(line.typed)]
        if first == "export":
            name, _, value = rest[0].partition("=")
            patch.setenv(name, self._expanded(value))
            return
        assert first == "auditrack", f"{where}: not a line that can be run"
        given, out = None, None
        if ">" in rest:
            *rest, _, out = rest
        if "<" in rest:
            *rest, _, source = rest
            given = Path(source).read_bytes()
        assert not {"|", ";", "&", "<", ">"} & set(rest), f"{where}: only one < or > is run"
        answer = CliRunner().invoke(app, rest, input=given, prog_name="auditrack")
        if answer.exception is not None and not isinstance(answer.exception, SystemExit):
            raise AssertionError(where) from answer.exception
        printed = answer.output
        if self._database:
            printed = printed.replace(self._database, DATABASE)
        said = f"{where}\n{printed}"
        if line.refused is None:
            assert answer.exit_code == 0, said
        else:
            assert answer.exit_code == 1, f"not refused: {said}"
            assert line.refused in " ".join(printed.split()), said
        if line.shown is not None:
            assert matches(printed, line.shown), said
        if out is not None:
            Path(out).write_bytes(answer.stdout_bytes)
        self.typed += 1

    def _expanded(self, word: str) -> str:
        """A word with what pages leave to the shell: own folder, own name, and the database."""
        if word == "$USER":
            return os.environ["USER"]
        if word.startswith(DATABASE):
            assert self._database, f"{self._page}: nothing says that it runs on a database server"
            return self._database + word.removeprefix(DATABASE)
        return os.path.expanduser(word) if word.startswith("~") else word
