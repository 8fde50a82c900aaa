"""On the review of an import: whether an item was asked before, as a person answers."""

from functools import partial

from auditrack.tui.messages import Ask
from auditrack.tui.plain import fit, one_line
from auditrack.tui.two_panes import PanesFrame
from auditrack.views.beside_item import ASKS, Near

_SHOWN = 56


class NearItems(PanesFrame):
    """Asks which earlier recommendation asked the same; nothing is on record before Ctrl-S."""

    def action_asked_before(self) -> None:
        """Ask which of the earlier asks near the item asks the same, then how."""
        entry = self.entry
        if entry is None or entry.item.kind not in ASKS:
            self.say("Only a recommendation can have been asked before.")
            return
        hints = self.hint_of(entry)
        if hints is None:
            self.say("Earlier asks are still being looked for.")
        elif not hints.near:
            self.say("No earlier ask on record is near it.")
        else:
            answered = dict(entry.item.asked_before)
            self.post_message(
                Ask(
                    "Which of these asked the same?",
                    "Read both before you answer. Nothing is merged.",
                    (
                        ("", "None of them now"),
                        *((one.ref, _told(one, answered)) for one in hints.near),
                    ),
                    partial(self._ask_how, entry.key, {one.ref: one for one in hints.near}),
                )
            )

    def _ask_how(self, key: int, near: dict[str, Near], earlier: str) -> None:
        from auditrack.commands.asked_before import ANSWERS

        if earlier not in near:
            return
        self.post_message(
            Ask(
                f"This item and {earlier} ask:",
                f"{earlier} asked: {one_line(near[earlier].text)}",
                (("", "Not answered"), *ANSWERS.items()),
                partial(self._answer, key, earlier),
            )
        )

    def _answer(self, key: int, earlier: str, answer: str) -> None:
        if self.working is not None:
            self.put(self.working.answer_asked_before(key, earlier, answer))


def _told(one: Near, answered: dict[str, str]) -> str:
    said = f" [{answered[one.ref]}]" if one.ref in answered else ""
    return fit(f"{one.ref}{said}: {one_line(one.text)}", _SHOWN).rstrip()
