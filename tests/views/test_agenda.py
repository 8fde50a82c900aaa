"""The agenda: what needs a decision, matters arising, added items, and what may stand on a wall."""

from datetime import date
from operator import attrgetter

import pytest

from auditrack.commands.action import AddAction, UpdateAction
from auditrack.commands.lead import AddLead
from auditrack.commands.meeting import AddItem, DeclareInterest, EndMeeting, StartMeeting
from auditrack.commands.meeting_decision import ChangeItem, DecideInMeeting, NoteDissent
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.subgroup import AddSubgroup
from auditrack.commands.undo import UndoLast
from auditrack.model.change import RefusedError
from auditrack.views.agenda import HEADINGS, agenda, marked
from auditrack.views.needs import KINDS
from auditrack.views.projector import HELD_BACK, NAME, REVIEW

TODAY = date(2026, 11, 20)


@pytest.fixture
def filled(board):
    """A review with something late, something done and unsigned, and evidence that waits."""
    board.review("child-elm", subjects=("Elmira",))
    board.rec("child-elm", "Police", label="1", due="2016-01", theme="")
    board.made(AddLead("Head of Practice", holder="Q. Wintergreen"))
    board.action("child-elm/1", what="Train every team.", due="2016-01", lead="Head of Practice")
    board.action("child-elm/1", what="Write to Elmira's school.", due="2016-01")
    board.done("act-2", on="2016-02-01")
    board.evidence("child-elm/1", shows="A rota.", on="2016-03-01", by="filer")
    return board


def found(board, **asked):
    return agenda(board.records, TODAY, **asked)


def refs(agenda_):
    return [item.ref for item in agenda_.items]


def one(agenda_, ref):
    (item,) = [item for item in agenda_.items if item.ref == ref]
    return item


def start(board, on="2026-11-20", **also):
    return board.made(StartMeeting(chair="Independent Chair", **also), on=on)


def decide(board, ref, decision, meeting="mtg-1", on=None, by="officer", **also):
    return board.made(DecideInMeeting(meeting, ref, decision, **also), on, by)


def codes(item):
    return [choice.code for choice in item.choices]


class TestWhatThereIsToTake:
    def test_needs_in_order_and_evidence_behind_what_is_to_be_signed_off(self, filled):
        told = found(filled)
        assert [(item.kind, item.ref) for item in told.items] == [
            ("overdue", "act-1"),
            ("unsigned", "act-2"),
            ("evidence", "ev-1"),
        ]
        assert [item.number for item in told.items] == [1, 2, 3]
        late, _, shown = told.items
        assert (late.heading, late.what, late.whom) == (
            "Overdue",
            "Train every team.",
            "Head of Practice",
        )
        assert "overdue" in late.why and "extension" in late.clears
        assert shown.why.startswith("filed on 1 March 2016 by filer; level 0")

    def test_every_kind_has_a_heading(self):
        assert set(KINDS) < set(HEADINGS)

    def test_choices_fit_the_state_of_the_record(self, filled):
        told = found(filled)
        assert codes(one(told, "act-1")) == ["extend", "no-longer-relevant", "noted", "deferred"]
        assert codes(one(told, "act-2"))[:2] == ["accept", "return"]
        assert codes(one(told, "ev-1")) == ["accept", "return", "noted", "deferred"]
        by_code = {choice.code: choice for choice in one(told, "act-1").choices}
        assert by_code["extend"].needs_reason and by_code["extend"].needs_date
        assert not by_code["noted"].needs_reason

    def test_what_is_accepted_or_over_does_not_wait(self, filled):
        filled.close("child-elm/1")
        assert refs(found(filled)) == []

    def test_a_subgroup_takes_what_it_delivers_or_assures(self, filled):
        filled.made(AddSubgroup("Learning"))
        filled.made(AddSubgroup("Practice"))
        filled.made(EditRecommendation("child-elm/1", assuring="learning"))
        assert refs(found(filled, subgroup="Learning")) == ["act-1", "act-2", "ev-1"]
        assert refs(found(filled, subgroup="practice")) == []
        meeting = start(filled, subgroup="learning")
        told = found(filled, meeting=meeting)
        assert (told.group, refs(told)) == ("Learning", ["act-1", "act-2", "ev-1"])

    @pytest.mark.parametrize("asked", [{"meeting": "mtg-9"}, {"subgroup": "nobody"}])
    def test_it_refuses_what_is_not_there(self, filled, asked):
        with pytest.raises(RefusedError) as refused:
            found(filled, **asked)
        assert refused.value.refusal.code == "unknown-reference"


class TestWhatTheMeetingMadeOfIt:
    def test_what_needs_no_decision_any_more_stays_at_its_number(self, filled):
        start(filled)
        before = found(filled, meeting="mtg-1")
        decide(filled, "act-2", "return", number=2, kind="unsigned", reason="No rota")
        decide(filled, "act-1", "extend", number=1, kind="overdue", to="2027-03", reason="Late")
        for told in (found(filled, meeting="mtg-1"), marked(filled.records, before)):
            assert refs(told) == ["act-1", "act-2", "ev-1"]
            assert one(told, "act-1").done == "extended to March 2027"
            assert one(told, "act-2").done == "returned: not signed off"
            assert one(told, "ev-1").done == ""
            assert told.left == 1
            assert one(told, "act-1").item == "mit-2"

    def test_what_was_decided_again_tells_the_last(self, filled):
        start(filled)
        decide(filled, "act-1", "noted", number=1)
        filled.made(ChangeItem("mit-1", "deferred"))
        item = one(found(filled, meeting="mtg-1"), "act-1")
        assert (item.done, item.item) == ("deferred", "mit-2")

    def test_what_was_undone_waits_again(self, filled):
        start(filled)
        before = found(filled, meeting="mtg-1")
        decide(filled, "act-1", "noted", number=1)
        filled.made(UndoLast())
        assert marked(filled.records, before).left == 3

    def test_dissent_is_told(self, filled):
        start(filled)
        decide(filled, "act-1", "noted")
        filled.made(NoteDissent("mit-1", "Police", "No"))
        assert one(found(filled, meeting="mtg-1"), "act-1").done == "noted; dissent noted"

    def test_added_items_stand_at_the_end_and_a_known_one_in_its_place(self, filled):
        start(filled)
        filled.made(AddItem("mtg-1", text="Dates for next year"))
        filled.made(AddItem("mtg-1", ref="act-1"))
        filled.made(AddItem("mtg-1", ref="child-elm/1"))
        told = found(filled, meeting="mtg-1")
        assert refs(told) == ["act-1", "act-2", "ev-1", "mit-1", "child-elm/1"]
        assert one(told, "act-1").item == "mit-2"
        in_words = one(told, "mit-1")
        assert (in_words.what, in_words.record, codes(in_words)) == (
            "Dates for next year",
            "",
            ["noted", "deferred"],
        )
        assert "re-open" not in codes(one(told, "child-elm/1"))

    def test_interests_stand_beside_what_they_are_in(self, filled):
        start(filled)
        filled.made(DeclareInterest("mtg-1", "Head of Practice", "I led it.", "child-elm"))
        told = found(filled, meeting="mtg-1")
        assert one(told, "act-1").interests == ("Head of Practice: I led it.",)
        assert all(item.interests for item in told.items)

    def test_one_declared_or_taken_back_later_is_marked(self, filled):
        start(filled)
        before = found(filled, meeting="mtg-1")
        filled.made(DeclareInterest("mtg-1", "Ward", "I led it.", "act-1"))
        told = marked(filled.records, before)
        assert [len(item.interests) for item in told.items] == [1, 0, 0]
        filled.made(UndoLast())
        assert not any(item.interests for item in marked(filled.records, told).items)

    def test_of_one_that_is_over_it_is_what_was_taken(self, filled):
        start(filled)
        decide(filled, "act-2", "noted", number=2)
        filled.made(AddItem("mtg-1", text="Dates"))
        filled.made(EndMeeting("mtg-1"))
        assert refs(found(filled, meeting="mtg-1")) == ["act-2", "mit-2"]


class TestMattersArising:
    def ended(self, board):
        start(board, on="2026-06-01")
        decide(board, "act-1", "extend", on="2026-06-01", to="2026-09", reason="Late")
        decide(board, "act-2", "return", on="2026-06-01", reason="No rota")
        decide(board, "ev-1", "deferred", on="2026-06-01")
        decide(board, "child-elm/1", "keep-under-review", on="2026-06-01", until="2027-06")
        board.made(EndMeeting("mtg-1"), on="2026-06-01")

    def why(self, board, ref):
        return one(found(board), ref).why

    def test_they_come_first_and_once(self, filled):
        self.ended(filled)
        told = found(filled)
        assert refs(told) == ["act-1", "act-2", "ev-1", "child-elm/1"]
        assert {item.kind for item in told.items} == {"matter-arising"}
        assert one(told, "act-1").clears == "Doing it, or an extension with its reason."

    def test_late_and_nothing_on_record(self, filled):
        self.ended(filled)
        why = self.why(filled, "act-1")
        assert why.startswith("extended to September 2026 at the meeting of 1 June 2026; overdue")
        assert why.endswith("nothing on record since")
        assert "not done" not in why

    def test_an_update_since(self, filled):
        self.ended(filled)
        filled.made(UpdateAction("act-2", note="Sent", state="in-progress"), on="2026-07-01")
        assert "1 update since, in progress" in self.why(filled, "act-2")

    def test_done_since(self, filled):
        self.ended(filled)
        filled.done("act-2", on="2026-07-01")
        why = self.why(filled, "act-2")
        assert "said to be done on 1 July 2026, not signed off" in why
        filled.sign_off("act-2", on="2026-08-01")
        assert self.why(filled, "act-2").endswith("signed off")

    def test_evidence_put_off(self, filled):
        self.ended(filled)
        assert self.why(filled, "ev-1") == (
            "deferred at the meeting of 1 June 2026; filed; nothing on record since"
        )

    def test_a_recommendation_closed_since(self, filled):
        self.ended(filled)
        filled.close("child-elm/1", on="2026-10-01")
        assert self.why(filled, "child-elm/1").endswith("closed on 1 October 2026")

    def test_of_a_meeting_they_are_those_that_it_was_started_with(self, filled):
        self.ended(filled)
        start(filled)
        told = found(filled, meeting="mtg-2")
        assert refs(told) == ["act-1", "act-2", "ev-1", "child-elm/1"]
        decide(filled, "act-1", "extend", "mtg-2", number=1, to="2027-02", reason="Late")
        assert one(found(filled, meeting="mtg-2"), "act-1").done == "extended to February 2027"


class TestOnAWall:
    def test_names_of_subjects_and_holders_are_held_back(self, filled):
        filled.made(AddAction(("child-elm/1",), "Ask Mr Wintergreen of it", due="2016-01"))
        told = found(filled, projector=True)
        said = " ".join(f"{i.what} {i.why} {i.whom} {i.text}" for i in told.items)
        assert "Elmira" not in said and "Wintergreen" not in said and "filer" not in said
        assert f"Write to {NAME}" in said and f"Ask Mr {NAME} of it" in said

    def test_nothing_of_a_review_that_is_not_published(self, board):
        board.review("child-oak", None, on="2026-01-01")
        board.rec("child-oak", label="1", theme="", text="Never leave Oaken alone.")
        board.action("child-oak/1", what="Tell Oaken's school.", due="2026-02")
        board.evidence("child-oak/1", shows="Oaken was seen.")
        start(board)
        board.made(DeclareInterest("mtg-1", "Ward", "Oaken is my nephew.", "child-oak"))
        board.made(AddItem("mtg-1", text="What Child-Oak/1 asked, and child-oak."))
        decide(board, "act-1", "noted", number=1, reason="Oaken moved.")
        told = found(board, meeting="mtg-1", projector=True)
        held = [item for item in told.items if item.held_back]
        assert sorted(map(attrgetter("ref"), held)) == ["act-1", "ev-1"]
        shown = attrgetter("label", "heading", "what", "why", "clears", "whom", "text", "done")
        for item in told.items:
            said = " ".join((*shown(item), *item.interests))
            assert "Oaken" not in said and "oak" not in said.casefold()
        assert {item.what for item in held} == {HELD_BACK}
        assert REVIEW in one(told, "mit-1").what

    def test_its_own_title_and_reference_in_another_s_text(self, board):
        board.review("child-oak", None, on="2026-01-01")
        board.review("child-elm")
        board.rec("child-elm", label="1", theme="")
        board.action("child-elm/1", what="As in Child-Oak and child-oak/2.", due="2016-02")
        item = found(board, projector=True).items[0]
        assert item.what == f"As in {REVIEW} and {REVIEW}."

    def test_without_a_wall_nothing_is_held_back(self, filled):
        assert "Elmira" in one(found(filled), "act-2").what
