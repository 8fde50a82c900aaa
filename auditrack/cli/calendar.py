"""`export --format ics`: a calendar of what is due, for a phone or a mail program."""

import sys
from datetime import date
from pathlib import Path

from auditrack.cli import output
from auditrack.cli.door import Door


def export_calendar(
    door: Door,
    out: str,
    *,
    to: str | None = None,
    agency: str | None = None,
    lead: str | None = None,
    subgroup: str | None = None,
    since: str | None = None,
    until: str | None = None,
    disclosure: bool = False,
) -> None:
    """Write what is due as all-day events; recorded as an export before it is in place.

    With `disclosure` it is checked first, and what must not be public is not written.
    """
    from auditrack.cli.recording import record_export
    from auditrack.reports.calendar import recorded_at, render_calendar
    from auditrack.reports.kit.placing import place
    from auditrack.views.board import is_demonstration
    from auditrack.views.calendar import calendar_of

    head = door.records.head
    calendar = calendar_of(
        door.records,
        door.today,
        agency=agency,
        lead=lead,
        subgroup=subgroup,
        since=day_given(door, since, "--since"),
        until=day_given(door, until, "--until"),
        demonstration=is_demonstration(door.register),
    )
    content = render_calendar(
        calendar, door.register.header.register, recorded_at(door.register, head.number)
    )
    if disclosure:
        from auditrack.cli.disclosing import stop_hits

        stop_hits(door, content, out, "ics")
    first, last = calendar.since, calendar.until

    def record() -> None:
        record_export(
            door,
            "calendar",
            head,
            what=calendar.describe(),
            period=f"{first or ''}..{last or ''}" if first or last else None,
            marking=calendar.marking,
            to=to,
            file=None if out == "-" else Path(out).name,
        )

    place(content, sys.stdout.buffer if out == "-" else Path(out), record)
    if door.json:
        output.print_json(
            {
                "out": out,
                "format": "ics",
                "dates": len(calendar.live),
                "cancelled": len(calendar.dates) - len(calendar.live),
                "undated": len(calendar.undated),
                "as_at": door.today.isoformat(),
                "entry": head.number,
                "hash": head.hash,
            }
        )
        return
    output.say(f"Written as at {head}: {out}")
    output.say(calendar.describe())


def day_given(door: Door, given: str | None, option: str) -> date | None:
    """The first day of what `--since` was given, the last of what `--until` was."""
    if given is None:
        return None
    from auditrack.model.dates import DateError, interval, parse_date

    try:
        days = interval(parse_date(given, door.today))
    except DateError as error:
        door.refuse("bad-date", f"{option}: {error}")
    if days is None or days.first is None or days.last is None:
        door.refuse("bad-date", f'"{given}" is no day for {option}.', "Give it as 2026-11-20.")
    return days.first if option == "--since" else days.last
