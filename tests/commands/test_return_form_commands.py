"""Return forms: what an agency is asked, reminded of and returns, and what its silence becomes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.analysis.axes import reply_of
from auditrack.commands.action import AddAction, UpdateAction
from auditrack.commands.agency import AddAgency, EditAgency, ReplaceAgency
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.return_form import AskForReturns, drafted
from auditrack.commands.return_sent import MarkReturned, RemindReturn, WithdrawReturn
from auditrack.commands.role import SetRoles
from auditrack.commands.undo import UndoLast
from auditrack.model.change import RefusedError
from auditrack.views.asks import ask_of
from auditrack.views.changes import sentence
from auditrack.views.decisions import decisions
from auditrack.views.facts import Facts
from auditrack.views.retention import belonging
from auditrack.views.returns import returns

ASKED = date(2026, 11, 20)
DUE = "2026-12-18"
LATER = date(2026, 12, 19)


@pytest.fixture
def asks(desks, board):
    """One recommendation to the police, one to a health trust, one to both and one to all."""
    return {
        "police": board("Record the child's words.", agencies=("Fern Police",)),
        "health": board("Share discharge letters.", agencies=("Fern Health Trust",)),
        "both": board("Meet within a week.", agencies=("Fern Police", "Fern Health Trust")),
        "all": board("Train every new starter.", agencies=("All agencies",)),
    }


def reply(desks, ref: str, name: str, on: date):
    ask = ask_of(desks.of(), ref, on)
    return reply_of(name, ask.fact, on, ask.facts.numbers)


def replies_of(desks, agency: str) -> dict[str, dict]:
    found = desks.of().select("replies")
    return {
        one["recommendation"]: dict(one)
        for one in found
        if one.get("agency") == agency and not one.get("withdrawn_on")
    }


def test_asking_an_agency_records_the_form_and_asks_for_each_reply_that_is_missing(desks, asks):
    desks.saved(ReplyToRecommendation(asks["police"], answer="accepted"))
    saved = desks.saved(
        AskForReturns(("Fern Police",), covering="Dear colleague,", questions=("Who leads?",))
    )
    assert saved.references == ("ret-1",)
    form = desks.get("return_forms", "ret-1")
    assert form["agency"] == "fern-police"
    assert (form["asked_on"], form["due_back"]) == ("2026-11-20", DUE)
    assert form["covering"] == "Dear colleague,"
    assert form["asks"] == (asks["police"], asks["both"], asks["all"])
    asked = {ref: one for ref, one in replies_of(desks, "fern-police").items() if one.get("form")}
    assert set(asked) == {asks["both"], asks["all"]}
    assert all(one["asked_on"] == "2026-11-20" and one["due_back"] == DUE for one in asked.values())
    first = desks.get("return_questions", "rq-1")
    assert (first["form"], first["question"], first["order"]) == ("ret-1", "Who leads?", 1)
    assert "Return forms sent" in sentence(saved.entry, desks.of())


def test_each_agency_has_a_form_of_its_own_and_nothing_of_another(desks, asks):
    desks.saved(AddAction((asks["both"],), "Write the police protocol.", agency="Fern Police"))
    desks.saved(AddAction((asks["both"],), "Write the trust protocol.", agency="Fern Health Trust"))
    desks.saved(AskForReturns(everyone=True))
    forms = {one["agency"]: one["asks"] for one in desks.of().select("return_forms")}
    assert set(forms) == {"fern-police", "fern-health-trust"}
    assert set(forms["fern-police"]) == {asks["police"], asks["both"], asks["all"], "act-1"}
    assert set(forms["fern-health-trust"]) == {asks["health"], asks["both"], asks["all"], "act-2"}


def test_what_is_asked_of_the_board_is_on_no_agencys_form(desks, board, asks):
    own = board("The Board should ask again.", agencies=("Fernshire Board",))
    desks.saved(AskForReturns(("Fern Police",)))
    assert own not in desks.get("return_forms", "ret-1")["asks"]


def test_an_agency_answers_for_those_it_followed(desks, board):
    ref = board("Share letters.", agencies=("Fern CCG",))
    desks.saved(ReplaceAgency("Fern CCG", "Fern ICB"))
    desks.saved(AskForReturns(("Fern CCG",)))
    assert desks.get("return_forms", "ret-1")["agency"] == "fern-icb"
    assert desks.get("return_forms", "ret-1")["asks"] == (ref,)
    assert reply(desks, ref, "Fern ICB", ASKED).state == "asked"


def test_an_agency_that_has_ended_or_has_nothing_open_gets_no_form_with_all(desks, asks):
    desks.saved(AddAgency("Fern Fire Service"))
    desks.saved(EditAgency("Fern Health Trust", until="2026-01"))
    saved = desks.saved(AskForReturns(everyone=True))
    assert [one["agency"] for one in desks.of().select("return_forms")] == [
        "fern-fire-service",
        "fern-police",
    ]  # asked of all agencies is asked of the fire service too
    assert saved.notes == ()


def test_silence_becomes_unanswered_after_its_day_and_needs_a_decision(desks, asks):
    desks.saved(AskForReturns(("Fern Police",)))
    assert reply(desks, asks["both"], "Fern Police", date(2026, 12, 18)).state == "asked"
    assert reply(desks, asks["both"], "Fern Police", LATER).state == "unanswered"
    silent = [one for one in decisions(desks.of(), LATER, kind="unanswered")]
    assert {(one.ref, one.whom) for one in silent} >= {
        (asks["police"], "Fern Police"),
        (asks["both"], "Fern Police"),
    }
    assert "ret-1" not in {one.ref for one in silent}  # the recommendations say it already
    assert not decisions(desks.of(), date(2026, 12, 18), kind="unanswered")


def test_a_late_form_on_which_no_recommendation_waits_is_said_to_be_not_returned(desks, asks):
    for ref in ("police", "both", "all"):
        desks.saved(ReplyToRecommendation(asks[ref], "Fern Police", answer="accepted"))
    desks.saved(AskForReturns(("Fern Police",)))
    (need,) = decisions(desks.of(), LATER, kind="unanswered")
    assert (need.ref, need.whom, need.days) == ("ret-1", "Fern Police", 1)
    assert [one.ref for one in need.agencies] == ["fern-police"]
    assert decisions(desks.of(), LATER, agency="Fern Health Trust", kind="unanswered") == ()
    desks.saved(MarkReturned("ret-1", on="2026-12-19"), today=LATER)
    assert not decisions(desks.of(), LATER, kind="unanswered")


def test_an_answer_completes_the_asking_and_no_second_one_is_made(desks, asks):
    desks.saved(AskForReturns(("Fern Police",)))
    desks.saved(ReplyToRecommendation(asks["both"], "Fern Police", answer="accepted"))
    found = [one for one in desks.of().select("replies") if one["recommendation"] == asks["both"]]
    assert [(one["form"], one["answer"]) for one in found] == [("ret-1", "accepted")]


def test_asking_again_keeps_the_first_asking_and_the_later_day(desks, asks):
    desks.saved(AskForReturns(("Fern Police",)))
    desks.saved(AskForReturns(("Fern Police",), due_back="2027-02-01"), today=date(2027, 1, 10))
    both = replies_of(desks, "fern-police")[asks["both"]]
    assert (both["asked_on"], both["due_back"], both["form"]) == (
        "2026-11-20",
        "2027-02-01",
        "ret-1",
    )
    assert desks.get("return_forms", "ret-1")["replaced_by"] == "ret-2"
    (now,) = [
        one for one in returns(Facts(desks.of(), date(2027, 1, 10))) if one.agency == "fern-police"
    ]
    assert (now.form, now.asked_on, now.first_asked_on) == ("ret-2", "2027-01-10", "2026-11-20")
    earlier = {one.form: one for one in returns(Facts(desks.of(), date(2027, 1, 10)), every=True)}
    assert earlier["ret-1"].describe() == "not returned, replaced by ret-2"


def test_an_earlier_day_does_not_shorten_what_was_given(desks, asks):
    desks.saved(ReplyToRecommendation(asks["police"], asked_on="2026-11-01", due_back="2027-03-01"))
    desks.saved(AskForReturns(("Fern Police",)))
    waiting = replies_of(desks, "fern-police")[asks["police"]]
    assert (waiting["asked_on"], waiting["due_back"]) == ("2026-11-01", "2027-03-01")
    assert "form" not in waiting


def test_none_is_an_answer_to_what_waits(desks, asks):
    desks.saved(ReplyToRecommendation(asks["police"], answer="accepted"))
    desks.saved(AskForReturns(("Fern Police",)))
    desks.saved(MarkReturned("Fern Police", on="2026-12-01", nothing=True), today=LATER)
    form = desks.get("return_forms", "ret-1")
    assert (form["returned_on"], form["nothing"]) == ("2026-12-01", True)
    assert reply(desks, asks["both"], "Fern Police", LATER).state == "none"
    assert reply(desks, asks["police"], "Fern Police", LATER).state == "accepted"
    (row,) = [one for one in returns(Facts(desks.of(), LATER)) if one.form == "ret-1"]
    assert row.describe() == '"none" returned on 1 December 2026'
    assert not row.owed


def test_a_form_that_came_back_on_paper_still_owes_what_nobody_entered(desks, asks):
    desks.saved(AddAction((asks["police"],), "Write it down.", agency="Fern Police"))
    desks.saved(AskForReturns(("Fern Police",), questions=("Who leads?",)))
    desks.saved(MarkReturned("ret-1"))
    (row,) = [one for one in returns(Facts(desks.of(), ASKED)) if one.form == "ret-1"]
    assert row.state == "returned"
    assert (row.owed.replies, row.owed.actions) == (3, 1)
    desks.saved(UpdateAction("act-1", note="Written."))
    desks.saved(ReplyToRecommendation(asks["all"], "Fern Police", answer="declined", reason="No."))
    (row,) = [one for one in returns(Facts(desks.of(), ASKED)) if one.form == "ret-1"]
    assert (row.owed.replies, row.owed.actions, row.owed.questions) == (2, 0, row.owed.questions)


def test_reminders_are_kept_each_with_its_day(desks, asks):
    desks.saved(AskForReturns(everyone=True))
    desks.saved(RemindReturn(("ret-1", "Fern Police"), on="2026-12-01"), today=LATER)
    desks.saved(RemindReturn(("ret-1",), on="2026-12-10"), today=LATER)
    by_form = {one.form: one.reminded_on for one in returns(Facts(desks.of(), LATER))}
    assert by_form["ret-1"] == ("2026-12-01", "2026-12-10")
    assert by_form["ret-2"] == ("2026-12-01",)
    earlier = {one.form: one.reminded_on for one in returns(Facts(desks.of(), date(2026, 12, 5)))}
    assert earlier["ret-1"] == ("2026-12-01",)


def test_a_withdrawn_form_asks_for_nothing_and_the_one_before_stands_again(desks, asks):
    desks.saved(AskForReturns(("Fern Police",)))
    extra = desks.made(AddRecommendation("child-f", "A later one.", agencies=("Fern Police",)))
    desks.saved(AskForReturns(("Fern Police",), due_back="2027-02-01"))
    desks.saved(WithdrawReturn("ret-2", why="Sent to the wrong address."))
    assert reply(desks, extra, "Fern Police", LATER).state == "not-recorded"
    both = replies_of(desks, "fern-police")[asks["both"]]
    assert both["due_back"] == DUE
    (row,) = [one for one in returns(Facts(desks.of(), LATER)) if one.agency == "fern-police"]
    assert (row.form, row.state) == ("ret-1", "unanswered")


def test_withdrawing_keeps_an_answer_that_was_given(desks, asks):
    desks.saved(AskForReturns(("Fern Police",)))
    desks.saved(ReplyToRecommendation(asks["both"], "Fern Police", answer="accepted"))
    desks.saved(WithdrawReturn("ret-1", why="Sent twice."))
    assert reply(desks, asks["both"], "Fern Police", LATER).state == "accepted"
    assert reply(desks, asks["police"], "Fern Police", LATER).state == "not-recorded"


def test_the_record_asks_what_it_does_not_know(desks, asks):
    old = date(2026, 6, 1)
    desks.saved(AddAction((asks["police"],), "Write it down.", agency="Fern Police"), today=old)
    desks.saved(
        ReplyToRecommendation(asks["police"], asked_on="2026-06-01", due_back="2026-07-01"),
    )
    desks.saved(AskForReturns(("Fern Police",)))
    asked = {one.get("about"): one["question"] for one in desks.of().select("return_questions")}
    assert asked[asks["police"]] == (
        f"No answer to {asks['police']} is on record; it was due back on 1 July 2026. What is "
        "your answer?"
    )
    assert asked["act-1"] == "Nothing has been said of act-1 yet. Where does it stand?"


def test_many_silent_records_share_one_question(desks, board):
    for number in range(6):
        ref = board(f"Recommendation {number}.", agencies=("Fern Police",))
        desks.saved(ReplyToRecommendation(ref, asked_on="2026-01-01", due_back="2026-02-01"))
    desks.saved(AskForReturns(("Fern Police",)))
    questions = [one["question"] for one in desks.of().select("return_questions")]
    assert len(questions) == 1
    assert questions[0].startswith("No answer to these is on record")


# Refusals


def test_what_cannot_be_asked_is_refused(desks, asks):
    desks.saved(AddAgency("Fern Fire Service", until="2030"))
    desks.refused(AskForReturns(), "missing")
    desks.refused(AskForReturns(("Fern Police",), everyone=True), "missing")
    desks.refused(AskForReturns(("Nobody",)), "unknown-reference")
    desks.refused(AskForReturns(("All agencies",)), "everybody")
    desks.refused(AskForReturns(("Fern Police",), due_back="2026-11-01"), "backward-period")
    desks.refused(AskForReturns(("Fern Police",), asked_on="2026-12-01"), "future-date")
    desks.refused(AskForReturns(("Fern Police",), asked_on="2026-10"), "bad-date")
    desks.refused(AskForReturns(("Fern Police",), due_back="spring"), "bad-date")
    desks.refused(AskForReturns(("Fern Police",), questions=("Why?",) * 51), "too-many")


def test_an_agency_with_nothing_open_is_asked_only_a_question(desks, board):
    desks.saved(AddAgency("Fern Fire Service"))
    desks.refused(AskForReturns(("Fern Fire Service",)), "nothing-open")
    desks.refused(AskForReturns(everyone=True), "nothing-open")
    desks.saved(AskForReturns(("Fern Fire Service",), questions=("Who leads?",)))
    assert "asks" not in desks.get("return_forms", "ret-1")


def test_reminders_and_returns_that_cannot_be_are_refused(desks, asks):
    desks.refused(RemindReturn(()), "missing")
    desks.refused(RemindReturn(("Fern Police",)), "never-asked")
    desks.saved(AskForReturns(("Fern Police",)))
    desks.refused(RemindReturn(("ret-1",), on="2026-11-01"), "backward-period")
    desks.refused(MarkReturned("ret-1", on="2026-11-01"), "backward-period")
    desks.refused(MarkReturned("ret-1", on="2026-12-01"), "future-date")
    desks.refused(MarkReturned("ret-9"), "unknown-reference")
    desks.saved(RemindReturn(("ret-1",)))
    desks.refused(RemindReturn(("ret-1",)), "no-change")
    desks.saved(AskForReturns(("Fern Police",)))
    desks.refused(RemindReturn(("ret-1",)), "replaced")
    desks.saved(MarkReturned("ret-2"))
    desks.refused(RemindReturn(("ret-2",)), "returned")
    desks.refused(MarkReturned("ret-2"), "no-change")
    desks.refused(WithdrawReturn("ret-2", why="Wrong."), "returned")
    desks.refused(WithdrawReturn("ret-1"), "reason-needed")
    desks.saved(WithdrawReturn("ret-1", why="Wrong."))
    desks.refused(MarkReturned("ret-1"), "withdrawn")


def test_only_an_officer_sends_forms(desks, asks):
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.saved(SetRoles("reader", ("author",)))
    desks.refused(AskForReturns(("Fern Police",)), "role", by="reader")
    desks.refused(RemindReturn(("ret-1",)), "role", by="reader")
    with pytest.raises(RefusedError):
        drafted(desks.of("reader"), AskForReturns(("Fern Police",)), ASKED, ending="docx")


def test_forms_that_left_are_not_undone_but_a_reminder_is(desks, asks):
    desks.saved(AskForReturns(("Fern Police",)))
    refusal = desks.refused(UndoLast(), "not-undone")
    assert "return-form withdraw" in (refusal.todo or "")
    desks.saved(RemindReturn(("ret-1",)))
    desks.saved(UndoLast())
    (row,) = [one for one in returns(Facts(desks.of(), ASKED)) if one.form == "ret-1"]
    assert row.reminded_on == ()


# Files before the entry


def test_what_was_drafted_is_what_is_asked_with_its_exports_in_the_same_entry(desks, asks):
    register = desks.of()
    made = drafted(register, AskForReturns(everyone=True), ASKED, ending="docx")
    assert [paper.form for paper in made.papers] == ["ret-1", "ret-2"]
    saved = desks.saved(made.command)
    assert saved.references == ("ret-1", "ret-2")
    for paper in made.papers:
        form = desks.get("return_forms", paper.form)
        assert (form["agency"], form["due_back"]) == (paper.agency, paper.due_back)
        printed = [row["ref"] for name in ("replies", "updates") for row in paper.sections[name]]
        assert tuple(printed) == form["asks"]
        for row in paper.sections["questions"]:
            assert desks.get("return_questions", row["ref"])["question"] == row["question"]
    exports = [op.id for op in saved.entry.ops if op.table == "exports"]
    assert [desks.get("exports", one)["file"] for one in exports] == [
        paper.file_name("docx") for paper in made.papers
    ]


def test_forms_drafted_from_an_older_record_are_not_sent(desks, asks):
    made = drafted(desks.of(), AskForReturns(everyone=True), ASKED, ending="docx")
    desks.saved(ReplyToRecommendation(asks["police"], answer="accepted"), by="other")
    desks.refused(made.command, "changed-since")
    again = drafted(desks.of(), AskForReturns(everyone=True), ASKED, ending="docx")
    desks.saved(again.command)


@settings(max_examples=40, deadline=None)
@given(
    dues=st.lists(st.integers(min_value=0, max_value=200), min_size=1, max_size=5),
    answered=st.booleans(),
)
def test_however_often_asked_there_is_one_asking_due_on_the_latest_day(
    tmp_path_factory, dues, answered
):
    """One waiting reply, first asked on the first day, due back on the latest of the days."""
    from datetime import timedelta

    from auditrack.commands.board import InitialiseBoard
    from auditrack.commands.review import AddReview
    from tests.commands.conftest import Desks

    desks = Desks(tmp_path_factory.mktemp("asked") / "register")
    try:
        desks.saved(InitialiseBoard("Fernshire Board"))
        desks.saved(AddReview("child-f", "Child F", published="2021-03"))
        ref = desks.made(AddRecommendation("child-f", "Do it.", agencies=("Fern Police",)))
        for number, days in enumerate(dues):
            day = ASKED + timedelta(days=number)
            desks.saved(
                AskForReturns(("Fern Police",), due_back=(day + timedelta(days=days)).isoformat()),
                today=day,
            )
        latest = max(ASKED + timedelta(days=n + days) for n, days in enumerate(dues))
        (one,) = desks.of().select("replies")
        assert (one["asked_on"], one["due_back"]) == (ASKED.isoformat(), latest.isoformat())
        if answered:
            desks.saved(ReplyToRecommendation(ref, "Fern Police", answer="none"), today=ASKED)
            assert reply(desks, ref, "Fern Police", date(2028, 1, 1)).state == "none"
        else:
            assert reply(desks, ref, "Fern Police", latest).state == "asked"
            assert reply(desks, ref, "Fern Police", date(2028, 1, 1)).state == "unanswered"
        waiting = [one for one in desks.of().select("return_forms") if not one.get("replaced_by")]
        assert len(waiting) == 1
    finally:
        desks.close()


def test_questions_about_a_review_are_disposed_of_with_it_and_others_are_not(desks, asks):
    desks.saved(ReplyToRecommendation(asks["police"], asked_on="2026-06-01", due_back="2026-07-01"))
    desks.saved(AskForReturns(("Fern Police",), questions=("Who leads?",)))
    found = {one["ref"]: one.get("about") for one in desks.of().select("return_questions")}
    scope = belonging(desks.of(), "child-f")
    assert found == {"rq-1": None, "rq-2": asks["police"]}
    assert [ref for ref in found if scope.holds("return_questions", ref)] == ["rq-2"]
    assert not scope.holds("return_forms", "ret-1")
