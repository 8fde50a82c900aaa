"""How a recommendation stands with each agency asked: one row each, from records alone."""

import pytest

from auditrack.commands.action import AddAction, EditAction, WithdrawAction
from auditrack.commands.agency import AddAgency, ReplaceAgency
from auditrack.commands.importing import AcceptImport
from auditrack.commands.lead import AddLead
from auditrack.commands.link import LinkRecommendations
from auditrack.commands.recommendation import EditRecommendation, WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import WithdrawReview
from auditrack.model.proposal import Item, Proposals, ReviewGuess, Source


@pytest.fixture
def review(board):
    return board.review("child-a")


def test_one_row_for_each_agency_asked_and_one_where_none_is(board, review):
    assert board.statuses(board.rec(review, "Police", "Health")) == {
        "Police": "open",
        "Health": "open",
    }
    assert board.statuses(board.rec(review, label="2")) == {None: "open"}


def test_is_in_progress_once_an_action_has_begun(board, review):
    ref = board.rec(review, "Police")
    action = board.action(ref)
    assert board.status(ref) == "open"
    for state in ("in-progress", "in-place"):
        board.update(action, state)
        assert board.status(ref) == "in_progress"


def test_is_closed_when_every_live_action_is_done_on_the_day_of_the_last(board, review):
    ref = board.rec(review, "Police")
    first, second = board.action(ref), board.action(ref, what="Train everybody.")
    board.done(first, "2016-02-01")
    assert board.status(ref) == "in_progress"
    board.done(second, "2016-05-09")
    (row,) = board.rows(ref)
    assert row.status == "closed"
    assert str(row.closed.latest) == "2016-05-09"
    board.sign_off(second, "2016-09-01")
    (row,) = board.rows(ref)
    assert (row.status, str(row.closed.latest)) == ("closed", "2016-05-09")


def test_one_agency_done_leaves_the_other_open(board, review):
    ref = board.rec(review, "Police", "Health")
    board.done(board.action(ref, agency="Police"), "2016-02-01")
    assert board.statuses(ref) == {"Police": "closed", "Health": "open"}
    assert board.ask(ref).is_open
    assert str(board.ask(ref).delivery) == "not started, 0 of 2 signed off"


def test_an_action_of_nobody_in_particular_is_everybodys(board, review):
    ref = board.rec(review, "Police", "Health")
    board.done(board.action(ref), "2016-02-01")
    assert set(board.statuses(ref).values()) == {"closed"}


def test_an_action_is_its_leads_agencys_where_it_names_none(board, review):
    ref = board.rec(review, "Police", "Health")
    board.made(AddLead("Designated nurse", agency="Health"))
    board.done(board.action(ref, lead="Designated nurse"), "2016-02-01")
    assert board.statuses(ref) == {"Police": "open", "Health": "closed"}


def test_an_action_of_an_agency_that_is_not_asked_moves_no_row(board, review):
    ref = board.rec(review, "Police")
    board.done(board.action(ref, agency="Housing"), "2016-02-01")
    assert board.statuses(ref) == {"Police": "open"}


def test_any_agencys_action_is_for_what_the_board_or_all_are_asked(board, review):
    for number, asked in enumerate(("The Board", "All agencies"), 1):
        ref = board.rec(review, asked, label=str(number))
        police = board.action(ref, agency="Police")
        health = board.action(ref, agency="Health")
        board.done(police, "2016-02-01")
        assert board.status(ref) == "in_progress"
        board.done(health, "2016-03-01")
        assert board.status(ref) == "closed"
        board.sign_off(police)
        board.sign_off(health)
        assert board.ask(ref).delivery.state == "signed-off"


def test_beside_the_board_an_agency_asked_by_name_answers_for_itself(board, review):
    ref = board.rec(review, "The Board", "Police")
    board.done(board.action(ref, agency="Police"), "2016-02-01")
    assert board.statuses(ref) == {"board": "open", "Police": "closed"}
    board.done(board.action(ref, agency="Housing"), "2016-02-02")
    assert board.statuses(ref) == {"board": "closed", "Police": "closed"}


def test_what_is_set_aside_counts_only_where_nothing_else_is_live(board, review):
    ref = board.rec(review, "Police")
    paused = board.action(ref)
    board.update(paused, "paused")
    assert board.status(ref) == "open"
    done = board.action(ref, what="Train everybody.")
    board.done(done, "2016-02-01")
    assert board.status(ref) == "closed"
    dropped = board.rec(review, "Police", label="2")
    board.update(board.action(dropped), "superseded")
    assert board.status(dropped) == "open"


def test_a_withdrawn_action_is_none(board, review):
    ref = board.rec(review, "Police")
    done, other = board.action(ref), board.action(ref, what="Another.")
    board.done(done, "2016-02-01")
    board.made(WithdrawAction(other, why="Entered twice."), "2016-01-01")
    assert board.status(ref) == "closed"


def test_an_action_of_two_recommendations_counts_for_both(board, review):
    one, two = board.rec(review, "Police"), board.rec(review, "Police", label="2")
    board.done(board.action(one, two), "2016-02-01")
    assert board.status(one) == board.status(two) == "closed"


def test_an_action_done_and_begun_again_is_in_progress(board, review):
    ref = board.rec(review, "Police")
    action = board.action(ref)
    board.done(action, "2016-02-01")
    board.update(action, "in-progress", "2016-03-01")
    assert board.status(ref) == "in_progress"
    assert board.status(ref, "2016-02-15") == "closed"


class TestClosing:
    def test_by_a_decision_that_stands(self, board, review):
        ref = board.rec(review, "Police", "Health")
        board.close(ref, "2016-04-01")
        assert set(board.statuses(ref).values()) == {"closed"}
        assert {str(row.closed.latest) for row in board.rows(ref)} == {"2016-04-01"}

    def test_date_is_the_earlier_of_the_two(self, board, review):
        ref = board.rec(review, "Police")
        board.done(board.action(ref), "2016-02-01")
        board.close(ref, "2016-04-01")
        assert str(board.rows(ref)[0].closed.latest) == "2016-02-01"
        early = board.rec(review, "Police", label="2")
        board.close(early, "2016-01-05")
        board.done(board.action(early), "2016-02-01")
        assert str(board.rows(early)[0].closed.latest) == "2016-01-05"

    def test_does_not_stand_once_opened_again(self, board, review):
        ref = board.rec(review, "Police")
        board.close(ref, "2016-04-01")
        board.reopen(ref, "2017-01-10")
        assert board.status(ref) == "open"
        assert board.status(ref, "2016-06-01") == "closed"
        board.close(ref, "2017-06-01")
        assert board.status(ref) == "closed"

    def test_opened_again_what_was_done_before_is_no_closing(self, board, review):
        ref = board.rec(review, "Police")
        board.done(board.action(ref), "2016-02-01")
        board.close(ref, "2016-04-01")
        board.reopen(ref, "2017-01-10")
        (row,) = board.rows(ref)
        assert (row.status, row.closed) == ("in_progress", None)
        assert board.ask(ref).is_open
        board.done(board.action(ref, what="Something else."), "2017-05-01")
        (row,) = board.rows(ref)
        assert (row.status, str(row.closed.latest)) == ("closed", "2017-05-01")

    def test_all_on_one_day_opened_again_is_open(self, board, review):
        ref = board.rec(review, "Police")
        board.done(board.action(ref))
        board.close(ref)
        board.reopen(ref)
        assert board.status(ref) == "in_progress"

    def test_no_longer_relevant_until_opened_again_and_once_more(self, board, review):
        ref = board.rec(review, "Police")
        board.decide(ref, "no-longer-relevant", "2016-04-01")
        assert board.status(ref) == "no_longer_relevant"
        board.reopen(ref, "2016-05-01")
        assert board.status(ref) == "open"
        board.decide(ref, "no-longer-relevant", "2016-06-01")
        assert board.status(ref) == "no_longer_relevant"


class TestNotKnown:
    def test_as_entered_so(self, board, review):
        ref = board.rec(review, "Police", state="not-known")
        assert board.status(ref) == "not_known"
        board.made(EditRecommendation(ref, state="open"))
        assert board.status(ref) == "open"

    def test_until_an_action_says_more(self, board, review):
        ref = board.rec(review, "Police", "Health", state="not-known")
        action = board.action(ref, agency="Police")
        assert board.statuses(ref) == {"Police": "open", "Health": "not_known"}
        board.update(action, "not-known")
        assert board.statuses(ref) == {"Police": "not_known", "Health": "not_known"}
        board.done(action)
        assert board.statuses(ref) == {"Police": "closed", "Health": "not_known"}

    def test_as_an_import_without_a_state_is(self, board):
        source = Source("review.txt", "0" * 64, "text", None)
        items = (
            Item("recommendation", "Share records.", label="1", agencies=("Police",), ticked=True),
            Item("action", "Write a procedure.", label="1", agencies=("Police",), ticked=True),
        )
        guess = ReviewGuess(title="Child B", published="2016-01-01")
        board.saved(AcceptImport(Proposals(source, guess, items), review="child-b"))
        assert board.status("child-b/1") == "not_known"
        action = board.records.index("actions", "serves")["child-b/1"][0]["ref"]
        board.update(action, "in-progress")
        assert board.status("child-b/1") == "in_progress"


class TestSaidDone:
    def test_makes_one_action_as_reported_that_is_done(self, board, review):
        ref = board.rec(review, "Police", state="said-done", done_on="2015-12-01")
        (action,) = board.ask(ref).actions
        assert action.action.as_reported
        assert action.state == "done"
        (row,) = board.rows(ref)
        assert (row.status, str(row.closed.latest)) == ("closed", "2015-12-01")
        assert board.status(ref, "2015-11-30") == "open"

    def test_closed_without_a_date_is_closed_at_any_time(self, board, review):
        ref = board.rec(review, "Police", "Health", state="said-done")
        assert set(board.statuses(ref, "2015-07-01").values()) == {"closed"}
        assert all(row.closed is None for row in board.rows(ref))

    def test_may_be_done_before_publication(self, board, review):
        ref = board.rec(review, "Police", state="said-done", done_on="2014")
        assert board.status(ref) == "closed"


class TestDeclined:
    def test_by_one_agencys_reply_and_not_for_the_other(self, board, review):
        ref = board.rec(review, "Police", "Health")
        board.made(
            ReplyToRecommendation(ref, "Police", "declined", reason="No money.", on="2015-08-01"),
        )
        assert board.statuses(ref) == {"Police": "declined", "Health": "open"}
        assert board.ask(ref).is_open
        assert "recommendation_declined" in board.position().flags

    def test_the_last_answer_by_its_own_date_counts(self, board, review):
        ref = board.rec(review, "Police")
        say = ReplyToRecommendation
        board.made(say(ref, "Police", "accepted", on="2016-01-01"))
        board.made(say(ref, "Police", "declined", reason="No money.", on="2015-08-01"))
        assert board.status(ref) == "open"
        assert board.status(ref, "2015-09-01") == "declined"
        assert board.ask(ref).replies[0].state == "accepted"

    def test_by_the_board_until_it_decides_otherwise(self, board, review):
        ref = board.rec(review, "Police")
        board.decide(ref, "not", "2015-08-01")
        assert board.status(ref) == "declined"
        board.decide(ref, "implement", "2015-10-01")
        assert board.status(ref) == "open"

    def test_one_of_everybody_speaks_for_itself_alone(self, board, review):
        ref = board.rec(review, "All agencies")
        board.made(AddAgency("Police"))
        board.made(ReplyToRecommendation(ref, "Police", "declined", reason="Not ours."))
        assert board.statuses(ref) == {"all": "open"}
        said = {reply.agency: reply.describe() for reply in board.ask(ref).replies}
        assert said == {"Police": "declined: Not ours."}
        assert "all agencies has not replied." in board.ask(ref).missing
        board.made(AddAgency("Health"))
        board.made(ReplyToRecommendation(ref, "Health", "accepted"))
        assert [reply.agency for reply in board.ask(ref).replies] == ["Police", "Health"]
        assert not any("replied" in one for one in board.ask(ref).missing)

    def test_a_predecessors_answer_is_the_successors(self, board, review):
        ref = board.rec(review, "Fern CCG")
        board.made(ReplyToRecommendation(ref, "Fern CCG", "declined", reason="Not ours."))
        board.made(ReplaceAgency("Fern CCG", "Fern ICB"))
        assert board.statuses(ref) == {"Fern ICB": "declined"}


class TestGoingOnElsewhere:
    def test_superseded_by_another(self, board, review):
        old, new = board.rec(review), board.rec(review, label="2")
        board.made(LinkRecommendations(new, old, "supersedes"), "2016-01-01")
        assert (board.status(old), board.status(new)) == ("superseded", "open")
        assert board.status(old, "2015-12-31") == "open"

    def test_folded_into_another(self, board, review):
        old, new = board.rec(review), board.rec(review, label="2")
        board.made(LinkRecommendations(old, new, "folds-into"))
        assert (board.status(old), board.status(new)) == ("superseded", "open")

    def test_not_in_one_that_was_withdrawn(self, board, review):
        old, new = board.rec(review), board.rec(review, label="2")
        board.made(LinkRecommendations(new, old, "supersedes"))
        board.made(WithdrawRecommendation(new, why="Entered twice."))
        assert (board.status(old), board.status(new)) == ("open", "withdrawn")

    @pytest.mark.parametrize("kind", ["same-ask", "repeats", "contradicts", "related"])
    def test_other_links_end_nothing(self, board, review, kind):
        one, two = board.rec(review), board.rec(review, label="2")
        board.made(LinkRecommendations(one, two, kind))
        assert board.status(one) == board.status(two) == "open"


def test_withdrawn_with_its_review_and_back_again(board, review):
    ref = board.rec(review)
    board.made(WithdrawReview(review, why="Not ours."), "2020-01-01")
    assert board.status(ref) == "withdrawn"
    assert board.status(ref, "2019-12-31") == "open"
    board.made(WithdrawReview(review, reinstate=True, why="Ours after all."))
    assert board.status(ref) == "open"


def test_agencies_of_one_plan_are_one_row(board, review):
    ref = board.rec(review, "Fern CCG", "Fern ICB")
    board.made(ReplaceAgency("Fern CCG", "Fern ICB"))
    action = board.made(AddAction((ref,), "Share records.", agency="Fern CCG"))
    assert board.statuses(ref) == {"Fern ICB": "open"}
    board.done(action)
    assert board.statuses(ref) == {"Fern ICB": "closed"}
    board.made(EditAction(action, agency="Police"))
    assert board.statuses(ref) == {"Fern ICB": "open"}
