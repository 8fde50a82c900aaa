"""`report evidence-pack`: the pack, and the kept files under their numbers: all of them or none."""

import hashlib
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import INSTALLED, journal_of
from tests.cli.test_report_themes import text_of

CONTENT = b"what two auditors found in twelve files"


@pytest.fixture
def kept(ask, tmp_path):
    """A board with one kept file, one link, and one kept file that was returned."""
    source = tmp_path / "File audit.pdf"
    source.write_bytes(CONTENT)
    other = tmp_path / "wrong.pdf"
    other.write_bytes(b"of another review")
    for arguments in (
        ("--shows", "Files read", "--level", "3", "--about", "2020-06", "--file", str(source)),
        ("--shows", "A policy", "--level", "1", "--about", "2019-01", "--at", "Library, 3"),
        ("--shows", "Wrong one", "--level", "1", "--about", "2019-01", "--file", str(other)),
    ):
        answer = ask("evidence", "add", "--for", "child-elm/1", *arguments)
        assert answer.code == 0, answer.err
    assert ask("evidence", "return", "ev-4", "--why", "Of another review.").code == 0
    return ask


def exports(ask):
    return ask("report", "told", "--json").json


def leftovers(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir() if one.name.startswith(".")]


def test_it_is_written_and_recorded(kept, tmp_path):
    out = tmp_path / "pack.docx"
    answer = kept("report", "evidence-pack", "neglect", "--out", str(out), "--json")
    assert answer.code == 0, answer.err
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    said = answer.json
    assert (said["documents"], said["returned_or_expired"]) == (3, 1)
    assert (said["files"], said["folder"]) == ([], None)
    (export,) = exports(kept)
    assert export["kind"] == "evidence-pack"
    text = text_of(out.read_bytes())
    assert "Library, 3" in text
    assert f"SHA-256 {hashlib.sha256(CONTENT).hexdigest()[:12]}" in text


def test_kept_files_in_force_are_copied_under_their_numbers(kept, tmp_path):
    out, folder = tmp_path / "pack.docx", tmp_path / "files"
    answer = kept(
        "report", "evidence-pack", "neglect", "--out", str(out), "--files", str(folder), "--json"
    )
    assert answer.code == 0, answer.err
    assert answer.json["files"] == ["E3-file-audit.pdf"]
    (copy,) = folder.iterdir()
    assert copy.name == "E3-file-audit.pdf"
    assert copy.read_bytes() == CONTENT
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "Copied beside this report: E3-file-audit.pdf" in text_of(out.read_bytes())
    assert leftovers(tmp_path) == []
    (export,) = exports(kept)
    assert "with 1 of its files" in str(export)


def test_a_file_that_was_changed_stops_everything(kept, board, tmp_path):
    stored = board / "evidence" / hashlib.sha256(CONTENT).hexdigest()
    stored.chmod(0o640)
    stored.write_bytes(b"something else")
    refused(kept, board, tmp_path, "is not what was filed")


def test_a_file_that_is_missing_stops_everything(kept, board, tmp_path):
    (board / "evidence" / hashlib.sha256(CONTENT).hexdigest()).unlink()
    refused(kept, board, tmp_path, "cannot be read")


def test_a_link_in_place_of_a_kept_file_is_not_followed(kept, board, tmp_path):
    stored = board / "evidence" / hashlib.sha256(CONTENT).hexdigest()
    stored.unlink()
    stored.symlink_to(tmp_path / "File audit.pdf")
    refused(kept, board, tmp_path, "cannot be read")


def refused(kept, board, tmp_path, why):
    out, folder = tmp_path / "pack.docx", tmp_path / "files"
    out.write_bytes(b"an earlier one")
    before = journal_of(board)
    answer = kept(
        "report", "evidence-pack", "neglect", "--out", str(out), "--files", str(folder), "--json"
    )
    assert answer.code == 1
    assert answer.refusal["code"] == "kept-file-unfit"
    assert why in answer.refusal["message"]
    assert out.read_bytes() == b"an earlier one"
    assert not folder.exists()
    assert leftovers(tmp_path) == []
    assert journal_of(board) == before


@pytest.mark.parametrize("place", ["there", ".", "no/such/folder"])
def test_a_folder_that_cannot_be_made_stops_everything(kept, board, tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    before = journal_of(board)
    answer = kept(
        "report", "evidence-pack", "neglect", "--out", "pack.docx", "--files", place, "--json"
    )
    assert answer.code == 1
    assert answer.refusal["code"] == "not-written"
    assert not (tmp_path / "pack.docx").exists()
    assert journal_of(board) == before


def test_a_report_that_cannot_be_written_leaves_no_files(kept, board, tmp_path):
    before = journal_of(board)
    folder = tmp_path / "files"
    answer = kept(
        "report",
        "evidence-pack",
        "neglect",
        "--out",
        str(tmp_path / "no" / "pack.docx"),
        "--files",
        str(folder),
        "--json",
    )
    assert answer.code == 1
    assert answer.refusal["code"] == "out-folder-missing"
    assert not folder.exists()
    assert leftovers(tmp_path) == []
    assert journal_of(board) == before


def test_without_a_kept_file_no_folder_is_made(ask, tmp_path):
    folder = tmp_path / "files"
    answer = ask(
        "report",
        "evidence-pack",
        "neglect",
        "--out",
        str(tmp_path / "pack.docx"),
        "--files",
        str(folder),
    )
    assert answer.code == 0, answer.err
    assert "no folder is made" in answer.err
    assert not folder.exists()


@pytest.mark.parametrize(
    ("theme", "code"),
    [
        ("no such theme at all", "unknown-theme"),
        ("supervision_oversight", "nothing-to-report"),
        ("[/] {{head}} \x1b[31m", "unknown-theme"),
    ],
)
def test_slips_are_refused(ask, board, tmp_path, theme, code):
    before = journal_of(board)
    out = tmp_path / "pack.docx"
    answer = ask("report", "evidence-pack", theme, "--out", str(out), "--json")
    assert answer.code == 1
    assert answer.refusal["code"] == code
    assert not out.exists()
    assert journal_of(board) == before


def test_the_report_on_standard_output_and_the_files_in_a_folder(kept, tmp_path):
    folder = tmp_path / "files"
    done = subprocess.run(
        [
            INSTALLED, "report", "evidence-pack", "neglect", "--out", "-", "--files", str(folder),
        ],
        capture_output=True,
        check=True,
    )  # fmt: skip
    assert "Evidence pack" in text_of(done.stdout)
    assert [one.name for one in folder.iterdir()] == ["E3-file-audit.pdf"]
