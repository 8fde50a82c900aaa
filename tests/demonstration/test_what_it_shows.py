"""What a newcomer can see on the made-up board's pages: each thing stands there once at least."""

import json

import pytest

from auditrack.analysis.draws import draw
from auditrack.register import Register

AS_AT = ("--as-at", "2026-11-20")


@pytest.fixture
def shows(demonstration):
    """What a command prints on the day that the board is told up to."""
    return lambda *words: demonstration.says(*words, *AS_AT)


@pytest.fixture
def needs(demonstration):
    """What needs a decision on a day, of a kind."""

    def found(kind: str, day: str = AS_AT[1]) -> list[dict[str, object]]:
        told = demonstration.run("decisions", "--kind", kind, "--as-at", day, "--json").stdout
        return json.loads(told)

    return found


def test_a_review_is_still_provisional_although_the_inquest_is_over(needs, shows):
    (one,) = needs("proceedings-ended")
    assert (one["ref"], one["record"], one["days"]) == ("infant-hazel", "review", 37)
    assert "(inquest, 14 October 2026)" in str(one["why"])
    assert needs("proceedings-ended", "2026-10-13") == []
    page = shows("review", "show", "infant-hazel")
    assert "Status: provisional" in page
    assert "Inquest: open since 11 December 2025, ended 14 October 2026" in page


def test_another_waits_for_a_trial_and_asks_nothing_yet(needs, shows):
    page = shows("review", "show", "child-rowan")
    assert "Status: provisional" in page
    assert "Criminal proceedings: open since 13 February 2026 " in page
    assert "child-rowan" not in {one["ref"] for one in needs("proceedings-ended", "2027-11-20")}


def test_a_day_to_look_at_a_theme_again_has_come_and_another_is_ahead(needs, shows):
    (one,) = needs("keep-under-review")
    assert (one["ref"], one["record"], one["days"]) == ("discharge_planning", "theme", 21)
    assert needs("keep-under-review", "2026-10-29") == []
    ahead = needs("keep-under-review", "2027-04-01")
    assert {one["ref"] for one in ahead} == {"discharge_planning", "safe_sleep"}
    for theme, until in (("discharge_planning", "30 October 2026"), ("safe_sleep", "1 April 2027")):
        assert f"kept under review until {until}: " in shows("theme", "show", theme)


@pytest.mark.parametrize(
    ("review", "days", "said"),
    [
        (
            "child-willow",
            188,
            "Published 188 days after it was due Reason for delay: The panel waited for the end of "
            "care proceedings.",
        ),
        ("mr-alder", 146, "Published 146 days after it was due Reason for delay: no reason on "),
        ("child-rowan", -21, "Published 21 days before it was due "),
        ("neglect-2020", 0, "Published on the day it was due "),
        ("infant-hazel", None, "No day it was due is on record "),
    ],
)
def test_reviews_are_held_against_the_day_they_were_due(demonstration, shows, review, days, said):
    told = json.loads(demonstration.run("trends", *AS_AT, "--json").stdout)["reviews"]
    (one,) = (one for one in told if one["ref"] == review)
    assert one["days_late"] == days
    assert f"Against its date: {said}" in shows("review", "show", review)


def test_the_trends_say_of_which_late_review_no_reason_is_on_record(shows):
    milestones = shows("trends").partition("Milestones of reviews")[2]
    late = [part for part in milestones.split(" Arranged ") if " after it was due." in part]
    assert len(late) == 4
    assert sum("Reason for delay: no reason on record." in part for part in late) == 1


def test_the_board_and_two_agencies_say_why_neglect_came_back(shows):
    why = shows("theme", "show", "neglect").partition("Why it came back")[2]
    assert " the board: it was carried out and did not reach practice: " in why
    assert " Wrenshire Children's Services: it was carried out and not kept up: " in why
    assert " Wrenshire Community Health Trust: people, time or money were not there: " in why
    assert "Not said yet by: Wrenshire schools and colleges " in why


@pytest.mark.parametrize("theme", ["voice_of_child", "infant_injury"])
def test_of_others_nobody_has_said_why_yet(shows, theme):
    asked = shows("theme", "show", theme).partition("Why it came back ")[2]
    assert asked.startswith("Not said yet by: the board, ")


def test_a_planned_audit_has_its_standard_and_its_draw_before_it_is_made(shows):
    page = shows("audit", "show", "aud-21")
    assert "Status: planned" in page
    assert "Cases: 24 cases to be looked at" in page
    assert "Draw: 24 of 61 by the seed neglect-2027" in page
    assert "Standard set beforehand: 8 of 10: " in page
    assert "Result against it" not in page


def test_an_audit_of_a_random_draw_fell_short_of_the_standard_set_beforehand(shows):
    page = shows("audit", "show", "aud-18")
    assert "Outcome: partly embedded" in page
    assert "26 of 40 cases (65%; with 95% confidence between 50% and 78%)" in page
    assert "Draw: 40 of 412 by the seed notifications-2025" in page
    assert "Standard set beforehand: 9 of 10: " in page
    assert "Set on: 11 December 2025 Result against it: not reached" in page


def test_an_audit_of_cases_that_auditors_chose_reached_it_and_has_no_margin(shows):
    page = shows("audit", "show", "aud-20")
    assert "Outcome: embedded" in page
    assert "20 of 24 cases, chosen by the auditors; no margin given" in page
    assert "Standard set beforehand: 8 of 10: " in page
    assert "Result against it: reached" in page


def test_every_draw_on_record_can_be_drawn_again(register: Register):
    drawn = [audit for audit in register.select("audits") if audit.get("seed")]
    assert len(drawn) == 2
    for audit in drawn:
        assert len(set(draw(audit["population"], audit["drawn"], audit["seed"]))) == audit["sample"]


def test_an_audit_was_answered_case_by_case_as_it_was_counted(shows):
    page = shows("audit", "show", "aud-10")
    assert "Questions, the weakest first 7 of 20 met: 3. Does it say why " in page
    assert "5 of the 20 cases answered whole met all that applies." in page
    assert "5 of 20 cases (25%; " in page
    assert "Standard set with the result: 8 of 10: " in page


def test_an_ask_of_2018_was_asked_again(shows):
    page = shows("rec", "show", "child-ash/1")
    assert "Asked again child-willow/1: asked again in " in page
    assert ", 70 months after this was said to be done; " in page
    assert "Second time in six years; said done once; never tested on record." in page


def test_the_same_type_of_action_was_tried_as_last_time(shows):
    tried = shows("theme", "show", "information_sharing").partition("What was tried")[2]
    assert "The same type as last time: Write or revise policy, procedure, " in tried


def test_most_types_of_action_are_confirmed_and_a_few_are_not(register: Register, shows):
    types = [action.get("type") for action in register.select("actions")]
    assert 0 < types.count(None) < 5
    tried = shows("theme", "show", "handover_continuity").partition("What was tried")[2]
    assert "suggested" in tried.partition("What would settle it")[0]
