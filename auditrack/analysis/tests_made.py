"""The tests that somebody made of one recommendation: audits and evidence, not later cases.

What `practise` judges one recommendation on, put together for whoever looks at thousands of them
that share their audits; nothing here counts a test that `practise` does not.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from types import MappingProxyType

from auditrack.analysis.facts import EVERYBODY, AuditFact, BoardFacts, RecommendationFact
from auditrack.analysis.pairs import effect_of
from auditrack.analysis.practice import (
    Asked,
    Test,
    held_to_coverage,
    in_order,
    is_baseline,
    of_audits,
    of_evidence,
)

_NONE: Mapping[str, date] = MappingProxyType({})
_day = attrgetter("day")


def asked_of(
    board: BoardFacts,
    rows: tuple[RecommendationFact, ...],
    audits: tuple[AuditFact, ...] = (),
    failed: Mapping[str, date] = _NONE,
) -> Asked:
    """What practice on one recommendation is judged on.

    Args:
        board: The board's reviews, numbers and as-at date.
        rows: Those of its rows that count, one for each agency asked.
        audits: Those that name it or test its themes, each once.
        failed: The later cases that are failed tests of it, and where each stands.
    """
    published = board.publication.get(rows[0].review) if rows else None
    effect = effect_of(published, list(rows), board.settings) if published else None
    return Asked(
        as_of=board.as_of,
        settings=board.settings,
        rows=rows,
        audits=audits,
        failed=failed,
        published=board.publication,
        first_publication=published.earliest if published else None,
        earliest_effect=effect.earliest if effect else None,
        called=board.called,
    )


def tests_in(audits: Iterable[AuditFact], as_of: date) -> tuple[Test, ...]:
    """The tests of practice among some audits, the earliest practice first."""
    return of_audits(tuple(audits), as_of)[0]


def tests_made(asked: Asked, by_audit: Iterable[Sequence[Test]]) -> tuple[Test, ...]:
    """The tests made of one recommendation, in no order; those of the baseline are left out.

    Args:
        asked: What it is judged on; its audits and later cases are not looked at.
        by_audit: What `tests_in` gave for each of its themes, and for the audits that name it.
    """
    published, effect = asked.first_publication, asked.earliest_effect
    found: dict[str, Test] = {}
    for tests in by_audit:
        begin = 0 if published is None else bisect_left(tests, published, key=_day)
        for test in tests[begin:]:
            # As `is_baseline` has it: before the effect, what is not embedded does not count.
            if effect is None or test.day >= effect or test.outcome == "embedded":
                found[test.ref] = test
    by_evidence, _ = of_evidence(asked.rows, asked.as_of)
    made = (*found.values(), *(test for test in by_evidence if not is_baseline(test, asked)))
    required = frozenset({row.agency for row in asked.rows if row.is_live and row.agency})
    required -= EVERYBODY
    return tuple([held_to_coverage(test, required) if test.agencies else test for test in made])


def was_tested(
    asked: Asked,
    by_audit: Iterable[Sequence[Test]],
    failed: Callable[[date], Mapping[str, date]],
) -> bool:
    """Whether anything tested one recommendation, a later case that failed its learning too.

    Args:
        asked: As for `tests_made`.
        by_audit: As for `tests_made`.
        failed: As for `last_found_embedded`.
    """
    if any(not is_baseline(test, asked) for tests in by_audit for test in reversed(tests)):
        return True
    by_evidence, _ = of_evidence(asked.rows, asked.as_of)
    if any(not is_baseline(test, asked) for test in by_evidence):
        return True
    since = max(asked.first_publication or date.min, asked.earliest_effect or date.min)
    return any(day >= since for day in failed(since).values())


def last_found_embedded(
    asked: Asked, made: Sequence[Test], failed: Callable[[date], Mapping[str, date]]
) -> bool:
    """Whether the last test of practice found it embedded; a later case counts as a failed one.

    `failed` gives the later cases that stand on a day or after it; it is asked only where they
    decide it.
    """
    if not made:
        return False
    latest = max(map(_day, made))
    if max([test for test in made if test.day == latest], key=in_order).outcome != "embedded":
        return False
    later = [
        Test(day, "not_embedded", "review", ref)
        for ref, day in failed(latest).items()
        if day >= latest
    ]
    return all(is_baseline(test, asked) for test in later)
