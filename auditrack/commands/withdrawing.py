"""Taking a record out of every count, with a reason, and putting it back. Nothing is deleted."""

from typing import Any

from auditrack.commands import known
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.given import reason
from auditrack.views.find import KINDS

STANDS_AGAIN: dict[str, Any] = {"withdrawn_on": None, "withdrawn_why": None, "undone": None}
"""The fields by which a withdrawn record, or one whose entry was undone, stands again."""


def withdraw(desk: Desk, typed: str, table: str, why: str | None, **also: Any) -> None:
    """Withdraw one record of a table.

    Raises:
        RefusedError: no reason (`reason-needed`), or it was withdrawn already (`withdrawn`).
    """
    ref = str(known.document(desk, typed, table)["ref"])
    because = reason(why, f"Withdrawing the {KINDS[table]}", ref)
    desk.update(table, ref, withdrawn_on=desk.day, withdrawn_why=because, **also)
    desk.made.append(ref)


def reinstate(desk: Desk, typed: str, table: str, why: str | None, **also: Any) -> None:
    """Let a withdrawn record stand again.

    Raises:
        RefusedError: no reason (`reason-needed`), or it was never withdrawn (`not-withdrawn`).
    """
    document = known.found(desk, typed, table)[1]
    ref = str(document["ref"])
    if not document.get("withdrawn_on"):
        raise refuse(
            "not-withdrawn", f"The {KINDS[table]} {ref} stands: it was not withdrawn.", ref=ref
        )
    reason(why, f"Reinstating the {KINDS[table]}", ref)
    desk.update(table, ref, **STANDS_AGAIN, **also)
    desk.made.append(ref)
