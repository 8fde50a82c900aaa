"""The account of an import: printed after it, or written to a file of the person's own."""

import sys
from pathlib import Path

import pytest

from auditrack.cli.documents import telling

REVIEW = """Serious Case Review: Child Rowan

Recommendations

Recommendation 1: The Board should test whether neglect is recognised.

Recommendation 2: The Police should share what they know.

Recommendations from the earlier review of Child Ash

Recommendation 1: The Board should train every team.
"""


@pytest.fixture
def review(tmp_path: Path) -> Path:
    name = tmp_path / "review.txt"
    name.write_text(REVIEW)
    return name


def test_the_account_is_said_after_an_import_and_references_stand_alone(ask, review):
    answer = ask("import", str(review), "--review", "child-rowan", "--accept", "ticked")
    assert answer.out.split() == ["imp-1", "child-rowan", "child-rowan/1", "child-rowan/2"]
    lines = answer.err.splitlines()
    assert "File: review.txt (text)" in lines
    assert any(line.startswith("SHA-256: ") and len(line) == 73 for line in lines)
    assert "Taken in: imp-1 into child-rowan" in lines
    assert "Proposals: 3 in all: 3 proposed by the document" in lines
    assert "Taken: 2" in lines and "Left: 1" in lines
    assert "  Left because: not ticked, and nobody took it: quoted from an earlier" in answer.err
    page = ask("review", "show", "child-rowan").out
    assert "2 taken, 1 left (imp-1)" in " ".join(page.split())


def test_the_account_is_written_to_a_file_and_that_is_recorded(ask, review, tmp_path):
    there = tmp_path / "account.txt"
    answer = ask(
        "import", str(review), "--review", "child-rowan", "--accept", "all",
        "--account", str(there), "--json",
    )  # fmt: skip
    assert answer.json["references"][:2] == ["imp-1", "child-rowan"]
    text = there.read_text()
    assert text.startswith("Account of an import\n") and "Taken: 3\n" in text
    assert (there.stat().st_mode & 0o777) == 0o600
    assert "import account" in ask("history").out


def test_what_was_taken_in_stands_where_the_account_cannot_be_written(ask, review, tmp_path):
    answer = ask(
        "import", str(review), "--review", "child-rowan", "--accept", "ticked",
        "--account", str(tmp_path / "absent" / "account.txt"), "--json",
    )  # fmt: skip
    assert answer.code == 1
    assert answer.refusal["code"] == "out-folder-missing"
    assert answer.refusal["safe"] == (
        "What was taken in stands (imp-1); only the account was not written."
    )
    assert [one["ref"] for one in ask("imports", "list", "--json").json] == ["imp-1"]


def test_the_account_goes_to_standard_output_where_asked_but_not_beside_json(ask, review):
    refused = ask("import", str(review), "--accept", "ticked", "--account", "-", "--json")
    assert (refused.code, refused.refusal["code"]) == (1, "one-output")
    assert ask("imports", "list", "--json").json == []
    answer = ask(
        "import", str(review), "--review", "child-rowan", "--accept", "ticked", "--account", "-"
    )
    assert answer.out.startswith("imp-1\nchild-rowan\n")
    assert "\nAccount of an import\n" in answer.out


def test_a_terminal_is_told_once_that_a_document_is_still_read(monkeypatch, capsys):
    for at_a_terminal, told in ((True, "Reading a.pdf...\n"), (False, "")):
        monkeypatch.setattr(sys.stderr, "isatty", lambda here=at_a_terminal: here, raising=False)
        asked = telling("a.pdf", after=0)
        assert [asked() for _ in range(3)] == [False] * 3
        assert capsys.readouterr().err == told
    early = telling("a.pdf", after=3600)
    assert not early() and not capsys.readouterr().err
