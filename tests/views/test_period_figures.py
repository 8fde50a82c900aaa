"""The figures of a progress report: what changed, is open, late, tested, and wants a decision."""

from datetime import date

import pytest

from auditrack.commands.action import ExtendAction
from auditrack.commands.audit import PlanAudit, WithdrawAudit
from auditrack.commands.audit_criteria import RecordCriteria
from auditrack.commands.export import RecordExport
from auditrack.commands.finding import AddFinding
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.model.change import RefusedError
from auditrack.views.figures import Progress
from auditrack.views.period import progress

SINCE, UNTIL = date(2026, 7, 1), date(2026, 9, 30)


@pytest.fixture
def review(board):
    board.today = UNTIL
    return board.review("child-a", on="2016-01-01")


def _report(board, as_at: date | None = None, records=None) -> Progress:
    return progress(board.of(), SINCE, UNTIL, as_at, records)


def _asked(report: Progress) -> list[tuple[int | None, str]]:
    return [(one.attention, one.ref) for one in report.decisions_asked]


class TestOpen:
    def test_under_the_agencies_that_have_still_to_do_their_part(self, board, review):
        both = board.rec(review, "Police", "Fern CCG")
        nobody = board.rec(review, label="2")
        board.done(board.action(both, agency="Police"))
        found = {one.name: [row.ref for row in one.rows] for one in _report(board).by_agency}
        assert found == {"Fern CCG": [both], "No agency named": [nobody]}

    def test_the_key_message_ends_where_the_balance_does(self, board, review):
        board.rec(review, "Police", on="2016-01-01")
        new = board.rec(board.review("child-b", "2026-08-01"), "Police")
        board.close(new)
        report = _report(board)
        assert report.balance.closing == sum(len(one.rows) for one in report.by_agency) == 1
        assert (
            "1 recommendation is open at the end of the period, of 2 that were open at some time "
            "in it: 1 at its start, 1 new; 1 closed." in report.key_messages
        )


class TestRedAndAmber:
    def test_the_worst_stand_first_and_each_once(self, board, review):
        green = board.rec(review, "Police", label="1")
        board.action(green, due="2027-09-30", lead="Head of practice")
        for label, due in (("2", "2026-09-20"), ("3", "2026-01-31")):
            ref = board.rec(review, "Police", "Health", label=label)
            board.action(ref, due=due, lead="Head of practice")
        soon = board.rec(review, "Police", label="4")
        board.action(soon, due="2026-10-05", lead="Head of practice")
        report = _report(board)
        assert [(one.ref, one.brag.word) for one in report.red_amber] == [
            ("child-a/3", "Red"),
            ("child-a/2", "Red"),
            ("child-a/4", "Amber"),
        ]
        assert report.open_total == 4
        assert "2 of 4 open recommendations are Red and 1 Amber." in report.key_messages


class TestOverdue:
    def test_actions_against_both_dates_the_longest_first(self, board, review):
        ref = board.rec(review, "Police")
        moved = board.action(ref, due="2026-01-31", what="Write it.")
        board.saved(ExtendAction(moved, "2026-12-31", why="Staff were ill."), "2026-01-20")
        late = board.action(ref, due="2026-09-20", what="Train.")
        done = board.action(ref, due="2020-01-01", what="Done.")
        board.done(done)
        lines = _report(board).overdue
        assert [
            (one.ref, one.days_original, one.days_agreed, one.times_moved) for one in lines
        ] == [
            (moved, 242, None, 1),
            (late, 10, 10, 0),
        ]
        assert [one.moved_why for one in lines] == ["Staff were ill.", ""]
        assert {one.recommendation for one in lines} == {ref}
        assert {one.agency for one in lines} == {"Police"}
        message = "2 of 2 actions still to be done are past the original date, 1 past the agreed"
        assert any(said.startswith(message) for said in _report(board).key_messages)

    def test_recommendations_of_which_no_action_is(self, board, review):
        without = board.rec(review, "Police", due="2026-09-20")
        undated = board.rec(review, "Police", due="2026-09-10", label="2")
        board.action(undated)
        lines = {one.ref: one for one in _report(board).overdue}
        assert lines[without].what.startswith("No action yet: ")
        assert (lines[without].days_original, lines[undated].days_agreed) == (10, 20)
        asked = [ref for _, ref in _asked(_report(board))]
        assert without in asked and undated in asked

    def test_actions_about_a_review_or_a_finding_too(self, board, review):
        finding = board.made(AddFinding(review, "Unseen."))
        one, two = board.action(review, due="2026-09-20"), board.action(finding, due="2026-09-10")
        lines = {line.ref: line.recommendation for line in _report(board).overdue}
        assert lines == {one: review, two: finding}

    def test_none_of_what_is_over(self, board, review):
        ref = board.rec(review, "Police", "Health")
        board.action(ref, due="2016-09-20")
        board.close(ref)
        declined = board.rec(review, "Police", label="2", due="2016-01-01")
        board.action(declined, due="2016-09-20")
        board.made(ReplyToRecommendation(declined, "Police", "declined", reason="No."))
        assert _report(board).overdue == ()
        assert not {"act-1", "act-2"} & {one for _, one in _asked(_report(board))}


class TestAudits:
    def test_done_are_those_dated_in_the_period(self, board, review):
        ref = board.rec(review, "Police")
        board.audit(ref, on="2026-06-30")
        one = board.audit(
            ref, on="2026-08-01", sample=20, met=17, method="Case files", question="Seen?"
        )
        board.audit(ref, on="2026-08", looked_at="documents", outcome="inconclusive")
        gone = board.audit(ref, on="2026-08-03")
        board.made(WithdrawAudit(gone, why="The wrong files."))
        done = _report(board).audits_done
        assert [line.on for line in done] == ["2026-08", "2026-08-01"]
        line = done[1]
        assert (line.ref, line.n, line.method, line.outcome) == (
            one,
            "17 of 20",
            "Case files",
            "embedded",
        )
        assert line.themes == board.position().name
        assert any(
            m.startswith("2 audits made in the period, 1 of practice (of 3 on record).")
            for m in _report(board).key_messages
        )

    def test_the_weakest_questions_of_an_audit_are_told_with_their_counts(self, board, review):
        audit = board.audit(board.rec(review, "Police"), on="2026-08-01")
        questions = ("Seen?", "Heard?", "Weighed?", "Written down?")
        answers = (("y", "y", "n"), ("y", "n", "n"), ("y", "y", "y"), ("y", "p", "-"))
        board.made(RecordCriteria(audit, questions, answers=answers))
        (line,) = _report(board).audits_done
        assert line.questions == (
            "Heard?: 1 of 3 met",
            "Written down?: 1 of 2 met, 1 partly, 1 not applicable",
            "Seen?: 2 of 3 met",
            "and 1 more question",
            "every question met: 1 of 3 cases",
        )

    def test_due_are_planned_promised_and_re_tests(self, board, review):
        ref = board.rec(review, "Police")
        plan = board.made(PlanAudit("Do files show it?", "2026-08-31", (ref,)))
        test = board.audit(ref, on="2023-05-01", next="2025-05")
        due = _report(board).audits_due
        assert [(one.ref, one.due) for one in due] == [
            (test, "2025-05"),
            (None, "2025-05-01"),
            (plan, "2026-08-31"),
        ]
        assert [one.why for one in (due[0], due[2])] == [
            f"promised by {test}, and past",
            "planned, and past",
        ]
        assert due[1].what == f"Re-test of {board.position().name}"

    def test_due_is_not_what_was_made_since_under_another_name(self, board, review):
        ref = board.rec(review, "Police")
        board.audit(ref, on="2025-05-01", next="2026-05")
        board.audit(on="2026-06-01", themes=("neglect",))  # of the theme, not of the recommendation
        assert _report(board).audits_due == ()

    def test_due_is_still_what_only_documents_answered(self, board, review):
        ref = board.rec(review, "Police")
        test = board.audit(ref, on="2025-05-01", next="2026-05")
        board.audit(ref, on="2026-06-01", looked_at="documents")
        assert [one.ref for one in _report(board).audits_due] == [test]

    def test_due_is_still_what_was_made_on_another_theme(self, board, review):
        test = board.audit(board.rec(review), on="2025-05-01", next="2026-05")
        board.audit(on="2026-06-01", themes=("voice_of_child",))
        assert [one.ref for one in _report(board).audits_due] == [test]

    def test_as_at_an_earlier_day_the_promise_still_stands(self, board, review):
        ref = board.rec(review, "Police")
        test = board.audit(ref, on="2025-05-01", next="2026-05")
        board.audit(ref, on="2026-09-01")
        assert [one.ref for one in _report(board, date(2026, 8, 1)).audits_due] == [test]
        assert _report(board).audits_due == ()


class TestDecisionsAsked:
    def test_closings_undone_then_themes_then_what_has_waited_longest(self, board, review):
        board.review("child-b", "2019-06-01", practice=("2017..2018",))
        again = board.rec("child-b", "Police")
        ref = board.rec(review, "Police", theme="voice_of_child")
        board.rec(review, "Police", label="3", due="2015-12-31", state="said-done")
        board.close(ref, "2016-06-01")
        audit = board.audit(ref, on="2018-03-01", outcome="not-embedded")
        late = board.action(again, due="2026-09-01")
        unsigned = board.action(again, what="Train.")
        board.done(unsigned, "2026-09-29")
        asked = _report(board).decisions_asked
        assert [one.ref for one in asked[:3]] == [ref, "neglect", "voice_of_child"]
        assert asked[0].why == f"closed, and undone by audit {audit}"
        assert asked[0].what == f"{ref}: Do it well."
        assert asked[1].attention == 10
        rest = {one.ref: one.why for one in asked[3:]}
        assert rest[late] == "overdue, 29 days past the original date of 1 September 2026"
        assert rest[unsigned].startswith("done and not signed off for 1 day")
        assert any(
            m.startswith("1 of 1 closing by the board is undone by a later test")
            for m in _report(board).key_messages
        )

    def test_nothing_of_themes_below_attention_seven(self, board, review):
        board.rec(review, "Police", state="said-done")
        assert board.position().attention == 5
        assert "neglect" not in [ref for _, ref in _asked(_report(board))]

    def test_who_has_not_replied(self, board, review):
        ref = board.rec(review, "Police")
        board.made(ReplyToRecommendation(ref, "Police", asked_on="2026-07-01"), "2026-07-01")
        (asked,) = [one for one in _report(board).decisions_asked if one.ref == ref]
        assert asked.why == "the reply was due on 29 July 2026"

    def test_signed_off_is_not_asked_for(self, board, review):
        action = board.action(board.rec(review, "Police"))
        board.done(action)
        board.sign_off(action)
        assert action not in [ref for _, ref in _asked(_report(board))]


class TestChanges:
    def _export(self, board, number: int) -> None:
        head = board.records.head
        board.made(RecordExport("progress", number, head.hash))

    def test_without_a_report_are_those_of_the_period(self, board, review):
        board.rec(review, "Police", on="2026-06-30")
        within = board.rec(review, "Police", label="2", on="2026-07-01")
        report = _report(board)
        assert report.last_report is None
        assert [line.ref for line in report.changes] == [within]
        assert report.changes_total == 1

    def test_since_the_last_report_are_those_after_the_entry_it_printed(self, board, review):
        board.rec(review, "Police")
        self._export(board, board.records.head.number)
        missed = board.rec(review, "Police", label="2")
        report = _report(board)
        assert [line.ref for line in report.changes] == [missed]
        assert report.last_report == report.changes[0].number - 2
        assert report.changes[0].who == "officer"

    def test_an_old_report_printed_again_is_not_the_last(self, board, review):
        early = board.records.head.number
        board.rec(review, "Police")
        late = board.records.head.number
        self._export(board, late)
        self._export(board, early)
        assert _report(board).last_report == late
        assert _report(board).changes == ()

    def test_other_documents_do_not_count(self, board, review):
        board.made(RecordExport("agency", board.records.head.number, "0" * 64))
        assert _report(board).last_report is None

    def test_all_are_counted_though_not_all_are_printed(self, board, review, monkeypatch):
        monkeypatch.setattr("auditrack.views.changes_since.MOST", 2)
        for label in ("1", "2", "3"):
            board.rec(review, label=label)
        report = _report(board)
        assert (len(report.changes), report.changes_total) == (2, 3)
        assert report.changes[-1].ref == "child-a/3"

    def test_as_recorded_nothing_later_is_told(self, board, review):
        first = board.rec(review, "Police")
        number = board.records.head.number
        self._export(board, number)
        board.done(board.action(first))
        report = _report(board, records=board.records.as_recorded(number))
        assert report.head.number == number
        assert report.last_report is None
        assert [line.ref for line in report.changes] == [first]
        assert report.balance.closing == 1
        assert _report(board).balance.closing == 0


class TestMessages:
    def test_count_what_came_back_out_of_what_was_raised(self, board, review):
        board.review("child-b", "2019-06-01", practice=("2017..2018",))
        board.rec(review, "Police", due="2015-12-31")
        board.rec("child-b", "Police")
        board.rec(review, "Police", theme="voice_of_child", label="2", state="said-done")
        board.made(AddFinding(review, "Well.", kind="good-practice", theme=("early_help",)))
        said = _report(board).key_messages
        name = board.position().name
        assert said[0] == (
            "1 of 2 themes raised came back in later practice and no test on record has ever "
            f"found it embedded: {name}."
        )

    def test_say_so_where_no_theme_presses(self, board, review):
        board.rec(review, "Police", state="said-done")
        assert _report(board).key_messages[0] == ("None of 1 theme stands at attention 7 or above.")

    def test_of_a_register_with_a_review_alone_are_true(self, board, review):
        report = _report(board)
        assert report.key_messages == (
            "0 audits made in the period, 0 of practice. Closing an action says nothing about "
            "practice.",
            "0 recommendations are open at the end of the period, of 0 that were open at some "
            "time in it: 0 at its start, 0 new; 0 closed.",
        )
        assert report.decisions_asked == report.overdue == report.by_agency == ()

    def test_are_eight_at_the_most(self, board, review):
        names = (
            "neglect",
            "voice_of_child",
            "early_help",
            "supervision",
            "safe_sleep",
            "escalation",
        )
        for number, theme in enumerate(names):
            board.rec(review, "Police", theme=theme, label=str(number), state="said-done")
        assert len(_report(board).key_messages) <= 8

    def test_notes_tell_what_the_figures_rest_on(self, board, review):
        board.theme(board.rec(review, theme=""), "neglect", "suggest")
        board.review("old", "2009")
        board.review("undated", None)
        board.review("to-come", "2027")
        notes = _report(board).notes
        assert notes == (
            "1 of 1 theme raised counts links that are only suggested and that nobody has "
            "confirmed.",
            "Nobody has searched for what was done about 2 of 3 reviews.",
            "Without a date of publication: Undated.",
            "Judged as at 30 September 2026 by each fact's own date.",
        )


def test_names_the_board_its_marking_and_the_head_it_stands_at(board, review):
    report = _report(board)
    assert report.board == "Fernshire Safeguarding Children Board"
    assert report.marking == "OFFICIAL-SENSITIVE"
    assert report.head == board.records.head
    assert (report.since, report.until, report.as_at) == (SINCE, UNTIL, UNTIL)
    assert not report.demonstration


def test_a_register_with_nothing_on_record_is_refused(board):
    board.today = UNTIL
    with pytest.raises(RefusedError) as refused:
        _report(board)
    assert refused.value.refusal.code == "nothing-to-report"
    assert "no review, no recommendation and no audit" in refused.value.refusal.message
