"""The minutes of a meeting with its list of actions, written into the person's own folder."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from textual.message import Message
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.model.refs import slug
from auditrack.tui.frame import Frame
from auditrack.views.meetings import called

MINUTES = "minutes"


class MinutesFrame(Frame):
    """Writes minutes: made in the background, recorded as an export, then put in place."""

    class MinutesMade(Message):
        """The minutes of a meeting as a document."""

        def __init__(self, meeting: str, document: bytes) -> None:
            super().__init__()
            self.meeting = meeting
            self.document = document

    class MinutesRefused(Message):
        """They could not be made, in a sentence."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def write_minutes(self, meeting: str) -> None:
        """Make the minutes of a meeting, and write them."""
        self.run_worker(partial(self._make, meeting), group=MINUTES, thread=True, exclusive=True)

    def make_ready(self) -> None:
        """Load what writes Word while the person still reads what is asked."""

        def load() -> None:
            from auditrack.reports.minutes import render_minutes

            _ = render_minutes

        self.run_worker(load, group="making-ready", thread=True)

    def _make(self, meeting: str) -> None:
        from auditrack.reports.minutes import render_minutes
        from auditrack.views.minutes import minutes

        session, worker = self.session, get_current_worker()
        try:
            with session.reading():
                document = render_minutes(minutes(session.records, meeting))
        except RefusedError as refused:
            self.post_message(self.MinutesRefused(str(refused.refusal)))
            return
        if not worker.is_cancelled:
            self.post_message(self.MinutesMade(meeting, document))

    def on_minutes_frame_minutes_made(self, event: MinutesMade) -> None:
        """Put the document in place under the first name that is free."""
        session = self.session
        document = session.records.get("meetings", event.meeting) or {}
        state = "minutes" if document.get("status") == "agreed" else "draft minutes"
        what = f"{state} of {event.meeting}"
        name = f"minutes {called(session.records, document)} {document.get('date') or ''}"
        for path in _names(slug(name)):
            if path.exists() or path.is_symlink():
                continue
            try:
                said = session.write_out(str(path), event.document, MINUTES, what)
            except RefusedError as refused:
                session.refused(refused.refusal)
                self.minutes_told(f"The {what} could not be written: {refused.refusal}")
            else:
                session.wrote()
                self.minutes_told(f"The {what}: {said[:1].lower()}{said[1:]}")
            return

    def on_minutes_frame_minutes_refused(self, event: MinutesRefused) -> None:
        """Say why there are none."""
        self.minutes_told(f"The minutes could not be made: {event.sentence}")

    def minutes_told(self, sentence: str) -> None:
        """What came of the minutes."""
        self.say(sentence)


def _names(wanted: str) -> Iterator[Path]:
    """Names of files in the person's own folder, one after another."""
    yield Path.home() / f"{wanted}.docx"
    for number in range(2, 1000):
        yield Path.home() / f"{wanted}-{number}.docx"
