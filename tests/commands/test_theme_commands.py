"""The library of themes as a board extends it: renamed, split, and why a theme came back."""

import pytest

from auditrack.commands.agency import AddAgency
from auditrack.commands.asked_before import AnswerAskedBefore
from auditrack.commands.recommendation import AddRecommendation
from auditrack.commands.recurrence_reason import GiveRecurrenceReason
from auditrack.commands.review import AddReview
from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.commands.theme_change import EditTheme, SplitTheme
from auditrack.commands.theme_link import LinkTheme
from auditrack.commands.undo import UndoLast
from auditrack.themes import suggest
from auditrack.views.facts import Facts
from auditrack.views.theming import Theming
from tests.commands.conftest import TODAY


def live(desks, table, field, value):
    found = desks.of().index(table, field).get(value, ())
    return [one for one in found if not one.get("withdrawn_on")]


class TestEdit:
    def test_a_library_theme_is_renamed_and_keeps_its_links_and_history(self, desks, board):
        ref = board()
        desks.saved(LinkTheme(ref, "neglect"))
        desks.saved(EditTheme("neglect", name="Neglect at home", why="Our word for it."))
        theming = Theming(desks.of())
        assert theming.name("neglect") == "Neglect at home"
        assert theming.of(ref) == ("neglect",)
        desks.saved(EditTheme("Neglect at home", definition="Needs not met."))
        assert Theming(desks.of()).themes["neglect"].definition == "Needs not met."
        assert next(one.why for one in desks.of().history("neglect")) == "Our word for it."

    def test_added_phrases_suggest_it_and_none_is_added_twice(self, desks, board):
        desks.saved(EditTheme("neglect", phrases=("cold floors", "Cold floors")))
        (phrase,) = live(desks, "phrases", "theme", "neglect")
        assert phrase["phrase"] == "cold floors"
        found = suggest("They had cold floors.", library=Theming(desks.of()).suggesting)
        assert found[0].theme == "neglect" and "cold floors" in found[0].because
        desks.refused(EditTheme("neglect", phrases=("cold floors",)), "no-change")

    def test_what_an_edit_may_not_be(self, desks, board):
        desks.saved(AddTheme("Dog bites"))
        desks.saved(AddTheme("Small dogs", parent="Dog bites"))
        taken = desks.refused(EditTheme("neglect", name="Dog bites"), "name-taken")
        assert "auditrack theme merge neglect --into dog_bites" in str(taken)
        desks.refused(EditTheme("dog_bites", parent="small_dogs"), "circle")
        desks.refused(EditTheme("dog_bites", parent="dog_bites"), "circle")
        desks.refused(EditTheme("dog_bites", name="Dog bites"), "no-change")
        desks.refused(EditTheme("unicorns", name="Unicorns"), "unknown-theme")
        desks.refused(EditTheme("dog_bites", name=" "), "missing")


class TestMerge:
    def test_a_linked_library_theme_merged_by_mistake_is_taken_back(self, desks, board):
        ref = board()
        desks.saved(LinkTheme(ref, "neglect"))
        saved = desks.saved(MergeTheme("neglect", "supervision_oversight"))
        desks.saved(UndoLast(saved.entry.number))
        theming = Theming(desks.of())
        assert theming.of(ref) == ("neglect",) and theming.name("neglect").startswith("Neglect")
        again = desks.saved(MergeTheme("neglect", "self_neglect"))
        assert Theming(desks.of()).of(ref) == ("self_neglect",)
        desks.saved(UndoLast(again.entry.number))
        assert Theming(desks.of()).of(ref) == ("neglect",)

    def test_taking_the_first_change_back_leaves_what_others_changed_since(self, desks, board):
        desks.saved(LinkTheme(board(), "neglect"))
        desks.saved(EditTheme("neglect", name="Neglect at home"))
        desks.saved(EditTheme("neglect", definition="Needs not met."), by="other")
        desks.saved(UndoLast())
        theme = Theming(desks.of()).themes["neglect"]
        assert theme.name == "Neglect and home conditions"
        assert theme.definition == "Needs not met."

    def test_a_theme_that_went_into_another_is_not_meant_by_its_old_name(self, desks):
        desks.saved(MergeTheme("neglect", "self_neglect"))
        refusal = desks.refused(MergeTheme("neglect", "supervision_oversight"), "merged-already")
        assert "self_neglect" in str(refusal)
        desks.refused(EditTheme("neglect", name="Cold homes"), "merged-already")
        # What goes into it goes where it went.
        desks.saved(MergeTheme("domestic_abuse", "neglect"))
        assert Theming(desks.of()).now("domestic_abuse") == "self_neglect"

    def test_a_theme_into_itself_and_a_circle_are_refused(self, desks):
        itself = desks.refused(MergeTheme("neglect", "neglect"), "circle")
        assert "cannot go on as itself" in str(itself)
        desks.saved(MergeTheme("neglect", "domestic_abuse"))
        desks.saved(MergeTheme("domestic_abuse", "self_neglect"))
        desks.refused(MergeTheme("self_neglect", "neglect"), "circle")


class TestSplit:
    def test_links_and_dates_go_with_the_records_and_the_rest_stays(self, desks, board):
        one, two = board("Share records."), board("See the home.")
        desks.saved(LinkTheme(one, "neglect", concern="2014..2015", subject="Child F"))
        desks.saved(LinkTheme(two, "neglect", "suggest"))
        saved = desks.saved(SplitTheme("neglect", "Cold homes", (one,), why="Another matter."))
        new = saved.references[0]
        assert new == "cold_homes" and desks.get("themes", new)["split_from"] == "neglect"
        theming = Theming(desks.of())
        assert (theming.of(one), theming.of(two)) == ((new,), ("neglect",))
        (link,) = live(desks, "theme_links", "of", one)
        assert (link["theme"], link["status"]) == (new, "confirmed")
        (mention,) = live(desks, "mentions", "link", link["ref"])
        assert (mention["theme"], mention["subject"]) == (new, "Child F")
        assert (mention["concern_from"], mention["concern_to"]) == ("2014", "2015")
        assert Facts(desks.of(), TODAY).theme(new).mentions[0].subject == "Child F"

    def test_it_is_undone_as_one(self, desks, board):
        ref = board()
        desks.saved(LinkTheme(ref, "neglect", concern="2014"))
        saved = desks.saved(SplitTheme("neglect", "Cold homes", (ref,)))
        undone = desks.saved(UndoLast(saved.entry.number))
        assert undone.references[0] == "cold_homes"
        assert Theming(desks.of()).of(ref) == ("neglect",)
        assert "cold_homes" not in Theming(desks.of()).themes

    def test_what_a_split_may_not_be(self, desks, board):
        ref = board()
        desks.saved(LinkTheme(ref, "neglect", "reject"))
        desks.refused(SplitTheme("neglect", "Cold homes", ()), "missing")
        desks.refused(SplitTheme("neglect", "Cold homes", (ref,)), "not-linked")
        desks.refused(SplitTheme("neglect", "Cold homes", ("child-f/9",)), "unknown-reference")
        desks.saved(LinkTheme(ref, "neglect"))
        desks.refused(SplitTheme("neglect", "Domestic abuse", (ref,)), "name-taken")

    def test_a_merged_theme_keeps_its_past_and_is_split_by_its_new_name(self, desks, board):
        ref = board()
        desks.saved(AddTheme("Dog bites"))
        desks.saved(LinkTheme(ref, "dog_bites"))
        desks.saved(MergeTheme("dog_bites", "neglect"))
        assert Facts(desks.of(), TODAY).theme("neglect").merged_from == ("dog_bites",)
        desks.saved(SplitTheme("neglect", "Bites", (ref,)))
        assert Theming(desks.of()).of(ref) == ("bites",)


class TestReason:
    def test_the_board_and_an_agency_each_say_why(self, desks, board):
        desks.saved(AddAgency("Police"))
        desks.saved(GiveRecurrenceReason("neglect", "staff-turnover"))
        desks.saved(GiveRecurrenceReason("neglect", "other", "The form was lost.", "Police"))
        said = live(desks, "recurrence_reasons", "theme", "neglect")
        assert [(one.get("agency"), one["kind"]) for one in said] == [
            (None, "staff-turnover"),
            ("police", "other"),
        ]

    @pytest.mark.parametrize(
        ("command", "code"),
        [
            (GiveRecurrenceReason("neglect", "laziness"), "bad-value"),
            (GiveRecurrenceReason("neglect", "other"), "missing"),
            (GiveRecurrenceReason("unicorns", "resources"), "unknown-theme"),
            (GiveRecurrenceReason("neglect", "resources", agency="Navy"), "unknown-reference"),
            (GiveRecurrenceReason("neglect", "resources", on="2040"), "future-date"),
            (GiveRecurrenceReason("neglect", "not-known"), "already-there"),
        ],
    )
    def test_what_a_reason_may_not_be(self, desks, board, command, code):
        desks.saved(GiveRecurrenceReason("neglect", "not-known"))
        desks.refused(command, code)


class TestAskedBefore:
    @pytest.fixture
    def two(self, desks, board):
        desks.saved(AddReview("child-g", "Child G", published="2024"))
        return desks.made(AddRecommendation("child-g", "Share records.")), board()

    def test_an_answer_links_the_two_and_a_later_one_takes_its_place(self, desks, two):
        new, old = two
        desks.saved(AnswerAskedBefore(new, old, "stronger"))
        (link,) = live(desks, "links", "a", new)
        assert (link["b"], link["as"], link["degree"]) == (old, "same-ask", "stronger")
        for answer, kind in (("no", "unrelated"), ("related", "related"), ("same", "same-ask")):
            desks.saved(AnswerAskedBefore(new, old, answer))
            (link,) = live(desks, "links", "a", new)
            assert link["as"] == kind

    def test_what_an_answer_may_not_be(self, desks, board, two):
        new, old = two
        desks.refused(AnswerAskedBefore(new, old, "perhaps"), "bad-value")
        desks.refused(AnswerAskedBefore(new, new, "same"), "same-review")
        desks.refused(AnswerAskedBefore(old, board("Another."), "same"), "same-review")
        desks.refused(AnswerAskedBefore(new, "child-f/99", "same"), "unknown-reference")
        desks.saved(AnswerAskedBefore(new, old, "same"))
        desks.refused(AnswerAskedBefore(new, old, "same"), "already-there")
