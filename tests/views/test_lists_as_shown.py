"""A list as it is shown: orders, headings, help with its filter, and what is written out."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditrack.commands.audit import PlanAudit
from auditrack.reports.exports.formats import as_csv
from auditrack.views.export_shown import export_of_rows
from auditrack.views.filter_help import FilterHelp
from auditrack.views.listing_work import audits
from auditrack.views.row_filter import COLOURS, FIELDS, STATES, RowFilter
from auditrack.views.row_order import GROUPS, ORDERS, arranged
from auditrack.views.rows import RowList

ORDER = {name: number for number, (name, _) in enumerate(ORDERS)}
GROUP = {name: number for number, (name, _) in enumerate(GROUPS)}


def rows_of(board, text=""):
    return RowList(board.records, board.today).narrowed(text)


@pytest.fixture
def full(board):
    """Ten asks: two of Health and Police, one late, one of nobody."""
    review = board.review("child-a")
    for label in range(1, 8):
        board.rec(review, "Health", label=str(label), theme="neglect")
    board.rec(review, "Police", "Health", label="8", due="2026-12-31", theme="fathers_males")
    board.rec(review, "Police", label="9", due="2020-01-31", theme="")
    board.rec(review, label="10", theme="")
    return board


class TestOrder:
    def test_references_count_and_do_not_spell(self, full):
        refs = arranged(rows_of(full), ORDER["reference"]).refs
        assert [ref.partition("/")[2] for ref in refs] == [str(number) for number in range(1, 11)]

    def test_due_dates_stand_soonest_first_and_none_last(self, full):
        refs = arranged(rows_of(full), ORDER["due, soonest first"]).refs
        assert refs[:2] == ("child-a/9", "child-a/8")

    def test_an_order_and_a_heading_are_said(self, full):
        shown = arranged(rows_of(full), ORDER["days overdue"], GROUP["agency"])
        assert shown.describe() == "10 recommendations · by days overdue · under agency"

    @pytest.mark.parametrize("order", range(len(ORDERS)))
    @pytest.mark.parametrize("group", range(len(GROUPS)))
    def test_nothing_is_lost_or_added(self, full, order, group):
        found = rows_of(full)
        assert sorted(arranged(found, order, group).refs) == sorted(found.refs)


class TestHeadings:
    def under(self, board, group):
        found: dict[str, list[str]] = {}
        for heading, ref in arranged(rows_of(board), ORDER["reference"], GROUP[group]).entries:
            if heading:
                found[heading] = []
            else:
                list(found.values())[-1].append(ref.partition("/")[2])
        return found

    def test_a_row_stands_under_each_of_its_agencies_and_none_comes_last(self, full):
        assert self.under(full, "agency") == {
            "Health (8)": [*"12345678"],
            "Police (2)": ["8", "9"],
            "No agency named (1)": ["10"],
        }
        assert list(self.under(full, "agency"))[-1] == "No agency named (1)"

    def test_themes_by_name(self, full):
        headings = list(self.under(full, "theme"))
        assert headings == [
            "Fathers, partners and other adults in the home (1)",
            "Neglect and home conditions (7)",
            "No theme (2)",
        ]

    def test_states_red_first(self, full):
        assert next(iter(self.under(full, "state"))).startswith("Red (")


class TestHelp:
    def test_a_field_offers_the_values_on_record(self, full):
        helps = FilterHelp(rows_of(full))
        assert helps.offer("agency:").values == ("health", "police")
        assert helps.offer("agency:po").whole == "agency:police"
        assert helps.offer("overdue -agency:he").whole == "overdue -agency:health"
        assert helps.offer("agency:police,h").whole == "agency:police,health"
        assert helps.offer("brag:").values == COLOURS

    def test_a_word_inside_a_name_is_offered_but_not_appended(self, full):
        offer = FilterHelp(rows_of(full)).offer("theme:home")
        assert "neglect-and-home-conditions" in offer.values and offer.whole == ""

    def test_names_of_fields_and_states_are_offered(self, full):
        helps = FilterHelp(rows_of(full))
        assert helps.offer("ag").whole == "agency:"
        assert helps.offer("not over").whole == "not overdue"
        for nothing in ("", "agency:police", '"over', "overdue ", "nofield:x"):
            assert helps.offer(nothing).values == ()

    def test_what_is_near_is_said(self, full):
        helps = FilterHelp(rows_of(full))
        assert helps.near("agency:polise") == "No agency is called “polise”; near: police."
        assert helps.near("agencyy:police") == "“agencyy:” is no field; near: agency:police."
        assert helps.near("overdu") == "“overdu” is read as a word; near: overdue."
        assert "near: theme:neglect-and-home-conditions" in helps.near("neglekt")
        assert helps.near("overdue agency:health") == (
            "Without agency health: 1. Without overdue: 8."
        )

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(alphabet=st.sampled_from('agency:police,-" ov\u0130ß'), max_size=14))
    def test_an_offer_goes_on_from_what_is_typed_and_is_a_filter(self, full, typed):
        helps = FilterHelp(rows_of(full))
        offer = helps.offer(typed)
        if offer.whole:
            assert offer.whole.startswith(typed)
            assert not RowFilter.parse(offer.whole).is_empty or offer.whole.endswith(":")
        helps.near(typed)


def test_every_field_and_state_has_a_name_that_can_be_typed():
    assert all(" " not in name and ":" not in name for name in (*FIELDS, *STATES))


def test_csv_holds_what_is_shown_and_no_formula(full):
    review = full.review("child-b")
    full.rec(review, "Police", text='=cmd|"/C calc"!A1\nSecond line, with "quotes"', label="1")
    found = rows_of(full)
    shown = export_of_rows(full.of(), full.of(), found, found.refs, "")
    text = as_csv(shown).decode("utf-8-sig")
    told = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["Reference"] for row in told] == list(found.refs)
    formula = next(row for row in told if row["Review"] == "Child-B")
    assert formula["Recommendation"].startswith("'=cmd")
    assert "\nSecond line" in formula["Recommendation"]
    late = next(row for row in told if row["Reference"] == "child-a/9")
    assert (late["Agreed due"], late["BRAG"], late["Agencies"]) == ("2020-01-31", "Red", "Police")


def test_next_tests_that_audits_name_are_not_counted_as_audits(board):
    board.review("child-a")
    board.rec("child-a", label="1")
    board.audit("child-a/1", on="2026-01-10", next="2027-01")
    board.made(PlanAudit("Seen?", "2027-03", themes=("safe_sleep",)))
    shown = audits(board.facts())
    assert shown.describe().startswith("2 audits and 1 next test named in one · by ")
    assert (
        shown.narrowed("2027")
        .describe()
        .startswith("2 of 3 audits and next tests named in them: 2027")
    )
