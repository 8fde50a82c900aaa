"""What a meeting decides: each through the command that does the same outside one, with its rules.

An officer keys it in the chair's name: inside an open meeting that reaches to what a chair may do,
and the entry says in whose name it was and that it is a claim.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.as_written import AsWritten
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.meeting_choice import Said, command_of, to_of
from auditrack.commands.meeting_known import (
    chair_in_words,
    items_of,
    meeting_not_agreed,
    meeting_open,
    record_meant,
)
from auditrack.model.change import Entry, Insert
from auditrack.model.refs import table_of
from auditrack.model.words import MEETING_CHOICES
from auditrack.views.find import KINDS
from auditrack.views.kept_themes import KEEP
from auditrack.views.meeting_choices import choice_in_words, choices_for
from auditrack.views.meetings import declared_in, interest_in_words, interests_of
from auditrack.views.wording import listed

_OUTCOMES = {"noted": "noted", "deferred": "deferred"}
_ITEMS = "meeting_items"


@dataclass(frozen=True)
class DecideInMeeting(Command):
    """Record what an open meeting decided on a record, theme or item (`mit-3`).

    `decision` is one of `MEETING_CHOICES`. What "accept" means depends on the record: evidence is
    accepted, an action that is done is signed off, a recommendation or finding is to be
    implemented. `to` is the new date of an action, or to whom a recommendation is referred on;
    `until` the day to look again. `number` and `kind` are its place on the agenda, if it has one.
    """

    cmd: ClassVar[str] = "meeting decide"

    meeting: str
    ref: str
    decision: str
    reason: str | None = None
    to: str | None = None
    until: str | None = None
    override: str | None = None
    dissent: str | None = None
    number: int | None = None
    kind: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what the command of that decision refuses, and to decide one record twice."""
        meeting = meeting_open(desk, self.meeting)
        text = None
        table: str | None
        ref: str | None
        if table_of(self.ref.strip().casefold()) == _ITEMS:
            item: Mapping[str, Any] | None = item_meant(desk, self.ref)
            assert item is not None
            table, ref = _record_of(desk, item)
            if item.get("meeting") != meeting["ref"]:
                ref, text = _carried(meeting, item), item.get("text")
                item = _item_about(desk, meeting, ref)
        else:
            table, ref = record_meant(desk, self.ref)
            item = _item_about(desk, meeting, ref)
        if item is not None and item.get("outcome"):
            raise refuse(
                "decided-already",
                f"{ref or item['ref']} was taken in {meeting['ref']} already: "
                f"{choice_in_words(item.get('choice'), table)}.",
                ref=str(item["ref"]),
                todo=f"Decide it again with: auditrack meeting change {item['ref']}",
            )
        said = Said(
            self.decision,
            self.reason or self.why,
            self.to,
            self.until,
            self.override,
            self.dissent,
        )
        fields = _decided(desk, meeting, table, ref, said)
        if item is not None:
            made = str(item["ref"])
            desk.update(_ITEMS, made, order=self.number, **fields)
        else:
            made = desk.insert(
                _ITEMS,
                meeting=meeting["ref"],
                on_ref=ref,
                text=text,
                kind=given.maybe_line(self.kind, "kind of item"),
                order=self.number,
                **fields,
            )
        desk.made.insert(0, made)


@dataclass(frozen=True)
class ChangeItem(Command):
    """Decide an item of an open meeting again: what was decided first is taken back with it."""

    cmd: ClassVar[str] = "meeting change"

    item: str
    decision: str
    reason: str | None = None
    to: str | None = None
    until: str | None = None
    override: str | None = None
    dissent: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses an item that was not decided, and what was built on its decision since."""
        from auditrack.commands.undo import take_back

        before = item_meant(desk, self.item)
        item = str(before["ref"])
        meeting = meeting_open(desk, str(before["meeting"]))
        if before.get("replaced_by") or not before.get("outcome"):
            raise refuse(
                "not-decided",
                f"{item} was decided again as {before['replaced_by']}."
                if before.get("replaced_by")
                else f"Nothing was decided on {item} yet.",
                ref=item,
                todo=f"Change {before['replaced_by']}."
                if before.get("replaced_by")
                else f"Decide it with: auditrack meeting decide {meeting['ref']} {item} DECISION",
            )
        table, ref = _record_of(desk, before)
        entry = _entry_of(desk, meeting, item)
        if entry.ops:
            take_back(desk, entry)
        desk.made.clear()
        # What is decided now is judged as if the first decision had not been taken.
        desk.records = AsWritten(desk.records, desk.ops)
        said = Said(
            self.decision,
            self.reason or self.why,
            self.to,
            self.until,
            self.override,
            self.dissent,
        )
        made = desk.insert(
            _ITEMS,
            meeting=meeting["ref"],
            on_ref=ref,
            text=before.get("text"),
            kind=before.get("kind"),
            order=before.get("order"),
            **_decided(desk, meeting, table, ref, said),
        )
        desk.update(_ITEMS, item, replaced_by=made)
        desk.made.insert(0, made)


@dataclass(frozen=True)
class NoteDissent(Command):
    """Note who did not agree to an item, and why; until the minutes are agreed."""

    cmd: ClassVar[str] = "meeting dissent"

    item: str
    who: str
    text: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a dissent without words, and one from what was not decided."""
        item = item_meant(desk, self.item)
        ref = str(item["ref"])
        meeting_not_agreed(desk, str(item["meeting"]))
        if not item.get("outcome") or item.get("replaced_by"):
            raise refuse(
                "not-decided",
                f"Nothing that stands was decided on {ref}, so nobody can dissent from it.",
                ref=ref,
                todo="Name the item that was decided.",
            )
        said = f"{given.line(self.who, 'name')}: {given.text(self.text, 'dissent')}"
        desk.update(_ITEMS, ref, dissent=_with(item.get("dissent"), said))
        decision = desk.get("decisions", str(item.get("decision") or ""))
        if decision is not None:
            desk.update(
                "decisions", str(decision["ref"]), dissent=_with(decision.get("dissent"), said)
            )
        desk.made.append(ref)


def item_meant(desk: Desk, typed: str) -> Mapping[str, Any]:
    """The item of a meeting of exactly this reference, which must stand.

    Raises:
        RefusedError: there is none (`unknown-reference`), or it was taken back (`withdrawn`).
    """
    ref = given.text(typed, "item").strip().casefold()
    item = desk.get(_ITEMS, ref)
    if item is None:
        raise refuse(
            "unknown-reference",
            f'No item of a meeting has the reference "{ref}".',
            ref=ref,
            todo="See the items with: auditrack meeting show MEETING",
        )
    known.must_stand(item, _ITEMS)
    return item


def _carried(meeting: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """The reference of an item in words of an earlier meeting that comes back in this one."""
    ref = str(item["ref"])
    if ref not in meeting.get("matters", ()):
        raise refuse(
            "other-meeting",
            f"{ref} is an item of {item.get('meeting')}, not of {meeting['ref']}.",
            ref=ref,
            todo="Name an item of this meeting, or the record that it is about.",
        )
    return ref


def _item_about(desk: Desk, meeting: Mapping[str, Any], ref: str) -> Mapping[str, Any] | None:
    """The item of a meeting that is about a record and was not decided again, if there is one."""
    found = None
    for item in items_of(desk, str(meeting["ref"])):
        if item.get("on_ref") == ref and not item.get("replaced_by"):
            found = item
    return found


def _record_of(desk: Desk, item: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Table and reference of what an item is about; nothing where it is in words."""
    on_ref = item.get("on_ref")
    if not on_ref or table_of(str(on_ref)) == _ITEMS:
        return None, on_ref and str(on_ref)
    return record_meant(desk, str(item["on_ref"]))


def _decided(
    desk: Desk,
    meeting: Mapping[str, Any],
    table: str | None,
    ref: str | None,
    said: Said,
) -> dict[str, Any]:
    """Write what is decided on a record; the fields that its item keeps of it."""
    codes = {one.code: MEETING_CHOICES[one.code] for one in choices_for(table)}
    wanted = "-".join(said.decision.casefold().replace("_", " ").split())
    if wanted in MEETING_CHOICES and wanted not in codes:
        what = f"the {KINDS.get(table or '', 'record')} {ref}" if ref else "an item in words"
        raise refuse(
            "bad-value",
            f'"{wanted}" is nothing that a meeting decides on {what}.',
            ref=ref,
            todo=f"It is {listed(codes)}.",
        )
    choice = given.code(codes, said.decision, "decision")
    desk.in_name_of = chair_in_words(desk, meeting)
    before = {op.id for op in desk.ops}
    if ref is not None and table is not None and choice not in _OUTCOMES:
        command_of(desk, meeting, table, ref, choice, said).build(desk)
    made = [op.id for op in desk.ops if isinstance(op, Insert) and op.id not in before]
    desk.notes.extend(
        f"An interest is declared in this: {interest_in_words(desk.records, one)}"
        for one in declared_in(desk.records, interests_of(desk.records, str(meeting["ref"])), ref)
    )
    return {
        "outcome": _OUTCOMES.get(choice, "decided"),
        "choice": choice,
        "reason": said.reason,
        "to": to_of(desk, choice, made, said),
        "until": given.when(desk, said.until, "day to look again") if choice == KEEP else None,
        "override": said.override if choice in ("accept", "close") else None,
        "dissent": said.dissent,
        "decision": made[0] if made else None,
        "made": made,
        "in_name_of": desk.in_name_of,
    }


def _entry_of(desk: Desk, meeting: Mapping[str, Any], item: str) -> Entry:
    """The entry that decided an item, with what it wrote beside the item itself."""
    decided: Entry | None = None
    for entry in desk.history(item, int(meeting.get("from_entry") or 0)):
        if any(op.id == item and "outcome" in op.fields for op in entry.ops):
            decided = entry
    if decided is None:
        raise refuse("unknown-entry", f"The history does not tell who decided {item}.", ref=item)
    ops = []
    for op in decided.ops:
        if op.table == _ITEMS:
            continue
        # A dissent that was noted since is no change to what was decided.
        fields = {name: values for name, values in op.fields.items() if name != "dissent"}
        ops.append(op._replace(fields=fields))
    return decided._replace(ops=tuple(ops))


def _with(before: Any, said: str) -> str:
    return f"{before}\n{said}" if before else said
