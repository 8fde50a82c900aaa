"""Short phrases that pages, lists and figures share."""

from collections.abc import Iterable

from auditrack.model.dates import in_words


def when(data: str | None, absent: str = "not recorded") -> str:
    """A date in words, or what is said where there is none."""
    return in_words(data) if data else absent


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 review", "3 reviews"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(parts: Iterable[str], absent: str = "none") -> str:
    """Parts joined by commas, or what is said where there are none."""
    return ", ".join(parts) or absent


def shortened(text: str, length: int) -> str:
    """A text on one line, at most so long."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
