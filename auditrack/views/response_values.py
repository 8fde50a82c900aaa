"""What a review's response and an assurance sheet tell of one recommendation, as values.

Dates are data strings, None where none is on record; everything else is in words.
"""

from dataclasses import dataclass

from auditrack.analysis.brag import Brag
from auditrack.model.refs import bare_label


def called(kind: str, label: str) -> str:
    """A record by its kind and printed label; the label alone where it begins with such a word."""
    return label if bare_label(label) != label.strip() else f"{kind} {label}"


@dataclass(frozen=True)
class Moved:
    """One moving of an action's date."""

    to: str
    why: str
    on: str | None


@dataclass(frozen=True)
class Said:
    """One dated update of an action: the state it gave, if any, and its words."""

    on: str | None
    state: str
    note: str
    by: str = ""


@dataclass(frozen=True)
class ActionTold:
    """An action on a day.

    `serves` are the records it is for. `done_on` is when it was said to be done. `before` says that
    this was before the review was published, or, where that has no date, that it is done by the
    day; `reported` that it came on record as done already. `slippage` is how late it is or was.
    """

    ref: str
    what: str
    serves: tuple[str, ...]
    lead: str
    agency: str
    original_due: str | None
    agreed_due: str | None
    moves: tuple[Moved, ...]
    state: str
    done_on: str | None
    slippage: str
    updates: tuple[Said, ...]
    kind: str
    before: bool
    reported: bool

    @property
    def last(self) -> Said | None:
        """The latest update."""
        return self.updates[0] if self.updates else None


@dataclass(frozen=True)
class ReplyTold:
    """What one agency asked has answered: `state` is the code of it, `said` its words."""

    agency: str
    state: str
    said: str
    is_answered: bool


@dataclass(frozen=True)
class DecisionTold:
    """One decision of the board: `code` of it, `said` its words.

    `missing` is what was missing where a chair closed it anyway.
    """

    ref: str
    code: str
    on: str | None
    said: str
    reason: str
    missing: tuple[str, ...]
    dissent: str


@dataclass(frozen=True)
class EvidenceTold:
    """One piece of evidence. `counts` says whether it is a test of practice, "" where it is not."""

    ref: str
    shows: str
    level: int
    level_word: str
    about: str | None
    filed_on: str | None
    result: str
    acceptance: str
    counts: str
    agency: str
    kept_at: str
    difference: str


@dataclass(frozen=True)
class TestTold:
    """A test on record: an audit, or a later review that raised the same again.

    `is_test` says whether it counts as a test of practice, `counts` why or why not; `because` why
    it speaks of the recommendation.
    """

    __test__ = False  # the word is the field's; pytest must not collect it

    ref: str
    kind: str
    on: str | None
    question: str
    method: str
    sample: str
    outcome: str
    is_test: bool
    counts: str
    because: str
    by: str
    not_independent: str
    next: str | None


@dataclass(frozen=True)
class TestPlanned:
    """A test that is promised; `said` tells it in one sentence, with its day and why it counts."""

    __test__ = False

    ref: str
    on: str | None
    question: str
    said: str
    is_past: bool


@dataclass(frozen=True)
class FindingNamed:
    """A finding that a recommendation follows from."""

    ref: str
    called: str
    text: str


@dataclass(frozen=True)
class FindingTold:
    """A finding or lesson. `answered_by` are the recommendations it led to, by reference."""

    ref: str
    called: str
    label: str
    kind: str
    text: str
    as_printed: str
    heading: str
    themes: tuple[str, ...]
    answered_by: tuple[str, ...]
    why_none: str
    decisions: tuple[DecisionTold, ...]
    actions: tuple[ActionTold, ...]


@dataclass(frozen=True)
class Connected:
    """Another recommendation that a person joined to one; `meaning` says how, as a sentence."""

    ref: str
    kind: str
    meaning: str
    review: str
    review_title: str
    published: str | None
    text: str
    agencies: tuple[str, ...]
    delivery: str
    practice: str


@dataclass(frozen=True)
class AskedBefore:
    """An ask that the same was asked in, before or after one. `mine` is the recommendation's ref.

    `gap` is how long after it was said to be done the same was asked again, "" where that is not
    certain.
    """

    mine: str
    ref: str
    is_earlier: bool
    title: str
    text: str
    degree: str
    claimed: str
    tests: str
    gap: str


@dataclass(frozen=True)
class AskTold:
    """One recommendation or assurance point on a day, on each of its axes."""

    ref: str
    label: str
    kind: str
    text: str
    as_printed: str
    title: str
    reach: str
    heading: str
    group: str
    agencies: tuple[str, ...]
    outcome: str
    measure: str
    impact_due: str | None
    delivering: str
    assuring: str
    priority: str
    themes: tuple[str, ...]
    findings: tuple[FindingNamed, ...]
    replies: tuple[ReplyTold, ...]
    decisions: tuple[DecisionTold, ...]
    decision: str
    delivery: str
    brag: Brag
    practice: str
    original_due: str | None
    agreed_due: str | None
    late: str
    ended: str
    is_open: bool
    is_declined: bool
    actions: tuple[ActionTold, ...]
    evidence: tuple[EvidenceTold, ...]
    tests: tuple[TestTold, ...]
    planned: tuple[TestPlanned, ...]
    missing: tuple[str, ...]

    @property
    def called(self) -> str:
        """What people call it: "Recommendation 4"; as printed, where that says what it is."""
        return called(self.kind, self.label or self.ref)

    @property
    def replied(self) -> str:
        """How many of the agencies asked have answered: "4 of 7"."""
        return f"{sum(reply.is_answered for reply in self.replies)} of {len(self.replies)}"

    @property
    def already(self) -> tuple[ActionTold, ...]:
        """The actions already taken when the review came out."""
        return tuple(action for action in self.actions if action.before or action.reported)

    @property
    def to_come(self) -> tuple[ActionTold, ...]:
        """The other actions."""
        return tuple(action for action in self.actions if not (action.before or action.reported))
