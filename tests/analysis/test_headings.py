"""Which headings a board's yearly report has: one set of each series, or a sentence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis.heading_series import ended, gaps, overlaps, series_of
from auditrack.analysis.headings import chosen, named_set, serving
from auditrack.model.change import RefusedError
from auditrack.model.heading_set import Heading, HeadingSet
from auditrack.model.heading_sets import shipped

ONE = (Heading(text="What was done", author=True),)


def a_set(ref, start=None, end=None, nation="scotland", scope="children", headings=ONE):
    return HeadingSet(
        ref=ref, nation=nation, scope=scope, edition=f"Edition {ref}", source="guidance",
        in_force_from=start, in_force_to=end, headings=headings,
    )  # fmt: skip


def refusal_of(sets, nation, scope, since, until, named=()):
    with pytest.raises(RefusedError) as raised:
        chosen(ended(sets), nation, scope, since, until, named)
    refusal = raised.value.refusal
    assert refusal.message.endswith(".") and refusal.todo
    return refusal


# What comes with auditrack ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "nation, scope, since, until, refs",
    [
        ("england", "children", "2018-04-01", "2019-03-31", ["working-together-2018"]),
        ("england", "children", "2022-04-01", "2023-03-31", ["working-together-2018"]),
        ("england", "children", "2023-12-01", "2023-12-14", ["working-together-2018"]),
        ("england", "children", "2023-12-14", "2023-12-15", ["working-together-2023"]),
        ("england", "children", "2023-04-01", "2024-03-31", ["working-together-2023"]),
        ("england", "children", "2025-04-01", "2026-03-18", ["working-together-2023"]),
        ("england", "children", "2025-04-01", "2026-03-31", ["working-together-2026"]),
        ("england", "children", "2098-04-01", "2099-03-31", ["working-together-2026"]),
        ("england", "adults", "2014-04-01", "2015-04-01", ["care-act-2014"]),
        ("england", "adults", "2026-04-01", "2027-03-31", ["care-act-2014"]),
        ("england", "both", "2024-04-01", "2025-03-31",
         ["working-together-2023", "care-act-2014"]),
        ("wales", "children", "2025-04-01", "2026-03-31", ["wales-2016"]),
        ("wales", "adults", "2025-04-01", "2026-03-31", ["wales-2016"]),
        ("wales", "both", "2025-04-01", "2026-03-31", ["wales-2016"]),
        ("wales", "both", "2016-04-06", "2016-04-06", ["wales-2016"]),
    ],
)  # fmt: skip
def test_the_newest_in_force_on_the_last_day(nation, scope, since, until, refs):
    found = chosen(shipped(), nation, scope, since, until)
    assert [one.ref for one in found] == refs
    days = date.fromisoformat(since), date.fromisoformat(until)
    assert chosen(shipped(), nation, scope, *days) == found


@pytest.mark.parametrize(
    "nation, scope, until, code, said",
    [
        ("england", "children", "2018-07-03", "heading-gap", "begins on 4 July 2018"),
        ("england", "both", "2017-03-31", "heading-gap", "children in England"),
        ("england", "adults", "2015-03-31", "heading-gap", "begins on 1 April 2015"),
        ("wales", "adults", "2016-03-31", "heading-gap", "begins on 6 April 2016"),
        ("scotland", "children", "2026-03-31", "no-heading-set", "children in Scotland"),
        ("northern-ireland", "both", "2026-03-31", "no-heading-set", "Northern Ireland"),
        ("", "children", "2026-03-31", "no-heading-set", "no heading set"),
    ],
)
def test_a_period_that_nothing_covers_is_a_sentence(nation, scope, until, code, said):
    refusal = refusal_of(shipped(), nation, scope, "2014-04-01", until)
    assert refusal.code == code and said in refusal.message
    assert "headings add" in refusal.todo and "--headings" in refusal.todo


def test_a_board_of_scotland_may_name_any_set():
    found = chosen(shipped(), "scotland", "both", "2025-04-01", "2026-03-31", ["wales-2016"])
    assert [one.ref for one in found] == ["wales-2016"]


@pytest.mark.parametrize(
    "typed, ref",
    [
        ("care-act-2014", "care-act-2014"),
        ("Care Act 2014", "care-act-2014"),
        (" WORKING TOGETHER 2023 ", "working-together-2023"),
        ("care", "care-act-2014"),
        ("wales", "wales-2016"),
        ("working-together-2026", "working-together-2026"),
    ],
)
def test_a_set_by_its_reference_its_edition_or_a_start(typed, ref):
    assert named_set(shipped(), typed).ref == ref


@pytest.mark.parametrize(
    "typed, code",
    [
        ("working-together", "ambiguous-reference"),
        ("working-together-2020", "unknown-heading-set"),
        ("", "unknown-heading-set"),
        ("…", "unknown-heading-set"),
        ("\x1b[31m" * 500, "unknown-heading-set"),
    ],
)
def test_a_name_that_means_none_or_several(typed, code):
    refusal = refusal_of(shipped(), "england", "adults", "2025-04-01", "2026-03-31", [typed])
    assert refusal.code == code and "\x1b" not in str(refusal) and len(refusal.message) < 200


def test_named_sets_stand_in_the_order_of_their_names_and_once():
    found = chosen(
        shipped(), "england", "adults", "2025-04-01", "2026-03-31",
        ["wales", "care-act-2014", "Wales, Safeguarding Boards Regulations 2015"],
    )  # fmt: skip
    assert [one.ref for one in found] == ["wales-2016", "care-act-2014"]


# Refusals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "since, until, code",
    [
        ("2026-03-31", "2025-04-01", "backward-period"),
        (date(2026, 3, 31), date(2025, 4, 1), "backward-period"),
        ("2025", "2026-03-31", "bad-date"),
        ("2025-04-01", "2026-02-30", "bad-date"),
        ("2025-04-01", "", "bad-date"),
        ("2025-04-01", "unknown", "bad-date"),
        ("2025-04-01", "2026-03-01..2026-03-31", "bad-date"),
    ],
)
@pytest.mark.parametrize("named", [(), ("care-act-2014",)])
def test_a_period_that_is_none(since, until, code, named):
    assert refusal_of(shipped(), "england", "adults", since, until, named).code == code


@pytest.mark.parametrize(
    "sets, code, said",
    [
        ([a_set("a", "2018-01-01", "2019-12-31"), a_set("b", "2020-01-02")],
         "heading-gap", "on 1 January 2020: Edition a (a) has ended and Edition b (b)"),
        ([a_set("a", "2018-01-01", "2020-01-01"), a_set("b", "2020-01-01")],
         "heading-overlap", "on 1 January 2020: Edition a (a) and Edition b (b)"),
        ([a_set("a", "2018-01-01"), a_set("b", "2018-01-01")],
         "heading-overlap", "from 1 January 2018 on: Edition a (a) and Edition b (b)"),
        ([a_set("a", "2018-01-01", "2030-12-31"), a_set("b", "2019-01-01", "2019-06-30")],
         "heading-overlap", "from 1 January 2019 to 30 June 2019"),
        ([a_set("a"), a_set("b", None, "2030-01-01")], "heading-overlap", "Edition a (a)"),
        ([a_set("a", "2018-01-01", "2019-12-31")], "heading-gap", "ended on 31 December 2019"),
        ([a_set("a", "2018", None)], "bad-date", '"2018" of the heading set Edition a (a)'),
        ([a_set("a", "2018-01-01", "soon")], "bad-date", '"soon"'),
        ([a_set("a", "2019-01-01", "2018-01-01")], "backward-period", "ends before it begins"),
        ([a_set("a", "2018-01-01", headings=())], "heading-set-empty", "has no headings"),
    ],
)  # fmt: skip
def test_what_no_report_can_follow_is_refused_and_named(sets, code, said):
    refusal = refusal_of(sets, "scotland", "children", "2025-04-01", "2026-03-31")
    assert refusal.code == code and said in refusal.message, refusal.message


def test_a_set_without_headings_is_refused_by_name_too():
    sets = [*shipped(), a_set("hds-1", headings=())]
    refusal = refusal_of(sets, "england", "adults", "2025-04-01", "2026-03-31", ["hds-1"])
    assert (refusal.code, refusal.ref) == ("heading-set-empty", "hds-1")


@pytest.mark.parametrize(
    "wrong",
    [a_set("bad", "soon"), a_set("bad", "2018-01-01", "2017-01-01"), a_set("bad", headings=())],
)
def test_what_is_wrong_with_another_nations_set_stops_nobody(wrong):
    sets = ended([*shipped(), wrong])
    found = chosen(sets, "england", "adults", "2025-04-01", "2026-03-31")
    assert [one.ref for one in found] == ["care-act-2014"]
    named = chosen(sets, "scotland", "children", "2025-04-01", "2026-03-31", ["care-act-2014"])
    assert [one.ref for one in named] == ["care-act-2014"]


def test_an_open_set_ends_on_the_day_before_the_next_and_is_open_again_without_it():
    later = a_set("hds-1", "2028-04-01", None, "england", "children")
    by_ref = {one.ref: one for one in ended([*shipped(), later])}
    assert by_ref["working-together-2026"].in_force_to == "2028-03-31"
    assert by_ref["hds-1"].in_force_to is None
    assert by_ref["care-act-2014"].in_force_to is None
    assert ended(shipped()) == shipped()


# Whatever the sets ------------------------------------------------------------------------------

DAYS = st.integers(0, 400).map(lambda n: date(2020, 1, 1) + timedelta(days=n))
BOARDS = st.sampled_from(["children", "adults", "both"])


@st.composite
def sets_of_any_kind(draw):
    return [
        a_set(
            f"s{number}",
            draw(st.none() | DAYS.map(date.isoformat)),
            draw(st.none() | DAYS.map(date.isoformat)),
            draw(st.sampled_from(["england", "wales"])),
            draw(BOARDS),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


@st.composite
def sets_in_order(draw):
    """Series in which each set begins on the day after the one before ends."""
    found = []
    for nation in ("england", "wales"):
        for scope in ("children", "adults", "both"):
            starts = sorted(draw(st.sets(DAYS, max_size=4)))
            for number, start in enumerate(starts):
                nexts = starts[number + 1 :]
                end = nexts[0] - timedelta(days=1) if nexts and draw(st.booleans()) else None
                found.append(
                    a_set(
                        f"{nation}-{scope}-{number}",
                        None if number == 0 and draw(st.booleans()) else start.isoformat(),
                        end and end.isoformat(),
                        nation,
                        scope,
                    )
                )
    return found


def in_force(one, day):
    return (one.in_force_from or "0") <= day.isoformat() <= (one.in_force_to or "9")


@given(sets_of_any_kind(), BOARDS, DAYS, DAYS)
def test_any_period_gets_one_set_of_each_series_or_a_sentence(sets, scope, since, until):
    sets = ended(sets)
    own = serving(sets, "england", scope)
    try:
        found = chosen(sets, "england", scope, since, until)
    except RefusedError as refused:
        assert refused.refusal.code in {
            "backward-period", "no-heading-set", "heading-gap", "heading-overlap",
        }  # fmt: skip
        assert refused.refusal.message.endswith(".")
        return
    assert since <= until
    assert sorted(map(series_of, found)) == sorted({series_of(one) for one in own})
    for one in found:
        (alone,) = [
            other for other in own
            if series_of(other) == series_of(one) and in_force(other, until)
        ]  # fmt: skip
        assert alone == one
    assert not gaps(own) and not overlaps(own)


@given(sets_of_any_kind(), BOARDS, DAYS)
def test_a_gap_or_an_overlap_is_always_refused(sets, scope, day):
    sets = ended(sets)
    own = serving(sets, "england", scope)
    if gaps(own) or overlaps(own):
        assert refusal_of(sets, "england", scope, day, day).code in {
            "heading-gap", "heading-overlap", "backward-period",
        }  # fmt: skip


@given(sets_of_any_kind())
def test_gaps_and_overlaps_are_those_that_counting_days_finds(sets):
    sets = [one for one in ended(sets) if (one.in_force_from or "0") <= (one.in_force_to or "9")]
    span = [date(2019, 12, 31) + timedelta(days=n) for n in range(403)]
    for series in {series_of(one) for one in sets}:
        own = [one for one in sets if series_of(one) == series]
        counts = [sum(in_force(one, day) for one in own) for day in span]
        assert bool(overlaps(own)) == any(count > 1 for count in counts)
        covered = [n for n, count in enumerate(counts) if count]
        between = counts[covered[0] : covered[-1] + 1] if covered else []
        assert bool(gaps(own)) == (0 in between)


@given(sets_in_order(), BOARDS, DAYS)
def test_series_that_meet_cover_every_day_from_their_first_on(sets, scope, day):
    sets = ended(sets)
    assert not gaps(sets) and not overlaps(sets)
    own = serving(sets, "england", scope)
    begun = {series_of(one) for one in own if (one.in_force_from or "0") <= day.isoformat()}
    if own and begun == {series_of(one) for one in own}:
        assert len(chosen(sets, "england", scope, day, day)) == len(begun)
    else:
        refusal_of(sets, "england", scope, day, day)
