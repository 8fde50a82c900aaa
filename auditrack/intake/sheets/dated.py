"""Dates as trackers print them, and a progress cell parted into its dated entries."""

import re
from datetime import date, timedelta
from functools import lru_cache

from auditrack.intake.sheets.header import BELOW
from auditrack.model.dates import DateError, interval, parse_date
from auditrack.model.sheet import Note

_RELATIVE = re.compile(
    r"^[+-]|today|tomorrow|yesterday|\b(?:this|next)\b"
    r"|^(?:the )?(?:start|end|beginning) of (?:the )?[a-z]+$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:by|due|before|on|from|date|updated?|as at|at|w/?e|week ending|completed?|closed|done)\b"
    r"[:\s-]*(?:the\s+)?",
    re.IGNORECASE,
)
DAY = (
    r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)"
    r"[a-z]{0,6}\.?\s+\d{4}|\d{1,2}/\d{4}"
)
"""A day as people write it, anywhere in a line."""

_ENTRY = re.compile(
    rf"^[-•*\s]*[\[(]?(?:update\s*|as at\s*)?({DAY})[\])]?\s*(?:[:;,.–—-]+\s*|\s+(?=[A-Z]))?(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_IN_HEADING = re.compile(rf"({DAY})", re.IGNORECASE)
_LONGEST = 60
_TIME = re.compile(r"^(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}(?::\d{2})?$")
_SERIAL = re.compile(r"([2-5]\d{4})(?:\.\d+)?")
_SLASHES = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})")
_FIRST = date(1899, 12, 30)


@lru_cache(maxsize=65_536)
def date_as_printed(text: str, today: date) -> str | None:
    """The data of a printed date; None where nothing certain can be read of it.

    "by 31/03/2019" is that day. Seasons, "ongoing", "TBC", several dates, dates that do not exist
    and those that count from today stay words.
    """
    words = " ".join(text.split())
    if not words or len(words) > _LONGEST:
        return None
    timed = _TIME.fullmatch(words)
    words = timed[1] if timed else _BEFORE.sub("", words).strip(" .;,")
    serial = _SERIAL.fullmatch(words)
    if serial:  # the number of a day, in a cell that was not shown as one
        return (_FIRST + timedelta(days=int(serial[1]))).isoformat()
    if not words or _RELATIVE.search(words):
        return None
    try:
        data = parse_date(words, today)
    except DateError:
        return None
    return data if interval(data) is not None else None


def is_month_first(text: str) -> bool:
    """Whether a date in figures can only be read with its month first: "3/31/24"."""
    found = _SLASHES.fullmatch(text.strip())
    return found is not None and int(found[1]) <= 12 < int(found[2]) <= 31


def month_first(text: str) -> str | None:
    """The data of a date in a column of dates that begin with the month.

    Where the day may be the month as well, nothing certain can be read of it.
    """
    found = _SLASHES.fullmatch(text.strip())
    if found is None or not is_month_first(text):
        return None
    try:
        return date(
            int(found[3]) + (2000 if len(found[3]) == 2 else 0), int(found[1]), int(found[2])
        ).isoformat()
    except ValueError:
        return None


def has_slashes(text: str) -> bool:
    """Whether a text is a date in figures, day or month first."""
    return _SLASHES.fullmatch(text.strip()) is not None


def day_in_heading(heading: str, today: date) -> str | None:
    """The day that a heading names for its whole column: "Update March 2019", "2019"."""
    lower = heading.rpartition(BELOW)[2].strip()
    found = _IN_HEADING.search(lower)
    day = date_as_printed(found[1] if found else lower, today)
    days = interval(day)
    return day if days is not None and days.earliest <= today else None


@lru_cache(maxsize=4_096)
def entries(
    text: str, today: date, of_column: str | None = None, said: str = ""
) -> tuple[Note, ...]:
    """The dated entries of a progress cell; what has no date of its own takes the column's.

    Args:
        text: the words of the cell.
        today: no entry is dated after it; such a date stays in the words.
        of_column: the day that the heading names.
        said: what to put before each entry, where the column needs telling.
    """
    found: list[tuple[str | None, list[str]]] = []
    for line in text.split("\n"):
        entry = _ENTRY.match(line)
        day = date_as_printed(entry[1], today) if entry else None
        days = interval(day)
        if entry and days is not None and days.earliest <= today:
            # The words keep their date as printed: nothing of the cell is lost.
            found.append((day, [line.strip()]))
        elif found:
            found[-1][1].append(line)
        else:
            found.append((of_column, [line]))
    notes = []
    for day, lines in found:
        words = "\n".join(lines).strip()
        if words:
            notes.append(Note(f"{said}{words}", day))
    return tuple(notes)
