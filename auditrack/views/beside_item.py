"""What stands beside an item of a document: nearest earlier asks, and themes it may speak of."""

from dataclasses import dataclass

from auditrack.themes import SUGGESTED_FROM
from auditrack.views.earlier import earlier_asks
from auditrack.views.facts import Facts
from auditrack.views.page_near import near_line

_ASKS = ("recommendation", "assurance-point")
_MOST_THEMES = 4


@dataclass(frozen=True)
class Suggested:
    """A theme that an item may speak of, and the phrases that say so."""

    theme: str
    name: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """Hints for a person: nothing of it is on record before they say so."""

    near: tuple[str, ...] = ()
    themes: tuple[Suggested, ...] = ()


def beside(facts: Facts, kind: str, text: str, outcome: str | None) -> Beside:
    """The hints for one item: earlier asks only where it asks, themes where it is no action."""
    near = tuple(map(near_line, earlier_asks(facts, text))) if kind in _ASKS else ()
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
