"""A tracker at the command line: the guess, words and fates, all or nothing, a clean sheet."""

import csv
from datetime import date
from pathlib import Path

import pytest

from auditrack.cli.sheets import SheetOptions
from auditrack.intake.sheets import read_sheet
from tests.cli.conftest import Answer, _ask, journal_of
from tests.intake.trackers import MAPPED, messy, simple


def take(*arguments: object, **also: bytes) -> Answer:
    return _ask("import", *map(str, arguments), **also)


MAPS = [part for pair in MAPPED for part in ("--map", pair)]
HEAD = "Review;Ref;Recommendation;Action;Lead;Status;Date completed\n"


@pytest.fixture
def tracker(board: Path, tmp_path: Path) -> Path:
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(messy()[0])
    return path


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "tracker.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dry_run_shows_the_guess_the_words_and_the_fates_and_writes_nothing(board, tracker):
    before = journal_of(board)
    answer = take(tracker, "--dry-run")
    assert answer.code == 0
    assert journal_of(board) == before
    said = " ".join(answer.out.split())
    assert 'tracker.xlsx, sheet "Action plan": its header is rows 4 and 5' in said
    assert "A Source: review, such as Child G; Child H; Child F" in said
    assert '--map "Complete=done"' in said and '--map "red fill=MEANING"' in said
    assert "300 rows" in said and "4 hidden" in said
    assert "Nothing was written." in answer.err and '"Old version"' in answer.err


def test_a_dry_run_as_json_has_every_row(board, tracker):
    told = take(tracker, "--dry-run", "--json", *MAPS).json
    assert list(told) == [
        "source", "header", "columns", "words", "reviews", "counts", "rows", "notes",
    ]  # fmt: skip
    assert told["counts"] == {"new": 280, "empty": 6, "heading": 10, "hidden": 4}
    assert list(told["rows"][0]) == ["place", "kind", "refs", "said", "changes", "problems"]
    assert told["columns"][0]["field"] == "review"
    assert told["source"]["sheet"] == "Action plan"


def test_nothing_is_taken_in_before_a_person_accepts(board, tracker):
    before = journal_of(board)
    answer = take(tracker, *MAPS)
    assert answer.code == 1 and "--accept all" in answer.err
    assert journal_of(board) == before


def test_a_tracker_goes_in_as_one_import_and_out_again(ask, board, tracker):
    answer = take(tracker, *MAPS, "--accept", "all")
    assert answer.code == 0, answer.err
    assert answer.out.splitlines()[:4] == ["imp-1", "child-g", "child-h", "child-f"]
    assert "280 new" in answer.err and "as reported" in answer.err
    assert ask("imports", "list", "--json").json[0]["format"] == "xlsx"
    assert "import sheet" in ask("history", "imp-1").out
    assert len(ask("rec", "list", "--json").json) > 90
    assert ask("check", "--json").code in (0, 1)
    assert ask("imports", "undo", "imp-1").code == 0
    assert ask("verify").code == 0
    left = ask("rec", "list", "--json").json
    assert {one["review"] for one in left} == {"child-elm"}


def test_words_are_asked_once(board, tracker):
    answer = take(tracker, "--accept", "all")
    assert answer.code == 1 and '"Complete" in 57 rows; it often means done' in answer.err
    assert take(tracker, *MAPS, "--accept", "all").code == 0
    told = take(tracker, "--dry-run", "--json").json
    assert {one["because"] for one in told["words"]} == {"remembered of this board"}
    assert told["counts"]["the same"] == 280


def test_refused_rows_are_written_with_why_and_read_again(board, tmp_path):
    text = (
        HEAD + 'F;1;Ask one.;=Do;;;\nF;2;;;Nurse;done;\nF;3;Ask three.;"- Do\n- this";;;1/1/2030\n'
    )
    path, refused = written(tmp_path, text), tmp_path / "refused.csv"
    before = journal_of(board)
    answer = take(path, "--accept", "all", "--refused", refused)
    assert answer.code == 1 and "C3" in answer.err and "none was" in answer.err
    assert journal_of(board) == before
    lines = list(csv.reader(refused.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    assert lines[0] == [*HEAD.strip().split(";"), "Why"]
    assert [line[-1][:10] for line in lines[1:]] == ["Row 3: C3 ", "Row 4: G4 "]
    assert lines[2][3] == "'- Do\n- this"
    again = read_sheet(refused, date(2026, 11, 20))
    assert [row.action for row in again.rows if row.kind == "row"] == ["", "- Do\n- this"]


def test_a_conflict_stops_unless_something_else_is_said(ask, board, tmp_path):
    path = written(tmp_path, HEAD + "child-elm;9;Ask one.;Do it;Nurse;in progress;\n")
    assert take(path, "--accept", "all").code == 0
    action = ask("action", "list", "--json").json[-1]["ref"]
    assert ask("action", "edit", action, "--lead", "Head of Early Help").code == 0
    path = written(tmp_path, HEAD + "child-elm;9;Ask one.;Do it;Doctor;in progress;\n")
    refused = tmp_path / "refused.csv"
    stopped = take(path, "--accept", "all", "--refused", refused)
    assert stopped.code == 1 and f"lead of {action}" in stopped.err
    told = refused.read_text(encoding="utf-8-sig")
    assert f"lead of {action}" in told and "early-help" not in told
    assert take(path, "--accept", "all", "--on-conflict", "perhaps").code == 1
    assert take(path, "--accept", "all", "--on-conflict", "skip").code == 1  # nothing is new
    assert take(path, "--accept", "all", "--on-conflict", "update").code == 0


def test_a_refusal_as_json_is_one_object(board, tmp_path):
    path = written(tmp_path, "Ref;Recommendation\n1;Ask one.\n")
    answer = take(path, "--accept", "all", "--json")
    assert answer.code == 1 and answer.refusal["code"] == "refused-rows"
    assert answer.refusal["details"] == ["Row 2: names no review; say which with --review REF"]


def test_words_of_a_sheet_cannot_steer_the_terminal(board, tmp_path):
    path = tmp_path / "tracker.xlsx"
    hostile = "[red]x[/] \u202eevil"
    path.write_bytes(simple([[hostile, "1", hostile, hostile, hostile, hostile, hostile, hostile]]))
    answer = take(path, "--dry-run")
    assert answer.code == 0
    assert "\u202e" not in answer.out + answer.err and "[red]x[/]" in answer.out


def test_a_blank_sheet_is_written_and_read_back(board, tmp_path):
    out = tmp_path / "blank.xlsx"
    answer = _ask("export", "--blank-sheet", "--out", str(out))
    assert answer.code == 0 and "clean sheet" in answer.err
    told = take(out, "--dry-run", "--json").json
    assert told["source"]["sheet"] == "Tracker"
    assert told["counts"] == {"heading": 1}
    assert {one["field"] for one in told["columns"]} >= {"review", "recommendation", "state"}
    assert _ask("export", "--blank-sheet", "--out", str(tmp_path / "none" / "blank.xlsx")).code == 1


def test_a_conflict_of_one_row_is_settled_by_itself(ask, board, tmp_path):
    rows = "child-elm;8;Ask eight.;Do this;{};;\nchild-elm;9;Ask nine.;Do that;{};;\n"
    assert take(written(tmp_path, HEAD + rows.format("A", "A")), "--accept", "all").code == 0
    *_, one, two = (one["ref"] for one in ask("action", "list", "--json").json)
    for action in (one, two):
        assert ask("action", "edit", action, "--lead", "Head of Early Help").code == 0
    path = written(tmp_path, HEAD + rows.format("B", "B"))
    half = take(path, "--accept", "all", "--on-conflict", "2=update")
    assert half.code == 1 and "1 row of" in half.err and "Row 3" in half.err
    answer = take(path, "--accept", "all", "--on-conflict", "2=update", "--on-conflict", "3=skip")
    assert answer.code == 0, answer.err
    leads = {one["ref"]: one["lead"] for one in ask("action", "list", "--json").json}
    assert (leads[one], leads[two]) == ("B", "Head of Early Help")
    assert take(path, "--dry-run", "--on-conflict", "x=skip").code == 1


def test_a_sheet_is_piped_in(ask, board, tmp_path):
    data = simple([["Child F", "1", "Ask.", "Police", "Do", "Lead", "2020", "done", "x"]])
    told = take("-", "--dry-run", "--json", input=data).json
    assert told["counts"] == {"new": 1, "heading": 1}
    assert take("-", "--accept", "all", input=data).code == 0
    assert ask("imports", "list", "--json").json[0]["file"] == "standard-input"
    # Text is a review unless something is said that only sheets understand.
    text = b"Review;Recommendation\nChild G;Ask two.\n"
    assert take("-", "--dry-run", "--on-conflict", "skip", input=text).out.startswith("standard-")
    assert "Ask two." not in take("-", "--dry-run", input=text).out


def test_a_sheet_is_piped_in_over_a_confined_line(installed, board):
    data = simple([["Child F", "1", "Ask.", "Police", "Do", "Lead", "2020", "done", "x"]])
    line = ("--confined", "--register", str(board), "import", "-")
    told = installed(*line, "--dry-run", "--json", input=data).json
    assert told["counts"] == {"new": 1, "heading": 1}
    refused = installed(*line, "--dry-run", "--refused", "/tmp/rows.csv", input=data)
    assert refused.code == 1 and "outside your own folder" in refused.err


def test_options_that_only_sheets_know_are_told():
    assert not SheetOptions(review="x", dry_run=True, accept="all", why="y").given
    assert SheetOptions(words=("a=done",)).given and SheetOptions(sheet="x").given
