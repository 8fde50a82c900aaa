"""What this login has to do: one list of late actions, sign-offs, audits, evidence and replies."""

from dataclasses import replace

from auditrack.tui import keys
from auditrack.tui.messages import Fill, Open
from auditrack.tui.own_work import own_work_of
from auditrack.tui.selecting_frame import SelectingFrame
from auditrack.tui.session import Session
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.views.listing import Item, Listing


class WorkScreen(SelectingFrame):
    """The work of one's own leads, or of everybody. Enter opens a record."""

    PLACE = keys.WORK
    BINDINGS = keys.bindings(keys.WORK)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "work", "My work")
        self._everybody = False
        self._note = ""

    def called(self) -> str:
        """Whose work it is."""
        return "Everybody's work" if self._everybody else "My work"

    def read_list(self) -> Listing:
        """The lines, and why they are not one's own where they are not."""
        from auditrack.views.listing_own import own_work

        session = self.session
        work = own_work_of(session.register_for_settings, session.rows(), self._everybody)
        self._note = work.note
        listed = own_work(work, self._everybody)
        if work.note and not work.lines:
            listed = replace(listed, empty=f"{work.note} Nothing is overdue.")
        return listed.ordered(0)

    def on_listing_frame_read(self, event: SelectingFrame.Read) -> None:
        """Say once why it is not one's own work."""
        is_first = self.listed is None
        super().on_listing_frame_read(event)
        if is_first and self._note and self.stands:
            self.say(self._note)

    def why_not_selected(self, item: Item) -> str:
        """Actions and evidence alone have something that is done with several."""
        if item.offers:
            return ""
        return f"{item.ref} is not selected here: Enter opens it."

    async def step_out(self) -> bool:
        """Escape stops a change of several first."""
        if self.app.cancel_batch():  # type: ignore[attr-defined]
            return True
        return await super().step_out()

    # What is done

    def action_everybody(self) -> None:
        """Everybody's work, or one's own again."""
        self._everybody = not self._everybody
        self.select(frozenset())
        self.show_frame()
        self.renew()

    def _meant(self, record: str) -> tuple[str, ...]:
        """What is selected of a kind of record, in the order listed; else what is pointed at."""
        item = self.current()
        if self.selected and self.listed is not None:
            return tuple(
                dict.fromkeys(
                    one.ref
                    for one in self.listed.items
                    if one.ref in self.selected and one.offers == record
                )
            )
        return (item.ref,) if item is not None and item.offers == record else ()

    def _hidden(self, refs: tuple[str, ...]) -> int:
        shown = {item.ref for item in self.shown.items} if self.shown is not None else set()
        return len(set(refs) - shown)

    def action_several(self, doing: str) -> None:
        """Do something to what is selected, else to what the cursor is on."""
        from auditrack.tui.forms.several_actions import RECORD, form_for

        record = RECORD[doing]
        refs = self._meant(record)
        if not refs:
            named = "an action" if record == "action" else "a piece of evidence"
            self.say(f"This is done to {named}: select some, or go to one.")
            return
        self.post_message(
            Fill(f"several-{doing}", "", None, form_for(doing, refs, self._hidden(refs)))
        )

    def action_evidence(self) -> None:
        """Log one piece of evidence for all the actions that are selected, else for this one."""
        from auditrack.tui.forms.evidence import for_several

        refs = self._meant("action")
        if refs:
            self.post_message(for_several(refs, "action"))
        else:
            self.say("Evidence is logged for an action here: select some, or go to one.")

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the record under the cursor."""
        if self.shown is not None and event.index < len(self.shown.items):
            item = self.shown.items[event.index]
            self.post_message(Open(item.ref, item.kind))
