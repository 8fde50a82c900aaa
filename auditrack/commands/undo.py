"""Taking back one's own last change, if nobody has changed what it set since.

Nothing is deleted: the fields go back to what they were as a new entry, which says what it undoes,
and a record that the change had made is withdrawn and counts on no day. Undoing an undo does the
change again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given
from auditrack.commands.circles import must_not_go_round
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.leaning import ALSO, LEAN, leaning_on
from auditrack.commands.recommendation import WORDING
from auditrack.model.change import Entry, Op
from auditrack.views.find import KINDS
from auditrack.views.meetings import open_of

MINUTES = 15
"""How long after it a change can be undone on the command line, which has no session."""

_MILLISECONDS = 60_000
_LATEST = 500

_NEVER = {
    "init": "A register is not unmade.",
    "board": "Change the board's settings with: auditrack settings set",
    "import": "Undo it as one with: auditrack imports undo {import_ref}",
    "imports": "Import the document again: its records stand again under the same references.",
    "export": "What has left the register cannot be called back; say so to whoever holds it.",
    "role": "Set the roles again with: auditrack role set",
    "redact": "An erasure cannot be taken back.",
    "return-form ask": "Forms that left are taken back one by one, each with its reason: "
    "auditrack return-form withdraw FORM --why TEXT",
    "publication send": "What was sent to agencies cannot be called back; withdraw the publication "
    "with: auditrack publication withdraw PUBLICATION --why TEXT",
    "publication comment": "Record what the agency says again: auditrack publication comment",
    "publication answer": "Answer it again with: auditrack publication answer",
}
"""Commands, whole or by their first word, that are not undone, each with what to do instead."""

_DECIDED = frozenset({"decisions", "extensions", "updates", "evidence", "meeting_items"})
"""Tables in which what a meeting decided is written."""

_NAMES = ("agencies", "leads", "subgroups")
"""Tables of names that others find by typing them: a name once given stays on record."""


@dataclass(frozen=True)
class UndoLast(Command):
    """Take back the actor's last change.

    `entry` is the last of this session, where there is one; without it, the actor's own last one
    counts, made at most `MINUTES` ago.
    """

    cmd: ClassVar[str] = "undo"

    entry: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what has another way back, is not one's own, or was changed or built on since."""
        entry = self._meant(desk)
        first = entry.cmd.split(" ")[0]
        never = _NEVER.get(entry.cmd) or _NEVER.get(first)
        if never:
            raise refuse(
                "not-undone",
                f"Entry {entry.number} ({entry.cmd}) is not undone like a change to a record.",
                todo=never.format(import_ref=entry.import_ref or "IMPORT"),
            )
        desk.acts_as(_act(entry, desk))
        _not_of_a_meeting(desk, entry)
        take_back(desk, entry)
        desk.made.reverse()  # what the entry was about is named first
        must_not_go_round(desk)
        if not desk.ops:
            raise refuse(
                "not-undone",
                f"Entry {entry.number} ({entry.cmd}) only entered a name, and names stay on "
                "record.",
                ref=entry.ops[0].id,
                todo="Correct the name with the edit of that record.",
            )
        desk.undoes = entry.number
        desk.meeting = entry.meeting
        desk.why = f"Takes back entry {entry.number} ({entry.cmd})"
        if entry.undoes is not None:
            desk.notes.append(
                f"Entry {entry.number} was itself an undo: what it took back stands again."
            )
        elif first == "evidence" and any("file_sha256" in op.fields for op in entry.ops):
            desk.notes.append("The copied file stays in the folder evidence.")

    def _meant(self, desk: Desk) -> Entry:
        """The entry to take back."""
        login = desk.actor.login
        if self.entry is not None:
            number = given.whole(self.entry, "number of an entry", 0, 10**15)
            last = next(iter(desk.history(since=number - 1)), None)
        else:
            last = None
            # The lock is held: nearly always it is among the latest, which is quick to say.
            for since in (max(desk.records.head.number - _LATEST, 0), 0):
                for entry in desk.history(since=since):
                    if entry.login == login:
                        last = entry
                if last is not None:
                    break
        if last is None or last.login != login or (self.entry not in (None, last.number)):
            raise refuse(
                "nothing-to-undo",
                f"The login {login} has written nothing here that could be undone.",
                todo="See who changed what with: auditrack history",
            )
        if self.entry is None:
            minutes = (desk.now - last.t) // _MILLISECONDS
            if minutes >= MINUTES:
                raise refuse(
                    "too-long-ago",
                    f"Your last change, entry {last.number} ({last.cmd}), is {_ago(minutes)} old; "
                    f"undo takes back what is at most {MINUTES} minutes old.",
                    ref=last.ops[0].id if last.ops else None,
                    todo="Correct the record, withdraw it, or put a field back with: "
                    "auditrack history REF --restore FIELD --from N",
                )
        if not last.ops:
            raise refuse("not-undone", f"Entry {last.number} ({last.cmd}) changed no record.")
        return last


def take_back(desk: Desk, entry: Entry) -> None:
    """Write the reverse of the operations of an entry, the last first.

    Raises:
        RefusedError: what one of them set was changed or built on since (`changed-since`).
    """
    since = tuple(desk.history(since=entry.number))
    problems = [*_changed(desk, entry, since), *_built_on(desk, entry, since)]
    if problems:
        raise refuse(
            "changed-since",
            f"Entry {entry.number} ({entry.cmd}) cannot be undone: "
            "what it set was changed or built on since.",
            ref=entry.ops[0].id,
            details=tuple(dict.fromkeys(problems)),
            todo="Correct the record, or withdraw it with its reason.",
        )
    for op in reversed(entry.ops):
        _take_back(desk, entry, op)


def _take_back(desk: Desk, entry: Entry, op: Op) -> None:
    if op.op != "insert":
        desk.update(op.table, op.id, **{name: old for name, (old, _) in op.fields.items()})
    elif op.table == "board" or _is_change_to_the_library(op):
        desk.update(op.table, op.id, **dict.fromkeys(op.fields))
    elif op.table in _NAMES:
        desk.notes.append(f"{op.id} stays on record: others may have named it already.")
        return
    else:
        also: dict[str, Any] = {"status": "withdrawn"} if op.table == "reviews" else {}
        desk.update(
            op.table,
            op.id,
            withdrawn_on=desk.day,
            withdrawn_why=f"undone: entry {entry.number} was taken back",
            undone=True,
            **also,
        )
    if op.id not in desk.made:
        desk.made.append(op.id)


def _act(entry: Entry, desk: Desk) -> str:
    """The act whose right it takes to undo an entry: that of the change itself."""
    while entry.undoes is not None:
        number = entry.undoes
        entry = next(desk.history(since=number - 1))
    fields = {name for op in entry.ops for name in op.fields}
    if entry.cmd in ("rec edit", "history restore") and fields <= WORDING:
        return "rec wording"
    if entry.cmd == "history restore":
        return f"{_RESTORED.get(entry.ops[0].table, 'rec')} edit"
    if entry.cmd.startswith("lead") and "logins" in fields:
        return "lead logins"
    return entry.cmd


_RESTORED = {
    "findings": "finding",
    "reviews": "review",
    "actions": "action",
    "evidence": "evidence",
    "audits": "audit",
    "agencies": "agency",
    "leads": "lead",
}


def _not_of_a_meeting(desk: Desk, entry: Entry) -> None:
    """Refuse what a meeting decided, unless it is known to go on still.

    That it ended may be taken back, where its group has not met since.
    """
    held = desk.records.get("meetings", entry.meeting or "")
    if entry.cmd == "meeting end" and held is not None:
        later = open_of(desk.records, held.get("subgroup"))
        if later is not None:
            raise refuse(
                "meeting-open",
                f"{entry.meeting} cannot be opened again while {later['ref']} is open.",
                ref=entry.meeting,
                todo=f"End that one first with: auditrack meeting end {later['ref']}",
            )
        return
    if entry.cmd == "meeting agree":
        return
    if held is not None and held.get("status") == "agreed":
        raise refuse(
            "minutes-agreed",
            f"The minutes of {entry.meeting} are agreed, and this is part of them.",
            ref=entry.meeting,
            todo="A correction is recorded in the next meeting.",
        )
    for op in entry.ops:
        if op.table not in _DECIDED:
            continue
        meeting = entry.meeting or (desk.records.get(op.table, op.id) or {}).get("meeting")
        if not meeting:
            continue
        held = desk.records.get("meetings", str(meeting))
        if held is None or held.get("status", "open") != "open":
            raise refuse(
                "meeting-ended",
                f"{op.id} was decided in the meeting {meeting}, and what a meeting decided is "
                "decided again, not undone.",
                ref=op.id,
                todo="Record the new decision with: auditrack rec decide, rec close or rec reopen",
            )


def _changed(desk: Desk, entry: Entry, since: tuple[Entry, ...]) -> Iterator[str]:
    """Which fields that an entry set say something else now, and who changed them."""
    for op in entry.ops:
        document: Mapping[str, Any] = desk.records.get(op.table, op.id) or {}
        for name, (_, new) in op.fields.items():
            if _flat(document.get(name)) != _flat(new):
                yield f"{name.replace('_', ' ')} of {op.id} was changed by {_who(since, op, name)}"


def _built_on(desk: Desk, entry: Entry, since: tuple[Entry, ...]) -> Iterator[str]:
    """Which records lean on one that an entry made, or withdrew and made stand, and whose."""
    own = {op.id for op in entry.ops}
    for op in entry.ops:
        if op.table in _NAMES or not _made(op) or _is_change_to_the_library(op):
            continue
        for table, document in leaning_on(desk, op.id, (*LEAN, *ALSO)):
            ref = str(document["ref"])
            if ref not in own:
                who = _who(since, Op("insert", table, ref, 1, {}), None)
                yield f"{ref} ({KINDS.get(table, 'record')}) of {who} depends on {op.id}"


def _made(op: Op) -> bool:
    """Whether an operation made a record, or let one stand again that an undo had withdrawn."""
    return op.op == "insert" or op.fields.get("undone") == (True, None)


def _is_change_to_the_library(op: Op) -> bool:
    """Whether what was entered only changes a theme that was there before, with all it holds."""
    if op.table != "themes":
        return False
    from auditrack.themes.lexicon import library

    return any(theme.id == op.id for theme in library())


def _who(since: tuple[Entry, ...], op: Op, name: str | None) -> str:
    """Who last touched a field of a record, or the record, in these entries."""
    for entry in reversed(since):
        for other in entry.ops:
            if (other.table, other.id) == (op.table, op.id) and (
                name is None or name in other.fields
            ):
                return f"{entry.login} (entry {entry.number})"
    return "somebody"


def _ago(minutes: int) -> str:
    if minutes < 120:
        return f"{minutes} minutes"
    hours = minutes // 60
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"


def _flat(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
