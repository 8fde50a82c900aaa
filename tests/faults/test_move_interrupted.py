"""A move killed -9 at any of its steps, or its server: never two homes, and it goes on."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from auditrack.commands.moving import move_register
from auditrack.model.change import Actor, Insert, RefusedError, Saved, Transaction, Update
from auditrack.register import create_register, open_register
from auditrack.register.postgres.address import Place, is_address, parse_address
from tests import postgresql_server

OFFICER = Actor("a.officer", 1001, "local")
PROCESS = Path(__file__).with_name("moving_process.py")
ROOT = Path(__file__).parents[2]

STEPS = {
    True: (
        *("after DatabaseTo.begin", "after stage", "after DatabaseTo.put_file"),
        *("before FolderFrom.shut", "after FolderFrom.shut", "after DatabaseTo.open_up"),
    ),
    False: (
        *("after FolderTo.begin", "after stage", "after FolderTo.put_file"),
        *("before DatabaseFrom.shut", "before FolderTo.open_up", "after FolderTo.open_up"),
    ),
}
"""Where a move into a database is killed, and one out of it."""


@pytest.fixture
def database(postgresql: Any) -> Iterator[str]:
    made = postgresql.new_database()
    yield made
    postgresql.drop(made)


def filled(path: str | Path, file: Path) -> None:
    file.write_bytes(b"minutes")
    with create_register(path, "Example Board", OFFICER) as register:
        for number in range(1, 9):
            op = Insert("actions", f"act-{number}", {"what": f"step {number}"})
            saved(register, op)
        kept = register.kept.keep(file)
        saved(register, Insert("evidence", "ev-1", {"file_sha256": kept.sha256}))
        saved(register, Update("actions", "act-1", {"what": "changed"}))


def saved(register: Any, op: Insert | Update) -> None:
    assert isinstance(register.transact(lambda _state: Transaction("edit", (op,))), Saved)


def place(text: str) -> Place:
    return parse_address(text) if is_address(text) else Path(text)


def homes(*places: str) -> list[str]:
    """The places that take changes; whatever opens at all is whole."""
    found = []
    for one in places:
        with suppress(RefusedError), open_register(one, OFFICER, read_only=False) as register:
            assert register.verify().ok and len(register.select("actions")) == 8
            if register.read_only is None:
                found.append(one)
    return found


def die(here: str, there: str, step: str, times: int = 1) -> None:
    when, method = step.split()
    done = subprocess.run(
        [sys.executable, str(PROCESS), here, there, when, method, str(times)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("into_database", STEPS)
def test_killed_at_every_step_it_goes_on_and_there_are_never_two_homes(
    postgresql: Any, database: str, tmp_path: Path, into_database: bool
) -> None:
    folder = str(tmp_path / "register")
    address = postgresql.url(database, organisation="example")
    here, there = (folder, address) if into_database else (address, folder)
    filled(here, tmp_path / "minutes.txt")
    for step in STEPS[into_database]:
        die(here, there, step, 2 if step.endswith("stage") else 1)
        open_now = homes(here, there)
        assert len(open_now) <= 1, step
        if "open_up" not in step and "after FolderFrom.shut" not in step:
            assert open_now == [here], step
    done = move_register(place(here), place(there), OFFICER)
    assert homes(here, there) == [there] and done.files == 1
    with open_register(there, OFFICER) as register, open_register(here, OFFICER) as old:
        assert register.head == old.head and "it was moved to" in str(old.read_only)
        # However often it was begun, it is on record once.
        assert len(register.select("exports")) == 1
        assert [e.hash for e in register.history()] == [e.hash for e in old.history()]


def test_a_server_killed_under_a_move_is_told_of_and_it_goes_on(tmp_path: Path) -> None:
    why_not = postgresql_server.missing()
    if why_not is not None:
        pytest.skip(why_not)
    from auditrack.register.postgres import moving

    with postgresql_server.Server() as server:
        folder, address = str(tmp_path / "register"), server.url(organisation="example")
        filled(folder, tmp_path / "minutes.txt")
        told = 0

        def progress(_done: int, _whole: int) -> None:
            nonlocal told
            told += 1
            if told == 1:
                server.kill()

        there = parse_address(address)
        with pytest.raises(RefusedError) as raised:
            move_register(Path(folder), there, OFFICER, progress)
        assert raised.value.refusal.code == "unreachable"
        server.start()
        assert homes(folder, address) == [folder]
        own = moving.DatabaseTo.open_up

        def lost(self: Any, at: Any) -> None:
            server.kill()
            own(self, at)

        moving.DatabaseTo.open_up = lost  # type: ignore[method-assign]
        try:
            with pytest.raises(RefusedError) as raised:
                move_register(Path(folder), there, OFFICER)
        finally:
            moving.DatabaseTo.open_up = own  # type: ignore[method-assign]
        assert raised.value.refusal.code == "unreachable"
        # Nobody can say whether the new place was opened: the old one stays shut until it is known.
        assert homes(folder) == []
        server.start()
        move_register(Path(folder), there, OFFICER)
        assert homes(folder, address) == [address]
