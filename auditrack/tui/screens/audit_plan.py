"""What to test next: one key plans the audit, filled in from what is on record."""

from functools import partial

from textual.worker import get_current_worker

from auditrack.model.change import RefusedError
from auditrack.tui import keys
from auditrack.tui.forms.audit import PROPOSED
from auditrack.tui.messages import OPENS, Fill, Open, Refused
from auditrack.tui.selecting_frame import SelectingFrame
from auditrack.tui.session import Session


class AuditPlanScreen(SelectingFrame):
    """The tests that are proposed. Enter plans one, or all that are selected as one audit."""

    PLACE = keys.AUDIT_PLAN
    BINDINGS = keys.bindings(keys.AUDIT_PLAN)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "audit-plan", "What to test next")

    def action_open_page(self) -> None:
        """Open the theme or the audit under the cursor."""
        item = self.current()
        if item is not None:
            self.post_message(Open(item.ref, item.kind))

    def on_virtual_list_chosen(self) -> None:
        """Plan what is under the cursor."""
        self.action_plan()

    def action_plan(self) -> None:
        """Read what the plan is filled in with, and open its form."""
        item = self.current()
        if self.listed is None or item is None:
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
