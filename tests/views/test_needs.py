"""What needs a decision, from records: when it is asked, for whom, and what takes it away."""

from datetime import date

import pytest

from auditrack.analysis.need import KINDS
from auditrack.commands.action import ExtendAction, UpdateAction
from auditrack.commands.agency import ReplaceAgency
from auditrack.commands.audit import PlanAudit, RecordAudit
from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.lead import AddLead, HandOverLead, VacateLead
from auditrack.commands.proceedings import RecordProceedings
from auditrack.commands.reassigning import ReassignLead
from auditrack.commands.recommendation import EditRecommendation, WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import EditReview, WithdrawReview
from auditrack.commands.subgroup import AddSubgroup
from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.model.change import RefusedError
from auditrack.views.decisions import decisions
from auditrack.views.listing_needs import decisions as listing
from auditrack.views.needs import by_kind, first_need, need_json, needs_for, needs_in_brief
from auditrack.views.page import page_of
from auditrack.views.positions import positions_of
from auditrack.views.rows import RowList

TODAY = date(2026, 11, 20)


@pytest.fixture
def review(board):
    return board.review("child-a", "2020-06-01")


def needs(board, as_at=TODAY, **chosen):
    return decisions(board.records, as_at, **chosen)


def told(board, kind, as_at=TODAY, **chosen):
    return [(need.ref, need.why) for need in needs(board, as_at, kind=kind, **chosen)]


def whom(need):
    return (
        [one.name for one in need.agencies],
        [one.name for one in need.leads],
        [(one.name, one.part) for one in need.subgroups],
    )


def keep(board, ref, until, on="2026-01-10", **also):
    return board.made(DecideRecommendation(ref, "keep-under-review", until=until, on=on, **also))


class TestOrder:
    def test_is_that_of_a_meeting(self, board, review):
        ref = board.rec(review, "Police", due="2015-12-31")
        undone = board.rec(review, "Police", theme="voice_of_child", label="2")
        board.close(undone, "2022-01-01")
        board.audit(undone, on="2023-03-01", outcome="not-embedded")
        board.made(AddLead("Head of Service"), "2026-01-01")
        board.action(ref, lead="Head of Service", due="2026-01-31")
        done = board.action(ref, what="Train.")
        board.done(done, "2026-02-01")
        board.made(VacateLead("head-of-service", on="2026-02-01"))
        board.made(ReplyToRecommendation(ref, "Police", asked_on="2026-01-01"), "2026-01-01")
        board.made(PlanAudit("Do files show it?", "2026-03-31", (ref,)), "2026-01-01")
        board.made(
            PlanAudit("Is it known?", "2027-03-31", (ref,), by="head-of-service"), "2026-01-01"
        )
        board.saved(EditReview(review, status="provisional", provisional_until="2026-05-01"))
        keep(board, ref, "2026-06-01")
        kinds = [need.kind for need in needs(board)]
        assert list(dict.fromkeys(kinds)) == list(KINDS)
        assert [title for title, _ in by_kind(needs(board))][-1] == "To be looked at again"

    def test_in_brief_is_the_same_without_whom_it_concerns(self, board, review):
        board.rec(review, "Police", due="2015-12-31")
        facts = board.facts()
        rows = RowList(board.records, TODAY)
        brief = needs_in_brief(facts, positions_of(facts), [row.ask for row in rows.rows()])
        whole = needs(board)
        assert [str(need) for need in brief] == [str(need) for need in whole]
        assert whole[0].agencies and not brief[0].agencies
        asks = [row.ask for row in rows.rows()]
        assert first_need(facts, positions_of(facts), asks) == (len(brief), brief[0])


class TestVacant:
    def lead(self, board, on="2026-09-01"):
        board.made(AddLead("Head of Service", agency="Council"), "2026-01-01")
        board.made(VacateLead("head-of-service", on=on), on)

    def test_is_asked_where_it_leads_what_is_to_be_done(self, board, review):
        ref = board.rec(review, "Police")
        self.lead(board)
        assert told(board, "vacant") == []
        board.action(ref, lead="Head of Service")
        paused = board.action(ref, what="Later.", lead="Head of Service")
        board.update(paused, "paused")
        (need,) = needs(board, kind="vacant")
        assert need.why == (
            "nobody has held it since 1 September 2026, for 80 days, and it leads 1 action still "
            "to be done"
        )
        assert whom(need) == (["Council"], ["Head of Service"], [])

    def test_is_not_asked_within_the_boards_days_or_once_it_is_held_or_over(self, board, review):
        ref = board.rec(review, "Police")
        self.lead(board, "2026-10-23")
        action = board.action(ref, lead="Head of Service")
        assert told(board, "vacant") == []
        assert len(told(board, "vacant", date(2026, 11, 21))) == 1
        board.done(action)
        assert told(board, "vacant", date(2026, 12, 31)) == []
        board.action(ref, what="More.", lead="Head of Service")
        board.saved(HandOverLead("head-of-service", "Somebody"))
        assert told(board, "vacant", date(2026, 12, 31)) == []


class TestAuditWhoseLeadIsVacant:
    def plan(self, board, review, by="head-of-service"):
        ref = board.rec(review, "Police")
        board.made(AddLead("Head of Service", agency="Council"), "2026-01-01")
        return board.made(PlanAudit("Is it known?", "2027-03", (ref,), by=by), "2026-01-01")

    def test_is_asked_first_of_all_from_the_first_day(self, board, review):
        audit = self.plan(board, review)
        assert told(board, "audit-vacant") == []
        board.made(VacateLead("head-of-service", on="2026-11-20"))
        (need, *_) = needs(board)
        assert (need.kind, need.ref, need.record) == ("audit-vacant", audit, "audit")
        assert need.why == (
            "the test's lead, Head of Service, has been vacant since 20 November 2026; it is due "
            "by March 2027"
        )
        assert [one.ref for one in need.leads] == ["head-of-service"]
        said = {line.label: line.text for part in page_of(board.records, audit, TODAY).sections
                for line in part.lines}  # fmt: skip
        assert said["Its lead is vacant since"] == "20 November 2026"
        assert told(board, "audit-vacant", lead="Head of Service")

    def test_ends_with_a_holder_another_lead_or_the_audit_made(self, board, review):
        audit = self.plan(board, review)
        board.made(VacateLead("head-of-service", on="2026-10-20"))
        assert len(told(board, "audit-vacant")) == 1
        assert told(board, "audit-vacant", date(2026, 10, 19)) == []
        board.made(AddLead("Named Nurse"))
        board.made(ReassignLead("head-of-service", "named-nurse"))
        assert told(board, "audit-vacant") == []
        board.made(ReassignLead("named-nurse", "head-of-service"))
        board.saved(HandOverLead("head-of-service", "Somebody"))
        assert told(board, "audit-vacant") == []
        board.made(VacateLead("head-of-service"))
        board.made(RecordAudit("2026-11-20", "embedded", planned=audit))
        assert told(board, "audit-vacant") == []

    def test_a_next_test_that_was_promised_counts_as_a_plan_does(self, board, review):
        ref = board.rec(review, "Police")
        board.made(AddLead("Head of Service"))
        board.audit(ref, on="2026-01-01", by="head-of-service", next="2026-06-30")
        board.made(VacateLead("head-of-service", on="2026-10-20"))
        ((_, why),) = told(board, "audit-vacant")
        assert why.endswith("; it was due by 30 June 2026")
        assert len(told(board, "retest")) == 1  # that it is late is asked for beside it

    def test_who_is_no_lead_on_record_or_nobody_asks_for_nothing(self, board, review):
        self.plan(board, review, by="An auditor from elsewhere")
        self_planned = board.made(PlanAudit("Is it so?", themes=("neglect",)))
        assert self_planned
        board.made(VacateLead("head-of-service"))
        assert told(board, "audit-vacant") == []

    def test_a_title_as_typed_is_the_lead(self, board, review):
        self.plan(board, review, by="Head of service")
        board.made(VacateLead("head-of-service"))
        assert len(told(board, "audit-vacant")) == 1


class TestProvisional:
    def test_while_proceedings_go_on_nothing_is_asked(self, board, review):
        board.saved(EditReview(review, status="provisional"))
        assert told(board, "proceedings-ended") == []
        board.made(RecordProceedings(review, "inquest", open="2024-02"))
        board.made(RecordProceedings(review, "criminal", open="2024", ended="2025-03-01"))
        assert told(board, "proceedings-ended") == []
        board.made(RecordProceedings(review, "inquest", ended="2026-11-01"))
        ((ref, why),) = told(board, "proceedings-ended")
        assert ref == review
        assert why == (
            "still provisional: all its proceedings on record have ended (inquest, 1 November "
            "2026; criminal proceedings, 1 March 2025)"
        )
        assert told(board, "proceedings-ended", date(2026, 10, 31)) == []
        board.saved(EditReview(review, status="active"))
        assert told(board, "proceedings-ended") == []

    def test_once_its_day_passed_and_until_a_new_one(self, board, review):
        board.saved(EditReview(review, status="provisional", provisional_until="2026-11-19"))
        ((_, why),) = told(board, "proceedings-ended")
        assert why == "still provisional: it was provisional until 19 November 2026"
        board.saved(EditReview(review, provisional_until="2027-02-01", why="The appeal."))
        assert told(board, "proceedings-ended") == []

    def test_of_a_withdrawn_review_nothing_is_asked(self, board, review):
        board.saved(EditReview(review, status="provisional", provisional_until="2026-11-19"))
        board.saved(WithdrawReview(review, why="Another board's."))
        assert told(board, "proceedings-ended") == []


class TestKeptUnderReview:
    def test_asks_on_the_day_and_moves_no_axis(self, board, review):
        ref = board.rec(review, "Police", due="2026-12-31")
        before = board.ask(ref)
        was = (before.decision, before.is_open, str(before.delivery), before.practice.state)
        keep(board, ref, "2026-11-20", reason="To see the next audit.")
        after = board.ask(ref)
        assert (after.decision, after.is_open, str(after.delivery), after.practice.state) == was
        assert before.brag.letter == after.brag.letter
        assert told(board, "keep-under-review", date(2026, 11, 19)) == []
        assert told(board, "keep-under-review") == [
            (ref, "kept under review until 20 November 2026: To see the next audit.")
        ]

    def test_does_not_open_what_is_closed(self, board, review):
        ref = board.rec(review, "Police")
        board.close(ref, "2026-01-01")
        keep(board, ref, "2026-06-01", on="2026-01-02")
        assert board.status(ref) == "closed"
        assert [one for one, _ in told(board, "keep-under-review")] == [ref]

    @pytest.mark.parametrize(
        "after",
        [
            lambda ref: DecideRecommendation(ref, "implement"),
            lambda ref: DecideRecommendation(ref, "no-longer-relevant", "It is law now."),
            lambda ref: DecideRecommendation(ref, "keep-under-review", until="2027-06-01"),
            lambda ref: WithdrawRecommendation(ref, why="Entered twice."),
        ],
    )
    def test_is_over_with_any_later_decision(self, board, review, after):
        ref = board.rec(review, "Police")
        keep(board, ref, "2026-06-01")
        assert len(told(board, "keep-under-review")) == 1
        board.saved(after(ref))
        assert told(board, "keep-under-review") == []

    def test_of_a_theme_goes_on_in_the_one_it_was_merged_into(self, board, review):
        board.rec(review, "Police", "Health", theme="voice_of_child")
        keep(board, "voice_of_child", "2026-06-01")
        (need,) = needs(board, kind="keep-under-review")
        assert (need.ref, need.record) == ("voice_of_child", "theme")
        assert [one.name for one in need.agencies] == ["Police", "Health"]
        board.made(AddTheme("Seen and heard", ref="seen"))
        board.saved(MergeTheme("voice_of_child", "seen", why="The same."))
        (need,) = needs(board, kind="keep-under-review")
        assert (need.ref, need.what) == ("seen", "Seen and heard")

    def test_of_a_finding(self, board, review):
        finding = board.finding(review)
        keep(board, finding, "2026-06-01")
        (need,) = needs(board, kind="keep-under-review")
        assert (need.ref, need.record) == (finding, "finding")

    def test_a_pause_that_is_over_asks_its_lead(self, board, review):
        board.made(AddLead("Head of Service"), "2026-01-01")
        action = board.action(board.rec(review, "Police"), lead="Head of Service")
        board.saved(UpdateAction(action, "No staff.", "paused", until="2026-11-01"), "2026-06-01")
        (need,) = needs(board, kind="keep-under-review")
        assert need.why == "paused until 1 November 2026, which has passed"
        assert need.whom == "Head of Service"
        board.saved(UpdateAction(action, "Still none.", "paused", until="2027-01-01"))
        assert told(board, "keep-under-review") == []

    def test_a_day_for_publication_that_passed(self, board):
        board.review("child-p", None, publishable="after", publishable_after="2026-11-01")
        assert told(board, "keep-under-review") == [
            ("child-p", "not to be published until after 1 November 2026, which has passed")
        ]
        board.saved(EditReview("child-p", published="2026-11-18"))
        assert told(board, "keep-under-review") == []

    def test_a_retention_review_as_its_own_list_has_it(self, board):
        board.review("child-r", "2010", retention_review="2026-11")
        board.review("child-s", "2010", retention_review="2026-12")
        assert told(board, "keep-under-review") == [
            ("child-r", "its retention review was set for November 2026")
        ]


class TestWhomItConcerns:
    def test_an_action_is_its_own_agencys_or_its_leads(self, board, review):
        board.made(AddSubgroup("Quality and Performance"))
        ref = board.rec(
            review, "Police", "Health", delivering="Quality and Performance",
            assuring="Quality and Performance",
        )  # fmt: skip
        board.made(AddLead("Head of Service", agency="Council"))
        by_lead = board.action(ref, lead="Head of Service", due="2026-01-01")
        own = board.action(ref, agency="Health", due="2026-01-02")
        nobodys = board.action(ref, due="2026-01-03")
        found = {need.ref: whom(need) for need in needs(board, kind="overdue")}
        group = [("Quality and Performance", "delivers"), ("Quality and Performance", "assures")]
        assert found == {
            by_lead: (["Council"], ["Head of Service"], group),
            own: (["Health"], [], group),
            nobodys: (["Police", "Health"], [], group),
        }

    def test_an_overdue_ask_concerns_those_who_have_still_to_do_their_part(self, board, review):
        ref = board.rec(review, "Police", "Health", due="2026-01-01")
        action = board.action(ref, agency="Police", due="2027-01-01")
        board.done(action)
        board.sign_off(action)
        (need,) = needs(board, kind="overdue")
        assert (need.ref, need.whom, whom(need)[0]) == (ref, "Health", ["Health"])

    def test_a_missing_reply_concerns_who_has_not_answered(self, board, review):
        ref = board.rec(review, "Police", "Health")
        for agency in ("Police", "Health"):
            board.made(ReplyToRecommendation(ref, agency, asked_on="2026-07-01"), "2026-07-01")
        board.made(ReplyToRecommendation(ref, "Police", "accepted"), "2026-07-20")
        (need,) = needs(board, kind="unanswered")
        assert (need.whom, whom(need)[0]) == ("Health", ["Health"])
        assert needs(board, kind="unanswered", agency="police") == ()

    def test_plans_follow_an_agencys_successor(self, board, review):
        board.rec(review, "Fern CCG", due="2026-01-01")
        board.rec(review, "Fern ICB", label="2", due="2026-01-01")
        board.saved(ReplaceAgency("fern-ccg", "fern-icb"))
        for typed in ("fern-icb", "Fern ICB", "Fern CCG"):
            assert len(needs(board, kind="overdue", agency=typed)) == 2
        assert {one.name for need in needs(board) for one in need.agencies} == {"Fern ICB"}

    def test_a_planned_test_concerns_the_agencies_it_names_else_those_asked(self, board, review):
        ref = board.rec(review, "Police", "Health")
        board.made(PlanAudit("Both?", "2026-03-31", (ref,)))
        board.made(PlanAudit("One?", "2026-03-31", (ref,), agencies=("Health",)))
        board.made(PlanAudit("By theme?", "2026-03-31", themes=("neglect",)))
        found = {need.what: whom(need)[0] for need in needs(board, kind="retest")}
        assert found == {
            "Both?": ["Police", "Health"],
            "One?": ["Health"],
            "By theme?": ["Police", "Health"],
        }

    def test_lists_are_narrowed_by_who_is_concerned(self, board, review):
        board.made(AddSubgroup("Quality and Performance"))
        board.made(AddLead("Head of Service"))
        one = board.rec(review, "Police", due="2026-01-01", delivering="quality-and-performance")
        two = board.rec(review, "Health", label="2", due="2026-02-01")
        late = board.action(two, lead="Head of Service", due="2026-02-01")
        everything = needs(board, kind="overdue")
        assert needs_for(everything) == everything
        assert [n.ref for n in needs_for(everything, agency="police")] == [one]
        assert [n.ref for n in needs_for(everything, lead="head-of-service")] == [late]
        assert [n.ref for n in needs_for(everything, subgroup="quality-and-performance")] == [one]
        assert needs_for(everything, agency="police", lead="head-of-service") == ()
        assert [n.ref for n in needs(board, subgroup="Quality and Performance")] == [one]

    @pytest.mark.parametrize("chosen", ["agency", "lead", "subgroup"])
    def test_who_is_not_there_is_refused(self, board, chosen):
        with pytest.raises(RefusedError, match="nobody"):
            needs(board, **{chosen: "nobody"})

    def test_no_such_kind_is_refused_with_those_there_are(self, board):
        with pytest.raises(RefusedError) as refused:
            needs(board, kind="urgent")
        assert "keep-under-review" in str(refused.value.refusal.todo)


class TestShown:
    def test_under_stable_keys(self, board, review):
        board.rec(review, "Police", due="2026-01-01")
        shown = need_json(needs(board, kind="overdue")[0])
        assert list(shown) == [
            "kind", "ref", "record", "what", "why", "clears", "whom", "attention", "days",
            "agencies", "leads", "subgroups",
        ]  # fmt: skip
        assert shown["agencies"] == [{"ref": "police", "name": "Police"}]
        assert shown["days"] == 323

    def test_as_a_list_it_is_found_by_whom_it_concerns(self, board, review):
        board.made(AddSubgroup("Quality and Performance"))
        board.made(AddLead("Head of Service"))
        ref = board.rec(review, "Police", due="2026-01-01")
        board.saved(EditRecommendation(ref, assuring="Quality and Performance"))
        action = board.action(ref, lead="Head of Service", due="2026-01-31")
        board.saved(ExtendAction(action, "2026-02-28", why="Staff were ill."), "2026-01-20")
        rows = RowList(board.records, TODAY)
        shown = listing(rows.facts, rows)
        for typed in ("police", "quality", '"head of service"', "overdue"):
            assert action in [item.ref for item in shown.narrowed(typed).items], typed
        (item,) = [one for one in shown.items if one.ref == action]
        assert item.told[1].startswith("Why: overdue, moved once")
        assert item.told[2] == "Clears it: Doing it, or an extension with its reason."
        assert "Quality and Performance (assures)" in item.told[3]

    def test_in_three_orders(self, board, review):
        board.rec(review, "Police", label="1", theme="", due="2026-02-01")
        board.rec(review, "Police", label="2", theme="", due="2025-02-01")
        board.rec(review, "Health", label="3", theme="", due="2024-02-01")
        rows = RowList(board.records, TODAY)
        shown = listing(rows.facts, rows)
        meeting = [item.ref for item in shown.items]
        assert meeting == ["child-a/3", "child-a/2", "child-a/1"]
        assert [item.cells[3] for item in shown.ordered(1).items] == ["Health", "Police", "Police"]
        assert [item.ref for item in shown.ordered(2).items] == meeting
        assert [item.ref for item in shown.ordered(0).items] == meeting
