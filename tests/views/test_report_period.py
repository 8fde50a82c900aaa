"""The period of a report as named or typed, and which reports were written last and by whom."""

from datetime import date

import pytest

from auditrack.commands.board import ChangeSettings
from auditrack.commands.export import RecordExport
from auditrack.model.change import Insert, Saved, Transaction
from auditrack.model.dates import DateError
from auditrack.views.report_period import named_periods, period_meant
from auditrack.views.reports_written import last_written

TODAY = date(2026, 11, 20)


def exported(board, kind: str, period: str | None = None, on: str = "2026-10-01", **told) -> None:
    head = board.of().head
    board.made(RecordExport(kind, head.number, head.hash, period=period, **told), on=on)


def named(board, today: date = TODAY) -> dict[str, str]:
    return {one.name: one.as_data for one in named_periods(board.of(), "progress", today)}


def test_the_boards_year_and_its_quarters(board):
    assert named(board) == {
        "this year so far": "2026-04-01..2026-11-20",
        "this quarter so far": "2026-10-01..2026-11-20",
        "the quarter before": "2026-07-01..2026-09-30",
    }


def test_a_yearly_report_is_on_the_years_that_ended(board):
    years = named_periods(board.of(), "annual", TODAY)
    assert {one.name: one.as_data for one in years} == {
        "the board's year that ended last": "2025-04-01..2026-03-31",
        "the year before it": "2024-04-01..2025-03-31",
        "this year so far": "2026-04-01..2026-11-20",
    }
    assert period_meant("last-year", board.of(), "annual", TODAY) == years[0]
    assert period_meant("2019", board.of(), "annual", TODAY).as_data == "2019-01-01..2019-12-31"
    (only,) = named_periods(board.of(), "annual", date(1, 5, 1))[-1:]
    assert only.as_data == "0001-04-01..0001-05-01"


def test_the_quarter_before_the_first_of_a_year_lies_in_the_year_before(board):
    assert named(board, date(2026, 4, 1))["the quarter before"] == "2026-01-01..2026-03-31"


def test_another_start_of_the_year(board):
    board.made(ChangeSettings((("year_start", "1 January"),)))
    assert named(board)["this year so far"] == "2026-01-01..2026-11-20"


def test_since_the_last_report_begins_the_day_after_what_any_report_of_the_kind_covered(board):
    exported(board, "progress", "2026-07-01..2026-09-30")
    exported(board, "progress", "2026-04-01..2026-06-30")
    exported(board, "themes", "2026-10-01..2026-10-31")
    exported(board, "progress")
    assert named(board)["since the last report"] == "2026-10-01..2026-11-20"


def test_a_subgroup_goes_on_from_its_own_last_report(board):
    exported(board, "progress", "2026-07-01..2026-09-30", what="Learning Subgroup")
    assert "since the last report" not in named(board)
    of_group = named_periods(board.of(), "progress", TODAY, "Learning Subgroup")
    assert of_group[-1].as_data == "2026-10-01..2026-11-20"
    with pytest.raises(DateError, match="no day to begin from"):
        period_meant("since-last", board.of(), "progress", TODAY)


def test_what_came_past_every_rule_is_no_report_to_go_on_from(board):
    fields = {"kind": "progress", "period": 7, "head_number": "x", "what": None}
    insert = Insert("exports", "exp-9", fields)
    assert isinstance(board.of().transact(lambda _: Transaction("odd", (insert,))), Saved)
    assert "since the last report" not in named(board)
    assert last_written(board.of(), ("progress",))["progress"].period == "7"


def test_a_report_that_covered_today_leaves_today(board):
    exported(board, "progress", "2026-04-01..2026-11-20")
    assert named(board)["since the last report"] == "2026-11-20..2026-11-20"


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("this quarter so far", "2026-10-01..2026-11-20"),
        (" This  Year so far", "2026-04-01..2026-11-20"),
        ("this-quarter", "2026-10-01..2026-11-20"),
        ("This quarter", "2026-10-01..2026-11-20"),
        ("last quarter", "2026-07-01..2026-09-30"),
        ("this", ""),
        ("", ""),
        ("1 April to 30 September 2026", "2026-04-01..2026-09-30"),
        ("1 to 20 November 2026", "2026-11-01..2026-11-20"),
        ("1 April 2026 to 30 September 2026", "2026-04-01..2026-09-30"),
        ("April to June 2026", "2026-04-01..2026-06-30"),
        ("2026-04..2026-06", "2026-04-01..2026-06-30"),
        ("2025", "2025-01-01..2025-12-31"),
        ("20/11/26", "2026-11-20..2026-11-20"),
        ("1/10/26 to today", "2026-10-01..2026-11-20"),
        ("since the last report", ""),
        ("2026-04..", ""),
        ("unknown", ""),
        ("2026-11-20..2026-04-01", ""),
        ("30 September to 1 April 2026", ""),
        ("soon", ""),
    ],
)
def test_what_is_typed(board, typed, days):
    if days:
        assert period_meant(typed, board.of(), "progress", TODAY).as_data == days
        return
    with pytest.raises(DateError, match=r"[a-z]+"):
        period_meant(typed, board.of(), "progress", TODAY)


def test_a_period_reads_as_a_paper_says_it(board):
    meant = period_meant("2026-04..2026-09", board.of(), "progress", TODAY)
    assert str(meant) == "1 April to 30 September 2026"


def test_the_last_of_each_kind_with_who_wrote_it(board):
    exported(board, "progress", "2026-04-01..2026-06-30", on="2026-07-02")
    head = board.of().head
    board.made(
        RecordExport("progress", head.number, head.hash, to="the board", file="p.docx"),
        on="2026-10-05",
        by="colleague",
    )
    exported(board, "handover", on="2026-10-06", what="Chair")
    exported(board, "a list", on="2026-10-07")
    found = last_written(board.of(), ("progress", "handover", "themes"))
    assert set(found) == {"progress", "handover"}
    progress = found["progress"]
    assert (progress.number, progress.day, progress.who) == (2, "2026-10-05", "colleague")
    assert (progress.to, progress.file, progress.period) == ("the board", "p.docx", "")
    assert found["handover"].what == "Chair" and found["handover"].who == "officer"


def test_nothing_is_on_record_of_a_register_that_nothing_left(board):
    assert last_written(board.of(), ("progress",)) == {}
