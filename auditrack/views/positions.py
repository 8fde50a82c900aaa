"""Where themes stand, from the register's facts, in the order of attention."""

from collections.abc import Callable
from datetime import date
from typing import Any

from auditrack.analysis.position import Position, position
from auditrack.model.change import Records
from auditrack.views.facts import Facts
from auditrack.views.steady import undisturbed


def positions(records: Records, as_at: date, published: bool = False) -> tuple[Position, ...]:
    """Every issue that a review raises, the most pressing first; types of action left out.

    Args:
        records: the state to judge.
        as_at: the day to judge it by.
        published: rest on confirmed theme links alone.
    """
    return positions_of(Facts(records, as_at, published))


def positions_of(
    facts: Facts, kept: Callable[[Position], Position] | None = None
) -> tuple[Position, ...]:
    """As `positions`, from facts already at hand; `kept` makes of each what is to be kept of it."""
    with undisturbed():
        judged = (
            position(facts.theme(theme_id), facts.comparison(theme_id)) for theme_id in facts.raised
        )
        found = [one if kept is None else kept(one) for one in judged]
    return tuple(sorted(found, key=lambda position: position.order))


def positions_in_brief(facts: Facts) -> tuple[Position, ...]:
    """As `positions_of`, for a list that is kept: without the records each one rests on.

    Their chains are empty; a theme's page works its own out. What was gathered for one theme is
    let go before the next: at 10,000 recommendations that is 14 MB less at the most.
    """
    found = []
    with undisturbed():
        for theme_id in facts.raised:
            one = position(facts.theme(theme_id), facts.comparison(theme_id))
            found.append(one.in_brief())
            facts.let_go(theme_id)
    return tuple(sorted(found, key=lambda position: position.order))


def position_of(records: Records, theme_id: str, as_at: date) -> Position:
    """Where one theme stands, a type of action too."""
    facts = Facts(records, as_at)
    return position(facts.theme(facts.theming.now(theme_id)))


def position_json(one: Position) -> dict[str, Any]:
    """A position under the keys of `theme positions --json`."""
    return {
        "theme": one.theme,
        "name": one.name,
        "recurrence": one.recurrence,
        "practice": one.practice,
        "label": one.label,
        "attention": one.attention,
        "flags": list(one.flags),
        "reason": one.reason,
        "last_test": one.last_test,
        "pairs": dict(one.pairs),
        "reviews": one.reviews,
        "of_reviews": one.of_reviews,
        "first_raised": one.first_raised,
        "failed_tests": one.failed_tests,
        "chain": [
            {"kind": step.kind, "ref": step.ref, "date": step.date, "text": step.text}
            for step in one.chain
        ],
        "questions": list(one.questions),
    }
