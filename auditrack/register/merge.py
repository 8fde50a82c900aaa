"""What a transaction becomes at the lock: checked, and merged with what others saved meanwhile."""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from auditrack.model.change import Conflict, FieldConflict, Insert, Refusal, Transaction, Update
from auditrack.register import errors
from auditrack.register.line import Body, Change, Value, WrittenOp
from auditrack.register.values import name_problem, plain_fields

Current = Callable[[str, str], Mapping[str, Value] | None]
"""The record of a table and reference as it stands, or None."""

Past = Callable[[str, str, int], Iterator[tuple[Body, WrittenOp]]]
"""The changes that a record has had since a revision, the latest first."""


class Settled(msgspec.Struct, frozen=True):
    """The operations to write, the fields others changed meanwhile, and the new references."""

    ops: list[WrittenOp]
    merged: tuple[str, ...]
    references: tuple[str, ...]


def settle(transaction: Transaction, current: Current, past: Past) -> Settled | Refusal:
    """Turn a transaction into operations on the records as they stand, or refuse."""
    staged: dict[tuple[str, str], Mapping[str, Value]] = {}
    ops: list[WrittenOp] = []
    merged: list[str] = []
    references: list[str] = []
    for wanted in transaction.ops:
        refusal = name_problem(wanted.table, wanted.id)
        if refusal is not None:
            return refusal
        fields = plain_fields(wanted.table, wanted.id, wanted.fields)
        if isinstance(fields, Refusal):
            return fields
        key = (wanted.table, wanted.id)
        record = staged[key] if key in staged else current(*key)
        if isinstance(wanted, Insert):
            if record is not None:
                return _taken(wanted)
            changes: dict[str, Change] = {
                name: (None, value) for name, value in fields.items() if value is not None
            }
            references.append(wanted.id)
            rev = 1
            kind = "insert"
        else:
            if record is None:
                return _missing(wanted)
            rev = int(record["rev"])  # type: ignore[arg-type]
            # Within one transaction a later change is made on top of the earlier one.
            base = rev if wanted.base_rev is None or key in staged else wanted.base_rev
            if base > rev:
                return _from_the_future(wanted, rev)
            if base < rev:
                kept = _merged(wanted, fields, record, past(*key, base))
                if isinstance(kept, Refusal):
                    return kept
                fields, others = kept
                merged.extend(f"{name} of {wanted.id}" for name in others)
            changes = {
                name: (record.get(name), value)
                for name, value in fields.items()
                if not _same(record.get(name), value)
            }
            if not changes:
                continue
            rev += 1
            kind = "update"
        ops.append(WrittenOp(kind, wanted.table, wanted.id, rev, changes))
        if len(transaction.ops) > 1:
            staged[key] = _applied(record, wanted.id, rev, changes)
    if not ops:
        return errors.no_change()
    return Settled(ops, tuple(dict.fromkeys(merged)), tuple(references))


def _merged(
    wanted: Update,
    fields: dict[str, Value],
    record: Mapping[str, Value],
    changed: Iterator[tuple[Body, WrittenOp]],
) -> tuple[dict[str, Value], list[str]] | Refusal:
    """My fields where nobody else was, and the names of fields that others changed meanwhile."""
    base: dict[str, Value] = {}
    by: dict[str, str] = {}
    for body, op in changed:
        for name, (old, _new) in op.fields.items():
            base[name] = old
            by.setdefault(name, body.login)
    mine: dict[str, Value] = {}
    clashes: list[FieldConflict] = []
    for name, value in fields.items():
        theirs = record.get(name)
        if name not in base or _same(theirs, base[name]) or _same(theirs, value):
            mine[name] = value
        elif not _same(value, base[name]):
            clashes.append(FieldConflict(wanted.table, wanted.id, name, base[name], value, theirs))
    if clashes:
        return _conflict(wanted.id, clashes, by[clashes[0].field])
    return mine, [name for name in base if not _same(record.get(name), base[name])]


def _same(one: Value, other: Value) -> bool:
    # To Python yes is 1 and 1 is 1.0; in a record they are different.
    return one == other and (type(one) is type(other))


def _applied(
    record: Mapping[str, Value] | None, ref: str, rev: int, changes: Mapping[str, Change]
) -> dict[str, Value]:
    after: dict[str, Value] = {"ref": ref} if record is None else dict(record)
    after["rev"] = rev
    for name, (_old, new) in changes.items():
        if new is None:
            after.pop(name, None)
        else:
            after[name] = new
    return after


def _conflict(ref: str, clashes: list[FieldConflict], by: str) -> Conflict:
    names = ", ".join(clash.field.replace("_", " ") for clash in clashes)
    return Conflict(
        "conflict",
        f"{by} changed the {names} of {ref} while you were editing it.",
        ref=ref,
        safe="Nothing was changed; theirs stands, and yours is not saved yet.",
        todo="Compare yours with theirs and save the one that is right.",
        details=tuple(
            f"{clash.field.replace('_', ' ')}: it was {_shown(clash.base)}, "
            f"yours is {_shown(clash.mine)}, theirs is {_shown(clash.theirs)}"
            for clash in clashes
        ),
        fields=tuple(clashes),
        by=by,
    )


def _shown(value: Value) -> str:
    if value is None:
        return "empty"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "an empty list"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _taken(wanted: Insert) -> Refusal:
    return Refusal(
        "taken",
        f"The reference {wanted.id} is taken: a record of {wanted.table} has it, "
        "and references are never used twice.",
        ref=wanted.id,
        todo="Choose another reference.",
    )


def _missing(wanted: Update) -> Refusal:
    return Refusal(
        "unknown-reference",
        f"There is no {wanted.id} in {wanted.table}, so it cannot be changed.",
        ref=wanted.id,
        todo="Check the reference.",
    )


def _from_the_future(wanted: Update, rev: int) -> Refusal:
    return Refusal(
        "unknown-revision",
        f"The change to {wanted.id} was made from revision {wanted.base_rev}, "
        f"and the record stands at revision {rev}.",
        ref=wanted.id,
        todo="Open the record again and repeat the change.",
    )
