"""What is heavy is imported inside the command that needs it: `sys.modules` tells."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import create_register

HEAVY = ("textual", "rich", "docx", "lxml", "tinydb", "msgspec", "pydantic")
READERS_AND_WRITERS = {"auditrack.tui", "auditrack.reports", "auditrack.intake"}

# The names of what was imported go to a file of their own: both streams are the command's.
TELLING = """
import atexit, json, sys
told = sys.argv.pop(1)
def tell():
    with open(told, "w") as file:
        json.dump(sorted(sys.modules), file)
atexit.register(tell)
from auditrack.cli.main import main
sys.argv[0] = "auditrack"
main()
"""


@pytest.fixture
def register_path(tmp_path: Path) -> Path:
    """A register with one recommendation in it."""
    path = tmp_path / "register"
    asked = {"review": "child-elm", "label": "1", "text": "See children alone.", "order": 1}
    with create_register(path, "Fernshire Safeguarding Partnership", Actor("officer")) as register:
        saved = register.transact(
            lambda _: Transaction(
                "made up",
                (
                    Insert("reviews", "child-elm", {"title": "Child Elm", "published": "2019"}),
                    Insert("recommendations", "child-elm/1", asked),
                ),
            )
        )
        assert isinstance(saved, Saved)
    return path


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., set[str]]:
    """The modules that a command had imported when it ended."""

    def by(*arguments: object, code: int = 0) -> set[str]:
        told = tmp_path / "modules.json"
        done = subprocess.run(
            [sys.executable, "-c", TELLING, str(told), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return set(json.loads(told.read_text()))

    return by


@pytest.mark.parametrize("asking", ["--help", "-h"])
def test_help_imports_nothing_heavy_and_no_noun(imported, asking):
    modules = imported(asking)
    assert modules.isdisjoint(HEAVY)
    ours = {name for name in modules if name.startswith("auditrack.")}
    assert {name.split(".")[1] for name in ours} <= {"cli", "model"}
    assert ours.isdisjoint({"auditrack.cli.rec", "auditrack.cli.evidence", "auditrack.cli.report"})


def test_the_version_opens_no_register(imported):
    modules = imported("--version")
    assert modules.isdisjoint({"textual", "rich", "docx", "lxml", "tinydb", "msgspec"})


def test_filing_evidence_imports_no_screen_and_no_word(imported, register_path):
    modules = imported(
        "evidence", "add", "--register", register_path,
        "--for", "child-elm/1", "--shows", "Files were read", "--level", "3",
    )  # fmt: skip
    assert modules.isdisjoint({"textual", "rich", "docx", "lxml"})
    assert modules.isdisjoint(READERS_AND_WRITERS)
    assert "auditrack.analysis.recurrence" not in modules
    assert "auditrack.themes.lexicon" not in modules
    assert "tinydb" in modules  # the register itself was written


@pytest.mark.parametrize(
    "arguments",
    [
        ("rec", "list"),
        ("rec", "list", "--json"),
        ("rec", "show", "child-elm/1"),
        ("theme", "positions", "--json"),
        ("check",),
        ("trends",),
        ("history",),
        ("verify",),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_reading_imports_no_screen_and_no_word(imported, register_path, arguments):
    modules = imported(*arguments, "--register", register_path)
    assert modules.isdisjoint({"textual", "rich", "docx", "lxml"})
    assert modules.isdisjoint(READERS_AND_WRITERS)


def test_reading_a_text_imports_no_screen_and_no_word(imported, register_path, tmp_path):
    review = tmp_path / "review.txt"
    review.write_text("Overview report\n\nRecommendation 1\nSee children alone.\n")
    modules = imported("import", review, "--dry-run", "--json", "--register", register_path)
    assert modules.isdisjoint({"textual", "rich", "docx", "lxml"})


def test_a_word_report_imports_word_and_no_screen(imported, register_path, tmp_path):
    out = tmp_path / "progress.docx"
    modules = imported("report", "progress", "--out", out, "--register", register_path)
    assert "docx" in modules and out.exists()
    assert modules.isdisjoint({"textual", "rich"})


def test_help_of_a_report_imports_no_word(imported):
    assert imported("report", "progress", "--help").isdisjoint({"textual", "docx", "lxml"})


@pytest.mark.parametrize("place", ["after", "joined"])
def test_the_way_to_the_app_imports_no_pydantic(imported, register_path, place):
    path = str(register_path)
    option = ["--register", path] if place == "after" else [f"--register={path}"]
    # There is no terminal here, which the app says kindly before it imports its screens.
    modules = imported(*option, "--as-at", "2026-11-20", code=1)
    assert "auditrack.tui.door" in modules
    assert modules.isdisjoint({"pydantic", "textual", "docx", "lxml"})


@pytest.mark.parametrize("slip", [("--register",), ("--regster", "x"), ("--json=1",)])
def test_a_slip_before_the_noun_is_wrong_usage(imported, slip):
    assert "auditrack.tui.door" not in imported(*slip, code=2)


def test_the_screens_import_no_word_and_no_reader():
    asked = "import sys; import auditrack.tui.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert "textual" in modules
    assert modules.isdisjoint({"docx", "lxml", "pydantic", "typer"})
    assert modules.isdisjoint({"auditrack.reports", "auditrack.intake"})
