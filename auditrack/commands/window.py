"""Periods of practice that a review examined."""

from dataclasses import dataclass
from typing import ClassVar

from auditrack.commands import given, known
from auditrack.commands.command import Command
from auditrack.commands.desk import Desk, refuse
from auditrack.model.text import one_line


@dataclass(frozen=True)
class Practice:
    """A period of practice as typed: both ends as data, perhaps of one child or adult."""

    start: str | None
    end: str | None
    subject: str | None
    as_printed: str


def practice(desk: Desk, typed: str) -> Practice | None:
    """A period from `FROM..TO[=subject]`; None where it is unknown at both ends.

    Raises:
        RefusedError: an end is no date, or it runs backwards (`bad-date`).
    """
    span, _, subject = typed.partition("=")
    start, end = given.period(desk, span.strip(), "period of practice")
    if start is None and end is None:
        return None
    return Practice(start, end, one_line(subject) or None, one_line(span))


def add_windows(desk: Desk, review: str, periods: tuple[str, ...]) -> tuple[str, ...]:
    """Enter periods of practice that the review does not have yet; their references."""
    there = {
        (d.get("start"), d.get("end"), d.get("subject"))
        for d in desk.live("windows", "review", review)
    }
    made = []
    for typed in periods:
        window = practice(desk, typed)
        if window and (key := (window.start, window.end, window.subject)) not in there:
            there.add(key)
            made.append(
                desk.insert(
                    "windows",
                    review=review,
                    start=window.start,
                    end=window.end,
                    subject=window.subject,
                    as_printed=window.as_printed,
                )
            )
    return tuple(made)


@dataclass(frozen=True)
class AddWindow(Command):
    """Enter a period of practice that a review examined, `FROM..TO[=subject]`."""

    cmd: ClassVar[str] = "review window"

    review: str
    practice: str
    why: str | None = None

    def build(self, desk: Desk) -> None:
        """Refuses a period that is on record already or says nothing."""
        review = known.document(desk, self.review, "reviews")
        ref = str(review["ref"])
        made = add_windows(desk, ref, (given.text(self.practice, "period of practice"),))
        if not made:
            raise refuse(
                "no-change",
                f"{ref} has that period of practice already, or it says no date.",
                ref=ref,
                todo="Give FROM..TO, for example 2012-10-16..2015-04.",
            )
        desk.made.extend(made)
