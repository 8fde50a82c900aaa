"""Where the made-up board's themes stand on 20 November 2026."""

from datetime import date

import pytest

from auditrack.analysis.position import Position
from auditrack.register import Register
from auditrack.views.positions import positions

AS_AT = date(2026, 11, 20)

NEVER = "Repeated and never embedded"


@pytest.fixture
def stands(register: Register) -> dict[str, Position]:
    return {one.theme: one for one in positions(register, AS_AT)}


def _called(stands: dict[str, Position], label: str) -> set[str]:
    return {theme for theme, one in stands.items() if one.label == label}


def test_two_themes_were_repeated_and_never_embedded(stands: dict[str, Position]) -> None:
    assert _called(stands, NEVER) == {"neglect", "voice_of_child"}
    assert {one.theme for one in stands.values() if one.attention == 10} == _called(stands, NEVER)


def test_the_weakness_of_2018_is_that_of_2024(stands: dict[str, Position]) -> None:
    neglect = stands["neglect"]
    assert neglect.first_raised == 2018
    assert neglect.last_test == "review child-willow -"
    assert "not_a_test_of_practice" in neglect.flags
    refs = {step.ref for step in neglect.chain}
    assert {"child-ash", "child-ash/1", "neglect-2020", "child-willow", "child-willow/1"} <= refs
    assert stands["voice_of_child"].last_test == "audit aud-16 -"


def test_one_theme_was_embedded_and_then_lapsed(stands: dict[str, Position]) -> None:
    assert _called(stands, "Embedded, then lapsed") == {"infant_injury"}
    assert stands["infant_injury"].attention == 9


def test_one_theme_is_embedded_and_sustained(stands: dict[str, Position]) -> None:
    assert _called(stands, "Embedded and sustained") == {"strategy_s47"}


def test_one_theme_may_only_have_recurred(stands: dict[str, Position]) -> None:
    doubtful = [one for one in stands.values() if one.label.startswith("May have recurred. ")]
    assert [one.theme for one in doubtful] == ["discharge_planning"]
    assert doubtful[0].recurrence == "POSSIBLY"
    assert doubtful[0].failed_tests == 0
    assert doubtful[0].questions


@pytest.mark.parametrize(
    ("theme", "attention", "label"),
    [
        ("mental_capacity_legal_literacy", 7, "Tested and not embedded"),
        ("domestic_abuse", 7, "Repeated, said to be done, not tested"),
        ("information_sharing", 6, "Was embedded, now only partly"),
        ("non_engagement", 6, "Repeated, only partly embedded"),
        (
            "early_help",
            5,
            "Raised in 2 reviews before the learning was due. Said to be done, not tested",
        ),
        ("escalation_challenge", 5, "Said to be done, not tested"),
        ("supervision_oversight", 5, "Action overdue, not tested"),
        ("child_mental_health_suicide", 4, "Embedded where tested, not tested everywhere"),
        ("equality_culture_identity", 4, "Raised, nothing asked for"),
        ("professional_curiosity", 3, "Embedded at the last test, keep watching"),
        ("self_neglect", 3, "Embedded once, re-test overdue"),
        ("transitions_cross_boundary", 3, "What was done is not on record"),
        ("education_visibility", 2, "Not yet due, not tested"),
    ],
)
def test_others_stand_in_ordinary_ways(
    stands: dict[str, Position], theme: str, attention: int, label: str
) -> None:
    assert (stands[theme].label, stands[theme].attention) == (label, attention)


def test_what_leaves_the_board_says_the_same_of_the_two(register: Register) -> None:
    published = {one.theme: one.label for one in positions(register, AS_AT, published=True)}
    assert {theme for theme, label in published.items() if label == NEVER} == {
        "neglect",
        "voice_of_child",
    }
    assert "working_with_parents" not in published


def test_the_story_could_be_seen_coming(register: Register) -> None:
    as_was = {one.theme: one for one in positions(register, date(2019, 6, 1))}
    assert as_was["neglect"].label == "Said to be done, not tested"


def test_it_is_still_a_board_a_year_later(register: Register) -> None:
    later = {one.theme: one.label for one in positions(register, date(2027, 11, 20))}
    assert later["neglect"] == NEVER
