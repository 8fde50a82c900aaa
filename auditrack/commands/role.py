"""Who may do what in this register: the roles of a login."""

from dataclasses import dataclass
from typing import ClassVar

from auditrack.commands import given, rights
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.words import ROLES


@dataclass(frozen=True)
class SetRoles(Command):
    """Give a login these roles and no others; none takes all away."""

    cmd: ClassVar[str] = "role set"

    login: str
    roles: tuple[str, ...] = ()
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses to leave the register without an administrator."""
        login = given.text(self.login, "login")
        if len(login.split()) != 1 or len(login) > 200:
            raise refuse("bad-value", f'"{login}" is no login.', todo="A login has no spaces.")
        wanted = {given.code(ROLES, role, "role") for role in given.chosen(self.roles)}
        roles = tuple(role for role in ROLES if role in wanted)
        others = (d for d in desk.records.select("roles") if d["ref"] != login)
        if "administrator" not in roles and not any(
            "administrator" in other.get("roles", ()) for other in others
        ):
            raise refuse(
                "no-administrator",
                f"With these roles of {login} the register would have no administrator, "
                "and nobody could set roles any more.",
                ref=login,
                todo="Make somebody an administrator first: auditrack role set LOGIN administrator",
            )
        me = desk.actor.login
        if not rights.roles_are_set(desk.records) and login != me:
            desk.notes.append(
                f"Roles are set from now on, and your own login {me} holds none: {login} gives it "
                f"one with: auditrack role set {me} ROLE"
            )
        if desk.exists("roles", login):
            desk.edit("roles", login, {"roles": roles})
        else:
            desk.insert("roles", login, roles=roles)
        desk.made.append(login)
