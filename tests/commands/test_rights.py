import pytest

from auditrack.commands import rights
from auditrack.commands.action import ActionDone, AddAction, ExtendAction, SignOffAction
from auditrack.commands.agency import AddAgency, ReplaceAgency
from auditrack.commands.audit import RecordAudit
from auditrack.commands.board import ChangeSettings
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.decision import DecideRecommendation, ReopenRecommendation
from auditrack.commands.evidence import AcceptEvidence, AddEvidence, ReturnEvidence
from auditrack.commands.export import RecordExport
from auditrack.commands.lead import AddLead, EditLead
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.review import AddReview
from auditrack.commands.role import SetRoles
from auditrack.model.change import Refusal
from auditrack.model.words import ROLES

EVERYBODY = tuple(ROLES)

MATRIX = {
    "add a review": (AddReview("new", "New"), {"officer", "chair", "administrator"}),
    "add an action": (
        AddAction(("child-f",), "Train"),
        {"officer", "chair", "administrator"},
    ),
    "file evidence": (
        AddEvidence(("child-f",), "Rota"),
        {"officer", "chair", "administrator"},
    ),
    "edit a recommendation": (
        EditRecommendation("child-f/rec-1", text="New"),
        {"officer", "chair", "administrator"},
    ),
    "word for the public": (
        EditRecommendation("child-f/rec-1", public_wording="Plain"),
        {"author", "officer", "chair", "administrator"},
    ),
    "record an audit": (
        RecordAudit("2026-10", "partly", serves=("child-f",)),
        {"officer", "scrutineer", "chair", "administrator"},
    ),
    "return evidence": (
        ReturnEvidence("ev-1", why="Which?"),
        {"scrutineer", "chair", "administrator"},
    ),
    "accept evidence": (AcceptEvidence("ev-1"), {"scrutineer", "chair", "administrator"}),
    "sign off": (SignOffAction("act-1"), {"scrutineer", "chair", "administrator"}),
    "close": (
        CloseRecommendation("child-f/rec-2"),
        {"scrutineer", "chair", "administrator"},
    ),
    "close with an override": (
        CloseRecommendation("child-f/rec-1", override="Settled elsewhere"),
        {"chair", "administrator"},
    ),
    "decide": (
        DecideRecommendation("child-f/rec-1", "implement"),
        {"chair", "administrator"},
    ),
    "open again": (
        ReopenRecommendation("child-f/rec-1", why="It came back"),
        {"chair", "administrator"},
    ),
    "extend": (ExtendAction("act-2", "2027", why="Late"), {"chair", "administrator"}),
    "set a number": (ChangeSettings((("quiet_days", "60"),)), {"administrator"}),
    "replace an agency": (ReplaceAgency("ccg", "ICB"), {"administrator"}),
    "set a lead's logins": (AddLead("Ward", logins=("nurse",)), {"administrator"}),
    "enter a lead": (AddLead("Ward"), {"officer", "chair", "administrator"}),
    "record an export": (RecordExport("progress", 0, "0" * 64), set(EVERYBODY)),
}


@pytest.fixture
def staffed(desks, board):
    """A register with one login for each role, and something for each to act on."""
    board()
    desks.saved(AddAgency("CCG"))
    desks.saved(AddAction(("child-f/rec-1",), "Brief", state="done"))
    desks.saved(AddAction(("child-f/rec-1",), "Train", due="2026-12"))
    desks.saved(AddEvidence(("child-f/rec-1",), "Rota", level=2))
    board("A ready one")
    desks.saved(AddEvidence(("child-f/rec-2",), "Rota", level=2))
    ready = desks.made(AddAction(("child-f/rec-2",), "Brief", state="done"))
    desks.saved(SignOffAction(ready), by="somebody")
    desks.saved(SetRoles("administrator", ("administrator",)))
    for role in EVERYBODY[:-1]:
        desks.saved(SetRoles(role, (role,)), by="administrator")
    return desks


@pytest.mark.parametrize("what", MATRIX)
@pytest.mark.parametrize("role", EVERYBODY)
def test_each_role_may_do_its_own_and_no_more(staffed, what, role):
    command, may = MATRIX[what]
    if what == "open again":
        close = CloseRecommendation("child-f/rec-1", override="Settled elsewhere")
        staffed.saved(close, by="chair")
    result = staffed.run(command, by=role)
    if role in may:
        assert not isinstance(result, Refusal), str(result)
        assert result.entry.role == role
    else:
        assert isinstance(result, Refusal) and result.code == "role", str(result)
        assert any(may in result.message for may in (*rights.may(command.act), "chair"))
        assert f"{role} holds {role}" in result.message


def test_with_no_roles_set_everybody_holds_every_role_and_is_told_so(desks, board):
    board()
    saved = desks.saved(DecideRecommendation("child-f/rec-1", "implement"), by="anybody")
    assert saved.entry.role is None
    assert "every login holds every role" in (rights.note(desks.of()) or "")
    assert rights.roles_of(desks.of(), "anybody") == EVERYBODY


def test_once_roles_are_set_a_login_without_one_may_only_read(staffed):
    assert rights.note(staffed.of()) is None
    refusal = staffed.refused(AddReview("new", "New"), "role", by="stranger")
    assert "stranger holds no role" in refusal.message
    assert "officer" in (refusal.todo or "")


def test_the_role_of_an_entry_is_the_least_that_may(desks):
    desks.saved(SetRoles("officer", ("administrator", "officer")))
    assert desks.saved(AddReview("new", "New")).entry.role == "officer"


def test_a_register_with_roles_always_has_an_administrator(desks):
    desks.refused(SetRoles("officer", ("officer",)), "no-administrator")
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.refused(SetRoles("officer", ("chair",)), "no-administrator")
    desks.refused(SetRoles("officer"), "no-administrator")
    desks.saved(SetRoles("deputy", ("administrator",)))
    desks.saved(SetRoles("officer"))
    assert "roles" not in desks.get("roles", "officer")
    desks.refused(SetRoles("deputy"), "role")


def test_what_a_role_may_not_be(desks):
    desks.refused(SetRoles("", ("administrator",)), "missing")
    desks.refused(SetRoles("two words", ("administrator",)), "bad-value")
    desks.refused(SetRoles("officer", ("king",)), "bad-value")
    desks.saved(SetRoles("officer", ("administrator",)))
    desks.refused(SetRoles("officer", ("administrator",)), "no-change")


def test_an_override_is_a_chairs(staffed):
    staffed.saved(SetRoles("administrator", ("administrator", "officer")), by="administrator")
    staffed.saved(SetRoles("officer", ("officer", "scrutineer")), by="administrator")
    done = staffed.made(AddAction(("child-f",), "x"))
    staffed.saved(ActionDone(done))
    refusal = staffed.refused(SignOffAction(done, override="Nobody else"), "role")
    assert "chair" in refusal.message


def test_who_is_a_second_person_is_not_for_an_officer_to_set(staffed):
    staffed.saved(AddLead("Ward"))
    staffed.refused(EditLead("ward", logins=("officer",)), "role")
