"""`doctor` says what is well, what is not with its remedy, and what cannot be seen from here."""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import create_register
from auditrack.register.host import (
    append_only,
    clock_is_kept,
    encryption,
    home,
    identity,
    is_append_only,
)
from auditrack.register.set_up import conditions

NAMES = [
    "who you are", "folder", "journal", "modes", "group", "append-only", "file system",
    "room on the disk", "disk encryption", "snapshot", "own folder", "home", "umask", "clock",
    "time service",
]  # fmt: skip


def found_by(path: Path):
    return {one.name: one for one in conditions(path)}


def test_each_condition_says_what_was_seen(ask, board):
    answer = ask("doctor", "--json")
    told = json.loads(answer.out)
    assert [one["name"] for one in told["conditions"]] == NAMES
    for one in told["conditions"]:
        assert set(one) == {"name", "well", "seen", "todo"}
        assert one["seen"].endswith(".")
        assert one["well"] is not False, one
        if one["well"] is None:
            assert one["seen"].startswith("This cannot be seen from here: ")
    assert (told["well"], answer.code) == (True, 0)
    shown = ask("doctor").out
    assert all(f"{name}:" in shown for name in NAMES)


def test_what_is_not_there_is_said_and_nothing_falls_over(tmp_path):
    found = found_by(tmp_path / "absent")
    assert found["folder"].well is False and found["journal"].well is False
    assert "append-only" not in found and "snapshot" not in found
    assert found["who you are"].well and found["home"].well is not False


def test_open_modes_come_with_the_line_that_closes_them(ask, board):
    (board / "journal.jsonl").chmod(0o664)
    answer = ask("doctor", "--json")
    modes = {one["name"]: one for one in json.loads(answer.out)["conditions"]}["modes"]
    assert (answer.code, modes["well"]) == (1, False)
    assert f"chmod 660 {board / 'journal.jsonl'}" in modes["todo"]
    assert answer.refusal["code"] == "unwell"


def test_a_snapshot_says_how_old_it_is(ask, board):
    assert ask("verify", "--snapshot").code == 0
    assert "0.0 kB of journal is newer" in found_by(board)["snapshot"].seen
    assert ask("subgroup", "add", "Learning").code == 0
    assert "0.0 kB" not in found_by(board)["snapshot"].seen
    for spoilt in (b"", b"null", b"\0" * 100, b'{"_register":[]}', b'{"_register":{}}\n', b"\xff"):
        (board / "register.json").write_bytes(spoilt)
        assert found_by(board)["snapshot"].well is None, spoilt


def test_an_entry_ahead_of_the_clock_is_told(tmp_path):
    ahead = int((time.time() + 86_400) * 1000)
    with create_register(tmp_path / "register", "Board", Actor("officer"), lambda: ahead) as made:
        change = Transaction("add", (Insert("leads", "nurse", {}),))
        assert isinstance(made.transact(lambda _state: change), Saved)
    clock = found_by(tmp_path / "register")["clock"]
    assert clock.well is False and "still to come" in clock.seen
    with (tmp_path / "register" / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"h":"torn \xff')
    assert found_by(tmp_path / "register")["clock"].well is False


def test_append_only_is_the_kernels_word(ask, board):
    journal = board / "journal.jsonl"
    if is_append_only(journal) is None:
        assert append_only(board).well is None
        return
    assert is_append_only(journal) is False
    condition = append_only(board)
    assert condition.well and "one login's own" in condition.seen
    try:
        done = subprocess.run(["chattr", "+a", journal], capture_output=True).returncode == 0
    except FileNotFoundError:
        done = False
    if done:  # as root: the record can still grow, and cannot be cut
        try:
            assert append_only(board).seen == "The journal is append-only: nobody can edit it."
            assert ask("subgroup", "add", "Learning").code == 0
            with pytest.raises(PermissionError):
                journal.write_bytes(b"")
            with pytest.raises(PermissionError):
                journal.rename(board / "other")
            assert ask("verify").code == 0
        finally:
            subprocess.run(["chattr", "-a", journal], check=True)
    assert is_append_only(board / "absent") is None


MOUNTS = """
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 253:2 / /srv rw shared:1 - ext4 /dev/mapper/vg-srv rw
31 22 253:3 / /half rw - ext4 /dev/mapper/vg-half rw
32 22 0:44 / /pool rw - btrfs /dev/dm-0 rw
33 22 0:45 / /run rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("place", "well", "words"),
    [
        ("srv", True, "an encrypted disk (luks-1)"),
        ("pool", True, "an encrypted disk (luks-1)"),
        ("half", None, "does not encrypt"),
        ("run", None, "is no disk"),
        ("", None, "does not encrypt /dev/sda1"),
    ],
)
def test_disk_encryption_is_seen_through_its_layers(tmp_path, place, well, words):
    system = tmp_path / "sys"
    block, numbers = system / "class" / "block", system / "dev" / "block"
    for name, number, uuid, label, below in (
        ("sda1", "8:1", None, None, ()),
        ("dm-0", "253:0", "CRYPT-LUKS2-0001", "luks-1", ("sda1",)),
        ("dm-2", "253:2", "LVM-abc", "vg-srv", ("dm-0",)),
        ("dm-3", "253:3", "LVM-def", "vg-half", ("dm-0", "sda1")),
    ):
        device = block / name
        (device / "slaves").mkdir(parents=True)
        if uuid:
            (device / "dm").mkdir()
            (device / "dm" / "uuid").write_text(f"{uuid}\n")
            (device / "dm" / "name").write_text(f"{label}\n")
        for one in below:
            (device / "slaves" / one).symlink_to(block / one)
        numbers.mkdir(parents=True, exist_ok=True)
        (numbers / number).symlink_to(device)
    root = Path("/") / place
    mounts = MOUNTS if not place else MOUNTS.replace(f" /{place} ", f" {tmp_path} ")
    condition = encryption(tmp_path if place else root, mounts, system)
    assert condition is not None
    assert (condition.well, words in condition.seen) == (well, True), condition.seen


def test_a_home_on_a_network_is_told(tmp_path, monkeypatch):
    folder = tmp_path / "not" / "made" / "yet"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    mounts = tmp_path / "mountinfo"
    monkeypatch.setattr("auditrack.register.place.MOUNTS", mounts)
    mounts.write_text(f"22 1 0:40 / {tmp_path} rw - nfs4 server:/home rw\n")
    condition = home(tmp_path)
    assert condition.well is False and "nfs4" in condition.seen
    mounts.write_text(f"22 1 8:1 / {tmp_path} rw - ext4 /dev/sda1 rw\n")
    assert home(tmp_path).well is True
    mounts.unlink()
    assert encryption(tmp_path).well is None


def test_who_you_are_says_by_what(tmp_path):
    source = tmp_path / "loginuid"
    source.write_text(f"{os.getuid() + 1}\n")
    seen = identity(tmp_path, source).seen
    assert f"uid {os.getuid() + 1}" in seen and "which survives sudo" in seen
    assert "the work is done as" in seen
    source.write_text("4294967295\n")
    assert "by the real uid" in identity(tmp_path, source).seen
    assert "by the real uid" in identity(tmp_path, tmp_path / "absent").seen


def test_the_kernels_clock_is_asked_without_changing_it():
    assert clock_is_kept() in (True, False, None)


def test_looking_changes_nothing(ask, board):
    def state():
        return {
            str(path): (path.stat().st_mode, path.stat().st_mtime_ns, path.stat().st_size)
            for path in sorted(board.rglob("*"))
        }

    before, mask = state(), os.umask(0o027)
    os.umask(mask)
    ask("doctor")
    assert state() == before
    assert os.umask(mask) == mask
