"""The app over a database at a real terminal, while the server is killed and comes back."""

import sys
from collections.abc import Iterator

import pytest

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import create_register, open_register
from tests import postgresql_server
from tests.terminal.conftest import OPEN

BOARD = "Anyshire Safeguarding Partnership"


@pytest.fixture
def server() -> Iterator[postgresql_server.Server]:
    why_not = postgresql_server.missing()
    if why_not is not None:
        pytest.skip(why_not)
    with postgresql_server.Server() as made:
        yield made


@pytest.fixture
def address(server: postgresql_server.Server) -> str:
    address = server.url(organisation="anyshire")
    text = "Partners should recognise neglect early."
    asked = {"review": "child-ash", "label": "1", "text": text}
    made = (
        Insert("board", "board", {"name": BOARD}),
        Insert("reviews", "child-ash", {"title": "Child Ash", "published": "2015"}),
        Insert("recommendations", "child-ash/1", asked),
    )
    with create_register(address, BOARD, Actor("officer")) as register:
        assert isinstance(register.transact(lambda _: Transaction("made up", made)), Saved)
    return address


@pytest.fixture
def opening(address: str) -> list[str]:
    return [sys.executable, "-c", OPEN, address]


def test_the_server_is_killed_with_a_form_half_typed(server, address, at_terminal):
    terminal = at_terminal()
    terminal.wait_for("Help")
    terminal.type(b"r")
    terminal.wait_for("Partners should recognise")
    terminal.type(b"\r")
    terminal.wait_for("What was asked")
    terminal.type(b"e")
    terminal.wait_for("What it shows")
    terminal.type(b"Seen in")
    terminal.wait_for("Seen in")

    server.kill()
    terminal.wait_for("Not connected: what you see is as at entry 1. Trying again.")
    terminal.type(b" supervision")
    terminal.wait_for(" supervision")
    server.start()
    terminal.wait_for("Connected again.")

    terminal.type(b"\x13")  # Ctrl-S
    terminal.wait_for("Saved: ")
    terminal.type(b"\x11")
    assert terminal.ended() == 0
    assert "Saved in this sitting: 1 change (entry 2)." in terminal.drawn
    assert "Traceback" not in terminal.drawn and "draft" not in terminal.drawn
    with open_register(address, Actor("looker"), read_only=True) as register:
        assert [str(one["shows"]) for one in register.select("evidence")] == ["Seen in supervision"]
        assert register.head.number == 2
