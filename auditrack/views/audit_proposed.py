"""Proposed tests, found by the audit or theme they are named by, and several as one audit."""

from collections.abc import Iterable, Sequence
from datetime import date

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.dates import Interval, data_string, interval
from auditrack.model.refs import slug
from auditrack.model.text import one_line
from auditrack.views.audit_filled import FilledPlan
from auditrack.views.audit_plan import ProposedTest, planned_audits, proposed_tests
from auditrack.views.facts import Facts

_ALL = "See what is proposed with: auditrack audit plan --propose"


def proposed(facts: Facts, typed: str) -> ProposedTest:
    """The proposed test that is named by its audit, or by its theme's id or name.

    A number in a list would mean another test once somebody has planned one; a name does not.

    Raises:
        RefusedError: none is proposed by that name now (`not-proposed`), or nothing on record is
            called so (`unknown-reference`).
    """
    tests = facts.once(proposed_tests)
    wanted, theming = slug(typed), facts.theming
    audit = facts.records.get("audits", wanted)
    themes = {
        theming.now(theme.id)
        for theme in theming.themes.values()
        if wanted and wanted in (slug(theme.id), slug(theme.name))
    }
    named = {wanted} if audit is not None else themes
    for test in tests:
        if test.reference in named:
            return test
    if audit is None and not themes:
        said = one_line(typed)[:80]
        raise RefusedError(
            Refusal(
                "unknown-reference",
                f'"{said}" is neither a theme nor an audit on record.',
                ref=said,
                todo=_ALL,
            )
        )
    about = themes if audit is None else set(facts.tested_by(audit))
    raise RefusedError(_why_not(facts, min(named), about, tests))


def plan_of(facts: Facts, references: Sequence[str]) -> FilledPlan:
    """What the plan of one proposed test is filled in with, or of several as one audit.

    Raises:
        RefusedError: as `proposed`, and where one of several is planned already and only late
            (`planned-already`).
    """
    tests = [proposed(facts, one) for one in dict.fromkeys(references)]
    if len(tests) == 1:
        return tests[0].plan
    for test in tests:
        if test.plan.planned:
            raise RefusedError(
                Refusal(
                    "planned-already",
                    f"{test.plan.planned} is planned already, and late: it is no part of another.",
                    ref=test.plan.planned,
                    todo=f"Give it another day with: auditrack audit edit {test.plan.planned} "
                    f"--date {test.plan.date}",
                )
            )
    return _together([(test.reference, test.plan) for test in tests])


def _together(tests: Sequence[tuple[str, FilledPlan]]) -> FilledPlan:
    """One plan of several: all that they test, and of the rest what they have in common."""
    plans = [plan for _, plan in tests]
    several = "of " + ", ".join(ref for ref, _ in tests)
    because = {"themes": several, "serves": several, "date": "the earliest " + several}
    told: dict[str, str] = {}
    for name in ("method", "by", "standard", "standard_met", "looked_at"):
        values = {str(getattr(plan, name)) for plan in plans}
        if len(values) == 1:
            told[name] = values.pop()
            because[name] = plans[0].because.get(name, "")
        else:
            because[name] = "blank: it is not the same for all of them"
    told.setdefault("looked_at", "practice")
    everybody = any(not plan.agencies for plan in plans)
    because["agencies"] = "none means all: not each of them names agencies"
    if not everybody:
        because["agencies"] = plans[0].because["agencies"]
    periods = [interval(plan.practice or None) for plan in plans]
    first = max((one.earliest for one in periods if one), default=date.max)
    last = min((one.latest for one in periods if one), default=date.min)
    practice = data_string(Interval(first, last)) if all(periods) and first <= last else ""
    because["practice"] = "what fits all of them" if practice else "blank: no period fits them all"
    questions = dict.fromkeys(plan.question for plan in plans)
    because["question"] = "their questions, one after the other"
    return FilledPlan(
        min((plan.date for plan in plans), key=_earliest),
        " ".join(questions),
        _each(plan.serves for plan in plans),
        _each(plan.themes for plan in plans),
        () if everybody else _each(plan.agencies for plan in plans),
        practice=practice,
        because={name: said for name, said in because.items() if said},
        **told,
    )


def _each(several: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for refs in several for one in refs))


def _earliest(day: str) -> date:
    days = interval(day)
    return days.earliest if days else date.max


def _why_not(facts: Facts, ref: str, themes: set[str], tests: Iterable[ProposedTest]) -> Refusal:
    """Why no test is proposed by a name: another tests it, one is planned, or none is due."""
    for test in tests:
        if not themes.isdisjoint(test.themes):
            return Refusal(
                "not-proposed",
                f"Nothing is proposed for {ref} itself: what is proposed for {test.reference} "
                "tests it.",
                ref=ref,
                todo=f"Plan that with: auditrack audit plan --from {test.reference}",
            )
    for plan in planned_audits(facts):
        if not themes.isdisjoint(facts.tested_by(plan)):
            return Refusal(
                "not-proposed",
                f"Nothing is proposed for {ref}: {plan['ref']} is planned to test the same.",
                ref=ref,
                safe="Nothing was planned twice.",
                todo=f"See it with: auditrack audit show {plan['ref']}",
            )
    return Refusal(
        "not-proposed",
        f"Nothing is proposed for {ref} now: no test of it is late or due.",
        ref=ref,
        todo=_ALL,
    )
