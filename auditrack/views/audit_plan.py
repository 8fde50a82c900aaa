"""What should be tested next, in order, each with why, what to ask, of whom and by when.

First tests that were promised for a day that has passed, then themes whose last test is too old,
then by attention themes where something was asked and practice was never tested, themes tested at
some agencies only, and themes that failed a test since which all that was asked came due. Themes
not due yet, and those that nothing was asked about, are no tests to plan. What a planned audit is
to test is left out, so that nobody plans it twice. Nothing is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditrack.analysis.facts import RecommendationFact
from auditrack.analysis.position import Position
from auditrack.model.dates import Interval, add_months, data_string, in_words, interval
from auditrack.views.actions import served_by
from auditrack.views.asked import SAID
from auditrack.views.audit_due import why_test
from auditrack.views.audit_filled import (
    FilledPlan,
    filled_plan,
    last_audit,
    practised_until,
)
from auditrack.views.board import agency_name
from auditrack.views.facts import Facts
from auditrack.views.needs import promised_tests
from auditrack.views.positions import positions_of
from auditrack.views.seen import standing, stands
from auditrack.views.wording import counted

Document = Mapping[str, Any]

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
    """One test to plan. `kind` is promised, retest, untested, part or again.

    `ref` is the audit that promised it, `themes` the ids of what it tests; `asks` are live
    recommendations, `agencies` names, `measures` how the board said it would know. `plan` is what
    its plan is filled in with.
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
    plan: FilledPlan
    attention: int | None = None

    @property
    def reference(self) -> str:
        """What it is named by: the audit that promised it, else its theme."""
        return self.ref or self.themes[0]

    def to_json(self) -> dict[str, Any]:
        """The proposal under stable keys."""
        return {
            "kind": self.kind,
            "from": self.reference,
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
            "plan": self.plan.to_json(),
        }


def proposed_tests(facts: Facts) -> tuple[ProposedTest, ...]:
    """What should be tested next, what is late first."""
    named = [(test.due, test.ref) for test in promised_tests(facts) if test.due is not None]
    late = [test for test in named if test[0].latest < facts.as_at]
    late.sort(key=lambda test: test[0].latest)
    positions = positions_of(facts)
    of_theme = {one.theme: one for one in positions}
    found = [_promised(facts, ref, due, of_theme) for due, ref in late]
    promised = [one for one in found if one is not None]
    covered = _planned_for(facts).union(*(test.themes for test in promised))
    # The board has named the day on which these are tested again.
    audits = [facts.records.get("audits", ref) or {} for _, ref in named]
    awaited = {theme for audit in audits for theme in facts.tested_by(audit)}
    due: list[ProposedTest] = []
    by_attention: list[ProposedTest] = []
    for one in positions:
        kind = why_test(one, facts.as_at)
        if kind is None or one.theme in covered:
            continue
        if kind == "retest":
            due.append(_of_theme(facts, one, kind))
        elif kind == "untested" or one.theme not in awaited:
            by_attention.append(_of_theme(facts, one, kind))
    return (*promised, *due, *by_attention)


def planned_audits(facts: Facts) -> list[Document]:
    """The audits that are planned."""
    audits = standing(facts.records, facts.records.select("audits"), facts.as_at)
    return [audit for audit in audits if audit.get("status") == "planned"]


def _planned_for(facts: Facts, looked_at: str = "practice") -> set[str]:
    """The themes that a planned audit is to test by looking at practice, or as another did."""
    by_look = facts.once(_themes_planned)
    return by_look.get("practice", set()) | by_look.get(looked_at, set())


def _themes_planned(facts: Facts) -> dict[str, set[str]]:
    """By what planned audits look at, the themes that they are to test."""
    found: dict[str, set[str]] = {}
    for audit in planned_audits(facts):
        found.setdefault(str(audit.get("looked_at", "practice")), set()).update(
            facts.tested_by(audit)
        )
    return found


def _promised(
    facts: Facts, ref: str, due: Interval, positions: Mapping[str, Position]
) -> ProposedTest | None:
    """A test whose day has passed; None where another is planned for it already."""
    audit = facts.records.get("audits", ref) or {}
    planned = audit.get("status") == "planned"
    themes = facts.tested_by(audit)
    served = [ref for ref in facts.audits.served(audit) if _is_asked(facts, ref)]
    if not planned:
        ahead = _planned_for(facts, str(audit.get("looked_at", "practice")))
        if themes and ahead.issuperset(themes):
            return None
        if not themes and served and facts.once(_served_by_plans).issuperset(served):
            return None
        themes = tuple(theme for theme in themes if theme not in ahead)
    rows = [row for theme in themes for row in facts.theme(theme).recommendations]
    asks = tuple(served) or _live(rows)
    agencies = [str(one) for one in audit.get("agencies", ())] or [
        row.agency for row in rows if row.agency and row.is_live and row.ref in asks
    ]
    how = "planned" if planned else f"promised by {ref}"
    called = ", ".join(facts.theming.names(themes)) or ref
    question = str(audit.get("question") or _question(called))
    day = _in_months(facts, "promised")
    passed = f"{how} for {in_words(data_string(due))}"
    days = counted((facts.as_at - due.latest).days, "day")
    because = f"within a month: it was {passed}"
    lasts = [positions[theme].tested.last for theme in themes if theme in positions]
    return ProposedTest(
        "promised",
        ref,
        themes,
        called,
        f"{passed}, {days} ago; that it was made is not on record",
        question,
        asks,
        _names(facts, agencies),
        _measures(facts, asks),
        day,
        FilledPlan(day, planned=ref, because={"date": because})
        if planned
        else filled_plan(
            facts,
            themes=themes,
            serves=asks or _serves(facts, audit),
            question=question,
            day=(day, because),
            last=audit,
            tested=max([practised_until(audit), *(last.day for last in lasts if last)]),
            missing=tuple(name for last in lasts if last for name in last.untested),
            promised=True,
        ),
    )


def _is_asked(facts: Facts, ref: str) -> bool:
    ask = facts.records.get("recommendations", ref)
    return ask is not None and stands(facts.records, ask, facts.as_at)


def _serves(facts: Facts, audit: Document) -> tuple[str, ...]:
    """What an audit was of beside recommendations: findings, actions, reviews that stand."""
    records = facts.records
    return tuple(
        str(ref)
        for ref in served_by(records, audit)
        for table in ("findings", "actions", "reviews")
        if (one := records.get(table, ref)) is not None and stands(records, one, facts.as_at)
    )


def _served_by_plans(facts: Facts) -> set[str]:
    return {ref for plan in planned_audits(facts) for ref in facts.audits.served(plan)}


def _of_theme(facts: Facts, one: Position, kind: str) -> ProposedTest:
    rows = facts.theme(one.theme).counted
    asks = _live(rows)
    last = one.tested.last
    audit = last_audit(facts, one.theme, last.ref if last and last.kind == "audit" else None)
    question = str((audit or {}).get("question") or _question(one.name))
    day = _day(facts, one, kind, audit)
    return ProposedTest(
        kind,
        None,
        (one.theme,),
        one.name,
        f"{one} What was asked since should be done by now." if kind == "again" else str(one),
        question,
        asks,
        _names(facts, (row.agency for row in rows if row.is_live and row.agency)),
        _measures(facts, asks),
        day[0],
        filled_plan(
            facts,
            themes=(one.theme,),
            serves=asks,
            question=question,
            day=day,
            last=audit,
            tested=last.day if last else None,
            missing=last.untested if last else (),
        ),
        one.attention,
    )


def _day(facts: Facts, one: Position, kind: str, last: Document | None) -> tuple[str, str]:
    """When a theme is to be tested, as data, and where that day comes from."""
    named = interval(last.get("next")) if last else None
    if last and named is not None and named.earliest >= facts.as_at:
        return str(last["next"]), f"the next test as named in audit {last['ref']}"
    if kind == "retest" and one.tested.last is not None:
        due = add_months(one.tested.last.day, facts.settings.stale_months)
        said = f"the re-test was due on {in_words(due.isoformat())}"
        return _in_months(facts, "retest"), f"within {MONTHS['retest']} months: {said}"
    pace, said = "untested", "a quarter to prepare and one to look"
    if one.attention >= PRESSING:
        pace, said = "pressing", f"it stands at attention {one.attention}"
    return _in_months(facts, pace), f"within {MONTHS[pace]} months: {said}"


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
