"""What judges every one of 10,000 recommendations, each from a register just opened."""

from collections.abc import Callable

import measuring
import pytest
import standard

from auditrack.register import Register, open_register
from auditrack.views.checks import checks
from auditrack.views.decisions import decisions
from auditrack.views.rows import RowList
from auditrack.views.trends import trends

pytestmark = pytest.mark.benchmark


def test_judging_ten_thousand(figure, standard_register, calibration):
    path = standard_register(10_000)

    def fresh(judge: Callable[[Register], object]) -> Callable[[], object]:
        def run() -> object:
            with open_register(path, read_only=True) as register:
                return judge(register)

        return run

    took = measuring.in_turns(
        5,
        trends=fresh(lambda register: trends(register, standard.TODAY)),
        checks=fresh(lambda register: checks(register, standard.TODAY)),
        decisions=fresh(lambda register: decisions(register, standard.TODAY)),
        untested=fresh(lambda register: RowList(register, standard.TODAY).narrowed("not-tested")),
        calibration=calibration,
    )
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
    figure.seconds("trends of 10,000, register opened too", took["trends"], 2)
    figure.seconds("checks of 10,000, register opened too", took["checks"], 1.5)
    figure.seconds("decisions on 10,000, register opened too", took["decisions"], 2)
    figure.seconds("list of 10,000, opened and its first filter not-tested", took["untested"], 1.5)
