"""Closing off saves of which a power cut lost a page, and refusing to where they were confirmed."""

import os
import shutil
from pathlib import Path

import pytest

from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction
from auditrack.register import create_register, open_register
from auditrack.register.close_off import close_off
from auditrack.register.disk import disk

ADMIN = Actor("c.admin", 1003, "local")


def add(register, ref: str) -> None:
    change = Transaction("add", (Insert("leads", ref, {"title": ref * 40}),))
    assert isinstance(register.transact(lambda _state: change), Saved)


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The journal of a register with 24 entries that no officer has seen."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with create_register(tmp_path / "register", "Fernshire Board", ADMIN) as register:
        for number in range(24):
            add(register, f"lead-{number}")
    shutil.rmtree(tmp_path / "state")
    return tmp_path / "register" / "journal.jsonl"


def zeroed(journal: Path, line: int, at: int = 100, many: int = 80) -> None:
    """Lose a piece of a line, counted from 1, as a page that never reached the disk."""
    lines = journal.read_bytes().splitlines(keepends=True)
    old = lines[line - 1]
    assert len(old) > at + many + 1
    lines[line - 1] = old[:at] + bytes(many) + old[at + many :]
    journal.write_bytes(b"".join(lines))


def refused(path: Path, code: str) -> None:
    before = (path / "journal.jsonl").read_bytes()
    with pytest.raises(RefusedError) as error:
        close_off(path, ADMIN)
    assert error.value.refusal.code == code, str(error.value)
    assert (path / "journal.jsonl").read_bytes() == before


@pytest.mark.parametrize("line", [25, 24, 20])
def test_the_last_saves_are_closed_off_and_kept(journal: Path, line: int) -> None:
    path = journal.parent
    zeroed(journal, line)
    damaged = journal.read_bytes()
    start = sum(map(len, damaged.splitlines(keepends=True)[: line - 1]))
    with open_register(path, ADMIN) as register:
        assert register.read_only is not None and register.head.number == line - 2
        assert any("auditrack verify --close-off" in one for one in register.verify().sentences)
    done = close_off(path, ADMIN)
    assert (done.line, done.lines, done.bytes) == (line, 26 - line, len(damaged) - start)
    after = journal.read_bytes()
    assert after[:start] == damaged[:start] and after.endswith(b" !torn\n")
    same = damaged[start:-1].replace(b"\n", b" ")
    assert after[start:] == same + b" !torn\n"
    with open_register(path, ADMIN) as register:
        assert register.read_only is None and register.head.number == line - 2
        add(register, "next")
        found = register.verify()
        assert found.ok and found.torn == (line,)
    refused(path, "no-change")


def test_damage_that_no_power_cut_leaves_is_not_closed_off(journal: Path) -> None:
    whole = journal.read_bytes()
    journal.write_bytes(whole.replace(b"lead-23lead-23", b"lead-23lead-99", 1))
    refused(journal.parent, "damaged")
    journal.write_bytes(whole)
    zeroed(journal, 8)  # a disk fault in the middle: 17 confirmed saves stand behind it
    refused(journal.parent, "damaged")
    with open_register(journal.parent, ADMIN) as register:
        assert not any("--close-off" in one for one in register.verify().sentences)
    journal.write_bytes(whole)
    refused(journal.parent, "no-change")


def test_what_this_officer_saw_confirmed_is_not_closed_off(journal: Path) -> None:
    open_register(journal.parent, ADMIN).close()
    zeroed(journal, 25)
    refused(journal.parent, "was-confirmed")


def test_an_append_only_journal_says_what_to_do(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeroed(journal, 25)
    real = disk.open

    def append_only(path, flags, *mode):
        writes = flags & (os.O_WRONLY | os.O_RDWR)
        if Path(path) == journal and writes and not flags & os.O_APPEND:
            raise PermissionError(1, "Operation not permitted")
        return real(path, flags, *mode)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "open", append_only)
        with pytest.raises(RefusedError) as error:
            close_off(journal.parent, ADMIN)
        assert "chattr -a" in str(error.value.refusal)
    close_off(journal.parent, ADMIN)


def test_a_handle_that_is_open_meanwhile_goes_on(journal: Path) -> None:
    """One that had not read so far sees an unfinished save, as of any other."""
    path = journal.parent
    whole = journal.read_bytes()
    lines = whole.splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]))
    with open_register(path, ADMIN) as watching:
        journal.write_bytes(whole)
        zeroed(journal, 25)
        shutil.rmtree(path.parent / "state", ignore_errors=True)
        close_off(path, ADMIN)
        assert watching.poll() == () and watching.read_only is None
        add(watching, "next")
        assert watching.verify().chain


@pytest.mark.parametrize("tail_first", [False, True])
def test_the_power_goes_again_while_it_is_closed_off(journal: Path, tail_first: bool) -> None:
    path = journal.parent
    zeroed(journal, 24)
    damaged = journal.read_bytes()
    start = sum(map(len, damaged.splitlines(keepends=True)[:23]))
    close_off(path, ADMIN)
    done = journal.read_bytes()
    for cut in range(start, len(done), 7):
        there = done[:cut] + damaged[cut:]
        if tail_first:
            there = damaged[:cut] + bytes(max(0, cut - len(damaged))) + done[cut:]
        journal.write_bytes(there)
        shutil.rmtree(path.parent / "state", ignore_errors=True)
        with open_register(path, ADMIN) as register:
            assert register.head.number == 22
            again = register.read_only is not None
        if again:
            close_off(path, ADMIN)
        with open_register(path, ADMIN) as register:
            assert register.read_only is None and register.head.number == 22
            add(register, "next")
            assert register.verify().chain and register.get("leads", "next") is not None
