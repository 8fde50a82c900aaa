"""An audit by somebody who owns what it tests is marked, and counts all the same."""

import pytest

from auditrack.commands.action import AddAction, WithdrawAction
from auditrack.commands.audit import EditAudit, RecordAudit
from auditrack.commands.evidence import AddEvidence, ServeAlso
from auditrack.commands.lead import AddLead
from auditrack.views.figures import Progress
from auditrack.views.independence import auditor, claimed_for, why_not_independent
from auditrack.views.page import page_of
from auditrack.views.period import progress

REF = "child-a/rec-1"


@pytest.fixture
def owned(board):
    """One recommendation with an action of the ward, whose login is `nurse`."""
    board.review("child-a", "2015-06-01")
    board.rec("child-a")
    for title, login in (("Ward", "nurse"), ("Quality", "auditor")):
        board.saved(AddLead(title, logins=(login,)))
    board.saved(AddAction((REF,), "Train", lead="ward", due="2015-12-31"))
    return board


def record(board, by_login="auditor", serves=(REF,), **also):
    ref = board.saved(RecordAudit("2016-06-01", "embedded", serves=serves, **also), by=by_login)
    return ref.references[0]


def why(board, ref, **also):
    return why_not_independent(board.records, board.records.get("audits", ref), board.today, **also)


def told(board, ref, title, label):
    page = page_of(board.records, ref, board.today)
    section = next(one for one in page.sections if one.title == title)
    return next((line.text for line in section.lines if (line.label or "").startswith(label)), None)


@pytest.mark.parametrize(
    "login, by, partial",
    [
        ("auditor", None, False),
        ("auditor", "Quality", False),
        ("auditor", "Outside firm", False),
        ("stranger", None, False),
        ("nurse", None, True),
        ("nurse", "Quality", True),
        ("nurse", "Outside firm", True),
        ("auditor", "ward", True),
        ("stranger", "Ward", True),
    ],
)
def test_whose_audit_of_the_wards_action_is_not_independent(owned, login, by, partial):
    ref = record(owned, login, by=by)
    said = why(owned, ref)
    assert (said is not None) == partial
    assert said in (None, "Ward leads act-1, which it tests")
    shown = told(owned, ref, "What it found", "Independence")
    assert shown == (f"not independent: {said}" if partial else None)
    assert ("not independent" in str(told(owned, REF, "Audits", ref))) == partial


@pytest.mark.parametrize(
    "serves", [("act-1",), (REF,), ("child-a",)], ids=["the action", "what it serves", "a review"]
)
def test_what_an_audit_tests_is_what_it_names_and_the_actions_of_that(owned, serves):
    owned.saved(AddAction(("child-a",), "Tell staff", lead="ward"))
    assert why(owned, record(owned, "nurse", serves=serves))


def test_what_is_served_later_counts_too(owned):
    owned.rec("child-a", text="Another.")
    ref = record(owned, "nurse", serves=("child-a/rec-2",))
    assert why(owned, ref) is None
    owned.saved(ServeAlso("act-1", "child-a/rec-2"))
    assert why(owned, ref)


def test_an_audit_of_a_theme_is_marked_where_it_tests_the_own_action(owned):
    ref = record(owned, "nurse", serves=(), themes=("neglect",))
    assert why(owned, ref) is None
    assert "not independent" in told(owned, REF, "Audits", ref)


def test_a_withdrawn_action_is_nobodys(owned):
    ref = record(owned, "nurse")
    owned.saved(WithdrawAction("act-1", why="Never ours."))
    assert why(owned, ref) is None


def test_it_is_never_blocked_and_counts_as_before(owned):
    saved = owned.saved(RecordAudit("2026-10-01", "embedded", serves=(REF,)), by="nurse")
    assert any("not independent" in note for note in saved.notes)
    assert owned.ask(REF).practice.state == "embedded"


def test_an_auditor_whose_login_did_not_record_it_is_a_claim(owned):
    ref = record(owned, "nurse", by="Quality")
    audit = owned.records.get("audits", ref)
    assert "claim" in claimed_for(owned.records, audit) and "nurse" in auditor(owned.records, audit)
    assert told(owned, ref, "What it found", "By") == "Quality (claimed by nurse)"
    assert told(owned, ref, "What it found", "Recorded by") == "nurse (Ward)"


def test_ones_own_lead_is_no_claim_and_old_audits_claim_nothing(owned, board):
    ref = record(owned, "auditor")
    audit = dict(owned.records.get("audits", ref))
    assert (claimed_for(owned.records, audit), auditor(owned.records, audit)) == (None, "Quality")
    del audit["recorded_by"], audit["recorded_lead"]
    assert claimed_for(owned.records, {**audit, "by": "ward"}) is None


def test_a_claim_edited_in_later_is_one_too(owned):
    ref = record(owned, "auditor")
    owned.saved(EditAudit(ref, by="ward"))
    assert claimed_for(owned.records, owned.records.get("audits", ref))


def test_the_progress_report_says_so(owned):
    from datetime import date

    record(owned, "nurse", by="Quality")
    found: Progress = progress(owned.of(), date(2016, 1, 1), date(2016, 12, 31), owned.today)
    (line,) = found.audits_done
    assert line.by == "Quality (claimed by nurse)"
    assert line.not_independent == "Ward leads act-1, which it tests"


def test_what_is_filed_for_a_whole_review_says_that_it_reaches_nothing(owned):
    filed = owned.saved(AddEvidence(("child-a",), "Minutes"))
    assert any("no recommendation and no theme" in note for note in filed.notes)
    audit = owned.saved(RecordAudit("2016-06-01", "partly", serves=("child-a",)))
    assert any("no recommendation and no theme" in note for note in audit.notes)
    for command in (
        AddEvidence(("child-a", REF), "Minutes"),
        RecordAudit("2016-06-01", "partly", serves=("child-a",), themes=("neglect",)),
        RecordAudit("2016-06-01", "partly", serves=("child-a", REF)),
    ):
        assert not any("no theme" in note for note in owned.saved(command).notes)
