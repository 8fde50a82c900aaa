"""Checks of what does not fit: older evidence, embedded for some, and one agency asked by most."""

import pytest

from auditrack.analysis.checks import gaps_of
from auditrack.analysis.checks.rows import (
    Checked,
    CheckedAgency,
    CheckedServed,
    CheckedShowing,
    CheckedTest,
    CheckedTesting,
    Gap,
)
from auditrack.model.dates import interval


def shows(
    about: str,
    published: str | None = "2015-06-01",
    done: str | None = None,
    level: int = 1,
    result: str | None = None,
) -> tuple[Gap, ...]:
    days = interval(about)
    assert days
    served = CheckedServed(
        "a/1", "Child A", interval(published), interval(done), "act-1" if done else ""
    )
    return gaps_of(Checked(showings=[CheckedShowing("ev-1", days, level, result, (served,))]))


@pytest.mark.parametrize(
    "how",
    [
        {"about": "2015-06-01"},
        {"about": "2015"},  # some day of it lies after publication
        {"about": "2014", "published": None},
        {"about": "2014", "level": 3, "result": "not-embedded"},  # a baseline
        {"about": "2014", "level": 4, "result": "partly"},  # a baseline
        {"about": "2014-02", "done": "2014-03"},  # what shows that an early action was done
        {"about": "2014-04", "done": "2014-03", "level": 3},  # practice after an early action
        {"about": "2015-09", "done": "2016"},  # what shows how an action went on
        {"about": "2016", "done": "2016-05", "level": 3, "result": "embedded"},
    ],
)
def test_evidence_that_may_show_what_it_is_to_show_is_left_alone(how: dict[str, str]) -> None:
    assert shows(**how) == ()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (
            {"about": "2014-05", "level": 3, "result": "embedded"},
            "is about May 2014, before Child A was published (1 June 2015): does it show what a/1 "
            "asked for, or practice before it? Correcting the date it is about, or newer "
            "evidence, would clear it",
        ),
        ({"about": "2014-05"}, "is about May 2014, before Child A was published (1 June 2015)"),
        (
            {"about": "2016-02", "done": "2016-05", "level": 3, "result": "embedded"},
            "is about February 2016, before act-1 was done (May 2016)",
        ),
        (
            {"about": "2014-02", "done": "2014-03", "level": 4},
            "is about February 2014, before act-1 was done (March 2014)",
        ),
        (
            {"about": "2014", "done": "2016", "level": 2},
            "is about 2014, before Child A was published (1 June 2015)",
        ),
    ],
)
def test_evidence_about_older_practice_is_told_with_both_dates(
    how: dict[str, str], said: str
) -> None:
    (gap,) = shows(**how)
    assert (gap.code, gap.ref) == ("evidence-older", "ev-1")
    assert gap.says.startswith(said)


def test_evidence_for_several_asks_of_one_review_is_told_once() -> None:
    days, published = interval("2014"), interval("2015-06-01")
    assert days and published
    serves = tuple(CheckedServed(f"a/{n}", "Child A", published) for n in range(1, 6))
    (gap,) = gaps_of(Checked(showings=[CheckedShowing("ev-1", days, 1, None, serves)]))
    assert "what a/1, a/2, a/3 and 2 more asked for" in gap.says


FOUR = frozenset({"Police", "Health", "Schools", "Probation"})


def after(*told: str) -> Checked:
    """Each test as `ref outcome agencies`, agencies joined by +."""
    made = []
    for one in told:
        ref, outcome, *named = one.split()
        agencies = frozenset(named[0].split("+")) if named else frozenset()
        made.append(CheckedTest(ref, outcome, agencies))
    return Checked(testings=[CheckedTesting("Neglect", FOUR, tuple(made))])


@pytest.mark.parametrize(
    "told",
    [
        (),
        ("aud-1 embedded",),
        ("aud-1 embedded Police+Health+Schools+Probation",),
        ("aud-1 embedded Police+Health", "aud-2 embedded Schools+Probation"),
        ("aud-1 partly Police",),
        ("aud-1 embedded Police", "aud-2 not_embedded"),
        ("aud-1 embedded Housing",),  # that was not asked
    ],
)
def test_what_is_embedded_for_all_or_not_at_the_last_test_is_left_alone(
    told: tuple[str, ...],
) -> None:
    assert gaps_of(after(*told)) == ()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            ("aud-1 embedded Police",),
            "embedded for 1 of the 4 agencies asked about Neglect (Police); no test of practice is "
            "on record for Health, Probation, Schools: a test there would clear it",
        ),
        (
            ("aud-2 not_embedded Health", "aud-1 embedded Police+Schools"),
            "embedded for 2 of the 4 agencies asked about Neglect (Police, Schools); no test of "
            "practice is on record for Probation, and the last one for Health found less: ",
        ),
        (
            ("aud-2 not_embedded", "aud-1 embedded Police"),
            "embedded for 1 of the 4 agencies asked about Neglect (Police); the last one for "
            "Health, Probation, Schools found less: ",
        ),
    ],
)
def test_embedded_for_some_says_who_was_tested_and_who_was_not(
    told: tuple[str, ...], said: str
) -> None:
    (gap,) = gaps_of(after(*told))
    assert (gap.code, gap.ref) == ("embedded-for-some", "aud-1")
    assert gap.says.startswith(said)


def test_one_audit_of_two_themes_is_told_once() -> None:
    (row,) = after("aud-1 embedded Police").testings
    other = CheckedTesting("Home visits", row.asked, row.tests)
    (gap,) = gaps_of(Checked(testings=[row, other]))
    assert "about Neglect, Home visits (Police)" in gap.says


def load(open_asks: int, *asked: int) -> tuple[Gap, ...]:
    agencies = [CheckedAgency(f"agency-{n}", f"Agency {n}", many) for n, many in enumerate(asked)]
    return gaps_of(Checked(open_asks=open_asks, agencies=agencies))


def test_an_agency_that_more_than_half_ask_is_told() -> None:
    (gap,) = load(10, 6, 3, 1)
    assert (gap.code, gap.ref) == ("one-agency", "agency-0")
    assert gap.says.startswith("Agency 0 is asked by 6 of the 10 open recommendations, which ask 3")


@pytest.mark.parametrize("asked", [(10, 5, 3, 2), (9, 8, 1, 1), (10, 9, 1), (10, 9, 1, 0)])
def test_a_small_board_and_half_of_the_asks_are_left_alone(asked: tuple[int, ...]) -> None:
    assert load(*asked) == ()
