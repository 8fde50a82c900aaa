"""`action types`: what the words of actions suggest, confirmed only where a person says so."""

import re
import shlex

import pytest

from auditrack.themes import action_types


@pytest.fixture
def asked(ask):
    """Actions beside act-1, "Train every team": of two types, of one by a hint, of none."""
    for what in ("A newsletter on the protocol.", "Knowledge of hoarding.", "Zebra."):
        assert ask("action", "add", "child-elm/2", "--what", what).code == 0
    return ask


def types(ask):
    return {row["ref"]: row["type"] for row in ask("action", "list", "--json").json}


def test_lists_what_is_suggested_with_the_phrases_and_how_to_confirm(asked):
    answer = asked("action", "types")
    assert answer.out.splitlines()[1:] == [
        "act-1      one type   Train or refresh skills (weak)             "
        "“train”       Train every team",
        "act-2      2 types    Remind, circulate, raise awareness (weak)  "
        "“newsletter”  A newsletter on the protocol.",
        "act-3      a hint     Train or refresh skills (weak)             "
        "“knowledge”   Knowledge of hoarding.",
        "act-4      no type    -                                          -             Zebra.",
    ]
    assert answer.err.splitlines() == [
        "Nothing was written: a type counts as confirmed once a person says so.",
        "To confirm one: auditrack action types --confirm act-1",
        "To confirm the 1 whose words fit one type only, once you have looked at each: "
        "auditrack action types --all-one-type",
        "To say another type: auditrack action edit act-1 --type TYPE",
    ]
    assert set(types(asked).values()) == {None}


def test_the_keys_of_a_suggestion(asked):
    one, two, *_, none = asked("action", "types", "--json").json
    assert list(one) == ["ref", "what", "serves", "suggestions", "one_type"]
    assert one["suggestions"] == [
        {
            "type": "train",
            "name": "Train or refresh skills",
            "strength": "weak",
            "because": ["train"],
        }
    ]
    assert (one["one_type"], two["one_type"]) == (True, False)
    assert [kind["type"] for kind in two["suggestions"]] == ["remind_circulate", "procedure"]
    assert none["suggestions"] == []


def test_is_narrowed_to_a_record_or_a_theme(asked):
    def refs(*words):
        return [row["ref"] for row in asked("action", "types", *words, "--json").json]

    assert refs("child-elm/1") == refs("--theme", "Neglect") == ["act-1"]
    assert refs("child-elm/2") == ["act-2", "act-3", "act-4"]
    assert refs("child-elm/2", "--theme", "neglect") == []
    answer = asked("action", "types", "--theme", "voice_of_child")
    assert answer.code == 0 and "No live action here" in answer.err
    assert "action types child-elm/1 --all-one-type" in asked("action", "types", "child-elm/1").err


def test_confirms_those_named_all_or_none(asked):
    refused = asked("action", "types", "--confirm", "act-1", "--confirm", "act-4")
    assert (refused.code, refused.out) == (1, "")
    assert "The words of act-4 suggest no type." in refused.err
    assert set(types(asked).values()) == {None}
    made = asked("action", "types", "--confirm", "act-1", "--confirm", "act-2")
    assert made.code == 0 and made.out.split() == ["act-1", "act-2"]
    assert "act-2: Remind, circulate, raise awareness (weak), confirmed." in made.err
    assert types(asked) == {
        "act-1": "train",
        "act-2": "remind_circulate",
        "act-3": None,
        "act-4": None,
    }
    last = asked("history", "act-1", "--json").json[-1]
    assert last["what"] == "action types"
    assert last["why"] == "Confirmed as suggested: act-1 by “train”, act-2 by “newsletter”."


def test_confirms_all_whose_words_fit_one_type(asked):
    made = asked("action", "types", "--all-one-type", "--why", "Read at the meeting.")
    assert (made.code, made.out.split()) == (0, ["act-1"])
    assert types(asked)["act-1"] == "train"
    again = asked("action", "types", "--all-one-type", "--json")
    assert (again.code, again.refusal["code"]) == (1, "none-of-one-type")


@pytest.mark.parametrize("also", [("--all-one-type",), ("child-elm/1",), ("--theme", "neglect")])
def test_naming_and_narrowing_are_two_ways(asked, also):
    answer = asked("action", "types", "--confirm", "act-1", *also, "--json")
    assert (answer.code, answer.refusal["code"]) == (1, "two-ways")


def test_an_earlier_state_is_read_and_not_confirmed(asked):
    earlier = asked("action", "types", "--as-recorded", "12", "--json").json
    assert [row["ref"] for row in earlier] == ["act-1", "act-2"]
    refused = asked("action", "types", "--confirm", "act-1", "--as-recorded", "12")
    assert refused.code == 1 and "can be read and not changed" in refused.err


def test_adding_and_editing_say_what_is_suggested_and_save_nothing_of_it(ask):
    added = ask("action", "add", "child-elm/2", "--what", "A newsletter.")
    said = (
        "Its words suggest the type Remind, circulate, raise awareness (weak), by “newsletter”; "
        "it is not recorded. To confirm it: auditrack action types --confirm act-2"
    )
    assert added.out == "act-2\n" and added.err.splitlines()[-1] == said
    edited = ask("action", "edit", "act-2", "--due", "2030-01-01")
    assert edited.err.splitlines()[-1] == said
    assert types(ask)["act-2"] is None
    told = shlex.split(said[said.index("auditrack action") :])[1:]
    assert ask(*told).code == 0  # the very words that were printed
    assert types(ask)["act-2"] == "remind_circulate"
    assert "suggest" not in ask("action", "edit", "act-2", "--due", "", "--what", "Zebra").err


def test_a_hint_is_called_one(ask):
    assert (
        "Its words hint at the type Train"
        in ask("action", "add", "child-elm/2", "--what", "Knowledge of hoarding.").err
    )


@pytest.mark.parametrize(
    "words",
    [
        ("add", "child-elm/2", "--what", "A newsletter.", "--type", "train"),
        ("add", "child-elm/2", "--what", "Zebra."),
        ("add", "child-elm/2", "--what", "A newsletter.", "--json"),
        ("edit", "act-1", "--type", "procedure"),
        ("edit", "act-1", "--what", "Zebra."),
    ],
)
def test_nothing_is_suggested_where_a_type_was_said_or_none_fits_or_a_program_asks(ask, words):
    answer = ask("action", *words)
    assert answer.code == 0 and "suggest" not in answer.err


def test_the_help_names_every_type(ask_nothing):
    for verb in ("add", "edit"):
        shown = ask_nothing("action", verb, "--help").out
        named = set(re.findall(r"[a-z_]+", shown))
        assert {kind.id for kind in action_types()} <= named
