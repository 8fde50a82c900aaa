"""How much of the made-up corpus is found, and how much is stopped without need."""

import re

import pytest

from auditrack.analysis.disclosure.nhs_numbers import passes_check
from auditrack.model.words import DISCLOSURES
from tests.analysis.disclosure.corpus_of import PARTS, figures, part_of

IN_TEXTS = tuple(
    kind for kind in DISCLOSURES if kind not in "author comment tracked hidden".split()
)
NEVER_MISSED = ("nhs-number", "email", "watched-name")
DRAMA = re.compile(r"(?:0?1632960|0?7700900|0?2079460|960)[0-9]{3}")


@pytest.fixture(scope="module")
def whole():
    return figures(*PARTS)


def test_it_holds_many_sentences_with_hits_and_without():
    sentences = [sentence for part in PARTS for sentence in part_of(part)[1]]
    assert len(sentences) >= 1000
    assert sum(not sentence.labels for sentence in sentences) >= 400


@pytest.mark.parametrize("kind", IN_TEXTS)
def test_each_kind_is_in_both_of_the_large_parts(kind):
    for part in PARTS[:2]:
        labels = [one for sentence in part_of(part)[1] for one in sentence.labels]
        assert sum(one.kind == kind for one in labels) >= 14


def test_of_the_whole_nearly_all_is_found_and_little_stopped_without_need(whole):
    assert whole["all"].recall >= 0.99
    assert whole["all"].precision >= 0.985


@pytest.mark.parametrize("kind", NEVER_MISSED)
def test_these_are_never_missed(whole, kind):
    assert whole[kind].recall == 1.0


@pytest.mark.parametrize("kind", IN_TEXTS)
def test_no_kind_is_far_below(whole, kind):
    assert whole[kind].recall >= 0.95
    assert whole[kind].precision >= 0.95


def test_the_part_that_no_rule_was_written_for_is_found_as_well():
    held_out = figures("held_out")["all"]
    assert held_out.recall >= 0.985
    assert held_out.precision >= 0.975


@pytest.mark.parametrize("part", PARTS)
def test_its_numbers_are_nobodys(part):
    """NHS numbers lie in the test range, telephone numbers in those that Ofcom keeps for drama."""
    for sentence in part_of(part)[1]:
        for label in sentence.labels:
            said = sentence.text[label.start : label.end]
            digits = "".join(str(int(c)) for c in said if c.isdigit())
            if label.kind == "nhs-number":
                assert digits.startswith("999")
                assert passes_check(digits) or "was" in sentence.text or "as typed" in sentence.text
            elif label.kind == "telephone" and not re.match(r"\+(?!44)|0033", said):
                assert DRAMA.search(digits) or digits.startswith("999")
