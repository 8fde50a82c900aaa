"""A small disk runs full under an officer, and is freed again."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditrack.model.change import Actor, Insert, Refusal, RefusedError, Saved, Transaction
from auditrack.register import Register, create_register, open_register

ADMIN = Actor("z.admin", 1)
CANNOT_MOUNT = "this login may not mount a small file system"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 kB of its own."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)],
            capture_output=True,
            check=False,
        ).returncode
    ):
        pytest.skip(CANNOT_MOUNT)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def add(register: Register, ref: str, words: int) -> Saved | Refusal:
    change = Transaction("add", (Insert("leads", ref, {"title": ref * words}),))
    return register.transact(lambda _state: change)


def test_a_full_disk_loses_nothing_and_work_goes_on_once_it_is_freed(
    small_disk: Path, tally
) -> None:
    path = small_disk / "register"
    saved: set[str] = set()
    refused = 0
    with create_register(path, "Example Board", ADMIN) as register:
        ballast = small_disk / "ballast"
        ballast.write_bytes(bytes(64 * 1024))
        for turn in range(400):
            answer = add(register, f"lead-{turn}", 200)
            if isinstance(answer, Saved):
                saved.add(f"lead-{turn}")
                continue
            refused += 1
            assert answer.code == "not-saved" and "the disk is full" in answer.message
            assert answer.safe and "Free some space" in answer.todo
        assert saved and refused
        with pytest.raises(RefusedError) as no_snapshot:
            register.write_snapshot()
        assert "the disk is full" in no_snapshot.value.refusal.message
        # Another officer opens it meanwhile: everything is there to read, and a warning with it.
        with open_register(path, Actor("a.officer", 2)) as other:
            assert {record["ref"] for record in other.select("leads")} == saved
            assert any("left" in notice for notice in other.notices)
            assert not isinstance(add(other, "lead-x", 4000), Saved)
        ballast.unlink()
        for turn in range(400, 420):
            assert isinstance(add(register, f"lead-{turn}", 40), Saved)
            saved.add(f"lead-{turn}")
    with open_register(path, ADMIN) as register:
        assert register.read_only is None
        tally.kept(saved, {record["ref"] for record in register.select("leads")})
        found = register.verify()
        assert found.chain and found.torn == ()
        assert len(register.select("leads")) == len(saved)
    assert sorted(one.name for one in path.iterdir()) == ["evidence", "journal.jsonl", "lock"]
    tally.add("injected failures", refused)


def test_no_register_is_made_on_a_full_disk(small_disk: Path, tally) -> None:
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as filling, pytest.raises(OSError, match="No space"):
        while True:
            filling.write(bytes(4096))
    with pytest.raises(RefusedError) as refused:
        create_register(small_disk / "register", "Example Board", ADMIN)
    assert "the disk is full" in refused.value.refusal.message
    ballast.unlink()
    with create_register(small_disk / "register", "Example Board", ADMIN) as register:
        assert isinstance(add(register, "lead-1", 1), Saved)
    tally.add("injected failures")
