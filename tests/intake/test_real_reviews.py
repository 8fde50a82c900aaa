"""The three shared reviews against what a careful reader found in them."""

import json
import re
from collections import Counter

import pytest

from auditrack.intake import read
from auditrack.model.proposal import Item, Proposals

REACH = {"overview": "multi-agency", "agency": "single-agency", "IMR": "single-agency"}


def fold(text):
    return re.sub(r"\s+", " ", text or "").strip()


def words_only(text):
    """The words without marks: a copy in another format may have lost the bullets of a list."""
    return re.sub(r"[\W_]+", " ", text or "").strip()


LEAST_RECALL = {"txt": 0.97, "docx": 0.97, "pdf": 0.92}
ALIKE = {"txt": fold, "docx": words_only, "pdf": fold}


def matched(proposals: Proposals, truth, alike=fold) -> list[tuple[Item, dict]]:
    left = list(truth)
    pairs = []
    for item in proposals.ticked:
        for row in left:
            if row["kind"] == item.kind and alike(row["text"]) == alike(item.text):
                left.remove(row)
                pairs.append((item, row))
                break
    return pairs


@pytest.mark.parametrize("form", LEAST_RECALL)
@pytest.mark.parametrize("name", ["child-p-and-h", "child-f", "child-be"])
def test_a_real_review_gives_what_a_careful_reader_found(name, form, shared, figures):
    folder = shared / "reviews" / name
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    proposals = read(folder / f"review.{form}")
    pairs = matched(proposals, truth, ALIKE[form])
    recall, precision = len(pairs) / len(truth), len(pairs) / len(proposals.ticked)
    agree = {
        field: sum(getattr(item, field) == row[field] for item, row in pairs) / len(pairs)
        for field in ("label", "group", "theme")
    }
    agree["outcome"] = sum(fold(i.outcome) == fold(r["outcome"]) for i, r in pairs) / len(pairs)
    sourced = [(item, row) for item, row in pairs if row["source"]]
    agree["reach"] = 1.0
    if sourced:
        right = sum(item.reach == REACH[row["source"]] for item, row in sourced)
        agree["reach"] = right / len(sourced)
    said = ", ".join(f"{field} {share:.2f}" for field, share in agree.items())
    figures.append(f"{name}.{form}: recall {recall:.3f}, precision {precision:.3f}; right: {said}")
    assert recall >= LEAST_RECALL[form] and precision >= 0.95
    assert all(share >= 0.97 for share in agree.values()), agree
    bullets = [(i.text, r["text"]) for i, r in pairs if "\n- " in r["text"]]
    assert form != "txt" or all(mine == theirs for mine, theirs in bullets)


@pytest.mark.parametrize("form", LEAST_RECALL)
def test_quoted_recommendations_are_shown_unticked_and_pointers_are_not(form, shared):
    folder = shared / "reviews" / "child-p-and-h"
    quoted = json.loads((folder / "not_recommendations.json").read_text(encoding="utf-8"))
    proposals = read(folder / f"review.{form}")
    unticked = {
        fold(item.text): item
        for item in proposals.items
        if not item.ticked and item.kind == "recommendation"
    }
    assert set(unticked) == {fold(row["text"]) for row in quoted}
    assert all("earlier review" in item.why for item in unticked.values())
    labels = Counter(item.label for item in proposals.ticked if item.label)
    assert labels == {f"Recommendation {number}": 1 for number in range(1, 10)}
    assert sum(item.reach == "single-agency" for item in proposals.ticked) == 41


@pytest.mark.parametrize("form", LEAST_RECALL)
def test_the_front_pages_are_read(form, shared):
    reviews = shared / "reviews"
    thematic = read(reviews / "child-p-and-h" / f"review.{form}").review
    assert (thematic.published, thematic.type) == ("2017-08", "scr")
    assert [(w.start, w.end, w.subject) for w in thematic.windows] == [
        ("2012-10-16", "2015-04-16", "Child P"),
        ("2014-01-01", "2015-04-10", "Child H"),
    ]
    assert thematic.subjects == ("Child P", "Child H")
    response = read(reviews / "child-be" / f"review.{form}").review
    assert response.subjects == ("Child BE",)
    assert response.published == "2019-06"
    summary = read(reviews / "child-f" / f"review.{form}").review
    assert summary.published is None
    for name, review in (("child-be", response), ("child-f", summary), ("child-p-and-h", thematic)):
        printed = fold((reviews / name / "review.txt").read_text(encoding="utf-8"))
        # The real names stay out of the project: the board is named as printed, and in full.
        assert re.search(rf"(?:^|\W){re.escape(review.board)}", printed)
        assert review.board.endswith("Safeguarding Children Board")
        assert 4 <= len(review.board.split()) <= 8
