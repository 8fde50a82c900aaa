"""A register whose files are moved while sessions have it open."""

import os
import shutil
from pathlib import Path

import pytest

from auditrack.model.change import Insert, Refusal, Saved, Transaction
from auditrack.register import Register, journal, lock, open_register


def add(register: Register, ref: str) -> Saved | Refusal:
    change = Transaction("add", (Insert("leads", ref, {"title": ref}),))
    return register.transact(lambda _state: change)


@pytest.fixture
def at_once(monkeypatch):
    """Names are looked up at every save, not once a second; the lock was made long ago."""
    monkeypatch.setattr(journal, "_NAMED_SECONDS", -1.0)
    monkeypatch.setattr(lock, "_TICKS", -1)


def test_a_folder_that_is_moved_away_is_not_written_any_more(register: Register, at_once):
    assert isinstance(add(register, "first"), Saved)
    moved = register.path.rename(register.path.with_name("moved"))
    before = (moved / "journal.jsonl").read_bytes()
    for ref in ("second", "third"):
        refused = add(register, ref)
        assert isinstance(refused, Refusal)
    assert "moved or removed while it was open" in str(refused)
    register.poll()
    assert register.get("leads", "first") is not None  # what was read can still be looked at
    assert (moved / "journal.jsonl").read_bytes() == before


def test_what_is_put_in_its_place_is_not_written_for_another(
    register: Register, tmp_path: Path, at_once
):
    assert isinstance(add(register, "first"), Saved)
    shutil.copytree(register.path, tmp_path / "copy")
    assert isinstance(add(register, "second"), Saved)
    moved = register.path.rename(register.path.with_name("moved"))
    (tmp_path / "copy").rename(register.path)
    files = {path: path.read_bytes() for path in (moved, register.path) for path in path.glob("j*")}
    refused = add(register, "third")
    assert isinstance(refused, Refusal) and "another file put in its place" in str(refused)
    assert {path: path.read_bytes() for path in files} == files
    with open_register(register.path) as again:
        assert isinstance(add(again, "third"), Saved)


def test_a_lock_that_was_moved_aside_is_no_lock(register: Register):
    other = open_register(register.path)
    named = register.path / "lock"
    for number in range(3):
        # As if the lock had last been touched long ago, so that its time of change is trusted.
        for handle in (register, other):
            handle._lock._settled = os.stat(named).st_ctime_ns
        named.rename(register.path / f"lock-{number}")
        for handle in (register, other):
            assert isinstance(add(handle, f"l{number}-{id(handle)}"), Saved)
        assert register._lock._file == other._lock._file
    other.close()
    register.poll()
    assert register.verify().chain
