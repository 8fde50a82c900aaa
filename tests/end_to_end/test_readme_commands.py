"""Every auditrack command line in the README runs as it is printed, in order."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
REVIEW = Path(__file__).with_name("made_up_review.txt")

BLOCKS = [
    [line for line in block.splitlines() if line.startswith(("auditrack ", "export "))]
    for block in re.findall(r"^```\n(.*?)^```$", README.read_text("utf-8"), re.S | re.M)
]
TOUR, OWN, MONTH, REPORTS, PUBLIC = (block for block in BLOCKS if len(block) > 2)


@pytest.fixture
def folder(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands are typed: the review lies there too."""
    (own_folder.parent / "home").mkdir()
    monkeypatch.chdir(own_folder.parent)
    shutil.copy(REVIEW, "review.txt")
    return own_folder.parent


def words(line: str, home: Path) -> list[str]:
    return [word.replace("~", str(home)) for word in shlex.split(line)][1:]


def test_the_tour_runs_on_the_demonstration(folder, installed):
    board = installed("demo", str(folder / "board"), "--no-open").strip()
    assert len(TOUR) == 9
    for line in TOUR:
        installed("--register", board, *words(line, folder))
    assert (folder / "progress.docx").stat().st_size > 10_000


def test_the_tour_runs_on_an_empty_register(folder, installed):
    installed("init", str(folder / "register"), "--board", "Fernshire Safeguarding Partnership")
    *lines, report = TOUR
    for line in lines:
        installed(*words(line, folder))
    installed(*words(report, folder), refused="No report was written")


def test_the_reports_run_on_the_demonstration(folder, installed):
    board = installed("demo", str(folder / "board"), "--no-open").strip()
    assert len(REPORTS) == 6
    for line in REPORTS:
        installed("--register", board, *words(line, folder))
    for name in ("progress", "response", "police", "themes", "pack", "sheet"):
        assert (folder / f"{name}.docx").read_bytes().startswith(b"PK")


def test_what_is_public_runs_on_the_demonstration(folder, installed):
    board = installed("demo", str(folder / "board"), "--no-open").strip()
    assert len(PUBLIC) == 6
    for line in PUBLIC:
        # The working copy holds counts under five, which the check stops: that is its answer.
        if line.startswith("auditrack disclosure check"):
            installed("--register", board, *words(line, folder), refused="an aid and no guarantee")
        else:
            installed("--register", board, *words(line, folder))
    assert (folder / "site" / "index.html").is_file()


def test_a_register_of_ones_own(folder, installed, monkeypatch):
    assert len(OWN) == 10
    for line in OWN:
        if line.startswith("export "):
            name, _, value = line.removeprefix("export ").partition("=")
            monkeypatch.setenv(name, value.replace("~", str(folder)))
        else:
            installed(*words(line, folder))
    assert "partly embedded" in installed("rec", "show", "child-x/1")


def test_the_month_runs_on_the_demonstration(folder, installed):
    board = installed("demo", str(folder / "board"), "--no-open").strip()
    assert len(MONTH) == 13
    for line in MONTH:
        installed("--register", board, *words(line, folder))
    assert (folder / "minutes.docx").stat().st_size > 5_000
    assert (folder / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
