"""The lists of a tracker: its sheets, its columns, its words, and what becomes of every row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from auditrack.tui.plain import fit, one_line
from auditrack.tui.widgets.virtual_list import Line

LOOKS = {
    "refused": "red",
    "conflict": "amber",
    "waits": "amber",
    "new": "green",
    "changes": "blue",
    "empty": "quiet",
    "heading": "quiet",
    "hidden": "quiet",
}
"""How a fate looks, beside its word."""


@dataclass(frozen=True)
class SheetLine:
    """One line: a short first part, a word that says how it stands, and the rest."""

    first: str
    word: str
    rest: str
    look: str = ""


class Made(Sequence[SheetLine]):
    """Lines that are made when they are looked at."""

    def __init__(self, number: int, make: Callable[[int], SheetLine]) -> None:
        self._number = number
        self._make = make

    def __len__(self) -> int:
        return self._number

    def __getitem__(self, index: Any) -> Any:
        return self._make(index)


class SheetLines:
    """Lines of three parts; the first two are as wide as the widest, or as is said."""

    def __init__(
        self, lines: Sequence[SheetLine], first: int | None = None, word: int | None = None
    ) -> None:
        self.items = lines
        self._first = first or max((len(line.first) for line in lines), default=0)
        self._word = word or max((len(line.word) for line in lines), default=0)

    def __len__(self) -> int:
        return len(self.items)

    def heights(self, width: int) -> None:
        """Every line is one line."""

    def lines(self, index: int, width: int, chosen: bool) -> Sequence[Line]:
        """The one line, the cursor marked."""
        item = self.items[index]
        first, word = min(self._first, width // 2), min(self._word, width // 3)
        mark, quiet = ">" if chosen else " ", "quiet" if item.look == "quiet" else ""
        return (
            [
                (f"{mark}{fit(one_line(item.first), first)} ", ""),
                (f"{fit(one_line(item.word), word)} " if word else "", item.look),
                (fit(one_line(item.rest), max(width - first - word - 3, 1)), quiet),
            ],
        )
