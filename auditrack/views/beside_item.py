"""What stands beside an item of a document: nearest earlier asks, and themes it may speak of."""

from dataclasses import dataclass

from auditrack.themes import SUGGESTED_FROM
from auditrack.views.earlier import earlier_asks
from auditrack.views.facts import Facts
from auditrack.views.page_near import near_line

ASKS = ("recommendation", "assurance-point")
"""The kinds of item that ask something which may have been asked before."""

_MOST_THEMES = 4


@dataclass(frozen=True)
class Suggested:
    """A theme that an item may speak of, and the phrases that say so."""

    theme: str
    name: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Near:
    """An earlier ask that an item may repeat, in words."""

    ref: str
    said: str
    text: str


@dataclass(frozen=True)
class Beside:
    """Hints for a person: nothing of it is on record before they say so."""

    near: tuple[Near, ...] = ()
    themes: tuple[Suggested, ...] = ()


def beside(facts: Facts, kind: str, text: str, outcome: str | None) -> Beside:
    """The hints for one item: earlier asks only where it asks, themes where it is no action."""
    near: tuple[Near, ...] = ()
    if kind in ASKS:
        near = tuple(Near(one.ref, near_line(one), one.text) for one in earlier_asks(facts, text))
    if kind == "action":
        return Beside(near)
    found = facts.theming.suggester.suggest(text, outcome or "")
    return Beside(
        near,
        tuple(
            Suggested(one.theme, one.name, tuple(one.because))
            for one in found
            if one.score >= SUGGESTED_FROM
        )[:_MOST_THEMES],
    )
