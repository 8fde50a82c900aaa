"""kill -9, again and again: against a ledger of what was acknowledged, nothing is ever missing."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import create_register, open_register

GROUND = Path(__file__).with_name("killing_ground.py")
ROOT = Path(__file__).parents[2]


def rounds_of(path: Path, how: str, rounds: int, seed: int = 7) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, str(GROUND), str(path), how, str(rounds), str(seed)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and not done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def made(path: Path) -> None:
    counter = Transaction("add", (Insert("leads", "counter", {"title": "0"}),))
    with create_register(path, "Example Board", Actor("z.admin", 1)) as register:
        assert isinstance(register.transact(lambda _state: counter), Saved)


def nothing_is_lost(path: Path, rounds: list[dict[str, Any]], tally) -> None:
    said = [line.split(" ", 1) for done in rounds for line in done["ledger"]]
    killed = sum(done["killed"] for done in rounds)
    tally.add("kills", killed)
    assert not any(done["failed"] for done in rounds)
    ledger = {ref: who for ref, who in said}
    assert len(ledger) == len(said), "one reference was given to two records"
    with open_register(path, Actor("z.admin", 1)) as register:
        assert register.read_only is None
        kept = {str(record["ref"]): record["what"] for record in register.select("actions")}
        tally.kept({f"{ref} {who}" for ref, who in said}, {f"{r} {w}" for r, w in kept.items()})
        # Beyond the ledger at most the one save of each killed writer that had no time to say so.
        assert len(kept) - len(ledger) <= killed
        assert sorted(kept) == sorted(f"act-{n}" for n in range(1, len(kept) + 1))
        counter = register.get("leads", "counter")
        assert counter is not None and int(counter["title"]) == len(kept)
        found = register.verify()
        assert found.chain and found.entries == len(kept) + 1 and len(found.torn) <= killed
        assert found.snapshot == "agrees", found.sentences
        register.write_snapshot()
    with open_register(path, Actor("z.admin", 1)) as register:
        assert register.verify().snapshot == "agrees"


def test_two_writers_are_killed_anywhere(tmp_path: Path, tally, at_length: bool) -> None:
    path = tmp_path / "register"
    made(path)
    rounds = rounds_of(path, "anywhere", 1000 if at_length else 120)
    assert sum(done["killed"] for done in rounds) >= len(rounds)
    nothing_is_lost(path, rounds, tally)


def test_a_writer_is_killed_at_each_of_its_calls(tmp_path: Path, tally) -> None:
    path = tmp_path / "register"
    made(path)
    rounds = rounds_of(path, "each-call", 1)
    assert sum(done["killed"] for done in rounds) > 30
    nothing_is_lost(path, rounds, tally)
