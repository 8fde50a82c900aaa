"""Types that the words suggest, confirmed by a person: all of them or none, and never guessed."""

import pytest

from auditrack.commands.action import AddAction, EditAction, WithdrawAction
from auditrack.commands.action_types import ConfirmActionTypes
from auditrack.commands.role import SetRoles
from auditrack.commands.undo import UndoLast


@pytest.fixture
def actions(desks, board):
    ref = board(agencies=("Police",))
    return [
        desks.made(AddAction((ref,), what))
        for what in (
            "Training for every shift.",
            "Write a protocol.",
            "Audit twenty files.",
            "A newsletter to all staff.",
            "Zebra.",
        )
    ]


def types(desks):
    return [document.get("type") for document in desks.of().select("actions")]


def last_entry(desks):
    return list(desks.of().history())[-1]


def test_adding_an_action_never_saves_what_is_suggested(desks, actions):
    assert types(desks) == [None] * 5


def test_several_are_confirmed_in_one_entry(desks, actions):
    saved = desks.saved(ConfirmActionTypes(tuple(actions[:4])))
    assert saved.references == tuple(actions[:4])
    assert types(desks) == ["train", "procedure", "audit_assure", "remind_circulate", None]
    assert last_entry(desks).cmd == "action types"
    assert last_entry(desks).why == (
        "Confirmed as suggested: act-1 by “training”, act-2 by “protocol”, act-3 by “audit”, "
        "1 more."
    )


def test_a_persons_own_reason_stands_in_the_history(desks, actions):
    desks.saved(ConfirmActionTypes(("act-1",), why="The group read them all."))
    assert last_entry(desks).why == "The group read them all."


@pytest.mark.parametrize(
    ("command", "code", "ref"),
    [
        (ConfirmActionTypes(()), "missing", None),
        (ConfirmActionTypes(("act-1", "act-5")), "no-suggestion", "act-5"),
        (ConfirmActionTypes(("act-1", "act-99")), "unknown-reference", "act-99"),
        (ConfirmActionTypes(("act-1", "child-f")), "unknown-reference", "child-f"),
        (ConfirmActionTypes(("act-1",), ("train", "train")), "bad-value", None),
        (ConfirmActionTypes(("act-1", "act-2"), ("train", "train")), "suggestion-changed", "act-2"),
    ],
)
def test_one_that_cannot_be_confirmed_refuses_them_all(desks, actions, command, code, ref):
    assert desks.refused(command, code).ref == ref
    assert types(desks) == [None] * 5


def test_a_type_that_somebody_said_is_never_written_over(desks, actions):
    desks.saved(EditAction("act-2", type="Our own kind"))
    refusal = desks.refused(ConfirmActionTypes(("act-1", "act-2")), "no-change")
    assert "act-2 has a type already: Our own kind." in refusal.message
    assert types(desks)[:2] == [None, "Our own kind"]


def test_words_that_changed_after_they_were_shown_are_looked_at_again(desks, actions):
    desks.saved(EditAction("act-1", what="Audit every shift."), by="colleague")
    shown = ConfirmActionTypes(("act-1", "act-2"), ("train", "procedure"))
    refusal = desks.refused(shown, "suggestion-changed")
    assert "Audit, test or seek assurance" in refusal.message
    assert types(desks) == [None] * 5


def test_a_withdrawn_action_is_refused(desks, actions):
    desks.saved(WithdrawAction("act-1", why="Twice entered."))
    desks.refused(ConfirmActionTypes(("act-1",)), "withdrawn")


def test_an_action_named_twice_is_confirmed_once(desks, actions):
    assert desks.saved(ConfirmActionTypes(("act-1", "ACT-1"))).references == ("act-1",)


def test_one_undo_takes_them_all_back(desks, actions):
    saved = desks.saved(ConfirmActionTypes(("act-1", "act-2")))
    desks.saved(UndoLast(entry=saved.entry.number))
    assert types(desks) == [None] * 5


def test_it_is_for_an_officer(desks, actions):
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.saved(SetRoles("reader", ("reader",)))
    desks.refused(ConfirmActionTypes(("act-1",)), "role", by="reader")


def test_the_history_quotes_no_word_that_only_filled_a_gap(desks, board):
    """A redaction of the action's text would not find such a word in the reason of an entry."""
    ref = board()
    action = desks.made(AddAction((ref,), "Improve Ann Example's skills."))
    desks.saved(ConfirmActionTypes((action,)))
    assert types(desks) == ["train"]
    assert last_entry(desks).why == "Confirmed as suggested."
