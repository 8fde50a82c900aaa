"""`export --about REVIEW`: everything held on one review, for a lawyer to redact."""

import sys
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditrack.cli import output, telling_host
from auditrack.cli.door import Door
from auditrack.model.change import Refusal, RefusedError

if TYPE_CHECKING:
    from auditrack.views.extract import Extract

_SAFE = "No export was written; an earlier file is untouched."
_LONGEST = 400
"""Characters of what the record of an export says it is of."""


@dataclass(frozen=True)
class AboutOptions:
    """What was said beside the review."""

    files: Path | None = None
    template: Path | None = None
    marking: str | None = None
    to: str | None = None
    why: str | None = None


def export_about(
    door: Door, review: str, out: str, format: str | None, options: AboutOptions
) -> None:
    """Write everything held on a review, or on the reviews of a case, with its history.

    The kept files stand whole beside their folder before the export is recorded, and are put in
    place after it: what left is on record, whatever happens between.

    Raises:
        RefusedError: the login may not, there is no such review, the export cannot be recorded, or
            it cannot be written.
    """
    from auditrack.commands.export import check_extract
    from auditrack.register.evidence_numbered import copies_of
    from auditrack.reports.extract.files import copies_named
    from auditrack.reports.kit.placing import place
    from auditrack.views.extract import extract_of
    from auditrack.views.wording import counted, shortened

    meant = _format(door, format, out)
    if options.template is not None and meant != "docx":
        raise _bad("--template is for the Word document alone.", "Leave it out, or write a .docx.")
    if door.json and out == "-":
        door.refuse(
            "one-output",
            "Standard output cannot carry the extract and JSON about it at once.",
            "Leave --json out, or name a file with --out.",
        )
    check_extract(door.register)
    extract = extract_of(door.register, review, door.today, door.records)
    for ref, _ in extract.reviews:
        telling_host.showed(door, ref)
    if options.marking is not None:
        extract = replace(extract, marking=options.marking)
    kept = copies_named(extract) if options.files is not None else {}
    if options.files is not None and not kept:
        output.say("No evidence of it has a file kept in the register: no folder is made.")
    copying = (
        copies_of(door.register.kept, options.files, kept)
        if options.files is not None and kept
        else nullcontext()
    )
    with copying as copies:
        content, notes, template = _made(door, extract, meant, options.template, bool(kept))
        with_files = f", with {counted(len(kept), 'kept file')}" if kept else ""
        what = f"{', '.join(ref for ref, _ in extract.reviews)}: {extract.title}{with_files}"

        def record() -> None:
            _record(door, extract, shortened(what, _LONGEST), out, options)

        place(content, sys.stdout.buffer if out == "-" else Path(out), record)
        if copies is not None:
            copies.place()
    for note in notes:
        output.say(note)
    if door.json:
        output.print_json(
            {
                "report": "extract",
                "out": out,
                "rest": None,
                "format": meant,
                "reviews": [ref for ref, _ in extract.reviews],
                "case": extract.case or None,
                "records": {one.table: one.number for one in extract.counts},
                "named": len(extract.named),
                "history": len(extract.history),
                "files": list(kept),
                "folder": str(options.files) if kept else None,
                "marking": extract.marking,
                "as_at": extract.as_at.isoformat(),
                "entry": extract.head.number,
                "hash": extract.head.hash,
                "template": template,
            }
        )
        return
    output.say(f"Written as at {extract.head}: {out}")
    output.say(
        f"Everything held on {extract.title}: {counted(len(extract.records), 'record')} and "
        f"{counted(len(extract.history), 'entry', 'entries')} of the history. It is not redacted."
    )
    if extract.beside:
        others = ", ".join(ref for ref, _ in extract.beside)
        output.say(f"Other reviews of the same case are not in it: {others}.")
    if kept:
        output.say(f"Files copied under their numbers: {len(kept)}, in {options.files}")


def _made(
    door: Door, extract: "Extract", format: str, template: Path | None, copied: bool
) -> tuple[bytes, tuple[str, ...], str | None]:
    """The document with what to say beside it, and the name of its template."""
    if format != "docx":
        from auditrack.reports.extract.formats import written

        return written(extract, format), (), None
    from auditrack.cli.progress import Progress
    from auditrack.reports.extract.report import report_of
    from auditrack.reports.kit.making import make

    made = make(report_of(extract, copied), template, Progress("The extract", unit="sections"))
    if made.rest is not None:
        raise _bad(
            "This template has a table with more rows than a page holds, and an extract leaves "
            "nothing out.",
            "Take the rows out of the template: the sections print every record.",
        )
    return made.document, made.notes, made.template.name


def _record(door: Door, extract: "Extract", what: str, out: str, options: AboutOptions) -> None:
    """Records that it leaves; unlike other exports it does not leave where that cannot be."""
    from auditrack.commands.export import RecordExport
    from auditrack.commands.run import run
    from auditrack.register import host_log

    answer = run(
        door.register,
        RecordExport(
            "extract",
            extract.head.number,
            extract.head.hash,
            what=what,
            marking=extract.marking,
            to=options.to,
            file=None if out == "-" else Path(out).name,
            why=options.why,
        ),
    )
    if isinstance(answer, Refusal):
        raise RefusedError(replace(answer, safe=_SAFE))
    host_log.exported(door.register.where, "extract", answer.entry.number)


def _format(door: Door, format: str | None, out: str) -> str:
    """The format asked for: as said, else by the ending of the file, else Word."""
    from auditrack.reports.extract.formats import FORMATS

    meant = format or (Path(out).suffix[1:] if out != "-" else "") or FORMATS[0]
    meant = {"markdown": "md"}.get(meant.casefold(), meant.casefold())
    if meant not in FORMATS:
        raise _bad(
            f'"{output.plain(meant)}" is no format of an extract.',
            f"It is {', '.join(FORMATS[:-1])} or {FORMATS[-1]}: say so with --format.",
        )
    return meant


def _bad(message: str, todo: str) -> RefusedError:
    return RefusedError(Refusal("bad-value", message, safe=_SAFE, todo=todo))
