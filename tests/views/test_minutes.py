"""The minutes: exactly what was decided under a meeting, and who has to do what."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.lead import AddLead
from auditrack.commands.meeting import (
    AddItem,
    AgreeMinutes,
    DeclareInterest,
    EditMeeting,
    EndMeeting,
    NotePresent,
    StartMeeting,
)
from auditrack.commands.meeting_decision import ChangeItem, DecideInMeeting, NoteDissent
from auditrack.commands.undo import UndoLast
from auditrack.model.change import Insert, RefusedError, Saved, Transaction
from auditrack.views.agenda import agenda
from auditrack.views.meetings import meetings, open_of
from auditrack.views.minutes import minutes
from auditrack.views.page import page_of

TODAY = date(2026, 11, 20)


@pytest.fixture
def sitting(board):
    board.review("child-elm")
    board.rec("child-elm", "Police", label="1", due="2016-01", theme="")
    board.rec("child-elm", "Police", label="2", theme="")
    board.action("child-elm/1", what="Train every team.", due="2016-01", lead="Ward")
    board.action("child-elm/1", what="Brief.", due="2016-01", lead="Ward")
    board.done("act-2", on="2016-02-01")
    board.evidence("child-elm/1", shows="A rota.", by="filer")
    board.made(StartMeeting(chair="Independent Chair"))
    return board


def decide(board, ref, decision, **also):
    return board.made(DecideInMeeting("mtg-1", ref, decision, **also))


def told(board):
    return minutes(board.records, "mtg-1")


class TestHead:
    def test_who_was_there_and_in_the_chair(self, sitting):
        sitting.made(NotePresent("mtg-1", ("Ward", "Police")))
        sitting.made(NotePresent("mtg-1", "A visitor", "in attendance"))
        sitting.made(NotePresent("mtg-1", "Health", "apologies"))
        sitting.made(DeclareInterest("mtg-1", "Ward", "I led it.", "act-1"))
        found = told(sitting)
        assert found.present == ("Ward", "Police")
        assert (found.attending, found.apologies) == (("A visitor",), ("Health",))
        assert found.interests == ("Ward: I led it. (about act-1)",)
        assert (found.chair, found.keyed_by, found.group) == (
            "Independent Chair",
            "officer",
            "the board",
        )

    def test_it_is_a_draft_until_it_is_agreed(self, sitting):
        assert told(sitting).status == "draft: the meeting is still open"
        sitting.made(EndMeeting("mtg-1"))
        assert (told(sitting).is_draft, told(sitting).status) == (True, "draft, not agreed yet")
        sitting.made(AgreeMinutes("mtg-1"))
        assert (told(sitting).is_draft, told(sitting).status) == (
            False,
            "agreed on 20 November 2026",
        )

    def test_there_is_none_of_what_is_no_meeting(self, sitting):
        with pytest.raises(RefusedError):
            minutes(sitting.records, "mtg-7")

    def test_notes_say_what_is_claimed_and_what_is_certain(self, sitting):
        sitting.review("child-oak", None)
        sitting.rec("child-oak", label="1", theme="")
        decide(sitting, "child-oak/1", "noted")
        decide(sitting, "child-elm/2", "close", override="Settled")
        sitting.made(EditMeeting("mtg-1", minutes="The clerk was late."))
        found = told(sitting)
        said = " ".join(found.notes)
        assert "That is a claim" in said and "never shows that practice changed" in said
        assert "not published: child-oak" in said
        assert found.text == "The clerk was late."

    def test_one_that_the_chair_keyed_is_no_claim(self, sitting):
        sitting.made(AddLead("Independent Chair", logins=("chair",)))
        sitting.made(EditMeeting("mtg-1", chair="Independent Chair"))
        sitting.made(DecideInMeeting("mtg-1", "act-1", "noted"), by="chair")
        assert not told(sitting).claimed
        assert told(sitting).items[0].by == "chair Independent Chair"


class TestItems:
    def test_each_with_reason_dissent_override_and_in_whose_name(self, sitting):
        decide(sitting, "child-elm/2", "close", override="Settled", number=2)
        sitting.made(NoteDissent("mit-1", "Police", "Not yet"))
        decide(sitting, "act-1", "extend", to="2027-03", reason="Late", number=1)
        first, second = told(sitting).items
        assert (first.ref, first.outcome, first.reason) == (
            "act-1",
            "extended to March 2027",
            "Late",
        )
        assert (second.outcome, second.dissent) == ("closed", "Police: Not yet")
        assert second.overridden.endswith(": Settled")
        assert "claimed" in second.by and second.decision == "dec-1"

    def test_one_decided_again_tells_both(self, sitting):
        decide(sitting, "act-1", "noted")
        sitting.made(ChangeItem("mit-1", "deferred", reason="Later"))
        first, second = told(sitting).items
        assert (first.again, second.again) == ("mit-2", "")
        assert told(sitting).deferred == ("act-1: Train every team. (Later)",)

    def test_what_was_entered_beside_the_agenda(self, sitting):
        sitting.made(CloseRecommendation("child-elm/2", override="Settled", meeting="mtg-1"))
        (beside,) = told(sitting).beside
        assert (beside.ref, beside.outcome, beside.by) == (
            "child-elm/2",
            "closed",
            "entered by officer",
        )

    def test_what_was_not_reached_and_what_comes_back(self, sitting):
        sitting.made(AddItem("mtg-1", text="Dates for next year"))
        decide(sitting, "act-1", "extend", to="2027-03", reason="Late")
        decide(sitting, "ev-1", "noted")
        found = told(sitting)
        assert found.not_reached == ("Dates for next year",)
        assert found.next_matters == ("Dates for next year", "act-1: Train every team.")

    def test_what_was_put_off_and_not_taken_comes_back_again(self, sitting):
        """Nothing that waits is lost because one meeting was too short."""
        sitting.made(AddItem("mtg-1", text="Dates for next year"))
        decide(sitting, "act-1", "deferred")
        decide(sitting, "act-2", "return", reason="No rota")
        sitting.made(EndMeeting("mtg-1"))
        sitting.made(StartMeeting(chair="C"))
        sitting.made(EndMeeting("mtg-2"))
        second = minutes(sitting.records, "mtg-2")
        waits = ("Dates for next year", "act-1: Train every team.")
        assert second.not_reached == second.next_matters == waits
        sitting.made(StartMeeting(chair="C"))
        third = agenda(sitting.records, TODAY, meeting="mtg-3")
        told = {item.ref: item.why for item in third.items if item.kind == "matter-arising"}
        assert list(told) == ["mit-1", "act-1"]
        assert told["mit-1"] == "not reached at the meeting of 20 November 2026"
        sitting.made(DecideInMeeting("mtg-3", "mit-1", "noted"))
        sitting.made(DecideInMeeting("mtg-3", "act-1", "deferred"))
        sitting.made(EndMeeting("mtg-3"))
        assert minutes(sitting.records, "mtg-3").next_matters == ("act-1: Train every team.",)


class TestActionList:
    def line(self, board, ref):
        (line,) = [line for line in told(board).actions if line.ref == ref]
        return line

    def test_extended(self, sitting):
        decide(sitting, "act-1", "extend", to="2027-03", reason="Late")
        line = self.line(sitting, "act-1")
        assert (line.who, line.what, line.due) == ("Ward", "Train every team.", "March 2027")
        assert line.because == "extended to March 2027: Late"

    def test_returned_with_a_date_that_has_passed(self, sitting):
        decide(sitting, "act-2", "return", reason="No rota")
        assert self.line(sitting, "act-2").due == "January 2016, which has passed"

    def test_evidence_goes_back_to_who_filed_it(self, sitting):
        decide(sitting, "ev-1", "return", reason="Which?")
        line = self.line(sitting, "ev-1")
        assert (line.who, line.due) == ("filer", "no date on record")

    def test_referred_on_kept_and_opened_again(self, sitting):
        decide(sitting, "child-elm/1", "refer-on", to="The ICB", reason="Theirs")
        decide(sitting, "neglect", "keep-under-review", until="2027-05")
        sitting.close("child-elm/2")
        decide(sitting, "child-elm/2", "re-open", reason="Again")
        assert self.line(sitting, "child-elm/1").what.startswith("Refer on to The ICB: ")
        assert self.line(sitting, "neglect").due == "May 2027"
        assert self.line(sitting, "child-elm/2").who == "Police"

    def test_nothing_from_what_was_noted_put_off_or_taken_back(self, sitting):
        decide(sitting, "act-1", "extend", to="2027-03", reason="Late")
        sitting.made(ChangeItem("mit-1", "deferred"))
        decide(sitting, "ev-1", "noted")
        decide(sitting, "act-2", "noted")
        assert told(sitting).actions == ()


class TestPage:
    def test_it_opens_by_its_reference(self, sitting):
        decide(sitting, "act-1", "extend", to="2027-03", reason="Late")
        page = page_of(sitting.records, "mtg-1", TODAY)
        assert page.kind == "meeting"
        lines = [line for section in page.sections for line in section.lines]
        assert any(line.ref == "act-1" and "extended to March 2027" in line.text for line in lines)

    def test_the_history_of_what_it_decided_leads_to_it(self, sitting):
        decide(sitting, "act-1", "extend", to="2027-03", reason="Late")
        page = page_of(sitting.records, "act-1", TODAY, "history")
        lines = [line for section in page.sections for line in section.lines]
        assert any(line.label == "Meeting" and line.ref == "mtg-1" for line in lines)


ODD = (5, None, ["x"], "nothing", True)
FIELDS = (
    *("on_ref", "order", "to", "made", "choice", "kind", "decision", "matters", "who", "about"),
    *("previous", "chair", "date", "in_name_of", "minutes", "started_at"),
)
STANDS = {
    "meetings": ("mtg", {"date": "2026-11-19", "chair": "C"}),
    "presences": ("prs", {"meeting": "mtg-1", "who": "W"}),
    "interests": ("int", {"meeting": "mtg-1", "who": "W", "interest": "I"}),
    "meeting_items": ("mit", {"meeting": "mtg-1", "outcome": "noted", "choice": "noted"}),
}


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_what_another_program_wrote_is_told_or_left_out(sitting, odd):
    """Nothing that a record may hold keeps agenda, minutes or list from coming."""
    decide(sitting, "act-1", "noted")
    for number, name in enumerate(FIELDS, start=900):
        ops = tuple(
            Insert(table, f"{prefix}-{number}", {**fields, name: odd})
            for table, (prefix, fields) in STANDS.items()
        )
        saved = sitting.of().transact(lambda _, ops=ops: Transaction("odd", ops))
        assert isinstance(saved, Saved)
    for meeting in meetings(sitting.records):
        minutes(sitting.records, str(meeting["ref"]))
        agenda(sitting.records, TODAY, meeting=str(meeting["ref"]), projector=True)
    assert "mtg-1" in [meeting["ref"] for meeting in meetings(sitting.records)]


DECISIONS = ("accept", "return", "extend", "decline", "refer-on", "close", "re-open",
             "keep-under-review", "no-longer-relevant", "noted", "deferred")  # fmt: skip
REFS = ("child-elm/1", "child-elm/2", "act-1", "act-2", "ev-1", "neglect", "child-elm")
STEP = st.tuples(
    st.sampled_from(("decide", "change", "undo", "beside", "item")),
    st.sampled_from(REFS),
    st.sampled_from(DECISIONS),
)


ALSO = {"reason": "We said so", "to": "2027-06", "until": "2027-06", "override": "All the same"}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEP, max_size=10))
def test_minutes_list_exactly_what_the_history_has_under_the_meeting(sitting, steps):
    """Whatever is decided, changed and undone: nothing is lost from the minutes or made up."""
    board = sitting
    going_on = open_of(board.records, None)
    if going_on is not None:
        board.made(EndMeeting(going_on["ref"]))
    meeting = board.made(StartMeeting(chair="Independent Chair"))
    items = []
    for step, ref, decision in steps:
        if step == "decide":
            said = board.do(DecideInMeeting(meeting, ref, decision, **ALSO))
        elif step == "change" and items:
            said = board.do(ChangeItem(items[-1], decision, **ALSO))
        elif step == "undo":
            said = board.do(UndoLast())
        elif step == "item":
            said = board.do(AddItem(meeting, ref=ref))
        else:
            said = board.do(DecideRecommendation(ref, "implement", meeting=meeting))
        if isinstance(said, Saved) and said.references[0].startswith("mit-"):
            items.append(said.references[0])
    found = minutes(board.records, meeting)

    in_history = set()
    for entry in board.records.history():
        if entry.meeting != meeting:
            continue
        for op in entry.ops:
            if "outcome" in op.fields or (op.table, op.op) == ("decisions", "insert"):
                in_history.add(op.id)
    stands = {
        ref
        for ref in in_history
        for table in ("meeting_items", "decisions")
        if (document := board.records.get(table, ref)) is not None
        and not document.get("withdrawn_on")
        and (table == "decisions" or document.get("outcome"))
    }
    items_told = {one.item for one in found.items}
    beside = {one.item for one in found.beside}
    made = {
        ref
        for one in found.items
        for ref in board.records.get("meeting_items", one.item).get("made", ())
        if ref in stands
    }
    assert items_told | beside | made == stands
    assert items_told.isdisjoint(beside)
    assert {one.item for one in found.items if not one.again} == {
        ref for ref in items_told if not board.records.get("meeting_items", ref).get("replaced_by")
    }
