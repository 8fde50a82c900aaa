import json

import pytest

from auditrack.model.proposal import Item, Proposals, ReviewGuess, Source, WindowGuess


def test_the_json_has_the_keys_that_scripts_rely_on():
    proposals = Proposals(
        Source("a.md", "0" * 64, "markdown"),
        ReviewGuess(
            title="Child Ash", windows=(WindowGuess("2019", "2020", None, "2019 to 2020"),)
        ),
        (Item("recommendation", "Do it.", label="1", agencies=("The Board",), confidence=0.956),),
        ("A note.",),
    )
    data = json.loads(json.dumps(proposals.to_json()))
    assert list(data) == ["source", "review", "items", "notes"]
    assert list(data["source"]) == ["file", "sha256", "format", "pages"]
    assert data["review"]["board"] is None and data["review"]["windows"][0]["start"] == "2019"
    assert list(data["items"][0]) == [
        "kind",
        "label",
        "reach",
        "group",
        "theme",
        "text",
        "outcome",
        "agencies",
        "page",
        "confidence",
        "ticked",
        "why",
    ]
    assert data["items"][0]["confidence"] == 0.96
    assert ReviewGuess().to_json()["windows"] is None


def test_items_hold_only_words_of_the_register():
    with pytest.raises(ValueError, match="no kind"):
        Item("idea", "x")
    with pytest.raises(ValueError, match="no reach"):
        Item("lesson", "x", reach="everywhere")
    with pytest.raises(ValueError, match="between 0 and 1"):
        Item("lesson", "x", confidence=2)


def test_it_describes_itself_in_words():
    ticked = Item("recommendation", "a", ticked=True)
    left = Item("assurance-point", "b")
    guess, source = ReviewGuess(), Source("a", "", "text")
    assert Proposals(source, guess, (ticked, ticked, left)).describe() == (
        "2 recommendations ticked; 1 shown but not ticked"
    )
    assert Proposals(source, guess).describe() == "nothing ticked"
