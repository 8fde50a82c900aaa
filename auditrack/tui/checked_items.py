"""On the review of an import: which items hold what must not be public, marked and counted."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from auditrack.tui.near_items import NearItems
from auditrack.tui.session import Session
from auditrack.views.wording import counted

if TYPE_CHECKING:  # loaded when a document is
    from auditrack.intake.working import Entry

    Texts = tuple[tuple[str, str], ...]

_AT_ONCE = 20
"""Items looked through together: each time, others may have their turn at the register."""

_FIELDS = ("text", "outcome", "label", "theme", "group", "as_printed")


class CheckedItems(NearItems):
    """One key checks every item and goes to the next that holds anything; it blocks nothing."""

    class WordsChecked(Message):
        """What the check says of items, by their texts: how many things and which."""

        def __init__(self, found: "Mapping[Texts, tuple[int, str]]") -> None:
            super().__init__()
            self.found = found

    def __init__(self, session: Session, file: str = "") -> None:
        super().__init__(session, file)
        self.checked: dict[Texts, tuple[int, str]] = {}

    def action_check_wording(self) -> None:
        """Check what was not checked yet, then go to the next item that holds anything."""
        working = self.working
        if working is None:
            self.say("No document is open: o opens one.")
            return
        wanted = dict.fromkeys(_texts(one) for one in working.entries)
        missing = [texts for texts in wanted if texts not in self.checked]
        if missing:
            self.say("Checking the words...")
            looks = partial(self._check, missing)
            self.run_worker(looks, group="checking", thread=True, exclusive=True)
        else:
            self._to_next_held()

    def _check(self, wanted: "list[Texts]") -> None:
        from auditrack.tui.wording_checked import looked_over

        worker = get_current_worker()
        found: dict[Texts, tuple[int, str]] = {}
        for first in range(0, len(wanted), _AT_ONCE):
            with self.session.reading():
                for texts in wanted[first : first + _AT_ONCE]:
                    if worker.is_cancelled:
                        return
                    looked = looked_over(self.session.records, dict(texts))
                    found[texts] = looked.found, " ".join(looked.told.values())
        self.post_message(self.WordsChecked(found))

    def on_checked_items_words_checked(self, event: WordsChecked) -> None:
        """Mark the items that hold anything, and go to the next one."""
        if self.stands and self.working is not None:
            self.checked |= event.found
            self.show_working()
            self._to_next_held()

    def _to_next_held(self) -> None:
        from auditrack.views.disclosure import AID

        held = sorted(self._held())
        things = sum(self._held().values())
        if not held:
            self.say(f"Nothing found in {counted(len(self.items.entries), 'item')}. {AID}")
            return
        if not self.at_source:
            here = self.rows.cursor
            self.rows.move_to(next((place for place in held if place > here), held[0]))
        self.say(
            f"{counted(things, 'thing')} found in {counted(len(held), 'item')}, marked “found”; "
            f"F5 goes to the next. Taking in stays free. {AID}"
        )

    def _held(self) -> dict[int, int]:
        """How much each item holds, by its place; items that hold nothing are left out."""
        entries = self.working.entries if self.working is not None else ()
        counts = {
            place: self.checked.get(_texts(entry), (0, ""))[0]
            for place, entry in enumerate(entries)
        }
        return {place: count for place, count in counts.items() if count}

    def show_working(self) -> None:
        """What was found stays with the words that it was found in."""
        if self.stands:
            self.items.found = self._held() if self.checked else {}
        super().show_working()

    def told_of_words(self, entry: "Entry") -> str:
        """What the check said of an item; "" where nobody asked."""
        return self.checked.get(_texts(entry), (0, ""))[1]


def _texts(entry: "Entry") -> "Texts":
    item = entry.item
    return tuple((name, str(text)) for name in _FIELDS if (text := getattr(item, name, None)))
