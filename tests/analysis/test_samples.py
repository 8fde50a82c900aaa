"""Draws that repeat for ever, intervals as published, and what a sample may say."""

from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis.draws import draw, is_seed
from auditrack.analysis.samples import (
    CASE_FILES,
    OBSERVED,
    OTHER,
    OUTCOME_DATA,
    SMALLEST,
    VIEWS,
    Sample,
    how_chosen,
    method_of,
    wilson,
)

SEEDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)


def by_hand(of: int, size: int, seed: str) -> tuple[int, ...]:
    """The scheme as its page tells it, written down once more in the plainest way."""
    cases, found, number = list(range(1, of + 1)), [], 0
    for here in range(size):
        left = of - here
        while True:
            text = f"auditrack draw 1\n{seed}\n{number}".encode("ascii")
            drawn = int(sha256(text).hexdigest(), 16)
            number += 1
            if drawn < 2**256 // left * left:
                break
        there = here + drawn % left
        cases[here], cases[there] = cases[there], cases[here]
        found.append(cases[here])
    return tuple(found)


@pytest.mark.parametrize(
    ("of", "size", "seed", "found"),
    [
        (140, 10, "3f9a01c2", (27, 86, 74, 92, 78, 83, 67, 8, 61, 28)),
        (10, 10, "a", (3, 9, 10, 8, 4, 2, 6, 1, 7, 5)),
        (1, 1, "only", (1,)),
    ],
)
def test_a_draw_on_record_is_drawn_the_same_for_ever(of, size, seed, found):
    assert draw(of, size, seed) == found == by_hand(of, size, seed)


@given(st.integers(1, 300), st.data(), SEEDS)
def test_a_draw_is_a_part_of_the_cases_without_repeats_and_repeats_itself(of, data, seed):
    size = data.draw(st.integers(1, of))
    found = draw(of, size, seed)
    assert len(found) == len(set(found)) == size
    assert set(found) <= set(range(1, of + 1))
    assert found == draw(of, size, seed) == by_hand(of, size, seed)
    # A shorter draw is the beginning of a longer one.
    assert draw(of, of, seed)[:size] == found


@given(st.lists(st.text(min_size=1), min_size=2, max_size=30, unique=True), SEEDS, st.randoms())
def test_labels_draw_alike_in_any_order(labels, seed, random):
    size = len(labels) // 2
    found = draw(labels, size, seed)
    assert set(found) <= set(labels) and len(set(found)) == size
    random.shuffle(labels)
    assert draw(labels, size, seed) == found


def test_another_seed_usually_draws_others():
    seeds = [f"seed-{number}" for number in range(300)]
    assert len({draw(100, 5, seed) for seed in seeds}) == 300


def test_every_case_is_as_likely_as_another():
    often = Counter(case for number in range(3000) for case in draw(20, 5, f"s{number}"))
    assert set(often) == set(range(1, 21))
    # 750 is expected, with a standard deviation of 24: five of them.
    assert all(abs(times - 750) < 120 for times in often.values())


@pytest.mark.parametrize(
    ("population", "size", "seed"),
    [(5, 6, "a"), (5, 0, "a"), (0, 1, "a"), (1_000_001, 1, "a"), ((), 1, "a"), (("b", "b"), 1, "a"),
     (5, 2, ""), (5, 2, "-a"), (5, 2, "a b"), (5, 2, "é"), (5, 2, "a" * 65)],
)  # fmt: skip
def test_what_cannot_be_drawn(population, size, seed):
    with pytest.raises(ValueError):
        draw(population, size, seed)


def test_a_seed_reads_the_same_everywhere():
    assert is_seed("2026-11-20_a.B") and is_seed("7" * 64)
    assert not any(is_seed(text) for text in ("", "a\n", "\uff11", "a\u0301", "a b", "_a"))


@pytest.mark.parametrize(
    ("met", "of", "low", "high"),
    [
        # R. G. Newcombe, 1998, Statistics in Medicine 17, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_as_published(met, of, low, high):
    assert tuple(round(end, 4) for end in wilson(met, of)) == (low, high)


@given(st.integers(1, 10**6), st.data())
def test_an_interval_lies_between_none_and_all_and_holds_the_share(of, data):
    met = data.draw(st.integers(0, of))
    low, high = wilson(met, of)
    assert 0 <= low <= met / of <= high <= 1
    assert low < high
    mirrored = wilson(of - met, of)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


@pytest.mark.parametrize(("met", "of"), [(0, 0), (-1, 5), (6, 5)])
def test_no_interval_of_what_is_no_share(met, of):
    with pytest.raises(ValueError):
        wilson(met, of)


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        (Sample(20, 16, "random"), "16 of 20 cases (80%; with 95% confidence between 58% and 92%)"),
        (Sample(20, 16, "all"), "16 of all 20 cases"),
        (Sample(10, 8, "picked"), "8 of 10 cases, chosen by the auditors; no margin given"),
        (Sample(10, 8), "8 of 10 cases; how they were chosen is not on record"),
        (
            Sample(10, 8, "Every third file"),
            "8 of 10 cases, chosen so: “Every third file”; no margin given",
        ),
        (
            Sample(18, 14, "random", 140, 20),
            "14 of 18 cases (78%; with 95% confidence between 55% and 91%); "
            "2 of the 20 drawn not looked at",
        ),
        (
            Sample(25, 18, "random", 140, 20),
            "18 of 25 cases, more than the 20 that were drawn; no margin given",
        ),
        (Sample(20, 20, "random", 20, 20), "20 of all 20 cases"),
        (
            Sample(20, None, "random", 140, 20),
            "20 cases, drawn at random; how many met the standard is not on record",
        ),
        (Sample(200, 199, "random"), "199 of 200 cases (over 99%; with 95% confidence between 97% "
                                     "and 100%)"),
        (Sample(1, 1, "all"), "1 of 1 case"),
        (Sample(3, 4, "random"), "4 of 3 cases, drawn at random"),
        (Sample(0, 0, "random"), "no case was looked at"),
        (Sample(None), ""),
    ],
)  # fmt: skip
def test_a_sample_in_words(sample, said):
    assert sample.describe() == said


@given(
    st.integers(0, 500), st.data(), st.sampled_from([None, "all", "picked", "random", "Some of it"])
)
def test_a_margin_is_said_of_random_draws_alone(sample, data, chosen):
    met = data.draw(st.integers(0, sample))
    one = Sample(sample, met, chosen)
    assert (one.margin is not None) == (chosen == "random" and sample > 0)
    assert ("confidence" in one.describe()) == (one.margin is not None)


@pytest.mark.parametrize(
    ("chosen", "how"),
    [
        ("random", "random"), ("At random", "random"), ("Random, from all plans", "random"),
        ("random (by the tool)", "random"), ("Random ones that managers liked", "other"),
        ("Not random", "other"), ("all", "all"), ("All cases.", "all"), ("All: every plan", "all"),
        ("All but the worst", "other"), ("picked", "picked"), ("Picked by managers", "picked"),
        ("chosen by the auditors", "picked"), ("Every third", "other"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_words_claim_no_more_than_they_say(chosen, how):
    assert how_chosen(chosen) == how


@pytest.mark.parametrize(
    ("method", "called"),
    [
        ("Case files read against a standard", CASE_FILES), ("file audit", CASE_FILES),
        ("Observed visits", OBSERVED), ("Views of children", VIEWS),
        ("Outcome data of two years", OUTCOME_DATA), ("Survey of staff", OTHER), (None, OTHER),
    ],
)  # fmt: skip
def test_methods_are_known_by_their_words(method, called):
    assert method_of(method) == called


@pytest.mark.parametrize("method", [CASE_FILES, OBSERVED, VIEWS, OUTCOME_DATA, OTHER])
def test_few_cases_are_said_and_all_of_them_are_never_few(method):
    least = SMALLEST[method]
    said = Sample(least - 1, chosen="picked").few(method)
    assert said is not None and f"below {least}" in said
    assert Sample(least, chosen="picked").few(method) is None
    assert Sample(1, chosen="all").few(method) is None
    assert Sample(None).few(method) is None
