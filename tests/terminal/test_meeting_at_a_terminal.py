"""A meeting at a real terminal whose line drops: what said Saved is there, and it goes on."""

from pathlib import Path

import pytest

from auditrack.commands.meeting import StartMeeting
from auditrack.commands.run import run
from auditrack.model.change import Actor, Saved
from auditrack.register import open_register

HUNG_UP = 129


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def items_of(folder: Path) -> list[dict]:
    with open_register(folder, Actor("looker"), read_only=True) as register:
        return [dict(one) for one in register.select("meeting_items")]


def test_a_meeting_whose_line_drops_loses_nothing(at_terminal, register_folder):
    with open_register(register_folder, Actor("officer")) as register:
        assert isinstance(run(register, StartMeeting(chair="The chair")), Saved)
    terminal = at_terminal()
    terminal.wait_for("is open")
    # The words go in with the keys before them: nothing here waits for the screen.
    terminal.type(b"Z+child-ash/1\r")
    terminal.wait_for("1 to go")
    terminal.type(b"1\raWe will, by June\r")
    terminal.wait_for("Saved: item 1")
    terminal.type(b"1\rnHalf a rea")
    terminal.wait_for("Half a rea")
    assert terminal.drop() == HUNG_UP
    (item,) = items_of(register_folder)
    assert (item["choice"], item["reason"]) == ("accept", "We will, by June")

    again = at_terminal()
    again.wait_for("is open")
    again.type(b"Z")
    again.wait_for("is here again")
    again.type(b"nson\r")
    again.wait_for("Saved: item 1")
    choices = {one["choice"]: one["reason"] for one in items_of(register_folder)}
    assert choices == {"accept": "We will, by June", "noted": "Half a reason"}
