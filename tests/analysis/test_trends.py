"""Quarters, balance, ages, first tests and shares: worked by hand, and as properties."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis.balance import Balance, Life, Step, arrival_of, balances
from auditrack.analysis.practice import Test
from auditrack.analysis.trends import (
    AGES,
    UNDATED,
    FirstTest,
    ReportedAndTested,
    Share,
    TestedAsk,
    age_of,
    by_quarter,
    first_test_waits,
    first_tests,
    quarters,
    reported_and_tested,
    share_tested,
)
from auditrack.model.dates import interval

AS_AT = date(2026, 11, 20)
YEAR_START = date(2026, 4, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def life(
    published: str | None = "2025-05-01",
    *steps: tuple[str, str],
    entered: str | None = None,
    begins: str = "open",
    ref: str = "a/1",
) -> Life:
    """A recommendation that is what the steps say from their days on."""
    made = [Step(date.min, begins), *(Step(day(on), to, day(on)) for on, to in steps)]
    return Life(ref, interval(published), day(entered) if entered else None, tuple(made))


# Quarters -------------------------------------------------------------------------------------


def test_quarters_of_a_year_from_april():
    found = quarters(AS_AT, YEAR_START, 4)
    assert [(one.name, str(one.since), str(one.until), one.so_far) for one in found] == [
        ("2025/26 Q4", "2026-01-01", "2026-03-31", False),
        ("2026/27 Q1", "2026-04-01", "2026-06-30", False),
        ("2026/27 Q2", "2026-07-01", "2026-09-30", False),
        ("2026/27 Q3", "2026-10-01", "2026-11-20", True),
    ]


@pytest.mark.parametrize(
    ("as_at", "start", "name", "until", "so_far"),
    [
        ("2026-12-31", "2026-04-01", "2026/27 Q3", "2026-12-31", False),
        ("2027-03-31", "2026-04-01", "2026/27 Q4", "2027-03-31", False),
        ("2026-04-01", "2026-04-01", "2026/27 Q1", "2026-04-01", True),
        ("2026-11-20", "2026-01-01", "2026 Q4", "2026-11-20", True),
        ("2026-11-20", "2026-09-01", "2026/27 Q1", "2026-11-20", True),
        ("2099-12-31", "2099-09-01", "2099/00 Q2", "2099-12-31", True),
        ("2026-05-01", "2026-01-31", "2026/27 Q2", "2026-05-01", True),
    ],
)
def test_the_quarter_a_day_lies_in(as_at, start, name, until, so_far):
    (one,) = quarters(day(as_at), day(start), 1)
    assert (one.name, one.until, one.so_far) == (name, day(until), so_far)


@given(
    st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    st.integers(0, 364),
    st.integers(1, 40),
)
def test_quarters_follow_one_another_and_end_on_the_day(start, later, many):
    start = start.replace(day=min(start.day, 28))
    as_at = start + timedelta(days=later)
    found = quarters(as_at, start, many)
    assert len(found) == many
    assert found[-1].since <= as_at == found[-1].until
    for one, following in pairwise(found):
        assert one.until + timedelta(days=1) == following.since
        assert not one.so_far
    assert len({one.name for one in found}) == many


# Balance --------------------------------------------------------------------------------------

PERIODS = [(one.since, one.until) for one in quarters(AS_AT, YEAR_START, 3)]
"""April to June, July to September, October to 20 November 2026."""

OPENED = Balance(1, 0, 0, 0, 1, 0, 0, 0)
NOTHING = Balance(0, 0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (life(), [OPENED] * 3),
        (life(None), [OPENED] * 3),
        (life("2026-08-10"), [NOTHING, Balance(0, 1, 0, 0, 1, 0, 0, 0), OPENED]),
        (life("2027-01-01"), [NOTHING] * 3),
        # On record before its review was out, it is new when it came on record.
        (
            life("2026-08-10", entered="2026-05-01"),
            [Balance(0, 1, 0, 0, 1, 0, 0, 0), OPENED, OPENED],
        ),
        # Until it came on record, late, it does not count.
        (life(entered="2026-08-10"), [NOTHING, Balance(0, 0, 1, 0, 1, 0, 0, 0), OPENED]),
        (life(None, entered="2026-08-10"), [NOTHING, Balance(0, 0, 1, 0, 1, 0, 0, 0), OPENED]),
        (
            life("2026-07-05", entered="2026-08-10"),
            [NOTHING, Balance(0, 1, 0, 0, 1, 0, 0, 0), OPENED],
        ),
        # What came on record after them all counts by its own date.
        (life(entered="2026-12-24"), [OPENED] * 3),
        (
            life("2025-05-01", ("2026-05-02", "closed")),
            [Balance(1, 0, 0, 0, 0, 1, 0, 0), NOTHING, NOTHING],
        ),
        (
            life("2025-05-01", ("2026-05-02", "closed"), ("2026-07-01", "open")),
            [Balance(1, 0, 0, 0, 0, 1, 0, 0), Balance(0, 0, 0, 1, 1, 0, 0, 0), OPENED],
        ),
        (
            life("2025-05-01", ("2026-07-01", "closed"), ("2026-08-01", "open")),
            [OPENED, Balance(1, 0, 0, 1, 1, 1, 0, 0), OPENED],
        ),
        (
            life("2025-05-01", ("2026-06-30", "superseded"), ("2026-07-01", "withdrawn")),
            [Balance(1, 0, 0, 0, 0, 0, 0, 1), NOTHING, NOTHING],
        ),
        # New and done before it was out: it came and went.
        (
            life("2026-08-10", ("2026-01-01", "closed")),
            [NOTHING, Balance(0, 1, 0, 0, 0, 1, 0, 0), NOTHING],
        ),
        # Over before it came on record, it counts nowhere.
        (life("2025-05-01", ("2026-01-01", "closed"), entered="2026-08-10"), [NOTHING] * 3),
        (life("2025-05-01", begins="withdrawn"), [NOTHING] * 3),
    ],
)
def test_one_recommendation_in_three_quarters(one, expected):
    assert list(balances([one], PERIODS)) == expected


_DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))
_STATES = st.sampled_from(["open", "closed", "withdrawn", "superseded"])
_PUBLISHED = st.none() | _DAYS | st.tuples(_DAYS, _DAYS).map(sorted)


@st.composite
def _lives(draw) -> Life:
    published = draw(_PUBLISHED)
    if isinstance(published, list):
        published = f"{published[0]}..{published[1]}"
    steps = [Step(date.min, draw(_STATES))]
    for one in sorted(draw(st.sets(_DAYS, max_size=5))):
        state = draw(_STATES)
        if state != steps[-1].state:
            steps.append(Step(one, state, one))
    when = interval(str(published)) if published else None
    return Life("a/1", when, draw(st.none() | _DAYS), tuple(steps))


_MANY = st.lists(_lives(), max_size=6)


@given(_MANY, st.integers(1, 10), _DAYS)
def test_every_quarter_adds_up_and_opens_where_the_one_before_closed(lives, many, as_at):
    start = date(as_at.year - ((as_at.month, as_at.day) < (4, 1)), 4, 1)
    found = by_quarter(lives, quarters(as_at, start, many))
    for one in found:
        assert one.balance.balances
        assert all(number >= 0 for number in vars(one.balance).values())
        assert sum(one.ages.values()) == one.balance.closing
        assert set(one.ages) == {*(key for key, _, _ in AGES), UNDATED}
    for one, following in pairwise(found):
        assert one.balance.closing == following.balance.opening


@given(_MANY, st.permutations(range(6)))
def test_the_order_of_what_is_counted_does_not_matter(lives, order):
    mixed = [lives[number] for number in order if number < len(lives)]
    several = quarters(AS_AT, YEAR_START, 8)
    assert by_quarter(lives, several) == by_quarter(mixed, several)


@given(_MANY)
def test_the_year_is_the_sum_of_its_quarters(lives):
    several = [(one.since, one.until) for one in quarters(AS_AT, YEAR_START, 3)]
    whole = (several[0][0], several[-1][1])
    assert balances(lives, several)[-1].closing == balances(lives, [whole])[0].closing
    # What came in it is late by its quarter, and may be new by the year.
    ahead = [one for one in lives if arrival_of(one, several).day < whole[0]]
    parts, (year,) = balances(ahead, several), balances(ahead, [whole])
    assert parts[0].opening == year.opening
    for name in ("reopened", "closed", "withdrawn", "superseded"):
        assert sum(vars(one)[name] for one in parts) == vars(year)[name]


@given(_MANY, _DAYS, _DAYS, _STATES)
def test_nothing_that_happens_after_the_day_is_seen(lives, as_at, later, state):
    start = date(as_at.year - ((as_at.month, as_at.day) < (4, 1)), 4, 1)
    later = max(later, as_at + timedelta(days=1))
    followed = [
        Life(one.ref, one.published, one.entered, _followed(one.steps, later, state))
        for one in lives
    ]
    several = quarters(as_at, start, 4)
    assert by_quarter(lives, several) == by_quarter(followed, several)


def _followed(steps: tuple[Step, ...], on: date, state: str) -> tuple[Step, ...]:
    return (*(step for step in steps if step.day < on), Step(on, state, on))


# Ages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "age"),
    [
        ("2026-11-20", "under_3_months"),
        ("2026-08-21", "under_3_months"),
        ("2026-08-20", "3_to_6_months"),
        ("2026-05-21", "3_to_6_months"),
        ("2026-05-20", "6_to_12_months"),
        ("2025-11-21", "6_to_12_months"),
        ("2025-11-20", "1_to_2_years"),
        ("2024-11-21", "1_to_2_years"),
        ("2024-11-20", "over_2_years"),
        ("2024-11", "1_to_2_years"),  # perhaps two years ago, and perhaps not quite
        ("2026", "under_3_months"),
        ("2026-11-21", UNDATED),  # still to come
        (None, UNDATED),
        ("unknown", UNDATED),
    ],
)
def test_the_age_that_is_certain(published, age):
    assert age_of(interval(published), AS_AT) == age


@given(st.lists(_PUBLISHED.filter(lambda one: not isinstance(one, list)), max_size=8), _DAYS)
def test_what_stays_open_only_grows_older(published, first):
    lives = [Life("a/1", interval(str(one)) if one else None, None, (OPEN,)) for one in published]
    rank = {key: place for place, (key, _, _) in enumerate(AGES)} | {UNDATED: -1}
    days = [first + timedelta(days=91 * number) for number in range(6)]
    for one in lives:
        ranks = [rank[age_of(one.published, day)] for day in days]
        assert ranks == sorted(ranks)
    found = by_quarter(lives, quarters(days[-1], days[-1] - timedelta(days=1), 6))
    keys = [key for key, _, _ in AGES]
    for place in range(len(keys)):
        older = [sum(one.ages[key] for key in keys[place:]) for one in found]
        assert older == sorted(older)


OPEN = Step(date.min, "open")


# Tests ----------------------------------------------------------------------------------------


def ask_with(published: str | None, *tests: str, ref: str = "a/1", **also) -> TestedAsk:
    """A recommendation with a test on each day: "2026-05-01 embedded"."""
    made = [one.split() for one in tests]
    return TestedAsk(
        ref,
        interval(published),
        tuple(
            Test(day(on), outcome, "audit", more[0] if more else f"aud-{on}-{outcome}")
            for on, outcome, *more in made
        ),
        **also,
    )


@pytest.mark.parametrize(
    ("asks", "expected"),
    [
        ([], FirstTest(0, 0, 0)),
        ([ask_with("2020-01-01")], FirstTest(0, 1, 0)),
        ([ask_with("2020-01-15", "2020-07-14 partly")], FirstTest(1, 0, 0, 5, 5, 5)),
        ([ask_with("2020-01-15", "2020-07-15 partly")], FirstTest(1, 0, 0, 6, 6, 6)),
        # The first of several, in whatever order they came.
        (
            [ask_with("2020-01-01", "2022-01-01 embedded", "2021-01-01 partly")],
            FirstTest(1, 0, 0, 12, 12, 12),
        ),
        # 2, 5, 12 and 31 months; two never; one whose publication is not dated, one by its year.
        (
            [
                ask_with("2020-01-01", "2020-03-01 embedded"),
                ask_with("2020-01-01", "2020-06-01 embedded"),
                ask_with("2020-01-01", "2021-01-31 embedded"),
                ask_with("2020-01-01", "2022-08-01 embedded"),
                ask_with("2020-01-01"),
                ask_with(None),
                ask_with(None, "2022-08-01 embedded"),
                ask_with("2020", "2022-08-01 embedded"),
            ],
            FirstTest(4, 2, 2, 8.5, 2, 31),
        ),
        # Within the month of its publication no month has passed for certain.
        ([ask_with("2020-01", "2020-01-10 embedded")], FirstTest(1, 0, 0, 0, 0, 0)),
    ],
)
def test_months_to_the_first_test(asks, expected):
    assert first_tests(asks) == expected
    assert first_tests(asks[::-1]) == expected
    waits = first_test_waits(asks)
    assert (waits.never, waits.undated) == (expected.never, expected.undated)
    assert sum(waits.bands) == expected.tested
    assert waits.live == len(asks) and waits.tested == len(asks) - expected.never


@pytest.mark.parametrize(
    ("tested", "band"),
    [
        ("2020-01-01", 0),
        ("2020-06-30", 0),
        ("2020-07-01", 1),
        ("2021-01-01", 2),
        ("2021-12-31", 2),
        ("2022-01-01", 3),
        ("2023-01-01", 4),
        ("2035-01-01", 4),
    ],
)
def test_a_wait_lies_in_the_band_that_it_has_reached(tested, band):
    waits = first_test_waits([ask_with("2020-01-01", f"{tested} embedded")])
    assert [place for place, many in enumerate(waits.bands) if many] == [band]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Share(0, 0), "0 of 0"),
        (Share(3, 4), "3 of 4"),
        (Share(4, 4), "4 of 4"),
        (Share(4, 5), "4 of 5 (80%)"),
        (Share(0, 5), "0 of 5 (0%)"),
        (Share(1, 1000), "1 of 1,000 (1%)"),
        (Share(999, 1000), "999 of 1,000 (99%)"),
        (Share(1000, 1000), "1,000 of 1,000 (100%)"),
        (Share(1, 8), "1 of 8 (13%)"),
    ],
)
def test_a_share_stands_with_what_it_is_out_of(share, said):
    assert str(share) == said


@given(st.integers(5, 5000), st.data())
def test_none_and_all_are_never_rounded_to(of, data):
    number = data.draw(st.integers(0, of))
    percent = Share(number, of).percent
    assert (percent == 100) == (number == of) and (percent == 0) == (number == 0)
    assert abs(percent - 100 * number / of) <= 1


def test_tested_are_counted_of_the_live_and_embedded_of_the_tested():
    found = share_tested(
        [
            ask_with("2020", "2021-01-01 embedded", embedded=True),
            ask_with("2020", "2021-01-01 embedded"),
            ask_with("2020"),
        ]
    )
    assert (found.tested, found.embedded) == (Share(2, 3), Share(1, 2))


# Reported and tested --------------------------------------------------------------------------

DONE = ("2021-01-10", "closed")
FIVE = ("embedded", "partly", "partly", "not_embedded", "not_embedded")


def found_of(*pairs: tuple[TestedAsk, Life], as_at: date = AS_AT) -> ReportedAndTested:
    return reported_and_tested(
        [ask for ask, _ in pairs], {life.ref: life for _, life in pairs}, as_at
    )


def pair(*tests: str, steps: tuple[tuple[str, str], ...] = (DONE,), ref: str = "a/1"):
    return ask_with("2020-01-01", *tests, ref=ref), life("2020-01-01", *steps, ref=ref)


def test_what_tests_found_after_it_was_said_to_be_done():
    tests = [f"2022-0{n}-01 {outcome}" for n, outcome in enumerate(FIVE, 1)]
    assert found_of(pair(*tests)) == ReportedAndTested(1, 1, 0, 5, 1, 2, 2)


@pytest.mark.parametrize("many", range(5))
def test_fewer_than_five_are_not_shown(many):
    tests = [f"2022-0{n}-01 embedded" for n in range(1, many + 1)]
    found = found_of(pair(*tests))
    assert found.tests == many
    assert (found.embedded, found.partly, found.not_embedded) == (None, None, None)
    said = {0: "No tests of it are", 1: "1 test of it is"}.get(many, f"{many} tests of it are")
    assert found.refused == (f"{said} on record: fewer than 5 say nothing that can be shown.")


def test_it_is_for_working_papers_only_and_knows_no_agency():
    found = found_of(pair())
    assert found.working_papers_only
    assert not any("agenc" in name for name in vars(found))


def test_one_test_of_many_recommendations_is_one_test_and_the_worst_that_it_is():
    tests = [f"2022-0{n}-01 embedded aud-{n}" for n in range(1, 6)]
    found = found_of(
        pair(*tests, ref="a/1"),
        pair(*tests[:4], "2022-05-01 partly aud-5", ref="a/2"),
        pair(*tests, ref="a/3"),
    )
    assert (found.said_done, found.tested_since, found.tests) == (3, 3, 5)
    assert (found.embedded, found.partly, found.not_embedded) == (4, 1, 0)


@pytest.mark.parametrize(
    ("steps", "on", "counts"),
    [
        ((), "2022-01-01", False),
        ((DONE,), "2021-01-09", False),
        ((DONE,), "2021-01-10", False),  # the same day: nobody can say which came first
        ((DONE,), "2021-01-11", True),
        ((DONE, ("2021-06-01", "open")), "2021-06-01", True),
        ((DONE, ("2021-06-01", "open")), "2021-06-02", False),
        ((DONE, ("2021-06-01", "open"), ("2022-01-01", "closed")), "2022-01-02", True),
        ((DONE, ("2021-06-01", "open"), ("2022-01-01", "closed")), "2021-12-01", False),
    ],
)
def test_a_test_counts_while_it_was_said_to_be_done(steps, on, counts):
    assert found_of(pair(f"{on} embedded", steps=steps)).tests == counts


def test_a_claim_without_a_date_or_with_a_vague_one_counts_only_where_it_is_certain():
    undated = ask_with("2020-01-01", "2022-01-01 embedded"), life(begins="closed")
    assert found_of(undated) == ReportedAndTested(
        1, 0, 1, 0, refused="No tests of it are on record: fewer than 5 say nothing that can be "
        "shown.",
    )  # fmt: skip
    vague = Life("a/1", None, None, (OPEN, Step(day("2021-01-01"), "closed", day("2021-12-31"))))
    for on, counts in (("2021-06-01", 0), ("2021-12-31", 0), ("2022-01-01", 1)):
        assert found_of((ask_with(None, f"{on} embedded"), vague)).tests == counts


def test_a_claim_after_the_day_is_not_seen():
    ask, closed = pair("2022-01-01 embedded")
    assert found_of((ask, closed), as_at=day("2021-01-09")).said_done == 0
    assert found_of((ask, closed), as_at=day("2021-01-10")).said_done == 1


@given(
    st.lists(
        st.tuples(
            st.lists(st.tuples(_DAYS, st.sampled_from(["embedded", "partly", "not_embedded"]))),
            st.sets(_DAYS, max_size=4),
        ),
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_does_not_matter_and_the_findings_come_to_the_tests(made, mixed):
    pairs = []
    for number, (tests, days) in enumerate(made):
        steps = [
            (str(on), "closed" if place % 2 == 0 else "open")
            for place, on in enumerate(sorted(days))
        ]
        pairs.append(
            pair(*(f"{on} {what}" for on, what in tests), steps=tuple(steps), ref=f"a/{number}")
        )
    found = found_of(*pairs)
    mixed.shuffle(pairs)
    assert found_of(*pairs) == found
    assert found.tested_since <= found.said_done <= len(pairs)
    if found.refused:
        assert found.tests < 5 and found.embedded is None
    else:
        assert found.embedded + found.partly + found.not_embedded == found.tests >= 5
