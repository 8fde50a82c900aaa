"""`move`: the register from a folder into a database, or back."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

app = single()


@verb(app, "move", "Move the register between a folder and a database, history and all.")
def move(
    door: Door,
    here: Annotated[
        str,
        typer.Argument(help="Where it is: a folder, or postgresql://...", metavar="FROM"),
    ],
    there: Annotated[
        str,
        typer.Argument(
            help="Where it goes: a folder that is not there yet, or "
            "postgresql://HOST/DATABASE?organisation=NAME.",
            metavar="TO",
        ),
    ],
    stay: Annotated[
        bool,
        typer.Option(
            "--stay", help="Give up a move that was cut short: the register stays in FROM."
        ),
    ] = False,
) -> None:
    """Copy every entry and kept file, check them, close FROM for writing and open TO.

    Others may go on working meanwhile. What is cut short goes on where it stopped when the same
    command is given again.
    """
    import msgspec

    from auditrack.cli.config import typed_register
    from auditrack.cli.progress import Progress
    from auditrack.commands.moving import move_register, stay_here

    source, target = typed_register(here), typed_register(there)
    if stay:
        was = stay_here(source, target)
        if door.json:
            output.print_json({"from": str(source), "to": str(target), "was_begun": was})
        output.say(
            f"The register stays at {source}."
            + (" What was half moved is taken away." if was else "")
        )
        return
    done = move_register(source, target, progress=Progress("Moving", unit="entries"))
    if door.json:
        told = msgspec.to_builtins(done)
        output.print_json({"from": told.pop("from_"), **told})
    else:
        output.line(done.to)
    files = f"{done.files:,} kept file{'' if done.files == 1 else 's'}"
    output.say(
        f"The register of {done.board} is at {done.to} now, with {files}: every entry was followed "
        f"and every record compared. It stands at {done.head}."
    )
    if done.left:
        output.say(
            f"{len(done.left)} kept files were missing or changed where it was and did not come; "
            "`auditrack verify --all-files` says which."
        )
    new = target if isinstance(target, Path) else done.to
    output.say(
        f"{done.from_} can be read still and takes no changes. Every officer opens the new place "
        f"from now on: auditrack --register {shlex.quote(str(new))}, or as `register` in their "
        "config file."
    )
