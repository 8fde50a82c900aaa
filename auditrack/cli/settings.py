"""`settings`: the board's name, nation, scope and the numbers of its rules."""

from typing import Annotated

import msgspec
import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.table import print_table
from auditrack.commands.board import ChangeSettings
from auditrack.views.board import board_of

app = group("The board's settings.")


@verb(app, "list", "List the settings.")
def list_settings(door: Door) -> None:
    """List every setting with its value."""
    values = msgspec.to_builtins(board_of(door.records))
    values.pop("ref")
    if door.json:
        output.print_json(values)
        return
    print_table(
        ("Setting", "Value"),
        [
            (name, ", ".join(value) if isinstance(value, (list, tuple)) else str(value))
            for name, value in values.items()
            if name != "rev" and value not in (None, [], ())
        ],
    )


@verb(app, "set", "Change settings: NAME=VALUE.")
def set_settings(
    door: Door,
    setting: Annotated[
        list[str], typer.Argument(help="A setting and its new value.", metavar="NAME=VALUE")
    ],
    why: WhyOption = None,
) -> None:
    """Change settings; the change is kept in the history like any other."""
    if len(setting) == 2 and "=" not in setting[0]:
        setting = ["=".join(setting)]
    pairs = []
    for given in setting:
        name, equals, value = given.partition("=")
        if not equals:
            door.refuse("bad-value", f'"{given}" gives no value.', "Give it as NAME=VALUE.")
        pairs.append((name.strip(), value.strip()))
    door.run(ChangeSettings(settings=tuple(pairs), why=why))
