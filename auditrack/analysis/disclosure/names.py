"""Names on the watch-list, however they are written: case, accents, hyphens, blanks, initials.

The letters of a text are looked through without what stands between them; what stands between
them in the text then says whether it is the name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from auditrack.analysis.disclosure.common_words import COMMON, MONTHS, NEVER_ALONE
from auditrack.analysis.disclosure.context import Find
from auditrack.analysis.disclosure.folding import folded
from auditrack.analysis.disclosure.hit import Watched

LONGEST: Final = 100
_LETTERS = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_APART = re.compile(r"[\s.,'_*|/\\-]{1,4}\Z")
_BREAK = re.compile(r"-?\s{0,2}\n\s{0,2}\Z")
_WHOLE_ONLY: Final = frozenset({"place"})
_SAYS_NAME = re.compile(
    r"'s\b|[,.;)\]]|[ ]?(?:[\n\t|]|\Z)|[ ]and[ ][A-Z]|[ ][A-Z](?![A-Za-z])"
    r"|[ ](?:was|had|has|told|said|lived|lives|died|went|attended|did|came|moved|disclosed|reported"
    r"|refused|wanted|felt|made|and (?:his|her|their))\b"
)
"""What makes a name even of a word that starts a sentence."""

_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|during|since|from|by|until|of|early|late|mid|and|to|between|for|this|last|next"
    r"|every|each|on)[ -]|[0-9](?:st|nd|rd|th)?[ ])$",
    re.IGNORECASE,
)
_SAID = {
    "child": "the child or adult",
    "family": "the family",
    "worker": "a worker",
    "place": "a place or service",
}


@dataclass(frozen=True)
class _Way:
    """One way to write a name: its letters, and where its words end among them."""

    letters: str
    ends: frozenset[int]
    exact: bool = False
    common: bool = False
    whole: bool = False
    why: str = ""


def found(text: str, watched: Sequence[Watched]) -> Iterator[Find]:
    """Every name of the watch-list in a text, its parts and initials included."""
    ways = _ways_of(tuple(watched))
    if not ways:
        return
    parts: list[str] = []
    starts: list[int] = []  # of each run of letters: where it starts in `letters`
    places: list[int] = []
    length = 0
    for match in _LETTERS.finditer(text):
        parts.append(match[0])
        starts.append(length)
        places.append(match.start())
        length += len(match[0])
    letters = _Letters("".join(parts), starts, places)
    for way in ways:
        yield from letters.finds(text, way)


class _Letters:
    """The letters of a text in a row, and where each stands."""

    def __init__(self, kept: str, starts: list[int], places: list[int]) -> None:
        self._kept = kept
        self._small = kept.lower() if len(kept.lower()) == len(kept) else _lowered(kept)
        self._starts, self._places = starts, places

    def finds(self, text: str, way: _Way) -> Iterator[Find]:
        """Where a way to write a name stands."""
        held = self._kept if way.exact else self._small
        at = held.find(way.letters)
        while at >= 0:
            run = bisect_right(self._starts, at) - 1
            start = self._places[run] + at - self._starts[run]
            if start == 0 or not text[start - 1].isalnum() or text[start - 1].isdigit():
                end = self._end(text, way, at, start, run)
                if end and _is_name(text, way, start, end):
                    yield Find("watched-name", start, end, way.why)
            at = held.find(way.letters, at + 1)

    def _end(self, text: str, way: _Way, at: int, start: int, run: int) -> int:
        """Where the name ends in the text, or 0 where its letters only happen to lie in a row."""
        last = at + len(way.letters)
        gaps: list[tuple[int, str]] = []
        end = start
        done = at
        while True:
            run_end = self._starts[run + 1] if run + 1 < len(self._starts) else len(self._kept)
            taken = min(run_end, last)
            end = self._places[run] + taken - self._starts[run]
            done = taken
            if done == last:
                break
            gaps.append((done - at, text[end : self._places[run + 1]]))
            run += 1
        if not _ends_well(text, way, start, end) or not _gaps_fit(way, gaps, text[start]):
            return 0
        return end


def _lowered(text: str) -> str:
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _ends_well(text: str, way: _Way, start: int, end: int) -> bool:
    if end >= len(text) or not text[end].isalpha():
        return True
    plural = text[end] == "s" and not (end + 1 < len(text) and text[end + 1].isalpha())
    if way.common:
        return plural and text[max(0, start - 4) : start].lower() == "the "
    return plural and not way.exact


def _gaps_fit(way: _Way, gaps: list[tuple[int, str]], first: str) -> bool:
    """Whether what stands between the letters may stand in one name."""
    if any(_APART.match(gap) is None for _, gap in gaps):
        return False
    inside = [gap for after, gap in gaps if after not in way.ends and gap != "'"]
    if not inside:
        return True
    if len(gaps) == len(way.letters) - 1:  # all letters apart
        return len(way.letters) > 2 and all(len(g) <= 2 for g in inside)
    if way.exact or way.common:
        return False
    if all(_BREAK.match(gap) for gap in inside):
        return True
    most = 2 if way.whole else 1
    return len(way.letters) > 4 and len(inside) <= most and not first.islower()


def _is_name(text: str, way: _Way, start: int, end: int) -> bool:
    """Whether a word that is no name elsewhere is one here: capitals inside a sentence."""
    if not way.common:
        return True
    said = text[start:end]
    if not said[0].isupper():
        return False
    if way.whole:  # an initial and a surname that is a word as well
        return all(part[0].isupper() for part in _LETTERS.findall(said))
    if way.letters in MONTHS and (
        _MONTH_BEFORE.search(text[max(0, start - 10) : start])
        or re.match(r"[ ,]{0,2}[0-9]", text[end : end + 4])
    ):
        return False
    if said.isupper() and len(said) > 1 and _loud(text, start, end):
        return False
    if _starts_sentence(text, start):
        return _SAYS_NAME.match(text, end) is not None
    return True


def _loud(text: str, start: int, end: int) -> bool:
    """Whether the words around are in capitals too: then capitals say nothing."""
    around = text[max(0, start - 24) : start] + text[end : end + 24]
    letters = [c for c in around if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) > len(letters) * 0.7


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 6) : start].rstrip(" \"'([*_>-•·–")
    return start == 0 or not before or before[-1] in ".!?:\n\t|"


@lru_cache(maxsize=8)
def _ways_of(watched: tuple[Watched, ...]) -> list[_Way]:
    ways: dict[tuple[str, bool], _Way] = {}
    for one in watched:
        why = _why(one.whose)
        for way in _ways_of_name(one.name, one.whose, why):
            ways.setdefault((way.letters, way.exact), way)
    return list(ways.values())


def _why(whose: str | None) -> str:
    said = _SAID.get(whose or "")
    return f"This name is on the review's watch-list{f', for {said}' if said else ''}."


def _ways_of_name(name: str, whose: str | None, why: str) -> Iterator[_Way]:
    words = [w for w in _LETTERS.findall(folded(name[:LONGEST]).text.replace("'", ""))]
    if not words:
        return
    joined = "".join(words)
    if joined.isupper() and len(joined) <= 3 and joined.isascii():
        yield _Way(joined, _ends(list(joined)), exact=True, why=why)  # initials, given as such
        return
    if len(joined) < 2:
        return
    small = [_lowered(w) for w in words]
    whole = len(words) > 1
    yield _Way(
        "".join(small), _ends(small), common=not whole and small[0] in COMMON, whole=whole, why=why
    )
    if not whole or whose in _WHOLE_ONLY:
        return
    if len(words) == 2 or "," in name:
        turned = small[1:] + small[:1]
        yield _Way("".join(turned), _ends(turned), whole=True, why=why)
    for word in small:
        if len(word) > 1 and word not in NEVER_ALONE and not word.isdigit():
            yield _Way(word, frozenset(), common=word in COMMON or len(word) < 3, why=why)
    given = [w for w in small if w not in NEVER_ALONE]
    if len(given) > 1 and len(given[-1]) > 1:
        first, surname = given[0][0], given[-1]
        for parts in ([first, surname], [surname, first]):
            yield _Way("".join(parts), _ends(parts), common=surname in COMMON, whole=True, why=why)


def _ends(words: Sequence[str]) -> frozenset[int]:
    ends, length = set(), 0
    for word in words[:-1]:
        length += len(word)
        ends.add(length)
    return frozenset(ends)
