"""`verify`: whether the register is whole."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb

if TYPE_CHECKING:
    from auditrack.register.verify import Verification

app = single()

_WAS_IT_PUT_BACK = (
    "Was it put back from a backup, and do you know by whom? "
    "Then say so once: auditrack verify --witness-anew."
)


@verb(app, "verify", "Whether the register is whole, and what is still good where it is not.")
def verify(
    door: Door,
    snapshot: Annotated[
        bool,
        typer.Option(
            "--snapshot",
            help="Write the snapshot anew, from the first line on; in a database, the records.",
        ),
    ] = False,
    all_files: Annotated[
        bool,
        typer.Option(
            "--all-files", help="Read every kept file, however long it takes (else for a minute)."
        ),
    ] = False,
    files_from: Annotated[
        Path | None,
        typer.Option(
            "--files-from",
            help="First put back missing kept files from a folder, known by what they hold.",
            metavar="FOLDER",
        ),
    ] = None,
    shut: Annotated[
        bool,
        typer.Option(
            "--close-off",
            help="After a power cut: leave out last saves that reached the disk in part.",
        ),
    ] = False,
    witness_anew: Annotated[
        bool,
        typer.Option(
            "--witness-anew",
            help="After a restore that you know of: trust the journal as it stands from now on.",
        ),
    ] = False,
) -> None:
    """Follow every line; compare the snapshot, the kept files and this officer's witness."""
    from auditrack.cli.progress import Progress
    from auditrack.register.evidence_check import WITHIN

    within = None if all_files else WITHIN
    progress = Progress("Reading kept files")
    if shut:
        from auditrack.register.close_off import close_off
        from auditrack.register.identity import current_actor

        if not isinstance(door.place, Path):
            door.refuse(
                "no-folder",
                "A database takes back by itself what a power cut left unfinished.",
                "Leave --close-off out.",
            )
        output.say(str(close_off(door.place, current_actor())))
    if witness_anew:
        door.register.trust()
    if files_from is not None:
        from auditrack.register.evidence_back import put_back

        back = len(put_back(door.register, files_from, Progress("Looking for kept files")))
        output.say(f"{back:,} kept file{'' if back == 1 else 's'} put back.")
    found = door.register.verify(snapshot, within, progress)
    if door.json:
        output.print_json({"ok": found.ok, **msgspec.to_builtins(found)})
    else:
        output.line(_headline(found))
        output.print_lines(f"- {sentence}" for sentence in found.sentences)
    if witness_anew:
        output.say("Your witness is anew: it vouches for the register as it stands now.")
    elif found.witness == "differs":
        output.say(_WAS_IT_PUT_BACK)
    if snapshot and door.register.read_only:
        output.say(f"No snapshot was written: {door.register.read_only}")
    if _is_only_earlier(found):
        door.refuse(
            "does-not-hold",  # the host's log goes by this word
            "The register holds as far as it goes, and this officer saw it go further.",
            f"{_WAS_IT_PUT_BACK} If not, ask who had it in hand before anybody relies on it.",
        )
    if not found.ok:
        door.refuse(
            "does-not-hold",
            "The register does not hold in every way: what was found says where.",
            "Put that right before anybody relies on it.",
        )


def _headline(found: "Verification") -> str:
    if found.ok:
        return "The register holds."
    if _is_only_earlier(found):
        return "What is there holds, and ends earlier than what this officer saw."
    return "Something does not hold."


def _is_only_earlier(found: "Verification") -> bool:
    """Whether nothing is wrong but that later entries were seen, as of a copy put back."""
    return found.witness == "shortened" and msgspec.structs.replace(found, witness="agrees").ok
