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
    # A copy ends before the entry of its own backup: that is no damage, and not said like one.
    assert answer.code == 1 and "Put back from a backup it ends like that" in answer.out
    assert answer.out.startswith("What is there holds") and "does not hold" not in answer.err
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
        ("--confirm", "3", "--withdraw", "3"),
        ("child-elm/1", "text", "--withdraw", "3"),
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


def test_two_people_dispose_of_a_review(ask, board, as_login):
    as_login("first")
    answer = ask("retention", "list")
    assert (
        answer.code == 0
        and "No review is due" in answer.err
        and "1 review has no day" in (answer.err)
    )
    assert ask("review", "edit", "child-elm", "--retention-review", "March 2026").code == 0
    (row,) = ask("retention", "list", "--json").json
    assert row == {
        "ref": "child-elm", "title": "Child Elm", "retention_review": "2026-03", "due": True,
        "asked": None, "disposed_on": None,
    }  # fmt: skip
    answer = ask("retention", "dispose", "child-elm", "--json")
    assert answer.code == 1 and answer.refusal["code"] == "reason-needed"
    answer = ask("retention", "dispose", "child-elm", "--why", "end of retention")
    assert answer.code == 0 and answer.out.strip() == "red-1", answer.err
    assert "What goes:" in answer.err and "What stays:" in answer.err
    number = answer.err.split("dispose --confirm ")[1].split()[0]
    assert "due (disposal asked: red-1)" in ask("retention", "list").out
    answer = ask("retention", "dispose", "--confirm", number, "--json")
    assert answer.code == 1 and answer.refusal["code"] == "second-person"
    as_login("second")
    before = ask("rec", "list", "--json").json
    answer = ask("retention", "dispose", "--confirm", number)
    assert answer.code == 0 and "Disposed of." in answer.err, answer.err
    assert b"graded care" not in journal_of(board) and b"Child Elm" not in journal_of(board)
    after = ask("rec", "list", "--json").json
    assert [{**row, "text": ""} for row in after] == [{**row, "text": ""} for row in before]
    assert ask("verify").code == 0
    assert ask("retention", "list", "--json").json == []
    (row,) = ask("retention", "list", "--all", "--json").json
    assert row["disposed_on"] and not row["due"]
    assert "disposed of" in ask("retention", "list", "--all").out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("child-elm", "--confirm", "3"),
        ("--confirm", "3", "--why", "x"),
        ("child-elm", "--withdraw", "3"),
    ],
)
def test_a_disposal_that_is_not_clear_is_refused(ask, board, arguments):
    before = journal_of(board)
    answer = ask("retention", "dispose", *arguments, "--json")
    assert answer.code == 1 and answer.refusal["code"] == "what-to-dispose"
    assert journal_of(board) == before


@pytest.fixture
def filed(ask, board, tmp_path):
    """The board with two kept files."""
    for number in (1, 2):
        scan = tmp_path / f"scan-{number}.txt"
        scan.write_text(f"minutes {number}")
        assert ask("evidence", "add", "--for", "child-elm/1", "--shows", "Minutes", "--level", "1",
                   "--file", str(scan)).code == 0  # fmt: skip
    return board


def contents(register: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (register / "evidence").iterdir()}


def test_a_register_from_records_waits_for_its_files(ask, filed, tmp_path, monkeypatch):
    out, back = tmp_path / "a.jsonl", tmp_path / "back"
    answer = ask("export", "--out", str(out))
    assert answer.code == 0 and "2 kept files, which are not in it" in answer.err
    answer = ask("restore", str(out), str(back))
    assert answer.code == 0 and "0 of 2 kept files are put back" in answer.err
    monkeypatch.setenv("AUDITRACK_REGISTER", str(back))
    answer = ask("verify")
    assert answer.code == 0 and "The register holds." in answer.out, answer.out
    assert "ev-2, ev-3 is not put back yet" in answer.out
    found = ask("verify", "--json").json
    assert found["ok"] and found["files"]["awaited"] == ["ev-2", "ev-3"]
    assert found["files"]["missing"] == []
    # One is found under another name, the other stays away.
    some = tmp_path / "some"
    some.mkdir()
    (some / "found.txt").write_text("minutes 2")
    (some / "stranger").write_text("something else")
    (some / "link").symlink_to(tmp_path / "scan-1.txt")
    answer = ask("verify", "--files-from", str(some))
    assert answer.code == 0 and "1 kept file put back." in answer.err
    assert ask("verify", "--json").json["files"]["awaited"] == ["ev-2"]
    # The register's own folder is as good as that of its files.
    answer = ask("verify", "--files-from", str(filed))
    assert answer.code == 0 and "1 kept file put back." in answer.err
    assert contents(back) == contents(filed)
    assert ask("verify", "--json").json["files"]["agree"] == 2
    # From here on a file that is gone is lost, and verify says so.
    for kept in (back / "evidence").iterdir():
        kept.unlink()
    answer = ask("verify", "--json")
    assert answer.code == 1 and answer.json["files"]["missing"] == ["ev-2", "ev-3"]
    assert ask("verify", "--files-from", str(filed)).code == 0
    answer = ask("verify", "--files-from", str(tmp_path / "nowhere"), "--json")
    assert answer.code == 1 and answer.refusal["code"] == "no-folder"


def test_records_and_files_go_out_and_come_back_whole(ask, filed, tmp_path, monkeypatch):
    out, files, back = tmp_path / "a.jsonl", tmp_path / "files", tmp_path / "back"
    answer = ask("export", "--out", str(out), "--files", str(files), "--json")
    assert answer.code == 0 and (answer.json["files"], answer.json["absent"]) == (2, 0)
    assert files.stat().st_mode & 0o777 == 0o700 and len(list(files.iterdir())) == 2
    assert b"every record and kept file" in journal_of(filed)
    answer = ask("restore", str(out), str(back), "--files", str(files), "--json")
    assert answer.code == 0, answer.err
    assert answer.json["files"] == {"back": 2, "awaited": []}
    assert contents(back) == contents(filed)
    before = out.read_bytes()
    again = tmp_path / "b.jsonl"
    answer = ask("export", "--out", str(again), "--files", str(files), "--json")
    assert answer.code == 1 and answer.refusal["code"] == "not-written" and not again.exists()
    assert b'"exp-2"' not in journal_of(filed)
    monkeypatch.setenv("AUDITRACK_REGISTER", str(back))
    assert ask("verify").code == 0
    assert ask("export", "--out", str(again)).code == 0 and again.read_bytes() == before
    backup = tmp_path / "b.tar"
    assert ask("backup", str(backup)).code == 0
    answer = ask("restore", str(backup), str(tmp_path / "x"), "--files", str(files), "--json")
    assert answer.code == 1 and answer.refusal["code"] == "bad-value"


def test_lost_pages_after_a_power_cut_are_closed_off(ask, board, tmp_path, monkeypatch):
    entries = journal_of(board).count(b"\n") - 1
    # The officer who saves last, and whose home is on the disk that lost it.
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
    whole = journal_of(board)
    (board / "journal.jsonl").write_bytes(whole[:-60] + bytes(40) + whole[-20:])
    answer = ask("rec", "list")
    assert answer.code == 0 and "auditrack verify" in answer.err
    answer = ask("verify")
    assert answer.code == 1 and "auditrack verify --close-off" in answer.out
    answer = ask("verify", "--close-off")
    assert answer.code == 0 and "kept and are not part of the record" in answer.err
    assert f"to entry {entries - 1} (" in answer.out
    assert ask("lead", "add", "Nurse").code == 0 and ask("verify").code == 0
    answer = ask("verify", "--close-off", "--json")
    assert answer.code == 1 and answer.refusal["code"] == "no-change"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (bytes(3000), "zero bytes"),
        (b'\xef\xbb\xbf{"auditrack":"records"}\n', "byte order mark"),
        ("{}\n".encode("utf-16"), "byte order mark"),
        (b"null\n", "is not a whole backup"),
        (b'{"_default":{"1":{"a":1}}}\n', "its first line does not say so"),
        (b'{"auditrack":"records","format":1,"board":"B","tables":{}}', "unfinished"),
        (b'{"auditrack":"records","format":9,"board":"B","tables":{}}\n', "newer auditrack"),
    ],
)
def test_a_file_that_is_neither_backup_nor_records_is_refused_in_words(
    ask_nothing, tmp_path, content, words
):
    file = tmp_path / "file"
    file.write_bytes(content)
    answer = ask_nothing("restore", str(file), str(tmp_path / "back"))
    assert answer.code == 1 and words in answer.err, answer.err
    assert not (tmp_path / "back").exists()


def test_a_login_that_may_only_read_is_told_once_and_in_a_sentence(ask, board, monkeypatch):
    lines = journal_of(board).splitlines(keepends=True)
    (board / "journal.jsonl").write_bytes(b"".join((*lines[:-2], lines[-1])))
    answer = ask("rec", "list")
    assert answer.code == 0
    assert answer.err.count(f"line {len(lines) - 1} of journal.jsonl") == 1
    assert "The register is open for reading only: line " in answer.err
    answer = ask("verify", "--snapshot")
    assert answer.code == 1 and "No snapshot was written: line " in answer.err


def test_a_request_is_taken_back(ask, board):
    for words in (
        ("redact", "child-elm/1", "text"),
        ("retention", "dispose", "child-elm"),
    ):
        answer = ask(*words, "--why", "a slip")
        assert answer.code == 0, answer.err
        verb = words[:1] if words[0] == "redact" else words[:2]
        answer = ask(*verb, "--withdraw", answer.out.strip(), "--why", "the wrong one")
        assert answer.code == 0 and "Withdrawn." in answer.err, answer.err
    answer = ask("redact", "--confirm", "red-1", "--json")
    assert answer.code == 1 and answer.refusal["code"] == "withdrawn"
