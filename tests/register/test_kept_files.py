"""Verification of the kept files: each as filed, missing ones by record, nothing ever deleted."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from auditrack.model.change import Insert, RefusedError, Saved, Transaction, Update
from auditrack.register import Register, open_register
from auditrack.register.evidence_check import check_files
from auditrack.register.evidence_files import keep_file
from auditrack.register.kept import FolderFiles


def file_evidence(register: Register, tmp_path: Path, ref: str, content: bytes) -> Path:
    source = tmp_path / f"{ref}.txt"
    source.write_bytes(content)
    kept = keep_file(register.path, source)
    fields = {"shows": "x", "file_sha256": kept.sha256, "file_name": kept.name}
    change = Transaction("file", (Insert("evidence", ref, fields),))
    assert isinstance(register.transact(lambda _state: change), Saved)
    return register.path / "evidence" / kept.sha256


def harm(path: Path, content: bytes) -> None:
    path.chmod(0o640)
    path.write_bytes(content)


def test_files_that_are_as_filed_agree(register: Register, tmp_path: Path) -> None:
    for n in range(3):
        file_evidence(register, tmp_path, f"ev-{n}", b"x" * n)
    file_evidence(register, tmp_path, "ev-9", b"x")  # the same content once more
    found = register.verify()
    assert found.ok and (found.files.named, found.files.agree, found.files.bytes) == (3, 3, 3)
    assert "3 of 3 kept evidence files are as they were filed." in found.sentences


def test_what_does_not_agree_is_named_by_record(register: Register, tmp_path: Path) -> None:
    paths = [file_evidence(register, tmp_path, f"ev-{n}", b"x" * (n + 1)) for n in range(5)]
    paths[0].unlink()
    harm(paths[1], b"forged")
    paths[2].unlink()
    paths[2].symlink_to(paths[3])
    found = register.verify()
    assert not found.ok and found.chain
    files = found.files
    assert (files.missing, files.changed, files.unreadable) == (("ev-0",), ("ev-1",), ("ev-2",))
    said = " ".join(found.sentences)
    assert "ev-0 is not there" in said and "ev-1 is not what was filed" in said


def test_files_of_no_record_are_listed_and_stay(register: Register, tmp_path: Path) -> None:
    kept = file_evidence(register, tmp_path, "ev-1", b"first")
    orphan = keep_file(register.path, tmp_path / "ev-1.txt")
    stray = register.path / "evidence" / sha256(b"nobody's").hexdigest()
    stray.write_bytes(b"nobody's")
    change = Transaction("edit", (Update("evidence", "ev-1", {"file_sha256": None}),))
    assert isinstance(register.transact(lambda _state: change), Saved)
    found = register.verify()
    assert found.ok and found.files.orphans == (stray.name,) and found.files.named == 0
    assert kept.name == orphan.sha256 and kept.exists() and stray.exists()


def test_no_more_is_read_than_time_allows(register: Register, tmp_path: Path) -> None:
    for n in range(3):
        file_evidence(register, tmp_path, f"ev-{n}", b"x" * 10 + bytes([n]))
    found = register.verify(within=0.0)
    assert found.ok and found.files.agree == 0 and len(found.files.unread) == 3
    assert any("--all-files" in sentence for sentence in found.sentences)
    told: list[tuple[int, int]] = []
    found = register.verify(within=None, progress=lambda done, whole: told.append((done, whole)))
    assert found.files.unread == () and told == [(11, 33), (22, 33), (33, 33)]


def test_a_folder_that_is_gone_is_missing_files(register: Register, tmp_path: Path) -> None:
    kept = file_evidence(register, tmp_path, "ev-1", b"first")
    kept.unlink()
    kept.parent.rmdir()
    assert register.verify().files.missing == ("ev-1",)


def test_a_file_that_this_login_may_not_read_is_said_to_be_so(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        name = "a" * 64  # the administrator reads everything: a pipe is what cannot be read
        (tmp_path / "evidence").mkdir()
        os.mkfifo(tmp_path / "evidence" / name)
    else:
        name = sha256(b"x").hexdigest()
        (tmp_path / "evidence").mkdir()
        (tmp_path / "evidence" / name).write_bytes(b"x")
        (tmp_path / "evidence" / name).chmod(0)
    found = check_files(FolderFiles(tmp_path), {name: ("ev-1",)}, {name})
    assert found.unreadable == ("ev-1",) and not found.ok


def test_a_witness_is_told_to_trust_a_restored_journal(register: Register) -> None:
    for n in range(4):
        change = Transaction("add", (Insert("leads", f"l-{n}", {}),))
        assert isinstance(register.transact(lambda _state, c=change: c), Saved)
    register.close()
    journal = register.path / "journal.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-2]))
    with open_register(register.path) as opened:
        assert opened.verify().witness == "shortened"
        opened.trust()
        assert opened.verify().ok
    with open_register(register.path) as opened:
        assert opened.notices == () and opened.verify().witness == "agrees"


def test_a_damaged_journal_is_not_trusted(register: Register) -> None:
    with (register.path / "journal.jsonl").open("ab") as journal:
        journal.write(b"not a line\n")
    with open_register(register.path) as opened, pytest.raises(RefusedError, match="line 2"):
        opened.trust()


def test_behind_damage_no_file_is_called_an_orphan(register: Register, tmp_path: Path) -> None:
    file_evidence(register, tmp_path, "ev-1", b"first")
    journal = register.path / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-1] + b" \n")
    with open_register(register.path) as opened:
        found = opened.verify()
    assert not found.chain and found.files.orphans == () and found.files.named == 0
