"""The axes, BRAG and closing, on worked cases that were written before the rules."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditrack.analysis.axes import (
    ActionFact,
    AskFact,
    BoardNumbers,
    DecisionFact,
    ReplyFact,
    UpdateFact,
    decision_in_words,
    decision_of,
    delivery_of,
    overdue_of,
    practice_of,
    reply_of,
    state_of,
)
from auditrack.analysis.brag import brag_of
from auditrack.analysis.closing import missing_to_close
from auditrack.analysis.plain_case import theme_of
from auditrack.analysis.recurrence import Comparison
from auditrack.model.dates import interval

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "axes_cases.json").read_text(encoding="utf-8")
)


def action(row: dict[str, Any]) -> ActionFact:
    return ActionFact(
        ref=row["ref"],
        agency=row["agency"],
        lead=row["lead"],
        lead_vacant_since=interval(row.get("vacant_since")),
        start=interval(row.get("start")),
        due=interval(row["due"]),
        agreed_due=interval(row.get("agreed_due", row["due"])),
        times_moved=row.get("moved", 0),
        updates=tuple(
            UpdateFact(interval(update["on"]), update.get("state"), update.get("off_track"))
            for update in row.get("updates", ())
        ),
        done_on=interval(row.get("done_on")),
        imported=row.get("imported", False),
    )


def reply(row: dict[str, Any]) -> ReplyFact:
    return ReplyFact(
        agency=row["agency"],
        asked_on=interval(row.get("asked_on")),
        due_back=interval(row.get("due_back")),
        answer=row.get("answer"),
        reason=row.get("reason"),
        passed_to=row.get("passed_to"),
        on=interval(row.get("on")),
    )


def shown(case: dict[str, Any]) -> dict[str, Any]:
    """Everything the axes say of one worked case of delivery."""
    as_of = date.fromisoformat(case["as_of"])
    numbers = BoardNumbers(**case.get("numbers", {}))
    ask = AskFact(
        ref="a/1",
        agencies=tuple(case["agencies"]),
        replies=tuple(reply(row) for row in case["replies"]),
        actions=tuple(action(row) for row in case["actions"]),
        known=case.get("searched", True),
        due=interval(case.get("due")),
    )
    replies = {agency: reply_of(agency, ask, as_of, numbers) for agency in ask.agencies}
    delivery = delivery_of(ask, as_of)
    brag = brag_of(ask, as_of, numbers)
    late = [overdue_of(state_of(one, as_of), as_of) for one in ask.actions]
    return {
        "reply": {agency: reply.state for agency, reply in replies.items()},
        "said": {agency: reply.describe() for agency, reply in replies.items()},
        "delivery": delivery.state,
        "signed_off": delivery.describe(),
        "brag": brag.word,
        "because": brag.reason,
        "overdue": [one.describe() for one in late if one is not None],
        "missing": list(
            missing_to_close(
                ask, as_of, numbers, case.get("best_level"), tested=case.get("tested", False)
            )
        ),
    }


@pytest.mark.parametrize(
    "case", [case for case in CASES if "record" not in case], ids=lambda case: case["id"]
)
def test_reply_delivery_brag_and_closing(case: dict[str, Any]) -> None:
    found = shown(case)
    if "because" in case["expect"]:
        assert case["expect"]["because"] in found.pop("because")
    expected = {key: value for key, value in case["expect"].items() if key != "because"}
    assert {key: found[key] for key in expected} == expected, case["title"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if "record" in case], ids=lambda case: case["id"]
)
def test_practice_on_one_recommendation(case: dict[str, Any]) -> None:
    theme = theme_of(case["record"])
    rows = [row for row in theme.recommendations if row.ref == case["of"]]
    axis = practice_of(theme.board, rows, theme.audits, [Comparison(theme)])
    assert {"practice": axis.state, "said": axis.word} == case["expect"], case["title"]


def test_a_theme_and_a_recommendation_agree_on_the_test_they_rest_on() -> None:
    case = next(case for case in CASES if case["id"] == "X31")
    theme = theme_of(case["record"])
    axis = practice_of(theme.board, theme.recommendations, theme.audits, [Comparison(theme)])
    assert axis.describe() == "embedded, then lapsed (review B -)"


def test_the_last_decision_counts_and_a_later_one_is_not_seen() -> None:
    ask = AskFact(
        "a/1",
        decisions=(
            DecisionFact("not", interval("2026-03-01")),
            DecisionFact("implement", interval("2026-01-01")),
            DecisionFact("close", interval("2026-03-02")),
            DecisionFact("refer-on", interval("2026-09-01")),
        ),
    )
    assert decision_of(ask, date(2026, 6, 1)) == "not"
    assert decision_of(ask, date(2026, 2, 1)) == "implement"
    assert decision_of(ask, date(2025, 2, 1)) == "none-yet"
    assert decision_in_words("none-yet") == "none yet"
    assert decision_in_words("refer-on") == "referred on"


def test_an_ask_of_nobody_is_one_ask() -> None:
    ask = AskFact("a/1")
    delivery = delivery_of(ask, date(2026, 6, 1))
    assert str(delivery) == "not started, 0 of 1 signed off"
    assert brag_of(ask, date(2026, 6, 1), BoardNumbers()).describe() == "Grey: no action yet"
    assert missing_to_close(ask, date(2026, 6, 1), BoardNumbers(least_level=0), 0, False) == (
        "It is not signed off: not started.",
    )


def test_updates_count_by_their_date_and_not_by_when_they_were_entered() -> None:
    fact = ActionFact(
        "act-1",
        updates=(
            UpdateFact(interval("2026-05-01"), "done"),
            UpdateFact(interval("2026-04-01"), "in-progress"),
            UpdateFact(interval("2026-08-01"), "signed-off"),
        ),
    )
    assert state_of(fact, date(2026, 6, 1)).state == "done"
    assert state_of(fact, date(2026, 4, 15)).state == "in-progress"
    assert state_of(fact, date(2026, 1, 1)).state == "not-started"
    assert state_of(fact, date(2026, 9, 1)).claimed_on == interval("2026-05-01")


def test_a_claim_that_was_taken_back_counts_from_when_it_was_made_again() -> None:
    days = ("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01")
    states = ("done", "in-progress", "done", "signed-off")
    said = zip(days, states, strict=True)
    fact = ActionFact("act-1", updates=tuple(UpdateFact(interval(d), s) for d, s in said))
    assert state_of(fact, date(2026, 6, 1)).claimed_on == interval("2026-03-01")
    assert state_of(fact, date(2026, 1, 5)).claimed_on == interval("2026-01-01")
    assert state_of(fact, date(2026, 2, 5)).claimed_on is None
