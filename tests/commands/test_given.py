import pytest

from auditrack.commands.action import AddAction
from auditrack.commands.board import ChangeSettings, InitialiseBoard
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.given import LONGEST
from auditrack.commands.review import AddReview, EditReview
from auditrack.model.change import Refusal

HOSTILE = "[/] [b \x1b[31mred\x1b[0m \x1b]0;title\x07 nul\x00 half\ud800 + [red]x"


def test_a_text_from_outside_is_kept_without_what_steers_a_terminal(desks):
    ref = desks.made(AddReview("child-x", HOSTILE, subjects=(HOSTILE,)))
    stored = desks.get("reviews", ref)
    assert stored["title"] == "[/] [b red nul half + [red]x"
    assert stored["subjects"] == (stored["title"],)


def test_lines_and_tabs_of_a_long_text_stay(desks, board):
    ref = board("First line\r\n- a bullet\twith a tab")
    assert desks.get("recommendations", ref)["text"] == "First line\n- a bullet\twith a tab"


def test_a_text_is_composed(desks):
    ref = desks.made(AddReview("cafe", "Cafe\u0301 review"))
    assert desks.get("reviews", ref)["title"] == "Café review"


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "\x1b[31m", "\ud800"])
def test_an_empty_title_is_refused(desks, empty):
    refusal = desks.refused(AddReview("child-x", empty), "missing")
    assert "title" in refusal.message


def test_a_text_longer_than_a_field_is_refused(desks, board):
    board()
    refusal = desks.refused(AddEvidence(("child-f/rec-1",), "x" * (LONGEST + 1)), "too-long")
    assert f"{LONGEST:,}" in refusal.message


def test_a_title_longer_than_a_line_is_refused(desks):
    desks.refused(AddReview("child-x", "y" * 501), "too-long")


@pytest.mark.parametrize(
    "wrong", ["soon", "2021-13", "2021-02-30", "31/04/2021", "2021-05..2021-01", "2021-..", "0"]
)
def test_a_date_that_is_none_is_refused(desks, wrong):
    refusal = desks.refused(AddReview("child-x", "Child X", published=wrong), "bad-date")
    assert refusal.safe == "Nothing was changed."


def test_dates_are_typed_in_many_ways_and_kept_in_one(desks):
    ref = desks.made(AddReview("child-x", "Child X", published="March to June 2013"))
    stored = desks.get("reviews", ref)
    assert (stored["published"], stored["published_text"]) == (
        "2013-03..2013-06",
        "March to June 2013",
    )


def test_unknown_is_a_date_that_somebody_looked_for(desks):
    ref = desks.made(AddReview("child-x", "Child X", published="unknown"))
    assert desks.get("reviews", ref)["published"] == "unknown"


def test_clearing_a_field_takes_it_out_of_the_record(desks):
    ref = desks.made(AddReview("child-x", "Child X", published="2013", stage="draft"))
    desks.saved(EditReview(ref, published="", stage=""))
    stored = desks.get("reviews", ref)
    assert not {"published", "published_text", "stage"} & set(stored)


@pytest.mark.parametrize("level", ["5", "-1", "high", "", "1.5", 7, "１"])
def test_a_level_is_one_of_five(desks, board, level):
    ref = board()
    command = AddEvidence((ref,), "A policy", level=level)
    if level == "１":  # a full-width digit is a digit; what is kept is the number
        assert desks.get("evidence", desks.made(command))["level"] == 1
        return
    refusal = desks.refused(command, "bad-number")
    assert "0 to 4" in (refusal.todo or "")


def test_a_code_that_is_none_names_the_known_and_the_nearest(desks, board):
    ref = board()
    refusal = desks.refused(AddEvidence((ref,), "A policy", result="partley"), "bad-value")
    assert "embedded, partly or not-embedded" in (refusal.todo or "")
    assert "Did you mean partly?" in (refusal.todo or "")


def test_an_unknown_reference_names_the_nearest(desks, board):
    board(label="4.2")
    refusal = desks.refused(AddAction(("child-f/4.3",), "Train"), "unknown-reference")
    assert "child-f/4.2" in (refusal.todo or "")


def test_the_start_of_several_references_lists_them(desks, board):
    for number in range(3):
        board(f"Ask {number}", label=f"4.{number}")
    refusal = desks.refused(AddAction(("child-f/4",), "Train"), "ambiguous-reference")
    assert "child-f/4.0, child-f/4.1, child-f/4.2" in refusal.message


def test_an_exact_reference_beats_a_longer_one(desks, board):
    board("First", label="4.2")
    board("Second", label="4.20")
    action = desks.made(AddAction(("CHILD-F/4.2",), "Train"))
    assert desks.get("actions", action)["serves"] == ("child-f/4.2",)


def test_an_unambiguous_start_is_enough(desks, board):
    board("First", label="4.2")
    action = desks.made(AddAction(("child-f/4",), "Train"))
    assert desks.get("actions", action)["serves"] == ("child-f/4.2",)


def test_the_board_is_entered_once(desks):
    desks.refused(InitialiseBoard("Another"), "board-exists")


def test_settings_are_kept_as_the_values_they_are(desks):
    desks.saved(
        ChangeSettings(
            (
                ("grace-months", "3"),
                ("due_cap_months", "9"),
                ("nation", "Wales"),
                ("scope", "children and adults"),
                ("test required", "yes"),
                ("predecessors", "Fernshire LSCB; Old Board"),
                ("year_start", "1 September"),
                ("marking", "OFFICIAL"),
                ("records_complete_from", "April 2015"),
            )
        )
    )
    stored = desks.get("board", "board")
    assert stored["grace_months"] == 3 and stored["due_cap_months"] == 9
    assert (stored["nation"], stored["scope"], stored["test_required"]) == ("wales", "both", True)
    assert stored["predecessors"] == ("Fernshire LSCB", "Old Board")
    assert (stored["year_start"], stored["records_complete_from"]) == ("09-01", "2015-04")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("grace_months", "six", "bad-number"),
        ("grace_months", "-1", "bad-number"),
        ("least_level", "5", "bad-number"),
        ("grace_months", "13", "cap-below-grace"),
        ("due_cap_months", "5", "cap-below-grace"),
        ("nation", "France", "bad-value"),
        ("scope", "everyone", "bad-value"),
        ("test_required", "perhaps", "bad-value"),
        ("year_start", "29 February", "bad-date"),
        ("year_start", "April", "bad-date"),
        ("colour", "green", "unknown-setting"),
        ("records_complete_from", "long ago", "bad-date"),
        ("name", "", "missing"),
    ],
)
def test_a_setting_the_rules_cannot_work_with_is_refused(desks, name, value, code):
    refusal = desks.refused(ChangeSettings(((name, value),)), code)
    if code == "unknown-setting":
        assert "grace_months" in (refusal.todo or "")


def test_both_numbers_may_move_together(desks):
    desks.saved(ChangeSettings((("grace_months", "18"), ("due_cap_months", "24"))))
    assert desks.get("board", "board")["grace_months"] == 18


def test_no_setting_at_all_is_refused(desks):
    desks.refused(ChangeSettings(()), "missing")


def test_a_refusal_reads_as_sentences(desks):
    refusal = desks.run(AddReview("child-x", "Child X", published="soon"))
    assert isinstance(refusal, Refusal)
    assert str(refusal).startswith('The date published cannot be read: "soon" is no date.')
