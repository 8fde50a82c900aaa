"""What an agency's plan holds, as values: whole plan, blocks, and what stands in a block."""

from dataclasses import dataclass
from datetime import date

from auditrack.analysis.axes import Overdue, Reply
from auditrack.analysis.brag import Brag
from auditrack.model.change import Head
from auditrack.views.returns import Return


@dataclass(frozen=True)
class PlannedAsk:
    """A recommendation as one body has it. Dates are data; texts are "" where there is none.

    `standing` is owed, declined, passed-on, not (the board's decision), superseded,
    no-longer-relevant or closed. `review_on` is when its review was published. `brag`, `delivery`,
    dates and `late` are of the body's own part alone. `hidden` says that the review is not
    published, so that none of its words are here.
    """

    ref: str
    heading: str
    review: str
    review_title: str
    review_on: str | None
    kind: str
    label: str
    text: str
    outcome: str
    measure: str
    themes: tuple[str, ...]
    by_name: bool
    asked_on: str | None
    reply: Reply
    replied_on: str | None
    decisions: tuple[tuple[str | None, str], ...]
    standing: str
    ended_on: str | None
    ended_by_board: bool
    delivery: str
    brag: Brag
    due: str | None
    agreed: str | None
    times_moved: int
    late: Overdue | None
    leads: tuple[str, ...]
    links: tuple[str, ...]
    missing: tuple[str, ...]
    hidden: bool

    @property
    def is_owed(self) -> bool:
        """Whether the body has still to do its part."""
        return self.standing == "owed"

    @property
    def days_agreed(self) -> int:
        """Days past the agreed date; 0 where it is not."""
        return self.late.days_agreed if self.late and self.is_owed else 0

    @property
    def days_original(self) -> int:
        """Days past the original date; 0 where it is not."""
        return self.late.days_original if self.late and self.is_owed else 0

    @property
    def is_urgent(self) -> bool:
        """Whether it is owed and red, or past its agreed date."""
        return self.is_owed and (self.brag.letter == "R" or self.days_agreed > 0)


@dataclass(frozen=True)
class PlannedAction:
    """An action. `its_own` is False for one of nobody in particular, whose words stay behind.

    `updates` are (day, state, note), oldest first; `moves` are (on, to, why).
    """

    ref: str
    what: str
    its_own: bool
    hidden: bool
    serves: tuple[str, ...]
    lead: str
    state: str
    brag: Brag
    due: str | None
    agreed: str | None
    times_moved: int
    late: Overdue | None
    updates: tuple[tuple[str | None, str, str], ...]
    moves: tuple[tuple[str | None, str, str], ...]


@dataclass(frozen=True)
class PlannedEvidence:
    """A piece of evidence of the body's own, and what became of it in words."""

    ref: str
    shows: str
    hidden: bool
    serves: tuple[str, ...]
    about: str | None
    filed_on: str | None
    level: str
    result: str
    state: str
    stands_on: str | None
    returned_why: str


@dataclass(frozen=True)
class PlannedAudit:
    """An audit that covered the body. `covered` is alone, others (with them) or all."""

    ref: str
    on: str | None
    question: str
    looked_at: str
    sample: int | None
    met: int | None
    outcome: str
    covered: str
    names_it: bool


@dataclass(frozen=True)
class Joined:
    """Recommendations that ask the same, or go on in each other, with what is done about them.

    Those owed come first, then the latest; most often there is one alone. `more_audits` of its
    themes covered the body too, and are not among `audits`.
    """

    asks: tuple[PlannedAsk, ...]
    actions: tuple[PlannedAction, ...]
    evidence: tuple[PlannedEvidence, ...]
    audits: tuple[PlannedAudit, ...]
    more_audits: int

    @property
    def is_owed(self) -> bool:
        """Whether the body has still to do something about it."""
        return any(one.is_owed for one in self.asks)

    @property
    def is_urgent(self) -> bool:
        """Whether any of it is owed and red, or past its agreed date."""
        return any(one.is_urgent for one in self.asks)


@dataclass(frozen=True)
class AgencyPlan:
    """One agency's plan. Dates of the period are those for what was finished; both count.

    `followed` are the bodies whose plans it took over, `asked_for` the one that was asked for,
    where that is one of them. `closed_before` and `closed_undated` count closed recommendations
    that are not printed. `beside` are its open actions for records that do not ask it.
    `review` is what the one review is called that alone was asked about, "" for all.
    `unanswered` are the questions of its forms that wait, each with the form's reference.
    """

    board: str
    marking: str
    demonstration: bool
    as_at: date
    head: Head
    agency: str
    name: str
    asked_for: str | None
    followed: tuple[str, ...]
    until: str | None
    finished_since: date
    finished_until: date
    urgent: tuple[Joined, ...]
    owed: tuple[Joined, ...]
    let_go: tuple[Joined, ...]
    finished: tuple[Joined, ...]
    closed_before: int
    closed_undated: int
    review: str
    beside: tuple[PlannedAction, ...]
    forms: tuple[Return, ...]
    unanswered: tuple[tuple[str, str], ...]

    @property
    def owes(self) -> bool:
        """Whether the agency has anything to do or to answer."""
        return bool(self.urgent or self.owed or self.beside or self.forms or self.unanswered)

    @property
    def withheld(self) -> tuple[str, ...]:
        """The references whose words are not printed, for their review is not published."""
        groups = self.joined
        refs = (
            *(ask.ref for one in groups for ask in one.asks if ask.hidden),
            *(action.ref for one in groups for action in one.actions if action.hidden),
            *(one.ref for group in groups for one in group.evidence if one.hidden),
            *(one.ref for one in self.beside if one.hidden),
        )
        return tuple(dict.fromkeys(refs))

    @property
    def joined(self) -> tuple[Joined, ...]:
        """All that is printed, in its order."""
        return (*self.urgent, *self.owed, *self.let_go, *self.finished)

    @property
    def asks_owed(self) -> tuple[PlannedAsk, ...]:
        """Every recommendation that is owed."""
        return tuple(one for joined in self.joined for one in joined.asks if one.is_owed)
