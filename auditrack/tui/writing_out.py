"""What leaves the register from the screen: recorded as an export before it is in place."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Head, Refusal, RefusedError, Saved
from auditrack.model.dates import in_words
from auditrack.reports.kit.placing import place, place_all
from auditrack.tui.messages import WriteOut
from auditrack.tui.plain import one_line
from auditrack.views.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditrack.commands.export import RecordExport
    from auditrack.register.protocol import Store
    from auditrack.reports.kit.making import Made
    from auditrack.tui.own_file import MayUse
    from auditrack.tui.report_asked import ReportAsked
    from auditrack.tui.report_values import ReportFound
    from auditrack.views.export_value import Export

_LONGEST = 400
"""Characters of what the record of a list says it is of."""

NOT_RECORDED = "It is not recorded: this login cannot write here."


def calendar_to_write(register: "Store", today: date, whose: "Mapping[str, Any]") -> WriteOut:
    """What is due as a calendar file, for one agency, lead or subgroup, or for the board."""
    from auditrack.reports.calendar import recorded_at, render_calendar
    from auditrack.views.board import is_demonstration
    from auditrack.views.calendar import calendar_of

    calendar = calendar_of(register, today, demonstration=is_demonstration(register), **whose)
    content = render_calendar(
        calendar, register.header.register, recorded_at(register, register.head.number)
    )
    return WriteOut(content.decode(), "calendar", calendar.describe(), "due.ics")


def write_out(
    register: "Store",
    name: str,
    text: "str | bytes | Export",
    kind: str,
    what: str,
    may_use: "MayUse | None",
) -> str:
    """Write a text or document into a new file of one's own; what came of it, in a sentence.

    A list is written in the format that the file's ending says.

    A login that cannot write to the register may export all the same; it is said so.

    Raises:
        RefusedError: the file is there already, may not be used, or cannot be written; or its
            ending says no format that a list can be written in.
    """
    from auditrack.commands.export import RecordExport

    if not name:
        raise RefusedError(Refusal("missing", "No file was named.", todo="Type a name."))
    path = Path(os.path.expanduser(name))
    if may_use is not None:
        may_use(str(path))
    if path.exists() or path.is_symlink():
        raise RefusedError(
            Refusal("exists", f"“{one_line(name)}” is there already.", todo="Name a new file.")
        )
    head, marking = register.head, None
    if isinstance(text, str):
        content = text.encode()
    elif isinstance(text, bytes):
        content = text
    else:
        content, head, marking = _list_written(text, path), text.head, text.marking
        what = shortened(what, _LONGEST)
    export = RecordExport(kind, head.number, head.hash, what=what, marking=marking, file=path.name)
    recorded = _recorded_and_placed(register, export, {path: content})
    not_recorded = "" if recorded is not None else f" {NOT_RECORDED}"
    return f"Written to {path.absolute()}, as at {head}.{not_recorded}"


def _list_written(export: "Export", path: Path) -> bytes:
    from auditrack.reports.exports.formats import FORMATS, format_of, written

    format = format_of(path.name)
    if format is None:
        raise RefusedError(
            Refusal(
                "bad-value",
                "The name does not say in which format the list is wanted.",
                todo=f"Let it end in .{', .'.join(FORMATS[:-1])} or .{FORMATS[-1]}.",
            )
        )
    return written(export, format)


@dataclass(frozen=True)
class ReportOut:
    """A report that was written: where it lies, and the workbook of further rows beside it.

    `export` is the record of it, "" where this login cannot write; `what` and `period` are what it
    is about in words. `notes` are sentences about it.
    """

    path: Path
    rest: Path | None
    head: Head
    export: str
    what: str
    period: str
    template: str
    notes: tuple[str, ...]

    @property
    def files(self) -> "tuple[Path, ...]":
        """Every file of it, the report first."""
        return (self.path,) if self.rest is None else (self.path, self.rest)

    def __str__(self) -> str:
        told = [f"Written to {self.path}, as at {self.head}."]
        if self.rest is not None:
            told.append(f"Further rows are in {self.rest.name} beside it.")
        if not self.export:
            told.append(NOT_RECORDED)
        return " ".join((*told, *self.notes))


def write_report(
    register: "Store",
    asked: "ReportAsked",
    found: "ReportFound",
    made: "Made",
    path: Path,
    may_use: "MayUse | None",
) -> ReportOut:
    """Write a finished report into a new file of one's own, its further rows beside it.

    Raises:
        RefusedError: a file is there already, may not be used, or cannot be written.
    """
    from auditrack.commands.export import RecordExport
    from auditrack.tui.report_asked import rest_of

    path = Path(os.path.expanduser(path)).absolute()
    files = {path: made.document}
    if made.rest is not None:
        files[rest_of(path)] = made.rest
    for one in files:
        if may_use is not None:
            may_use(str(one))
        if os.path.lexists(one):
            raise RefusedError(
                Refusal(
                    "exists",
                    f"“{one_line(str(one))}” is there already.",
                    todo="Name a new file.",
                )
            )
    imprint = found.report.imprint
    export = RecordExport(
        found.report.kind.name,
        imprint.head.number,
        imprint.head.hash,
        what=found.what,
        period=found.period,
        marking=imprint.marking,
        to=asked.to,
        file=path.name,
    )
    recorded = _recorded_and_placed(register, export, files)
    return ReportOut(
        path,
        rest_of(path) if made.rest is not None else None,
        imprint.head,
        recorded or "",
        found.what or "",
        in_words(found.period).removeprefix("from ") if found.period else "",
        made.template.name,
        (*made.notes, *found.notes),
    )


def _recorded_and_placed(
    register: "Store", export: "RecordExport", files: "Mapping[Path, bytes]"
) -> str | None:
    """Place new files once they are recorded; the record, or None for a login that cannot write."""
    from auditrack.commands.run import run
    from auditrack.register import host_log

    saved: Saved | None = None

    def record() -> None:
        nonlocal saved
        if register.read_only is not None:
            return
        came = run(register, export)
        if isinstance(came, Saved):
            saved = came
        elif came.code != "role":
            raise RefusedError(came)

    if len(files) == 1:
        ((path, content),) = files.items()
        place(content, path, record)
    elif missing := place_all(files, record):
        names = ", ".join(one_line(str(one)) for one in missing)
        raise RefusedError(
            Refusal(
                "out-fault",
                f"{names} could not be put in place, although it is on record as written.",
                todo="Write it again under another name.",
            )
        )
    host_log.exported(register.where, export.kind, None if saved is None else saved.entry.number)
    return None if saved is None else saved.references[0]
