"""The list of recommendations and the positions, in one process: what the screens wait for."""

import measuring
import pytest
import standard

from auditrack.register import open_register
from auditrack.views.positions import positions
from auditrack.views.rows import RowList

pytestmark = pytest.mark.benchmark


def test_list_of_ten_thousand(figure, standard_register, calibration):
    path = standard_register(10_000)
    with open_register(path, read_only=True) as register:

        def opened():
            return RowList(register, standard.TODAY)

        def first_page():
            rows = opened()
            return [rows.row(ref).brag for ref in rows.refs[:40]]

        def fresh_positions():
            with open_register(path, read_only=True) as fresh:
                return positions(fresh, standard.TODAY)

        kept = opened()
        words = iter(("child", "school clinic", "Police", "history", "engage", "harm", "plans") * 4)
        took = measuring.in_turns(
            opened=opened,
            first_page=first_page,
            first_filter=lambda: opened().narrowed("professional"),
            filter=lambda: kept.narrowed(next(words)),
            positions=fresh_positions,
            calibration=calibration,
        )
    figure.milliseconds("calibration: json.loads of the snapshot at 1,000", took["calibration"])
    figure.milliseconds("list of 10,000 opened", took["opened"])
    figure.milliseconds("list of 10,000, its first page", took["first_page"])
    figure.seconds("list of 10,000, opened and its first free search", took["first_filter"], 0.1)
    figure.seconds("list of 10,000, each further free search", took["filter"], 0.05)
    figure.milliseconds("positions of 10,000, register opened too", took["positions"])
