"""Whether an audit was made by somebody who owns what it tests, and who only claims to be whom.

An audit whose auditor's lead, or whose recorder's own lead, leads an action of what it tests is
marked "not independent". It counts all the same: that is for its readers to weigh.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from auditrack.model.change import Records
from auditrack.model.refs import slug
from auditrack.views.actions import served_by, serving
from auditrack.views.board import lead_title
from auditrack.views.seen import stands

Document = Mapping[str, Any]

NOT_INDEPENDENT = "not independent"


def why_not_independent(
    records: Records, audit: Document, as_at: date, of: Iterable[str] = ()
) -> str | None:
    """Why an audit is not independent, in words without a full stop; None where it may be.

    Args:
        records: the state to read.
        audit: the audit's document.
        as_at: the day whose actions count.
        of: further records it is looked at for, such as one whose theme it tests.
    """
    own = _leads_of(records, audit)
    if not own:
        return None
    for action in actions_tested(records, audit, of):
        lead = str(action.get("lead") or "")
        if lead in own and stands(records, action, as_at):
            return f"{lead_title(records, lead)} leads {action['ref']}, which it tests"
    return None


def claimed_for(records: Records, audit: Document) -> str | None:
    """That an audit is said to be by a lead whose login did not record it; None where it is not.

    Nothing is said where the register does not know who recorded it.
    """
    by, (login, lead) = audit.get("by"), _named_by(audit)
    if not by or not login or by == lead:
        return None
    return f"{lead_title(records, by)} as its auditor is a claim by {login}, who is not that lead"


def auditor(records: Records, audit: Document) -> str:
    """Who made an audit, and that it is a claim where it is one; "" where nobody said."""
    by = audit.get("by")
    if not by:
        return ""
    claim = f" (claimed by {_named_by(audit)[0]})" if claimed_for(records, audit) else ""
    return f"{lead_title(records, by)}{claim}"


def _named_by(audit: Document) -> tuple[str | None, str | None]:
    """The login, and its lead, that said who the auditor is: the last to say so."""
    if audit.get("by_login"):
        return audit["by_login"], audit.get("by_lead")
    return audit.get("recorded_by"), audit.get("recorded_lead")


def _leads_of(records: Records, audit: Document) -> set[str]:
    """The leads that an audit is by: as said, by reference or title, and its recorder's own."""
    by = audit.get("by")
    found = {str(one) for one in (by, audit.get("recorded_lead")) if one}
    if by and records.get("leads", by) is None:
        wanted = slug(str(by))
        found |= {
            str(lead["ref"])
            for lead in records.select("leads")
            if wanted and wanted == slug(str(lead.get("title", "")))
        }
    return found


def actions_tested(records: Records, audit: Document, of: Iterable[str] = ()) -> Iterable[Document]:
    """The actions that an audit tests: those it names, and those of what it names."""
    for ref in dict.fromkeys((*served_by(records, audit), *of)):
        action = records.get("actions", ref)
        if action is not None:
            yield action
        yield from serving(records, "actions", ref)
