"""While facts are made the garbage collector rests, and what a session leaves behind still goes."""

import gc
import weakref
from datetime import date

from auditrack.views.positions import positions
from auditrack.views.steady import undisturbed
from tests.views.made_records import Made


class Closed:
    """As a screen that was left: it points to itself, so that only the collector removes it."""

    def __init__(self) -> None:
        self.itself = self


def test_a_screen_that_was_left_is_removed_however_often_positions_are_judged():
    left = []
    for _ in range(3):
        left.append(weakref.ref(Closed()))
        positions(Made({}), date(2026, 11, 20))
    gc.collect()
    assert [one() for one in left] == [None, None, None]


def test_many_facts_are_not_walked_over_again():
    before = gc.get_freeze_count()
    try:
        with undisturbed():
            assert not gc.isenabled()
            made = [[number] for number in range(60_000)]
        assert gc.isenabled() and gc.get_freeze_count() - before >= len(made)
    finally:
        gc.unfreeze()
