from datetime import date

import pytest

from auditrack.commands.action import ActionDone, AddAction, SignOffAction
from auditrack.commands.audit import RecordAudit
from auditrack.commands.board import ChangeSettings
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.decision import DecideRecommendation, ReopenRecommendation
from auditrack.commands.evidence import AddEvidence, ReturnEvidence
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.views.decisions import decisions

TODAY = date(2026, 11, 20)


@pytest.fixture
def asked(desks, board):
    return board(agencies=("Police", "Health"))


def delivered(desks, ref, agency):
    desks.saved(ReplyToRecommendation(ref, agency, "accepted"))
    action = desks.made(AddAction((ref,), "Brief", agency=agency))
    desks.saved(ActionDone(action))
    desks.saved(SignOffAction(action), by="scrutiny")


def test_what_is_missing_is_listed(desks, asked):
    delivered(desks, asked, "Police")
    refusal = desks.refused(CloseRecommendation(asked), "not-ready")
    assert refusal.details == (
        "Health has not replied.",
        "Health has not signed off: not started.",
        "There is no evidence of level 2 (uptake) or more.",
    )
    assert "- Health has not replied." in str(refusal)


def test_what_is_ready_is_closed_and_practice_is_not_asked(desks, asked):
    delivered(desks, asked, "Police")
    delivered(desks, asked, "Health")
    desks.saved(AddEvidence((asked,), "Attendance", level=2))
    saved = desks.saved(CloseRecommendation(asked, on="1/11/2026", meeting="November"))
    stored = desks.get("decisions", saved.references[0])
    assert (stored["decision"], stored["on"], stored["meeting"]) == (
        "close",
        "2026-11-01",
        "November",
    )
    assert "overridden" not in stored
    desks.refused(CloseRecommendation(asked), "no-change")


def test_what_a_later_test_undid_is_closed_again_by_a_chairs_reason_alone(desks, asked):
    delivered(desks, asked, "Police")
    delivered(desks, asked, "Health")
    desks.saved(AddEvidence((asked,), "Attendance", level=2))
    desks.saved(CloseRecommendation(asked, on="2026-09-01"))
    audit = desks.made(RecordAudit("2026-10-01", "not-embedded", serves=(asked,)))
    refusal = desks.refused(CloseRecommendation(asked, reason="Seen"), "not-ready")
    assert refusal.details == (
        f"It was closed before, and audit {audit} has found it not embedded since.",
    )
    assert [one.ref for one in decisions(desks.of(), TODAY, kind="closing-undone")] == [asked]
    desks.saved(CloseRecommendation(asked, override="A new action follows it up elsewhere"))
    assert decisions(desks.of(), TODAY, kind="closing-undone") == ()
    desks.refused(CloseRecommendation(asked), "no-change")


def test_returned_evidence_shows_nothing(desks, asked):
    delivered(desks, asked, "Police")
    delivered(desks, asked, "Health")
    evidence = desks.made(AddEvidence((asked,), "Attendance", level=3))
    desks.saved(ReturnEvidence(evidence, why="Another board's"))
    refusal = desks.refused(CloseRecommendation(asked), "not-ready")
    assert refusal.details == ("There is no evidence of level 2 (uptake) or more.",)


def test_a_board_may_require_a_test_of_practice(desks, asked):
    delivered(desks, asked, "Police")
    delivered(desks, asked, "Health")
    desks.saved(AddEvidence((asked,), "Attendance", level=2))
    desks.saved(ChangeSettings((("test_required", "yes"),)))
    desks.saved(RecordAudit("2026-10", "embedded", serves=(asked,), looked_at="documents"))
    desks.saved(RecordAudit("2026-10", "inconclusive", serves=(asked,)))
    refusal = desks.refused(CloseRecommendation(asked), "not-ready")
    assert "this board requires one" in refusal.details[0]
    desks.saved(RecordAudit("2026-10", "not-embedded", serves=(asked,)))
    desks.saved(CloseRecommendation(asked))


def test_a_chair_overrides_and_the_decision_keeps_what_was_missing(desks, asked):
    saved = desks.saved(CloseRecommendation(asked, override="The service has closed"))
    stored = desks.get("decisions", saved.references[0])
    assert stored["reason"] == "The service has closed"
    assert len(stored["overridden"]) == 5
    assert "Police has not replied." in stored["overridden"]


def test_opening_again_is_a_persons_decision(desks, asked):
    desks.refused(ReopenRecommendation(asked, why="x"), "not-closed")
    desks.saved(CloseRecommendation(asked, override="Settled"))
    desks.refused(ReopenRecommendation(asked), "reason-needed")
    desks.saved(ReopenRecommendation(asked, why="It came back"))
    desks.refused(ReopenRecommendation(asked, why="x"), "not-closed")
    desks.saved(CloseRecommendation(asked, override="Settled again"))


def test_what_is_no_longer_relevant_can_be_opened_again(desks, asked):
    desks.saved(DecideRecommendation(asked, "no-longer-relevant", reason="Service closed"))
    desks.saved(ReopenRecommendation(asked, why="Service re-opened"))


def test_what_may_not_be_closed(desks, asked):
    desks.refused(CloseRecommendation("child-f/9"), "unknown-reference")
    desks.refused(CloseRecommendation(asked, override="x", on="2027"), "future-date")
    desks.saved(WithdrawRecommendation(asked, why="Twice"))
    desks.refused(CloseRecommendation(asked, override="x"), "withdrawn")
