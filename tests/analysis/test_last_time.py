"""A question beside the last time it was asked: said in words only where it can be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis.criteria import Tally, tally
from auditrack.analysis.last_time import LastTime, Look

FILES = Look("practice", "Case files read by two auditors")


def asked(question: str, met: int, of: int, grades: bool = False) -> Tally:
    answers = ("yes",) * met + ("no",) * (of - met)
    return tally(1, question, answers, "grades" if grades else "met")


def then(met: int = 6, of: int = 12, look: Look = FILES, standard: str = "80%") -> LastTime:
    return LastTime("aud-3", "June 2025", "crt-1", asked("Was it seen?", met, of), look, standard)


@pytest.mark.parametrize(
    "now, look, said",
    [
        (asked("was it  SEEN?", 8, 10), Look("practice", "case file audit"),
         "now a larger share, of other cases"),
        (asked("Was it seen?", 5, 10), FILES, "now the same share, of other cases"),
        (asked("Was it seen?", 1, 10), FILES, "now a smaller share, of other cases"),
        (asked("Was it recorded?", 8, 10), FILES, "asked differently: “Was it seen?”"),
        (asked("Was it seen?", 8, 10), Look("practice", "Observed visits"),
         "looked at by another method"),
        (asked("Was it seen?", 8, 10), Look("documents", "Case files"),
         "something else was looked at"),
        (asked("Was it seen?", 8, 10), Look("practice"), "the method is not on record"),
        (asked("Was it seen?", 8, 10, True), Look("practice", "Case files", "grades"),
         "answered on another scale"),
    ],
)  # fmt: skip
def test_the_difference_is_said_only_where_question_scale_and_method_are_the_same(now, look, said):
    told = then().beside(now, look)
    assert told == f"last time (aud-3, June 2025) 6 of 12 met, standard 80%; {said}"


def test_where_either_was_answered_in_no_case_no_share_is_compared():
    assert "share" not in then().beside(asked("Was it seen?", 0, 0), FILES)
    assert "share" not in then(0, 0).beside(asked("Was it seen?", 1, 1), FILES)
    assert then(0, 0).figures == "" and then().figures == "6/12"


def test_another_method_of_the_boards_own_words_is_the_same_only_word_for_word():
    own = Look("practice", "Tea and biscuits")
    assert own.differs_from(Look("practice", "tea  and Biscuits")) == ""
    assert own.differs_from(Look("practice", "Walk and talk")) == "looked at by another method"
    assert "of then" in own.differs_from(Look("practice"))
    assert "of either" in Look().differs_from(Look())


@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 30), st.integers(1, 30))
def test_the_words_are_those_of_the_exact_shares(met, of, was, out_of):
    met, was = min(met, of), min(was, out_of)
    told = then(was, out_of).beside(asked("Was it seen?", met, of), FILES)
    larger, same = met * out_of > was * of, met * out_of == was * of
    word = "the same" if same else "a larger" if larger else "a smaller"
    assert f"now {word} share" in told
    assert "better" not in told and "improved" not in told and "worse" not in told
