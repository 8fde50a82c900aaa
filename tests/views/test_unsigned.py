"""Who may sign an action off, as the report names them and as the command allows it."""

from datetime import date

import pytest

from auditrack.commands.action import ActionDone, SignOffAction
from auditrack.commands.agency import AddAgency
from auditrack.commands.lead import AddLead
from auditrack.commands.rights import allowed
from auditrack.commands.role import SetRoles
from auditrack.model.change import Saved
from auditrack.model.words import ROLES
from auditrack.views.figures import UnsignedLine
from auditrack.views.narrowed import Narrowed
from auditrack.views.unsigned import SIGNS, unsigned_lines

LOGINS = {
    "ash": ("Head of practice", "officer"),
    "oak": ("Named nurse", "officer"),
    "elm": ("Scrutineer", "scrutineer"),
    "yew": ("Chair", "chair"),
}


def lines(board) -> tuple[UnsignedLine, ...]:
    facts = board.facts()
    return unsigned_lines(facts, Narrowed(facts, None))


@pytest.fixture
def action(board):
    board.review("child-a")
    return board.action(board.rec("child-a", "Police"), lead="Head of practice", what="Train.")


@pytest.fixture
def leads(board):
    board.made(AddAgency("Police"))
    for login, (title, _) in LOGINS.items():
        board.made(AddLead(title, logins=(login,)))


def give_roles(board) -> None:
    board.made(SetRoles("officer", ("administrator",)))
    for login, (_, role) in LOGINS.items():
        board.made(SetRoles(login, (role,)))


def test_the_roles_are_those_that_the_command_asks_for():
    assert {role for role in ROLES if allowed((role,), "action sign-off")} == SIGNS


def test_what_waited_longest_stands_first_and_signed_off_is_gone(board, action):
    later = board.action("child-a", what="Write.")
    board.done(action, "2026-10-01")
    board.done(later, "2026-09-01")
    assert [(one.ref, one.days, one.since) for one in lines(board)] == [
        (later, 80, "2026-09-01"),
        (action, 50, "2026-10-01"),
    ]
    board.sign_off(later)
    (left,) = lines(board)
    assert (left.ref, left.what, left.may_sign) == (action, "Train.", "another login than officer")


@pytest.mark.parametrize("by", ["ash", "oak"])
@pytest.mark.parametrize("with_roles", [True, False])
def test_those_named_are_those_that_may(board, leads, action, by, with_roles):
    if with_roles:
        give_roles(board)
    board.saved(ActionDone(action), by=by)
    (line,) = lines(board)
    able = []
    for login, (title, _) in LOGINS.items():
        copy = board.action("child-a", lead="Head of practice", what="The same.")
        board.saved(ActionDone(copy), by=by)
        if isinstance(board.do(SignOffAction(copy), by=login), Saved):
            able.append(title)
    if with_roles:
        assert line.may_sign == ", ".join(able) == "Scrutineer, Chair"
    else:
        assert line.may_sign == "any other lead with a login: no roles are set"
        assert set(able) == {title for title, _ in LOGINS.values()} - {
            "Head of practice",
            LOGINS[by][0],
        }


def test_a_claim_by_somebody_with_no_lead_waits_for_a_chair(board, leads, action):
    board.done(action)
    (line,) = lines(board)
    assert line.may_sign == "a chair, with a reason: who said so is with no lead on record"
    assert not isinstance(board.do(SignOffAction(action), by="elm"), Saved)


def test_of_a_day_before_the_claim_nothing_waits(board, action):
    board.done(action, "2026-10-01")
    facts = board.facts("2026-09-30")
    assert unsigned_lines(facts, Narrowed(facts, None)) == ()
    assert date(2026, 9, 30) == facts.as_at
