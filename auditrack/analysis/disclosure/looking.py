"""Looks through a text for everything that may tell who somebody is."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from auditrack.analysis.disclosure import (
    birth_dates,
    emails,
    names,
    nhs_numbers,
    numbered_places,
    place_age_date,
    postcodes,
    small_counts,
    telephones,
    worker_codes,
)
from auditrack.analysis.disclosure.context import Find
from auditrack.analysis.disclosure.folding import folded
from auditrack.analysis.disclosure.hit import Hit, Watched

_FINDERS: Final = (
    emails.found,
    nhs_numbers.found,
    telephones.found,
    postcodes.found,
    birth_dates.found,
    worker_codes.found,
    numbered_places.found,
    place_age_date.found,
    small_counts.found,
)
_SURER: Final = ("email", "nhs-number", "telephone", "postcode", "numbered-place", "worker-code")
"""What one piece of text can be only one of, the surest first."""


def hits_in(text: str, watched: Sequence[Watched] = ()) -> tuple[Hit, ...]:
    """What the disclosure check stops in a text, in the order of place.

    It is an aid and no guarantee: what tells a person without any of these shapes (a nickname, a
    job, an event that was in the news) is not found.

    Args:
        text: any text; it is looked at without case, accents and characters that nobody sees.
        watched: the names of the watch-list.

    Returns:
        Hits with their places in `text` as given; one for each kind at a place.
    """
    looked = folded(text)
    finds = [find for finder in _FINDERS for find in finder(looked.text)]
    finds += names.found(looked.text, watched)
    hits = []
    for find in _one_each(finds):
        start, end = looked.span(find.start, find.end)
        hits.append(Hit(find.kind, start, end, text[start:end], find.why))
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.kind)))


def _one_each(finds: Iterable[Find]) -> list[Find]:
    """The longest of a kind at a place; of kinds that exclude each other the surest."""
    by_kind: dict[str, list[Find]] = {}
    for find in sorted(finds, key=lambda one: (one.start, -one.end)):
        kept = by_kind.setdefault(find.kind, [])
        if not kept or find.start >= kept[-1].end:
            kept.append(find)
        elif find.end - find.start > kept[-1].end - kept[-1].start:
            kept[-1] = find
    left: list[Find] = []
    taken: list[tuple[int, int]] = []
    for kind in _SURER:
        free = [find for find in by_kind.pop(kind, []) if not _meets(taken, find)]
        left += free
        taken = sorted([*taken, *((find.start, find.end) for find in free)])
    return left + [find for kept in by_kind.values() for find in kept]


def _meets(taken: Sequence[tuple[int, int]], find: Find) -> bool:
    at = bisect_right(taken, (find.start, find.end))
    return any(
        start < find.end and find.start < end for start, end in taken[max(0, at - 1) : at + 1]
    )
