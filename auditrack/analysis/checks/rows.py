"""What checks look at, as typed rows, and what they find.

Those that come by thousands are structs, which are made faster than dataclasses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from auditrack.analysis.balance import Balance
from auditrack.model.dates import Interval


class Gap(msgspec.Struct, frozen=True, gc=False):
    """One thing to look at. `code` is stable, `ref` the record, `says` a sentence.

    It is a question to people and never an accusation: the record does not say, or says two things.
    """

    code: str
    ref: str
    says: str

    def __str__(self) -> str:
        return f"{self.ref}: {self.says}"


# What a record does not say ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckedReview:
    """A review for checking. `windows` counts its periods of practice."""

    ref: str
    published: bool
    windows: int


class CheckedAsk(msgspec.Struct, frozen=True, gc=False):
    """An open recommendation for checking: what it says, and which agencies have no reply."""

    ref: str
    has_deadline: bool
    has_measure: bool
    without_reply: tuple[str, ...] = ()


class CheckedAction(msgspec.Struct, frozen=True, gc=False):
    """An unfinished action for checking."""

    ref: str
    has_deadline: bool
    has_lead: bool


class CheckedEvidence(msgspec.Struct, frozen=True, gc=False):
    """A piece of evidence for checking: whether the date it is about is known, and what it found.

    `speaks` is false where somebody else has to say it: it was returned, has expired, or belongs
    to an audit, which has an outcome of its own.
    """

    ref: str
    has_date_about: bool
    level: int = 0
    has_result: bool = False
    speaks: bool = True


@dataclass(frozen=True, slots=True)
class CheckedAudit:
    """An audit that was done, for checking: whether its sample is on record."""

    ref: str
    has_sample: bool


@dataclass(frozen=True, slots=True)
class CheckedFinding:
    """A concern for checking: what it led to, or why nothing."""

    ref: str
    led_to: int
    has_reason: bool


class CheckedThemeLink(msgspec.Struct, frozen=True, gc=False):
    """A theme link for checking: nobody has confirmed or rejected it yet where suggested."""

    ref: str
    theme: str
    suggested: bool


@dataclass(frozen=True, slots=True)
class CheckedPublication:
    """A publication for checking, with the heading sets of it that nobody has compared."""

    ref: str
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Used:
    """What the board has started to use; what it has not is not asked for."""

    deadlines: bool = False
    measures: bool = False
    replies: bool = False
    leads: bool = False
    samples: bool = False
    findings: bool = False


# What does not fit ------------------------------------------------------------------------------


class CheckedServed(msgspec.Struct, frozen=True, gc=False):
    """What evidence serves: the review it came from, and its action that was done first.

    Dates are None where they are not known. `action` is the reference of that action.
    """

    ref: str
    review: str
    published: Interval | None
    done: Interval | None = None
    action: str = ""


class CheckedShowing(msgspec.Struct, frozen=True, gc=False):
    """Evidence whose date is known, with what it is to show. `result` is a code of evidence."""

    ref: str
    about: Interval
    level: int
    result: str | None
    serves: tuple[CheckedServed, ...]


@dataclass(frozen=True, slots=True)
class CheckedTest:
    """One test of practice: embedded, partly or not_embedded. No agencies named means all."""

    ref: str
    outcome: str
    agencies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CheckedTesting:
    """What is tested together, a theme or one ask: the agencies asked, and its tests by date."""

    of: str
    asked: frozenset[str]
    tests: tuple[CheckedTest, ...]


@dataclass(frozen=True, slots=True)
class CheckedWording:
    """A text of a review: a finding, or a recommendation (`is_ask`); `label` is as printed.

    Of a finding, whether somebody said why it led to no recommendation, and to how many it led.
    """

    ref: str
    review: str
    text: str
    label: str | None = None
    is_ask: bool = False
    has_reason: bool = False
    led_to: int = 0


@dataclass(frozen=True, slots=True)
class CheckedListed:
    """What is on the list of a review: an ask with its outcome, or an action of one.

    `serves` are the asks that an action is of; empty for an ask.
    """

    ref: str
    review: str
    text: str
    label: str | None = None
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedAgency:
    """An agency with how many open recommendations ask something of it."""

    ref: str
    name: str
    asked: int


# What cannot be ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckedUnfit:
    """A record that cannot be read as what it is; `problem` says why, as a clause."""

    ref: str
    problem: str


@dataclass(frozen=True, slots=True)
class CheckedNext:
    """That one record goes on in another. `kind` is ask, review, agency, theme or parent."""

    kind: str
    ref: str
    to: str


@dataclass(frozen=True, slots=True)
class CheckedDate:
    """A stored value that should be a date and may be none; `what` it should be the date of."""

    ref: str
    what: str
    value: Any


@dataclass(frozen=True, slots=True)
class CheckedPeriod:
    """A period of two dates, both known; `what` it is the period of."""

    ref: str
    what: str
    start: Interval
    end: Interval


@dataclass(frozen=True, slots=True)
class CheckedPointer:
    """That a record names another which is not on record; `what` the other should be to it."""

    ref: str
    what: str
    to: str


@dataclass(frozen=True, slots=True)
class CheckedContradiction:
    """That one live ask was said to contradict another live one."""

    ref: str
    other: str


@dataclass(frozen=True, slots=True)
class CheckedBalance:
    """The board's year so far: its figures, and how many open ones the list shows at its end."""

    ref: str
    since: date
    until: date
    figures: Balance
    listed: int


@dataclass(frozen=True, slots=True)
class Checked:
    """All the rows to check, and what is in use. `listed` is by the review."""

    reviews: Sequence[CheckedReview] = ()
    asks: Sequence[CheckedAsk] = ()
    actions: Sequence[CheckedAction] = ()
    evidence: Sequence[CheckedEvidence] = ()
    audits: Sequence[CheckedAudit] = ()
    findings: Sequence[CheckedFinding] = ()
    theme_links: Sequence[CheckedThemeLink] = ()
    publications: Sequence[CheckedPublication] = ()
    showings: Sequence[CheckedShowing] = ()
    testings: Sequence[CheckedTesting] = ()
    wordings: Sequence[CheckedWording] = ()
    listed: Mapping[str, Sequence[CheckedListed]] = field(default_factory=dict)
    open_asks: int = 0
    agencies: Sequence[CheckedAgency] = ()
    unfit: Sequence[CheckedUnfit] = ()
    nexts: Sequence[CheckedNext] = ()
    dates: Sequence[CheckedDate] = ()
    periods: Sequence[CheckedPeriod] = ()
    pointers: Sequence[CheckedPointer] = ()
    serving_nothing: Sequence[str] = ()
    contradictions: Sequence[CheckedContradiction] = ()
    balance: CheckedBalance | None = None
    used: Used = Used()
