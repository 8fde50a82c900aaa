"""Writing agencies what a publication says of them, and recording it as sent: all or none."""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auditrack.cli import confined, output
from auditrack.cli.door import Door, tell

if TYPE_CHECKING:
    from auditrack.model.change import Saved
    from auditrack.views.publications import CommentNow, PublicationNow
    from auditrack.views.right_of_reply import RightOfReply


def send_parts(
    door: Door,
    publication: "PublicationNow",
    agencies: Sequence[str],
    everyone: bool,
    out: str,
    due_back: str | None,
    template: Path | None,
    marking: str | None,
    why: str | None,
) -> None:
    """Write the papers beside their places, record that all were sent, and put them in place.

    Raises:
        RefusedError: an agency is not named there, it cannot be written, or it is signed off
            already; then nobody was sent anything.
    """
    from auditrack.commands.right_of_reply import PartSent, SendPublication
    from auditrack.commands.run import check
    from auditrack.model.change import RefusedError
    from auditrack.model.refs import slug
    from auditrack.register import host_log
    from auditrack.reports.kit.making import make
    from auditrack.reports.kit.placing import place_all
    from auditrack.reports.right_of_reply.report import report_of

    rows = _chosen(door, publication, agencies, everyone)
    ref = publication.record.ref
    names = {
        row.record.agency: f"{ref}-{slug(row.name, 6)[:60] or row.record.agency}.docx"
        for row in rows
    }
    command = SendPublication(
        publication=ref,
        parts=tuple(PartSent(agency, name) for agency, name in names.items()),
        due_back=due_back,
        marking=marking,
        why=why,
    )
    if refused := check(door.register, command):
        raise RefusedError(refused)
    day = _due_back(door, due_back)
    folder = Path(out)
    if not folder.is_dir() and (folder.exists() or not folder.parent.is_dir()):
        door.refuse(
            "out-folder-missing",
            f"There is no folder {out} to write the papers to, and none can be made there.",
            "Make the folder, or name another with --out.",
        )
    files: dict[Path, bytes] = {}
    notes: dict[str, None] = {}
    for row in rows:
        paper = _paper(door, publication, row, day, marking)
        made = make(report_of(paper), template)
        path = folder / names[row.record.agency]
        files[path] = made.document
        notes.update(dict.fromkeys(made.notes))
        if made.rest is not None:
            files[path.with_name(f"{path.stem}-rest.xlsx")] = made.rest
    within = confined.confinement()
    for path in files if within is not None else ():
        if within is not None:
            within.refuse_path(str(path))  # a link in the folder may lead out of reach
    is_new = not folder.is_dir()
    if is_new:
        folder.mkdir(0o700)
    saved: list[Saved] = []
    try:
        missing = place_all(files, lambda: saved.append(door.save(command)))
    except BaseException:
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    for _ in rows:
        host_log.exported(door.register.where, "right-of-reply", saved[0].entry.number)
    for note in notes:
        output.say(note)
    if door.json:
        told = output.saved_json(saved[0])
        told["parts"] = [
            {
                "comment": row.record.ref,
                "agency": row.record.agency,
                "name": row.name,
                "file": str(folder / names[row.record.agency]),
            }
            for row in rows
        ]
        output.print_json(told)
    else:
        output.print_lines(str(path) for path in files)
    if missing:
        output.say(
            "All are recorded as sent, but these files could not be put in place: "
            f"{', '.join(sorted(str(path) for path in missing))}. Write them again with: auditrack "
            f"publication paper {ref} --agency AGENCY --out FILE"
        )
    tell(saved[0], "Recorded as sent.")


def write_part(
    door: Door,
    publication: "PublicationNow",
    agency: str,
    out: str,
    template: Path | None,
    marking: str | None,
    to: str | None,
) -> None:
    """Write one agency's paper; it is recorded as an export and not as sent.

    Raises:
        RefusedError: it is not named there, or it cannot be written.
    """
    from auditrack.cli.report_writing import check_output, write_report
    from auditrack.reports.right_of_reply.report import report_of

    check_output(door, out)
    (row,) = _chosen(door, publication, (agency,), False)
    paper = _paper(door, publication, row, None, marking)
    write_report(
        door,
        report_of(paper),
        out,
        template,
        what=publication.record.ref,
        to=to or paper.name,
        told={
            "publication": publication.record.ref,
            "agency": paper.agency,
            "name": paper.name,
            "lines": paper.lines,
            "due_back": paper.due_back or None,
        },
    )


def _chosen(
    door: Door, publication: "PublicationNow", agencies: Sequence[str], everyone: bool
) -> "list[CommentNow]":
    """The agencies' lines that are meant, each once."""
    from auditrack.views.board import successor_of
    from auditrack.views.find import find_named

    ref, lines = publication.record.ref, publication.comments
    if everyone:
        found = [one for one in lines if not one.record.sent_on]
        if not found:
            door.refuse(
                "no-change",
                f"Every agency that {ref} names was sent its part."
                if lines
                else f"{ref} names no agency, so there is nobody to send a part to.",
                "Name one with --agency to send it again." if lines else None,
            )
        return found
    by_agency = {successor_of(door.records, one.record.agency): one for one in lines}
    chosen: dict[str, CommentNow] = {}
    for typed in agencies:
        agency = find_named(door.records, typed, "agencies")
        line = by_agency.get(successor_of(door.records, agency))
        if line is None:
            door.refuse(
                "not-named",
                f"{ref} does not name {agency}.",
                f"It names {', '.join(one.name for one in lines) or 'no agency'}.",
            )
        chosen[line.record.ref] = line
    if not chosen:
        door.refuse(
            "missing",
            f"No agency was named to send its part of {ref} to.",
            "Name one with --agency, or all of them with --all.",
        )
    return list(chosen.values())


def _due_back(door: Door, typed: str | None) -> str | None:
    if typed is None:
        return None
    from auditrack.model.dates import DateError, parse_date

    try:
        return parse_date(typed, door.today)
    except DateError as error:
        door.refuse("bad-date", f"--due-back: {error}")


def _paper(
    door: Door,
    publication: "PublicationNow",
    row: "CommentNow",
    due_back: str | None,
    marking: str | None,
) -> "RightOfReply":
    """What is said of an agency, with the day that the record of sending will hold."""
    from dataclasses import replace

    from auditrack.views.right_of_reply import due_back_of, right_of_reply

    day = (
        due_back or row.record.due_back or due_back_of(door.records, publication.record, door.today)
    )
    paper = right_of_reply(door.register, publication.record, row.record.agency, day)
    return paper if marking is None else replace(paper, marking=marking)
