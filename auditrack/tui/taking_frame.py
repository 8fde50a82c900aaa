"""The part of a screen that takes a file in: drafts of what was said of it, and the way back."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.timer import Timer

from auditrack.tui.frame import Frame
from auditrack.tui.messages import Ask, Go, Say
from auditrack.tui.session import Session

if TYPE_CHECKING:  # loaded when a document is
    from auditrack.tui.saving import Job

_DRAFT_SECONDS = 0.3

Said = TypeVar("Said")
"""What a person may say of a file: an immutable value."""


class TakingFrame(Frame, Generic[Said]):
    """One file, what a person said of it, and the import that takes it in.

    A screen of a kind of file says what `fresh` choices are, how they are kept and forgotten, and
    looks in the background, in workers of its `GROUP`, at what becomes of the file.
    """

    GROUP: ClassVar[str]
    CALLED: ClassVar[str]
    """What the file is called in a sentence: "form"."""
    AFRESH: ClassVar[str]
    """What is said once nothing is said of it any more."""

    def __init__(self, session: Session, path: str, fresh: Said) -> None:
        super().__init__(session)
        self.path = Path(path)
        self.fresh = self.choices = fresh
        self.why = ""
        """Why there is nothing to show, in a sentence."""
        self._before: list[Said] = []
        self._keeper: Timer | None = None
        self._job: Job | None = None
        self._undoing: Job | None = None

    # What a kind of file knows

    @property
    def sha256(self) -> str | None:
        """The digest of the file; None until it was read."""
        raise NotImplementedError

    @property
    def taken_in_as(self) -> str | None:
        """The import that took it in and stands."""
        raise NotImplementedError

    @property
    def is_draft(self) -> bool:
        """Whether anything was said that is not on record."""
        return self.choices != self.fresh

    @property
    def waits(self) -> bool:
        """Whether leaving the screen leaves something that is still to be taken in."""
        return self.is_draft

    def show_all(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    def look(self) -> None:
        """Find out, in the background, what becomes of the file as things stand."""
        raise NotImplementedError

    def keep(self, sha256: str) -> bool:
        """Keep what was said of it; whether it could be written."""
        raise NotImplementedError

    def forget(self, sha256: str) -> None:
        """Keep nothing of what was said of it."""
        raise NotImplementedError

    # What a person says

    @property
    def is_looking(self) -> bool:
        """Whether something is being read or compared."""
        return any(one.group == self.GROUP and one.is_running for one in self.workers)

    def put(self, choices: Said) -> None:
        """Hold other choices, show them, and find out what becomes of the file then."""
        if choices == self.choices or self.sha256 is None or self._job is not None:
            return
        self._before.append(self.choices)
        self.hold(choices)

    def hold(self, choices: Said) -> None:
        """Hold choices without a way back."""
        self.choices = choices
        self.show_all()
        self.look()
        if self._keeper is None:
            self._keeper = self.set_timer(_DRAFT_SECONDS, self.keep_draft)

    async def action_undo_here(self) -> None:
        """Take back the last thing said here; where there is none, the import or the last save."""
        imported = self.taken_in_as
        if self._before:
            self.hold(self._before.pop())
            self.say("Taken back.")
        elif imported is not None:
            self._ask_to_undo(imported)
        else:
            await self.app.run_action("undo", self.app)

    def action_afresh(self) -> None:
        """As the file was read."""
        self.put(self.fresh)
        self.say(self.AFRESH)

    def action_document(self) -> None:
        """Ask for another document."""
        self.post_message(Go("importing"))

    # The draft

    def keep_draft(self) -> None:
        """Write what was said to the officer's own folder; nothing said leaves no draft."""
        if self._keeper is None:
            return
        self.stop_keeping()
        sha256 = self.sha256
        if sha256 is None:
            return
        if not self.is_draft:
            self.forget(sha256)
        elif not self.keep(sha256):
            self.say("This draft could not be kept on this machine: take it in before you leave.")

    def stop_keeping(self) -> None:
        """What waits to be kept is not kept."""
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper = None

    def on_unmount(self) -> None:
        """Whatever took the screen away, the draft stays."""
        self.keep_draft()

    async def step_out(self) -> bool:
        """Escape stops the reading first; what was said waits."""
        if self.sha256 is None and self.is_looking:
            self.workers.cancel_group(self, self.GROUP)
            self.why = "Stopped. Nothing was written. o opens a document."
            self.show_all()
            return True
        if self.waits:
            self.post_message(Say("What you said of it waits as a draft: D lists it."))
        return False

    # Taking it back

    def _ask_to_undo(self, ref: str) -> None:
        from auditrack.commands.undo_import import UndoImport

        def answered(answer: str) -> None:
            if answer == "yes":
                self._undoing = self.session.save(UndoImport(ref=ref))

        self.post_message(
            Ask(
                f"Take {ref} back?",
                "What nobody has worked on since is withdrawn; what somebody has is named and "
                f"stays. The history keeps both. Then the {self.CALLED} can be taken in again.",
                (("no", "No, leave it"), ("yes", "Yes, undo the import")),
                answered,
            )
        )
