"""Ctrl-C, a hang-up, a shutdown and a pause in the midst of a save."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from auditrack.model.change import Actor, Insert, Refusal, Saved, Transaction
from auditrack.register import Register, create_register, open_register
from auditrack.register.lock import PATIENCE

PROCESS = Path(__file__).with_name("signalled_process.py")
ADMIN = Actor("z.admin", 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_register(tmp_path / "register", "Example Board", ADMIN).close()
    return tmp_path / "register"


def start(path: Path, number: int, call: str, where: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROCESS), str(path), str(number), call, where],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def add(register: Register, ref: str) -> Saved | Refusal:
    change = Transaction("add", (Insert("leads", ref, {"title": ref}),))
    return register.transact(lambda _state: change)


@pytest.mark.parametrize("where", ["main", "worker"])
@pytest.mark.parametrize("call", ["write", "fdatasync"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_whole_entries_and_a_free_lock(
    path: Path, tally, number: signal.Signals, call: str, where: str
) -> None:
    process = start(path, number, call, where)
    out, problems = process.communicate()
    assert process.returncode != 0 and "went on" not in out, problems
    tally.add("kills")
    said = set(re.findall(r"saved (\S+)", out))
    assert f"{where}-{number}-first" in said
    with open_register(path, ADMIN, patience=0.5) as register:
        kept = {str(record["ref"]) for record in register.select("leads")}
        tally.kept(said, kept)
        # The line had been written when the signal came: it is there, and it is whole.
        assert kept == {f"{where}-{number}-first", f"{where}-{number}-{call}"}
        found = register.verify()
        assert found.chain and not found.torn and found.entries == 2
        assert isinstance(add(register, "afterwards"), Saved)


def test_a_paused_writer_is_named_and_nobody_waits_for_ever(
    path: Path, tally, at_length: bool
) -> None:
    assert PATIENCE == 10
    process = start(path, signal.SIGSTOP, "write", "main")
    assert process.stdout is not None
    assert process.stdout.readline() == "saved main-19-first\n"
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    patience = PATIENCE if at_length else 0.3
    with open_register(path, ADMIN, patience=patience) as register:
        # Reading goes on, and what the paused writer wrote and never confirmed may be seen.
        assert register.read_only is None and register.head.number == 2
        answer = add(register, "meanwhile")
        assert isinstance(answer, Refusal) and answer.code == "busy"
        assert f"officer-main (process {process.pid})" in answer.message
        assert "not saved" in answer.safe
        assert register.get("leads", "meanwhile") is None
        os.kill(process.pid, signal.SIGCONT)
        out, problems = process.communicate()
        assert process.returncode == 0 and out.endswith("went on\n"), problems
        assert isinstance(add(register, "meanwhile"), Saved)
        tally.kept(
            {"main-19-first", "main-19-write"}, {one["ref"] for one in register.select("leads")}
        )
        assert register.verify().chain


def test_a_writer_paused_while_the_disk_works_holds_nobody_up(path: Path, tally) -> None:
    process = start(path, signal.SIGSTOP, "fdatasync", "main")
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    with open_register(path, ADMIN, patience=0.3) as register:
        assert isinstance(add(register, "meanwhile"), Saved)
        os.kill(process.pid, signal.SIGCONT)
        out, problems = process.communicate()
        assert process.returncode == 0 and out.endswith("went on\n"), problems
        register.poll()
        tally.kept(
            {"main-19-first", "main-19-fdatasync", "meanwhile"},
            {one["ref"] for one in register.select("leads")},
        )
        assert register.verify().chain


def test_the_pause_of_another_thread_is_busy_too(path: Path) -> None:
    """Threads of one session wait for one another as processes do."""
    import threading

    began, end = threading.Event(), threading.Event()

    def slow(_state: object) -> Refusal:
        began.set()
        end.wait(30)
        return Refusal("no", "Nothing.")

    with open_register(path, ADMIN) as one, open_register(path, ADMIN, patience=0.1) as other:
        thread = threading.Thread(target=one.transact, args=(slow,))
        thread.start()
        assert began.wait(30)
        answer = add(other, "meanwhile")
        end.set()
        thread.join()
        assert isinstance(answer, Refusal) and answer.code == "busy"
        assert "another task of this session" in answer.message
        assert isinstance(add(other, "meanwhile"), Saved)
