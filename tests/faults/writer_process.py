"""One officer who saves as fast as the register allows, and says which saves were confirmed.

Run as `python writer_process.py REGISTER NAME COUNT`; prints a reference after each "Saved".
"""

import sys
from collections.abc import Callable

from auditrack.model.change import Actor, Insert, Records, Saved, Transaction
from auditrack.register import open_register


def next_record(name: str, turn: int) -> Callable[[Records], Transaction]:
    def build(state: Records) -> Transaction:
        ref = f"act-{state.next_number('act')}"
        fields = {"what": f"{name} {turn}", "lead": name, "note": "x" * (turn * 37 % 700)}
        return Transaction("action add", (Insert("actions", ref, fields),))

    return build


def main(path: str, name: str, count: int) -> None:
    with open_register(path, Actor(name, 1000)) as register:
        print("ready", flush=True)
        sys.stdin.readline()
        for turn in range(count):
            saved = register.transact(next_record(name, turn))
            if not isinstance(saved, Saved):
                sys.exit(str(saved))
            print(saved.references[0], turn, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
