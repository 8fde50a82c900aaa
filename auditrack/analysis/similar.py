"""Which earlier asks are near a text: TF-IDF cosine, raised where confirmed themes overlap.

Nearness is a hint for a person. Nothing is merged, and nothing is linked because of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

THEME_WEIGHT = 0.35
"""How much a full overlap of themes adds to the cosine."""

_WORD = re.compile(r"[a-z]+")
_STOP = frozenset(
    "a about all also an and any are as at be been being both by can could do does each ensure "
    "ensures for from had has have how if in into is it its made make may more must need needs no "
    "not of on one or other others our out recommendation recommended recommends review reviews "
    "s shall should so such take than that the their them then there these they this those "
    "through to up use was were what when where which who will with within work would".split()
)
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly")


@dataclass(frozen=True)
class Near:
    """An earlier ask and how near it is: 0 to 1.35, and the words both share, the rarest first."""

    ref: str
    score: float
    shared: tuple[str, ...]


def _terms(text: str) -> Counter[str]:
    words = (word for word in _WORD.findall(text.lower()) if word not in _STOP and len(word) > 2)
    return Counter(_stem(word) for word in words)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class Asks:
    """Earlier asks, weighed once, to be compared with many texts."""

    def __init__(self, asks: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        """Take in asks as reference, text and confirmed themes."""
        counted = [(ref, _terms(text), frozenset(themes)) for ref, text, themes in asks]
        spread = Counter(term for _, terms, _ in counted for term in terms)
        self._rarity = {
            term: 1.0 + log((1 + len(counted)) / (1 + among)) for term, among in spread.items()
        }
        self._themes = {ref: themes for ref, _, themes in counted}
        self._holding: dict[str, list[tuple[str, float]]] = {}
        for ref, terms, _ in counted:
            for term, weight in self._weighed(terms).items():
                self._holding.setdefault(term, []).append((ref, weight))

    def near(self, text: str, themes: Iterable[str] = (), most: int = 5) -> list[Near]:
        """The nearest asks, the nearest first; those that share no word are left out."""
        sums: dict[str, float] = {}
        shared: dict[str, list[str]] = {}
        for term, weight in self._weighed(_terms(text)).items():
            for ref, other in self._holding.get(term, ()):
                sums[ref] = sums.get(ref, 0.0) + weight * other
                shared.setdefault(ref, []).append(term)
        wanted = frozenset(themes)
        scored = [
            (cosine + THEME_WEIGHT * _overlap(wanted, self._themes[ref]), ref)
            for ref, cosine in sums.items()
        ]
        scored.sort(key=lambda one: (-one[0], one[1]))
        return [
            Near(ref, score, tuple(sorted(shared[ref], key=self._rarity.__getitem__, reverse=True)))
            for score, ref in scored[:most]
        ]

    def _weighed(self, terms: Mapping[str, int]) -> dict[str, float]:
        weights = {
            term: (1.0 + log(times)) * self._rarity[term]
            for term, times in terms.items()
            if term in self._rarity
        }
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}


def _overlap(these: frozenset[str], those: frozenset[str]) -> float:
    return len(these & those) / len(these | those) if these and those else 0.0
