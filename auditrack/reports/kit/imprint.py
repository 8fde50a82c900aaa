"""What every report prints about itself: whose, of what time, from which state of the record."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import msgspec

from auditrack.model.change import Head
from auditrack.model.dates import in_words
from auditrack.reports.kit.clean import on_one_line

DEMONSTRATION = "DEMONSTRATION: everything in it is made up"

VALUES: Mapping[str, str] = MappingProxyType(
    {
        "title": "The report's title",
        "board": "The board's name",
        "period": "The period it covers",
        "as_at": "The day by which the facts were judged",
        "head": "The register's entry and the beginning of its seal",
        "marking": "The protective marking, in capitals; nothing where there is none",
        "demonstration": "A sentence that it is made up; nothing in a real register",
    }
)
"""The tokens of one line that every template may hold, with what each is."""


class Imprint(msgspec.Struct, frozen=True):
    """A report's particulars. `marking` is empty, or "none", where the board marks nothing.

    `public` says that it is a copy for the public, in which no line says that nothing is marked.
    """

    title: str
    board: str
    period: str
    as_at: date
    head: Head
    marking: str
    demonstration: bool
    public: bool = False

    @property
    def full_title(self) -> str:
        """The title that stands in the file's properties, and that a screen reader says first."""
        shown = ", ".join(part for part in (self.title, self.board, self.period) if part)
        return f"{shown} ({DEMONSTRATION})" if self.demonstration else shown

    @property
    def head_in_words(self) -> str:
        """The register's head: "entry 512, 0a1b2c3d4e5f"."""
        return str(self.head)

    @property
    def as_at_in_words(self) -> str:
        """The day by which the facts were judged: "30 September 2026"."""
        return in_words(self.as_at.isoformat())

    @property
    def marking_in_capitals(self) -> str:
        """The marking as it is printed at the head and foot of each page."""
        marking = on_one_line(self.marking).upper()
        return "" if marking == "NONE" else marking

    @property
    def marking_line(self) -> str:
        """The marking as the particulars name it, "" for no such line."""
        return self.marking_in_capitals or ("" if self.public else "none")

    def tokens(self) -> dict[str, str]:
        """The values of the tokens that a template may hold, each on one line."""
        return {
            "title": on_one_line(self.title),
            "board": on_one_line(self.board),
            "period": on_one_line(self.period),
            "as_at": self.as_at_in_words,
            "head": self.head_in_words,
            "marking": self.marking_in_capitals,
            "demonstration": DEMONSTRATION if self.demonstration else "",
        }


def period_in_words(since: date, until: date) -> str:
    """A period as a board paper says it: "1 July to 30 September 2026"."""
    return in_words(f"{since.isoformat()}..{until.isoformat()}").removeprefix("from ")
