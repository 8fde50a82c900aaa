"""What to test next: one key plans the audit, filled in from what is on record."""

from functools import partial

from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.tui import keys
from auditrack.tui.forms.audit import PROPOSED
from auditrack.tui.messages import OPENS, Fill, Open, Refused
from auditrack.tui.selecting_frame import SelectingFrame
from auditrack.tui.session import Session
from auditrack.views.listing import Item

_NOUNS = ("audit-plan", "audit-year", "audit-next-year")
"""The lists that stand here, in the order in which one key goes through them."""


class AuditPlanScreen(SelectingFrame):
    """The tests that are proposed. Enter plans one, or all that are selected as one audit."""

    PLACE = keys.AUDIT_PLAN
    BINDINGS = keys.bindings(keys.AUDIT_PLAN)

    def __init__(self, session: Session) -> None:
        super().__init__(session, _NOUNS[0], "What to test next")

    def called(self) -> str:
        """The list, or which year it is the plan of."""
        return self.listed.title if self.listed is not None else super().called()

    def why_not_selected(self, item: Item) -> str:
        """Of a year's plan, only what nobody has planned yet goes into a new audit."""
        if self.noun == _NOUNS[0] or item.offers:
            return ""
        return "Only what is proposed is selected here, to be planned as one audit."

    def action_year(self) -> None:
        """The plan of this year, then of the next, then the list of what to test next again."""
        self.noun = _NOUNS[(_NOUNS.index(self.noun) + 1) % len(_NOUNS)]
        self.selected = frozenset()
        self.renew()

    def on_listing_frame_read(self, event: SelectingFrame.Read) -> None:
        """Show it, under its own title."""
        super().on_listing_frame_read(event)
        self.show_frame()

    def action_open_page(self) -> None:
        """Open the theme or the audit under the cursor."""
        item = self.current()
        if item is not None and item.kind:
            self.post_message(Open(item.ref, item.kind))

    def on_virtual_list_chosen(self) -> None:
        """Plan what is under the cursor; in the plan of a year, open what is no proposal."""
        item = self.current()
        if self.noun == _NOUNS[0] or (item is not None and item.offers):
            self.action_plan()
        else:
            self.action_open_page()

    def action_plan(self) -> None:
        """Read what the plan is filled in with, and open its form."""
        item = self.current()
        if self.listed is None or item is None:
            return
        if self.noun != _NOUNS[0] and not item.offers and not self.selected:
            self.say("That is no proposal: o opens it.")
            return
        chosen = [one.ref for one in self.listed.items if one.ref in self.selected] or [item.ref]
        self.run_worker(
            partial(self._fill, tuple(chosen)), group=OPENS, thread=True, exclusive=True
        )

    def _fill(self, refs: tuple[str, ...]) -> None:
        from auditrack.views.audit_proposed import plan_of

        session, worker = self.session, get_current_worker()
        with session.reading():
            try:
                plan = plan_of(session.rows().facts.on(session.writing_day), refs)
            except RefusedError as refused:
                self.post_message(Refused(refused.refusal))
                return
        if worker.is_cancelled:
            return
        form, ref = ("audit-edit", plan.planned) if plan.planned else (PROPOSED, ", ".join(refs))
        self.post_message(Fill(form, ref, plan.values(), because=plan.because))
