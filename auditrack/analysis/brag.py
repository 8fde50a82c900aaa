"""BRAG: blue, red, amber, grey or green, with its reason, derived from records alone.

It is never imported from a colour; green and blue mean different things in different places.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from auditrack.analysis.axes import (
    ActionState,
    AskFact,
    BoardNumbers,
    Delivery,
    Overdue,
    actions_of,
    delivery_of,
    overdue_by,
    overdue_of,
    reply_of,
    state_of,
)
from auditrack.model.dates import Interval, data_string, in_words

_WORDS = {"R": "Red", "A": "Amber", "-": "Grey", "G": "Green", "B": "Blue"}
_WORST_FIRST = tuple(_WORDS)


@dataclass(frozen=True, slots=True)
class Brag:
    """One colour and why. `letter` is B, R, A, G, or - for grey; `ref` the action that decides."""

    letter: str
    word: str
    reason: str
    ref: str = ""

    def describe(self) -> str:
        """The colour in words with its reason."""
        return f"{self.word}: {self.reason}"


def _brag(letter: str, reason: str, ref: str = "") -> Brag:
    return Brag(letter, _WORDS[letter], reason, ref)


def _words(when: Interval | None) -> str:
    return in_words(data_string(when))


def _days_since(when: Interval | None, as_of: date) -> int | None:
    """Days that have surely passed; None where the date is not known."""
    return None if when is None else (as_of - when.latest).days


def _past(late: Overdue) -> str:
    days = f"{late.days_agreed} day{'' if late.days_agreed == 1 else 's'}"
    return f"past its agreed date of {_words(late.agreed)} by {days}"


def _soon(due: Interval | None, as_of: date, numbers: BoardNumbers) -> str | None:
    # A month or a year may mean its first day, so the warning comes by then.
    if due is None or due.earliest > as_of + timedelta(days=numbers.due_soon_days):
        return None
    return f"due within {_days(numbers.due_soon_days)}, by {_words(due)}"


def _red(one: ActionState, as_of: date, numbers: BoardNumbers) -> str | None:
    # What is claimed done needs no lead any more, and what was off track has arrived. Whether
    # one not known was ever claimed done is not known either: that is amber.
    if one.is_claimed or one.state == "not-known":
        return None
    action = one.action
    late = overdue_of(one, as_of)
    if late is not None and late.days_agreed:
        return _past(late)
    if one.off_track:
        return "declared off track"
    if not action.lead:
        return "it has no lead"
    vacant = _days_since(action.lead_vacant_since, as_of)
    if vacant is not None and vacant > numbers.vacant_days:
        return f"its lead has been vacant for {_days(vacant)}"
    return None


def _amber(one: ActionState, as_of: date, numbers: BoardNumbers) -> str | None:
    action = one.action
    if one.state == "not-known":
        return "what became of it is not known"
    if one.state == "done":
        unsigned = _days_since(one.claimed_on or action.entered_on, as_of)
        if unsigned is not None and unsigned >= numbers.unsigned_days:
            return f"done and not signed off for {_days(unsigned)}"
        return None
    if soon := _soon(action.agreed_due or action.due, as_of, numbers):
        return soon
    quiet = _days_since(one.last_update or action.start or action.entered_on, as_of)
    if quiet is not None and quiet >= numbers.quiet_days:
        return f"no update for {_days(quiet)}"
    return None


def brag_of_action(one: ActionState, as_of: date, numbers: BoardNumbers) -> Brag:
    """The colour of one action: the first rule that fits."""
    action, ref = one.action, one.action.ref
    if one.state == "signed-off":
        return _brag("B", "signed off", ref)
    if one.state in ("superseded", "no-longer-relevant"):
        return _brag("-", one.state.replace("-", " "), ref)
    if reason := _red(one, as_of, numbers):
        return _brag("R", reason, ref)
    if reason := _amber(one, as_of, numbers):
        return _brag("A", reason, ref)
    if one.state == "paused":
        return _brag("-", "paused", ref)
    if one.state == "not-started" and action.start and action.start.earliest > as_of:
        return _brag("-", f"starts on {_words(action.start)}", ref)
    return _brag("G", "done, to be signed off" if one.is_claimed else "on track", ref)


def _without_action(agency: str | None, ask: AskFact, as_of: date, numbers: BoardNumbers) -> Brag:
    whose = f" by {ask.called(agency)}" if agency else ""
    if not ask.known:
        return _brag("A", f"what was done{whose} is not known")
    if agency is not None and reply_of(agency, ask, as_of, numbers).state == "declined":
        return _brag("-", f"declined by {ask.called(agency)}")
    late = overdue_by(ask.due, ask.agreed_due, 0, as_of)
    if late is not None and late.days_agreed:
        return _brag("R", f"no action{whose}, and {_past(late)}")
    if agency is not None:
        reply = reply_of(agency, ask, as_of, numbers)
        if reply.due and as_of > reply.due + timedelta(days=numbers.reply_days):
            days = (as_of - reply.due).days
            return _brag("A", f"no action{whose} {_days(days)} after the reply was due")
    if soon := _soon(ask.agreed_due or ask.due, as_of, numbers):
        return _brag("A", f"no action{whose}, and {soon}")
    return _brag("-", f"no action{whose} yet")


def brag_of(
    ask: AskFact, as_of: date, numbers: BoardNumbers, delivery: Delivery | None = None
) -> Brag:
    """The colour of a recommendation: the worst of its actions and of agencies without one.

    Args:
        ask: the recommendation.
        as_of: the day.
        numbers: the board's numbers.
        delivery: how far it is delivered, where somebody has worked that out already.
    """
    delivery = delivery or delivery_of(ask, as_of)
    if delivery.asked == delivery.signed_off:
        return _brag("B", f"all signed off ({delivery.describe()})")
    actions = [state_of(action, as_of) for action in ask.actions]
    found = [brag_of_action(one, as_of, numbers) for one in _live(actions)]
    found += [
        _without_action(agency, ask, as_of, numbers)
        for agency in ask.agencies or (None,)
        if not actions_of(agency, actions)
    ]
    return min(found, key=_badness)


def _live(actions: list[ActionState]) -> Iterable[ActionState]:
    """Those that count: paused and set aside only where nothing else is live."""
    aside = ("paused", "superseded", "no-longer-relevant")
    return [one for one in actions if one.state not in aside] or actions


def _badness(brag: Brag) -> tuple[int, str]:
    return _WORST_FIRST.index(brag.letter), brag.ref


def _days(number: int) -> str:
    return f"{number} {'day' if number == 1 else 'days'}"
