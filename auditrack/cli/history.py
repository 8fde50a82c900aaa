"""`history`: who changed what, when and why; and an earlier value of a field put back."""

import re
from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, WhyOption, single, verb

app = single()

_YEARS = range(1900, 2100)
"""A number among these is a year; `#2015` is the entry of that number."""


_HELP = (
    "Who changed what, when and why, of a record and what hangs on it or of everything. With "
    "--restore FIELD --from N --why TEXT, the value that a field had at entry N is put back as a "
    "new change, with the rights and rules of an edit; references, an original due date, and who "
    "filed or decided are never put back."
)


@verb(app, "history", _HELP)
def history(
    door: Door,
    ref: Annotated[str | None, typer.Argument(help="Of one record.", metavar="REF")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="After an entry (15 or #2015), or from a day.", metavar="N|DATE"
        ),
    ] = None,
    restore: Annotated[
        str | None,
        typer.Option(
            "--restore",
            help="Put back the value this field had at the entry of --from, as a new change.",
            metavar="FIELD",
        ),
    ] = None,
    at_entry: Annotated[
        str | None,
        typer.Option("--from", help="The entry whose value to put back.", metavar="N"),
    ] = None,
    why: WhyOption = None,
) -> None:
    """Print the history of a record and what hangs on it, or of everything.

    Dates of entries are London's. --as-recorded N ends it at entry N.
    """
    if restore is not None or at_entry is not None:
        _restore(door, ref, restore, at_entry, since, why)
        return
    if why is not None:
        door.refuse(
            "bad-value",
            "Reading the history changes nothing, so there is no reason to keep.",
            "Leave --why out, or say with --restore and --from what to put back.",
        )
    from auditrack.views.find import resolve
    from auditrack.views.history import history as lines_of_history

    if door.as_at_given:
        output.say(
            "The history is in order of entry: --as-at judges by the dates of facts and leaves "
            "nothing out here. To end it earlier, give --as-recorded N."
        )
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
        output.line(f"{line.number} {line.when}, {line.by_whom}: {line.what}")
        if line.undoes is not None and not (line.why or "").startswith(
            f"Takes back entry {line.undoes} "
        ):
            output.print_wrapped(f"Takes back entry {line.undoes}.", "      ")
        for change in line.changes:
            output.print_wrapped(str(change), "      ")
        if line.meeting:
            output.print_wrapped(f"In the meeting {line.meeting}.", "      ")
        if line.why:
            output.print_wrapped(f"Why: {line.why}", "      ")


def _restore(
    door: Door,
    ref: str | None,
    field: str | None,
    entry: str | None,
    since: str | None,
    why: str | None,
) -> None:
    from auditrack.commands.restoring import RestoreField

    if not ref or not field or not entry or since is not None:
        door.refuse(
            "missing",
            "Putting a value back takes the record, the field and the entry, and nothing else.",
            "Give: auditrack history REF --restore FIELD --from N --why TEXT",
        )
    door.run(RestoreField(ref=ref, field=field, entry=entry, why=why))


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
