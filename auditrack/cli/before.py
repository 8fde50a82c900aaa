"""`before`: was this asked before, and what became of it?"""

from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

app = single()


@verb(app, "before", "Was this asked before, and what became of it?")
def before(
    door: Door,
    text: Annotated[
        str, typer.Argument(help="The text, or a reference; - reads it.", metavar="TEXT")
    ] = "-",
) -> None:
    """Show the nearest earlier asks, what became of each, and where their themes stand."""
    from auditrack.cli.pages import print_sheet
    from auditrack.cli.reading import typed_or_read
    from auditrack.views.before import before as asked_before
    from auditrack.views.before import sheet

    found = asked_before(door.records, typed_or_read(text), door.today)
    if door.json:
        output.print_json(found.to_json())
        return
    print_sheet(sheet(found))
