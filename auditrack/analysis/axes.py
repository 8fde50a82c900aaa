"""The three axes, never one status: reply and decision, delivery, practice.

Rules of the design page on axes, derived from records and never stored. Codes are those of the
record (`in-progress`, `not-known`); `describe()` gives words for people.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

import msgspec

from auditrack.analysis.facts import AuditFact, BoardFacts, RecommendationFact, is_later
from auditrack.analysis.practice import Practice, practise
from auditrack.analysis.recurrence import Comparison, OfCase
from auditrack.analysis.tests_made import asked_of
from auditrack.model.dates import Interval, data_string, in_words
from auditrack.model.words import ACTION_STATES, ANSWERS, DECISIONS, word

DELIVERY = ("not-known", "not-started", "in-progress", "in-place", "done", "signed-off")
"""Delivery from the least to the most advanced."""

SET_ASIDE = ("paused", "superseded", "no-longer-relevant")
"""States that count only where nothing else is live, the first of them first."""

CLAIMED = frozenset({"done", "signed-off"})
"""States in which the lead says that it is done."""


@dataclass(frozen=True, slots=True)
class BoardNumbers:
    """The board's numbers for delivery: days, and what closing asks for."""

    reply_days: int = 28
    due_soon_days: int = 28
    quiet_days: int = 90
    unsigned_days: int = 28
    vacant_days: int = 28
    least_level: int = 2
    test_required: bool = False


class ReplyFact(msgspec.Struct, frozen=True, gc=False):
    """What one agency was asked and said; `answer` is a code of the record or None."""

    agency: str
    asked_on: Interval | None = None
    due_back: Interval | None = None
    answer: str | None = None
    reason: str | None = None
    passed_to: str | None = None
    on: Interval | None = None


class DecisionFact(msgspec.Struct, frozen=True, gc=False):
    """One decision of the board on a record, with its date."""

    decision: str
    on: Interval | None = None
    reason: str | None = None


class UpdateFact(msgspec.Struct, frozen=True, gc=False):
    """What was said of an action on a day; None for what it does not speak of."""

    on: Interval | None = None
    state: str | None = None
    off_track: bool | None = None


class ActionFact(msgspec.Struct, frozen=True, gc=False):
    """One action, none withdrawn, with what was said of it in order of entry.

    `agency` is whose it is (None: everybody's who is asked). `imported` says that it came without
    a state. `entered_on` is when it came on record, for counting silence from.
    """

    ref: str
    agency: str | None = None
    lead: str | None = None
    lead_vacant_since: Interval | None = None
    start: Interval | None = None
    due: Interval | None = None
    agreed_due: Interval | None = None
    times_moved: int = 0
    updates: tuple[UpdateFact, ...] = ()
    done_on: Interval | None = None
    as_reported: bool = False
    imported: bool = False
    entered_on: Interval | None = None
    what: str = ""


class ActionState(msgspec.Struct, frozen=True, gc=False):
    """An action as it stands on a day."""

    action: ActionFact
    state: str
    off_track: bool
    last_update: Interval | None
    claimed_on: Interval | None

    @property
    def is_claimed(self) -> bool:
        """Whether its lead says that it is done."""
        return self.state in CLAIMED


@dataclass(frozen=True, slots=True)
class AskFact:
    """A recommendation as the axes see it.

    `known` is false where it was entered as not known, or its review's history was not searched:
    then no action means not known and not "not started". `due` and `agreed_due` are its own, for
    agencies without an action. `names` gives agencies as printed, by reference.
    """

    ref: str
    agencies: tuple[str, ...] = ()
    replies: tuple[ReplyFact, ...] = ()
    decisions: tuple[DecisionFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    known: bool = True
    due: Interval | None = None
    agreed_due: Interval | None = None
    names: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)

    def called(self, agency: str) -> str:
        """An agency as people call it."""
        return self.names.get(agency, agency)


def _ends(when: Interval | None) -> date:
    return date.min if when is None else when.latest


@dataclass(frozen=True, slots=True)
class Reply:
    """One agency's reply: not-recorded, asked, unanswered, or its answer.

    `due` is the last day to answer, where it was asked.
    """

    agency: str
    state: str
    due: date | None = None
    detail: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether the agency has answered at all."""
        return self.state not in ("not-recorded", "asked", "unanswered")

    def describe(self) -> str:
        """The reply in words, with its reason or to whom it was passed on."""
        if not self.is_answered:
            return {"not-recorded": "not recorded"}.get(self.state, self.state)
        said = word(ANSWERS, self.state)
        if not self.detail:
            return said
        return f"{said} to {self.detail}" if self.state == "passed-on" else f"{said}: {self.detail}"


def reply_of(agency: str, ask: AskFact, as_of: date, numbers: BoardNumbers) -> Reply:
    """How one agency has replied by a day; the last answer given counts."""
    replies = [r for r in ask.replies if r.agency == agency and not is_later(r.asked_on, as_of)]
    asked = [reply.asked_on for reply in replies if reply.asked_on]
    due: date | None = None
    if asked:
        back = [reply.due_back for reply in replies if reply.due_back]
        last = max(asked, key=_ends).latest
        due = max(back, key=_ends).latest if back else last + timedelta(days=numbers.reply_days)
    answered = [reply for reply in replies if reply.answer and not is_later(reply.on, as_of)]
    if answered:
        latest = sorted(answered, key=lambda reply: _ends(reply.on))[-1]
        detail = latest.passed_to if latest.answer == "passed-on" else latest.reason
        return Reply(agency, latest.answer or "", due, detail or "")
    if due is None:
        return Reply(agency, "not-recorded")
    return Reply(agency, "unanswered" if as_of > due else "asked", due)


def decision_of(ask: AskFact, as_of: date) -> str:
    """The board's decision on it by a day: implement, in-part, not, refer-on, or none-yet."""
    taken = [
        decision
        for decision in ask.decisions
        if decision.decision in ("implement", "in-part", "not", "refer-on")
        and not is_later(decision.on, as_of)
    ]
    taken.sort(key=lambda decision: _ends(decision.on))
    return taken[-1].decision if taken else "none-yet"


def decision_in_words(code: str) -> str:
    """A board's decision for people."""
    return "none yet" if code == "none-yet" else word(DECISIONS, code)


def state_of(action: ActionFact, as_of: date) -> ActionState:
    """An action's state by a day: the latest update's, in order of date and then of entry."""
    updates = [one for one in action.updates if one.on is None or one.on.earliest <= as_of]
    if len(updates) > 1:
        updates.sort(key=_said_by)
    state, off_track = "", False
    is_claimed, claimed_on = False, None
    for update in updates:
        if update.off_track is not None:
            off_track = update.off_track
        if not update.state:
            continue
        state = update.state
        if state not in CLAIMED:  # taken back: what counts is when it was claimed again
            is_claimed, claimed_on = False, None
        elif not is_claimed:
            is_claimed, claimed_on = True, update.on
    done_on = action.done_on if not is_later(action.done_on, as_of) else None
    if not state:
        if done_on or action.as_reported:
            state = "done"
        else:
            state = "not-known" if action.imported else "not-started"
    return ActionState(
        action,
        state,
        bool(off_track),
        updates[-1].on if updates else None,
        (done_on or claimed_on) if state in CLAIMED else None,
    )


def _said_by(update: UpdateFact) -> date:
    return _ends(update.on)


def _least(states: Iterable[str]) -> str:
    """The least advanced state; those set aside count only where nothing else is live."""
    found = set(states)
    for state in chain(DELIVERY, SET_ASIDE):
        if state in found:
            return state
    return "not-known"


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a recommendation is delivered: the least advanced agency stands for it."""

    state: str
    per_agency: tuple[tuple[str, str], ...]
    signed_off: int
    asked: int

    def describe(self) -> str:
        """How many agencies are signed off: "4 of 7 signed off"."""
        return f"{self.signed_off} of {self.asked} signed off"

    def __str__(self) -> str:
        return f"{word(ACTION_STATES, self.state)}, {self.describe()}"


def actions_of(agency: str | None, actions: Iterable[ActionState]) -> list[ActionState]:
    """The actions an agency answers for: its own, and those of nobody in particular."""
    return [
        one
        for one in actions
        if agency is None or one.action.agency is None or one.action.agency == agency
    ]


def delivery_of(ask: AskFact, as_of: date) -> Delivery:
    """Delivery by each agency asked; one that names none counts as one ask."""
    actions = [state_of(action, as_of) for action in ask.actions]
    silent = "not-started" if ask.known else "not-known"
    per_agency = []
    for agency in ask.agencies or (None,):
        states = [one.state for one in actions_of(agency, actions)]
        per_agency.append((agency or "", _least(states) if states else silent))
    return Delivery(
        _least(state for _, state in per_agency),
        tuple(per_agency),
        sum(state == "signed-off" for _, state in per_agency),
        len(per_agency),
    )


class Overdue(msgspec.Struct, frozen=True, gc=False):
    """How late an action is, against the original and the agreed date; 0 where it is not."""

    days_original: int
    days_agreed: int
    times_moved: int
    original: Interval | None
    agreed: Interval | None

    def describe(self) -> str:
        """Both counts in words: "moved 3 times, 410 days past the original date of May 2025"."""
        times = {0: "", 1: "moved once", 2: "moved twice"}
        parts = [times.get(self.times_moved, f"moved {self.times_moved} times")]
        if self.days_original:
            on = in_words(data_string(self.original))
            parts.append(f"{_days(self.days_original)} past the original date of {on}")
        if self.days_agreed and (self.times_moved or self.agreed != self.original):
            parts.append(f"{_days(self.days_agreed)} past the agreed date")
        return ", ".join(part for part in parts if part)


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def overdue_of(one: ActionState, as_of: date) -> Overdue | None:
    """How late an action is that is not claimed done; None where it is on time or has no date.

    What became of one not known is not known: like in positions, it is not called overdue.
    """
    action = one.action
    if one.is_claimed or one.state in ("superseded", "no-longer-relevant", "not-known"):
        return None
    return overdue_by(action.due, action.agreed_due, action.times_moved, as_of)


def overdue_by(
    due: Interval | None, agreed_due: Interval | None, times_moved: int, as_of: date
) -> Overdue | None:
    """How late a day is against an original and an agreed date; None where neither has passed."""
    agreed = agreed_due or due
    late = [max((as_of - d.latest).days, 0) if d else 0 for d in (due, agreed)]
    if not any(late):
        return None
    return Overdue(late[0], late[1], times_moved, due, agreed)


_PRACTICE = {
    "NOT_EMBEDDED": ("not-embedded", "tested and not embedded"),
    "PARTLY": ("partly", "only partly embedded"),
    "SLIPPING": ("slipping", "was embedded, now only partly"),
    "EMBEDDED_ONCE": ("embedded", "embedded at the last test"),
    "SUSTAINED": ("sustained", "embedded and sustained"),
    "RETEST_DUE": ("re-test-due", "embedded, re-test due"),
    "LAPSED": ("lapsed", "embedded, then lapsed"),
}


@dataclass(frozen=True, slots=True)
class PracticeAxis:
    """What tests say about practice on one recommendation; closing it never moves this."""

    state: str
    word: str
    tested: Practice

    def describe(self) -> str:
        """The state in words, with the test it rests on."""
        return f"{self.word} ({self.tested.last})" if self.tested.last else self.word


def practice_of(
    board: BoardFacts,
    rows: Sequence[RecommendationFact],
    audits: Iterable[AuditFact],
    comparisons: Iterable[Comparison | OfCase] = (),
) -> PracticeAxis:
    """Practice on one recommendation, by the same rules as a theme's.

    Args:
        board: The board's reviews, numbers and as-at date.
        rows: The recommendation's rows, one for each agency asked.
        audits: Those that name it or test its themes, each once.
        comparisons: Its themes, so that a later case that failed its learning counts.
    """
    counted = tuple(board.counted(rows))
    failed: dict[str, date] = {}
    for comparison in comparisons:
        for ref, day in comparison.failures_of(counted).items():
            failed[ref] = max(day, failed.get(ref, day))
    tested = practise(asked_of(board, counted, tuple(audits), failed))
    state, said = _PRACTICE.get(tested.state, ("not-tested", "not tested"))
    return PracticeAxis(state, said, tested)
