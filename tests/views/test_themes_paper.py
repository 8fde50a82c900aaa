"""The themes paper as a value: its figures against counts of the records themselves."""

from collections import Counter
from datetime import date

import pytest

from auditrack.commands.agency import AddAgency
from auditrack.commands.recommendation import EditRecommendation, WithdrawRecommendation
from auditrack.commands.recurrence_reason import GiveRecurrenceReason
from auditrack.commands.review import WithdrawReview
from auditrack.commands.subgroup import AddSubgroup
from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.model.change import RefusedError
from auditrack.model.dates import interval
from auditrack.register import open_register
from auditrack.views.facts import Facts
from auditrack.views.lifeline import lifeline_of
from auditrack.views.lifeline_years import life_years, said_done
from auditrack.views.matrix import NONE
from auditrack.views.positions import positions_of
from auditrack.views.themes_paper import themes_paper_of

TODAY = date(2026, 11, 20)


def paper_of(board, *themes, **also):
    return themes_paper_of(board.of(), board.today, themes=themes, **also)


def by_year(years):
    return {year.year: year.counts for year in years if any(year.counts)}


def twice(board):
    """Neglect asked about in 2012, done, tested once, and raised again in 2016."""
    board.review("child-a", "2012-03-01", practice=("2009..2010",))
    first = board.rec("child-a", "Police", label="1", due="2012-09-30")
    action = board.action(first, agency="police", due="2012-09-30")
    board.update(action, "done", on="2013-02-01")
    board.audit(
        first, on="2014-05-01", outcome="partly", sample=10, met=5, practice="2014-01..2014-03"
    )
    board.review("child-b", "2016-06-01", practice=("2015-01..2015-06",))
    board.rec("child-b", "Police", label="1")
    return first


class TestLifeYears:
    def test_each_year_counts_what_it_brought(self, board):
        twice(board)
        (one,) = paper_of(board).themes
        # Reviews, asked, said done, embedded, partly, not embedded; 2015 is the practice of the
        # later case, which is a failed test of the first one's learning.
        assert by_year(one.years) == {
            2012: (1, 1, 0, 0, 0, 0),
            2013: (0, 0, 1, 0, 0, 0),
            2014: (0, 0, 0, 0, 1, 0),
            2015: (0, 0, 0, 0, 0, 1),
            2016: (1, 1, 0, 0, 0, 0),
        }
        assert [year.year for year in one.years] == list(range(2012, 2027))

    def test_what_no_one_year_is_certain_of_stands_apart(self, board):
        board.review("child-a", "2012-11..2013-02")
        board.rec("child-a")
        (one,) = paper_of(board).themes
        assert [(year.year, year.counts[:2]) for year in one.years] == [(None, (1, 1))]

    def test_a_recommendation_that_one_agency_has_still_to_do_is_not_said_to_be_done(self, board):
        for name in ("Police", "Council"):
            board.made(AddAgency(name))
        board.review("child-a", "2012-03-01")
        ref = board.rec("child-a", "police", "council", label="1")
        board.update(board.action(ref, agency="police"), "done", on="2013-02-01")
        other = board.action(ref, agency="council")
        (one,) = paper_of(board).themes
        assert said_done(one.position.facts.counted) == {}
        assert not [e for e in lifeline_of(one.position, board.today).events if e.mark == "C"]
        board.update(other, "done", on="2014-02-01")
        (one,) = paper_of(board).themes
        assert by_year(one.years)[2014] == (0, 0, 1, 0, 0, 0)
        events = lifeline_of(one.position, board.today).events
        assert [event.when for event in events if event.mark == "C"] == ["1 February 2014"]

    def test_what_was_done_on_a_day_unknown_has_no_year(self, board):
        board.review("child-a", "2012-03-01")
        board.rec("child-a", label="1", state="said-done")
        (one,) = paper_of(board).themes
        assert sum(year.counts[2] for year in one.years) == 1


@pytest.fixture(scope="module")
def demonstration(demonstration_board):
    with open_register(demonstration_board, read_only=True) as register:
        yield register


class TestAgainstTheRecords:
    def test_the_figures_are_those_of_the_lifeline_and_the_position(self, demonstration):
        facts = Facts(demonstration, TODAY)
        for one in positions_of(facts):
            years = life_years(one)
            counts = [sum(column) for column in zip(*(y.counts for y in years), strict=True)]
            reviews, asked, done, embedded, partly, failed = counts
            marks = Counter(event.mark for event in lifeline_of(one, TODAY).events)
            assert reviews == one.reviews, one.theme
            assert reviews == marks["P"], one.theme
            assert done == marks["C"], one.theme
            assert failed == one.failed_tests, one.theme
            assert embedded + partly + failed == len(one.tested.tests), one.theme
            asks = {step.ref for step in one.chain if step.kind == "asked"}
            assert asked == len(asks), one.theme

    def test_each_theme_is_counted_from_the_links_alone(self, demonstration):
        paper = themes_paper_of(demonstration, TODAY)
        links = [
            link
            for link in demonstration.select("theme_links")
            if link["status"] != "rejected" and "withdrawn_on" not in link
        ]
        for one in paper.themes:
            of_theme = [link for link in links if link["theme"] == one.position.theme]
            sources = [
                demonstration.get("recommendations", link["of"])
                or demonstration.get("findings", link["of"])
                for link in of_theme
            ]
            weak = {
                source["review"]
                for source in sources
                if source.get("kind") != "good-practice" and "withdrawn_on" not in source
            }
            assert one.position.reviews == len(weak), one.position.theme
            assert one.suggested == sum(link["status"] == "suggested" for link in of_theme)
            asks = {s["ref"] for s in sources if demonstration.get("recommendations", s["ref"])}
            assert sum(len(year.recommendations) for year in one.years) == len(asks)
            for year in one.years:
                for ref in year.reviews:
                    days = interval(demonstration.get("reviews", ref)["published"])
                    assert days.first.year == days.last.year == year.year

    def test_the_matrix_is_that_of_the_screen_in_order_of_publication(self, demonstration):
        paper = themes_paper_of(demonstration, TODAY)
        assert [one.theme for one in paper.matrix.themes] == [
            one.position.theme for one in paper.themes
        ]
        dates = [review.published.earliest for review in paper.matrix.reviews if review.published]
        assert dates == sorted(dates)
        for one, cells in zip(paper.themes, paper.matrix.cells, strict=True):
            spoken = sum(cell.letter != NONE for cell in cells)
            assert spoken >= one.position.reviews

    def test_types_of_action_stand_apart_and_have_no_position(self, demonstration):
        paper = themes_paper_of(demonstration, TODAY)
        facts = Facts(demonstration, TODAY)
        names = {one.name for one in paper.remedies}
        assert names.isdisjoint(one.position.name for one in paper.themes)
        for one in paper.remedies:
            linked = {
                link["of"]
                for link in demonstration.select("theme_links")
                if facts.theming.name(link["theme"]) == one.name
                and link["status"] != "rejected"
                and demonstration.get("recommendations", link["of"])
            }
            assert one.recommendations == len(linked)

    def test_order_is_that_of_attention(self, demonstration):
        paper = themes_paper_of(demonstration, TODAY)
        orders = [one.position.order for one in paper.themes]
        assert orders == sorted(orders)
        assert len(paper.themes) + len(paper.not_raised) == len(
            positions_of(Facts(demonstration, TODAY))
        )


class TestWhatIsShown:
    def test_only_the_themes_asked_for(self, board):
        twice(board)
        board.rec("child-b", theme="supervision_oversight", label="2")
        assert [one.position.theme for one in paper_of(board).themes] == [
            "neglect",
            "supervision_oversight",
        ]
        paper = paper_of(board, "supervision_oversight")
        assert [one.position.theme for one in paper.themes] == ["supervision_oversight"]
        assert [one.theme for one in paper.matrix.themes] == ["supervision_oversight"]
        assert len(paper.chosen) == 1

    def test_a_theme_nobody_raised_is_said_to_be_so(self, board):
        twice(board)
        paper = paper_of(board, "supervision_oversight")
        assert paper.themes == ()
        assert [one.label for one in paper.not_raised] == ["Not raised"]

    def test_good_practice_alone_raises_nothing(self, board):
        board.review("child-a", "2012-03-01")
        finding = board.finding("child-a", kind="good-practice")
        board.theme(finding, "neglect")
        paper = paper_of(board)
        assert paper.themes == ()
        assert [one.theme for one in paper.not_raised] == ["neglect"]

    def test_themes_that_no_record_speaks_of_are_counted(self, board):
        twice(board)
        issues = [one for one in board.facts().theming.themes.values() if one.kind == "issue"]
        assert paper_of(board).unspoken == len(issues) - 1

    def test_a_register_without_any_theme_is_refused(self, board):
        with pytest.raises(RefusedError) as refused:
            paper_of(board)
        assert refused.value.refusal.code == "nothing-to-report"
        assert "No report was written" in refused.value.refusal.safe

    def test_a_type_of_action_has_no_position_to_report(self, board):
        twice(board)
        lever = next(one.id for one in board.facts().theming.themes.values() if one.kind != "issue")
        with pytest.raises(RefusedError) as refused:
            paper_of(board, lever)
        assert refused.value.refusal.code == "no-position"

    def test_a_merged_theme_keeps_its_past_and_names_it(self, board):
        board.made(AddTheme("Cold homes", ref="cold_homes"))
        board.review("child-a", "2012-03-01")
        board.rec("child-a", theme="cold_homes")
        board.made(MergeTheme("cold_homes", into="neglect"))
        paper = paper_of(board, "cold_homes")
        (one,) = paper.themes
        assert one.position.theme == "neglect"
        assert one.merged_from == ("Cold homes",)
        assert one.position.reviews == 1

    def test_what_was_withdrawn_counts_nowhere(self, board):
        first = twice(board)
        board.saved(WithdrawRecommendation(first, why="Entered twice."))
        (one,) = paper_of(board).themes
        assert by_year(one.years) == {2016: (1, 1, 0, 0, 0, 0)}
        board.rec("child-a", label="2")
        board.saved(WithdrawReview("child-a", why="Not this board's."))
        paper = paper_of(board)
        (one,) = paper.themes
        assert one.position.reviews == 1
        assert "child-a" not in {ref for year in one.years for ref in year.reviews}

    def test_reasons_of_board_and_agencies_are_given_and_asked_for(self, board):
        board.made(AddAgency("Police"))
        twice(board)
        board.saved(GiveRecurrenceReason("neglect", "not-kept-up", agency="police"))
        (one,) = paper_of(board).themes
        assert [(reason.by, reason.says) for reason in one.reasons] == [
            ("Police", "it was carried out and not kept up")
        ]
        assert one.reasons_asked == ("the board",)

    def test_only_the_themes_that_a_subgroup_answers_for(self, board):
        board.made(AddSubgroup("Learning"))
        first = twice(board)
        board.rec("child-b", theme="supervision_oversight", label="2")
        board.saved(EditRecommendation(first, assuring="learning"))
        paper = paper_of(board, subgroup="Learning")
        assert [one.position.theme for one in paper.themes] == ["neglect"]
        assert paper.subgroup == "Learning"
        board.made(AddSubgroup("Finance"))
        with pytest.raises(RefusedError) as refused:
            paper_of(board, subgroup="finance")
        assert refused.value.refusal.code == "nothing-to-report"
