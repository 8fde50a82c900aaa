"""`agency`: the bodies that are asked, and what follows them."""

from typing import Annotated

import typer

from auditrack.cli.door import Door, WhyOption, group, verb
from auditrack.cli.listing import print_records
from auditrack.cli.pages import print_page
from auditrack.commands.agency import AddAgency, EditAgency, ReplaceAgency

app = group("The bodies that are asked to do something.")

Ref = Annotated[str, typer.Argument(help="The agency's reference or name.", metavar="AGENCY")]
Alias = Annotated[
    list[str] | None, typer.Option("--alias", help="Another name it goes by (repeatable).")
]
Since = Annotated[
    str | None, typer.Option("--from", help="Since when it has been there.", metavar="DATE")
]
Until = Annotated[str | None, typer.Option("--to", help="Until when it was there.", metavar="DATE")]


@verb(app, "list", "List the agencies.")
def list_agencies(door: Door) -> None:
    """List every agency with the number of recommendations that ask it."""
    asks = door.records.index("recommendations", "agencies")
    print_records(
        door,
        "agencies",
        sorted(door.records.select("agencies"), key=lambda a: a.get("name", "").casefold()),
        ("Reference", "Asks", "Followed by", "Name"),
        lambda document: (
            document["ref"],
            str(len(asks.get(document["ref"], ()))),
            document.get("replaced_by", "-"),
            document.get("name", ""),
        ),
        "No agency is on record yet. One is entered when a recommendation asks it.",
    )


@verb(app, "show", "Show one agency and what it was asked.")
def show(door: Door, ref: Ref) -> None:
    """Show an agency."""
    print_page(door, ref, "agencies")


@verb(app, "add", "Enter an agency.")
def add(
    door: Door,
    name: Annotated[str, typer.Argument(help="Its name as printed.", metavar="NAME")],
    ref: Annotated[str | None, typer.Option("--ref", help="Its reference.")] = None,
    alias: Alias = None,
    since: Since = None,
    until: Until = None,
    why: WhyOption = None,
) -> None:
    """Enter a body that may be asked."""
    door.run(
        AddAgency(name=name, ref=ref, aliases=tuple(alias or ()), since=since, until=until, why=why)
    )


def _edit(
    door: Door,
    ref: Ref,
    name: Annotated[str | None, typer.Option("--name", help="Its name as printed.")] = None,
    alias: Alias = None,
    since: Since = None,
    until: Until = None,
    why: WhyOption = None,
) -> None:
    """Correct an agency's record."""
    door.run(
        EditAgency(
            ref=ref,
            name=name,
            aliases=tuple(alias) if alias else None,
            since=since,
            until=until,
            why=why,
        )
    )


verb(app, "edit", "Correct an agency's record.")(_edit)
verb(app, "set", "The same as edit.")(_edit)


@verb(app, "replace", "Say which body follows an agency: its plans follow too.")
def replace(
    door: Door,
    ref: Ref,
    by: Annotated[str, typer.Option("--by", help="The body that follows it.")],
    on: Annotated[
        str | None, typer.Option("--on", help="The day it was followed.", metavar="DATE")
    ] = None,
    why: WhyOption = None,
) -> None:
    """Name an agency's successor."""
    door.run(ReplaceAgency(ref=ref, by=by, on=on, why=why))
