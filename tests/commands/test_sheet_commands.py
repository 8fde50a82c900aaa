"""A tracker into the register: all or nothing, three ways on the way back, undone as one."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditrack.commands.action import ActionDone, AddAction, ExtendAction, UpdateAction
from auditrack.commands.agency import AddAgency
from auditrack.commands.desk import Desk
from auditrack.commands.recommendation import (
    AddRecommendation,
    EditRecommendation,
    WithdrawRecommendation,
)
from auditrack.commands.review import AddReview
from auditrack.commands.role import SetRoles
from auditrack.commands.sheet import TakeInSheet
from auditrack.commands.undo_import import UndoImport
from auditrack.intake.sheets import read_sheet
from auditrack.model.sheet import Column, Note, Sheet, SheetRow
from auditrack.views.actions import ActionsNow
from auditrack.views.asked import Asked
from auditrack.views.sheet_fates import plan_of
from auditrack.views.sheet_plan import FATES
from tests.intake.trackers import MAPPED, messy

TODAY = date(2026, 11, 20)


def sheet_of(text: str, name: str = "tracker.csv") -> Sheet:
    return read_sheet(Path(name), TODAY, text.encode())


HEAD = "Review;Ref;Recommendation;Agency;Action;Lead;Due;Status;Progress;Completed on\n"
ONE = (
    "Child F;1;Share records.;Police;Train all staff;Head of Practice;31/03/2024;in progress;"
    "12/01/2024: begun;\n"
)
TWO = "Child F;1;;Council;Write a policy;;Spring 2024;done;;1 May 2024\n"
THREE = "Child F;2;Know who lives there.;Police;;;2023;;;\n"


def plan(desks, sheet: Sheet, **also):
    register = desks.of()
    return TakeInSheet(sheet, **also).plan(Desk(register, register.actor, TODAY))


def states(desks) -> dict[str, str]:
    records = desks.of()
    now = ActionsNow(records, TODAY, Asked(records))
    return {action.ref: action.state for action in now.all()}


@pytest.fixture
def taken(desks):
    """The three rows as taken in once."""
    desks.saved(TakeInSheet(sheet_of(HEAD + ONE + TWO + THREE)))
    return desks


def test_a_messy_tracker_of_300_rows_goes_in_with_every_row_accounted_for(desks):
    data, kinds = messy()
    sheet = read_sheet(Path("tracker.xlsx"), TODAY, data)
    made = plan(desks, sheet, words=MAPPED)
    assert made.counts == {
        "new": kinds["row"], "empty": kinds["empty"], "heading": kinds["heading"],
        "hidden": kinds["hidden"],
    }  # fmt: skip
    assert sum(made.counts.values()) == 300
    saved = desks.saved(TakeInSheet(sheet, words=MAPPED))
    assert saved.references[0] == "imp-1"
    records = desks.of()
    rows = [row for row in sheet.rows if row.kind == "row"]
    actions = {one["what"]: one for one in records.select("actions")}
    assert set(actions) == {row.action for row in rows}
    asks = {one["text"] for one in records.select("recommendations")}
    assert asks == {row.recommendation for row in rows}
    for row in rows:
        action = actions[row.action]
        assert action.get("due") == row.due and action.get("due_text") == (row.due_text or None)
        assert bool(action.get("withdrawn_on")) == row.struck_action
        (served,) = action["serves"]
        assert records.get("recommendations", served)["text"] == row.recommendation
        notes = {
            one.get("note") for one in records.select("updates") if one["action"] == action["ref"]
        }
        assert {note.text for note in row.notes} <= notes
    again = plan(desks, sheet)  # what the words mean is remembered
    assert again.counts["the same"] == kinds["row"]
    desks.refused(TakeInSheet(sheet), "no-change")


def test_what_is_done_is_taken_in_as_reported_and_nothing_more(taken):
    policy = next(one for one in taken.of().select("actions") if one["what"] == "Write a policy")
    assert policy["as_reported"] is True and policy["done_on"] == "2024-05-01"
    assert states(taken)[policy["ref"]] == "done"
    assert not taken.of().select("audits") and not taken.of().select("evidence")
    assert not taken.of().select("decisions")
    assert policy["due_text"] == "Spring 2024" and policy.get("due") is None


def test_what_no_field_can_hold_is_kept_as_printed(desks):
    text = (
        "Review;Recommendation;Action;Agency;RAG;Status;Date completed;Outcome\n"
        "F;Ask.;Do it;;Amber;in progress;over the summer;Better\n"
    )
    desks.saved(TakeInSheet(sheet_of(text)))
    notes = [one["note"] for one in desks.of().select("updates") if one.get("note")]
    assert notes == ["RAG: Amber", "Completed, as printed: over the summer"]
    only = "Review;Action;Agency;Outcome\nG;Do it;Police; Better\nG;Plan;;Safer\n"
    desks.saved(TakeInSheet(sheet_of(only)))
    notes = [one["note"] for one in desks.of().select("updates") if one.get("note")]
    assert notes[2:] == ["Outcome, as printed: Better", "Outcome, as printed: Safer"]


def test_each_record_says_what_its_row_says(taken):
    records = taken.of()
    one, two = (records.get("recommendations", ref) for ref in ("child-f/1", "child-f/2"))
    assert one["agencies"] == ("police", "council") and one.get("state") is None
    assert two["state"] == "not-known" and two["due"] == "2023"
    train = next(one for one in records.select("actions") if one["what"] == "Train all staff")
    assert (train["lead"], train["agency"], train["due"]) == (
        "head-of-practice", "police", "2024-03-31",
    )  # fmt: skip
    assert states(taken)[train["ref"]] == "in-progress"
    notes = [(one["on"], one["note"]) for one in records.select("updates") if one.get("note")]
    assert notes == [("2024-01-12", "12/01/2024: begun")]
    imported = records.get("imports", "imp-1")
    assert imported["format"] == "csv" and imported["review"] == "child-f"
    assert records.select("actions").__len__() == 2


def test_the_same_sheet_again_changes_nothing(taken):
    assert plan(taken, sheet_of(HEAD + ONE + TWO + THREE)).counts == {"the same": 3, "heading": 1}
    taken.refused(TakeInSheet(sheet_of(HEAD + ONE + TWO + THREE)), "no-change")


def test_rows_that_are_left_out_or_blank_change_nothing(taken):
    blank = HEAD + "Child F;1;;;Train all staff;;;;;\n"
    taken.refused(TakeInSheet(sheet_of(blank)), "no-change")
    assert len([one for one in taken.of().select("actions") if not one.get("withdrawn_on")]) == 2


def test_what_changed_only_in_the_sheet_is_changed(taken):
    later = ONE.replace("Head of Practice", "Named Nurse").replace("in progress", "done")
    made = plan(taken, sheet_of(HEAD + later))
    assert made.counts == {"changes": 1, "heading": 1}
    assert {(one.field, one.here, one.there) for one in made.fates[1].changes} == {
        ("lead", "head-of-practice", "Named Nurse"), ("state", "in-progress", "done"),
    }  # fmt: skip
    taken.saved(TakeInSheet(sheet_of(HEAD + later)))
    train = taken.get("actions", "act-1")
    assert train["lead"] == "named-nurse" and train["as_reported"] is True
    assert states(taken)["act-1"] == "done"
    assert plan(taken, sheet_of(HEAD + later)).counts == {"the same": 1, "heading": 1}


def test_a_body_asked_beside_others_is_added_to_them(taken):
    taken.saved(TakeInSheet(sheet_of(HEAD + ONE.replace("Police", "Health"))))
    assert taken.get("recommendations", "child-f/1")["agencies"] == ("police", "council", "health")


def test_what_changed_only_here_stays(taken):
    taken.saved(UpdateAction("act-1", state="paused", note="Waiting for funds."))
    taken.saved(EditRecommendation("child-f/1", text="Share records across shifts."))
    assert plan(taken, sheet_of(HEAD + ONE + TWO + THREE)).counts == {"the same": 3, "heading": 1}


@pytest.fixture
def both(taken):
    """A state and a wording that were changed here, and otherwise in the sheet."""
    taken.saved(UpdateAction("act-1", state="paused", note="Waiting for funds."))
    taken.saved(EditRecommendation("child-f/2", text="Know who lives in the household."))
    return HEAD + ONE.replace("in progress", "done") + THREE.replace("there.", "with them.")


def test_a_conflict_stops_everything(taken, both):
    made = plan(taken, sheet_of(both))
    assert made.counts == {"conflict": 2, "heading": 1}
    refusal = taken.refused(TakeInSheet(sheet_of(both)), "sheet-conflict")
    assert "paused" in str(refusal) and "--on-conflict" in str(refusal.todo)


def test_a_conflict_is_skipped_where_that_is_said(taken, both):
    new = "Child F;3;Keep a log.;;;;;;;\n"
    taken.saved(TakeInSheet(sheet_of(both + new), on_conflict="skip"))
    assert states(taken)["act-1"] == "paused"
    assert taken.get("recommendations", "child-f/2")["text"] == "Know who lives in the household."
    assert taken.get("recommendations", "child-f/3")["text"] == "Keep a log."


def test_the_sheet_wins_where_that_is_said(taken, both):
    taken.saved(TakeInSheet(sheet_of(both), on_conflict="update"))
    assert states(taken)["act-1"] == "done"
    assert taken.get("recommendations", "child-f/2")["text"] == "Know who lives with them."


def test_a_later_due_date_is_an_extension_and_the_original_stays(taken):
    later = HEAD + ONE.replace("31/03/2024", "30/09/2024")
    taken.saved(TakeInSheet(sheet_of(later)))
    assert taken.get("actions", "act-1")["due"] == "2024-03-31"
    (moved,) = taken.of().select("extensions")
    assert moved["to"] == "2024-09-30" and "tracker.csv" in moved["why"]
    assert plan(taken, sheet_of(later)).counts == {"the same": 1, "heading": 1}


def test_an_earlier_due_date_is_a_conflict_that_is_never_taken(taken):
    earlier = HEAD + ONE.replace("31/03/2024", "31/01/2024")
    taken.refused(TakeInSheet(sheet_of(earlier)), "sheet-conflict")
    refusal = taken.refused(TakeInSheet(sheet_of(earlier), on_conflict="update"), "refused-rows")
    assert "G2" in str(refusal)


def test_a_date_that_was_moved_here_is_no_conflict(taken):
    taken.saved(ExtendAction("act-1", "2025-01-31", why="Illness."))
    assert plan(taken, sheet_of(HEAD + ONE)).counts == {"the same": 1, "heading": 1}


def test_a_later_date_takes_the_right_to_agree_it(taken):
    taken.saved(SetRoles("officer", ("administrator",)))
    taken.saved(SetRoles("clerk", ("officer",)))
    later = HEAD + ONE.replace("31/03/2024", "30/09/2024")
    refusal = taken.refused(TakeInSheet(sheet_of(later)), "refused-rows", by="clerk")
    assert "chair" in str(refusal)


def test_new_progress_is_a_new_update_and_none_is_overwritten(taken):
    more = HEAD + ONE.replace("12/01/2024: begun", "12/01/2024: begun / 14/02/2024: half done")
    taken.saved(TakeInSheet(sheet_of(more)))
    notes = [one["note"] for one in taken.of().select("updates") if one.get("note")]
    assert notes == ["12/01/2024: begun", "12/01/2024: begun / 14/02/2024: half done"]


def test_words_that_nobody_explained_are_asked_and_remembered(desks):
    sheet = sheet_of(HEAD + ONE.replace("in progress", "Amber"))
    refusal = desks.refused(TakeInSheet(sheet), "unknown-word")
    assert '"Amber" in 1 row' in str(refusal)
    desks.saved(TakeInSheet(sheet, words=("Amber=in progress",)))
    word = desks.get("sheet_words", "amber")
    assert (word["said"], word["means"]) == ("amber", "in-progress")
    other = sheet_of(HEAD + ONE.replace("in progress", "AMBER.").replace(";1;", ";9;"))
    assert plan(desks, other).words[0].because == "remembered of this board"
    desks.saved(TakeInSheet(other, words=("Amber=off-track",)))
    assert desks.get("sheet_words", "amber")["means"] == "off-track"


@pytest.mark.parametrize("pair", ["Amber", "Amber=orange", "=done", "Amber=signed off"])
def test_a_meaning_that_is_none_is_refused(desks, pair):
    desks.refused(TakeInSheet(sheet_of(HEAD + ONE), words=(pair,)), "bad-map")


def test_rows_that_are_wrong_refuse_everything_with_row_and_column(desks):
    wrong = HEAD + ONE + "Child F;9;;;;;;done;;\n" + ";8;Ask.;;;;;;;1/1/2030\n"
    refusal = desks.refused(TakeInSheet(sheet_of(wrong)), "refused-rows")
    assert "Row 3: C3" in str(refusal) and "J4" in str(refusal)
    assert not desks.of().select("recommendations") and not desks.of().select("agencies")


def test_a_sheet_without_a_review_column_needs_one(desks):
    sheet = sheet_of("Ref;Recommendation\n1;Share records.\n")
    assert "--review" in str(desks.refused(TakeInSheet(sheet), "refused-rows"))
    desks.saved(TakeInSheet(sheet, review="child-g"))
    assert desks.get("recommendations", "child-g/1")["text"] == "Share records."
    desks.refused(TakeInSheet(sheet, review="Child G"), "no-change")


def test_a_review_is_known_by_its_reference_title_or_subject(desks):
    desks.saved(AddReview("scr-f", "The Oldbury review", published="2021", subjects=("Child F",)))
    for called in ("scr-f", "The Oldbury Review", "CHILD F"):
        made = plan(desks, sheet_of(HEAD + ONE.replace("Child F", called)))
        assert [one.ref for one in made.reviews.values()] == ["scr-f"]
    near = plan(desks, sheet_of(HEAD + ONE.replace("Child F", "The Oldbury reviews")))
    assert any("scr-f" in note for note in near.notes)


def test_actions_join_recommendations_that_are_on_record_already(desks):
    desks.saved(AddReview("child-f", "Child F", published="2021"))
    desks.saved(AddAgency("Fernshire Police", aliases=("Police",)))
    desks.saved(AddRecommendation("child-f", "Share  records.", label="1", agencies=("Police",)))
    desks.saved(AddAction(("child-f/1",), "Train all staff", lead="Head of Practice"))
    made = plan(desks, sheet_of(HEAD + ONE))
    assert made.counts == {"changes": 1, "heading": 1}
    desks.saved(TakeInSheet(sheet_of(HEAD + ONE)))
    assert len(desks.of().select("recommendations")) == len(desks.of().select("actions")) == 1
    action = desks.get("actions", "act-1")
    assert action["due"] == "2024-03-31" and states(desks)["act-1"] == "in-progress"


def test_a_number_alone_names_a_recommendation_on_record(desks):
    desks.saved(AddReview("child-f", "Child F", published="2021"))
    desks.saved(AddRecommendation("child-f", "Share records.", label="Recommendation 1"))
    sheet = sheet_of("Review;Rec no;Action;Status\nChild F;1;Train all;done\nChild F;7;Plan;\n")
    desks.saved(TakeInSheet(sheet))
    assert [one["serves"] for one in desks.of().select("actions")] == [("child-f/1",), ("child-f",)]
    desks.refused(TakeInSheet(sheet), "no-change")


def test_numbers_that_start_again_are_told_apart_by_their_words(desks):
    text = "Review;Ref;Recommendation;Agency\nF;1;Ask one.;Police\nF;1;Ask two.;Council\n"
    desks.saved(TakeInSheet(sheet_of(text)))
    found = {one["ref"]: one["text"] for one in desks.of().select("recommendations")}
    assert found == {"f/1": "Ask one.", "f/council-1": "Ask two."}
    desks.refused(TakeInSheet(sheet_of(text)), "no-change")


def test_a_state_without_an_action_is_not_that_of_an_action_that_is_done(desks):
    text = HEAD + "F;1;Ask.;;Train all;;;done;;\n" + "F;1;Ask.;;;;;in progress;;\n"
    desks.saved(TakeInSheet(sheet_of(text)))
    assert sorted(states(desks).values()) == ["done", "in-progress"]
    backwards = HEAD + "F;1;Ask.;;;;;in progress;;\n" + "F;1;Ask.;;Train all;;;done;;\n"
    desks.refused(TakeInSheet(sheet_of(backwards)), "no-change")


def test_a_number_of_several_recommendations_says_not_which(desks):
    text = "Review;Ref;Recommendation;Action\nF;1;Ask one.;\nF;1;Ask two.;\nG;2;Ask.;\nF;1;;Do it\n"
    refusal = desks.refused(TakeInSheet(sheet_of(text)), "refused-rows")
    assert "B5" in str(refusal) and "several" in str(refusal)


def test_the_same_words_without_their_number_are_the_same_recommendation(desks):
    text = "Review;Ref;Recommendation;Action\nF;1;Ask one.;Do it\nF;;Ask one.;Do that\n"
    desks.saved(TakeInSheet(sheet_of(text)))
    assert [one["ref"] for one in desks.of().select("recommendations")] == ["f/1"]
    assert len(desks.of().select("actions")) == 2


def test_words_mean_no_recommendation_that_a_number_means(desks):
    desks.saved(TakeInSheet(sheet_of("Review;Ref;Recommendation\nF;1;Ask one.\n")))
    text = "Review;Ref;Recommendation\nF;1;Ask otherwise.\nF;;Ask one.\n"
    made = plan(desks, sheet_of(text))
    assert [fate.kind for fate in made.fates] == ["heading", "changes", "new"]


def test_a_row_twice_is_the_same_and_one_that_differs_is_refused(desks):
    desks.saved(TakeInSheet(sheet_of(HEAD + ONE + ONE)))
    assert len(desks.of().select("actions")) == 1
    twice = HEAD + ONE.replace(";1;", ";5;") + ONE.replace(";1;", ";5;").replace("31/03", "30/04")
    refusal = desks.refused(TakeInSheet(sheet_of(twice)), "refused-rows")
    assert "same action as row 2" in str(refusal)


def test_an_action_that_is_worded_otherwise_now_is_the_same_action(taken):
    taken.saved(TakeInSheet(sheet_of(HEAD + THREE.replace("Police;;", "Police;Keep a log;"))))
    again = HEAD + THREE.replace("Police;;", "Police;Keep a full log;")
    made = plan(taken, sheet_of(again))
    assert made.counts == {"changes": 1, "heading": 1}
    assert made.fates[1].changes[0].field == "action"


def test_what_was_withdrawn_here_stays_so(taken):
    taken.saved(WithdrawRecommendation("child-f/2", why="A mistake."))
    made = plan(taken, sheet_of(HEAD + THREE))
    assert made.counts == {"the same": 1, "heading": 1}
    assert "withdrawn here" in made.fates[1].said


def test_withdrawn_in_the_sheet_is_withdrawn_with_its_row(taken):
    taken.saved(TakeInSheet(sheet_of(HEAD + ONE.replace("in progress", "withdrawn"))))
    action = taken.get("actions", "act-1")
    assert action["withdrawn_on"] == "2026-11-20"
    assert action["withdrawn_why"] == "withdrawn in tracker.csv, row 2"


def test_undo_of_an_import_withdraws_what_it_made_and_the_sheet_brings_it_back(taken):
    taken.saved(UndoImport("imp-1"))
    records = taken.of()
    for table in ("reviews", "recommendations", "actions", "updates"):
        assert all(one.get("withdrawn_on") for one in records.select(table)), table
    made = plan(taken, sheet_of(HEAD + ONE + TWO + THREE))
    assert made.counts == {"new": 3, "heading": 1}
    saved = taken.saved(TakeInSheet(sheet_of(HEAD + ONE + TWO + THREE)))
    assert {"child-f", "child-f/1", "child-f/2", "act-1", "act-2"} <= set(saved.references)
    assert states(taken) == {"act-1": "in-progress", "act-2": "done"}


def test_undo_puts_back_what_a_sheet_changed(taken):
    later = ONE.replace("Head of Practice", "Named Nurse").replace("in progress", "done")
    taken.saved(TakeInSheet(sheet_of(HEAD + later)))
    taken.saved(UndoImport("imp-2"))
    action = taken.get("actions", "act-1")
    assert action["lead"] == "head-of-practice" and not action.get("as_reported")
    assert states(taken)["act-1"] == "in-progress"


def test_undo_leaves_what_was_changed_since(taken):
    taken.saved(ActionDone("act-1"))
    saved = taken.saved(UndoImport("imp-1"))
    assert any("act-1 stays" in note for note in saved.notes)
    assert not taken.get("actions", "act-1").get("withdrawn_on")


def test_a_published_recommendation_keeps_its_words(desks):
    from auditrack.commands.importing import AcceptImport
    from auditrack.model.proposal import Item, Proposals, ReviewGuess, Source

    item = Item("recommendation", "The Board should share records.", label="1", ticked=True)
    source = Source("review.txt", "0" * 64, "text", None)
    desks.saved(AcceptImport(Proposals(source, ReviewGuess(title="Child F"), (item,), ())))
    desks.saved(TakeInSheet(sheet_of(HEAD + ONE)))
    assert desks.get("recommendations", "child-f/1")["text"] == "The Board should share records."
    assert len(desks.of().select("recommendations")) == 1


def test_what_was_erased_does_not_come_back_by_its_number(taken):
    from auditrack.commands.redaction import AskRedaction, confirm_redaction

    asked = taken.saved(AskRedaction("child-f/2", "text", why="a name"))
    confirm_redaction(taken.of("second"), str(asked.entry.number))
    made = plan(taken, sheet_of(HEAD + THREE), on_conflict="update")
    assert made.counts == {"the same": 1, "heading": 1}
    assert "erased" in made.fates[1].said
    taken.refused(TakeInSheet(sheet_of(HEAD + THREE), on_conflict="update"), "no-change")


def test_what_a_person_says_of_the_review_goes_before_a_title(desks):
    text = "Child F action plan;;\nRef;Recommendation;Action\n1;Ask one.;Do it\n"
    made = plan(desks, sheet_of(text))
    assert [one.printed for one in made.reviews.values()] == ["Child F"]
    made = plan(desks, sheet_of(text), review="scr-f")
    assert [one.printed for one in made.reviews.values()] == ["scr-f"]
    parted = text + "LCSPR Child G;;\n1;Ask two.;Do that\n"
    made = plan(desks, sheet_of(parted), review="scr-f")
    assert [one.printed for one in made.reviews.values()] == ["scr-f", "LCSPR Child G"]


CLAIMS = "Review;Ref;Recommendation;Action;Status;Evidence\n" + (
    "F;1;Ask.;Do it;done;Training log, 40 staff\nF;2;Other.;;;Minutes\nF;3;Third.;;;Awaited\n"
)


def test_what_a_tracker_calls_evidence_is_filed_as_a_claim(desks):
    sheet = sheet_of(CLAIMS)
    assert any("level 0" in note for note in plan(desks, sheet).notes)
    desks.saved(TakeInSheet(sheet))
    found = desks.of().select("evidence")
    assert [(one["shows"], one["serves"]) for one in found] == [
        ("Training log, 40 staff", ("act-1",)), ("Minutes", ("f/2",)),
    ]  # fmt: skip
    for one in found:
        assert (one["level"], one["state"], one.get("about"), one.get("accepted_on")) == (
            0, "filed", None, None,
        )  # fmt: skip
    notes = [one.get("note") for one in desks.of().select("updates") if one.get("note")]
    assert notes == ["Evidence: Awaited"]
    desks.refused(TakeInSheet(sheet), "no-change")
    more = sheet_of(CLAIMS.replace("Minutes", "Minutes of May"))
    made = plan(desks, more)
    assert [one.field for fate in made.fates for one in fate.changes] == ["evidence"]
    desks.saved(TakeInSheet(more))
    desks.saved(UndoImport("imp-2"))
    standing = [
        one["shows"] for one in desks.of().select("evidence") if not one.get("withdrawn_on")
    ]
    assert standing == ["Training log, 40 staff", "Minutes"]
    erased(desks, "ev-1", "shows")
    assert plan(desks, sheet).counts == {"the same": 3, "heading": 1}
    desks.saved(UndoImport("imp-1"))
    assert not [one for one in desks.of().select("evidence") if not one.get("withdrawn_on")]


def erased(desks, ref: str, field: str) -> None:
    from auditrack.commands.redaction import AskRedaction, confirm_redaction

    asked = desks.saved(AskRedaction(ref, field, why="a name"))
    confirm_redaction(desks.of("second"), str(asked.entry.number))


PLAIN = "Review;Recommendation;Action;Progress\n"


def test_erased_words_without_a_number_do_not_come_back(desks):
    text = PLAIN + "F;Ask Jane Doe.;;\nF;Know them.;;\n"
    desks.saved(TakeInSheet(sheet_of(text)))
    erased(desks, "f/rec-1", "text")
    refusal = desks.refused(TakeInSheet(sheet_of(text)), "refused-rows")
    assert "Row 2: B2" in str(refusal) and "f/rec-1" in str(refusal) and "erased" in str(refusal)
    assert [one["ref"] for one in desks.of().select("recommendations")] == ["f/rec-1", "f/rec-2"]
    # A number says what it is: the one that was erased, or another.
    named = "Review;Ref;Recommendation\n" + "F;f/rec-1;Ask Jane Doe.\n" + "F;9;Something new.\n"
    made = plan(desks, sheet_of(named))
    assert [fate.kind for fate in made.fates] == ["heading", "the same", "new"]


def test_erased_words_are_known_by_the_action_beside_them(desks):
    text = PLAIN + "F;Ask Jane Doe.;Train all;\nF;Know them.;Plan it;\n"
    desks.saved(TakeInSheet(sheet_of(text)))
    erased(desks, "f/rec-1", "text")
    made = plan(desks, sheet_of(text))
    assert made.counts == {"the same": 2, "heading": 1}
    assert "erased" in made.fates[1].said


def test_an_erased_action_and_update_do_not_come_back(desks):
    text = PLAIN + (
        'F;Ask.;Tell Jane;"1/2/2024: told Jane\n1/3/2024: told all"\nF;Ask.;Train all;\n'
        "F;Ask.;Plan it;\n"
    )
    desks.saved(TakeInSheet(sheet_of(text)))
    (first, *_) = desks.of().select("actions")
    note = next(one for one in desks.of().select("updates") if "Jane" in one.get("note", ""))
    erased(desks, note["ref"], "note")
    made = plan(desks, sheet_of(text))
    assert made.counts == {"the same": 3, "heading": 1}
    assert "erased" in made.fates[1].said
    erased(desks, first["ref"], "what")
    refusal = desks.refused(
        TakeInSheet(sheet_of(text.replace("Train all", "Train everybody"))), "refused-rows"
    )
    assert "Row 2: C2" in str(refusal) and first["ref"] in str(refusal)
    assert len(desks.of().select("actions")) == 3


TEXTS = st.sampled_from(["", "Share records.", "Know them.", "Train.", "x" * 30])
ROWS = st.lists(
    st.builds(
        SheetRow,
        place=st.just(0),
        kind=st.sampled_from(["row", "row", "row", "empty", "heading", "hidden"]),
        review=st.sampled_from(["", "Child F", "child-f", "Child G"]),
        number=st.sampled_from(["", "1", "2"]),
        recommendation=TEXTS,
        action=TEXTS,
        agencies=st.sampled_from([(), ("Police",), ("Police", "Council")]),
        lead=st.sampled_from(["", "Nurse"]),
        due=st.sampled_from([None, "2024", "2025-03-31"]),
        due_text=st.sampled_from(["", "2024", "31/03/2025", "soon"]),
        state=st.sampled_from(["", "done", "in progress", "Odd", "withdrawn"]),
        fill=st.sampled_from([None, "amber"]),
        notes=st.sampled_from([(), (Note("Begun", "2024-01"),)]),
        evidence=st.sampled_from([(), (), ("Minutes",), ("Minutes", "A log")]),
        state_on=st.sampled_from([None, "2024-02"]),
        struck_ask=st.booleans(),
        struck_action=st.booleans(),
    ),
    max_size=8,
)


def as_sheet(rows) -> Sheet:
    from msgspec.structs import replace

    placed = tuple(replace(row, place=at) for at, row in enumerate(rows, 2))
    columns = tuple(
        Column(at, "ABC"[at - 1], role, role)
        for at, role in enumerate(("review", "recommendation", "action"), 1)
    )
    return Sheet(
        file="t.csv", sha256="0" * 64, format="csv", name="t", columns=columns, header=(1,),
        rows=placed, last=len(rows) + 1,
    )  # fmt: skip


@pytest.fixture(scope="module")
def shared_desks(tmp_path_factory):
    from auditrack.commands.board import InitialiseBoard
    from tests.commands.conftest import Desks

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        made = Desks(tmp_path_factory.mktemp("sheets") / "register")
        made.saved(InitialiseBoard("Fernshire Board"))
        yield made
        made.close()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(rows=ROWS, on_conflict=st.sampled_from(["stop", "skip", "update"]), mapped=st.booleans())
def test_every_row_has_one_fate_and_nothing_is_written_on_a_refusal(
    shared_desks, rows, on_conflict, mapped
):
    """Whatever rows there are: the plan is the commit, and once in they are the same."""
    sheet = as_sheet(rows)
    words = ("Odd=paused", "amber fill=in-progress") if mapped else ()
    register = shared_desks.of()
    made = plan_of(
        register, sheet, TODAY, on_conflict=on_conflict,
        told={"odd": "paused", "amber fill": "in-progress"} if mapped else {},
    )  # fmt: skip
    assert [fate.place for fate in made.fates] == [row.place for row in sheet.rows]
    assert sum(made.counts.values()) == sheet.last
    assert set(made.counts) <= set(FATES)
    kinds = Counter(row.kind for row in sheet.rows)
    for kind in ("heading", "hidden"):
        assert made.counts.get(kind, 0) == kinds[kind]
    before = register.head
    answer = shared_desks.run(TakeInSheet(sheet, words=words, on_conflict=on_conflict))
    blocked = bool(made.asked) or made.stops or not made.writes
    assert blocked == hasattr(answer, "code"), str(answer)
    if blocked:
        assert shared_desks.of().head == before
        return
    again = plan_of(shared_desks.of(), sheet, TODAY, on_conflict=on_conflict)
    assert not [fate for fate in again.fates if fate.kind == "new"]
    if on_conflict == "update":
        assert not again.conflicts
