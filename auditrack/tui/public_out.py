"""What goes to agencies before publication and to the public after it, from the screen.

Everything here reads the whole register: not for the thread that paints.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from auditrack.model.change import Head, Refusal, RefusedError, Saved
from auditrack.model.publication import Publication
from auditrack.model.record import view_of
from auditrack.tui.plain import one_line
from auditrack.views.wording import counted, listed

if TYPE_CHECKING:
    from auditrack.commands.command import Command
    from auditrack.reports.kit.making import Report
    from auditrack.tui.session import Session
    from auditrack.views.publications import CommentNow, PublicationNow

Told = Callable[[int, int], None]
"""Hears how many sections of how many are written."""

_MARKINGS = ("", "For publication")
"""How a public copy may be marked: a working paper's marking has no place on it."""

FOLDERS = frozenset({"record"})
"""Kinds of publication that are a folder of pages."""


# To agencies


def send_papers(
    session: "Session", ref: str, agencies: Sequence[str], folder: Path, due_back: str | None
) -> str:
    """Write each agency what is said of it, record all of them as sent, and place the files.

    Args:
        session: whose register it is.
        ref: the publication.
        agencies: those meant, by reference; none for every one that was not sent its part.
        folder: where the papers go.
        due_back: until when they may comment, where it is not the day set for all.

    Raises:
        RefusedError: nobody was sent anything, and no file is in place.
    """
    from auditrack.commands.right_of_reply import PartSent, SendPublication
    from auditrack.commands.run import check
    from auditrack.model.refs import slug
    from auditrack.register import host_log
    from auditrack.reports.kit.making import make
    from auditrack.reports.kit.placing import place_all
    from auditrack.reports.right_of_reply.report import report_of
    from auditrack.views.right_of_reply import due_back_of, right_of_reply

    register, today = session.register_for_settings, session.writing_day
    with session.reading():
        now = _now(session, ref)
        rows = _meant(now, agencies)
        names = {
            one.record.agency: f"{ref}-{slug(one.name, 6)[:60] or one.record.agency}.docx"
            for one in rows
        }
        command = SendPublication(
            ref, tuple(PartSent(agency, name) for agency, name in names.items()), due_back
        )
        if refused := check(register, command, today=today):
            raise RefusedError(refused)
        files: dict[Path, bytes] = {}
        for one in rows:
            agency = one.record.agency
            day = due_back or one.record.due_back or due_back_of(register, now.record, today)
            made = make(report_of(right_of_reply(register, now.record, agency, day)))
            path = folder / names[agency]
            files[path] = made.document
            if made.rest is not None:
                files[path.with_name(f"{path.stem}-rest.xlsx")] = made.rest
    _may_all_be_used(session, files)
    saved: list[Saved] = []
    missing = place_all(files, lambda: saved.append(_save(session, command)))
    for _ in rows:
        host_log.exported(register.where, "right-of-reply", saved[0].entry.number)
    said = f"{counted(len(rows), 'paper')} written to {folder} and recorded as sent."
    if missing:
        said += f" Not in place: {listed(path.name for path in missing)}."
    return said


def _meant(now: "PublicationNow", agencies: Sequence[str]) -> list["CommentNow"]:
    if agencies:
        return [one for one in now.comments if one.record.agency in agencies]
    found = [one for one in now.comments if not one.record.sent_on]
    if not found:
        raise RefusedError(
            Refusal(
                "no-change",
                f"Every agency that {now.record.ref} names was sent its part."
                if now.comments
                else f"{now.record.ref} names no agency, so there is nobody to send a part to.",
                todo="Name one to send it again." if now.comments else None,
            )
        )
    return found


# To the public


def write_public(session: "Session", ref: str, out: Path, told: Told, contact: str = "") -> str:
    """Write the public copy of a publication: looked through, recorded, then put in place.

    Args:
        session: whose register it is.
        ref: the publication.
        out: the file; of a public record, the folder.
        told: hears how far it is; what it raises stops it.
        contact: whom a reader of a public record may write to; it is printed.

    Raises:
        RefusedError: it is not signed off by two, something of it may be public no longer, the
            check for disclosure stops something, or it cannot be written. Nothing was written.
    """
    from auditrack.commands.export import RecordExport
    from auditrack.intake.disclosed import parts_of
    from auditrack.register import host_log
    from auditrack.reports.kit.placing import place_all
    from auditrack.reports.kit.placing_folder import must_lie_outside, place_folder
    from auditrack.views.disclosure import AID, check_files
    from auditrack.views.publications import PUBLIC
    from auditrack.views.still_public import must_be_clear, must_still_be_public

    register = session.register_for_settings
    must_lie_outside(out, register.folder)
    with session.reading():
        now = _now(session, ref)
        _must_be_signed(now)
        publication = now.record
        must_still_be_public(register, publication, session.writing_day)
        contents = _contents(session, publication, told, contact)
        found = check_files(
            register,
            ((name, parts_of(content, name)) for name, content in contents.items()),
            out.name,
        )
        must_be_clear(publication, found)
    head = Head(publication.head_number or 0, publication.head_hash or "")
    period = (
        f"{publication.since}..{publication.until}"
        if publication.since and publication.until
        else None
    )
    saved: list[Saved] = []

    def record() -> None:
        command = RecordExport(
            publication.kind,
            head.number,
            head.hash,
            what=ref,
            period=period,
            to=PUBLIC,
            file=out.name,
        )
        saved.append(_save(session, command))

    if publication.kind in FOLDERS:
        _may_all_be_used(session, {out: b""})
        place_folder(contents, out, record)
        where = f"{counted(len(contents), 'file')} written to {out}"
    else:
        files = {out: contents["report.docx"]}
        if "rest.xlsx" in contents:
            files[out.with_name(f"{out.stem}-rest.xlsx")] = contents["rest.xlsx"]
        _may_all_be_used(session, files)
        _must_be_free(files)
        place_all(files, record)
        where = f"Written to {out}"
    host_log.exported(register.where, publication.kind, saved[0].entry.number)
    released = sum(len(one.released) for one in found.values())
    let = f" {counted(released, 'place')} released with a reason." if released else ""
    return f"{where}, as at {head}, on record as {saved[0].references[0]}.{let} {AID}"


def _contents(
    session: "Session", publication: Publication, told: Told, contact: str
) -> Mapping[str, bytes]:
    """The finished files of a public copy, by name."""
    from msgspec.structs import replace

    from auditrack.reports.kit.making import make

    if publication.kind == "record":
        from auditrack.reports.site import pages_of
        from auditrack.views.site import site_of

        return pages_of(site_of(session.register_for_settings, publication, contact=contact))
    report = _report(session, publication)
    if report.imprint.marking not in _MARKINGS:
        report = replace(report, imprint=replace(report.imprint, marking=""))
    made = make(report, None, told)
    return {"report.docx": made.document} | ({"rest.xlsx": made.rest} if made.rest else {})


def _report(session: "Session", publication: Publication) -> "Report":
    register = session.register_for_settings
    if publication.kind != "annual":
        from auditrack.reports.public_copy.response import report_of as response_of
        from auditrack.reports.public_copy.themes import report_of as themes_of
        from auditrack.views.site import site_of

        site = site_of(register, publication)
        return themes_of(site) if publication.kind == "themes" else response_of(site)
    from auditrack.reports.annual.report import report_of
    from auditrack.views.annual import annual_of
    from auditrack.views.right_of_reply import day_of

    return report_of(
        annual_of(
            register,
            date.fromisoformat(publication.since or ""),
            date.fromisoformat(publication.until or ""),
            day_of(publication),
            register.as_recorded(publication.head_number or 0),
            publication.headings,
            public=True,
            publication=publication.ref,
        )
    )


def _must_be_signed(now: "PublicationNow") -> None:
    from auditrack.views.page_publication import missing

    ref = now.record.ref
    if now.record.withdrawn_on:
        raise RefusedError(
            Refusal("withdrawn", f"{ref} was withdrawn: nothing is written from it.", ref=ref)
        )
    if not now.is_signed_off:
        raise RefusedError(
            Refusal(
                "not-signed-off",
                f"{ref} is not signed off by the chair and one other. {' '.join(missing(now))}",
                ref=ref,
                safe="Nothing was written.",
            )
        )


# Both


def _now(session: "Session", ref: str) -> "PublicationNow":
    from auditrack.views.publications import publication_now

    document = session.records.get("publications", ref)
    if document is None:
        raise RefusedError(
            Refusal("unknown-reference", f"No publication is called {one_line(ref)}.", ref=ref)
        )
    view_of(Publication, document)
    return publication_now(session.records, document, session.writing_day)


def _save(session: "Session", command: "Command") -> Saved:
    came = session.save_now(command)
    if isinstance(came, Refusal):
        raise RefusedError(came)
    return came


def _may_all_be_used(session: "Session", files: Mapping[Path, bytes]) -> None:
    if session.may_use is not None:
        for path in files:
            session.may_use(str(path))


def _must_be_free(files: Mapping[Path, bytes]) -> None:
    for path in files:
        if os.path.lexists(path):
            raise RefusedError(
                Refusal(
                    "exists", f"“{one_line(str(path))}” is there already.", todo="Name a new file."
                )
            )
