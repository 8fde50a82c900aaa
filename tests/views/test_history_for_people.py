"""The history: whole values for programs, the place of a difference for people, nothing else's."""

from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.undo import UndoLast
from auditrack.views.changes import sentence
from auditrack.views.history import history

LONG = "Partners should be able to show what changed for the child in every single case. " * 5


def test_values_are_whole_and_raw_beside_the_words(board):
    board.review("child-a")
    ref = board.rec("child-a", "Police", text=LONG + "First.", due="2026-03-31")
    board.saved(EditRecommendation(ref, text=LONG + "Second.", due="2026-04", agencies=("Health",)))
    line = list(history(board.of(), ref))[-1].to_json()
    values = {one["name"]: (one["old_value"], one["new_value"]) for one in line["changes"]}
    assert values["text"] == (LONG + "First.", LONG + "Second.")
    assert values["due"] == ("2026-03-31", "2026-04")
    assert values["agencies"] == (["police"], ["health"])
    assert values["due_text"] == ("2026-03-31", "2026-04")
    assert {one["table"] for one in line["changes"]} == {"recommendations"}


def test_two_long_texts_are_told_from_where_they_differ(board):
    board.review("child-a")
    ref = board.rec("child-a", text=LONG + "First.")
    board.saved(EditRecommendation(ref, text=LONG + "Second."))
    change = next(one for one in list(history(board.of(), ref))[-1].changes if one.name == "text")
    assert change.old.startswith("…") and change.old.endswith("First.")
    assert change.new.startswith("…") and change.new.endswith("Second.")
    assert len(change.new) < 120


def test_a_long_text_that_only_grew_shows_its_end(board):
    board.review("child-a")
    ref = board.rec("child-a", text=LONG.strip())
    board.saved(EditRecommendation(ref, text=LONG + "And more."))
    change = next(one for one in list(history(board.of(), ref))[-1].changes if one.name == "text")
    assert change.new.endswith("And more.") and change.old != change.new


def test_of_one_record_an_entry_tells_only_what_hangs_on_it(board):
    board.review("child-a")
    ref = board.rec("child-a", "New body")
    (line,) = history(board.of(), ref)
    assert "new-body" in line.refs
    assert {change.ref for change in line.changes} == {ref, "tl-1"}
    whole = next(one for one in history(board.of()) if one.number == line.number)
    assert {change.ref for change in whole.changes} == {"new-body", ref, "tl-1"}


def test_an_undo_says_what_it_takes_back(board):
    board.review("child-a")
    ref = board.rec("child-a")
    number = board.records.head.number
    entry = board.saved(UndoLast()).entry
    line = list(history(board.of(), ref))[-1]
    assert line.undoes == number and line.to_json()["undoes"] == number
    assert sentence(entry, board.records) == (f"Undone: entry {number} (rec add)")


def test_who_says_lead_role_and_how_the_session_came(board):
    from dataclasses import replace

    line = next(history(board.of()))
    assert line.by_whom == "officer"
    told = replace(line, lead="Ward", role="chair", via="ssh 10.0.0.5, unverified")
    assert told.by_whom == "officer (Ward), as chair, ssh 10.0.0.5, unverified"
