"""kill -9 of the database's server under many writers: what was acknowledged is there, once."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import create_register, open_register
from tests import postgresql_server

WRITERS = Path(__file__).with_name("database_writers.py")
ROOT = Path(__file__).parents[2]
ADMIN = Actor("z.admin", 1)


@pytest.fixture
def server() -> Iterator[postgresql_server.Server]:
    why_not = postgresql_server.missing()
    if why_not is not None:
        pytest.skip(why_not)
    with postgresql_server.Server(settings={"max_connections": 100}) as made:
        yield made


def made(server: postgresql_server.Server) -> str:
    address = server.url(server.new_database(), organisation="wren")
    counter = Transaction("add", (Insert("leads", "counter", {"title": "0"}),))
    with create_register(address, "Wren", ADMIN) as register:
        assert isinstance(register.transact(lambda _state: counter), Saved)
    return address


def test_sixteen_writers_while_the_server_is_killed_and_comes_back(
    server: postgresql_server.Server, tally, at_length: bool
) -> None:
    address = made(server)
    kills, seconds = (3, 30.0) if at_length else (1, 0.0)
    writers = subprocess.Popen(
        [sys.executable, str(WRITERS), address, "16", "10"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert writers.stdout and writers.stdin and writers.stderr
    said: list[str] = []
    end = time.monotonic() + seconds
    for turn in range(1, kills + 1):
        until = end - seconds * (kills + 1 - turn) / (kills + 1)
        said += _lines(writers.stdout, 200, until)
        server.kill()
        tally.add("kills")
        server.restart()
    said += _lines(writers.stdout, 400, end)
    with writers:
        writers.stdin.close()
        # Not by `communicate`, which knows nothing of what this stream has read ahead.
        said += [line.strip() for line in writers.stdout]
        errors = writers.stderr.read()
    assert writers.returncode == 0 and not errors, errors
    ledger = {line.split(" ")[-1]: line.split(" ")[:-1] for line in said}
    assert len(ledger) == len(said), "what became of a save was told twice"
    with open_register(address, ADMIN) as register:
        kept = [str(record["what"]) for record in register.select("actions")]
        numbers = {str(op.fields["what"][1]): entry.number for entry in register.history(since=1)
                   for op in entry.ops if op.table == "actions"}  # fmt: skip
        acknowledged = {what for what, words in ledger.items() if words[0] == "saved"}
        tally.kept(acknowledged, set(kept))
        assert max(Counter(kept).values()) == 1, "a save was made twice"
        for what, words in ledger.items():
            if words[0] == "saved":
                assert numbers[what] == int(words[1])
            elif words[0] != "unconfirmed":
                assert what not in numbers, f"{what} was refused as {words[0]} and is there"
        counter = register.get("leads", "counter")
        assert counter is not None and int(counter["title"]) == len(kept)
        assert register.head.number == len(kept) + 1
        assert sorted(numbers.values()) == list(range(2, len(kept) + 2)), "numbers have gaps"
        refs = {str(record["ref"]) for record in register.select("actions")}
        assert refs == {f"act-{n}" for n in range(1, len(kept) + 1)}
        assert register.verify().ok


def _lines(stream: IO[str], at_least: int, until: float) -> list[str]:
    """So many lines, and whatever comes until then."""
    found: list[str] = []
    for line in stream:
        found.append(line.strip())
        if len(found) >= at_least and time.monotonic() >= until:
            break
    return found
