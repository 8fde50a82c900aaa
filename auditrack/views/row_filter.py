"""What a list shows: words, and `agency:`, `theme:`, `review:`, `lead:`, `brag:` and states."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditrack.model.refs import slug

if TYPE_CHECKING:
    from auditrack.views.rows import Row

FIELDS = ("agency", "theme", "review", "lead", "brag")
"""What may stand before a colon."""

STATES: dict[str, Callable[[Any], bool]] = {
    "overdue": lambda row: row.overdue_days is not None,
    "open": lambda row: row.open,
    "closed": lambda row: not row.open,
    "no-evidence": lambda row: row.evidence == 0,
    "no-lead": lambda row: row.open and not row.leads,
    "no-due": lambda row: row.open and row.agreed_due is None,
    "not-tested": lambda row: row.ask.practice.state == "not-tested",
    "unconfirmed": lambda row: any(
        link.get("status") == "suggested" for link in row.ask.facts.theming.links_of(row.ref)
    ),
}
"""States a list can be narrowed to."""


@dataclass(frozen=True)
class RowFilter:
    """A filter as a value: named fields, states and free words, all of which must fit."""

    fields: tuple[tuple[str, str], ...] = ()
    states: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple["RowFilter", ...] = ()

    @classmethod
    def parse(cls, text: str) -> "RowFilter":
        """Read a filter as it is typed: `agency:police overdue "graded care" -theme:neglect`."""
        fields: list[tuple[str, str]] = []
        states: list[str] = []
        words: list[str] = []
        unless: list[RowFilter] = []
        for part in _parts(text.casefold()):
            if len(part) > 1 and part.startswith("-"):
                quoted = f'"{part[1:]}"' if " " in part and ":" not in part else part[1:]
                found = cls.parse(quoted)
                if not found.is_empty:
                    unless.append(found)
                continue
            name, colon, value = part.partition(":")
            if colon and name in FIELDS:
                if value:
                    fields.append((name, value))
            elif part in STATES:
                states.append(part)
            else:
                words.append(part)
        return cls(tuple(fields), tuple(states), tuple(words), tuple(unless))

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return not (self.fields or self.states or self.words or self.unless)

    def describe(self) -> str:
        """The filter in words: 'agency police, overdue, "graded care"'."""
        said = [f"{name} {value}" for name, value in self.fields]
        said += [state.replace("-", " ") for state in self.states]
        said += [f'"{word}"' for word in self.words]
        said += [f"not {one.describe()}" for one in self.unless]
        return ", ".join(said) or "everything"

    def lets_through(self, row: "Row") -> bool:
        """Whether a row is shown. What costs least is looked at first."""
        return (
            all(word in row.searched for word in self.words)
            and all(_fits(row, name, value) for name, value in self.fields)
            and all(STATES[state](row) for state in self.states)
            and not any(one.lets_through(row) for one in self.unless)
        )


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for number, piece in enumerate(text.split('"')):
        if number % 2 == 0:
            parts += piece.split()
        elif piece.strip():
            # A quoted value belongs to the field right before it: agency:"children's services".
            # And so does a minus: -"graded care".
            if parts and (parts[-1].endswith(":") or parts[-1] == "-"):
                parts[-1] += piece.strip()
            else:
                parts.append(piece.strip())
    return parts


def _fits(row: "Row", name: str, value: str) -> bool:
    if name == "brag":
        return value in (row.brag.word.casefold(), row.brag.letter.casefold()) or (
            value == "complete" and row.brag.letter == "B"
        )
    said: tuple[str, ...]
    if name == "agency":
        said = row.agencies
    elif name == "theme":
        said = (*row.themes, *row.theme_names)
    elif name == "lead":
        said = row.leads
    else:
        said = (row.review, row.review_title)
    wanted = slug(value)
    return bool(wanted) and any(wanted in slug(one) for one in said)
