"""`backup`, `restore` and `export`: the register out whole, and back."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

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
    manifest = write_backup(
        register.path,
        file,
        register.actor,
        register.clock(),
        __version__,
        Progress("Backing up"),
        record,
    )
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
        Path, typer.Argument(help="The folder to make; nothing may be there.", metavar="PATH")
    ],
) -> None:
    """Check every sum and the whole chain before anything is at PATH."""
    if not file.is_file():
        door.refuse("no-file", f"{file} is not a file.", "Name a backup, or exported JSON Lines.")
    with file.open("rb") as stream:
        first = stream.read(1)
    if first == b"{":
        _from_lines(door, file, path)
    else:
        _from_backup(door, file, path)


def _from_backup(door: Door, file: Path, path: Path) -> None:
    import msgspec

    from auditrack.cli.progress import Progress
    from auditrack.model.change import Head
    from auditrack.register.restoration import restore_backup

    manifest = restore_backup(file, path, Progress("Restoring"))
    if door.json:
        output.print_json({"path": str(path), **msgspec.to_builtins(manifest)})
    else:
        output.line(str(path))
    output.say(f"The register of {manifest.board} is restored.")
    output.say(f"It stands at {Head(manifest.entry, manifest.head)}.")
    if manifest.absent:
        output.say(f"{len(manifest.absent)} kept files were missing when it was backed up.")
    output.say(
        "Whoever saw later entries is warned until they say: auditrack verify --witness-anew. "
        "Do not go on in two copies of one register: they cannot be joined."
    )


def _from_lines(door: Door, file: Path, path: Path) -> None:
    from auditrack.register.identity import current_actor
    from auditrack.register.json_lines import register_from_lines

    counts = register_from_lines(file, path, current_actor())
    if door.json:
        output.print_json({"path": str(path), "records": counts})
    else:
        output.line(str(path))
    output.say(
        f"A new register with {sum(counts.values()):,} records. Its history begins here: "
        "who did what before, and kept files, are in a backup only."
    )


@verb(export_app, "export", "Every record as JSON Lines, to be read by programs or restored.")
def export(
    door: Door,
    out: Annotated[
        str, typer.Option("--out", help="The file to write; - writes to standard output.")
    ],
    format: Annotated[str, typer.Option("--format", help="jsonl: one record a line.")] = "jsonl",
    to: Annotated[str | None, typer.Option("--to", help="Whom it goes to.")] = None,
) -> None:
    """Write every record with all its fields; the export is recorded before it is in place."""
    if format != "jsonl":
        door.refuse("bad-value", f'"{format}" is no format of an export.', "It is jsonl.")
    if door.json and out == "-":
        door.refuse(
            "one-output",
            "Standard output cannot carry the records and JSON about them at once.",
            "Leave --json out, or name a file with --out.",
        )
    from auditrack.cli.recording import record_export
    from auditrack.register.json_lines import records_as_lines
    from auditrack.reports.placing import place

    head = door.records.head
    content = b"".join(records_as_lines(door.register, door.records))
    file = None if out == "-" else Path(out).name

    def record() -> None:
        record_export(door, "records", head, what="every record", to=to, file=file)

    place(content, sys.stdout.buffer if out == "-" else Path(out), record)
    if door.json:
        output.print_json(
            {
                "out": out,
                "format": format,
                "records": content.count(b"\n") - 1,
                "entry": head.number,
                "hash": head.hash,
            }
        )
    else:
        output.say(f"Written as at {head}: {out}")
