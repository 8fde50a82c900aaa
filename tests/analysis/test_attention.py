"""What needs a decision, from values at hand."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.analysis.attention import (
    Closing,
    PromisedTest,
    of_actions,
    of_asks,
    of_closings,
    of_tests,
    of_themes,
)
from auditrack.analysis.axes import ActionFact, AskFact, BoardNumbers, ReplyFact, UpdateFact
from auditrack.analysis.left_open import (
    DECIDED,
    PAUSED,
    PUBLISHABLE,
    RETENTION,
    LookAgain,
    Proceeding,
    ProvisionalReview,
    VacantLead,
    of_days,
    of_leads,
    of_provisional,
)
from auditrack.analysis.need import KINDS, Need, foremost, in_order
from auditrack.analysis.plain_case import theme_of
from auditrack.analysis.position import position
from auditrack.model.dates import interval

AS_OF = date(2026, 6, 1)
NUMBERS = BoardNumbers()
REVIEW = {"id": "A", "published": "2020-01-01", "windows": [], "mentions": [{}]}
ASK = {"id": "A1", "review": "A", "status": "closed", "due": "2020-12-31"}


def test_themes_ask_from_attention_seven_and_re_tests_when_due() -> None:
    cases = {
        "failed": [{"id": "Q1", "date": "2025-01-01", "outcome": "not_embedded"}],
        "stale": [{"id": "Q1", "date": "2023-01-01", "outcome": "embedded"}],
        "fresh": [{"id": "Q1", "date": "2025-12-01", "outcome": "embedded"}],
        "untested": [],
    }
    positions = [
        position(
            theme_of(
                {
                    "as_of": "2026-06-01",
                    "theme": name,
                    "reviews": [REVIEW],
                    "recommendations": [ASK],
                    "audits": audits,
                }
            )
        )
        for name, audits in cases.items()
    ]
    needs = of_themes(positions)
    assert [(need.kind, need.ref, need.attention) for need in needs] == [
        ("theme", "failed", 7),
        ("retest", "stale", 3),
    ]


def test_an_agency_that_has_not_answered_in_time() -> None:
    ask = AskFact(
        "a/1",
        agencies=("csc", "police"),
        replies=(
            ReplyFact("csc", asked_on=interval("2026-04-01")),
            ReplyFact("police", asked_on=interval("2026-05-20")),
        ),
    )
    (need,) = of_asks([ask], AS_OF, NUMBERS)
    assert (need.kind, need.ref, need.whom, need.days) == ("unanswered", "a/1", "csc", 33)
    assert str(need) == "a/1: no reply from csc: the reply was due on 29 April 2026"


def test_actions_that_are_late_or_wait_for_a_second_person() -> None:
    late = ActionFact(
        "act-1",
        lead="head-of-service",
        due=interval("2025-04-17"),
        agreed_due=interval("2026-05-31"),
        times_moved=3,
    )
    waiting = ActionFact("act-2", updates=(UpdateFact(interval("2026-05-04"), "done"),))
    fresh = ActionFact("act-3", updates=(UpdateFact(interval("2026-05-05"), "done"),))
    signed = ActionFact("act-4", updates=(UpdateFact(interval("2025-05-05"), "signed-off"),))
    reported = ActionFact("act-5", as_reported=True, what="Issue guidance")
    needs = of_actions([late, waiting, fresh, signed, reported], AS_OF, NUMBERS)
    assert [(need.kind, need.ref, need.why) for need in needs] == [
        (
            "overdue",
            "act-1",
            "overdue, moved 3 times, 410 days past the original date of 17 April 2025, "
            "1 day past the agreed date",
        ),
        ("unsigned", "act-2", "done and not signed off for 28 days"),
        ("unsigned", "act-5", "done and not signed off and not dated"),
    ]
    assert needs[0].whom == "head-of-service"
    (named,) = of_actions([late], AS_OF, NUMBERS, {"head-of-service": "Head of Service"})
    assert (named.whom, named.record) == ("Head of Service", "action")


def test_a_promised_test_is_due_when_its_last_possible_day_has_passed() -> None:
    tests = [
        PromisedTest("aud-1", "Re-test of neglect", interval("2026-05")),
        PromisedTest("aud-2", "Audit of supervision", interval("2026-06")),
        PromisedTest("aud-3", "Some day", None),
    ]
    (need,) = of_tests(tests, AS_OF)
    assert (need.ref, need.days, need.why) == ("aud-1", 1, "the test was due by May 2026")


def test_a_later_failure_undoes_a_closing_and_goes_first() -> None:
    closings = [
        Closing("a/1", interval("2025-01-01"), "audit aud-9 -", date(2026, 1, 1)),
        Closing("a/2", interval("2025-01-01"), "audit aud-1 -", date(2024, 1, 1)),
        Closing("a/3", interval("2025-01-01")),
    ]
    undone = of_closings(closings)
    assert [(need.ref, need.why) for need in undone] == [
        ("a/1", "closed, and undone by audit aud-9 -")
    ]
    late = of_actions([ActionFact("act-1", due=interval("2020-01-01"))], AS_OF, NUMBERS)
    assert [need.kind for need in in_order([*late, *undone])] == ["closing-undone", "overdue"]


def test_what_has_waited_longest_comes_first_among_equals() -> None:
    actions = [
        ActionFact("act-1", due=interval("2026-05-01")),
        ActionFact("act-2", due=interval("2024-05-01")),
    ]
    needs = in_order(of_actions(actions, AS_OF, NUMBERS))
    assert [need.ref for need in needs] == ["act-2", "act-1"]


LEADS = {
    "longer than the board's days": (("2026-05-03", 2), 29),
    "just as long": (("2026-05-04", 2), None),
    "leading nothing": (("2020-01-01", 0), None),
    "since a month that may have ended too late": (("2026-05", 1), None),
    "since a month that ended in time": (("2026-04", 1), 32),
    "since nobody knows when": (("unknown", 3), None),
    "since a day still to come": (("2026-07-01", 3), None),
}


@pytest.mark.parametrize("name", LEADS)
def test_a_lead_that_leads_actions_and_was_vacant_too_long(name: str) -> None:
    (since, load), days = LEADS[name]
    needs = of_leads([VacantLead("head", "Head", interval(since), load)], AS_OF, NUMBERS)
    assert [need.days for need in needs] == ([days] if days else [])


def test_what_a_vacant_lead_needs_is_said() -> None:
    (need,) = of_leads(
        [VacantLead("head", "Head of Service", interval("2026-03-01"), 1)], AS_OF, NUMBERS
    )
    assert (need.kind, need.ref, need.record) == ("vacant", "head", "lead")
    assert need.why == (
        "nobody has held it since 1 March 2026, for 92 days, and it leads 1 action still to be done"
    )
    assert need.clears == "Naming who holds it, or handing its actions over."


def _over(when: str | None) -> Proceeding:
    return Proceeding("inquest", True, interval(when))


PROVISIONAL = {
    "no day and no proceedings": (None, (), None),
    "proceedings that go on": (None, (Proceeding("inquest"),), None),
    "one of two ended": (None, (_over("2026-01-01"), Proceeding("criminal proceedings")), None),
    "all ended": (None, (_over("2026-05-30"), _over("2026-05-01")), 2),
    "ended, nobody knows when": (None, (_over(None),), 0),
    "the last day itself": ("2026-06-01", (), None),
    "its day passed": ("2026-05-31", (), 1),
    "its month not over": ("2026-06", (), None),
    "its day passed, proceedings going on": ("2026-05-31", (Proceeding("inquest"),), 1),
    "both": ("2026-05-31", (_over("2026-05-22"),), 10),
}


@pytest.mark.parametrize("name", PROVISIONAL)
def test_a_provisional_review_whose_wait_is_over(name: str) -> None:
    until, proceedings, days = PROVISIONAL[name]
    review = ProvisionalReview("a", "Child A", interval(until), proceedings)
    needs = of_provisional([review], AS_OF)
    assert [need.days for need in needs] == ([] if days is None else [days])


def test_a_provisional_review_says_what_it_waited_for() -> None:
    review = ProvisionalReview(
        "a", "Child A", interval("2026-05-31"), (_over("2026-05-22"), _over(None))
    )
    (need,) = of_provisional([review], AS_OF)
    assert str(need) == (
        "Child A: still provisional: all its proceedings on record have ended (inquest, "
        "22 May 2026; inquest, on a day not known), and it was provisional until 31 May 2026"
    )
    assert need.clears == "Making it active, or another date with its reason."


DAYS = {
    "decided, on the day": (DECIDED, "2026-06-01", 0),
    "decided, the day before": (DECIDED, "2026-06-02", None),
    "decided, a month not over": (DECIDED, "2026-06", None),
    "decided, long ago": (DECIDED, "2025-06-01", 365),
    "paused until today": (PAUSED, "2026-06-01", None),
    "paused until yesterday": (PAUSED, "2026-05-31", 1),
    "publishable after today": (PUBLISHABLE, "2026-06-01", None),
    "publishable after yesterday": (PUBLISHABLE, "2026-05-31", 1),
    "retention from today": (RETENTION, "2026-06-01", 0),
    "retention from this month": (RETENTION, "2026-06", 0),
    "retention from tomorrow": (RETENTION, "2026-06-02", None),
}


@pytest.mark.parametrize("name", DAYS)
def test_a_day_set_for_looking_again_has_come(name: str) -> None:
    set_by, day, days = DAYS[name]
    when = interval(day)
    assert when is not None
    needs = of_days([LookAgain("a/1", "recommendation", "a/1: Do it", when, set_by)], AS_OF)
    assert [need.days for need in needs] == ([] if days is None else [days])


def test_a_day_says_who_set_it_and_what_for() -> None:
    day = interval("2026-05-01")
    assert day is not None
    one, other = of_days(
        [
            LookAgain("a/1", "recommendation", "a/1: Do it", day, reason="To see two more audits"),
            LookAgain("act-1", "action", "act-1: Do it", day, PAUSED, "Head of Service"),
        ],
        AS_OF,
    )
    assert one.why == "kept under review until 1 May 2026: To see two more audits"
    assert (one.whom, one.record) == ("the board", "recommendation")
    assert other.why == "paused until 1 May 2026, which has passed"
    assert other.whom == "Head of Service"


def test_a_need_in_short_names_the_record_and_says_why() -> None:
    theme = Need("theme", "neglect", "Neglect", "Long. Long.", "", label="Repeated and not done")
    assert (theme.named, theme.because) == ("Neglect", "repeated and not done")
    late = Need("overdue", "act-1", "act-1: Train everybody", "overdue, 3 days", "")
    assert (late.named, late.because) == ("act-1", "overdue, 3 days")


_NEEDS = st.lists(
    st.builds(
        Need,
        kind=st.sampled_from(KINDS),
        ref=st.sampled_from(("act-1", "a/1", "a/2", "neglect")),
        what=st.sampled_from(("One", "Two")),
        why=st.sampled_from(("late", "later")),
        clears=st.just("Doing it."),
        whom=st.sampled_from(("the board", "the chair")),
        attention=st.none() | st.integers(1, 10),
        days=st.integers(0, 3),
    ),
    max_size=12,
)


@given(_NEEDS, st.randoms(use_true_random=False))
def test_the_order_is_that_of_a_meeting_whatever_the_order_they_came_in(
    needs: list[Need], shuffler: random.Random
) -> None:
    ordered = in_order(needs)
    shuffled = list(needs)
    shuffler.shuffle(shuffled)
    assert in_order(shuffled) == ordered
    assert foremost(shuffled) == (len(needs), ordered[0] if ordered else None)
    kinds = [KINDS.index(need.kind) for need in ordered]
    assert kinds == sorted(kinds)
    for one, after in pairwise(ordered):
        if one.kind == after.kind:
            assert (-(one.attention or 0), -one.days) <= (-(after.attention or 0), -after.days)


@given(st.integers(0, 400), st.integers(0, 400))
def test_what_has_come_once_does_not_go_by_waiting(day: int, more: int) -> None:
    when = interval((AS_OF - timedelta(days=day)).isoformat())
    assert when is not None
    review = ProvisionalReview("a", "A", when)
    lead = VacantLead("head", "Head", when, 1)
    for set_by in (DECIDED, PAUSED, PUBLISHABLE, RETENTION):
        again = [LookAgain("a", "review", "A", when, set_by)]
        now = [of_days(again, AS_OF), of_provisional([review], AS_OF)]
        now.append(of_leads([lead], AS_OF, NUMBERS))
        later = AS_OF + timedelta(days=more)
        then = [of_days(again, later), of_provisional([review], later)]
        then.append(of_leads([lead], later, NUMBERS))
        for before, after in zip(now, then, strict=True):
            assert len(after) >= len(before)
            if before:
                assert after[0].days == before[0].days + more
