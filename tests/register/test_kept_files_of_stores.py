"""Kept files on every store: durable before their entry, as filed, streamed, removable."""

import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction, Update
from auditrack.register import create_register, evidence_files, open_register
from auditrack.register.evidence_back import copy_out, put_back
from auditrack.register.evidence_numbered import copies_of
from auditrack.register.protocol import Store

OFFICER = Actor("a.officer", 1001, "local")
MEGABYTE = 1024 * 1024


class Bench:
    """A register, a folder for files, and a hand that gets at what is kept from outside."""

    def __init__(self, place: str, folder: Path, server: Any = None, database: str = "") -> None:
        self.place, self.folder, self.server, self.database = place, folder, server, database
        self.register = create_register(place, "Elm Board", OFFICER)

    def file(self, content: bytes, name: str = "minutes.txt") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def filed(self, ref: str, content: bytes) -> str:
        """Evidence with a kept file; gives its SHA-256."""
        kept = self.register.kept.keep(self.file(content, f"{ref}.txt"))
        fields = {"shows": "x", "file_sha256": kept.sha256, "file_name": kept.name}
        change = Transaction("evidence add", (Insert("evidence", ref, fields),))
        assert isinstance(self.register.transact(lambda _: change), Saved)
        return kept.sha256

    def harm(self, name: str, content: bytes) -> None:
        """Change a kept file behind the register's back."""
        if self.server is None:
            path = Path(self.place) / "evidence" / name
            path.chmod(0o600)
            path.write_bytes(content)
        else:
            self.server.psql(
                "UPDATE auditrack.kept_files SET bytes = %s WHERE sha256 = %s AND piece = 0",
                content,
                name,
                database=self.database,
            )


@pytest.fixture(params=["journal", "postgresql"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    folder = tmp_path / "files"
    folder.mkdir()
    if request.param == "journal":
        made = Bench(str(tmp_path / "register"), folder)
    else:
        server = request.getfixturevalue("postgresql")
        database = server.new_database()
        beside = f"{server.url(database)}&organisation=other"
        create_register(beside, "Other Board", OFFICER).close()
        made = Bench(f"{server.url(database)}&organisation=elm", folder, server, database)
    with made.register:
        yield made
    if made.server is not None:
        made.server.drop(made.database)


@pytest.fixture
def store(bench: Bench) -> Store:
    return bench.register


@pytest.mark.parametrize("size", [0, 1, MEGABYTE, 2 * MEGABYTE + 7])
def test_a_file_comes_back_as_it_was(bench: Bench, store: Store, size: int) -> None:
    content = os.urandom(size)
    kept = store.kept.keep(bench.file(content, "two\nlines.pdf"))
    assert (kept.sha256, kept.size) == (sha256(content).hexdigest(), size)
    assert kept.name == "two lines.pdf"
    again = store.kept.keep(bench.file(content, "copy.pdf"))
    assert again.sha256 == kept.sha256 and store.kept.names() == {kept.sha256}
    with open_register(bench.place, OFFICER) as other:  # another officer sees it at once
        assert other.kept.holds(kept.sha256) and other.kept.size(kept.sha256) == size
        assert b"".join(other.kept.pieces(kept.sha256)) == content
        assert max(map(len, other.kept.pieces(kept.sha256)), default=0) <= MEGABYTE
        copy = bench.folder / "copied"
        other.kept.copy_out(kept.sha256, copy)
    assert copy.read_bytes() == content and copy.stat().st_mode & 0o777 == 0o600


def test_what_is_not_there_is_told(bench: Bench, store: Store) -> None:
    nobody = "0" * 64
    assert not store.kept.holds(nobody) and store.kept.size(nobody) == 0
    with pytest.raises(OSError, match="No such file"):
        list(store.kept.pieces(nobody))
    with pytest.raises(RefusedError, match="cannot be read: it is not there"):
        store.kept.copy_out(nobody, bench.folder / "copied")
    assert not (bench.folder / "copied").exists()
    assert store.kept.remove(nobody) is None


def test_what_is_no_fit_file_is_refused(bench: Bench, store: Store, monkeypatch: Any) -> None:
    pipe = bench.folder / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setattr(evidence_files, "LARGEST_FILE", MEGABYTE)
    large = bench.file(b"x" * (MEGABYTE + 1), "large.pdf")
    for path, why in (
        (pipe, "is no file"),
        (bench.folder, "is no file"),
        (bench.folder / "none", "cannot be read"),
        (large, "and a copied file may have 1 MB"),
    ):
        with pytest.raises(RefusedError, match=why):
            store.kept.keep(path)
    assert store.kept.names() == set()


def test_a_file_that_was_changed_is_never_copied(bench: Bench, store: Store) -> None:
    sound, harmed = bench.filed("ev-1", b"sound"), bench.filed("ev-2", b"harmed")
    bench.harm(harmed, b"forged")
    with (
        pytest.raises(RefusedError, match="is not what was filed"),
        copies_of(store.kept, bench.folder / "out", {"1.txt": sound, "2.txt": harmed}),
    ):
        raise AssertionError
    left = {path.name for path in bench.folder.iterdir()}
    assert left == {"ev-1.txt", "ev-2.txt"}
    assert copy_out(store, bench.folder / "all") == (1, 1)
    assert [path.name for path in (bench.folder / "all").iterdir()] == [sound]
    found = store.verify()
    assert not found.ok and found.chain and found.files.changed == ("ev-2",)
    assert (found.files.named, found.files.agree) == (2, 1)


def test_orphans_are_listed_and_lost_files_are_put_back(bench: Bench, store: Store) -> None:
    lost, dropped = bench.filed("ev-1", b"lost and found"), bench.filed("ev-2", b"no longer named")
    orphan = store.kept.keep(bench.file(b"before its entry the power went", "orphan.txt")).sha256
    change = Transaction("evidence edit", (Update("evidence", "ev-2", {"file_sha256": None}),))
    assert isinstance(store.transact(lambda _: change), Saved)
    found = store.verify()
    assert found.ok and found.files.orphans == (orphan,)
    assert store.kept.remove(lost) is None
    assert store.verify().files.missing == ("ev-1",)
    assert put_back(store, bench.folder) == {lost}
    assert store.verify().ok and store.kept.names() == {lost, dropped, orphan}


def test_a_file_belongs_to_one_organisation(bench: Bench, store: Store) -> None:
    if bench.server is None:
        assert store.folder == Path(bench.place)
        return
    name = bench.filed("ev-1", b"of one board")
    with open_register(f"{bench.server.url(bench.database)}&organisation=other") as other:
        assert other.kept.names() == set() and not other.kept.holds(name)
        with pytest.raises(OSError, match="No such file"):
            next(other.kept.pieces(name))
        assert other.kept.remove(name) is None
        assert other.kept.keep(bench.file(b"of one board")).sha256 == name
        assert other.kept.remove(name) is None
    assert store.kept.holds(name) and store.verify().ok


def test_a_lost_connection_loses_no_file(bench: Bench, store: Store) -> None:
    if bench.server is None:
        assert store.kept.keep(bench.file(b"kept")).size == 4
        return
    assert isinstance(
        store.transact(lambda _: Transaction("x", (Insert("leads", "l-1", {}),))), Saved
    )
    ended = bench.server.psql(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"
        " AND application_name LIKE %s",
        bench.database,
        "auditrack a.officer%",
    )
    assert ended[0][0] >= 2
    kept = store.kept.keep(bench.file(b"kept over a new connection"))
    assert b"".join(store.kept.pieces(kept.sha256)) == b"kept over a new connection"


def test_a_large_file_takes_little_memory(bench: Bench) -> None:
    large = bench.folder / "large.bin"
    with large.open("wb") as file:
        file.truncate(80 * MEGABYTE)
    measured = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from auditrack.register import open_register\n"
        "with open_register(sys.argv[1]) as register:\n"
        "    register.kept.keep(Path(sys.argv[2] + '/small'))\n"
        "    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "    kept = register.kept.keep(Path(sys.argv[2] + '/large.bin'))\n"
        "    register.kept.copy_out(kept.sha256, Path(sys.argv[2] + '/copy'))\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    (bench.folder / "small").write_bytes(b"x" * MEGABYTE)
    words = [sys.executable, "-c", measured, bench.place, str(bench.folder)]
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert int(told.stdout) < 20 * 1024  # kB, of a file of 80 MB
    assert (bench.folder / "copy").stat().st_size == 80 * MEGABYTE
