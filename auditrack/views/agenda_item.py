"""One item of an agenda, and the agenda as a value: what may be decided on each as it stands."""

from collections.abc import Mapping
from datetime import date as Day
from typing import Any

import msgspec

from auditrack.views.asks import Ask
from auditrack.views.facts import Facts
from auditrack.views.find import KINDS as CALLED
from auditrack.views.meeting_choices import Choice, choices_for
from auditrack.views.meeting_items import text_of
from auditrack.views.needs import TITLES

Document = Mapping[str, Any]

MATTER, EVIDENCE, ADDED, TAKEN = "matter-arising", "evidence", "added", "taken"
"""The kinds of item that are no kind of need."""

HEADINGS = {
    **TITLES,
    MATTER: "Matters arising",
    EVIDENCE: "Evidence waiting to be accepted",
    ADDED: "Added to the agenda",
    TAKEN: "Taken beside the agenda",
}
"""What each kind of item is called."""


class AgendaItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One item. `number` is its place from 1; `ref` what `DecideInMeeting` is given.

    `table` is that of the record (None for one in words), `record` what such a record is called (""
    there), and `label` the reference as it may be shown.
    `done` says what became of it in this meeting, "" where nothing did yet; then `item` is its
    reference there (`mit-3`). `held_back` says that its text may not stand on a wall. `text` is all
    that the record says.
    """

    number: int
    ref: str
    kind: str
    heading: str
    what: str
    why: str = ""
    clears: str = ""
    whom: str = ""
    choices: tuple[Choice, ...] = ()
    done: str = ""
    interests: tuple[str, ...] = ()
    text: str = ""
    record: str = ""
    table: str | None = None
    label: str = ""
    item: str | None = None
    held_back: bool = False


class Agenda(msgspec.Struct, frozen=True, kw_only=True):
    """The items of a meeting, or those that one would have now. `left` counts what is not taken.

    `base` are the items before anything was decided in the meeting, with the interests declared up
    to then (`interested`); `marked` starts from there.
    """

    meeting: str | None
    title: str
    group: str
    date: str
    projector: bool
    as_at: Day
    items: tuple[AgendaItem, ...]
    base: tuple[AgendaItem, ...] = ()
    interested: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        """How many items wait to be taken."""
        return sum(not item.done for item in self.items)


def item_of(facts: Facts, kind: str, ref: str, table: str | None) -> AgendaItem:
    """An item on a record, with what the record says and what may be decided on it now."""
    text = facts.theming.name(ref) if table == "themes" else text_of(facts.records, table, ref)
    return AgendaItem(
        number=0,
        ref=ref,
        kind=kind,
        heading=HEADINGS.get(kind, kind),
        what=text,
        choices=choices_now(facts, table, ref),
        text=text,
        record=CALLED.get(table or "", ""),
        table=table,
        label=ref,
    )


def choices_now(facts: Facts, table: str | None, ref: str) -> tuple[Choice, ...]:
    """What may be decided on a record as it stands now."""
    every = choices_for(table)
    if table == "actions":
        action = facts.actions.of(facts.records.get("actions", ref) or {"ref": ref})
        if action is None:
            return choices_for(None)
        gone = {"accept", "return"}
        if action.state == "done":
            gone = {"extend"}
        elif action.state == "signed-off":
            gone = {"accept", "extend"}
        elif not action.agreed_due:
            gone |= {"extend"}
    elif table in ("recommendations", "findings"):
        ended = facts.standing.ended_by(ref) is not None
        gone = {"accept", "decline", "close", "no-longer-relevant"} if ended else {"re-open"}
        document = facts.recommendations_by_ref.get(ref)
        if ended and document is not None and Ask(facts, document).undone_by is not None:
            gone -= {"close"}  # closing it again is the decision not to re-open it
    elif table == "evidence":
        state = (facts.records.get("evidence", ref) or {}).get("state")
        gone = {"accepted": {"accept"}, "returned": {"return"}}.get(str(state), set())
    else:
        return every
    return tuple([one for one in every if one.code not in gone])
