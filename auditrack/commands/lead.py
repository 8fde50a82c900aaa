"""Who is responsible: leads are roles or groups, with the person who holds them now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, known
from auditrack.commands.agency import agency_as_printed
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.commands.naming import named
from auditrack.model.refs import slug
from auditrack.views.board import lead_of


def find_lead(desk: Desk, typed: str) -> str | None:
    """The reference of a lead typed by reference or title; None where none fits."""
    wanted = slug(typed)
    if wanted and desk.exists("leads", wanted):
        return wanted
    for document in desk.records.select("leads"):
        if slug(str(document.get("title", ""))) == wanted:
            return str(document["ref"])
    return None


def lead_as_typed(desk: Desk, typed: str) -> str:
    """The lead of a reference or title, entered now where there is none; says so in a note."""
    title = given.line(typed, "lead")
    ref = find_lead(desk, title)
    if ref is None:
        ref = desk.insert("leads", named(desk, "leads", title, "lead"), title=title)
        desk.notes.append(f'The lead "{title}" was new and is on record now as {ref}.')
    return ref


@dataclass(frozen=True)
class AddLead(Command):
    """Enter a lead: a role or a group, never only a person."""

    cmd: ClassVar[str] = "lead add"

    title: str
    ref: str | None = None
    agency: str | None = None
    holder: str | None = None
    logins: tuple[str, ...] = ()
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a title or login that another lead has."""
        title = given.line(self.title, "title")
        taken = find_lead(desk, self.ref or title)
        if taken:
            raise refuse(
                "name-taken",
                f'"{title}" is on record already as the lead {taken}.',
                ref=taken,
                todo=f"Use {taken}, or hand it over.",
            )
        ref = desk.insert(
            "leads",
            named(desk, "leads", self.ref or title, "lead"),
            title=title,
            agency=agency_as_printed(desk, self.agency) if self.agency else None,
            holder=given.maybe_line(self.holder, "holder"),
            logins=_logins(desk, self.logins, None) if self.logins else None,
        )
        desk.made.append(ref)


@dataclass(frozen=True)
class EditLead(Command):
    """Correct a lead. `logins` replaces the list, which decides who is a second person."""

    cmd: ClassVar[str] = "lead edit"

    ref: str
    title: str | None = None
    agency: str | None = None
    holder: str | None = None
    logins: tuple[str, ...] | None = None
    base_rev: int | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a login that another lead has, and one who may not set logins."""
        lead = lead_meant(desk, self.ref)
        ref = str(lead["ref"])
        changes: dict[str, object] = {}
        if self.title is not None:
            changes["title"] = given.line(self.title, "title")
        if self.agency is not None:
            changes["agency"] = self.agency and agency_as_printed(desk, self.agency)
        if self.holder is not None:
            changes["holder"] = given.maybe_line(self.holder, "holder")
        if self.logins is not None:
            changes["logins"] = _logins(desk, self.logins, ref)
        desk.edit("leads", ref, changes, self.base_rev)
        desk.made.append(ref)


@dataclass(frozen=True)
class VacateLead(Command):
    """Say that nobody holds a lead since a day (today when not said)."""

    cmd: ClassVar[str] = "lead vacate"

    ref: str
    on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a lead that is vacant already."""
        lead = lead_meant(desk, self.ref)
        ref = str(lead["ref"])
        if lead.get("vacant_since"):
            raise refuse(
                "no-change",
                f"{lead['title']} has been vacant since {lead['vacant_since']}.",
                ref=ref,
            )
        on = given.past(desk, self.on, "date") or desk.day
        changes: dict[str, Any] = {"vacant_since": on, "holder": None}
        if lead.get("logins") and not desk.may("lead logins"):
            # Whose login is whose decides who is a second person: never freed on the way.
            desk.notes.append(
                f"The logins of {lead['title']} stay with it until an administrator takes them "
                f'away: auditrack lead set {ref} --login ""'
            )
        else:
            changes["logins"] = None
        desk.update("leads", ref, **changes)
        desk.made.append(ref)


@dataclass(frozen=True)
class HandOverLead(Command):
    """Give a lead to a new holder. Its actions stay with the lead."""

    cmd: ClassVar[str] = "lead hand-over"

    ref: str
    holder: str
    logins: tuple[str, ...] | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses without a holder, and a login that another lead has."""
        lead = lead_meant(desk, self.ref)
        ref = str(lead["ref"])
        changes: dict[str, object] = {
            "holder": given.line(self.holder, "holder"),
            "vacant_since": None,
        }
        if self.logins is not None:
            changes["logins"] = _logins(desk, self.logins, ref)
        desk.edit("leads", ref, changes)
        desk.made.append(ref)


def lead_meant(desk: Desk, typed: str) -> Mapping[str, Any]:
    """The lead of a reference, its start or a title.

    Raises:
        RefusedError: there is none (`unknown-reference`).
    """
    ref = find_lead(desk, given.text(typed, "lead"))
    return known.document(desk, ref or slug(typed) or typed, "leads")


def _logins(desk: Desk, typed: tuple[str, ...], ref: str | None) -> tuple[str, ...]:
    desk.needs("lead logins")
    logins = given.chosen(typed)
    for login in logins:
        holder = lead_of(desk.records, login)
        if holder is not None and holder["ref"] != ref:
            raise refuse(
                "login-taken",
                f"The login {login} is with the lead {holder['ref']} already.",
                ref=str(holder["ref"]),
                todo="A login is with one lead: take it from there first.",
            )
    return logins
