"""A register that is written through commands, each on its day and by somebody."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from auditrack.analysis.facts import RecommendationFact
from auditrack.analysis.position import Position
from auditrack.commands.action import ActionDone, AddAction, SignOffAction, UpdateAction
from auditrack.commands.audit import RecordAudit
from auditrack.commands.board import InitialiseBoard
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.command import Command
from auditrack.commands.decision import DecideRecommendation, ReopenRecommendation
from auditrack.commands.evidence import AcceptEvidence, AddEvidence
from auditrack.commands.finding import AddFinding
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.review import AddReview
from auditrack.commands.run import run
from auditrack.commands.theme_link import LinkTheme
from auditrack.model.change import Actor, Refusal, Saved
from auditrack.register import create_register, open_register
from auditrack.views.asks import Ask, ask_of
from auditrack.views.facts import Facts
from auditrack.views.positions import position_of

TODAY = date(2026, 11, 20)


class Board:
    """One board's register, with a handle for each login; the clock stands at the day of a write.

    Days are told as data strings; what is done without a day is done today.
    """

    def __init__(self, path: Path, name: str, **settings: Any) -> None:
        self.path = path
        self.today = TODAY
        self._clock = date(2000, 1, 1)
        self._open: dict[str, Any] = {}
        self._open["officer"] = create_register(
            path, name, Actor("officer", 1001, "local"), self.milliseconds
        )
        settings.setdefault("records_complete_from", "2010")
        self.made(InitialiseBoard(name, **settings), on="2010-01-01")

    def milliseconds(self) -> int:
        noon = datetime(self._clock.year, self._clock.month, self._clock.day, 12, tzinfo=UTC)
        return int(noon.timestamp() * 1000)

    def of(self, login: str = "officer") -> Any:
        if login not in self._open:
            self._open[login] = open_register(
                self.path, Actor(login, None, "local"), self.milliseconds
            )
        self._open[login].poll()
        return self._open[login]

    @property
    def records(self) -> Any:
        return self.of()

    def do(self, command: Command, on: str | None = None, by: str = "officer") -> Saved | Refusal:
        day = date.fromisoformat(on) if on else self.today
        self._clock = max(self._clock, day)
        return run(self.of(by), command, today=day)

    def saved(self, command: Command, on: str | None = None, by: str = "officer") -> Saved:
        result = self.do(command, on, by)
        assert isinstance(result, Saved), str(result)
        return result

    def made(self, command: Command, on: str | None = None, by: str = "officer") -> str:
        return self.saved(command, on, by).references[0]

    def review(self, ref: str, published: str | None = "2015-06-01", **also: Any) -> str:
        on = also.pop("on", None)
        return self.made(AddReview(ref, ref.title(), published=published, **also), on)

    def rec(self, review: str, *agencies: str, theme: str = "neglect", **also: Any) -> str:
        on, text = also.pop("on", None), also.pop("text", f"Do {also.get('label') or 'it'} well.")
        themes = (theme,) if theme else ()
        return self.made(
            AddRecommendation(review, text, agencies=agencies, theme=themes, **also), on
        )

    def finding(self, review: str, text: str = "It was not seen.", **also: Any) -> str:
        return self.made(AddFinding(review, text, **also))

    def theme(self, ref: str, theme: str, status: str = "confirm", **also: Any) -> str:
        return self.made(LinkTheme(ref, theme, status, **also))

    def action(self, *serves: str, what: str = "Write a procedure.", **also: Any) -> str:
        return self.made(AddAction(serves, what, **also), also.pop("on", None))

    def update(self, action: str, state: str, on: str | None = None, **also: Any) -> str:
        return self.made(UpdateAction(action, state=state, note="So it is.", **also), on)

    def done(self, action: str, on: str | None = None) -> str:
        return self.made(ActionDone(action, on=on), on)

    def sign_off(self, action: str, on: str | None = None, by: str = "scrutineer") -> str:
        return self.made(SignOffAction(action), on, by)

    def close(self, ref: str, on: str | None = None) -> str:
        return self.made(CloseRecommendation(ref, override="The board accepts the risk."), on)

    def reopen(self, ref: str, on: str | None = None) -> str:
        return self.made(ReopenRecommendation(ref, reason="It came back."), on)

    def decide(self, ref: str, decision: str, on: str | None = None) -> str:
        return self.made(DecideRecommendation(ref, decision, reason="We said so."), on)

    def evidence(self, *serves: str, shows: str = "A sample of files.", **also: Any) -> str:
        accepted_by = also.pop("accepted_by", None)
        on, by = also.pop("on", None), also.pop("by", "officer")
        ref = self.made(AddEvidence(serves, shows, **also), on, by)
        if accepted_by:
            self.made(AcceptEvidence(ref), on, accepted_by)
        return ref

    def audit(self, *serves: str, on: str, outcome: str = "embedded", **also: Any) -> str:
        return self.made(RecordAudit(date=on, outcome=outcome, serves=serves, **also))

    def facts(self, as_at: str | None = None) -> Facts:
        return Facts(self.records, date.fromisoformat(as_at) if as_at else self.today)

    def ask(self, ref: str, as_at: str | None = None) -> Ask:
        return ask_of(self.records, ref, date.fromisoformat(as_at) if as_at else self.today)

    def rows(self, ref: str, as_at: str | None = None) -> tuple[RecommendationFact, ...]:
        return self.ask(ref, as_at).rows

    def status(self, ref: str, as_at: str | None = None) -> str:
        (row,) = self.rows(ref, as_at)
        return row.status

    def statuses(self, ref: str, as_at: str | None = None) -> dict[str | None, str]:
        return {row.agency: row.status for row in self.rows(ref, as_at)}

    def position(self, theme: str = "neglect", as_at: str | None = None) -> Position:
        day = date.fromisoformat(as_at) if as_at else self.today
        return position_of(self.records, theme, day)

    def close_handles(self) -> None:
        for register in self._open.values():
            register.close()


@pytest.fixture
def state_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def board(tmp_path: Path, state_home: None) -> Iterator[Board]:
    made = Board(tmp_path / "register", "Fernshire Safeguarding Children Board")
    yield made
    made.close_handles()
