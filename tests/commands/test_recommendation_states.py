"""What became of an ask that was imported without a state."""

from auditrack.commands.recommendation import AddRecommendation, EditRecommendation
from auditrack.commands.review import AddReview


def test_said_done_later_is_one_action_as_reported(desks):
    desks.saved(AddReview("child-elm", "Child Elm"))
    desks.saved(AddRecommendation("child-elm", "Do it.", label="1", state="not-known"))
    desks.saved(EditRecommendation("child-elm/1", state="said-done"))
    (action,) = desks.of().index("actions", "serves")["child-elm/1"]
    assert action["as_reported"]
    assert desks.of().get("recommendations", "child-elm/1").get("state") is None


def test_said_done_is_refused_where_actions_say_it(desks):
    desks.saved(AddReview("child-elm", "Child Elm"))
    desks.saved(AddRecommendation("child-elm", "Do it.", label="1", state="not-known"))
    desks.saved(EditRecommendation("child-elm/1", state="said-done"))
    desks.refused(EditRecommendation("child-elm/1", state="said-done"), "has-actions")
