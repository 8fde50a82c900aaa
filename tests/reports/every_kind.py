"""Each kind of report, made from the demonstration register through the command line.

One place says how each kind is asked for; the tests that hold for every kind use it.
"""

import json
import shutil
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from auditrack.cli.main import app
from auditrack.model.dates import today_in_london
from auditrack.register import open_register

VERBS: Mapping[str, tuple[str, ...]] = {
    "progress": ("report", "progress"),
    "response": ("report", "response", "child-willow"),
    "agency": ("report", "agency", "childrens-services"),
    "themes": ("report", "themes"),
    "annual": ("report", "annual"),
    "evidence-pack": ("report", "evidence-pack", "neglect"),
    "assurance": ("report", "assurance", "child-willow/1"),
    "minutes": ("meeting", "minutes", "mtg-1"),
    "handover": ("report", "handover", "head-of-safeguarding"),
    "return-form": ("return-form", "make", "--form", "ret-1"),
    "right-of-reply": ("publication", "paper", "{publication}", "--agency", "childrens-services"),
    "extract": ("export", "--about", "child-willow"),
}
"""How each kind is asked for, by its name; `--out` and the rest are added."""

OUTSIDE: tuple[tuple[str, ...], ...] = (
    ("meeting", "start", "--chair", "chair", "--title", "Autumn meeting"),
    ("meeting", "present", "mtg-1", "chair"),
    ("meeting", "decide", "mtg-1", "child-willow/1", "accept", "--reason", "It stands."),
    ("meeting", "end", "mtg-1"),
    ("return-form", "make", "--agency", "childrens-services", "--out", "{forms}"),
)
"""What the demonstration has not, and some kinds need: a meeting that was held, and a form."""


class Board:
    """A register that every kind can be made from, seen as it stood when it was made.

    Each report is made `--as-recorded` at that entry, so that recording one moves no other.
    """

    def __init__(self, folder: Path, entry: int, as_at: str, publication: str = "pub-1") -> None:
        self.folder = folder
        self.entry = entry
        self.as_at = as_at
        self.publication = publication

    def run(self, *words: str) -> Result:
        """A command on the register as it is, in this process."""
        return run("--register", str(self.folder), *words)

    def words(self, kind: str, out: Path | str, *options: str) -> tuple[str, ...]:
        """The command line that makes a kind's report."""
        frozen = ["--as-recorded", str(self.entry)]
        if kind == "right-of-reply":  # a publication is frozen at an entry and a day by itself
            frozen = []
        elif kind != "return-form":  # which asks for what is open on the day of asking alone
            frozen += ["--as-at", self.as_at]
        asked = (word.format(publication=self.publication) for word in VERBS[kind])
        return (*asked, *frozen, "--out", str(out), *options)

    def write(self, kind: str, out: Path | str, *options: str) -> Result:
        """Make a kind's report into a file, or with "-" on standard output."""
        return self.run(*self.words(kind, out, *options))

    @cache  # noqa: B019 - one board a session
    def content(self, kind: str) -> bytes:
        """The kind's report as it is made without further options; made once."""
        result = self.write(kind, "-")
        assert result.exit_code == 0, result.stderr
        return result.stdout_bytes

    def copy(self, folder: Path) -> "Board":
        """The same board in a folder of a test's own, for what writes to it."""
        shutil.copytree(self.folder, folder)
        return Board(folder, self.entry, self.as_at, self.publication)


def make_board(demonstration: Path, folder: Path) -> None:
    """Make the demonstration board in a folder, with what some kinds need beside it."""
    register = folder / "register"
    shutil.copytree(demonstration, register)
    for words in OUTSIDE:
        filled = (word.format(forms=folder / "forms") for word in words)
        done = run("--register", str(register), *filled)
        assert done.exit_code == 0, f"{words}: {done.stderr}"
    with open_register(register, read_only=True) as opened:
        entry = opened.head.number
    # Prepared last, it is frozen at the entry that every other kind is seen at.
    prepared = run("--register", str(register), "publication", "prepare", "record")
    assert prepared.exit_code == 0, prepared.stderr
    today = today_in_london(int(time.time() * 1000)).isoformat()
    told = {"entry": entry, "as_at": today, "publication": prepared.stdout.strip()}
    (folder / "told.json").write_text(json.dumps(told))


def copy_of_board(made: Path, folder: Path) -> Board:
    """A copy of the board that was made in a folder."""
    told = json.loads((made / "told.json").read_text())
    return Board(shutil.copytree(made / "register", folder / "register"), **told)


def run(*words: str) -> Result:
    """A command in this process; whatever it says, it prints no traceback."""
    result = CliRunner().invoke(app, list(words), prog_name="auditrack")
    assert b"Traceback" not in result.stdout_bytes + result.stderr_bytes
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
