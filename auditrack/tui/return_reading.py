"""The part of a returned form's screen that reads it, keeps what was said of it, and takes it in.

The file is read in a process of its own, and compared with the register in a worker.
"""

from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.model.dates import in_words, london_time_in_words
from auditrack.model.return_form import Returned
from auditrack.tui.doubted import began
from auditrack.tui.messages import Ask
from auditrack.tui.plain import one_line
from auditrack.tui.return_choices import (
    ReturnChoices,
    forget_choices,
    keep_choices,
    kept_choices,
)
from auditrack.tui.session import Session
from auditrack.tui.taking_frame import TakingFrame
from auditrack.views.imported import taken_in
from auditrack.views.return_plan import ReturnPlan
from auditrack.views.wording import counted

if TYPE_CHECKING:  # loaded when a form is
    from auditrack.commands.return_taken import TakeInReturn
    from auditrack.tui.saving import Job


class ReturnFrame(TakingFrame[ReturnChoices]):
    """One returned form: what was read, what a person said of it, and what becomes of its lines."""

    GROUP = "returned"
    CALLED = "form"
    AFRESH = "As the form was read. u takes that back."

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
        super().__init__(session, path, ReturnChoices())
        self.returned: Returned | None = None
        self.plan: ReturnPlan | None = None
        self._settled = self.fresh
        """What is no draft beside nothing said: what was taken in."""

    @property
    def sha256(self) -> str | None:
        """The digest of the file; None until it was read."""
        return None if self.returned is None else self.returned.sha256

    @property
    def is_draft(self) -> bool:
        """Whether anything was said that is not on record."""
        return self.choices not in (self.fresh, self._settled)

    def keep(self, sha256: str) -> bool:
        """Keep what was said of the form; whether it could be written."""
        at = self.session.now()
        return keep_choices(self.session.identity, str(self.path), sha256, self.choices, at)

    def forget(self, sha256: str) -> None:
        """Keep nothing of what was said of the form."""
        forget_choices(self.session.identity, sha256)

    # Reading

    def on_mount(self) -> None:
        """Read the file."""
        self.call_after_refresh(self.look)

    def look(self) -> None:
        """Find out, in the background, what becomes of every line as things stand."""
        looks = partial(self._look, self.returned, self.choices)
        self.run_worker(looks, group=self.GROUP, thread=True, exclusive=True)

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

    def job_told(self, job: "Job") -> None:
        """What came of it; the app tells everybody else that something was written."""
        if job is not self._job and job is not self._undoing:
            return
        if job is self._job:
            self._job = None
            if job.saved and self.returned is not None:
                self._before, self._settled = [], self.choices
                self.stop_keeping()
                self.forget(self.returned.sha256)
        else:
            self._undoing, self._settled = None, self.fresh
            self.hold(self.choices)
        for saved in job.saved:
            self.say(self.session.told_of(saved))
        for _, refusal in job.refused:
            self.say(f"{began(refusal)} {refusal.message}")
        self.look()
