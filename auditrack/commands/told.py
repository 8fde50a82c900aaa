"""To whom a review was told or a report was sent, and when: groups and bodies, never a name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.dates import in_words
from auditrack.model.refs import slug
from auditrack.model.text import one_line
from auditrack.model.words import TOLD

_PERSON = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Revd?|Reverend|Cllr|Councillor)\.?\s+"
    r"[A-Z][\w-]*+(?!['’]s)|\w\S*@\w)",
)
"""A title before a name, or an electronic address; not a body that is called so ("Dr Stone's")."""


@dataclass(frozen=True)
class ToldOfReview(Command):
    """Record that groups were told of a review: families, staff or bodies, all on one day."""

    cmd: ClassVar[str] = "review told"

    review: str
    whom: str | tuple[str, ...]
    on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a day still to come, a person's name, and what is on record already."""
        review = str(known.document(desk, self.review, "reviews")["ref"])
        _record(desk, "review", review, self.whom, self.on)


@dataclass(frozen=True)
class ToldOfExport(Command):
    """Record to whom a report or another document that left the register was sent."""

    cmd: ClassVar[str] = "report told"

    export: str
    whom: str | tuple[str, ...]
    on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what `ToldOfReview` refuses."""
        export = str(known.document(desk, self.export, "exports")["ref"])
        _record(desk, "export", export, self.whom, self.on)


@dataclass(frozen=True)
class EditTold(Command):
    """Correct whom or when; `of` is the review or export that it must be of, where it is given."""

    cmd: ClassVar[str] = "told edit"

    ref: str
    whom: str | None = None
    on: str | None = None
    of: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses what recording refuses, and nothing new."""
        told = _standing(desk, self.ref, self.of)
        changes: dict[str, Any] = {}
        if self.whom:
            changes["whom"] = group(self.whom)
        if self.on:
            changes["on"] = given.past(desk, self.on, "date")
        ref = str(told["ref"])
        desk.edit("told", ref, changes)
        desk.made.extend((ref, _subject(told)))


@dataclass(frozen=True)
class WithdrawTold(Command):
    """Take back that a group was told, with a reason; nothing is deleted."""

    cmd: ClassVar[str] = "told withdraw"

    ref: str
    of: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a reason, or what was taken back already."""
        told = _standing(desk, self.ref, self.of)
        ref = str(told["ref"])
        because = given.reason(self.why, "Taking back", ref)
        desk.update("told", ref, withdrawn_on=desk.day, withdrawn_why=because)
        desk.made.extend((ref, _subject(told)))


def group(typed: str) -> str:
    """A group as it is kept: in the usual words where they say the same, else as typed.

    Raises:
        RefusedError: it holds what can only be a person (`a-name`).
    """
    said = given.line(typed, "group told")
    if found := _PERSON.search(said):
        raise refuse(
            "a-name",
            f"“{one_line(found[0])[:40]}” names a person, and no name is kept of who was told.",
            todo="Say the group or the body, as in families, staff or Healthwatch.",
        )
    wanted = slug(said)
    return next((one for one in TOLD if slug(one) == wanted), said)


def _record(
    desk: Desk, field: str, ref: str, whom: str | tuple[str, ...], typed_on: str | None
) -> None:
    groups = given.chosen((whom,) if isinstance(whom, str) else whom)
    if not groups:
        raise refuse(
            "missing", f"Nobody is said to be told of {ref}.", ref=ref, todo="Say whom with --whom."
        )
    on = given.past(desk, typed_on, "date") or desk.day
    already = {(one.get("whom"), one.get("on")) for one in desk.live("told", field, ref)}
    for one in dict.fromkeys(map(group, groups)):
        if (one, on) in already:
            desk.notes.append(f"That {one} were told ({in_words(on)}) is on record already.")
            continue
        desk.made.append(desk.insert("told", whom=one, on=on, **{field: ref}))
        if one not in TOLD:
            desk.notes.append(
                f"“{one}” is kept as typed. A person's name does not belong here: if it is one, "
                "undo this, or correct it."
            )
    if not desk.made:
        raise refuse("no-change", " ".join(desk.notes), ref=ref)
    desk.made.append(ref)


def _standing(desk: Desk, typed: str, of: str | None) -> Mapping[str, Any]:
    ref = typed.strip().casefold()
    told = desk.get("told", ref)
    subject = of.strip().casefold() if of else None
    if told is None or told.get("withdrawn_on") or (subject and _subject(told) != subject):
        about = f" of {of}" if of else ""
        raise refuse(
            "unknown-reference",
            f"Nothing that stands on record{about} is called {one_line(typed)[:40]}.",
            ref=ref,
            todo="See who was told, each with its reference, on the page of the review or with: "
            f"auditrack {'report' if (of or '').startswith('exp-') else 'review'} told "
            f"{of or 'REF'}",
        )
    return told


def _subject(told: Mapping[str, Any]) -> str:
    """The review or the export that a record is of."""
    return str(told.get("review") or told.get("export") or "")
