"""Phrase patterns and their matching: words and stems looked up, no regular expressions.

A pattern is written out into its variants ("(drug|alcohol) misuse*" is two), each a row of words,
stems and gaps. A text's words then look up the variants that may begin with them, so that the
cost hangs on the text and not on the number of phrases, and nothing can run away.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

GAP = ".."
GAP_WORDS = 4
"""The most words that a gap stands for."""

Span = tuple[int, int]
"""Words of a text by number: the first of them, and the one after the last."""

MOST_PLACES = 20
"""How many places of one phrase are looked at in a text; one more would say nothing new."""

_MOST_VARIANTS = 200
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"\.\.|[^\W_]+\*?")
_RUN = re.compile(r"[^()|?]+")
_STEM_LETTERS = 3


def words_of(text: str) -> list[str]:
    """The words of a text in small letters; apostrophes and hyphens part words."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=4_096)
def variants(pattern: str) -> tuple[tuple[str, ...], ...]:
    """All the rows of tokens that a pattern stands for: words, stems ("neglect*") and ".."."""
    rows: list[tuple[str, ...]] = []
    for written in _written_out(pattern.lower().replace("\\", "")):
        row = tuple(_TOKEN.findall(written))
        while row and row[0] == GAP:
            row = row[1:]
        while row and row[-1] == GAP:
            row = row[:-1]
        if row:
            rows.append(row)
    return tuple(dict.fromkeys(rows))


def _written_out(pattern: str) -> list[str]:
    """A pattern without brackets and question marks: every way to write it."""
    done, _ = _alternatives(pattern, 0)
    return done[:_MOST_VARIANTS]


def _alternatives(pattern: str, at: int) -> tuple[list[str], int]:
    options: list[str] = []
    current = [""]
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            options.extend(current)
            current = [""]
            at += 1
            continue
        if run := _RUN.match(pattern, at):
            text, at = run[0], run.end()
            inner = [text]
            if pattern.startswith("?", at):
                inner = [text, text[:-1]]
                at += 1
        elif pattern[at] == "(":
            inner, at = _alternatives(pattern, at + 1)
            at += 1
            if pattern.startswith("?", at):
                inner = [*inner, ""]
                at += 1
        else:
            inner = [""]
            at += 1
        current = [head + tail for head in current for tail in inner][:_MOST_VARIANTS]
    options.extend(current)
    return options[:_MOST_VARIANTS], at


@dataclass
class PhraseIndex:
    """Phrases with what they stand for, found in a text in one pass over its words."""

    _exact: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)
    _stems: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)

    @classmethod
    def build(cls, phrases: Iterable[tuple[str, int]]) -> "PhraseIndex":
        """An index of (pattern, number of its owner)."""
        index = cls()
        for pattern, owner in phrases:
            for row in variants(pattern):
                first = row[0]
                if first.endswith("*"):
                    key = first[:-1][:_STEM_LETTERS]
                    index._stems.setdefault(key, []).append((row, owner))
                else:
                    index._exact.setdefault(first, []).append((row, owner))
        return index

    def find(self, words: Sequence[str]) -> dict[int, list[Span]]:
        """For each owner where its phrases stand in the text, from its beginning on."""
        found: dict[int, list[Span]] = {}
        for at, word in enumerate(words):
            for row, owner in self._exact.get(word, ()):
                _match(words, at, row, owner, found)
            for size in range(1, _STEM_LETTERS + 1):
                for row, owner in self._stems.get(word[:size], ()):
                    if size == _STEM_LETTERS or len(row[0]) - 1 == size:
                        _match(words, at, row, owner, found)
        return found


def _match(
    words: Sequence[str],
    at: int,
    row: tuple[str, ...],
    owner: int,
    found: dict[int, list[Span]],
) -> None:
    places = found.get(owner, [])
    if len(places) < MOST_PLACES and (end := _ends(words, at, row)) is not None:
        found.setdefault(owner, places).append((at, end))


def _ends(words: Sequence[str], at: int, row: tuple[str, ...]) -> int | None:
    """Where a row of tokens that starts at `at` ends, or None."""
    places = [at]
    gap = False
    for token in row:
        if token == GAP:
            gap = True
            continue
        if gap:
            places = sorted({start + more for start in places for more in range(GAP_WORDS + 1)})
            gap = False
        places = [place + 1 for place in places if place < len(words) and _is(words[place], token)]
        if not places:
            return None
    return places[0]


def _is(word: str, token: str) -> bool:
    return word.startswith(token[:-1]) if token.endswith("*") else word == token


def spells(phrase: str, row: Sequence[str]) -> bool:
    """Whether a row of tokens without a gap stands for exactly the words of a phrase."""
    words = words_of(phrase)
    return len(words) == len(row) and all(map(_is, words, row))


def printed(words: Sequence[str], span: Span) -> str:
    """The words of a span as they are shown."""
    return " ".join(words[slice(*span)])


def outside(spans: Sequence[Span], unless: Sequence[Span]) -> list[Span]:
    """Spans that lie in none of the phrases that mean something else."""
    return [span for span in spans if not any(a <= span[0] and span[1] <= b for a, b in unless)]


def meets(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span shares a word with one of the others."""
    return any(span[0] < b and a < span[1] for a, b in others)


def longest(spans: Iterable[Span]) -> list[Span]:
    """Spans that lie in no longer one: "domestic abuse" fires once, not also as "abuse"."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
