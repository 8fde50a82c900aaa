from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from auditrack.commands import run
from auditrack.commands.board import InitialiseBoard
from auditrack.commands.command import Command
from auditrack.model.change import Actor, Refusal, Saved
from auditrack.register import create_register, open_register

TODAY = date(2026, 11, 20)
NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)


class Desks:
    """One register with a handle for each login that acts in a test."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open = {}
        officer = Actor("officer", 1001, "local")
        self._open["officer"] = create_register(path, "Fernshire Board", officer, lambda: NOON)

    def of(self, login: str = "officer"):
        if login not in self._open:
            self._open[login] = open_register(self.path, Actor(login, None, "local"), lambda: NOON)
        self._open[login].poll()
        return self._open[login]

    def run(self, command: Command, by: str = "officer", today: date = TODAY) -> Saved | Refusal:
        return run(self.of(by), command, today=today)

    def saved(self, command: Command, by: str = "officer", today: date = TODAY) -> Saved:
        result = self.run(command, by, today)
        assert isinstance(result, Saved), str(result)
        return result

    def made(self, command: Command, by: str = "officer", today: date = TODAY) -> str:
        return self.saved(command, by, today).references[0]

    def refused(
        self, command: Command, code: str, by: str = "officer", today: date = TODAY
    ) -> Refusal:
        before = self.of(by).head
        result = self.run(command, by, today)
        assert isinstance(result, Refusal), f"saved as {result.references}"
        assert result.code == code, str(result)
        assert self.of(by).head == before
        assert result.message.rstrip().endswith((".", "!", "?"))
        return result

    def get(self, table: str, ref: str):
        document = self.of().get(table, ref)
        assert document is not None, f"{ref} is not in {table}"
        return document

    def close(self) -> None:
        for register in self._open.values():
            register.close()


@pytest.fixture
def state_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def desks(tmp_path: Path, state_home: None) -> Iterator[Desks]:
    made = Desks(tmp_path / "register")
    made.saved(InitialiseBoard("Fernshire Board", records_complete_from="2020"))
    yield made
    made.close()


@pytest.fixture
def board(desks: Desks) -> Callable[..., str]:
    """A review with one recommendation to one agency, by reference."""
    from auditrack.commands.recommendation import AddRecommendation
    from auditrack.commands.review import AddReview

    desks.saved(AddReview("child-f", "Child F", published="2021-03"))

    def add(text: str = "Share records across shifts.", **also) -> str:
        return desks.made(AddRecommendation("child-f", text, **also))

    return add
