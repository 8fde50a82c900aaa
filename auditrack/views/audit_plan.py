"""What should be tested next, in order, each with why, what to ask, of whom and by when.

First tests that were promised for a day that has passed, then themes whose last test is too old,
then themes where something was asked and practice was never tested, by attention. Themes not due
yet, and those that nothing was asked about, are no tests to plan. A theme that a planned audit is
to test is left out, so that nobody plans it twice. Nothing is written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditrack.analysis.attention import PromisedTest
from auditrack.analysis.facts import RecommendationFact
from auditrack.analysis.position import Position
from auditrack.model.dates import add_months, data_string, in_words
from auditrack.views.asked import SAID
from auditrack.views.board import agency_name
from auditrack.views.facts import Facts
from auditrack.views.needs import promised_tests
from auditrack.views.positions import positions_of
from auditrack.views.seen import standing
from auditrack.views.wording import counted

UNTESTED = ("SAID_DONE", "OVERDUE", "NOT_KNOWN")
"""Where practice is not tested although what was asked should be done by now."""

PRESSING = 7
"""From this attention on a theme is tested before others that were never tested."""

MONTHS = {
    # It is late already: the next month is the first in which a new audit can be made.
    "promised": 1,
    # Boards' subgroups meet every quarter: by the next one but none later.
    "retest": 3,
    "pressing": 3,
    # Two quarters: one to prepare, one to look.
    "untested": 6,
}
"""In how many months a test is proposed, by why."""


@dataclass(frozen=True)
class ProposedTest:
    """One test to plan. `kind` is promised, retest or untested.

    `ref` is the audit that promised it, `themes` the ids of what it tests; `asks` are live
    recommendations, `agencies` names, `measures` how the board said it would know.
    """

    kind: str
    ref: str | None
    themes: tuple[str, ...]
    called: str
    why: str
    question: str
    asks: tuple[str, ...]
    agencies: tuple[str, ...]
    measures: tuple[str, ...]
    date: str
    attention: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The proposal under stable keys."""
        return {
            "kind": self.kind,
            "audit": self.ref,
            "themes": list(self.themes),
            "called": self.called,
            "why": self.why,
            "question": self.question,
            "recommendations": list(self.asks),
            "agencies": list(self.agencies),
            "measures": list(self.measures),
            "date": self.date,
            "attention": self.attention,
        }


def proposed_tests(facts: Facts) -> tuple[ProposedTest, ...]:
    """What should be tested next, what is late first."""
    late = [
        test
        for test in promised_tests(facts)
        if test.due is not None and test.due.latest < facts.as_at
    ]
    late.sort(key=lambda test: test.due.latest if test.due else date.max)
    covered = _planned_for(facts)
    promised = [_promised(facts, test) for test in late]
    covered.update(theme for test in promised for theme in test.themes)
    positions = [one for one in positions_of(facts) if one.theme not in covered]
    return (
        *promised,
        *(_of_theme(facts, one, "retest") for one in positions if one.practice == "RETEST_DUE"),
        *(_of_theme(facts, one, "untested") for one in positions if one.practice in UNTESTED),
    )


def _planned_for(facts: Facts) -> set[str]:
    """The themes that a planned audit of practice is to test."""
    audits = facts.records.select("audits")
    return {
        theme
        for audit in standing(facts.records, audits, facts.as_at)
        if audit.get("status") == "planned" and audit.get("looked_at", "practice") == "practice"
        for theme in facts.tested_by(audit)
    }


def _promised(facts: Facts, test: PromisedTest) -> ProposedTest:
    records = facts.records
    audit = records.get("audits", test.ref) or {}
    themes = facts.tested_by(audit)
    served = [ref for ref in facts.audits.served(audit) if records.get("recommendations", ref)]
    rows = [row for theme in themes for row in facts.theme(theme).recommendations]
    asks = tuple(served) or _live(rows)
    agencies = [str(one) for one in audit.get("agencies", ())] or [
        row.agency for row in rows if row.agency and row.is_live and row.ref in asks
    ]
    assert test.due is not None
    days = (facts.as_at - test.due.latest).days
    how = "planned" if audit.get("status") == "planned" else f"promised by {test.ref}"
    called = ", ".join(facts.theming.names(themes)) or test.ref
    return ProposedTest(
        "promised",
        test.ref,
        themes,
        called,
        f"{how} for {in_words(data_string(test.due))}, {counted(days, 'day')} ago; that it was "
        "made is not on record",
        str(audit.get("question") or _question(called)),
        asks,
        _names(facts, agencies),
        _measures(facts, asks),
        _in_months(facts, "promised"),
    )


def _of_theme(facts: Facts, one: Position, kind: str) -> ProposedTest:
    rows = facts.theme(one.theme).recommendations
    asks = _live(rows)
    last = one.tested.last
    audit = facts.records.get("audits", last.ref) if last and last.kind == "audit" else None
    pace = "pressing" if kind == "untested" and one.attention >= PRESSING else kind
    return ProposedTest(
        kind,
        None,
        (one.theme,),
        one.name,
        str(one),
        str((audit or {}).get("question") or _question(one.name)),
        asks,
        _names(facts, (row.agency for row in rows if row.is_live and row.agency)),
        _measures(facts, asks),
        _in_months(facts, pace),
        one.attention,
    )


def _question(called: str) -> str:
    return f"Does practice show what was asked about {called}?"


def _live(rows: Iterable[RecommendationFact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.ref for row in rows if row.is_live))


def _names(facts: Facts, agencies: Iterable[str]) -> tuple[str, ...]:
    names = (SAID.get(one) or agency_name(facts.records, one) for one in agencies)
    return tuple(sorted(dict.fromkeys(names), key=str.casefold))


def _measures(facts: Facts, asks: Iterable[str]) -> tuple[str, ...]:
    """How the board said that it would know, in the words of what it asked."""

    def told() -> Iterator[str]:
        for ref in asks:
            measure = (facts.records.get("recommendations", ref) or {}).get("measure")
            if measure:
                yield str(measure)

    return tuple(dict.fromkeys(told()))


def _in_months(facts: Facts, pace: str) -> str:
    return add_months(facts.as_at, MONTHS[pace]).isoformat()
