"""What a login has to do: late, due soon, to sign off or accept, to test, to mend, to chase.

One line a thing, in the order in which it presses. With no lead there is nothing of one's own: then
what is overdue for everybody stands there, and a sentence says why.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from auditrack.views.board import lead_title, leads_of
from auditrack.views.facts import Facts
from auditrack.views.wording import counted
from auditrack.views.work_line import KINDS, LATE, Asked, WorkLine
from auditrack.views.work_lines import WorkOf


@dataclass(frozen=True)
class Work:
    """The work of a login's leads, or of everybody. `note` says why it is not a person's own."""

    login: str
    leads: tuple[tuple[str, str], ...]
    lines: tuple[WorkLine, ...]
    note: str = ""

    def in_short(self) -> str:
        """How much it is, and how much of it presses: "6 things to do, 2 late, 1 came back"."""
        if not self.lines:
            return "nothing to do"
        number = Counter(line.kind for line in self.lines)
        told = [counted(len(self.lines), "thing") + " to do"]
        for kind, said in ((LATE, "late"), ("returned", "came back"), ("sign-off", "to sign off")):
            told += [f"{number[kind]:,} {said}"] if number[kind] else []
        return ", ".join(told)

    def to_json(self) -> dict[str, Any]:
        """It under stable keys."""
        return {
            "login": self.login,
            "leads": [{"ref": ref, "title": title} for ref, title in self.leads],
            "note": self.note,
            "lines": [line.to_json() for line in self.lines],
        }


def work_of(facts: Facts, asked: Asked) -> Work:
    """What is to be done, in the order in which it presses, then by how long it has waited."""
    records = facts.records
    leads = asked.leads
    if leads is None:
        leads = tuple(str(lead["ref"]) for lead in leads_of(records, asked.login))
    named = tuple((ref, lead_title(records, ref)) for ref in leads)
    if asked.everybody:
        return Work(asked.login, named, _in_order(WorkOf(facts, asked, None).lines()))
    lines = WorkOf(facts, asked, frozenset(leads)).lines()
    if leads:
        return Work(asked.login, named, _in_order(lines))
    late = (one for one in WorkOf(facts, asked, None).lines() if one.kind == LATE)
    return Work(asked.login, (), _in_order((*late, *lines)), no_lead(asked.login))


def no_lead(login: str) -> str:
    """That a login holds no lead, and what to do about it."""
    return (
        f"Your login {login} holds no lead: what is overdue for everybody stands here. An "
        f"administrator names it, beside those there are, with: auditrack lead set LEAD --login "
        f"{login}"
    )


def _in_order(lines: Iterable[WorkLine]) -> tuple[WorkLine, ...]:
    place = {kind: number for number, kind in enumerate(KINDS)}
    return tuple(
        sorted(
            lines,
            key=lambda one: (
                place[one.kind],
                one.days is None,
                -(one.days or 0),
                one.ref,
                one.what,
            ),
        )
    )


def by_kind(lines: Sequence[WorkLine]) -> Iterable[tuple[str, list[WorkLine]]]:
    """The lines under the heading of each kind."""
    for kind, heading in KINDS.items():
        found = [line for line in lines if line.kind == kind]
        if found:
            yield heading, found


def waited_in_words(line: WorkLine) -> str:
    """How long it is late, has waited or is to come: "92 days late", "in 12 days"."""
    if line.days is None:
        return "no date"
    if line.days < 0:
        return f"in {counted(-line.days, 'day')}"
    if line.kind in (LATE, "audit", "reply"):
        return f"{counted(line.days, 'day')} late" if line.days else "today"
    if line.kind in ("soon", "later"):
        return "today"
    return counted(line.days, "day")
