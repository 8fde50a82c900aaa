"""What needs a decision, from values at hand."""

from datetime import date

from auditrack.analysis.attention import (
    Closing,
    PromisedTest,
    in_order,
    of_actions,
    of_asks,
    of_closings,
    of_tests,
    of_themes,
)
from auditrack.analysis.axes import ActionFact, AskFact, BoardNumbers, ReplyFact, UpdateFact
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
