"""`report assurance`: one recommendation on one sheet."""

from pathlib import Path

from auditrack.cli import telling_host
from auditrack.cli.door import Door


def write_assurance(
    door: Door, ref: str, out: str, template: Path | None, marking: str | None, to: str | None
) -> None:
    """Write the assurance sheet of a recommendation, recorded before it is in place.

    Raises:
        RefusedError: there is no such recommendation, or it cannot be written.
    """
    from dataclasses import replace

    from auditrack.cli.report_writing import check_output, write_report
    from auditrack.reports.assurance.report import report_of
    from auditrack.views.assurance_sheet import assurance_sheet_of

    check_output(door, out)
    sheet = assurance_sheet_of(door.register, ref, door.today, door.records)
    telling_host.showed(door, sheet.review)
    if marking is not None:
        sheet = replace(sheet, marking=marking)
    ask = sheet.ask
    write_report(
        door,
        report_of(sheet),
        out,
        template,
        what=ask.ref,
        to=to,
        told={
            "recommendation": ask.ref,
            "review": sheet.review,
            "missing": list(ask.missing),
            "evidence": len(ask.evidence),
            "tests": len(ask.tests),
            "planned": len(ask.planned),
            "connected": [one.ref for one in sheet.connected],
            "working_paper": bool(sheet.working),
        },
    )
