"""The history in words: who, when, what from what to what, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Entry, Op
from auditrack.model.dates import in_words, interval, london_time_in_words, today_in_london
from auditrack.model.words import (
    ANSWERS,
    DECISIONS,
    HISTORIES,
    LINK_KINDS,
    LOOKED_AT,
    OUTCOMES,
    RESULTS,
    REVIEW_TYPES,
    word,
)

if TYPE_CHECKING:
    from auditrack.register import Register

_DATES = frozenset(
    "about accepted_on arranged asked_on concern_from concern_to concluded date done_on due "
    "due_back end ended entered_on filed_on impact_due next on open practice_from practice_to "
    "published records_complete_from start to undone_on until vacant_since withdrawn_on".split()
)
_CODED: Mapping[str, Mapping[str, str]] = {
    "answer": ANSWERS,
    "as": LINK_KINDS,
    "decision": DECISIONS,
    "history": HISTORIES,
    "looked_at": LOOKED_AT,
    "outcome": OUTCOMES,
    "result": RESULTS,
    "type": REVIEW_TYPES,
}
_LONGEST = 120


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, old to new, in words ("" where there was nothing)."""

    ref: str
    field: str
    old: str
    new: str

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
                {"ref": c.ref, "field": c.field, "old": c.old, "new": c.new} for c in self.changes
            ],
            "hash": self.hash,
        }


def history(
    register: "Register", ref: str | None = None, since: int | None = None
) -> Iterator[HistoryLine]:
    """Entries in order; of one record and what hangs on it, or all; after entry `since`.

    Args:
        register: the register.
        ref: a record; its updates, replies, decisions and links count as its history too.
        since: an entry number, itself left out.
    """
    related = {ref}
    for entry in register.history():
        touched = False
        for op in entry.ops if ref is not None else ():
            if op.id in related or _speaks_of(op, related):
                related.add(op.id)
                touched = True
        if (ref is None or touched) and (since is None or entry.number > since):
            yield line_of(entry)


def line_of(entry: Entry) -> HistoryLine:
    """An entry in words."""
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
        changes=tuple(change for op in entry.ops for change in changes_of(op)),
        hash=entry.hash,
    )


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
        yield FieldChange(op.id, name.replace("_", " "), _said(name, old), _said(name, new))


def _said(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(_said(name, part) for part in value)
    if name in _DATES and isinstance(value, str) and _is_date(value):
        return in_words(value)
    if name in _CODED:
        return word(_CODED[name], str(value))
    text = str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _is_date(value: str) -> bool:
    try:
        return interval(value) is not None
    except ValueError:
        return False
