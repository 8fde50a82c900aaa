"""What a subgroup answers for: through the recommendations that it delivers or assures."""

import pytest

from auditrack.commands.meeting import StartMeeting
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.subgroup import AddSubgroup
from auditrack.model.change import RefusedError
from auditrack.views.narrowed import Narrowed


@pytest.fixture
def board(board):
    board.review("child-a")
    board.made(AddSubgroup("Learning"))
    board.made(AddSubgroup("Quality"))
    for label, changes in (
        ("1", {"delivering": "learning"}),
        ("2", {"assuring": "learning", "delivering": "quality"}),
        ("3", {}),
    ):
        ref = board.rec("child-a", "Police", label=label, theme="")
        if changes:
            board.made(EditRecommendation(ref, **changes))
    return board


@pytest.fixture
def narrowed(board):
    return lambda group="learning": Narrowed(board.facts(), group)


def test_recommendations_that_it_delivers_or_assures(narrowed):
    assert [ask.ref for ask in narrowed().asks] == ["child-a/1", "child-a/2"]
    assert [ask.ref for ask in narrowed("quality").asks] == ["child-a/2"]
    assert len(narrowed(None).asks) == 3
    assert narrowed().has_ask("child-a/1") and not narrowed().has_ask("child-a/3")


def test_actions_through_what_they_serve(board, narrowed):
    own, other = board.action("child-a/3", "child-a/1"), board.action("child-a/3")
    assert narrowed().has("action", own) and not narrowed().has("action", other)
    assert narrowed(None).has("action", other)
    assert not narrowed().has("action", board.action("child-a"))  # a review has no subgroup


def test_audits_through_what_they_are_for_else_their_themes(board, narrowed):
    board.theme("child-a/1", "neglect")
    named = board.audit("child-a/3", on="2026-01-01", themes=("neglect",))
    of_theme = board.audit(on="2026-01-01", themes=("neglect",))
    other = board.audit(on="2026-01-01", themes=("early_help",))
    assert [narrowed().has("audit", ref) for ref in (named, of_theme, other)] == [
        False,
        True,
        False,
    ]


def test_themes_of_its_recommendations(board, narrowed):
    board.theme("child-a/1", "neglect")
    board.theme("child-a/3", "early_help")
    assert narrowed().has("theme", "neglect") and not narrowed().has("theme", "early_help")


def test_entries_about_what_hangs_on_its_recommendations(board, narrowed):
    before = board.records.head.number
    action = board.action("child-a/1")
    board.update(action, "in-progress")
    board.evidence(action)
    board.theme("child-a/2", "neglect")
    board.audit("child-a/1", on="2026-01-01")
    board.made(StartMeeting(subgroup="learning", chair="Chair"))
    own = board.records.head.number - before
    assert own == 6
    board.action("child-a/3")
    board.evidence("child-a/3")
    board.audit("child-a/3", on="2026-01-01")
    board.made(StartMeeting(chair="Chair"))
    one = narrowed()
    about = [entry.number for entry in board.records.history(None, before) if one.is_about(entry)]
    assert about == list(range(before + 1, before + 1 + own))


def test_nothing_that_names_it_is_refused(board, narrowed):
    board.made(AddSubgroup("Idle"))
    narrowed().refuse_nothing("Learning")
    narrowed(None).refuse_nothing("")
    with pytest.raises(RefusedError) as refused:
        narrowed("idle").refuse_nothing("Idle")
    assert refused.value.refusal.code == "nothing-to-report"
    assert "delivered or assured by Idle" in refused.value.refusal.message
