import hashlib
import os
import stat

import pytest

from auditrack.commands import run
from auditrack.commands.action import AddAction
from auditrack.commands.audit import RecordAudit
from auditrack.commands.evidence import (
    AcceptEvidence,
    AddEvidence,
    ReturnEvidence,
    ServeAlso,
    WithdrawEvidence,
)
from auditrack.commands.lead import AddLead
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.model.change import Refusal
from auditrack.register import evidence_files


def test_evidence_is_filed_and_what_nobody_said_stays_blank(desks, board):
    ref = board()
    made = desks.made(AddEvidence((ref, ref), "Training held", level="1", at="Z:/training.xlsx"))
    stored = desks.get("evidence", made)
    assert (stored["serves"], stored["level"], stored["state"]) == ((ref,), 1, "filed")
    assert (stored["filed_on"], stored["filed_by"]) == ("2026-11-20", "officer")
    assert "about" not in stored and "result" not in stored


def test_evidence_for_an_action_is_for_its_agency(desks, board):
    action = desks.made(AddAction((board(agencies=("Police",)),), "Brief"))
    assert desks.get("evidence", desks.made(AddEvidence((action,), "Rota")))["agency"] == "police"


def test_evidence_may_belong_to_an_audit(desks, board):
    ref = board()
    audit = desks.made(RecordAudit("2026-10", "partly", serves=(ref,)))
    stored = desks.get("evidence", desks.made(AddEvidence((audit, ref), "Tool", level=4)))
    assert (stored["audit"], stored["serves"]) == (audit, (ref,))
    other = desks.made(RecordAudit("2026-11", "partly", serves=(ref,)))
    desks.refused(AddEvidence((audit, other), "Tool"), "bad-value")


def test_a_result_that_tests_no_practice_is_kept_and_said(desks, board):
    ref = board()
    low = desks.saved(AddEvidence((ref,), "Survey", level=2, result="embedded"))
    assert "tests no practice" in low.notes[0]
    undated = desks.saved(AddEvidence((ref,), "Case files", level=3, result="embedded"))
    assert "date it is about" in undated.notes[0]
    full = desks.saved(AddEvidence((ref,), "Files", level=3, result="embedded", about="2026-05"))
    assert full.notes == ()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AddEvidence((), "x"), "missing"),
        (AddEvidence(("child-f/rec-1",), ""), "missing"),
        (AddEvidence(("child-f/rec-9",), "x"), "unknown-reference"),
        (AddEvidence(("child-f/rec-1",), "x", about="2027"), "future-date"),
        (AddEvidence(("child-f/rec-1",), "x", about="then"), "bad-date"),
        (AddEvidence(("child-f/rec-1",), "x", agency="Circus"), "unknown-reference"),
        (AcceptEvidence("ev-9"), "unknown-reference"),
        (AcceptEvidence("ev-1"), "second-person"),
        (ReturnEvidence("ev-1"), "reason-needed"),
        (WithdrawEvidence("ev-1"), "reason-needed"),
        (ServeAlso("ev-1", "child-f/rec-1"), "no-change"),
        (ServeAlso("ev-1", "child-f/rec-9"), "unknown-reference"),
    ],
)
def test_what_may_not_be_done_with_evidence(desks, board, command, code):
    desks.saved(AddEvidence((board(),), "Rota"))
    desks.refused(command, code)


def test_a_withdrawn_recommendation_takes_no_evidence(desks, board):
    ref = board()
    desks.saved(WithdrawRecommendation(ref, why="Twice"))
    desks.refused(AddEvidence((ref,), "Rota"), "withdrawn")


def test_a_second_person_accepts_and_returns(desks, board):
    made = desks.made(AddEvidence((board(),), "Rota"))
    desks.saved(AcceptEvidence(made), by="scrutiny")
    stored = desks.get("evidence", made)
    assert (stored["state"], stored["accepted_by"], stored["accepted_on"]) == (
        "accepted",
        "scrutiny",
        "2026-11-20",
    )
    desks.refused(AcceptEvidence(made), "no-change", by="scrutiny")
    desks.saved(ReturnEvidence(made, why="Which ward?"), by="scrutiny")
    stored = desks.get("evidence", made)
    assert (stored["state"], stored["returned_why"]) == ("returned", "Which ward?")
    assert "accepted_by" not in stored
    desks.refused(ReturnEvidence(made, why="Still"), "no-change", by="scrutiny")
    desks.saved(AcceptEvidence(made), by="scrutiny")
    assert "returned_why" not in desks.get("evidence", made)


def test_the_owner_of_the_action_accepts_no_evidence_for_it(desks, board):
    ref = board()
    desks.saved(AddLead("Police Lead", logins=("sergeant",)))
    desks.saved(AddLead("Business Unit", logins=("officer",)))
    desks.saved(AddLead("Scrutiny", logins=("scrutiny",)))
    desks.saved(AddAction((ref,), "Brief", lead="police-lead"))
    made = desks.made(AddEvidence((ref,), "Rota"))
    assert desks.get("evidence", made)["filed_lead"] == "business-unit"
    refusal = desks.refused(AcceptEvidence(made), "second-person", by="sergeant")
    assert "Police Lead" in refusal.message
    desks.saved(AcceptEvidence(made), by="scrutiny")
    assert desks.get("evidence", made)["accepted_lead"] == "scrutiny"


def test_an_overridden_acceptance_says_so(desks, board):
    made = desks.made(AddEvidence((board(),), "Rota"))
    desks.saved(AcceptEvidence(made, override="Nobody else in post"))
    assert desks.get("evidence", made)["override_why"] == "Nobody else in post"
    desks.saved(ReturnEvidence(made, why="Which ward?"), by="scrutiny")
    desks.saved(AcceptEvidence(made), by="scrutiny")
    assert not {"overridden", "override_why"} & set(desks.get("evidence", made))


def test_evidence_may_serve_another_record_later(desks, board):
    one, other = board("One"), board("Two")
    made = desks.made(AddEvidence((one,), "Rota"))
    desks.saved(ServeAlso(made, other))
    (link,) = desks.of().index("serves", "record")[made]
    assert link["serves"] == other
    desks.refused(ServeAlso(made, other), "no-change")
    action = desks.made(AddAction((one,), "Brief"))
    desks.refused(ServeAlso(action, action), "no-change")


def test_evidence_is_withdrawn_and_reinstated(desks, board):
    made = desks.made(AddEvidence((board(),), "Rota"))
    desks.saved(WithdrawEvidence(made, why="Names a child"))
    desks.refused(AcceptEvidence(made), "withdrawn", by="scrutiny")
    desks.saved(WithdrawEvidence(made, reinstate=True, why="It does not"))
    desks.saved(AcceptEvidence(made), by="scrutiny")


# Copied files


def kept(desks):
    return sorted(path.name for path in (desks.path / "evidence").iterdir())


def test_a_file_is_kept_by_its_hash_before_the_entry(desks, board, tmp_path):
    ref = board()
    source = tmp_path / "rota [1].txt"
    source.write_bytes(b"who was there")
    made = desks.made(AddEvidence((ref,), "Rota", file=source))
    stored = desks.get("evidence", made)
    digest = hashlib.sha256(b"who was there").hexdigest()
    assert (stored["file_sha256"], stored["file_name"]) == (digest, "rota [1].txt")
    copy = desks.path / "evidence" / digest
    assert copy.read_bytes() == b"who was there"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o440
    # The same content again is the same file.
    desks.saved(AddEvidence((ref,), "Rota", file=source))
    assert kept(desks) == [digest]


def test_no_file_is_copied_for_a_command_that_is_refused(desks, board, tmp_path):
    board()
    source = tmp_path / "rota.txt"
    source.write_bytes(b"who was there")
    desks.refused(AddEvidence(("child-f/rec-9",), "x", file=source), "unknown-reference")
    assert kept(desks) == []


def test_what_is_no_file_is_refused(desks, board, tmp_path):
    ref = board()
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    for path in (tmp_path, tmp_path / "nothing", fifo, tmp_path / "a\0b"):
        refusal = desks.refused(AddEvidence((ref,), "x", file=path), "bad-file")
        assert refusal.safe == "Nothing was changed."
    assert kept(desks) == []


def test_a_file_that_is_too_large_is_refused(desks, board, tmp_path):
    ref = board()
    source = tmp_path / "film.mp4"
    with source.open("wb") as file:
        file.truncate(evidence_files.LARGEST_FILE + 1)
    refusal = desks.refused(AddEvidence((ref,), "x", file=source), "bad-file")
    assert "100 MB" in refusal.message
    assert kept(desks) == []


def test_a_disk_that_fails_leaves_nothing_behind(desks, board, tmp_path, monkeypatch):
    ref = board()
    source = tmp_path / "rota.txt"
    source.write_bytes(b"who was there")

    def full(*_):
        raise OSError(28, "No space left on device")

    for call in ("open", "write", "fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(evidence_files.disk, call, full)
            result = run(desks.of(), AddEvidence((ref,), "Rota", file=source))
        assert isinstance(result, Refusal) and result.code == "not-saved", call
        assert "full" in result.message
        assert kept(desks) == []
    assert desks.of().select("evidence") == ()
