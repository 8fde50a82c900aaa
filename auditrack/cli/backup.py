"""`backup`, `restore` and `export`: the register out whole, and back."""

import shlex
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

if TYPE_CHECKING:
    from auditrack.register.backup import Backed
    from auditrack.register.postgres.address import Place

backup_app = single()
restore_app = single()
export_app = single()


@verb(backup_app, "backup", "Back the register up into one file, while others work.")
def backup(
    door: Door,
    file: Annotated[Path, typer.Argument(help="The file to make.", metavar="FILE")],
) -> None:
    """Write journal and kept files into a new file of mode 0600, and read it back."""
    import msgspec

    from auditrack import __version__
    from auditrack.cli.progress import Progress
    from auditrack.cli.recording import record_export
    from auditrack.model.change import Head
    from auditrack.register.backup import write_backup
    from auditrack.register.backup_file import Manifest
    from auditrack.register.host import encryption

    def record(manifest: Manifest) -> None:
        head = Head(manifest.entry, manifest.head)
        record_export(door, "backup", head, file=file.name)

    register = door.register

    def written(source: "Path | Backed") -> Manifest:
        progress = Progress("Backing up")
        t = register.clock()
        return write_backup(source, file, register.actor, t, __version__, progress, record)

    if register.folder is None:
        from auditrack.register.postgres.backing import backed

        with backed(register) as source:
            manifest = written(source)
    else:
        manifest = written(register.folder)
    seen = encryption(file.parent)
    encrypted = seen is not None and seen.well is True
    if door.json:
        output.print_json(
            {"file": str(file), "encrypted": encrypted, **msgspec.to_builtins(manifest)}
        )
    else:
        output.line(str(file))
    head = Head(manifest.entry, manifest.head)
    files = len(manifest.files)
    output.say(
        f"Backed up at {head}, with {files} kept file{'' if files == 1 else 's'}, and read back."
    )
    if manifest.absent:
        output.say(
            f"{len(manifest.absent)} kept files are missing or changed and are not in it; "
            "`auditrack verify --all-files` says which."
        )
    if not encrypted:
        output.say(
            "The disk it lies on is not known to be encrypted, and the backup holds everything: "
            "move it to one that is, or encrypt the file."
        )


@verb(restore_app, "restore", "Make a register from a backup, or from exported JSON Lines.")
def restore(
    door: Door,
    file: Annotated[Path, typer.Argument(help="The backup, or the records.", metavar="FILE")],
    path: Annotated[
        str,
        typer.Argument(
            help="The folder to make, or postgresql://HOST/DATABASE?organisation=NAME; nothing "
            "may be there.",
            metavar="PATH",
        ),
    ],
    files: Annotated[
        Path | None,
        typer.Option(
            "--files", help="With exported records: the folder of kept files.", metavar="FOLDER"
        ),
    ] = None,
) -> None:
    """Check every sum and the whole chain before anything is at PATH."""
    if not file.is_file():
        door.refuse("no-file", f"{file} is not a file.", "Name a backup, or exported JSON Lines.")
    from auditrack.cli.config import typed_register
    from auditrack.register.restoration import holds_records

    place = typed_register(path, door.organisation)
    if holds_records(file):
        _from_lines(door, file, place, files)
    elif files is not None:
        door.refuse("bad-value", "A backup holds its kept files itself.", "Leave --files out.")
    else:
        _from_backup(door, file, place)


def _from_backup(door: Door, file: Path, place: "Place") -> None:
    import msgspec

    from auditrack.cli.progress import Progress
    from auditrack.model.change import Head

    progress, made = Progress("Restoring"), str(place)
    if isinstance(place, Path):
        from auditrack.register.restoration import restore_backup

        manifest = restore_backup(file, place, progress)
    else:
        from auditrack.register.identity import current_actor
        from auditrack.register.postgres.backing import restore_into

        manifest, made = restore_into(file, place, current_actor(), progress)
    if door.json:
        output.print_json({"path": made, **msgspec.to_builtins(manifest)})
    else:
        output.line(made)
    output.say(f"The register of {manifest.board} is restored.")
    output.say(f"It stands at {Head(manifest.entry, manifest.head)}.")
    if manifest.absent:
        output.say(f"{len(manifest.absent)} kept files were missing when it was backed up.")
    output.say(
        "Whoever saw later entries is warned until they say: auditrack verify --witness-anew. "
        "Do not go on in two copies of one register: they cannot be joined."
    )


def _from_lines(door: Door, file: Path, place: "Place", files: Path | None) -> None:
    from auditrack.cli.progress import Progress
    from auditrack.register.evidence_back import absent_of, files_named
    from auditrack.register.identity import current_actor
    from auditrack.register.json_lines import database_from_lines, register_from_lines
    from auditrack.register.store import open_register

    progress, actor, made = Progress("Reading kept files"), current_actor(), str(place)
    if isinstance(place, Path):
        counts = register_from_lines(file, place, actor, files=files, progress=progress)
    else:
        counts, made = database_from_lines(file, place, actor, files, progress)
        place = place.of(made.rpartition("=")[2])
    with open_register(place, read_only=True) as register:
        named = files_named(register)
        absent = absent_of(register.kept, named.keys())
    if door.json:
        waits = sorted(ref for name in absent for ref in named[name])
        kept = {"back": len(named) - len(absent), "awaited": waits}
        output.print_json({"path": made, "records": counts, "files": kept})
    else:
        output.line(made)
    output.say(
        f"A new register with {sum(counts.values()):,} records. Its history begins here: "
        "who did what before is in a backup only."
    )
    if named:
        output.say(f"{len(named) - len(absent):,} of {len(named):,} kept files are put back.")
    if absent:
        output.say(
            "Put the others back with: "
            f"auditrack --register {shlex.quote(made)} verify --files-from FOLDER"
        )


@verb(export_app, "export", "Any list or view as xlsx, csv, json or markdown; or every record.")
def export(
    door: Door,
    out: Annotated[
        str | None, typer.Option("--out", help="The file to write; - writes to standard output.")
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="xlsx, csv, json or md: a list or view, see --what; jsonl: every record, one a "
            "line, to be restored; ics: a calendar of what is due. Without it the ending of --out "
            "says which; another ending is jsonl.",
        ),
    ] = None,
    what: Annotated[
        str | None,
        typer.Option(
            "--what",
            help="The list or view (default: recommendations), or all; --list names them.",
            metavar="NOUN",
        ),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="Print every list and view there is, and no record.")
    ] = False,
    filter: Annotated[
        str | None,
        typer.Option(
            "--filter",
            help='As typed above a list: words, agency:police theme:neglect overdue "no-evidence".',
        ),
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
    marking: Annotated[
        str | None,
        typer.Option("--marking", help="The marking of a list (default: the board's); or none."),
    ] = None,
    files: Annotated[
        Path | None,
        typer.Option(
            "--files",
            help="jsonl and --about: copy the kept files into a new folder too.",
            metavar="FOLDER",
        ),
    ] = None,
    blank_sheet: Annotated[
        bool, typer.Option("--blank-sheet", help="A clean sheet to fill in, and no record.")
    ] = False,
    agency: Annotated[
        str | None, typer.Option("--agency", help="Only what concerns this agency.")
    ] = None,
    theme: Annotated[
        str | None, typer.Option("--theme", help="List: only what speaks of this theme.")
    ] = None,
    review: Annotated[
        str | None, typer.Option("--review", help="List: only what comes from this review.")
    ] = None,
    lead: Annotated[
        str | None, typer.Option("--lead", help="Calendar: only what concerns this lead.")
    ] = None,
    subgroup: Annotated[
        str | None,
        typer.Option("--subgroup", help="Only what this subgroup delivers or assures."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", help="Its first day, by what a list or calendar is dated by.", metavar="DATE"
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Its last day.", metavar="DATE")
    ] = None,
    with_withdrawn: Annotated[
        bool,
        typer.Option("--with-withdrawn", help="List: withdrawn records too, which never count."),
    ] = False,
    disclosure: Annotated[
        bool,
        typer.Option(
            "--disclosure",
            help="List or calendar: write nothing while it holds what must not be public.",
        ),
    ] = False,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            help="Everything held on a review, or on all reviews of a case, with its history, for "
            "a lawyer: docx (default), json, md or xlsx. Not redacted.",
            metavar="REVIEW",
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", help="--about: your own Word template.", metavar="FILE"),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option("--why", help="--about: why it leaves; kept in the history.", metavar="TEXT"),
    ] = None,
) -> None:
    """Write a list, a calendar or every record; recorded before it is in place.

    A list holds every field whole. Recommendations and actions written as xlsx or csv come back in
    with `import`, and what nobody changed is unchanged.

    With --about REVIEW everything held on one review, withdrawn records and the history too, for
    a lawyer to redact. It is for officers and above.

    With --format ics a calendar: all-day events of what is due, by reference, kind and role, and
    no text of any recommendation. Taken in again it moves an event, cancels what is over and
    doubles none.
    """
    from auditrack.cli.export import ListOptions, export_list, format_meant, print_nouns

    options = ListOptions(
        what, filter, agency, theme, review, subgroup, since, until, with_withdrawn, marking
    )
    narrowed = dict(agency=agency, lead=lead, subgroup=subgroup, since=since, until=until)
    if listed:
        print_nouns(door)
        return
    if out is None:
        raise typer.BadParameter("Missing option '--out'.")
    if blank_sheet:
        if (
            files is not None
            or to is not None
            or lead is not None
            or options != ListOptions()
            or (about, template, why) != (None, None, None)
            or disclosure
            or format not in (None, "jsonl")
        ):
            door.refuse(
                "bad-value",
                "A blank sheet holds no record, so there is nothing to copy or to account for.",
                "Leave every option but --out out.",
            )
        from auditrack.cli.sheets import export_blank_sheet

        export_blank_sheet(door, out)
        return
    if disclosure and (about is not None or format_meant(door, format, out, what) == "jsonl"):
        door.refuse(
            "bad-value",
            "--disclosure is for a list or a calendar: every record, and everything on a review, "
            "is never for the public.",
            "Leave it out.",
        )
    if about is not None:
        narrowing = replace(options, marking=None)
        if narrowing != ListOptions() or lead is not None:
            door.refuse(
                "bad-value",
                "Everything held on a review is written, so there is nothing to choose or narrow.",
                "Leave --what, --filter and what else narrows a list out.",
            )
        from auditrack.cli.export_about import AboutOptions, export_about

        export_about(door, about, out, format, AboutOptions(files, template, marking, to, why))
        return
    if template is not None or why is not None:
        door.refuse(
            "bad-value",
            "--template and --why are for an export of everything on a review.",
            "Leave them out, or name the review with --about.",
        )
    format = format_meant(door, format, out, what)
    if format not in ("xlsx", "csv", "json", "md", "jsonl", "ics"):
        door.refuse(
            "bad-value",
            f'"{format}" is no format of an export.',
            "It is xlsx, csv, json, md, jsonl or ics.",
        )
    if format == "jsonl" and (lead is not None or options != ListOptions()):
        door.refuse(
            "bad-value",
            "Every record is written, so there is nothing to narrow.",
            "Leave those options out, or say --format xlsx, csv, json or md for a list, or ics "
            "for a calendar.",
        )
    if door.json and out == "-":
        door.refuse(
            "one-output",
            "Standard output cannot carry the records and JSON about them at once.",
            "Leave --json out, or name a file with --out.",
        )
    if format != "jsonl" and files is not None:
        door.refuse(
            "bad-value",
            "A calendar holds no kept files." if format == "ics" else "A list holds no kept files.",
            "Leave --files out.",
        )
    if format == "ics":
        if options != ListOptions(agency=agency, subgroup=subgroup, since=since, until=until):
            door.refuse(
                "bad-value",
                "A calendar is narrowed by agency, lead, subgroup and days alone.",
                "Leave the other options out.",
            )
        from auditrack.cli.calendar import export_calendar

        export_calendar(door, out, to=to, disclosure=disclosure, **narrowed)
        return
    if format != "jsonl":
        if lead is not None:
            door.refuse(
                "bad-value",
                "--lead narrows a calendar.",
                'For a list give --filter "lead:NAME".',
            )
        export_list(door, format, out, options, to, disclosure)
        return
    from auditrack.cli.progress import Progress
    from auditrack.cli.recording import record_export
    from auditrack.register.evidence_back import copy_out
    from auditrack.register.json_lines import records_as_lines
    from auditrack.reports.kit.placing import place

    head = door.records.head
    content = b"".join(records_as_lines(door.register, door.records))
    file = None if out == "-" else Path(out).name

    what = "every record" if files is None else "every record and kept file"
    there, absent = 0, 0

    def record() -> None:
        nonlocal there, absent
        if files is not None:
            there, absent = copy_out(
                door.register, files, door.records, Progress("Copying kept files")
            )
        try:
            record_export(door, "records", head, what=what, to=to, file=file)
        except BaseException:
            if files is not None:
                shutil.rmtree(files)  # what is not recorded has not left the register
            raise

    place(content, sys.stdout.buffer if out == "-" else Path(out), record)
    if door.json:
        output.print_json(
            {
                "out": out,
                "format": format,
                "records": content.count(b"\n") - 1,
                "entry": head.number,
                "hash": head.hash,
                **({"files": there, "absent": absent} if files is not None else {}),
            }
        )
    else:
        output.say(f"Written as at {head}: {out}")
    if files is not None:
        output.say(f"Kept files copied to {files}: {there:,}.")
        if absent:
            output.say(
                f"{absent:,} kept files are missing or changed and are not among them; "
                "`auditrack verify --all-files` says which."
            )
    else:
        _say_files_stay(door)


def _say_files_stay(door: Door) -> None:
    """That kept files are not in what was written, where there are any."""
    from auditrack.register.evidence_back import files_named

    named = len(files_named(door.records))
    if named:
        output.say(
            f"The records name {named:,} kept files, which are not in it: "
            "copy them too with --files FOLDER, or make a backup."
        )
