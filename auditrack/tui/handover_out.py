"""The handover report of a role, written into the person's own folder."""

from functools import partial
from itertools import count
from pathlib import Path

from textual.message import Message
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Refused

HANDOVER = "handover"


class HandoverFrame(Frame):
    """Writes it: made in the background, recorded as an export, then put in place."""

    class HandoverMade(Message):
        """The report of a lead as a document."""

        def __init__(self, lead: str, title: str, document: bytes) -> None:
            super().__init__()
            self.lead = lead
            self.title = title
            self.document = document

    def write_handover(self, lead: str) -> None:
        """Make the report of a lead, and write it."""
        self.run_worker(partial(self._make, lead), group=HANDOVER, thread=True, exclusive=True)

    def _make(self, lead: str) -> None:
        from auditrack.reports.handover import render_handover
        from auditrack.views.handover import handover_of

        session, worker = self.session, get_current_worker()
        with session.reading():
            try:
                found = handover_of(session.register_for_settings, lead, session.today)
                document = render_handover(found)
            except RefusedError as refused:
                self.post_message(Refused(refused.refusal))
                return
        if not worker.is_cancelled:
            self.post_message(self.HandoverMade(lead, found.post.title, document))

    def on_handover_frame_handover_made(self, event: HandoverMade) -> None:
        """Put the document in place under the first name that is free, and say where."""
        session = self.session
        path = _free(f"handover-{event.lead}")
        try:
            said = session.write_out(str(path), event.document, HANDOVER, event.title)
        except RefusedError as refused:
            session.refused(refused.refusal)
            self.say(f"The handover report could not be written: {refused.refusal}")
        else:
            session.wrote()
            self.say(f"The handover report: {said[:1].lower()}{said[1:]}")


def _free(name: str) -> Path:
    """The first name of a file in the person's own folder that none has."""
    names = (f"{name}.docx" if number == 1 else f"{name}-{number}.docx" for number in count(1))
    paths = (Path.home() / one for one in names)
    return next(path for path in paths if not path.exists() and not path.is_symlink())
