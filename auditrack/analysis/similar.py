"""Which earlier asks are near a text: TF-IDF cosine, raised where confirmed themes overlap.

A term counts once in a text, however often it stands there: asks are short, and of the pairs that
people called the same ask, more are found so. Nearness is a hint for a person. Nothing is merged,
and nothing is linked because of it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

from auditrack.model.terms import Terms, worded

THEME_WEIGHT = 0.35
"""How much a full overlap of themes adds to the cosine."""


@dataclass(frozen=True)
class Near:
    """An earlier ask and how near it is: 0 to 1.35, and which words of the text it shares.

    Those are as the text has them, in small letters, the rarest first.
    """

    ref: str
    score: float
    shared: tuple[str, ...]


class _Ask(NamedTuple):
    """An ask as it was taken in: its text as given, its themes, and the terms of the text."""

    text: str
    themes: frozenset[str]
    terms: frozenset[str]


class _Weights:
    """How much each term weighs among some asks, squared, and how long each ask is by that."""

    def __init__(self, asks: Collection[_Ask]) -> None:
        spread = Counter(chain.from_iterable(ask.terms for ask in asks))
        self.squares = {
            term: (1.0 + log((1 + len(asks)) / (1 + among))) ** 2 for term, among in spread.items()
        }
        self.lengths = [self.length(ask.terms) for ask in asks]

    def length(self, terms: Iterable[str]) -> float:
        """The length of known terms; one where there are none, to be divided by."""
        return sqrt(sum(map(self.squares.__getitem__, terms))) or 1.0


class Asks:
    """Earlier asks, to be compared with many texts; a session may keep them and bring them up.

    Taking an ask in costs what reading its words costs. What is rare among all of them is worked
    out at the first look after a change. Nothing is indexed by term: looking at each ask in turn
    is quicker than building such an index, unless dozens of texts are looked for in one go.
    """

    def __init__(self, asks: Iterable[tuple[str, str, Iterable[str]]] = ()) -> None:
        """Take in asks as reference, text and confirmed themes."""
        self._asks: dict[str, _Ask] = {}
        self._terms = Terms()
        self._weighed: _Weights | None = None
        for ref, text, themes in asks:
            self.add(ref, text, themes)

    def __len__(self) -> int:
        return len(self._asks)

    def add(self, ref: str, text: str, themes: Iterable[str] = ()) -> None:
        """Take in an ask, or take it in anew where it reads differently now."""
        known = self._asks.get(ref)
        named = frozenset(themes)
        if known is not None and known.text == text:
            if known.themes != named:
                self._asks[ref] = _Ask(text, named, known.terms)
            return
        self._asks[ref] = _Ask(text, named, self._terms.of(text))
        self._weighed = None

    def remove(self, ref: str) -> None:
        """Forget an ask; nothing where it is not known."""
        if self._asks.pop(ref, None) is not None:
            self._weighed = None

    def hold(self, asks: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        """Hold exactly these asks from now on; only what reads differently is read again."""
        gone = set(self._asks)
        for ref, text, themes in asks:
            self.add(ref, text, themes)
            gone.discard(ref)
        for ref in gone:
            self.remove(ref)

    def near(self, text: str, themes: Iterable[str] = (), most: int = 5) -> list[Near]:
        """The nearest asks, the nearest first; those that share no word are left out."""
        if self._weighed is None:
            self._weighed = _Weights(self._asks.values())
        weights = self._weighed
        square = weights.squares.__getitem__
        words = worded(text)
        wanted = weights.squares.keys() & words.keys()
        length = weights.length(wanted)
        named = frozenset(themes)
        scored = []
        for (ref, ask), its_length in zip(self._asks.items(), weights.lengths, strict=True):
            if shared := wanted & ask.terms:
                score = sum(map(square, shared)) / (length * its_length)
                if named and ask.themes:
                    score += THEME_WEIGHT * len(named & ask.themes) / len(named | ask.themes)
                scored.append((-score, ref))
        return [
            Near(ref, -score, self._rarest(words, wanted & self._asks[ref].terms, square))
            for score, ref in nsmallest(most, scored)
        ]

    @staticmethod
    def _rarest(
        words: Mapping[str, str], terms: Iterable[str], square: Callable[[str], float]
    ) -> tuple[str, ...]:
        return tuple(words[term] for term in sorted(terms, key=lambda term: (-square(term), term)))
