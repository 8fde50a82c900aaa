"""Meetings: starting one, who was there, interests, items added by hand, its end, its minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.lead import find_lead
from auditrack.commands.meeting_known import (
    items_of,
    meeting_not_agreed,
    meeting_open,
    record_meant,
)
from auditrack.commands.subgroup import subgroup_meant
from auditrack.model.dates import in_words
from auditrack.model.words import PRESENT_AS
from auditrack.views.board import find_agency
from auditrack.views.meetings import called, last_ended, matters_of, open_of
from auditrack.views.wording import counted

_END = "auditrack meeting end {}"


@dataclass(frozen=True)
class StartMeeting(Command):
    """Begin a meeting of a subgroup, or of the board where none is named.

    `chair` is who is in the chair: a lead on record, else the role as typed; where nobody is named,
    the lead that the actor's login holds. `on` is the day of the
    meeting, today when not said.
    """

    cmd: ClassVar[str] = "meeting start"

    subgroup: str | None = None
    on: str | None = None
    chair: str | None = None
    title: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a second meeting beside an open one of the same group, and a day to come."""
        subgroup = subgroup_meant(desk, self.subgroup) if self.subgroup else None
        going_on = open_of(desk.records, subgroup)
        if going_on is not None:
            ref = str(going_on["ref"])
            raise refuse(
                "meeting-open",
                f"{called(desk.records, going_on)} ({ref}) of {in_words(going_on['date'])} is "
                "still open.",
                ref=ref,
                todo=f"Go on with it, or end it first with: {_END.format(ref)}",
            )
        # Who does not say it, and holds a lead, is taken to be in the chair.
        chair = _role(desk, given.line(self.chair or desk.lead_ref, "name of the chair"))
        before = last_ended(desk.records, subgroup)
        ref = desk.insert(
            "meetings",
            subgroup=subgroup,
            title=given.maybe_line(self.title, "title"),
            date=_one_day(desk, self.on) or desk.day,
            chair=chair,
            status="open",
            previous=before and before["ref"],
            matters=matters_of(desk.records, before) if before else None,
            keyed_by=desk.actor.login,
            from_entry=desk.records.head.number,
            started_at=desk.now,
            started_on=desk.day,
        )
        desk.meeting = ref
        desk.made.append(ref)
        matters = (desk.get("meetings", ref) or {}).get("matters", ())
        if before and matters:
            desk.notes.append(
                f"{counted(len(matters), 'matter')} arising from {before['ref']} of "
                f"{in_words(before['date'])}."
            )


@dataclass(frozen=True)
class EditMeeting(Command):
    """Correct a meeting's head or its notes, until its minutes are agreed."""

    cmd: ClassVar[str] = "meeting edit"

    meeting: str
    title: str | None = None
    on: str | None = None
    chair: str | None = None
    minutes: str | None = None
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses once the minutes are agreed, and to leave a meeting without a chair."""
        meeting = meeting_not_agreed(desk, self.meeting)
        changes: dict[str, Any] = {}
        if self.title is not None:
            changes["title"] = given.maybe_line(self.title, "title")
        if self.on is not None:
            changes["date"] = _one_day(desk, given.text(self.on, "day of the meeting"))
        if self.chair is not None:
            changes["chair"] = _role(desk, given.line(self.chair, "chair"))
        if self.minutes is not None:
            changes["minutes"] = self.minutes
        ref = str(meeting["ref"])
        desk.edit("meetings", ref, changes, self.base_rev)
        desk.made.append(ref)


@dataclass(frozen=True)
class NotePresent(Command):
    """Note who is present, sent apologies or is in attendance; roles rather than persons."""

    cmd: ClassVar[str] = "meeting present"

    meeting: str
    who: str | tuple[str, ...]
    present_as: str = "present"
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses nobody, and where all of it is noted already."""
        meeting = str(meeting_not_agreed(desk, self.meeting)["ref"])
        present_as = given.code(PRESENT_AS, self.present_as, "way of being present")
        named = (self.who,) if isinstance(self.who, str) else self.who
        for one in dict.fromkeys(_body(desk, given.line(name, "name")) for name in named or ("",)):
            noted = _presence(desk, meeting, one)
            if noted is None:
                made = desk.insert("presences", meeting=meeting, who=one, present_as=present_as)
            elif noted.get("present_as") != present_as:
                made = str(noted["ref"])
                desk.update("presences", made, present_as=present_as)
            else:
                continue
            desk.made.append(made)
        if not desk.ops:
            raise refuse(
                "no-change",
                f"They are noted in {meeting} as {PRESENT_AS[present_as]} already.",
                ref=meeting,
            )


@dataclass(frozen=True)
class RemovePresent(Command):
    """Take back that somebody was there: noted by mistake."""

    cmd: ClassVar[str] = "meeting not-present"

    meeting: str
    who: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses somebody who is not noted."""
        meeting = str(meeting_not_agreed(desk, self.meeting)["ref"])
        noted = _presence(desk, meeting, _body(desk, given.line(self.who, "name")))
        if noted is None:
            raise refuse(
                "not-noted",
                f'"{self.who}" is not noted in {meeting}.',
                ref=meeting,
                todo=f"See who is with: auditrack meeting show {meeting}",
            )
        ref = str(noted["ref"])
        why = self.why or "noted by mistake"
        desk.update("presences", ref, withdrawn_on=desk.day, withdrawn_why=why)
        desk.made.append(ref)


@dataclass(frozen=True)
class DeclareInterest(Command):
    """Record an interest that somebody declared, in one record or theme, or in general."""

    cmd: ClassVar[str] = "meeting interest"

    meeting: str
    who: str
    interest: str
    about: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an interest without words, and one in what is not on record."""
        meeting = str(meeting_not_agreed(desk, self.meeting)["ref"])
        made = desk.insert(
            "interests",
            meeting=meeting,
            who=_body(desk, given.line(self.who, "name")),
            about=record_meant(desk, self.about)[1] if self.about else None,
            interest=given.text(self.interest, "interest"),
        )
        desk.made.append(made)


@dataclass(frozen=True)
class AddItem(Command):
    """Put a record, or a matter in words, on the agenda of an open meeting."""

    cmd: ClassVar[str] = "meeting item"

    meeting: str
    ref: str | None = None
    text: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses both or neither, and a record that was added already and waits."""
        meeting = str(meeting_open(desk, self.meeting)["ref"])
        if bool(self.ref) == bool(self.text):
            raise refuse(
                "missing",
                "An item is about one record, or in words.",
                ref=meeting,
                todo="Give a reference or a text, not both.",
            )
        about = record_meant(desk, self.ref)[1] if self.ref else None
        for item in items_of(desk, meeting):
            if about and item.get("on_ref") == about and not item.get("outcome"):
                raise refuse(
                    "no-change",
                    f"{about} is on the agenda of {meeting} already, as {item['ref']}.",
                    ref=str(item["ref"]),
                )
        made = desk.insert(
            "meeting_items", meeting=meeting, on_ref=about, text=self.text, kind="added"
        )
        desk.made.append(made)


@dataclass(frozen=True)
class EndMeeting(Command):
    """End a meeting: what it decided is decided again after that, not undone."""

    cmd: ClassVar[str] = "meeting end"

    meeting: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a meeting that is over."""
        ref = str(meeting_open(desk, self.meeting)["ref"])
        desk.update("meetings", ref, status="ended", ended_at=max(desk.now, 0), ended_on=desk.day)
        left = [
            item
            for item in items_of(desk, ref)
            if not item.get("outcome") and item.get("kind") == "added"
        ]
        if left:
            desk.notes.append(
                f"{len(left)} of the items added by hand "
                f"{'was' if len(left) == 1 else 'were'} not reached; they are among the next "
                "meeting's matters."
            )
        desk.made.append(ref)


@dataclass(frozen=True)
class AgreeMinutes(Command):
    """Record that the minutes of a meeting were agreed, on a day (today when not said)."""

    cmd: ClassVar[str] = "meeting agree"

    meeting: str
    on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a meeting that is open or agreed, and a day before it."""
        meeting = meeting_not_agreed(desk, self.meeting)
        ref = str(meeting["ref"])
        if meeting.get("status", "open") == "open":
            raise refuse(
                "meeting-open",
                f"{ref} is still open, so its minutes are not whole.",
                ref=ref,
                todo=f"End it first with: {_END.format(ref)}",
            )
        on = _one_day(desk, self.on) or desk.day
        agreed, held = given.days(on), given.days(str(meeting["date"]))
        if agreed and held and agreed.latest < held.earliest:
            raise refuse(
                "not-later",
                f"{in_words(on)} lies before the meeting of {in_words(meeting['date'])}.",
                ref=ref,
                todo="Give the day on which the minutes were agreed.",
            )
        desk.update("meetings", ref, status="agreed", agreed_on=on)
        desk.made.append(ref)


@dataclass(frozen=True)
class WithdrawMeeting(Command):
    """Take a meeting that was started by mistake off the record; nothing was decided in it."""

    cmd: ClassVar[str] = "meeting withdraw"

    meeting: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, and a meeting in which something was decided."""
        meeting = meeting_not_agreed(desk, self.meeting)
        ref = str(meeting["ref"])
        why = given.reason(self.why, "Withdrawing the meeting", ref)
        decided = [item for item in items_of(desk, ref) if item.get("outcome")]
        if decided or desk.live("decisions", "meeting", ref):
            raise refuse(
                "meeting-decided",
                f"{ref} has decided something, and that stays on record.",
                ref=ref,
                todo=f"End it with: {_END.format(ref)}",
            )
        desk.update("meetings", ref, withdrawn_on=desk.day, withdrawn_why=why)
        desk.made.append(ref)


def _role(desk: Desk, typed: str) -> str:
    return find_lead(desk, typed) or typed


def _body(desk: Desk, typed: str) -> str:
    """A lead or agency on record by its name, else the name as typed."""
    return find_lead(desk, typed) or find_agency(desk.records, typed) or typed


def _presence(desk: Desk, meeting: str, name: str) -> Mapping[str, Any] | None:
    return next(
        (one for one in desk.live("presences", "meeting", meeting) if one.get("who") == name), None
    )


def _one_day(desk: Desk, typed: str | None) -> str | None:
    """The day of a meeting as data: one day, and none still to come."""
    data = given.past(desk, typed, "day of the meeting")
    days = given.days(data)
    if data and (days is None or days.earliest != days.latest):
        raise refuse(
            "bad-date",
            f"A meeting is on one day, and {in_words(data)} is not one.",
            todo="Give it as 2026-11-20.",
        )
    return data
