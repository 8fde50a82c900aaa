"""The made-up layouts as Word documents: set with styles and automatic numbers, or typed."""

import pytest

from auditrack.intake.reading import read_here
from tests.intake.as_word import as_word
from tests.intake.test_layouts import DOCUMENTS, NAMES, load

WAYS = {"styled": True, "typed": False}


def proposals_of(name, way):
    path = next(path for path in DOCUMENTS.glob(f"{name}.*") if path.suffix != ".json")
    data = as_word(path.read_text(encoding="utf-8"), WAYS[way])
    return read_here("word", data, f"{name}.docx")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_a_layout_is_read_in_word(name, way):
    expected, _ = load(name)
    wanted = [
        {key: value for key, value in row.items() if key != "page"} for row in expected["items"]
    ]
    proposals = proposals_of(name, way)
    found = [
        {key: getattr(item, key) for key in row}
        for item, row in zip(proposals.ticked, wanted, strict=False)
    ]
    assert found == wanted
    assert len(proposals.ticked) == len(wanted), proposals.ticked
    assert set(expected.get("unticked", ())) <= {item.text for item in proposals.items}
    assert set(expected.get("notes", ())) <= set(proposals.notes)
    printed = proposals.review.to_json()
    guesses = expected.get("review", {})
    assert {key: printed[key] for key in guesses} == guesses


@pytest.mark.parametrize("way", WAYS)
def test_figures_of_the_layouts_in_word_are_printed(way, figures):
    wanted = found = right = 0
    for name in NAMES:
        texts = {(row["kind"], row["text"]) for row in load(name)[0]["items"]}
        ticked = [(item.kind, item.text) for item in proposals_of(name, way).ticked]
        wanted += len(texts)
        found += len(ticked)
        right += sum(key in texts for key in ticked)
    figures.append(
        f"{len(NAMES)} made-up layouts in Word, {way}: "
        f"recall {right / wanted:.3f}, precision {right / found:.3f}"
    )
    assert right / wanted >= 0.97 and right / found >= 0.97
