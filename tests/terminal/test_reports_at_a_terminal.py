"""A report at a real terminal: written from the first screen, and a line that drops while it is."""

import os
import signal
from pathlib import Path

import pytest
from docx import Document

from auditrack.model.change import Actor
from auditrack.register import open_register

HUNG_UP = 129


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return folder


def exports_of(folder: Path) -> list[str]:
    with open_register(folder, Actor("looker"), read_only=True) as register:
        return [str(one["file"]) for one in register.select("exports")]


def test_two_keys_write_the_progress_report_and_say_how_to_fetch_it(
    at_terminal, register_folder, home
):
    terminal = at_terminal(SSH_CONNECTION="192.0.2.1 50000 192.0.2.2 22")
    terminal.wait_for("Help")
    terminal.type(b".")
    terminal.wait_for("this year so far")
    terminal.type(b"\x13")  # Ctrl-S
    drawn = terminal.wait_for("On record as")
    assert "Written to" in drawn and "scp " in drawn
    terminal.type(b"\x11")
    assert terminal.ended() == 0
    (written,) = home.glob("*.docx")
    assert Document(str(written)).core_properties.title.startswith("Progress")
    assert exports_of(register_folder) == [written.name]


def test_a_line_that_drops_while_it_is_made_leaves_all_of_it_or_nothing(
    at_terminal, register_folder, home
):
    terminal = at_terminal()
    terminal.wait_for("Help")
    terminal.type(b".")
    terminal.wait_for("this year so far")
    terminal.type(b"\x13")
    os.kill(terminal.pid, signal.SIGHUP)
    assert terminal.ended() == HUNG_UP
    left = [one.name for one in home.iterdir() if not one.is_dir()]
    assert left == exports_of(register_folder)
    for name in left:
        Document(str(home / name))
