"""The connection is cut at each message of a save: what is said of the save is true, and once."""

import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cutting_relay import CuttingRelay

from auditrack.commands import run
from auditrack.commands.board import InitialiseBoard
from auditrack.model.change import (
    Actor,
    Insert,
    Records,
    Refusal,
    RefusedError,
    Saved,
    Transaction,
    Update,
)
from auditrack.register import create_register, open_register
from auditrack.register.protocol import Store

OFFICER = Actor("a.officer", 1001, "local")


class Line:
    """A register over a line that can be cut, and the same over one that cannot."""

    def __init__(self, server: Any, patience: float) -> None:
        self.server = server
        self.database = server.new_database()
        self.folder = Path(tempfile.mkdtemp(prefix="cut"))
        self.relay = CuttingRelay(self.folder, Path(server.folder) / ".s.PGSQL.5432")
        address = server.url(self.database, organisation="wren")
        self.watching = create_register(address, "Wren", OFFICER)
        counter = Transaction("add", (Insert("leads", "counter", {"title": "0"}),))
        assert isinstance(self.watching.transact(lambda _state: counter), Saved)
        user = address.partition("user=")[2].partition("&")[0]
        self.address = (
            f"postgresql:///{self.database}?host={self.folder}&user={user}&organisation=wren"
        )
        self.store: Store = open_register(self.address, OFFICER, patience=patience)

    def made(self, what: str) -> int:
        self.watching.poll()
        return sum(record["what"] == what for record in self.watching.select("actions"))

    def close(self) -> None:
        self.store.close()
        self.watching.close()
        self.relay.close()
        self.server.drop(self.database)
        shutil.rmtree(self.folder)


@pytest.fixture
def line(postgresql: Any, request: pytest.FixtureRequest) -> Iterator[Line]:
    made = Line(postgresql, request.param)
    yield made
    made.close()


def save(store: Store, what: str) -> Saved | Refusal:
    def build(state: Records) -> Transaction:
        counter = state.get("leads", "counter")
        assert counter is not None
        title = str(int(counter["title"]) + 1)
        ref = f"act-{state.next_number('act')}"
        changes = (
            Insert("actions", ref, {"what": what}),
            Update("leads", "counter", {"title": title}),
        )
        return Transaction("add", changes)

    return store.transact(build)


@pytest.mark.parametrize("line", [10.0], indirect=True)
@pytest.mark.parametrize("hands_on", [False, True], ids=["before", "after"])
def test_a_cut_anywhere_in_a_save_is_overcome_and_nothing_is_made_twice(
    line: Line, hands_on: bool, tally: Any
) -> None:
    for message in range(1, 100):
        what = f"cut at {message}"
        line.relay.cut_at(message, hands_on)
        answer = save(line.store, what)
        over = line.relay.let_be()
        assert isinstance(answer, Saved), str(answer)
        assert line.made(what) == 1
        line.store.poll()
        assert line.store.head == line.watching.head
        tally.add("injected failures", not over)
        if over:
            break
    assert over and message > 8
    counter = line.watching.get("leads", "counter")
    assert counter is not None and int(counter["title"]) == message


@pytest.mark.parametrize("line", [10.0], indirect=True)
def test_a_save_whose_answer_was_lost_is_found_by_its_number(line: Line) -> None:
    line.relay.cut_at_the_end(hands_on=True)
    answer = save(line.store, "done")
    assert isinstance(answer, Saved) and line.relay.cuts == 1
    (note,) = answer.notes
    assert f"entry {answer.entry.number} was found to be there" in note
    assert line.made("done") == 1
    line.relay.cut_at_the_end(hands_on=False)
    answer = save(line.store, "done again")
    assert isinstance(answer, Saved) and line.relay.cuts == 2 and answer.notes == ()
    assert line.made("done again") == 1


@pytest.mark.parametrize("line", [10.0], indirect=True)
def test_whoever_gave_the_command_is_told_that_its_answer_was_lost(line: Line) -> None:
    line.relay.cut_at_the_end(hands_on=True)
    answer = run(line.store, InitialiseBoard("Wren"))
    assert isinstance(answer, Saved) and line.relay.cuts == 1
    assert f"entry {answer.entry.number} was found to be there" in answer.notes[0]


@pytest.mark.parametrize("line", [0.05], indirect=True)
@pytest.mark.parametrize("hands_on", [False, True], ids=["lost", "done"])
def test_a_save_in_doubt_is_told_so_until_the_server_is_back(line: Line, hands_on: bool) -> None:
    line.relay.cut_at_the_end(hands_on, stays_away=True)
    answer = save(line.store, "mine")
    assert isinstance(answer, Refusal) and answer.code == "unconfirmed"
    assert "may or may not be saved" in answer.safe
    again = save(line.store, "next")
    assert isinstance(again, Refusal) and again.code == "unconfirmed"  # it is not made twice
    line.relay.come_back()
    _poll_until_back(line.store)
    (notice,) = [one for one in line.store.notices if "Entry 2," in one]
    assert ("is saved" in notice) == hands_on == (line.made("mine") == 1)
    assert isinstance(save(line.store, "next"), Saved)
    assert line.made("next") == 1 and line.made("mine") == hands_on


@pytest.mark.parametrize("line", [0.05], indirect=True)
@pytest.mark.parametrize("hands_on", [False, True], ids=["before", "after"])
def test_where_the_server_stays_away_nothing_is_said_that_is_not_known(
    line: Line, hands_on: bool, tally: Any
) -> None:
    for message in range(1, 100):
        what = f"away at {message}"
        line.relay.cut_at(message, hands_on, stays_away=True)
        answer = save(line.store, what)
        over = line.relay.let_be()
        if over:
            assert isinstance(answer, Saved)
            break
        assert isinstance(answer, Refusal), str(answer)
        tally.add("injected failures")
        line.relay.come_back()
        if answer.code == "unconfirmed":
            found = re.search(r"while entry (\d+) was", answer.message)
            assert found is not None
            number = int(found.group(1))
            _poll_until_back(line.store)
            notice = [one for one in line.store.notices if f"Entry {number}," in one][-1]
            assert ("is saved" in notice) == (line.made(what) == 1)
            assert ("was not saved" in notice) == (line.made(what) == 0)
        else:
            assert answer.code == "unreachable" and line.made(what) == 0, answer
            _poll_until_back(line.store)
        assert line.store.head == line.watching.head
    assert over


def _poll_until_back(store: Store) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            store.poll()
            return
        except RefusedError as refused:
            assert refused.refusal.code == "unreachable"
    raise AssertionError("the store did not come back")
