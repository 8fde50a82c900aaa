"""`report agency`: one plan, or one for each agency that owes something, all of them or none."""

import shlex
import stat
from pathlib import Path

import pytest
from docx import Document

from auditrack.cli import confined
from tests.cli.conftest import Answer, Ask, journal_of

COUNCIL, POLICE = "fernshire-council", "fernshire-police"


def text_of(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def exports(ask: Ask) -> list[dict[str, str]]:
    return ask("report", "told", "--json").json


def test_one_plan_is_written_recorded_and_told(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "police.docx"
    answer = ask(
        *("report", "agency", "Fernshire Police", "--out", str(out), "--to", "Its lead"),
        *("--marking", "Official", "--json"),
    )
    assert answer.code == 0, answer.err
    told = answer.json
    assert (told["report"], told["agency"], told["name"]) == ("agency", POLICE, "Fernshire Police")
    assert told["withheld"] == [] and told["recommendations"] == 2
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    said = text_of(out)
    assert "Record who lives in the household." in said
    assert "Train every team" not in said  # the council's action on what both are asked
    (export,) = exports(ask)
    assert (export["kind"], export["what"]) == ("agency", "Fernshire Police")
    entry = ask("history", "--since", str(told["entry"]), "--json").json[0]
    fields = {one["name"]: one["new_value"] for one in entry["changes"]}
    assert (fields["marking"], fields["to"]) == ("Official", "Its lead")
    assert (fields["file"], fields["head_hash"]) == ("police.docx", told["hash"])
    assert ".." in fields["period"]


def test_all_plans_are_written_into_a_folder_each_recorded_by_itself(
    ask: Ask, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    before = len(ask("history", "--json").json)
    answer = ask("report", "agency", "--all", "--out", str(folder), "--json")
    assert answer.code == 0, answer.err
    assert sorted(one.name for one in folder.iterdir()) == [
        f"agency-{COUNCIL}.docx",
        f"agency-{POLICE}.docx",
    ]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [one["agency"] for one in answer.json["plans"]] == [COUNCIL, POLICE]
    found = exports(ask)
    assert {(one["kind"], one["what"]) for one in found} == {
        ("agency", "Fernshire Council"),
        ("agency", "Fernshire Police"),
    }
    assert len(ask("history", "--json").json) == before + 1  # all of them, or none


def test_where_one_file_cannot_be_written_none_is_and_nothing_is_recorded(
    ask: Ask, board: Path, tmp_path: Path
) -> None:
    before = journal_of(board)
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / f"agency-{POLICE}.docx").mkdir()
    (folder / f"agency-{COUNCIL}.docx").write_bytes(b"old")
    answer = ask("report", "agency", "--all", "--out", str(folder), "--json")
    assert (answer.code, answer.refusal["code"]) == (1, "out-is-folder")
    assert (folder / f"agency-{COUNCIL}.docx").read_bytes() == b"old"
    assert journal_of(board) == before


def test_a_folder_that_was_made_for_nothing_is_gone_again(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "template.docx"
    bad.write_bytes(b"no document")
    folder = tmp_path / "plans"
    answer = ask("report", "agency", "--all", "--out", str(folder), "--template", str(bad))
    assert answer.code == 1 and not folder.exists()


def test_what_makes_no_sense_is_refused_in_a_sentence(
    ask: Ask, board: Path, tmp_path: Path
) -> None:
    ask("agency", "add", "Fernshire Fire Service")
    ask("agency", "add", "All agencies")
    before = journal_of(board)
    out = tmp_path / "x.docx"
    out.write_bytes(b"old")
    for words, code in (
        (("agency",), "missing"),
        (("agency", POLICE, "--all"), "missing"),
        (("agency", "Nobody"), "unknown-reference"),
        (("agency", "Fernshire Fire Service"), "nothing-to-report"),
        (("agency", "All agencies"), "bad-value"),
        (("agency", POLICE, "--review", "nowhere"), "unknown-reference"),
        (("agency", POLICE, "--since", "2026-05", "--until", "2026-04"), "bad-date"),
        (("agency", POLICE, "--until", "soon"), "bad-date"),
        (("agency", "--all"), "out-folder-missing"),
        (("agency", "--all", "--as-recorded", "1"), "out-folder-missing"),
    ):
        answer = ask("report", *words, "--out", str(out), "--json")
        assert (answer.code, answer.refusal["code"]) == (1, code), words
    for words in (("agency", POLICE), ("agency", "--all")):
        answer = ask("report", *words, "--out", "-", "--json")
        assert (answer.code, answer.refusal["code"]) == (1, "one-output")
    nothing = ask(
        "report", "agency", "--all", "--out", str(tmp_path), "--as-at", "2001-01-01", "--json"
    )
    assert (nothing.code, nothing.refusal["code"]) == (1, "nothing-to-report")
    assert journal_of(board) == before
    assert out.read_bytes() == b"old"


def test_one_that_ended_gets_no_plan_with_the_others_and_is_named(ask: Ask, tmp_path: Path) -> None:
    assert ask("agency", "edit", POLICE, "--to", "2020-03-31").code == 0
    answer = ask("report", "agency", "--all", "--out", str(tmp_path / "plans"))
    assert "Fernshire Police has ended and nobody follows it" in answer.err
    assert [one.name for one in (tmp_path / "plans").iterdir()] == [f"agency-{COUNCIL}.docx"]


def test_its_figures_are_those_of_the_list_where_it_alone_is_asked(
    ask: Ask, tmp_path: Path
) -> None:
    ask("action", "add", "child-elm/2", "--what", "Record it", "--due", "2020-01-31")
    listed = [
        one for one in ask("rec", "list", "--json").json if one["agencies"] == ["Fernshire Police"]
    ]
    (one,) = listed
    said = text_of(_written(ask, tmp_path))
    assert f"Progress: {one['brag']}: " in said
    assert f"{one['overdue_days']} days past the agreed date" in said


def _written(ask: Ask, tmp_path: Path) -> Path:
    out = tmp_path / "plan.docx"
    answer = ask("report", "agency", POLICE, "--out", str(out))
    assert answer.code == 0, answer.err
    return out


def test_a_confined_session_writes_plans_into_its_own_folder_alone(
    ask: Ask, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    (home / "out").mkdir(parents=True)
    elsewhere.mkdir()
    monkeypatch.setattr(confined, "own_folder", lambda: home)
    monkeypatch.delenv("AUDITRACK_REGISTER")

    def over_ssh(out: Path) -> Answer:
        words = ("auditrack", "report", "agency", "--all", "--out", str(out), "--json")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(confined.ORIGINAL, shlex.join(words))
            return ask("--confined", "--register", str(board))

    before = journal_of(board)
    assert over_ssh(elsewhere).refusal["code"] == "confined-path"
    (home / "out" / f"agency-{COUNCIL}.docx").symlink_to(elsewhere / "council.docx")
    assert over_ssh(home / "out").refusal["code"] == "confined-path"
    assert journal_of(board) == before and list(elsewhere.iterdir()) == []
    (home / "out" / f"agency-{COUNCIL}.docx").unlink()
    assert over_ssh(home / "out").code == 0
    assert len(list((home / "out").iterdir())) == 2
