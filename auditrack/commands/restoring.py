"""Putting back what a field of a record said at an earlier entry, as a new change.

The value goes the way of every edit: through the command that corrects such a record, with its
rights and its rules. What no edit may change is not restored either: references, the review that a
record belongs to, an action's original due date, who filed or accepted, and everything derived.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.action import EditAction
from auditrack.commands.agency import EditAgency
from auditrack.commands.audit import EditAudit
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.evidence import EditEvidence
from auditrack.commands.finding import EditFinding
from auditrack.commands.lead import EditLead
from auditrack.commands.recommendation import EditRecommendation
from auditrack.commands.review import EditReview
from auditrack.views.find import KINDS

_MOST = 10**15

_TEXTS: dict[str, tuple[str, ...]] = {
    "recommendations": (
        *("text", "label", "outcome", "due", "reach", "kind", "group", "measure", "title"),
        *("public_wording", "impact_due", "delivering", "assuring", "priority"),
    ),
    "findings": ("text", "label", "kind", "no_recommendation_why"),
    "reviews": (
        *("title", "type", "published", "history", "case_id", "arranged", "due", "concluded"),
        *("delay_reason", "stage", "publishable", "publishable_after", "provisional_until"),
    ),
    "actions": ("what", "lead", "agency", "start", "type"),
    "evidence": ("shows", "level", "about", "result", "at", "agency", "difference"),
    "audits": (
        *("question", "date", "outcome", "looked_at", "method", "sample", "met", "by", "chosen"),
        *("standard", "standard_met", "next"),
    ),
    "agencies": ("name", "from", "to"),
    "leads": ("title", "agency", "holder"),
}
"""The fields that hold one value, by table."""

_LISTS: dict[str, tuple[str, ...]] = {
    "recommendations": ("agencies",),
    "findings": ("led_to",),
    "reviews": ("boards", "subjects"),
    "audits": ("agencies", "themes"),
    "agencies": ("aliases",),
}
"""The fields that hold a list, by table; it is put back whole."""

_EDITS: dict[str, Callable[..., Command]] = {
    "recommendations": EditRecommendation,
    "findings": EditFinding,
    "reviews": EditReview,
    "actions": EditAction,
    "evidence": EditEvidence,
    "audits": EditAudit,
    "agencies": EditAgency,
    "leads": EditLead,
}
"""The command that corrects a record, by table."""

_CALLED = {"from": "since", "to": "until"}
"""What an edit calls a field whose name is a word of the language."""

_AS_PRINTED = {"due": "due_text", "published": "published_text"}
"""A date's field with the one that keeps how it was printed: they go back together."""


@dataclass(frozen=True)
class RestoreField(Command):
    """Put back the value that a field had at an entry. `why` is kept in the history."""

    cmd: ClassVar[str] = "history restore"

    ref: str
    field: str
    entry: int | str
    why: str | None = None

    @property
    def act(self) -> str:
        """Seeing the history is for everybody; the right to edit is asked for once it is known."""
        return "undo"

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, what no edit may change, and a value it has already."""
        table, document = known.record(desk, self.ref, *_EDITS)
        ref = str(document["ref"])
        why = given.reason(self.why, "Putting back an earlier value of", ref)
        number = given.whole(str(self.entry).lstrip("#"), "number of an entry", 0, _MOST)
        name = self._field(table, ref)
        then = _as_it_stood(desk, table, ref, number)
        edit = _EDITS[table](ref=ref, why=why, **_told(table, name, then.get(name)))
        desk.acts_as(edit.act)
        edit.build(desk)
        printed = _AS_PRINTED.get(name)
        if printed:
            desk.update(table, ref, **{printed: then.get(printed)})

    def _field(self, table: str, ref: str) -> str:
        typed = given.line(self.field, "field")
        name = "_".join(typed.casefold().replace("-", " ").replace("_", " ").split())
        fields = (*_TEXTS[table], *_LISTS.get(table, ()))
        if name in fields:
            return name
        if (table, name) == ("actions", "due"):
            raise refuse(
                "original-due",
                f"The original due date of {ref} never moves, so it is not put back either.",
                ref=ref,
                todo=f"Agree a later date with: auditrack action extend {ref} --to DATE",
            )
        said = ", ".join(sorted(field.replace("_", " ") for field in fields))
        raise refuse(
            "not-restorable",
            f'"{typed}" of {ref} is no field that can be put back.',
            ref=ref,
            todo=f"Of {_a(KINDS[table])} that is {said}. References never change, and who filed, "
            "accepted or decided stays as it was said.",
        )


def _told(table: str, name: str, value: Any) -> dict[str, Any]:
    """The value as the edit takes it: an empty one clears the field."""
    if name in _LISTS.get(table, ()):
        value = tuple(value or ())
    elif value is None:
        value = ""
    return {_CALLED.get(name, name): value}


def _as_it_stood(desk: Desk, table: str, ref: str, number: int) -> Mapping[str, Any]:
    """The fields of a record as they stood at an entry, read from the history."""
    head = desk.records.head.number
    if number > head:
        raise refuse(
            "no-such-entry",
            f"There is no entry {number}: the register stands at entry {head}.",
            ref=ref,
            todo=f"See which there are with: auditrack history {ref}",
        )
    stood: dict[str, Any] | None = None
    for entry in desk.history(ref):
        if entry.number > number:
            break
        for op in entry.ops:
            if (op.table, op.id) == (table, ref):
                stood = {**(stood or {}), **{name: new for name, (_, new) in op.fields.items()}}
    if stood is None:
        raise refuse(
            "not-there-yet",
            f"{ref} was not on record yet at entry {number}.",
            ref=ref,
            todo=f"See its entries with: auditrack history {ref}",
        )
    return stood


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
