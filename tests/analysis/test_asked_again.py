"""How often the same was asked, said to be done and tested, in words that the dates allow."""

from itertools import permutations

import pytest

from auditrack.analysis.asked_again import Asking, in_order, months_after_done, summary, times
from auditrack.model.dates import interval


def asking(ref, published=None, done=None, **also):
    return Asking(
        ref,
        also.pop("case", ref),
        published=interval(published),
        said_done=done is not None,
        said_done_on=interval(done) if done else None,
        **also,
    )


NINE_YEARS = (
    asking("a/1", "2006-05-10", "2007-03"),
    asking("b/4", "2011", ""),
    asking("c/2", "2015-04"),
)


@pytest.mark.parametrize("order", list(permutations(NINE_YEARS)))
def test_the_order_of_input_never_matters(order):
    found = in_order(order)
    assert [one.ref for one in found] == ["a/1", "b/4", "c/2"]
    assert summary(found) == "third time in nine years; said done twice; never tested on record"


@pytest.mark.parametrize(
    ("askings", "said"),
    [
        (
            [asking("a/1", "2015"), asking("b/1", "2015-06")],
            "asked twice; never said to be done before; never tested on record",
        ),
        (
            [asking("a/1", "2014-01-01", "2014-06"), asking("b/1", "2014-09-01")],
            "second time in eight months; said done once; never tested on record",
        ),
        (
            [asking("a/1"), asking("b/1", "2014-09-01")],
            "asked twice; never said to be done before; never tested on record",
        ),
        (
            [
                asking("a/1", "2010", tests=1, found="partly embedded"),
                asking("b/1", "2014", tests=2, found="not embedded"),
            ],
            "second time in four years; never said to be done before; "
            "tested three times, last found not embedded",
        ),
        (
            [asking("a/1", "2010", case="a"), asking("a-summary/1", "2011", case="a")],
            "asked in one review; never said to be done before; never tested on record",
        ),
    ],
)
def test_what_the_dates_do_not_settle_is_not_said(askings, said):
    assert summary(in_order(askings)) == said


@pytest.mark.parametrize(
    ("done", "again", "months"),
    [
        ("2012-01-31", "2015-03-15", 37),
        ("2012", "2015-03-15", 26),
        ("2012-01-31", "2012", None),
        ("2016-01", "2015-03-15", None),
        ("", "2015", None),
        (None, "2015", None),
        ("2012", None, None),
    ],
)
def test_months_are_whole_and_certain(done, again, months):
    assert months_after_done(asking("a/1", "2010", done), asking("b/1", again)) == months


def test_numbers_in_words():
    assert [times(n) for n in (0, 1, 2, 3, 12, 13)] == [
        "never",
        "once",
        "twice",
        "three times",
        "twelve times",
        "13 times",
    ]
