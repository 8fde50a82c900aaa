"""What the annual report holds, as values: lines of data for each section, and its figures."""

from dataclasses import dataclass
from datetime import date

from auditrack.model.change import Head
from auditrack.model.heading_set import HeadingSet

LOCAL, NATIONAL, OTHER_BOARDS, NO_REVIEW = "local", "national", "other boards", "no review"
"""Whose review a line is about: the board's own, a national one, another board's, or none."""


@dataclass(frozen=True)
class Figure:
    """A number with what it counts: `count` of `of`, where it is a part of something.

    `refs` are the records it counts. `unsure` are records whose date is too rough to say whether
    they fall in the period; they are not counted. `unit` is what `of` counts.
    """

    name: str
    definition: str
    count: int
    refs: tuple[str, ...] = ()
    of: int | None = None
    unit: str = ""
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True)
class FindingLine:
    """A finding; `types` is the type of its review, `note` what became of it."""

    ref: str
    review: str
    title: str
    types: tuple[str, ...]
    kind: str
    text: str
    note: str


@dataclass(frozen=True)
class ReviewLine:
    """A review with its dates as data, as they are seen on the last day of the report.

    `group` is whose it is. `asks` are its recommendations, `against` how it stands beside the day
    it was due and `reason` the reason for delay. `since_then` is what came after the period.
    """

    ref: str
    title: str
    types: tuple[str, ...]
    type_word: str
    group: str
    case: str
    arranged: str | None
    due: str | None
    concluded: str | None
    published: str | None
    status: str
    against: str
    reason: str
    is_late: bool
    asks: tuple[str, ...]
    findings: tuple[FindingLine, ...]
    since_then: str


@dataclass(frozen=True)
class DecisionLine:
    """A decision of the board in the period, on a record called `on_what`."""

    ref: str
    on_ref: str
    on_what: str
    review: str
    types: tuple[str, ...]
    group: str
    code: str
    said: str
    on: str | None
    reason: str
    dissent: str
    overridden: bool
    since_then: str


@dataclass(frozen=True)
class RefusalLine:
    """An agency's answer in the period that says no, or only in part."""

    ref: str
    agency: str
    on_ref: str
    on_what: str
    review: str
    types: tuple[str, ...]
    group: str
    code: str
    said: str
    on: str | None
    reason: str


@dataclass(frozen=True)
class ActionLine:
    """An action that moved in the period; `done_on` and `signed_on` where that was in it."""

    ref: str
    what: str
    agency: str
    serves: tuple[str, ...]
    for_what: str
    types: tuple[str, ...]
    group: str
    state: str
    done_on: str | None
    signed_on: str | None
    begun_on: str | None


@dataclass(frozen=True)
class EvidenceLine:
    """A piece of evidence of the period. `is_impact`: level 3 or 4, dated, a result, accepted."""

    ref: str
    shows: str
    level: int
    level_word: str
    about: str | None
    filed_on: str | None
    result: str
    result_word: str
    acceptance: str
    is_impact: bool
    agency: str
    for_what: str
    types: tuple[str, ...]
    group: str
    difference: str
    banked: bool


@dataclass(frozen=True)
class TestLine:
    """An audit made in the period. `is_test`: it looked at practice, and said what it found."""

    __test__ = False  # the word is the field's; pytest must not collect it

    ref: str
    on: str | None
    question: str
    themes: tuple[str, ...]
    method: str
    sample: str
    cases: str
    practice: str
    looked_at: str
    outcome: str
    outcome_word: str
    is_test: bool
    agencies: tuple[str, ...]
    by: str
    not_independent: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class AgencyLine:
    """What one agency did in the period, by what is on record."""

    name: str
    actions: tuple[ActionLine, ...]
    evidence: tuple[EvidenceLine, ...]
    tests: tuple[TestLine, ...]


@dataclass(frozen=True)
class LittleLine:
    """Something with little or no progress: by which rule (1 to 4), and what that rests on."""

    rule: int
    ref: str
    what: str
    review: str
    types: tuple[str, ...]
    rests_on: str
    refs: tuple[str, ...]
    since_then: str


@dataclass(frozen=True)
class CarriedLine:
    """What of one earlier review no test has reached: recommendations by how they stand."""

    review: str
    title: str
    types: tuple[str, ...]
    published: str | None
    asks: tuple[str, ...]
    of: int
    states: tuple[tuple[str, tuple[str, ...]], ...]
    tested_since: tuple[str, ...]


@dataclass(frozen=True)
class ThemeLine:
    """Where a theme stands as at the report's day, and at the end of the period if otherwise."""

    theme: str
    name: str
    label: str
    reason: str
    before: str


@dataclass(frozen=True)
class CopyLine:
    """An annual report that left before: its export, its period as data, and who was told."""

    ref: str
    period: str
    told: tuple[tuple[str, str | None], ...]
    to: str


@dataclass(frozen=True)
class CommentLine:
    """What an agency said to the part of a publication that names it, and the answer."""

    agency: str
    said: str
    answer: str


@dataclass(frozen=True)
class Annual:
    """A year of a board, from the register at `head`, judged as at a day.

    `end` is the last day that the report could look at: the period's, or `as_at` where that comes
    first. `undated` are reviews without any date that says in which year they stand; `unsettled`
    those whose dates are too rough to say whether they concluded in the period. `declined` are the
    decisions not to implement, or only in part, and `dropped` those that something is no longer
    relevant. `rules` are those of little or no progress, as printed; `embargoed` are titles of
    reviews that may not be spoken of outside the board yet. `several_years` says that its days lie
    in more than one of the board's years, `overridden` that a public copy was signed off before
    agencies' time to comment had run out. `narrowed` says of which reviews its lists are, where not
    of all.
    """

    board: str
    nation: str
    scope: str
    marking: str
    demonstration: bool
    since: date
    until: date
    end: date
    as_at: date
    head: Head
    public: bool
    sets: tuple[HeadingSet, ...]
    concluded: tuple[ReviewLine, ...]
    published_only: tuple[ReviewLine, ...]
    unsettled: tuple[ReviewLine, ...]
    ongoing: tuple[ReviewLine, ...]
    timely: tuple[ReviewLine, ...]
    undated: tuple[ReviewLine, ...]
    good_practice: tuple[FindingLine, ...]
    decisions: tuple[DecisionLine, ...]
    declined: tuple[DecisionLine, ...]
    dropped: tuple[DecisionLine, ...]
    refusals: tuple[RefusalLine, ...]
    actions: tuple[ActionLine, ...]
    agencies: tuple[AgencyLine, ...]
    quiet_agencies: tuple[str, ...]
    evidence: tuple[EvidenceLine, ...]
    banked: tuple[EvidenceLine, ...]
    tests: tuple[TestLine, ...]
    little: tuple[LittleLine, ...]
    rules: tuple[str, ...]
    carried: tuple[CarriedLine, ...]
    themes: tuple[ThemeLine, ...]
    copies: tuple[CopyLine, ...]
    figures: tuple[Figure, ...]
    embargoed: tuple[str, ...] = ()
    comments: tuple[CommentLine, ...] = ()
    several_years: bool = False
    overridden: bool = False
    narrowed: str = ""

    @property
    def period(self) -> str:
        """Both days as data: `2025-04-01..2026-03-31`."""
        return f"{self.since.isoformat()}..{self.until.isoformat()}"
