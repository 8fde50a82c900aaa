"""`export --format xlsx|csv|json|md`: any list or view into a file, every field whole."""

import sys
from dataclasses import dataclass
from pathlib import Path

from auditrack.cli import output
from auditrack.cli.calendar import day_given
from auditrack.cli.door import Door

_LONGEST = 400
"""Characters of what the record of an export says it is of."""


@dataclass(frozen=True)
class ListOptions:
    """What was said of a list that is to leave."""

    what: str | None = None
    filter: str | None = None
    agency: str | None = None
    theme: str | None = None
    review: str | None = None
    subgroup: str | None = None
    since: str | None = None
    until: str | None = None
    with_withdrawn: bool = False
    marking: str | None = None


def print_nouns(door: Door) -> None:
    """Print every list and view that can be exported, with a sentence each."""
    from auditrack.cli.table import print_table
    from auditrack.views.export_nouns import ALL, NOUNS

    everything = "Every list and view at once, and with json every table as it is stored."
    if door.json:
        rows = [
            {"what": one.name, "title": one.title, "about": one.about} for one in NOUNS.values()
        ]
        output.print_json([*rows, {"what": ALL, "title": "Everything", "about": everything}])
        return
    told = [(one.name, one.about) for one in NOUNS.values()]
    print_table(("What", "What it is"), [*told, (ALL, everything)])


def format_meant(door: Door, format: str | None, out: str, what: str | None) -> str:
    """The format asked for: as said, else by the ending of the file, else every record as lines."""
    if format is not None:
        return format.casefold()
    from auditrack.reports.exports.formats import FORMATS, format_of

    meant = format_of(out)
    if what is None and meant == "json":
        # Whoever means every record must not get one list of them.
        door.refuse(
            "missing",
            "Nothing says whether every record is wanted, or a list.",
            "Give --format jsonl for every record, or --format json for a list.",
        )
    if what is None and meant is None:
        return "ics" if out.casefold().endswith(".ics") else "jsonl"
    if meant is None:
        door.refuse(
            "missing",
            "Nothing says in which format the list is wanted.",
            f"Give --format {'|'.join(FORMATS)}, or an --out that ends so.",
        )
    return meant


def export_list(
    door: Door,
    format: str,
    out: str,
    options: ListOptions,
    to: str | None = None,
    disclosure: bool = False,
) -> None:
    """Write a list or view; recorded as an export before it is in place.

    With `disclosure` the finished file is checked first, and what it stops is not written.
    """
    from auditrack.cli.progress import Progress
    from auditrack.cli.recording import record_export
    from auditrack.reports.exports.formats import written
    from auditrack.reports.kit.placing import place
    from auditrack.views.export import export_of
    from auditrack.views.export_narrowing import Told
    from auditrack.views.facts import Facts
    from auditrack.views.wording import shortened

    told = Told(
        options.filter or "",
        options.agency,
        options.theme,
        options.review,
        options.subgroup,
        day_given(door, options.since, "--since"),
        day_given(door, options.until, "--until"),
    )
    export = export_of(
        door.register,
        door.records,
        Facts(door.records, door.today),
        options.what or "recommendations",
        told=told,
        marking=options.marking,
        withdrawn=options.with_withdrawn,
        tell=Progress("Writing", unit="rows"),
    )
    content = written(export, format)
    if disclosure:
        from auditrack.cli.disclosing import stop_hits

        stop_hits(door, content, out, format)
    period = f"{told.since or ''}..{told.until or ''}" if told.since or told.until else None

    def record() -> None:
        record_export(
            door,
            export.noun,
            export.head,
            what=shortened(f"{export.title}: {export.describe()}", _LONGEST),
            period=period,
            marking=export.marking,
            to=to,
            file=None if out == "-" else Path(out).name,
        )

    place(content, sys.stdout.buffer if out == "-" else Path(out), record)
    if door.json:
        output.print_json(
            {
                "export": export.noun,
                "out": out,
                "format": format,
                "count": len(export.parts) or len(export.rows),
                "filter": export.filter or None,
                "as_at": export.as_at.isoformat(),
                "entry": export.head.number,
                "hash": export.head.hash,
            }
        )
        return
    made_up = "DEMONSTRATION, everything in it is made up. " if export.demonstration else ""
    output.say(f"Written as at {export.head}: {out}")
    output.say(f"{made_up}{export.title}: {export.describe()}.")
    for note in export.notes:
        output.say(note)
