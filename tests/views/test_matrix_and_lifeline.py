"""The matrix and the lifeline as values, on the demonstration board."""

from datetime import date

import pytest

from auditrack.register import open_register
from auditrack.views.facts import Facts
from auditrack.views.lifeline import lifeline_of
from auditrack.views.matrix import DATED, FAILED, GOOD, NONE, WEAKNESS, matrix_of
from auditrack.views.positions import positions_of

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def facts(demonstration_board):
    with open_register(demonstration_board, read_only=True) as register:
        yield Facts(register, TODAY)


def test_every_cell_has_its_letter_and_says_it_in_words(facts):
    matrix = matrix_of(facts, positions_of(facts))
    letters = {FAILED, DATED, WEAKNESS, GOOD, NONE}
    for position, row in zip(matrix.themes, matrix.cells, strict=True):
        assert len(row) == len(matrix.reviews)
        for review, cell in zip(matrix.reviews, row, strict=True):
            assert cell.letter.upper() in letters
            assert cell.said.startswith(f"{position.name} in {review.name}: ")


def test_a_failed_test_stands_exactly_where_the_position_counts_one(facts):
    matrix = matrix_of(facts, positions_of(facts))
    for position, row in zip(matrix.themes, matrix.cells, strict=True):
        tests = {test.ref for test in position.tested.tests if test.kind == "review"}
        marked = {
            review.case
            for review, cell in zip(matrix.reviews, row, strict=True)
            if cell.letter.upper() == FAILED
        }
        assert marked == tests, position.theme


def test_reviews_stand_in_order_of_publication(facts):
    matrix = matrix_of(facts, positions_of(facts))
    dates = [review.published.earliest for review in matrix.reviews if review.published]
    assert dates == sorted(dates)


@pytest.mark.parametrize("width", [20, 40, 73, 113, 200])
def test_a_lifeline_is_drawn_within_its_width(facts, width):
    for position in positions_of(facts):
        found = lifeline_of(position, TODAY)
        assert all(len(line) <= width for line in found.drawn(width)), position.theme


def test_a_lifeline_tells_its_events_in_order_and_its_first_warning(facts):
    neglect = next(one for one in positions_of(facts) if one.theme == "neglect")
    found = lifeline_of(neglect, TODAY)
    days = [event.at.earliest for event in found.events]
    assert days == sorted(days)
    assert found.first_warning is not None
    assert found.first_warning == next(event for event in found.events if event.mark == "P")
    assert {"P", "C", "F"} <= {event.mark for event in found.events}


def test_only_audits_of_practice_carry_an_outcome(facts):
    for position in positions_of(facts):
        audits = {audit.ref: audit for audit in position.facts.audits}
        for event in lifeline_of(position, TODAY).events:
            if event.ref in audits and audits[event.ref].looked_at != "practice":
                assert event.mark == "o"


def test_positions_in_brief_say_the_same_words(facts):
    from auditrack.views.positions import positions_in_brief

    def said(positions):
        return [(one.theme, one.label, one.reason, one.attention, one.flags) for one in positions]

    assert said(positions_in_brief(facts)) == said(positions_of(facts))
