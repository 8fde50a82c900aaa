"""The part of a tracker's screen that reads it, keeps what was said of it, and takes it in.

The workbook is read in a process of its own, its rows and what becomes of them in a worker.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.model.dates import london_time_in_words
from auditrack.model.sheet import Sheet
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Ask, Go, Say
from auditrack.tui.plain import one_line
from auditrack.tui.session import Session
from auditrack.tui.sheet_choices import (
    SheetChoices,
    forget_choices,
    keep_choices,
    kept_choices,
)
from auditrack.tui.sheet_told import in_keys
from auditrack.views.sheet_plan import Plan

if TYPE_CHECKING:  # loaded when a document is
    from auditrack.commands.sheet import TakeInSheet
    from auditrack.intake.sheets import OpenedBook
    from auditrack.tui.saving import Job

_DRAFT_SECONDS = 0.3
_GROUP = "tracker"


class SheetFrame(Frame):
    """One tracker: what was read of it, what a person said of it, and what becomes of its rows."""

    class Looked(Message):
        """More is known: the workbook was read, then one of its sheets, then its plan."""

        def __init__(
            self,
            opened: "OpenedBook | None",
            sheet: Sheet | None = None,
            read_by: tuple[Any, ...] | None = None,
            plan: Plan | None = None,
            why: str = "",
        ) -> None:
            super().__init__()
            self.opened = opened
            self.read_by = read_by
            self.sheet = sheet
            self.plan = plan
            self.why = why

    def __init__(self, session: Session, path: str) -> None:
        super().__init__(session)
        self.path = Path(path)
        self.choices = SheetChoices()
        self.opened: OpenedBook | None = None
        self.sheet: Sheet | None = None
        self.plan: Plan | None = None
        self.why = ""
        """Why there is nothing to show, in a sentence."""
        self._read_by: tuple[Any, ...] | None = None  # what was said when the sheet was read
        self._before: list[SheetChoices] = []
        self._keeper: Timer | None = None
        self._job: Job | None = None
        self._undoing: Job | None = None

    # What a look has to say

    def show_all(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    # Reading

    def on_mount(self) -> None:
        """Read the workbook."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.show_all()
        self.look()

    def look(self) -> None:
        """Find out, in the background, what becomes of every row as things stand."""
        looks = partial(self._look, self.opened, self.sheet, self._read_by, self.choices)
        self.run_worker(looks, group=_GROUP, thread=True, exclusive=True)

    def _look(
        self,
        opened: "OpenedBook | None",
        sheet: Sheet | None,
        read_by: tuple[Any, ...] | None,
        choices: SheetChoices,
    ) -> None:
        from auditrack.intake.sheets import open_book, sheet_of

        worker = get_current_worker()
        plan = None
        try:
            if opened is None:
                opened = open_book(self.path, stop=lambda: worker.is_cancelled)
                kept = kept_choices(self.session.identity, opened.sha256)
                choices = kept[0] if kept is not None else choices
                if not worker.is_cancelled:
                    self.post_message(self.Looked(opened))
            if sheet is None or read_by != _read_by(choices):
                sheet, read_by = None, _read_by(choices)
                today = self.session.writing_day
                sheet = sheet_of(
                    opened,
                    today,
                    sheet=choices.sheet,
                    columns=choices.columns,
                    with_hidden=choices.with_hidden,
                )
                if not worker.is_cancelled:
                    self.post_message(self.Looked(opened, sheet, read_by))
            with self.session.reading():
                if not worker.is_cancelled:
                    plan = self.session.sheet_plan(self._command(sheet, choices))
            why = ""
        except RefusedError as refused:
            why = in_keys(str(refused.refusal))
        if not worker.is_cancelled:
            self.post_message(self.Looked(opened, sheet, read_by, plan, why))

    def on_sheet_frame_looked(self, event: Looked) -> None:
        """Hold what was found out, and show it."""
        if not self.stands:
            return
        if self.opened is None and event.opened is not None:
            self.opened = event.opened
            self._take_up()
        if event.plan is not None or event.why or event.sheet is not self.sheet:
            self.plan = event.plan  # a plan of other rows says nothing of these
        self.sheet, self._read_by = event.sheet, event.read_by
        self.why = event.why
        self.show_all()

    def _take_up(self) -> None:
        """Go on from what was said of this file in an earlier sitting."""
        assert self.opened is not None
        kept = kept_choices(self.session.identity, self.opened.sha256)
        if kept is not None:
            self.choices, at = kept
            when = london_time_in_words(at)
            self.say(f"What you said of this file on {when} is here again. F6 starts afresh.")

    @property
    def is_looking(self) -> bool:
        """Whether something is being read or compared."""
        return any(one.group == _GROUP and one.is_running for one in self.workers)

    @staticmethod
    def _command(sheet: Sheet, choices: SheetChoices) -> "TakeInSheet":
        from auditrack.commands.sheet import TakeInSheet

        return TakeInSheet(
            sheet, review=choices.review, words=choices.words, settled=choices.settled
        )

    def renew(self) -> None:
        """Somebody wrote: what becomes of the rows may be something else now."""
        if self.sheet is not None:
            self.look()

    # What a person says

    def put(self, choices: SheetChoices) -> None:
        """Hold other choices, show them, and find out what becomes of the rows then."""
        if choices == self.choices or self.opened is None or self._job is not None:
            return
        self._before.append(self.choices)
        self._hold(choices)

    def _hold(self, choices: SheetChoices) -> None:
        self.choices = choices
        self.show_all()
        self.look()
        if self._keeper is None:
            self._keeper = self.set_timer(_DRAFT_SECONDS, self.keep_draft)

    async def action_undo_here(self) -> None:
        """Take back the last thing said here; where there is none, the import or the last save."""
        imported = self._taken_in()
        if self._before:
            self._hold(self._before.pop())
            self.say("Taken back.")
        elif imported is not None:
            self._ask_to_undo(imported)
        else:
            await self.app.run_action("undo", self.app)

    def action_afresh(self) -> None:
        """As the sheet is guessed."""
        self.put(SheetChoices())
        self.say("As it is guessed. u takes that back.")

    # The draft

    def keep_draft(self) -> None:
        """Write what was said to the officer's own folder; nothing said leaves no draft."""
        if self._keeper is None:
            return
        self._keeper.stop()
        self._keeper = None
        if self.opened is None:
            return
        identity, sha256 = self.session.identity, self.opened.sha256
        if self.choices == SheetChoices():
            forget_choices(identity, sha256)
        elif not keep_choices(identity, str(self.path), sha256, self.choices, self.session.now()):
            self.say("This draft could not be kept on this machine: take it in before you leave.")

    def on_unmount(self) -> None:
        """Whatever took the screen away, the draft stays."""
        self.keep_draft()

    def why_stay(self) -> str:
        """Nothing else is gone to while all of it is being saved: what came of it is said here."""
        return "It is being saved, all at once: a moment." if self._job is not None else ""

    async def step_out(self) -> bool:
        """Escape stops the reading first; what was said waits."""
        if why := self.why_stay():
            self.say(why)
            return True
        if self.opened is None and self.is_looking:
            self.workers.cancel_group(self, _GROUP)
            self.why = "Stopped. Nothing was written. o opens a document."
            self.show_all()
            return True
        if self.choices != SheetChoices() and self.plan is not None and self.plan.writes:
            self.post_message(Say("What you said of it waits as a draft: D lists it."))
        return False

    def action_document(self) -> None:
        """Ask for another document."""
        self.post_message(Go("importing"))

    # Taking it in

    def take_in(self) -> None:
        """Ask whether to take in what the plan says, and have it done."""
        plan, sheet = self.plan, self.sheet
        if plan is None or sheet is None or self._job is not None:
            return

        def answered(answer: str) -> None:
            if answer == "yes" and sheet is self.sheet and self._job is None:
                self.hint = "Saving every row at once..."
                self.show_frame()
                self._job = self.session.save(self._command(sheet, self.choices))

        self.post_message(
            Ask(
                f"Take in the sheet {one_line(plan.sheet.name)} of {one_line(plan.sheet.file)}?",
                f"{plan.describe()}. All of it at once, or nothing; u takes it back as one. "
                "Themes are suggested, and wait for a person.",
                (("no", "No, not yet"), ("yes", "Yes, take it in")),
                answered,
            )
        )

    def _taken_in(self) -> str | None:
        """The import that took in this sheet of this file and stands, the latest."""
        if self.opened is None or self.sheet is None:
            return None
        found = self.session.records.index("imports", "sha256").get(self.opened.sha256, ())
        title = f"Tracker, sheet {one_line(self.sheet.name)}"
        standing = [str(one["ref"]) for one in found if not one.get("undone_on")]
        of_it = {str(one["ref"]) for one in found if str(one.get("title")) == title}
        return next((ref for ref in reversed(standing) if ref in of_it), None)

    def _ask_to_undo(self, ref: str) -> None:
        from auditrack.commands.undo_import import UndoImport

        def answered(answer: str) -> None:
            if answer == "yes":
                self._undoing = self.session.save(UndoImport(ref=ref))

        self.post_message(
            Ask(
                f"Take {ref} back?",
                "What nobody has worked on since is withdrawn; what somebody has is named and "
                "stays. The history keeps both. Then the sheet can be taken in again.",
                (("no", "No, leave it"), ("yes", "Yes, undo the import")),
                answered,
            )
        )

    def job_told(self, job: "Job") -> None:
        """What came of it; the app tells everybody else that something was written."""
        if job is not self._job and job is not self._undoing:
            return
        if job is self._job:
            self._job, self.hint = None, ""
            if job.saved and self.opened is not None:
                self._before = []
                # Its words are remembered for the board now, and its conflicts are over.
                self.choices = replace(self.choices, words=(), settled=())
                if self._keeper is not None:
                    self._keeper.stop()
                    self._keeper = None
                forget_choices(self.session.identity, self.opened.sha256)
            self.show_frame()
        else:
            self._undoing = None
        for saved in job.saved:
            self.say(self.session.told_of(saved))
        for _, refusal in job.refused:
            todo = refusal.todo if refusal.todo and "--" not in refusal.todo else ""
            self.say(f"Not saved. {refusal.message} {todo}")
            self.look()


def _read_by(choices: SheetChoices) -> tuple[Any, ...]:
    """What the rows of a sheet depend on; words, conflicts and the review only settle its plan."""
    return choices.sheet, choices.columns, choices.with_hidden
