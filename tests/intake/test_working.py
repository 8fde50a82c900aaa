"""What a person makes of proposals: nothing is lost, everything can be taken back."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.intake.account import account_of, changes_of, left_because
from auditrack.intake.choosing import each_is_one, outcome_from, outcome_of_before, whole_is_one
from auditrack.intake.parting import merge, merge_down, merge_up, split, split_at
from auditrack.intake.working import LEAD_IN, Working
from auditrack.intake.working_draft import from_json, to_json
from auditrack.model.proposal import KINDS, Item, Passage, Proposals, ReviewGuess, Source

SOURCE = Source("child-x.txt", "a" * 64, "text", 4)

PASSAGES = (
    Passage("heading", "5 Recommendations", 3, 2, number="5"),
    Passage("heading", "Recommendation 1", 3, 3),
    Passage("paragraph", "The Board should test whether neglect is recognised.", 3),
    Passage("paragraph", "It should say what it found within a year.", 3),
    Passage("heading", "Vale Health Trust", 3, 3),
    Passage("paragraph", "The Trust should:", 3),
    Passage("bullet", "ask who lives in the home;", 3),
    Passage("bullet", "write down what the child says.", 3),
    Passage("number", "", 4, number="7"),
    Passage("paragraph", "Midwives should see the father once before the birth.", 4),
    Passage("paragraph", "5.8 Records should name every adult.", 4, number="5.8"),
    Passage("row", "No | Recommendation | Outcome", 4, 0, ("No", "Recommendation", "Outcome")),
    Passage(
        "row", "9 | Train the desk staff. | Calls are answered.", 4, 0,
        ("9", "Train the desk staff.", "Calls are answered."),
    ),
    Passage("row", "a | Ring the school on the same day. | Heads", 4, 0,
            ("a", "Ring the school on the same day.", "Heads")),
    Passage("paragraph", "Intended outcome: children are seen.", 4),
)  # fmt: skip

ITEMS = (
    Item(
        "recommendation",
        "The Board should test whether neglect is recognised. It should say what it found within "
        "a year.",
        "Recommendation 1",
        "multi-agency",
        page=3,
        confidence=0.97,
        ticked=True,
        why='labelled "Recommendation 1"',
        passages=(1, 2, 3),
    ),
    Item(
        "recommendation",
        "The Trust should:\n- ask who lives in the home;\n- write down what the child says.",
        None,
        "single-agency",
        "Vale Health Trust",
        agencies=("Vale Health Trust",),
        page=3,
        confidence=0.4,
        why="a list; not ticked because it does not read as a printed item of this review",
        passages=(5, 6, 7),
    ),
    Item(
        "lesson",
        "Train the desk staff.",
        "9",
        None,
        page=4,
        confidence=0.65,
        ticked=True,
        why="a row of a table",
        passages=(12,),
    ),
)

PROPOSALS = Proposals(
    SOURCE, ReviewGuess("Child X", "Vale Safeguarding Board"), ITEMS, ("A note.",), PASSAGES
)


@pytest.fixture
def start() -> Working:
    return Working.of(PROPOSALS)


def texts(working: Working) -> list[str]:
    return [entry.item.text for entry in working.entries]


def taken(working: Working) -> list[str]:
    return [item.text for item in working.to_proposals().ticked]


# Saying yes and no


def test_what_is_ticked_is_taken_in_and_what_is_doubtful_is_told(start):
    assert [entry.taken for entry in start.entries] == [True, False, True]
    assert [entry.doubtful for entry in start.entries] == [False, True, True]
    assert start.describe() == ("2 of 3 to take in: 1 recommendation, 1 lesson; 2 to look at")
    assert [start.next_doubtful(place) for place in range(3)] == [1, 2, 1]
    assert not start.is_touched


def test_accepting_and_rejecting_say_what_is_taken(start):
    working = start.accept({1}).reject({2})
    assert [entry.state for entry in working.entries] == ["proposed", "accepted", "rejected"]
    assert [item.ticked for item in working.to_proposals().items] == [True, True, False]
    assert working.next_doubtful(0) is None
    assert "1 rejected" in working.describe()


def test_all_ticked_from_here_on_are_accepted_and_nothing_else(start):
    working = start.accept_ticked_from(1)
    assert [entry.state for entry in working.entries] == ["proposed", "proposed", "accepted"]
    assert start.accept_ticked_from(3) is start
    assert len(start.accept_all().taken) == 3 and start.reject_all().taken == ()


def test_another_wording_keeps_the_printed_one_beside_it(start):
    working = start.put_right(0, text="The Board should test for neglect.")
    item = working.entry(0).item
    assert item.text == "The Board should test for neglect."
    assert item.as_printed == ITEMS[0].text
    again = working.put_right(0, text="The Board must test.").entry(0).item
    assert again.as_printed == ITEMS[0].text
    assert working.put_right(0, text=ITEMS[0].text).entry(0).item.as_printed is None
    with pytest.raises(ValueError, match="words"):
        start.put_right(0, text="  ")
    with pytest.raises(ValueError, match="kind"):
        start.put_right(0, kind="wish")


def test_kind_label_and_outcome_are_changed_and_said(start):
    working = start.set_kind({1, 2}, "finding").put_right(2, label="12", outcome="Answered.")
    entry = working.entry(2)
    assert (entry.item.kind, entry.item.label, entry.item.outcome) == ("finding", "12", "Answered.")
    assert working.entry(1).taken, "what a person says of it takes it in"
    assert changes_of(entry) == "changed the kind, the label, the outcome"


@pytest.mark.parametrize(
    ("agencies", "group", "kept", "reach"),
    [
        (("Vale Police",), None, "Vale Health Trust", "single-agency"),
        (("Vale Police", "Vale Council"), None, "Vale Health Trust", "multi-agency"),
        (("Vale Police",), "Vale Police", "Vale Police", "single-agency"),
        ((), None, None, "multi-agency"),
    ],
)
def test_a_run_is_asked_of_whom_a_person_says(start, agencies, group, kept, reach):
    working = start.set_asked({0, 1}, agencies, group)
    item = working.entry(1).item
    assert (item.agencies, item.group, item.reach) == (agencies, kept, reach)
    assert working.entry(0).item.agencies == agencies
    assert working.entry(2) == start.entry(2)
    assert [entry.state for entry in working.entries] == ["proposed"] * 3


def test_whether_it_was_asked_before_is_answered_and_taken_back(start):
    working = start.answer_asked_before(0, "a/1", "same").answer_asked_before(0, "b/2", "no")
    assert working.entry(0).item.asked_before == (("a/1", "same"), ("b/2", "no"))
    assert working.entry(0).state == "accepted" and "asked_before" in working.entry(0).changed
    again = working.answer_asked_before(0, "a/1", "stronger")
    assert again.entry(0).item.asked_before == (("b/2", "no"), ("a/1", "stronger"))
    assert again.answer_asked_before(0, "a/1", "").entry(0).item.asked_before == (("b/2", "no"),)
    assert working.undo().entry(0).item.asked_before == (("a/1", "same"),)


def test_themes_are_confirmed_one_by_one_and_taken_back(start):
    working = start.set_theme(0, "neglect").set_theme(0, "voice_of_the_child")
    assert working.entry(0).item.themes == ("neglect", "voice_of_the_child")
    assert working.set_theme(0, "neglect").entry(0).item.themes == ("voice_of_the_child",)


# Splitting and joining


def test_an_item_splits_where_one_passage_follows_another(start):
    working = split(start, 0)
    first, second = working.entries[:2]
    assert first.item.text == "The Board should test whether neglect is recognised."
    assert (first.item.label, first.item.passages) == ("Recommendation 1", (1, 2))
    assert second.item.text == "It should say what it found within a year."
    assert (second.item.label, second.item.passages, second.taken) == (None, (3,), True)
    assert merge_up(working, second.key).entries[0].item.text == ITEMS[0].text


def test_what_opens_a_list_is_left_when_the_list_is_split(start):
    working = split(start, 1)
    assert texts(working)[1:4] == [
        "The Trust should:", "ask who lives in the home;", "write down what the child says.",
    ]  # fmt: skip
    lead_in = working.entry(1)
    assert (lead_in.state, left_because(lead_in)) == ("rejected", LEAD_IN)
    assert [entry.item.agencies for entry in working.entries[1:4]] == [("Vale Health Trust",)] * 3
    again = merge(working, [entry.key for entry in working.entries[1:4]])
    assert texts(again) == texts(start)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("First ask; second write; third tell.", ["First ask;", "second write;", "third tell."]),
        ("a) ask who is there b) write it down", ["a) ask who is there", "b) write it down"]),
        ("Look at section 4. The Board should.", ["Look at section 4.", "The Board should."]),
        ("He said “Go.” Then he went.", ["He said “Go.”", "Then he went."]),
        ("1. Ask the child. 2. Ask the father.", ["1. Ask the child.", "Ask the father."]),
    ],
)  # fmt: skip
def test_without_passages_the_words_say_where_to_split(text, parts):
    item = Item("recommendation", text, ticked=True, confidence=0.9)
    start = Working.of(Proposals(SOURCE, ReviewGuess(), (item,)))
    working = split(start, 0)
    assert texts(working) == parts
    assert merge(working, [entry.key for entry in working.entries]).entries[0].item.text == text


def test_a_label_in_front_of_a_later_part_is_its_label():
    text = "Ask the child. Recommendation 2: Ask the father."
    item = Item("recommendation", text, "Recommendation 1", ticked=True, confidence=0.9)
    working = split(Working.of(Proposals(SOURCE, ReviewGuess(), (item,))), 0)
    assert [(one.item.label, one.item.text) for one in working.entries] == [
        ("Recommendation 1", "Ask the child."), ("Recommendation 2", "Ask the father."),
    ]  # fmt: skip
    assert texts(merge_down(working, 0)) == [text]


def test_an_item_is_split_at_a_place_in_its_text(start):
    at = ITEMS[2].text.index("desk")
    for place in (at - 1, at, at + 3):
        assert texts(split_at(start, 2, place))[2:] == ["Train the", "desk staff."]
    for nowhere in (-5, 0, 3):
        assert split_at(start, 2, nowhere) is start


def test_only_what_stands_together_is_joined(start):
    assert merge(start, (0, 2)) is start and merge(start, (1,)) is start
    assert merge_up(start, 0) is start and merge_down(start, 2) is start
    joined = merge(start, (1, 2)).entry(1)
    assert joined.item.text == f"{ITEMS[1].text}\nTrain the desk staff."
    assert joined.taken and joined.item.label == "9"
    assert joined.item.passages == (5, 6, 7, 12)


def test_joining_bullets_puts_each_on_its_line(start):
    working, _ = each_is_one(start, 6, 7)
    keys = [entry.key for entry in working.entries if entry.item.passages in ((6,), (7,))]
    text = merge(working, keys).entry(keys[0]).item.text
    assert text == "ask who lives in the home;\n- write down what the child says."


# What is pointed at in the document


def test_a_missing_paragraph_is_an_item_with_its_number_and_page(start):
    working, (key,) = each_is_one(start, 8, 9)
    item = working.entry(key).item
    assert item.text == "Midwives should see the father once before the birth."
    assert (item.label, item.page, item.passages) == ("7", 4, (8, 9))
    assert (item.group, item.agencies) == ("Vale Health Trust", ("Vale Health Trust",))
    assert working.entry(key).taken and working.place(key) == 2
    numbered, (key,) = each_is_one(start, 10, 10)
    assert (numbered.entry(key).item.label, numbered.entry(key).item.text) == (
        "5.8", "Records should name every adult.",
    )  # fmt: skip


def test_each_passage_of_a_selection_is_one_and_nothing_is_there_twice(start):
    working, keys = each_is_one(start, 0, 14)
    assert [working.entry(key).item.text for key in keys] == [
        "The Board should test whether neglect is recognised.",
        "It should say what it found within a year.",
        "ask who lives in the home;",
        "write down what the child says.",
        "Midwives should see the father once before the birth.",
        "Records should name every adult.",
        "Train the desk staff.",
        "Ring the school on the same day.",
        "Intended outcome: children are seen.",
    ]
    assert all(working.entry(key).taken for key in keys)
    assert len(texts(working)) == len(set(texts(working)))
    left = [entry for entry in working.entries if not entry.taken]
    assert [entry.item.text for entry in left] == ["The Trust should:"]
    assert each_is_one(working, 0, 14)[0] == working, "saying it again changes nothing"


def test_a_row_gives_its_ask_and_its_outcome(start):
    working, (key,) = each_is_one(start, 13, 13)
    item = working.entry(key).item
    assert (item.text, item.outcome, item.label) == (
        "Ring the school on the same day.", "Heads", "a",
    )  # fmt: skip
    taken_over, (key,) = each_is_one(start, 12, 12)
    item = taken_over.entry(key).item
    assert (key, item.kind, item.outcome) == (2, "recommendation", "Calls are answered.")
    assert len(taken_over.entries) == 3
    assert each_is_one(start, 11, 11) == (start, ()), "a header is no item"


def test_a_row_without_a_header_gives_its_longest_ask_and_the_other_cells_are_offered():
    cells = ("R2", "Staff should ring the school on the same day.", "Heads know", "June")
    proposals = Proposals(
        SOURCE, ReviewGuess(), (), (), (Passage("row", " | ".join(cells), 1, 0, cells),)
    )
    working, (key,) = each_is_one(Working.of(proposals), 0, 0)
    item = working.entry(key).item
    assert (item.text, item.label, item.outcome) == (cells[1], "R2", None)
    offered = []
    for _ in range(3):
        working = outcome_from(working, 0, 0, key)
        offered.append(working.entry(key).item.outcome)
    assert offered == ["Heads know", "June", "Heads know"]


def test_each_may_be_a_finding_and_headings_alone_may_be_items(start):
    working, keys = each_is_one(start, 2, 3, "finding")
    assert {working.entry(key).item.kind for key in keys} == {"finding"}
    alone, (key,) = each_is_one(start, 4, 4)
    assert alone.entry(key).item.text == "Vale Health Trust"


def test_one_passage_is_cut_out_of_an_item_that_swallowed_it(start):
    working, (key,) = each_is_one(start, 3, 3)
    assert texts(working)[:2] == [
        "The Board should test whether neglect is recognised.",
        "It should say what it found within a year.",
    ]
    assert working.place(key) == 1 and working.entry(key).state == "accepted"
    middle, (key,) = each_is_one(start, 6, 6)
    assert texts(middle)[1:4] == [
        "The Trust should:", "ask who lives in the home;", "write down what the child says.",
    ]  # fmt: skip
    assert [entry.state for entry in middle.entries[1:4]] == ["rejected", "accepted", "proposed"]


def test_words_that_a_person_wrote_stay_when_the_passage_is_pointed_at(start):
    worded = start.put_right(2, text="Train everybody.").reject({2})
    working, (key,) = each_is_one(worded, 12, 12)
    assert (key, working.entry(2).item.text, working.entry(2).taken) == (
        2,
        "Train everybody.",
        True,
    )


def test_a_whole_selection_is_one_with_its_bullets(start):
    working, (key,) = whole_is_one(start, 5, 7)
    assert working.entry(key).item.text == ITEMS[1].text
    assert (key, working.entry(key).taken, len(working.entries)) == (1, True, 3)
    apart = split(start, 1)
    again, (key,) = whole_is_one(apart, 5, 7)
    assert again.entry(key).item.text == ITEMS[1].text and len(again.entries) == 3
    wide, (key,) = whole_is_one(start, 3, 6)
    assert texts(wide)[0] == "The Board should test whether neglect is recognised."
    assert wide.entry(key).item.text.startswith("It should say what it found")
    assert "ask who lives in the home" not in " ".join(
        entry.item.text for entry in wide.entries if entry.key != key
    )
    assert whole_is_one(start, 8, 8) == (start, ())


def test_a_selection_is_the_outcome_of_an_item(start):
    working = outcome_from(start, 14, 14, 0)
    item = working.entry(0).item
    assert (item.outcome, item.passages) == ("children are seen.", (1, 2, 3, 14))
    swallowed = outcome_from(start, 3, 3, 0).entry(0).item
    assert swallowed.text == "The Board should test whether neglect is recognised."
    assert swallowed.outcome == "It should say what it found within a year."
    of_another = outcome_from(start, 12, 12, 0)
    assert [entry.key for entry in of_another.entries] == [0, 1]
    assert outcome_from(start, 12, 12, 2).entry(2).item.outcome == "Calls are answered."
    assert outcome_from(start, 2, 3, 0) is start, "an item keeps words of its own"
    assert outcome_from(start, 8, 8, 0) is start


def test_an_item_is_the_outcome_of_the_one_before_it(start):
    working = outcome_of_before(start, 2)
    assert len(working.entries) == 2
    assert working.entry(1).item.outcome == "Train the desk staff."
    assert working.entry(1).item.passages == (5, 6, 7, 12)
    assert outcome_of_before(start, 0) is start


def test_an_outcome_that_is_an_item_of_its_own_is_no_outcome_any_more(start):
    working = outcome_from(start, 10, 10, 0)
    assert working.entry(0).item.outcome == "Records should name every adult."
    own, (key,) = each_is_one(working, 10, 10)
    assert own.entry(0).item.outcome is None
    assert own.entry(key).item.text == "Records should name every adult."


# Whatever is done: properties


def operations():
    """Any operation, with places and keys that may or may not be there."""
    small = st.integers(0, 16)
    keys = st.sets(small, max_size=4)
    return st.one_of(
        st.tuples(st.just("accept"), keys),
        st.tuples(st.just("reject"), keys),
        st.tuples(st.just("kind"), keys, st.sampled_from(KINDS)),
        st.tuples(st.just("asked"), keys, st.sampled_from([(), ("Police",), ("A", "B")])),
        st.tuples(st.just("theme"), small),
        st.tuples(st.just("word"), small, st.text(min_size=1, max_size=20)),
        st.tuples(st.just("split"), small),
        st.tuples(st.just("split_at"), small, st.integers(-2, 90)),
        st.tuples(st.just("merge"), keys),
        st.tuples(st.just("each"), small, small, st.sampled_from(KINDS)),
        st.tuples(st.just("whole"), small, small),
        st.tuples(st.just("outcome"), small, small, small),
        st.tuples(st.just("before"), small),
        st.tuples(st.just("afresh")),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    )


def done(working: Working, operation) -> Working:
    name, *told = operation
    there = {entry.key for entry in working.entries}
    if name in ("undo", "redo", "afresh"):
        return getattr(working, name)()
    if name in ("accept", "reject"):
        return getattr(working, name)(told[0] & there)
    if name == "kind":
        return working.set_kind(told[0] & there, told[1])
    if name == "asked":
        return working.set_asked(told[0] & there, told[1])
    if name == "each":
        return each_is_one(working, *told)[0]
    if name == "whole":
        return whole_is_one(working, *told)[0]
    if name == "merge":
        return merge(working, tuple(told[0] & there))
    key = told[-1] if name == "outcome" else told[0]
    if key not in there:
        return working
    if name == "theme":
        return working.set_theme(key, "neglect").answer_asked_before(key, "child-a/1", "same")
    if name == "word":
        return working.put_right(key, text=told[1]) if told[1].strip() else working
    if name == "split_at":
        return split_at(working, key, told[1])
    if name == "outcome":
        return outcome_from(working, min(told[0], 14), told[1], key)
    return {"split": split, "before": outcome_of_before}[name](working, key)


def words(told):
    return [word for text in told for word in text.split() if word != "-"]


@settings(max_examples=300, deadline=None)
@given(st.lists(operations(), max_size=12))
def test_undo_of_any_sequence_gives_the_start_and_redo_the_end(told):
    start = Working.of(PROPOSALS)
    working = start
    for operation in told:
        if operation[0] not in ("undo", "redo"):
            working = done(working, operation)
    end, steps = working, 0
    while working.before is not None:
        working = working.undo()
        steps += 1
    assert working == start and not working.is_touched
    for _ in range(steps):
        working = working.redo()
    assert working == end and working.redo() is working


@settings(max_examples=300, deadline=None)
@given(st.lists(operations(), max_size=12))
def test_whatever_was_done_a_draft_brings_it_back_and_the_account_adds_up(told):
    working = Working.of(PROPOSALS)
    for operation in told:
        working = done(working, operation)
    kept = json.loads(json.dumps(to_json(working)))
    assert from_json(PROPOSALS, kept) == working
    keys = [entry.key for entry in working.entries]
    assert len(set(keys)) == len(keys) and max(keys, default=0) < working.fresh
    assert all(entry.item.text.strip() for entry in working.entries)
    assert all(
        list(entry.item.passages) == sorted(set(entry.item.passages)) for entry in working.entries
    )
    taken_, left = working.taken, len(working.entries) - len(working.taken)
    account = account_of(working)
    lines = account.lines()
    assert f"Taken: {len(taken_)}" in "\n".join(lines) and f"Left: {left}" in "\n".join(lines)
    told_left = [line for line in lines if line.startswith("  Left because: ")]
    assert len(told_left) == left
    accepted = working.to_proposals()
    assert len(accepted.items) == len(working.entries)
    assert len(accepted.ticked) == len(taken_)


def cuts():
    """Splitting of any entry, at its joints or anywhere in its text."""
    keys = st.integers(0, 12)
    return st.one_of(
        st.tuples(st.just("split"), keys),
        st.tuples(st.just("split_at"), keys, st.integers(0, 90)),
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(cuts(), max_size=10))
def test_joining_what_was_split_gives_the_text_back(told):
    working = Working.of(PROPOSALS)
    for operation in told:
        working = done(working, operation)
    runs: list[list[int]] = []
    for entry in working.entries:
        if entry.origin == "found":
            runs.append([])
        runs[-1].append(entry.key)
    for run in runs:
        working = merge(working, run)
    assert texts(working) == [item.text for item in ITEMS]
    assert [entry.item.passages for entry in working.entries] == [item.passages for item in ITEMS]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(cuts(), st.tuples(st.just("merge"), st.sets(st.integers(0, 12))))))
def test_splitting_and_joining_lose_no_word_and_change_no_order(told):
    working = Working.of(PROPOSALS)
    for operation in told:
        working = done(working, operation)
    held = " ".join(f"{entry.glue} {entry.item.text}" for entry in working.entries)
    assert words([held]) == words([item.text for item in ITEMS])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 14), st.integers(0, 14), st.lists(operations(), max_size=4))
def test_nothing_that_was_pointed_at_is_lost(first, last, told):
    working = Working.of(PROPOSALS)
    for operation in told:
        if operation[0] not in ("word",):
            working = done(working, operation)
    chosen = range(first, last + 1)
    for act in (each_is_one, whole_is_one):
        after, keys = act(working, first, last)
        held = "\n".join(
            f"{entry.item.text}\n{entry.item.outcome or ''}\n{entry.item.label or ''}"
            for entry in after.entries
        )
        for place in chosen:
            passage = PASSAGES[place]
            if passage.kind in ("paragraph", "bullet") and not passage.text.endswith(":"):
                words_ = passage.text.removeprefix("5.8 ")
                assert words_ in held, (act, words_, held)
        assert all(after.entry(key).taken for key in keys)


# The draft


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: None,
        lambda kept: [],
        lambda kept: {},
        lambda kept: kept | {"version": 2},
        lambda kept: kept | {"document": "b" * 64},
        lambda kept: kept | {"texts": ["x"]},
        lambda kept: kept | {"texts": [1, 2, 3]},
        lambda kept: kept | {"texts": "abc"},
        lambda kept: kept | {"fresh": 1},
        lambda kept: kept | {"fresh": True},
        lambda kept: kept | {"entries": 3},
        lambda kept: kept | {"entries": [kept["entries"][0]] * 2},
        lambda kept: spoilt(kept, "state", "wanted"),
        lambda kept: spoilt(kept, "origin", ["found"]),
        lambda kept: spoilt(kept, "changed", ["\x1b[31m"]),
        lambda kept: spoilt(kept, "glue", -1),
        lambda kept: spoilt(kept, "glue", 10**9),
        lambda kept: spoilt(kept, "key", "0"),
        lambda kept: spoilt_item(kept, "kind", 1),
        lambda kept: spoilt_item(kept, "text", None),
        lambda kept: spoilt_item(kept, "agencies", 4),
        lambda kept: spoilt_item(kept, "passages", [99]),
        lambda kept: spoilt_item(kept, "passages", [3, 2]),
        lambda kept: spoilt_item(kept, "confidence", 2),
        lambda kept: spoilt_item(kept, "confidence", float("nan")),
        lambda kept: spoilt_item(kept, "ticked", 1),
        lambda kept: spoilt_item(kept, "page", -1),
        lambda kept: spoilt_item(kept, "more", 1),
    ],
)
def test_a_draft_that_is_not_as_it_was_written_is_refused(start, spoil):
    kept = to_json(start.accept({1}))
    with pytest.raises(ValueError, match=r"draft|kind|confidence"):
        from_json(PROPOSALS, spoil(json.loads(json.dumps(kept))))


def spoilt(kept, name, value):
    return kept | {"entries": [kept["entries"][0] | {name: value}]}


def spoilt_item(kept, name, value):
    return spoilt(kept, "item", kept["entries"][0]["item"] | {name: value})


def test_a_draft_outlives_another_reading_of_the_same_document(start):
    kept = to_json(split(start, 0).accept({1}))
    other = replace(PROPOSALS, passages=PASSAGES[2:])
    again = from_json(other, kept)
    assert [entry.state for entry in again.entries] == [
        "proposed", "proposed", "accepted", "proposed",
    ]  # fmt: skip
    assert {entry.item.passages for entry in again.entries} == {()}


def test_texts_stand_whole_in_a_draft_so_that_words_are_found_in_them(start):
    kept = to_json(start)
    assert all(item.text in kept["texts"] for item in ITEMS)
    assert "neglect" not in json.dumps(kept["entries"])


# The account


def test_the_account_says_what_was_taken_what_was_left_and_why(start):
    working, _ = each_is_one(start.reject({0}), 9, 9)
    working = working.put_right(2, text="Train everybody.")
    lines = account_of(working, "imp-3 into child-x").lines()
    assert "File: child-x.txt (text, 4 pages)" in lines
    assert f"SHA-256: {'a' * 64}" in lines
    assert "Taken in: imp-3 into child-x" in lines
    assert "Proposals: 4 in all: 3 proposed by the document, 1 added by a person" in lines
    assert "Taken: 2: 1 recommendation, 1 lesson" in lines
    assert "  As printed: Train the desk staff." in lines
    assert "  By a person: added from the document" in lines
    assert "  Left because: rejected by a person" in lines
    assert any(line.startswith("  Left because: not ticked, and nobody took it") for line in lines)
    assert "  A note." in lines


def test_what_was_joined_or_split_is_counted_in_the_account(start):
    joined = merge(start, (1, 2))
    assert "2 in all: 3 proposed by the document, 1 joined to others" in "\n".join(
        account_of(joined).lines()
    )
    parted = split(start, 1)
    assert "5 in all: 3 proposed by the document, 2 made by splitting" in "\n".join(
        account_of(parted).lines()
    )
