"""A sitting of the board or of a subgroup: who was there, and what became of each item."""

from auditrack.model.record import Record


class Meeting(Record, frozen=True, kw_only=True):
    """A meeting of a subgroup, or of the board where none is named. `status` is a `MEETING_STATES`.

    `chair` is a lead on record, or the role as typed. `matters` are the records that the meeting
    before it (`previous`) decided on or put off. `started_at` and `ended_at` are UTC milliseconds,
    `from_entry` is the head of the register when it began. `minutes` are notes of the officer.
    """

    subgroup: str | None = None
    title: str | None = None
    date: str = ""
    chair: str = ""
    status: str = "open"
    previous: str | None = None
    matters: tuple[str, ...] = ()
    minutes: str | None = None
    keyed_by: str | None = None
    from_entry: int = 0
    started_at: int | None = None
    started_on: str | None = None
    ended_at: int | None = None
    ended_on: str | None = None
    agreed_on: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class Presence(Record, frozen=True, kw_only=True):
    """Who came, sent apologies or was in attendance: a lead or agency on record, or as typed."""

    meeting: str = ""
    who: str = ""
    present_as: str = "present"
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class Interest(Record, frozen=True, kw_only=True):
    """An interest that somebody declared, in one record or (`about` left out) in general."""

    meeting: str = ""
    who: str = ""
    about: str | None = None
    interest: str = ""
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None


class MeetingItem(Record, frozen=True, kw_only=True):
    """One item of a meeting: on the record `on_ref`, or on `text` where nothing on record is meant.

    `kind` is why it was on the agenda, where that was said, and `order` its number there.
    `outcome` is blank until something became of it, then one of `ITEM_OUTCOMES`; `choice` is what
    was decided (`MEETING_CHOICES`), `decision` the first and `made` all of the records that this
    made. An item decided again in the same meeting says by which (`replaced_by`), and what it did
    is taken back.
    """

    meeting: str = ""
    on_ref: str | None = None
    text: str | None = None
    kind: str | None = None
    order: int | None = None
    outcome: str | None = None
    choice: str | None = None
    reason: str | None = None
    to: str | None = None
    until: str | None = None
    override: str | None = None
    dissent: str | None = None
    decision: str | None = None
    made: tuple[str, ...] = ()
    in_name_of: str | None = None
    replaced_by: str | None = None
    withdrawn_on: str | None = None
    withdrawn_why: str | None = None
