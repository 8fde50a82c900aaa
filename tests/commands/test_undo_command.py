"""Taking back one's own last change, doing it again, and what is refused kindly."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from auditrack.commands.action import ActionDone, AddAction, EditAction, UpdateAction
from auditrack.commands.agency import AddAgency
from auditrack.commands.audit import RecordAudit
from auditrack.commands.board import ChangeSettings
from auditrack.commands.decision import DecideRecommendation
from auditrack.commands.evidence import AddEvidence
from auditrack.commands.export import RecordExport
from auditrack.commands.lead import AddLead, EditLead
from auditrack.commands.link import LinkRecommendations, WithdrawLink
from auditrack.commands.recommendation import (
    AddRecommendation,
    EditRecommendation,
    WithdrawRecommendation,
)
from auditrack.commands.reply import ReplyToRecommendation
from auditrack.commands.review import AddReview, WithdrawReview
from auditrack.commands.role import SetRoles
from auditrack.commands.run import run
from auditrack.commands.theme import AddTheme, MergeTheme
from auditrack.commands.theme_link import LinkTheme
from auditrack.commands.undo import MINUTES, UndoLast
from auditrack.model.change import Actor, Insert, Transaction
from auditrack.register import open_register
from auditrack.views.theming import Theming

TODAY = date(2026, 11, 20)
NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)


def undone(desks, by="officer"):
    return desks.saved(UndoLast(), by=by)


def test_an_edit_goes_back_field_by_field_as_a_new_entry(desks, board):
    ref = board("Share records.", due="2026-12")
    edit = desks.saved(EditRecommendation(ref, text="Share all records.", due="2027-01"))
    saved = undone(desks)
    assert saved.entry.undoes == edit.entry.number
    assert saved.entry.cmd == "undo" and saved.references == (ref,)
    assert f"entry {edit.entry.number}" in saved.entry.why
    document = desks.get("recommendations", ref)
    assert (document["text"], document["due"]) == ("Share records.", "2026-12")
    assert document["due_text"] == "2026-12"


def test_what_a_change_made_is_withdrawn_and_keeps_its_reference(desks, board):
    ref = board()
    undone(desks)
    document = desks.get("recommendations", ref)
    assert document["withdrawn_on"] == TODAY.isoformat() and document["undone"] is True
    assert "undone" in document["withdrawn_why"]
    assert board() != ref


def test_undone_again_is_done_again_and_so_on(desks, board):
    ref = board("First.")
    desks.saved(EditRecommendation(ref, text="Second."))
    for text in ("First.", "Second.", "First."):
        saved = undone(desks)
        assert desks.get("recommendations", ref)["text"] == text
    assert saved.entry.undoes == saved.entry.number - 1
    assert "stands again" in desks.saved(UndoLast()).notes[-1]


def test_a_record_made_stands_again_whole_when_its_undo_is_undone(desks, board):
    ref = board()
    before = dict(desks.get("recommendations", ref))
    undone(desks)
    undone(desks)
    after = dict(desks.get("recommendations", ref))
    assert after.pop("rev") == before.pop("rev") + 2
    assert after == before


def test_reinstating_what_was_undone_clears_every_mark_of_it(desks, board):
    ref = board()
    undone(desks)
    desks.saved(WithdrawRecommendation(ref, reinstate=True, why="It was right."))
    assert not {"withdrawn_on", "withdrawn_why", "undone"} & set(desks.get("recommendations", ref))


def test_a_review_that_was_undone_can_be_reinstated(desks):
    desks.saved(AddReview("child-f", "Child F", practice=("2019..2020",)))
    undone(desks)
    assert desks.get("reviews", "child-f")["status"] == "withdrawn"
    assert desks.get("windows", "win-1")["undone"] is True
    desks.saved(WithdrawReview("child-f", reinstate=True, why="It was right."))
    assert desks.get("reviews", "child-f")["status"] == "active"


def test_a_field_that_another_changed_since_refuses_and_names_them(desks, board):
    ref = board("First.")
    desks.saved(EditRecommendation(ref, text="Second.", outcome="Better."))
    desks.saved(EditRecommendation(ref, text="Third."), by="colleague")
    refusal = desks.refused(UndoLast(), "changed-since")
    assert any("text" in line and "colleague" in line for line in refusal.details)
    assert not any("outcome" in line for line in refusal.details)


def test_a_field_that_nobody_else_touched_is_undone_beside_a_colleagues_change(desks, board):
    ref = board("First.")
    desks.saved(EditRecommendation(ref, text="Second."))
    desks.saved(EditRecommendation(ref, outcome="Better."), by="colleague")
    undone(desks)
    document = desks.get("recommendations", ref)
    assert (document["text"], document["outcome"]) == ("First.", "Better.")


def test_what_a_colleague_built_on_a_record_keeps_it(desks, board):
    ref = board()
    made = desks.made(AddAction((ref,), "Train"), by="colleague")
    refusal = desks.refused(UndoLast(), "changed-since")
    assert any(made in line and "colleague" in line for line in refusal.details)


def test_what_was_built_on_a_record_that_stands_again_keeps_it_too(desks, board):
    ref = board()
    undone(desks)
    undone(desks)
    desks.saved(LinkTheme(ref, "neglect"), by="colleague")
    assert "tl-" in desks.refused(UndoLast(), "changed-since").details[0]


def test_only_ones_own_last_change_is_taken_back(desks, board):
    ref = board("First.")
    desks.saved(EditRecommendation(ref, outcome="Theirs."), by="colleague")
    undone(desks)
    assert desks.get("recommendations", ref)["undone"] is True


def test_somebody_who_wrote_nothing_has_nothing_to_undo(desks, board):
    board()
    assert "stranger" in desks.refused(UndoLast(), "nothing-to-undo", by="stranger").message


def test_on_the_command_line_only_the_last_minutes_count(desks, board):
    ref = board("First.")
    desks.saved(EditRecommendation(ref, text="Second."))
    actor = Actor("officer", 1001, "local")
    minute = 60_000
    with open_register(desks.path, actor, lambda: NOON + MINUTES * minute) as late:
        refusal = run(late, UndoLast(), today=TODAY)
        assert refusal.code == "too-long-ago" and "--restore" in refusal.todo
    with open_register(desks.path, actor, lambda: NOON + MINUTES * minute - 1) as in_time:
        assert run(in_time, UndoLast(), today=TODAY).references == (ref,)


def test_a_session_names_the_entry_and_nobody_elses(desks, board):
    ref = board("First.")
    mine = desks.saved(EditRecommendation(ref, text="Second.")).entry.number
    theirs = desks.saved(EditRecommendation(ref, outcome="Theirs."), by="colleague").entry.number
    desks.refused(UndoLast(entry=theirs), "nothing-to-undo")
    desks.refused(UndoLast(entry=99), "nothing-to-undo")
    assert desks.saved(UndoLast(entry=mine)).entry.undoes == mine


NOT_UNDONE = {
    "settings of init": None,
    "roles": SetRoles("officer", ("administrator",)),
    "an export": RecordExport("progress", 0, "0" * 64),
    "a name": AddAgency("Probation"),
    "a lead": AddLead("Ward"),
}


@pytest.mark.parametrize("what", NOT_UNDONE)
def test_what_is_not_undone_says_what_to_do_instead(desks, what):
    if NOT_UNDONE[what]:
        desks.saved(NOT_UNDONE[what])
    assert desks.refused(UndoLast(), "not-undone").todo


def test_settings_go_back(desks):
    desks.saved(ChangeSettings((("quiet_days", "60"),)))
    undone(desks)
    assert "quiet_days" not in desks.get("board", "board")


def test_names_entered_on_the_way_stay_on_record(desks, board):
    ref = board()
    action = desks.made(AddAction((ref,), "Train", lead="Ward manager", agency="New body"))
    saved = undone(desks)
    assert desks.get("actions", action)["undone"] is True
    assert "withdrawn_on" not in desks.get("leads", "ward-manager")
    assert sum("stays on record" in note for note in saved.notes) == 2


def test_a_decision_of_a_meeting_is_decided_again(desks, board):
    ref = board()
    desks.saved(DecideRecommendation(ref, "implement", meeting="Board, 12 November"))
    assert "again" in desks.refused(UndoLast(), "meeting-ended").message
    desks.saved(DecideRecommendation(ref, "not", reason="Mistyped."))
    undone(desks)


@pytest.mark.parametrize("fields, may", [({}, True), ({"status": "ended"}, False)])
def test_a_decision_of_a_meeting_that_goes_on_is_undone(desks, board, fields, may):
    ref = board()
    meeting = Insert("meetings", "mtg-1", {"date": "2026-11-20", **fields})
    desks.of().transact(lambda _: Transaction("meeting start", (meeting,)))
    desks.saved(DecideRecommendation(ref, "implement", meeting="mtg-1"))
    if may:
        undone(desks)
    else:
        desks.refused(UndoLast(), "meeting-ended")


def test_it_takes_the_right_of_the_change_itself(desks, board):
    ref = board()
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.saved(SetRoles("tester", ("scrutineer",)))
    desks.saved(SetRoles("writer", ("author",)))
    desks.saved(RecordAudit("2026-10", "partly", serves=(ref,)), by="tester")
    assert undone(desks, "tester").entry.role == "scrutineer"
    desks.saved(EditRecommendation(ref, public_wording="Plain."), by="writer")
    assert undone(desks, "writer").entry.role == "author"
    assert undone(desks, "writer").entry.role == "author"
    desks.saved(SetRoles("writer", ("reader",)))
    assert "author" in desks.refused(UndoLast(), "role", by="writer").message
    desks.refused(UndoLast(), "role", by="stranger")


def test_who_is_a_second_person_is_not_undone_by_an_officer(desks):
    desks.saved(AddLead("Ward"))
    desks.saved(SetRoles("boss", ("administrator",)))
    desks.saved(SetRoles("officer", ("administrator",)), by="boss")
    desks.saved(EditLead("ward", logins=("nurse",)))
    desks.saved(SetRoles("officer", ("officer",)), by="boss")
    assert "administrator" in desks.refused(UndoLast(), "role").message


def test_an_undone_claim_lets_the_action_be_claimed_again(desks, board):
    action = desks.made(AddAction((board(),), "Train"))
    desks.saved(ActionDone(action))
    undone(desks)
    assert "done_on" not in desks.get("actions", action)
    desks.saved(ActionDone(action))


def test_an_undone_reply_is_not_completed_by_a_later_answer(desks, board):
    ref = board(agencies=("Police",))
    first = desks.made(ReplyToRecommendation(ref, asked_on="2026-11-01"))
    undone(desks)
    second = desks.made(ReplyToRecommendation(ref, answer="accepted"))
    assert first != second and "answer" not in desks.get("replies", first)


def test_a_theme_link_undone_and_confirmed_again_is_one_link(desks, board):
    ref = board()
    link = desks.made(LinkTheme(ref, "neglect", concern="2019..2020"))
    undone(desks)
    assert Theming(desks.of()).of(ref) == ()
    assert desks.made(LinkTheme(ref, "neglect")) == link
    assert Theming(desks.of()).of(ref) == ("neglect",)


def test_a_theme_undone_can_be_entered_again_and_a_merging_too(desks):
    desks.saved(AddTheme("Cold homes", phrases=("cold home",)))
    undone(desks)
    assert "cold_homes" not in Theming(desks.of()).themes
    desks.saved(AddTheme("Cold homes"))
    assert Theming(desks.of()).name("cold_homes") == "Cold homes"
    assert not desks.get("phrases", "phr-1").get("weak") and len(Theming(desks.of()).suggesting)
    for _ in range(2):
        desks.saved(MergeTheme("cold_homes", "neglect"))
        assert Theming(desks.of()).now("cold_homes") == "neglect"
        undone(desks)
        assert Theming(desks.of()).now("cold_homes") == "cold_homes"


def test_a_wrong_link_is_taken_back_and_may_be_made_again(desks, board):
    one, other = board("One."), board("Other.")
    link = LinkRecommendations(one, other, "supersedes")
    made = desks.made(link)
    desks.refused(WithdrawLink(one, other, "supersedes"), "reason-needed")
    desks.refused(WithdrawLink(other, one, "supersedes", why="Wrong way."), "not-linked")
    desks.refused(replace(link, ref=other, other=one), "circle")
    desks.saved(WithdrawLink(one, other, "supersedes", why="Wrong way."))
    assert desks.get("links", made)["withdrawn_why"] == "Wrong way."
    desks.saved(replace(link, ref=other, other=one))


def test_a_link_said_both_ways_is_taken_back_from_either_side(desks, board):
    one, other = board("One."), board("Other.")
    made = desks.made(LinkRecommendations(one, other, "related"))
    assert desks.made(WithdrawLink(other, one, "related", why="Not.")) == made


def test_an_update_and_evidence_undone_leave_their_action_free(desks, board):
    ref = board()
    action = desks.made(AddAction((ref,), "Train"))
    desks.saved(UpdateAction(action, note="Begun"))
    undone(desks)
    desks.saved(EditAction(action, what="Train all"))
    evidence = desks.made(AddEvidence((action,), "Rota"))
    undone(desks)
    assert desks.get("evidence", evidence)["undone"] is True


def test_an_import_is_undone_as_one_with_its_own_command(desks):
    desks.of().transact(
        lambda _: Transaction("import", (Insert("imports", "imp-1", {}),), import_ref="imp-1")
    )
    assert "imports undo imp-1" in desks.refused(UndoLast(), "not-undone").todo


def test_the_same_words_asked_of_another_agency_are_another_recommendation(desks, board):
    text = "Train every team."
    first = board(text, agencies=("Police",))
    second = board(text, agencies=("Health",))
    assert first != second
    for agencies in ((), ("Police",), ("Health", "Probation")):
        desks.refused(AddRecommendation("child-f", text, agencies=agencies), "already-there")
