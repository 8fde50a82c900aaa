"""What a login leaves behind when it is taken off, in sentences: said before it is, and after."""

from datetime import date

from auditrack.model.change import Records
from auditrack.views.board import leads_of
from auditrack.views.facts import Facts
from auditrack.views.held import held_by
from auditrack.views.seen import unwithdrawn
from auditrack.views.wording import counted

NOT_THE_HOST = (
    "This takes it off this register alone: its account on the host stays open until whoever runs "
    "the host closes it."
)
NO_ROLES = "No roles are set here, so any login that reaches the register still holds every role."
_DRAFTS = (
    "What it typed and never saved lies in its own folder on the host and cannot be seen from here."
)


def left_behind(records: Records, today: date, login: str) -> tuple[str, ...]:
    """What waits for others once a login is gone; the entries it made keep its name.

    Args:
        records: the state.
        today: the day that what is open is judged at.
        login: the login.
    """
    facts = Facts(records, today)
    told = []
    for lead in leads_of(records, login):
        held = held_by(facts, str(lead["ref"]))
        if held.moves:
            told.append(
                f"{held.title} goes on with {held}: auditrack lead reassign {held.ref} TO moves "
                "them."
            )
    filed = [
        one
        for one in unwithdrawn(records.index("evidence", "filed_by").get(login, ()))
        if one.get("state", "filed") in ("filed", "returned")
    ]
    waits = sum(one.get("state", "filed") == "filed" for one in filed)
    if waits:
        told.append(f"{counted(waits, 'piece')} of evidence that it filed still to be accepted.")
    if len(filed) > waits:
        told.append(
            f"{counted(len(filed) - waits, 'piece')} of evidence that it filed came back and "
            "must be put right by another."
        )
    return (*told, _DRAFTS)
