"""The annual report as a value: what stands in which section, what is counted, what is refused."""

from datetime import date
from typing import Any

import pytest

from auditrack.commands.agency import AddAgency
from auditrack.commands.audit import RecordAudit
from auditrack.commands.board import ChangeSettings
from auditrack.commands.evidence import ReturnEvidence
from auditrack.commands.publication import WordForThePublic
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import SupersedeReview, WithdrawReview
from auditrack.model.change import RefusedError
from auditrack.views.annual import annual_of, period_of
from auditrack.views.annual_values import LOCAL, NATIONAL, Annual

YEAR = (date(2025, 4, 1), date(2026, 3, 31))


def year_of(board: Any, *period: date, **also: Any) -> Annual:
    since, until = period or YEAR
    return annual_of(board.of(), since, until, also.pop("as_at", board.today), **also)


def figure(annual: Annual, name: str) -> Any:
    return next(one for one in annual.figures if one.name == name)


def concluded(board: Any, ref: str = "child-a", **also: Any) -> str:
    """A review that began before the year and concluded in it."""
    also = {"type": "lcspr", "arranged": "2024-11-05", "concluded": "2025-06-30", **also}
    return board.review(ref, also.pop("published", "2025-09-01"), **also)


class TestPeriod:
    @pytest.mark.parametrize(
        ("today", "since", "until"),
        [
            ((2026, 7, 1), "2025-04-01", "2026-03-31"),
            ((2026, 3, 31), "2024-04-01", "2025-03-31"),
            ((2026, 4, 1), "2025-04-01", "2026-03-31"),
        ],
    )
    def test_it_is_the_last_of_the_boards_years_that_has_ended(self, board, today, since, until):
        days = period_of(board.records, date(*today))
        assert [one.isoformat() for one in days] == [since, until]

    def test_a_year_that_starts_elsewhere_is_followed(self, board):
        board.saved(ChangeSettings((("year_start", "09-01"),)))
        days = period_of(board.records, date(2026, 7, 1))
        assert [one.isoformat() for one in days] == ["2024-09-01", "2025-08-31"]

    def test_one_end_alone_is_the_year_that_begins_or_ends_with_it(self, board):
        assert period_of(board.records, board.today, since=date(2022, 4, 1)) == (
            date(2022, 4, 1),
            date(2023, 3, 31),
        )
        assert period_of(board.records, board.today, until=date(2023, 3, 31)) == (
            date(2022, 4, 1),
            date(2023, 3, 31),
        )

    @pytest.mark.parametrize(
        ("since", "until"),
        [("2020-01-01", "2020-12-31"), ("2023-03-01", "2024-02-29"), ("2021-09-15", "2022-09-14")],
    )
    def test_one_end_alone_elsewhere_is_a_whole_year_too(self, board, since, until):
        days = (date.fromisoformat(since), date.fromisoformat(until))
        assert period_of(board.records, board.today, since=days[0]) == days
        assert period_of(board.records, board.today, until=days[1]) == days

    @pytest.mark.parametrize(
        ("since", "until", "several"),
        [
            ("2025-04-01", "2026-03-31", False),
            ("2025-07-01", "2025-09-30", False),
            ("2024-04-01", "2026-03-31", True),
            ("2025-01-01", "2025-12-31", True),
        ],
    )
    def test_one_that_lies_in_several_years_of_the_board_knows_it(
        self, board, since, until, several
    ):
        concluded(board, published="2025-09-01")
        annual = year_of(board, date.fromisoformat(since), date.fromisoformat(until))
        assert annual.several_years is several

    def test_one_that_is_not_over_is_told_as_far_as_it_is_known(self, board):
        concluded(board, concluded="2026-06-30", published="2026-07-01")
        annual = year_of(board, date(2026, 4, 1), date(2027, 3, 31))
        assert annual.end == board.today < annual.until
        assert [one.ref for one in annual.concluded] == ["child-a"]


class TestReviews:
    def test_one_that_concluded_counts_whether_or_not_it_began_in_the_year(self, board):
        concluded(board)
        board.review("child-b", "2024-02-01", concluded="2024-01-01", arranged="2023-01-01")
        annual = year_of(board)
        assert [one.ref for one in annual.concluded] == ["child-a"]
        assert figure(annual, "Reviews concluded").count == 1

    def test_documents_of_one_case_count_once_and_superseded_ones_not_at_all(self, board):
        concluded(board, case_id="case-a")
        concluded(board, "child-a-response", case_id="case-a")
        concluded(board, "child-a-first")
        board.saved(SupersedeReview("child-a-first", "child-a", why="Re-issued."))
        found = figure(year_of(board), "Reviews concluded")
        assert found.count == 1
        assert set(found.refs) == {"child-a", "child-a-response"}

    def test_one_is_ongoing_that_was_arranged_and_has_no_end_on_record_by_then(self, board):
        board.review("child-o", None, arranged="2025-12-01", type="lcspr")
        board.review("child-l", None, arranged="2026-04-02", type="lcspr")
        concluded(board, "child-c", concluded="2026-04-05", published="2026-05-01")
        annual = year_of(board)
        assert {one.ref: one.since_then for one in annual.ongoing} == {
            "child-o": "",
            "child-c": "concluded 5 April 2026, published 1 May 2026",
        }

    def test_one_with_a_rough_date_is_named_and_not_counted(self, board):
        concluded(board, concluded="2026", published=None)
        annual = year_of(board)
        found = figure(annual, "Reviews concluded")
        assert (found.count, found.unsure) == (0, ("child-a",))
        assert [one.ref for one in annual.unsettled] == ["child-a"]
        assert not annual.ongoing

    def test_one_published_without_a_day_of_conclusion_is_told_apart(self, board):
        board.review("child-p", "2025-10-01", type="lcspr")
        annual = year_of(board)
        assert not annual.concluded
        assert [one.ref for one in annual.published_only] == ["child-p"]

    def test_one_without_any_date_stands_in_no_year(self, board):
        concluded(board)
        board.review("child-n", None, due="2025-07-01")
        annual = year_of(board)
        assert [one.ref for one in annual.undated] == ["child-n"]
        everywhere = (*annual.concluded, *annual.ongoing, *annual.timely, *annual.published_only)
        assert "child-n" not in {one.ref for one in everywhere}

    def test_one_that_was_withdrawn_or_is_another_boards_is_left_out(self, board):
        concluded(board)
        concluded(board, "child-w")
        board.saved(WithdrawReview("child-w", why="Entered twice."))
        concluded(board, "child-x", boards=("Elsewhere Safeguarding Children Partnership",))
        concluded(board, "national-1", type="national", boards=("The national panel",))
        annual = year_of(board)
        groups = {one.ref: one.group for one in annual.concluded}
        assert groups == {"child-a": LOCAL, "national-1": NATIONAL}

    def test_lateness_says_its_reason_or_that_none_is_on_record(self, board):
        concluded(board, due="2025-05-31")
        concluded(board, "child-r", due="2025-05-31", delay_reason="A trial.")
        annual = year_of(board)
        reasons = {one.ref: one.reason for one in annual.timely}
        assert reasons == {"child-a": "no reason on record", "child-r": "A trial."}
        late, silent = (
            figure(annual, name) for name in ("Reviews late", "Late without a reason on record")
        )
        assert (late.count, late.of, silent.count, silent.of) == (2, 2, 1, 2)

    def test_good_practice_of_the_reviews_of_the_year_is_told_apart(self, board):
        concluded(board)
        board.finding("child-a", "It was not seen.")
        good = board.finding("child-a", "A nurse asked.", kind="good-practice")
        annual = year_of(board)
        assert [one.ref for one in annual.good_practice] == [good]
        assert figure(annual, "Findings of reviews concluded").count == 2


class TestWork:
    def test_a_decision_not_to_implement_has_its_reason_and_a_refusal_stands_apart(self, board):
        board.review("child-a", "2024-06-01", type="lcspr")
        board.made(AddAgency("Police"))
        first, second = (board.rec("child-a", "police", label=one) for one in "12")
        board.decide(first, "not", on="2025-07-01")
        board.decide(second, "implement", on="2025-07-01")
        board.saved(
            ReplyToRecommendation(
                second, agency="police", answer="declined", reason="No.", on="2025-08-01"
            )
        )
        annual = year_of(board)
        assert [(one.on_ref, one.reason) for one in annual.declined] == [(first, "We said so.")]
        assert [(one.agency, one.reason) for one in annual.refusals] == [("Police", "No.")]
        found = figure(annual, "Decisions not to implement")
        assert (found.count, found.of) == (1, 2)

    def test_what_was_found_no_longer_relevant_is_told_and_not_counted_as_refused(self, board):
        board.review("child-a", "2024-06-01", type="lcspr")
        ref = board.rec("child-a", label="1")
        board.decide(ref, "no-longer-relevant", on="2025-07-01")
        annual = year_of(board)
        assert [one.on_ref for one in annual.dropped] == [ref]
        assert not annual.declined and not annual.carried

    def test_what_was_done_in_the_year_is_told_and_what_was_done_outside_it_is_not(self, board):
        board.review("child-a", "2024-06-01", type="lcspr")
        ref = board.rec("child-a", label="1")
        inside, before, after = (board.action(ref) for _ in range(3))
        board.done(before, on="2025-03-31")
        board.done(inside, on="2025-05-01")
        board.sign_off(inside, on="2025-06-01")
        board.done(after, on="2026-04-01")
        annual = year_of(board)
        assert [one.ref for one in annual.actions] == [inside]
        assert figure(annual, "Actions said to be done").refs == (inside,)
        assert figure(annual, "Actions signed off").refs == (inside,)

    def test_agencies_stand_by_name_with_what_each_did(self, board):
        board.review("child-a", "2024-06-01", type="lcspr")
        for name in ("Zebra Trust", "Council", "Police"):
            board.made(AddAgency(name))
        ref = board.rec("child-a", "zebra-trust", "council", label="1")
        for agency in ("zebra-trust", "council"):
            board.done(board.action(ref, agency=agency), on="2025-05-01")
        annual = year_of(board)
        assert [one.name for one in annual.agencies] == ["Council", "Zebra Trust"]
        assert annual.quiet_agencies == ("Police",)


class TestShown:
    @pytest.fixture
    def asked(self, board):
        board.review("child-a", "2024-06-01", type="lcspr")
        return board.rec("child-a", label="1", due="2024-12-01")

    def test_activity_is_never_impact(self, board, asked):
        day = {"about": "2025-06-01", "on": "2025-06-02", "accepted_by": "scrutineer"}
        for level in range(5):
            board.evidence(asked, level=level, result="embedded" if level > 2 else None, **day)
        silent = board.evidence(asked, level=3, **day)
        alone = board.evidence(asked, level=4, result="embedded", about="2025-07-01")
        annual = year_of(board)
        impact = [one for one in annual.evidence if one.is_impact]
        assert sorted(one.level for one in impact) == [3, 4]
        assert {silent, alone}.isdisjoint(one.ref for one in impact)
        found = figure(annual, "Evidence of impact")
        assert (found.count, found.of) == (2, 7)
        assert figure(annual, "Statements, activity and uptake").count == 3

    def test_what_is_part_of_an_audit_or_says_no_day_counts_for_nothing_by_itself(
        self, board, asked
    ):
        audit = board.audit(asked, on="2025-06-01")
        board.evidence(
            audit, level=4, result="embedded", about="2025-06-01", accepted_by="scrutineer"
        )
        board.evidence(asked, level=3, result="embedded", on="2025-07-01", accepted_by="scrutineer")
        annual = year_of(board, as_at=board.today)
        assert not [one for one in annual.evidence if one.is_impact]

    def test_evidence_for_an_agencys_action_is_that_agencys(self, board, asked):
        board.made(AddAgency("Police"))
        action = board.action(asked, agency="police")
        board.evidence(action, level=1, about="2025-06-01")
        (one,) = year_of(board).evidence
        assert one.agency == "Police"

    def test_what_was_returned_is_left_out(self, board, asked):
        ref = board.evidence(asked, level=1, about="2025-06-01")
        board.saved(ReturnEvidence(ref, why="It is of another team."), by="scrutineer")
        with pytest.raises(RefusedError):
            year_of(board)

    def test_examples_banked_keep_the_difference_that_was_made(self, board, asked):
        ref = board.evidence(
            asked, level=2, about="2025-06-01", use_in_annual_report=True, difference="Heard."
        )
        (one,) = year_of(board).banked
        assert (one.ref, one.difference, one.is_impact) == (ref, "Heard.", False)

    def test_only_audits_that_looked_at_practice_are_tests_of_it(self, board, asked):
        board.audit(asked, on="2025-06-01", sample=20, met=15)
        board.audit(asked, on="2025-07-01", looked_at="documents")
        board.audit(asked, on="2025-08-01", outcome="inconclusive")
        annual = year_of(board)
        assert [one.is_test for one in annual.tests] == [True, False, False]
        found = figure(annual, "Tests of practice")
        assert (found.count, found.of) == (1, 3)
        assert figure(annual, "Tests that found it embedded").of == 1


class TestStandsStill:
    def rule(self, annual, number):
        return [one.ref for one in annual.little if one.rule == number]

    def test_what_is_late_and_silent_is_told_by_the_rule(self, board):
        concluded(board)
        board.review("child-b", "2024-06-01", type="lcspr")
        late, heard, none = (board.rec("child-b", label=one) for one in "123")
        for ref in (late, heard):
            action = board.action(ref, due="2025-06-01")
            board.update(action, "in-progress", on="2024-09-01")
        board.update(action, "in-progress", on="2026-03-01")
        annual = year_of(board)
        assert self.rule(annual, 1) == [late]
        assert self.rule(annual, 2) == [none]

    def test_what_came_after_the_year_is_said_beside_it(self, board):
        board.review("child-b", "2025-06-01", type="lcspr")
        late = board.rec("child-b", label="1")
        action = board.action(late, due="2025-08-01")
        board.update(action, "in-progress", on="2025-09-01")
        board.done(action, on="2026-05-01")
        (one,) = (one for one in year_of(board).little if one.rule == 1)
        assert one.since_then == "no longer open"

    def test_what_is_said_to_be_done_long_ago_and_never_tested_is_told(self, board):
        concluded(board)
        board.review("child-b", "2023-06-01", type="lcspr")
        old, new, tested = (board.rec("child-b", label=one, theme=None) for one in "123")
        for ref, day in ((old, "2024-01-01"), (new, "2025-12-01"), (tested, "2024-01-01")):
            board.done(board.action(ref), on=day)
        board.audit(tested, on="2025-06-01")
        (one,) = (one for one in year_of(board).little if one.rule == 4)
        assert (one.ref, one.refs) == ("child-b", (old,))

    def test_a_theme_whose_last_test_did_not_find_it_is_told(self, board):
        concluded(board)
        board.review("child-b", "2023-06-01", type="lcspr")
        ref = board.rec("child-b", label="1", due="2023-12-01")
        board.audit(ref, on="2025-06-01", outcome="not-embedded")
        assert self.rule(year_of(board), 3) == ["neglect"]

    def test_what_earlier_years_left_untested_is_carried_forward(self, board):
        concluded(board)
        board.rec("child-a", label="1", theme=None)
        board.review("child-b", "2023-06-01", type="lcspr")
        first, tested, refused, gone, later = (
            board.rec("child-b", label=one, theme=None) for one in "12345"
        )
        board.audit(tested, on="2025-06-01")
        board.audit(later, on="2026-06-01")
        board.decide(refused, "not", on="2024-06-01")
        board.saved(WithdrawRecommendation(gone, why="Entered twice."))
        annual = year_of(board)
        (one,) = annual.carried
        assert (one.asks, one.of, one.tested_since) == ((first, later), 4, (later,))
        found = figure(annual, "Carried forward")
        assert (found.count, found.of, found.refs) == (2, 4, (first, later))


class TestNotForOutside:
    def test_those_that_may_not_be_public_are_named(self, board):
        concluded(board)
        for ref, also in (
            ("child-s", {"status": "provisional"}),
            ("child-l", {"publishable": "no"}),
            ("child-y", {"publishable": "yes"}),
            ("child-w", {}),
            ("child-x", {"boards": ("Elsewhere Safeguarding Children Partnership",)}),
        ):
            board.review(ref, "2025-09-01", **also)
        board.review("child-e", None, boards=("Elsewhere Partnership",))
        board.saved(WithdrawReview("child-w", why="Entered twice."))
        assert year_of(board).embargoed == ("Child-S", "Child-L", "Child-E")


class TestRefusals:
    def refused(self, board, *period, **also):
        with pytest.raises(RefusedError) as told:
            year_of(board, *period, **also)
        refusal = told.value.refusal
        assert refusal.message.endswith(".") and refusal.todo
        assert "No report was written" in refusal.safe
        return refusal

    def test_a_period_with_no_data(self, board):
        board.review("child-a", "2020-01-01")
        told = self.refused(board)
        assert told.code == "nothing-to-report"
        assert "nothing in the register is dated in the period" in told.message

    def test_reviews_without_dates_alone(self, board):
        board.review("child-a", None)
        board.rec("child-a", label="1")
        told = self.refused(board)
        assert told.code == "nothing-to-report"
        assert "so none can stand in any year" in told.message

    def test_a_period_that_runs_backwards_or_lies_ahead(self, board):
        concluded(board)
        assert self.refused(board, YEAR[1], YEAR[0]).code == "bad-date"
        told = self.refused(board, date(2027, 4, 1), date(2028, 3, 31))
        assert "begins after the day of the report" in told.message


class TestPublic:
    """Planted secrets: no word of an internal text, nor of a withheld review, is in the value."""

    @pytest.fixture
    def planted(self, board):
        board.made(AddAgency("Police"))
        secret = "SECRET {}".format
        for ref, published in (("child-p", "2025-09-01"), ("child-s", None)):
            board.review(
                ref,
                published,
                type="lcspr",
                arranged="2024-11-05",
                due="2025-01-01",
                concluded="2025-06-30",
                delay_reason=secret("delay"),
            )
            text = "Do it well." if published else secret("text")
            rec = board.rec(ref, "police", label="1", text=text, due="2025-10-01")
            board.finding(ref, "It was not seen." if published else secret("finding"))
            action = board.action(rec, what=secret("action"), agency="police")
            board.done(action, on="2025-10-01")
            board.decide(rec, "in-part", on="2025-09-15")
            board.saved(
                ReplyToRecommendation(
                    rec, agency="police", answer="declined", reason=secret("no"), on="2025-09-10"
                )
            )
            board.evidence(
                rec,
                shows=secret("shows"),
                level=3,
                result="embedded",
                about="2025-11-01",
                difference=secret("difference"),
                use_in_annual_report=True,
            )
            board.saved(
                RecordAudit(
                    date="2025-12-01",
                    outcome="partly",
                    serves=(rec,),
                    sample=12,
                    met=8,
                    question=secret("question"),
                    method=secret("method"),
                )
            )
        return action

    def test_no_internal_text_and_nothing_withheld_is_in_it(self, board, planted):
        annual = year_of(board, public=True)
        said = repr(annual)
        assert "SECRET" not in said
        assert "child-s" not in said.casefold()
        assert "We said so." not in said
        assert [one.ref for one in annual.concluded] == ["child-p"]
        assert annual.marking == ""
        assert not annual.copies and not annual.quiet_agencies and not annual.embargoed
        assert "SECRET" in repr(year_of(board))

    def test_wording_for_the_public_stands_in_place_of_the_text(self, board, planted):
        (action,) = (one.ref for one in year_of(board, public=True).actions)
        board.saved(WordForThePublic(action, "A new form is in use."))
        board.saved(WordForThePublic("child-p", "The panel waited for a trial."))
        annual = year_of(board, public=True)
        assert [one.what for one in annual.actions] == ["A new form is in use."]
        assert [one.reason for one in annual.timely] == ["The panel waited for a trial."]

    def test_a_small_count_of_cases_is_left_out(self, board, planted):
        (test,) = year_of(board, public=True).tests
        assert test.cases == test.sample == "12 looked at"

    def test_what_would_stand_otherwise_if_the_withheld_counted_is_left_out(self, board):
        """A test that also hangs on a withheld review must not make a public ask look untested."""
        concluded(board, "child-q")
        board.review("child-b", "2023-06-01", type="lcspr")
        rec = board.rec("child-b", label="1", theme=None)
        board.done(board.action(rec), on="2024-01-01")
        assert figure(year_of(board, public=True), "Carried forward").count == 1
        board.made(AddAgency("Hidden Trust"))
        board.review("child-h", None, type="lcspr")
        hidden = board.rec("child-h", "hidden-trust", label="1", theme=None)
        board.saved(
            RecordAudit(
                date="2025-06-01",
                outcome="embedded",
                serves=(rec, hidden),
                themes=("safe_sleep",),
            )
        )
        annual = year_of(board, public=True)
        assert figure(annual, "Carried forward").count == 0
        assert not [one for one in annual.little if one.rule == 4]

    def test_a_period_of_which_nothing_may_be_public_is_refused(self, board):
        board.review("child-s", None, type="lcspr", arranged="2025-05-01", concluded="2025-06-30")
        with pytest.raises(RefusedError) as told:
            year_of(board, public=True)
        assert "nothing that may be public" in told.value.refusal.message
