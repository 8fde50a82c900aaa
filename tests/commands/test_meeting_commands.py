"""A meeting from its start to its agreed minutes: each rule, and who may do what in it."""

from datetime import date

import pytest

from auditrack.commands.action import ActionDone, AddAction
from auditrack.commands.agency import AddAgency
from auditrack.commands.audit import RecordAudit
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.decision import DecideRecommendation, ReopenRecommendation
from auditrack.commands.evidence import AcceptEvidence, AddEvidence
from auditrack.commands.finding import AddFinding
from auditrack.commands.lead import AddLead
from auditrack.commands.meeting import (
    AddItem,
    AgreeMinutes,
    DeclareInterest,
    EditMeeting,
    EndMeeting,
    NotePresent,
    RemovePresent,
    StartMeeting,
    WithdrawMeeting,
)
from auditrack.commands.meeting_decision import ChangeItem, DecideInMeeting, NoteDissent
from auditrack.commands.redaction import AskRedaction, confirm_redaction
from auditrack.commands.role import SetRoles
from auditrack.commands.subgroup import AddSubgroup
from auditrack.commands.undo import UndoLast
from auditrack.model.change import Saved
from auditrack.model.words import MEETING_CHOICES
from auditrack.views.changes import about, sentence
from auditrack.views.history import history, line_of
from auditrack.views.meeting_choices import CHOICES, choices_for
from auditrack.views.retention import belonging

TODAY = date(2026, 11, 20)
TOMORROW = date(2026, 11, 21)


@pytest.fixture
def meeting(desks, board):
    """An open meeting of the board, with one recommendation, one action done and one not."""
    board()
    desks.saved(AddAction(("child-f/rec-1",), "Train", lead="Ward", due="2026-06"), by="ward")
    desks.saved(AddAction(("child-f/rec-1",), "Brief", due="2026-06", state="done"), by="ward")
    desks.saved(AddEvidence(("child-f/rec-1",), "Rota", level=1), by="ward")
    return desks.made(StartMeeting(chair="Independent Chair"))


def decide(desks, ref, decision, by="officer", today=TODAY, **also):
    return desks.saved(DecideInMeeting("mtg-1", ref, decision, **also), by, today)


def refused(desks, code, ref, decision, by="officer", **also):
    return desks.refused(DecideInMeeting("mtg-1", ref, decision, **also), code, by)


def staffed(desks):
    """Roles set: an administrator, an officer, a scrutineer, a reader and a chair."""
    for login, role in (
        ("boss", "administrator"),
        ("officer", "officer"),
        ("tester", "scrutineer"),
        ("reader", "reader"),
        ("chair", "chair"),
    ):
        desks.saved(SetRoles(login, (role,)), by="boss" if login != "boss" else "officer")


class TestStarting:
    def test_who_holds_a_lead_and_names_nobody_is_in_the_chair(self, desks):
        desks.saved(AddLead("Independent Chair", logins=("chair",)))
        desks.refused(StartMeeting(), "missing", "officer")
        ref = desks.saved(StartMeeting(), by="chair").references[0]
        assert desks.get("meetings", ref)["chair"] == "independent-chair"

    def test_it_is_today_and_keyed_by_the_login(self, desks, meeting):
        kept = desks.get("meetings", meeting)
        assert (kept["date"], kept["status"], kept["keyed_by"]) == ("2026-11-20", "open", "officer")
        assert kept["chair"] == "Independent Chair"

    def test_a_lead_on_record_is_kept_by_its_reference(self, desks, board):
        desks.saved(AddLead("Independent Chair"))
        ref = desks.made(StartMeeting(chair="independent chair"))
        assert desks.get("meetings", ref)["chair"] == "independent-chair"

    @pytest.mark.parametrize(
        "fields, code",
        [
            ({}, "missing"),
            ({"chair": "C", "on": "2026-11-21"}, "future-date"),
            ({"chair": "C", "on": "2026-11"}, "bad-date"),
            ({"chair": "C", "on": "soon"}, "bad-date"),
            ({"chair": "C", "subgroup": "nobody"}, "unknown-reference"),
            ({"chair": "x" * 600}, "too-long"),
        ],
    )
    def test_it_refuses(self, desks, board, fields, code):
        desks.refused(StartMeeting(**fields), code)

    def test_one_of_a_group_is_open_at_a_time(self, desks, meeting):
        desks.saved(AddSubgroup("Learning"))
        assert "mtg-1" in desks.refused(StartMeeting(chair="C"), "meeting-open").message
        assert desks.made(StartMeeting("learning", chair="C")) == "mtg-2"
        desks.refused(StartMeeting("learning", chair="C"), "meeting-open")
        desks.saved(EndMeeting("mtg-2"))
        assert desks.made(StartMeeting("learning", chair="C")) == "mtg-3"

    def test_one_found_open_from_an_earlier_day_goes_on_or_ends(self, desks, meeting):
        decide(desks, "child-f/rec-1", "accept", today=TOMORROW)
        assert desks.get("decisions", "dec-1")["on"] == "2026-11-21"
        desks.saved(EndMeeting(meeting), today=TOMORROW)
        assert desks.get("meetings", meeting)["ended_on"] == "2026-11-21"

    def test_one_keyed_after_its_day_decides_on_that_day(self, desks, board):
        ref = board()
        desks.saved(StartMeeting(chair="C", on="2026-11-03"))
        decide(desks, ref, "refer-on", reason="Not ours")
        assert desks.get("decisions", "dec-1")["on"] == "2026-11-03"

    def test_but_not_before_a_decision_that_stands(self, desks, board):
        ref = board()
        desks.saved(CloseRecommendation(ref, override="Settled", on="2026-11-10"))
        desks.saved(StartMeeting(chair="C", on="2026-11-03"))
        decide(desks, ref, "re-open", reason="It came back")
        assert desks.get("decisions", "dec-2")["on"] == "2026-11-20"

    def test_matters_are_carried_from_the_meeting_before(self, desks, meeting):
        decide(desks, "act-1", "extend", reason="Late", to="2027-03")
        decide(desks, "child-f/rec-1", "deferred")
        decide(desks, "ev-1", "noted")
        desks.saved(AddItem(meeting, text="Dates for next year"))
        desks.saved(EndMeeting(meeting))
        second = desks.made(StartMeeting(chair="C"))
        kept = desks.get("meetings", second)
        assert kept["previous"] == meeting
        assert kept["matters"] == ("act-1", "child-f/rec-1", "mit-4")

    def test_a_matter_in_words_comes_back_and_is_taken(self, desks, meeting):
        item = desks.made(AddItem(meeting, text="Dates for next year"))
        other = desks.made(AddItem(meeting, text="A letter"))
        desks.saved(DecideInMeeting(meeting, other, "noted"))
        desks.saved(EndMeeting(meeting))
        second = desks.made(StartMeeting(chair="C"))
        made = desks.made(DecideInMeeting(second, item, "noted"))
        kept = desks.get("meeting_items", made)
        assert (kept["on_ref"], kept["text"]) == (item, "Dates for next year")
        desks.refused(DecideInMeeting(second, item, "deferred"), "decided-already")
        desks.refused(DecideInMeeting(second, other, "noted"), "other-meeting")

    def test_one_started_by_mistake_is_withdrawn_while_nothing_is_decided(self, desks, meeting):
        desks.refused(WithdrawMeeting(meeting), "reason-needed")
        decide(desks, "ev-1", "noted")
        desks.refused(WithdrawMeeting(meeting, why="Mistake"), "meeting-decided")
        desks.saved(UndoLast())
        desks.saved(WithdrawMeeting(meeting, why="Mistake"))
        desks.refused(EndMeeting(meeting), "withdrawn")
        desks.saved(StartMeeting(chair="C"))


class TestPresence:
    def test_leads_and_agencies_are_known_by_name(self, desks, meeting):
        desks.saved(AddAgency("Fernshire Police"))
        desks.saved(NotePresent(meeting, ("Ward", "fernshire police", "A visitor"), "present"))
        who = [one["who"] for one in desks.of().select("presences")]
        assert who == ["ward", "fernshire-police", "A visitor"]

    def test_one_name_is_enough_and_may_change_its_way(self, desks, meeting):
        assert desks.made(NotePresent(meeting, "Ward")) == "prs-1"
        desks.refused(NotePresent(meeting, "ward", "present"), "no-change")
        assert desks.made(NotePresent(meeting, "Ward", "in attendance")) == "prs-1"
        assert desks.get("presences", "prs-1")["present_as"] == "in-attendance"

    def test_it_is_taken_back(self, desks, meeting):
        desks.saved(NotePresent(meeting, "Ward"))
        desks.saved(RemovePresent(meeting, "Ward"))
        desks.refused(RemovePresent(meeting, "Ward"), "not-noted")
        assert desks.made(NotePresent(meeting, "Ward")) == "prs-2"

    @pytest.mark.parametrize(
        "who, way, code",
        [("", "present", "missing"), ((), "present", "missing"), ("W", "asleep", "bad-value")],
    )
    def test_it_refuses(self, desks, meeting, who, way, code):
        desks.refused(NotePresent(meeting, who, way), code)


class TestInterests:
    def test_one_in_a_review_is_told_beside_what_belongs_to_it(self, desks, meeting):
        desks.saved(DeclareInterest(meeting, "Ward", "My sister works there.", "child-f"))
        desks.saved(DeclareInterest(meeting, "Ward", "In general.", None))
        saved = decide(desks, "act-1", "extend", reason="Late", to="2027")
        assert [note for note in saved.notes if "interest" in note] == [
            "An interest is declared in this: Ward: My sister works there."
        ]

    @pytest.mark.parametrize(
        "who, interest, about, code",
        [
            ("Ward", "", None, "missing"),
            ("", "Mine", None, "missing"),
            ("Ward", "Mine", "child-zzz", "unknown-reference"),
        ],
    )
    def test_it_refuses(self, desks, meeting, who, interest, about, code):
        desks.refused(DeclareInterest(meeting, who, interest, about), code)

    def test_one_may_be_in_a_theme(self, desks, meeting):
        made = desks.made(DeclareInterest(meeting, "Ward", "Mine", "neglect"))
        assert desks.get("interests", made)["about"] == "neglect"


class TestDeciding:
    """Each decision goes through the command that does the same outside a meeting."""

    def test_a_recommendation_is_accepted(self, desks, meeting):
        saved = decide(desks, "child-f/rec-1", "accept", dissent="Ward: too soon", number=4)
        assert saved.references == ("mit-1", "dec-1", "child-f/rec-1")
        kept = desks.get("decisions", "dec-1")
        assert (kept["decision"], kept["meeting"], kept["dissent"]) == (
            "implement",
            "mtg-1",
            "Ward: too soon",
        )
        item = desks.get("meeting_items", "mit-1")
        assert (item["outcome"], item["choice"], item["decision"], item["order"]) == (
            "decided",
            "accept",
            "dec-1",
            4,
        )

    @pytest.mark.parametrize(
        "decision, stored, also",
        [
            ("decline", "not", {"reason": "No"}),
            ("refer-on", "refer-on", {"to": "The national panel"}),
            ("keep-under-review", "keep-under-review", {"until": "2027-05"}),
            ("no-longer-relevant", "no-longer-relevant", {"reason": "Merged"}),
            ("close", "close", {"override": "Settled"}),
            ("not to be implemented", "not", {"reason": "No"}),
        ],
    )
    def test_what_else_becomes_of_one(self, desks, meeting, decision, stored, also):
        decide(desks, "child-f/rec-1", decision, **also)
        assert desks.get("decisions", "dec-1")["decision"] == stored

    def test_to_whom_it_is_referred_stands_in_the_decision(self, desks, meeting):
        decide(desks, "child-f/rec-1", "refer-on", to="The ICB", reason="It is theirs")
        assert desks.get("decisions", "dec-1")["reason"] == "to The ICB: It is theirs"
        assert desks.get("meeting_items", "mit-1")["to"] == "The ICB"

    def test_closing_lists_what_is_missing_unless_a_chair_sets_it_aside(self, desks, meeting):
        told = refused(desks, "not-ready", "child-f/rec-1", "close")
        assert told.details
        decide(desks, "child-f/rec-1", "close", override="The service has gone")
        kept = desks.get("decisions", "dec-1")
        assert kept["overridden"] == told.details
        assert kept["reason"] == "The service has gone"

    def test_what_was_closed_is_opened_again(self, desks, meeting):
        desks.saved(CloseRecommendation("child-f/rec-1", override="Settled"))
        refused(desks, "reason-needed", "child-f/rec-1", "re-open")
        decide(desks, "child-f/rec-1", "re-open", reason="It came back", dissent="Ward: no")
        kept = desks.get("decisions", "dec-2")
        assert (kept["decision"], kept["dissent"]) == ("re-open", "Ward: no")

    def test_an_action_is_extended(self, desks, meeting):
        decide(desks, "act-1", "extend", reason="Late", to="end of March")
        assert desks.get("extensions", "ext-1")["to"] == "2027-03-31"
        assert desks.get("meeting_items", "mit-1")["to"] == "2027-03-31"

    def test_a_done_action_is_signed_off(self, desks, meeting):
        decide(desks, "act-2", "accept", reason="Seen")
        assert desks.get("updates", "upd-2")["state"] == "signed-off"

    def test_or_sent_back(self, desks, meeting):
        refused(desks, "reason-needed", "act-2", "return")
        decide(desks, "act-2", "return", reason="No rota")
        update = desks.get("updates", "upd-2")
        assert (update["state"], update["note"]) == (
            "in-progress",
            "Returned, not signed off: No rota",
        )
        desks.saved(ActionDone("act-2"), by="ward")

    def test_what_nobody_says_is_done_is_neither(self, desks, meeting):
        refused(desks, "not-done", "act-1", "accept")
        refused(desks, "not-done", "act-1", "return", reason="No")

    def test_an_action_is_found_no_longer_relevant(self, desks, meeting):
        refused(desks, "reason-needed", "act-1", "no-longer-relevant")
        decide(desks, "act-1", "no-longer-relevant", reason="The team has gone")
        assert desks.get("updates", "upd-2")["state"] == "no-longer-relevant"

    def test_evidence_is_accepted_or_returned(self, desks, meeting):
        refused(desks, "reason-needed", "ev-1", "return")
        decide(desks, "ev-1", "accept")
        assert desks.get("evidence", "ev-1")["state"] == "accepted"
        desks.saved(AddEvidence(("child-f/rec-1",), "Minutes"), by="ward")
        decide(desks, "ev-2", "return", reason="Which?")
        assert desks.get("evidence", "ev-2")["returned_why"] == "Which?"

    def test_a_finding_and_a_theme(self, desks, meeting):
        finding = desks.made(AddFinding("child-f", "Home conditions were not seen."))
        decide(desks, finding, "decline", reason="Answered")
        decide(desks, "neglect", "keep-under-review", until="2027-05")
        refused(desks, "bad-value", "domestic_abuse", "close")

    def test_an_audit_and_a_review_are_noted_or_put_off(self, desks, meeting):
        audit = desks.made(RecordAudit("2026-10", "partly", serves=("child-f/rec-1",)))
        decide(desks, audit, "noted")
        decide(desks, "child-f", "deferred")
        assert desks.get("meeting_items", "mit-2")["outcome"] == "deferred"

    @pytest.mark.parametrize(
        "ref, decision, also, code",
        [
            ("child-f/rec-1", "extend", {"to": "2027", "reason": "L"}, "bad-value"),
            ("child-f/rec-1", "return", {"reason": "L"}, "bad-value"),
            ("child-f/rec-1", "approve", {}, "bad-value"),
            ("child-f/rec-1", "decline", {}, "reason-needed"),
            ("child-f/rec-1", "refer-on", {}, "reason-needed"),
            ("child-f/rec-1", "keep-under-review", {}, "missing"),
            ("child-f/rec-1", "keep-under-review", {"until": "2020"}, "not-later"),
            ("child-f/rec-9", "accept", {}, "unknown-reference"),
            ("act-1", "extend", {"reason": "L"}, "missing"),
            ("act-1", "extend", {"to": "2027"}, "reason-needed"),
            ("act-1", "extend", {"to": "2026-05", "reason": "L"}, "not-later"),
            ("act-1", "extend", {"to": "soon", "reason": "L"}, "bad-date"),
            ("act-1", "close", {}, "bad-value"),
            ("ev-1", "extend", {"to": "2027", "reason": "L"}, "bad-value"),
            ("mit-9", "noted", {}, "unknown-reference"),
        ],
    )
    def test_it_refuses(self, desks, meeting, ref, decision, also, code):
        refused(desks, code, ref, decision, **also)

    def test_what_was_withdrawn_is_not_decided(self, desks, meeting):
        from auditrack.commands.action import WithdrawAction

        desks.saved(WithdrawAction("act-1", why="Twice"))
        refused(desks, "withdrawn", "act-1", "noted")

    def test_a_record_is_taken_once(self, desks, meeting):
        decide(desks, "act-1", "noted")
        told = refused(desks, "decided-already", "act-1", "extend", to="2027", reason="L")
        assert "meeting change mit-1" in (told.todo or "")

    def test_every_choice_that_is_offered_is_known_and_worded(self):
        for table in (*CHOICES, None, "reviews"):
            codes = [one.code for one in choices_for(table)]
            assert set(codes) <= set(MEETING_CHOICES) and codes[-2:] == ["noted", "deferred"]
        assert {one.code for many in CHOICES.values() for one in many} == set(MEETING_CHOICES)


class TestItems:
    def test_one_in_words_is_noted_or_put_off_only(self, desks, meeting):
        item = desks.made(AddItem(meeting, text="Dates for next year"))
        desks.refused(DecideInMeeting(meeting, item, "accept"), "bad-value")
        desks.saved(DecideInMeeting(meeting, item, "noted", reason="Sent round"))
        kept = desks.get("meeting_items", item)
        assert (kept["outcome"], kept["reason"], kept["text"]) == (
            "noted",
            "Sent round",
            "Dates for next year",
        )

    def test_one_on_a_record_is_decided_as_that_record(self, desks, meeting):
        item = desks.made(AddItem(meeting, ref="act-1"))
        desks.refused(AddItem(meeting, ref="act-1"), "no-change")
        saved = decide(desks, "act-1", "extend", to="2027", reason="Late")
        assert saved.references[0] == item
        assert desks.get("meeting_items", item)["kind"] == "added"

    @pytest.mark.parametrize(
        "fields, code",
        [
            ({}, "missing"),
            ({"ref": "act-1", "text": "Both"}, "missing"),
            ({"ref": "act-99"}, "unknown-reference"),
            ({"ref": "mtg-1"}, "unknown-reference"),
        ],
    )
    def test_it_refuses(self, desks, meeting, fields, code):
        desks.refused(AddItem(meeting, **fields), code)

    def test_dissent_is_noted_on_item_and_decision(self, desks, meeting):
        decide(desks, "child-f/rec-1", "accept", dissent="Ward: too soon")
        desks.saved(NoteDissent("mit-1", "Police", "No money"))
        said = "Ward: too soon\nPolice: No money"
        assert desks.get("meeting_items", "mit-1")["dissent"] == said
        assert desks.get("decisions", "dec-1")["dissent"] == said

    def test_there_is_none_from_what_was_not_decided(self, desks, meeting):
        item = desks.made(AddItem(meeting, ref="act-1"))
        desks.refused(NoteDissent(item, "Police", "No"), "not-decided")
        desks.refused(NoteDissent("mit-9", "Police", "No"), "unknown-reference")


class TestDecidingAgain:
    """What was decided first is taken back, and the second is judged as if it had not been."""

    def test_a_closing_becomes_another_decision(self, desks, meeting):
        decide(desks, "child-f/rec-1", "close", override="Settled")
        saved = desks.saved(ChangeItem("mit-1", "decline", reason="Not ours"))
        assert saved.references[0] == "mit-2"
        assert desks.get("decisions", "dec-1")["withdrawn_on"]
        assert desks.get("decisions", "dec-2")["decision"] == "not"
        assert desks.get("meeting_items", "mit-1")["replaced_by"] == "mit-2"

    def test_the_same_again_with_another_reason(self, desks, meeting):
        decide(desks, "child-f/rec-1", "close", override="Settled")
        desks.saved(ChangeItem("mit-1", "close", override="The service has gone"))
        assert desks.get("decisions", "dec-2")["reason"] == "The service has gone"
        decide(desks, "ev-1", "accept")
        desks.saved(ChangeItem("mit-3", "accept", reason="Read"))
        assert desks.get("evidence", "ev-1")["state"] == "accepted"

    def test_a_sign_off_becomes_a_return(self, desks, meeting):
        decide(desks, "act-2", "accept")
        desks.saved(ChangeItem("mit-1", "return", reason="No rota"))
        live = [u for u in desks.of().select("updates") if not u.get("withdrawn_on")]
        assert [u.get("state") for u in live] == ["done", "in-progress"]

    def test_an_extension_is_to_another_date(self, desks, meeting):
        decide(desks, "act-1", "extend", to="2027-03", reason="Late")
        desks.saved(ChangeItem("mit-1", "extend", to="2027-01", reason="Earlier will do"))
        assert desks.get("extensions", "ext-2")["to"] == "2027-01"

    def test_evidence_goes_back_to_what_it_was(self, desks, meeting):
        decide(desks, "ev-1", "accept")
        desks.saved(ChangeItem("mit-1", "deferred"))
        assert desks.get("evidence", "ev-1")["state"] == "filed"
        assert "accepted_on" not in desks.get("evidence", "ev-1")

    def test_a_dissent_noted_since_stands_in_no_way(self, desks, meeting):
        decide(desks, "child-f/rec-1", "accept", dissent="Ward: no")
        desks.saved(NoteDissent("mit-1", "Police", "Neither"))
        desks.saved(ChangeItem("mit-1", "deferred"))

    def test_twice(self, desks, meeting):
        decide(desks, "act-1", "noted")
        desks.saved(ChangeItem("mit-1", "deferred"))
        desks.saved(ChangeItem("mit-2", "noted"))
        desks.refused(ChangeItem("mit-1", "noted"), "not-decided")
        assert desks.get("meeting_items", "mit-3")["outcome"] == "noted"

    def test_not_what_others_changed_since(self, desks, meeting):
        decide(desks, "ev-1", "return", reason="Which?")
        desks.saved(AcceptEvidence("ev-1"), by="somebody")
        desks.refused(ChangeItem("mit-1", "noted"), "changed-since")

    def test_not_after_the_end_and_not_what_was_not_decided(self, desks, meeting):
        item = desks.made(AddItem(meeting, ref="act-1"))
        desks.refused(ChangeItem(item, "noted"), "not-decided")
        decide(desks, "act-1", "noted")
        desks.saved(EndMeeting(meeting))
        desks.refused(ChangeItem(item, "deferred"), "meeting-ended")

    def test_it_is_undone_as_one(self, desks, meeting):
        decide(desks, "child-f/rec-1", "close", override="Settled")
        desks.saved(ChangeItem("mit-1", "decline", reason="Not ours"))
        desks.saved(UndoLast())
        assert "withdrawn_on" not in desks.get("decisions", "dec-1")
        assert "replaced_by" not in desks.get("meeting_items", "mit-1")
        assert desks.get("decisions", "dec-2")["withdrawn_on"]


class TestRights:
    """An officer may do in a meeting what a chair may, in the chair's name and nothing beyond."""

    def test_an_officer_closes_extends_and_overrides(self, desks, meeting):
        staffed(desks)
        outside = DecideRecommendation("child-f/rec-1", "implement")
        desks.refused(outside, "role")
        decide(desks, "child-f/rec-1", "close", override="Settled")
        decide(desks, "act-1", "extend", to="2027", reason="Late")
        decide(desks, "ev-1", "accept")
        decide(desks, "act-2", "accept")
        desks.refused(outside, "role")

    @pytest.mark.parametrize("login", ["reader", "tester", "stranger"])
    def test_who_is_no_officer_keys_nothing(self, desks, meeting, login):
        staffed(desks)
        refused(desks, "role", "act-1", "noted", by=login)
        for command in (
            NotePresent(meeting, "Ward"),
            EndMeeting(meeting),
            AddItem(meeting, text="Mine"),
            StartMeeting(chair="Me"),
            DeclareInterest(meeting, "Ward", "Mine"),
        ):
            desks.refused(command, "role", login)

    def test_a_chair_keys_too(self, desks, meeting):
        staffed(desks)
        decide(desks, "child-f/rec-1", "accept", by="chair")

    def test_one_s_own_is_not_confirmed_by_keying_it(self, desks, meeting):
        """The second person's rule holds: the chair's name is a claim."""
        refused(desks, "second-person", "ev-1", "accept", by="ward")
        refused(desks, "second-person", "act-2", "accept", by="ward")
        decide(desks, "ev-1", "accept", by="ward", override="The meeting read it")
        assert desks.get("evidence", "ev-1")["override_why"] == "The meeting read it"

    def test_the_entry_says_in_whose_name_and_that_it_is_a_claim(self, desks, board):
        desks.saved(AddLead("Independent Chair", logins=("chair",)))
        ref = board()
        desks.saved(StartMeeting(chair="Independent Chair"))
        entry = decide(desks, ref, "accept").entry
        assert entry.role == "chair Independent Chair (claimed), keyed by officer"
        assert entry.meeting == "mtg-1"
        assert "as chair Independent Chair (claimed)" in line_of(entry).by_whom
        desks.saved(UndoLast())
        own = decide(desks, ref, "accept", by="chair").entry
        assert own.role == "chair Independent Chair"

    def test_a_typed_chair_stands_in_the_meeting_alone(self, desks, meeting):
        """It may name a person, and an entry's role cannot be erased."""
        entry = decide(desks, "act-1", "noted").entry
        assert entry.role == "chair as named in mtg-1 (claimed), keyed by officer"


class TestAfterTheEnd:
    def test_nothing_is_decided_or_added_any_more(self, desks, meeting):
        desks.saved(EndMeeting(meeting))
        refused(desks, "meeting-ended", "act-1", "noted")
        desks.refused(AddItem(meeting, text="Late"), "meeting-ended")
        desks.refused(EndMeeting(meeting), "meeting-ended")

    @pytest.mark.parametrize(
        "ref, decision, also",
        [
            ("child-f/rec-1", "accept", {}),
            ("act-1", "extend", {"to": "2027", "reason": "L"}),
            ("act-2", "accept", {}),
            ("ev-1", "accept", {}),
            ("ev-1", "noted", {}),
        ],
    )
    def test_what_it_decided_is_not_undone(self, desks, meeting, ref, decision, also):
        decide(desks, ref, decision, **also)
        desks.saved(EndMeeting(meeting), by="another")
        told = desks.refused(UndoLast(), "meeting-ended")
        assert "decided again" in told.message

    def test_while_it_is_open_it_is(self, desks, meeting):
        decide(desks, "act-1", "extend", to="2027", reason="L")
        saved = desks.saved(UndoLast())
        assert saved.entry.meeting == meeting
        assert desks.get("meeting_items", "mit-1")["withdrawn_on"]
        decide(desks, "act-1", "noted")

    def test_an_end_by_mistake_is_taken_back(self, desks, meeting):
        desks.saved(EndMeeting(meeting))
        desks.saved(UndoLast())
        decide(desks, "act-1", "noted")

    def test_but_not_beside_the_next_meeting(self, desks, meeting):
        desks.saved(EndMeeting(meeting))
        desks.saved(StartMeeting(chair="C"), by="another")
        desks.refused(UndoLast(), "meeting-open")

    def test_heads_and_notes_are_corrected_until_the_minutes_are_agreed(self, desks, meeting):
        desks.saved(EndMeeting(meeting))
        desks.saved(EditMeeting(meeting, title="Autumn", minutes="The clerk was late."))
        desks.saved(NotePresent(meeting, "Ward"))
        desks.saved(AgreeMinutes(meeting))
        for command in (
            EditMeeting(meeting, title="Winter"),
            NotePresent(meeting, "Police"),
            DeclareInterest(meeting, "Ward", "Mine"),
            AgreeMinutes(meeting),
        ):
            desks.refused(command, "minutes-agreed")

    def test_what_is_agreed_is_not_undone_but_the_agreeing_is(self, desks, meeting):
        desks.saved(NotePresent(meeting, "Ward"))
        desks.saved(EndMeeting(meeting), by="another")
        desks.saved(AgreeMinutes(meeting), by="another")
        desks.refused(UndoLast(), "minutes-agreed")
        desks.saved(UndoLast(), by="another")
        desks.saved(UndoLast())

    @pytest.mark.parametrize(
        "on, code", [("2026-11-19", "not-later"), ("2026-11-21", "future-date")]
    )
    def test_minutes_are_agreed_on_a_day_after_it(self, desks, meeting, on, code):
        desks.refused(AgreeMinutes(meeting), "meeting-open")
        desks.saved(EndMeeting(meeting))
        desks.refused(AgreeMinutes(meeting, on), code)
        desks.saved(AgreeMinutes(meeting))
        kept = desks.get("meetings", meeting)
        assert (kept["status"], kept["agreed_on"]) == ("agreed", "2026-11-20")

    def test_items_not_reached_are_told(self, desks, meeting):
        desks.saved(AddItem(meeting, text="Dates"))
        assert "1 of the items" in desks.saved(EndMeeting(meeting)).notes[0]


class TestBesideTheAgenda:
    """`rec close`, `decide` and `reopen` with a meeting go on as they were."""

    def test_one_on_record_is_named_in_the_entry(self, desks, meeting):
        saved = desks.saved(DecideRecommendation("child-f/rec-1", "implement", meeting="MTG-1"))
        assert saved.entry.meeting == "mtg-1"
        assert desks.get("decisions", "dec-1")["meeting"] == "mtg-1"
        assert saved.entry.role is None

    def test_one_in_words_stays_as_typed(self, desks, meeting):
        saved = desks.saved(
            DecideRecommendation("child-f/rec-1", "implement", meeting="Board, 12 May")
        )
        assert saved.entry.meeting is None
        assert desks.get("decisions", "dec-1")["meeting"] == "Board, 12 May"

    def test_one_that_looks_like_a_reference_must_be_there(self, desks, meeting):
        for command in (
            DecideRecommendation("child-f/rec-1", "implement", meeting="mtg-7"),
            CloseRecommendation("child-f/rec-1", override="Settled", meeting="mtg-7"),
        ):
            desks.refused(command, "unknown-reference")
        desks.saved(CloseRecommendation("child-f/rec-1", override="Settled", meeting="mtg-1"))
        reopened = ReopenRecommendation("child-f/rec-1", "Again", meeting="mtg-7")
        desks.refused(reopened, "unknown-reference")

    def test_it_may_be_entered_after_the_end_and_not_into_agreed_minutes(self, desks, meeting):
        desks.saved(EndMeeting(meeting))
        desks.saved(DecideRecommendation("child-f/rec-1", "implement", meeting=meeting))
        desks.saved(AgreeMinutes(meeting))
        desks.refused(
            DecideRecommendation("child-f/rec-1", "in-part", "Half", meeting=meeting),
            "minutes-agreed",
        )

    def test_the_chair_s_rights_do_not_come_with_the_name_of_a_meeting(self, desks, meeting):
        staffed(desks)
        desks.refused(DecideRecommendation("child-f/rec-1", "implement", meeting=meeting), "role")


def test_the_history_of_a_meeting_holds_all_that_was_done_in_it(desks, meeting):
    desks.saved(NotePresent(meeting, "Ward"))
    decide(desks, "act-1", "extend", to="2027", reason="Late")
    desks.saved(EndMeeting(meeting))
    told = list(history(desks.of(), meeting))
    assert [line.what for line in told] == [
        "meeting start",
        "meeting present",
        "meeting decide",
        "meeting end",
    ]
    assert {line.meeting for line in told} == {meeting}


@pytest.mark.parametrize(
    "ref, field", [("mtg-1", "chair"), ("prs-1", "who"), ("int-1", "who"), ("mit-1", "reason")]
)
def test_a_name_typed_by_mistake_is_erased_from_every_byte(desks, board, ref, field):
    name = "Marigold Example"
    board()
    desks.saved(AddAction(("child-f/rec-1",), "Train", due="2026-06"))
    desks.saved(StartMeeting(chair=name if ref == "mtg-1" else "Chair"))
    if ref == "prs-1":
        desks.saved(NotePresent("mtg-1", name))
    if ref == "int-1":
        desks.saved(DeclareInterest("mtg-1", name, "Mine", "act-1"))
    reason = name if ref == "mit-1" else None
    decide(desks, "act-1", "noted", reason=reason)
    desks.saved(EndMeeting("mtg-1"))
    held = b"".join(path.read_bytes() for path in desks.path.rglob("*") if path.is_file())
    assert name.encode() in held
    asked = desks.saved(AskRedaction(ref, field, why="a person was named"))
    answer = confirm_redaction(desks.of("second"), str(asked.entry.number))
    assert isinstance(answer, Saved), str(answer)
    held = b"".join(path.read_bytes() for path in desks.path.rglob("*") if path.is_file())
    assert name.encode() not in held


def test_disposing_of_a_review_takes_what_meetings_said_of_it(desks, meeting):
    desks.saved(DeclareInterest(meeting, "Ward", "My sister works there.", "child-f"))
    decide(desks, "act-1", "extend", to="2027", reason="The mother moved.")
    item = desks.made(AddItem(meeting, text="Dates"))
    found = belonging(desks.of(), "child-f")
    assert found.records["meeting_items"] == {"mit-1"} and item == "mit-2"
    assert found.records["interests"] == {"int-1"}


def test_each_entry_is_a_line_that_people_read(desks, meeting):
    desks.saved(NotePresent(meeting, ("Ward", "A visitor"), "apologies"))
    desks.saved(DeclareInterest(meeting, "Ward", "I led it.", "act-1"))
    decide(desks, "act-1", "extend", to="2027-03", reason="Late")
    desks.saved(NoteDissent("mit-1", "Police", "No"))
    desks.saved(ChangeItem("mit-1", "deferred"))
    desks.saved(AddItem(meeting, text="Dates"))
    desks.saved(DecideRecommendation("child-f/rec-1", "implement", meeting=meeting))
    desks.saved(EndMeeting(meeting))
    desks.saved(AgreeMinutes(meeting))
    records = desks.of()
    entries = [entry for entry in records.history() if entry.meeting == meeting]
    assert [f"{about(entry, records)}: {sentence(entry, records)}" for entry in entries] == [
        "mtg-1: Meeting begun: Meeting of the board, 20 November 2026",
        "mtg-1: Present in a meeting: mtg-1, Ward, A visitor: apologies",
        "mtg-1: Interest declared: mtg-1, Ward: I led it.",
        "act-1: Decided in a meeting: mtg-1, act-1 extended to March 2027: Late",
        "act-1: Dissent noted: mtg-1, act-1",
        "act-1: Decided again in a meeting: mtg-1, act-1 deferred",
        "mit-3: Put on the agenda: mtg-1, Dates",
        "child-f/rec-1: Decision in mtg-1: to be implemented",
        "mtg-1: Meeting ended: Meeting of the board, 20 November 2026",
        "mtg-1: Minutes agreed: Meeting of the board, 20 November 2026",
    ]
    ended = next(line for line in history(records, meeting) if line.what == "meeting end")
    assert "mtg-1: ended at is 20 November 2026 at 12:00" in [str(one) for one in ended.changes]


def test_the_next_one_is_told_how_many_matters_arise(desks, meeting):
    decide(desks, "act-1", "deferred")
    desks.saved(EndMeeting(meeting))
    assert desks.saved(StartMeeting(chair="C")).notes == (
        "1 matter arising from mtg-1 of 20 November 2026.",
    )
