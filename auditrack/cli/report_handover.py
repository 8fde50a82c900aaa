"""`report handover`: a post's work for whoever takes it on."""

from pathlib import Path

from auditrack.cli.door import Door


def write_handover(
    door: Door, lead: str, out: str, template: Path | None, marking: str | None, to: str | None
) -> None:
    """Write the handover of a lead, recorded before it is in place.

    Raises:
        RefusedError: there is no such lead, or it cannot be written.
    """
    from dataclasses import replace

    from auditrack.cli.report_writing import check_output, write_report
    from auditrack.reports.handover import report_of
    from auditrack.views.handover import handover_of

    check_output(door, out)
    handover = handover_of(door.register, lead, door.today, door.records)
    if marking is not None:
        handover = replace(handover, marking=marking)
    write_report(
        door,
        report_of(handover),
        out,
        template,
        what=handover.post.title,
        to=to,
        told={"lead": handover.post.ref},
    )
