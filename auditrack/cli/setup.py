"""`init` and `demo`: a new register, and the made-up board."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, single, verb

if TYPE_CHECKING:
    from auditrack.register.postgres.address import Place

init_app = single()
demo_app = single()


@verb(init_app, "init", "Make a new register for a board.")
def init(
    door: Door,
    path: Annotated[
        str,
        typer.Argument(help="The folder to make, or postgresql://HOST/DATABASE.", metavar="PATH"),
    ],
    board: Annotated[str, typer.Option("--board", help="The board's name.")],
    nation: Annotated[
        str, typer.Option("--nation", help="england, wales, scotland or northern-ireland.")
    ] = "england",
    scope: Annotated[str, typer.Option("--scope", help="children, adults or both.")] = "children",
    records_complete_from: Annotated[
        str | None,
        typer.Option(
            "--records-complete-from",
            help="Since when the board's records are complete (default: today).",
            metavar="DATE",
        ),
    ] = None,
    predecessor: Annotated[
        list[str] | None,
        typer.Option("--predecessor", help="A body this board follows (repeatable)."),
    ] = None,
    shared: Annotated[
        bool, typer.Option("--shared", help="Many logins of this host will use it; needs --group.")
    ] = False,
    group: Annotated[
        str | None, typer.Option("--group", help="The officers' group on this host.", metavar="G")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Make the folder or the tables, and enter the board as its first record."""
    from auditrack.cli.config import typed_register
    from auditrack.commands.board import InitialiseBoard
    from auditrack.commands.initialise import initialise

    place = typed_register(path, door.organisation)
    if not isinstance(place, Path) and (shared or group is not None):
        door.refuse(
            "not-with-a-database",
            "--shared and --group are for a folder: in a database, who may come in is said by its "
            "roles.",
            "Leave them out, and let the administrator of the database give each officer a role "
            "of their own.",
        )
    officers = _officers(door, shared, group)
    register = initialise(
        place,
        InitialiseBoard(
            name=board,
            nation=nation,
            scope=scope,
            records_complete_from=records_complete_from,
            predecessors=tuple(predecessor or ()),
            why=why,
        ),
    )
    with register:
        made = {
            "path": register.where,
            "board": register.header.board,
            "register": register.header.register,
            "entry": register.head.number,
        }
        sharing = _share(register.folder, *officers) if officers and register.folder else None
        if door.json:
            output.print_json({**made, **(sharing or {})})
        else:
            output.line(register.where)
        output.say(f"The register of {register.header.board} is ready.")
        for notice in register.notices:
            output.say(notice)
        if sharing and not door.json:
            _say_steps(sharing)


def _officers(door: Door, shared: bool, group: str | None) -> tuple[str, int] | None:
    """The group that shares the register, by name and number, before anything is made."""
    if shared and group is None:
        door.refuse(
            "no-group",
            "A shared register belongs to a group of this host.",
            "Say which with --group G.",
        )
    if group is None:
        return None
    if not shared:
        door.refuse(
            "not-shared",
            "--group says who shares the register.",
            "Say --shared as well, or leave --group out.",
        )
    from auditrack.register.sharing import known_group

    return group, known_group(group)


def _share(path: Path, group: str, number: int) -> dict[str, Any]:
    """Give the register to its group, and say what is left for root."""
    from dataclasses import asdict

    from auditrack.register.sharing import give_to_group, needs_root

    why_not = give_to_group(path, number)
    steps = needs_root(path, group, given=why_not is None)
    return {
        "group": group,
        "given": why_not is None,
        "why_not": why_not,
        "needs_root": [asdict(step) for step in steps],
    }


def _say_steps(sharing: dict[str, Any]) -> None:
    """Print root's lines so that they can be pasted, each step under what it buys."""
    if sharing["given"]:
        output.say(f"It belongs to the group {sharing['group']}; other logins cannot look in.")
    else:
        output.say(sharing["why_not"])
    output.say("What needs root, step by step; take as many as you want to rely on:")
    for step in sharing["needs_root"]:
        output.line()
        output.print_wrapped(f"# {step['title']}.", "", hanging="# ")
        output.print_wrapped(f"# It buys: {step['buys']}.", "", hanging="# ")
        output.print_lines(step["lines"])


def demonstration_door(place: "Place", json: bool = False) -> Door:
    """The door of the demonstration board, made where it is not there yet."""
    from auditrack.demonstration import is_there, make_demonstration

    if not is_there(place):
        output.say(f"Making the demonstration board in {place} ...")
        make_demonstration(place)
    return Door(register=place, json=json)


@verb(demo_app, "demo", "Open a made-up board with nine years of history.")
def demo(
    door: Door,
    path: Annotated[
        str | None,
        typer.Argument(help="Where to keep it (default: a folder of its own).", metavar="PATH"),
    ] = None,
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Only make it; do not open the app.")
    ] = False,
) -> None:
    """Make the demonstration board where it is not there yet, and open it."""
    from auditrack.cli.config import typed_register
    from auditrack.demonstration import demonstration_folder
    from auditrack.views.board import is_demonstration

    place: Place = demonstration_folder()
    if path is not None:
        place = typed_register(path, door.organisation, "demonstration")
    shown = demonstration_door(place, door.json)
    given = shlex.quote(str(place))
    try:
        if not is_demonstration(shown.register):
            door.refuse(
                "not-made-up",
                f"{place} is a board's own register and no demonstration.",
                f"Open it with: auditrack --register {given}, or give demo another path.",
            )
        if not no_open:
            shown.open_app()
        counted = {
            table: len(shown.records.select(table))
            for table in ("reviews", "recommendations", "actions", "evidence", "audits")
        }
        if door.json:
            output.print_json({"path": str(place), "demonstration": True, **counted})
        else:
            output.line(str(place))
            words = ", ".join(f"{number} {table}" for table, number in counted.items())
            output.say(f"DEMONSTRATION: a made-up board with {words}.")
            output.say(f"Use it with: auditrack --register {given} theme positions")
    finally:
        shown.close()
