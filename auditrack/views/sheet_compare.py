"""Three ways: what the sheet says, what stands here, and what the last sheet said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditrack.model.sheet import Problem, SheetRow
from auditrack.model.text import one_line
from auditrack.views.sheet_plan import Change
from auditrack.views.sheet_record import Document, OnRecord, fold, is_erased

_SHOWN = 80


@dataclass
class Said:
    """What is being found out of one row."""

    row: SheetRow
    state: str | None = None
    refs: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


class Comparing:
    """Compares the fields of records with what a sheet says of them."""

    def __init__(
        self, on: OnRecord, on_conflict: str, settled: Mapping[int, str] | None = None
    ) -> None:
        self._on = on
        self.on_conflict = on_conflict
        self.settled = dict(settled or {})

    def choice(self, said: Said) -> str:
        """What is to be done of a conflict in a row: stop, skip or update."""
        return self.settled.get(said.row.place, self.on_conflict)

    def compared(
        self, table: str, stored: Document, wanted: Mapping[str, Any], said: Said
    ) -> dict[str, Any]:
        """The fields that the sheet changes; one that was changed here too is a conflict.

        What is blank in the sheet changes nothing.
        """
        changes: dict[str, Any] = {}
        ref = str(stored["ref"])
        for name, there in wanted.items():
            if not there:
                continue
            here = stored.get(name)
            if self.is_same(name, here, there):
                continue
            if is_erased(here):
                said.told.append(f"the {field_in_words(name)} of {ref} was erased and stays so")
                continue
            spoke, base = self._on.base(table, stored, name)
            if spoke and self.is_same(name, base, there):
                continue  # only changed here
            before = _in_words(base) if spoke else None
            change = Change(ref, field_in_words(name), _in_words(here), _in_words(there), before)
            changed_there = not here if not spoke else _flat(here) == _flat(base)
            if changed_there or self.choice(said) == "update":
                said.changes.append(change)
                # Whom a row that is left out asks stays asked.
                changes[name] = (*(here or ()), *there) if name == "agencies" else there
            else:
                said.conflicts.append(change)
        return changes

    def is_same(self, name: str, here: Any, there: Any) -> bool:
        """Whether a field holds what the sheet says, bodies and leads by their printed names."""
        if name == "agencies":
            known = {self._on.agency(one) for one in there}
            return None not in known and set(here or ()) >= known
        if name == "agency":
            return here is not None and self._on.agency(there) == here
        if name == "lead":
            return here is not None and (self._on.lead(there) or there) == here
        return fold(str(here or "")) == fold(str(there))


def field_in_words(name: str) -> str:
    """What people call a field."""
    return {"what": "action", "text": "recommendation", "theme_heading": "theme"}.get(
        name, name.replace("_", " ")
    )


def _in_words(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))
    return shown(str(value or ""))


def shown(text: str) -> str:
    """A text on one line, shortened for a sentence."""
    line = one_line(text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _flat(value: Any) -> Any:
    return list(value) if isinstance(value, (tuple, list)) else value or None
