"""The key messages of a period in sentences, each number with what it is out of, and its notes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditrack.analysis.attention import ASKED_FROM
from auditrack.analysis.balance import Balance
from auditrack.analysis.need import Need
from auditrack.analysis.position import Position
from auditrack.model.words import LOOKED_AT
from auditrack.views.embargo import is_embargoed
from auditrack.views.facts import Facts
from auditrack.views.figures import AuditDueLine, AuditLine, OverdueLine, UnsignedLine
from auditrack.views.narrowed import Narrowed
from auditrack.views.open_line import OpenLine
from auditrack.views.owed import owed
from auditrack.views.seen import seen, stands
from auditrack.views.wording import counted, listed, when

_NAMED = 5
"""How many themes a message names; the others are counted."""


@dataclass(frozen=True)
class Told:
    """The figures that key messages are made of."""

    positions: tuple[Position, ...]
    balance: Balance
    overdue: tuple[OverdueLine, ...]
    red_amber: tuple[OpenLine, ...]
    open_total: int
    unsigned: tuple[UnsignedLine, ...]
    audits_done: tuple[AuditLine, ...]
    audits_made: int
    audits_due: tuple[AuditDueLine, ...]
    needs: tuple[Need, ...]


def key_messages(facts: Facts, narrowed: Narrowed, told: Told) -> tuple[str, ...]:
    """What a reader who stops after half a page must know: at most eight, the worst first."""
    return (
        *_of_themes(told.positions),
        *_of_closings(facts, narrowed, told.needs),
        *_of_colours(told),
        *_of_overdue(facts, narrowed, told.overdue),
        *_of_unsigned(facts, narrowed, told.unsigned),
        _of_tests(told),
        _of_balance(told.balance),
    )


def _of_themes(positions: Sequence[Position]) -> list[str]:
    raised = [one for one in positions if one.attention]
    if not raised:
        return []
    said = []
    repeated = [one for one in raised if one.label == "Repeated and never embedded"]
    if repeated:
        said.append(
            f"{_out_of(len(repeated), len(raised))} came back in later practice and no test on "
            f"record has ever found {'it' if len(repeated) == 1 else 'them'} embedded: "
            f"{_names(one.name for one in repeated)}."
        )
    pressing = [one for one in raised if one.attention >= ASKED_FROM and one not in repeated]
    if pressing:
        also = " also" if repeated else ""
        verb = "stands" if len(pressing) == 1 else "stand"
        said.append(
            f"{_out_of(len(pressing), len(raised))}{also} {verb} at attention {ASKED_FROM} or "
            f"above: {_names(f'{one.name} ({one.label})' for one in pressing)}."
        )
    if not said:
        verb = "themes stands" if len(raised) > 1 else "theme stands"
        said.append(f"None of {len(raised)} {verb} at attention {ASKED_FROM} or above.")
    return said


def _names(names: Iterable[str]) -> str:
    every = list(names)
    more = [f"and {len(every) - _NAMED} more"] if len(every) > _NAMED else []
    return listed((*every[:_NAMED], *more))


def _out_of(number: int, total: int) -> str:
    return f"{number} of {counted(total, 'theme')} raised"


def _of_closings(facts: Facts, narrowed: Narrowed, needs: Sequence[Need]) -> list[str]:
    undone = len({need.ref for need in needs if need.kind == "closing-undone"})
    if not undone:
        return []
    closed = sum(
        (facts.standing.ended_by(ask.ref) or {}).get("decision") == "close" for ask in narrowed.asks
    )
    return [
        f"{undone} of {counted(closed, 'closing')} by the board {'is' if undone == 1 else 'are'} "
        "undone by a later test: re-opening is the board's decision."
    ]


def _of_colours(told: Told) -> list[str]:
    if not told.open_total:
        return []
    letters = Counter(row.brag.letter for row in told.red_amber)
    return [
        f"{letters['R']} of {counted(told.open_total, 'open recommendation')} "
        f"{'is' if letters['R'] == 1 else 'are'} Red and {letters['A']} Amber."
    ]


def _of_overdue(facts: Facts, narrowed: Narrowed, overdue: Sequence[OverdueLine]) -> list[str]:
    if not overdue:
        return []
    said = []
    actions = [line for line in overdue if line.ref != line.recommendation]
    if actions:
        to_do = [
            one
            for one in owed(facts)
            if (one.state == "paused" or (one.is_live and not one.stood.is_claimed))
            and narrowed.has("action", one.ref)
        ]
        original = sum(line.days_original is not None for line in actions)
        agreed = sum(line.days_agreed is not None for line in actions)
        moved = sum(line.times_moved > 0 for line in actions)
        sentence = (
            f"{original} of {counted(len(to_do), 'action')} still to be done "
            f"{'is' if original == 1 else 'are'} past the original date, {agreed} past the agreed "
            "date too"
        )
        said.append(sentence + (f"; the date of {moved} was moved." if moved else "."))
    asks = len(overdue) - len(actions)
    if asks:
        verb, them = ("is", "it") if asks == 1 else ("are", "them")
        said.append(
            f"{counted(asks, 'recommendation')} {verb} past the date set for {them}, "
            "with no action that is."
        )
    return [" ".join(said)]


def _of_unsigned(facts: Facts, narrowed: Narrowed, unsigned: Sequence[UnsignedLine]) -> list[str]:
    if not unsigned:
        return []
    claimed = sum(
        one.is_live and one.stood.is_claimed and narrowed.has("action", one.ref)
        for one in facts.actions.all()
    )
    longest = max((line.days for line in unsigned if line.days is not None), default=None)
    waited = "" if longest is None else f", the longest for {counted(longest, 'day')}"
    return [
        f"{len(unsigned)} of {counted(claimed, 'action')} said to be done "
        f"{'waits' if len(unsigned) == 1 else 'wait'} for a second person to sign off{waited}."
    ]


def _of_tests(told: Told) -> str:
    practice = sum(line.looked_at == LOOKED_AT["practice"] for line in told.audits_done)
    said = f"{counted(len(told.audits_done), 'audit')} made in the period, {practice} of practice"
    said += f" (of {told.audits_made} on record)." if told.audits_made else "."
    past = sum(line.is_past for line in told.audits_due)
    if told.audits_due:
        said += (
            f" {past} of {counted(len(told.audits_due), 'test')} planned, promised or due again "
            f"{'is' if past == 1 else 'are'} past the date."
        )
    vacant = len({need.ref for need in told.needs if need.kind == "audit-vacant"})
    if vacant:
        said += f" For {vacant} of them nobody holds the lead that is to make it."
    return f"{said} Closing an action says nothing about practice."


def _of_balance(balance: Balance) -> str:
    tracked = balance.opening + balance.new + balance.entered_late + balance.reopened
    said = (
        f"{counted(balance.closing, 'recommendation')} "
        f"{'is' if balance.closing == 1 else 'are'} open at the end of the period, of "
        f"{tracked} that were open at some time in it: {balance.opening} at its start, "
        f"{balance.new} new"
    )
    for number, word in ((balance.entered_late, "entered late"), (balance.reopened, "re-opened")):
        said += f", {number} {word}" if number else ""
    said += f"; {balance.closed} closed"
    for number, word in ((balance.withdrawn, "withdrawn"), (balance.superseded, "set aside")):
        said += f", {number} {word}" if number else ""
    return f"{said}."


def notes_of(facts: Facts, narrowed: Narrowed, positions: Sequence[Position]) -> tuple[str, ...]:
    """What a reader must know of the record behind the figures."""
    notes = []
    raised = [one for one in positions if one.attention]
    suggested = [one for one in raised if "themes_unconfirmed" in one.flags]
    if suggested:
        verb = "counts" if len(suggested) == 1 else "count"
        notes.append(
            f"{_out_of(len(suggested), len(raised))} {verb} links that are only suggested and "
            "that nobody has confirmed."
        )
    asked = {str(ask.document["review"]) for ask in narrowed.asks}
    reviews = [
        review
        for review in facts.reviews.values()
        if seen(review.published, facts.as_at)
        and stands(facts.records, facts.records.get("reviews", review.ref) or {}, facts.as_at)
        and (narrowed.is_whole or review.ref in asked)
    ]
    unsearched = sum(not facts.is_searched(review) for review in reviews)
    if unsearched:
        notes.append(
            f"Nobody has searched for what was done about {unsearched} of "
            f"{counted(len(reviews), 'review')}."
        )
    held_back = [
        review.title or review.ref
        for review in facts.reviews.values()
        if review.ref in asked and is_embargoed(facts.records, review.ref)
    ]
    if held_back:
        notes.append(
            f"Not published, or not to be published yet: {listed(held_back)}. What stands here "
            "about that is for the board alone."
        )
    undated = [review.title for review in reviews if review.published in (None, "unknown")]
    if undated:
        notes.append(f"Without a date of publication: {listed(undated)}.")
    notes.append(f"Judged as at {when(facts.as_at.isoformat())} by each fact's own date.")
    return tuple(notes)
