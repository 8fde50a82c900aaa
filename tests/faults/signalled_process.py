"""One officer to whom a signal comes in the midst of a save, at the call where it would hurt most.

Run as `python signalled_process.py REGISTER SIGNAL CALL WHERE`; the signal comes right after the
half-way point of a save, when CALL was made; WHERE is `main` or `worker`, the thread that saves.
Prints a line after each save that was confirmed: the first one is undisturbed.
"""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import Register, open_register
from auditrack.register.disk import disk


def save(register: Register, ref: str) -> None:
    change = Transaction("add", (Insert("leads", ref, {"title": ref * 40}),))
    saved = register.transact(lambda _state: change)
    if not isinstance(saved, Saved):
        sys.exit(str(saved))
    os.write(1, f"saved {ref}\n".encode())


def disturbed(real: Callable[..., Any], number: int) -> Callable[..., Any]:
    def call(*given: Any) -> Any:
        answer = real(*given)
        os.kill(os.getpid(), number)
        return answer

    return call


def main(path: Path, number: int, call: str, where: str) -> None:
    with open_register(path, Actor(f"officer-{where}", 1)) as register:
        save(register, f"{where}-{number}-first")
        setattr(disk, call, disturbed(getattr(disk, call), number))
        second = f"{where}-{number}-{call}"
        if where == "main":
            save(register, second)
        else:
            worker = threading.Thread(target=save, args=(register, second))
            worker.start()
            worker.join()
        os.write(1, b"went on\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
