"""Which themes a text is about: scored by the phrases that fired, best first.

Where phrases say nothing, the themes that are nearest by all their words fill up (`nearness`). A
board's own theme that has no phrases is suggested by nearness alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from auditrack.themes import lexicon
from auditrack.themes.lexicon import Theme
from auditrack.themes.nearness import Near, Profiles
from auditrack.themes.patterns import (
    PhraseIndex,
    Span,
    longest,
    meets,
    outside,
    printed,
    words_of,
)

SUGGESTED_FROM: Final = 0.30
"""The score from which a theme is a suggestion."""

LEAST: Final = 3
"""Suggestions that are always given, below `SUGGESTED_FROM` too."""

_STRONG: Final = 0.50
_MORE_STRONG: Final = 0.12
_LONGER: Final = 0.06

_WEAK: Final = 0.14
"""Two hints are no suggestion yet, three are."""

_OUTCOME: Final = 0.5
_LONGEST_TEXT: Final = 20_000

_NEARNESS: Final = 2.0
"""A cosine of 0.15 is a suggestion of a theme without phrases: of the labels made by hand, nine
in ten were right from there on, and hardly one below."""

_NO_SUGGESTION: Final = 0.29
"""The most that nearness alone gives: it fills up, below what is a suggestion."""


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
    text: str,
    outcome: str = "",
    library: Sequence[Theme] | None = None,
    examples: Iterable[tuple[str, Iterable[str]]] | None = None,
) -> list[Suggestion]:
    """The themes of a text, best first: all from 0.30, and never fewer than the best three.

    Args:
        text: a recommendation, finding or lesson.
        outcome: its intended outcome; what is said only there counts half.
        library: the board's themes; the shipped library where None.
        examples: texts with the ids of the themes that the board confirmed for each. They are
            read at each call; for many texts a `Suggester` takes them in once.

    Returns:
        Suggestions. Those under 0.30 only fill up to three and are no suggestion.
    """
    themes = lexicon.library() if library is None else tuple(library)
    suggester = Suggester(themes, examples) if examples else _suggester(themes)
    return suggester.suggest(text, outcome)


class Suggester:
    """The themes of a board with what it confirmed, weighed once, to suggest for many texts."""

    def __init__(
        self,
        library: Sequence[Theme] | None = None,
        examples: Iterable[tuple[str, Iterable[str]]] = (),
    ) -> None:
        self._themes = lexicon.library() if library is None else tuple(library)
        listed = [
            (phrase, number, part)
            for number, theme in enumerate(self._themes)
            for part, phrases in enumerate((theme.strong, theme.weak, theme.unless))
            for phrase in phrases
        ]
        self._wordless = [n for n, theme in enumerate(self._themes) if not theme.strong]
        self._parts = [(number, part) for _, number, part in listed]
        self._index = PhraseIndex.build((phrase, at) for at, (phrase, *_) in enumerate(listed))
        self._profiles = Profiles(
            self._themes,
            ((text[:_LONGEST_TEXT], tuple(ids)) for text, ids in examples),
        )

    def suggest(self, text: str, outcome: str = "") -> list[Suggestion]:
        """As the function `suggest`."""
        text, outcome = text[:_LONGEST_TEXT], outcome[:_LONGEST_TEXT]
        found = self._fired(text, outcome)
        near: dict[int, Near] = {}
        if self._wordless or sum(one.suggested for one in found.values()) < LEAST:
            near = self._profiles.near(f"{text} {outcome}")
        for number in self._wordless:
            if _is_near(near.get(number)) and not _suggested(found.get(number)):
                found[number] = self._nearby(number, found.get(number), near[number], most=1.0)
        best = sorted((one for one in found.values() if one.suggested), key=lambda one: -one.score)
        rest = sorted(
            (number for number in range(len(self._themes)) if not _suggested(found.get(number))),
            key=lambda number: -_raw(found.get(number), near.get(number)),
        )
        fill = [
            self._nearby(number, found.get(number), near.get(number), most=_NO_SUGGESTION)
            for number in rest[: max(LEAST - len(best), 0)]
        ]
        if not best and fill and _is_near(near.get(rest[0])):
            fill[0] = replace(fill[0], score=SUGGESTED_FROM)
        return best + fill

    def _fired(self, text: str, outcome: str) -> dict[int, Suggestion]:
        """The themes of which a phrase fired, by their number."""
        in_text = self._phrases(text)
        in_outcome = self._phrases(outcome) if outcome else {}
        found = {}
        for number in sorted(in_text.keys() | in_outcome.keys()):
            said = in_text.get(number, _NOTHING)
            score, because = said.score, [*said.strong, *said.weak]
            if number in in_outcome:
                meant = in_outcome[number]
                score = max(score, score * 0.9 + _OUTCOME * meant.score)
                more = (*meant.strong, *meant.weak)
                because += [phrase for phrase in more if phrase not in because]
            if because:
                found[number] = self._suggestion(number, min(score, 1.0), because)
        return found

    def _phrases(self, text: str) -> dict[int, "_Fired"]:
        words = words_of(text)
        places: dict[int, tuple[list[Span], list[list[Span]], list[Span]]] = {}
        for at, spans in self._index.find(words).items():
            number, part = self._parts[at]
            strong, weak, unless = places.setdefault(number, ([], [], []))
            if part == 1:
                weak.append(spans)
            else:
                (unless if part else strong).extend(spans)
        return {number: _Fired.of(words, *spans) for number, spans in places.items()}

    def _nearby(
        self, number: int, fired: Suggestion | None, near: Near | None, most: float
    ) -> Suggestion:
        because = list(fired.because) if fired else []
        if near:
            because.append(f"near: {', '.join(near.words)}")
        return self._suggestion(number, min(_raw(fired, near), most), because)

    def _suggestion(self, number: int, score: float, because: Sequence[str]) -> Suggestion:
        theme = self._themes[number]
        return Suggestion(theme.id, theme.name, round(score, 2), tuple(because), theme.kind)


@dataclass(frozen=True)
class _Fired:
    """The phrases of one theme that fired in a text, as printed there, and their score."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    score: float = 0.0

    @classmethod
    def of(
        cls,
        words: Sequence[str],
        strong: Sequence[Span],
        weak: Sequence[Sequence[Span]],
        unless: Sequence[Span],
    ) -> "_Fired":
        """Weigh what fired: `weak` by phrase, for a phrase hints once however often it stands."""
        firm = longest(outside(strong, unless))
        hints = []
        for spans in weak:
            apart = [span for span in outside(spans, unless) if not meets(span, firm)]
            hints += apart[:1]
        hints = longest(hints)
        said = {printed(words, span): span for span in firm}
        score = 0.0
        if said:
            words_long = max(end - start for start, end in said.values())
            score = _STRONG + _LONGER * min(words_long - 1, 2)
            score += _MORE_STRONG * min(len(said) - 1, 3)
        score += _WEAK * min(len(hints), 3) * (0.5 if said else 1.0)
        return cls(tuple(said), tuple(printed(words, span) for span in hints), min(score, 1.0))


_NOTHING: Final = _Fired()


@lru_cache(maxsize=8)
def _suggester(themes: tuple[Theme, ...]) -> Suggester:
    return Suggester(themes)


def _suggested(one: Suggestion | None) -> bool:
    return one is not None and one.suggested


def _raw(fired: Suggestion | None, near: Near | None) -> float:
    """Hints and nearness together, which the order below a suggestion goes by."""
    return (fired.score if fired else 0.0) + (_NEARNESS * near.cosine if near else 0.0)


def _is_near(near: Near | None) -> bool:
    """Whether nearness alone suggests a theme: one word is not enough for it, however rare."""
    return near is not None and _NEARNESS * near.cosine >= SUGGESTED_FROM and len(near.words) > 1
