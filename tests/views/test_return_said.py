"""What agencies write, in words: read where it is certain, and asked where it is not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.model.dates import in_words, interval
from auditrack.views.return_said import (
    answer_of,
    level_of,
    past_day,
    result_of,
    says_no_change,
    says_nothing,
    state_of,
)
from auditrack.views.sheet_words import Words

BACK = TODAY = date(2026, 11, 20)


class NoWords:
    def select(self, table):
        return ()


WORDS = Words(NoWords(), {})


@pytest.mark.parametrize(
    ("typed", "data"),
    [
        ("14 Oct", "2026-10-14"),
        ("14th of October", "2026-10-14"),
        ("Tuesday 3 Nov", "2026-11-03"),
        ("by 14 October 2026", "2026-10-14"),
        ("14/10/26", "2026-10-14"),
        ("14.10.2026", "2026-10-14"),
        ("2026-10-14 00:00", "2026-10-14"),
        ("end of Oct", "2026-10-31"),
        ("start of October", "2026-10-01"),
        ("w/c 3 November", "2026-11-03..2026-11-09"),
        ("week commencing 2 Nov 2026", "2026-11-02..2026-11-08"),
        ("w/e 7 Nov", "2026-11-01..2026-11-07"),
        ("November", "2026-11"),
        ("Nov 2026", "2026-11"),
        ("2026", "2026"),
        ("28 December", None),
        ("end of Nov", None),
        ("mid Nov", None),
        ("30 Feb", None),
        ("today", None),
        ("last week", None),
        ("end of the month", None),
        ("soon", None),
        ("1 December 2026", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_written_or_asked(typed, data):
    day = past_day(typed, BACK, TODAY)
    assert day.data == data
    assert bool(day.why) != bool(day.data)


def test_a_day_without_a_year_may_lie_before_the_turn_of_the_year():
    back = date(2027, 1, 8)
    assert past_day("14 Dec", back, back).data == "2026-12-14"
    assert past_day("14 June", back, back).data is None


@given(st.integers(0, 300))
def test_no_day_that_is_read_lies_ahead_and_a_year_that_is_written_is_kept(ago):
    day = TODAY - timedelta(days=ago)
    written = in_words(day.isoformat())
    assert past_day(written, BACK, TODAY).data == day.isoformat()
    bare = past_day(written.rpartition(" ")[0], BACK, TODAY).data
    days = interval(bare)
    assert days is None or (days.earliest == day if day.year == BACK.year else True)


@pytest.mark.parametrize(
    ("typed", "code", "rest"),
    [
        ("Accepted", "accepted", ""),
        ("Yes, accepted", "accepted", ""),
        ("agreed\nwith comments", "accepted", "with comments"),
        ("Accepted in part - see note", "in-part", "see note"),
        ("partially accepted", "in-part", ""),
        ("Not accepted.", "declined", ""),
        ("declined: not ours", "declined", "not ours"),
        ("Passed on to the Trust", "passed-on", "the Trust"),
        ("None", "none", ""),
        ("nil", "none", ""),
        ("Accepted but only for new cases", None, ""),
        ("Accepted; not all teams", None, ""),
        ("No", None, ""),
        ("N/A", None, ""),
        ("perhaps", None, ""),
    ],
)
def test_an_answer_is_taken_for_no_more_than_it_says(typed, code, rest):
    meant = answer_of(typed)
    assert (meant.code, meant.rest) == (code, rest)
    assert bool(meant.why) == (code is None)


@pytest.mark.parametrize(
    ("typed", "code", "often"),
    [
        ("Done", "done", None),
        ("In progress.", "in-progress", None),
        ("Done - all held", "done", None),
        ("off track", "off-track", None),
        ("complete", None, "done"),
        ("Signed off", None, "done"),
        ("On hold", None, "paused"),
        ("progressing well", None, None),
    ],
)
def test_a_state_is_the_registers_own_word_or_a_question(typed, code, often):
    meant = state_of(typed, WORDS)
    assert (meant.code, meant.often) == (code, often)


def test_what_a_board_was_told_of_its_words_is_known_here_too():
    assert state_of("Complete", Words(NoWords(), {"complete": "done"})).code == "done"


@pytest.mark.parametrize(
    ("typed", "level"),
    [("3", 3), ("practice seen", 3), ("Level 3: practice seen", 3), ("independent test", 4),
     ("activity (1)", 1), ("anecdote", None), ("5", None)],
)  # fmt: skip
def test_a_kind_of_evidence_is_its_number_or_its_word(typed, level):
    assert level_of(typed) == level


def test_only_a_result_is_a_result():
    assert result_of("Partly embedded") == "partly" and result_of("staff knew it") is None


@pytest.mark.parametrize("typed", ["None", "nil", "N/A", "n.a.", "not applicable", " - "])
def test_words_for_nothing(typed):
    assert says_nothing(typed)


@pytest.mark.parametrize("typed", ["no change", "As before.", "UNCHANGED"])
def test_words_for_no_change(typed):
    assert says_no_change(typed) and not says_nothing(typed)
