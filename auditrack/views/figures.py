"""The figures of a period as values: what a progress report prints, ready to be read."""

from dataclasses import dataclass
from datetime import date

from auditrack.analysis.balance import Balance
from auditrack.analysis.position import Position
from auditrack.analysis.trends import WAITS, FirstTestWaits, QuarterFigures
from auditrack.model.change import Head
from auditrack.views.open_line import OpenLine

_NOBODY_WAITS = FirstTestWaits((0,) * len(WAITS), 0, 0)


@dataclass(frozen=True)
class ChangeLine:
    """One thing that changed, by the entry that recorded it. `on` is a date as data."""

    number: int
    on: str
    who: str
    what: str
    ref: str | None
    kind: str = ""


@dataclass(frozen=True)
class AgencyOpen:
    """An agency and the open recommendations that ask it."""

    name: str
    rows: tuple[OpenLine, ...]


@dataclass(frozen=True)
class OverdueLine:
    """An action past its date, or a recommendation that is while none of its actions is.

    Days are counted against the original and the agreed date. `moved_why` is the last reason.
    """

    ref: str
    recommendation: str
    what: str
    agency: str
    original_due: str
    agreed_due: str
    days_original: int | None
    days_agreed: int | None
    times_moved: int
    lead: str = ""
    moved_why: str = ""


@dataclass(frozen=True)
class UnsignedLine:
    """An action said to be done that nobody has signed off. `since` is a date as data.

    `days` is how long it has waited, None where nobody dated it; `may_sign` names who may.
    """

    ref: str
    recommendation: str
    what: str
    agency: str
    lead: str
    since: str
    days: int | None
    may_sign: str


@dataclass(frozen=True)
class ChangeCount:
    """How many entries were about one kind of thing, and what they did, the most frequent first."""

    kind: str
    number: int
    deeds: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class AuditLine:
    """An audit done in the period. `n` is the sample in words ("17 of 20 cases").

    `not_independent` says why it is not, "" where it may be. `questions` are the questions that
    fewest cases met, each with its count, where it has any.
    """

    ref: str
    on: str
    question: str
    themes: str
    looked_at: str
    method: str
    n: str
    outcome: str
    by: str
    not_independent: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuditDueLine:
    """A test that is due: planned, promised by an earlier audit, or a re-test of a theme."""

    ref: str | None
    due: str
    what: str
    why: str
    whom: str = ""
    is_past: bool = False


@dataclass(frozen=True)
class DecisionAsked:
    """What the meeting is asked to decide, why, and what would clear it; `kind` in words."""

    attention: int | None
    ref: str
    what: str
    why: str
    clears: str
    kind: str = ""
    whom: str = ""


@dataclass(frozen=True)
class Progress:
    """A board's progress over a period, judged at `as_at` from the register at `head`.

    Attributes:
        subgroup: whose recommendations alone are counted, by title; None for the whole board.
        recommendations: how many recommendations count on the day, open or not.
        on_record: how many the whole board has, where it is a subgroup's.
        red_amber: those open that are Red or Amber, the worst first.
        positions: the themes in order; those of `attention.ASKED_FROM` and above with their chain.
        changes: the last changes one by one; `changes_total` and `change_counts` are of all.
        quarters: the balance of the last quarters, the latest last.
        first_tests: how long recommendations waited for their first test of practice.
    """

    board: str
    nation: str
    marking: str
    demonstration: bool
    since: date
    until: date
    as_at: date
    head: Head
    last_report: int | None
    key_messages: tuple[str, ...]
    changes: tuple[ChangeLine, ...]
    changes_total: int
    balance: Balance
    by_agency: tuple[AgencyOpen, ...]
    overdue: tuple[OverdueLine, ...]
    audits_done: tuple[AuditLine, ...]
    audits_due: tuple[AuditDueLine, ...]
    positions: tuple[Position, ...]
    decisions_asked: tuple[DecisionAsked, ...]
    notes: tuple[str, ...]
    subgroup: str | None = None
    recommendations: int = 0
    on_record: int = 0
    red_amber: tuple[OpenLine, ...] = ()
    unsigned: tuple[UnsignedLine, ...] = ()
    change_counts: tuple[ChangeCount, ...] = ()
    quarters: tuple[QuarterFigures, ...] = ()
    first_tests: FirstTestWaits = _NOBODY_WAITS

    @property
    def open_total(self) -> int:
        """How many recommendations are open as at the day, each counted once."""
        return len({row.ref for agency in self.by_agency for row in agency.rows})
