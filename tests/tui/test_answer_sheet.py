"""A sheet of answers as a value: two people's put together, and a draft that comes back whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.model.words import GRADES, MET_ANSWERS
from auditrack.register import drafts
from auditrack.register.drafts import Draft
from auditrack.tui.answer_sheet import Sheet, keep_answers, kept_answers

IDENTITY = "11111111-2222-3333-4444-555555555555"


@st.composite
def sheets(draw, like: Sheet | None = None) -> Sheet:
    scale = like.scale if like else draw(st.sampled_from(["met", "grades"]))
    cases = len(like.cases) if like else draw(st.integers(1, 4))
    rows = len(like.questions) if like else draw(st.integers(0, 4))
    codes = st.sampled_from(list(MET_ANSWERS if scale == "met" else GRADES))
    text = st.text(max_size=5)
    return Sheet(
        scale,
        tuple(draw(st.lists(text, min_size=cases, max_size=cases))),
        tuple(draw(st.lists(text, min_size=rows, max_size=rows))),
        tuple(tuple(draw(st.lists(codes, min_size=cases, max_size=cases))) for _ in range(rows)),
        tuple(draw(st.lists(st.sampled_from(["", "crt-7"]), min_size=rows, max_size=rows))),
    )


@given(st.data())
def test_each_ones_changes_stand_and_mine_where_both_differ(data):
    base = data.draw(sheets())
    mine, theirs = data.draw(sheets(like=base)), data.draw(sheets(like=base))
    assert base.merged(base, theirs) == (theirs, 0)
    assert mine.merged(base, base) == (mine, 0)
    assert mine.merged(base, mine) == (mine, 0)
    found = mine.merged(base, theirs)
    assert found is not None
    made, both = found
    for row in range(len(base.questions)):
        for case in range(len(base.cases)):
            was, ours, other = (one.answers[row][case] for one in (base, mine, theirs))
            assert made.answers[row][case] == (other if ours == was else ours)
    assert (both > 0) == (made != theirs.merged(base, mine)[0])


@given(sheets(), sheets())
def test_sheets_of_other_shapes_are_never_mixed(mine, theirs):
    same = (mine.scale, len(mine.cases), len(mine.questions)) == (
        theirs.scale, len(theirs.cases), len(theirs.questions),
    )  # fmt: skip
    assert (mine.merged(mine, theirs) is not None) == same


@settings(max_examples=30)
@given(sheets())
def test_a_draft_comes_back_as_it_was(sheet):
    assert keep_answers(IDENTITY, "aud-1", sheet, ("crt-1 2", "crt-2 1"), 7)
    assert kept_answers(IDENTITY, "aud-1") == (sheet, ("crt-1 2", "crt-2 1"), 7)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"scale": "met", "cases": ["1"], "questions": ["Seen?"], "answers": []},
        {"scale": "met", "cases": ["1"], "questions": ["Seen?"], "answers": ["yes no"]},
        {"scale": "met", "cases": ["1"], "questions": ["Seen?"], "answers": ["perhaps"]},
        {"scale": "met", "cases": "1", "questions": "Seen?", "answers": "yes"},
    ],
)
def test_a_draft_that_is_none_is_not_taken_up(values):
    assert drafts.keep(IDENTITY, Draft("audit-criteria", "aud-1", values, None, 7))
    assert kept_answers(IDENTITY, "aud-1") is None


def test_labels_that_were_erased_leave_numbers():
    values = {"scale": "met", "questions": ["Seen?"], "answers": ["yes no"]}
    assert drafts.keep(IDENTITY, Draft("audit-criteria", "aud-1", values, None, 7))
    sheet, _, _ = kept_answers(IDENTITY, "aud-1")
    assert sheet.cases == ("1", "2")


def test_questions_and_cases_come_and_go():
    sheet = Sheet("met", ("1", "2")).with_question(0, "Seen?").with_answer(0, 1, "yes")
    assert sheet is not None and sheet.answers == (("unanswered", "yes"),)
    assert sheet.with_answer(0, 0, "good") is None
    assert sheet.with_case().cases == ("1", "2", "3")
    assert sheet.with_case().without_case(0).cases == ("1", "2")
    assert sheet.with_label(0, "3").with_case().cases == ("3", "2", "3'")
    assert sheet.with_label(0, "A").without_case(1).cases == ("A",)
    assert sheet.without_question(0).questions == ()
    blank = sheet.with_question(1, "Alone?").with_question(1, "")
    assert blank.tidied().questions == ("Seen?",)
    graded = Sheet("met", ("1",)).with_question(0, "Seen?").with_answer(0, 0, "good")
    assert graded is not None and graded.scale == "grades"
