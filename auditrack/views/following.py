"""What follows what: a body its successor, a theme the one it went into, a review the later one."""

from collections.abc import Callable

Following = Callable[[str], str | None]
"""What follows a record, by reference; None where nothing does."""


def chain(start: str, following: Following) -> tuple[str, ...]:
    """The records from one on, up to the last of them or to where they would come back."""
    path = {start: None}
    here = start
    while (later := following(here)) and later not in path:
        path[later] = None
        here = later
    return tuple(path)


def last_of(start: str, following: Following) -> str:
    """Where a chain ends.

    Entry refuses a circle. In one that came past every rule none follows another for certain, so
    whatever stands in it stands for itself, and what leads to it ends where it is entered.
    """
    path = chain(start, following)
    return following(path[-1]) or path[-1]
