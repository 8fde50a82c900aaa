"""The standard register is what its name says: runs with the ordinary tests."""

from collections import Counter

import standard
from standard_database import load_standard

from auditrack.register import open_register
from auditrack.views.positions import positions
from auditrack.views.rows import RowList


def test_it_has_so_many_records_of_each_table_for_each_recommendation(standard_register):
    with open_register(standard_register(100), read_only=True) as register:
        counted = {table: len(register.select(table)) for table in standard.PER_RECOMMENDATION}
        assert counted == {
            table: round(100 * each) for table, each in standard.PER_RECOMMENDATION.items()
        }
        assert len(register.select("agencies")) == standard.AGENCIES
        assert len(register.select("leads")) == standard.LEADS


def test_its_records_refer_to_records_that_are_there(standard_register):
    with open_register(standard_register(100), read_only=True) as register:
        refs = {
            table: {document["ref"] for document in register.select(table)}
            for table in (*standard.PER_RECOMMENDATION, "agencies", "leads")
        }
        for action in register.select("actions"):
            assert set(action["serves"]) <= refs["recommendations"]
            assert action["lead"] in refs["leads"] and action["agency"] in refs["agencies"]
        for update in register.select("updates"):
            assert update["action"] in refs["actions"]
        for evidence in register.select("evidence"):
            assert set(evidence["serves"]) <= refs["recommendations"] | refs["actions"]
        for audit in register.select("audits"):
            assert set(audit["serves"]) <= refs["recommendations"]
        for link in register.select("theme_links"):
            assert link["of"] in refs["recommendations"] and link["review"] in refs["reviews"]
        for ask in register.select("recommendations"):
            assert ask["review"] in refs["reviews"] and set(ask["agencies"]) <= refs["agencies"]


def test_the_same_number_makes_the_same_records(standard_register, tmp_path):
    again = tmp_path / "again"
    standard.make_standard(again, 100)
    with (
        open_register(standard_register(100), read_only=True) as one,
        open_register(again, read_only=True) as other,
    ):
        for table in standard.PER_RECOMMENDATION:
            assert one.select(table) == other.select(table)


def test_nothing_in_it_is_dull(standard_register):
    """Figures of a register in which everything stands alike would flatter."""
    with open_register(standard_register(1_000), read_only=True) as register:
        rows = list(RowList(register, standard.TODAY).rows())
        found = positions(register, standard.TODAY)
    assert min(Counter(row.brag.letter for row in rows).values()) >= 10
    assert {"R", "B"} <= {row.brag.letter for row in rows}
    assert any(row.overdue_days for row in rows) and not all(row.open for row in rows)
    assert len(found) > 40 and len({one.label for one in found}) >= 3


def test_in_a_database_it_is_the_same_register(standard_register, postgresql):
    url = postgresql.url(postgresql.new_database(), organisation="anyshire")
    load_standard(standard_register(100), url, "anyshire")
    with (
        open_register(standard_register(100), read_only=True) as here,
        open_register(url, read_only=True) as there,
    ):
        assert there.head == here.head and there.header == here.header
        for table in (*standard.PER_RECOMMENDATION, "agencies", "leads", "board"):
            assert there.select(table) == here.select(table)
            assert there.count(table) == len(here.select(table))
        assert there.next_number("act") == here.next_number("act")
        assert there.verify().ok
