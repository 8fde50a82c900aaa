"""The part of a returned form's screen that reads it, keeps what was said of it, and takes it in.

The file is read in a process of its own, and compared with the register in a worker.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.model.dates import in_words, london_time_in_words
from auditrack.model.return_form import Returned
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Ask, Go, Say
from auditrack.tui.plain import one_line
from auditrack.tui.return_choices import (
    ReturnChoices,
    forget_choices,
    keep_choices,
    kept_choices,
)
from auditrack.tui.session import Session
from auditrack.views.imported import taken_in
from auditrack.views.return_plan import ReturnPlan
from auditrack.views.wording import counted

if TYPE_CHECKING:  # loaded when a form is
    from auditrack.commands.return_taken import TakeInReturn
    from auditrack.tui.saving import Job

_DRAFT_SECONDS = 0.3
_GROUP = "returned"


class ReturnFrame(Frame):
    """One returned form: what was read, what a person said of it, and what becomes of its lines."""

    class Looked(Message):
        """More is known: the file was read, then compared with the register."""

        def __init__(
            self, returned: Returned | None, plan: ReturnPlan | None = None, why: str = ""
        ) -> None:
            super().__init__()
            self.returned = returned
            self.plan = plan
            self.why = why

    def __init__(self, session: Session, path: str) -> None:
        super().__init__(session)
        self.path = Path(path)
        self.choices = ReturnChoices()
        self.returned: Returned | None = None
        self.plan: ReturnPlan | None = None
        self.why = ""
        """Why there is nothing to show, in a sentence."""
        self._before: list[ReturnChoices] = []
        self._keeper: Timer | None = None
        self._settled = ReturnChoices()
        """What is no draft: nothing said, or what was taken in."""
        self._job: Job | None = None
        self._undoing: Job | None = None

    # What a look has to say

    def show_all(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    # Reading

    def on_mount(self) -> None:
        """Read the file."""
        self.call_after_refresh(self.look)

    def look(self) -> None:
        """Find out, in the background, what becomes of every line as things stand."""
        looks = partial(self._look, self.returned, self.choices)
        self.run_worker(looks, group=_GROUP, thread=True, exclusive=True)

    def _look(self, returned: Returned | None, choices: ReturnChoices) -> None:
        from auditrack.intake.returned import read_returned

        worker = get_current_worker()
        plan, why = None, ""
        try:
            if returned is None:
                returned = read_returned(self.path, stop=lambda: worker.is_cancelled)
                kept = kept_choices(self.session.identity, returned.sha256)
                choices = kept[0] if kept is not None else choices
            with self.session.reading():
                if not worker.is_cancelled:
                    plan = self.session.return_plan(self._command(returned, choices))
        except RefusedError as refused:
            why = str(refused.refusal)
        if not worker.is_cancelled:
            self.post_message(self.Looked(returned, plan, why))

    def on_return_frame_looked(self, event: Looked) -> None:
        """Hold what was found out, and show it."""
        if not self.stands:
            return
        if self.returned is None and event.returned is not None:
            self.returned = event.returned
            self._take_up()
        self.why = event.why
        if event.plan is not None or event.why:
            self.plan = event.plan
        self.show_all()

    def _take_up(self) -> None:
        """Go on from what was said of this file in an earlier sitting."""
        assert self.returned is not None
        kept = kept_choices(self.session.identity, self.returned.sha256)
        if kept is not None:
            self.choices, at = kept
            when = london_time_in_words(at)
            self.say(f"What you said of this form on {when} is here again. F6 starts afresh.")

    @property
    def is_looking(self) -> bool:
        """Whether it is being read or compared."""
        return any(one.group == _GROUP and one.is_running for one in self.workers)

    @staticmethod
    def _command(returned: Returned, choices: ReturnChoices) -> "TakeInReturn":
        from auditrack.commands.return_taken import TakeInReturn

        return TakeInReturn(
            returned=returned,
            form=choices.form,
            returned_on=choices.returned_on,
            left=choices.left,
            corrections=choices.corrections,
        )

    def renew(self) -> None:
        """Somebody wrote: what becomes of the lines may be something else now."""
        if self.returned is not None:
            self.look()

    # What a person says

    def put(self, choices: ReturnChoices) -> None:
        """Hold other choices, and find out what becomes of the lines then."""
        if choices == self.choices or self.returned is None:
            return
        self._before.append(self.choices)
        self._hold(choices)

    def _hold(self, choices: ReturnChoices) -> None:
        self.choices = choices
        self.look()
        if self._keeper is None:
            self._keeper = self.set_timer(_DRAFT_SECONDS, self.keep_draft)

    async def action_undo_here(self) -> None:
        """Take back the last thing said here; where there is none, the import or the last save."""
        imported = self.taken_in_as
        if self._before:
            self._hold(self._before.pop())
            self.say("Taken back.")
        elif imported is not None:
            self._ask_to_undo(imported)
        else:
            await self.app.run_action("undo", self.app)

    def action_afresh(self) -> None:
        """As the form was read."""
        self.put(ReturnChoices())
        self.say("As the form was read. u takes that back.")

    # The draft

    def keep_draft(self) -> None:
        """Write what was said to the officer's own folder; nothing said leaves no draft."""
        if self._keeper is None:
            return
        self._keeper.stop()
        self._keeper = None
        if self.returned is None:
            return
        identity, sha256 = self.session.identity, self.returned.sha256
        if self.choices in (ReturnChoices(), self._settled):
            forget_choices(identity, sha256)
        elif not keep_choices(identity, str(self.path), sha256, self.choices, self.session.now()):
            self.say("This draft could not be kept on this machine: take it in before you leave.")

    def on_unmount(self) -> None:
        """Whatever took the screen away, the draft stays."""
        self.keep_draft()

    async def step_out(self) -> bool:
        """Escape stops the reading first; what was said waits."""
        if self.returned is None and self.is_looking:
            self.workers.cancel_group(self, _GROUP)
            self.why = "Stopped. Nothing was written. o opens a document."
            self.show_all()
            return True
        if self.choices != self._settled:
            self.post_message(Say("What you said of it waits as a draft: D lists it."))
        return False

    def action_document(self) -> None:
        """Ask for another document."""
        self.post_message(Go("importing"))

    # Taking it in

    @property
    def taken_in_as(self) -> str | None:
        """The import that took in this file and stands."""
        if self.returned is None:
            return None
        imported = taken_in(self.session.records, self.returned.sha256)
        return str(imported["ref"]) if imported is not None else None

    def take_in(self) -> None:
        """Ask whether to take in the lines that are marked, and have it done."""
        plan, returned = self.plan, self.returned
        if plan is None or returned is None or self._job is not None:
            return
        choices = self.choices

        def answered(answer: str) -> None:
            if answer == "yes" and choices == self.choices and self._job is None:
                self._job = self.session.save(self._command(returned, choices))

        waits = len(plan.waiting)
        beside = (
            f" {counted(waits, 'line waits', 'lines wait')} and can be taken in later."
            if waits
            else ""
        )
        what = counted(len(plan.taken), "line") if plan.taken else "that it came back"
        self.post_message(
            Ask(
                f"Take in {what} of {plan.form} from {one_line(plan.name)}?",
                f"{plan.describe()}. It came back on {in_words(plan.returned_on)}.{beside} What is "
                "claimed stays a claim; u takes it back as one.",
                (("no", "No, not yet"), ("yes", "Yes, take it in")),
                answered,
            )
        )

    def _ask_to_undo(self, ref: str) -> None:
        from auditrack.commands.undo_import import UndoImport

        def answered(answer: str) -> None:
            if answer == "yes":
                self._undoing = self.session.save(UndoImport(ref=ref))

        self.post_message(
            Ask(
                f"Take {ref} back?",
                "What nobody has worked on since is withdrawn; what somebody has is named and "
                "stays. The history keeps both. Then the form can be taken in again.",
                (("no", "No, leave it"), ("yes", "Yes, undo it")),
                answered,
            )
        )

    def job_told(self, job: "Job") -> None:
        """What came of it; the app tells everybody else that something was written."""
        if job is not self._job and job is not self._undoing:
            return
        if job is self._job:
            self._job = None
            if job.saved and self.returned is not None:
                self._before, self._settled = [], self.choices
                if self._keeper is not None:
                    self._keeper.stop()
                    self._keeper = None
                forget_choices(self.session.identity, self.returned.sha256)
        else:
            self._undoing, self._settled = None, ReturnChoices()
            self._hold(self.choices)
        for saved in job.saved:
            self.say(self.session.told_of(saved))
        for _, refusal in job.refused:
            self.say(f"Not saved. {refusal.message}")
        self.look()
