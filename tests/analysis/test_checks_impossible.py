"""Checks of what cannot be: circles, backward periods, dates that are none, figures that differ."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis.balance import Balance
from auditrack.analysis.checks import CHECKS, gaps_of
from auditrack.analysis.checks.impossible import circles
from auditrack.analysis.checks.rows import (
    Checked,
    CheckedBalance,
    CheckedContradiction,
    CheckedDate,
    CheckedNext,
    CheckedPeriod,
    CheckedPointer,
    CheckedUnfit,
    Gap,
)
from auditrack.model.dates import interval


def the_one(checked: Checked) -> Gap:
    (gap,) = gaps_of(checked)
    return gap


@pytest.mark.parametrize(
    ("kind", "steps", "said"),
    [
        ("theme", "aa", "is merged into itself, so each stands alone; "),
        ("agency", "ab ba", "is followed by b, and b is followed by a again, so each keeps "),
        ("ask", "ab bc ca", "goes on in b, b in turn goes on in c, and c goes on in a again, "),
        ("review", "ab ba", "is superseded by b, and b is superseded by a again, so each keeps "),
        ("parent", "aa", "has above it itself, and no theme stands above itself; "),
        ("link", "aa", "is linked to itself, and no record stands beside itself; "),
    ],
)
def test_a_circle_is_told_once_with_the_way_round(kind: str, steps: str, said: str) -> None:
    rows = [CheckedNext(kind, step[0], step[1]) for step in steps.split()]
    gap = the_one(Checked(nexts=rows))
    assert (gap.code, gap.ref) == ("circle", "a")
    assert gap.says.startswith(said)
    assert "would clear it" in gap.says


def test_what_leads_into_a_circle_and_out_of_it_is_in_none() -> None:
    graph = {"z": ["a"], "a": ["b"], "b": ["a", "y"], "y": ["x"], "k": ["k"]}
    assert circles(graph) == [("a", "b"), ("k",)]


def test_circles_of_different_kinds_are_no_circle_together() -> None:
    rows = [CheckedNext("theme", "a", "b"), CheckedNext("parent", "b", "a")]
    assert gaps_of(Checked(nexts=rows)) == ()


GRAPHS = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=4), max_size=6
)


@given(GRAPHS)
def test_every_knot_is_found_once_and_every_way_round_leads_back(
    graph: dict[str, list[str]],
) -> None:
    reached = {one: set(graph.get(one, ())) for one in "abcdef"}
    for _ in "abcdef":
        reached = {
            one: there | {further for step in there for further in reached[step]}
            for one, there in reached.items()
        }
    knots = {
        frozenset(other for other in "abcdef" if other in reached[one] and one in reached[other])
        for one in "abcdef"
        if one in reached[one]
    }
    found = circles(graph)
    assert len(found) == len(knots)
    for path in found:
        assert sum(set(path) <= knot for knot in knots) == 1
        for here, following in zip(path, (*path[1:], path[0]), strict=True):
            assert following in graph[here]


def test_a_long_chain_is_walked_once() -> None:
    chain = {str(one): [str(one + 1)] for one in range(50_000)}
    assert circles(chain) == []
    assert len(circles(chain | {"50000": ["0"]})[0]) == 50_001


def period(start: str, end: str) -> CheckedPeriod:
    first, last = interval(start), interval(end)
    assert first and last
    return CheckedPeriod("win-1", "the practice it examined", first, last)


def test_a_period_that_ends_before_it_starts_is_told_with_both_dates() -> None:
    gap = the_one(Checked(periods=[period("2015-03", "2013")]))
    assert (gap.code, gap.ref) == ("backwards", "win-1")
    assert gap.says.startswith(
        "the practice it examined runs from March 2015 to 2013, backwards, so it counts as not "
        "known; "
    )


@pytest.mark.parametrize("ends", [("2013", "2013"), ("2013-06", "2013"), ("2012", "2015")])
def test_a_period_that_may_run_forwards_is_left_alone(ends: tuple[str, str]) -> None:
    assert gaps_of(Checked(periods=[period(*ends)])) == ()


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("soon", "unreadable-date", '"soon"'),
        ("2015-02-30", "unreadable-date", '"2015-02-30"'),
        (2015, "unreadable-date", '"2015"'),
        (True, "unreadable-date", '"True"'),
        (("2015",), "unreadable-date", "('2015',)"),
        ("2015..2013", "backwards", '"2015..2013"'),
        ("x\x1b[31m" + "y" * 90, "unreadable-date", "y…"),
        ("2015-03..2016", None, ""),
        ("unknown", None, ""),
    ],
)
def test_a_date_that_is_none_is_quoted(value: Any, code: str | None, shown: str) -> None:
    gaps = gaps_of(Checked(dates=[CheckedDate("act-1", "its due date", value)]))
    assert [gap.code for gap in gaps] == ([code] if code else [])
    for gap in gaps:
        assert gap.says.startswith("its due date, ") and shown in gap.says
        assert "counts as not known" in gap.says and "\x1b" not in gap.says
        assert len(gap.says) < 200


def test_a_record_that_names_none_on_record_or_serves_none() -> None:
    checked = Checked(
        pointers=[CheckedPointer("upd-1", "its action", "act-9")], serving_nothing=["act-1"]
    )
    assert [str(gap).split(";")[0] for gap in gaps_of(checked)] == [
        'upd-1: its action, "act-9", is not on record',
        "act-1: serves no record, so it counts for nothing",
    ]


def test_a_record_that_cannot_be_read() -> None:
    gap = the_one(Checked(unfit=[CheckedUnfit("child-a/1", "its text is missing")]))
    assert str(gap).startswith("child-a/1: its text is missing, so it is left out of every list")


def test_two_asks_that_contradict_each_other() -> None:
    gap = the_one(Checked(contradictions=[CheckedContradiction("a/1", "b/2")]))
    assert str(gap).startswith("a/1: was said to contradict b/2, and both stand: which of them ")


ADDS_UP = {"opening": 3, "new": 4, "entered_late": 1, "reopened": 1, "closing": 5} | {
    "closed": 2,
    "withdrawn": 1,
    "superseded": 1,
}


@pytest.mark.parametrize(
    ("changed", "listed", "said"),
    [
        ({}, 5, ()),
        ({"closed": 1}, 5, ("3 at the start, 4 new, 1 entered late and 1 re-opened are not as many "
                            "as 5 at the end, 1 closed, 1 withdrawn and 1 superseded",)),
        ({}, 4, ("5 open recommendations are counted at the end, and the list shows 4",)),
        ({"closing": 6}, 5, ("are not as many as 6 at the end", "and the list shows 5")),
    ],
)  # fmt: skip
def test_figures_that_do_not_balance_are_told(
    changed: dict[str, int], listed: int, said: tuple[str, ...]
) -> None:
    figures = Balance(**ADDS_UP | changed)
    row = CheckedBalance("board", date(2026, 4, 1), date(2026, 11, 20), figures, listed)
    gaps = gaps_of(Checked(balance=row))
    assert [gap.code for gap in gaps] == ["does-not-balance"] * len(said)
    for gap, part in zip(gaps, said, strict=True):
        assert gap.says.startswith("of 1 April 2026 to 20 November 2026 ") and part in gap.says


def test_what_cannot_be_is_told_before_what_is_missing() -> None:
    names = [check.__name__ for check in CHECKS]
    assert names.index("does_not_balance") < names.index("evidence_older")
    assert names.index("one_agency") < names.index("review_without_publication")
