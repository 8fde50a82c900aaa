"""When what a test found embedded falls due again by the board's number of months."""

from collections.abc import Iterator
from datetime import date

from auditrack.analysis.position import Position
from auditrack.model.dates import add_months
from auditrack.views.facts import Facts
from auditrack.views.needs import promised_tests
from auditrack.views.positions import positions_of

_FOUND_EMBEDDED = ("EMBEDDED_ONCE", "SUSTAINED", "RETEST_DUE")


def retests(facts: Facts) -> Iterator[tuple[Position, date, date]]:
    """Each such theme with the last day of the practice tested and the day it is due again.

    Left out are those for which an audit is planned or named its next test: the board set a day.
    """
    named = [facts.records.get("audits", test.ref) or {} for test in promised_tests(facts)]
    awaited = {theme for audit in named for theme in facts.tested_by(audit)}
    for one in facts.once(positions_of):
        last = one.tested.last
        if one.practice in _FOUND_EMBEDDED and last is not None and one.theme not in awaited:
            yield one, last.day, add_months(last.day, facts.settings.stale_months)
