"""One question after another, one key for each: suggested themes, states that are not known."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from auditrack.tui import keys
from auditrack.tui.doubted import began
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Open
from auditrack.tui.session import Session
from auditrack.tui.widgets.page_view import PageView
from auditrack.views.first_hour import Question, state_questions, theme_questions
from auditrack.views.page import Line, Section

if TYPE_CHECKING:
    from auditrack.commands.command import Command
    from auditrack.tui.saving import Job

_STATES = {"o": "open", "d": "said-done", "x": "not-known"}


class AnsweringScreen(Frame):
    """Asks one question at a time; each answer is saved at once and can be undone."""

    PLACE = keys.ANSWERING
    BINDINGS = keys.bindings(keys.ANSWERING)

    def __init__(self, session: Session, about: str) -> None:
        super().__init__(session)
        self._about = about
        self._left = list(self._questions())
        self._all = len(self._left)
        self._jobs: dict[int, tuple[Job, Question]] = {}

    def _questions(self) -> tuple[Question, ...]:
        records = self.session.records
        return theme_questions(records) if self._about == "themes" else state_questions(records)

    def body(self) -> Iterable[Widget]:
        """The question as a page."""
        yield PageView(*self._page(), id="page")

    def called(self) -> str:
        """What is asked about."""
        return "Themes to confirm" if self._about == "themes" else "States not known"

    def leave_out(self) -> frozenset[str]:
        """The keys of the other kind of question."""
        other = {"answer-open", "answer-done", "answer-unknown"}
        if self._about != "themes":
            other = {"answer-yes", "answer-no"}
        return super().leave_out() | other

    def renew(self) -> None:
        """Somebody else may have answered some, or an answer was undone."""
        asked = self._questions()
        still = {(one.ref, one.theme) for one in asked}
        left = [one for one in self._left if (one.ref, one.theme) in still]
        # What an undo opened again comes first; what is just being saved does not come again.
        known = {(one.ref, one.theme) for one in left}
        known |= {(one.ref, one.theme) for _, one in self._jobs.values()}
        self._left = [one for one in asked if (one.ref, one.theme) not in known] + left
        self._show()

    def _page(self) -> tuple[str, tuple[Section, ...]]:
        if not self._left:
            return "Nothing is left to answer.", (
                Section("", (Line(None, "Esc goes back. u undoes the last answer."),)),
            )
        one = self._left[0]
        if self._about == "themes":
            how = "y yes, it does    n no, it does not    l later"
        else:
            how = "o open    d said to be done    x nobody knows    l later"
        because = (Line(None, one.because),) if one.because else ()
        return one.asks, (
            Section("", (Line(None, one.text), *because)),
            Section(f"{len(self._left)} left", (Line(None, how), Line("Record", one.ref, one.ref))),
        )

    def _show(self) -> None:
        heading, sections = self._page()
        self.query_one("#page", PageView).show_page(heading, sections)

    def _answer(self, command: "Command") -> None:
        why = None if self.session.may_write else self.session.why_read_only
        if why is not None:
            self.say(f"Nothing can be saved here: {why}")
            return
        one = self._left.pop(0)
        job = self.session.save(command)
        self._jobs[id(job)] = job, one
        self._show()

    def job_told(self, job: "Job") -> None:
        """An answer was saved, or refused: then its question comes again."""
        known = self._jobs.pop(id(job), None)
        if known is None or not self.stands:
            return
        for _, refusal in job.refused:
            self._left.insert(0, known[1])
            self._show()
            self.say(f"{began(refusal)} {refusal.message}")
        for saved in job.saved:
            self.say(self.session.told_of(saved))

    def _theme(self, status: str) -> None:
        if self._about != "themes" or not self._left:
            return
        from auditrack.commands.theme_link import LinkTheme

        one = self._left[0]
        self._answer(LinkTheme(one.ref, one.theme, status))

    def action_yes(self) -> None:
        """Confirm the theme."""
        self._theme("confirm")

    def action_no(self) -> None:
        """Reject the theme."""
        self._theme("reject")

    def action_state(self, key: str) -> None:
        """Say what became of the ask."""
        if self._about == "themes" or not self._left:
            return
        from auditrack.commands.recommendation import EditRecommendation

        one = self._left[0]
        if _STATES[key] == "not-known":
            self.action_later()  # it says so already; nothing is written
            return
        self._answer(EditRecommendation(one.ref, state=_STATES[key]))

    def action_later(self) -> None:
        """Ask this one at the end."""
        if self._left:
            self._left.append(self._left.pop(0))
            self._show()

    def on_page_view_follow(self, event: PageView.Follow) -> None:
        """Open the record."""
        self.post_message(Open(event.ref))
