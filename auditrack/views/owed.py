"""The actions that the board still waits for: those of records that are not over."""

from auditrack.views.actions import ActionNow
from auditrack.views.facts import Facts
from auditrack.views.seen import stands

_OVER = frozenset({"withdrawn", "superseded", "no_longer_relevant", "declined"})


def owed(facts: Facts) -> tuple[ActionNow, ...]:
    """Actions in order of entry, without those of what was closed, set aside or withdrawn.

    A recommendation whose actions are all done is not over for them: they are to be signed off.
    """
    return facts.once(_owed)


def is_owed(facts: Facts, action: ActionNow) -> bool:
    """Whether the board still waits for one action: something that it serves is not over."""
    return any(is_waited_for(facts, ref) for ref in action.serves)


def _owed(facts: Facts) -> tuple[ActionNow, ...]:
    waiting: dict[str, bool] = {}

    def waits(ref: str) -> bool:
        known = waiting.get(ref)
        if known is None:
            known = waiting[ref] = is_waited_for(facts, ref)
        return known

    return tuple([action for action in facts.actions.all() if any(map(waits, action.serves))])


def is_waited_for(facts: Facts, ref: str) -> bool:
    """Whether a recommendation, finding or review is not over: closed, set aside or withdrawn."""
    recommendation = facts.records.get("recommendations", ref)
    if recommendation is not None:
        if facts.standing.ended_by(ref) is not None:
            return False
        return not facts.standing.statuses(recommendation) <= _OVER
    served = facts.records.get("findings", ref) or facts.records.get("reviews", ref)
    if served is None or not stands(facts.records, served, facts.as_at):
        return False
    review = facts.records.get("reviews", served.get("review", ""))
    return review is None or stands(facts.records, review, facts.as_at)
