"""The part of a recommendation's page that looks for earlier asks, and takes a person's answer."""

from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.tui.doubted import began
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Ask, Refused
from auditrack.tui.plain import fit, one_line
from auditrack.views.page import Page

if TYPE_CHECKING:
    from auditrack.tui.saving import Job
    from auditrack.views.earlier import EarlierAsk

_SHOWN = 56
_KINDS = ("recommendation", "assurance point")


class NearAsks(Frame):
    """Looks for the earlier asks nearest to the page's recommendation, in the background."""

    page: Page
    near: "tuple[EarlierAsk, ...] | None" = None
    """The nearest earlier asks; None while they are looked for."""

    _answering: "Job | None" = None

    class NearRead(Message):
        """The nearest earlier asks were found."""

        def __init__(self, ref: str, near: "tuple[EarlierAsk, ...]") -> None:
            super().__init__()
            self.ref = ref
            self.near = near

    @property
    def may_be_asked_before(self) -> bool:
        """Whether the page is of a recommendation."""
        return self.page.kind in _KINDS

    def look_for_earlier(self) -> None:
        """Look for them: it weighs every recommendation on record."""
        if self.may_be_asked_before:
            self.run_worker(self._look, group="near", thread=True, exclusive=True)

    def _look(self) -> None:
        session, ref, worker = self.session, self.page.ref, get_current_worker()
        try:
            found = session.near(ref, lambda: worker.is_cancelled or not self.is_attached)
        except RefusedError as refused:
            self.post_message(Refused(refused.refusal))
            return
        if found is not None and not worker.is_cancelled:
            self.post_message(self.NearRead(ref, found))

    def action_asked_before(self) -> None:
        """Ask which of them asks the same, then how."""
        if not self.may_be_asked_before:
            self.say("Only a recommendation can have been asked before: open one first.")
        elif self.near is None:
            self.say("Earlier asks are still being looked for.")
        elif not self.near:
            self.say("No earlier ask on record is near it.")
        elif not self.session.may_write:
            self.say(f"Nothing can be saved here: {self.session.why_read_only}")
        else:
            self.post_message(
                Ask(
                    f"Which of these asked the same as {self.page.ref}?",
                    "Read both before you answer. Nothing is merged.",
                    (
                        ("", "None of them now"),
                        *((ask.ref, _told(ask)) for ask in self.near),
                    ),
                    self._ask_how,
                )
            )

    def _ask_how(self, earlier: str) -> None:
        from auditrack.commands.asked_before import ANSWERS

        ask = next((one for one in self.near or () if one.ref == earlier), None)
        if ask is not None:
            self.post_message(
                Ask(
                    f"{self.page.ref} and {ask.ref} ask:",
                    f"{ask.ref} asked: {one_line(ask.text)}",
                    (("", "Not answered now"), *ANSWERS.items()),
                    partial(self._answer, ask.ref),
                )
            )

    def _answer(self, earlier: str, answer: str) -> None:
        from auditrack.commands.asked_before import AnswerAskedBefore

        if answer:
            command = AnswerAskedBefore(self.page.ref, earlier, answer)
            self._answering = self.session.save(command)

    def job_told(self, job: "Job") -> None:
        """The answer was saved, or refused."""
        if job is not self._answering or not job.done.is_set():
            return
        self._answering = None
        for saved in job.saved:
            self.say(self.session.told_of(saved))
        for _, refusal in job.refused:
            self.say(f"{began(refusal)} {refusal}")


def _told(ask: "EarlierAsk") -> str:
    answered = f" [{ask.answered}]" if ask.answered else ""
    return fit(f"{ask.ref}{answered}: {one_line(ask.text)}", _SHOWN).rstrip()
