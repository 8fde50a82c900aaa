"""One recommendation on a sheet: what was meant, done and shown, and what closing lacks.

What closing lacks is what `rec close` itself would say; closing is not practice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from auditrack.analysis.position import Position, position
from auditrack.model.change import Head, Records, Refusal, RefusedError
from auditrack.model.words import LEVELS
from auditrack.views.asks import Ask
from auditrack.views.board import is_demonstration
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.find import find
from auditrack.views.response_ask import ask_told, published_by
from auditrack.views.response_links import Spoken, asked_before, connected
from auditrack.views.response_tests import held_in_words
from auditrack.views.response_values import AskedBefore, AskTold, Connected, EvidenceTold
from auditrack.views.seen import stands
from auditrack.views.wording import counted, when

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

_PRACTICE = 3
"""From this level on evidence is of practice."""


@dataclass(frozen=True)
class LevelHeld:
    """What is held of one level of evidence, and whether closing or a test can rest on it."""

    level: int
    word: str
    held: str
    is_enough: bool
    can_test: bool


@dataclass(frozen=True)
class ThemeStands:
    """Where a theme of the recommendation stands. `is_confirmed`: a person confirmed the link."""

    name: str
    is_confirmed: bool
    label: str
    attention: int
    reason: str


@dataclass(frozen=True)
class AssuranceSheet:
    """One recommendation as at a day, from the register at `head`.

    `working` says why the review may not be spoken of outside, "" where it may; then the marking of
    the board (`board_marking`) stays. `needed` is what closing asks for of evidence, and `to_close`
    what would let it be closed, both in sentences.
    """

    board: str
    marking: str
    board_marking: str
    demonstration: bool
    as_at: date
    head: Head
    review: str
    review_title: str
    published: str | None
    working: str
    ask: AskTold
    connected: tuple[Connected, ...]
    asked_before: tuple[AskedBefore, ...]
    asked_in_all: str
    levels: tuple[LevelHeld, ...]
    needed: tuple[str, ...]
    to_close: tuple[str, ...]
    themes: tuple[ThemeStands, ...]
    notes: tuple[str, ...]


def assurance_sheet_of(
    register: "Store", recommendation: str, as_at: date, records: Records | None = None
) -> AssuranceSheet:
    """The assurance sheet of a recommendation or assurance point.

    Args:
        register: the register; the paper stands at its head.
        recommendation: its reference, or a start of one.
        as_at: the day to judge by.
        records: the state to report, as recorded at an earlier entry (default: the live one).

    Raises:
        RefusedError: there is no such recommendation, or it does not count on the day
            (`nothing-to-report`).
    """
    state = register if records is None else records
    facts = Facts(state, as_at)
    ref = find(state, recommendation, "recommendations")
    document = facts.recommendations_by_ref.get(ref)
    if document is None:
        raise _nothing(facts, ref)
    ask = Ask(facts, document)
    spoken = Spoken(facts, str(document["review"]))
    told = ask_told(ask, spoken)
    links, hidden, gone = connected(ask, spoken)
    before, in_all, hidden_asks = asked_before(ask, spoken)
    review = facts.reviews.get(told_review := ask.record.review)
    board = facts.settings
    return AssuranceSheet(
        board=board.name,
        marking=board.marking,
        board_marking=board.marking,
        demonstration=is_demonstration(register),
        as_at=as_at,
        head=facts.records.head,
        review=told_review,
        review_title=review.title if review else told_review,
        published=published_by(facts, review),
        working=_working(facts, told_review, review.status if review else ""),
        ask=told,
        connected=links,
        asked_before=before,
        asked_in_all=in_all,
        levels=_levels(facts, told.evidence),
        needed=tuple(_needed(facts, ask)),
        to_close=tuple(_to_close(ask, told)),
        themes=_themes(facts, ask),
        notes=tuple(_notes(facts, ask, len(hidden | hidden_asks), gone)),
    )


def _nothing(facts: Facts, ref: str) -> RefusedError:
    document = facts.records.get("recommendations", ref)
    if document is None:
        sentence = f"The recommendation {ref} cannot be read as it stands."
        todo = "See what is wrong with it: auditrack check"
    elif not stands(facts.records, document, facts.as_at):
        why = document.get("withdrawn_why") or "no reason is on record"
        sentence = f"{ref} was withdrawn on {when(document.get('withdrawn_on'))}: {why}."
        todo = "Write the sheet of the recommendation that stands in its place."
    else:
        sentence = (
            f"{ref} does not count on {when(facts.as_at.isoformat())}: its review was withdrawn, "
            "or was neither published nor on record by then."
        )
        todo = "Leave --as-at out, or give a later day."
    return RefusedError(
        Refusal(
            "nothing-to-report" if document is not None else "bad-record",
            sentence,
            ref=ref,
            safe="No report was written; an earlier file is untouched.",
            todo=todo,
        )
    )


def _working(facts: Facts, review: str, status: str) -> str:
    if is_embargoed(facts.records, review):
        return "Working paper: the review may not be spoken of outside yet."
    if status == "provisional":
        return "Working paper: the review is provisional, and what it says may change."
    return ""


def _levels(facts: Facts, evidence: Sequence[EvidenceTold]) -> tuple[LevelHeld, ...]:
    least = facts.numbers.least_level
    return tuple(
        LevelHeld(level, name, _held(level, evidence), level >= least, level >= _PRACTICE)
        for level, name in LEVELS.items()
    )


def _held(level: int, evidence: Sequence[EvidenceTold]) -> str:
    """What is held of one level, without naming the level again."""
    for sentence in held_in_words([one for one in evidence if one.level == level]):
        return sentence.split(": ", 1)[1]
    return "None on record."


def _needed(facts: Facts, ask: Ask) -> Iterable[str]:
    """What closing asks for of evidence and tests, and whether it is there."""
    numbers = facts.numbers
    least, best = numbers.least_level, ask.best_level
    name = LEVELS.get(least, "not known")
    if best is None:
        has = "none is held"
    else:
        has = f"the best held is level {best} ({LEVELS.get(best, 'not known')})"
    enough = "That is enough." if (-1 if best is None else best) >= least else "That is missing."
    yield f"Closing asks for evidence of level {least} ({name}) or more: {has}. {enough}"
    made = ask.practice.tested.tests
    if numbers.test_required:
        yield (
            "This board closes nothing without a test of practice: "
            f"{counted(len(made), 'test')} on record."
            if made
            else "This board closes nothing without a test of practice, and none is on record."
        )
    elif not made:
        yield (
            "No test of practice is on record. This board does not ask for one to close it; closed "
            "without one it reads “said to be done, not tested”."
        )


def _to_close(ask: Ask, told: AskTold) -> Iterable[str]:
    """What would let it be closed: what is missing, that nothing is, or that it is over."""
    if told.ended:
        yield told.ended
        if ask.undone_by is not None:
            yield "To close it again, a chair decides with a reason. What is missing:"
            yield from told.missing
    elif {row.status for row in ask.rows} == {"declined"}:
        yield "It is declined: there is nothing to close unless that is decided otherwise."
    elif told.missing:
        yield from told.missing
    else:
        yield (
            "Nothing on record stands in the way. Closing is a decision of a chair or scrutineer, "
            "and does not show that practice changed."
        )


def _themes(facts: Facts, ask: Ask) -> tuple[ThemeStands, ...]:
    """Where its issues stand, the most pressing first; types of action have no position."""
    confirmed = set(facts.theming.of(ask.ref, confirmed=True))
    found: list[tuple[Position, bool]] = [
        (position(facts.theme(theme), facts.comparison(theme)), theme in confirmed)
        for theme in ask.themes
        if facts.is_issue(theme)
    ]
    found.sort(key=lambda pair: pair[0].order)
    return tuple(
        ThemeStands(one.name, is_confirmed, one.label, one.attention, one.reason)
        for one, is_confirmed in found
    )


def _notes(facts: Facts, ask: Ask, hidden: int, gone: int) -> Iterable[str]:
    review = facts.reviews.get(ask.record.review)
    if review is None or not facts.is_searched(review):
        yield (
            "What was done about its review has not been searched for: where nothing is on record, "
            "that does not say that nothing was done."
        )
    if hidden:
        yield (
            f"{counted(hidden, 'connected recommendation')} left out: of reviews that are not "
            "published."
        )
    if gone:
        yield (
            f"{counted(gone, 'linked recommendation')} left out: withdrawn, or not on record by "
            "the day."
        )
