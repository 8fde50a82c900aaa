"""The part of the import's screen that holds what a person made of the proposals.

It keeps the draft, finds what stands beside each item in the background, and takes the rest in.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.model.dates import london_time_in_words
from auditrack.model.proposal import Proposals
from auditrack.model.refs import slug
from auditrack.tui.document_reading import DocumentFrame
from auditrack.tui.forms.taking_in import taking_in
from auditrack.tui.kept_working import forget_working, keep_working, kept_working
from auditrack.tui.messages import Ask, Fill, Refused, Say, ShowAccount
from auditrack.tui.plain import one_line
from auditrack.tui.session import Session
from auditrack.views.imported import in_words, into, taken_in
from auditrack.views.theming import Theming

if TYPE_CHECKING:  # loaded when a document is
    from auditrack.intake.working import Entry, Working
    from auditrack.tui.saving import Job
    from auditrack.views.beside_item import Beside

    Words = tuple[str, str, str]

_DRAFT_SECONDS = 0.3
_AT_ONCE = 8
"""Items whose hints are shown together: each time, others may have their turn at the register."""


class ReviewFrame(DocumentFrame):
    """The working of one document, and everything that becomes of it but its look."""

    class HintsFound(Message):
        """What stands beside some items, by their words."""

        def __init__(self, found: "dict[Words, Beside]") -> None:
            super().__init__()
            self.found = found

    def __init__(self, session: Session, file: str = "") -> None:
        super().__init__(session, file)
        self.working: Working | None = None
        self.hints: dict[Words, Beside] = {}
        self.key: int | None = None
        """The item that is looked at: it stays so whatever comes and goes around it."""
        self._keeper: Timer | None = None
        self._kept_as: Working | None = None
        self._undoing: Job | None = None
        self._accepted: Working | None = None
        """What was taken in while this screen stood."""

    # What a look has to say

    def show_working(self) -> None:
        """Show the working as it is now."""
        raise NotImplementedError

    def show_hints(self) -> None:
        """More hints were found: show those of the item that is looked at."""
        raise NotImplementedError

    def place_looked_at(self) -> int:
        """Where the cursor is among the items."""
        raise NotImplementedError

    # The working

    def document_read(self, found: Proposals) -> None:
        """Show what was found, ticked as a hurried person may accept it, or go on from a draft."""
        from auditrack.intake.working import Working

        self.working = self._kept_as = Working.of(found)
        kept = kept_working(self.session.identity, found)
        if kept is not None and self.taken_in_as is None:
            working, at = kept
            if working is None:
                self.say("The draft of this document cannot be read, so it begins afresh.")
            else:
                self.working = self._kept_as = working
                self.key = _after_the_last_answer(working)
                when = london_time_in_words(at)
                self.say(f"Your draft of {when} is here again. F6 starts afresh.")
        self.show_working()
        self._look_for_hints()

    @property
    def taken_in_as(self) -> Mapping[str, Any] | None:
        """The import that took this document in, where one did."""
        if self.found is None:
            return None
        return taken_in(self.session.records, self.found.source.sha256)

    def described(self) -> str:
        """How much is to be taken in, or was."""
        imported = self.taken_in_as
        if imported is not None:
            return (
                f"Taken in as {imported['ref']}. u takes it back, h tells what was taken and left."
            )
        return f"{self.working.describe()}." if self.working is not None else ""

    def names_of_themes(self, entry: "Entry") -> tuple[str, ...]:
        """What the themes are called that were confirmed for an entry."""
        themes = entry.item.themes
        return Theming(self.session.records).names(themes) if themes else ()

    def put(self, working: "Working") -> None:
        """Hold another working and show it; the draft follows in a moment."""
        if working is self.working:
            return
        if self.taken_in_as is not None:
            self.say("This document was taken in: its records are put right on their own pages.")
            return
        self.working = working
        self.show_working()
        self._look_for_hints()
        if self._keeper is None:
            self._keeper = self.set_timer(_DRAFT_SECONDS, self.keep_draft)

    def action_redo_here(self) -> None:
        """Do again what was taken back."""
        if self.working is None:
            return
        after = self.working.redo()
        self.say(f"Done again: {after.done}." if after is not self.working else "Nothing to redo.")
        self.put(after)

    async def action_undo_here(self) -> None:
        """Take back the last thing done here; where there is none, the last one saved."""
        working, imported = self.working, self.taken_in_as
        if imported is not None:
            self._ask_to_undo(str(imported["ref"]))
        elif working is None or working.before is None:
            await self.app.run_action("undo", self.app)
        else:
            self.put(working.undo())
            self.say(f"Taken back: {working.done}. U does it again.")

    def _ask_to_undo(self, ref: str) -> None:
        """Take a whole import back, after asking."""
        from auditrack.commands.undo_import import UndoImport

        def answered(answer: str) -> None:
            if answer == "yes":
                self._undoing = self.session.save(UndoImport(ref=ref))

        self.post_message(
            Ask(
                f"Take {ref} back?",
                "What nobody has worked on since is withdrawn; what somebody has is named and "
                "stays. The history keeps both. Then the document can be taken in again.",
                (("no", "No, leave it"), ("yes", "Yes, undo the import")),
                answered,
            )
        )

    def action_afresh(self) -> None:
        """As the document proposes it."""
        if self.working is not None:
            self.put(self.working.afresh())
            self.say("As the document proposes it. u takes that back.")

    # The draft

    def keep_draft(self) -> None:
        """Write what was done to the officer's own folder; nothing done leaves no draft."""
        if self._keeper is not None:
            self._keeper.stop()
        self._keeper = None
        working = self.working
        if working is None or working == self._kept_as or self.taken_in_as is not None:
            return
        self._kept_as = working
        identity = self.session.identity
        if not working.is_touched:
            forget_working(identity, working.proposals.source.sha256)
        elif not keep_working(identity, str(self.path), working, self.session.now()):
            self.say("This draft could not be kept on this machine: take it in before you leave.")

    def leave_document(self) -> None:
        """Another document is about to be read."""
        self.keep_draft()
        self.working = self._kept_as = None
        self.hints = {}
        self.key = None
        self.show_working()

    def on_unmount(self) -> None:
        """Whatever took the screen away, the draft stays."""
        self.keep_draft()

    async def step_out(self) -> bool:
        """Say, when it is left, that what was done waits."""
        if await super().step_out():
            return True
        if self.working is not None and self.working.is_touched and self.taken_in_as is None:
            self.post_message(Say("What you did waits as a draft: D lists it."))
        return False

    # Hints in the background

    def hint_of(self, entry: "Entry") -> "Beside | None":
        """What stands beside an entry; None while it is not known."""
        return self.hints.get(_words(entry))

    def _look_for_hints(self) -> None:
        """Find what stands beside the items that are new, the nearest to the cursor first."""
        working = self.working
        if working is None:
            return
        here = self.place_looked_at()
        near = sorted(enumerate(working.entries), key=lambda one: abs(one[0] - here))
        missing = dict.fromkeys(_words(entry) for _, entry in near)
        wanted = [words for words in missing if words not in self.hints]
        if wanted:
            looks = partial(self._find_hints, wanted)
            self.run_worker(looks, group="near", thread=True, exclusive=True)

    def _find_hints(self, wanted: "list[Words]") -> None:
        from auditrack.views.beside_item import beside

        worker = get_current_worker()
        for first in range(0, len(wanted), _AT_ONCE):
            found: dict[Words, Beside] = {}
            with self.session.reading():
                try:
                    facts = self.session.rows().facts
                    for words in wanted[first : first + _AT_ONCE]:
                        if worker.is_cancelled:
                            return
                        found[words] = beside(facts, *words)
                except RefusedError as refused:
                    self.post_message(Refused(refused.refusal))
                    return
            if not worker.is_cancelled:
                self.post_message(self.HintsFound(found))

    def on_review_frame_hints_found(self, event: HintsFound) -> None:
        """Remember them, and show those of the item under the cursor."""
        if self.stands:
            self.hints |= event.found
            self.show_hints()

    # Taking it in

    def action_take_in(self) -> None:
        """Ask what the document does not say of itself, and take in what is to be taken."""
        from auditrack.views.bodies_asked import named_by, new_bodies

        working = self.working
        if working is None or not working.taken:
            self.say("Nothing is marked [x], so nothing can be taken in.")
            return
        taken = [working.entries[place].item for place in working.taken]
        new = new_bodies(self.session.records, named_by(taken))
        title = working.proposals.review.title or self.path.stem
        form, values = taking_in(working.to_proposals(), working.taken, slug(title), new)
        self.post_message(Fill(form.id, str(self.path), values, form))

    def job_told(self, job: "Job") -> None:
        """Where it was this document that was taken in, the account is shown."""
        if job is self._undoing and job.done.is_set():
            self._undoing = None
            for saved in job.saved:
                self.say(self.session.told_of(saved))
            for _, refusal in job.refused:
                self.say(str(refusal))
            return
        imported = self.taken_in_as if self.stands else None
        for saved in job.saved:
            if imported is not None and saved.references[:1] == (imported["ref"],):
                self._accepted = self.working
                self.action_account()

    def action_account(self) -> None:
        """What is taken, what is left and why."""
        from auditrack.intake.account import account_of

        imported, working = self.taken_in_as, self.working
        if working is None:
            self.say("No document is open: o opens one.")
        elif imported is not None and self._accepted is not working:
            self.say(f"Taken in {in_words(imported)}. Which items were left is not on record.")
        else:
            told = into(imported) if imported is not None else ""
            account = account_of(working, told)
            title = one_line(f"{self.path.name}: what is taken, left and why")
            self.post_message(ShowAccount(title, account.sections, account.lines()))

    def notes(self) -> Iterable[str]:
        """What a person should know of the document, as its reader says it."""
        if self.found is None:
            return ()
        if self.taken_in_as is not None:
            forget_working(self.session.identity, self.found.source.sha256)
        return self.found.notes


def _after_the_last_answer(working: "Working") -> int | None:
    """The key of the item at which a person goes on."""
    said = [place for place, one in enumerate(working.entries) if one.state != "proposed"]
    place = min(said[-1] + 1, len(working.entries) - 1) if said else 0
    return working.entries[place].key if working.entries else None


def _words(entry: "Entry") -> "Words":
    return entry.item.kind, entry.item.text, entry.item.outcome or ""
