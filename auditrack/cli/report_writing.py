"""A report on its way out: made, recorded, then put in place, and said where."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditrack.cli import output
from auditrack.cli.door import Door

if TYPE_CHECKING:
    from auditrack.reports.kit.making import Made, Report


def check_output(door: Door, out: str) -> None:
    """Refuse a report and JSON on one standard output, before anything is worked out."""
    if door.json and out == "-":
        door.refuse(
            "one-output",
            "Standard output cannot carry the report and JSON at once.",
            "Leave --json out, or name a file with --out.",
        )


def day_given(door: Door, given: str | None, option: str, default: date) -> date:
    """The day that an option of a period names; of a month or a year its first or its last.

    Raises:
        RefusedError: it is no day.
    """
    if given is None:
        return default
    from auditrack.model.dates import DateError, interval, parse_date

    try:
        days = interval(parse_date(given, door.today))
    except DateError as error:
        door.refuse("bad-date", f"{option}: {error}")
    if days is None or days.first is None or days.last is None:
        door.refuse("bad-date", f'"{given}" is no day for {option}.', "Give it as 2026-11-20.")
    return days.first if option == "--since" else days.last


def write_report(
    door: Door,
    report: "Report",
    out: str,
    template: Path | None = None,
    *,
    what: str | None = None,
    period: str | None = None,
    to: str | None = None,
    told: dict[str, Any] | None = None,
    checked: "Callable[[Made], object] | None" = None,
) -> None:
    """Write a report into `out`, or on standard output; recorded before it is in place.

    Args:
        door: whose register it is from.
        report: what it says.
        out: the file, or -.
        template: a template to write over.
        what: what it is about, for the record of the export.
        period: the days it covers as data, for the same.
        to: whom it goes to.
        told: further keys of the answer with `--json`.
        checked: what looks at the finished files before anything is recorded; raising there ends
            it, and nothing was written.

    Raises:
        RefusedError: the template will not do, or the place cannot be written.
    """
    from auditrack.cli.progress import Progress
    from auditrack.cli.recording import record_export
    from auditrack.reports.kit.making import make
    from auditrack.reports.kit.placing import place, place_all

    check_output(door, out)
    kind, imprint = report.kind.name, report.imprint
    made = make(report, template, Progress(f"The report {kind}", unit="sections"))
    if checked is not None:
        checked(made)
    rest = None if made.rest is None or out == "-" else _rest_of(Path(out))

    def record() -> None:
        record_export(
            door,
            kind,
            imprint.head,
            what=what,
            period=period,
            marking=imprint.marking,
            to=to,
            file=None if out == "-" else Path(out).name,
        )

    if rest is not None and made.rest is not None:
        for missing in place_all({Path(out): made.document, rest: made.rest}, record):
            output.say(
                f"{output.plain(str(missing))} could not be put in place, although the export is "
                "recorded: its folder was changed in that moment. Write the report again."
            )
    else:
        place(made.document, sys.stdout.buffer if out == "-" else Path(out), record)
    for note in made.notes:
        output.say(note)
    if made.rest is not None and rest is None:
        output.say(
            "The rows that the report names as in its workbook did not leave: name a file with "
            "--out to have them beside it."
        )
    if door.json:
        output.print_json(
            {
                "report": kind,
                "out": out,
                "rest": None if rest is None else str(rest),
                **(told or {}),
                "as_at": imprint.as_at.isoformat(),
                "entry": imprint.head.number,
                "hash": imprint.head.hash,
                "template": made.template.name,
            }
        )
        return
    output.say(f"Written as at {imprint.head}: {out}")
    if rest is not None:
        output.say(f"Its workbook of further rows: {rest}")


def _rest_of(out: Path) -> Path:
    return out.with_name(f"{out.stem}-rest.xlsx")
