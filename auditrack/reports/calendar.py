"""A calendar of what is due as an iCalendar file (RFC 5545), which phones and mail programs read.

Every record and kind of date has one identifier for ever, so that a file taken in again moves an
event and never doubles it; what is over comes as cancelled. Nothing of it reminds or invites
anybody, and no event takes up time.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from auditrack.model.text import cleaned, one_line
from auditrack.reports.kit.imprint import DEMONSTRATION
from auditrack.views.calendar import Calendar
from auditrack.views.calendar_date import DueDate

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

_WIDTH = 75
"""Octets of a line, its end apart (RFC 5545, 3.1)."""

_ESCAPED = re.compile(r"([\\;,])")


def render_calendar(calendar: Calendar, register: str, milliseconds: int) -> bytes:
    """The calendar as a file.

    Args:
        calendar: what is due.
        register: what tells this register from every other: its part of each identifier.
        milliseconds: when the state that it shows was recorded, in UTC; the same state makes the
            same bytes.
    """
    stamp = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)).strftime(
        "%Y%m%dT%H%M%SZ"
    )
    marking = calendar.marking if calendar.marking.casefold() != "none" else ""
    name = f"{DEMONSTRATION}. {calendar.name}" if calendar.demonstration else calendar.name
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//auditrack//what is due//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(one_line(name))}",
    ]
    if marking:
        lines.append(f"X-WR-CALDESC:{escaped(one_line(marking))}")
    for one in calendar.dates:
        lines += _event(one, calendar, marking, register, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(piece for line in lines for piece in folded(line))


def recorded_at(register: "Store", number: int) -> int:
    """When an entry was recorded, in UTC milliseconds; of entry 0, when the register was made."""
    since = register.history(since=number - 1) if number else ()
    return next((entry.t for entry in since if entry.number == number), register.header.t)


def _event(
    one: DueDate, calendar: Calendar, marking: str, register: str, stamp: str
) -> Iterator[str]:
    day = f"{one.day.year:04}{one.day.month:02}{one.day.day:02}"
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(f'{one.ref}.{one.kind}@{register}')}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{one.revisions}"
    yield f"DTSTART;VALUE=DATE:{day}"
    yield f"SUMMARY:{escaped(one.summary)}"
    yield f"DESCRIPTION:{escaped(_described(one, calendar, marking))}"
    yield f"STATUS:{'CANCELLED' if one.is_over else 'CONFIRMED'}"
    yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _described(one: DueDate, calendar: Calendar, marking: str) -> str:
    said: Iterable[str] = (
        *one.told(),
        f"{one.ref} in the register of {one_line(calendar.board)}.",
        DEMONSTRATION + "." if calendar.demonstration else "",
        one_line(marking),
    )
    return "\n".join(line for line in said if line)


def escaped(text: str) -> str:
    r"""A text as the value of a property (3.3.11): no control character, `\\`, `\;`, `\,`, `\n`."""
    return _ESCAPED.sub(r"\\\1", cleaned(text).replace("\t", " ")).replace("\n", "\\n")


def folded(line: str) -> Iterator[bytes]:
    """A line as octets, folded behind at most 75 of them and never within a character (3.1)."""
    rest, room = line.encode(), _WIDTH
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # within a character
            cut -= 1
        yield rest[:cut] + b"\r\n "
        rest, room = rest[cut:], _WIDTH - 1  # the space that a folded line begins with
    yield rest + b"\r\n"
