"""What evidence and audits reach, and when they are tests of practice."""

import pytest

from auditrack.commands.audit import PlanAudit, WithdrawAudit
from auditrack.commands.evidence import (
    AcceptEvidence,
    AddEvidence,
    ReturnEvidence,
    ServeAlso,
    WithdrawEvidence,
)
from auditrack.commands.finding import AddFinding
from auditrack.commands.lead import AddLead


@pytest.fixture
def review(board):
    return board.review("child-a")


def _shown(board, ref, as_at=None):
    return {row.agency: {item.ref for item in row.evidence} for row in board.rows(ref, as_at)}


def _accepted(board, ref, as_at=None):
    return {item.accepted for row in board.rows(ref, as_at) for item in row.evidence}


PRACTICE = {"level": 3, "about": "2017-03-01", "result": "embedded"}


class TestReach:
    def test_every_agency_asked_where_it_names_none(self, board, review):
        ref = board.rec(review, "Police", "Health")
        one = board.evidence(ref)
        assert _shown(board, ref) == {"Police": {one}, "Health": {one}}

    def test_one_agency_of_several(self, board, review):
        ref = board.rec(review, "Police", "Health")
        one = board.evidence(ref, agency="Police", accepted_by="scrutineer", **PRACTICE)
        assert _shown(board, ref) == {"Police": {one}, "Health": set()}
        position = board.position()
        assert position.practice == "PARTLY"
        assert position.label == "Embedded where tested, not tested everywhere"
        assert "embedded where tested (Police), not tested: Health" in position.reason

    def test_both_agencies_tested_one_by_one_are_not_one_test(self, board, review):
        ref = board.rec(review, "Police", "Health")
        both = board.evidence(ref, accepted_by="scrutineer", **PRACTICE)
        position = board.position()
        assert position.practice == "RETEST_DUE"
        assert position.last_test == f"evidence {both} +"
        assert len(position.tested.tests) == 1

    def test_the_recommendation_of_the_action_it_serves_for_the_actions_agency(self, board, review):
        ref = board.rec(review, "Police", "Health")
        board.made(AddLead("Designated nurse", agency="Health"))
        by_agency = board.evidence(board.action(ref, agency="Police"))
        by_lead = board.evidence(board.action(ref, lead="Designated nurse"))
        assert _shown(board, ref) == {"Police": {by_agency}, "Health": {by_lead}}

    def test_what_it_was_said_to_serve_later(self, board, review):
        one, two = board.rec(review, "Police"), board.rec(review, "Police", label="2")
        filed = board.evidence(one)
        board.made(ServeAlso(filed, two))
        assert _shown(board, two) == {"Police": {filed}}
        action = board.action(one)
        board.made(ServeAlso(action, two))
        assert [each.ref for each in board.ask(two).actions] == [action]

    def test_the_board_as_well_where_it_is_an_agencys_that_is_not_asked_by_name(
        self, board, review
    ):
        ref = board.rec(review, "The Board")
        board.action(ref, agency="Police")
        one = board.evidence(ref, agency="Police", accepted_by="scrutineer", **PRACTICE)
        assert _shown(board, ref) == {"board": {one}}
        assert board.position().last_test == f"evidence {one} +"

    def test_nobody_who_is_not_asked(self, board, review):
        ref = board.rec(review, "Police")
        board.action(ref, agency="Housing")
        board.evidence(ref, agency="Housing", accepted_by="scrutineer", **PRACTICE)
        assert _shown(board, ref) == {"Police": set()}
        assert board.position().last_test is None

    def test_what_belongs_to_an_audit_is_shown_and_is_no_second_test(self, board, review):
        ref = board.rec(review, "Police")
        audit = board.audit(ref, on="2017-02-01")
        one = board.evidence(audit, accepted_by="scrutineer", **PRACTICE)
        assert _shown(board, ref) == {"Police": {one}}
        assert [str(test) for test in board.position().tested.tests] == [f"audit {audit} +"]

    def test_withdrawn_evidence_shows_nothing(self, board, review):
        ref = board.rec(review, "Police")
        one = board.evidence(ref, on="2016-01-01", about="2015-12-01")
        board.made(WithdrawEvidence(one, why="Names a child."), "2016-06-01")
        assert _shown(board, ref) == {"Police": set()}
        assert _shown(board, ref, "2016-05-31") == {"Police": {one}}


class TestAcceptance:
    def test_by_a_second_person_makes_a_test_of_it(self, board, review):
        ref = board.rec(review, "Police")
        one = board.evidence(ref, **PRACTICE)
        position = board.position()
        assert (position.last_test, position.practice) == (None, "OVERDUE")
        assert "evidence_without_result" in position.flags
        board.made(AcceptEvidence(one), by="scrutineer")
        assert board.position().last_test == f"evidence {one} +"

    def test_by_its_filer_never_does_not_even_overridden(self, board, review):
        ref = board.rec(review, "Police")
        one = board.evidence(ref, **PRACTICE)
        board.made(AcceptEvidence(one, override="Nobody else was there."))
        assert board.records.get("evidence", one)["state"] == "accepted"
        assert _accepted(board, ref) == {False}
        assert board.position().last_test is None

    def test_by_the_actions_owner_never_does(self, board, review):
        board.made(AddLead("Head of practice", logins=("head",)))
        board.made(AddLead("Nurse", logins=("nurse",)))
        board.made(AddLead("Officer", logins=("officer",)))
        ref = board.rec(review, "Police")
        board.action(ref, lead="Head of practice")
        one = board.evidence(ref, **PRACTICE)
        assert board.do(AcceptEvidence(one), by="head").code == "second-person"
        board.made(AcceptEvidence(one, override="The board is small."), by="head")
        assert _accepted(board, ref) == {False}
        two = board.evidence(ref, accepted_by="nurse", **PRACTICE)
        assert {i.ref: i.accepted for i in board.rows(ref)[0].evidence} == {one: False, two: True}

    def test_of_one_actions_evidence_by_the_lead_of_another(self, board, review):
        board.made(AddLead("Head of practice", logins=("head",)))
        board.made(AddLead("Nurse", logins=("nurse",)))
        board.made(AddLead("Officer", logins=("officer",)))
        ref = board.rec(review, "Police")
        mine = board.action(ref, lead="Head of practice")
        board.action(ref, lead="Nurse", what="Another.")
        board.evidence(mine, accepted_by="nurse", **PRACTICE)
        assert _accepted(board, ref) == {True}

    def test_counts_from_its_day(self, board, review):
        ref = board.rec(review, "Police")
        one = board.evidence(ref, on="2017-06-01", **PRACTICE)
        board.made(AcceptEvidence(one), "2017-09-01", by="scrutineer")
        assert _accepted(board, ref, "2017-08-31") == {False}
        assert _accepted(board, ref, "2017-09-01") == {True}

    def test_returned_it_is_none(self, board, review):
        ref = board.rec(review, "Police")
        one = board.evidence(ref, accepted_by="scrutineer", **PRACTICE)
        board.made(ReturnEvidence(one, why="No numbers."), by="scrutineer")
        assert _accepted(board, ref) == {False}

    @pytest.mark.parametrize(
        "lacking", [{"level": 2}, {"about": None}, {"result": None}, {"level": 0}]
    )
    def test_without_level_date_or_result_tests_nothing(self, board, review, lacking):
        board.evidence(
            board.rec(review, "Police"), accepted_by="scrutineer", **(PRACTICE | lacking)
        )
        assert board.position().last_test is None

    def test_on_what_is_live_alone(self, board, review):
        ref = board.rec(review, "Police")
        board.evidence(ref, accepted_by="scrutineer", **PRACTICE)
        board.decide(ref, "no-longer-relevant")
        position = board.position()
        assert (position.practice, position.last_test) == ("NOTHING_ASKED", None)


class TestAudits:
    def test_test_the_confirmed_themes_of_what_they_serve(self, board, review):
        ref = board.rec(review, "Police")
        board.theme(ref, "voice_of_child", "suggest")
        audit = board.audit(ref, on="2017-02-01")
        assert board.position().last_test == f"audit {audit} +"
        assert board.position("voice_of_child").last_test is None
        board.theme(ref, "voice_of_child", "confirm")
        assert board.position("voice_of_child").last_test == f"audit {audit} +"

    def test_or_the_themes_they_name_alone(self, board, review):
        ref = board.rec(review, "Police")
        board.theme(ref, "voice_of_child")
        audit = board.audit(ref, on="2017-02-01", themes=("voice_of_child",))
        assert board.position().last_test is None
        assert board.position("voice_of_child").last_test == f"audit {audit} +"
        assert [one.ref for one in board.ask(ref).audits] == [audit]

    def test_of_a_theme_reach_every_recommendation_on_it(self, board, review):
        one, two = board.rec(review, "Police"), board.rec(review, "Health", label="2")
        audit = board.audit(on="2017-02-01", themes=("neglect",), outcome="partly")
        assert [each.ref for each in (*board.ask(one).audits, *board.ask(two).audits)] == [
            audit,
            audit,
        ]
        assert board.ask(two).practice.state == "partly"
        assert board.ask(two).last_audit == "2017-02-01"

    def test_of_an_action_or_a_finding_test_what_these_are_about(self, board, review):
        ref = board.rec(review, "Police")
        by_action = board.audit(board.action(ref), on="2017-02-01")
        assert board.position().last_test == f"audit {by_action} +"
        finding = board.made(AddFinding(review, "Unseen.", theme=("voice_of_child",)))
        by_finding = board.audit(finding, on="2017-03-01")
        assert board.position("voice_of_child").last_test == f"audit {by_finding} +"

    def test_name_agencies_by_alias_and_by_predecessor(self, board, review):
        from auditrack.commands.agency import AddAgency, ReplaceAgency

        board.made(AddAgency("Fernshire Constabulary", aliases=("Police",)))
        board.made(AddAgency("Fern CCG"))
        board.rec(review, "Police", "Fern CCG")
        board.audit(on="2017-02-01", themes=("neglect",), agencies=("police", "Fern CCG"))
        board.made(ReplaceAgency("Fern CCG", "Fern ICB"))
        position = board.position()
        assert position.practice == "RETEST_DUE"
        assert "partial_coverage" not in position.flags

    def test_that_miss_an_agency_are_partly(self, board, review):
        board.rec(review, "Police", "Health")
        board.audit(on="2017-02-01", themes=("neglect",), agencies=("Police",))
        position = board.position()
        assert position.practice == "PARTLY"
        assert "partial_coverage" in position.flags

    def test_of_documents_or_without_a_result_test_nothing(self, board, review):
        ref = board.rec(review, "Police")
        board.audit(ref, on="2017-02-01", looked_at="documents")
        board.audit(ref, on="2017-02-02", looked_at="staff-knowledge")
        board.audit(ref, on="2017-02-03", outcome="inconclusive")
        position = board.position()
        assert position.last_test is None
        assert {"not_a_test_of_practice", "inconclusive_ignored"} <= set(position.flags)

    def test_stand_at_the_end_of_the_practice_sampled(self, board, review):
        ref = board.rec(review, "Police", due="2016-01-31")
        board.audit(ref, on="2018-02-01", practice="2015-09..2015-12", outcome="not-embedded")
        board.audit(ref, on="2018-01-01", outcome="embedded")
        position = board.position()
        assert "baseline_ignored" in position.flags
        assert position.practice == "RETEST_DUE"

    def test_planned_or_withdrawn_are_none(self, board, review):
        ref = board.rec(review, "Police")
        board.made(PlanAudit("Do files show it?", "2026-01", (ref,)))
        audit = board.audit(ref, on="2017-02-01")
        board.made(WithdrawAudit(audit, why="The wrong files."), "2018-01-01")
        assert board.position().last_test is None
        assert board.position(as_at="2017-12-31").last_test == f"audit {audit} +"


def test_practice_of_one_recommendation_rests_on_its_own_tests(board, review):
    one, two = board.rec(review, "Police"), board.rec(review, "Police", label="2")
    board.theme(two, "neglect", "reject")
    board.theme(two, "voice_of_child")
    board.audit(one, on="2017-02-01", outcome="not-embedded")
    assert board.ask(one).practice.state == "not-embedded"
    assert board.ask(two).practice.state == "not-tested"


def test_best_level_counts_what_stands(board, review):
    ref = board.rec(review, "Police")
    board.evidence(ref, level=1)
    four = board.evidence(ref, level=4)
    assert board.ask(ref).best_level == 4
    board.made(ReturnEvidence(four, why="No numbers."), by="scrutineer")
    assert board.ask(ref).best_level == 1


def test_evidence_of_an_agency_not_on_record_is_refused(board, review):
    refusal = board.do(AddEvidence((board.rec(review),), "Seen.", agency="Nobody"))
    assert refusal.code == "unknown-reference"
