"""`organisation`: the registers of several boards in one database."""

from typing import TYPE_CHECKING, Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, group, verb
from auditrack.cli.table import print_table

if TYPE_CHECKING:
    from auditrack.register.postgres.address import Address

app = group("Several boards in one database: list, upgrade, harden.")


@verb(app, "list", "The organisations of the database that you may see.")
def listed(door: Door) -> None:
    """Print name, board and number of entries of each."""
    address = _database(door)
    from auditrack.register.identity import current_actor
    from auditrack.register.postgres.upgrading import organisations_of

    found = organisations_of(address, current_actor().login)
    if door.json:
        output.print_json(
            [{"organisation": one.name, "board": one.board, "entries": one.number} for one in found]
        )
        return
    print_table(
        ("Organisation", "Board", "Entries"),
        [(one.name, one.board, f"{one.number:,}") for one in found],
    )
    for one in found:
        if one.closed is not None:
            output.say(f"{one.name} takes no changes: {one.closed}")
    if not found:
        output.say("The database holds no register that your role may see.")


@verb(app, "upgrade", "Bring the tables of an older auditrack up to this one.")
def upgrade(door: Door) -> None:
    """Change the tables, all of them or none; the owner of the tables does it, once."""
    address = _database(door)
    from auditrack import __version__
    from auditrack.register.identity import current_actor
    from auditrack.register.postgres.upgrading import upgrade as bring_up

    done = bring_up(address, current_actor().login, __version__)
    if door.json:
        output.print_json({"was": done.was, "now": done.now, "indexed": done.indexed})
        return
    if done.was != done.now:
        output.say(f"The tables were version {done.was} and are version {done.now} now.")
    elif not done.indexed:
        output.say(f"The tables are version {done.now} already: nothing was changed.")
    if done.indexed:
        output.say("An index that was missing is made: searches are quicker from now on.")


@verb(app, "harden", "Have the database itself enforce who sees and writes which board.")
def harden(
    door: Door,
    sql: Annotated[
        bool, typer.Option("--sql", help="Print what would be done, and change nothing.")
    ] = False,
) -> None:
    """Row-level security by organisation and role, and a history that triggers guard."""
    address = _database(door)
    from auditrack.register.postgres import hardening

    if sql:
        output.print_lines([f"{one.strip()};" for one in hardening.all_statements()])
        return
    told = hardening.harden_database(address)
    if door.json:
        output.print_json({"hardened": True, "notes": list(told)})
        return
    output.say("The database enforces roles now, whatever program asks.")
    for sentence in told:
        output.say(sentence)


def _database(door: Door) -> "Address":
    """The database that is meant; whichever organisation."""
    from pathlib import Path

    place = door.place
    if isinstance(place, Path):
        door.refuse(
            "no-database",
            "A folder holds one board; several are in a database.",
            "Name one: auditrack --register postgresql://HOST/DATABASE organisation list",
        )
    from auditrack.register.postgres.driver import must_have_psycopg

    must_have_psycopg()
    return place
