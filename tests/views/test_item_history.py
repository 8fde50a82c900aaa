"""What is behind an item of an agenda, in short."""

from datetime import date

import pytest

from auditrack.model.change import Actor, Insert, Saved, Transaction
from auditrack.register import create_register
from auditrack.views.item_history import history_in_short, serves_in_short

TODAY = date(2026, 11, 20)


@pytest.fixture
def register(tmp_path):
    decided = {"on_ref": "child-f/1", "reason": "Agreed by all"}
    made = (
        Insert("decisions", "dec-1", {**decided, "decision": "implement", "on": "2020-03-01"}),
        Insert("decisions", "dec-2", {**decided, "decision": "close", "on": "2026-12-01"}),
        Insert("actions", "act-1", {"what": "Train", "due": "2026-01-31",
                                      "serves": ["child-f/1"]}),
        Insert("recommendations", "child-f/1", {"review": "child-f", "text": "Ask the father."}),
        Insert("recommendations", "child-f/2", {"review": "child-f", "text": "See the home."}),
        Insert("serves", "srv-1", {"record": "act-1", "serves": "child-f/2"}),
        Insert("extensions", "xt-1", {"action": "act-1", "to": "2026-12", "why": "New team",
                                      "on": "2026-02-01"}),
        *(
            Insert("updates", f"upd-{day}", {"action": "act-1", "on": f"2026-03-0{day}",
                                             "state": "in-progress", "note": f"Note {day}"})
            for day in range(1, 6)
        ),
        Insert("updates", "upd-9", {"action": "act-1", "on": "2026-03-09", "note": "A mistake",
                                    "withdrawn_on": "2026-03-10"}),
    )  # fmt: skip
    with create_register(tmp_path / "register", "Board", Actor("officer")) as opened:
        saved = opened.transact(lambda _: Transaction("made up", made))
        assert isinstance(saved, Saved)
        yield opened


def test_what_was_decided_by_the_day(register):
    assert history_in_short(register, "recommendations", "child-f/1", TODAY) == (
        ("1 March 2020", "decided: to be implemented: Agreed by all"),
    )


def test_the_latest_updates_and_dates_moved_of_an_action(register):
    assert history_in_short(register, "actions", "act-1", TODAY) == (
        ("1 February 2026", "moved to December 2026: New team"),
        ("3 March 2026", "in progress: Note 3"),
        ("4 March 2026", "in progress: Note 4"),
        ("5 March 2026", "in progress: Note 5"),
    )


def test_nothing_is_behind_words(register):
    assert history_in_short(register, None, "mit-1", TODAY) == ()


def test_what_an_action_is_for_with_what_was_added_later(register):
    assert serves_in_short(register, "actions", "act-1") == (
        ("child-f/1", "Ask the father."),
        ("child-f/2", "See the home."),
    )
    assert serves_in_short(register, "recommendations", "child-f/1") == ()
