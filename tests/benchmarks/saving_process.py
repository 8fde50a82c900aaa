"""One of several writers: saves for some seconds and prints each reference that was confirmed.

Run as `python saving_process.py register|sqlite PATH NAME SECONDS`.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

FIELDS = {"what": "Brief every practitioner on the new form.", "lead": "", "due": "2026-12-01"}


def saving(kind: str, path: Path, name: str) -> Callable[[], str]:
    """What saves one record and gives its reference."""
    fields = {**FIELDS, "lead": name}
    if kind == "sqlite":
        from sqlite_peer import SqlitePeer

        peer = SqlitePeer(path)
        return lambda: peer.add("actions", "act", fields)

    from auditrack.model.change import Actor, Insert, Records, Saved, Transaction
    from auditrack.register import open_register

    register = open_register(path, Actor(name, 1000))

    def build(state: Records) -> Transaction:
        ref = f"act-{state.next_number('act')}"
        return Transaction("action add", (Insert("actions", ref, fields),))

    def save() -> str:
        saved = register.transact(build)
        if not isinstance(saved, Saved):
            sys.exit(str(saved))
        return saved.references[0]

    return save


def main(kind: str, path: Path, name: str, seconds: float) -> None:
    save = saving(kind, path, name)
    print("ready", flush=True)
    sys.stdin.readline()
    end = time.monotonic() + seconds
    done = []
    while time.monotonic() < end:
        done.append(save())
    print("\n".join(done))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], float(sys.argv[4]))
