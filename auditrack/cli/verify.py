"""`verify`: whether the register is whole."""

from typing import Annotated

import msgspec
import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

app = single()


@verb(app, "verify", "Whether the register is whole, and what is still good where it is not.")
def verify(
    door: Door,
    snapshot: Annotated[
        bool, typer.Option("--snapshot", help="Write the snapshot anew, from the first line on.")
    ] = False,
) -> None:
    """Follow every line of the journal; compare the snapshot and this officer's witness."""
    found = door.register.verify(write_snapshot=snapshot)
    if door.json:
        output.print_json({"ok": found.ok, **msgspec.to_builtins(found)})
    else:
        output.line("The register holds." if found.ok else "Something does not hold.")
        output.print_lines(f"- {sentence}" for sentence in found.sentences)
    if not found.ok:
        door.refuse(
            "does-not-hold",
            "The register does not hold in every way: what was found says where.",
            "Put that right before anybody relies on it.",
        )
