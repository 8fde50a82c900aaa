"""The list of actions: each as it stands on a day."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from auditrack.model.change import Records
from auditrack.views.actions import served_by
from auditrack.views.facts import Facts
from auditrack.views.find import resolve


@dataclass(frozen=True)
class ActionRow:
    """One action in a list. Dates are data strings; days are None where it is not overdue.

    `type` is the type of action as a person said it; None where nobody has.
    """

    ref: str
    what: str
    serves: tuple[str, ...]
    state: str
    lead: str
    agency: str | None
    original_due: str | None
    agreed_due: str | None
    overdue_days: int | None
    overdue_original_days: int | None
    times_moved: int
    last_update: str | None
    type: str | None

    def to_json(self) -> dict[str, Any]:
        """The row under stable keys."""
        return asdict(self)


def action_rows(records: Records, today: date, ref: str | None = None) -> tuple[ActionRow, ...]:
    """Actions in order of entry: all, or those of one record.

    Raises:
        RefusedError: there is no such record.
    """
    facts = Facts(records, today)
    actions = facts.actions.serving(resolve(records, ref)[1]) if ref else facts.actions.all()
    return tuple(
        ActionRow(
            ref=action.ref,
            what=action.action.what,
            serves=served_by(records, records.get("actions", action.ref) or {}),
            state=action.state,
            lead=action.lead_title,
            agency=action.fact.agency,
            original_due=action.action.due,
            agreed_due=action.agreed_due,
            overdue_days=(action.overdue.days_agreed or None) if action.overdue else None,
            overdue_original_days=(action.overdue.days_original or None)
            if action.overdue
            else None,
            times_moved=action.fact.times_moved,
            last_update=action.updates[-1].on if action.updates else None,
            type=action.action.type,
        )
        for action in actions
    )
