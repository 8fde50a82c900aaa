"""Names on the watch-list, however they are written."""

import pytest

from auditrack.analysis.disclosure import Watched, hits_in

WATCHED = [
    Watched("Will Tarrowby", "child", "rev-1"),
    Watched("Zoë Quarry-Bell", "family", "rev-1"),
    Watched("Tom O'Shaunessy", "family", "rev-1"),
    Watched("Grace Hope", "child", "rev-1"),
    Watched("JTK", "child", "rev-1"),
    Watched("Elmwood Lodge", "place", "rev-1"),
    Watched("Bilal", "worker", "rev-1"),
]


def said(text):
    return [hit.text for hit in hits_in(text, WATCHED) if hit.kind == "watched-name"]


@pytest.mark.parametrize(
    "name",
    [
        "Will Tarrowby",
        "WILL TARROWBY",
        "will tarrowby",
        "Will\nTarrowby",
        "Will\u00a0\u2009Tarrowby",
        "Tarrowby, Will",
        "tarrowby",
        "W. Tarrowby",
        "W Tarrowby",
        "WillTarrowby",
        "will.tarrowby",
        "T a r r o w b y",
        "T-a-r-r-o-w-b-y",
        "Tarro\u200bwby",
        "Tar\u00adrowby",
        "Tarro-\nwby",
        "Tаrrоwby",  # Cyrillic а and о
        "Ｔａｒｒｏｗｂｙ",
        "Zoe Quarry Bell",
        "Zoe\u0308 Quarry–Bell",
        "zoe quarry-bell",
        "Tom O’Shaunessy",
        "OShaunessy",
        "tom o'shaunessy",
        "JTK",
        "J.T.K",
        "Elmwood Lodge",
        "ELMWOOD-LODGE",
        "bilal",
        "B i l a l",
        "G. Hope",
    ],
)
def test_a_name_is_found(name):
    assert said(f"We saw {name} there.") == [name]


def test_a_possessive_and_a_plural_are_the_name():
    assert said("It was Tarrowby's, and the Tarrowbys left.") == ["Tarrowby", "Tarrowby"]
    assert said("It was Bilal’s.") == ["Bilal"]


@pytest.mark.parametrize(
    "text",
    [
        "Will agencies share?",
        "They will share by the grace of hope.",
        "Grace periods end. Hope for more.",
        "WILL THE PLAN WORK?",
        "The Tarrowbyford road and Untarrowby.",
        "jtk and JTKX",
        "The lodge at the elm wood.",
        "A bell and a lodge.",
    ],
)
def test_a_word_that_only_looks_so_is_none(text):
    assert said(text) == []


@pytest.mark.parametrize("text", ["We asked Will to come.", "They saw Grace.", "- Hope\n- Will\n"])
def test_a_word_that_is_a_name_too_is_told_by_its_capital(text):
    assert len(said(text)) == text.count("Will") + text.count("Grace") + text.count("Hope")


def test_even_at_the_start_of_a_sentence_where_what_follows_says_so():
    assert said("Will was not seen. Grace's room was cold.") == ["Will", "Grace"]


def test_a_month_is_no_name_where_it_is_a_date():
    watched = [Watched("May Tarrowby", "child")]
    assert hits_in("It ended in May. On 3 May 2014 and by May 2015 it may end.", watched) == ()
    assert len(hits_in("They met May at home.", watched)) == 1


def test_why_says_whose_name_it_is():
    (hit,) = hits_in("We met Bilal.", WATCHED)
    assert hit.why == "This name is on the review's watch-list, for a worker."


@pytest.mark.parametrize("name", ["", " ", "-", "'", "A", "\u200b", "x" * 5000, "Mr", "\ud800"])
def test_an_odd_name_on_the_list_does_no_harm(name):
    assert hits_in("We saw a plan of the board.", [Watched(name)]) == ()


def test_no_watch_list_no_names():
    assert hits_in("We met Bilal.") == ()
