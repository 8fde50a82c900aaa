"""Undoing an import: what nobody has touched since is withdrawn, the rest is listed and stays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.leaning import LEAN, leaning_on
from auditrack.commands.taking import undone_why
from auditrack.views.return_plan import FORMATS as RETURNS
from auditrack.views.sheet_record import FORMATS

_SAID = ("updates", "extensions", "evidence", "links")
"""What an import says of its asks and actions: it goes with it and is told of by them."""

_IN_ORDER = (*_SAID, "replies", "actions", "recommendations", "findings", "reviews")
"""What an import makes; what leans on others first."""


@dataclass(frozen=True)
class UndoImport(Command):
    """Undo an import as one. An officer undoes their own; a chair anybody's."""

    cmd: ClassVar[str] = "imports undo"

    ref: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what was undone already, and where everything was changed since."""
        imported = known.document(desk, self.ref, "imports")
        ref = str(imported["ref"])
        if imported.get("undone_on"):
            raise refuse("no-change", f"{ref} was undone on {imported['undone_on']}.", ref=ref)
        if imported.get("by") not in (None, desk.actor.login):
            desk.needs("undo of another's import")
        windows = desk.live("windows", "import_ref", ref)
        leaving = {str(window["ref"]) for window in windows}
        staying: list[str] = []
        gone = 0
        for table in _IN_ORDER:
            for document in desk.live(table, "import_ref", ref):
                own = str(document["ref"])
                touched = next(_touched(desk, document, leaving), None)
                if touched is None:
                    leaving.add(own)
                    gone += 1
                    _withdraw(desk, table, own, ref)
                    if table not in _SAID:
                        desk.made.append(own)
                else:
                    staying.append(f"{own} stays: {touched}")
        put_back, changed_since = _put_back(desk, ref)
        staying += changed_since
        if not gone and not put_back:
            raise refuse(
                "all-touched",
                f"Everything that {ref} brought in was changed since.",
                ref=ref,
                todo="Withdraw the records one by one, each with its reason.",
                details=tuple(staying),
            )
        for window in windows:
            # A review that this import made and that stays keeps its periods of practice.
            review = desk.get("reviews", str(window.get("review"))) or {}
            if review.get("import_ref") != ref or review.get("withdrawn_on"):
                _withdraw(desk, "windows", str(window["ref"]), ref)
        desk.update("imports", ref, undone_on=desk.day)
        desk.made.insert(0, ref)
        desk.notes.extend(staying)


def _put_back(desk: Desk, imported: str) -> tuple[int, list[str]]:
    """Put back the fields that a sheet or a return changed in records which stood before it.

    Returns how many were, and in words those that say something else by now, which stay.
    """
    stored = desk.get("imports", imported) or {}
    if stored.get("format") not in FORMATS | RETURNS:
        return 0, []
    entry = next((one for one in desk.history(imported) if one.import_ref == imported), None)
    number, staying = 0, []
    for op in entry.ops if entry else ():
        document = desk.records.get(op.table, op.id)
        if op.table == "return_forms" and document and document.get("import_ref") != imported:
            raise refuse(
                "built-on",
                f"{document['import_ref']} took in more of {op.id} since.",
                ref=imported,
                todo=f"Undo that first with: auditrack imports undo {document['import_ref']}",
            )
        if op.op != "update" or op.table == "imports" or document is None:
            continue
        if document.get("import_ref") == imported and op.table != "return_forms":
            continue  # it stood again by this import, and is withdrawn with it
        for name, (old, new) in op.fields.items():
            if _flat(document.get(name)) == _flat(new):
                desk.update(op.table, op.id, **{name: old})
                number += 1
            else:
                staying.append(f"{name.replace('_', ' ')} of {op.id} stays: it was changed")
        desk.made.append(op.id)
    return number, staying


def _flat(value: Any) -> Any:
    return list(value) or None if isinstance(value, (tuple, list)) else value or None


def _withdraw(desk: Desk, table: str, own: str, imported: str) -> None:
    also: dict[str, Any] = {"status": "withdrawn"} if table == "reviews" else {}
    desk.update(table, own, withdrawn_on=desk.day, withdrawn_why=undone_why(imported), **also)


def _touched(desk: Desk, document: Mapping[str, Any], leaving: set[str]) -> Iterator[str]:
    """What was done to a record since its import, in words."""
    ref, imported = str(document["ref"]), document.get("import_ref")
    if document["rev"] != document.get("import_rev", 1):
        yield "it was changed"
    for _, leaning in leaning_on(desk, ref, LEAN):
        if leaning["ref"] not in leaving:
            yield f"{leaning['ref']} depends on it"
    for link in desk.live("theme_links", "of", ref):
        # What a person confirmed while they took the document in goes with it.
        own = (link.get("import_ref"), link["rev"]) == (imported, link.get("import_rev", 1))
        said = link.get("status") != "suggested" and not own
        if said or desk.live("mentions", "link", str(link["ref"])):
            yield f"its theme {link.get('theme')} was {link.get('status')}"
