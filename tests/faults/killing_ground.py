"""Officers that are killed in the midst of their work, many times over, in forks of one process.

Run as `python killing_ground.py REGISTER HOW ROUNDS SEED`; HOW is `anywhere`, where two endless
writers that also write snapshots are killed after a few saves, or `each-call`, where a writer
kills itself before, in the middle of or after its N-th call to the disk, N = 1, 2, ... until it
comes to its end, while another goes on. What an officer was told is saved goes into a ledger by
one write each, which a kill cannot take back. Prints a line of JSON for each round.
"""

import json
import os
import random
import select
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from auditrack.model.change import Actor, Insert, Records, RefusedError, Saved, Transaction, Update
from auditrack.register import Register, open_register
from auditrack.register.disk import disk

CALLS = ("open", "write", "fdatasync", "fsync", "ftruncate", "replace")
WHEN = ("before", "within", "after")


def next_record(name: str, turn: int) -> Callable[[Records], Transaction]:
    def build(state: Records) -> Transaction:
        ref = f"act-{state.next_number('act')}"
        fields = {"what": f"{name} {turn}", "note": "x" * (turn * 37 % 700)}
        operations: tuple[Insert | Update, ...] = (Insert("actions", ref, fields),)
        counter = state.get("leads", "counter")
        if counter is not None:  # each save also counts one up
            operations += (Update("leads", "counter", {"title": str(int(counter["title"]) + 1)}),)
        return Transaction("action add", operations)

    return build


def work(register: Register, name: str, turns: Iterator[int], ledger: int, snapshots: int) -> None:
    for turn in turns:
        saved = register.transact(next_record(name, turn))
        if not isinstance(saved, Saved):
            raise SystemExit(str(saved))
        os.write(ledger, f"{saved.references[0]} {name} {turn}\n".encode())
        if turn % snapshots == snapshots - 1:
            register.write_snapshot()


def forever() -> Iterator[int]:
    turn = 0
    while True:
        yield turn
        turn += 1


def kill_at(number: int, when: str) -> None:
    """Makes this process kill itself at its N-th call to the disk from now on."""
    left = number

    def wrapped(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                if when == "within" and name == "write":
                    real(given[0], bytes(given[1])[: len(given[1]) // 2])
                elif when == "after":
                    real(*given, **options)
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **options)

        return call

    for name in CALLS:
        setattr(disk, name, wrapped(name, getattr(os, name)))


def forked(job: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        job()
    except BaseException as problem:
        print(json.dumps({"problem": repr(problem)}), file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def told(ledger: int) -> bytes:
    """What stands in the ledger, read once at least something new is in it."""
    select.select([ledger], [], [], 30)
    return os.read(ledger, 1 << 20)


def a_round(path: Path, job: Callable[[int], list[int]], saves: int) -> dict[str, Any]:
    """Start what `job` starts, kill it after so many saves, and look what is there."""
    reading, writing = os.pipe()
    pids = job(writing)
    os.close(writing)
    heard = b""
    while heard.count(b"\n") < saves:
        piece = told(reading)
        if not piece:
            break
        heard += piece
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    ends = [os.waitpid(pid, 0)[1] for pid in pids]
    while piece := os.read(reading, 1 << 20):
        heard += piece
    os.close(reading)
    return {
        "ledger": heard.decode().splitlines(),
        "killed": sum(os.WIFSIGNALED(end) for end in ends),
        "failed": sum(os.WIFEXITED(end) and os.WEXITSTATUS(end) != 0 for end in ends),
    }


def anywhere(path: Path, rounds: int, chance: random.Random) -> None:
    for number in range(rounds):

        def start(ledger: int, number: int = number) -> list[int]:
            def one(who: str) -> Callable[[], None]:
                def job() -> None:
                    with open_register(path, Actor(who, 1)) as register:
                        work(register, f"{who}{number}", forever(), ledger, 3)

                return job

            return [forked(one("a")), forked(one("b"))]

        print(json.dumps(a_round(path, start, chance.randint(1, 40))), flush=True)


def each_call(path: Path) -> None:
    for when in WHEN:
        for number in range(1, 200):

            def start(ledger: int, number: int = number, when: str = when) -> list[int]:
                def doomed() -> None:
                    kill_at(number, when)
                    with open_register(path, Actor("doomed", 1)) as register:
                        work(register, f"d{when}{number}", iter(range(4)), ledger, 2)

                def other() -> None:
                    with open_register(path, Actor("other", 1)) as register:
                        work(register, f"o{when}{number}", iter(range(4)), ledger, 3)

                return [forked(doomed), forked(other)]

            done = a_round(path, start, 10**9)
            print(json.dumps(done), flush=True)
            if not done["killed"]:
                break


def main(path: Path, how: str, rounds: int, seed: int) -> None:
    try:
        if how == "anywhere":
            anywhere(path, rounds, random.Random(seed))
        else:
            each_call(path)
    except RefusedError as refused:
        sys.exit(str(refused))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
