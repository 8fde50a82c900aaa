"""Footnotes that a converter left among the paragraphs: below a rule, and numbered throughout."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from auditrack.intake.typed import RULE

_NOTE = re.compile(r"(\d{1,3})(?: \S|$)")
_FEWEST: Final = 3
_STEP: Final = 3


def left_notes(words: Sequence[str]) -> set[int]:
    """The places of such footnotes; none where the numbers do not count on.

    `words` are those of each paragraph in order; a heading, a list item and a table have none.
    """
    numbers: list[int] = []
    notes: set[int] = set()
    under = 0
    for rule in (place for place, said in enumerate(words) if RULE.match(said)):
        found = _below(words, rule + 1)
        under += bool(found)
        for place, number in found:
            notes.add(place)
            if number is not None:
                numbers.append(number)
    steps = [after - before for before, after in pairwise(numbers)]
    counted = len(numbers) >= _FEWEST and under > 1 and numbers[0] <= _STEP
    return notes if counted and all(0 < step <= _STEP for step in steps) else set()


def _below(words: Sequence[str], start: int) -> list[tuple[int, int | None]]:
    """The notes from a place on, with their numbers: the first may go on from the page before."""
    found: list[tuple[int, int | None]] = []
    for place in range(start, len(words)):
        hit = _NOTE.match(words[place])
        if hit is not None:
            found.append((place, int(hit[1])))
        elif place == start and words[place] and _goes_before_note(words, place):
            found.append((place, None))
        else:
            break
    return found if any(number is not None for _, number in found) else []


def _goes_before_note(words: Sequence[str], place: int) -> bool:
    return place + 1 < len(words) and _NOTE.match(words[place + 1]) is not None
