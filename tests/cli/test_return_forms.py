"""`return-form`: a file for each agency and a record that it was asked, all of them or none."""

import json
import shlex
import stat
import subprocess
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from auditrack.cli import confined
from tests.cli.conftest import INSTALLED, journal_of

COUNCIL, POLICE = "return-ret-1-fernshire-council", "return-ret-2-fernshire-police"


@pytest.fixture
def out(tmp_path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def files_of(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_an_agency_with_nothing_open_is_said_to_have_got_no_form(ask, out):
    ask("agency", "add", "Fernshire Fire Service")
    answer = ask("return-form", "make", "--all", "--out", str(out))
    assert len(answer.out.splitlines()) == 2
    assert "1 agency has nothing open and got no form." in answer.err


def test_all_agencies_get_a_form_and_are_on_record(ask, out):
    answer = ask("return-form", "make", "--all", "--out", str(out), "--json")
    assert answer.code == 0, answer.err
    assert files_of(out) == [f"{COUNCIL}.docx", f"{POLICE}.docx"]
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in out.iterdir())
    told = answer.json
    assert told["references"] == ["ret-1", "ret-2"]
    assert [(one["form"], one["name"]) for one in told["forms"]] == [
        ("ret-1", "Fernshire Council"),
        ("ret-2", "Fernshire Police"),
    ]
    for one in told["forms"]:
        assert Path(one["file"]).exists() and one["recommendations"] >= 1
    status = ask("return-form", "status", "--json").json
    assert {(one["form"], one["state"]) for one in status} == {
        ("ret-1", "waiting"),
        ("ret-2", "waiting"),
    }
    entry = ask("history", "--since", str(told["entry"] - 1), "--json").json[0]
    kinds = [one["new_value"] for one in entry["changes"] if one["name"] == "kind"]
    assert kinds == ["return form", "return form"]


def test_one_agency_may_be_written_to_a_file_or_to_standard_output(ask, out, tmp_path):
    target = tmp_path / "police.xlsx"
    answer = ask("return-form", "make", "--agency", "Fernshire Police", "--out", str(target))
    assert answer.code == 0, answer.err
    assert answer.out.strip() == str(target)
    assert load_workbook(target)["Replies"]["A2"].value == "child-elm/1"
    assert "1 form made, due back" in answer.err


def test_the_folder_is_the_one_stood_in_and_is_made_where_it_is_missing(
    ask, board, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    made = ask("return-form", "make", "--all", "--out", "autumn")
    assert made.code == 0 and files_of(tmp_path / "autumn"), made.err
    assert (tmp_path / "autumn").stat().st_mode & 0o777 == 0o700
    made = ask("return-form", "make", "--agency", "Fernshire Police", "--out", "winter")
    assert made.code == 0 and Path(made.out.strip()).parent == Path("winter"), made.err
    answer = ask("return-form", "make", "--agency", "Fernshire Police", "--format", "xlsx")
    assert answer.code == 0 and Path(answer.out.strip()).suffix == ".xlsx"
    assert (tmp_path / answer.out.strip()).is_file()


def test_standard_output_carries_one_form(board, tmp_path):
    target = tmp_path / "x.docx"
    words = ("return-form", "make", "--agency", "fernshire-police", "--out", "-")
    with target.open("wb") as stream:
        subprocess.run(
            [INSTALLED, *words], stdout=stream, stderr=subprocess.DEVNULL, input=b"", check=True
        )
    assert Document(str(target)).tables[0].rows[0].cells[1].text == "ret-1"


def test_what_would_not_fit_is_refused_and_nobody_is_asked(ask, board, out, tmp_path):
    before = journal_of(board)
    (out / "kept").mkdir()
    for arguments, code in (
        (("--all", "--out", "-"), "one-output"),
        (("--all", "--out", str(tmp_path / "no" / "where")), "out-folder-missing"),
        (("--out", str(out)), "missing"),
        (("--agency", "Nobody", "--out", str(out)), "unknown-reference"),
        (("--all", "--format", "pdf", "--out", str(out)), "bad-value"),
        (("--agency", "Fernshire Police", "--out", str(tmp_path / "x.pdf")), "bad-value"),
        (("--agency", "Fernshire Police", "--out", "-"), "one-output"),
        (("--all", "--due-back", "spring", "--out", str(out)), "bad-date"),
        (("--all", "--as-at", "2020-01-01", "--out", str(out)), "bad-value"),
        (("--form", "ret-1", "--out", str(out)), "unknown-reference"),
        (("--form", "ret-1", "--all", "--out", str(out)), "bad-value"),
    ):
        answer = ask("return-form", "make", *arguments, "--json")
        assert (answer.code, answer.refusal["code"]) == (1, code), arguments
        assert answer.out == ""
    assert journal_of(board) == before
    assert files_of(out) == ["kept"]


def test_where_one_file_cannot_be_written_no_agency_is_asked(ask, board, out):
    before = journal_of(board)
    (out / f"{POLICE}.docx").mkdir()
    answer = ask("return-form", "make", "--all", "--out", str(out), "--json")
    assert (answer.code, answer.refusal["code"]) == (1, "out-is-folder")
    assert journal_of(board) == before
    assert files_of(out) == [f"{POLICE}.docx"]


def test_a_file_that_was_lost_is_written_again_without_asking_again(ask, out):
    ask("return-form", "make", "--all", "--out", str(out))
    (out / f"{POLICE}.docx").unlink()
    again = ask("return-form", "make", "--form", "ret-2", "--out", str(out), "--json")
    assert again.code == 0, again.err
    assert files_of(out) == [f"{COUNCIL}.docx", f"{POLICE}.docx"]
    assert len(ask("return-form", "status", "--every", "--json").json) == 2
    ask("return-form", "withdraw", "ret-2", "--why", "Wrong address.")
    again = ask("return-form", "make", "--form", "ret-2", "--out", str(out), "--json")
    assert again.refusal["code"] == "withdrawn"


def test_reminding_returning_and_withdrawing(ask, out):
    ask("return-form", "make", "--all", "--out", str(out), "--asked-on", "2026-01-10")
    assert "1 reply, 1 action" in ask("return-form", "status").out
    reminded = ask("return-form", "remind", "--overdue", "--json")
    assert reminded.json["references"] == ["rem-1", "rem-2"]
    assert ask("return-form", "remind", "ret-1", "--on", "2026-02-20").code == 0
    back = ask("return-form", "returned", "Fernshire Council", "--on", "2026-03-01", "--none")
    assert back.out.split() == ["ret-1"]
    assert ask("return-form", "withdraw", "ret-2", "--why", "Wrong address.").code == 0
    table = ask("return-form", "status")
    assert '"none" returned on 1 March 2026' in table.out
    assert "never asked" in table.out  # the police were, and it was withdrawn
    assert "No form is waited for." in table.err
    assert ask("return-form", "remind", "--overdue").err.startswith("No form is overdue")
    every = {
        one["form"]: one["words"] for one in ask("return-form", "status", "--every", "--json").json
    }
    assert every["ret-2"] == "withdrawn"


def test_status_is_judged_as_at_a_day(ask, out):
    ask("return-form", "make", "--all", "--out", str(out), "--asked-on", "2026-01-10",
        "--due-back", "2026-02-07")  # fmt: skip
    on = {day: ask("return-form", "status", "--json", "--as-at", day).json for day in (
        "2026-01-09", "2026-02-07", "2026-02-08")}  # fmt: skip
    assert {one["state"] for one in on["2026-01-09"]} == {"never-asked"}
    assert {one["state"] for one in on["2026-02-07"]} == {"waiting"}
    assert {one["words"] for one in on["2026-02-08"]} == {"unanswered since 7 February 2026"}
    kinds = {one["kind"] for one in ask("decisions", "--as-at", "2026-02-08", "--json").json}
    assert "unanswered" in kinds


def test_a_covering_text_is_read_from_standard_input(ask, out):
    answer = ask(
        "return-form", "make", "--agency", "Fernshire Police", "--covering", "-", "--question",
        "Who leads?", "--question", "Since when?", "--out", str(out), input="Dear colleague,\n",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    document = Document(str(out / "return-ret-1-fernshire-police.docx"))
    assert "Dear colleague," in [one.text for one in document.paragraphs]
    questions = [row.cells[1].text for row in document.tables[-1].rows]
    assert questions[1:3] == ["Who leads?", "Since when?"]


def test_the_page_of_a_form_is_shown_by_its_history_and_agency(ask, out):
    ask("return-form", "make", "--agency", "Fernshire Police", "--out", str(out))
    assert "ret-1, asked" in ask("agency", "show", "fernshire-police").out
    assert "return-form ask" in ask("history", "ret-1").out
    shown = ask("return-form", "show", "ret-1")
    assert shown.out.startswith("Return form to Fernshire Police") and "Due back" in shown.out
    assert ask("return-form", "show", "ret-1", "--json").json["kind"] == "return form"


def test_a_confined_session_writes_into_its_own_folder_alone(ask, board, tmp_path, monkeypatch):
    home = tmp_path / "home"
    (home / "out").mkdir(parents=True)
    (home / ".ssh").mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(confined, "own_folder", lambda: home)
    monkeypatch.delenv("AUDITRACK_REGISTER")

    def over_ssh(*words: str):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(confined.ORIGINAL, shlex.join(("auditrack", *words)))
            return ask("--confined", "--register", str(board))

    before = journal_of(board)
    for place in (elsewhere, home / ".ssh", board):
        answer = over_ssh("return-form", "make", "--all", "--out", str(place), "--json")
        assert json.loads(answer.err.splitlines()[-1])["code"] == "confined-path", place
    (home / "out" / f"{COUNCIL}.docx").symlink_to(elsewhere / "council.docx")
    answer = over_ssh("return-form", "make", "--all", "--out", str(home / "out"), "--json")
    assert json.loads(answer.err.splitlines()[-1])["code"] == "confined-path"
    assert journal_of(board) == before and list(elsewhere.iterdir()) == []
    (home / "out" / f"{COUNCIL}.docx").unlink()
    assert over_ssh("return-form", "make", "--all", "--out", str(home / "out")).code == 0
    assert len(list((home / "out").iterdir())) == 2
