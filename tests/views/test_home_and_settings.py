"""What is told since a visit, and where the numbers of the rules come from."""

from auditrack.commands.board import ChangeSettings
from auditrack.commands.undo import UndoLast
from auditrack.views.home import changed_since
from auditrack.views.rule_origins import DEFAULT, rule_origins
from auditrack.views.settings_page import settings_page


def line_of(board, label):
    register = board.of()
    sections = settings_page(register, register.notices, rule_origins(register))
    return next(line.text for one in sections for line in one.lines if line.label == label)


def test_nothing_since(board):
    since = changed_since(board.of(), board.of().head.number, "officer")
    assert (since.number, str(since), since.latest) == (0, "nothing", ())


def test_others_are_told_before_oneself_and_the_newest_first(board):
    board.review("child-x")
    board.rec("child-x", label="1")
    start = board.of().head.number
    for name in ("One.", "Two.", "Three.", "Four."):
        board.evidence("child-x/1", shows=name, by="jane", on="2026-05-02")
    board.evidence("child-x/1", shows="Mine.")
    since = changed_since(board.of(), start, "officer")
    assert str(since) == "5 changes, by jane and you"
    assert since.number == 5
    assert [told.split(", ")[-1] for told in since.latest] == ["Four.", "Three.", "Two."]
    assert all(told.startswith("jane, ev-") for told in since.latest)


def test_ones_own_changes_are_told_where_nobody_else_wrote(board):
    start = board.of().head.number
    board.review("child-x")
    since = changed_since(board.of(), start, "officer")
    assert str(since) == "1 change, all yours"
    assert since.latest == ("officer, child-x: Review entered: Child-X",)


def test_what_hangs_on_an_embargoed_review_is_told_without_its_text(board):
    board.review("child-x", published=None)
    board.rec("child-x", label="1")
    board.action("child-x/1")
    start = board.of().head.number
    board.update("act-1", "in-progress")
    board.evidence("act-1", shows="The strategy meeting.")
    board.rec("child-x", label="2", text="Ask the household.")
    latest = changed_since(board.of(), start, "other").latest
    assert latest == (
        "officer, child-x/2: Recommendation entered",
        "officer, ev-1: Evidence filed",
        "officer, act-1: Update",
    )


def test_a_number_taken_back_is_the_default_again(board):
    assert rule_origins(board.of()).get("grace_months", DEFAULT) == DEFAULT
    saved = board.saved(ChangeSettings((("grace_months", "9"),), why="The summer."))
    said = (
        "9 months after publication, without due dates; set by officer on 20 November 2026 at "
        "12:00: The summer."
    )
    assert line_of(board, "Grace") == said
    assert line_of(board, "Cap on due") == "12 months; the default"
    board.saved(UndoLast(saved.entry.number))
    assert line_of(board, "Grace") == "6 months after publication, without due dates; the default"
