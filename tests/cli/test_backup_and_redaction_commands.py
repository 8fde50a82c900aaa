"""`backup`, `restore`, `export`, `redact` and `verify` as they are typed."""

import json
from pathlib import Path

import pytest

from auditrack.model.change import Actor


@pytest.fixture
def as_login(monkeypatch):
    """Act as another login of the host, as the kernel would tell it."""

    def become(login: str) -> None:
        monkeypatch.setattr(
            "auditrack.register.store.current_actor", lambda: Actor(login, 4242, "local")
        )

    return become


def journal_of(folder: Path) -> bytes:
    return (folder / "journal.jsonl").read_bytes()


def test_a_backup_is_recorded_and_restored(ask, board, tmp_path, monkeypatch):
    scan = tmp_path / "scan.txt"
    scan.write_text("minutes")
    assert ask("evidence", "add", "--for", "child-elm/1", "--shows", "Minutes", "--level", "1",
               "--file", str(scan)).code == 0  # fmt: skip
    before = journal_of(board)
    out, back = tmp_path / "b.tar", tmp_path / "back"
    answer = ask("backup", str(out), "--json")
    assert answer.code == 0, answer.err
    assert answer.json["entry"] == before.count(b"\n") - 1 and len(answer.json["files"]) == 1
    assert answer.json["encrypted"] in (True, False)
    assert ("not known to be encrypted" in answer.err) != answer.json["encrypted"]
    exported = ask("history", "exp-1", "--json").json
    assert exported[0]["what"] == "export record"
    answer = ask("restore", str(out), str(back))
    assert answer.code == 0 and answer.out.strip() == str(back), answer.err
    assert "verify --witness-anew" in answer.err
    assert journal_of(back) == before
    monkeypatch.setenv("AUDITRACK_REGISTER", str(back))
    answer = ask("verify")
    assert answer.code == 1 and "shortened, or put back from a backup" in answer.out
    assert "auditrack verify --witness-anew" in answer.err
    answer = ask("verify", "--witness-anew", "--all-files")
    assert answer.code == 0 and "1 of 1 kept" in answer.out, answer.err
    assert ask("verify").code == 0


def test_what_cannot_be_backed_up_or_restored_is_refused(ask, board, tmp_path):
    out = tmp_path / "b.tar"
    assert ask("backup", str(out)).code == 0
    for arguments, code in (
        (("backup", str(out)), "exists"),
        (("backup", str(board / "b.tar")), "inside"),
        (("backup", str(tmp_path / "no" / "b.tar")), "not-written"),
        (("restore", str(out), str(board)), "exists"),
        (("restore", str(tmp_path / "none"), str(tmp_path / "new")), "no-file"),
        (("restore", str(tmp_path), str(tmp_path / "new")), "no-file"),
        (("restore", str(board / "journal.jsonl"), str(tmp_path / "new")), "not-records"),
        (("restore", str(board / "lock"), str(tmp_path / "new")), "not-a-backup"),
        (("export", "--format", "xml", "--out", "-"), "bad-value"),
        (("export", "--out", "-", "--json"), "one-output"),
    ):
        answer = ask(*arguments) if "--json" in arguments else ask(*arguments, "--json")
        assert answer.code == 1 and answer.refusal["code"] == code, (arguments, answer.err)
        assert not (tmp_path / "new").exists()


def test_the_records_go_out_and_come_back(ask, board, tmp_path, monkeypatch):
    out, again, back = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "back"
    answer = ask("export", "--format", "jsonl", "--out", str(out), "--to", "the archive", "--json")
    assert answer.code == 0, answer.err
    assert out.stat().st_mode & 0o777 == 0o600
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert answer.json["records"] == len(lines) - 1 == sum(lines[0]["tables"].values())
    assert b'"kind":[null,"records"]' in journal_of(board)
    answer = ask("restore", str(out), str(back), "--json")
    assert answer.code == 0 and answer.json["records"] == lines[0]["tables"], answer.err
    rows = ask("rec", "list", "--json").json
    monkeypatch.setenv("AUDITRACK_REGISTER", str(back))
    assert ask("rec", "list", "--json").json == rows
    assert ask("verify").code == 0
    assert ask("export", "--out", str(again)).code == 0
    assert again.read_bytes() == out.read_bytes()


def test_the_records_go_through_a_pipe(installed, board, ask):
    answer = installed("--register", str(board), "export", "--out", "-")
    assert answer.code == 0 and json.loads(answer.out.splitlines()[0])["auditrack"] == "records"
    assert "Written as at" in answer.err


def test_an_earlier_state_is_exported(ask, board):
    answer = ask("export", "--out", "-", "--as-recorded", "1")
    assert answer.code == 0 and json.loads(answer.out.splitlines()[0])["tables"] == {"board": 1}


def test_two_people_redact(ask, board, as_login):
    as_login("first")
    assert ask("rec", "add", "child-elm", "--text", "Marigold should be seen alone.").code == 0
    assert ask("rec", "list", "--json").code == 0
    ref = next(row["ref"] for row in ask("rec", "list", "--json").json if "Marigold" in row["text"])
    answer = ask("redact", ref, "text", "--why", "a child was named")
    assert answer.code == 0 and answer.out.strip() == "red-1", answer.err
    assert "auditrack redact --confirm" in answer.err and "Marigold" not in answer.err
    number = answer.err.split("--confirm ")[1].split()[0]
    answer = ask("redact", "--confirm", number, "--json")
    assert answer.code == 1 and answer.refusal["code"] == "second-person"
    as_login("second")
    answer = ask("redact", "--confirm", number)
    assert answer.code == 0 and "Erased." in answer.err, answer.err
    assert b"Marigold" not in journal_of(board)
    shown = ask("rec", "show", ref)
    assert "redacted" in shown.out and shown.code == 0
    assert ask("verify").code == 0
    assert ask("check").code == 0 and ask("theme", "positions").code == 0
    answer = ask("redact", "--confirm", number, "--json")
    assert answer.code == 1 and answer.refusal["code"] == "already-done"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("child-elm/1",),
        ("child-elm/1", "text", "--confirm", "3"),
        ("--confirm", "3", "--why", "x"),
        ("--confirm", "3", "--earlier"),
    ],
)
def test_a_redaction_that_is_not_clear_is_refused(ask, board, arguments):
    before = journal_of(board)
    answer = ask("redact", *arguments, "--json")
    assert answer.code == 1 and answer.refusal["code"] == "what-to-redact"
    assert journal_of(board) == before


def test_verify_names_the_evidence_whose_file_is_missing(ask, board, tmp_path):
    scan = tmp_path / "scan.txt"
    scan.write_text("minutes")
    ask(
        "evidence",
        "add",
        "--for",
        "child-elm/1",
        "--shows",
        "x",
        "--level",
        "1",
        "--file",
        str(scan),
    )
    assert ask("verify", "--json").json["files"]["agree"] == 1
    for kept in (board / "evidence").iterdir():
        kept.unlink()
    answer = ask("verify", "--json")
    assert answer.code == 1 and answer.json["files"]["missing"] == ["ev-2"]
    assert "ev-2 is not there" in ask("verify").out
