"""What shows one recommendation: the evidence held, the tests made, and the tests that are due."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from auditrack.analysis.facts import AuditFact
from auditrack.analysis.practice import Test
from auditrack.model.dates import interval
from auditrack.model.words import EVIDENCE_STATES, LEVELS, LOOKED_AT, OUTCOMES, RESULTS, word
from auditrack.views.asks import Ask
from auditrack.views.board import agency_name, lead_title
from auditrack.views.facts import Facts
from auditrack.views.independence import auditor, why_not_independent
from auditrack.views.needs import promised_tests
from auditrack.views.response_links import Spoken
from auditrack.views.response_values import EvidenceTold, TestPlanned, TestTold
from auditrack.views.sampled import sample_of
from auditrack.views.seen import seen
from auditrack.views.showing import Shown
from auditrack.views.wording import counted, listed, when

Document = Mapping[str, Any]

NO_RESULT = "without a result"


def evidence_told(ask: Ask) -> tuple[EvidenceTold, ...]:
    """The evidence held on one, the best level first."""
    shown = ask.facts.standing.shown(ask.ref)
    told = [_evidence(ask, one) for one in shown]
    return tuple(sorted(told, key=lambda one: -one.level))


def _evidence(ask: Ask, shown: Shown) -> EvidenceTold:
    one, records = shown.evidence, ask.facts.records
    tested = ask.practice.tested
    if any(test.ref == one.ref for test in tested.tests):
        counts = "a test of practice"
    elif any(test.ref == one.ref for test in tested.baseline):
        counts = "a baseline: it speaks of practice from before the learning was due"
    else:
        counts = ""
    return EvidenceTold(
        ref=one.ref,
        shows=one.shows,
        level=one.level,
        level_word=LEVELS.get(one.level, "not known"),
        about=one.about,
        filed_on=one.filed_on,
        result=word(RESULTS, one.result, NO_RESULT),
        acceptance=_acceptance(ask, shown),
        counts=counts,
        agency=agency_name(records, one.agency) if one.agency else "",
        kept_at=one.at or one.file_name or "",
        difference=one.difference or "",
    )


def _acceptance(ask: Ask, shown: Shown) -> str:
    """Whether somebody accepted it by the day, and whether that was a second person."""
    one, records = shown.evidence, ask.facts.records
    if one.state == "returned":
        return f"returned: {one.returned_why}" if one.returned_why else "returned"
    if one.state != "accepted":
        filed = "filed and not accepted"
        return filed if one.state == "filed" else word(EVIDENCE_STATES, one.state)
    if not seen(one.accepted_on, ask.facts.as_at):
        return "filed and not accepted"
    by = f" by {lead_title(records, one.accepted_lead)}" if one.accepted_lead else ""
    on = f" on {when(one.accepted_on)}" if one.accepted_on else ""
    said = f"accepted{on}{by}"
    return said if shown.fact.accepted else f"{said}, which was not a second person"


def held_in_words(evidence: Sequence[EvidenceTold]) -> tuple[str, ...]:
    """A sentence for each level: how much evidence is held, what it found, whether accepted."""
    told = []
    for level in sorted({one.level for one in evidence}):
        held = [one for one in evidence if one.level == level]
        told.append(
            f"Level {level} ({held[0].level_word}): {counted(len(held), 'piece')}; "
            f"{_counts(one.result for one in held)}; "
            f"{_counts(one.acceptance.split(' on ')[0].split(' by ')[0] for one in held)}."
        )
    return tuple(told)


def _counts(said: Iterable[str]) -> str:
    """The same words counted: "2 embedded, 1 gives no result"; one alone is not counted."""
    said = [one.split(":")[0] for one in said]
    each = dict.fromkeys(said)
    if len(said) == 1:
        return said[0]
    return listed(f"{said.count(one)} {one}" for one in each)


def tests_told(ask: Ask, spoken: Spoken) -> tuple[TestTold, ...]:
    """The tests on record that speak of one: audits of any kind, and later reviews that failed it.

    Each with whether it is a test of practice, the earliest first. Evidence that tests practice is
    told with the evidence.
    """
    tested = ask.practice.tested
    made = {(test.kind, test.ref): test for test in (*tested.baseline, *tested.tests)}
    baseline = {test.ref for test in tested.baseline}
    told = [
        (_when(fact), _audit(ask, fact, made.get(("audit", fact.ref)), fact.ref in baseline))
        for fact in ask.audits
    ]
    told += [
        (test.day.isoformat(), _later_case(test, spoken))
        for test in tested.tests
        if test.kind == "review"
    ]
    return tuple(one for _, one in sorted(told, key=lambda pair: (pair[0], pair[1].ref)))


def _when(fact: AuditFact) -> str:
    return fact.date.latest.isoformat() if fact.date else ""


def _audit(ask: Ask, fact: AuditFact, test: Test | None, is_baseline: bool) -> TestTold:
    facts = ask.facts
    audit = facts.records.get("audits", fact.ref) or {}
    return TestTold(
        ref=fact.ref,
        kind="audit",
        on=audit.get("date"),
        question=str(audit.get("question") or ""),
        method=str(audit.get("method") or ""),
        sample=sample_of(audit).describe(),
        outcome=word(OUTCOMES, audit.get("outcome")),
        is_test=test is not None and not is_baseline,
        counts=_counted(facts, fact, test, is_baseline),
        because=_because(ask, audit),
        by=auditor(facts.records, audit),
        not_independent=why_not_independent(facts.records, audit, facts.as_at, (ask.ref,)) or "",
        next=audit.get("next"),
    )


def _counted(facts: Facts, fact: AuditFact, test: Test | None, is_baseline: bool) -> str:
    """What an audit counts as beside practice, in words."""
    if test is not None and is_baseline:
        return "a baseline: it looked at practice from before the learning was due"
    if test is not None and test.untested:
        missing = listed(facts.board.called(test.untested))
        return f"a test of practice, counted as partly embedded: it does not cover {missing}"
    if test is not None:
        return "a test of practice"
    looked_at = fact.looked_at.replace("_", "-")
    if looked_at != "practice":
        return f"no test of practice: it looked at {word(LOOKED_AT, looked_at)}"
    if fact.outcome == "inconclusive":
        return "no test of practice: it was inconclusive"
    return "not counted as a test of practice on this day"


def _because(ask: Ask, audit: Document) -> str:
    """Why an audit speaks of a recommendation: by name, or by a theme, confirmed or only suggested.

    "" where neither is so.
    """
    facts = ask.facts
    if ask.ref in facts.audits.served(audit):
        return "it is of this recommendation"
    tested = facts.tested_by(audit)
    confirmed = facts.theming.of(ask.ref, confirmed=True)
    sure = [theme for theme in tested if theme in confirmed]
    if sure:
        return f"it tests the theme {listed(facts.theming.names(sure))}"
    unsure = [theme for theme in tested if theme in ask.themes]
    if not unsure:
        return ""
    named = listed(facts.theming.names(unsure))
    return f"it tests the theme {named}, which is only suggested for this recommendation"


def _later_case(test: Test, spoken: Spoken) -> TestTold:
    called = spoken.case(test.ref)
    return TestTold(
        ref=called,
        kind="review",
        on=test.day.isoformat(),
        question="",
        method="a later review",
        sample="",
        outcome=word(OUTCOMES, "not-embedded"),
        is_test=True,
        counts="counts as a test of practice that failed",
        because="it raises the concern again in later practice",
        by="",
        not_independent="",
        next=None,
    )


def tests_planned(ask: Ask) -> tuple[TestPlanned, ...]:
    """The tests that are promised and would speak of one, the earliest first.

    A theme that is only suggested for the recommendation promises it no test.
    """
    confirmed = set(ask.facts.theming.of(ask.ref, confirmed=True))
    told = []
    for ref, audit, is_plan, due, is_past in ask.facts.once(_promised):
        if ask.ref not in ask.facts.audits.served(audit) and confirmed.isdisjoint(
            ask.facts.tested_by(audit)
        ):
            continue
        told.append(_planned(ask, ref, audit, is_plan, due, is_past))
    return tuple(sorted(told, key=lambda one: (str(one.on or "9999"), one.ref)))


def _promised(facts: Facts) -> list[tuple[str, Document, bool, str | None, bool]]:
    """Every promised test: its audit, whether it is planned or a next one, its day, if past."""
    found: list[tuple[str, Document, bool, str | None, bool]] = []
    for test in promised_tests(facts):
        audit = facts.records.get("audits", test.ref) or {}
        is_plan = audit.get("status") == "planned"
        due = audit.get("date") if is_plan else audit.get("next")
        days = interval(due)
        is_past = days is not None and days.latest < facts.as_at
        found.append((test.ref, audit, is_plan, due, is_past))
    return found


def _planned(
    ask: Ask, ref: str, audit: Document, is_plan: bool, due: str | None, is_past: bool
) -> TestPlanned:
    day = when(due, "no date set")
    said = f"Audit {ref} is planned ({day})" if is_plan else f"Next test after audit {ref} ({day})"
    if is_past:
        said += ", and that day is past"
    if because := _because(ask, audit):
        said += f"; {because}"
    looked_at = audit.get("looked_at", "practice")
    if looked_at != "practice":
        said += f"; it looks at {word(LOOKED_AT, looked_at)}, which is no test of practice"
    return TestPlanned(ref, due, str(audit.get("question") or ""), f"{said}.", is_past)
