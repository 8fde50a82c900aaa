"""`role`: who may do what."""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.listing import print_records
from auditrack.commands import rights
from auditrack.commands.role import SetRoles

app = group("Who may do what.")


@verb(app, "list", "List who holds which role.")
def list_roles(door: Door) -> None:
    """List every login with its roles, or say that every login holds every role."""
    print_records(
        door,
        "roles",
        door.records.select("roles"),
        ("Login", "Roles"),
        lambda document: (document["ref"], ", ".join(document.get("roles", ()))),
        "",
    )
    for sentence in (rights.doubt(door.register.actor), rights.note(door.records)):
        if sentence:
            output.say(sentence)


@verb(app, "set", "Give a login its roles (none takes them away).")
def set_roles(
    door: Door,
    login: Annotated[str, typer.Argument(help="The login.", metavar="LOGIN")],
    role: Annotated[
        list[str] | None,
        typer.Argument(
            help="reader, author, officer, scrutineer, chair or administrator.", metavar="ROLE"
        ),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Set the roles that a login holds."""
    door.run(SetRoles(login=login, roles=tuple(role or ()), why=why))
    if role and not _is_known(login.strip()):
        output.say(
            f'This host does not know a login "{login.strip()}": if that is a slip, set it right '
            "before you need it."
        )


def _is_known(login: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(login)
    except (KeyError, ValueError):
        return False
    return True
