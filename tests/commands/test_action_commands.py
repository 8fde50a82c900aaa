from datetime import date

import pytest

from auditrack.commands.action import (
    ActionDone,
    AddAction,
    EditAction,
    ExtendAction,
    SignOffAction,
    UpdateAction,
    WithdrawAction,
)
from auditrack.commands.lead import AddLead


@pytest.fixture
def action(desks, board):
    ref = board(agencies=("Police",))
    return desks.made(
        AddAction((ref,), "Brief every shift", lead="Head of Safeguarding", due="2026-12-01")
    )


def rows(desks, table, ref):
    return desks.of().index(table, "action").get(ref, ())


def test_an_action_takes_its_agency_from_the_one_that_is_asked(desks, action):
    stored = desks.get("actions", action)
    assert action == "act-1"
    assert (stored["agency"], stored["lead"], stored["due"]) == (
        "police",
        "head-of-safeguarding",
        "2026-12-01",
    )
    assert desks.get("leads", "head-of-safeguarding")["title"] == "Head of Safeguarding"


def test_a_lead_is_found_by_its_title(desks, action, board):
    saved = desks.saved(AddAction(("child-f",), "Meet", lead="head of  safeguarding"))
    assert desks.get("actions", saved.references[0])["lead"] == "head-of-safeguarding"
    assert saved.notes == ()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AddAction((), "Train"), "missing"),
        (AddAction(("child-f",), ""), "missing"),
        (AddAction(("nowhere",), "Train"), "unknown-reference"),
        (AddAction(("child-f",), "Train", due="soon"), "bad-date"),
        (AddAction(("child-f",), "Train", state="finished"), "bad-value"),
        (AddAction(("child-f",), "Train", state="signed-off"), "sign-off"),
        (UpdateAction("act-1"), "missing"),
        (UpdateAction("act-1", state="perhaps"), "bad-value"),
        (UpdateAction("act-1", state="signed off"), "sign-off"),
        (UpdateAction("act-1", state="paused"), "reason-needed"),
        (UpdateAction("act-1", note="x", on="2027"), "future-date"),
        (UpdateAction("act-99", note="x"), "unknown-reference"),
        (ActionDone("act-1", on="2027-01-01"), "future-date"),
        (EditAction("act-1"), "no-change"),
        (EditAction("act-1", due="2027-01-01"), "original-due"),
        (EditAction("act-1", due=""), "original-due"),
        (ExtendAction("act-1", "2027-01-01"), "reason-needed"),
        (ExtendAction("act-1", "2026-12-01", why="x"), "not-later"),
        (ExtendAction("act-1", "2026-11-30", why="x"), "not-later"),
        (ExtendAction("act-1", "", why="x"), "missing"),
        (ExtendAction("act-1", "unknown", why="x"), "not-later"),
        (WithdrawAction("act-1"), "reason-needed"),
        (SignOffAction("act-1"), "not-done"),
    ],
)
def test_what_may_not_be_done_with_an_action(desks, action, command, code):
    desks.refused(command, code)


def test_updates_are_dated_and_never_overwritten(desks, action):
    desks.saved(UpdateAction(action, note="Started", state="in progress", on="1/9/2026"))
    desks.saved(UpdateAction(action, note="Behind", off_track=True))
    first, second = rows(desks, "updates", action)
    assert (first["on"], first["state"], first["by"]) == ("2026-09-01", "in-progress", "officer")
    assert (second["on"], second["off_track"]) == ("2026-11-20", True)
    assert "state" not in second


def test_an_extension_is_a_record_and_the_original_stays(desks, action):
    desks.saved(ExtendAction(action, "+3m", why="Staff shortage"))
    desks.refused(ExtendAction(action, "2027-02-20", why="Again"), "not-later")
    saved = desks.saved(ExtendAction(action, "March 2027", why="Again"))
    assert saved.references == (action, "ext-2")
    assert desks.get("actions", action)["due"] == "2026-12-01"
    assert [e["to"] for e in rows(desks, "extensions", action)] == ["2027-02-20", "2027-03"]


def test_an_action_without_a_date_is_given_one_and_not_extended(desks, board):
    board()
    ref = desks.made(AddAction(("child-f",), "Meet"))
    refusal = desks.refused(ExtendAction(ref, "2027", why="x"), "no-due-date")
    assert f"action edit {ref}" in (refusal.todo or "")
    desks.saved(EditAction(ref, due="2026-12"))
    desks.saved(ExtendAction(ref, "2027", why="x"))


def test_done_is_a_claim_with_its_day(desks, action):
    desks.saved(UpdateAction(action, note="Nearly", on="2026-11-01"))
    desks.saved(ActionDone(action, on="2026-10"))
    assert desks.get("actions", action)["done_on"] == "2026-10"
    # The claim is not older than the last word on it, which would otherwise speak after it.
    assert rows(desks, "updates", action)[-1]["on"] == "2026-11-01"
    desks.refused(ActionDone(action), "no-change")
    desks.refused(SignOffAction(action), "second-person")


def test_what_came_back_can_be_claimed_again(desks, action):
    desks.saved(ActionDone(action))
    desks.saved(SignOffAction(action), by="chair")
    desks.refused(SignOffAction(action), "no-change", by="chair")
    desks.refused(ActionDone(action), "no-change")
    desks.saved(UpdateAction(action, note="Slipped", state="in-progress"))
    desks.saved(ActionDone(action))


def test_a_withdrawn_action_takes_no_update(desks, action):
    desks.saved(WithdrawAction(action, why="Twice"))
    desks.refused(UpdateAction(action, note="x"), "withdrawn")
    desks.saved(WithdrawAction(action, reinstate=True, why="Once"))
    desks.saved(UpdateAction(action, note="x"))


def test_an_action_is_corrected(desks, action):
    desks.saved(EditAction(action, what="Brief all shifts", lead="", agency="Health"))
    stored = desks.get("actions", action)
    assert (stored["what"], stored["agency"]) == ("Brief all shifts", "health")
    assert "lead" not in stored


# The second person


def test_another_login_is_enough_while_no_lead_has_a_login(desks, action):
    desks.saved(ActionDone(action))
    refusal = desks.refused(SignOffAction(action), "second-person")
    assert "a second person must confirm it" in refusal.message
    saved = desks.saved(SignOffAction(action), by="colleague")
    update = desks.get("updates", saved.references[1])
    assert (update["state"], update["by"]) == ("signed-off", "colleague")
    assert "overridden" not in update


def test_with_leads_two_leads_are_needed_as_well(desks, action):
    desks.saved(AddLead("Police Lead", logins=("officer", "colleague")))
    desks.saved(ActionDone(action))
    refusal = desks.refused(SignOffAction(action), "second-person", by="colleague")
    assert "your lead too" in refusal.message
    refusal = desks.refused(SignOffAction(action), "second-person", by="stranger")
    assert "no lead on record" in refusal.message
    desks.saved(AddLead("Health Lead", logins=("nurse",)))
    saved = desks.saved(SignOffAction(action), by="nurse")
    assert saved.entry.lead == "Health Lead"


def test_nobody_signs_off_the_work_of_their_own_lead(desks, board):
    ref = board()
    desks.saved(AddLead("Police Lead", logins=("sergeant",)))
    desks.saved(AddLead("Business Unit", logins=("officer",)))
    action = desks.made(AddAction((ref,), "Brief", lead="Police Lead"))
    desks.saved(ActionDone(action))
    refusal = desks.refused(SignOffAction(action), "second-person", by="sergeant")
    assert "belongs to Police Lead" in refusal.message


def test_a_claimant_without_a_lead_cannot_be_told_apart(desks, action):
    desks.saved(ActionDone(action), by="temp")
    desks.saved(AddLead("Health Lead", logins=("nurse",)))
    refusal = desks.refused(SignOffAction(action), "second-person", by="nurse")
    assert "temp, who is with no lead" in refusal.message


def test_an_override_is_recorded_with_its_reason(desks, action):
    desks.saved(ActionDone(action))
    saved = desks.saved(SignOffAction(action, override="Only one officer in post"))
    update = desks.get("updates", saved.references[1])
    assert update["overridden"] == ("second person",)
    assert update["override_why"] == "Only one officer in post"


def test_an_override_that_is_not_needed_is_not_recorded(desks, action):
    desks.saved(ActionDone(action))
    saved = desks.saved(SignOffAction(action, override="x"), by="colleague")
    assert "overridden" not in desks.get("updates", saved.references[1])


def test_today_is_the_day_that_was_given(desks, action):
    desks.saved(UpdateAction(action, note="x"), today=date(2019, 5, 1))
    assert rows(desks, "updates", action)[-1]["on"] == "2019-05-01"
