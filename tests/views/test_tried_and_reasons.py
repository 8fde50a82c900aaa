"""What was tried about a theme, and why it came back, on its page."""

import pytest

from auditrack.commands.agency import AddAgency
from auditrack.commands.recurrence_reason import GiveRecurrenceReason
from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.views.page import page_of
from auditrack.views.recurrence_reasons import reasons_asked, reasons_given, reasons_wanted
from auditrack.views.tried import Kind, Tried, kind_of, tried


def lines_of(board, theme, title):
    page = page_of(board.records, theme, board.today, "theme")
    found = next((one.lines for one in page.sections if one.title == title), ())
    return [(line.label, line.text) for line in found]


def twice(board, last_type=None):
    """Neglect in two cases: trained for after the first, and then it came back."""
    board.review("child-a", "2012-01-01")
    first = board.rec("child-a", "Police", label="1", due="2012-06-30")
    one = board.action(first, what="Train every officer in neglect.", type="train")
    board.action(first, what="Write a protocol for strategy meetings.")
    board.review("child-b", "2016-01-01", practice=("2014-01..2015-01",))
    second = board.rec("child-b", "Police", label="1")
    board.action(second, what="Refresher training for sergeants.", type=last_type)
    return one


class TestTried:
    def test_the_mix_says_what_is_confirmed_and_what_only_suggested(self, board):
        twice(board)
        said = lines_of(board, "neglect", "What was tried")
        assert said == [
            ("In all", "3 actions: 1 confirmed, 2 only suggested"),
            ("Train or refresh skills (weak)", "2 of 3 actions: 1 confirmed, 1 only suggested"),
            (
                "Write or revise policy, procedure, protocol or guidance (moderate)",
                "1 of 3 actions: 1 only suggested",
            ),
            (
                None,
                "Perhaps the same type as last time: Train or refresh skills. This rests on the "
                "types of 2 actions: 1 confirmed, 1 only suggested.",
            ),
            (
                None,
                "1 of 2 actions on earlier reviews was “Train or refresh skills” (1 confirmed), "
                "and it came back.",
            ),
        ]

    def test_the_same_again_is_said_for_certain_where_all_it_rests_on_is_confirmed(self, board):
        twice(board, last_type="train")
        said = lines_of(board, "neglect", "What was tried")
        assert (
            None,
            "The same type as last time: Train or refresh skills. This rests on confirmed types "
            "only.",
        ) in said

    def test_another_type_is_not_the_same_as_last_time(self, board):
        twice(board, last_type="system_change")
        found = tried(board.facts(), "neglect")
        assert found.again == frozenset()
        assert found.cases[-1][1] == (Kind("system_change", confirmed=True),)

    def test_a_type_in_the_boards_own_words_stays(self, board):
        board.review("child-a")
        ref = board.rec("child-a")
        board.action(ref, what="Something.", type="Our own kind")
        said = lines_of(board, "neglect", "What was tried")
        assert said[1] == ("Our own kind", "1 of 1 action: 1 confirmed")

    def test_nothing_tells_the_type_of_some(self, board):
        board.review("child-a")
        action = board.action(board.rec("child-a"), what="Zebra.")
        (found,) = (a for a in board.facts().actions.all() if a.ref == action)
        assert kind_of(found).id == ""
        assert lines_of(board, "neglect", "What was tried") == [
            ("In all", "1 action: 1 not known"),
            ("A type that nobody has said", "1 of 1 action: 1 not known"),
        ]

    def test_nothing_was_tried(self, board):
        board.review("child-a")
        board.rec("child-a")
        assert lines_of(board, "neglect", "What was tried") == []


SAID, SUGGESTED = Kind("train", True), Kind("train", False)
OTHER, UNKNOWN = Kind("procedure", False), Kind("", False)


@pytest.mark.parametrize(
    ("before", "last", "again", "rests_on"),
    [
        ([SAID], [SAID], {"train"}, [SAID, SAID]),
        # What was tried besides before takes nothing from it.
        ([SAID, OTHER, UNKNOWN], [SAID], {"train"}, [SAID, SAID]),
        # One confirmed training before is enough, however many are only suggested.
        ([SUGGESTED, SAID], [SAID], {"train"}, [SAID, SAID]),
        ([SUGGESTED], [SAID], {"train"}, [SAID, SUGGESTED]),
        ([SAID], [SUGGESTED], {"train"}, [SUGGESTED, SAID]),
        # An action of the latest case of which nothing is known may have been another type.
        ([SAID], [SAID, UNKNOWN], {"train"}, [SAID, UNKNOWN, SAID]),
        ([SAID], [SAID, OTHER], set(), None),
        ([SAID], [UNKNOWN], set(), None),
        ([UNKNOWN], [UNKNOWN], set(), None),
    ],
)
def test_what_the_same_again_rests_on(before, last, again, rests_on):
    found = Tried((), (("a", tuple(before)), ("b", tuple(last))))
    assert found.again == again
    if rests_on is not None:
        assert found.rests_on == tuple(rests_on)


class TestReasons:
    def test_are_asked_for_at_attention_nine_and_ten_of_board_and_agencies(self, board):
        twice(board)
        assert reasons_wanted(board.records, "neglect", board.today) == ("the board", "Police")
        title = "Why it came back"
        assert ("Not said yet by", "the board, Police") in lines_of(board, "neglect", title)
        board.made(GiveRecurrenceReason("neglect", "staff-turnover"))
        board.made(GiveRecurrenceReason("neglect", "other", "Rotas changed.", "Police"))
        said = lines_of(board, "neglect", title)
        assert [label for label, _ in said] == ["the board", "Police"]
        assert said[1][1].startswith("Rotas changed. (")

    def test_are_not_asked_for_below_that(self, board):
        board.review("child-a")
        board.rec("child-a", "Police")
        assert reasons_wanted(board.records, "neglect", board.today) == ()
        assert lines_of(board, "neglect", "Why it came back") == []

    def test_of_a_merged_theme_go_with_it_and_a_later_one_is_not_seen_before(self, board):
        twice(board)
        board.made(AddAgency("Fire service"))
        board.made(AddTheme("Cold homes"))
        board.made(GiveRecurrenceReason("cold_homes", "resources", on="2020-05-01"))
        board.made(MergeTheme("cold_homes", "neglect"))
        assert [one.by for one in reasons_given(board.facts(), "neglect")] == ["the board"]
        assert reasons_given(board.facts("2019-01-01"), "neglect") == ()

    def test_the_position_asks_nobody_who_has_said(self, board):
        from auditrack.analysis.position import position

        twice(board)
        board.made(GiveRecurrenceReason("neglect", "not-known"))
        facts = board.facts()
        assert reasons_asked(facts, position(facts.theme("neglect"))) == ("Police",)
