"""`history`: who changed what, when and why."""

import re
from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

app = single()

_YEARS = range(1900, 2100)
"""A number among these is a year; `#2015` is the entry of that number."""


@verb(app, "history", "Who changed what, when and why.")
def history(
    door: Door,
    ref: Annotated[str | None, typer.Argument(help="Of one record.", metavar="REF")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="After an entry (15 or #2015), or from a day.", metavar="N|DATE"
        ),
    ] = None,
) -> None:
    """Print the history of a record and what hangs on it, or of everything."""
    from auditrack.views.find import resolve
    from auditrack.views.history import history as lines_of_history

    found = resolve(door.records, ref)[1] if ref else None
    number, day = _since(door, since)
    lines = [
        line
        for line in lines_of_history(door.register, found, number)
        if (day is None or line.day >= day) and line.number <= door.records.head.number
    ]
    if door.json:
        output.print_json([line.to_json() for line in lines])
        return
    if not lines:
        output.say("Nothing has changed since then.")
    for line in lines:
        who = f"{line.who} ({line.lead})" if line.lead else line.who
        via = f", {line.via}" if line.via and line.via != "local" else ""
        output.line(f"{line.number} {line.when}, {who}{via}: {line.what}")
        for change in line.changes:
            output.print_wrapped(str(change), "      ")
        if line.why:
            output.print_wrapped(f"Why: {line.why}", "      ")


def _since(door: Door, since: str | None) -> tuple[int | None, str | None]:
    if since is None:
        return None, None
    number = re.fullmatch(r"(#?)([0-9]{1,15})", since.strip())
    if number and (number[1] or int(number[2]) not in _YEARS):
        return int(number[2]), None
    from auditrack.model.dates import DateError, interval, parse_date

    try:
        days = interval(parse_date(since, door.today))
    except DateError as error:
        door.refuse("bad-date", str(error), "Give an entry number or a day.")
    if days is None or days.first is None:
        door.refuse("bad-date", f'"{since}" is no day to start from.', "Give it as 2026-11-20.")
    return None, days.first.isoformat()
