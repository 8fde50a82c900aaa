"""A line of a returned form that says where an action stands."""

from collections.abc import Mapping
from typing import Any, Final

from auditrack.model import dates
from auditrack.model.dates import interval
from auditrack.model.words import ACTION_STATES, word
from auditrack.views.actions import ActionNow
from auditrack.views.return_line import SHOWN, Line, Made, Told, joined, kept, sentence, state_word
from auditrack.views.return_paper import due_on_paper
from auditrack.views.return_said import folded, state_of
from auditrack.views.sheet_words import MEANINGS
from auditrack.views.wording import shortened, when

_NEEDS_NOTE: Final = frozenset({"paused", "superseded", "no-longer-relevant"})
_CLAIMED: Final = frozenset({"done", "signed-off"})


def update_of_line(told: Told, line: Line) -> Made:
    """What a word about an action comes to: a dated update, never an extension or a sign-off."""
    now = told.on.now(line.document)
    if now is None:
        return {"kind": "refused", "ref": line.ref, "said": f"{line.ref} was withdrawn."}
    read, telling = line.read, line.telling
    made: Made = {"ref": line.ref, "read": read, "here": _stands(now)}
    if not telling:
        return made | line.says_nothing_new()
    state, rest = None, ""
    if telling.get("state"):
        meant = state_of(telling["state"], told.on.words)
        if meant.code is None or meant.code == "withdrawn":
            why = meant.why or "says that it is withdrawn, which is for the board to decide"
            often = {"state": meant.often} if meant.often in MEANINGS else {}
            return made | {"said": f"This line {why}. Say what it means.", "often": often}
        state, rest = (None if meant.code == "nothing" else meant.code), meant.rest
        if state is None and not rest:
            rest = telling["state"]
        if state and folded(telling["state"]) != folded(word(ACTION_STATES, state)):
            read.append(f"“{shortened(telling['state'], 80)}” is read as {state_word(state)}.")
    asks = telling.get("asks_until")
    if asks:
        read.append("A new date is asked for, and nothing is agreed by reading this.")
        asks = f"The agency asks for a new date: {asks}"
    note = joined((rest, telling.get("note"), telling.get("also"), asks))
    if not note and state is None:
        return made | {"said": "This line gives a date and says nothing of it."}
    day = told.day(telling.get("on"))
    if day.data is None:
        return made | {"said": f"This line {day.why}. Say the day."}
    off_track = True if state == "off-track" else None
    state = "in-progress" if state == "off-track" else state
    if state in _NEEDS_NOTE and not note:
        return made | {"said": f"This line says {state_word(state)} and not why. Say why."}
    question = _against(now, state, day.data)
    if question:
        return made | {"said": question}
    on = day.data if telling.get("on") else None
    same = _on_record(told, now, state, note, on)
    if not same and state == "done" and now.state in _CLAIMED:
        read.append(f"It is {state_word(now.state)} already.")
        state = None
        same = _on_record(told, now, state, note, on)
        if not same and not note:
            return made | {"kind": "unchanged", "said": f"It is {state_word(now.state)} already."}
    if same:
        return made | {"kind": "unchanged", "said": f"Already on record as {same}."}
    if state == "in-progress" and "on track" in folded(telling["state"]) and not off_track:
        off_track = False if now.stood.off_track else None
    line.tell_day(telling.get("on"), day)
    if state == "done":
        read.append("It is claimed to be done; a second person signs it off.")
    fields = kept({"on": day.data, "state": state, "off_track": off_track, "note": note or None})
    made |= {"kind": "taken", "said": sentence("Update", in_words(fields)), "fields": fields}
    return made | told.beside_others("updates", line.ref, fields)


def in_words(fields: Mapping[str, Any]) -> str:
    """An update: "14 October 2026, done, “All trained”"."""
    said = [when(fields.get("on"))]
    if fields.get("state"):
        said.append(word(ACTION_STATES, fields["state"]))
    if fields.get("off_track") is not None:
        said.append("off track" if fields["off_track"] else "on track again")
    if fields.get("note"):
        said.append(f"“{shortened(str(fields['note']), SHOWN)}”")
    return ", ".join(said)


def _stands(now: ActionNow) -> list[str]:
    """An action as it stands: its state, its date, and the last that was said of it."""
    off = ", off track" if now.stood.off_track and now.state == "in-progress" else ""
    said = [f"It stands: {word(ACTION_STATES, now.state)}{off}; due {due_on_paper(now)}"]
    for one in now.updates[-2:]:
        fields = {"on": one.on, "state": one.state, "off_track": one.off_track, "note": one.note}
        said.append(f"{one.ref}: {in_words(fields)}")
    return said


def _against(now: ActionNow, state: str | None, on: str) -> str:
    """The question where a state is against what was said since, or takes a sign-off back."""
    if state is None:
        return ""
    if now.state == "signed-off" and state != "done":
        return (
            f"This line says {state_word(state)}, and it was signed off. Say whether that is "
            "taken back; without a state, what was written is kept as a note."
        )
    last = next((one for one in reversed(now.updates) if one.state), None)
    first, later = interval(on), interval(last.on) if last else None
    if last is None or first is None or later is None or last.state == state:
        return ""
    if later.latest <= first.latest:
        return ""
    return (
        f"This line says {state_word(state)} on {dates.in_words(on)}, and it was said to be "
        f"{state_word(str(last.state))} on {dates.in_words(last.on)}, which is later. Say which "
        "stands, or leave the state out."
    )


def _on_record(
    told: Told, now: ActionNow, state: str | None, note: str, on: str | None
) -> str | None:
    """The update on record that says the same: of that day, or since the form was sent."""
    for one in reversed(told.on.updates(now.ref)):
        if one.get("state") != state or folded(str(one.get("note") or "")) != folded(note):
            continue
        if one.get("on") == on if on else told.on.is_since_asked(one.get("on")):
            return str(one["ref"])
    return None
