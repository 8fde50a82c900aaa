"""Actions whose type nobody has said: what their words suggest, and how much that is worth."""

import pytest

from auditrack.commands.action import EditAction, UpdateAction, WithdrawAction
from auditrack.commands.action_types import ConfirmActionTypes
from auditrack.commands.finding import AddFinding
from auditrack.views.action_rows import action_rows
from auditrack.views.action_types import types_to_confirm, untyped
from auditrack.views.changes import sentence
from auditrack.views.history import history
from auditrack.views.page import page_of

ONE = "Training for midwives."
TWO = "Training on the new protocol."
HINT = "Knowledge of hoarding."
NONE = "Zebra."


@pytest.fixture
def asked(board):
    board.review("child-a", "2012-01-01")
    board.review("child-b", "2016-01-01")
    return board.rec("child-a", label="1"), board.rec("child-b", label="1", theme="voice_of_child")


@pytest.mark.parametrize(
    ("what", "fits", "fits_one", "types"),
    [
        (ONE, "one type", True, ["train"]),
        (TWO, "2 types", False, ["train", "procedure"]),
        (HINT, "a hint", False, ["train"]),
        (NONE, "no type", False, []),
    ],
)
def test_how_much_the_words_say(board, asked, what, fits, fits_one, types):
    board.action(asked[0], what=what)
    (one,) = untyped(board.facts())
    assert (one.fits, one.fits_one) == (fits, fits_one)
    assert [suggestion.type for suggestion in one.suggestions] == types
    assert one.suggested == (one.suggestions[0] if types else None)


def test_every_suggestion_is_told_with_the_phrase_that_fired(board, asked):
    board.action(asked[0], what=TWO)
    board.action(asked[0], what=NONE)
    two, none = untyped(board.facts())
    assert two.describe() == (
        "Suggested: Train or refresh skills (weak), by “training”; or Write or revise policy, "
        "procedure, protocol or guidance (moderate), by “protocol”."
    )
    assert none.describe() == "Its words suggest no type."
    told = two.to_json()
    assert list(told) == ["ref", "what", "serves", "suggestions", "one_type"]
    assert told["suggestions"][1]["because"] == ["protocol"]


def test_only_live_actions_that_nobody_has_typed_are_listed(board, asked):
    listed = board.action(asked[0], what=ONE)
    board.action(asked[0], what=ONE, type="train")
    withdrawn = board.action(asked[0], what=ONE)
    board.made(WithdrawAction(withdrawn, why="Twice entered."))
    replaced = board.action(asked[0], what=ONE)
    board.made(UpdateAction(replaced, state="superseded", note="By the plan of 2020."))
    board.rec("child-a", label="2", state="said-done")  # an action as reported
    assert [one.ref for one in untyped(board.facts())] == [listed]


def test_those_of_a_theme_are_those_that_its_mix_counts(board, asked):
    of_neglect, of_voice = asked
    first = board.action(of_neglect, what=ONE)
    both = board.action(of_neglect, of_voice, what=TWO)
    board.action(of_voice, what=ONE)
    finding = board.made(AddFinding("child-a", "It was not seen.", theme=("neglect",)))
    board.action(finding, what=ONE)  # the mix is of what was done about recommendations
    assert [one.ref for one in untyped(board.facts(), "neglect")] == [first, both]
    assert len(untyped(board.facts())) == 4
    assert untyped(board.facts(), "hoarding") == ()


def test_the_list_names_what_one_key_would_confirm(board, asked):
    for what in (NONE, TWO, ONE, HINT):
        board.action(asked[0], what=what)
    listing = types_to_confirm(board.facts(), "neglect").ordered(0)
    assert [item.ref for item in listing.items] == ["act-2", "act-3", "act-4", "act-1"]
    assert [item.offers for item in listing.items] == ["train", "train", "train", ""]
    assert listing.items[0].cells == (
        "act-2",
        "2 types",
        "Train or refresh skills (weak)",
        "“training”",
        TWO,
    )
    assert listing.describe() == (
        "4 actions without a confirmed type · by a suggestion first · on Neglect and home "
        "conditions"
    )
    assert [item.ref for item in listing.narrowed("one type").items] == ["act-3"]
    assert [item.ref for item in listing.narrowed("protocol").items] == ["act-2"]
    assert listing.ordered(1).items[0].ref == "act-3"


def test_the_list_is_empty_once_a_person_has_said_each(board, asked):
    action = board.action(asked[0], what=ONE)
    board.made(ConfirmActionTypes((action,)))
    listing = types_to_confirm(board.facts())
    assert listing.items == () and listing.empty.startswith("No live action here is without")


def test_an_actions_page_says_whether_anybody_confirmed_its_type(board, asked):
    def said():
        page = page_of(board.records, action, board.today, "actions")
        lines = [line for section in page.sections for line in section.lines]
        return next((line.text for line in lines if line.label == "Type of action"), None)

    action = board.action(asked[0], what=ONE)
    assert said() == (
        "Train or refresh skills (weak), suggested by “training”: nobody has confirmed it"
    )
    board.made(ConfirmActionTypes((action,)))
    assert said() == "Train or refresh skills (weak)"
    board.made(EditAction(action, type="Our own kind"))
    assert said() == "Our own kind"
    board.made(EditAction(action, what=NONE, type=""))
    assert said() is None


def test_the_list_of_actions_has_the_type_that_a_person_said(board, asked):
    board.action(asked[0], what=ONE)
    board.action(asked[0], what=ONE, type="train")
    assert [row.type for row in action_rows(board.records, board.today)] == [None, "train"]


def test_the_history_says_the_type_and_what_it_was_confirmed_from(board, asked):
    action = board.action(asked[0], what=ONE)
    board.made(ConfirmActionTypes((action,)))
    line = list(history(board.records, action))[-1]
    assert [str(change) for change in line.changes] == [
        f"{action}: type is Train or refresh skills"
    ]
    assert line.changes[0].new_value == "train"
    assert line.why == f"Confirmed as suggested: {action} by “training”."


def test_an_entry_that_confirms_several_names_them(board, asked):
    both = tuple(board.action(asked[0], what=ONE) for _ in range(2))
    saved = board.saved(ConfirmActionTypes(both))
    assert sentence(saved.entry, board.records) == (
        "Types of action confirmed as suggested: 2 actions: act-1, act-2"
    )


def test_a_type_of_action_is_never_told_as_a_type_of_review(board, asked):
    action = board.action(asked[0], what=ONE, type="scr")
    board.made(EditAction(action, type="thematic"))
    (change,) = list(history(board.records, action))[-1].changes
    assert str(change) == f"{action}: type from scr to thematic"
