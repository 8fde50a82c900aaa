import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction
from auditrack.register import Register, create_register, open_register
from auditrack.register.line import StoredBody
from auditrack.register.upcast import upcast

NOBODY = 65534


def add(register: Register, ref: str) -> Saved | object:
    change = Transaction("add", (Insert("leads", ref, {"title": ref}),))
    return register.transact(lambda _state: change)


def test_one_handle_serves_a_reader_and_several_writers(register: Register) -> None:
    answers: list[object] = []

    def write(name: str) -> None:
        answers.extend(add(register, f"{name}-{turn}") for turn in range(25))

    writers = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for writer in writers:
        writer.start()
    told: list[int] = []
    while any(writer.is_alive() for writer in writers):
        told.extend(entry.number for entry in register.poll())
        groups = register.index("leads", "title")
        assert all(len(members) == 1 for members in groups.values())
        assert len(register.select("leads")) >= len(groups)
    for writer in writers:
        writer.join()
    told.extend(entry.number for entry in register.poll())
    assert told == list(range(1, 76))
    assert all(isinstance(answer, Saved) for answer in answers)
    assert register.verify().chain


def test_reading_goes_on_while_another_handle_holds_the_lock(register: Register) -> None:
    from auditrack.register.lock import WriteLock

    add(register, "nurse")
    with WriteLock(register.path / "lock", Actor("c.clerk")), open_register(register.path) as other:
        assert other.poll() == ()
        assert len(other.select("leads")) == 1


@pytest.fixture
def readable_folder() -> Iterator[Path]:
    """A folder that other logins can reach, unlike the test's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def as_a_reader() -> Iterator[None]:
    """Acts as a login that is nobody in particular where the tests run as root."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
        yield
        os.seteuid(0)
    else:
        yield


def test_an_officer_who_may_only_read_reads(
    readable_folder: Path, request: pytest.FixtureRequest
) -> None:
    path = readable_folder / "register"
    with create_register(path, "Example Board") as made:
        add(made, "nurse")
        made.write_snapshot()
    path.chmod(0o555)
    (path / "journal.jsonl").chmod(0o444)
    (path / "register.json").chmod(0o444)
    (path / "lock").chmod(0o444)
    request.getfixturevalue("as_a_reader")
    before = {entry.name: entry.stat().st_mtime_ns for entry in path.iterdir()}
    with open_register(path) as opened:
        assert opened.read_only is not None and "may read it" in opened.read_only
        assert len(opened.select("leads")) == 1
        assert getattr(add(opened, "head"), "code", "") == "read-only"
        assert opened.verify().chain
    assert {entry.name: entry.stat().st_mtime_ns for entry in path.iterdir()} == before


def test_an_officer_who_may_not_read_is_told_so(
    readable_folder: Path, request: pytest.FixtureRequest
) -> None:
    path = readable_folder / "register"
    create_register(path, "Example Board").close()
    (path / "journal.jsonl").chmod(0)
    path.chmod(0o755)
    request.getfixturevalue("as_a_reader")
    with pytest.raises(RefusedError) as refused:
        open_register(path)
    assert refused.value.refusal.code == "unreadable"
    assert "no permission" in refused.value.refusal.message


def later(body: StoredBody) -> StoredBody:
    return msgspec.structs.replace(body, t=body.t + 1)


def test_an_older_format_climbs_step_by_step() -> None:
    assert upcast(1) is None
    climb = upcast(1, {1: later, 2: later}, to=3)
    assert climb is not None and climb(StoredBody(1, 10)).t == 12
    assert upcast(9, {}, to=3) is None
    with pytest.raises(KeyError):
        upcast(1, {2: later}, to=3)
