"""The tests of practice that the made-up board made, and those that tested none."""

from datetime import date

from auditrack.commands.audit import PlanAudit
from auditrack.demonstration.audits_made import CASE_FILES, EARLIER, RECENT
from auditrack.demonstration.people import SCRUTINEER, officer_on
from auditrack.demonstration.step import Step

_PLANNED = (
    (
        "2026-06-18",
        PlanAudit(
            "Do files of children living with neglect show change, or drift?",
            "2027-01-22",
            themes=("neglect",),
            method=CASE_FILES,
            chosen="Random, from all plans for neglect of nine months or more",
            standard="Two assessments compared, and a decision that follows, in eight of ten",
            why="The first test of practice on this theme.",
        ),
    ),
    (
        "2026-10-15",
        PlanAudit(
            "Are sleeping places looked at and talked about?",
            "2027-03-12",
            serves=("infant-hazel/11",),
            themes=("safe_sleep",),
            method="Observed visits",
        ),
    ),
)


def audits() -> list[Step]:
    """Every audit, on the day it was recorded by the scrutineer or planned by the officer."""
    made = [Step(date.fromisoformat(day), SCRUTINEER, audit) for day, audit in (*EARLIER, *RECENT)]
    plans = [
        Step(date.fromisoformat(day), officer_on(date.fromisoformat(day)), plan)
        for day, plan in _PLANNED
    ]
    return [*made, *plans]
