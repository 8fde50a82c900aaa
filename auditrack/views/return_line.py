"""What the readers of each table of a returned form share: one line, and what others said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from auditrack.model.words import ACTION_STATES, word
from auditrack.views.return_on_record import Document, OnRecord
from auditrack.views.return_said import Day, folded, past_day, says_no_change, says_nothing
from auditrack.views.wording import shortened

LONGEST: Final = 20_000
LONGEST_LINE: Final = 500
"""How many characters a field and a line hold, as commands refuse them."""

SHOWN: Final = 200
"""How many characters of a text a sentence shows."""

Made = dict[str, Any]
"""The fields of a fate, as they come to be known; without `kind` the line is asked."""


@dataclass(frozen=True)
class Line:
    """A line about a record: what was written on it, and what is told of how it was read."""

    ref: str
    document: Document
    written: dict[str, str]
    read: list[str]

    @property
    def telling(self) -> dict[str, str]:
        """What was written, without cells that say "None" or that nothing changed."""
        return {
            name: text
            for name, text in self.written.items()
            if not says_nothing(text) and not says_no_change(text)
        }

    def says_nothing_new(self) -> Made:
        """Where all that was written is "None" or "no change"; or only what is printed changed."""
        if not self.written:
            return {"said": f"Only what is printed was changed. {' '.join(self.read)}"}
        said = "; ".join(f'"{shortened(text, 40)}"' for text in self.written.values())
        return {"kind": "unchanged", "said": f"It says {said}."}

    def tell_day(self, text: str | None, day: Day) -> None:
        """Tell how a date was read, where it was not written as it is kept."""
        if text and day.said and folded(text) not in (folded(day.said), folded(day.data or "")):
            self.read.append(f"“{shortened(text, 60)}” is read as {day.said}.")


class Told:
    """One form as its lines are read: what stands on record, and what the lines said so far."""

    def __init__(self, on: OnRecord, back: date, *, nothing: bool) -> None:
        self.on = on
        self.back = back
        self.nothing = nothing
        self.touched: set[str] = set()
        """The recommendations whose waiting reply a line speaks of."""
        self._said: dict[tuple[str, str], list[Made]] = {}

    def day(self, text: str | None) -> Day:
        """The day that a line names; where it names none, the day that the form came back."""
        if not text or says_nothing(text):
            return Day(self.back.isoformat())
        return past_day(text, self.back, self.on.today)

    def beside_others(self, section: str, ref: str, fields: Made) -> Made:
        """What another line makes of one: the same is not written twice, the contrary is asked."""
        earlier = self._said.setdefault((section, ref), [])
        if fields in earlier:
            return {"kind": "unchanged", "said": "Another line says the same.", "fields": {}}
        if section == "replies" and earlier:
            return {
                "kind": "asked",
                "said": f"Another line answers {ref} otherwise. Say which answer it is.",
            }
        state, on = fields.get("state"), fields.get("on")
        for one in earlier:
            if state and one.get("state") not in (None, state) and one.get("on") == on:
                return {
                    "kind": "asked",
                    "said": f"This line says {state_word(state)}, and another line says "
                    f"{state_word(one['state'])} on the same day. Say which stands.",
                }
        earlier.append(fields)
        return {}


def state_word(state: str) -> str:
    """What the state of an action is called."""
    return "in progress and off track" if state == "off-track" else word(ACTION_STATES, state)


def sentence(what: str, told: str) -> str:
    """What a line comes to, as one sentence."""
    return f"{what}: {told.rstrip('.')}."


def joined(parts: Iterable[str | None]) -> str:
    """The parts that say something, each on lines of its own."""
    return "\n".join(filter(None, parts))


def kept(fields: Made) -> Made:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value is not None}
