"""Agencies' return forms from the screen: written into the officer's own folder, and recorded."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from auditrack.model.change import Refusal, RefusedError, Saved
from auditrack.tui.plain import one_line

if TYPE_CHECKING:
    from auditrack.commands.return_form import AskForReturns
    from auditrack.tui.own_file import MayUse
    from auditrack.tui.session import Session

_TRIES = 3


def folder_of(typed: str, may_use: "MayUse | None") -> Path:
    """The folder that files may go to.

    Raises:
        RefusedError: it is none, or may not be used.
    """
    path = Path(os.path.expanduser(typed))
    if may_use is not None:
        may_use(str(path))
    if not path.is_dir():
        raise RefusedError(
            Refusal(
                "out-folder-missing",
                f"There is no folder “{one_line(typed)}”.",
                todo="Name a folder that exists.",
            )
        )
    return path.absolute()


def make_forms(
    session: "Session",
    command: "AskForReturns",
    format: str,
    folder: Path,
    with_unpublished: bool,
) -> str:
    """Make forms and write their files; what came of it, in a sentence.

    Raises:
        RefusedError: nobody was asked, and no file is in place.
    """
    for _ in range(_TRIES - 1):
        try:
            return _make(session, command, format, folder, with_unpublished)
        except RefusedError as refused:
            if refused.refusal.code != "changed-since":
                raise
            session.poll()
    return _make(session, command, format, folder, with_unpublished)


def _make(
    session: "Session",
    command: "AskForReturns",
    format: str,
    folder: Path,
    with_unpublished: bool,
) -> str:
    from auditrack.commands.return_form import drafted
    from auditrack.register import host_log
    from auditrack.reports.return_forms.files import place_forms
    from auditrack.views.wording import counted

    register = session.register_for_settings
    with session.reading():
        made = drafted(
            register,
            command,
            session.writing_day,
            ending=format,
            demonstration=session.demonstration,
            with_unpublished=with_unpublished,
        )
    paths = [folder / paper.file_name(format) for paper in made.papers]
    if session.may_use is not None:
        for path in paths:
            session.may_use(str(path))
    saved: list[Saved] = []

    def record() -> None:
        came = session.save_now(made.command)
        if isinstance(came, Refusal):
            raise RefusedError(came)
        saved.append(came)

    missing = place_forms(made.papers, paths, format, record)
    for _ in made.papers:
        host_log.exported(register.where, "return form", saved[0].entry.number)
    said = f"{counted(len(paths), 'form')} written to {folder} and recorded as asked."
    if made.notes:
        said += f" {' '.join(made.notes)}"
    withheld = len({ref for paper in made.papers for ref in paper.withheld})
    if withheld:
        said += f" {counted(withheld, 'record')} of unpublished reviews without their words."
    if missing:
        names = ", ".join(path.name for path in missing)
        said += f" Not in place: {names}; write them again with return-form make --form."
    return said
