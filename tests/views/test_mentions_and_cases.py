"""Mentions of a theme, and which documents are of one case and of this board."""

import pytest

from auditrack.commands.agency import ReplaceAgency
from auditrack.commands.board import ChangeSettings
from auditrack.commands.finding import AddFinding, WithdrawFinding
from auditrack.commands.link import LinkRecommendations
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.review import EditReview, SupersedeReview, WithdrawReview
from auditrack.commands.theme import MergeTheme


def _mentions(board, theme="neglect", as_at=None):
    return board.facts(as_at).theme(theme).mentions


class TestMentions:
    def test_each_link_makes_one(self, board):
        board.review("child-a")
        board.rec("child-a")
        board.rec("child-a", label="2")
        board.theme(board.finding("child-a"), "neglect")
        mentions = _mentions(board)
        assert len(mentions) == 3
        assert all(one.weakness and one.review == "child-a" for one in mentions)

    def test_of_good_practice_is_a_strength(self, board):
        board.review("child-a")
        board.made(AddFinding("child-a", "Well seen.", kind="good-practice", theme=("neglect",)))
        assert [one.weakness for one in _mentions(board)] == [False]
        assert board.position().label == "Not raised"
        board.made(AddFinding("child-a", "A lesson.", kind="lesson", theme=("neglect",)))
        assert board.position().recurrence == "ONCE"

    def test_concern_and_subject_stand_on_the_mention(self, board):
        board.review("child-a", practice=("2012-01..2013-01=A", "2013-02..2014-01=B"))
        ref = board.rec("child-a", theme="")
        board.theme(ref, "neglect", concern="2012-03..2012-06", subject="A")
        (mention,) = _mentions(board)
        assert mention.subject == "A"
        assert [str(mention.concern.first), str(mention.concern.last)] == [
            "2012-03-01",
            "2012-06-30",
        ]

    def test_several_on_one_link_are_several(self, board):
        board.review("child-a")
        ref = board.rec("child-a", theme="")
        board.theme(ref, "neglect", concern="2012-03..2012-06", subject="A")
        board.theme(ref, "neglect", concern="..2013-06", subject="B")
        found = {one.subject: one.concern for one in _mentions(board)}
        assert set(found) == {"A", "B"}
        assert (found["B"].first, str(found["B"].last)) == (None, "2013-06-30")

    def test_of_a_rejected_link_there_is_none(self, board):
        board.review("child-a")
        ref = board.rec("child-a")
        board.theme(ref, "neglect", "reject")
        assert not _mentions(board)
        assert "neglect" not in board.facts().raised
        assert board.ask(ref).themes == ()

    def test_suggested_ones_count_and_are_said(self, board):
        board.review("child-a")
        board.theme(board.rec("child-a", theme=""), "neglect", "suggest")
        assert board.position().recurrence == "ONCE"
        assert "themes_unconfirmed" in board.position().flags
        assert "Is 1 suggested link to this theme right?" in " ".join(board.position().questions)

    def test_published_ones_rest_on_confirmed_links_alone(self, board):
        from auditrack.views.positions import positions

        board.review("child-a")
        board.theme(board.rec("child-a", theme=""), "neglect", "suggest")
        assert [one.theme for one in positions(board.records, board.today)] == ["neglect"]
        assert positions(board.records, board.today, published=True) == ()

    def test_of_a_withdrawn_record_count_until_then(self, board):
        board.review("child-a")
        ref = board.rec("child-a")
        finding = board.finding("child-a")
        board.theme(finding, "neglect")
        board.made(WithdrawRecommendation(ref, why="Entered twice."), "2020-01-01")
        board.made(WithdrawFinding(finding, why="Entered twice."), "2021-01-01")
        assert [len(_mentions(board, as_at=day)) for day in ("2019-12-31", "2020-06-01")] == [2, 1]
        assert not _mentions(board)

    def test_of_a_finding_alone_ask_for_nothing(self, board):
        board.review("child-a")
        board.theme(board.finding("child-a"), "neglect")
        position = board.position()
        assert (position.practice, position.label) == (
            "NOTHING_ASKED",
            "Raised, nothing asked for",
        )

    def test_a_merged_themes_past_is_kept(self, board):
        board.review("child-a")
        board.rec("child-a")
        board.rec("child-a", label="2", theme="home_conditions_housing_poverty")
        board.made(MergeTheme("home_conditions_housing_poverty", "neglect"))
        assert len(_mentions(board)) == 2
        assert "merged_theme" in board.position().flags
        assert "home_conditions_housing_poverty" not in board.facts().raised

    def test_types_of_action_have_no_position(self, board):
        from auditrack.views.positions import positions

        board.review("child-a")
        board.rec("child-a", theme="training")
        assert positions(board.records, board.today) == ()
        assert board.position("training").practice == "LEVER"


class TestCases:
    def _two(self, board, **later):
        board.review("child-a", published="2015-06-01", practice=("2012..2013",))
        board.rec("child-a", "Police", due="2015-12-31")
        board.review("child-b", published="2019-06-01", practice=("2017..2018",), **later)
        return board.rec("child-b", "Police")

    def test_a_later_case_after_the_learning_was_due_is_a_failed_test(self, board):
        self._two(board)
        position = board.position()
        assert position.label == "Repeated and never embedded"
        assert position.attention == 10
        assert position.pairs == {"child-b": "after"}
        assert (position.failed_tests, position.last_test) == (1, "review child-b -")
        assert board.ask("child-a/police-1").practice.state == "not-embedded"

    @pytest.mark.parametrize("spelling", ["Child A", "child-a", "CHILD A"])
    def test_documents_of_one_case_are_one(self, board, spelling):
        self._two(board, case_id=spelling)
        board.made(EditReview("child-a", case_id="Child A"))
        position = board.position()
        assert (position.recurrence, position.reviews) == ("ONCE", 1)

    def test_a_case_may_be_named_by_a_documents_reference(self, board):
        self._two(board, case_id="child-a")
        assert board.position().recurrence == "ONCE"

    def test_a_superseded_document_is_of_the_case_that_took_its_place(self, board):
        self._two(board)
        board.made(SupersedeReview("child-a", "child-b"))
        position = board.position()
        assert (position.recurrence, position.reviews) == ("ONCE", 1)
        assert "superseded_review_merged" in position.flags
        assert position.first_raised == 2015

    def test_a_chain_of_superseded_documents_is_one_case(self, board):
        self._two(board, case_id="Case 7")
        board.review("child-c", published="2020-06-01")
        board.made(SupersedeReview("child-a", "child-b"))
        board.made(SupersedeReview("child-b", "child-c"))
        board.rec("child-c", "Police")
        assert board.position().reviews == 1

    def test_a_withdrawn_review_is_dropped_with_what_it_asks(self, board):
        self._two(board)
        board.made(WithdrawReview("child-b", why="Not ours."), "2021-01-01")
        position = board.position()
        assert (position.recurrence, position.reviews) == ("ONCE", 1)
        assert "withdrawn_review_ignored" in position.flags
        assert board.position(as_at="2020-12-31").recurrence == "AFTER"

    def test_other_agencies_without_a_link_are_no_failed_test(self, board):
        self._two(board)
        board.made(WithdrawRecommendation("child-b/police-1", why="Entered twice."))
        ref = board.rec("child-b", "Health")
        position = board.position()
        assert (position.recurrence, position.failed_tests) == ("AFTER", 0)
        assert "other_agencies" in position.flags
        board.made(LinkRecommendations(ref, "child-a/police-1", "same-ask"))
        position = board.position()
        assert position.failed_tests == 1
        assert "other_agencies" not in position.flags

    def test_a_successors_later_case_fails_its_predecessors_learning(self, board):
        board.review("child-a", published="2015-06-01", practice=("2012..2013",))
        board.rec("child-a", "Fern CCG")
        board.review("child-b", published="2019-06-01", practice=("2017..2018",))
        board.rec("child-b", "Fern ICB")
        assert "other_agencies" in board.position().flags
        board.made(ReplaceAgency("Fern CCG", "Fern ICB"))
        assert board.position().attention == 10

    def test_undated_concerns_in_a_window_that_spans_the_due_date_accuse_nobody(self, board):
        board.review("child-a", published="2013-03..2013-06")
        for theme in ("neglect", "fathers_males", "non_engagement", "voice_of_child"):
            board.rec("child-a", "The Board", theme=theme, label=theme, state="said-done")
            board.evidence(f"child-a/{theme.replace('_', '-')}", level=1)
        board.review(
            "child-b", published="2017-08", practice=("2012-10-16..2015-04-16=P", "2014..2015-04")
        )
        for theme in ("neglect", "fathers_males", "non_engagement", "voice_of_child"):
            board.rec("child-b", "The Board", theme=theme, label=theme, state="not-known")
            position = board.position(theme)
            assert (position.recurrence, position.failed_tests) == ("POSSIBLY", 0)
        for theme in ("neglect", "fathers_males", "non_engagement", "voice_of_child"):
            ref = f"child-b/{theme.replace('_', '-')}"
            board.theme(ref, theme, concern="2014-07..2015-04")
            position = board.position(theme)
            assert (position.label, position.attention) == ("Repeated and never embedded", 10)
            refs = {step.ref for step in position.chain}
            assert {"child-a", "child-b"} <= refs


class TestBoards:
    OWN = "Fernshire Safeguarding Children Board"

    @pytest.mark.parametrize(
        "name",
        [
            OWN,
            OWN.upper(),
            "The Fernshire Local Safeguarding Children Board",
            "Fernshire Safeguarding Children Partnership",
            "FSCB",
            "FLSCB",
            "FSCP",
            "the Safeguarding Board",
            "LSCB",
        ],
    )
    def test_prints_itself_in_many_ways(self, board, name):
        board.review("child-a", boards=(name,))
        board.rec("child-a")
        assert board.position().recurrence == "ONCE"

    @pytest.mark.parametrize(
        "name",
        [
            "Larkshire Safeguarding Children Board",
            "North Fernshire Safeguarding Children Board",
            "Fernshire Safeguarding Adults Board",
            "SAB",
            "Fernshire Health and Wellbeing Board",
        ],
    )
    def test_other_boards_reviews_are_context(self, board, name):
        board.review("child-a", boards=(name,))
        board.rec("child-a")
        position = board.position()
        assert (position.recurrence, position.reviews) == ("NONE", 0)
        assert position.flags == ("also_raised_by_other_boards",)

    def test_a_predecessors_reviews_are_its_own(self, board):
        board.review("child-a", boards=("Larkshire Child Protection Committee",))
        board.rec("child-a")
        assert board.position().reviews == 0
        board.made(
            ChangeSettings((("predecessors", "Larkshire Child Protection Committee; Old Board"),))
        )
        assert board.position().reviews == 1

    def test_a_review_of_several_boards_is_its_own_where_one_is(self, board):
        board.review("child-a", boards=("Larkshire Safeguarding Children Board", self.OWN))
        board.rec("child-a")
        assert board.position().reviews == 1


class TestHistorySearched:
    def test_as_somebody_said(self, board):
        for number, (said, searched) in enumerate(
            (("complete", True), ("none-found", True), ("not-searched", False))
        ):
            board.review(f"child-{number}", "2015", history=said)
            facts = board.facts()
            assert facts.is_searched(facts.reviews[f"child-{number}"]) is searched

    def test_else_since_the_boards_records_are_complete(self, board):
        board.review("before", "2009-12-31")
        board.review("since", "2010-01-01")
        board.review("about-then", "2009-12..2010-02")
        board.review("undated", None)
        facts = board.facts()
        found = {ref: facts.is_searched(review) for ref, review in facts.reviews.items()}
        assert found == {"before": False, "since": True, "about-then": False, "undated": False}
        board.made(ChangeSettings((("records_complete_from", "2005"),)))
        facts = board.facts()
        assert facts.is_searched(facts.reviews["before"])

    def test_not_searched_is_said_and_what_was_done_is_not_known(self, board):
        board.review("child-a", "2009-06-01")
        ref = board.rec("child-a", "Police")
        assert "history_not_searched" in board.position().flags
        assert board.ask(ref).delivery.state == "not-known"
        assert board.ask(ref).brag.word == "Amber"
