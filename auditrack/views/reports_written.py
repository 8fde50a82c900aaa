"""Which reports have left the register: of each kind the last one, when, and by whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditrack.model.dates import london_time_in_words, today_in_london

if TYPE_CHECKING:
    from auditrack.model.change import Entry
    from auditrack.register.protocol import Store


@dataclass(frozen=True, slots=True)
class ReportWritten:
    """The last report of a kind that is on record, and how many of it there are.

    `day` is London's as data, `when` with the hour in words, `who` the login with its role in
    brackets; `what`, `period`, `to` and `file` are as recorded, "" where nothing is.
    """

    kind: str
    ref: str
    number: int
    day: str
    when: str
    who: str
    what: str
    period: str
    to: str
    file: str


def last_written(register: "Store", kinds: Iterable[str]) -> Mapping[str, ReportWritten]:
    """The last report of each of these kinds, by kind; none of which nothing is on record.

    Goes through the history from the oldest of them on: not for the thread that paints.
    """
    of_kind: dict[str, list[Mapping[str, Any]]] = {}
    for export in register.select("exports"):
        of_kind.setdefault(str(export.get("kind") or ""), []).append(export)
    found = {kind: of_kind[kind] for kind in kinds if kind in of_kind}
    last = {kind: many[-1] for kind, many in found.items()}
    entries = _entries(register, last.values())
    return {
        kind: _written(kind, export, len(found[kind]), entries[str(export["ref"])])
        for kind, export in last.items()
        if str(export["ref"]) in entries
    }


def _entries(register: "Store", exports: Iterable[Mapping[str, Any]]) -> "dict[str, Entry]":
    """The entry that recorded each export, by its reference."""
    heads = {str(one["ref"]): _head(one.get("head_number")) for one in exports}
    if not heads:
        return {}
    made: dict[str, Entry] = {}
    for entry in register.history(None, min(heads.values())):
        for op in entry.ops:
            if op.table == "exports" and op.id in heads:
                made.setdefault(op.id, entry)
    return made


def _head(recorded: Any) -> int:
    """The entry that an export says it printed; the first where it says none that can be."""
    return recorded if isinstance(recorded, int) else 0


def _written(kind: str, export: Mapping[str, Any], number: int, entry: "Entry") -> ReportWritten:
    return ReportWritten(
        kind,
        str(export["ref"]),
        number,
        today_in_london(entry.t).isoformat(),
        london_time_in_words(entry.t),
        entry.login + (f" ({entry.lead})" if entry.lead else ""),
        *(str(export.get(field) or "") for field in ("what", "period", "to", "file")),
    )
