"""The audit plan of a board's year: made, planned, promised, proposed, and what is left."""

from datetime import date
from typing import Any

import pytest

from auditrack.commands.audit import PlanAudit, RecordAudit
from auditrack.commands.board import ChangeSettings
from auditrack.commands.lead import AddLead, VacateLead
from auditrack.model.change import RefusedError
from auditrack.views.audit_year import AuditYear, audit_year, year_meant


def of(board: Any, typed: str = "this", as_at: str | None = None) -> AuditYear:
    facts = board.facts(as_at)
    return audit_year(facts, year_meant(facts, typed))


def asked(board: Any, review: str, theme: str) -> str:
    """A recommendation of its own review, said to be done."""
    board.review(review)
    ref = board.rec(review, "Police", theme=theme)
    board.done(board.action(ref), on="2016-01-10")
    return str(ref)


@pytest.fixture
def planned(board: Any) -> Any:
    """Made, late from before, planned, promised, proposed: one each; the lead has two of them."""
    board.made(AddLead("Quality Lead"))
    one = {"by": "quality-lead"}
    board.made(RecordAudit("2026-05-12", "partly", themes=("safe_sleep",), **one))
    board.made(PlanAudit("Is it shared?", "2026-02", themes=("information_sharing",), **one))
    asked(board, "child-b", "information_sharing")
    board.made(PlanAudit("Are fathers asked?", "2027-01", themes=("fathers_males",), **one))
    asked(board, "child-e", "fathers_males")
    tested = asked(board, "child-v", "voice_of_child")
    board.audit(tested, on="2025-12-01", next="2026-12-01")
    asked(board, "child-c", "neglect")
    board.made(PlanAudit("Some day?", themes=("transitions",)))
    return board


def test_every_test_of_the_year_stands_in_its_month_and_once(planned: Any) -> None:
    year = of(planned)
    assert year.name == "2026/27" and (year.first, year.last) == (
        date(2026, 4, 1),
        date(2027, 3, 31),
    )
    assert [(month, [(one.state, one.ref) for one in found]) for month, found in year.months] == [
        ("From before", [("planned", "aud-2")]),
        ("May 2026", [("made", "aud-1")]),
        ("December 2026", [("promised", "aud-4")]),
        ("January 2027", [("planned", "aud-3")]),
        ("No day set", [("planned", "aud-5")]),
    ]
    assert [one.ref for one in year.lines if one.is_late] == ["aud-2"]
    assert year.describe() == ("2026/27: 1 made, 3 planned, 1 next test named, 1 of them late.")


def test_what_is_only_proposed_stays_untested_until_somebody_plans_it(planned: Any) -> None:
    this, following = of(planned), of(planned, "next")
    assert ("neglect", "Neglect and home conditions") in this.untested
    assert "fathers_males" not in [theme for theme, _ in this.untested]
    (proposed,) = [one for one in following.lines if one.state == "proposed"]
    assert proposed.ref == "neglect" and proposed.on_record == "2027-05-20"
    planned.made(PlanAudit("Is it seen?", "2027-03", themes=("neglect",)))
    assert "neglect" not in [theme for theme, _ in of(planned).untested]
    assert "neglect" not in [one.ref for one in of(planned, "next").lines]


def test_a_look_at_documents_leaves_a_theme_untested(planned: Any) -> None:
    planned.made(PlanAudit("Is it written?", "2027-03", themes=("neglect",), looked_at="documents"))
    assert "neglect" in [theme for theme, _ in of(planned).untested]


def test_loads_name_the_lead_with_what_is_still_to_do(planned: Any) -> None:
    loads = {load.title: load.describe() for load in of(planned).loads}
    assert loads == {"Quality Lead": "2 planned", "nobody named": "1 planned, 1 next test"}
    planned.made(VacateLead("quality-lead", why="Left."))
    assert of(planned).loads[0].describe() == "2 planned; the lead is vacant"


def test_quarters_add_up_to_the_tests_that_have_a_day_in_the_year(planned: Any) -> None:
    year = of(planned)
    assert [said for said, _ in year.quarters] == [
        "April to June 2026",
        "July to September 2026",
        "October to December 2026",
        "January to March 2027",
    ]
    total = sum(sum(counts.values()) for _, counts in year.quarters)
    inside = [one for one in year.lines if one.day and year.first <= one.day <= year.last]
    assert total == len(inside) == 3


def test_what_was_found_embedded_falls_due_in_its_year(planned: Any) -> None:
    tested = asked(planned, "child-s", "supervision_oversight")
    planned.audit(tested, on="2025-09-15")
    (due,) = [one for one in of(planned, "2027").lines if one.state == "falls-due"]
    assert (due.ref, due.on_record) == ("supervision_oversight", "2027-09-15")
    assert "supervision_oversight" in [theme for theme, _ in of(planned, "2027").again]
    assert "supervision_oversight" not in [theme for theme, _ in of(planned).again]


def test_a_year_that_is_over_says_what_was_made_and_nothing_of_the_future(planned: Any) -> None:
    year = of(planned, "last")
    assert [(one.state, one.ref) for one in year.lines] == [
        ("made", "aud-4"),
        ("planned", "aud-2"),
    ]
    assert (year.untested, year.again) == ((), ())


@pytest.mark.parametrize(
    "typed, first",
    [("this", "2026-04-01"), ("", "2026-04-01"), ("Next", "2027-04-01"), ("last", "2025-04-01"),
     ("2027", "2027-04-01"), ("2026/27", "2026-04-01"), ("2026-27", "2026-04-01"),
     ("2026/2027", "2026-04-01")],
)  # fmt: skip
def test_a_year_is_named_by_where_it_begins(board: Any, typed: str, first: str) -> None:
    assert year_meant(board.facts(), typed).isoformat() == first


@pytest.mark.parametrize("typed", ["soon", "26", "2026/28", "2026/27/28", "0001", "٢٠٢٦"])
def test_what_is_no_year_is_refused(board: Any, typed: str) -> None:
    with pytest.raises(RefusedError) as refused:
        year_meant(board.facts(), typed)
    assert refused.value.refusal.code == "bad-value"


def test_a_board_whose_year_is_the_calendars(board: Any) -> None:
    board.made(ChangeSettings((("year-start", "01-01"),)))
    year = of(board)
    assert (year.name, year.last) == ("2026", date(2026, 12, 31))
    assert year.lines == () and year.describe().startswith("2026: 0 made")
    assert of(board, "2027").first == date(2027, 1, 1)
