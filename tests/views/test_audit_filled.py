"""What the plan of a proposed test is filled in with, and where each value is said to come from."""

import shutil

import pytest

from auditrack.commands.agency import AddAgency
from auditrack.commands.audit import EditAudit, PlanAudit, WithdrawAudit
from auditrack.commands.lead import AddLead, VacateLead
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.run import run
from auditrack.commands.theme_link import LinkTheme
from auditrack.model.change import Actor, RefusedError, Saved
from auditrack.model.dates import today_in_london
from auditrack.register import open_register
from auditrack.views.audit_plan import proposed_tests
from auditrack.views.audit_proposed import plan_of, proposed
from auditrack.views.facts import Facts

REFERENCES = {"Police": "police", "School": "school", "Health": "health"}


@pytest.fixture
def board(board):
    for name in REFERENCES:
        board.saved(AddAgency(name))
    return board


def asked(board, review, theme, *agencies, published="2015-06-01", **also):
    """A recommendation of its own review, said to be done."""
    board.review(review, published)
    ref = board.rec(review, *agencies, theme=theme, **also)
    board.done(board.action(ref), on=also.get("due") or "2016-01-10")
    return ref


def one(board, as_at=None):
    (found,) = proposed_tests(board.facts(as_at))
    return found


def test_a_retest_is_filled_in_as_the_audit_before_it(board):
    ref = asked(board, "child-b", "voice_of_child", "School", "Police", due="2016-01-10")
    board.saved(AddLead("Audit lead", logins=("auditor",)))
    board.made(
        PlanAudit("Is the child's day known?", "2022-03", serves=(ref,), method="Case files",
                  standard="Every file shows it", standard_met="90%", by="audit-lead"),
        on="2022-01-10",
    )  # fmt: skip
    board.audit(on="2022-03-01", planned="aud-1", practice="2021-09..2022-02", by="audit-lead")
    test = one(board)
    plan = test.plan
    assert (test.kind, test.reference, plan.planned) == ("retest", "voice_of_child", None)
    assert plan.values() == {
        "question": "Is the child's day known?",
        "date": "2027-02-20",
        "serves": (ref,),
        "themes": ("voice_of_child",),
        "agencies": ("school", "police"),
        "looked_at": "practice",
        "method": "Case files",
        "practice": "2026-08..2027-01",
        "by": "audit-lead",
        "standard": "Every file shows it",
        "standard_met": "90%",
    }
    assert plan.because == {
        "question": "as in audit aud-1",
        "date": "within 3 months: the re-test was due on 28 February 2024",
        "serves": "what is asked under it and still stands",
        "themes": "the theme that is proposed",
        "agencies": "all that are asked: embedded counts only where each is covered",
        "method": "as in audit aud-1",
        "practice": "the 6 months before the audit; what child-b asked should show from "
        "10 January 2016",
        "by": "as in audit aud-1",
        "standard": "set beforehand as in audit aud-1",
        "standard_met": "set beforehand as in audit aud-1",
    }
    assert plan.to_json()["because"] == plan.because and plan.to_json()["planned"] is None


def test_a_standard_that_was_set_with_the_result_is_not_set_again(board):
    ref = asked(board, "child-b", "neglect", "School")
    board.audit(ref, on="2022-03-01", standard="Most files", standard_met="50%")
    plan = one(board).plan
    assert (plan.standard, plan.standard_met) == ("", "")
    assert "standard" not in plan.because


def test_a_theme_that_nobody_looked_at_is_filled_in_from_what_was_asked(board):
    ref = asked(board, "child-a", "neglect", "Health")
    plan = one(board).plan
    assert plan.values() == {
        "question": "Does practice show what was asked about Neglect and home conditions?",
        "date": "2027-05-20",
        "serves": (ref,),
        "themes": ("neglect",),
        "agencies": ("health",),
        "looked_at": "practice",
        "practice": "2026-11..2027-04",
    }
    assert plan.because["question"] == "from the theme's name"
    assert plan.because["date"] == "within 6 months: a quarter to prepare and one to look"


def test_an_inconclusive_audit_says_how_it_was_looked_at(board):
    ref = asked(board, "child-a", "neglect", "Health")
    board.audit(ref, on="2018-03-01", outcome="inconclusive", method="Observation", question="So?")
    board.audit(
        ref, on="2019-03-01", looked_at="documents", method="Policies", question="Is there?"
    )
    plan = one(board).plan
    assert (plan.question, plan.method) == ("So?", "Observation")
    assert plan.because["method"] == plan.because["question"] == "as in audit aud-1"


# Which practice


@pytest.mark.parametrize(
    ("due", "shows"),
    [
        ("2016-01-10", "10 January 2016"),
        # A due date counts for at most twelve months after publication (recurrence.md, step 1).
        ("2020-06-01", "1 December 2016"),
    ],
)
def test_the_last_months_are_sampled_where_all_of_them_can_show_it(board, due, shows):
    asked(board, "child-a", "neglect", "Health", published="2015-12-01", due=due)
    plan = one(board).plan
    assert plan.practice == "2026-11..2027-04"
    assert plan.because["practice"] == (
        f"the 6 months before the audit; what child-a asked should show from {shows}"
    )


def test_practice_begins_when_what_was_asked_takes_effect(board):
    board.review("child-b", "2026-01-05")
    board.rec("child-b", "Health", theme="neglect", due="2026-12-15", state="not-known")
    plan = one(board).plan
    assert plan.practice == "2026-12-15..2027-04-30"
    assert plan.because["practice"] == (
        "the 6 months before the audit; what child-b asked should show from 15 December 2026"
    )


def test_no_practice_is_named_before_anything_can_show(board):
    board.review("child-a", "2026-09-01")
    board.rec("child-a", "Health", theme="neglect", due="2027-08-01", state="not-known")
    plan = one(board).plan
    assert plan.practice == ""
    assert plan.because["practice"] == (
        "blank: what child-a asked should show only from 1 August 2027"
    )


def test_what_is_asked_later_is_said_not_to_show_yet(board):
    asked(board, "child-a", "neglect", "Health")
    board.review("child-b", "2026-09-01")
    board.rec("child-b", "Health", theme="neglect", due="2027-08-01", state="not-known")
    plan = one(board).plan
    assert plan.practice == "2026-11..2027-04"
    assert plan.because["practice"].endswith("; what child-b asked only from 1 August 2027")


def test_practice_that_was_tested_already_is_not_sampled_again(board):
    ref = asked(board, "child-a", "neglect", "Health")
    board.audit(ref, on="2026-09-10", outcome="partly", practice="2026-03..2026-08", next="2026-10")
    plan = one(board).plan
    assert (plan.date, plan.practice) == ("2026-12-20", "2026-09..2026-11")
    assert plan.because["practice"].endswith("; practice until 31 August 2026 was tested")


def test_without_any_date_the_last_months_are_named_alone(board):
    board.review("child-a", None)
    board.rec("child-a", "Health", theme="neglect", state="not-known")
    plan = one(board).plan
    assert plan.because["practice"] == "the 6 months before the audit"


# Whom it covers, and who makes it


@pytest.mark.parametrize(
    ("agencies", "said"),
    [
        (("Police", "all agencies"), "none means all: it is asked of all agencies"),
        (("the Board",), "none means all: it is asked of the board"),
        ((), "none means all: what is asked names nobody"),
    ],
)
def test_where_everybody_is_asked_nobody_is_named(board, agencies, said):
    asked(board, "child-a", "neglect", *agencies)
    plan = one(board).plan
    assert (plan.agencies, plan.because["agencies"]) == ((), said)


def test_those_the_last_test_left_out_are_named_and_all_are_covered(board):
    ref = asked(board, "child-a", "neglect", "Police", "Health")
    board.audit(ref, on="2026-03-01", agencies=("Police",))
    test = one(board)
    assert test.kind == "part" and test.why.startswith("Embedded where tested, not tested every")
    assert test.plan.agencies == ("police", "health")
    assert test.plan.because["agencies"].endswith("; the last test left out Health")
    board.made(PlanAudit(**test.plan.values()))
    board.audit(on="2026-11-19", planned="aud-2", practice="2026-05..2026-10")
    assert board.position().practice == "EMBEDDED_ONCE"


def test_the_lead_of_the_audit_before_is_named_unless_it_would_not_be_independent(board):
    ref = asked(board, "child-a", "neglect", "Health")
    board.saved(AddLead("Quality"))
    board.saved(AddLead("Ward"))
    board.audit(ref, on="2020-03-01", by="quality")
    assert one(board).plan.by == "quality"
    board.saved(VacateLead("quality", on="2026-01-05"))
    plan = one(board).plan
    assert plan.by == "quality"
    assert plan.because["by"] == "as in audit aud-1; vacant since 5 January 2026"
    board.saved(EditAudit("aud-1", by="Ward"))
    board.done(board.action(ref, lead="ward"))
    plan = one(board).plan
    assert plan.by == "" and "by" not in plan.values()
    assert plan.because["by"] == (
        "blank: it would not be independent, for Ward leads act-2, which it tests"
    )


def test_what_was_typed_as_auditor_is_kept_as_typed(board):
    ref = asked(board, "child-a", "neglect", "Health")
    board.audit(ref, on="2020-03-01", by="An outside firm")
    assert one(board).plan.by == "An outside firm"


# What is proposed, and what no longer is


def test_a_promised_test_is_filled_in_as_the_audit_that_promised_it(board):
    ref = asked(board, "child-a", "neglect", "Health")
    board.audit(ref, on="2025-03-01", outcome="partly", next="2026-03", question="Seen?",
                looked_at="staff-knowledge", method="Survey")  # fmt: skip
    test = next(test for test in proposed_tests(board.facts()) if test.ref)
    assert test.plan.because["date"] == "within a month: it was promised by aud-1 for March 2026"
    assert test.plan.looked_at == "staff-knowledge" and test.plan.serves == (ref,)
    for name in ("question", "looked_at", "method", "themes", "serves"):
        assert test.plan.because[name] == "as in audit aud-1"
    board.made(PlanAudit(**test.plan.values()))
    # Practice was not looked at and is not planned to be: the theme is still to be tested.
    assert [test.kind for test in proposed_tests(board.facts())] == ["untested"]


def test_a_promised_test_is_gone_once_it_is_planned_and_back_if_that_is_withdrawn(board):
    ref = asked(board, "child-a", "neglect", "Health")
    board.audit(ref, on="2025-03-01", outcome="partly", next="2026-03")
    plan = one(board).plan
    made = board.made(PlanAudit(**plan.values()))
    assert proposed_tests(board.facts()) == ()
    board.saved(WithdrawAudit(made, why="Entered twice."))
    assert one(board).plan == plan


def test_of_a_promised_test_what_is_planned_already_is_left_out(board):
    for review, theme in (("child-a", "neglect"), ("child-b", "safe_sleep")):
        asked(board, review, theme, "Health")
    board.audit(on="2025-03-01", outcome="partly", next="2026-03", themes=("neglect", "safe_sleep"))
    board.made(PlanAudit("Seen?", "2027-01", themes=("safe_sleep",)))
    test = one(board)
    assert (test.ref, test.themes, test.plan.themes) == ("aud-1", ("neglect",), ("neglect",))


def test_a_plan_that_is_late_only_gets_another_day(board):
    ref = asked(board, "child-a", "neglect", "Health")
    board.made(PlanAudit("Seen?", "2026-08-01", serves=(ref,), method="Files"))
    plan = one(board).plan
    assert (plan.planned, plan.values()) == ("aud-1", {"date": "2026-12-20"})
    assert plan.because == {"date": "within a month: it was planned for 1 August 2026"}
    board.saved(EditAudit(plan.planned, **plan.values()))
    assert proposed_tests(board.facts()) == ()


def test_a_failed_test_is_made_again_once_all_that_was_asked_since_came_due(board):
    ref = asked(board, "child-a", "neglect", "Health")
    board.audit(ref, on="2024-03-01", outcome="not-embedded", question="Seen?")
    assert proposed_tests(board.facts()) == ()
    other = board.action(ref, due="2026-06-01")
    board.review("child-b", "2025-01-10")
    later = board.rec("child-b", "Health", theme="neglect", due="2025-09-30")
    assert proposed_tests(board.facts("2025-06-01")) == ()
    board.done(other, on="2026-06-01")
    board.done(board.action(later), on="2025-09-01")
    test = one(board)
    assert (test.kind, test.question, test.plan.serves) == ("again", "Seen?", (ref, later))
    assert test.why.endswith("What was asked since should be done by now.")
    # Where the board has named the day of the next test, that day is waited for.
    board.saved(EditAudit("aud-1", next="2027-03"))
    assert proposed_tests(board.facts()) == ()


def test_a_next_test_that_is_named_and_still_ahead_is_the_day_of_a_retest(board):
    ref = asked(board, "child-a", "neglect", "Health")
    board.audit(ref, on="2023-03-01", next="2027-03")
    test = one(board)
    assert (test.kind, test.date, test.plan.practice) == ("retest", "2027-03", "2026-09..2027-02")
    assert test.plan.because["date"] == "the next test as named in audit aud-1"


def test_a_withdrawn_recommendation_is_not_to_be_tested(board):
    ref = asked(board, "child-a", "neglect", "Health")
    other = asked(board, "child-b", "neglect", "Health")
    board.audit(ref, other, on="2025-03-01", outcome="partly", next="2026-03")
    board.saved(WithdrawRecommendation(other, why="Printed twice."))
    plan = one(board).plan
    assert plan.serves == (ref,)
    board.made(PlanAudit(**plan.values()))


def test_every_proposal_of_the_demonstration_can_be_planned_as_it_is_filled_in(
    demonstration_board, tmp_path
):
    shutil.copytree(demonstration_board, tmp_path / "demo")
    register = open_register(tmp_path / "demo", Actor("officer", None, "local"))
    today = today_in_london(register.clock())
    tests = proposed_tests(Facts(register, today))
    assert len(tests) > 5
    for test in tests:
        plan, given = test.plan, test.plan.values()
        command = EditAudit(plan.planned, **given) if plan.planned else PlanAudit(**given)
        saved = run(register, command, today=today)
        assert isinstance(saved, Saved), (test.reference, str(saved))
    assert proposed_tests(Facts(register, today)) == ()
    register.close()


# By name, and several as one


@pytest.fixture
def three(board):
    """One test promised and late, one theme not tested, one planned already."""
    tested = asked(board, "child-a", "neglect", "Police")
    board.audit(tested, on="2025-03-01", outcome="partly", next="2026-03", method="Files")
    asked(board, "child-b", "safe_sleep", "Health")
    planned = asked(board, "child-c", "fathers_males", "Health")
    board.made(PlanAudit("Are fathers asked?", "2027-03-01", serves=(planned,)))
    return board


@pytest.mark.parametrize("typed", ["safe_sleep", "SAFE-SLEEP", "{name}"])
def test_a_proposal_is_found_by_its_theme(three, typed):
    typed = typed.format(name=three.facts().theming.name("safe_sleep"))
    assert proposed(three.facts(), typed).themes == ("safe_sleep",)


def test_a_proposal_is_found_by_the_audit_that_promised_it(three):
    assert proposed(three.facts(), " AUD-1 ").ref == "aud-1"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("neglect", "not-proposed", "what is proposed for aud-1 tests it"),
        ("fathers_males", "not-proposed", "aud-2 is planned to test the same"),
        ("aud-2", "not-proposed", "aud-2 is planned to test the same"),
        ("transitions_cross_boundary", "not-proposed", "no test of it is late or due"),
        ("1", "unknown-reference", "neither a theme nor an audit"),
        ("", "unknown-reference", "neither a theme nor an audit"),
        ("[red]\x1b[31m", "unknown-reference", "neither a theme nor an audit"),
    ],
)
def test_what_is_not_proposed_is_refused_with_why(three, typed, code, said):
    with pytest.raises(RefusedError) as refused:
        proposed(three.facts(), typed)
    assert refused.value.refusal.code == code
    assert said in refused.value.refusal.message and "\x1b" not in refused.value.refusal.message


def test_several_go_into_one_audit_with_what_they_have_in_common(three):
    plan = plan_of(three.facts(), ("aud-1", "safe_sleep", "aud-1"))
    assert plan.themes == ("neglect", "safe_sleep")
    assert plan.serves == ("child-a/police-1", "child-b/health-1")
    assert plan.agencies == ("police", "health")
    assert (plan.date, plan.practice) == ("2026-12-20", "2026-11")
    assert plan.method == "" and plan.because["method"].startswith("blank: ")
    assert plan.because["themes"] == "of aud-1, safe_sleep"
    three.made(PlanAudit(**plan.values()))
    assert proposed_tests(three.facts()) == ()


def test_several_of_which_one_asks_everybody_cover_everybody(three):
    asked(three, "child-d", "transitions_cross_boundary", "the Board")
    plan = plan_of(three.facts(), ("safe_sleep", "transitions_cross_boundary"))
    assert plan.agencies == () and plan.because["agencies"].startswith("none means all")
    assert plan.practice == "2026-11..2027-04"


def test_what_is_planned_already_is_no_part_of_several(three):
    three.saved(EditAudit("aud-2", date="2026-05-01"))
    with pytest.raises(RefusedError) as refused:
        plan_of(three.facts(), ("aud-2", "safe_sleep"))
    assert refused.value.refusal.code == "planned-already"


def test_a_link_that_is_only_suggested_is_tested_too(board):
    asked(board, "child-a", "", "Health")
    board.saved(LinkTheme("child-a/health-1", "neglect", "suggest"))
    assert one(board).plan.serves == ("child-a/health-1",)
