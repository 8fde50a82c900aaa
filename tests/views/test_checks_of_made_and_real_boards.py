"""Checks are worth reading: few on the demonstration board, and no asks missed in real reviews."""

from collections import Counter
from datetime import date

from auditrack.commands.importing import AcceptImport
from auditrack.intake import read
from auditrack.register import open_register
from auditrack.views.checks import checks

REVIEWS = ("child-be", "child-f", "child-p-and-h")


def test_the_demonstration_board_shows_a_few_of_each(demonstration_board):
    with open_register(demonstration_board, read_only=True) as register:
        found = Counter(one.code for one in checks(register, date(2026, 11, 20)))
    impossible = {"circle", "backwards", "unreadable-date", "unreadable-record", "dangling"}
    assert not impossible & set(found)
    assert {"contradiction", "embedded-for-some", "no-deadline", "no-lead"} <= set(found)
    assert all(1 <= number <= 15 for number in found.values())
    assert found.total() <= 40


def test_of_a_review_that_is_taken_in_whole_no_ask_is_said_to_be_missing(board, shared):
    for ref in REVIEWS:
        board.saved(AcceptImport(read(shared / "reviews" / ref / "review.txt"), review=ref))
    found = Counter(one.code for one in checks(board.records, board.today))
    assert set(found) <= {
        *("review-without-publication", "review-without-practice"),
        *("no-measure", "theme-unconfirmed"),
    }


def test_of_one_whose_recommendations_are_left_out_asks_are_told(board, shared):
    proposals = read(shared / "reviews" / "child-be" / "review.txt")
    kinds = [item.kind for item in proposals.items]
    last = len(kinds) - 1 - kinds[::-1].index("recommendation")
    accepted = tuple(
        place
        for place, kind in enumerate(kinds)
        if place == last or kind not in ("recommendation", "action")
    )
    board.saved(AcceptImport(proposals, accept=accepted, review="child-be"))
    assert "ask-not-listed" in {one.code for one in checks(board.records, board.today)}
