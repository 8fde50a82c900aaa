"""How near a text is to each theme: TF-IDF cosine with what is said of the theme."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final

from auditrack.model.terms import term, worded
from auditrack.themes.lexicon import Theme
from auditrack.themes.patterns import variants, words_of

Example = tuple[str, tuple[str, ...]]
"""A text and the ids of the themes that somebody confirmed for it."""

_WEAK: Final = 0.5
"""A hint says half as much of a theme as a phrase that is enough by itself."""

_EXAMPLES: Final = 0.5
"""Confirmed texts weigh at most half of what the library says of a theme: they are full of other
matters, and a few reviews that speak of some themes only would push all others back."""

_FEW: Final = 2
"""With so many confirmed texts, examples have half of their weight: one text proves little."""

_NAMED: Final = 3


@dataclass(frozen=True)
class Near:
    """How near a text is to a theme, 0 to 1, and the words that make it so, weightiest first."""

    cosine: float
    words: tuple[str, ...]


class Profiles:
    """The themes of a library by their terms, to be compared with many texts."""

    def __init__(self, themes: Sequence[Theme], examples: Iterable[Example] = ()) -> None:
        """Take in the themes, and texts whose themes are confirmed."""
        counted = [_counted(theme) for theme in themes]
        spread = Counter(one for counts in counted for one in counts)
        self._themes = 1 + len(counted)
        self._rarity = {one: 1.0 + log(self._themes / (1 + n)) for one, n in spread.items()}
        profiles = [
            _unit({one: self._rarity[one] * _damped(n) for one, n in counts.items()})
            for counts in counted
        ]
        for number, confirmed in self._confirmed(themes, examples).items():
            _lean(profiles[number], confirmed)
        self._holding: dict[str, list[tuple[int, float]]] = {}
        for number, profile in enumerate(profiles):
            for one, weight in _unit(profile).items():
                self._holding.setdefault(one, []).append((number, weight))

    def near(self, text: str) -> dict[int, Near]:
        """For each theme that shares a word with the text, by its number, how near it is."""
        words = worded(text)
        weights = _unit({one: self._rare(one) for one in words})
        sums: dict[int, float] = {}
        shares: dict[int, list[tuple[float, str]]] = {}
        for one, weight in weights.items():
            for number, other in self._holding.get(one, ()):
                sums[number] = sums.get(number, 0.0) + weight * other
                shares.setdefault(number, []).append((-weight * other, words[one]))
        return {
            number: Near(cosine, tuple(word for _, word in sorted(shares[number])[:_NAMED]))
            for number, cosine in sums.items()
        }

    def _rare(self, one: str) -> float:
        return self._rarity.get(one, 1.0 + log(self._themes))

    def _confirmed(
        self, themes: Sequence[Theme], examples: Iterable[Example]
    ) -> dict[int, list[dict[str, float]]]:
        numbers = {theme.id: number for number, theme in enumerate(themes)}
        confirmed: dict[int, list[dict[str, float]]] = {}
        for text, ids in examples:
            weights = _unit({one: self._rare(one) for one in worded(text)})
            for theme in ids:
                if theme in numbers:
                    confirmed.setdefault(numbers[theme], []).append(weights)
        return confirmed


def _counted(theme: Theme) -> dict[str, float]:
    """How often each term stands in the name, definition and phrases of a theme."""
    counts: dict[str, float] = {}
    for word in words_of(f"{theme.name} {theme.definition}"):
        counts[term(word)] = counts.get(term(word), 0.0) + 1.0
    for phrases, weight in ((theme.strong, 1.0), (theme.weak, _WEAK)):
        for phrase in phrases:
            tokens = {token.rstrip("*") for row in variants(phrase) for token in row}
            for one in {term(token) for token in tokens}:
                counts[one] = counts.get(one, 0.0) + weight
    counts.pop("", None)
    return counts


def _lean(profile: dict[str, float], confirmed: Sequence[Mapping[str, float]]) -> None:
    """Let a profile lean towards the middle of the texts that are confirmed for its theme."""
    middle: dict[str, float] = {}
    for weights in confirmed:
        for one, weight in weights.items():
            middle[one] = middle.get(one, 0.0) + weight
    share = _EXAMPLES * len(confirmed) / (len(confirmed) + _FEW)
    for one, weight in _unit(middle).items():
        profile[one] = profile.get(one, 0.0) + share * weight


def _damped(times: float) -> float:
    return 1.0 + log(times) if times >= 1.0 else times


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {one: weight / length for one, weight in weights.items()}
