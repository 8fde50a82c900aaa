"""A table of answers: what a spreadsheet saves, and what is no table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.intake.answers import read_answers
from auditrack.model.change import RefusedError


@pytest.mark.parametrize(
    "text",
    [
        "Question,A1,A2\nSeen?,y,n\nAlone?,p,\n",
        "\n question \tA1\tA2\nSeen?\ty\tn\n\nAlone?\tp\t\n",
        ",A1,A2,\r\nSeen?,y,n,\r\n,,,\r\nAlone?,p,,\r\n",
        "Question;A1;A2\nSeen?;y;n\nAlone?;p;",
    ],
)
def test_one_table_however_it_was_saved(text):
    found = read_answers(text)
    assert found.cases == ("A1", "A2")
    assert found.questions == ("Seen?", "Alone?")
    assert found.answers == (("y", "n"), ("p", ""))


def test_without_a_heading_every_line_is_a_question():
    found = read_answers('"Seen, and alone?",y,n\n"Two\nlines?",1,2\n')
    assert found.cases == ()
    assert found.questions == ("Seen, and alone?", "Two\nlines?")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no answer"),
        ("Seen?\nAlone?\n", "holds no answer"),
        ("Question,1,2\n", "asks nothing"),
        ("Seen?,y,n\nSeen, and alone?,y,n\n", "has 3 cells in line 1 and 4 in another"),
        ('Seen?,y\n"Alone?,y\n', "cannot be read at line"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(text, said):
    with pytest.raises(RefusedError) as refused:
        read_answers(text)
    assert said in refused.value.refusal.message
    assert refused.value.refusal.todo


@given(st.text())
def test_any_text_is_read_or_refused(text):
    try:
        found = read_answers(text)
    except RefusedError:
        return
    assert len(found.questions) == len(found.answers) > 0
    assert len({len(row) for row in found.answers}) == 1
