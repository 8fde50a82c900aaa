"""What is told beside "Saved" of an audit: a claim, no independence, few cases, its standard."""

from collections.abc import Mapping
from typing import Any

from auditrack.commands import known
from auditrack.commands.audit_standard import say_of_standard
from auditrack.commands.desk import Desk
from auditrack.views.sampled import sample_of

Document = Mapping[str, Any]


def say_what_holds(desk: Desk, ref: str) -> None:
    """What to know of an audit as it was recorded."""
    from auditrack.views.independence import claimed_for, why_not_independent

    audit = desk.get("audits", ref) or {}
    why = why_not_independent(desk.records, audit, desk.today)
    if why:
        desk.notes.append(f"Marked not independent: {why}.")
    claim = claimed_for(desk.records, audit)
    if claim:
        desk.notes.append(f"{claim}.")
    served = [
        document
        for one in audit.get("serves", ())
        for table in known.SERVED
        if (document := desk.get(table, one)) is not None
    ]
    if not audit.get("themes"):
        known.note_of_whole_reviews(desk, "The audit", served)
    say_of_standard(desk, audit)
    say_of_cases(desk, audit)


def say_of_cases(desk: Desk, audit: Document) -> None:
    """That the cases of a test of practice are few for its method."""
    few = sample_of(audit).few(audit.get("method"))
    if few and audit.get("looked_at", "practice") == "practice":
        desk.notes.append(few)
