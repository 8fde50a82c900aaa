"""`report`: Word reports from the register, each recorded before it is in place."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from auditrack.cli import told as cli_told
from auditrack.cli.door import Door, WhyOption, group, verb

app = group("Word reports from the register.")


@verb(app, "progress", "The progress report for a period.")
def progress(
    door: Door,
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="First day (default: the board's year so far).", metavar="DATE"
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Last day (default: today).", metavar="DATE")
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
) -> None:
    """Write what changed, what is open, overdue and tested, and what needs a decision."""
    from dataclasses import replace

    from auditrack.cli.report_writing import check_output, write_report
    from auditrack.reports.progress import report_of
    from auditrack.views.board import board_of
    from auditrack.views.period import progress as figures_of

    check_output(door, out)
    today = door.today
    last = _day(door, until, "--until", today)
    first = _day(door, since, "--since", board_of(door.records).year_of(last)[0])
    if first > last:
        door.refuse(
            "bad-date",
            f"The period would begin on {first} and end before that, on {last}.",
            "Turn --since and --until round.",
        )
    figures = figures_of(door.register, first, last, today, door.records)
    if marking is not None:
        figures = replace(figures, marking=marking)
    write_report(
        door,
        report_of(figures),
        out,
        template,
        period=f"{first.isoformat()}..{last.isoformat()}",
        to=to,
        told={"since": first.isoformat(), "until": last.isoformat()},
    )


@verb(app, "handover", "What a post has in hand, for whoever takes it on.")
def handover(
    door: Door,
    lead: Annotated[str, typer.Argument(help="The lead's reference or title.", metavar="LEAD")],
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    template: Annotated[
        Path | None, typer.Option("--template", help="Your own Word template.", metavar="FILE")
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", help="The protective marking to print.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
) -> None:
    """Write what a lead holds, has promised, is late with, tests and waits for."""
    from auditrack.cli.report_handover import write_handover

    write_handover(door, lead, out, template, marking, to)


def _day(door: Door, given: str | None, option: str, default: date) -> date:
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


@verb(app, "told", "Record to whom a report was sent, and when; or see it.")
def told(
    door: Door,
    ref: Annotated[
        str | None,
        typer.Argument(help="The report or other export (exp-3).", metavar="EXP"),
    ] = None,
    whom: cli_told.Whom = None,
    on: cli_told.On = None,
    correct: cli_told.Correct = None,
    withdraw: cli_told.Withdraw = None,
    why: WhyOption = None,
) -> None:
    """Record to which groups or bodies a document was sent; with EXP alone, show to whom.

    With nothing at all, list every document that left the register. No names: the group or the
    body, and the day, are enough.
    """
    from auditrack.commands.told import ToldOfExport

    if ref is None:
        if whom or on or correct or withdraw or why:
            door.refuse(
                "missing",
                "Which document is meant was not said.",
                "Name it, as in exp-3; with no option at all, `report told` lists them.",
            )
        cli_told.show_exports(door)
    elif cli_told.changes_one(door, ref, "exports", whom, on, correct, withdraw, why):
        return
    elif whom:
        door.run(ToldOfExport(export=ref, whom=tuple(whom), on=on, why=why))
    else:
        cli_told.show(door, ref, "exports", on, why)
