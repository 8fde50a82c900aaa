"""The second person and the roles, as somebody who wants to get round them would try."""

import pytest

from auditrack.commands.action import ActionDone, AddAction, SignOffAction, UpdateAction
from auditrack.commands.audit import EditAudit, RecordAudit
from auditrack.commands.evidence import AcceptEvidence, AddEvidence, EditEvidence, ReturnEvidence
from auditrack.commands.lead import AddLead, EditLead, HandOverLead, VacateLead
from auditrack.commands.role import SetRoles
from auditrack.commands.run import run
from auditrack.model.change import LOGIN_UNVERIFIED, Actor, Refusal, Saved
from auditrack.register import open_register
from auditrack.views.history import history


@pytest.fixture
def wards(desks, board):
    """Two leads: the ward with two logins, quality with one; evidence filed by the ward's."""
    ref = board()
    desks.saved(AddLead("Ward", logins=("nurse", "sister")))
    desks.saved(AddLead("Quality", logins=("auditor",)))
    desks.saved(AddEvidence((ref,), "Rota", level=2), by="nurse")
    return desks


@pytest.fixture
def roles(wards):
    wards.saved(SetRoles("officer", ("administrator",)))
    for login in ("nurse", "sister", "auditor"):
        wards.saved(SetRoles(login, ("officer", "scrutineer")))
    return wards


def as_(desks, login, via, command):
    with open_register(desks.path, Actor(login, 1000, via), lambda: 1_800_000_000_000) as register:
        return run(register, command)


def test_two_logins_of_one_lead_are_one_person(wards):
    assert "Ward" in wards.refused(AcceptEvidence("ev-1"), "second-person", by="sister").message
    wards.refused(AcceptEvidence("ev-1"), "second-person", by="nurse")
    wards.refused(AcceptEvidence("ev-1"), "second-person", by="stranger")
    wards.saved(AcceptEvidence("ev-1"), by="auditor")


def test_a_login_that_the_host_does_not_vouch_for_is_nobodys_second(wards):
    refusal = as_(wards, "auditor", f"local, {LOGIN_UNVERIFIED}", AcceptEvidence("ev-1"))
    assert isinstance(refusal, Refusal) and refusal.code == "second-person"
    assert "does not vouch" in refusal.message
    saved = as_(wards, "auditor", "ssh 10.0.0.5, unverified", AcceptEvidence("ev-1"))
    assert isinstance(saved, Saved) and saved.entry.via == "ssh 10.0.0.5, unverified"


def test_who_words_the_evidence_anew_does_not_accept_it(wards):
    wards.saved(EditEvidence("ev-1", shows="Case files", level=3), by="auditor")
    assert (
        "corrected by you"
        in wards.refused(AcceptEvidence("ev-1"), "second-person", by="auditor").message
    )
    wards.refused(AcceptEvidence("ev-1"), "second-person", by="nurse")
    wards.saved(AddLead("Elsewhere", logins=("third",)))
    wards.saved(AcceptEvidence("ev-1"), by="third")


def test_returning_and_filing_again_frees_nobody(wards):
    wards.saved(ReturnEvidence("ev-1", why="Which month?"), by="auditor")
    wards.saved(EditEvidence("ev-1", about="2026-05"), by="nurse")
    wards.refused(AcceptEvidence("ev-1"), "second-person", by="nurse")
    wards.refused(AcceptEvidence("ev-1"), "second-person", by="sister")


def test_saying_it_anew_makes_the_last_to_say_it_the_first_person(wards):
    action = wards.made(AddAction(("child-f",), "Brief"), by="nurse")
    wards.saved(ActionDone(action), by="nurse")
    wards.saved(UpdateAction(action, state="done", note="Yes"), by="auditor")
    wards.refused(SignOffAction(action), "second-person", by="auditor")


def test_the_lead_that_owns_an_action_never_signs_it_off(wards):
    action = wards.made(AddAction(("child-f",), "Brief", lead="quality"), by="nurse")
    wards.saved(ActionDone(action), by="nurse")
    wards.refused(SignOffAction(action), "second-person", by="auditor")


def test_an_officer_cannot_free_the_logins_that_decide_who_is_who(roles):
    for command in (
        EditLead("ward", logins=()),
        EditLead("ward", logins=("nurse",)),
        HandOverLead("ward", "Somebody", logins=("other",)),
        AddLead("New", logins=("sister2",)),
    ):
        roles.refused(command, "role", by="sister")
    saved = roles.saved(VacateLead("ward"), by="sister")
    assert "administrator" in saved.notes[0]
    assert roles.get("leads", "ward")["logins"] == ("nurse", "sister")
    roles.refused(AcceptEvidence("ev-1"), "second-person", by="sister")
    roles.saved(EditLead("ward", logins=()))
    assert "logins" not in roles.get("leads", "ward")


def test_an_administrator_who_vacates_a_lead_takes_its_logins(roles):
    roles.saved(VacateLead("ward"))
    assert "logins" not in roles.get("leads", "ward")


def test_two_administrators_cannot_take_each_other_away(desks):
    desks.saved(SetRoles("one", ("administrator",)))
    desks.saved(SetRoles("two", ("administrator",)), by="one")
    desks.saved(SetRoles("one"), by="two")
    desks.refused(SetRoles("two"), "role", by="one")
    desks.refused(SetRoles("two", ("chair",)), "no-administrator", by="two")
    desks.refused(SetRoles("two", ()), "no-administrator", by="two")


def test_who_names_another_as_the_first_administrator_is_told_what_that_means(desks):
    (note,) = desks.saved(SetRoles("boss", ("administrator",))).notes
    assert "officer holds none" in note and "role set officer" in note
    assert desks.refused(SetRoles("officer", ("officer",)), "role").todo.startswith("Ask boss")


def test_a_look_alike_login_is_another_login(desks):
    desks.saved(SetRoles("officer", ("administrator",)))
    for login in ("Officer", "officer ", "ofﬁcer", "оfficer"):
        desks.refused(SetRoles("me", ("chair",)), "role", by=login)


def by_of(desks, ref):
    changes = [
        change
        for line in history(desks.of(), ref)
        for change in line.changes
        if change.name == "by"
    ]
    return [change.new for change in changes]


@pytest.mark.parametrize(
    "login, by, said",
    [
        ("auditor", None, "quality"),
        ("auditor", "Quality", "quality"),
        ("nurse", "Quality", "quality (claimed by nurse)"),
        ("nurse", "Outside firm", "Outside firm (claimed by nurse)"),
        ("stranger", "quality", "quality (claimed by stranger)"),
    ],
)
def test_an_auditor_named_by_another_is_a_claim_in_the_history_too(wards, login, by, said):
    ref = wards.made(RecordAudit("2026-10", "partly", themes=("neglect",), by=by), by=login)
    assert by_of(wards, ref) == [said]


def test_a_claim_edited_in_is_one_and_names_who_made_it(wards):
    from auditrack.views.independence import auditor

    ref = wards.made(RecordAudit("2026-10", "partly", themes=("neglect",)), by="nurse")
    wards.saved(EditAudit(ref, by="Quality"), by="sister")
    assert by_of(wards, ref)[-1] == "quality (claimed by sister)"
    assert auditor(wards.of(), wards.get("audits", ref)) == "Quality (claimed by sister)"
    wards.saved(EditAudit(ref, by="ward"), by="sister")
    assert auditor(wards.of(), wards.get("audits", ref)) == "Ward"
