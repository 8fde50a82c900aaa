"""Two officers at once: a change was right when it was begun, and breaks a rule at the lock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from auditrack.commands import run
from auditrack.commands.action import ActionDone, AddAction, SignOffAction
from auditrack.commands.board import ChangeSettings, InitialiseBoard
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.command import Command
from auditrack.commands.evidence import AddEvidence, ReturnEvidence, WithdrawEvidence
from auditrack.commands.recommendation import AddRecommendation, WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import AddReview
from auditrack.model.change import Actor, Refusal, Saved
from auditrack.register import Register, create_register, open_register

TODAY = date(2026, 11, 20)
NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)
ASK = "child-f/police-1"


def made(register: Register, command: Command) -> str:
    saved = run(register, command, today=TODAY)
    assert isinstance(saved, Saved), str(saved)
    return saved.references[0] if saved.references else ""


@pytest.fixture
def officers(tmp_path: Path) -> Iterator[tuple[Register, Register, str]]:
    """Two handles that both see one recommendation that is ready to be closed."""
    path = tmp_path / "register"
    with create_register(path, "Board", Actor("officer", 1), lambda: NOON) as one:
        made(one, InitialiseBoard("Board", records_complete_from="2020"))
        made(one, AddReview("child-f", "Child F", published="2021-03"))
        ask = made(one, AddRecommendation("child-f", "Share records.", agencies=("Police",)))
        made(one, ReplyToRecommendation(ask, "Police", "accepted"))
        action = made(one, AddAction((ask,), "Brief", agency="Police"))
        made(one, ActionDone(action))
        with open_register(path, Actor("scrutiny", 2), lambda: NOON) as other:
            made(other, SignOffAction(action))
            made(other, AddEvidence((ask,), "Attendance", level=2))
            one.poll()
            yield one, other, ask


@pytest.mark.parametrize(
    ("meanwhile", "code"),
    [
        (ReturnEvidence("ev-1", why="Another board's"), "not-ready"),
        (WithdrawEvidence("ev-1", why="Filed twice"), "not-ready"),
        (ChangeSettings((("test_required", "yes"),)), "not-ready"),
        (ChangeSettings((("least_level", "4"),)), "not-ready"),
        (WithdrawRecommendation(ASK, why="Entered twice"), "withdrawn"),
        (CloseRecommendation(ASK), "no-change"),
    ],
    ids=lambda given: given if isinstance(given, str) else type(given).__name__,
)
def test_closing_is_judged_by_what_stands_at_the_lock(
    officers: tuple[Register, Register, str], meanwhile: Command, code: str
) -> None:
    one, other, ask = officers
    assert ask == ASK and one.get("evidence", "ev-1") is not None
    made(other, meanwhile)
    before = other.head
    # This handle has not polled: what it shows still says that closing is allowed.
    assert one.head.number < before.number
    refused = run(one, CloseRecommendation(ask), today=TODAY)
    assert isinstance(refused, Refusal) and refused.code == code, str(refused)
    other.poll()
    assert other.head == before and other.verify().chain
    closings = [one for one in other.select("decisions") if one["decision"] == "close"]
    assert len(closings) == (code == "no-change")


def test_what_nobody_touched_closes_from_the_same_stale_handle(
    officers: tuple[Register, Register, str],
) -> None:
    one, other, ask = officers
    made(other, AddRecommendation("child-f", "Another matter."))
    made(one, CloseRecommendation(ask))
    assert len(one.select("decisions")) == 1
