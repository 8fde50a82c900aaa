"""The figures of a period as values: what a progress report prints, ready to be read."""

from dataclasses import dataclass
from datetime import date

from auditrack.analysis.balance import Balance
from auditrack.analysis.position import Position
from auditrack.model.change import Head
from auditrack.views.rows import Row


@dataclass(frozen=True)
class ChangeLine:
    """One thing that changed, by the entry that recorded it. `on` is a date as data."""

    number: int
    on: str
    who: str
    what: str
    ref: str | None


@dataclass(frozen=True)
class AgencyOpen:
    """An agency and the open recommendations that ask it."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class OverdueLine:
    """An action past its date. Days are counted against the original and the agreed date."""

    ref: str
    recommendation: str
    what: str
    agency: str
    original_due: str
    agreed_due: str
    days_original: int | None
    days_agreed: int | None
    times_moved: int


@dataclass(frozen=True)
class AuditLine:
    """An audit done in the period. `n` is the sample in words ("17 of 20 cases").

    `not_independent` says why it is not, "" where it may be.
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


@dataclass(frozen=True)
class AuditDueLine:
    """A test that is due: planned, promised by an earlier audit, or a re-test of a theme."""

    ref: str | None
    due: str
    what: str
    why: str


@dataclass(frozen=True)
class DecisionAsked:
    """What the meeting is asked to decide, why, and what would clear it."""

    attention: int | None
    ref: str
    what: str
    why: str
    clears: str


@dataclass(frozen=True)
class Progress:
    """A board's progress over a period, judged at `as_at` from the register at `head`."""

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
