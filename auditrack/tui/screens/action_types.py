"""The types of action that nobody has confirmed: one key confirms what the words suggest."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from auditrack.tui import keys
from auditrack.tui.doubted import began
from auditrack.tui.messages import Ask, Open
from auditrack.tui.selecting_frame import SelectingFrame
from auditrack.tui.session import Session
from auditrack.tui.widgets.virtual_list import VirtualList
from auditrack.views.listing import Item, Listing

if TYPE_CHECKING:
    from auditrack.commands.command import Command
    from auditrack.tui.saving import Job

_LEAVE = ("no", "Leave it as it is")


class ActionTypesScreen(SelectingFrame):
    """Actions without a type that a person has said: all, or those on a theme."""

    PLACE = keys.ACTION_TYPES
    BINDINGS = keys.bindings(keys.ACTION_TYPES)

    def __init__(self, session: Session, theme: str = "") -> None:
        super().__init__(session, "action-types", "Types to confirm")
        self._theme = theme
        self._saving: dict[int, tuple[Job, frozenset[str]]] = {}

    def read_list(self) -> Listing:
        """What there is to confirm."""
        from auditrack.views.action_types import types_to_confirm

        return types_to_confirm(self.session.rows().facts, self._theme or None).ordered(0)

    def why_not_selected(self, item: Item) -> str:
        """Nothing is confirmed where the words suggest nothing."""
        return "" if item.offers else f"The words of {item.ref} suggest no type: o chooses one."

    # Confirming

    def action_confirm(self) -> None:
        """Confirm what is suggested for all that are selected, else for this line."""
        item = self.current()
        if self.selected and self.listed is not None:
            meant = [one for one in self.listed.items if one.ref in self.selected]
            hidden = len(self.selected - {one.ref for one in self.shown_items})
            if hidden:
                self._ask_of_hidden(meant, hidden)
            else:
                self._confirm(meant)
        elif item is not None:
            if why := self.why_not_selected(item):
                self.say(why)
            else:
                self._confirm([item])

    @property
    def shown_items(self) -> Sequence[Item]:
        """The lines that the filter lets through."""
        return self.shown.items if self.shown is not None else ()

    def _ask_of_hidden(self, meant: list[Item], hidden: int) -> None:
        self.post_message(
            Ask(
                f"Confirm the suggested types of {len(meant)} actions?",
                f"{hidden} of them you do not see now: the filter hides them.",
                (("no", "No, leave them"), ("yes", "Yes, confirm them all")),
                lambda answer: self._confirm(meant) if answer == "yes" else None,
            )
        )

    def _confirm(self, items: Sequence[Item]) -> None:
        from auditrack.commands.action_types import ConfirmActionTypes

        refs = tuple(item.ref for item in items)
        if self._save(ConfirmActionTypes(refs, tuple(item.offers for item in items)), refs):
            self.select(frozenset())

    def action_other(self) -> None:
        """Choose another type for the line under the cursor."""
        item = self.current()
        if item is None:
            return
        from auditrack.tui.forms.choices import action_types_for

        document = self.session.records.get("actions", item.ref) or {}
        what = str(document.get("what", ""))
        choices = tuple((choice.value, choice.said) for choice in action_types_for(what))
        self.post_message(
            Ask(
                f"Which type of action is {item.ref}?",
                f"{what} (Types of the board's own are typed in its form: Enter, then E.)",
                (_LEAVE, *choices),
                partial(self._chosen, item.ref, document.get("rev")),
            )
        )

    def _chosen(self, ref: str, revision: int | None, kind: str) -> None:
        if kind != _LEAVE[0]:
            from auditrack.commands.action import EditAction

            self._save(EditAction(ref, type=kind, base_rev=revision), (ref,))

    def _save(self, command: "Command", refs: Sequence[str]) -> bool:
        """Have it saved; whether it is on its way."""
        if not self.session.may_write:
            self.say(f"Nothing can be saved here: {self.session.why_read_only}")
            return False
        if any(not under_way.isdisjoint(refs) for _, under_way in self._saving.values()):
            self.say("It is being saved.")
            return False
        job = self.session.save(command)
        self._saving[id(job)] = job, frozenset(refs)
        return True

    def job_told(self, job: "Job") -> None:
        """What came of it; the list is read again by itself."""
        if self._saving.pop(id(job), None) is None or not self.stands:
            return
        for saved in job.saved:
            self.say(self.session.told_of(saved))
        for _, refusal in job.refused:
            self.say(f"{began(refusal)} {refusal}")

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open the action under the cursor."""
        if event.index < len(self.shown_items):
            self.post_message(Open(self.shown_items[event.index].ref, "action"))
