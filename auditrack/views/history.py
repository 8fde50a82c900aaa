"""The history in words: who, when, what from what to what, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Entry, Op
from auditrack.model.dates import in_words, interval, london_time_in_words, today_in_london
from auditrack.model.refs import slug
from auditrack.model.words import (
    ANSWERS,
    CHOSEN,
    DECISIONS,
    DEGREES,
    GRADES,
    HISTORIES,
    LINK_KINDS,
    LOOKED_AT,
    MEETING_CHOICES,
    MET_ANSWERS,
    OUTCOMES,
    PRESENT_AS,
    RECURRENCE_REASONS,
    RESULTS,
    REVIEW_TYPES,
    SCALES,
    STANDARDS_SET,
    word,
)

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

_DATES = frozenset(
    "about accepted_on agreed_on answered_on arranged as_at asked_on concern_from concern_to "
    "concluded date done_on due due_back end ended ended_on entered_on filed_on impact_due "
    "in_force_from in_force_to next on open practice_from practice_to prepared_on "
    "provisional_until publishable_after published records_complete_from returned_on said_on "
    "sent_on since standard_on start started_on taken_in_on to undone_on until vacant_since "
    "withdrawn_on".split()
)
_MOMENTS = frozenset({"started_at", "ended_at"})
_CODED: Mapping[str, Mapping[str, str]] = {
    "answer": ANSWERS,
    "answers": {**MET_ANSWERS, **GRADES},
    "as": LINK_KINDS,
    "choice": MEETING_CHOICES,
    "chosen": CHOSEN,
    "decision": DECISIONS,
    "degree": DEGREES,
    "history": HISTORIES,
    "kind": RECURRENCE_REASONS,
    "looked_at": LOOKED_AT,
    "outcome": OUTCOMES,
    "present_as": PRESENT_AS,
    "result": RESULTS,
    "scale": SCALES,
    "standard_set": STANDARDS_SET,
    "type": REVIEW_TYPES,
}
_LONGEST = 120
"""How many characters of a value are told in words; `old_value` and `new_value` are whole."""

_BEFORE = 30
_NOT_TOLD = "a name, not told here"


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, old to new, in words ("" where there was nothing).

    `table` and `name` are those of the record; `old_value` and `new_value` are as recorded, whole.
    """

    ref: str
    field: str
    old: str
    new: str
    table: str = ""
    name: str = ""
    old_value: Any = None
    new_value: Any = None

    def __str__(self) -> str:
        if not self.old:
            return f"{self.ref}: {self.field} is {self.new}"
        if not self.new:
            return f"{self.ref}: {self.field} was {self.old}, now blank"
        return f"{self.ref}: {self.field} from {self.old} to {self.new}"


@dataclass(frozen=True)
class HistoryLine:
    """One entry of the history. `t` is UTC milliseconds, `day` and `when` are London's."""

    number: int
    t: int
    day: str
    when: str
    who: str
    lead: str | None
    role: str | None
    via: str | None
    what: str
    why: str | None
    refs: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    hash: str
    undoes: int | None = None
    import_ref: str | None = None
    meeting: str | None = None
    uid: int | None = None
    app: str | None = None

    @property
    def by_whom(self) -> str:
        """Who, of which lead, in which role, and how the session came where it was not local."""
        said = [self.who + (f" ({self.lead})" if self.lead else "")]
        if self.role:
            said.append(f"as {self.role}")
        if self.via and self.via != "local":
            said.append(self.via)
        return ", ".join(said)

    def to_json(self) -> dict[str, Any]:
        """The entry under stable keys."""
        return {
            "number": self.number,
            "t": self.t,
            "when": self.when,
            "who": self.who,
            "lead": self.lead,
            "role": self.role,
            "via": self.via,
            "what": self.what,
            "why": self.why,
            "refs": list(self.refs),
            "changes": [
                {
                    "ref": c.ref,
                    "field": c.field,
                    "old": c.old,
                    "new": c.new,
                    "table": c.table,
                    "name": c.name,
                    "old_value": c.old_value,
                    "new_value": c.new_value,
                }
                for c in self.changes
            ],
            "hash": self.hash,
            "undoes": self.undoes,
            "import": self.import_ref,
            "meeting": self.meeting,
            "uid": self.uid,
            "app": self.app,
        }


def history(
    register: "Store", ref: str | None = None, since: int | None = None
) -> Iterator[HistoryLine]:
    """Entries in order; of one record and what hangs on it, or all; after entry `since`.

    Of one record, an entry is told with what it changed of that record and what hangs on it alone.

    Args:
        register: the register.
        ref: a record; its updates, replies, decisions and links count as its history too, and
            that of the themes that were merged into a theme.
        since: an entry number, itself left out.
    """
    related = {ref, *_merged_into(register, ref)}
    for entry in register.history():
        touched: list[Op] = []
        for op in entry.ops if ref is not None else ():
            if op.id in related or _speaks_of(op, related):
                related.add(op.id)
                touched.append(op)
        if (ref is None or touched) and (since is None or entry.number > since):
            yield line_of(entry, None if ref is None else touched)


def _merged_into(register: "Store", ref: str | None) -> tuple[str, ...]:
    if not any(theme.get("merged_into") == ref for theme in register.select("themes") if ref):
        return ()
    from auditrack.views.theming import Theming

    return Theming(register).merged_into(str(ref))


def line_of(entry: Entry, ops: Iterable[Op] | None = None) -> HistoryLine:
    """An entry in words; `ops` are those to tell of, all of them when absent."""
    return HistoryLine(
        number=entry.number,
        t=entry.t,
        day=today_in_london(entry.t).isoformat(),
        when=london_time_in_words(entry.t),
        who=entry.login,
        lead=entry.lead,
        role=entry.role,
        via=entry.via,
        what=entry.cmd,
        why=entry.why,
        refs=tuple(dict.fromkeys(op.id for op in entry.ops)),
        changes=tuple(
            _claimed(change, op, entry)
            for op in (entry.ops if ops is None else ops)
            for change in changes_of(op)
        ),
        hash=entry.hash,
        undoes=entry.undoes,
        import_ref=entry.import_ref,
        meeting=entry.meeting,
        uid=entry.uid,
        app=entry.app,
    )


def _claimed(change: FieldChange, op: Op, entry: Entry) -> FieldChange:
    """An auditor as named, and that it is a claim where the login is not with that lead."""
    if (change.table, change.name) != ("audits", "by") or not change.new_value:
        return change
    _, own = op.fields.get("recorded_lead") or op.fields.get("by_lead") or (None, None)
    if own is None and not {"recorded_by", "by_login"} & set(op.fields):
        own = slug(entry.lead or "")
    if change.new_value == own:
        return change
    return replace(change, new=f"{change.new} (claimed by {entry.login})")


def _speaks_of(op: Op, refs: set[str | None]) -> bool:
    for _, new in op.fields.values():
        if isinstance(new, str) and new in refs:
            return True
        if isinstance(new, (list, tuple)) and not refs.isdisjoint(new):
            return True
    return False


def changes_of(op: Op) -> Iterator[FieldChange]:
    """What an operation changed, field by field, in words."""
    for name, (old, new) in op.fields.items():
        was, now = value_in_words(name, old), value_in_words(name, new)
        if (op.table, name) == ("actions", "type"):
            was, now = _of_action(old), _of_action(new)
        if (op.table, name) == ("watch_names", "name"):
            was, now = (_NOT_TOLD if value else "" for value in (old, new))
        if len(was) > _LONGEST and len(now) > _LONGEST:
            was, now = _apart(was, now)
        yield FieldChange(
            ref=op.id,
            field=name.replace("_", " "),
            old=_short(was),
            new=_short(now),
            table=op.table,
            name=name,
            old_value=_plain(old),
            new_value=_plain(new),
        )


def _of_action(kind: Any) -> str:
    """A type of action as it is called: the library is read only where a history names one."""
    from auditrack.views.action_types import type_name

    return type_name(str(kind)) if kind else ""


def value_in_words(name: str, value: Any) -> str:
    """The value of a field, whole, as people read it: dates and codes in words; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in _MOMENTS and isinstance(value, int):
        return london_time_in_words(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(value_in_words(name, part) for part in value)
    if name in _DATES and interval(value) is not None:
        return in_words(value)
    if name in _CODED:
        return word(_CODED[name], str(value))
    return str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _apart(was: str, now: str) -> tuple[str, str]:
    """Two long texts, each from a little before the first place where they differ."""
    same = next(
        (at for at, (old, new) in enumerate(zip(was, now, strict=False)) if old != new),
        min(len(was), len(now)),
    )
    start = max(was.rfind(" ", 0, max(same - _BEFORE, 0)) + 1, 0)
    return (f"…{was[start:]}", f"…{now[start:]}") if start else (was, now)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
