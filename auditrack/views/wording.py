"""Short phrases that pages, lists and figures share."""

from collections.abc import Iterable, Mapping
from typing import Any

from auditrack.model.dates import in_words
from auditrack.model.words import DECISIONS, word


def when(data: str | None, absent: str = "not recorded") -> str:
    """A date in words, or what is said where there is none."""
    return in_words(data) if data else absent


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 review", "3 reviews"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def decided_in_words(decision: Mapping[str, Any]) -> str:
    """A decision on record in words, with the day to look again where it set one."""
    said = word(DECISIONS, decision.get("decision"))
    return f"{said} until {in_words(decision['until'])}" if decision.get("until") else said


def listed(parts: Iterable[str], absent: str = "none") -> str:
    """Parts joined by commas, or what is said where there are none."""
    return ", ".join(parts) or absent


def shortened(text: str, length: int) -> str:
    """A text on one line, at most so long."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
