"""Many writers at once, some killed in the middle: nothing that was confirmed is lost."""

import signal
import subprocess
import sys
from pathlib import Path

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import create_register, open_register

WRITER = Path(__file__).with_name("writer_process.py")
COUNTER = Path(__file__).with_name("counter_process.py")
TURNS = 60


def start(path: Path, name: str, turns: int, program: Path = WRITER) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(program), str(path), name, str(turns)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "XDG_STATE_HOME": str(path / "../state"),
        },
    )


def go(writer: subprocess.Popen[str]) -> None:
    assert writer.stdin is not None
    writer.stdin.write("go\n")
    writer.stdin.flush()


def line_of(writer: subprocess.Popen[str]) -> str:
    assert writer.stdout is not None
    return writer.stdout.readline()


def finish(writer: subprocess.Popen[str]) -> tuple[str, str]:
    """The rest of what a writer said, after what was read line by line, and its problems."""
    assert writer.stdout is not None and writer.stderr is not None
    with writer:
        return writer.stdout.read(), writer.stderr.read()


def confirmed(text: str, name: str) -> dict[str, str]:
    """What a writer said was saved; a line that a kill cut off was not said."""
    said = [line.split() for line in text.splitlines(keepends=True) if line.endswith("\n")]
    return {ref: f"{name} {turn}" for ref, turn in said}


def test_eight_writers_two_of_them_killed(tmp_path: Path, tally) -> None:
    path = tmp_path / "register"
    create_register(path, "Example Board", Actor("z.admin")).close()
    endless = 10**9
    survivors = {name: start(path, name, TURNS) for name in "abcdef"}
    doomed = {name: start(path, name, endless) for name in "gh"}
    everybody = survivors | doomed
    for name, writer in everybody.items():
        assert line_of(writer) == "ready\n", name
    for writer in everybody.values():
        go(writer)
    # Killed at two different moments of their work, in the midst of everybody else's.
    early = "".join(line_of(doomed["g"]) for _ in range(5))
    doomed["g"].send_signal(signal.SIGKILL)
    late = "".join(line_of(doomed["h"]) for _ in range(25))
    doomed["h"].send_signal(signal.SIGKILL)

    ledger: dict[str, str] = {}
    for name, writer in everybody.items():
        rest, problems = finish(writer)
        told = {"g": early, "h": late}.get(name, "") + rest
        said = confirmed(told, name)
        if name in survivors:
            assert writer.returncode == 0, problems
            assert len(said) == TURNS
        else:
            assert writer.returncode == -signal.SIGKILL
        assert not ledger.keys() & said.keys(), "one reference was given to two records"
        ledger |= said

    with open_register(path, Actor("z.admin")) as register:
        assert register.read_only is None
        kept = {record["ref"]: record["what"] for record in register.select("actions")}
        tally.add("kills", len(doomed))
        tally.kept(set(ledger.items()), set(kept.items()))
        # Beyond the ledger at most the one save of each killed writer that had no time to say so.
        assert len(kept) - len(ledger) <= len(doomed)
        assert len(set(kept.values())) == len(kept)
        assert sorted(kept) == sorted(f"act-{n}" for n in range(1, len(kept) + 1))
        found = register.verify()
        assert found.chain and found.entries == len(kept) == register.head.number
        assert len(found.torn) <= len(doomed)


def test_a_counter_raised_from_what_each_officer_saw(
    tmp_path: Path, tally, at_length: bool
) -> None:
    """Optimistic saves: each from the revision on its screen, tried again on a conflict."""
    path = tmp_path / "register"
    times = 2_000 if at_length else 80
    with create_register(path, "Example Board", Actor("z.admin")) as register:
        counter = Transaction("add", (Insert("leads", "counter", {"title": "0"}),))
        assert isinstance(register.transact(lambda _state: counter), Saved)
    counters = [start(path, name, times, COUNTER) for name in "abcd"]
    for one in counters:
        assert line_of(one) == "ready\n"
    for one in counters:
        go(one)
    conflicts = 0
    for one in counters:
        out, problems = finish(one)
        assert one.returncode == 0, problems
        conflicts += int(out)
    assert conflicts, "nobody was in anybody's way, so nothing was tried"
    with open_register(path, Actor("z.admin")) as register:
        found = register.get("leads", "counter")
        assert found is not None and found["title"] == str(4 * times)
        assert found["rev"] == 4 * times + 1 == register.verify().entries
    tally.add("acknowledged", 4 * times)


def test_a_writer_that_is_killed_leaves_the_lock_free(tmp_path: Path, tally) -> None:
    path = tmp_path / "register"
    create_register(path, "Example Board", Actor("z.admin")).close()
    for turn in range(4):
        writer = start(path, f"w{turn}", 10**9)
        assert line_of(writer) == "ready\n"
        go(writer)
        told = "".join(line_of(writer) for _ in range(turn * 3 + 1))
        writer.send_signal(signal.SIGKILL)
        rest, _problems = finish(writer)
        with open_register(path, Actor("z.admin")) as register:
            kept = {record["ref"] for record in register.select("actions")}
            tally.kept(set(confirmed(told + rest, "")), kept)
            assert register.verify().chain
        tally.add("kills")


def test_signals_wait_until_a_save_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "register"
    create_register(path, "Example Board", Actor("z.admin")).close()
    for stop in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        writer = start(path, stop.name.lower(), 10**9)
        assert line_of(writer) == "ready\n"
        go(writer)
        told = "".join(line_of(writer) for _ in range(20))
        writer.send_signal(stop)
        rest, _problems = finish(writer)
        assert writer.returncode != 0
        with open_register(path, Actor("z.admin")) as register:
            kept = {record["ref"] for record in register.select("actions")}
            assert confirmed(told + rest, "").keys() <= kept
            found = register.verify()
            assert found.chain and found.torn == ()
            assert not any("unfinished" in sentence for sentence in found.sentences)
