"""Writing at a real terminal: lines that drop, officers who save at once, readers that stop."""

import os
import signal
from pathlib import Path

import pytest

from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.run import run
from auditrack.model.change import Actor, Saved
from auditrack.register import drafts, open_register

HUNG_UP = 129


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def waiting_drafts(folder: Path):
    with open_register(folder, Actor("looker"), read_only=True) as register:
        return drafts.waiting(register.header.register)


def evidence_of(folder: Path) -> list[str]:
    with open_register(folder, Actor("looker"), read_only=True) as register:
        return [str(one["shows"]) for one in register.select("evidence")]


def at_the_form(terminal) -> None:
    terminal.wait_for("Help")
    terminal.type(b"r")
    terminal.wait_for("Partners should recognise")
    terminal.type(b"\r")
    terminal.wait_for("What was asked")
    terminal.type(b"e")
    terminal.wait_for("What it shows")


def test_evidence_is_typed_saved_and_told_on_the_way_out(at_terminal, register_folder):
    terminal = at_terminal()
    at_the_form(terminal)
    terminal.type(b"Seen in supervision")
    terminal.wait_for("Seen in supervision")
    terminal.type(b"\x13")  # Ctrl-S
    terminal.wait_for("Saved: ")
    terminal.type(b"\x11")
    assert terminal.ended() == 0
    assert "Saved in this sitting: 1 change" in terminal.drawn
    assert evidence_of(register_folder) == ["Seen in supervision"]
    assert not waiting_drafts(register_folder)


def test_a_hang_up_keeps_the_draft(at_terminal, register_folder):
    terminal = at_terminal()
    at_the_form(terminal)
    terminal.type(b"Half a sentence")
    terminal.wait_for("Half a sentence")
    os.kill(terminal.pid, signal.SIGHUP)
    assert terminal.ended() == HUNG_UP
    (draft,) = waiting_drafts(register_folder)
    assert draft.values["shows"] == "Half a sentence"
    assert evidence_of(register_folder) == []

    again = at_terminal()
    at_the_form(again)
    again.wait_for("is here again")


def test_evidence_is_logged_while_another_edits_and_the_line_drops(at_terminal, register_folder):
    terminal = at_terminal()
    at_the_form(terminal)
    terminal.type(b"What was seen")
    terminal.wait_for("What was seen")
    with open_register(register_folder, Actor("colleague", uid=4321)) as other:
        edited = EditRecommendation("child-ash/1", text="Partners should recognise it.")
        assert isinstance(run(other, edited), Saved)
        terminal.type(b"\x13")
        assert terminal.drop() == HUNG_UP  # nobody sees whether it was saved
        other.poll()
        assert other.get("recommendations", "child-ash/1")["text"].endswith("recognise it.")
    kept, left = evidence_of(register_folder), waiting_drafts(register_folder)
    # Saved, or kept as it was typed: one of the two, and never neither.
    assert kept == ["What was seen"] or [one.values["shows"] for one in left] == ["What was seen"]


def test_a_line_that_drops_at_the_next_word_keeps_what_was_typed(at_terminal, register_folder):
    terminal = at_terminal()
    at_the_form(terminal)
    terminal.type(b"Typed just now")
    terminal.wait_for("Typed just now")
    assert terminal.drop() == HUNG_UP
    (draft,) = waiting_drafts(register_folder)
    assert draft.values["shows"] == "Typed just now"


def test_two_officers_see_each_others_saves(at_terminal, register_folder):
    reader = at_terminal()
    reader.wait_for("Help")
    reader.type(b"9")
    reader.wait_for("No evidence is on record")
    writer = at_terminal()
    at_the_form(writer)
    writer.type(b"Attendance of 40")
    writer.wait_for("Attendance of 40")
    reader.received = b""
    writer.type(b"\x13")
    writer.wait_for("Saved: ")
    reader.wait_for("Attendance of 40")


def test_a_reader_that_stops_reading_does_not_stop_the_save(at_terminal, register_folder):
    terminal = at_terminal()
    at_the_form(terminal)
    terminal.type(b"Saved unseen")
    terminal.wait_for("Saved unseen")
    with open_register(register_folder, Actor("colleague", uid=4321)) as other:
        # From here nobody reads: much is drawn, and the save must not wait for it.
        terminal.type(b"\x13" + b"\x10\x1b" * 40)
        seen = poll_until(other, 1)
    assert seen == ["Saved unseen"]


def poll_until(register, number: int) -> list[str]:
    """What is on record once so much of it is; the register's own poll, for a while."""
    import select

    for _ in range(200):
        register.poll()
        found = [str(one["shows"]) for one in register.select("evidence")]
        if len(found) >= number:
            return found
        select.select([], [], [], 0.05)
    return []


def test_a_save_by_another_login_is_told_in_the_open_page(at_terminal, register_folder):
    terminal = at_terminal((80, 60))
    terminal.wait_for("Help")
    terminal.type(b"r")
    terminal.wait_for("Partners should recognise")
    terminal.type(b"\r")
    terminal.wait_for("No evidence is on record")
    terminal.received = b""
    with open_register(register_folder, Actor("colleague", uid=4321)) as other:
        edited = EditRecommendation("child-ash/1", text="Reworded by a colleague.")
        assert isinstance(run(other, edited), Saved)
    terminal.wait_for("Reworded by a colleague")


def test_a_form_opened_filled_in_and_saved_in_one_burst(at_terminal, register_folder):
    terminal = at_terminal()
    terminal.wait_for("Help")
    terminal.type(b"r\r")
    terminal.wait_for("What was asked")
    terminal.type(b"eSeen again in supervision, quite often\x13")
    terminal.wait_for("Saved: ")
    assert evidence_of(register_folder) == ["Seen again in supervision, quite often"]
