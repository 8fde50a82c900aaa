"""`report evidence-pack`: what is on record about one theme, with the files it rests on."""

from contextlib import nullcontext
from pathlib import Path

from auditrack.cli import output
from auditrack.cli.door import Door


def write_evidence_pack(
    door: Door,
    theme: str,
    out: str,
    files: Path | None,
    template: Path | None,
    marking: str | None,
    to: str | None,
) -> None:
    """Write the evidence pack of a theme, and the kept files beside it if they are wanted.

    The files stand whole beside their folder before the report is recorded, and are put in place
    after it: what left is on record, whatever happens between.

    Raises:
        RefusedError: there is no such theme, nothing to report, a kept file is not what was filed,
            or it cannot be written.
    """
    from dataclasses import replace

    from auditrack.cli.report_writing import check_output, write_report
    from auditrack.commands.known import theme_as_typed
    from auditrack.register.evidence_numbered import copies_of
    from auditrack.reports.evidence_pack.index import kept_files
    from auditrack.reports.evidence_pack.report import report_of
    from auditrack.views.evidence_pack import evidence_pack_of

    check_output(door, out)
    wanted = theme_as_typed(door.records, theme)
    pack = evidence_pack_of(door.register, wanted, door.today, door.records)
    if marking is not None:
        pack = replace(pack, marking=marking)
    kept = kept_files(pack) if files is not None else {}
    if files is not None and not kept:
        output.say("No document of this pack has a file kept in the register: no folder is made.")
    copying = (
        copies_of(door.register.kept, files, kept) if files is not None and kept else nullcontext()
    )
    with copying as copies:
        write_report(
            door,
            report_of(pack, copied=bool(kept)),
            out,
            template,
            what=f"{pack.name}{f', with {len(kept)} of its files' if kept else ''}",
            to=to,
            told={
                "theme": pack.theme,
                "documents": len(pack.documents),
                "returned_or_expired": len(pack.apart),
                "files": list(kept),
                "folder": str(files) if kept else None,
            },
        )
        if copies is not None:
            copies.place()
            output.say(f"Files copied under their numbers: {len(kept)}, in {files}")
