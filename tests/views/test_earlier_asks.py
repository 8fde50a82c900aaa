"""Earlier asks near a text, people's answers, and the same ask told as asked again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditrack.commands.asked_before import AnswerAskedBefore
from auditrack.commands.audit import RecordAudit
from auditrack.commands.review import WithdrawReview
from auditrack.views.asked_again import asked_again
from auditrack.views.before import MOST_POINTS, before, points_of, sheet
from auditrack.views.earlier import earlier_asks
from auditrack.views.facts import Facts
from auditrack.views.page import page_of
from auditrack.views.page_near import near_of, near_section

ASK = "Supervisors should read the file of every child on a plan for neglect each month."


def near(board, ref):
    return [one.ref for one in near_of(Facts(board.records, board.today), ref)]


@pytest.fixture
def three(board):
    """The same asked in three reviews, said done twice."""
    refs = []
    for name, published in (("child-a", "2006-05-10"), ("child-b", "2011"), ("child-c", "2015-04")):
        board.review(name, published)
        refs.append(board.rec(name, "Police", text=ASK, label="1"))
    board.done(board.action(refs[0]), "2007-03-31")
    board.done(board.action(refs[1]), "2012-01-31")
    return refs


def link(board, later, earlier, answer="same"):
    board.made(AnswerAskedBefore(later, earlier, answer))


class TestNear:
    def test_only_what_may_be_earlier_and_of_another_case(self, board, three):
        first, second, third = three
        board.rec("child-c", "Health", text=ASK, label="2")
        assert near(board, third) == [first, second]
        assert near(board, second) == [first]
        assert near(board, first) == []

    def test_an_undated_review_may_be_earlier(self, board, three):
        board.review("child-d", None)
        undated = board.rec("child-d", text=ASK)
        assert undated in near(board, three[0])

    def test_no_more_than_five_and_the_boards_own_first(self, board):
        for number in range(4):
            board.review(f"own-{number}", "2010")
            board.rec(f"own-{number}", text=f"{ASK} Ward {number}.")
        for number in range(3):
            board.review(f"other-{number}", "2012", boards=("Elsewhere",))
            board.rec(f"other-{number}", text=ASK)
        found = earlier_asks(Facts(board.records, board.today), ASK)
        assert len(found) == 5
        assert [one.own_board for one in found] == sorted(
            (one.own_board for one in found), reverse=True
        )
        assert sum(not one.own_board for one in found) == 3

    def test_an_answer_is_shown_and_no_is_not_asked_again(self, board, three):
        first, second, third = three
        link(board, third, first, "stronger")
        link(board, third, second, "no")
        (found,) = near_of(Facts(board.records, board.today), third)
        assert (found.ref, found.answered) == (first, "same ask, stronger than before")
        board.made(AnswerAskedBefore(third, first, "related"))
        (found,) = near_of(Facts(board.records, board.today), third)
        assert found.answered == "related"

    def test_what_became_of_it_and_where_it_stands(self, board, three):
        board.evidence(three[0], level=1)
        found = near_of(Facts(board.records, board.today), three[1])[0]
        assert found.became == "done, 0 of 1 signed off; best evidence level 1"
        assert found.stands == "not tested"
        (line,) = near_section([found]).lines
        assert line.ref == three[0] and "Became: done" in line.text

    def test_nothing_near_is_said(self, board):
        board.review("child-a")
        assert "No earlier ask" in near_section(()).lines[0].text


class TestAskedAgain:
    def test_three_times_in_nine_years(self, board, three):
        first, second, third = three
        link(board, second, first)
        link(board, third, second, "stronger")
        facts = Facts(board.records, board.today)
        for ref in three:
            found = asked_again(facts, ref)
            assert [one.ref for one in found.askings] == three
            assert found.summary == (
                "third time in nine years; said done twice; never tested on record"
            )

    def test_the_earlier_one_says_how_long_after_it_was_said_done(self, board, three):
        link(board, three[1], three[0], "stronger")
        page = page_of(board.records, three[0], board.today)
        lines = {one.title: one.lines for one in page.sections}
        (again,) = lines["Asked again"]
        assert again.ref == three[1]
        assert "45 months after this was said to be done; claimed: act-1" in again.text
        assert "stronger than before" in again.text and "never tested on record" in again.text
        later = page_of(board.records, three[1], board.today)
        (before_,) = next(one.lines for one in later.sections if one.title == "Asked before")
        assert before_.ref == three[0] and "said to be done, 31 March 2007" in before_.text

    def test_the_register_is_narrowed_to_what_was_asked_again(self, board, three):
        from auditrack.views.rows import RowList

        link(board, three[1], three[0])
        rows = RowList(board.records, board.today).narrowed("asked-again")
        assert set(rows.refs) == {three[0], three[1]}

    def test_a_test_is_counted_and_a_withdrawn_review_is_not(self, board, three):
        link(board, three[1], three[0])
        board.made(RecordAudit("2013-02-01", "not-embedded", serves=(three[1],)))
        facts = Facts(board.records, board.today)
        assert asked_again(facts, three[0]).summary.endswith("last found not embedded")
        board.made(WithdrawReview("child-b", why="Entered twice."))
        assert asked_again(Facts(board.records, board.today), three[0]) is None

    def test_an_as_at_view_does_not_know_a_later_link(self, board, three):
        link(board, three[1], three[0])
        from datetime import date

        assert asked_again(Facts(board.records, date(2014, 1, 1)), three[0]) is None


class TestPoints:
    @pytest.mark.parametrize(
        ("text", "points"),
        [
            ("", ()),
            ("One thing\nsaid over two lines.", ("One thing said over two lines.",)),
            ("First.\n\nSecond.", ("First.", "Second.")),
            ("- One\n- Two,\n  goes on\n- Three", ("One", "Two, goes on", "Three")),
            ("Points:\n1. One\n2) Two\n(c) Three", ("Points:", "One", "Two", "Three")),
            ("• One\r\n• Two", ("One", "Two")),
            ("- only one bullet", ("- only one bullet",)),
            ("***\n\n---", ()),
        ],
    )
    def test_points_of_a_pasted_text(self, text, points):
        assert points_of(text) == points

    @given(st.text(max_size=2000))
    def test_any_text_is_split_within_limits(self, text):
        points = points_of(text)
        assert len(points) <= MOST_POINTS
        assert all(point == " ".join(point.split()) for point in points)

    def test_one_page_answers_the_questions(self, board, three):
        board.review("elsewhere", "2012", boards=("Elsewhere",))
        board.rec("elsewhere", "Schools", text="Bus stops near schools should be lit at night.")
        found = before(
            board.records,
            f"- {ASK}\n- Bus stops near schools should be lit.\n- Zebras and yachts.",
            board.today,
        )
        assert found.identified == (
            "Of 3 points, 1 is near something this board was asked before, 1 is near only what "
            "another board was asked, 1 is near nothing on record."
        )
        assert [one.theme for one in found.recurrent][:1] == ["neglect"]
        assert set(found.agencies) == {"Police", "Schools"}
        page = sheet(found)
        assert [one.title for one in page.sections][:3] == [
            "Were improvements identified before?",
            "Does it show recurrent themes?",
            "Were several organisations concerned?",
        ]
        refs = {line.ref for one in page.sections for line in one.lines if line.ref}
        assert set(three) <= refs and "theme:neglect" in refs

    def test_an_empty_text_and_an_empty_register(self, board):
        found = before(board.records, "", board.today)
        assert found.points == () and sheet(found).sections
        assert before(board.records, ASK, board.today).asks == ()
