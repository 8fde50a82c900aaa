"""An earlier value of a field put back as a new change, with the rights and rules of an edit."""

import pytest

from auditrack.commands.action import AddAction, EditAction
from auditrack.commands.agency import AddAgency, EditAgency
from auditrack.commands.audit import EditAudit, RecordAudit
from auditrack.commands.evidence import AcceptEvidence, AddEvidence, EditEvidence
from auditrack.commands.finding import AddFinding, EditFinding
from auditrack.commands.lead import AddLead, EditLead
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.restoring import RestoreField
from auditrack.commands.review import EditReview
from auditrack.commands.role import SetRoles


def test_the_value_of_an_entry_comes_back_as_a_new_change(desks, board):
    ref = board("First.", due="March 2027")
    first = desks.of().head.number
    for text, due in (("Second.", "2027-09"), ("Third.", "2028")):
        desks.saved(EditRecommendation(ref, text=text, due=due))
    saved = desks.saved(RestoreField(ref, "text", first, why="It was right."))
    assert saved.entry.cmd == "history restore" and saved.entry.why == "It was right."
    assert saved.entry.ops[0].fields["text"] == ("Third.", "First.")
    assert desks.saved(RestoreField(ref, "text", f"#{first + 1}", why="Second it is."))
    assert desks.get("recommendations", ref)["text"] == "Second."


def test_a_date_comes_back_with_the_words_it_was_printed_in(desks, board):
    ref = board("First.", due="end of March 2027")
    first = desks.of().head.number
    before = dict(desks.get("recommendations", ref))
    desks.saved(EditRecommendation(ref, due="2028"))
    desks.saved(RestoreField(ref, "due", first, why="Misread."))
    after = desks.get("recommendations", ref)
    assert (after["due"], after["due_text"]) == (before["due"], before["due_text"])


def test_a_field_that_was_blank_then_is_blank_again(desks, board):
    ref = board("First.")
    first = desks.of().head.number
    desks.saved(EditRecommendation(ref, outcome="Better.", agencies=("Police",), due="2027"))
    for field in ("outcome", "agencies", "due"):
        desks.saved(RestoreField(ref, field, first, why="Not said."))
        assert field not in desks.get("recommendations", ref)
    assert "due_text" not in desks.get("recommendations", ref)


@pytest.fixture
def everything(desks, board):
    """A record of each kind, then each edited: the reference, a field, its first value."""
    rec = board()
    finding = desks.made(AddFinding("child-f", "Seen.", led_to=(rec,)))
    action = desks.made(AddAction((rec,), "Train", lead="Ward"))
    evidence = desks.made(AddEvidence((rec,), "Rota", level=2))
    audit = desks.made(
        RecordAudit("2026-10-01", "partly", serves=(rec,), sample=20, met=12, themes=("neglect",))
    )
    agency = desks.made(AddAgency("Probation", aliases=("NPS",), since="2014"))
    lead = desks.made(AddLead("Head", holder="A. Person"))
    desks.at = desks.of().head.number
    desks.saved(EditReview("child-f", title="Child G", published="2022", subjects=("F",)))
    desks.saved(EditFinding(finding, text="Not seen.", led_to=()))
    desks.saved(EditAction(action, what="Train all", lead="Other"))
    desks.saved(EditEvidence(evidence, shows="Rota of May", level=3))
    desks.saved(EditAudit(audit, outcome="embedded", met="20", themes=("fathers_males",)))
    desks.saved(EditAgency(agency, name="Probation Service", aliases=(), since="2021"))
    desks.saved(EditLead(lead, holder="B. Person"))
    return desks


@pytest.mark.parametrize(
    "ref, table, field, value",
    [
        ("child-f", "reviews", "title", "Child F"),
        ("child-f", "reviews", "published", "2021-03"),
        ("child-f", "reviews", "subjects", None),
        ("child-f/f-1", "findings", "text", "Seen."),
        ("child-f/f-1", "findings", "led to", ("child-f/rec-1",)),
        ("act-1", "actions", "What", "Train"),
        ("act-1", "actions", "lead", "ward"),
        ("ev-1", "evidence", "level", 2),
        ("aud-1", "audits", "met", 12),
        ("aud-1", "audits", "outcome", "partly"),
        ("aud-1", "audits", "themes", ("neglect",)),
        ("probation", "agencies", "name", "Probation"),
        ("probation", "agencies", "aliases", ("NPS",)),
        ("probation", "agencies", "from", "2014"),
        ("head", "leads", "holder", "A. Person"),
    ],
)
def test_every_kind_of_record_has_fields_that_come_back(everything, ref, table, field, value):
    everything.saved(RestoreField(ref, field, everything.at, why="Misread."))
    name = field.lower().replace(" ", "_")
    assert everything.get(table, ref).get(name) == value


@pytest.mark.parametrize(
    "field, code",
    [
        ("due", "original-due"),
        ("ref", "not-restorable"),
        ("serves", "not-restorable"),
        ("entered on", "not-restorable"),
        ("withdrawn_on", "not-restorable"),
        ("done-on", "not-restorable"),
        ("__class__", "not-restorable"),
        ("", "missing"),
    ],
)
def test_what_no_edit_may_change_is_not_put_back(desks, board, field, code):
    action = desks.made(AddAction((board(),), "Train", due="2026-12"))
    desks.refused(RestoreField(action, field, desks.of().head.number, why="So."), code)


def test_what_is_refused_of_the_entry(desks, board):
    before = desks.of().head.number
    ref = board()
    desks.refused(RestoreField(ref, "text", before, why="So."), "not-there-yet")
    desks.refused(RestoreField(ref, "text", 999, why="So."), "no-such-entry")
    desks.refused(RestoreField(ref, "text", "first", why="So."), "bad-number")
    desks.refused(RestoreField(ref, "text", before + 1, why="So."), "no-change")
    desks.refused(RestoreField(ref, "text", before + 1), "reason-needed")


def test_the_rules_of_the_edit_hold(desks, board):
    ref = board()
    audit = desks.made(RecordAudit("2026-10-01", "partly", serves=(ref,), sample=20, met=12))
    at = desks.of().head.number
    desks.saved(EditAudit(audit, sample="10", met="6"))
    desks.refused(RestoreField(audit, "met", at, why="So."), "bad-number")


def test_the_rights_are_those_of_the_edit(desks, board):
    ref = board("First.", public_wording="Plain.")
    at = desks.of().head.number
    desks.saved(EditRecommendation(ref, text="Second.", public_wording="Plainer."))
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.saved(SetRoles("writer", ("author",)))
    refusal = desks.refused(RestoreField(ref, "text", at, why="So."), "role", by="writer")
    assert "officer" in refusal.message
    saved = desks.saved(RestoreField(ref, "public wording", at, why="So."), by="writer")
    assert saved.entry.role == "author"


def test_evidence_that_was_accepted_otherwise_waits_for_a_second_person_again(desks, board):
    evidence = desks.made(AddEvidence((board(),), "Rota", level=2))
    at = desks.of().head.number
    desks.saved(EditEvidence(evidence, level=3))
    desks.saved(AcceptEvidence(evidence), by="colleague")
    saved = desks.saved(RestoreField(evidence, "level", at, why="It is a rota."))
    document = desks.get("evidence", evidence)
    assert document["state"] == "filed" and "accepted_by" not in document
    assert "second person" in saved.notes[-1]


def test_where_the_file_of_accepted_evidence_lies_may_be_corrected(desks, board):
    evidence = desks.made(AddEvidence((board(),), "Rota", level=2))
    desks.saved(AcceptEvidence(evidence), by="colleague")
    desks.saved(EditEvidence(evidence, at="Shelf 4"))
    assert desks.get("evidence", evidence)["state"] == "accepted"


def test_what_an_edit_of_evidence_refuses(desks, board):
    evidence = desks.made(AddEvidence((board(),), "Rota", level=2))
    desks.refused(EditEvidence(evidence), "no-change")
    desks.refused(EditEvidence(evidence, level=5), "bad-number")
    desks.refused(EditEvidence(evidence, about="2030"), "future-date")
    desks.refused(EditEvidence(evidence, shows=""), "missing")
    desks.refused(EditEvidence(evidence, agency="Nobody"), "unknown-reference")
    assert any(
        "tests no practice" in n for n in desks.saved(EditEvidence("ev-1", result="partly")).notes
    )


def test_what_an_edit_of_an_audit_refuses(desks, board):
    from auditrack.commands.audit import PlanAudit

    ref = board()
    audit = desks.made(RecordAudit("2026-10-01", "partly", serves=(ref,), themes=("neglect",)))
    desks.refused(EditAudit(audit), "no-change")
    desks.refused(EditAudit(audit, date="2030"), "future-date")
    desks.refused(EditAudit(audit, date=""), "missing")
    desks.refused(EditAudit(audit, met="3"), "missing")
    desks.refused(EditAudit(audit, next="2026-09"), "not-later")
    desks.refused(EditAudit(audit, practice="2026-11..2026-12"), "bad-date")
    desks.refused(EditAudit(audit, outcome="splendid"), "bad-value")
    themed = desks.made(RecordAudit("2026-10-01", "partly", themes=("neglect",)))
    desks.refused(EditAudit(themed, themes=()), "missing")
    planned = desks.made(PlanAudit("Is it so?", themes=("neglect",), date="2027"))
    desks.refused(EditAudit(planned, outcome="partly"), "not-made")
    desks.saved(EditAudit(planned, date="2028"))
