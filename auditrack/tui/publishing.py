"""The part of a publication's page that writes: papers to agencies, the public copy."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import Worker, get_current_worker

from auditrack.model.change import Refusal, RefusedError
from auditrack.tui.messages import Fill, Say, ShowAccount
from auditrack.tui.report_frame import ReportFrame
from auditrack.views.sheet import Line, Section

if TYPE_CHECKING:
    from auditrack.tui.forms.field import Value
    from auditrack.tui.forms.form import Given


class _StoppedError(Exception):
    """Nobody waits for it any more."""


class PublishingFrame(ReportFrame):
    """Writes what leaves for agencies and the public in the background, and says what came."""

    class PublicTold(Message):
        """What came of it: a sentence, or a refusal with the form to go on with."""

        def __init__(self, said: str, refusal: Refusal | None, again: Fill) -> None:
            super().__init__()
            self.said = said
            self.refusal = refusal
            self.again = again

    class PublicGoesOn(Message):
        """So many sections of so many are written."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    _public: "Worker[None] | None" = None
    _doing = ""

    def why_stay(self) -> str:
        """What is written for others is waited for: whoever asked for it hears what came of it."""
        if self._public is not None:
            return f"{self._doing}: a moment."
        return super().why_stay()

    async def step_out(self) -> bool:
        """Escape waits for it too."""
        if self._public is not None:
            self.say(self.why_stay())
            return True
        return await super().step_out()

    def open_sending(self, ref: str) -> None:
        """Open the form that sends agencies their parts."""
        if self._public is not None:
            self.say(self.why_stay())
            return
        from auditrack.tui.forms.publishing import SENDING, sending

        values: dict[str, Value] = {"folder": "~"}
        self.post_message(Fill(SENDING, ref, values, sending(self._keep_sending)))

    def open_publishing(self, ref: str) -> None:
        """Open the form that writes the public copy."""
        if self._public is not None:
            self.say(self.why_stay())
            return
        from auditrack.tui.forms.publishing import PUBLISHING, free_place, publishing

        kind = str((self.session.records.get("publications", ref) or {}).get("kind") or "")
        values: dict[str, Value] = {"out": free_place(ref, kind)}
        self.post_message(Fill(PUBLISHING, ref, values, publishing(kind, self._keep_publishing)))

    def _keep_sending(self, given: "Given") -> str | None:
        from auditrack.tui.forms.publishing import SENDING, sending
        from auditrack.tui.public_out import send_papers
        from auditrack.tui.returns_out import folder_of

        values = given.values
        try:
            folder = folder_of(str(values["folder"]), self.session.may_use)
        except RefusedError as refused:
            return str(refused.refusal)
        again = Fill(SENDING, given.ref, dict(values), sending(self._keep_sending))
        agencies, due = tuple(values["agencies"]), str(values["due_back"]) or None
        self._begin(
            "Writing the papers",
            lambda _: send_papers(self.session, given.ref, agencies, folder, due),
            again,
        )
        return None

    def _keep_publishing(self, given: "Given") -> str | None:
        from auditrack.tui.forms.publishing import PUBLISHING, publishing
        from auditrack.tui.public_out import write_public

        out = Path(os.path.expanduser(str(given.values["out"]).strip())).absolute()
        kind = str((self.session.records.get("publications", given.ref) or {}).get("kind") or "")
        contact = str(given.values.get("contact") or "")
        made = publishing(kind, self._keep_publishing)
        again = Fill(PUBLISHING, given.ref, dict(given.values), made)
        self._begin(
            "Writing the public copy",
            lambda told: write_public(self.session, given.ref, out, told, contact),
            again,
        )
        return None

    # In the background

    def _begin(
        self, doing: str, does: Callable[[Callable[[int, int], None]], str], again: Fill
    ) -> None:
        self._doing = doing
        self.call_after_refresh(self._say_how_far, "")
        self._public = self.run_worker(
            partial(self._do_public, does, again), group="public", thread=True, exclusive=True
        )

    def _do_public(self, does: Callable[[Callable[[int, int], None]], str], again: Fill) -> None:
        worker = get_current_worker()

        def told(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise _StoppedError
            self.post_message(self.PublicGoesOn(done, total))

        try:
            said = does(told)
        except RefusedError as refused:
            self.post_message(self.PublicTold("", refused.refusal, again))
        except _StoppedError:
            return
        else:
            self.post_message(self.PublicTold(said, None, again))

    def on_publishing_frame_public_goes_on(self, event: PublicGoesOn) -> None:
        """Say how far it is."""
        if self._public is not None:
            self._say_how_far(f": {event.done} of {event.total} sections")

    def _say_how_far(self, far: str) -> None:
        if self._public is not None:
            self.hint = f"{self._doing}{far}..."
            self.hush()

    def on_publishing_frame_public_told(self, event: PublicTold) -> None:
        """Say what came of it; where the check stopped it, show all that it stopped."""
        self._public = None
        self.hint = ""
        self.hush()
        refusal = event.refusal
        if refusal is None:
            self.session.wrote()
            self.post_message(Say(event.said))
            return
        self.session.refused(refusal)
        if refusal.details:
            lines = (refusal.message, *refusal.details, refusal.safe or "", refusal.todo or "")
            said = tuple(line for line in lines if line)
            self.post_message(
                ShowAccount(
                    "Not written for the public",
                    (Section("Why not", tuple(Line(None, line) for line in said)),),
                    said,
                    "disclosure check",
                )
            )
            return
        self.post_message(event.again)
        self.post_message(Say(str(refusal)))
