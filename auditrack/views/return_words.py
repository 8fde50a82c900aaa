"""What an entry about return forms did, as the end of a sentence of the history."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditrack.model.change import Entry, Op, Records
from auditrack.views.board import agency_name
from auditrack.views.wording import counted, listed, when

_FEW = 3


def told_of_returns(entry: Entry, records: Records) -> str:
    """Which forms, to whom, and what became of them."""
    forms = tuple(dict.fromkeys(_forms(entry, records)))
    named = [f"{ref} to {_agency(records, ref)}" for ref in forms[:_FEW]]
    said = listed(named, "no form")
    if len(forms) > _FEW:
        said += f" and {len(forms) - _FEW} more"
    fields = _fields_of(entry, forms)
    if entry.cmd == "return-form ask" and fields.get("due_back"):
        many = f"{counted(len(forms), 'form')}, due back {when(str(fields['due_back']))}"
        return f"{many}: {said}"
    if fields.get("returned_on"):
        how = ', with "none"' if fields.get("nothing") else ""
        return f"{said}, on {when(str(fields['returned_on']))}{how}"
    return said


def _forms(entry: Entry, records: Records) -> Iterator[str]:
    """The forms that an entry is about; those it replaced or let stand again are not."""
    for op in entry.ops:
        if op.table == "reminders":
            known = dict(records.get(op.table, op.id) or {})
            yield str(op.fields.get("form", (None, known.get("form")))[1])
        elif op.table == "return_forms" and set(op.fields) != {"replaced_by"}:
            yield op.id


def _fields_of(entry: Entry, forms: tuple[str, ...]) -> Mapping[str, Any]:
    found: list[Op] = [op for op in entry.ops if op.table == "return_forms" and op.id in forms]
    return {name: new for name, (_, new) in found[0].fields.items()} if found else {}


def _agency(records: Records, form: str) -> str:
    return agency_name(records, (records.get("return_forms", form) or {}).get("agency"))
