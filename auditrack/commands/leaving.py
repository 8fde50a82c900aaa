"""A login that leaves: taken off every lead it is with, and its roles, in one step."""

from dataclasses import dataclass
from typing import Any, ClassVar

from auditrack.commands import given, rights
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.dates import in_words
from auditrack.views.board import leads_of
from auditrack.views.leaving import NO_ROLES, NOT_THE_HOST, left_behind
from auditrack.views.wording import listed


@dataclass(frozen=True)
class TakeLoginOff(Command):
    """Take a login off its leads and take its roles away; its entries keep its name.

    A lead that no other login is with is vacant since `on` (today when not said).
    """

    cmd: ClassVar[str] = "lead off"

    login: str
    on: str | None = None
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a login that is with no lead and has no role, and the last administrator."""
        login = given.text(self.login, "login")
        on = given.past(desk, self.on, "day it left") or desk.day
        leads = leads_of(desk.records, login)
        held = (desk.get("roles", login) or {}).get("roles", ())
        if not leads and not held:
            raise refuse(
                "unknown-login",
                f"The login {login} is with no lead and holds no role here.",
                ref=login,
                todo="See which login is with which lead, or holds which role, with: "
                "auditrack lead list --json, auditrack role list",
            )
        if held and not _administrators_beside(desk, login):
            raise refuse(
                "no-administrator",
                f"Without {login} the register would have no administrator, and nobody could set "
                "roles any more.",
                ref=login,
                todo="Make somebody an administrator first: auditrack role set LOGIN administrator",
            )
        left = left_behind(desk.records, desk.today, login)
        for lead in leads:
            self._off(desk, lead, login, on)
        if held:
            desk.update("roles", login, roles=None)
            desk.made.append(login)
            desk.notes.append(f"Its roles are taken away: {listed(map(str, held))}.")
        desk.notes += left
        if not rights.roles_are_set(desk.records):
            desk.notes.append(NO_ROLES)
        desk.notes.append(NOT_THE_HOST)

    @staticmethod
    def _off(desk: Desk, lead: Any, login: str, on: str) -> None:
        ref, title = str(lead["ref"]), lead.get("title") or lead["ref"]
        others = tuple(one for one in lead.get("logins", ()) if one != login)
        if others:
            desk.update("leads", ref, logins=others)
            holder = lead.get("holder")
            desk.notes.append(
                f"{title} is not vacant: {listed(others)} is with it still"
                + (f", and {holder} stays down as its holder." if holder else ".")
            )
        elif lead.get("vacant_since"):
            desk.update("leads", ref, logins=None)
        else:
            desk.update("leads", ref, logins=None, vacant_since=on, holder=None)
            desk.notes.append(f"{title} is vacant since {in_words(on)}: no other login is with it.")
        desk.made.append(ref)


def _administrators_beside(desk: Desk, login: str) -> bool:
    return any(
        "administrator" in one.get("roles", ())
        for one in desk.records.select("roles")
        if one["ref"] != login
    )
