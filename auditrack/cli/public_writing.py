"""What is public on its way out: signed off, still public, looked through, recorded, placed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from auditrack.cli import output
from auditrack.cli.door import Door

if TYPE_CHECKING:
    from auditrack.model.disclosed import Part
    from auditrack.model.publication import Publication
    from auditrack.reports.kit.making import Made, Report

MARKINGS: Final = ("", "For publication")
"""How a public copy may be marked."""


def write_public(
    door: Door,
    report: "Report",
    out: str,
    template: Path | None,
    publication: "Publication",
    *,
    told: dict[str, Any] | None = None,
) -> None:
    """Write a public copy of a report into `out`; recorded before it is in place.

    Args:
        door: whose register it is from.
        report: what it says, made of what is public of the publication.
        out: the file, or - for standard output.
        template: a template to write over.
        publication: the publication that it is of, from `views.publications.signed_off`.
        told: further keys of the answer with `--json`.

    Raises:
        RefusedError: something of it may no longer be public, the disclosure check stops something
            in the finished file, or it cannot be written; nothing was written then.
    """
    from msgspec.structs import replace

    from auditrack.cli.report_writing import write_report
    from auditrack.views.publications import PUBLIC

    _must_be_public(door, publication)
    marking = report.imprint.marking
    if marking not in MARKINGS:
        report = replace(report, imprint=replace(report.imprint, marking=""))

    def checked(made: "Made") -> None:
        files = {"report.docx": made.document}
        if made.rest is not None:
            files["rest.xlsx"] = made.rest
        _check(door, publication, files, Path(out).name)

    write_report(
        door,
        report,
        out,
        template,
        what=publication.ref,
        period=_period(publication),
        to=PUBLIC,
        told={"publication": publication.ref, "public": True, **(told or {})},
        checked=checked,
    )


def write_public_folder(
    door: Door,
    pages: Mapping[str, bytes],
    out: Path,
    publication: "Publication",
    *,
    told: dict[str, Any] | None = None,
) -> None:
    """Write a folder of public pages, as a whole; recorded before it is in place.

    Args:
        door: whose register they are from.
        pages: each page's content by its path in the folder.
        out: the folder to make, or one of auditrack's to replace.
        publication: the publication that they are of.
        told: further keys of the answer with `--json`.

    Raises:
        RefusedError: as `write_public`, and where the folder holds what auditrack did not write.
    """
    from auditrack.cli.recording import record_export
    from auditrack.model.change import Head
    from auditrack.reports.kit.placing_folder import must_lie_outside, place_folder
    from auditrack.views.publications import PUBLIC

    must_lie_outside(out, door.register.folder)
    _must_be_public(door, publication)
    _check(door, publication, pages, out.name)
    head = Head(publication.head_number or 0, publication.head_hash or "")

    def record() -> None:
        record_export(
            door,
            publication.kind,
            head,
            what=publication.ref,
            period=_period(publication),
            to=PUBLIC,
            file=out.name,
        )

    place_folder(pages, out, record)
    if door.json:
        output.print_json(
            {
                "publication": publication.ref,
                "public": True,
                "out": str(out),
                "pages": sorted(pages),
                **(told or {}),
                "as_at": publication.as_at,
                "entry": head.number,
                "hash": head.hash,
            }
        )
        return
    output.say(f"{len(pages)} files written as at {head}: {output.plain(str(out))}")


def must_be_plain(door: Door, marking: str | None, to: str | None) -> None:
    """Refuse a marking or an addressee, and another state than the one that was signed off."""
    if marking is not None or to is not None:
        door.refuse(
            "not-with-public",
            "A public copy has no marking and no addressee of its own.",
            "Leave --marking and --to out.",
        )
    if door.records is not door.register:
        door.refuse(
            "read-only-view",
            "A publication is frozen at an entry of its own, and is made from no other.",
            "Leave --as-recorded out.",
        )


def _must_be_public(door: Door, publication: "Publication") -> None:
    """Refuse another day than the publication's own, and what may be public no longer."""
    from auditrack.model.dates import in_words
    from auditrack.views.still_public import must_still_be_public

    if door.as_at_given and door.today.isoformat() != publication.as_at:
        door.refuse(
            "other-day",
            f"{publication.ref} was signed off as at {in_words(publication.as_at)}, and is not "
            f"published as at {in_words(door.today.isoformat())}.",
            "Leave --as-at out, or prepare another publication.",
        )
    _must_be_recordable(door, publication)
    must_still_be_public(door.register, publication, _today())


def _must_be_recordable(door: Door, publication: "Publication") -> None:
    """Refuse a login whose export could not be recorded: nothing gets out to the public unseen."""
    from auditrack.commands.export import RecordExport
    from auditrack.commands.run import check
    from auditrack.model.change import RefusedError

    if door.register.read_only is not None:
        door.refuse(
            "read-only",
            f"The register is open for reading only, so that {publication.ref} is published cannot "
            "be recorded.",
            "Ask somebody who may write to the register.",
        )
    head = publication.head_number or 0, publication.head_hash or "none"
    if refused := check(door.register, RecordExport(publication.kind, *head)):
        raise RefusedError(refused)


def _check(door: Door, publication: "Publication", files: Mapping[str, bytes], called: str) -> None:
    """Run the disclosure check over finished files, and say that it is an aid."""
    from auditrack.cli.progress import Progress
    from auditrack.intake.disclosed import parts_of
    from auditrack.views.disclosure import AID, check_files
    from auditrack.views.still_public import must_be_clear
    from auditrack.views.wording import counted

    told = Progress("The disclosure check", unit="files")

    def read() -> Iterator[tuple[str, "Sequence[Part]"]]:
        for done, (name, content) in enumerate(files.items()):
            told(done, len(files))
            yield name, parts_of(content, name)

    found = check_files(door.register, read(), called)
    must_be_clear(publication, found)
    released = sum(len(one.released) for one in found.values())
    if released:
        places = counted(released, "place")
        output.say(f"Let through, for somebody released it with a reason: {places}.")
    output.say(AID)


def _period(publication: "Publication") -> str | None:
    if publication.since and publication.until:
        return f"{publication.since}..{publication.until}"
    return None


def _today() -> date:
    """The day it is, whatever day a report is judged by."""
    import time

    from auditrack.model.dates import today_in_london

    return today_in_london(int(time.time() * 1000))
