from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis.similar import THEME_WEIGHT, Asks
from auditrack.model.terms import Terms, term, worded

BOATS = ("a/1", "Health visitors should know every mooring.", ("water",))
TRAINS = ("a/2", "Timetables should be sent to every family.", ("rail",))
SCHOOLS = ("b/1", "Schools should know which families live afloat.", ("water", "school"))


def refs(found):
    return [one.ref for one in found]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("assessments", "assess"),
        ("assessment", "assess"),
        ("assessing", "assess"),
        ("families", "famil"),
        ("visitors", "visitor"),
        ("needs", ""),
        ("the", ""),
        ("go", ""),
        ("bus", "bus"),
    ],
)
def test_a_term_is_a_word_without_its_ending(word, expected):
    assert term(word) == expected


def test_words_are_parted_by_all_that_is_no_letter():
    assert worded("The child’s CO-SLEEPING; co-sleep!") == {"child": "child", "sleep": "sleeping"}
    assert Terms().of("The child’s CO-SLEEPING; co-sleep!") == {"child", "sleep"}


@given(st.text(max_size=200))
def test_a_text_has_the_same_terms_either_way(text):
    assert Terms().of(text) == frozenset(worded(text))


def test_the_nearest_come_first_and_what_shares_no_word_is_left_out():
    asks = Asks([BOATS, TRAINS, SCHOOLS])
    assert refs(asks.near("Health visitors and moorings")) == ["a/1"]
    assert refs(asks.near("families")) == ["b/1"]
    assert asks.near("Zebra") == [] and asks.near("") == []
    assert len(asks.near("know every family", most=1)) == 1


def test_the_same_text_is_as_near_as_can_be():
    asks = Asks([BOATS, TRAINS, SCHOOLS])
    alike = asks.near(BOATS[1])[0]
    assert alike.ref == "a/1" and isclose(alike.score, 1.0)
    with_themes = asks.near(BOATS[1], ["water"])[0]
    assert isclose(with_themes.score, 1.0 + THEME_WEIGHT)


def test_themes_that_overlap_raise_what_shares_a_word():
    asks = Asks([("x", "A plan for boats", ("water",)), ("y", "A plan for boats", ("rail",))])
    first, second = asks.near("boats plan", ["water", "school"])
    assert (first.ref, second.ref) == ("x", "y")
    assert isclose(first.score - second.score, THEME_WEIGHT / 2)


def test_shared_words_are_as_the_text_has_them_the_rarest_first():
    asks = Asks([BOATS, SCHOOLS, ("c", "Know the visitors.", ())])
    near = asks.near("Mooring visits: a visitor knows")[0]
    assert near.ref == "a/1"
    assert near.shared == ("mooring", "visitor", "knows")


def test_how_often_a_word_stands_in_a_text_does_not_matter():
    once = Asks([BOATS, TRAINS]).near("mooring")
    often = Asks([(BOATS[0], BOATS[1] + " Mooring, mooring.", BOATS[2]), TRAINS]).near("mooring")
    assert once == often


def test_an_ask_is_taken_in_anew_and_forgotten():
    asks = Asks([BOATS, TRAINS])
    asks.near("mooring")
    asks.add("a/2", "Every mooring has a number.", ("rail",))
    assert set(refs(asks.near("mooring"))) == {"a/1", "a/2"}
    asks.remove("a/1")
    asks.remove("not-known")
    assert refs(asks.near("mooring")) == ["a/2"] and len(asks) == 1
    asks.add("a/2", "Every mooring has a number.", ("water",))
    assert asks.near("mooring number", ["water"])[0].score > 1


WORDS = ("boat", "river", "lock", "mooring", "visit", "record", "plan", "school")
ASKS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(
        st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
        st.sets(st.sampled_from(("water", "rail", "school")), max_size=2),
    ),
    max_size=6,
)


@given(ASKS, ASKS, st.sets(st.sampled_from("abcdef")), st.lists(st.sampled_from(WORDS)))
def test_asks_brought_up_to_date_are_as_asks_taken_in_at_once(before, after, removed, words):
    kept = Asks((ref, *ask) for ref, ask in before.items())
    kept.near("boat")
    for ref in removed:
        kept.remove(ref)
    kept.hold((ref, *ask) for ref, ask in after.items())
    fresh = Asks((ref, *ask) for ref, ask in after.items())
    text = " ".join(words)
    found, expected = kept.near(text, ["water"]), fresh.near(text, ["water"])
    assert [(one.ref, one.shared) for one in found] == [(one.ref, one.shared) for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert isclose(one.score, other.score, abs_tol=1e-9)
        assert 0 <= one.score <= 1 + THEME_WEIGHT + 1e-9
