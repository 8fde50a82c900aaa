"""The audit plan of a board's year: made, planned, promised and proposed, month by month.

What is proposed is nobody's plan yet, so it is counted apart, and a theme that is only proposed is
among those that would stay untested at the year's end. Nothing is written.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from auditrack.analysis.position import Position
from auditrack.model.change import Refusal, RefusedError
from auditrack.model.dates import in_words, interval
from auditrack.views.audit_due import why_test
from auditrack.views.audit_plan import planned_audits, proposed_tests
from auditrack.views.board import lead_title
from auditrack.views.facts import Facts
from auditrack.views.needs import promised_tests
from auditrack.views.positions import positions_of
from auditrack.views.retests import retests
from auditrack.views.seen import standing
from auditrack.views.wording import counted

Document = Mapping[str, Any]

STATES = {
    "made": "made",
    "planned": "planned",
    "promised": "next test",
    "falls-due": "re-test due",
    "proposed": "proposed",
}
"""What each line is called: a test made or planned, a day that an audit or a rule named, or none.

`falls-due` and `proposed` are not planned by anybody.
"""

_SEVERAL = {"promised": "next tests", "falls-due": "re-tests due"}
_SET = ("planned", "promised")
_QUARTER = 3


@dataclass(frozen=True)
class YearLine:
    """One test of the year. `ref` is the audit or, where there is none, the theme.

    `day` is the last possible day of the date, None where it has none; `is_late`: it has passed,
    and no test since is on record. `lead` is who is to make it, a reference or as typed.
    """

    state: str
    ref: str
    day: date | None
    on_record: str
    what: str
    themes: tuple[str, ...]
    lead: str
    lead_title: str
    is_late: bool = False

    @property
    def said(self) -> str:
        """How it stands, in words."""
        return f"{STATES[self.state]}, late" if self.is_late else STATES[self.state]

    def to_json(self) -> dict[str, Any]:
        """The line under stable keys."""
        return {
            "state": self.state,
            "ref": self.ref,
            "date": self.on_record or None,
            "late": self.is_late,
            "what": self.what,
            "themes": list(self.themes),
            "lead": self.lead or None,
            "lead_title": self.lead_title,
        }


@dataclass(frozen=True)
class Load:
    """What one lead is to test in the year; `vacant`: nobody holds that lead."""

    lead: str
    title: str
    counts: tuple[tuple[str, int], ...]
    vacant: bool

    def describe(self) -> str:
        """In words: "2 planned, 1 next test, 3 proposed"."""
        said = counted_states(dict(self.counts))
        return f"{said}; the lead is vacant" if self.vacant else said


@dataclass(frozen=True)
class AuditYear:
    """The plan of one year, in order of day; lines without a day last.

    `untested` are themes, by id and name, that no test of practice would have looked at by the end
    of the year, `again` those whose last test would need another by then: unless more is planned.
    """

    first: date
    last: date
    as_at: date
    lines: tuple[YearLine, ...]
    loads: tuple[Load, ...]
    untested: tuple[tuple[str, str], ...]
    again: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The year as boards write it: "2026/27", or "2026" where it is the calendar's."""
        if self.first.year == self.last.year:
            return str(self.first.year)
        return f"{self.first.year}/{self.last.year % 100:02}"

    @property
    def months(self) -> tuple[tuple[str, tuple[YearLine, ...]], ...]:
        """The lines of each month that has any, under its name; what has no day comes last.

        What was set for a day before the year stands under a heading of its own.
        """
        found: dict[str, list[YearLine]] = {}
        for line in self.lines:
            found.setdefault(self.month_of(line), []).append(line)
        return tuple((month, tuple(lines)) for month, lines in found.items())

    def month_of(self, line: YearLine) -> str:
        """Under which heading a line stands."""
        if line.day is None:
            return "No day set"
        return "From before" if line.day < self.first else in_words(line.day.isoformat()[:7])

    @property
    def quarters(self) -> tuple[tuple[str, Mapping[str, int]], ...]:
        """How many tests of each state every quarter of the year holds, in words and in order."""
        found = []
        for number in range(4):
            start = _months_on(self.first, number * _QUARTER)
            end = min(
                _months_on(self.first, (number + 1) * _QUARTER) - timedelta(days=1), self.last
            )
            counts = Counter(
                line.state for line in self.lines if line.day and start <= line.day <= end
            )
            said = in_words(f"{start.isoformat()[:7]}..{end.isoformat()[:7]}")
            found.append((said.removeprefix("from "), counts))
        return tuple(found)

    def count(self, *states: str) -> int:
        """How many lines are in one of these states."""
        return sum(line.state in states for line in self.lines)

    @property
    def late(self) -> int:
        """How many were set for a day that has passed."""
        return sum(line.is_late for line in self.lines)

    @property
    def briefly(self) -> str:
        """How many of each: "3 made, 2 planned, 8 next tests, 1 proposed; 2 late"."""
        said = counted_states(Counter(line.state for line in self.lines))
        return f"{said}; {self.late} late" if self.late else said

    def describe(self) -> str:
        """The year in a sentence."""
        late = self.late
        more = self.count("falls-due", "proposed")
        return (
            f"{self.name}: {self.count('made')} made, {self.count('planned')} planned, "
            f"{counted(self.count('promised'), 'next test')} named"
            + (f", {late} of them late" if late else "")
            + (f"; {more} more proposed, which nobody has planned" if more else "")
            + "."
        )

    def to_json(self) -> dict[str, Any]:
        """The plan under stable keys."""
        return {
            "year": self.name,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "as_at": self.as_at.isoformat(),
            "tests": [line.to_json() for line in self.lines],
            "quarters": [
                {"quarter": said, **{state: counts.get(state, 0) for state in STATES}}
                for said, counts in self.quarters
            ],
            "loads": [
                {
                    "lead": load.lead or None,
                    "title": load.title,
                    "vacant": load.vacant,
                    **dict(load.counts),
                }
                for load in self.loads
            ],
            "untested": [{"theme": theme, "name": name} for theme, name in self.untested],
            "again": [{"theme": theme, "name": name} for theme, name in self.again],
        }


def counted_states(counts: Mapping[str, int]) -> str:
    """How many tests of each state, in words; "nothing" where there is none."""
    found = (
        f"{many} {_SEVERAL.get(state, said) if many > 1 else said}"
        for state, said in STATES.items()
        if (many := counts.get(state, 0))
    )
    return ", ".join(found) or "nothing"


def year_meant(facts: Facts, typed: str) -> date:
    """The first day of the board's year that is meant: this, next, last, 2026 or 2026/27.

    Raises:
        RefusedError: it names no year (`bad-value`).
    """
    wanted = " ".join(typed.casefold().split())
    first, last = facts.settings.year_of(facts.as_at)
    if wanted in ("this", "this year", ""):
        return first
    if wanted in ("next", "next year"):
        return last + timedelta(days=1)
    if wanted in ("last", "last year"):
        return facts.settings.year_of(first - timedelta(days=1))[0]
    begins, _, ends = wanted.replace("-", "/").partition("/")
    if begins.isascii() and begins.isdecimal() and len(begins) == 4 and 1900 <= int(begins) <= 2199:
        begun = _year_beginning(facts, int(begins))
        of_year = facts.settings.year_of(begun)[1].year
        if not ends or (ends.isdecimal() and int(ends) in (of_year, of_year % 100)):
            return begun
    raise RefusedError(
        Refusal(
            "bad-value",
            f'"{typed[:40]}" is no year of the board.',
            todo="Name the year in which it begins, as in 2026 or 2026/27, or say this or next.",
        )
    )


def audit_year(facts: Facts, within: date) -> AuditYear:
    """The audit plan of the board's year that a day lies in, as seen on the facts' own day."""
    first, last = facts.settings.year_of(within)
    found = list(_lines(facts, first, last))
    found.sort(key=lambda line: (line.day is None, line.day or date.max, line.ref))
    untested, again = _left_over(facts, last)
    return AuditYear(first, last, facts.as_at, tuple(found), _loads(facts, found), untested, again)


def _lines(facts: Facts, first: date, last: date) -> Iterator[YearLine]:
    is_now = first <= facts.as_at <= last
    for audit in standing(facts.records, facts.records.select("audits"), facts.as_at):
        day = _last_day(audit.get("date"))
        if audit.get("status", "done") == "done" and day is not None and first <= day <= last:
            yield _of_audit(facts, audit, "made", audit.get("date"))
    planned = {str(audit["ref"]) for audit in planned_audits(facts)}
    for test in promised_tests(facts):
        audit = facts.records.get("audits", test.ref) or {}
        state = "planned" if test.ref in planned else "promised"
        when = audit.get("date" if state == "planned" else "next")
        day = _last_day(when)
        # What is late, or has no day, is still to be made: it weighs on the year that runs.
        if (day is not None and first <= day <= last) or (is_now and (day is None or day < first)):
            yield _of_audit(facts, audit, state, when)
    proposed: set[str] = set()
    for one in proposed_tests(facts):
        day = _last_day(one.date)
        if one.kind == "promised":
            continue  # it stands there already, as late
        proposed.update(one.themes)
        if day is not None and first <= day <= last:
            yield YearLine(
                "proposed",
                one.reference,
                day,
                one.date,
                f"{one.called}: {one.question}",
                one.themes,
                one.plan.by,
                lead_title(facts.records, one.plan.by) if one.plan.by else "",
            )
    for position, _, due in retests(facts):
        if position.theme not in proposed and first <= due <= last:
            yield YearLine(
                "falls-due",
                position.theme,
                due,
                due.isoformat(),
                f"{position.name}: found embedded, and tested again by then",
                (position.theme,),
                "",
                "",
            )


def _of_audit(facts: Facts, audit: Document, state: str, when: str | None) -> YearLine:
    day, by = _last_day(when), str(audit.get("by") or "")
    themes = facts.tested_by(audit)
    called = ", ".join(facts.theming.names(themes))
    return YearLine(
        state,
        str(audit["ref"]),
        day,
        str(when or ""),
        str(audit.get("question") or called or audit["ref"]),
        themes,
        by,
        lead_title(facts.records, by) if by else "",
        is_late=state in _SET and day is not None and day < facts.as_at,
    )


def _left_over(
    facts: Facts, last: date
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Themes that would be untested, and those to be tested again, at the end of a year.

    They are judged as they would stand then if nothing else were done; what is planned or promised
    by then is taken to be made.
    """
    if last < facts.as_at:
        return (), ()  # it is over: what stands untested now is told by the year that runs
    ends = facts.on(last)
    covered: set[str] = set()
    for test in promised_tests(facts):
        audit = facts.records.get("audits", test.ref) or {}
        of_practice = audit.get("looked_at", "practice") == "practice"
        if of_practice and (test.due is None or test.due.latest <= last):
            covered.update(facts.tested_by(audit))
    untested: list[Position] = []
    again: list[Position] = []
    for one in positions_of(ends):
        kind = why_test(one, ends.as_at)
        if kind is not None and one.theme not in covered:
            (untested if kind == "untested" else again).append(one)
    return _named(untested), _named(again)


def _named(found: list[Position]) -> tuple[tuple[str, str], ...]:
    return tuple((one.theme, one.name) for one in found)


def _loads(facts: Facts, lines: list[YearLine]) -> tuple[Load, ...]:
    """What each lead is to test, the most first; tests that were made are no load."""
    found: dict[str, Counter[str]] = {}
    titles: dict[str, str] = {}
    for line in lines:
        if line.state != "made":
            found.setdefault(line.lead, Counter())[line.state] += 1
            titles[line.lead] = line.lead_title or "nobody named"
    order = list(STATES)
    return tuple(
        Load(
            lead,
            titles[lead],
            tuple(sorted(counts.items(), key=lambda one: order.index(one[0]))),
            bool((facts.records.get("leads", lead) or {}).get("vacant_since")),
        )
        for lead, counts in sorted(
            found.items(), key=lambda one: (one[0] == "", -one[1].total(), titles[one[0]])
        )
    )


def _last_day(when: str | None) -> date | None:
    days = interval(when)
    return days.last if days is not None else None


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    return date(day.year + year, month + 1, day.day)


def _year_beginning(facts: Facts, year: int) -> date:
    """The first day of the board's year that begins in a year of the calendar."""
    return facts.settings.year_of(date(year, 12, 31))[0]
