"""`report handover`: a post's work for whoever takes it on."""

import sys
from pathlib import Path

from auditrack.cli import output
from auditrack.cli.door import Door


def write_handover(
    door: Door, lead: str, out: str, template: Path | None, marking: str | None, to: str | None
) -> None:
    """Write the handover of a lead, recorded before it is in place.

    Raises:
        RefusedError: there is no such lead, or it cannot be written.
    """
    from dataclasses import replace

    from auditrack.cli.recording import record_export
    from auditrack.reports.handover import render_handover
    from auditrack.reports.placing import place
    from auditrack.views.handover import handover_of

    if door.json and out == "-":
        door.refuse(
            "one-output",
            "Standard output cannot carry the report and JSON at once.",
            "Leave --json out, or name a file with --out.",
        )
    handover = handover_of(door.register, lead, door.today, door.records)
    if marking is not None:
        handover = replace(handover, marking=marking)
    content = render_handover(handover, template)

    def record() -> None:
        record_export(
            door,
            "handover",
            handover.head,
            what=handover.post.title,
            marking=handover.marking,
            to=to,
            file=None if out == "-" else Path(out).name,
        )

    place(content, sys.stdout.buffer if out == "-" else Path(out), record)
    if door.json:
        output.print_json(
            {
                "report": "handover",
                "lead": handover.post.ref,
                "out": out,
                "as_at": handover.as_at.isoformat(),
                "entry": handover.head.number,
                "hash": handover.head.hash,
            }
        )
    else:
        output.say(f"Written as at {handover.head}: {out}")
