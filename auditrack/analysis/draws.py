"""Random draws that anybody can repeat: the same list and the same seed give the same cases.

The scheme is our own, so that no version of Python or of a library changes a draw on record. The
n-th random number (n from 0) is the SHA-256 of the ASCII text "auditrack draw 1", the seed and n,
each on a line of its own without a last newline, read as a whole number of 256 bits, the highest
byte first. To choose below a limit, numbers at or above the largest multiple of the limit within
256 bits are passed over, and the rest of the division is taken: every case is as likely as
another. The cases are drawn one by one (the beginning of a Fisher-Yates shuffle): the i-th (i from
0) changes places with one chosen from the i-th to the last.
"""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import count, pairwise
from typing import overload

SCHEME = "auditrack draw 1"
MOST = 1_000_000
"""Cases that a draw may be from."""

_SEED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_BITS = 256


def is_seed(text: str) -> bool:
    """Whether a text can be a seed: what reads and types the same everywhere.

    Letters without accents, digits, points, hyphens and underscores, beginning with one of the
    first two; 64 at most.
    """
    return _SEED.fullmatch(text) is not None


@overload
def draw(population: int, size: int, seed: str) -> tuple[int, ...]: ...
@overload
def draw(population: Sequence[str], size: int, seed: str) -> tuple[str, ...]: ...
def draw(
    population: int | Sequence[str], size: int, seed: str
) -> tuple[int, ...] | tuple[str, ...]:
    """Cases drawn at random, in the order they were drawn, none twice.

    A shorter draw by the same seed is the beginning of a longer one: where a case cannot be looked
    at, the next one drawn takes its place.

    Args:
        population: how many cases there are, which are then numbered from 1; or their labels, in
            any order: they are sorted first, so that a list saved in another order draws alike.
        size: how many to draw.
        seed: what the draw is repeated by; see `is_seed`.

    Raises:
        ValueError: there are fewer cases than are to be drawn, none is, a label stands twice, or
            the seed is none.
    """
    if not is_seed(seed):
        raise ValueError("that is no seed")
    of = population if isinstance(population, int) else len(population)
    if not 1 <= size <= of <= MOST:
        raise ValueError(f"{size} of {of} cases cannot be drawn")
    places = _places(of, size, seed)
    if isinstance(population, int):
        return tuple(place + 1 for place in places)
    labels = sorted(population)
    if any(one == other for one, other in pairwise(labels)):
        raise ValueError("a label stands twice")
    return tuple(labels[place] for place in places)


def _places(of: int, size: int, seed: str) -> Iterator[int]:
    numbers = _numbers(seed)
    moved: dict[int, int] = {}
    for here in range(size):
        there = here + _below(of - here, numbers)
        yield moved.get(there, there)
        moved[there] = moved.get(here, here)


def _numbers(seed: str) -> Iterator[int]:
    for number in count():
        text = f"{SCHEME}\n{seed}\n{number}"
        yield int.from_bytes(sha256(text.encode("ascii")).digest(), "big")


def _below(limit: int, numbers: Iterator[int]) -> int:
    whole = 2**_BITS - 2**_BITS % limit
    return next(number for number in numbers if number < whole) % limit
