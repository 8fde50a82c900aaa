"""Agencies' return forms: who was asked and reminded, what came back, and making new ones."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from auditrack.model.change import RefusedError
from auditrack.tui import keys
from auditrack.tui.messages import Fill, Open, Say
from auditrack.tui.report_kinds import of_page
from auditrack.tui.selecting_frame import SelectingFrame
from auditrack.tui.session import Session
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.views.listing import Item

if TYPE_CHECKING:
    from auditrack.commands.return_form import AskForReturns
    from auditrack.tui.forms.field import Value
    from auditrack.tui.forms.form import Given

_FORM = "return form"


class ReturnsScreen(SelectingFrame):
    """The last form of each agency. Enter opens it, or an agency that was never asked."""

    PLACE = keys.RETURNS
    BINDINGS = keys.bindings(keys.RETURNS)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "returns", "Returns")

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the form under the cursor, or the agency."""
        if self.shown is not None and event.index < len(self.shown.items):
            item = self.shown.items[event.index]
            self.post_message(Open(item.ref, item.kind))

    def own_report(self) -> tuple[str, str] | None:
        """The plan of the agency under the cursor."""
        item = self.current()
        return None if item is None else of_page("agency", self._agency(item))

    def action_open_agency(self) -> None:
        """Open the agency under the cursor."""
        item = self.current()
        if item is not None:
            self.post_message(Open(self._agency(item), "agency"))

    # What is done

    def action_remind(self) -> None:
        """Record a reminder of what is selected, else of this form."""
        forms = [item.ref for item in self._meant() if item.kind == _FORM]
        if forms:
            self.post_message(Fill("return-remind", ", ".join(forms)))
        else:
            self.say("No form was sent here yet: n makes one.")

    def action_back(self) -> None:
        """Record that the form under the cursor came back."""
        item = self.current()
        if item is not None and item.kind == _FORM:
            self.post_message(Fill("return-returned", item.ref))
        else:
            self.say("No form was sent here yet: n makes one.")

    def action_make(self) -> None:
        """Open the form that makes forms, filled in with the agencies that are meant."""
        from auditrack.tui.forms.returns import ASKING, asking

        agencies = tuple(self._agency(item) for item in self._meant())
        values: dict[str, Value] = {"agencies": agencies, "format": "docx", "folder": "~"}
        self.post_message(Fill(ASKING, "", values, asking(self._keep)))

    def _meant(self) -> list[Item]:
        """What is selected, in the order listed; else the line under the cursor."""
        item = self.current()
        if self.selected and self.listed is not None:
            return [one for one in self.listed.items if one.ref in self.selected]
        return [item] if item is not None else []

    @staticmethod
    def _agency(item: Item) -> str:
        return item.more if item.kind == _FORM else item.ref

    def _keep(self, given: "Given") -> str | None:
        """Have the forms made in the background; why they cannot be, as far as is known at once."""
        from auditrack.tui.forms.returns import asked
        from auditrack.tui.returns_out import folder_of

        try:
            folder = folder_of(str(given.values["folder"]), self.session.may_use)
        except RefusedError as refused:
            return str(refused.refusal)
        self.post_message(Say("Making the forms..."))
        self.run_worker(
            partial(self._make, asked(given), folder, given), group="making", thread=True
        )
        return None

    def _make(self, command: "AskForReturns", folder: Path, given: "Given") -> None:
        from auditrack.tui.forms.returns import ASKING, asking
        from auditrack.tui.returns_out import make_forms

        values = given.values
        try:
            said = make_forms(
                self.session,
                command,
                str(values["format"]),
                folder,
                values["unpublished"] == "yes",
            )
        except RefusedError as refused:
            self.session.refused(refused.refusal)
            # What was typed stands in the form again.
            self.post_message(Fill(ASKING, "", values, asking(self._keep)))
            self.post_message(Say(str(refused.refusal)))
            return
        self.session.wrote()
        self.post_message(Say(said))
