"""The bodies that are asked: entering them, their names, and who follows whom."""

import difflib
from dataclasses import dataclass
from typing import ClassVar

from auditrack.commands import given
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.naming import named
from auditrack.model.refs import slug
from auditrack.views.board import agencies, find_agency, successors_of


def known_agency(desk: Desk, name: str) -> str:
    """The reference of an agency on record, by reference, name or alias.

    Raises:
        RefusedError: none is called so (`unknown-reference`), with the nearest.
    """
    folded = given.line(name, "agency")
    ref = find_agency(desk.records, folded)
    if ref:
        return ref
    raise refuse(
        "unknown-reference",
        f'No agency is called "{folded}".',
        ref=folded,
        todo=_nearest(desk, folded) or 'Enter it first: auditrack agency add "NAME".',
    )


def asked_agencies(desk: Desk, names: tuple[str, ...]) -> tuple[str, ...]:
    """The references of the agencies asked; one that is not on record is entered as printed."""
    return tuple(dict.fromkeys(agency_as_printed(desk, name) for name in given.chosen(names)))


def agency_as_printed(desk: Desk, name: str) -> str:
    """The agency of a printed name, entered now where there is none; says so in a note."""
    known = len(desk.ops)
    ref = entered(desk, name)
    if len(desk.ops) > known:
        near = _nearest(desk, name)
        desk.notes.append(
            f'The agency "{given.line(name, "agency")}" was new and is on record now as {ref}.'
            f"{' ' + near if near else ''}"
        )
    return ref


def entered(desk: Desk, name: str) -> str:
    """The agency of a printed name, entered now where there is none."""
    printed = given.line(name, "agency")
    ref = find_agency(desk.records, printed) or _on_sheet(desk, printed)
    if ref:
        return ref
    return desk.insert("agencies", named(desk, "agencies", printed, "agency"), name=printed)


def _on_sheet(desk: Desk, name: str) -> str | None:
    """The agency that this same command entered under the name."""
    wanted = slug(name)
    for op in desk.ops:
        if op.table == "agencies" and slug(str(op.fields.get("name", ""))) == wanted:
            return op.id
    return None


def _nearest(desk: Desk, name: str) -> str | None:
    by_word = {slug(agency.name): agency for agency in agencies(desk.records)}
    near = difflib.get_close_matches(slug(name), by_word, n=3, cutoff=0.6)
    if not near:
        return None
    return f"Did you mean {', '.join(f'{by_word[n].name} ({by_word[n].ref})' for n in near)}?"


@dataclass(frozen=True)
class AddAgency(Command):
    """Enter a body that may be asked to do something."""

    cmd: ClassVar[str] = "agency add"

    name: str
    ref: str | None = None
    aliases: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a name or alias that another agency has."""
        name = given.line(self.name, "name")
        aliases = given.chosen(self.aliases)
        for each in (name, *aliases):
            _must_be_new(desk, each)
        ref = named(desk, "agencies", self.ref or name, "agency")
        since, until = _lifetime(desk, self.since, self.until)
        fields = {"from": since, "to": until}
        desk.made.append(desk.insert("agencies", ref, name=name, aliases=aliases, **fields))


@dataclass(frozen=True)
class EditAgency(Command):
    """Correct an agency's name, aliases or years. `aliases` replaces the list."""

    cmd: ClassVar[str] = "agency edit"

    ref: str
    name: str | None = None
    aliases: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a name or alias that another agency has."""
        ref = known_agency(desk, self.ref)
        changes: dict[str, object] = {}
        if self.name is not None:
            changes["name"] = given.line(self.name, "name")
            _must_be_new(desk, str(changes["name"]), but=ref)
        if self.aliases is not None:
            changes["aliases"] = given.chosen(self.aliases)
            for alias in given.chosen(self.aliases):
                _must_be_new(desk, alias, but=ref)
        stored = desk.get("agencies", ref) or {}
        since, until = _lifetime(
            desk,
            stored.get("from") if self.since is None else self.since,
            stored.get("to") if self.until is None else self.until,
        )
        if self.since is not None:
            changes["from"] = since
        if self.until is not None:
            changes["to"] = until
        desk.edit("agencies", ref, changes, self.base_rev)
        desk.made.append(ref)


@dataclass(frozen=True)
class ReplaceAgency(Command):
    """Say which body followed an agency; its plans follow the successor."""

    cmd: ClassVar[str] = "agency replace"

    ref: str
    by: str
    on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a succession that would run in a circle. An unknown successor is entered."""
        ref = known_agency(desk, self.ref)
        successor = agency_as_printed(desk, self.by)
        if ref in successors_of(desk.records, successor):
            raise refuse(
                "circle",
                f"{successor} cannot follow {ref}: the succession would run in a circle.",
                ref=ref,
                todo="See who follows whom with: auditrack agency list",
            )
        on = given.when(desk, self.on, "date")
        changes: dict[str, object] = {"replaced_by": successor}
        if on:
            changes["to"] = on
        desk.edit("agencies", ref, changes)
        desk.made.append(ref)


def _lifetime(desk: Desk, since: str | None, until: str | None) -> tuple[str | None, str | None]:
    start = given.when(desk, since, "first day")
    end = given.when(desk, until, "last day")
    first, last = given.days(start), given.days(end)
    if first and last and last.latest < first.earliest:
        raise refuse("backward-period", f"An agency cannot end ({end}) before it starts ({start}).")
    return start, end


def _must_be_new(desk: Desk, name: str, but: str | None = None) -> None:
    ref = find_agency(desk.records, name)
    if ref and ref != but:
        raise _taken(name, ref)


def _taken(name: str, ref: str) -> Exception:
    return refuse(
        "name-taken",
        f'"{name}" is on record already as the agency {ref}.',
        ref=ref,
        todo=f"Use {ref}, or edit its names.",
    )
