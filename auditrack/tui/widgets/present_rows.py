"""The rows of who is present: leads, agencies and whoever else was named, one line each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditrack.tui.plain import fit, one_line
from auditrack.tui.widgets.virtual_list import Line

PRESENT = "present"
APOLOGIES = "apologies"

_TICKS = {PRESENT: "[x]", APOLOGIES: "[a]", "in-attendance": "[t]"}
_KIND = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be at a meeting: what the register calls them, and what people do."""

    who: str
    said: str
    kind: str


class PresentRows:
    """One line each: the tick, the name, what it is. `ticked` says how each is noted."""

    def __init__(self, people: Sequence[Person], ticked: Mapping[str, str]) -> None:
        self.people = people
        self.ticked = ticked

    def __len__(self) -> int:
        return len(self.people)

    def heights(self, width: int) -> None:
        """Every one is one line."""

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The line of one."""
        one = self.people[index]
        tick = _TICKS.get(self.ticked.get(one.who, ""), "[ ]")
        room = max(width - _KIND - 6, 8)
        mark, look = (">", "strong") if chosen else (" ", "")
        return (
            [
                (f"{mark}{tick} ", look),
                (fit(one_line(one.said), room), look),
                (" " + fit(one.kind, _KIND), "quiet"),
            ],
        )
