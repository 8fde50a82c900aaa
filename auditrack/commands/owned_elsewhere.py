"""What another body entered and shared: its words are not edited here, whatever the command.

This board's own work on it (whom it asks here, replies, decisions, actions, evidence, audits, links
to themes, wording, days) is its own.
"""

from collections.abc import Mapping
from typing import Any, Final

from auditrack.commands.desk import Desk, refuse
from auditrack.model.change import Insert

TAKE: Final = "review take-shared"
"""The command that writes them, in the words of `commands.rights`."""

_MAY_WRITE = frozenset({TAKE, "undo"})

_THEIRS: Mapping[str, frozenset[str]] = {
    "reviews": frozenset(
        "title type boards published published_text publishable publishable_after subjects "
        "arranged due concluded stage provisional_until shared_from shared_by shared_ref "
        "shared_entry shared_withdrawn".split()
    ),
    "findings": frozenset(
        "review label text as_printed kind led_to page order theme_heading group shared_ref "
        "withdrawn_on".split()
    ),
    "recommendations": frozenset(
        "review label text as_printed reach kind group outcome page order theme_heading "
        "shared_ref withdrawn_on".split()
    ),
    "windows": frozenset("review start end subject as_printed withdrawn_on".split()),
}
"""The fields of each table that are of the body that shared the review."""


def must_be_ours(desk: Desk, cmd: str) -> None:
    """Refuse what would change the words of a review that another body shared.

    Raises:
        RefusedError: it does (`shared`).
    """
    if cmd in _MAY_WRITE:
        return
    for op in desk.ops:
        theirs = _THEIRS.get(op.table)
        if theirs is None:
            continue
        stored: Mapping[str, Any] = desk.records.get(op.table, op.id) or {}
        ref = op.id if op.table == "reviews" else stored.get("review") or op.fields.get("review")
        review = desk.records.get("reviews", str(ref)) or {}
        if not review.get("shared_from"):
            continue
        changed = {
            name
            for name, value in op.fields.items()
            if name in theirs and _flat(value) != _flat(stored.get(name))
        }
        if isinstance(op, Insert) or changed:
            by = review.get("shared_by") or "another body"
            raise refuse(
                "shared",
                f"{review['ref']} was shared by {by} and entered there: its own words are not "
                "changed here.",
                ref=op.id,
                todo=f"Ask {by} to correct it and to share it again. What this board does about "
                "it is entered here as ever.",
            )


def _flat(value: Any) -> Any:
    return tuple(value) or None if isinstance(value, (list, tuple)) else value
