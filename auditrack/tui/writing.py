"""The part of the app that lets people write: forms, questions, saving, undo, copying."""

from functools import partial
from typing import TYPE_CHECKING

from auditrack.model.change import Refusal, RefusedError
from auditrack.tui.frame import Frame
from auditrack.tui.messages import (
    OPENS,
    Ask,
    AskLine,
    Batch,
    Copy,
    Disagree,
    Fill,
    JobTold,
    Pick,
    Refused,
    Say,
    ShowAccount,
    Sit,
    TellPresent,
    WriteOut,
)
from auditrack.tui.saving import Job
from auditrack.tui.type_ahead import TypeAheadApp

if TYPE_CHECKING:
    from auditrack.tui.begun_path import Paths

_TOLD_OF = 3


class WritingApp(TypeAheadApp, inherit_bindings=False):
    """Maps what screens ask to be written to forms and to the session."""

    _batch: tuple[Job, str] | None = None
    _undoing: Job | None = None

    def say(self, sentence: str) -> None:
        """Say a sentence at the foot of what is looked at."""
        if isinstance(self.screen, Frame):
            self.screen.say(sentence)

    def on_say(self, event: Say) -> None:
        """Say it where the person will be once the screen that said it has closed."""
        self.call_after_refresh(self.say, event.sentence)

    def why_not_write(self) -> str | None:
        """Why nothing can be written here, in a sentence; None where it can."""
        if self.session.may_write:
            return None
        return f"Nothing can be saved here: {self.session.why_read_only}"

    # Forms and questions

    def on_fill(self, event: Fill) -> None:
        """Open a form."""
        from auditrack.tui.answer_sheet import ANSWERS
        from auditrack.tui.forms.all import FORMS

        why = self.why_not_write()
        if why is not None:
            self.say(why)
            return
        if event.form == ANSWERS:
            from auditrack.tui.screens.grid import GridScreen

            self.push_screen(GridScreen(self.session, event.ref))
            return
        from auditrack.tui.screens.form import FormScreen

        form = event.made or FORMS[event.form]
        self.push_screen(FormScreen(self.session, form, event.ref, event.values, event.because))

    def action_fill(self, form: str, ref: str = "") -> None:
        """Open a form by its key."""
        self.on_fill(Fill(form, ref))

    def on_ask(self, event: Ask) -> None:
        """Ask."""
        from auditrack.tui.screens.choice import ChoiceScreen

        self.push_screen(
            ChoiceScreen(event.question, event.effect, event.choices, event.told, event.at)
        )

    def on_ask_line(self, event: AskLine) -> None:
        """Ask for a line."""
        from auditrack.tui.screens.ask_line import AskLineScreen

        self.push_screen(
            AskLineScreen(event.question, event.effect, event.start, event.told, event.paths)
        )

    def on_pick(self, event: Pick) -> None:
        """Ask for one of a list."""
        from auditrack.tui.screens.pick import PickScreen

        self.push_screen(
            PickScreen(event.question, event.effect, event.choices, event.told, event.new)
        )

    def on_show_account(self, event: ShowAccount) -> None:
        """Show what an import took and left."""
        from auditrack.tui.screens.account import AccountScreen

        self.push_screen(
            AccountScreen(self.session, event.title, event.sections, event.lines, event.kind)
        )

    def on_disagree(self, event: Disagree) -> None:
        """Show what two people made of the same field."""
        from auditrack.tui.screens.conflict import ConflictScreen

        self.push_screen(ConflictScreen(self.session, event.conflict, event.settled))

    def on_sit(self, event: Sit) -> None:
        """Go on with a meeting."""
        from auditrack.tui.screens.meeting import MeetingScreen

        self.push_screen(MeetingScreen(self.session, event.meeting, event.begun))

    def on_tell_present(self, event: TellPresent) -> None:
        """Tick who is at a meeting."""
        from auditrack.tui.screens.present import PresentScreen

        why = self.why_not_write()
        if why is not None:
            self.say(why)
        else:
            self.push_screen(PresentScreen(self.session, event.meeting, event.saving))

    # Saving

    def on_job_told(self, event: JobTold) -> None:
        """A job has come on: tell the form it came from, and read again what is shown."""
        job = event.job
        for screen in self.screen_stack:
            told = getattr(screen, "job_told", None)
            if told is not None:
                told(job)
        if job.done.is_set() and job.saved:
            self.session.wrote()
        if job is self._undoing:
            self._undoing = None
            for saved in job.saved:
                self.say(self.session.told_of(saved))
            for _, refusal in job.refused:
                self.say(str(refusal))
        elif self._batch is not None and job is self._batch[0]:
            self._batch_told(job, self._batch[1])

    # Several at once

    def on_batch(self, event: Batch) -> None:
        """Have several commands done, one after another."""
        why = self.why_not_write()
        if why is not None or not event.commands:
            self.say(why or "There is nothing to do.")
            return
        if self._batch is not None:
            self.say("Another change of several records is still being saved.")
            return
        self._batch = self.session.save(*event.commands), event.doing

    def cancel_batch(self) -> bool:
        """Stop a change of several records between two; whether there was one."""
        if self._batch is None:
            return False
        self._batch[0].cancel.set()
        return True

    def _batch_told(self, job: Job, doing: str) -> None:
        done, total = len(job.saved) + len(job.refused), len(job.commands)
        if not job.done.is_set():
            self.say(f"{doing}: {done} of {total}. Esc stops after this one.")
            return
        self._batch = None
        said = f"{doing}: {len(job.saved)} of {total} saved"
        if job.was_cancelled:
            said += f", stopped before the last {total - done}"
        if job.refused:
            said += f", {len(job.refused)} refused: "
            said += " ".join(_short(refusal) for _, refusal in job.refused[:_TOLD_OF])
            if len(job.refused) > _TOLD_OF:
                said += f" And {len(job.refused) - _TOLD_OF} more."
        self.say(said.rstrip(". ") + ".")

    # Undo

    def action_undo(self) -> None:
        """Take back the last change of this sitting, after asking."""
        number = self.session.to_undo()
        if number is None:
            self.say("Nothing saved in this sitting is left to undo.")
            return
        saved = next(one for one in self.session.saved if one.entry.number == number)
        what = self.session.told_of(saved).removeprefix("Saved: ")
        self.on_ask(
            Ask(
                f"Undo entry {number}?",
                f"This takes back: {what} The history keeps both.",
                (("no", "No, leave it"), ("yes", "Yes, undo it")),
                partial(self._undo, number),
            )
        )

    def _undo(self, number: int, answer: str) -> None:
        if answer != "yes":
            return
        from auditrack.commands.undo import UndoLast

        self._undoing = self.session.save(UndoLast(entry=number))

    # Copying

    def on_copy(self, event: Copy) -> None:
        """To the clipboard of the person's own terminal, where that is allowed; else to a file."""
        if self.session.may_use_clipboard:
            self.copy_to_clipboard(event.text)
            self.say(f"Copied: {event.called}. Some terminals do not take what is copied so.")
            return
        self.on_ask_line(
            AskLine(
                f"Copy {event.called} to a file",
                "On a shared host nothing is put into the clipboard unless the board allows it. "
                "Name a new file of your own.",
                "",
                partial(self._copy_to_file, event.text),
                self._own_paths(),
            )
        )

    def _own_paths(self) -> "Paths":
        from auditrack.tui.begun_path import Paths

        return Paths(may_use=self.session.may_use)

    def _copy_to_file(self, text: str, name: str) -> str | None:
        from auditrack.tui.own_file import write_new

        came = write_new(name, text, self.session.may_use)
        if isinstance(came, Refusal):
            return str(came)
        self.call_after_refresh(self.say, f"Written to {came}.")
        return None

    def on_write_out(self, event: WriteOut) -> None:
        """Ask where a list shall be written."""
        self.on_ask_line(
            AskLine(
                f"Write the {event.kind} to a file",
                f"{event.what.rstrip('.')}. Name a new file that only you may read, as in "
                f"{event.like}. "
                "That it left the register is recorded.",
                "",
                partial(self._write_out, event),
                self._own_paths(),
            )
        )

    def action_calendar(self) -> None:
        """Write what is due into a calendar file: of whom this page is, else of the whole board."""
        whose = self.screen.whose_calendar() if isinstance(self.screen, Frame) else {}
        self.run_worker(
            partial(self._read_calendar, whose), group=OPENS, thread=True, exclusive=True
        )

    def _read_calendar(self, whose: dict[str, str]) -> None:
        from auditrack.tui.writing_out import calendar_to_write

        session = self.session
        try:
            with session.reading():
                event = calendar_to_write(session.register_for_settings, session.today, whose)
        except RefusedError as refused:
            self.post_message(Refused(refused.refusal))
            return
        self.post_message(event)

    def _write_out(self, event: WriteOut, name: str) -> str | None:
        try:
            said = self.session.write_out(name, event.text, event.kind, event.what)
        except RefusedError as refused:
            self.session.refused(refused.refusal)
            return str(refused.refusal)
        self.session.wrote()
        self.call_after_refresh(self.say, said)
        return None


def _short(refusal: Refusal) -> str:
    ref = f"{refusal.ref}: " if refusal.ref and refusal.ref not in refusal.message else ""
    return f"{ref}{refusal.message}"
