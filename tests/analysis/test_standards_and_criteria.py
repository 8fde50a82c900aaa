"""Standards in figures, compared without rounding, and the answers to questions counted."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis.criteria import cases_met, tally, weakest_first
from auditrack.analysis.standards import not_compared, reaches, standard_of
from auditrack.model.words import GRADES, MET_ANSWERS


@pytest.mark.parametrize(
    ("typed", "said", "share"),
    [
        ("80%", "80%", Fraction(4, 5)),
        (" 080 % ", "80%", Fraction(4, 5)),
        ("97.50 per cent", "97.5%", Fraction(39, 40)),
        ("100%", "100%", Fraction(1)),
        ("8 of 10", "8 of 10", Fraction(4, 5)),
        ("2/3", "2 of 3", Fraction(2, 3)),
        ("19 out of 20", "19 of 20", Fraction(19, 20)),
        ("9 in 10", "9 of 10", Fraction(9, 10)),
    ],
)
def test_a_standard_as_people_type_it(typed, said, share):
    standard = standard_of(typed)
    assert standard is not None
    assert (str(standard), standard.share) == (said, share)
    assert standard_of(said) == standard


@pytest.mark.parametrize(
    "typed",
    ["", "most", "80", "0%", "101%", "0 of 10", "11 of 10", "8 of 0", "eight of ten", "８0%"],
)
def test_what_is_no_standard(typed):
    assert standard_of(typed) is None


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_a_standard_is_met_exactly_from_its_own_figure_on(of, cases, data):
    least = data.draw(st.integers(1, of))
    met = data.draw(st.integers(0, cases))
    assert reaches(f"{least} of {of}", met, cases) == (met * of >= least * cases)
    assert reaches(f"{least} of {of}", least, of) is True
    assert reaches(f"{least} of {of}", least - 1, of) is False


def test_what_cannot_be_compared_is_said():
    assert reaches("80%", None, 20) is reaches("80%", 0, 0) is reaches(None, 3, 4) is None
    assert not_compared("All of it", "80%", 16, 20) is None
    assert not_compared(None, None, 16, 20) is None
    assert "in words alone" in str(not_compared("All of it", None, 16, 20))
    assert "80% could not be compared" in str(not_compared(None, "80%", None, 20))


def test_questions_are_told_the_weakest_first():
    rows = {
        "Seen?": ("yes", "yes", "no", "partly"),
        "Alone?": ("yes", "no", "no", "no"),
        "Asked?": ("not-applicable", "unanswered", "yes", "yes"),
        "Known?": ("unanswered",) * 4,
        "Said?": ("yes", "partly", "partly", "yes"),
        "Twins?": ("not-applicable",) * 4,
        "Abroad?": ("not-applicable", "unanswered", "not-applicable", "unanswered"),
    }
    found = weakest_first(
        tally(number, question, row, "met")
        for number, (question, row) in enumerate(rows.items(), 1)
    )
    assert [(one.question, one.describe()) for one in found] == [
        ("Alone?", "1 of 4 met"),
        ("Seen?", "2 of 4 met, 1 partly"),
        ("Said?", "2 of 4 met, 2 partly"),
        ("Asked?", "2 of 2 met, 1 not applicable, 1 not answered"),
        ("Known?", "not answered"),
        ("Twins?", "no case it applies to, 4 not applicable"),
        ("Abroad?", "no case it applies to, 2 not applicable, 2 not answered"),
    ]
    assert cases_met(rows.values()) == (0, 0)  # no case is answered whole


def test_grades_are_counted_as_good_or_outstanding():
    row = ("outstanding", "good", "requires-improvement", "inadequate")
    assert tally(1, "Seen?", row, "grades").describe() == "2 of 4 good or outstanding"


def test_cases_met_counts_those_that_are_answered_whole():
    rows = (
        ("yes", "yes", "no", "unanswered", "not-applicable"),
        ("yes", "not-applicable", "yes", "yes", "not-applicable"),
    )
    assert cases_met(rows) == (2, 3)
    assert cases_met(()) == (0, 0)


@given(st.data(), st.sampled_from(["met", "grades"]), st.integers(0, 12))
def test_every_answer_is_counted_once(data, scale, cases):
    words = list(MET_ANSWERS if scale == "met" else GRADES)
    row = data.draw(st.lists(st.sampled_from(words), min_size=cases, max_size=cases))
    one = tally(1, "Seen?", row, scale)
    assert one.of + one.not_applicable + one.unanswered == cases
    assert 0 <= one.met + one.partly <= one.of
