"""What tested each recommendation, for whoever looks at thousands that share their audits."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, partial

from auditrack.analysis.facts import RecommendationFact
from auditrack.analysis.practice import Asked, Test
from auditrack.analysis.recurrence import latest_practice
from auditrack.analysis.tests_made import (
    last_found_embedded,
    tests_in,
    tests_made,
    was_tested,
)
from auditrack.views.facts import Facts

Rows = tuple[RecommendationFact, ...]


class Tested:
    """The tests of practice of one state on a day; those of a theme are put together once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._tests: dict[str, Sequence[Test]] = {}

    def made(self, ref: str, asked: Asked) -> tuple[Test, ...]:
        """The tests that somebody made of a recommendation, in no order, none of the baseline."""
        return tests_made(asked, self._by_audit(ref))

    def is_embedded(self, ref: str, asked: Asked, made: Sequence[Test]) -> bool:
        """Whether the last of them found it embedded; a later case counts as a failed one."""
        return last_found_embedded(asked, made, partial(self._failed, ref, asked.rows))

    def is_tested(self, ref: str, asked: Asked) -> bool:
        """Whether anything tested it, a later case that failed its learning too."""
        return was_tested(asked, self._by_audit(ref), partial(self._failed, ref, asked.rows))

    def _by_audit(self, ref: str) -> list[Sequence[Test]]:
        """The tests by audits that name it, and those of each of its themes."""
        facts = self._facts
        named = tests_in(facts.audits.naming(ref), facts.as_at)
        return [named, *map(self._of_theme, facts.theming.of(ref))]

    def _of_theme(self, theme: str) -> Sequence[Test]:
        if theme not in self._tests:
            facts = self._facts
            self._tests[theme] = tests_in(facts.audits.testing(theme), facts.as_at)
        return self._tests[theme]

    def _failed(self, ref: str, rows: Rows, since: date) -> Mapping[str, date]:
        """The later cases that stand on a day or after it as failed tests of what it asks."""
        facts = self._facts
        failed: dict[str, date] = {}
        if self._latest_practice < since or not rows:
            return failed
        for theme in filter(facts.is_issue, facts.theming.of(ref)):
            compared = facts.compared(theme, rows[0].review)
            for case, day in compared.failures_of(rows, since).items():
                failed[case] = max(day, failed.get(case, day))
        return failed

    @cached_property
    def _latest_practice(self) -> date:
        """The last day at which any case could stand as one: most tests are later."""
        facts = self._facts
        return latest_practice(facts.board, facts.mentions_of_all())
