"""Making return forms from the command line: whom, into which files, and what is said of it."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from auditrack.cli import confined, output
from auditrack.cli.door import Door, tell
from auditrack.commands.return_form import AskForReturns, drafted
from auditrack.model.change import RefusedError
from auditrack.model.dates import in_words
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.model.change import Saved
    from auditrack.views.return_paper import Paper

_TRIES = 3


class _Place(NamedTuple):
    """Where files go: a folder, perhaps not there yet, one file, or standard output (both None)."""

    format: str
    folder: Path | None = None
    file: Path | None = None

    def of(self, paper: "Paper") -> Path | None:
        """The file of a form; None for standard output."""
        return self.folder / paper.file_name(self.format) if self.folder else self.file


def make_forms(
    door: Door, command: AskForReturns, out: str, format: str | None, with_unpublished: bool
) -> None:
    """Make forms; once more where somebody else wrote to the register in the meantime."""
    is_one = not command.everyone and len(command.agencies) == 1
    place = _place(door, out, format, is_one)
    for attempt in range(1, _TRIES + 1):
        try:
            _make(door, command, place, with_unpublished)
        except RefusedError as refused:
            if refused.refusal.code != "changed-since" or attempt == _TRIES:
                raise
            door.register.poll()
        else:
            return


def _make(door: Door, command: AskForReturns, place: _Place, with_unpublished: bool) -> None:
    """Write all files beside their places, record that all were asked, and put them in place.

    A cut before the entry leaves nothing; after it, the forms are on record and `--form` writes a
    file again that is missing.
    """
    from auditrack.reports.kit.placing import place as put
    from auditrack.reports.return_forms.files import place_forms, rendered
    from auditrack.views.board import is_demonstration

    made = drafted(
        door.register,
        command,
        door.today,
        ending=place.format,
        demonstration=is_demonstration(door.register),
        with_unpublished=with_unpublished,
    )
    command = made.command
    if place.file is not None:
        name = place.file.name
        command = replace(command, files=tuple(replace(one, name=name) for one in command.files))
    saved: list[Saved] = []
    paths = [place.of(paper) for paper in made.papers]
    _check_reach(paths)
    missing: tuple[Path, ...] = ()

    def record() -> None:
        saved.append(door.save(command))

    notes = dict.fromkeys(made.notes)
    if paths == [None]:
        put(rendered(made.papers[0], place.format, notes), sys.stdout.buffer, record)
    else:
        files = [path for path in paths if path is not None]
        _make_folder(door, place.folder)
        missing = place_forms(made.papers, files, place.format, record, notes)
    _log(door, saved[0].entry.number, len(made.papers))
    for note in notes:
        output.say(note)
    _tell_made(door, made.papers, paths, saved[0], missing)


def _place(door: Door, out: str, format: str | None, is_one: bool) -> _Place:
    """Where the files go, and as what."""
    from auditrack.reports.return_forms.files import FORMATS

    ending = Path(out).suffix.lower().removeprefix(".")
    if format is not None and format not in FORMATS:
        door.refuse("bad-value", f'"{format}" is no format of a form.', "It is docx or xlsx.")
    if out == "-":
        if not is_one:
            door.refuse(
                "one-output",
                "Standard output carries one form, and several would be made.",
                "Name one agency, or a folder with --out.",
            )
        if door.json:
            door.refuse(
                "one-output",
                "Standard output cannot carry the form and JSON at once.",
                "Leave --json out, or name a file with --out.",
            )
        return _Place(format or "docx")
    path = Path(out)
    if path.is_dir():
        return _Place(format or "docx", folder=path)
    if not is_one or out.endswith("/") or not ending:
        if path.exists() or not path.parent.is_dir():
            door.refuse(
                "out-folder-missing",
                f"There is no folder {out} to write the forms to, and none can be made there.",
                "Make the folder, or name another with --out.",
            )
        return _Place(format or "docx", folder=path)
    if ending in FORMATS and format in (None, ending):
        return _Place(ending, file=path)
    if format is None:
        door.refuse(
            "bad-value",
            f"{out} is neither a folder nor a file that ends in .docx or .xlsx.",
            "Name a folder that exists, or such a file.",
        )
    return _Place(format or "docx", file=path)


def _make_folder(door: Door, folder: Path | None) -> None:
    """Make the folder for the forms where there is none yet, for its owner alone."""
    if folder is None or folder.is_dir():
        return
    try:
        folder.mkdir(0o700)
    except OSError as error:
        door.refuse(
            "out-folder-missing",
            f"The folder {folder} could not be made: {error.strerror}.",
            "Nobody was asked. Name another folder with --out.",
        )


def _check_reach(paths: list[Path | None]) -> None:
    """See that no file lies out of a confined session's reach, by a link in the folder either."""
    within = confined.confinement()
    for path in paths if within is not None else ():
        if path is not None and within is not None:
            within.refuse_path(str(path))


def _log(door: Door, entry: int | None, times: int) -> None:
    from auditrack.register import host_log

    for _ in range(times):
        host_log.exported(door.register.where, "return form", entry)


def _tell_made(
    door: Door,
    papers: "tuple[Paper, ...]",
    paths: list[Path | None],
    saved: "Saved",
    missing: tuple[Path, ...],
) -> None:
    lost = {str(path) for path in missing}
    if door.json:
        told: dict[str, Any] = output.saved_json(saved)
        told["forms"] = [
            {
                "form": paper.form,
                "agency": paper.agency,
                "name": paper.name,
                "asked_on": paper.asked_on,
                "due_back": paper.due_back,
                "recommendations": len(paper.sections["replies"]),
                "actions": len(paper.sections["updates"]),
                "questions": len(paper.sections["questions"]),
                "withheld": list(paper.withheld),
                "file": str(path) if path else None,
            }
            for paper, path in zip(papers, paths, strict=True)
        ]
        output.print_json(told)
    elif paths != [None]:
        output.print_lines(str(path) for path in paths)
    withheld = [ref for paper in papers for ref in paper.withheld]
    if withheld:
        one = len(set(withheld)) == 1
        output.say(
            f"Printed without {'its' if one else 'their'} words, for the review is not published: "
            f"{', '.join(dict.fromkeys(withheld))}. With --with-unpublished they are printed."
        )
    if lost:
        output.say(
            f"All are recorded as asked, but these files could not be put in place: "
            f"{', '.join(sorted(lost))}. Write each again with: auditrack return-form make --form "
            "FORM --out FOLDER"
        )
    due = in_words(papers[0].due_back)
    tell(saved, f"{counted(len(papers), 'form')} made, due back {due}.")


def write_again(
    door: Door, typed: str, out: str, format: str | None, with_unpublished: bool
) -> None:
    """Write the file of a form that is on record, as the record stands now."""
    from auditrack.cli.recording import record_export
    from auditrack.reports.kit.placing import place as put
    from auditrack.reports.return_forms.files import rendered
    from auditrack.views.board import is_demonstration
    from auditrack.views.facts import Facts
    from auditrack.views.find import find
    from auditrack.views.return_paper import paper_on_record

    ref = find(door.records, typed, "return_forms")
    if (door.records.get("return_forms", ref) or {}).get("withdrawn_on"):
        door.refuse("withdrawn", f"{ref} was withdrawn.", "Ask again without --form.")
    where = _place(door, out, format, is_one=True)
    paper = paper_on_record(
        Facts(door.records, door.today),
        ref,
        demonstration=is_demonstration(door.register),
        with_unpublished=with_unpublished,
    )
    path = where.of(paper)
    _check_reach([path])

    def record() -> None:
        record_export(
            door,
            "return form",
            paper.head,
            what=f"{ref} again, {where.format}",
            marking=paper.marking,
            to=paper.name,
            file=path.name if path else None,
        )

    notes: dict[str, None] = {}
    put(rendered(paper, where.format, notes), path or sys.stdout.buffer, record)
    if door.json:
        output.print_json({"form": ref, "file": str(path), "withheld": list(paper.withheld)})
    elif path is not None:
        output.line(str(path))
    for note in notes:
        output.say(note)
    output.say(
        f"Written again as the record stands now; it was asked on {in_words(paper.asked_on)}."
    )
