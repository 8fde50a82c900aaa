"""A disposal is cut off at each of its calls to the disk: it is wholly done or not done at all."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from auditrack.commands import run
from auditrack.commands.board import InitialiseBoard
from auditrack.commands.command import Command
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.redaction import confirm_redaction
from auditrack.commands.retention import AskDisposal
from auditrack.commands.review import AddReview
from auditrack.model.change import Actor, Refusal, Saved
from auditrack.register import create_register, open_register
from auditrack.register.disk import disk

NAME = "Marigold Example"
ASKS = Actor("z.admin", 1, "local")
CONFIRMS = Actor("b.chair", 2, "local")
CALLS = ("open", "write", "fsync", "fdatasync", "replace", "ftruncate")

# The process kills itself after the N-th call, so nothing of ours tidies up behind it.
KILLED = f"""
import os, signal, sys
from auditrack.commands.redaction import confirm_redaction
from auditrack.model.change import Actor
from auditrack.register import open_register
from auditrack.register.disk import disk

register = open_register(sys.argv[1], Actor("b.chair", 2, "local"))
left = [int(sys.argv[2])]

def killing(real):
    def call(*arguments, **options):
        result = real(*arguments, **options)
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call

for name in {CALLS!r}:
    setattr(disk, name, killing(getattr(disk, name)))
print(type(confirm_redaction(register, "red-1")).__name__)
"""


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """A register with a review whose texts and two kept files somebody asked to dispose of."""
    path = tmp_path / "asked"
    with create_register(path, "Fernshire Board", ASKS) as register:

        def saved(command: Command) -> str:
            answer = run(register, command)
            assert isinstance(answer, Saved), str(answer)
            return answer.references[0]

        saved(InitialiseBoard("Fernshire Board"))
        saved(AddReview("child-m", f"Review of {NAME}", published="2019"))
        ask = saved(AddRecommendation("child-m", f"{NAME} should be seen alone."))
        for number in (1, 2):
            scan = tmp_path / f"{NAME} {number}.txt"
            scan.write_text(f"Minutes {number} about {NAME}")
            saved(AddEvidence((ask,), f"What {NAME} said", 3, file=scan))
        saved(AskDisposal("child-m", why="the retention period is over"))
        register.write_snapshot()
    return path


Copy = Callable[[int], Path]


@pytest.fixture
def copied(asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    """Gives a copy for each attempt, seen by officers who have seen no other."""

    def copy(number: int) -> Path:
        shutil.rmtree(tmp_path / f"copy-{number - 1}", ignore_errors=True)
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / f"state-{number}"))
        shutil.copytree(asked, tmp_path / f"copy-{number}")
        return tmp_path / f"copy-{number}"

    return copy


def everything(path: Path) -> bytes:
    return b"".join(one.read_bytes() for one in path.rglob("*") if one.is_file())


def wholly(path: Path, before: bytes) -> bool:
    """Whether it is done; what stands is sound either way, and work goes on."""
    journal = (path / "journal.jsonl").read_bytes()
    done = NAME.encode() not in journal
    with open_register(path, ASKS) as fresh:
        assert fresh.read_only is None and fresh.verify().chain
        assert fresh.header.generation == (2 if done else 1)
        if not done:
            assert journal == before and len(list((path / "evidence").iterdir())) == 2
            assert fresh.verify().ok
            return False
    with open_register(path, Actor("third", 3, "local")) as third:
        # Confirming again finishes what was cut off.
        again = confirm_redaction(third, "red-1")
        assert isinstance(again, Refusal) and again.code == "already-done"
        assert not list((path / "evidence").iterdir())
        found = third.verify()
        assert found.ok and found.files.orphans == ()
        assert isinstance(run(third, AddReview("next", "Next")), Saved)
    assert NAME.encode() not in everything(path)
    return True


def test_killed_after_each_call(asked: Path, copied: Copy, tally) -> None:
    before = (asked / "journal.jsonl").read_bytes()
    states, killed, number = [], True, 0
    while killed:
        number += 1
        path = copied(number)
        command = [sys.executable, "-c", KILLED, str(path), str(number)]
        child = subprocess.run(command, capture_output=True, text=True, check=False)
        killed = child.returncode == -9
        assert killed or child.stdout == "Saved\n", child.stderr
        tally.add("kills", killed)
        states.append(wholly(path, before))
    # Not done up to the rename, done from it on.
    assert states == sorted(states)
    assert states.count(False) > 3 and states.count(True) > 3


class GoneError(BaseException):
    """The process is gone: nothing of ours runs any more."""


@pytest.mark.parametrize(
    "error", [GoneError(), OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "fault")], ids=repr
)
def test_each_call_fails(asked: Path, copied: Copy, tally, error: BaseException) -> None:
    before = (asked / "journal.jsonl").read_bytes()
    states, failed, number = set(), ["none yet"], 0
    while failed:
        number += 1
        path = copied(number)
        with open_register(path, CONFIRMS) as register, pytest.MonkeyPatch.context() as patch:
            failed = _failing(patch, number, error)
            with suppress(GoneError):
                confirm_redaction(register, "red-1")
            patch.undo()
        tally.add("injected failures", len(failed))
        states.add(wholly(path, before))
    assert number > 8 and states == {True, False}


def _failing(patch: pytest.MonkeyPatch, number: int, error: BaseException) -> list[str]:
    """Let the N-th call to the disk fail; gives the name of the call that did."""
    failed: list[str] = []
    calls = [0]

    def wrapped(name: str):
        real = getattr(os, name)

        def call(*arguments, **options):
            calls[0] += 1
            if calls[0] == number:
                failed.append(name)
                raise error.with_traceback(None)  # without the frames of the steps before
            return real(*arguments, **options)

        return call

    for name in CALLS:
        patch.setattr(disk, name, wrapped(name))
    return failed
