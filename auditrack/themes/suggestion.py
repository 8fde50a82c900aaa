"""Which themes a text is about: scored by the phrases that fired, best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from auditrack.themes import lexicon
from auditrack.themes.lexicon import Theme
from auditrack.themes.patterns import PhraseIndex, words_of

SUGGESTED_FROM: Final = 0.30
"""The score from which a theme is a suggestion."""

LEAST: Final = 3
"""Suggestions that are always given, below `SUGGESTED_FROM` too."""

_STRONG = 0.50
_MORE_STRONG = 0.12
_LONGER = 0.06
_WEAK = 0.16
_OUTCOME = 0.5
_LONGEST_TEXT = 20_000
_PLAIN = frozenset(
    words_of(
        "the and of to a in for or not that with their they is are be by as on at from this who"
        " which it its should will all child children people person parents services agencies"
        " practice board review"
    )
)


@dataclass(frozen=True)
class Suggestion:
    """A theme for a text: `score` 0 to 1, and the words of the text because of which."""

    theme: str
    name: str
    score: float
    because: tuple[str, ...] = ()
    kind: str = "issue"

    @property
    def suggested(self) -> bool:
        """Whether the score is high enough to be shown as a suggestion."""
        return self.score >= SUGGESTED_FROM

    def __str__(self) -> str:
        return f"{self.name} ({self.score:.2f})"

    def to_json(self) -> dict[str, Any]:
        """The object that `theme suggest --json` prints."""
        return {
            "theme": self.theme,
            "name": self.name,
            "score": self.score,
            "because": list(self.because),
        }


def suggest(
    text: str, outcome: str = "", library: Sequence[Theme] | None = None
) -> list[Suggestion]:
    """The themes of a text, best first: all from 0.30, and never fewer than the best three.

    Args:
        text: a recommendation, finding or lesson.
        outcome: its intended outcome; what is said only there counts half.
        library: the board's themes; the shipped library where None.

    Returns:
        Suggestions. Those under 0.30 only fill up to three and are no suggestion.
    """
    themes = lexicon.library() if library is None else tuple(library)
    index = _index(themes)
    in_text = index.find(words_of(text[:_LONGEST_TEXT]))
    in_outcome = index.find(words_of(outcome[:_LONGEST_TEXT])) if outcome else {}
    scored: list[Suggestion] = []
    rest: list[int] = []
    for number, theme in enumerate(themes):
        strong = _maximal(in_text.get(2 * number, {}))
        weak = _apart(_maximal(in_text.get(2 * number + 1, {})), strong)
        score = _score(strong, weak)
        because = [*strong, *weak]
        if 2 * number in in_outcome or 2 * number + 1 in in_outcome:
            later = _maximal(in_outcome.get(2 * number, {}))
            hints = _apart(_maximal(in_outcome.get(2 * number + 1, {})), later)
            score = max(score, score * 0.9 + _OUTCOME * _score(later, hints))
            because += [phrase for phrase in (*later, *hints) if phrase not in because]
        if because:
            scored.append(
                Suggestion(
                    theme.id, theme.name, round(min(score, 1.0), 2), tuple(because), theme.kind
                )
            )
        else:
            rest.append(number)
    scored.sort(key=lambda one: -one.score)
    best = [one for one in scored if one.suggested]
    if len(best) < LEAST:
        best = scored[:LEAST]
    if len(best) < LEAST:
        best += _by_definition(text, themes, rest)[: LEAST - len(best)]
    return best


def _score(strong: dict[str, tuple[int, int]], weak: dict[str, tuple[int, int]]) -> float:
    score = 0.0
    if strong:
        longest = max(end - start for start, end in strong.values())
        score = _STRONG + _LONGER * min(longest - 1, 2) + _MORE_STRONG * min(len(strong) - 1, 3)
    return min(score + _WEAK * min(len(weak), 3) * (0.5 if strong else 1.0), 1.0)


def _maximal(found: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Phrases that lie in no longer one: "domestic abuse" fires once, not also as "abuse"."""
    return {
        phrase: (start, end)
        for phrase, (start, end) in found.items()
        if not any((a <= start and end <= b) and (a, b) != (start, end) for a, b in found.values())
    }


def _apart(
    weak: dict[str, tuple[int, int]], strong: dict[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Weak phrases that are no part of a strong one."""
    return {
        phrase: (start, end)
        for phrase, (start, end) in weak.items()
        if not any(start < b and a < end for a, b in strong.values())
    }


@lru_cache(maxsize=8)
def _index(themes: tuple[Theme, ...]) -> PhraseIndex:
    return PhraseIndex.build(
        (phrase, 2 * number + weak)
        for number, theme in enumerate(themes)
        for weak, phrases in ((0, theme.strong), (1, theme.weak))
        for phrase in phrases
    )


@lru_cache(maxsize=8)
def _definitions(themes: tuple[Theme, ...]) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(words_of(f"{theme.name} {theme.definition}")) - _PLAIN for theme in themes
    )


def _by_definition(
    text: str, themes: tuple[Theme, ...], candidates: Sequence[int]
) -> list[Suggestion]:
    """Themes that no phrase of the text names, by the words their definition shares with it."""
    words = set(words_of(text[:_LONGEST_TEXT])) - _PLAIN
    sets = _definitions(themes)
    shared = sorted((-len(words & sets[number]), number) for number in candidates)
    return [
        Suggestion(
            themes[number].id,
            themes[number].name,
            round(min(0.06 * -less, 0.24), 2),
            tuple(sorted(words & sets[number])),
            themes[number].kind,
        )
        for less, number in shared[:LEAST]
    ]
