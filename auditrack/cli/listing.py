"""How lists of records print: a table for people, every field under stable keys with `--json`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from auditrack.cli import output
from auditrack.cli.door import Door
from auditrack.cli.table import print_table

Document = Mapping[str, Any]

_KINDS = {
    "reviews": "review.Review",
    "findings": "review.Finding",
    "evidence": "evidence.Evidence",
    "audits": "audit.Audit",
    "agencies": "board.Agency",
    "leads": "board.Lead",
    "subgroups": "board.Subgroup",
    "roles": "board.RoleGrant",
    "imports": "paper.Import",
    "meetings": "meeting.Meeting",
    "releases": "publication.Release",
    "watch_names": "publication.WatchName",
}
"""Each table that is listed with the typed view that names its fields."""


def document_json(table: str, document: Document) -> dict[str, Any]:
    """A record with every field of its kind, null where it has none, and what else it holds."""
    import msgspec

    from auditrack.model.record import view_of

    module, kind = _KINDS[table].split(".")
    view = view_of(getattr(import_module(f"auditrack.model.{module}"), kind), document)
    fields: dict[str, Any] = msgspec.to_builtins(view)
    for name, value in document.items():
        fields.setdefault(name, list(value) if isinstance(value, tuple) else value)
    return fields


def print_records(
    door: Door,
    table: str,
    documents: Iterable[Document],
    headings: Sequence[str],
    row: Callable[[Document], Sequence[str]],
    nothing: str,
) -> None:
    """Print records of a table, or say in a sentence that there are none."""
    found = list(documents)
    if door.json:
        output.print_json([document_json(table, document) for document in found])
    elif not found:
        output.say(nothing)
    else:
        print_table(headings, [row(document) for document in found])
