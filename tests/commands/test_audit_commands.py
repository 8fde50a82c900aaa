from dataclasses import replace

import pytest

from auditrack.commands.audit import EditAudit, PlanAudit, RecordAudit, WithdrawAudit
from auditrack.commands.lead import AddLead


def test_an_audit_is_recorded_as_told(desks, board):
    ref = board(agencies=("Police",))
    made = desks.made(
        RecordAudit(
            "October 2026",
            "Not embedded",
            serves=(ref,),
            looked_at="staff knowledge",
            method="case file audit",
            sample="20",
            met=17,
            practice="2026-01..2026-06",
            agencies=("police",),
            by="QA Consultant",
            next="+12m",
        )
    )
    stored = desks.get("audits", made)
    assert (stored["status"], stored["date"], stored["outcome"]) == (
        "done",
        "2026-10",
        "not-embedded",
    )
    assert (stored["sample"], stored["met"], stored["looked_at"]) == (20, 17, "staff-knowledge")
    assert (stored["practice_from"], stored["practice_to"]) == ("2026-01", "2026-06")
    assert (stored["agencies"], stored["by"], stored["next"]) == (
        ("police",),
        "QA Consultant",
        "2027-11-20",
    )
    assert "themes" not in stored


def test_an_auditor_on_record_is_kept_as_the_lead(desks, board):
    ref = board()
    desks.saved(AddLead("Head of Quality", logins=("officer",)))
    named = desks.made(RecordAudit("2026-10", "partly", serves=(ref,), by="head of quality"))
    unsaid = desks.made(RecordAudit("2026-11", "partly", serves=(ref,)))
    assert {desks.get("audits", a)["by"] for a in (named, unsaid)} == {"head-of-quality"}


def test_an_audit_may_test_themes_alone(desks):
    made = desks.made(RecordAudit("2026-10", "embedded", themes=("Neglect", "neglect")))
    assert desks.get("audits", made)["themes"] == ("neglect",)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"serves": ()}, "missing"),
        ({"date": ""}, "missing"),
        ({"date": "2027-01"}, "future-date"),
        ({"date": "soon"}, "bad-date"),
        ({"outcome": "good"}, "bad-value"),
        ({"looked_at": "the sky"}, "bad-value"),
        ({"sample": "10", "met": "11"}, "bad-number"),
        ({"sample": "-1"}, "bad-number"),
        ({"sample": "many"}, "bad-number"),
        ({"met": "3"}, "missing"),
        ({"practice": "2026..2025"}, "bad-date"),
        ({"practice": "2026-01..2026-12"}, "bad-date"),
        ({"practice": "spring"}, "bad-date"),
        ({"next": "2026-09"}, "not-later"),
        ({"agencies": ("Circus",)}, "unknown-reference"),
        ({"themes": ("unicorns",)}, "unknown-theme"),
        ({"serves": ("child-f/rec-9",)}, "unknown-reference"),
        ({"planned": "aud-9"}, "unknown-reference"),
    ],
)
def test_what_an_audit_may_not_be(desks, board, told, code):
    board()
    fields = {"date": "2026-10", "outcome": "partly", "serves": ("child-f/rec-1",)} | told
    desks.refused(RecordAudit(**fields), code)


def test_a_planned_audit_is_made_once(desks, board):
    ref = board()
    planned = desks.made(PlanAudit("Are siblings seen?", date="March 2026", serves=(ref,)))
    stored = desks.get("audits", planned)
    assert (stored["status"], stored["date"]) == ("planned", "2026-03")
    assert desks.made(RecordAudit("2026-04", "partly", planned=planned)) == planned
    stored = desks.get("audits", planned)
    assert (stored["status"], stored["date"], stored["question"]) == (
        "done",
        "2026-04",
        "Are siblings seen?",
    )
    assert stored["serves"] == (ref,)
    desks.refused(RecordAudit("2026-05", "partly", planned=planned), "not-planned")


def test_a_plan_needs_a_question_and_a_subject(desks, board):
    ref = board()
    desks.refused(PlanAudit("", serves=(ref,)), "missing")
    desks.refused(PlanAudit("Are siblings seen?"), "missing")


TO_SAMPLE = PlanAudit("Seen?", "2026-11", themes=("neglect",), practice="2026-05..2026-10")


def test_a_plan_says_which_practice_is_to_be_sampled(desks):
    stored = desks.get("audits", desks.made(TO_SAMPLE))
    assert (stored["practice_from"], stored["practice_to"]) == ("2026-05", "2026-10")
    assert desks.get("audits", desks.made(replace(TO_SAMPLE, practice="")))["status"] == "planned"
    for practice, date in (("2026-05..2026-12", "2026-11"), ("soon", None)):
        desks.refused(replace(TO_SAMPLE, practice=practice, date=date), "bad-date")


def test_the_practice_of_a_plan_stands_where_none_is_said_and_is_told(desks):
    ref = desks.made(TO_SAMPLE)
    saved = desks.saved(RecordAudit("2026-11-19", "embedded", planned=ref))
    assert "The practice sampled stands as planned: May to October 2026." in saved.notes
    stored = desks.get("audits", ref)
    assert (stored["practice_from"], stored["practice_to"]) == ("2026-05", "2026-10")


def test_another_practice_than_planned_takes_its_place(desks):
    ref = desks.made(TO_SAMPLE)
    saved = desks.saved(
        RecordAudit("2026-11-19", "embedded", planned=ref, practice="2026-07..2026-11-10")
    )
    assert not any("as planned" in note for note in saved.notes)
    assert desks.get("audits", ref)["practice_to"] == "2026-11-10"


def test_an_audit_made_before_the_practice_it_was_to_sample_was_over_must_say_which(desks):
    ref = desks.made(TO_SAMPLE)
    refused = desks.refused(RecordAudit("2026-09-30", "embedded", planned=ref), "bad-date")
    assert refused.ref == ref and "--practice" in str(refused) and "October 2026" in refused.message
    assert desks.get("audits", ref)["status"] == "planned"


def test_a_plan_is_not_moved_before_the_practice_that_it_samples(desks):
    ref = desks.made(TO_SAMPLE)
    desks.refused(EditAudit(ref, date="2026-08"), "bad-date")
    desks.saved(EditAudit(ref, date="2026-08", practice="2026-02..2026-07"))
    assert desks.get("audits", ref)["practice_to"] == "2026-07"


def test_an_audit_is_withdrawn_and_reinstated(desks, board):
    made = desks.made(RecordAudit("2026-10", "partly", serves=(board(),)))
    desks.refused(WithdrawAudit(made), "reason-needed")
    desks.saved(WithdrawAudit(made, why="Entered twice"))
    desks.refused(WithdrawAudit(made, why="Again"), "withdrawn")
    desks.saved(WithdrawAudit(made, reinstate=True, why="It was not"))
    assert "withdrawn_on" not in desks.get("audits", made)
