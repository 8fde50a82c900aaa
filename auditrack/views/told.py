"""Who was told of a review or sent a report, and of whom that is not on record."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from auditrack.model.change import Records
from auditrack.model.record import view_of
from auditrack.model.review import Told
from auditrack.views.board import board_of
from auditrack.views.seen import seen, unwithdrawn

USUAL: Mapping[str, re.Pattern[str]] = {
    "families": re.compile(r"famil|parent|relative|mother|father|carer|sibling|next of kin", re.I),
    "staff": re.compile(r"staff|practitioner|worker|professional|team|workforce", re.I),
    "chief officers": re.compile(r"chief|director|executive", re.I),
    "lead member": re.compile(r"member|councillor|cabinet|portfolio", re.I),
    "Healthwatch": re.compile(r"healthwatch", re.I),
    "other boards": re.compile(r"board|partnership", re.I),
}
"""The groups that a published review is usually told to, each with the words that speak of it.

Healthwatch is one of a board for adults: a Safeguarding Adults Board sends it its report (Care Act
2014, Schedule 2, paragraph 4(2)(c)).
"""


def told_of(records: Records, ref: str) -> tuple[Told, ...]:
    """What stands on record of a review or an export: who was told and when, the first first."""
    field = "export" if records.get("exports", ref) is not None else "review"
    found = unwithdrawn(records.index("told", field).get(ref, ()))
    return tuple(
        sorted((view_of(Told, one) for one in found), key=lambda one: (one.on or "", one.ref))
    )


def not_on_record(records: Records, review: str, today: date) -> tuple[str, ...]:
    """The usual groups of whom no record says that they were told of a published review.

    It is not said that they were not told. Nothing is asked of a review that is not published, or
    that was withdrawn or superseded.
    """
    document: Mapping[str, Any] = records.get("reviews", review) or {}
    published = document.get("published")
    over = document.get("withdrawn_on") or document.get("superseded_by")
    if not published or over or not seen(published, today):
        return ()
    said = [one.whom for one in told_of(records, review)]
    scope = board_of(records).scope
    return tuple(
        name
        for name, speaks in USUAL.items()
        if (name != "Healthwatch" or scope != "children") and not any(map(speaks.search, said))
    )
