"""A backup is whole or it is none; a restored register is the one that was backed up."""

import errno
import io
import json
import os
import tarfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction
from auditrack.register import Register, open_register
from auditrack.register.backup import write_backup
from auditrack.register.backup_file import Manifest, check_backup
from auditrack.register.disk import disk
from auditrack.register.evidence_files import keep_file
from auditrack.register.generation import write_next_generation
from auditrack.register.restoration import restore_backup

ADMIN = Actor("c.admin", 1003, "local")
T = 1_795_176_000_000


def save(register: Register, *ops: Insert) -> None:
    assert isinstance(register.transact(lambda _state: Transaction("add", ops)), Saved)


def file_evidence(register: Register, folder: Path, ref: str, content: bytes) -> Path:
    source = folder / "scan.pdf"
    source.write_bytes(content)
    kept = keep_file(register.path, source)
    save(register, Insert("evidence", ref, {"file_sha256": kept.sha256, "file_name": kept.name}))
    return register.path / "evidence" / kept.sha256


@pytest.fixture
def filled(register: Register, tmp_path: Path) -> Register:
    for n in range(1, 4):
        save(register, Insert("actions", f"act-{n}", {"what": f"step {n} “£”"}))
    file_evidence(register, tmp_path, "ev-1", b"%PDF one")
    file_evidence(register, tmp_path, "ev-2", b"x" * 3_000_000)
    return register


def backed_up(register: Register, out: Path) -> Manifest:
    return write_backup(register.path, out, ADMIN, T, "test")


def test_what_is_restored_is_what_was_backed_up(filled: Register, tmp_path: Path) -> None:
    out, back = tmp_path / "register.backup", tmp_path / "back"
    told: list[tuple[int, int]] = []
    manifest = write_backup(
        filled.path, out, ADMIN, T, "test", lambda done, whole: told.append((done, whole))
    )
    assert manifest.entry == filled.head.number and manifest.head == filled.head.hash
    assert out.stat().st_mode & 0o777 == 0o600
    assert told[-1][0] == told[-1][1] > 3_000_000
    assert restore_backup(out, back) == manifest
    journal = (filled.path / "journal.jsonl").read_bytes()
    assert (back / "journal.jsonl").read_bytes() == journal
    with open_register(back, ADMIN) as restored:
        assert restored.head == filled.head and restored.read_only is None
        found = restored.verify(within=None)
        assert found.ok and found.files.agree == 2
        for table in ("actions", "evidence"):
            assert restored.select(table) == filled.select(table)
        save(restored, Insert("actions", "act-4", {"what": "after"}))
    for path, mode in (("", 0o2770), ("evidence", 0o3770), ("journal.jsonl", 0o660)):
        assert (back / path).stat().st_mode & 0o7777 == mode
    assert {path.stat().st_mode & 0o777 for path in (back / "evidence").iterdir()} == {0o440}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "back", "register", "register.backup", "scan.pdf", "state",
    ]  # fmt: skip


def test_an_empty_register_is_backed_up(register: Register, tmp_path: Path) -> None:
    manifest = backed_up(register, tmp_path / "b.tar")
    assert (manifest.entry, manifest.files) == (0, ())
    restore_backup(tmp_path / "b.tar", tmp_path / "back")
    with open_register(tmp_path / "back") as restored:
        assert restored.head == register.head


def test_it_is_made_while_others_write(filled: Register, tmp_path: Path) -> None:
    going, stop = Event(), Event()
    acknowledged: list[int] = []

    def officer() -> None:
        with open_register(filled.path, Actor("w")) as register:
            while not stop.is_set() or not acknowledged:
                n = len(acknowledged)
                file_evidence(register, tmp_path, f"ev-w-{n}", f"file {n}".encode())
                acknowledged.append(n)
                going.set()

    writer = Thread(target=officer)
    writer.start()
    try:
        for turn in range(5):
            assert going.wait(30)
            going.clear()
            before = len(acknowledged)
            backed_up(filled, tmp_path / f"{turn}.tar")
            restore_backup(tmp_path / f"{turn}.tar", tmp_path / f"back-{turn}")
            with open_register(tmp_path / f"back-{turn}", ADMIN) as restored:
                found = restored.verify(within=None)
                assert found.chain and found.files.ok and not found.files.unread
                assert len(restored.select("evidence")) >= 2 + before
    finally:
        stop.set()
        writer.join()


def test_an_unfinished_save_at_the_end_is_not_part_of_it(filled: Register, tmp_path: Path) -> None:
    with (filled.path / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"h":"torn')
    backed_up(filled, tmp_path / "b.tar")
    restore_backup(tmp_path / "b.tar", tmp_path / "back")
    assert b"torn" not in (tmp_path / "back" / "journal.jsonl").read_bytes()


def test_files_that_are_gone_or_changed_are_left_out_and_named(
    filled: Register, tmp_path: Path
) -> None:
    gone, changed = (filled.path / "evidence" / r["file_sha256"] for r in filled.select("evidence"))
    gone.unlink()
    changed.chmod(0o640)
    changed.write_bytes(b"forged")
    orphan = filled.path / "evidence" / ("a" * 64)
    orphan.write_bytes(b"orphan")
    manifest = backed_up(filled, tmp_path / "b.tar")
    assert set(manifest.absent) == {gone.name, changed.name} and manifest.files == ()
    restore_backup(tmp_path / "b.tar", tmp_path / "back")
    assert list((tmp_path / "back" / "evidence").iterdir()) == []


def test_nothing_is_written_over(filled: Register, tmp_path: Path) -> None:
    out = tmp_path / "b.tar"
    out.write_text("mine")
    with pytest.raises(RefusedError, match="already"):
        backed_up(filled, out)
    assert out.read_text() == "mine"
    with pytest.raises(RefusedError, match="inside"):
        backed_up(filled, filled.path / "evidence" / "b.tar")
    out.unlink()
    backed_up(filled, out)
    for there in (filled.path, tmp_path / "full", tmp_path / "file", tmp_path / "link"):
        if there.name == "full":
            there.mkdir()
        elif there.name == "file":
            there.write_text("x")
        elif there.name == "link":
            there.symlink_to(tmp_path / "nowhere")
        with pytest.raises(RefusedError, match="is there already"):
            restore_backup(out, there)
    with pytest.raises(RefusedError, match="no folder"):
        restore_backup(out, tmp_path / "no" / "where")
    assert not any(".restoring" in path.name for path in tmp_path.iterdir())


def test_a_damaged_register_is_not_backed_up_as_a_whole_one(
    filled: Register, tmp_path: Path
) -> None:
    with (filled.path / "journal.jsonl").open("ab") as journal:
        journal.write(b"not a line\n")
    with pytest.raises(RefusedError, match="line 7"):
        backed_up(filled, tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()


def test_a_redaction_meanwhile_stops_the_backup(filled: Register, tmp_path: Path) -> None:
    def redact(_done: int, _whole: int) -> None:
        if filled.path.exists() and not (tmp_path / "once").exists():
            (tmp_path / "once").touch()
            write_next_generation(filled.path, ADMIN, lambda body: body)

    with pytest.raises(RefusedError, match="rewritten"):
        write_backup(filled.path, tmp_path / "b.tar", ADMIN, T, "test", redact)
    assert not (tmp_path / "b.tar").exists()


def test_what_cannot_be_recorded_is_not_placed(filled: Register, tmp_path: Path) -> None:
    def refuse(_manifest: Manifest) -> None:
        raise RuntimeError("not recorded")

    with pytest.raises(RuntimeError):
        write_backup(filled.path, tmp_path / "b.tar", ADMIN, T, "test", None, refuse)
    assert not any("b.tar" in path.name for path in tmp_path.iterdir())


def repacked(source: Path, out: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    with tarfile.open(source) as old, tarfile.open(out, "w") as new:
        for member in old:
            stream = old.extractfile(member)
            assert stream is not None
            content = change(member.name, stream.read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return out


def edited(part: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"step 2", b"step 9").replace(b"PDF", b"XXX") if part in name else (
            content
        )  # fmt: skip

    return change


def without(part: str) -> Callable[[str, bytes], bytes | None]:
    return lambda name, content: None if part in name else content


@pytest.mark.parametrize(
    "change",
    [edited("journal"), edited("evidence"), without("journal"), without("evidence"),
     without("manifest")],
    ids=["journal", "evidence", "no-journal", "no-evidence", "no-manifest"],
)  # fmt: skip
def test_a_backup_that_was_changed_is_refused_and_nothing_is_restored(
    filled: Register, tmp_path: Path, change: Callable[[str, bytes], bytes | None]
) -> None:
    backed_up(filled, tmp_path / "b.tar")
    bad = repacked(tmp_path / "b.tar", tmp_path / "bad.tar", change)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(RefusedError, match="not a whole backup"):
        restore_backup(bad, tmp_path / "back")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_backup_with_its_sums_forged_too_still_must_chain(
    filled: Register, tmp_path: Path
) -> None:
    from hashlib import sha256

    backed_up(filled, tmp_path / "b.tar")
    kept: dict[str, bytes] = {}

    def forge(name: str, content: bytes) -> bytes:
        if name == "journal.jsonl":
            content = kept["journal"] = content.replace(b"step 2", b"step 9")
        if name == "manifest.json":
            manifest = json.loads(content)
            manifest["journal"]["sha256"] = sha256(kept["journal"]).hexdigest()
            content = json.dumps(manifest).encode()
        return content

    bad = repacked(tmp_path / "b.tar", tmp_path / "bad.tar", forge)
    with pytest.raises(RefusedError, match="line 3"):
        restore_backup(bad, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def hostile(out: Path, name: str, **facts: object) -> Path:
    with tarfile.open(out, "w") as archive:
        member = tarfile.TarInfo(name)
        for fact, value in facts.items():
            setattr(member, fact, value)
        archive.addfile(member, io.BytesIO(b"x" * member.size))
    return out


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("../../escaped", {"size": 1}),
        ("/tmp/escaped", {"size": 1}),
        ("evidence/../escaped", {"size": 1}),
        ("evidence/" + "a" * 64, {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}),
        ("journal.jsonl", {"type": tarfile.LNKTYPE, "linkname": "/etc/passwd"}),
        ("journal.jsonl", {"type": tarfile.FIFOTYPE}),
        ("journal.jsonl", {"type": tarfile.CHRTYPE}),
        ("evidence", {"type": tarfile.DIRTYPE}),
        ("evidence/notes.txt", {"size": 1}),
        ("evidence/\x1b[31mred", {"size": 1}),
    ],
)
def test_a_hostile_archive_writes_nothing_anywhere(
    tmp_path: Path, name: str, facts: dict[str, object]
) -> None:
    bad = hostile(tmp_path / "bad.tar", name, **facts)
    with pytest.raises(RefusedError, match="not a whole backup") as refused:
        restore_backup(bad, tmp_path / "back")
    assert "\x1b" not in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.tar"]


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 10240, b"PK\x03\x04", b"{}", b"x" * 1024, b"\x1f\x8b\x08\0"]
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.tar").write_bytes(content)
    with pytest.raises(RefusedError, match="not a whole backup"):
        restore_backup(tmp_path / "bad.tar", tmp_path / "back")


def test_a_backup_cut_at_any_place_is_refused(register: Register, tmp_path: Path) -> None:
    save(register, Insert("actions", "act-1", {"what": "x"}))
    file_evidence(register, tmp_path, "ev-1", b"y" * 700)
    backed_up(register, tmp_path / "b.tar")
    whole = (tmp_path / "b.tar").read_bytes()
    end = len(whole.rstrip(b"\0"))
    for cut in range(0, end, 97):
        (tmp_path / "cut.tar").write_bytes(whole[:cut])
        with pytest.raises(RefusedError):
            restore_backup(tmp_path / "cut.tar", tmp_path / "back")
        assert not (tmp_path / "back").exists()
    assert check_backup(tmp_path / "b.tar").entry == 2


class GoneError(BaseException):
    """The process is gone."""


@pytest.mark.parametrize(
    "error", [GoneError(), OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "fault")], ids=repr
)
def test_interrupted_at_any_step_there_is_a_whole_one_or_none(
    filled: Register, tmp_path: Path, error: BaseException
) -> None:
    whole = tmp_path / "whole.tar"
    backed_up(filled, whole)
    for step, what in ((1, "backup"), (1, "restore")):
        failed = True
        while failed:
            out = tmp_path / f"{what}-{step}"
            with pytest.MonkeyPatch.context() as patch:
                failures = failing(patch, step, error)
                with suppress(GoneError, RefusedError):
                    if what == "backup":
                        backed_up(filled, out)
                    else:
                        restore_backup(whole, out)
            failed = bool(failures)
            if what == "backup" and out.exists():
                assert check_backup(out).entry == filled.head.number
            if what == "restore" and out.exists():
                with open_register(out, ADMIN) as restored:
                    assert restored.verify(within=None).files.agree == 2
            step += 1
        assert step > 5


def failing(patch: pytest.MonkeyPatch, number: int, error: BaseException) -> list[str]:
    failed: list[str] = []
    calls = [0]

    def wrapped(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*arguments: object, **options: object) -> object:
            calls[0] += 1
            if calls[0] == number:
                failed.append(name)
                raise error.with_traceback(None)  # else it keeps the frames of every step before
            return real(*arguments, **options)

        return call

    for name in ("open", "write", "fsync", "replace"):
        patch.setattr(disk, name, wrapped(name))
    return failed


def test_a_newer_backup_is_refused_with_the_reason(register: Register, tmp_path: Path) -> None:
    backed_up(register, tmp_path / "b.tar")

    def newer(name: str, content: bytes) -> bytes:
        return content.replace(b'"backup":1', b'"backup":2') if "manifest" in name else content

    bad = repacked(tmp_path / "b.tar", tmp_path / "bad.tar", newer)
    with pytest.raises(RefusedError, match="newer auditrack"):
        restore_backup(bad, tmp_path / "back")


def test_a_restored_register_warns_whoever_saw_more(filled: Register, tmp_path: Path) -> None:
    backed_up(filled, tmp_path / "b.tar")
    save(filled, Insert("actions", "act-9", {"what": "lost"}))
    filled.close()
    restore_backup(tmp_path / "b.tar", tmp_path / "back")
    with open_register(tmp_path / "back") as restored:
        assert restored.verify().witness == "shortened"
        restored.trust()
    with open_register(tmp_path / "back") as restored:
        assert restored.verify().ok and restored.notices == ()
