"""An erasure is killed at each of its calls to the disk: it is wholly done or not done at all."""

import subprocess
import sys
from pathlib import Path

from auditrack.commands.evidence import AddEvidence
from auditrack.commands.redaction import AskRedaction, confirm_redaction
from auditrack.model.change import Refusal, Saved
from auditrack.register import open_register

NAME = "Marigold Example"

# The process kills itself after the N-th call, so nothing of ours tidies up behind it.
KILLED = """
import os, signal, sys
from pathlib import Path
from auditrack.commands.redaction import confirm_redaction
from auditrack.model.change import Actor
from auditrack.register import open_register
from auditrack.register.disk import disk

path, which, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
register = open_register(path, Actor("second", None, "local"))
left = [number]

def killing(real):
    def call(*arguments, **options):
        result = real(*arguments, **options)
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call

for name in ("open", "write", "fsync", "fdatasync", "replace"):
    setattr(disk, name, killing(getattr(disk, name)))
print(type(confirm_redaction(register, which)).__name__)
"""


def everything(path: Path) -> bytes:
    return b"".join(one.read_bytes() for one in path.rglob("*") if one.is_file())


def test_killed_at_each_step_it_is_wholly_done_or_not_done(desks, board, tmp_path: Path):
    ref = board("Share records.")
    scan = tmp_path / f"{NAME}.txt"
    scan.write_text(f"Minutes about {NAME}")
    evidence = desks.made(AddEvidence((ref,), "Minutes", 1, file=scan))
    kept = desks.path / "evidence" / desks.get("evidence", evidence)["file_sha256"]
    asked = str(desks.saved(AskRedaction(evidence, "file", why="a name")).entry.number)
    watching = desks.of("reader")
    number, undone, done, killed = 0, 0, False, True
    while killed and not done:
        number += 1
        desks.of().write_snapshot()
        command = [sys.executable, "-c", KILLED, str(desks.path), asked, str(number)]
        child = subprocess.run(command, capture_output=True, text=True, check=False)
        killed = child.returncode == -9
        assert killed or child.stdout == "Saved\n", child.stderr
        done = NAME.encode() not in (desks.path / "journal.jsonl").read_bytes()
        with open_register(desks.path, desks.of().actor) as fresh:
            assert fresh.read_only is None and fresh.verify().chain
            assert fresh.header.generation == (2 if done else 1)
            watching.poll()
            assert watching.read_only is None and watching.head == fresh.head
            if not done:
                undone += 1
                assert kept.exists() and fresh.verify().ok
    assert done and undone > 3
    # Killed just after the one step that counts: confirming again finishes what was left.
    assert killed and kept.exists()
    third = desks.of("third")
    assert third.verify().files.orphans == (kept.name,)
    again = confirm_redaction(third, asked)
    assert isinstance(again, Refusal) and again.code == "already-done"
    assert not kept.exists() and NAME.encode() not in everything(desks.path)
    assert third.verify().ok and third.verify().files.orphans == ()
    assert isinstance(third.transact(lambda _state: _next(third)), Saved)


def _next(register):
    from auditrack.model.change import Insert, Transaction

    return Transaction("add", (Insert("leads", "nurse", {"title": "Nurse"}),))
