"""Where themes stand at 10,000 recommendations, from facts in memory, in one process."""

import measuring
import pytest
import standard

from auditrack.analysis.position import in_order, position
from auditrack.register import open_register
from auditrack.views.facts import Facts

pytestmark = pytest.mark.benchmark


def test_positions_of_ten_thousand(figure, standard_register, calibration):
    with open_register(standard_register(10_000), read_only=True) as register:
        facts = Facts(register, standard.TODAY)
        themes = [facts.theme(theme) for theme in facts.raised]
        assert len(themes) >= 40 and len(facts.reviews) >= 200
        largest = max(themes, key=lambda theme: len(theme.mentions))
        facts.comparison(largest.theme)

        def touched():
            facts.let_go(largest.theme)
            return position(facts.theme(largest.theme), facts.comparison(largest.theme))

        took = measuring.in_turns(
            all=lambda: in_order(themes), touched=touched, calibration=calibration
        )
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
    figure.seconds(f"positions of {len(themes)} themes from facts in memory", took["all"], 0.4)
    figure.seconds("the largest theme touched: gathered and judged anew", took["touched"], 0.02)
