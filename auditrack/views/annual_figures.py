"""The figures of an annual report, each with what it counts, of what, and the records behind it."""

from collections.abc import Iterable, Iterator
from typing import Any

from auditrack.model.dates import interval
from auditrack.views.annual_reviews import NO_REASON, ReviewsOfYear
from auditrack.views.annual_values import (
    ActionLine,
    CarriedLine,
    DecisionLine,
    EvidenceLine,
    Figure,
    LittleLine,
    RefusalLine,
    ReviewLine,
    TestLine,
    ThemeLine,
)
from auditrack.views.annual_work import REFUSED
from auditrack.views.annual_year import NOT_WORDED

DECIDED = frozenset({"implement", "in-part", "not", "refer-on"})
"""Decisions that say whether something is to be implemented."""

_CASES = "Documents of the same case count once."


def figures_of_reviews(found: ReviewsOfYear) -> Iterator[Figure]:
    """How many reviews were arranged, concluded and published, are ongoing, and were late."""
    yield _cases(
        "Reviews arranged",
        "Reviews of the board, and national ones on its record, arranged on a day of the period.",
        found.arranged,
        unsure=found.arranged_roughly,
    )
    yield _cases(
        "Reviews concluded",
        "The same that concluded on a day of the period, whether or not they began in it.",
        found.concluded,
        unsure=[one.ref for one in found.unsettled],
    )
    yield _cases(
        "Reviews published",
        "The same that were published on a day of the period.",
        found.published,
        unsure=found.published_roughly,
    )
    yield _cases(
        "Reviews ongoing",
        "The same that were arranged by the last day of the period, and neither concluded nor "
        "published by then on record.",
        found.ongoing,
    )
    yield _cases(
        "Reviews without a date",
        "Reviews with no day on record on which they were arranged, concluded or published.",
        found.undated,
    )
    asks = [ref for one in found.published for ref in one.asks]
    yield Figure(
        "Recommendations made",
        "Recommendations and assurance points of the reviews published in the period.",
        len(asks),
        tuple(asks),
    )
    findings = [line for one in found.concluded for line in one.findings]
    yield Figure(
        "Findings of reviews concluded",
        "Findings on record of the reviews that concluded in the period.",
        len(findings),
        tuple(one.ref for one in findings),
    )
    due = [one for one in found.timely if interval(one.due)]
    late = [one for one in due if one.is_late]
    yield Figure(
        "Reviews late",
        "Reviews with a day in the period, or ongoing at its end, that certainly were, or are, "
        "past the day they were due.",
        len(late),
        tuple(one.ref for one in late),
        len(due),
        "reviews with a day they were due",
    )
    without = [one for one in late if one.reason.startswith("no reason")]
    yield Figure(
        "Late without a reason on record",
        "The reviews late for which nobody entered a reason for delay.",
        len(without),
        tuple(one.ref for one in without),
        len(late),
        "reviews late",
    )


def _cases(
    name: str, definition: str, lines: Iterable[ReviewLine], unsure: Iterable[str] = ()
) -> Figure:
    lines = tuple(lines)
    return Figure(
        name,
        f"{definition} {_CASES}",
        len({one.case for one in lines}),
        _refs(lines),
        unsure=tuple(unsure),
    )


def _refs(lines: Iterable[Any]) -> tuple[str, ...]:
    return tuple(one.ref for one in lines)


def figures_of_work(
    decisions: tuple[DecisionLine, ...],
    refusals: tuple[RefusalLine, ...],
    actions: tuple[ActionLine, ...],
    rough: Iterable[str] = (),
) -> Iterator[Figure]:
    """How much was decided, refused, done and signed off."""
    decided = [one for one in decisions if one.code in DECIDED]
    refused = [one for one in decided if one.code in REFUSED]
    silent = [one for one in refused if one.reason in (NO_REASON, NOT_WORDED)]
    yield Figure(
        "Decisions",
        "Decisions of the board dated in the period, of every kind.",
        len(decisions),
        _refs(decisions),
        unsure=tuple(rough),
    )
    yield Figure(
        "Decisions not to implement",
        "Of those that say whether something is to be implemented, those that say not, or only in "
        "part.",
        len(refused),
        _refs(refused),
        len(decided),
        "decisions on whether to implement",
    )
    yield Figure(
        "Not implemented, without a reason printed",
        "Of the decisions not to implement, those for which no reason is on record, or none is "
        "worded for publication in a public copy.",
        len(silent),
        _refs(silent),
        len(refused),
        "decisions not to implement",
    )
    yield Figure(
        "Refusals by agencies",
        "Answers of agencies dated in the period that decline a recommendation or accept it only "
        "in part. They are no decisions of the board.",
        len(refusals),
        _refs(refusals),
    )
    done = [one for one in actions if one.done_on]
    signed = [one for one in actions if one.signed_on]
    yield Figure(
        "Actions said to be done",
        "Actions that their leads reported as done in the period, and that still stood so on its "
        "last day. It says nothing of practice.",
        len(done),
        _refs(done),
    )
    yield Figure(
        "Actions signed off",
        "Actions that a second person signed off in the period, and that still stood so on its "
        "last day. It says nothing of practice.",
        len(signed),
        _refs(signed),
    )


def figures_of_practice(
    evidence: tuple[EvidenceLine, ...],
    banked: tuple[EvidenceLine, ...],
    tests: tuple[TestLine, ...],
    rough_evidence: Iterable[str] = (),
    rough_tests: Iterable[str] = (),
) -> Iterator[Figure]:
    """What tests and evidence of the period say of practice, and what is only activity."""
    made = [one for one in tests if one.is_test]
    yield Figure(
        "Tests of practice",
        "Audits made in the period that looked at practice and said what they found.",
        len(made),
        _refs(made),
        len(tests),
        "audits made in the period",
        tuple(rough_tests),
    )
    for code, said in (
        ("embedded", "embedded"),
        ("partly", "partly embedded"),
        ("not-embedded", "not embedded"),
    ):
        found = [one for one in made if one.outcome == code]
        yield Figure(
            f"Tests that found it {said}",
            f"Tests of practice of the period with the outcome {said}.",
            len(found),
            _refs(found),
            len(made),
            "tests of practice",
        )
    impact = [one for one in evidence if one.is_impact]
    yield Figure(
        "Evidence of impact",
        "Evidence of the period of level 3 or 4 that gives a result and that a second person "
        "accepted.",
        len(impact),
        _refs(impact),
        len(evidence),
        "pieces of evidence of the period",
        tuple(rough_evidence),
    )
    activity = [one for one in evidence if one.level < 3]
    yield Figure(
        "Statements, activity and uptake",
        "Evidence of the period of levels 0 to 2. It is no evidence of impact.",
        len(activity),
        _refs(activity),
        len(evidence),
        "pieces of evidence of the period",
    )
    yield Figure(
        "Examples banked",
        "Evidence of the period, or filed in it, marked for use in the annual report.",
        len(banked),
        _refs(banked),
    )


def figures_of_standing(
    little: tuple[LittleLine, ...],
    rules: tuple[str, ...],
    carried: tuple[CarriedLine, ...],
    earlier: int,
    themes: tuple[ThemeLine, ...],
) -> Iterator[Figure]:
    """What stood still, what is carried on, and how many themes are raised."""
    for number, rule in enumerate(rules, 1):
        found = [one for one in little if one.rule == number]
        refs = tuple(ref for one in found for ref in (one.refs if number == 4 else (one.ref,)))
        yield Figure(f"Little or no progress, rule {number}", rule, len(refs), refs)
    asks = tuple(ref for one in carried for ref in one.asks)
    yield Figure(
        "Carried forward",
        "Recommendations of reviews published before the period that still stood on its last day "
        "and that no test of practice on record had reached by then.",
        len(asks),
        asks,
        earlier,
        "recommendations of those reviews",
    )
    yield Figure(
        "Themes raised",
        "Issues that reviews of the board raise as a weakness, as at the day of this report.",
        len(themes),
        tuple(one.theme for one in themes),
    )
