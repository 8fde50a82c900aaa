"""`report progress`: a period of the board's work, or of what one subgroup answers for."""

from pathlib import Path

from auditrack.cli.door import Door


def write_progress(
    door: Door,
    out: str,
    since: str | None,
    until: str | None,
    subgroup: str | None,
    template: Path | None,
    marking: str | None,
    to: str | None,
) -> None:
    """Write the progress report, recorded before it is in place.

    Raises:
        RefusedError: there is no such subgroup, nothing to report, or it cannot be written.
    """
    from dataclasses import replace

    from auditrack.cli.report_writing import check_output, day_given, write_report
    from auditrack.reports.progress.report import report_of
    from auditrack.views.board import board_of
    from auditrack.views.period import progress

    check_output(door, out)
    today = door.today
    last = day_given(door, until, "--until", today)
    first = day_given(door, since, "--since", board_of(door.records).year_of(last)[0])
    if first > last:
        door.refuse(
            "bad-date",
            f"The period would begin on {first} and end before that, on {last}.",
            "Turn --since and --until round.",
        )
    figures = progress(door.register, first, last, today, door.records, subgroup)
    if marking is not None:
        figures = replace(figures, marking=marking)
    write_report(
        door,
        report_of(figures),
        out,
        template,
        what=figures.subgroup,
        period=f"{first.isoformat()}..{last.isoformat()}",
        to=to,
        told={
            "since": first.isoformat(),
            "until": last.isoformat(),
            "subgroup": figures.subgroup,
        },
    )
