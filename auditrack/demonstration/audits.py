"""The tests of practice that the made-up board planned and made, and those that tested none."""

from datetime import date

from auditrack.demonstration.audits_made import EARLIER, RECENT
from auditrack.demonstration.audits_planned import ANSWERED, DRAWN, PLANNED
from auditrack.demonstration.people import SCRUTINEER, officer_on
from auditrack.demonstration.step import Step


def audits() -> list[Step]:
    """Every audit, on the day it was recorded by the scrutineer or planned by the officer."""
    plans = [
        Step(date.fromisoformat(day), officer_on(date.fromisoformat(day)), plan, name)
        for day, plan, name in PLANNED
    ]
    made = [
        Step(date.fromisoformat(day), SCRUTINEER, audit, day) for day, audit in (*EARLIER, *RECENT)
    ]
    told = [Step(date.fromisoformat(day), SCRUTINEER, does) for day, does in (*DRAWN, *ANSWERED)]
    return [*plans, *made, *told]
