"""What one agency owes: each recommendation once, joined with what asks the same, its own alone."""

from dataclasses import replace
from datetime import date

import pytest

from auditrack.commands.action import ExtendAction
from auditrack.commands.agency import AddAgency, ReplaceAgency
from auditrack.commands.evidence import AcceptEvidence, ReturnEvidence
from auditrack.commands.lead import AddLead
from auditrack.commands.link import LinkRecommendations
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.return_form import AskForReturns, drafted
from auditrack.commands.review import EditReview
from auditrack.model.change import RefusedError
from auditrack.views.agency_own import ANOTHERS_POST
from auditrack.views.agency_plan import Plans, agency_plan_of, year_before
from auditrack.views.agency_plan_values import AgencyPlan
from tests.views.conftest import Board

POLICE, COUNCIL = "Fernshire Police", "Fernshire Council"


@pytest.fixture
def made(board: Board) -> Board:
    board.review("child-ash", "2018-03-14")
    board.review("child-elm", "2024-05-02")
    return board


def plan(board: Board, agency: str = POLICE, as_at: str = "2026-11-20", **also) -> AgencyPlan:
    return agency_plan_of(board.of(), agency, date.fromisoformat(as_at), **also)


def refused(board: Board, agency: str, **also) -> str:
    with pytest.raises(RefusedError) as caught:
        plan(board, agency, **also)
    return caught.value.refusal.code


def test_one_recommendation_says_all_that_concerns_the_agency(made: Board) -> None:
    made.made(AddLead("Head of Crime", agency=POLICE, holder="Pat Zeta"))
    ref = made.rec(
        "child-elm", POLICE, COUNCIL, label="1", text="Share what you know.", outcome="It is known."
    )
    made.made(ReplyToRecommendation(ref, POLICE, asked_on="2024-05-10"))
    made.made(
        ReplyToRecommendation(ref, POLICE, "in-part", reason="Not at night.", on="2024-06-01")
    )
    made.made(ReplyToRecommendation(ref, COUNCIL, "declined", reason="Secret of the council."))
    made.decide(ref, "implement", "2024-06-20")
    action = made.action(
        ref, what="Write a rota.", agency=POLICE, lead="head-of-crime", due="2025-01-31"
    )
    made.action(ref, what="Council's own action.", agency=COUNCIL, due="2025-01-31")
    made.made(ExtendAction(action, "2025-06-30", why="Winter."), "2025-01-20")
    made.update(action, "in-progress", "2025-02-03")
    mine = made.evidence(action, shows="The rota.", level=1, about="2025-02")
    made.made(ReturnEvidence(mine, why="It is a draft."), by="scrutineer")
    made.evidence(ref, shows="Council's evidence.", agency=COUNCIL)
    made.audit(ref, on="2026-01-15", agencies=(POLICE,), outcome="partly", sample=8, met=3)
    made.audit(ref, on="2026-02-15", agencies=(COUNCIL,), outcome="not-embedded")
    made.audit(ref, on="2026-03-15", outcome="embedded")

    found = plan(made)
    assert (found.owed, found.let_go, found.finished, found.closed_before) == ((), (), (), 0)
    (group,) = found.urgent
    (ask,) = group.asks
    assert (ask.text, ask.outcome, ask.label) == ("Share what you know.", "It is known.", "1")
    assert (ask.review_title, ask.review_on) == ("Child-Elm", "2024-05-02")
    assert (ask.by_name, ask.asked_on, ask.replied_on) == (True, "2024-05-10", "2024-06-01")
    assert ask.reply.describe() == "accepted in part: Not at night."
    assert ask.decisions == (("2024-06-20", "to be implemented"),)
    assert (ask.brag.word, ask.delivery) == ("Red", "in progress")
    assert (ask.due, ask.agreed, ask.times_moved) == ("2025-01-31", "2025-06-30", 1)
    assert (ask.days_original, ask.days_agreed) == (658, 508)
    assert ask.leads == ("Head of Crime",)
    assert any("has not signed off: in progress" in one for one in ask.missing)
    (own,) = group.actions
    assert (own.ref, own.what, own.its_own) == (action, "Write a rota.", True)
    assert own.updates == (("2025-02-03", "in progress", "So it is."),)
    assert own.moves == (("2025-01-20", "2025-06-30", "Winter."),)
    (evidence,) = group.evidence
    assert (evidence.ref, evidence.state, evidence.returned_why) == (
        mine,
        "returned",
        "It is a draft.",
    )
    assert [(one.on, one.outcome, one.covered) for one in group.audits] == [
        ("2026-01-15", "partly embedded", "alone"),
        ("2026-03-15", "embedded", "all"),
    ]
    said = repr(found)
    for secret in ("Secret of the council", "Council's own", "Council's evidence", "Pat Zeta"):
        assert secret not in said


def test_each_recommendation_stands_once_and_what_asks_the_same_is_joined(made: Board) -> None:
    first = made.rec("child-ash", POLICE, label="1", text="Ask about fathers.")
    again = made.rec("child-elm", POLICE, label="1", text="Ask about fathers again.")
    between = made.rec("child-elm", COUNCIL, label="2", text="Of the council alone.")
    other = made.rec("child-elm", POLICE, label="3", text="Something else.")
    made.saved(LinkRecommendations(again, between, "same-ask", "same"))
    made.saved(LinkRecommendations(between, first, "same-ask", "stronger"))
    made.saved(LinkRecommendations(other, first, "related"))
    found = plan(made)
    assert [[ask.ref for ask in one.asks] for one in found.owed] == [[again, first], [other]]
    assert found.owed[0].asks[0].links == ()  # that the council's joins them is not told
    assert found.owed[1].asks[0].links == (f"is related to {first}",)
    assert "Of the council" not in repr(found) and between not in repr(found)


def test_what_goes_on_in_another_is_joined_with_it(made: Board) -> None:
    old = made.rec("child-ash", POLICE, label="1", text="Old words.")
    new = made.rec("child-elm", POLICE, label="1", text="New words.")
    gone = made.rec("child-ash", POLICE, label="2", text="Gone to the council.")
    there = made.rec("child-elm", COUNCIL, label="2", text="Of the council.")
    made.saved(LinkRecommendations(new, old, "supersedes"))
    made.saved(LinkRecommendations(gone, there, "folds-into"))
    found = plan(made)
    (group,) = found.owed
    assert [(one.ref, one.standing) for one in group.asks] == [(new, "owed"), (old, "superseded")]
    assert group.asks[1].links == (f"goes on in {new}",)
    (let_go,) = found.let_go
    assert let_go.asks[0].links == ("goes on in a recommendation that does not ask this body",)


def test_overdue_and_red_come_first_the_longest_first(made: Board) -> None:
    late = {}
    for label, due in (("1", "2026-06-30"), ("2", "2025-06-30"), ("3", "2027-06-30")):
        ref = made.rec("child-elm", POLICE, label=label)
        made.action(ref, agency=POLICE, lead="Head of Crime", due=due, what=f"By {due}.")
        late[label] = ref
    found = plan(made)
    assert [one.asks[0].ref for one in found.urgent] == [late["2"], late["1"]]
    assert [one.asks[0].ref for one in found.owed] == [late["3"]]


def test_its_own_answer_and_progress_count_and_not_those_of_others(made: Board) -> None:
    ref = made.rec("child-elm", POLICE, COUNCIL)
    made.done(made.action(ref, agency=COUNCIL, lead="Head of Care", due="2025-01-31"), "2025-01-10")
    made.made(ReplyToRecommendation(ref, COUNCIL, "accepted"))
    made.saved(ReplyToRecommendation(ref, POLICE, asked_on="2024-05-10"))
    (ask,) = plan(made).owed[0].asks
    assert (ask.reply.state, ask.delivery) == ("unanswered", "not started")
    assert ask.leads == () and plan(made).owed[0].actions == ()


def test_what_others_have_shown_is_not_called_missing_and_not_told(made: Board) -> None:
    ref = made.rec("child-elm", POLICE, COUNCIL)
    assert any("no evidence" in one for one in plan(made).owed[0].asks[0].missing)
    made.evidence(ref, shows="The council's files.", agency=COUNCIL, level=3, about="2025-02")
    (group,) = plan(made).owed
    assert group.evidence == () and not any("evidence" in one for one in group.asks[0].missing)
    assert not any(COUNCIL in one for one in group.asks[0].missing)


def test_an_action_of_nobody_in_particular_counts_and_keeps_its_words(made: Board) -> None:
    made.made(AddLead("Quality officer"))
    ref = made.rec("child-elm", POLICE, COUNCIL)
    made.action(ref, what="Words of nobody.", lead="quality-officer", due="2025-01-31")
    (group,) = plan(made).urgent
    (action,) = group.actions
    assert (action.its_own, action.what, action.lead) == (False, "", "Quality officer")
    alone = made.rec("child-elm", POLICE, label="9")
    made.action(alone, what="Words that are its own.", agency=POLICE)
    assert "Words that are its own." in repr(plan(made))


def test_what_is_nobodys_and_serves_others_too_keeps_its_words(made: Board) -> None:
    alone, shared = made.rec("child-elm", POLICE, label="1"), made.rec("child-elm", POLICE, COUNCIL)
    made.action(alone, shared, what="Of nobody, for both.")
    made.evidence(alone, shared, shows="Shown by nobody, for both.")
    found = plan(made)
    assert {one.its_own for group in found.urgent for one in group.actions} == {False}
    assert "for both" not in repr(found)


def test_another_bodys_post_is_not_named(made: Board) -> None:
    made.made(AddLead("Head of Care", agency=COUNCIL))
    ref = made.rec("child-elm", POLICE)
    made.action(ref, agency=POLICE, lead="head-of-care")
    (group,) = (*plan(made).urgent, *plan(made).owed)
    assert group.asks[0].leads == (ANOTHERS_POST,)


def test_declined_and_passed_on_stand_by_themselves_with_the_reason(made: Board) -> None:
    no = made.rec("child-elm", POLICE, label="1")
    on = made.rec("child-elm", POLICE, label="2")
    made.made(ReplyToRecommendation(no, POLICE, "declined", reason="It is the law."))
    made.made(ReplyToRecommendation(on, POLICE, "passed-on", passed_to="The ambulance trust"))
    found = plan(made)
    assert [one.asks[0].standing for one in found.let_go] == ["declined", "passed-on"]
    assert found.let_go[1].asks[0].reply.describe() == "passed on to The ambulance trust"
    assert not found.owes


def test_what_was_finished_is_told_by_its_period(made: Board) -> None:
    refs = []
    for label, day in (("1", "2024-08-01"), ("2", "2026-02-01")):
        ref = made.rec("child-elm", POLICE, label=label)
        made.done(made.action(ref, agency=POLICE, lead="Head of Crime"), day)
        refs.append(ref)
    made.rec("child-elm", POLICE, label="3", state="said-done")  # and nobody knows when
    found = plan(made)
    assert [one.asks[0].ref for one in found.finished] == [refs[1]]
    assert (found.finished[0].asks[0].ended_on, found.closed_before) == ("2026-02-01", 1)
    assert found.closed_undated == 1
    early = plan(made, since=date(2024, 1, 1), until=date(2024, 12, 31))
    assert [one.asks[0].ref for one in early.finished] == [refs[0]]


def test_a_plan_follows_the_successor(made: Board) -> None:
    made.made(AddAgency("Old Trust"))
    made.made(AddAgency("New Trust"))
    ref = made.rec("child-elm", "Old Trust")
    made.saved(ReplaceAgency("old-trust", by="new-trust"))
    for name in ("New Trust", "old-trust"):
        found = plan(made, name)
        assert (found.agency, found.followed) == ("new-trust", ("Old Trust",))
        assert [one.asks[0].ref for one in found.owed] == [ref]
    assert plan(made, "old-trust").asked_for == "Old Trust"
    assert plan(made, "new-trust").asked_for is None


def test_what_all_are_asked_stands_in_each_plan_and_not_in_the_boards(made: Board) -> None:
    made.made(AddAgency(POLICE))
    every = made.rec("child-elm", "All agencies", label="1")
    own = made.rec("child-elm", "The Board", label="2")
    assert [one.asks[0].ref for one in plan(made).owed] == [every]
    assert not plan(made).owed[0].asks[0].by_name
    assert [one.asks[0].ref for one in plan(made, "The Board").owed] == [own]
    assert refused(made, "All agencies") == "bad-value"


def test_words_of_a_review_that_is_not_published_stay_behind(made: Board) -> None:
    made.review("child-oak", None, practice=())
    ref = made.rec("child-oak", POLICE, text="Hidden words.", outcome="Hidden outcome.")
    made.action(ref, what="Hidden action.", agency=POLICE, lead="Head of Crime")
    made.update("act-1", "in-progress", "2026-10-01")
    made.evidence("act-1", shows="Hidden evidence.", agency=POLICE)
    made.audit(ref, on="2026-11-01", question="Hidden question?")
    found = plan(made)
    (group,) = (*found.urgent, *found.owed)
    assert group.asks[0].hidden and group.actions[0].hidden and group.evidence[0].hidden
    assert "Hidden" not in repr(found) and "Child-Oak" not in repr(found)
    assert "So it is." not in repr(found)
    assert found.withheld == (ref, "act-1", "ev-1")
    shown = repr(plan(made, with_unpublished=True))
    for words in ("words", "outcome", "action", "evidence", "question"):
        assert f"Hidden {words}" in shown
    made.saved(EditReview("child-oak", published="2026-10-01"))
    assert plan(made).withheld == ()


def test_one_review_is_told_with_what_asks_the_same_elsewhere(made: Board) -> None:
    first = made.rec("child-ash", POLICE, label="1")
    made.rec("child-ash", POLICE, label="2")
    again = made.rec("child-elm", POLICE, label="1")
    made.saved(LinkRecommendations(again, first, "same-ask"))
    found = plan(made, review="child-elm")
    assert [[ask.ref for ask in one.asks] for one in found.owed] == [[again, first]]
    assert found.review == "Child-Elm"
    assert refused(made, POLICE, review="nowhere") == "unknown-reference"


def test_forms_that_wait_and_questions_without_an_answer_are_told(made: Board) -> None:
    made.rec("child-elm", POLICE)
    command = drafted(
        made.of(),
        AskForReturns((POLICE,), questions=("Who covers nights?",)),
        made.today,
        ending="docx",
    ).command
    made.saved(replace(command, files=()) if command.files else command)
    found = plan(made, as_at="2026-11-21")
    assert [one.form for one in found.forms] == ["ret-1"]
    assert ("ret-1", "Who covers nights?") in found.unanswered


def test_actions_for_what_does_not_ask_it_are_told_without_its_words(made: Board) -> None:
    ref = made.rec("child-elm", COUNCIL, text="Only the council is asked.")
    made.action(ref, what="The police help.", agency=POLICE, lead="Head of Crime")
    finding = made.finding("child-elm", "A finding nobody should read here.")
    made.action(finding, what="The police look.", agency=POLICE, lead="Head of Crime")
    found = plan(made)
    assert [(one.what, one.serves) for one in found.beside] == [
        ("The police help.", (ref,)),
        ("The police look.", (finding,)),
    ]
    assert found.owes and not found.joined
    assert "Only the council" not in repr(found) and "nobody should read" not in repr(found)


def test_audits_that_name_it_are_told_and_the_latest_of_those_of_its_themes(made: Board) -> None:
    ref = made.rec("child-elm", POLICE, theme="neglect")
    for month in range(1, 8):
        made.audit(on=f"2025-{month:02}-01", themes=("neglect",))
    made.audit(ref, on="2024-12-01")
    made.audit(on="2023-01-01", themes=("neglect",))  # before it was asked
    (group,) = plan(made).owed
    assert [(one.on, one.names_it) for one in group.audits] == [
        ("2024-12-01", True),
        ("2025-05-01", False),
        ("2025-06-01", False),
        ("2025-07-01", False),
    ]
    assert group.more_audits == 4


def test_nothing_dated_later_is_seen(made: Board) -> None:
    ref = made.rec("child-elm", POLICE, on="2024-05-02")
    made.made(ReplyToRecommendation(ref, POLICE, "accepted", on="2026-01-05"))
    made.audit(ref, on="2026-03-01", agencies=(POLICE,))
    action = made.action(ref, agency=POLICE, lead="Head of Crime", due="2026-06-30")
    made.update(action, "in-progress", "2026-05-01")
    shown = made.evidence(action, level=3, about="2025-06", agency=POLICE)
    made.saved(AcceptEvidence(shown), "2026-11-01", by="scrutineer")
    then, now = plan(made, as_at="2025-12-31"), plan(made)
    (before,), (after,) = (*then.urgent, *then.owed), (*now.urgent, *now.owed)
    assert (before.asks[0].reply.state, after.asks[0].reply.state) == ("not-recorded", "accepted")
    assert (before.audits, len(after.audits)) == ((), 1)
    assert (before.actions[0].updates, len(after.actions[0].updates)) == ((), 1)
    assert [one.state for one in (*before.evidence, *after.evidence)] == ["filed", "accepted"]


def test_an_agency_with_nothing_and_an_unknown_one_are_refused(made: Board) -> None:
    made.rec("child-elm", COUNCIL)
    made.made(AddAgency(POLICE))
    assert refused(made, POLICE) == "nothing-to-report"
    assert refused(made, "Nobody's Trust") == "unknown-reference"


def test_every_body_but_all_of_them_may_have_a_plan(made: Board) -> None:
    made.rec("child-elm", POLICE, COUNCIL, "All agencies", "The Board")
    made.made(AddAgency("Old Trust"))
    made.saved(ReplaceAgency("old-trust", by="fernshire-police"))
    plans = Plans(made.of(), made.today)
    assert set(plans.bodies) == {"fernshire-police", "fernshire-council", "the-board"}


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2026-11-20", "2025-11-21"),
        ("2024-02-29", "2023-03-01"),
        ("2025-02-28", "2024-02-29"),
        ("0001-05-01", "0001-01-01"),
    ],
)
def test_a_year_ends_with_its_day(day: str, first: str) -> None:
    assert year_before(date.fromisoformat(day)) == date.fromisoformat(first)
