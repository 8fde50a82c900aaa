"""The part of a meeting's screen that reads its agenda, saves what is decided, and ends it.

Nothing here waits for a disk: what is decided is handed to the saver, and the next key acts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from auditrack.commands import rights
from auditrack.model.change import Refusal, Saved
from auditrack.model.words import MEETING_CHOICES, word
from auditrack.tui.doubted import began
from auditrack.tui.frame import Frame
from auditrack.tui.item_on_table import Behind
from auditrack.tui.messages import OPENS, Ask
from auditrack.tui.session import Session
from auditrack.views.meetings import called, who

if TYPE_CHECKING:  # read when a meeting is
    from auditrack.commands.command import Command
    from auditrack.tui.saving import Job
    from auditrack.views.agenda import Agenda, AgendaItem
    from auditrack.views.projector import Wall


@dataclass(frozen=True, slots=True)
class Saving:
    """What is being saved: on which item, what in a word, and the line that it was typed in."""

    number: int
    said: str
    ref: str = ""
    typed: str = ""
    choice: str = ""


class MeetingFrame(Frame):
    """One meeting: its agenda as it stands, and everything that becomes of it but its look."""

    class AgendaRead(Message):
        """The agenda was read."""

        def __init__(self, agenda: "Agenda") -> None:
            super().__init__()
            self.agenda = agenda

    def __init__(self, session: Session, meeting: str) -> None:
        super().__init__(session)
        self.meeting = meeting
        self.agenda: Agenda | None = None
        """What is shown; None while it is being read for the view that is on."""
        self._read_for: dict[bool, Agenda] = {}
        self.projected = session.taste.projected == self._taste
        """Whether the projector view is on: then nothing that is held back is shown or said."""
        self._jobs: dict[int, tuple[Job, Saving]] = {}
        self._wall: tuple[int, Wall] | None = None
        self.refused: dict[tuple[int, str], str] = {}
        """What was typed for a decision that was refused, by its item's number and its code."""

    @property
    def _taste(self) -> str:
        return f"{self.session.identity} {self.meeting}"

    # What a look has to say

    def show_agenda(self) -> None:
        """Show the agenda as it is now."""
        raise NotImplementedError

    # Reading

    def read_agenda(self) -> None:
        """Read the whole agenda for the view that is on, in the background: it judges all.

        Keys that are typed ahead wait for it.
        """
        self.run_worker(
            partial(self._read, self.projected), group=OPENS, thread=True, exclusive=True
        )

    def _read(self, projected: bool) -> None:
        from auditrack.views.agenda import agenda

        session, worker = self.session, get_current_worker()
        with session.reading():
            found = agenda(
                session.records, session.writing_day, meeting=self.meeting, projector=projected
            )
        if not worker.is_cancelled:
            self.post_message(self.AgendaRead(found))

    def on_meeting_frame_agenda_read(self, event: AgendaRead) -> None:
        """Show it where it is for the view that is on."""
        self._read_for[event.agenda.projector] = event.agenda
        if event.agenda.projector == self.projected:
            self.renew()

    def renew(self) -> None:
        """What was decided meanwhile, here or elsewhere, without judging every record again.

        The items stay as they were when the agenda was read, so that none changes its number.
        """
        from auditrack.views.agenda import marked

        found = self._read_for.get(self.projected)
        self.agenda = None if found is None else marked(self.session.records, found)
        if self.stands:
            self.show_agenda()

    @property
    def items(self) -> "tuple[AgendaItem, ...]":
        """The items, in their order; none while they are being read."""
        return tuple(self.agenda.items) if self.agenda is not None else ()

    @property
    def document(self) -> Mapping[str, object]:
        """The meeting's record."""
        return self.session.records.get("meetings", self.meeting) or {}

    @property
    def is_open(self) -> bool:
        """Whether the meeting goes on."""
        return self.document.get("status") == "open"

    def in_whose_name(self) -> str:
        """Who keys it in whose name; that this is a claim, where the login has not that lead."""
        actor, document = self.session.register_for_settings.actor, self.document
        chair = str(document.get("chair") or "")
        said = f"Keyed by {actor.login} in the name of {who(self.session.records, chair)}"
        if not self.is_open:
            return f"{called(self.session.records, document)} has ended."
        if self._holds(chair):
            return f"{said}."
        return f"{said} (a claim: not its login)."

    def _holds(self, chair: str) -> bool:
        actor = self.session.register_for_settings.actor
        lead = self.session.records.get("leads", chair) or {}
        logins = lead.get("logins") or ()
        return actor.is_verified and isinstance(logins, (list, tuple)) and actor.login in logins

    # What may stand on a wall

    def safe(self, text: str) -> str:
        """A text as it may be shown in the view that is on."""
        if not self.projected:
            return text
        head = self.session.records.head.number
        if self._wall is None or self._wall[0] != head:
            from auditrack.views.projector import Wall
            from auditrack.views.steady import steady

            self._wall = head, Wall(steady(self.session.records))
        return self._wall[1].safe(text)

    def say(self, sentence: str) -> None:
        """Say it at the foot; on a projector without names."""
        super().say(self.safe(sentence))

    def why_stay(self) -> str:
        """On a projector nothing else is shown: other places hold nothing back."""
        if self.projected:
            return "The projector view shows this meeting alone: v leaves it."
        return ""

    def behind(self, item: "AgendaItem") -> Behind:
        """What an item is for and its history, in short; nothing of one that is held back."""
        from auditrack.views.item_history import history_in_short, serves_in_short

        if item.held_back:
            return Behind()
        records, day = self.session.records, self.session.writing_day
        return Behind(
            self._each_safe(serves_in_short(records, item.table, item.ref)),
            self._each_safe(history_in_short(records, item.table, item.ref, day)),
        )

    def _each_safe(self, told: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((label, self.safe(text)) for label, text in told)

    # Deciding

    def why_not(self, act: str) -> str:
        """Why nothing can be written here, in a sentence; "" where it can."""
        session = self.session
        if not session.may_write:
            return f"Nothing can be saved here: {session.why_read_only}"
        if not self.is_open:
            return "This meeting has ended: what it decided is decided again in the next one."
        login = session.register_for_settings.actor.login
        if not rights.allowed(rights.roles_of(session.records, login), act):
            refusal = rights.refusal(session.records, login, act)
            return f"You read along here. {refusal.message} {refusal.todo}"
        return ""

    def record(self, command: "Command", saving: Saving) -> None:
        """Hand a decision to the saver."""
        job = self.session.save(command)
        self._jobs[id(job)] = job, saving
        self.refused.pop((saving.number, saving.choice), None)
        self.show_agenda()

    def saving(self) -> dict[int, str]:
        """What is being saved on which item, by its number."""
        return {one.number: one.said for _, one in self._jobs.values() if one.number}

    def is_saved(self, item: "AgendaItem") -> bool:
        """Whether something is being decided on the record of an item."""
        return any(one.ref == item.ref for _, one in self._jobs.values())

    def also_saving(self, job: "Job", said: str) -> None:
        """Something beside the agenda is being saved: say so when it is."""
        self._jobs[id(job)] = job, Saving(0, said)

    def job_told(self, job: "Job") -> None:
        """A decision is on record, or it was refused and nothing was written."""
        known = self._jobs.get(id(job))
        if known is None or not job.done.is_set():
            return
        del self._jobs[id(job)]
        saving = known[1]
        if not self.stands:
            return
        item = f"item {saving.number}, " if saving.number else ""
        for _, refusal in job.refused:
            if saving.typed:
                self.refused[saving.number, saving.choice] = saving.typed
            how = began(refusal).rstrip(".").upper()
            self.say(f"{how}: {item}{saving.said}. {self.in_words(refusal)}")
        if not job.refused:
            self.say(f"Saved: {item}{saving.said.rstrip('.')}.")
            self.saved_here(job, saving)
        self.show_agenda()

    def saved_here(self, job: "Job", saving: Saving) -> None:
        """Something of this meeting was saved."""

    def in_words(self, refusal: Refusal) -> str:
        """A refusal as people read it; on a projector, nothing that a record says."""
        if self.projected:
            return "v leaves the projector view; the same key there says why."
        todo = refusal.todo or ""
        told = [refusal.message, *refusal.details, todo if "auditrack " not in todo else ""]
        return " ".join(one for one in told if one)

    # Undo

    def last_decided(self) -> Saved | None:
        """What this sitting decided last in this meeting and still stands."""
        saved = self.session.saved
        undone = {one.entry.undoes for one in saved}
        decided = [
            one
            for one in saved
            if one.entry.cmd in ("meeting decide", "meeting change")
            and one.entry.meeting == self.meeting
            and one.entry.number not in undone
        ]
        return decided[-1] if decided else None

    def undo(self, saved: Saved) -> None:
        """Take a decision back, after asking."""
        from auditrack.commands.undo import UndoLast

        number = int(saved.entry.number)
        item = self.session.records.get("meeting_items", saved.references[0]) or {}
        became = word(MEETING_CHOICES, item.get("choice"))
        said = f"item {item.get('order') or saved.references[0]}, {became}"

        def answered(answer: str) -> None:
            if answer == "yes":
                job = self.session.save(UndoLast(entry=number))
                self.also_saving(job, f"{said} was taken back")

        self.post_message(
            Ask(
                f"Take back {said}?",
                "The item stands undecided again. The history keeps both.",
                (("no", "No, it stands"), ("yes", "Yes, take it back")),
                answered,
            )
        )

    # The projector

    def turn_projector(self) -> None:
        """The other view; what is shown and said at the foot goes with the one before."""
        self.projected = not self.projected
        self.session.keep_taste(projected=self._taste if self.projected else "")
        self.hush()
        self.renew()
        if self.agenda is None:
            self.read_agenda()
