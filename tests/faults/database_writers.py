"""Officers who save in a database as fast as they can, in forks of one process.

Run as `python database_writers.py ADDRESS WRITERS PATIENCE`; it goes on until its standard input
ends. What became of each save goes to standard output by one write each: `saved`, or the code of
the refusal, and what was to be saved.
"""

import os
import sys
import threading
from itertools import count

from auditrack.model.change import Actor, Insert, Records, Saved, Transaction, Update
from auditrack.register import open_register


def save_on_and_on(address: str, name: str, patience: float, ended: threading.Event) -> None:
    with open_register(address, Actor(name), patience=patience) as register:
        for turn in count():
            if ended.is_set():
                return
            what = f"{name}-{turn}"

            def build(state: Records, what: str = what) -> Transaction:
                ref = f"act-{state.next_number('act')}"
                counter = state.get("leads", "counter")
                assert counter is not None
                title = str(int(counter["title"]) + 1)
                changes = (
                    Insert("actions", ref, {"what": what}),
                    Update("leads", "counter", {"title": title}),
                )
                return Transaction("action add", changes)

            answer = register.transact(build)
            said = f"saved {answer.entry.number}" if isinstance(answer, Saved) else answer.code
            os.write(1, f"{said} {what}\n".encode())


def wait(reading: int, ended: threading.Event) -> None:
    os.read(reading, 1)
    ended.set()


def main(address: str, writers: int, patience: float) -> int:
    children = []
    reading, writing = os.pipe()
    for number in range(writers):
        child = os.fork()
        if child == 0:
            os.close(writing)
            ended = threading.Event()
            threading.Thread(target=wait, args=(reading, ended), daemon=True).start()
            try:
                save_on_and_on(address, f"officer{number}", patience, ended)
            except BaseException as error:
                os.write(2, f"{type(error).__name__}: {error}\n".encode())
                os._exit(1)
            os._exit(0)
        children.append(child)
    os.close(reading)
    sys.stdin.read()
    os.close(writing)
    return sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in children)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
