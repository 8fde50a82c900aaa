"""The app in a real terminal: what no Pilot can see."""

import os
import signal
import subprocess

import pytest

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import open_register
from auditrack.register.last_seen import recall

HUNG_UP = 129
ENDED = 143


def test_opens_and_q_leaves(at_terminal):
    terminal = at_terminal()
    terminal.wait_for("Help")
    terminal.wait_for("1 recommendation from 1 review")
    terminal.type(b"q")
    assert terminal.ended() == 0
    assert b"\x1b[?1049l" in terminal.received  # the shell's own screen is back


def test_the_register_and_a_record_open_with_one_key_each(at_terminal):
    terminal = at_terminal()
    terminal.wait_for("Help")
    terminal.type(b"r")
    terminal.wait_for("Partners should recognise")
    terminal.type(b"\r")
    terminal.wait_for("Recommendation child-ash/1")
    terminal.type(b"\x11")  # Ctrl-Q
    assert terminal.ended() == 0


def test_a_dumb_terminal_is_refused_kindly(at_terminal):
    terminal = at_terminal(TERM="dumb")
    assert terminal.ended() == 1
    assert 'calls itself "dumb"' in terminal.drawn
    assert "auditrack --help" in terminal.drawn
    assert "\x1b" not in terminal.received.decode()


def test_no_terminal_is_refused_kindly(opening: list[str]):
    ended = subprocess.run(
        opening, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "not a terminal" in ended.stderr and "Traceback" not in ended.stderr


def test_a_hang_up_ends_the_app_in_order(at_terminal):
    terminal = at_terminal()
    terminal.wait_for("Help")
    os.kill(terminal.pid, signal.SIGHUP)
    assert terminal.ended() == HUNG_UP


def test_a_dropped_line_ends_the_app_even_with_much_left_to_draw(at_terminal):
    terminal = at_terminal()
    terminal.wait_for("Help")
    terminal.type(b"r\x1b[6~t" * 40)  # nobody reads: the output piles up
    assert terminal.drop() == HUNG_UP


@pytest.mark.parametrize("end", ["hang-up", "drop", "SIGTERM"])
def test_however_the_sitting_ends_what_was_seen_is_kept(
    at_terminal, register_folder, tmp_path, monkeypatch, end
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    terminal = at_terminal()
    terminal.wait_for("Help")
    terminal.wait_for("Overdue: 0")  # the slow reading has ended
    with open_register(register_folder, Actor("jane")) as other:
        seen = Insert("reviews", "child-elm", {"title": "Child Elm"})
        assert isinstance(other.transact(lambda _: Transaction("made up", (seen,))), Saved)
        identity, head = other.header.register, other.head.number
    terminal.wait_for("from 2 reviews")
    if end == "drop":
        assert terminal.drop() == HUNG_UP
    elif end == "hang-up":
        os.kill(terminal.pid, signal.SIGHUP)
        assert terminal.ended() == HUNG_UP
    else:
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.ended() == ENDED
        assert b"\x1b[?1049l" in terminal.received  # the shell's own screen is back
    assert recall(identity).number == head


def test_ctrl_z_suspends_and_coming_back_repaints(at_terminal):
    terminal = at_terminal()
    terminal.wait_for("Help")
    terminal.type(b"\x1a")
    _, status = os.waitpid(terminal.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    terminal.received = b""
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.wait_for("1 recommendation from 1 review")
    terminal.type(b"q")
    assert terminal.ended() == 0


def test_another_size_is_drawn_anew(at_terminal):
    terminal = at_terminal()
    terminal.wait_for("Help")
    terminal.resize(40, 10)
    terminal.wait_for("Help")
    terminal.type(b"q")
    assert terminal.ended() == 0


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"NO_COLOR": "", "TERM": "xterm"}])
def test_no_color_sends_no_colour(at_terminal, variables):
    terminal = at_terminal(**variables)
    terminal.wait_for("Help")
    coloured = [b"\x1b[38;", b";38;", b"\x1b[31", b";31", b"\x1b[32", b"\x1b[48;", b";48;"]
    assert not any(code in terminal.received for code in coloured)
    terminal.type(b"q")
    assert terminal.ended() == 0


@pytest.mark.parametrize("term", ["xterm", "linux", "screen", "vt100"])
def test_sixteen_colours_keep_the_terminals_own(at_terminal, term):
    terminal = at_terminal(TERM=term)
    terminal.wait_for("Help")
    assert b"38;2;" not in terminal.received and b"38;5;" not in terminal.received
    terminal.type(b"q")
    assert terminal.ended() == 0


def test_an_idle_screen_sends_nothing(at_terminal):
    terminal = at_terminal()
    terminal.wait_for("Overdue: 0")  # the slow reading has ended
    terminal.quieten(1.0)
    assert terminal.is_silent(1.6), terminal.received  # two polls of the register
    terminal.type(b"q")
    assert terminal.ended() == 0


def test_going_from_place_to_place_faster_than_it_can_be_drawn(at_terminal):
    terminal = at_terminal((40, 10))
    terminal.wait_for("Help")
    terminal.type(b"rMt4S0Frb" * 6)
    terminal.wait_for("Help")
    terminal.quieten(1.0)
    terminal.type(b"bq")
    assert terminal.ended() == 0
