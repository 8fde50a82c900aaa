"""An import at the keyboard shows what it found and takes in nothing before it is told to."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

INSTALLED = Path(sys.executable).with_name("auditrack")


@pytest.fixture
def review(tmp_path: Path) -> Path:
    name = tmp_path / "review.txt"
    name.write_text(
        "Serious Case Review: Child Rowan\n\nRecommendations\n\n"
        "Recommendation 1: The Board should test whether neglect is recognised.\n"
    )
    return name


@pytest.mark.parametrize(("typed", "code"), [(b"y\n", 0), (b"n\n", 1), (b"\n", 1), (b"\x04", 1)])
def test_the_answer_at_the_keyboard_decides(board, ask, review, typed, code):
    keyboard, stdin = pty.openpty()
    os.write(keyboard, typed)
    result = subprocess.run(
        [INSTALLED, "import", review, "--review", "child-rowan"],
        stdin=stdin,
        capture_output=True,
        text=True,
    )
    os.close(stdin)
    os.close(keyboard)
    assert result.returncode == code
    assert "[x] recommendation" in result.stdout
    assert "Traceback" not in result.stderr
    taken = [row["ref"] for row in ask("imports", "list", "--json").json]
    assert taken == (["imp-1"] if code == 0 else [])


def test_without_a_keyboard_it_must_be_said(ask, review, board):
    kept = (board / "journal.jsonl").read_bytes()
    answer = ask("import", str(review), "--json")
    assert (answer.code, answer.refusal["code"]) == (1, "not-accepted")
    assert "--accept ticked" in answer.refusal["todo"]
    wrong = ask("import", str(review), "--accept", "some", "--json")
    assert (wrong.code, wrong.refusal["code"]) == (1, "bad-value")
    assert (board / "journal.jsonl").read_bytes() == kept


def test_what_belongs_to_one_document_is_refused_for_two(ask, review, board):
    for option in (("--review", "child-rowan"), ("--title", "T"), ("--published", "2020")):
        answer = ask("import", str(review), str(review), "--accept", "ticked", *option, "--json")
        assert (answer.code, answer.refusal["code"]) == (1, "one-file")


def test_the_demonstration_is_made_once_and_never_taken_for_a_board(
    ask, ask_nothing, board, tmp_path
):
    place = tmp_path / "made-up"
    made = ask_nothing("demo", str(place), "--no-open", "--json").json
    assert (made["demonstration"], made["reviews"], made["recommendations"]) == (True, 9, 120)
    kept = (place / "journal.jsonl").read_bytes()
    again = ask_nothing("demo", str(place), "--no-open")
    assert again.out == f"{place}\n"
    assert "DEMONSTRATION" in again.err
    assert (place / "journal.jsonl").read_bytes() == kept
    real = ask("demo", str(board), "--no-open", "--json")
    assert (real.code, real.refusal["code"]) == (1, "not-made-up")
