"""A list of records of one kind: narrowed as one types, sorted, opened."""

from auditrack.register import drafts
from auditrack.tui import keys
from auditrack.tui.draft_listing import DRAFT
from auditrack.tui.forms.all import is_of_document
from auditrack.tui.forms.publishing import CALLED
from auditrack.tui.forms.report import kind_of_form
from auditrack.tui.forms.returns import ASKING
from auditrack.tui.kept_reason import REASON
from auditrack.tui.listing_frame import ListingFrame
from auditrack.tui.messages import Ask, AskReport, Fill, Go, Open, Say, Sit
from auditrack.tui.widgets.virtual_list import VirtualList

_NEW = {
    "reviews": "review-add",
    "findings": "finding-add",
    "agencies": "agency-add",
    "leads": "lead-add",
    "audits": "audit-plan",
    "evidence": "evidence-add",
}
"""The form that enters a new one."""


class ListingScreen(ListingFrame):
    """Records of one kind. Enter opens one."""

    PLACE = keys.LISTING
    BINDINGS = keys.bindings(keys.LISTING)

    def leave_out(self) -> frozenset[str]:
        """This place itself, and New where nothing new is entered here."""
        idle = set() if self.noun in _NEW else {"listing-add"}
        if self.noun != "drafts":
            idle.add("listing-discard")
        return super().leave_out() | idle

    def own_report(self) -> tuple[str, str] | None:
        """What needs a decision stands in the progress report; else that of the record."""
        return ("progress", "") if self.noun == "decisions" else super().own_report()

    def on_screen_resume(self) -> None:
        """Drafts are no records: they may have changed without the register."""
        super().on_screen_resume()
        if self.noun == "drafts" and self.listed is not None:
            self.renew()

    # What can be done

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the record under the cursor."""
        if self.shown is None or event.index >= len(self.shown.items):
            return
        item = self.shown.items[event.index]
        if item.kind.startswith(DRAFT):
            self._go_on_with(item.kind.removeprefix(DRAFT), item.ref)
        elif item.kind:
            self.post_message(Open(item.ref, item.kind))
        else:
            self.say("This entry is about no record that has a page.")

    def _go_on_with(self, form: str, ref: str) -> None:
        """Open the form of a draft; those that are made elsewhere are begun there."""
        if is_of_document(form):
            self.post_message(Go("importing", begun=(ref,)))
        elif form == "before":
            self.post_message(Go("before"))
        elif form == REASON:
            self.post_message(Sit(ref))
        elif form == "several":
            self.say("Select the recommendations in the register and press B again.")
        elif form in CALLED:
            self.post_message(Open(ref, "publication"))
            self.post_message(Say("Press > or * to go on with the form."))
        elif form == ASKING:
            self.post_message(Go("returns"))
            self.post_message(Say("Press n to go on with the forms."))
        elif kind := kind_of_form(form):
            self.post_message(AskReport(kind, ref))
        elif form.startswith("several-"):
            self.say("Select the same lines in My work and press the same key again.")
        else:
            self.post_message(Fill(form, ref))

    def action_add(self) -> None:
        """Enter a new one."""
        form = _NEW.get(self.noun)
        if form is None:
            self.say("Nothing new is entered in this list.")
        else:
            self.post_message(Fill(form))

    def action_discard(self) -> None:
        """Discard the draft under the cursor, after asking."""
        if self.noun != "drafts":
            self.say("Nothing is discarded here: a record is withdrawn on its own page.")
            return
        cursor = self.query_one("#rows", VirtualList).cursor
        if self.shown is None or cursor >= len(self.shown.items):
            self.say("No draft stands under the cursor.")
            return
        item = self.shown.items[cursor]

        def told(answer: str) -> None:
            if answer == "yes":
                drafts.forget(self.session.identity, item.kind.removeprefix(DRAFT), item.ref)
                self.post_message(Say("The draft was discarded. The register is as it was."))
                self.renew()

        self.post_message(
            Ask(
                f"Discard the draft “{item.cells[0]}”?",
                f"What was typed into it on {item.cells[1]} is gone then. The register is not "
                "touched.",
                (("no", "No, keep it"), ("yes", "Yes, discard it")),
                told,
            )
        )
