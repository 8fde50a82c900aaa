"""What needs a decision, for whom it is asked: a whole board, or one agency, lead or subgroup."""

from datetime import date

from auditrack.analysis.need import KINDS, Need
from auditrack.model.change import Records, Refusal, RefusedError
from auditrack.model.refs import slug
from auditrack.views.asks import Ask
from auditrack.views.board import successor_of
from auditrack.views.facts import Facts
from auditrack.views.find import find_named
from auditrack.views.needs import TITLES, needs_for, needs_of
from auditrack.views.positions import positions_in_brief


def decisions(
    records: Records,
    as_at: date,
    *,
    agency: str | None = None,
    lead: str | None = None,
    subgroup: str | None = None,
    kind: str | None = None,
) -> tuple[Need, ...]:
    """What needs a decision on a day, in the order a meeting takes it.

    Args:
        records: the state to look in.
        as_at: the day.
        agency: only what concerns it, by reference, name or alias; what was asked of those it
            followed concerns it too.
        lead: only what concerns it, by reference or title.
        subgroup: only what it delivers or assures, by reference or title.
        kind: only needs of a kind, as typed.

    Raises:
        RefusedError: there is no such body (`unknown-reference`) or kind (`bad-value`).
    """
    wanted = {
        "agency": agency and successor_of(records, find_named(records, agency, "agencies")),
        "lead": lead and find_named(records, lead, "leads"),
        "subgroup": subgroup and find_named(records, subgroup, "subgroups"),
        "kind": kind and _kind(kind),
    }
    facts = Facts(records, as_at)
    positions = positions_in_brief(facts)
    asks = [Ask(facts, document) for document in facts.recommendations]
    return needs_for(needs_of(facts, positions, asks), **wanted)


def _kind(typed: str) -> str:
    wanted = slug(typed)
    for kind in KINDS:
        if wanted in (kind, slug(TITLES[kind])):
            return kind
    raise RefusedError(
        Refusal(
            "bad-value",
            f'"{typed}" is no kind of decision.',
            todo=f"It is {', '.join(KINDS[:-1])} or {KINDS[-1]}.",
        )
    )
