"""What a list shows: words, `agency:police,health` and the other fields, states, and their not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditrack.model.refs import slug

if TYPE_CHECKING:
    from auditrack.views.rows import Row

FIELDS = ("agency", "theme", "review", "lead", "brag", "state")
"""What may stand before a colon."""


def _is_asked_again(row: "Row") -> bool:
    from auditrack.views.asked_again import same_asks  # a page's own room, not every list's

    return bool(same_asks(row.ask.facts, row.ref))


STATES: dict[str, Callable[[Any], bool]] = {
    "overdue": lambda row: row.overdue_days is not None,
    "open": lambda row: row.open,
    "closed": lambda row: not row.open,
    "no-evidence": lambda row: row.evidence == 0,
    "no-lead": lambda row: row.open and not row.leads,
    "no-due": lambda row: row.open and row.agreed_due is None,
    "not-tested": lambda row: not row.ask.is_tested,
    "asked-again": lambda row: _is_asked_again(row),
    "unconfirmed": lambda row: any(
        link.get("status") == "suggested" for link in row.ask.facts.theming.links_of(row.ref)
    ),
}
"""States a list can be narrowed to."""

COLOURS = ("red", "amber", "green", "complete", "grey")
"""What may stand behind `brag:`."""


@dataclass(frozen=True)
class RowFilter:
    """A filter as a value: named fields, states and free words, all of which must fit.

    A field may name several values, one of which must fit. None of `unless` may fit.
    """

    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    states: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple["RowFilter", ...] = ()

    @classmethod
    def parse(cls, text: str) -> "RowFilter":
        """Read a filter as it is typed: `agency:police,health overdue "graded care" not open`."""
        fields: list[tuple[str, tuple[str, ...]]] = []
        states: list[str] = []
        words: list[str] = []
        unless: list[RowFilter] = []
        negated = False
        for part, quoted in _parts(text.casefold()):
            if part == "not" and not quoted:
                negated = True
                continue
            if not quoted and part.startswith("-"):
                negated, part = True, part[1:]
            if not part:
                continue
            name, colon, value = part.partition(":")
            found = cls()
            if colon and name in FIELDS and not quoted:
                values = tuple(one.strip() for one in value.split(",") if one.strip())
                found = cls(fields=((name, values),)) if values else found
            elif part in STATES and not quoted:
                found = cls(states=(part,))
            else:
                found = cls(words=(part,))
            if negated:
                unless += [] if found.is_empty else [found]
            else:
                fields += found.fields
                states += found.states
                words += found.words
            negated = False
        return cls(tuple(fields), tuple(states), tuple(words), tuple(unless))

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return not (self.fields or self.states or self.words or self.unless)

    @property
    def parts(self) -> tuple["RowFilter", ...]:
        """Its conditions, each as a filter of its own."""
        return (
            *(RowFilter(fields=(one,)) for one in self.fields),
            *(RowFilter(states=(one,)) for one in self.states),
            *(RowFilter(words=(one,)) for one in self.words),
            *(RowFilter(unless=(one,)) for one in self.unless),
        )

    def without(self, part: "RowFilter") -> "RowFilter":
        """The same filter with one of its parts left out."""
        return RowFilter(
            tuple(one for one in self.fields if one not in part.fields),
            tuple(one for one in self.states if one not in part.states),
            tuple(one for one in self.words if one not in part.words),
            tuple(one for one in self.unless if one not in part.unless),
        )

    def describe(self) -> str:
        """The filter in words: 'agency police or health, overdue, "graded care", not open'."""
        said = [f"{name} {' or '.join(values)}" for name, values in self.fields]
        said += [state.replace("-", " ") for state in self.states]
        said += [f'"{word}"' for word in self.words]
        said += [f"not {one.describe()}" for one in self.unless]
        return ", ".join(said) or "everything"

    def lets_through(self, row: "Row") -> bool:
        """Whether a row is shown. What costs least is looked at first."""
        return (
            all(word in row.searched or word in row.named for word in self.words)
            and all(any(_fits(row, name, one) for one in values) for name, values in self.fields)
            and all(STATES[state](row) for state in self.states)
            and not any(one.lets_through(row) for one in self.unless)
        )


def _parts(text: str) -> list[tuple[str, bool]]:
    """What stands between spaces, and whether quotation marks make a plain word of it."""
    parts: list[tuple[str, bool]] = []
    for number, piece in enumerate(text.split('"')):
        if number % 2 == 0:
            pieces = piece.split()
            if piece.startswith(",") and parts and ":" in parts[-1][0]:
                parts[-1] = (parts[-1][0] + pieces.pop(0), False)
            parts += ((one, False) for one in pieces)
        elif piece.strip():
            before, quoted = parts[-1] if parts else ("", True)
            # A quoted value belongs to the field right before it: agency:"children's services".
            if not quoted and (before.endswith(":") or (":" in before and before.endswith(","))):
                parts[-1] = (before + piece.strip(), False)
            elif not quoted and before == "-":
                parts[-1] = ("not", False)
                parts.append((piece.strip(), True))
            else:
                parts.append((piece.strip(), True))
    return parts


def _fits(row: "Row", name: str, value: str) -> bool:
    if name == "brag":
        return value in (row.brag.word.casefold(), row.brag.letter.casefold()) or (
            value == "complete" and row.brag.letter == "B"
        )
    if name == "state":
        return STATES[value](row) if value in STATES else _fits(row, "brag", value)
    said: tuple[str, ...]
    if name == "agency":
        said = row.agencies
    elif name == "theme":
        said = tuple(name for theme in row.themes for name in row.ask.facts.theming.found_by(theme))
    elif name == "lead":
        said = row.leads
    else:
        said = (row.review, row.review_title)
    wanted = slug(value)
    return bool(wanted) and any(wanted in slug(one) for one in said)
