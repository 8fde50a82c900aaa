"""A list of records of one kind as a value: columns, rows, what it is narrowed to, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from auditrack.views.wording import counted


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `widest` is the most cells it takes; `from_width` the least width it shows at.

    The last column of a listing takes what the others leave.
    """

    name: str
    widest: int
    from_width: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One row. `kind` says what opens it; `look` never says anything that a cell does not say."""

    ref: str
    kind: str
    cells: tuple[str, ...]
    look: str = ""
    more: str = ""
    """Words that a filter finds and no column shows."""
    sort: str | int = ""
    """What orders sort by where no cell says it: a date as data, or a number."""
    look_first: bool = False
    told: tuple[str, ...] = ()
    """What is told below the list of the row under the cursor, whole, where columns cut it."""
    is_beside: bool = False
    """Whether it is counted apart, as what a listing names in `beside`."""
    offers: str = ""
    """The code that one key puts on record of it, where a list offers to."""


@dataclass(frozen=True)
class Listing:
    """Records of one kind. `orders` are names of sort orders with what they sort by."""

    noun: str
    title: str
    one: str
    many: str
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    empty: str
    orders: tuple[tuple[str, Callable[[Item], object]], ...] = ()
    note: str = ""
    typed: str = ""
    order: int = 0
    total: int = -1
    beside: tuple[str, str] = ("", "")
    """What rows are called, one and many, that stand among the records and are none of them."""

    @property
    def of(self) -> int:
        """How many there are before anything is narrowed."""
        return len(self.items) if self.total < 0 else self.total

    def narrowed(self, typed: str) -> "Listing":
        """Those rows in which every word is found; `-word` leaves out, quotes keep a phrase."""
        wanted, unwanted = _words(typed)
        found = tuple(
            item
            for item in self.items
            if _searched(item, wanted) and not any(_searched(item, [one]) for one in unwanted)
        )
        return replace(self, items=found, typed=typed.strip(), total=self.of)

    def ordered(self, order: int) -> "Listing":
        """The rows in another order."""
        if not self.orders:
            return self
        order %= len(self.orders)
        by = self.orders[order][1]
        found = tuple(sorted(self.items, key=by))  # type: ignore[arg-type]
        return replace(self, items=found, order=order)

    def describe(self) -> str:
        """What is shown, in words with its count."""
        others = sum(item.is_beside for item in self.items)
        if self.typed:
            many = f"{self.many} and {self.beside[1]}" if self.beside[1] else self.many
            said = f"{len(self.items):,} of {counted(self.of, self.one, many)}"
            said += f": {self.typed}"
        else:
            said = counted(self.of - others, self.one, self.many)
            said += f" and {counted(others, *self.beside)}" if others else ""
        if len(self.orders) > 1:
            said += f" · by {self.orders[self.order][0]}"
        return f"{said} · {self.note}" if self.note else said


def _words(typed: str) -> tuple[list[str], list[str]]:
    wanted: list[str] = []
    unwanted: list[str] = []
    for number, piece in enumerate(typed.casefold().split('"')):
        for part in [piece.strip()] if number % 2 else piece.split():
            if len(part) > 1 and part.startswith("-"):
                unwanted.append(part[1:])
            elif part:
                wanted.append(part)
    return wanted, unwanted


def _searched(item: Item, wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    text = " ".join((item.ref, *item.cells, item.more)).casefold()
    return all(word in text for word in wanted)
