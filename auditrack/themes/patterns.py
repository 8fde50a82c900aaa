"""Phrase patterns and their matching: words and stems looked up, no regular expressions.

A pattern is written out into its variants ("(drug|alcohol) misuse*" is two), each a row of words,
stems and gaps. A text's words then look up the variants that may begin with them, so that the
cost hangs on the text and not on the number of phrases, and nothing can run away.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

GAP_WORDS = 4
"""The most words that `..` stands for."""

_MOST_VARIANTS = 200
_WORD = re.compile(r"[^\W_]+")
_STEM_LETTERS = 3


def words_of(text: str) -> list[str]:
    """The words of a text in small letters; apostrophes and hyphens part words."""
    return _WORD.findall(text.lower())


def variants(pattern: str) -> list[tuple[str, ...]]:
    """All the rows of tokens that a pattern stands for: words, stems ("neglect*") and ".."."""
    rows = []
    for written in _written_out(pattern.lower().replace("\\", "")):
        row = tuple(token for token in _tokens(written))
        while row and row[0] == "..":
            row = row[1:]
        while row and row[-1] == "..":
            row = row[:-1]
        if row and row not in rows:
            rows.append(row)
    return rows


def _tokens(written: str) -> Iterator[str]:
    for part in written.split():
        if part == "..":
            yield part
            continue
        yield from re.findall(r"[^\W_]+\*?", part)


def _written_out(pattern: str) -> list[str]:
    """A pattern without brackets and question marks: every way to write it."""
    done, _ = _alternatives(pattern, 0)
    return done[:_MOST_VARIANTS]


def _alternatives(pattern: str, at: int) -> tuple[list[str], int]:
    options: list[str] = []
    current = [""]
    while at < len(pattern) and pattern[at] != ")":
        mark = pattern[at]
        if mark == "|":
            options.extend(current)
            current = [""]
            at += 1
            continue
        if mark == "(":
            inner, at = _alternatives(pattern, at + 1)
        else:
            inner = [mark]
        at += 1
        if at < len(pattern) and pattern[at] == "?":
            inner = [*inner, ""]
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

    def find(self, words: Sequence[str]) -> dict[int, dict[str, tuple[int, int]]]:
        """For each owner the phrases found, as printed in the text, with their span of words."""
        found: dict[int, dict[str, tuple[int, int]]] = {}
        for at, word in enumerate(words):
            rows = self._exact.get(word, ())
            for row, owner in rows:
                self._match(words, at, row, owner, found)
            for size in range(1, _STEM_LETTERS + 1):
                for row, owner in self._stems.get(word[:size], ()):
                    if size == _STEM_LETTERS or len(row[0]) - 1 == size:
                        self._match(words, at, row, owner, found)
        return found

    @staticmethod
    def _match(
        words: Sequence[str],
        at: int,
        row: tuple[str, ...],
        owner: int,
        found: dict[int, dict[str, tuple[int, int]]],
    ) -> None:
        end = _ends(words, at, row)
        if end is not None:
            found.setdefault(owner, {}).setdefault(" ".join(words[at:end]), (at, end))


def _ends(words: Sequence[str], at: int, row: tuple[str, ...]) -> int | None:
    """Where a row of tokens that starts at `at` ends, or None."""
    places = [at]
    gap = False
    for token in row:
        if token == "..":
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
