"""Small turns of phrase that reports share: counts, days, and texts that fit a cell."""

from functools import lru_cache

from auditrack.model.dates import in_words
from auditrack.reports.kit.clean import shortened

CELL_LIMIT = 700
"""The most characters of one person's text in a table; what is cut says so."""


def counted(number: int, thing: str, things: str | None = None) -> str:
    """A number and its thing: "1 decision", "3 decisions", "no decisions"."""
    plural = things or f"{thing}s"
    return f"{number or 'no'} {thing if number == 1 else plural}"


@lru_cache(maxsize=4096)
def day(data: str | None, absent: str = "not known") -> str:
    """A data string as a board paper prints it: "20 November 2026"."""
    return in_words(data) if data else absent


def days(number: int) -> str:
    """A number of days: "1 day", "410 days"."""
    return counted(number, "day")


def short(text: str, ref: str) -> str:
    """A text that fits a cell, or its beginning with a note of where the rest stands."""
    return shortened(text, CELL_LIMIT, ref)


def listed(parts: list[str]) -> str:
    """Parts as people list them: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
