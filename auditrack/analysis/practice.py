"""Step 2 of a position: what tests of practice found, in the order of the practice tested."""

from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from auditrack.analysis.facts import (
    EVERYBODY,
    AuditFact,
    RecommendationFact,
    Settings,
    is_later,
)
from auditrack.model.dates import Interval, add_months, whole_months

OUTCOMES = ("embedded", "partly", "not_embedded")
"""What a test of practice can find; the later stands when two fall on one day."""

OUTCOME_RANK = {outcome: rank for rank, outcome in enumerate(OUTCOMES)}
"""The place of each outcome in that order."""

_SIGNS = {"embedded": "+", "partly": "±", "not_embedded": "-"}
_KINDS = {kind: place for place, kind in enumerate(("review", "evidence", "audit"))}


class Test(msgspec.Struct, frozen=True, gc=False):
    """One test of practice: an audit, evidence that shows practice, or a later case.

    `agencies` are those it covered, none meaning all. `untested` are the agencies asked that an
    *embedded* did not cover, so that it counts as partly.
    """

    __test__ = False  # the word is the field's; pytest must not collect it

    day: date
    outcome: str
    kind: str
    ref: str
    agencies: frozenset[str] = frozenset()
    untested: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.ref} {_SIGNS[self.outcome]}"


@dataclass(frozen=True, slots=True)
class Practice:
    """What is known of practice: its state, the clause that says it, and the tests it rests on."""

    state: str
    clause: str
    tests: tuple[Test, ...] = ()
    baseline: tuple[Test, ...] = ()
    flags: frozenset[str] = frozenset()

    @property
    def last(self) -> Test | None:
        """The test of the latest practice."""
        return self.tests[-1] if self.tests else None

    @property
    def failed_tests(self) -> int:
        """How many tests found it not embedded: audits, evidence and later cases alike."""
        return sum(test.outcome == "not_embedded" for test in self.tests)


class Asked(msgspec.Struct, frozen=True, gc=False):
    """What practice is judged on: rows, audits, later cases that failed it, and their dates.

    `published` gives the publication of each row's case, by the row's review, and `called` the
    names of agencies as people call them.
    """

    as_of: date
    settings: Settings
    rows: tuple[RecommendationFact, ...]
    audits: tuple[AuditFact, ...]
    failed: Mapping[str, date]
    published: Mapping[str, Interval | None]
    first_publication: date | None
    earliest_effect: date | None
    called: Callable[[Iterable[str]], list[str]] = sorted


@lru_cache(maxsize=2048)  # recommendations of the same themes have the same audits
def of_audits(
    audits: tuple[AuditFact, ...], as_of: date
) -> tuple[tuple[Test, ...], frozenset[str]]:
    """The tests of practice among some audits in order, and flags that say what the others are."""
    tests: list[Test] = []
    flags: set[str] = set()
    for audit in audits:
        found = _of_audit(audit, as_of)
        if isinstance(found, Test):
            tests.append(found)
        elif found is not None:
            flags.add(found)
    return tuple(sorted(tests, key=in_order)), frozenset(flags)


@lru_cache(maxsize=4096)  # an audit of a theme is one of each recommendation that speaks of it
def _of_audit(audit: AuditFact, as_of: date) -> Test | str | None:
    """The test that an audit made, or the flag that says what it is instead."""
    practised = audit.sample_to or audit.date
    if is_later(audit.date, as_of) or is_later(practised, as_of):
        return None
    if audit.looked_at != "practice":
        return "not_a_test_of_practice"
    if audit.outcome not in OUTCOMES:
        return "inconclusive_ignored"
    if practised is None:
        return None
    covered = frozenset() if audit.agencies & EVERYBODY else audit.agencies
    return Test(practised.latest, audit.outcome, "audit", audit.ref, covered)


def of_evidence(rows: Iterable[RecommendationFact], as_of: date) -> tuple[list[Test], set[str]]:
    """The tests of practice among the evidence on some rows, and flags that say what is none."""
    flags: set[str] = set()
    tests: dict[object, Test] = {}
    for row in rows:
        everybody = row.agency is None or row.agency in EVERYBODY
        covered = frozenset() if everybody else frozenset([row.agency or ""])
        for number, item in enumerate(row.evidence):
            if item.audit or item.level < 3 or is_later(item.about, as_of):
                continue
            result = item.result
            if result not in OUTCOMES or not item.about or not item.accepted or not row.is_live:
                flags.add("evidence_without_result")
                continue
            test = Test(item.about.latest, result or "", "evidence", item.ref or row.ref, covered)
            # One piece of evidence that serves several rows is one test of all their agencies.
            key = item if item.ref else (row.ref, row.agency, number)
            known = tests.get(key)
            if known is not None:
                both = known.agencies | covered if known.agencies and covered else frozenset()
                test = replace(known, agencies=both)
            tests[key] = test
    return list(tests.values()), flags


def in_order(test: Test) -> tuple[date, int, int, str, tuple[str, ...]]:
    """What tests are sorted by: the practice tested, and on one day the worst last."""
    return (
        test.day,
        OUTCOME_RANK[test.outcome],
        _KINDS[test.kind],
        test.ref,
        tuple(sorted(test.agencies)) if test.agencies else (),
    )


def is_baseline(test: Test, asked: Asked) -> bool:
    """Whether it looked at practice from before the learning could be expected to show."""
    if asked.first_publication is not None and test.day < asked.first_publication:
        return True
    effect = asked.earliest_effect
    return test.outcome != "embedded" and effect is not None and test.day < effect


def held_to_coverage(test: Test, required: frozenset[str]) -> Test:
    """The test, where *embedded* did not cover every agency asked as *partly*."""
    if test.outcome != "embedded" or not test.agencies or required <= test.agencies:
        return test
    return replace(test, outcome="partly", untested=tuple(sorted(required - test.agencies)))


def _tested(tests: list[Test], asked: Asked) -> tuple[str, str]:
    last = tests[-1]
    numbers = asked.settings
    embedded_before = any(test.outcome == "embedded" for test in tests)
    if last.outcome == "not_embedded":
        by_case = last.kind == "review"
        if embedded_before:
            how = "a later case raises it again" if by_case else "a later one did not"
            return "LAPSED", f"a test found it embedded and {how}"
        if by_case:
            return "NOT_EMBEDDED", "no test of practice on record has found it embedded"
        return "NOT_EMBEDDED", (
            "the last test of practice found it not embedded and none has found it embedded"
        )
    if last.outcome == "partly":
        if last.untested:
            where = ", ".join(asked.called(last.agencies))
            missing = ", ".join(asked.called(last.untested))
            return "PARTLY", f"embedded where tested ({where}), not tested: {missing}"
        if embedded_before:
            return "SLIPPING", "a test found it embedded and the last one only partly"
        return "PARTLY", "the last test found it only partly embedded"
    if whole_months(last.day, asked.as_of) >= numbers.stale_months:
        return "RETEST_DUE", (
            f"the last test found it embedded and is {numbers.stale_months} months old or more"
        )
    since = last.day
    for test in reversed(tests):
        if test.outcome != "embedded":
            break
        since = test.day
    if len(tests) > 1 and whole_months(since, last.day) >= numbers.hold_months:
        return "SUSTAINED", (
            f"tests at least {numbers.hold_months} months apart have found it embedded"
        )
    return "EMBEDDED_ONCE", "the last test found it embedded"


def is_overdue(row: RecommendationFact, asked: Asked) -> bool:
    """Whether an open row is past its agreed date; undated, past the cap after publication."""
    if row.status not in ("open", "in_progress"):
        return False
    due = row.agreed_due or row.due
    if due is not None:
        return due.latest < asked.as_of
    published = asked.published.get(row.review)
    if published is None:
        return False
    return add_months(published.latest, asked.settings.cap) < asked.as_of


def _untested(live: list[RecommendationFact], asked: Asked) -> tuple[str, str]:
    if not live:
        return "NOTHING_ASKED", "no live recommendation exists"
    if any(is_overdue(row, asked) for row in live):
        return "OVERDUE", "an action is past its date and no test of practice is on record"
    if any(row.status == "not_known" for row in live):
        return "NOT_KNOWN", "what was done is not on record"
    if all(row.status == "closed" for row in live):
        return "SAID_DONE", "every action is said to be done and no test of practice is on record"
    return "NOT_DUE", "actions are open, not yet due and not tested"


def _flags_of_rows(live: list[RecommendationFact], tests: list[Test], as_of: date) -> set[str]:
    flags: set[str] = set()
    unfinished = [row for row in live if row.status in ("open", "in_progress")]
    if any(row.due is None and row.agreed_due is None for row in unfinished):
        flags.add("no_due_date")
    closed = bool(live) and all(row.status == "closed" for row in live)
    if closed and not any(test.outcome == "embedded" for test in tests):
        best = max(
            (e.level for row in live for e in row.evidence if not is_later(e.about, as_of)),
            default=0,
        )
        if best == 0:
            flags.add("closed_without_evidence")
        elif best <= 2:
            flags.add("closed_on_activity_only")
    return flags


def practise(asked: Asked) -> Practice:
    """What tests of practice found about what was asked, and what is known where there are none."""
    as_of = asked.as_of
    live = [row for row in asked.rows if row.is_live]
    by_audit, flags_of_audits = of_audits(asked.audits, as_of)
    by_evidence, flags = of_evidence(asked.rows, as_of)
    flags |= flags_of_audits
    later_cases = [Test(day, "not_embedded", "review", ref) for ref, day in asked.failed.items()]
    required = frozenset({row.agency for row in live if row.agency}) - EVERYBODY
    tests: list[Test] = []
    baseline: list[Test] = []
    in_time = list(by_audit)  # in order already, and most of them
    for test in (*by_evidence, *later_cases):
        insort(in_time, test, key=in_order)
    for test in in_time:
        if is_baseline(test, asked):
            baseline.append(test)
        else:
            tests.append(held_to_coverage(test, required))
    if any(test.untested for test in tests):  # as partly, it stands elsewhere on its day
        tests.sort(key=in_order)
    if baseline:
        flags.add("baseline_ignored")
    if any(test.untested for test in tests):
        flags.add("partial_coverage")
    flags |= _flags_of_rows(live, tests, as_of)
    if any(row.status == "declined" for row in asked.rows):
        flags.add("recommendation_declined")
    if not tests:
        state, clause = _untested(live, asked)
    else:
        state, clause = _tested(tests, asked)
        old = whole_months(tests[-1].day, as_of) >= asked.settings.stale_months
        if old and tests[-1].outcome != "embedded":
            flags.add("nothing_newer")
    return Practice(state, clause, tuple(tests), tuple(baseline), frozenset(flags))
