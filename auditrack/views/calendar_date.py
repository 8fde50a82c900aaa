"""One date of a calendar of what is due: of which record, what kind, who answers, in words."""

from dataclasses import dataclass
from datetime import date

from auditrack.model.dates import in_words, interval
from auditrack.model.text import one_line
from auditrack.views.wording import listed

KINDS = {
    "action-due": "action due",
    "action-first-due": "action first due, moved since",
    "recommendation-due": "recommendation due",
    "recommendation-first-due": "recommendation first due, moved since",
    "return-due": "return due back",
    "audit-planned": "audit planned",
    "next-test": "next test due",
    "retest": "re-test due",
    "review-arranged": "review to be arranged",
    "review-due": "review due",
    "review-concluded": "review to be concluded",
    "review-published": "review to be published",
    "provisional": "review provisional until this day",
    "publishable": "review not to be published until after this day",
    "retention": "keeping the review's texts to be reviewed",
    "decided": "to be looked at again",
    "paused": "paused until this day",
}
"""What each kind of date is called; the kind stands in the event's identifier and never changes."""

_PRINTED = 80
"""Characters of a date as printed that an event says."""


@dataclass(frozen=True)
class DueDate:
    """One date of one record. `day` is its last possible day, `on_record` the date as data.

    `whom` are the roles and agencies that answer, in words; the three lists name by reference whom
    it concerns. `revisions` counts every change of the records that decide it and never falls.
    `is_over`: nothing is due here any more. `moved` says when it was first due, and how often
    moved.
    """

    kind: str
    ref: str
    on_record: str
    day: date
    whom: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    subgroups: tuple[str, ...] = ()
    printed: str = ""
    moved: str = ""
    revisions: int = 1
    is_over: bool = False
    is_embargoed: bool = False
    called: str = ""

    @property
    def summary(self) -> str:
        """The event in one line: its reference, what is due, and who answers."""
        whom = "" if self.is_embargoed or not self.whom else f" ({listed(self.whom)})"
        called = self.called or self.ref
        return one_line(f"{called}: {KINDS[self.kind]}{whom}")

    @property
    def is_one_day(self) -> bool:
        """Whether the record names this very day."""
        days = interval(self.on_record)
        return days is not None and days.is_one_day

    def told(self) -> tuple[str, ...]:
        """What else there is to know of it, in sentences."""
        said = []
        if self.is_over:
            said.append("Nothing is due here any more: it is done, closed, moved on or withdrawn.")
        if not self.is_one_day:
            said.append(f"On record is {in_words(self.on_record)}, shown on its last day.")
        printed = one_line(self.printed)
        if printed not in ("", self.on_record, in_words(self.on_record)) and not self.is_embargoed:
            cut = printed if len(printed) <= _PRINTED else printed[: _PRINTED - 1] + "…"
            said.append(f"As printed: “{cut}”.")
        if self.moved:
            said.append(self.moved)
        return tuple(said)


@dataclass(frozen=True)
class Undated:
    """Something that is due, on no day that a calendar could show."""

    noun: str
    agencies: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    subgroups: tuple[str, ...] = ()
