"""The power goes after every call to the disk: whatever it left, everything confirmed is there."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from power import Recorder

from auditrack.model.change import Actor, Insert, Refusal, RefusedError, Saved, Transaction, Update
from auditrack.register import Register, create_register, open_register
from auditrack.register.close_off import close_off
from auditrack.register.disk import disk

ADMIN = Actor("z.admin", 1)
Act = Callable[[Path, Recorder], None]


SIZE = {"times": 12}


def text(ref: str) -> str:
    return f"“{ref}” " + ref * SIZE["times"]


def add(register: Register, ref: str, recorder: Recorder | None = None) -> None:
    change = Transaction("add", (Insert("leads", ref, {"title": text(ref)}),))
    answer = register.transact(lambda _state: change)
    if isinstance(answer, Saved) and recorder is not None:
        recorder.acknowledged.add(ref)


def edit(register: Register, ref: str, recorder: Recorder) -> None:
    change = Transaction("edit", (Update("leads", ref, {"note": "changed"}),))
    if isinstance(register.transact(lambda _state: change), Saved):
        recorder.acknowledged.add(f"{ref} changed")


def a_first_day(path: Path, recorder: Recorder) -> None:
    """A register is made, and used by two officers, with a snapshot in between."""
    with create_register(path, "Example Board", ADMIN) as one:
        recorder.acknowledged.add("made")
        add(one, "lead-0", recorder)
        with open_register(path, Actor("a.officer", 2)) as other:
            add(other, "lead-1", recorder)
            other.write_snapshot()
            add(one, "lead-2", recorder)
            edit(other, "lead-0", recorder)
        one.write_snapshot()
        add(one, "lead-3", recorder)


def a_disk_that_fills(path: Path, recorder: Recorder) -> None:
    """Writes come up short: a line is cut back, and a snapshot too."""
    recorder.short_writes = {2, 4, 6}
    with open_register(path, ADMIN) as one:
        for turn in range(4):
            add(one, f"lead-{turn}", recorder)
        one.write_snapshot()
        add(one, "lead-9", recorder)


def a_torn_tail(path: Path, recorder: Recorder) -> None:
    """The last power cut left half a line, which the next save closes off."""
    with open_register(path, ADMIN) as one:
        add(one, "lead-0", recorder)
        with open_register(path, Actor("a.officer", 2)) as other:
            add(other, "lead-1", recorder)
            add(one, "lead-2", recorder)


def saves_that_share_a_flush(path: Path, recorder: Recorder) -> None:
    """One officer writes while the line of another is on its way to the disk."""
    with open_register(path, ADMIN) as one, open_register(path, Actor("a.officer", 2)) as other:
        add(one, "lead-0", recorder)
        recorder.meanwhile = lambda: add(other, "lead-1", recorder)
        add(one, "lead-2", recorder)
        recorder.meanwhile = other.write_snapshot
        edit(one, "lead-0", recorder)
        recorder.short_writes = {recorder.writes + 2}
        recorder.meanwhile = lambda: add(other, "lead-3", recorder)
        add(one, "lead-4", recorder)
    assert recorder.acknowledged == {"lead-0", "lead-1", "lead-2", "lead-0 changed", "lead-4"}


def an_erasure(path: Path, recorder: Recorder) -> None:
    """The journal is written anew, while somebody else holds it open."""
    with open_register(path, ADMIN) as one, open_register(path, Actor("a.officer", 2)) as other:
        for turn in range(3):
            add(one, f"lead-{turn}", recorder)
        edit(one, "lead-0", recorder)
        one.write_snapshot()
        closing = Transaction("redact confirm", (Insert("leads", "closing", {"title": "x"}),))
        other.poll()
        answer = one.erase(lambda _state: (closing, without_the_note))
        assert isinstance(answer, Saved)
        one.write_snapshot()
        add(other, "lead-3", recorder)


def without_the_note(body: Any) -> Any:
    ops = [
        msgspec.structs.replace(
            op,
            fields={
                name: tuple("gone" if name == "note" and one else one for one in change)
                for name, change in op.fields.items()
            },
        )
        for op in body.ops
    ]
    return msgspec.structs.replace(body, ops=ops)


def half_a_line(path: Path) -> None:
    create_register(path, "Example Board", ADMIN).close()
    with (path / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"h":"' + b"5a" * 30)


def an_empty_register(path: Path) -> None:
    create_register(path, "Example Board", ADMIN).close()


def nothing(_path: Path) -> None:
    return None


@pytest.mark.parametrize(
    ("before", "act"),
    [
        (nothing, a_first_day),
        (an_empty_register, a_disk_that_fills),
        (an_empty_register, saves_that_share_a_flush),
        (half_a_line, a_torn_tail),
        (an_empty_register, an_erasure),
    ],
)
def test_every_state_that_a_power_cut_could_leave(
    tmp_path: Path, tally, at_length: bool, before: Callable[[Path], None], act: Act
) -> None:
    path = tmp_path / "register"
    before(path)
    with pytest.MonkeyPatch.context() as patch:
        recorder = Recorder(path, patch)
        act(path, recorder)
        recorder.end()
    assert len(recorder.moments) > 9
    tried: set[tuple[object, ...]] = set()
    with pytest.MonkeyPatch.context() as quick:
        # What is tried here is read back at once: its own flushes need not reach the disk.
        for name in ("fdatasync", "fsync"):
            quick.setattr(disk, name, lambda _fd: None)
        for moment in recorder.moments:
            for state in moment.states(step=1 if at_length else 4):
                known = (moment.acknowledged, *sorted(state.items()))
                if known not in tried:
                    tried.add(known)
                    assert not survives(tmp_path / "found", state, moment.acknowledged)
    tally.add("states tried", len(tried))
    tally.kept(recorder.acknowledged, set(recorder.moments[-1].acknowledged))
    assert len(tried) > 100


@pytest.mark.parametrize(
    ("act", "damages"),
    [
        (a_first_day, True),
        (saves_that_share_a_flush, True),
        (a_disk_that_fills, True),
        (an_erasure, True),
    ],
)
def test_pages_of_a_long_line_reach_the_disk_out_of_order(
    tmp_path: Path, tally, at_length: bool, monkeypatch: pytest.MonkeyPatch, act: Act, damages: bool
) -> None:
    """A later page is there, an earlier one is zeros: nothing confirmed is lost or misread.

    A line that ends as it should and holds such a page is damage until somebody closes it off.
    """
    monkeypatch.setitem(SIZE, "times", 3_000 if at_length else 900)
    path = tmp_path / "register"
    if act is not a_first_day:
        an_empty_register(path)
    with pytest.MonkeyPatch.context() as patch:
        recorder = Recorder(path, patch)
        act(path, recorder)
        recorder.end()
    tried: set[tuple[object, ...]] = set()
    closed = 0
    with pytest.MonkeyPatch.context() as quick:
        for name in ("fdatasync", "fsync"):
            quick.setattr(disk, name, lambda _fd: None)
        for moment in recorder.moments:
            for state in moment.states_out_of_order(page=512 if at_length else 1024):
                known = (moment.acknowledged, *sorted(state.items()))
                if known not in tried:
                    tried.add(known)
                    closed += survives(tmp_path / "found", state, moment.acknowledged)
    tally.add("states tried", len(tried))
    assert len(tried) > 20 and (closed > 0) == damages


def put_down(path: Path, state: dict[str, bytes]) -> None:
    """Lay out what was left, for officers who have seen nothing of it."""
    shutil.rmtree(path, ignore_errors=True)
    shutil.rmtree(os.environ["XDG_STATE_HOME"], ignore_errors=True)
    path.mkdir()
    for name, content in state.items():
        (path / name).write_bytes(content)


def survives(path: Path, state: dict[str, bytes], acknowledged: frozenset[str]) -> bool:
    """Open what was left, find everything that was acknowledged, and go on working.

    Gives whether lost pages had to be closed off first.
    """
    put_down(path, state)
    closed = False
    if "journal.jsonl" not in state:
        assert not acknowledged
        create_register(path, "Example Board", ADMIN).close()
    try:
        with open_register(path, ADMIN) as register:
            closed = register.read_only is not None
            holds(register, acknowledged)
            if closed:
                assert any("--close-off" in one for one in register.verify().sentences)
        if closed:
            close_off(path, ADMIN)
        with open_register(path, ADMIN) as register:
            assert register.read_only is None, register.read_only
            holds(register, acknowledged)
            add(register, "afterwards")
            assert register.get("leads", "afterwards") is not None
            register.write_snapshot()
        with open_register(path, ADMIN) as register:
            assert register.read_only is None, register.read_only
            holds(register, acknowledged | {"afterwards"})
            found = register.verify()
            assert found.ok and found.snapshot == "agrees", found.sentences
            again = register.transact(
                lambda _state: Transaction("add", (Insert("leads", "afterwards", {}),))
            )
            assert isinstance(again, Refusal) and again.code == "taken"
    except RefusedError as refused:
        raise AssertionError(str(refused)) from refused
    return closed


def holds(register: Register, acknowledged: frozenset[str]) -> None:
    kept = {str(record["ref"]): record for record in register.select("leads")}
    changed = {f"{ref} changed" for ref, record in kept.items() if "note" in record}
    assert acknowledged - {"made"} <= kept.keys() | changed
    assert all(record["title"] == text(ref) for ref, record in kept.items() if ref != "closing")
