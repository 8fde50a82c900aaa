"""The command that does outside a meeting what is decided in one: its rules are the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditrack.commands import given
from auditrack.commands.action import ExtendAction, SignOffAction, UpdateAction, as_it_stands
from auditrack.commands.closing import CloseRecommendation
from auditrack.commands.command import Command
from auditrack.commands.decision import DecideRecommendation, ReopenRecommendation
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.evidence import AcceptEvidence, ReturnEvidence
from auditrack.model.words import ACTION_STATES, MEETING_CHOICES


@dataclass(frozen=True)
class Said:
    """What is decided on an item, as it was given."""

    decision: str
    reason: str | None
    to: str | None
    until: str | None
    override: str | None
    dissent: str | None


def command_of(
    desk: Desk, meeting: Mapping[str, Any], table: str, ref: str, choice: str, said: Said
) -> Command:
    """The command that does the same outside a meeting."""
    if table == "evidence":
        if choice == "accept":
            return AcceptEvidence(ref, override=said.override)
        return ReturnEvidence(ref, why=said.reason)
    if table == "actions":
        return _on_action(desk, ref, choice, said)
    on = _day(desk, meeting, ref)
    under = {"on": on, "meeting": str(meeting["ref"]), "dissent": said.dissent}
    if choice == "close":
        return CloseRecommendation(ref, reason=said.reason, override=said.override, **under)
    if choice == "re-open":
        return ReopenRecommendation(ref, reason=said.reason, **under)
    if choice == "refer-on":
        return DecideRecommendation(ref, choice, reason=_referred(ref, said), **under)
    code = {"accept": "implement", "decline": "not"}.get(choice, choice)
    return DecideRecommendation(ref, code, reason=said.reason, until=said.until, **under)


def _on_action(desk: Desk, ref: str, choice: str, said: Said) -> Command:
    if choice == "accept":
        return SignOffAction(ref, note=said.reason, override=said.override)
    if choice == "extend":
        return ExtendAction(ref, to=said.to or "", why=said.reason)
    why = given.reason(said.reason, f"{MEETING_CHOICES[choice].capitalize()}:", ref)
    if choice == "no-longer-relevant":
        return UpdateAction(ref, note=why, state=choice)
    action = desk.get("actions", ref) or {}
    state = as_it_stands(desk, action).state
    if state not in ("done", "signed-off"):
        raise refuse(
            "not-done",
            f"{ref} is {ACTION_STATES.get(state, state)}: nobody has said that it is done, so "
            "there is nothing to send back.",
            ref=ref,
            todo="Extend it, or note it.",
        )
    return UpdateAction(ref, note=f"Returned, not signed off: {why}", state="in-progress")


def _referred(ref: str, said: Said) -> str:
    if said.to:
        return f"to {said.to}: {said.reason}" if said.reason else f"to {said.to}"
    return given.reason(said.reason, "Referring on", ref)


def to_of(desk: Desk, choice: str, made: list[str], said: Said) -> str | None:
    """The date an action was extended to, as data; else to whom, as typed."""
    if choice == "extend":
        to = (desk.get("extensions", made[0]) or {}).get("to") if made else None
        return str(to) if to else None
    return given.maybe_line(said.to, "body it is referred to") if choice == "refer-on" else None


def _day(desk: Desk, meeting: Mapping[str, Any], ref: str) -> str:
    """The day of a decision: today, or the meeting's where the meeting is keyed after its day.

    It never lies before a decision on the same record that stands, which would take its place.
    """
    day = str(meeting.get("date") or desk.day)
    if meeting.get("started_on") == day:
        return desk.day
    later = any(str(one.get("on") or "") > day for one in desk.live("decisions", "on_ref", ref))
    return desk.day if later else day
