"""The meetings that were held: one that is open is gone on with, one that has ended is read."""

from auditrack.tui import keys
from auditrack.tui.doubted import began
from auditrack.tui.forms.meeting import START
from auditrack.tui.listing_frame import ListingFrame
from auditrack.tui.messages import Ask, AskLine, Fill, Open, Sit
from auditrack.tui.report_asked import ReportAsked
from auditrack.tui.report_frame import ReportFrame
from auditrack.tui.saving import Job
from auditrack.tui.session import Session
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.views.listing import Item
from auditrack.views.meetings import meetings


class MeetingsScreen(ListingFrame, ReportFrame):
    """Meetings, those that go on first. Where one alone is open, it is gone on with at once."""

    # The look is that of a list: Textual takes it from the first base alone.

    PLACE = keys.MEETINGS
    BINDINGS = keys.bindings(keys.MEETINGS)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "meetings", "Meetings")
        self._begun = ""
        """The meeting that was begun here: who is present is asked first."""
        self._job: Job | None = None

    def on_mount(self) -> None:
        """Go on with the meeting that is open, once the list below it has its size."""
        self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        open_ones = [str(one["ref"]) for one in self._open_ones()]
        if len(open_ones) == 1 and self.is_current:
            self.post_message(Sit(open_ones[0]))

    def _open_ones(self) -> list[dict[str, object]]:
        found = meetings(self.session.records)
        return [dict(one) for one in found if one.get("status") == "open"]

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Go on with the meeting under the cursor, or read its page."""
        item = self.current()
        if item is None:
            self.action_new()
        elif self._is_open(item):
            self.post_message(Sit(item.ref))
        else:
            self.post_message(Open(item.ref, "meeting"))

    def _is_open(self, item: Item) -> bool:
        document = self.session.records.get("meetings", item.ref) or {}
        return document.get("status") == "open"

    def action_new(self) -> None:
        """Begin a meeting."""
        self.post_message(Fill(START))

    def job_told(self, job: Job) -> None:
        """A meeting was begun: go on with it. Say what came of the rest."""
        if job is self._job:
            self._job = None
            for saved in job.saved:
                self.say(self.session.told_of(saved))
            for _, refusal in job.refused:
                self.say(f"{began(refusal)} {refusal.message}")
            return
        for saved in job.saved:
            if saved.entry.cmd == "meeting start" and saved.references[0] != self._begun:
                self._begun = saved.references[0]
                self.post_message(Sit(self._begun, begun=True))

    def action_minutes(self) -> None:
        """Write the minutes of the meeting under the cursor again."""
        item = self.current()
        if item is None:
            self.say("No meeting stands under the cursor.")
        elif self._is_open(item):
            self.say(f"{item.ref} still goes on: its draft minutes are written when it ends.")
        else:
            self.make_report(ReportAsked("minutes", item.ref))

    def own_report(self) -> tuple[str, str] | None:
        """The minutes of the meeting under the cursor, once it is over."""
        item = self.current()
        return None if item is None or self._is_open(item) else super().own_report()

    async def step_out(self) -> bool:
        """Escape stops minutes that are being written before it leaves."""
        return self.stop_making() or await super().step_out()

    def action_agree(self) -> None:
        """Record that minutes were agreed, after asking."""
        from auditrack.commands.meeting import AgreeMinutes

        item = self.current()
        if item is None:
            self.say("No meeting stands under the cursor.")
            return
        command = AgreeMinutes(item.ref)
        refusal = self.session.check(command)
        if refusal is not None:
            self.say(refusal.message)
            return

        def answered(answer: str) -> None:
            if answer == "yes":
                self._job = self.session.save(command)

        self.post_message(
            Ask(
                f"Were the minutes of {item.ref} agreed today?",
                "They are not changed after that: a correction is recorded in the next meeting. "
                "Another day is given with: auditrack meeting agree --on",
                (("no", "No, they are a draft still"), ("yes", "Yes, they were agreed today")),
                answered,
            )
        )

    def action_withdraw(self) -> None:
        """Withdraw a meeting that was begun by mistake."""
        from auditrack.commands.meeting import WithdrawMeeting

        item = self.current()
        if item is None:
            self.say("No meeting stands under the cursor.")
            return
        ref = item.ref

        def told(typed: str) -> str | None:
            command = WithdrawMeeting(ref, typed or None)
            refusal = self.session.check(command)
            if refusal is not None:
                return f"{began(refusal)} {refusal.message}"
            self._job = self.session.save(command)
            return None

        self.post_message(
            AskLine(
                f"Why is {ref} withdrawn?",
                "Only a meeting that decided nothing can be: one that was begun by mistake. The "
                "history keeps it.",
                "",
                told,
            )
        )
