"""What the first screen tells beside the themes: what changed, what is late, what is due."""

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditrack.analysis.need import Need
from auditrack.analysis.position import Position
from auditrack.model.change import Entry
from auditrack.views.changes import about, deed, sentence
from auditrack.views.embargo import writes_of_embargoed
from auditrack.views.facts import Facts
from auditrack.views.needs import first_need, promised_tests
from auditrack.views.rows import RowList
from auditrack.views.wording import counted, listed

if TYPE_CHECKING:
    from auditrack.register.protocol import Store

_NAMED = 3
LATEST = 3
"""How many changes are told one by one."""


@dataclass(frozen=True)
class Standing:
    """How a board stands on a day. Days are against the agreed date.

    `first_called` says in words what the first need is about; "" where there is none.
    """

    still_open: int
    overdue: int
    longest_overdue: int
    audits_due: int
    audits_late: int
    needs: int
    first_need: Need | None
    first_called: str = ""


@dataclass(frozen=True)
class Since:
    """What was written after an entry: how many changes, and in words by whom.

    `latest` are sentences, the newest first, of at most `LATEST` of them: others' changes, and
    this login's own only where nobody else wrote.
    """

    number: int
    by: str
    latest: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.by


def standing_of(rows: RowList, positions: tuple[Position, ...]) -> Standing:
    """Counts over every recommendation, promised test and need; takes a moment for thousands."""
    still_open = overdue = longest = 0
    for row in rows.rows():
        still_open += row.open
        if row.overdue_days is not None:
            overdue += 1
            longest = max(longest, row.overdue_days)
    due, late = _tests(rows.facts)
    needs, first = first_need(rows.facts, positions, [row.ask for row in rows.rows()])
    called = "" if first is None else _called(rows.facts, first)
    return Standing(still_open, overdue, longest, due, late, needs, first, called)


def _called(facts: Facts, need: Need) -> str:
    """A recommendation or finding by its label and its review's title, all else by its name."""
    for table, kind in (("recommendations", "recommendation"), ("findings", "finding")):
        document = facts.records.get(table, need.ref)
        if document is not None:
            review = facts.reviews.get(str(document.get("review")))
            label = document.get("label") or need.ref.rpartition("/")[2]
            return f"{kind} {label} of {(review and review.title) or document.get('review')}"
    return need.named if need.record == "theme" else need.what


def _tests(facts: Facts) -> tuple[int, int]:
    promised = promised_tests(facts)
    late = sum(1 for test in promised if test.due and test.due.latest < facts.as_at)
    return len(promised), late


def changed_since(register: "Store", number: int, login: str) -> Since:
    """What was written after an entry: how much, by whom beside this login, and the latest."""
    others: dict[str, int] = {}
    mine = 0
    latest: deque[Entry] = deque(maxlen=LATEST)
    own: deque[Entry] = deque(maxlen=LATEST)
    for entry in register.history(None, number):
        if entry.login == login:
            mine += 1
            own.append(entry)
        else:
            others[entry.login] = others.get(entry.login, 0) + 1
            latest.append(entry)
    if not others and not mine:
        return Since(0, "nothing")
    told = tuple(_told(entry, register) for entry in reversed(latest or own))
    count = mine + sum(others.values())
    changes = counted(count, "change")
    if not others:
        return Since(count, f"{changes}, all yours", told)
    named = sorted(others, key=lambda one: -others[one])
    more = f" and {len(named) - _NAMED} others" if len(named) > _NAMED else ""
    by = f"{changes}, by {listed(named[:_NAMED])}{more}{' and you' if mine else ''}"
    return Since(count, by, told)


def _told(entry: Entry, register: "Store") -> str:
    """Who did what to which record; of an embargoed review nothing that the record says.

    Nobody asked for that review's page, and whoever looks at one is told to the host.
    """
    hidden = writes_of_embargoed(register, entry)
    said = deed(entry) if hidden else sentence(entry, register)
    ref = about(entry, register)
    return f"{entry.login}, {ref}: {said}" if ref and ref not in said else f"{entry.login}: {said}"
