"""The review of an import: the document on the left, what was found in it on the right.

Here is what a person says of it, key by key; the working knows what comes of that.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from auditrack.tui import keys
from auditrack.tui.checked_items import CheckedItems
from auditrack.tui.messages import AskLine, Fill, Pick
from auditrack.tui.plain import one_line
from auditrack.tui.two_panes import NONE_OPEN
from auditrack.tui.widgets.told_below import ToldBelow

if TYPE_CHECKING:  # loaded when a document is
    from auditrack.intake.working import Working

_NO_ITEM = "This passage gave no item: e makes it one."


class ImportingScreen(CheckedItems):
    """Yes, no, and whatever puts an item right; nothing is on record before Ctrl-S and a form."""

    PLACE = keys.IMPORTING
    BINDINGS = keys.bindings(keys.IMPORTING)
    _sought = ""

    def _meant(self) -> list[int]:
        """The items that are meant: selected, under the cursor, or given by the passages chosen."""
        working = self.working
        if working is None:
            return []
        if self.at_source:
            places = {place for one in self.chosen for place in working.reading(one)}
        else:
            places = set(self.chosen)
        return [one.key for place, one in enumerate(working.entries) if place in places]

    def _made(self, working: "Working", key: int | None = None, said: str = "") -> bool:
        """Hold what an operation made, the cursor on an item of it; whether it made anything."""
        self.begun_at = None
        if self.working is None or working is self.working:
            self.follow()
            if said:
                self.say(said)
            return False
        if key is not None:
            self.key = key
        self.put(working)
        return True

    def _decide(self, decide: "Callable[[Working, list[int]], Working]") -> None:
        """Say yes or no to what is meant, and go on to the next."""
        meant, working = self._meant(), self.working
        if working is None or not meant:
            self.say(_NO_ITEM if working else NONE_OPEN)
            return
        last = max(working.place(key) for key in meant)
        self._made(decide(working, meant))
        if not self.at_source:
            self.rows.move_to(last + 1)

    def action_accept(self) -> None:
        """Yes."""
        self._decide(lambda working, meant: working.accept(meant))

    def action_reject(self) -> None:
        """No."""
        self._decide(lambda working, meant: working.reject(meant))

    def action_accept_rest(self) -> None:
        """Yes to all that are ticked from here on."""
        if self.working is not None:
            self._made(
                self.working.accept_ticked_from(self.rows.cursor),
                said="Nothing from here on is ticked and undecided.",
            )

    def action_reject_all(self) -> None:
        """No to all."""
        if self.working is not None:
            self._made(self.working.reject_all())

    def action_kind(self, kind: str) -> None:
        """Say what kind it is; in the source, that each passage is one of that kind."""
        if self.at_source:
            self._take_each(kind)
        elif self.working is not None and self._meant():
            self._made(self.working.set_kind(self._meant(), kind))

    def _take_each(self, kind: str) -> None:
        from auditrack.intake.choosing import each_is_one

        if self.working is not None:
            chosen = self.chosen
            working, made = each_is_one(self.working, chosen[0], chosen[-1], kind)
            self._made(working, made[0] if made else None, "There are no words here.")

    def action_each(self) -> None:
        """Each passage here is one recommendation; of an item, split it."""
        if self.at_source:
            self._take_each("recommendation")
        else:
            self.action_split()

    def action_whole(self) -> None:
        """All that is selected is one recommendation."""
        from auditrack.intake.choosing import whole_is_one

        if self.working is None:
            return
        if not self.at_source:
            self.action_merge("up")
            return
        chosen = self.chosen
        working, made = whole_is_one(self.working, chosen[0], chosen[-1])
        self._made(working, made[0] if made else None, "There are no words here.")

    def action_outcome(self) -> None:
        """What is selected is an outcome."""
        from auditrack.intake.choosing import outcome_from, outcome_of_before

        entry, working = self.entry, self.working
        if entry is None or working is None:
            return
        chosen = self.chosen
        of_itself = set(entry.item.passages) <= set(chosen)
        if self.at_source and not of_itself:
            made = outcome_from(working, chosen[0], chosen[-1], entry.key)
            self._made(made, said="An item keeps words of its own.")
            return
        place = working.place(entry.key)
        before = working.entries[place - 1].key if place else None
        self._made(
            outcome_of_before(working, entry.key), before, "There is no item before this one."
        )

    def action_split(self) -> None:
        """Split the item at its widest joint."""
        from auditrack.intake.parting import split

        entry = self.entry
        if entry is not None and self.working is not None:
            self._made(
                split(self.working, entry.key),
                said="It is one sentence: Enter opens it, and words can be taken out there.",
            )

    def action_merge(self, way: str) -> None:
        """Join the item to its neighbour; all that are selected, to one."""
        from auditrack.intake.parting import merge, merge_down, merge_up

        entry, working = self.entry, self.working
        if entry is None or working is None:
            return
        meant = self._meant()
        if len(meant) > 1:
            self._made(merge(working, meant), meant[0], "Others stand between them.")
        elif way == "up":
            place = working.place(entry.key)
            into = working.entries[place - 1].key if place else None
            self._made(merge_up(working, entry.key), into, "There is no item before this one.")
        else:
            self._made(merge_down(working, entry.key), said="There is no item after this one.")

    def action_theme(self) -> None:
        """Confirm the next theme that is suggested; after the last, none."""
        entry, working = self.entry, self.working
        hints = self.hint_of(entry) if entry is not None else None
        if entry is None or working is None:
            return
        if hints is None or not hints.themes:
            self.say("No theme is suggested for it." if hints is not None else "Still looking.")
            return
        confirmed = entry.item.themes
        left = [one.theme for one in hints.themes if one.theme not in confirmed]
        for theme in left[:1] or confirmed:
            working = working.set_theme(entry.key, theme)
        self._made(working)

    # Whom it asks

    def action_asked(self) -> None:
        """Say whom the items ask."""
        meant, working = self._meant(), self.working
        if working is None or not meant:
            self.say(_NO_ITEM if working else NONE_OPEN)
            return
        from auditrack.tui.forms.asked_of import asked_choices

        first = working.entry(meant[0]).item
        many = "this item" if len(meant) == 1 else f"these {len(meant)} items"
        self.post_message(
            Pick(
                f"Whom do {many} ask?".replace("do this", "does this"),
                "Several names are parted by semicolons.",
                asked_choices(self.session.records, working.proposals.passages, first),
                lambda value: self._asks(meant, value),
                "a new agency",
            )
        )

    def _asks(self, meant: list[int], value: str) -> None:
        from auditrack.tui.forms.asked_of import asked_by

        if self.working is not None:
            agencies, group = asked_by(value, self.working.proposals.review)
            self._made(self.working.set_asked(meant, agencies, group))

    # In a form

    def on_items_pane_chosen(self) -> None:
        """Enter puts the item right in a form."""
        self.action_put_right()

    def on_source_pane_chosen(self) -> None:
        """Enter goes to what the passage gave."""
        if self.items.lit:
            self.action_side("rows")
        else:
            self.say(_NO_ITEM)

    def action_put_right(self) -> None:
        """Open the item in a form."""
        from auditrack.tui.forms.one_item import item_form

        entry = self.entry
        if entry is None:
            return
        key = entry.key

        def keep(changed: dict[str, Any]) -> str | None:
            if self.working is None:
                return NONE_OPEN
            try:
                self._made(self.working.put_right(key, **changed), key)
            except ValueError as wrong:
                return f"{str(wrong).capitalize()}."
            return None

        form, values = item_form(entry, keep)
        about = f"{one_line(self.path.name)}, item {key + 1}"
        self.post_message(Fill(form.id, about, values, form))

    # Going about

    def action_doubtful(self) -> None:
        """To the next that waits for a person."""
        from auditrack.intake.units import next_missed

        if self.working is None:
            return
        if self.at_source:
            place = next_missed(self.working, self.source.cursor)
            nothing = "Every passage that asks something gave an item."
        else:
            place = self.working.next_doubtful(self.rows.cursor)
            nothing = "Nothing waits for you: Ctrl-S takes in what is marked [x]."
        if place is None:
            self.say(nothing)
        else:
            self.side.move_to(place)

    def action_find(self) -> None:
        """Find words in the document."""
        if self.working is not None:
            self.post_message(
                AskLine(
                    "Find in the document",
                    "Words as they are printed, from the cursor on and round again.",
                    self._sought,
                    self._find,
                )
            )

    def _find(self, typed: str) -> str | None:
        sought = " ".join(typed.casefold().split())
        passages = self.passages
        if not sought:
            return "Type some words."
        self._sought = typed
        after = self.source.cursor
        for step in range(1, len(passages) + 1):
            place = (after + step) % len(passages)
            if sought in passages[place].text.casefold():
                self.call_after_refresh(self._go_to_passage, place)
                return None
        return f"The document does not say “{one_line(typed)}”."

    def _go_to_passage(self, place: int) -> None:
        if self.stands:
            self.action_side("source")
            self.source.move_to(place)

    def action_read_on(self) -> None:
        """Read on in what is said below."""
        self.query_one("#item", ToldBelow).read_on(1)

    def action_read_back(self) -> None:
        """Read back in it."""
        self.query_one("#item", ToldBelow).read_on(-1)
