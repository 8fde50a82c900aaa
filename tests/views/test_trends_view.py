"""The trends from records: as the register's own lists have it, and blind to what came later."""

import json
from datetime import date
from itertools import pairwise

import pytest

from auditrack.commands.board import ChangeSettings
from auditrack.commands.link import LinkRecommendations
from auditrack.commands.recommendation import WithdrawRecommendation
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import EditReview, WithdrawReview
from auditrack.views.balance import balance_of
from auditrack.views.facts import Facts
from auditrack.views.milestones import milestones_in_words
from auditrack.views.page import Page
from auditrack.views.page_trends import trends_page
from auditrack.views.rows import RowList
from auditrack.views.trends import Trends, trends

EMBEDDED = ("embedded", "sustained", "re-test-due")


def _at(board, day: str | None = None, many: int = 8) -> Trends:
    return trends(board.records, date.fromisoformat(day) if day else board.today, many)


@pytest.fixture
def lives(board):
    """Nine recommendations of two reviews: done, taken back, closed, declined, late, withdrawn."""
    board.review("child-a", "2024-05-01", on="2024-05-02", practice=("2022..2023",))
    board.review("child-b", "2026-02-01", on="2026-02-02", practice=("2025-01..2025-06",))
    themes = {"1": "neglect"}
    asks = [
        board.rec("child-a", "Police", label=n, on="2024-05-02", theme=themes.get(n, ""))
        for n in "123456"
    ]
    asks += [
        board.rec("child-b", "Police", "Health", label=n, on="2026-02-02", theme=themes.get(n, ""))
        for n in "12"
    ]
    actions = [board.action(ask) for ask in asks[:3]]
    board.done(actions[0], "2025-01-15")
    board.done(actions[1], "2025-02-15")
    board.update(actions[1], "in-progress", "2025-08-01")
    board.done(actions[1], "2026-06-01")
    board.close(asks[3], "2025-03-01")
    board.audit(asks[0], asks[3], on="2025-09-01", agencies=("Police",))
    board.audit(asks[1], on="2026-07-01", outcome="not-embedded")
    board.reopen(asks[3], "2026-07-02")
    board.made(ReplyToRecommendation(asks[4], "Police", "declined", reason="No."), "2025-06-01")
    board.made(LinkRecommendations(asks[7], asks[5], "supersedes"), "2026-03-01")
    board.rec("child-a", "Police", label="9", on="2026-08-01", theme="")
    board.made(WithdrawRecommendation(asks[2], why="Entered twice."), "2026-09-15")
    return board


DAYS = ("2024-04-30", "2024-05-01", "2025-03-31", "2026-02-15", "2026-07-02", "2026-11-20")


@pytest.mark.parametrize("day", DAYS)
def test_as_the_lists_of_the_register_have_it(lives, day):
    found = _at(lives, day)
    rows = list(RowList(lives.records, date.fromisoformat(day)).rows())
    assert found.quarters[-1].balance.closing == sum(row.open for row in rows)
    assert all(row.ask.is_tested == bool(row.ask.practice.tested.tests) for row in rows)
    live = [row for row in rows if any(one.is_live for one in row.ask.rows)]
    tested = [
        row for row in live if any(test.kind != "review" for test in row.ask.practice.tested.tests)
    ]
    assert (found.tested.tested.number, found.tested.tested.of) == (len(tested), len(live))
    embedded = sum(row.ask.practice.state in EMBEDDED for row in live)
    assert (found.tested.embedded.number, found.tested.embedded.of) == (embedded, len(tested))
    assert found.first_test.never == len(live) - len(tested)
    assert found.first_test.tested + found.first_test.undated == len(tested)


@pytest.mark.parametrize("day", DAYS)
def test_each_quarter_adds_up_opens_where_the_one_before_closed_and_ages_come_to_it(lives, day):
    found = _at(lives, day, 12).quarters
    for one in found:
        assert one.balance.balances
        assert sum(one.ages.values()) == one.balance.closing
    for one, following in pairwise(found):
        assert one.balance.closing == following.balance.opening
    last = found[-1].quarter
    facts = Facts(lives.records, date.fromisoformat(day))
    assert found[-1].balance == balance_of(facts, last.since, last.until)


def test_what_the_quarters_say(lives):
    found = {one.quarter.name: one.balance for one in _at(lives).quarters}
    told = {
        name: (one.opening, one.new, one.entered_late, one.reopened, one.closing)
        for name, one in found.items()
    }
    gone = {name: (one.closed, one.withdrawn, one.superseded) for name, one in found.items()}
    assert told == {
        "2024/25 Q4": (6, 0, 0, 0, 3),
        "2025/26 Q1": (3, 0, 0, 0, 2),
        "2025/26 Q2": (2, 0, 0, 1, 3),
        "2025/26 Q3": (3, 0, 0, 0, 3),
        "2025/26 Q4": (3, 2, 0, 0, 4),
        "2026/27 Q1": (4, 0, 0, 0, 3),
        "2026/27 Q2": (3, 0, 1, 1, 4),
        "2026/27 Q3": (4, 0, 0, 0, 4),
    }
    assert gone["2024/25 Q4"] == (3, 0, 0)
    assert gone["2025/26 Q1"] == (0, 0, 1)
    assert gone["2025/26 Q4"] == (0, 0, 1)
    assert gone["2026/27 Q1"] == (1, 0, 0)
    assert gone["2026/27 Q2"] == (0, 1, 0)


def test_the_boards_own_year_and_as_many_quarters_as_are_asked_for(lives):
    lives.made(ChangeSettings((("year_start", "1 January"),)))
    assert [one.quarter.name for one in _at(lives, many=2).quarters] == ["2026 Q3", "2026 Q4"]


def test_no_later_fact_is_seen(lives):
    """Each day is judged before and after all that came later is entered, dated as it was."""
    board = lives
    before = {day: _at(board, day) for day in DAYS}
    board.today = date(2026, 12, 31)
    ref = board.rec("child-a", "Police", label="late", on="2026-12-01", theme="")
    board.done(board.action(ref), "2026-12-02")
    board.close("child-a/1", "2026-12-03")
    board.audit("child-a/1", on="2026-12-04", outcome="not-embedded")
    board.made(WithdrawReview("child-b", why="Not ours."), "2026-12-05")
    board.made(EditReview("child-a", concluded="2026-12-06", arranged="2026-12-06"))
    later = board.review("child-c", "2026-12-07", on="2026-12-07")
    board.rec(later, on="2026-12-07")
    for day, trend in before.items():
        # By its own date what was entered since counts from the publication of its review.
        now = _at(board, day)
        seen = 0 if day < "2024-05-01" else 1
        assert now.quarters[-1].balance.closing == trend.quarters[-1].balance.closing + seen
        assert now.first_test.tested == trend.first_test.tested
        assert now.tested.embedded == trend.tested.embedded
        assert now.reported.tests == trend.reported.tests
        assert now.reported.said_done == trend.reported.said_done
        assert now.reviews == trend.reviews


def test_months_from_publication_to_the_first_test(lives):
    found = _at(lives).first_test
    # Published on 1 May 2024; two were tested on 1 September 2025, one on 1 July 2026.
    assert (found.tested, found.median, found.least, found.most) == (3, 16, 16, 26)
    assert (found.never, found.undated) == (3, 0)


def test_said_to_be_done_and_tested_while_it_was(lives):
    found = _at(lives).reported
    assert (found.said_done, found.tested_since, found.tests) == (3, 3, 2)
    assert found.refused.startswith("2 tests of it are on record: fewer than 5 ")
    assert found.working_papers_only
    for number, outcome in enumerate(("partly", "embedded", "not-embedded"), 1):
        lives.audit("child-a/1", on=f"2026-08-0{number}", outcome=outcome)
    found = _at(lives).reported
    assert (found.tests, found.embedded, found.partly, found.not_embedded) == (5, 2, 1, 2)
    assert not found.refused


def test_a_review_that_raises_it_again_is_no_test_made_and_never_embedded(board):
    board.review("child-a", "2015-06-01", practice=("2012..2013",))
    ref = board.rec("child-a", "Police", due="2015-12-31", on="2015-06-02")
    board.audit(ref, on="2017-03-01")
    assert str(_at(board).tested.embedded) == "1 of 1"
    board.review("child-b", "2020-06-01", practice=("2018",))
    board.rec("child-b", "Police")
    found = _at(board).tested
    # Themes are tested by the audits of their recommendations, so both count as tested or not.
    assert board.ask(ref).practice.state == "lapsed"
    assert found.embedded.number == 0
    assert found.tested.number == 1


def test_milestones_of_reviews_with_days_late_and_the_reason(board):
    board.review("child-a", "2026-01-17", arranged="2025-07-05", due="2026-01-05")
    board.review(
        "child-b", None, due="2026-11-10", delay_reason="Criminal proceedings", arranged="2026-05"
    )
    board.review("child-c", "2020")
    board.review("child-d", "2020", boards=("Ashfordshire Partnership",), due="2019")
    board.review("child-e", "2020", due="2019")
    board.made(WithdrawReview("child-e", why="Not ours."), "2026-10-01")
    found = _at(board)
    assert {one.ref: milestones_in_words(one) for one in found.reviews} == {
        "child-b": "Arranged May 2026, due 10 November 2026. Neither concluded nor published on "
        "record, 10 days after it was due. Reason for delay: Criminal proceedings.",
        "child-a": "Arranged 5 July 2025, due 5 January 2026, published 17 January 2026. "
        "Published 12 days after it was due. Reason for delay: no reason on record.",
    }
    assert found.without_dates == 1
    then = _at(board, "2025-01-01")  # when one had begun, and stood
    assert ([one.ref for one in then.reviews], then.without_dates) == (["child-e"], 1)


def test_the_keys_of_the_json(lives):
    lives.review("child-x", None, due="2026-11-10")
    told = json.loads(json.dumps(_at(lives, many=1).to_json()))
    assert list(told) == [
        *("as_at", "year_start", "quarters", "first_test", "tested", "embedded_at_last_test"),
        *("reported_and_tested", "reviews", "reviews_without_dates"),
    ]
    (quarter,) = told["quarters"]
    assert list(quarter) == ["name", "since", "until", "so_far", "balance", "ages"]
    assert list(quarter["balance"]) == [
        *("opening", "new", "entered_late", "reopened"),
        *("closing", "closed", "withdrawn", "superseded"),
    ]
    assert list(quarter["ages"]) == [
        *("under_3_months", "3_to_6_months", "6_to_12_months", "1_to_2_years", "over_2_years"),
        "undated",
    ]
    assert list(told["first_test"]) == [
        *("tested", "median_months", "least_months", "most_months"),
        *("never_tested", "publication_undated"),
    ]
    assert (
        list(told["tested"]) == list(told["embedded_at_last_test"]) == ["number", "of", "percent"]
    )
    assert list(told["reported_and_tested"]) == [
        *("said_done", "tested_since", "undated", "tests", "embedded", "partly", "not_embedded"),
        *("refused", "working_papers_only"),
    ]
    assert list(told["reviews"][0]) == [
        *("ref", "title", "arranged", "due", "concluded", "published"),
        *("reached", "days_late", "at_least", "reason"),
    ]


# The page -------------------------------------------------------------------------------------


def _lines(page: Page, title: str) -> list[tuple[str | None, str]]:
    (one,) = (section for section in page.sections if section.title == title)
    return [(line.label, line.text) for line in one.lines]


def test_the_page_says_each_figure_before_its_bar(lives):
    page = trends_page(_at(lives, many=2))
    assert _lines(page, "Open recommendations by quarter") == [
        ("2026/27 Q3 so far", f"4 open at its end {'#' * 30}"),
        (None, "4 at its start; none came; none went"),
        ("2026/27 Q2", f"4 open at its end {'#' * 30}"),
        (None, "3 at its start; 1 entered late, 1 re-opened; 1 withdrawn"),
    ]
    ages = _lines(page, "Age of the open ones, since publication")
    assert ages[-1] == ("End of 2026/27 Q2", "6 to 12 months 2; over 2 years 2")
    assert ("Under 3 months", "0") in _lines(page, "Age of the open ones, since publication")
    assert _lines(page, "Share tested")[:2] == [
        ("Tested at least once", "3 of 6 (50%), of the live recommendations"),
        ("Embedded at last test", "2 of 3, of those tested"),
    ]
    reported = [text for _, text in _lines(page, "Reported and tested: for working papers only")]
    assert reported[0] == (
        "3 live recommendations were closed or said to be done at some time. Tested while that "
        "stood: 3."
    )
    assert "fewer than 5" in reported[1] and "not done" in reported[-1]


def test_the_page_of_an_empty_register_says_what_there_is(board):
    page = trends_page(_at(board))
    assert ("2026/27 Q3 so far", "0 open at its end") in _lines(
        page, "Open recommendations by quarter"
    )
    assert not [section for section in page.sections if section.title == "Milestones of reviews"]


def test_a_line_of_a_review_opens_it(board):
    board.review("child-a", "2026-01-17", due="2026-01-05")
    (line,) = trends_page(_at(board)).sections[-1].lines
    assert line.ref == "child-a"
    assert line.text.startswith("Child-A. Due 5 January 2026, published 17 January 2026.")
