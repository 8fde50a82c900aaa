"""What an export holds and what it says of itself, from records."""

import pytest

from auditrack.commands.review import AddReview
from auditrack.model.change import RefusedError
from auditrack.model.refs import NAMED_TABLES, SERIAL_PREFIXES
from auditrack.views.export import NOUNS, export_of
from auditrack.views.export_fields import KINDS, kind_of
from auditrack.views.export_narrowing import Told


def of(board, noun="recommendations", **told):
    register = board.of()
    return export_of(register, register, board.facts(), noun, told=Told(**told))


def refs(export):
    return [row[0] for row in export.rows]


@pytest.fixture
def two(board):
    """A published review and one that is not, each with one ask."""
    board.review("child-a")
    board.rec("child-a", "Police", label="1")
    board.made(AddReview("child-b", "Child-B"))
    board.rec("child-b", "Health", label="1")
    return board


def test_every_table_that_has_references_is_known_with_its_kind():
    assert set(SERIAL_PREFIXES) - {"redactions"} | set(NAMED_TABLES) <= set(KINDS)
    assert all(kind_of(table) is not None for table in KINDS)
    assert {one.table for one in NOUNS.values() if one.table} <= set(KINDS)


def test_unpublished_reviews_are_in_a_working_export_and_it_says_so(two):
    export = of(two)
    assert set(refs(export)) == {"child-a/1", "child-b/1"}
    at = [one.key for one in export.columns].index("embargoed")
    assert {row[0]: row[at] for row in export.rows} == {"child-a/1": False, "child-b/1": True}
    assert any("may not be spoken of outside yet" in note for note in export.notes)
    assert not of(two, review="child-a").notes
    assert any("working export" in note for note in of(two, "checks").notes)
    assert not of(two, "agencies").notes


def test_what_is_narrowed_is_said_in_words_with_its_count(two):
    export = of(two, agency="police", until=None, filter="open")
    assert export.describe() == "1 of 2 recommendations: agency Police, open"
    assert of(two, "actions").describe() == "0 actions"


def test_days_narrow_by_what_the_list_is_dated_by_and_what_has_none_is_said(two):
    export = of(two, "reviews", since=two.today.replace(year=2000))
    assert refs(export) == ["child-a"]
    assert "1 review without that date left out." in export.notes
    with pytest.raises(RefusedError, match="no date"):
        of(two, "themes", since=two.today)


def test_a_theme_is_named_as_people_name_it(two):
    assert len(of(two, theme="neglect").rows) == len(of(two, theme="Neglect and home").rows)
    for typed in ("no such theme", ""):
        if typed:
            with pytest.raises(RefusedError, match="No theme is called"):
                of(two, theme=typed)


def test_an_agencys_asks_follow_its_successor(two):
    from auditrack.commands.agency import AddAgency, ReplaceAgency

    two.made(AddAgency("New Police"))
    two.made(ReplaceAgency("police", "new-police"))
    assert refs(of(two, agency="new-police")) == ["child-a/1"] == refs(of(two, agency="police"))


def test_every_list_has_as_many_cells_as_columns_and_keys_of_its_own(two):
    for noun in NOUNS:
        export = of(two, noun)
        assert len({one.key for one in export.columns}) == len(export.columns), noun
        assert len({one.heading for one in export.columns}) == len(export.columns), noun
        assert all(len(row) == len(export.columns) for row in export.rows), noun
        assert all(one.said.endswith(".") for one in export.columns), noun
