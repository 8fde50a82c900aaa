"""The second person: two logins and two leads, or a chair's override with its reason."""

from dataclasses import dataclass
from typing import Any

from auditrack.commands.desk import Desk, refuse
from auditrack.views.board import lead_of, lead_title


@dataclass(frozen=True)
class Claim:
    """What somebody said or filed, that another is to confirm.

    `owners` are the leads that the work belongs to, whoever claimed it.
    """

    ref: str
    what: str
    login: str | None
    lead: str | None
    owners: tuple[str, ...] = ()


def overridden(desk: Desk, claim: Claim, override: str | None) -> dict[str, Any]:
    """The fields that record an override, empty where the second person is one.

    Where no lead has a login on record, leads cannot be told apart and two logins are enough.

    Raises:
        RefusedError: the same person or lead (`second-person`), or an override by somebody who is
            no chair (`role`).
    """
    problem = _problem(desk, claim)
    if problem is None:
        return {}
    if not override:
        raise refuse(
            "second-person",
            problem,
            ref=claim.ref,
            todo="Ask somebody with another login and another lead, "
            "or a chair to do it with --override and a reason.",
        )
    desk.needs("override")
    return {"overridden": ("second person",), "override_why": override}


def _problem(desk: Desk, claim: Claim) -> str | None:
    login = desk.actor.login
    if not desk.actor.is_verified:
        return (
            f"The host does not vouch for your login {login}: the session runs in a user "
            "namespace, where anybody can call themselves anything."
        )
    who = claim.login or "somebody unknown"
    if claim.login == login:
        return f"{claim.ref} was {claim.what} by you ({login}); a second person must confirm it."
    if not any(name for name in desk.records.index("leads", "logins")):
        return None
    mine = desk.lead_ref
    if mine is None:
        return (
            f"Your login {login} is with no lead on record, "
            f"so the register cannot tell that {claim.ref} is not your own lead's."
        )
    if mine in claim.owners:
        return f"{claim.ref} belongs to {lead_title(desk.records, mine)}, and that is your lead."
    theirs = claim.lead or (_lead_ref(desk, claim.login) if claim.login else None)
    if theirs is None:
        return (
            f"{claim.ref} was {claim.what} by {who}, who is with no lead on record, "
            "so the register cannot tell that it is not your own lead's."
        )
    if theirs == mine:
        return (
            f"{claim.ref} was {claim.what} by {who} of {lead_title(desk.records, mine)}, "
            "and that is your lead too."
        )
    return None


def _lead_ref(desk: Desk, login: str) -> str | None:
    lead = lead_of(desk.records, login)
    return None if lead is None else str(lead["ref"])
