"""`subgroup`: the board's groups that deliver or give assurance."""

from typing import Annotated

import typer

from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.listing import print_records
from auditrack.commands.subgroup import AddSubgroup

app = group("Subgroups of the board.")


@verb(app, "list", "List the subgroups.")
def list_subgroups(door: Door) -> None:
    """List every subgroup."""
    print_records(
        door,
        "subgroups",
        door.records.select("subgroups"),
        ("Reference", "Title"),
        lambda document: (document["ref"], document.get("title", "")),
        "No subgroup is on record yet. Enter one with: auditrack subgroup add TITLE.",
    )


@verb(app, "add", "Enter a subgroup.")
def add(
    door: Door,
    title: Annotated[str, typer.Argument(help="Its name.", metavar="TITLE")],
    ref: Annotated[str | None, typer.Option("--ref", help="Its reference.")] = None,
    why: WhyOption = None,
) -> None:
    """Enter a subgroup."""
    door.run(AddSubgroup(title=title, ref=ref, why=why))
