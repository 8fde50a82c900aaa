"""What somebody does about a review, finding or recommendation, and how it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.agency import agency_as_printed
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.lead import lead_as_typed
from auditrack.commands.second_person import Claim, overridden
from auditrack.commands.withdrawing import reinstate, withdraw
from auditrack.model.dates import in_words
from auditrack.model.words import ACTION_STATES
from auditrack.views.actions import ActionNow, ActionsNow
from auditrack.views.asked import Asked

SERVED = ("recommendations", "findings", "reviews")
"""What an action may be about."""


@dataclass(frozen=True)
class AddAction(Command):
    """Enter an action about one or more recommendations, findings or reviews.

    An agency or lead that is not on record is entered as typed. Where a recommendation asks one
    agency alone, the action is that agency's unless another is said.
    """

    cmd: ClassVar[str] = "action add"

    serves: tuple[str, ...]
    what: str
    lead: str | None = None
    agency: str | None = None
    due: str | None = None
    start: str | None = None
    type: str | None = None
    state: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an action about nothing, or about what was withdrawn."""
        serves = known.served(desk, self.serves, *SERVED)
        if not serves:
            raise refuse(
                "missing",
                "The action is about nothing.",
                todo="Name a recommendation, finding or review.",
            )
        due = given.when(desk, self.due, "due date")
        ref = desk.insert(
            "actions",
            what=given.text(self.what, "action"),
            serves=serves,
            lead=lead_as_typed(desk, self.lead) if self.lead else None,
            agency=agency_as_printed(desk, self.agency) if self.agency else _only(desk, serves),
            due=due,
            due_text=self.due,
            start=given.when(desk, self.start, "start"),
            type=given.maybe_line(self.type, "type of action"),
            entered_on=desk.day,
        )
        desk.made.append(ref)
        if self.state:
            state = _settable(self.state, ref)
            _updated(desk, ref, on=desk.day, state=state)
            if state == "done":
                desk.update("actions", ref, done_on=desk.day)


@dataclass(frozen=True)
class EditAction(Command):
    """Correct an action. An original due date once given never moves: extend it instead."""

    cmd: ClassVar[str] = "action edit"

    ref: str
    what: str | None = None
    lead: str | None = None
    agency: str | None = None
    due: str | None = None
    start: str | None = None
    type: str | None = None
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses to move an original due date."""
        action = known.document(desk, self.ref, "actions")
        ref = str(action["ref"])
        changes: dict[str, Any] = {}
        if self.what is not None:
            changes["what"] = given.text(self.what, "action")
        if self.lead is not None:
            changes["lead"] = self.lead and lead_as_typed(desk, self.lead)
        if self.agency is not None:
            changes["agency"] = self.agency and agency_as_printed(desk, self.agency)
        if self.due is not None:
            due = given.when(desk, self.due, "due date")
            if action.get("due") and due != action["due"]:
                raise refuse(
                    "original-due",
                    f"{ref} was first due on {in_words(action['due'])}, and that never moves.",
                    ref=ref,
                    todo=f"Agree a later date with: auditrack action extend {ref} --to DATE",
                )
            changes["due"], changes["due_text"] = due, self.due
        if self.start is not None:
            changes["start"] = given.when(desk, self.start, "start")
        if self.type is not None:
            changes["type"] = given.maybe_line(self.type, "type of action")
        desk.edit("actions", ref, changes, self.base_rev)
        desk.made.append(ref)


@dataclass(frozen=True)
class UpdateAction(Command):
    """Add a dated update to an action: a note, a state, on or off track, or several."""

    cmd: ClassVar[str] = "action update"

    ref: str
    note: str | None = None
    state: str | None = None
    off_track: bool | None = None
    on: str | None = None
    until: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an update that says nothing, a sign-off, and a pause without a reason."""
        ref = str(known.document(desk, self.ref, "actions")["ref"])
        if not self.note and not self.state and self.off_track is None:
            raise refuse(
                "missing",
                f"The update of {ref} says nothing.",
                ref=ref,
                todo="Give a note, a state, or say that it is off track.",
            )
        state = _settable(self.state, ref) if self.state else None
        if state in ("paused", "superseded", "no-longer-relevant") and not self.note:
            given.reason(self.why, f"Saying {ACTION_STATES[state]} of", ref)
        on = given.past(desk, self.on, "date of the update") or desk.day
        desk.made.append(
            _updated(
                desk,
                ref,
                on=on,
                note=self.note,
                state=state,
                off_track=self.off_track,
                until=given.when(desk, self.until, "end of the pause"),
            )
        )
        if state == "done":
            desk.update("actions", ref, done_on=on)


@dataclass(frozen=True)
class ActionDone(Command):
    """Claim that an action is done, on a day (today when not said)."""

    cmd: ClassVar[str] = "action done"

    ref: str
    on: str | None = None
    note: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses one that is done or signed off already, and a day still to come."""
        action = known.document(desk, self.ref, "actions")
        ref = str(action["ref"])
        now = as_it_stands(desk, action)
        state = now.state
        if state in ("done", "signed-off"):
            raise refuse(
                "no-change",
                f"{ref} is {ACTION_STATES[state]} already.",
                ref=ref,
                todo=f"A second person signs it off with: auditrack action sign-off {ref}"
                if state == "done"
                else "If it is not, say so with an update.",
            )
        on = given.past(desk, self.on, "day it was done") or desk.day
        update = _updated(desk, ref, on=_day_of_claim(now, on), note=self.note, state="done")
        desk.update("actions", ref, done_on=on)
        desk.made.extend((ref, update))


@dataclass(frozen=True)
class SignOffAction(Command):
    """Confirm, as a second person, that an action is done."""

    cmd: ClassVar[str] = "action sign-off"

    ref: str
    note: str | None = None
    override: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what nobody claims to be done, and one's own claim or one's own lead's."""
        action = known.document(desk, self.ref, "actions")
        ref = str(action["ref"])
        now = as_it_stands(desk, action)
        state = now.state
        if state != "done":
            raise refuse(
                "not-done" if state != "signed-off" else "no-change",
                f"{ref} is {ACTION_STATES.get(state, state)}"
                + (" already." if state == "signed-off" else ": nobody has said that it is done."),
                ref=ref,
                todo=f"Its lead says so with: auditrack action done {ref}"
                if state != "signed-off"
                else None,
            )
        owners = (str(action["lead"]),) if action.get("lead") else ()
        said = next((update for update in reversed(now.updates) if update.state), None)
        claim = Claim(
            ref,
            "said to be done",
            said.by if said else None,
            said.lead if said else None,
            owners,
        )
        fields = overridden(desk, claim, self.override)
        signed = _updated(desk, ref, on=desk.day, note=self.note, state="signed-off", **fields)
        desk.made.extend((ref, signed))


@dataclass(frozen=True)
class ExtendAction(Command):
    """Agree a later date for an action. The original due date stays and is counted against too."""

    cmd: ClassVar[str] = "action extend"

    ref: str
    to: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, without a date to move, and a date that is not later."""
        action = known.document(desk, self.ref, "actions")
        ref = str(action["ref"])
        why = given.reason(self.why, "Extending", ref)
        agreed = as_it_stands(desk, action).agreed_due
        to = given.when(desk, given.text(self.to, "new date"), "new date")
        new, old = given.days(to), given.days(agreed)
        if old is None:
            raise refuse(
                "no-due-date",
                f"{ref} has no due date, so there is nothing to extend.",
                ref=ref,
                todo=f"Give it one with: auditrack action edit {ref} --due DATE",
            )
        if new is None or new.latest <= old.latest:
            raise refuse(
                "not-later",
                f"{in_words(to)} is not later than the date agreed for {ref}, {in_words(agreed)}.",
                ref=ref,
                todo="Give a later date.",
            )
        made = desk.insert("extensions", action=ref, to=to, why=why, on=desk.day)
        desk.made.extend((ref, made))


@dataclass(frozen=True)
class WithdrawAction(Command):
    """Take an action out of every count, with a reason; `reinstate` puts it back."""

    cmd: ClassVar[str] = "action withdraw"

    ref: str
    reinstate: bool = False
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, or an action that stands so already."""
        (reinstate if self.reinstate else withdraw)(desk, self.ref, "actions", self.why)


def as_it_stands(desk: Desk, action: Mapping[str, Any]) -> ActionNow:
    """An action with all that was said of it up to today."""
    now = ActionsNow(desk.records, desk.today, Asked(desk.records)).of(action)
    assert now is not None, "a command reads actions that stand"
    return now


def claimed_done(desk: Desk, action: str, on: str | None) -> None:
    """Write the update by which an action was said to be done when it was entered."""
    _updated(desk, action, on=on, state="done")


def _day_of_claim(now: ActionNow, on: str) -> str:
    """The day of a claim, not before the last update: else that would speak after it."""
    spoken = now.updates[-1].on if now.updates else None
    first, last = given.days(on), given.days(spoken)
    if spoken and first and last and last.latest > first.latest:
        return spoken
    return on


def _updated(desk: Desk, action: str, **fields: Any) -> str:
    return desk.insert("updates", action=action, by=desk.actor.login, lead=desk.lead_ref, **fields)


def _settable(typed: str, ref: str) -> str:
    state = given.code(ACTION_STATES, typed, "state")
    if state == "signed-off":
        raise refuse(
            "sign-off",
            "Signing off is for a second person and has its own command.",
            ref=ref,
            todo=f"Use: auditrack action sign-off {ref}",
        )
    return state


def _only(desk: Desk, serves: tuple[str, ...]) -> str | None:
    """The one agency that everything an action serves asks; None where they differ."""
    asked = {
        agency
        for ref in serves
        for agency in (desk.get("recommendations", ref) or {}).get("agencies", ())
    }
    return asked.pop() if len(asked) == 1 else None
