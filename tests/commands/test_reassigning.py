"""One post's open work given to another, and a login that is taken off."""

import pytest

from auditrack.commands.action import ActionDone, AddAction, SignOffAction, UpdateAction
from auditrack.commands.audit import PlanAudit, RecordAudit
from auditrack.commands.evidence import AddEvidence, ReturnEvidence
from auditrack.commands.lead import AddLead, EditLead, VacateLead
from auditrack.commands.leaving import TakeLoginOff
from auditrack.commands.reassigning import ReassignLead
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.role import SetRoles
from auditrack.commands.subgroup import AddSubgroup
from auditrack.commands.undo import UndoLast
from auditrack.views.changes import sentence

OLD, NEW = "head-of-practice", "named-nurse"


@pytest.fixture
def post(desks, board):
    """A lead with four actions, two audits, one of them made, and another lead."""
    rec = board(agencies=("Fernshire Council",))
    desks.saved(AddLead("Head of practice", agency="Fernshire Council", logins=("jash",)))
    desks.saved(AddLead("Named nurse", agency="Fernshire Hospitals"))
    for what in ("Train", "Audit", "Remind", "Write"):
        desks.saved(AddAction((rec,), what, lead=OLD, due="2026-12-01"))
    desks.saved(ActionDone("act-2"))
    desks.saved(ActionDone("act-3"), by="jash")
    desks.saved(UpdateAction("act-4", state="superseded", note="Another does it."))
    desks.saved(PlanAudit("Is it in the files?", date="2027-02", serves=(rec,), by=OLD))
    desks.saved(RecordAudit("2026-06-01", "partly", serves=(rec,), by=OLD, question="Is it?"))
    return rec


def leads(desks) -> list[str]:
    return [desks.get("actions", f"act-{number}")["lead"] for number in range(1, 5)]


class TestReassign:
    def test_what_is_open_moves_and_what_is_done_stays_with_who_did_it(self, desks, post):
        saved = desks.saved(ReassignLead(OLD, "Named nurse", why="The head left."))
        assert saved.references == ("act-1", "aud-1")
        assert leads(desks) == [NEW, OLD, OLD, OLD]
        assert desks.get("audits", "aud-1")["by"] == NEW
        assert desks.get("audits", "aud-2")["by"] == OLD
        assert saved.entry.cmd == "lead reassign" and saved.entry.why == "The head left."

    def test_the_history_says_from_whom_to_whom_and_what(self, desks, post):
        saved = desks.saved(ReassignLead(OLD, NEW))
        assert sentence(saved.entry, desks.of()) == (
            "Work given to another lead: Head of practice to Named nurse: act-1, aud-1"
        )

    def test_only_what_is_chosen(self, desks, post):
        saved = desks.saved(ReassignLead(OLD, NEW, only=("act-1",)))
        assert saved.references == ("act-1",)
        assert desks.get("audits", "aud-1")["by"] == OLD
        assert "Head of practice goes on with aud-1." in saved.notes

    def test_what_is_not_held_open_is_refused_and_nothing_moves(self, desks, post):
        for typed in ("act-2", "act-9", "aud-2"):
            refusal = desks.refused(ReassignLead(OLD, NEW, only=("act-1", typed)), "not-held")
            assert typed in refusal.message
        assert leads(desks)[0] == OLD

    def test_the_same_lead_nothing_open_and_nobody_are_refused(self, desks, post):
        desks.refused(ReassignLead(OLD, "Head of practice"), "no-change")
        desks.refused(ReassignLead(NEW, OLD), "no-change")
        desks.refused(ReassignLead(OLD, "The moon"), "unknown-reference")

    def test_it_is_undone_as_one(self, desks, post):
        desks.saved(ReassignLead(OLD, NEW))
        desks.saved(UndoLast())
        assert leads(desks)[0] == OLD and desks.get("audits", "aud-1")["by"] == OLD

    def test_it_is_not_undone_over_what_another_changed_since(self, desks, post):
        desks.saved(ReassignLead(OLD, NEW, only=("act-1",)))
        desks.saved(ReassignLead(NEW, OLD, only=("act-1",)), by="other")
        desks.refused(UndoLast(), "changed-since")

    def test_what_is_done_and_not_signed_off_is_said_to_stay(self, desks, post):
        notes = desks.saved(ReassignLead(OLD, NEW)).notes
        assert any("2 actions said to be done and not signed off are left" in one for one in notes)
        desks.saved(SignOffAction("act-2", override="Nobody else can."), by="chair")
        desks.saved(ReassignLead(NEW, OLD))
        notes = desks.saved(ReassignLead(OLD, NEW)).notes
        assert any("1 action said to be done and not signed off is left" in one for one in notes)

    def test_another_agency_and_a_vacant_lead_are_said(self, desks, post):
        desks.saved(VacateLead(NEW, on="2026-11-01"))
        notes = " ".join(desks.saved(ReassignLead(OLD, NEW)).notes)
        assert "Named nurse is of Fernshire Hospitals; the agency of act-1" in notes
        assert "Nobody holds Named nurse either: it is vacant since 1 November 2026." in notes

    def test_an_audit_of_ones_own_action_is_said_not_to_be_independent(self, desks, post):
        notes = desks.saved(ReassignLead(OLD, NEW, only=("act-1",))).notes
        assert not any("independent" in one for one in notes)
        notes = desks.saved(ReassignLead(OLD, NEW)).notes
        said = "aud-1 would not be independent: Named nurse leads act-1, which it tests."
        assert said in notes

    def test_a_subgroup_gives_its_part_to_a_subgroup_alone(self, desks, post):
        desks.saved(AddSubgroup("Head of practice"))
        desks.saved(EditRecommendation(post, delivering="head-of-practice"))
        notes = desks.saved(ReassignLead(OLD, NEW)).notes
        assert any("still name Head of practice as the subgroup" in one for one in notes)
        desks.refused(ReassignLead(OLD, NEW), "no-subgroup")
        desks.saved(AddSubgroup("Named nurse"))
        saved = desks.saved(ReassignLead(OLD, NEW))
        assert saved.references == (post,)
        assert desks.get("recommendations", post)["delivering"] == "named-nurse"

    def test_an_action_of_a_closed_recommendation_stays(self, desks, post, board):
        from auditrack.commands.closing import CloseRecommendation

        desks.saved(CloseRecommendation(post, override="The board accepts the risk."))
        saved = desks.saved(ReassignLead(OLD, NEW))
        assert saved.references == ("aud-1",)

    def test_a_reader_may_not(self, desks, post):
        desks.saved(SetRoles("officer", ("administrator",)))
        desks.saved(SetRoles("reader", ("reader",)))
        desks.refused(ReassignLead(OLD, NEW), "role", by="reader")


class TestLoginOff:
    def test_the_lead_is_vacant_the_roles_gone_and_entries_keep_the_name(self, desks, post):
        desks.saved(SetRoles("officer", ("administrator",)))
        desks.saved(SetRoles("jash", ("officer", "scrutineer")))
        saved = desks.saved(TakeLoginOff("jash", on="2026-11-13", why="Jo left."))
        lead = desks.get("leads", OLD)
        assert lead["vacant_since"] == "2026-11-13"
        assert "logins" not in lead and "holder" not in lead
        assert not desks.get("roles", "jash").get("roles")
        assert saved.references == (OLD, "jash")
        notes = " ".join(saved.notes)
        assert "Head of practice is vacant since 13 November 2026" in notes
        assert "Its roles are taken away: officer, scrutineer." in notes
        assert "goes on with 1 open action and 1 planned audit: auditrack lead reassign" in notes
        assert "never saved lies in its own folder" in notes
        assert "until whoever runs the host closes it" in notes
        said = [one for one in desks.of().select("updates") if one["action"] == "act-3"]
        assert said[-1]["by"] == "jash"

    def test_a_lead_with_another_login_is_not_vacant(self, desks, post):
        desks.saved(EditLead(OLD, holder="Jo Ash", logins=("jash", "mbeech")))
        saved = desks.saved(TakeLoginOff("jash"))
        assert desks.get("leads", OLD)["logins"] == ("mbeech",)
        assert "vacant_since" not in desks.get("leads", OLD)
        assert any("mbeech is with it still, and Jo Ash stays down" in one for one in saved.notes)
        assert any("No roles are set here" in one for one in saved.notes)

    def test_the_last_administrator_is_not_taken_off(self, desks, post):
        desks.saved(SetRoles("officer", ("administrator",)))
        desks.refused(TakeLoginOff("officer"), "no-administrator")
        desks.saved(SetRoles("other", ("administrator",)))
        desks.saved(TakeLoginOff("officer"))
        desks.refused(TakeLoginOff("other"), "no-administrator", by="other")

    def test_only_an_administrator_takes_one_off(self, desks, post):
        desks.saved(SetRoles("officer", ("administrator",)))
        desks.saved(SetRoles("chair", ("chair",)))
        desks.refused(TakeLoginOff("jash"), "role", by="chair")

    def test_an_unknown_login_and_a_day_to_come_are_refused(self, desks, post):
        desks.refused(TakeLoginOff("nobody"), "unknown-login")
        desks.refused(TakeLoginOff("jash", on="2030"), "future-date")

    def test_evidence_that_waits_or_came_back_is_said(self, desks, post):
        for shows in ("A policy", "A rota", "A list"):
            desks.saved(AddEvidence((post,), shows), by="jash")
        desks.saved(ReturnEvidence("ev-2", why="Which?"))
        notes = " ".join(desks.saved(TakeLoginOff("jash")).notes)
        assert "2 pieces of evidence that it filed still to be accepted." in notes
        assert "1 piece of evidence that it filed came back" in notes

    def test_it_is_undone(self, desks, post):
        desks.saved(SetRoles("officer", ("administrator",)))
        desks.saved(SetRoles("jash", ("officer",)))
        desks.saved(TakeLoginOff("jash"))
        desks.saved(UndoLast())
        lead = desks.get("leads", OLD)
        assert lead["logins"] == ("jash",) and "vacant_since" not in lead
        assert desks.get("roles", "jash")["roles"] == ("officer",)
