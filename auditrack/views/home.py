"""What the first screen tells beside the themes: what changed, what is late, what is due."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditrack.views.facts import Facts
from auditrack.views.needs import promised_tests
from auditrack.views.rows import RowList
from auditrack.views.wording import counted, listed

if TYPE_CHECKING:
    from auditrack.register import Register

_NAMED = 3


@dataclass(frozen=True)
class Standing:
    """How a board stands on a day. Days are against the agreed date."""

    still_open: int
    overdue: int
    longest_overdue: int
    audits_due: int
    audits_late: int


def standing_of(rows: RowList) -> Standing:
    """Counts over every recommendation and promised test; takes a moment for thousands."""
    still_open = overdue = longest = 0
    for row in rows.rows():
        still_open += row.open
        if row.overdue_days is not None:
            overdue += 1
            longest = max(longest, row.overdue_days)
    due, late = _tests(rows.facts)
    return Standing(still_open, overdue, longest, due, late)


def _tests(facts: Facts) -> tuple[int, int]:
    promised = promised_tests(facts)
    late = sum(1 for test in promised if test.due and test.due.latest < facts.as_at)
    return len(promised), late


def changed_since(register: "Register", number: int, login: str) -> str:
    """What was written after an entry, in words: how much, and by whom beside this login."""
    others: dict[str, int] = {}
    mine = 0
    for entry in register.history(None, number):
        if entry.login == login:
            mine += 1
        else:
            others[entry.login] = others.get(entry.login, 0) + 1
    if not others and not mine:
        return "nothing"
    told = counted(mine + sum(others.values()), "change")
    if not others:
        return f"{told}, all yours"
    named = sorted(others, key=lambda one: -others[one])
    more = f" and {len(named) - _NAMED} others" if len(named) > _NAMED else ""
    return f"{told}, by {listed(named[:_NAMED])}{more}{' and you' if mine else ''}"
