"""Every entry of the history that touched records of an extract, or whose reason names them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from auditrack.model.change import Entry, Op
from auditrack.model.dates import london_time_as_data, london_time_in_words, today_in_london
from auditrack.views.changes import deed
from auditrack.views.extract_gathering import Gathering, Key
from auditrack.views.extract_words import Values


@dataclass(frozen=True)
class FieldChanged:
    """One field of one record: what stood there and what was put there, whole, and in words.

    `was` and `now` are "" where there was nothing. `number` is that of the record in the extract,
    "" for a record that hung on the review then and does not now.
    """

    number: str
    table: str
    ref: str
    op: str
    name: str
    old: Any
    new: Any
    was: str
    now: str


@dataclass(frozen=True)
class EntryHeld:
    """One entry of the history, with what it changed of the records of the extract.

    `t` is UTC milliseconds; `at`, `day` and `when` are London's, as data and in words. `others`
    is how many other records it changed. `names_only` says that it changed none of these, and its
    reason names the review.
    """

    number: str
    entry: int
    t: int
    at: str
    day: str
    when: str
    login: str
    uid: int | None
    lead: str | None
    role: str | None
    via: str | None
    app: str | None
    command: str
    did: str
    reason: str | None
    undoes: int | None
    import_ref: str | None
    meeting: str | None
    hash: str
    changes: tuple[FieldChanged, ...]
    others: int
    names_only: bool


@dataclass
class Touched:
    """An entry with those of its operations that are of the extract."""

    entry: Entry
    ops: list[Op] = field(default_factory=list)
    others: int = 0

    @property
    def names_only(self) -> bool:
        """Whether only its reason is of the extract."""
        return not self.ops


def touched_by(entries: Iterator[Entry], last: int, gathering: Gathering) -> list[Touched]:
    """The entries up to `last` that touched what is gathered, in order; gone through once.

    What left the register after the first of them is taken in on the way, and so is what a record
    was while it hung on the reviews, where it does no longer.
    """
    found: list[Touched] = []
    once: set[Key] = set()
    for entry in entries:
        if entry.number > last:
            break
        ops = [op for op in entry.ops if _is_of(op, gathering, once, bool(found))]
        if not ops and not (entry.why and gathering.names.names(entry.why)):
            continue
        # The operations alone are kept: an import may hold those of thousands of others.
        others = len(entry.ops) - len(ops)
        found.append(Touched(entry._replace(ops=()), ops, others))
        gathering.reason_erased(entry.number)
    return found


def _is_of(op: Op, gathering: Gathering, once: set[Key], begun: bool) -> bool:
    key = (op.table, op.id)
    if key in gathering.held:
        return True
    if op.table == "exports":
        return begun and op.op == "insert" and gathering.left_since(op.id)
    was, now = gathering.hung(op)
    if was or now:
        (once.add if now else once.discard)(key)
        return True
    return key in once


def entries_held(
    touched: list[Touched], numbers: dict[Key, str], values: Values, number: Iterator[str]
) -> Iterator[EntryHeld]:
    """The entries in words, each with its number in the extract."""
    for one in touched:
        entry = one.entry
        yield EntryHeld(
            number=next(number),
            entry=entry.number,
            t=entry.t,
            at=london_time_as_data(entry.t),
            day=today_in_london(entry.t).isoformat(),
            when=london_time_in_words(entry.t),
            login=entry.login,
            uid=entry.uid,
            lead=entry.lead,
            role=entry.role,
            via=entry.via,
            app=entry.app,
            command=entry.cmd,
            did=deed(entry),
            reason=entry.why,
            undoes=entry.undoes,
            import_ref=entry.import_ref,
            meeting=entry.meeting,
            hash=entry.hash,
            changes=tuple(_changes(one.ops, numbers, values)),
            others=one.others,
            names_only=one.names_only,
        )


def _changes(ops: list[Op], numbers: dict[Key, str], values: Values) -> Iterator[FieldChanged]:
    for op in ops:
        for name, (old, new) in op.fields.items():
            yield FieldChanged(
                number=numbers.get((op.table, op.id), ""),
                table=op.table,
                ref=op.id,
                op=op.op,
                name=name,
                old=_plain(old),
                new=_plain(new),
                was=values.in_words(op.table, name, old),
                now=values.in_words(op.table, name, new),
            )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
