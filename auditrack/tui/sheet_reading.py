"""The part of a tracker's screen that reads it, keeps what was said of it, and takes it in.

The workbook is read in a process of its own, its rows and what becomes of them in a worker.
"""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.model.dates import london_time_in_words
from auditrack.model.sheet import Sheet
from auditrack.tui.doubted import began
from auditrack.tui.messages import Ask
from auditrack.tui.plain import one_line
from auditrack.tui.session import Session
from auditrack.tui.sheet_choices import (
    SheetChoices,
    forget_choices,
    keep_choices,
    kept_choices,
)
from auditrack.tui.sheet_told import in_keys
from auditrack.tui.taking_frame import TakingFrame
from auditrack.views.sheet_plan import Plan

if TYPE_CHECKING:  # loaded when a document is
    from auditrack.commands.sheet import TakeInSheet
    from auditrack.intake.sheets import OpenedBook
    from auditrack.tui.saving import Job


class SheetFrame(TakingFrame[SheetChoices]):
    """One tracker: what was read of it, what a person said of it, and what becomes of its rows."""

    GROUP = "tracker"
    CALLED = "sheet"
    AFRESH = "As it is guessed. u takes that back."

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
        super().__init__(session, path, SheetChoices())
        self.opened: OpenedBook | None = None
        self.sheet: Sheet | None = None
        self.plan: Plan | None = None
        self._read_by: tuple[Any, ...] | None = None  # what was said when the sheet was read

    @property
    def sha256(self) -> str | None:
        """The digest of the file; None until it was read."""
        return None if self.opened is None else self.opened.sha256

    @property
    def waits(self) -> bool:
        """Whether rows are still to be taken in as was said."""
        return self.is_draft and self.plan is not None and bool(self.plan.writes)

    def keep(self, sha256: str) -> bool:
        """Keep what was said of the tracker; whether it could be written."""
        at = self.session.now()
        return keep_choices(self.session.identity, str(self.path), sha256, self.choices, at)

    def forget(self, sha256: str) -> None:
        """Keep nothing of what was said of the tracker."""
        forget_choices(self.session.identity, sha256)

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
        self.run_worker(looks, group=self.GROUP, thread=True, exclusive=True)

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

    def why_stay(self) -> str:
        """Nothing else is gone to while all of it is being saved: what came of it is said here."""
        return "It is being saved, all at once: a moment." if self._job is not None else ""

    async def step_out(self) -> bool:
        """Escape stops the reading first; what was said waits."""
        if why := self.why_stay():
            self.say(why)
            return True
        return await super().step_out()

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

    @property
    def taken_in_as(self) -> str | None:
        """The import that took in this sheet of this file and stands, the latest."""
        if self.opened is None or self.sheet is None:
            return None
        found = self.session.records.index("imports", "sha256").get(self.opened.sha256, ())
        title = f"Tracker, sheet {one_line(self.sheet.name)}"
        standing = [str(one["ref"]) for one in found if not one.get("undone_on")]
        of_it = {str(one["ref"]) for one in found if str(one.get("title")) == title}
        return next((ref for ref in reversed(standing) if ref in of_it), None)

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
                self.stop_keeping()
                self.forget(self.opened.sha256)
            self.show_frame()
        else:
            self._undoing = None
        for saved in job.saved:
            self.say(self.session.told_of(saved))
        for _, refusal in job.refused:
            todo = refusal.todo if refusal.todo and "--" not in refusal.todo else ""
            self.say(f"{began(refusal)} {refusal.message} {todo}")
            self.look()


def _read_by(choices: SheetChoices) -> tuple[Any, ...]:
    """What the rows of a sheet depend on; words, conflicts and the review only settle its plan."""
    return choices.sheet, choices.columns, choices.with_hidden
