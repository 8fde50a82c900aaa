"""While somebody writes, others copy the journal, read it, and may not write to it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from auditrack.model.change import Actor, Insert, Refusal, RefusedError, Saved, Transaction, Update
from auditrack.register import Register, create_register, open_register, place

WRITER = Path(__file__).with_name("writer_process.py")
ROOT = Path(__file__).parents[2]
ADMIN = Actor("z.admin", 1)
NOBODY = 65534


@contextmanager
def writing(path: Path, count: int) -> Iterator[subprocess.Popen[str]]:
    """A writer who saves as fast as it can."""
    with subprocess.Popen(
        [sys.executable, str(WRITER), str(path), "writer", str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("go\n")
        process.stdin.flush()
        try:
            yield process
        finally:
            process.kill()
            process.stdout.read()


def test_a_copy_made_while_others_write_is_a_good_prefix(
    tmp_path: Path, tally, at_length: bool
) -> None:
    path = tmp_path / "register"
    create_register(path, "Example Board", ADMIN).close()
    copies = 200 if at_length else 12
    with writing(path, 10**9) as writer:
        assert writer.stdout is not None
        heard: list[str] = []
        for number in range(copies):
            heard.extend(writer.stdout.readline().split()[0] for _ in range(5))
            copy = tmp_path / f"copy-{number}"
            copy.mkdir()
            shutil.copyfile(path / "journal.jsonl", copy / "journal.jsonl")
            with open_register(copy, ADMIN) as opened:
                assert opened.read_only is None
                kept = [str(one["ref"]) for one in opened.select("actions")]
                tally.kept(set(heard), set(kept))
                assert kept == [f"act-{n}" for n in range(1, len(kept) + 1)]
                found = opened.verify()
                assert found.chain and found.entries == len(kept)
    whole = (path / "journal.jsonl").read_bytes()
    for number in range(copies):
        assert whole.startswith(
            (tmp_path / f"copy-{number}" / "journal.jsonl").read_bytes().rpartition(b"\n")[0]
        )


def test_a_reader_beside_a_writer_sees_every_entry_once_and_in_order(
    tmp_path: Path, tally, at_length: bool
) -> None:
    path = tmp_path / "register"
    create_register(path, "Example Board", ADMIN).close()
    count = 4_000 if at_length else 600  # what fits into the pipe unread
    told: list[int] = []
    with open_register(path, ADMIN, read_only=True) as reader, writing(path, count) as writer:
        assert writer.stdout is not None
        while len(told) < count:
            entries = reader.poll()
            told.extend(entry.number for entry in entries)
            assert reader.read_only == "it was opened so."
            # What is shown is the state right after the last entry told.
            assert len(reader.select("actions")) == reader.head.number == len(told)
            if writer.poll() not in (None, 0):
                break
        said = {line.split()[0] for line in writer.stdout}
        tally.kept(said, {str(one["ref"]) for one in reader.select("actions")})
        assert told == list(range(1, count + 1)) and len(said) == count


def test_threads_of_one_session_read_while_it_saves(tmp_path: Path) -> None:
    """A view that is being read keeps standing on one state, whatever is saved meanwhile."""
    import threading

    with create_register(tmp_path / "register", "Example Board", ADMIN) as register:
        pair = Transaction("add", (Insert("leads", "a", {"n": 0}), Insert("leads", "b", {"n": 0})))
        assert isinstance(register.transact(lambda _state: pair), Saved)
        torn: list[object] = []
        over = threading.Event()

        def read() -> None:
            while not over.is_set():
                numbers = {record["n"] for record in register.select("leads")}
                if len(numbers) != 1:
                    torn.append(numbers)

        thread = threading.Thread(target=read)
        thread.start()
        for turn in range(1, 40):
            both = Transaction(
                "edit", (Update("leads", "a", {"n": turn}), Update("leads", "b", {"n": turn}))
            )
            assert isinstance(register.transact(lambda _state, made=both: made), Saved)
        over.set()
        thread.join()
        assert not torn


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every login may enter, as the tests' own are not."""
    folder = Path(tempfile.mkdtemp(dir="/var/tmp" if Path("/var/tmp").is_dir() else None))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Acts as a login without rights where the tests run as root, to whom modes mean nothing."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(mine)


@contextmanager
def as_myself() -> Iterator[None]:
    """Back to the login of the tests for a moment."""
    now = os.geteuid()
    os.seteuid(os.getuid())
    try:
        yield
    finally:
        os.seteuid(now)


def added(register: Register, ref: str) -> str:
    change = Transaction("add", (Insert("leads", ref, {}),))
    assert isinstance(register.transact(lambda _state: change), Saved)
    return ref


def test_an_officer_who_may_only_read_follows_what_others_write(open_folder: Path, tally) -> None:
    """Under a umask of 077 the group still works; a login outside writing rights reads on."""
    path = open_folder / "register"
    old = os.umask(0o077)
    saved: set[str] = set()
    try:
        with create_register(path, "Example Board", ADMIN) as register:
            assert {one.name: oct(one.stat().st_mode & 0o7777) for one in path.iterdir()} == {
                "journal.jsonl": "0o660",
                "lock": "0o660",
                "evidence": "0o3770",
            }
            assert path.stat().st_mode & 0o7777 == 0o2770
            # What an administrator may set for officers who only read.
            path.chmod(0o2775)
            (path / "journal.jsonl").chmod(0o644 if os.geteuid() == 0 else 0o444)
            before = sorted(one.name for one in path.iterdir())
            with as_nobody(), open_register(path, Actor("reader", 3)) as reader:
                assert reader.read_only == "this login may read it and not write to it."
                for turn in range(5):
                    with as_myself():
                        saved.add(added(register, f"lead-{turn}"))
                    assert [entry.number for entry in reader.poll()] == [turn + 1]
                tally.kept(saved, {one["ref"] for one in reader.select("leads")})
                change = Transaction("add", (Insert("leads", "mine", {}),))
                refused = reader.transact(lambda _state: change)
                assert isinstance(refused, Refusal) and refused.code == "read-only"
                assert reader.verify().chain
            assert sorted(one.name for one in path.iterdir()) == before
            register.write_snapshot()
            assert oct((path / "register.json").stat().st_mode & 0o7777) == "0o660"
    finally:
        os.umask(old)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "fuseblk", "9p"])
def test_a_register_on_a_network_or_fuse_file_system_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = tmp_path / "register"
    create_register(path, "Example Board", ADMIN).close()
    mounts = tmp_path / "mountinfo"
    point = str(tmp_path).replace(" ", "\\040")
    mounts.write_text(
        "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n"
        f"30 22 0:40 / {point} rw shared:1 - {kind} host:/srv rw\n"
    )
    monkeypatch.setattr(place, "MOUNTS", mounts)
    for attempt in (
        lambda: open_register(path, ADMIN),
        lambda: open_register(path, ADMIN, read_only=True),
        lambda: create_register(tmp_path / "another", "Example Board", ADMIN),
    ):
        with pytest.raises(RefusedError) as refused:
            attempt()
        assert refused.value.refusal.code == "file-system"
        assert f"on a {kind} file system" in refused.value.refusal.message
        assert "two officers can overwrite each other" in refused.value.refusal.message
    assert not (tmp_path / "another").exists()
