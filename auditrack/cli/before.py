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
    from auditrack.cli.reading import typed_or_read
    from auditrack.views.before import before as asked_before

    found = asked_before(door.records, typed_or_read(text), door.today)
    if door.json:
        output.print_json(found.to_json())
        return
    if not found.asks:
        output.say("No earlier ask on record is near this text.")
    for ask in found.asks:
        output.line(f"{ask.ref}: {ask.review_title}, {ask.when}")
        output.print_wrapped(ask.text, "    ")
        output.print_wrapped(f"Became: {ask.became}", "    ")
        output.print_wrapped(f"Near because of: {', '.join(ask.shared)}", "    ")
    if found.themes:
        output.line()
        output.line("Where its themes stand:")
        for position in found.themes:
            output.print_wrapped(f"{position.name}: {position}", "    ")
    output.say("Nearness is a hint: only a person can say that two ask the same.")
