"""The end of a meeting: what was decided, put off and not reached; then its draft minutes."""

from typing import TYPE_CHECKING

from auditrack.tui.meeting_frame import MeetingFrame
from auditrack.tui.messages import Ask
from auditrack.tui.report_asked import ReportAsked
from auditrack.tui.report_frame import ReportFrame
from auditrack.tui.report_kinds import of_page
from auditrack.views.meetings import items_of
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditrack.tui.saving import Job

_NAMED = 12
"""How many runs of items are named by their numbers."""


class EndingFrame(MeetingFrame, ReportFrame):
    """Asks once, ends the meeting, and says where its draft minutes lie."""

    _ending: "Job | None" = None

    def action_end(self) -> None:
        """Ask whether the meeting shall end."""
        if why := self.why_not("meeting end"):
            self.say(why)
            return
        if self.agenda is None or self.saving():
            self.say("Something is still being saved or read: E again in a moment.")
            return
        self.make_ready()
        self.post_message(
            Ask(
                f"End the meeting {self.meeting}?",
                f"{self._so_far()} Its draft minutes are written then. What it decided is "
                "decided again after that, not undone.",
                (
                    ("no", "No, go on with the meeting"),
                    ("yes", "Yes, end it and write the draft minutes"),
                ),
                self._answered,
            )
        )

    def _so_far(self) -> str:
        items = self.items
        became = {
            str(one["ref"]): one.get("outcome")
            for one in items_of(self.session.records, self.meeting)
        }
        off = [one.number for one in items if became.get(one.item or "") == "deferred"]
        noted = [one.number for one in items if became.get(one.item or "") == "noted"]
        left = [one.number for one in items if not one.done]
        decided = len(items) - len(off) - len(noted) - len(left)
        told = [f"{counted(decided, 'item')} decided, {len(noted)} noted"]
        told.append(f"{len(off)} put off{_numbers(off)}")
        told.append(f"{len(left)} not reached{_numbers(left)}")
        return f"{', '.join(told)}."

    def _answered(self, answer: str) -> None:
        if answer == "yes":
            from auditrack.commands.meeting import EndMeeting

            self._ending = self.session.save(EndMeeting(self.meeting))
            self.say("Ending the meeting...")

    def job_told(self, job: "Job") -> None:
        """It has ended: write its minutes."""
        if job is not self._ending:
            super().job_told(job)
            return
        if not self.stands or not job.done.is_set():
            return
        self._ending = None
        for _, refusal in job.refused:
            self.say(f"The meeting goes on. {self.in_words(refusal)}")
        if job.saved:
            self.say("The meeting has ended. Writing its draft minutes...")
            self.make_report(ReportAsked("minutes", self.meeting))

    def own_report(self) -> tuple[str, str] | None:
        """Its minutes, once it is over."""
        return None if self.is_open else of_page("meeting", self.meeting)

    def report_told(self, sentence: str) -> None:
        """Where they lie; where they could not be written, how to write them again."""
        again = "" if "written to" in sentence else " w on the list of meetings writes them again."
        self.say(f"The meeting has ended. {sentence}{again}")


def _numbers(items: "Iterable[int]") -> str:
    """Numbers of items in brackets, those that follow one another as a run: " (4, 7 to 12)"."""
    runs: list[list[int]] = []
    for number in items:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if not runs:
        return ""
    said = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    more = " and more" if len(said) > _NAMED else ""
    return f" ({', '.join(said[:_NAMED])}{more})"
