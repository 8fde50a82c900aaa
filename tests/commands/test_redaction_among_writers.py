"""Others save all the while an erasure rewrites the journal: nothing they were told is lost."""

import subprocess
import sys

from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.redaction import AskRedaction, confirm_redaction
from auditrack.model.change import Saved
from auditrack.register import open_register

NAME = "Marigold Example"

WRITER = """
import sys
from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import open_register

with open_register(sys.argv[1], Actor(sys.argv[2], None, "local")) as register:
    for turn in range(120):
        ref = f"{sys.argv[2]}-{turn}"
        change = Transaction("lead add", (Insert("leads", ref, {"title": ref}),))
        answer = register.transact(lambda _state: change)
        assert isinstance(answer, Saved), str(answer)
        print(ref, answer.entry.number, flush=True)
        if turn == 0:
            sys.stdin.readline()
    assert register.read_only is None and register.header.generation > 1
"""


def test_writers_lose_nothing_to_erasures(desks, board):
    refs = [board(f"{NAME} and {number}") for number in range(4)]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(desks.path), login],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for login in ("w", "x", "y")
    ]
    told = [writer.stdout.readline() for writer in writers]
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for ref in refs:
        asked = desks.saved(AskRedaction(ref, "text", why="a name")).entry.number
        answer = confirm_redaction(desks.of("second"), str(asked))
        assert isinstance(answer, Saved), str(answer)
        desks.saved(EditRecommendation(ref, text="Share records."))
    for writer in writers:
        out, _ = writer.communicate(timeout=60)
        assert writer.returncode == 0
        told += out.splitlines()
    with open_register(desks.path, desks.of("third").actor) as register:
        assert register.header.generation == 5 and register.verify().chain
        numbers = {
            op.id: entry.number
            for entry in register.history()
            for op in entry.ops
            if op.table == "leads"
        }
        assert len(told) == 360
        assert {line.split()[0]: int(line.split()[1]) for line in told} == numbers
        assert {register.get("recommendations", ref)["text"] for ref in refs} == {"Share records."}
    assert NAME.encode() not in (desks.path / "journal.jsonl").read_bytes()
