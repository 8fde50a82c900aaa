"""The part of the import's screen that asks for a document and reads it in the background."""

import os
from functools import partial
from pathlib import Path

from textual.message import Message
from textual.worker import get_current_worker

from auditrack.intake.endings import READABLE, SHEETS
from auditrack.model.change import RefusedError
from auditrack.model.proposal import Proposals
from auditrack.tui.begun_path import Paths
from auditrack.tui.frame import Frame
from auditrack.tui.kept_working import path_of
from auditrack.tui.messages import AskLine, ReturnFound, SheetFound
from auditrack.tui.plain import fit, one_line
from auditrack.tui.session import Session

_SAID = 200


class DocumentFrame(Frame):
    """Asks which file to read, and reads it; Escape stops. `found` is what the last one proposes.

    A draft that is gone on with names its document by path or digest.
    """

    class Read(Message):
        """A document has been read, or why not."""

        def __init__(self, found: Proposals | None, why: str) -> None:
            super().__init__()
            self.found = found
            self.why = why

    def __init__(self, session: Session, file: str = "") -> None:
        super().__init__(session)
        self.found: Proposals | None = None
        self.path = Path()
        self._file = path_of(session.identity, file) if file else ""
        self._begun = bool(file)

    def document_read(self, found: Proposals) -> None:
        """Show what was found."""
        raise NotImplementedError

    def leave_document(self) -> None:
        """Another document is about to be read: keep what was done with this one."""
        raise NotImplementedError

    def tell(self, sentence: str) -> None:
        """Say in the line at the top what is going on."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Read the file that a draft is about, or ask for one."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        wrong = self._open(self._file) if self._begun else ""
        if wrong is not None:
            self._ask_for_it(wrong)

    def action_document(self) -> None:
        """Ask which file to read."""
        self._ask_for_it()

    def _ask_for_it(self, wrong: str = "") -> None:
        self.post_message(
            AskLine(
                "Which review shall be taken in?",
                wrong
                or "The path of a published review (Word, PDF, text or Markdown), of an old "
                "tracker (.xlsx or .csv) or of a return form that came back. Nothing is written "
                "before you have looked at what was found.",
                self._file,
                self._open,
                Paths((*READABLE, *SHEETS), self.session.may_use),
            )
        )

    def _open(self, name: str) -> str | None:
        if not name:
            return "Type the path of a file."
        path = os.path.abspath(os.path.expanduser(name))
        try:
            if self.session.may_use is not None:
                self.session.may_use(path)
            size = os.stat(path).st_size if os.path.isfile(path) else None
        except RefusedError as refused:
            return str(refused.refusal)
        except (OSError, ValueError):  # too long, no permission
            return f"“{fit(one_line(name), _SAID).rstrip()}” cannot be looked at."
        if size is None:
            return f"There is no file “{fit(one_line(name), _SAID).rstrip()}”."
        self.leave_document()
        self._file, self.path, self.found = name, Path(path), None
        told = f"{one_line(self.path.name)} ({max(size // 1000, 1):,} kB)"
        self.tell(f"Reading {told}... Esc stops.")
        reads = partial(self._read, self.path)
        self.run_worker(reads, group="importing", thread=True, exclusive=True)
        return None

    def _read(self, path: Path) -> None:
        from auditrack.intake import read

        worker = get_current_worker()
        try:
            if _is_return(path):
                if not worker.is_cancelled:
                    self.post_message(ReturnFound(str(path)))
                return
            if _is_sheet(path):
                if not worker.is_cancelled:
                    self.post_message(SheetFound(str(path)))
                return
            found, why = read(path, stop=lambda: worker.is_cancelled), ""
        except RefusedError as refused:
            found, why = None, str(refused.refusal)
        if not worker.is_cancelled:
            self.post_message(self.Read(found, why))

    def on_document_frame_read(self, event: Read) -> None:
        """Show what was found, or say why nothing was."""
        if not self.stands:
            return
        self.found = event.found
        if event.found is None:
            self.tell(event.why)
        else:
            self.document_read(event.found)

    async def step_out(self) -> bool:
        """Escape stops the reading first."""
        running = [worker for worker in self.workers if worker.group == "importing"]
        if any(worker.is_running for worker in running):
            self.workers.cancel_group(self, "importing")
            self.tell("Stopped. Nothing was written. o opens a document.")
            return True
        return False


def _is_return(path: Path) -> bool:
    """Whether a file is a return form that an agency filled in, by what is in it."""
    from auditrack.intake.reading import bytes_of
    from auditrack.intake.returned import may_be_returned

    return may_be_returned(bytes_of(path, path.name))


def _is_sheet(path: Path) -> bool:
    """Whether a file is a spreadsheet, by its ending or what is in it."""
    from auditrack.intake.reading import bytes_of
    from auditrack.intake.sheets import is_sheet

    return is_sheet(path) or is_sheet(path, bytes_of(path, path.name))
