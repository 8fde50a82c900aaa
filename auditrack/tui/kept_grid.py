"""The part of a grid's screen that keeps what is typed: its draft, leaving it, and saving it."""

from typing import TYPE_CHECKING

from textual.timer import Timer

from auditrack.model.change import Refusal
from auditrack.model.dates import london_time_in_words
from auditrack.tui.answer_sheet import Sheet, forget_answers, keep_answers, kept_answers
from auditrack.tui.doubted import began
from auditrack.tui.frame import Frame
from auditrack.tui.messages import Ask, Say
from auditrack.tui.session import Session
from auditrack.views.criteria import grid_of
from auditrack.views.wording import counted

if TYPE_CHECKING:
    from auditrack.tui.saving import Job

_DRAFT_SECONDS = 0.3
_OTHERS = "changed-since"


class KeptGrid(Frame):
    """The answers to an audit's questions as they are typed, over those on record.

    `base` is what stood on record when typing began; None where that is not known any more.
    """

    def __init__(self, session: Session, audit: str) -> None:
        super().__init__(session)
        self.audit = audit
        self.sheet = self._on_record()
        self.base: Sheet | None = self.sheet
        self.told = ""
        self._begun_from = self._revisions()
        self._keeper: Timer | None = None
        self._job: Job | None = None
        self._over = False
        self._take_up()
        self._kept_as = self.sheet

    def show_sheet(self) -> None:
        """Show the sheet as it is now."""
        raise NotImplementedError

    def _on_record(self) -> Sheet:
        records = self.session.records
        audit = records.get("audits", self.audit) or {}
        return Sheet.of(grid_of(records, self.audit), audit.get("sample"))

    def _revisions(self) -> tuple[str, ...]:
        return grid_of(self.session.records, self.audit).revisions

    def _take_up(self) -> None:
        """Take up the draft that waits; it goes on from the records that it was begun from."""
        kept = kept_answers(self.session.identity, self.audit)
        if kept is None:
            return
        self.sheet, begun_from, at = kept
        if begun_from != self._begun_from:
            self.base, self._begun_from = None, begun_from
        self.told = f"Your draft of {london_time_in_words(at)} is here again."

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what is on record."""
        return self.sheet.tidied() != self.base

    def put(self, sheet: Sheet) -> None:
        """Hold another sheet and show it; the draft follows in a moment."""
        self.sheet = sheet
        self.show_sheet()
        if self._keeper is None:
            self._keeper = self.set_timer(_DRAFT_SECONDS, self.keep_draft)

    def renew(self) -> None:
        """Somebody wrote: what is on record is shown where nothing is typed; else it stays."""
        if self._job is not None or self._revisions() == self._begun_from:
            return
        if self.is_touched:
            self.say("Somebody changed these questions. Yours stay; saving looks at both.")
        else:
            self._begin_again()

    def _begin_again(self) -> None:
        """Go on from what is on record now."""
        self.base, self._begun_from, self.told = self._on_record(), self._revisions(), ""
        self.put(self.base)

    # The draft

    def keep_draft(self) -> None:
        """Write what is typed to the officer's own folder; nothing typed leaves no draft."""
        if self._keeper is not None:
            self._keeper.stop()
        self._keeper = None
        if self._over or self.sheet == self._kept_as:
            return
        self._kept_as = self.sheet
        identity = self.session.identity
        if not self.is_touched:
            forget_answers(identity, self.audit)
        elif not keep_answers(
            identity, self.audit, self.sheet, self._begun_from, self.session.now()
        ):
            self.say("The draft could not be kept on this machine: save before you leave.")

    def on_unmount(self) -> None:
        """Whatever took the screen away, the draft stays."""
        self.keep_draft()

    def ask_afresh(self) -> None:
        """Forget what was typed, after asking."""

        def answered(answer: str) -> None:
            if answer == "yes":
                self._begin_again()

        self.post_message(
            Ask(
                "Show the questions as they are on record?",
                "What you had typed is discarded. The register is not touched.",
                (("no", "No, keep what is typed"), ("yes", "Yes, as on record")),
                answered,
            )
        )

    # Leaving

    async def step_out(self) -> bool:
        """Escape asks before it leaves what was typed."""
        if not self.is_touched:
            self._leave()
            return True
        self.keep_draft()
        self.post_message(
            Ask(
                "These answers are not saved.",
                "What you typed is not on record yet.",
                (
                    ("back", "Back to the grid"),
                    ("keep", "Keep it as a draft and leave"),
                    ("save", "Save it now"),
                    ("discard", "Discard what was typed"),
                ),
                self._left,
            )
        )
        return True

    def _left(self, answer: str) -> None:
        if answer == "save":
            self.save()
        elif answer == "keep":
            self.post_message(Say("Kept as a draft. Open the questions again to go on."))
            self._leave(keep=True)
        elif answer == "discard":
            self._leave()

    def _leave(self, keep: bool = False) -> None:
        if not keep:
            forget_answers(self.session.identity, self.audit)
        self._over = True
        self.dismiss()

    # Saving

    def save(self) -> None:
        """Hand over the command, unless it would be refused as things stand."""
        if self._job is not None:
            self.say("It is being saved.")
            return
        self.put(self.sheet.tidied())
        command = self.sheet.command(self.audit, self._begun_from)
        refusal = self.session.check(command)
        if refusal is not None:
            self._not_kept(refusal)
            return
        self.keep_draft()
        self.hint = "Saving..."
        self.show_frame()
        self._job = self.session.save(command)

    def job_told(self, job: "Job") -> None:
        """What came of it."""
        if job is not self._job or not self.stands:
            return
        self._job = None
        self.hint = ""
        self.show_frame()
        for saved in job.saved:
            self.post_message(Say(self.session.told_of(saved)))
            self._leave()
        for _, refusal in job.refused:
            self._not_kept(refusal)

    def _not_kept(self, refusal: Refusal) -> None:
        """Say why it was not saved; everything typed stays."""
        if refusal.code == _OTHERS:
            self._meet_others()
        else:
            todo = refusal.todo if refusal.todo and "auditrack " not in refusal.todo else ""
            self.say(f"{began(refusal)} {refusal.message} {todo}")

    def _meet_others(self) -> None:
        """Somebody else changed the same questions: put both together, or ask whose stand."""
        theirs = self._on_record()
        merged = self.sheet.merged(self.base, theirs) if self.base is not None else None
        if merged is None:
            self.post_message(
                Ask(
                    "Somebody else changed these questions.",
                    "Nothing was written. They added or took out questions or cases, or your draft "
                    "is older: the two cannot be put together cell by cell.",
                    (
                        ("back", "Back to the grid, nothing is lost"),
                        ("theirs", "Theirs: discard what you typed"),
                        ("mine", "Yours: save it over theirs; the history keeps theirs"),
                    ),
                    self._chosen,
                )
            )
            return
        made, both = merged
        self.base, self._begun_from = theirs, self._revisions()
        self.put(made)
        clash = f" In {counted(both, 'cell')} both of you did: yours stands there." if both else ""
        self.say(
            f"Nothing was written: somebody else changed answers too, and theirs stand beside "
            f"yours now.{clash} Look, and save again."
        )

    def _chosen(self, answer: str) -> None:
        if answer == "theirs":
            self._begin_again()
        elif answer == "mine":
            self.base, self._begun_from = self._on_record(), self._revisions()
            self.save()
