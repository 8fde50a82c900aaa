"""The register itself: what a durable save costs, eight writers, opening, watching and memory.

Everything that is written lies in a folder beside the tests, on the same file system as its peers
and never on one that lives in memory.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import measuring
import pytest
import sitting
import standard
import trivial_app as trivial
from sqlite_peer import SqlitePeer

from auditrack.model.change import Actor, Insert, Saved, Transaction, Update
from auditrack.register import create_register, open_register

pytestmark = pytest.mark.benchmark

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAVES = 400
PEERS = {"bare": "a bare append + fdatasync", "sqlite": "SQLite (WAL, FULL, with history)"}
WRITERS = 8
SECONDS = 10.0
MEGABYTE = 1024 * 1024


@pytest.fixture
def on_disk() -> Iterator[Path]:
    """A folder in the file system of the checkout, which flushes for real."""
    folder = Path(tempfile.mkdtemp(prefix=".speed-", dir=ROOT))
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("recommendations", [1_000, 10_000, 100_000])
def test_a_durable_save(figure, standard_register, on_disk, recommendations):
    path = on_disk / "register"
    shutil.copytree(standard_register(recommendations), path)
    peer = SqlitePeer(on_disk / "peer.sqlite")
    with open_register(path, Actor("officer", 1000)) as register:
        tables = ("recommendations", "actions", "updates", "evidence")
        peer.make(
            (table, str(record["ref"]), json.dumps(dict(record)))
            for table in tables
            for record in register.select(table)
        )
        first = register.next_number("upd")
        note = {"note": "The form is in use on both sites.", "state": "in-progress", "by": "mary"}

        def save(turn: int) -> None:
            if turn % 2:
                ref = f"upd-{first + turn}"
                operation: Insert | Update = Insert("updates", ref, {"action": "act-1", **note})
            else:
                operation = Update("actions", f"act-{turn % 50 + 1}", {"what": f"As agreed {turn}"})
            change = Transaction("action update", (operation,), lead="head-of-safeguarding")
            assert isinstance(register.transact(lambda _: change), Saved)

        def save_in_sqlite(turn: int) -> None:
            if turn % 2:
                peer.insert("updates", f"upd-{first + turn}", {"action": "act-1", **note})
            else:
                peer.update("actions", f"act-{turn % 50 + 1}", {"what": f"As agreed {turn}"})

        save(0), save(1)
        line = (path / "journal.jsonl").read_bytes().splitlines(keepends=True)[-1]
        bare = os.open(on_disk / "bare", os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)

        def append(_turn: int) -> None:
            os.write(bare, line)
            os.fdatasync(bare)

        beside_bare = one_by_one(0, register=save, bare=append)
        beside_sqlite = one_by_one(SAVES + 40, register=save, sqlite=save_in_sqlite)
        os.close(bare)
        peer.close()
    at = f"at {recommendations:,}"
    figure.milliseconds(f"a durable save {at}", beside_bare["register"])
    figure.milliseconds(f"a bare append and fdatasync {at}", beside_bare["bare"])
    for name, took, limit in (("bare", beside_bare, 1.5), ("sqlite", beside_sqlite, 1.2)):
        figure.ratio(f"a save {at} / {PEERS[name]}", took["register"] / took[name], limit)


def one_by_one(first: int, /, **each: Callable[[int], None]) -> dict[str, float]:
    """The median seconds of each, a call of each in turn, in every order alike."""
    names = list(each)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(first + 2, first + SAVES + 42):
        for place in range(len(names)):
            name = names[(turn + place) % len(names)]
            start = time.perf_counter()
            each[name](turn)
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times[40:]) for name, times in taken.items()}


def test_eight_writers(figure, on_disk):
    create_register(on_disk / "register", "Example Board", Actor("z.admin", 1)).close()
    peer = SqlitePeer(on_disk / "peer.sqlite")
    peer.make(())
    ours = written("register", on_disk / "register")
    theirs = written("sqlite", on_disk / "peer.sqlite")
    with open_register(on_disk / "register", Actor("z.admin", 1)) as register:
        kept = {record["ref"] for record in register.select("actions")}
        assert register.verify().chain
    lost = len(ours - kept)
    assert lost == 0 and kept == {f"act-{n}" for n in range(1, len(kept) + 1)}
    assert peer.count("actions") >= len(theirs)
    peer.close()
    figure.ratio("eight writers: SQLite's saves a second / ours", len(theirs) / len(ours), 1.0)
    figure.plain("eight writers: saves a second", len(ours) / SECONDS)
    figure.plain("eight writers: saves a second of SQLite", len(theirs) / SECONDS)
    figure.plain("eight writers: acknowledged and lost", lost, 0)


def written(kind: str, path: Path) -> set[str]:
    """The references that eight writers were told are saved."""
    command = [sys.executable, str(HERE / "saving_process.py"), kind, str(path)]
    writers = [
        subprocess.Popen(
            [*command, f"officer{number}", str(SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for number in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    said: list[str] = []
    for writer in writers:
        with writer:
            said += writer.stdout.read().split()
        assert writer.returncode == 0
    assert len(set(said)) == len(said), "one reference was given to two records"
    return set(said)


def test_opening(figure, standard_register):
    path = standard_register(10_000)
    text = (path / "register.json").read_text(encoding="utf-8")
    tables = [name for name in json.loads(text) if not name.startswith("_")]

    def opening():
        with open_register(path, Actor("officer", 1000)) as register:
            assert sum(len(register.select(name)) for name in tables) > 80_000

    took = measuring.in_turns(opening=opening, calibration=lambda: json.loads(text))
    figure.milliseconds("opening 10,000, every table decoded", took["opening"])
    figure.ratio(
        "opening 10,000 / json.loads of its snapshot", took["opening"] / took["calibration"], 5
    )


@pytest.mark.parametrize(("recommendations", "limit"), [(1_000, 25), (10_000, 110)])
def test_a_session_that_watches(figure, standard_copy, trivial_app, recommendations, limit):
    path = str(standard_copy(recommendations))
    command = [measuring.installed("auditrack"), "--register", path]
    with sitting.sitting(trivial_app) as idle:
        idle.drawn(trivial.SENTENCE)
        least = idle.peak()
    with sitting.sitting([*command, "--as-at", standard.TODAY.isoformat()]) as app:
        app.drawn("Themes in order of attention")
        app.quiet(3)
        peak = app.peak()
        share = app.share(20)
    figure.plain(
        f"memory at {recommendations:,} above a trivial app, MB", (peak - least) / MEGABYTE, limit
    )
    figure.plain(f"a session that watches {recommendations:,}, % of a processor", share * 100, 0.5)
