"""The action list of a meeting: who does what by when, from what it decided."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from auditrack.model.change import Records
from auditrack.model.dates import interval
from auditrack.views.board import agency_name, lead_title, plan_of
from auditrack.views.meeting_items import outcome_in_words, table_for, text_of
from auditrack.views.meetings import group_of
from auditrack.views.seen import unwithdrawn
from auditrack.views.wording import listed, when

Document = Mapping[str, Any]

NOT_SAID = "not said"
NO_DATE = "no date on record"


class ActionLine(msgspec.Struct, frozen=True):
    """Who does what by when, and by which decision."""

    who: str
    what: str
    due: str
    because: str
    ref: str


def actions_of(records: Records, held: Document, taken: Iterable[Document]) -> Iterable[ActionLine]:
    """What the decisions of a meeting leave somebody to do, in the order of its items."""
    for item in taken:
        if item.get("replaced_by") or item.get("outcome") != "decided":
            continue
        ref = str(item.get("on_ref") or item["ref"])
        table = table_for(records, ref)
        made = _action(records, held, item, table, ref)
        if made is not None:
            said = outcome_in_words(item, table)
            reason = str(item.get("reason") or "")
            yield ActionLine(*made, f"{said}: {reason}" if reason else said, ref)


def _action(
    records: Records, held: Document, item: Document, table: str | None, ref: str
) -> tuple[str, str, str] | None:
    """Who does what by when after a decision; None where it leaves nobody with anything."""
    choice, what = str(item.get("choice")), text_of(records, table, ref)
    if table == "actions" and choice in ("extend", "return"):
        action = records.get("actions", ref) or {}
        due = _agreed(records, action)
        return _who_acts(records, action), what, _passed(due, str(held.get("date") or ""))
    if table == "evidence" and choice == "return":
        evidence = records.get("evidence", ref) or {}
        lead = evidence.get("filed_lead")
        filer = lead_title(records, lead) if lead else str(evidence.get("filed_by") or NOT_SAID)
        return filer, f"File it again: {what}", NO_DATE
    if choice == "refer-on":
        return NOT_SAID, f"Refer on{' to ' + item['to'] if item.get('to') else ''}: {what}", NO_DATE
    if choice == "keep-under-review":
        return group_of(records, held), f"Look again: {what}", when(item.get("until"))
    if table == "recommendations" and choice in ("accept", "re-open"):
        asked = records.get(table, ref) or {}
        names = dict.fromkeys(plan_of(records, one) for one in asked.get("agencies", ()))
        due = _passed(asked.get("due"), str(held.get("date") or ""))
        return listed(names, NOT_SAID), what, due
    return None


def _who_acts(records: Records, action: Document) -> str:
    if action.get("lead"):
        return lead_title(records, action["lead"])
    return agency_name(records, action["agency"]) if action.get("agency") else NOT_SAID


def _agreed(records: Records, action: Document) -> str | None:
    moved = unwithdrawn(records.index("extensions", "action").get(action.get("ref"), ()))
    due = moved[-1].get("to") if moved else action.get("due")
    return None if due is None else str(due)


def _passed(due: str | None, day: str) -> str:
    """A date in words, and that it had passed by the day of the meeting."""
    by, held = interval(due), interval(day)
    passed = by is not None and held is not None and by.latest < held.earliest
    return f"{when(due, NO_DATE)}, which has passed" if passed else when(due, NO_DATE)
