"""One officer who counts up from what is on the screen, as forms do, and tries again on a conflict.

Run as `python counter_process.py REGISTER NAME TIMES`; prints how many conflicts there were.
"""

import sys

from auditrack.model.change import Actor, Conflict, Saved, Transaction, Update
from auditrack.register import open_register


def main(path: str, name: str, times: int) -> None:
    conflicts = 0
    with open_register(path, Actor(name, 1)) as register:
        print("ready", flush=True)
        sys.stdin.readline()
        while times:
            seen = register.get("leads", "counter")
            assert seen is not None
            more = {"title": str(int(seen["title"]) + 1)}
            change = Transaction("edit", (Update("leads", "counter", more, int(seen["rev"])),))
            answer = register.transact(lambda _state, made=change: made)
            if isinstance(answer, Conflict):
                # Nothing was written: look again, and decide again.
                conflicts += 1
                register.poll()
            elif isinstance(answer, Saved):
                times -= 1
            elif answer.code == "no-change":
                # Somebody else counted to the same number: that one was theirs.
                conflicts += 1
                register.poll()
            else:
                sys.exit(str(answer))
        print(conflicts, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
