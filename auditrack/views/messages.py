"""The key messages of a period in sentences, each number with what it is out of, and its notes."""

from collections.abc import Sequence

from auditrack.analysis.attention import ASKED_FROM
from auditrack.analysis.balance import Balance
from auditrack.analysis.need import Need
from auditrack.analysis.position import Position
from auditrack.model.words import LOOKED_AT
from auditrack.views.facts import Facts
from auditrack.views.figures import AuditLine, OverdueLine
from auditrack.views.owed import owed
from auditrack.views.seen import seen, stands
from auditrack.views.wording import counted, listed, when


def key_messages(
    facts: Facts,
    positions: Sequence[Position],
    balance: Balance,
    overdue: Sequence[OverdueLine],
    audits_done: Sequence[AuditLine],
    needs: Sequence[Need],
) -> tuple[str, ...]:
    """What a reader who stops after half a page must know."""
    return (
        *_of_themes(positions),
        _of_balance(balance),
        *_of_overdue(facts, overdue),
        _of_audits(audits_done),
        *_of_needs(needs),
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
            f"{listed(one.name for one in repeated)}."
        )
    pressing = [one for one in raised if one.attention >= ASKED_FROM and one not in repeated]
    if pressing:
        also = " also" if repeated else ""
        verb = "stands" if len(pressing) == 1 else "stand"
        said.append(
            f"{_out_of(len(pressing), len(raised))}{also} {verb} at attention {ASKED_FROM} or "
            f"above: {listed(f'{one.name} ({one.label})' for one in pressing)}."
        )
    if not said:
        verb = "themes stands" if len(raised) > 1 else "theme stands"
        said.append(f"None of {len(raised)} {verb} at attention {ASKED_FROM} or above.")
    return said


def _out_of(number: int, total: int) -> str:
    return f"{number} of {counted(total, 'theme')} raised"


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


def _of_overdue(facts: Facts, overdue: Sequence[OverdueLine]) -> list[str]:
    if not overdue:
        return []
    said = []
    actions = [line for line in overdue if line.ref != line.recommendation]
    if actions:
        to_do = [
            one
            for one in owed(facts)
            if one.state == "paused" or (one.is_live and not one.stood.is_claimed)
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
    return said


def _of_audits(done: Sequence[AuditLine]) -> str:
    tests = sum(line.looked_at == LOOKED_AT["practice"] for line in done)
    return (
        f"{counted(len(done), 'audit')} made in the period, {tests} of practice. "
        "Closing an action says nothing about practice."
    )


def _of_needs(needs: Sequence[Need]) -> list[str]:
    said = []
    vacant = sum(need.kind == "audit-vacant" for need in needs)
    if vacant:
        said.append(
            f"{counted(vacant, 'test')} planned or promised, and nobody holds the lead that is to "
            "make it."
        )
    undone = sum(need.kind == "closing-undone" for need in needs)
    if undone:
        said.append(
            f"{counted(undone, 'closing')} undone by a later test: re-opening is the board's "
            "decision."
        )
    unsigned = sum(need.kind == "unsigned" for need in needs)
    if unsigned:
        said.append(f"{counted(unsigned, 'action')} done and waiting for sign-off.")
    return said


def notes_of(facts: Facts, positions: Sequence[Position]) -> tuple[str, ...]:
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
    reviews = [
        review
        for review in facts.reviews.values()
        if seen(review.published, facts.as_at)
        and stands(facts.records, facts.records.get("reviews", review.ref) or {}, facts.as_at)
    ]
    unsearched = sum(not facts.is_searched(review) for review in reviews)
    if unsearched:
        notes.append(
            f"Nobody has searched for what was done about {unsearched} of "
            f"{counted(len(reviews), 'review')}."
        )
    undated = [review.title for review in reviews if review.published in (None, "unknown")]
    if undated:
        notes.append(f"Without a date of publication: {listed(undated)}.")
    notes.append(f"Judged as at {when(facts.as_at.isoformat())} by each fact's own date.")
    return tuple(notes)
