"""Which types of action a text asks for, by the phrases that fired; a person confirms."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from auditrack.themes import lexicon
from auditrack.themes.lexicon import ActionType
from auditrack.themes.patterns import (
    GAP,
    PhraseIndex,
    Span,
    longest,
    outside,
    printed,
    spells,
    variants,
    words_of,
)

_LONGEST_TEXT: Final = 20_000


@dataclass(frozen=True)
class TypeSuggestion:
    """A type of action for a text, how strong such remedies are, and because of which words.

    `strength` is of the type: weak, moderate, strong, test (it looks, it changes nothing) or
    external (a national body is asked). `hinted`: no phrase of any type fired, only a hint.
    """

    type: str
    name: str
    strength: str
    because: tuple[str, ...]
    hinted: bool = False

    def __str__(self) -> str:
        return f"{self.name} ({self.strength})"

    def to_json(self) -> dict[str, Any]:
        """Under stable keys."""
        return {
            "type": self.type,
            "name": self.name,
            "strength": self.strength,
            "because": list(self.because),
        }


def suggest_types(text: str, library: Sequence[ActionType] | None = None) -> list[TypeSuggestion]:
    """The types of action that a text asks for, the one that it says most of first.

    Args:
        text: what a recommendation or an action asks to be done.
        library: the types; those shipped where None.

    Returns:
        The types of which a phrase fired. Where none did, the one that most is hinted at, as by
        "ensure that"; nothing where the text says nothing of what is to be done.
    """
    types = lexicon.action_types() if library is None else tuple(library)
    words = words_of(text[:_LONGEST_TEXT])
    found = _index(types).find(words)
    fired: list[TypeSuggestion] = []
    hinted: list[TypeSuggestion] = []
    for number, one in enumerate(types):
        phrases, hints, unless = (found.get(3 * number + part, []) for part in range(3))
        for spans, into in ((phrases, fired), (hints, hinted)):
            because = _because(words, spans, unless)
            if because:
                is_hint = into is hinted
                into.append(TypeSuggestion(one.id, one.name, one.strength, because, is_hint))
    fired.sort(key=_said, reverse=True)
    hinted.sort(key=_said, reverse=True)
    return fired or hinted[:1]


def quotable(one: TypeSuggestion) -> tuple[str, ...]:
    """The phrases of a suggestion that are the library's words alone, without what filled a gap.

    They may be quoted where the text itself may be erased one day: a gap may hold a name.
    """
    types = (kind for kind in lexicon.action_types() if kind.id == one.type)
    rows = [
        row
        for kind in types
        for pattern in (*kind.phrases, *kind.hints)
        for row in variants(pattern)
        if GAP not in row
    ]
    return tuple(phrase for phrase in one.because if any(spells(phrase, row) for row in rows))


def _said(one: TypeSuggestion) -> int:
    return len(one.because)


def _because(
    words: Sequence[str], spans: Sequence[Span], unless: Sequence[Span]
) -> tuple[str, ...]:
    kept = longest(outside(spans, unless))
    return tuple(dict.fromkeys(printed(words, span) for span in kept))


@lru_cache(maxsize=8)
def _index(types: tuple[ActionType, ...]) -> PhraseIndex:
    return PhraseIndex.build(
        (phrase, 3 * number + part)
        for number, one in enumerate(types)
        for part, phrases in enumerate((one.phrases, one.hints, one.unless))
        for phrase in phrases
    )
