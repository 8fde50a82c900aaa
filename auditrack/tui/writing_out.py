"""A list of records that leaves the register: recorded as an export before it is in place."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditrack.model.change import Refusal, RefusedError
from auditrack.reports.placing import place
from auditrack.tui.messages import WriteOut
from auditrack.tui.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditrack.register import Register
    from auditrack.tui.own_file import MayUse


def calendar_to_write(register: "Register", today: date, whose: "Mapping[str, Any]") -> WriteOut:
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
    register: "Register",
    name: str,
    text: str | bytes,
    kind: str,
    what: str,
    may_use: "MayUse | None",
) -> str:
    """Write a text or document into a new file of one's own; what came of it, in a sentence.

    A login that cannot write to the register may export all the same; it is said so.

    Raises:
        RefusedError: the file is there already, may not be used, or cannot be written.
    """
    from auditrack.commands.export import RecordExport
    from auditrack.commands.run import run
    from auditrack.register import host_log

    if not name:
        raise RefusedError(Refusal("missing", "No file was named.", todo="Type a name."))
    path = Path(os.path.expanduser(name))
    if may_use is not None:
        may_use(str(path))
    if path.exists() or path.is_symlink():
        raise RefusedError(
            Refusal("exists", f"“{one_line(name)}” is there already.", todo="Name a new file.")
        )
    head = register.head
    entry: int | None = None

    def record() -> None:
        nonlocal entry
        if register.read_only is None:
            entry = recorded()

    def recorded() -> int | None:
        came = run(
            register,
            RecordExport(kind, head.number, head.hash, what=what, file=path.name),
        )
        if isinstance(came, Refusal):
            if came.code != "role":
                raise RefusedError(came)
            return None
        return came.entry.number

    place(text.encode() if isinstance(text, str) else text, path, record)
    host_log.exported(register.path, kind, entry)
    not_recorded = "" if entry is not None else " It is not recorded: this login cannot write here."
    return f"Written to {path.absolute()}, as at {head}.{not_recorded}"
