"""A merged theme keeps its past: it is found by what it was called, and its history is told."""

import pytest

from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.model.change import RefusedError
from auditrack.views.find import resolve
from auditrack.views.history import history
from auditrack.views.page import page_of
from auditrack.views.row_filter import RowFilter
from auditrack.views.rows import RowList

DAMP = "home_conditions_housing_poverty"


@pytest.fixture
def merged(board):
    board.review("child-ash")
    board.rec("child-ash", "police", label="1", theme=DAMP, text="Look at the rooms.")
    board.rec("child-ash", "police", label="2", theme="domestic_abuse", text="Ask alone.")
    board.saved(MergeTheme(DAMP, "neglect"))
    return board


@pytest.mark.parametrize(
    "typed", ["theme:neglect", f"theme:{DAMP}", "theme:housing", "housing", "neglect"]
)
def test_a_filter_by_either_name_finds_what_the_theme_holds(merged, typed):
    rows = RowList(merged.records, merged.today, RowFilter.parse(typed))
    assert rows.refs == ("child-ash/1",)


def test_its_page_says_what_it_was_called(merged):
    page = page_of(merged.records, DAMP, merged.today, "theme")
    assert page.ref == "neglect"
    told = {line.label: line.text for part in page.sections for line in part.lines}
    assert told["Merged from"] == "Home conditions, housing and poverty"


def test_the_history_of_what_it_goes_on_as_holds_its_own(merged):
    whole = [line.number for line in history(merged.records, "neglect")]
    assert whole == [line.number for line in history(merged.records, DAMP)]
    linked = [line for line in history(merged.records) if line.what == "rec add"]
    assert linked[0].number in whole and linked[1].number not in whole


def test_a_theme_is_found_by_its_id_even_where_other_references_begin_so(merged):
    merged.review("neglect-2020")
    merged.made(AddTheme("Dog bites"))
    assert resolve(merged.records, "neglect") == ("themes", "neglect")
    assert resolve(merged.records, "domestic-abuse") == ("themes", "domestic_abuse")
    assert resolve(merged.records, "dog-bites") == ("themes", "dog_bites")
    assert resolve(merged.records, DAMP) == ("themes", DAMP)
    with pytest.raises(RefusedError):
        resolve(merged.records, "unicorns")
