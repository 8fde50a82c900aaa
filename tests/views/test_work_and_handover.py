"""What a login has to do, and what a post hands over, from records."""

from datetime import date

import pytest

from auditrack.commands.action import ActionDone, ExtendAction, UpdateAction
from auditrack.commands.agency import AddAgency
from auditrack.commands.audit import PlanAudit
from auditrack.commands.audit_sample import RecordDraw
from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.evidence import ReturnEvidence
from auditrack.commands.lead import AddLead, VacateLead
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.return_form import AskForReturns
from auditrack.commands.subgroup import AddSubgroup
from auditrack.model.change import RefusedError
from auditrack.views.handover import handover_of
from auditrack.views.period import progress
from auditrack.views.post import post_of
from auditrack.views.work import work_of
from auditrack.views.work_line import KINDS, Asked

MINE, OTHER = "head-of-practice", "named-nurse"


@pytest.fixture
def rec(board):
    board.made(AddAgency("Police"))
    board.made(AddLead("Head of practice", agency="police", logins=("jash",)), "2020-01-01")
    board.made(AddLead("Named nurse", logins=("nurse",)), "2020-01-01")
    board.review("child-a", "2020-06-01")
    return board.rec("child-a", "Police", due="2026-06-30")


def lines(board, login="jash", signs=True, accepts=True, **also):
    asked = Asked(login, signs=signs, accepts=accepts, **also)
    return work_of(board.facts(), asked).lines


def told(board, login="jash", **also):
    return [(line.kind, line.ref, line.days) for line in lines(board, login, **also)]


class TestWork:
    def test_actions_are_late_due_soon_or_later_by_the_agreed_date(self, board, rec):
        board.action(rec, lead="Head of practice", due="2026-12-18")
        late = board.action(rec, lead="Head of practice", due="2026-10-21")
        board.action(rec, lead="Head of practice")
        board.action(rec, lead="Head of practice", due="2027-06-30")
        board.action(rec, lead="Named nurse", due="2026-01-01")
        assert told(board) == [
            ("overdue", late, 30),
            ("soon", "act-1", -28),
            ("later", "act-4", -222),
            ("later", "act-3", None),
        ]
        board.made(ExtendAction(late, "2027-01-31", why="Staff left."))
        assert ("later", late, -72) in told(board)

    def test_what_is_done_is_for_a_second_person_with_the_right(self, board, rec):
        action = board.action(rec, lead="Head of practice", due="2026-12-01")
        board.saved(ActionDone(action, on="2026-11-01"), by="jash")
        assert told(board) == []
        assert told(board, "nurse") == [("sign-off", action, 19)]
        assert told(board, "nurse", signs=False) == []
        # With no lead the register cannot tell that it is not this login's own lead's.
        assert told(board, "nobody") == []

    def test_ones_own_claim_about_anothers_action_is_not_ones_to_sign_off(self, board, rec):
        action = board.action(rec, lead="Head of practice", due="2026-12-01")
        board.saved(ActionDone(action, on="2026-11-01"), by="nurse")
        assert told(board, "nurse") == []

    def test_evidence_that_came_back_and_evidence_to_accept(self, board, rec):
        board.action(rec, lead="Head of practice", due="2027-12-01")
        mine = board.evidence(rec, by="jash", on="2026-11-10")
        assert told(board, "nurse") == [("accept", mine, 10)]
        assert [one[0] for one in told(board)] == ["later"]
        board.saved(ReturnEvidence(mine, why="Which cases?"), by="nurse")
        (first, *_) = lines(board)
        assert (first.kind, first.ref) == ("returned", mine) and "Which cases?" in first.why
        assert told(board, "nurse") == []

    def test_audits_planned_and_next_tests_are_its_leads(self, board, rec):
        board.made(PlanAudit("Is it?", "2026-11-10", (rec,), by=MINE))
        board.audit(rec, on="2026-01-01", by="Head of Practice", next="2027-01")
        board.made(PlanAudit("Is it so?", "2026-12-10", (rec,), by=OTHER))
        assert told(board) == [("audit", "aud-1", 10), ("audit", "aud-2", -72)]

    def test_replies_to_chase_are_to_what_it_acts_on(self, board, rec):
        board.made(ReplyToRecommendation(rec, "Police", asked_on="2026-10-01"), "2026-10-01")
        assert told(board) == []
        board.action(rec, lead="Head of practice")
        assert told(board)[0] == ("reply", rec, 22)
        board.made(ReplyToRecommendation(rec, "Police", answer="accepted"))
        assert [one[0] for one in told(board)] == ["later"]

    def test_a_return_form_is_chased_once_for_all_that_it_asks(self, board, rec):
        other = board.rec("child-a", "Police", label="2")
        board.action(rec, other, lead="Named nurse")
        (form,) = board.saved(
            AskForReturns(("Police",), asked_on="2026-10-01", due_back="2026-10-30"), "2026-10-01"
        ).references
        assert told(board, "nurse")[0] == ("reply", form, 21)
        assert [one[0] for one in told(board, "nurse")] == ["reply", "later"]
        assert told(board) == [("reply", form, 21)]  # its own agency's to give back
        (line, *_) = lines(board)
        assert (line.record, line.what) == ("return form", "Return form of Police")
        promised = post_of(board.facts(), MINE).promised
        assert [(one.kind, one.ref, one.days) for one in promised] == [("return form", form, 21)]

    def test_a_subgroup_chases_what_it_delivers(self, board, rec):
        board.made(ReplyToRecommendation(rec, "Police", asked_on="2026-10-01"), "2026-10-01")
        board.made(AddSubgroup("Head of practice"))
        board.made(EditRecommendation(rec, delivering="head-of-practice"))
        assert told(board) == [("reply", rec, 22)]

    def test_what_is_closed_or_set_aside_is_no_work(self, board, rec):
        action = board.action(rec, lead="Head of practice", due="2026-01-01")
        board.made(UpdateAction(action, state="superseded", note="Another."))
        other = board.rec("child-a", "Police", label="2")
        board.action(other, lead="Head of practice", due="2026-01-01")
        board.close(other)
        assert told(board) == []

    def test_without_a_lead_it_is_what_is_overdue_for_everybody_and_says_so(self, board, rec):
        board.action(rec, lead="Head of practice", due="2026-01-01")
        board.action(rec, lead="Named nurse", due="2027-01-01")
        late = board.rec("child-a", "Police", label="3", due="2026-03-31")
        work = work_of(board.facts(), Asked("officer"))
        assert [(one.kind, one.ref) for one in work.lines] == [
            ("overdue", "act-1"),
            ("overdue", late),
        ]
        assert work.leads == () and "Your login officer holds no lead" in work.note
        assert "auditrack lead set LEAD" in work.note

    def test_everybodys_holds_all_of_it_in_the_order_of_its_kinds(self, board, rec):
        board.action(rec, lead="Head of practice", due="2026-01-01")
        board.done(board.action(rec, what="Train.", lead="Named nurse"))
        board.action(rec, what="Later.")
        board.saved(ReturnEvidence(board.evidence(rec), why="Which?"))
        board.evidence(rec)
        board.made(PlanAudit("Is it?", "2026-11-10", (rec,)))
        board.made(ReplyToRecommendation(rec, "Police", asked_on="2026-10-01"), "2026-10-01")
        board.action(rec, what="Soon.", due="2026-11-30")
        found = lines(board, "officer", everybody=True)
        assert list(dict.fromkeys(one.kind for one in found)) == list(KINDS)

    def test_of_leads_by_name_it_is_what_is_theirs(self, board, rec):
        board.action(rec, lead="Head of practice", due="2026-01-01")
        board.action(rec, lead="Named nurse", due="2026-02-01")
        found = lines(board, "officer", signs=False, accepts=False, leads=(MINE, OTHER))
        assert [one.ref for one in found] == ["act-1", "act-2"]

    def test_json_has_stable_keys(self, board, rec):
        board.action(rec, lead="Head of practice", due="2026-01-01")
        work = work_of(board.facts(), Asked("jash")).to_json()
        assert list(work) == ["login", "leads", "note", "lines"]
        assert work["leads"] == [{"ref": MINE, "title": "Head of practice"}]
        assert list(work["lines"][0]) == [
            *("kind", "ref", "record", "what", "why", "day", "days", "lead", "agency")
        ]


class TestPost:
    def test_what_it_has_in_hand(self, board, rec):
        moved = board.action(rec, lead="Head of practice", due="2026-06-30")
        board.made(ExtendAction(moved, "2026-10-31", why="Two posts were empty."))
        board.update(moved, "in-progress", "2026-11-01")
        done = board.action(rec, what="Train.", lead="Head of practice")
        board.done(done)
        over = board.action(rec, what="Over.", lead="Head of practice")
        board.saved(ActionDone(over), by="jash")
        board.sign_off(over, by="nurse")
        planned = board.made(PlanAudit("Is it?", "2027-02-01", themes=("neglect",), by=MINE))
        board.saved(RecordDraw(planned, "seed-1", 40, 5))
        board.audit(rec, on="2026-01-01", by=MINE, next="2026-12-01", question="Was it?")
        waits = board.evidence(rec, by="jash")
        board.made(ReplyToRecommendation(rec, "Police", asked_on="2026-10-01"), "2026-10-01")
        board.made(
            DecideRecommendation(rec, "keep-under-review", until="2026-12-31", on="2026-01-10")
        )
        post = post_of(board.facts(), MINE)
        assert [one.ref for one in post.actions] == [moved, done]
        assert [one.ref for one in post.overdue] == [moved] and post.overdue[0].days == 20
        assert post.finished == 1
        assert [(one.ref, one.part) for one in post.recommendations] == [
            (rec, f"leads {moved}, leads {done}")
        ]
        assert [(one.kind, one.ref, one.day) for one in post.promised] == [
            ("reply", rec, "2026-10-29"),
            ("extension", moved, "2026-10-31"),
            ("next test", "aud-2", "2026-12-01"),
            ("look again", rec, "2026-12-31"),
            ("planned audit", planned, "2027-02-01"),
        ]
        assert [(one.ref, one.state) for one in post.audits] == [
            (planned, "under way"),
            ("aud-2", "next test named"),
        ]
        assert [(one.ref, one.returned_why) for one in post.evidence] == [(waits, None)]
        assert post.held.moves == (moved, planned)

    def test_a_handover_says_who_holds_it_and_what_waits_for_decisions(self, board, rec):
        board.action(rec, lead="Head of practice", due="2026-01-01")
        board.made(VacateLead(MINE, on="2026-06-01"))
        handover = handover_of(board.records, "Head of practice", date(2026, 11, 20))
        assert handover.vacant_since == "2026-06-01" and handover.agency == "Police"
        kinds = [need.kind for need in handover.decisions]
        assert "overdue" in kinds and "vacant" in kinds
        assert handover.head == board.records.head

    def test_a_lead_that_is_none_is_refused(self, board, rec):
        with pytest.raises(RefusedError):
            handover_of(board.records, "The moon", date(2026, 11, 20))


def test_the_progress_report_says_of_a_test_that_nobody_will_make_it(board, rec):
    board.made(PlanAudit("Is it?", "2026-11-10", (rec,), by=MINE))
    board.made(VacateLead(MINE, on="2026-06-01"))
    day = date(2026, 9, 30)
    found = progress(board.records, date(2026, 7, 1), day, day)
    said = "For 1 of them nobody holds the lead that is to make it."
    assert any(said in message for message in found.key_messages)
    first = found.decisions_asked[0]
    assert first.ref == "aud-1" and first.why.startswith("the test's lead, Head of practice, has")
