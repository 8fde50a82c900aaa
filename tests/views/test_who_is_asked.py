"""Whom a recommendation asks, however it is printed."""

import pytest

from auditrack.commands.agency import AddAgency, ReplaceAgency
from auditrack.commands.board import ChangeSettings
from auditrack.views.asked import ALL, BOARD, Asked, answers_for


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Board", BOARD),
        ("The Board", BOARD),
        ("the LSCB", BOARD),
        ("FSCB", BOARD),
        ("The Fernshire Safeguarding Children Board", BOARD),
        ("Fernshire Safeguarding Children Partnership", BOARD),
        ("The Safeguarding Children Board", BOARD),
        ("Fernshire Children's Safeguarding Board", BOARD),
        ("Local Safeguarding Children Board", BOARD),
        ("LSCB and Police", BOARD),
        ("Police / the Board", BOARD),
        ("All", ALL),
        ("all agencies", ALL),
        ("All partner agencies of the Board", ALL),
        ("Each agency", ALL),
        ("every organisation", ALL),
        ("Partner agencies", ALL),
        ("Multi-agency", ALL),
        ("Police", "Police"),
        ("All Saints School", "All Saints School"),
        ("All schools", "All schools"),
        ("Every Child Matters Trust", "Every Child Matters Trust"),
        ("Fern Health Board", "Fern Health Board"),
        ("Health and Wellbeing Board", "Health and Wellbeing Board"),
        ("Fernshire Safeguarding Adults Board", "Fernshire Safeguarding Adults Board"),
        ("Community Safety Partnership", "Community Safety Partnership"),
        ("Agency A", "Agency A"),
        ("A", "A"),
        ("Agency B", "Agency B"),
        ("Children’s Services", "Children’s Services"),
    ],
)
def test_is_the_board_everybody_or_one_agency(board, printed, meant):
    ref = board.made(AddAgency(printed))
    assert Asked(board.records).one(ref) == meant


def test_an_alias_tells_the_board_too(board):
    ref = board.made(AddAgency("Fern SP", aliases=("Fernshire Safeguarding Children Board",)))
    assert Asked(board.records).one(ref) == BOARD


def test_plans_follow_the_last_successor(board):
    first = board.made(AddAgency("Fern PCT"))
    board.made(ReplaceAgency(first, "Fern CCG"))
    board.made(ReplaceAgency("Fern CCG", "Fern ICB"))
    asked = Asked(board.records)
    assert asked.one(first) == asked.one("fern-ccg") == "Fern ICB"
    assert asked.each((first, "fern-icb", "fern-ccg")) == ("Fern ICB",)
    board.made(AddAgency("Committee for Families"))
    board.made(ReplaceAgency("Committee for Families", "The Board"))
    assert Asked(board.records).one("committee-for-families") == BOARD


def test_a_name_without_a_record_is_itself(board):
    assert Asked(board.records).one("nobody-known") == "nobody-known"


def test_who_is_not_asked_by_name_answers_for_everybody():
    assert answers_for("Police", ("Police", BOARD)) == "Police"
    assert answers_for("Housing", ("Police", BOARD)) == BOARD
    assert answers_for("Housing", (ALL,)) == ALL
    assert answers_for("Housing", ("Police",)) == "Housing"
    assert answers_for(None, (BOARD,)) is None


def test_a_board_of_another_kind_takes_its_own_name(board):
    board.made(ChangeSettings((("name", "Fern Community Safety Partnership"),)))
    asked = Asked(board.records)
    assert asked.is_own_board("fern community safety partnership")
    assert asked.is_own_board("FCSP")
    assert not asked.is_own_board("Lark Community Safety Partnership")
