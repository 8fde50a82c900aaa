"""The scene that the product exists for: closed on paper, raised again, never embedded.

An earlier review's actions were all said to be done, on training alone. A later published review
quotes its recommendations and finds the same weaknesses in practice after they were due.
"""

import json
from pathlib import Path

import pytest

THEMES = {
    "Recommendation 1": "neglect",
    "Recommendation 3": "fathers_males",
    "Recommendation 4": "non_engagement",
    "Recommendation 5": "non_engagement",
    "Recommendation 7": "voice_of_child",
}
"""The earlier review's recommendations by label, each with the theme a person would confirm."""

LATER = "child-p-and-h"
LATER_ASKS = 50
ACCUSING = ("Repeated", "never embedded", "not embedded", "failed")


class Scene:
    """The board with both reviews in it, before and after a person dates the concerns."""

    def __init__(self, run, place: Path, folder: Path) -> None:
        self.run = run
        self.run("init", str(place), "--board", "Dudley Safeguarding Children Board")
        self._earlier(json.loads((folder / "not_recommendations.json").read_text()))
        self._later(folder / "review.txt")

    def _earlier(self, asks: list[dict]) -> None:
        assert {ask["label"] for ask in asks} == set(THEMES)
        self.run(
            "review", "add", "child-c", "--title", "Child C", "--type", "scr",
            "--published", "2013-03..2013-06", "--history", "complete",
        )  # fmt: skip
        for ask in asks:
            made = self.run(
                "rec", "add", "child-c", "--label", ask["label"], "--text", ask["text"],
                "--agency", "board", "--state", "said-done", "--theme", THEMES[ask["label"]],
            )  # fmt: skip
            self.run(
                "evidence", "add", "--for", made.split()[0], "--shows", "Training delivered",
                "--level", "1", "--about", "2013-12",
            )  # fmt: skip

    def _later(self, document: Path) -> None:
        self.run(
            "import", str(document), "--review", LATER, "--published", "2017-08",
            "--practice", "2012-10-16..2015-04-16=P", "--practice", "2014-01-01..2015-04-10=H",
            "--history", "complete", "--accept", "ticked",
        )  # fmt: skip

    def confirm(self, *options: str) -> dict[str, list[str]]:
        """Confirm every suggested link of the later review to one of the four themes."""
        confirmed: dict[str, list[str]] = {}
        for row in json.loads(self.run("rec", "list", f"review:{LATER}", "--json")):
            for theme in set(row["themes"]) & set(THEMES.values()):
                self.run("rec", "theme", row["ref"], theme, "--confirm", *options)
                confirmed.setdefault(theme, []).append(row["ref"])
        return confirmed

    def positions(self) -> dict[str, dict]:
        found = json.loads(self.run("theme", "positions", "--json"))
        return {one["theme"]: one for one in found if one["theme"] in THEMES.values()}


@pytest.fixture
def scene(shared: Path, quick, own_folder: Path) -> Scene:
    return Scene(quick, own_folder, shared / "reviews" / LATER)


def test_undated_concerns_accuse_nobody(scene):
    def nothing_is_accused() -> None:
        found = scene.positions()
        assert set(found) == set(THEMES.values())
        for one in found.values():
            assert one["recurrence"] == "POSSIBLY"
            assert one["failed_tests"] == 0
            assert one["last_test"] is None
            assert one["pairs"] == {LATER: "possibly"}
            assert one["label"].startswith("May have recurred. ")
            assert not any(word in one["label"] for word in ACCUSING)
            assert one["attention"] <= 6
            assert "order_unclear" in one["flags"]
            assert one["questions"], "what would settle it is asked"
        assert not any(
            step["text"].endswith("a failed test of that learning")
            for one in found.values()
            for step in one["chain"]
        )

    nothing_is_accused()
    scene.confirm()
    nothing_is_accused()


def test_dated_concerns_are_repeated_and_never_embedded(scene):
    confirmed = scene.confirm("--concern", "2014-07..2015-04")
    found = scene.positions()
    assert set(found) == set(confirmed) == set(THEMES.values())
    for theme, one in found.items():
        assert one["label"] == "Repeated and never embedded"
        assert one["attention"] == 10
        assert (one["recurrence"], one["practice"]) == ("AFTER", "NOT_EMBEDDED")
        assert one["reviews"] == 2
        assert one["first_raised"] == 2013
        assert one["pairs"] == {LATER: "after"}
        assert one["failed_tests"] == 1
        assert one["last_test"] == f"review {LATER} -"
        assert one["reason"] == (
            "2 reviews since 2013: raised again in practice after the earlier actions were due; "
            "no test of practice on record has found it embedded."
        )
        assert "themes_unconfirmed" not in one["flags"]
        assert "history_not_searched" not in one["flags"]
        refs = {step["ref"] for step in one["chain"]}
        earlier = {f"child-c/{label.split()[-1]}" for label, its in THEMES.items() if its == theme}
        assert {"child-c", LATER, *earlier, *confirmed[theme]} <= refs
        assert any(ref and ref.startswith("ev-") for ref in refs)
    themes = [one["theme"] for one in json.loads(scene.run("theme", "positions", "--json"))]
    assert set(themes[:4]) == set(THEMES.values()), "the four come first"


def test_concerns_before_the_learning_was_due_are_no_failed_test(scene):
    first, *others = scene.confirm()["neglect"]
    scene.run("rec", "theme", first, "neglect", "--concern", "2012-10..2013-05")
    assert scene.positions()["neglect"]["recurrence"] == "POSSIBLY", "the others are undated still"
    for ref in others:
        scene.run("rec", "theme", ref, "neglect", "--concern", "2012-10..2013-05")
    neglect = scene.positions()["neglect"]
    assert neglect["recurrence"] == "EARLY"
    assert neglect["failed_tests"] == 0
    assert neglect["label"] == (
        "Raised in 2 reviews before the learning was due. What was done is not on record"
    )


def test_undoing_the_import_takes_the_accusation_away(scene):
    scene.run("imports", "undo", "imp-1")
    found = scene.positions()
    assert {one["recurrence"] for one in found.values()} == {"ONCE"}
    assert {one["label"] for one in found.values()} == {"Said to be done, not tested"}


def test_the_scene_as_installed(shared, installed, own_folder, tmp_path):
    """Every step in a process of its own, as an officer's shell runs it."""
    scene = Scene(installed, own_folder, shared / "reviews" / LATER)
    rows = json.loads(installed("rec", "list", "--json"))
    assert sum(row["review"] == LATER for row in rows) == LATER_ASKS
    scene.confirm("--concern", "2014-07..2015-04")
    for one in scene.positions().values():
        assert (one["label"], one["attention"]) == ("Repeated and never embedded", 10)
    page = " ".join(installed("theme", "show", "neglect").split())
    assert "Repeated and never embedded" in page
    assert "child-c/1" in page and LATER in page
    assert "do not hold individuals or organisations to account" in page
    assert "The register holds." in installed("verify")
