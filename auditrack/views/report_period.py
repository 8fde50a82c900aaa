"""The period that a report covers, as a person names or types it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from auditrack.analysis.trends import quarters
from auditrack.model.change import Records
from auditrack.model.dates import BackwardsError, DateError, in_words, interval, parse_range
from auditrack.model.refs import slug
from auditrack.views.board import board_of

THIS_YEAR = "this-year"
"""The code of what a report covers where nobody says anything else."""

LAST_YEAR = "last-year"
"""The code of what a yearly report covers where nobody says anything else."""

ANNUAL = "annual"
"""The kind of report that covers a whole year."""


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """The days that a report covers. `code` and `name` are "" where they were typed."""

    since: date
    until: date
    code: str = ""
    name: str = ""

    def __str__(self) -> str:
        return in_words(self.as_data).removeprefix("from ")

    @property
    def as_data(self) -> str:
        """Both days as data: `2026-04-01..2026-09-30`."""
        return f"{self.since.isoformat()}..{self.until.isoformat()}"


NAMES: Mapping[str, str] = MappingProxyType(
    {
        THIS_YEAR: "this year so far",
        "this-quarter": "this quarter so far",
        "last-quarter": "the quarter before",
        "since-last": "since the last report",
    }
)
"""What the periods that have a name are called, by their codes."""

YEARS: Mapping[str, str] = MappingProxyType(
    {
        LAST_YEAR: "the board's year that ended last",
        "year-before": "the year before it",
        THIS_YEAR: NAMES[THIS_YEAR],
    }
)
"""The same for a report on a year."""


def named_periods(
    records: Records, kind: str, today: date, what: str | None = None
) -> tuple[ReportPeriod, ...]:
    """The periods that have a name: the board's year so far, quarters of it, since the last report.

    A report on a year has others: the years that ended.

    Args:
        records: where the board's year and the reports written are.
        kind: the kind of report, as exports call it.
        today: the day that ends what goes on.
        what: what the report is about, as exports have it: a subgroup by its title, an agency.
    """
    return tuple(_years(records, today) if kind == ANNUAL else _named(records, kind, today, what))


def _years(records: Records, today: date) -> Iterator[ReportPeriod]:
    board = board_of(records)
    now = board.year_of(today)[0]
    start = now
    for code in (LAST_YEAR, "year-before"):
        if start == date.min:
            break
        since, until = board.year_of(start - timedelta(days=1))
        yield _called(code, since, until)
        start = since
    yield _called(THIS_YEAR, now, today)


def _named(records: Records, kind: str, today: date, what: str | None) -> Iterator[ReportPeriod]:
    start = board_of(records).year_of(today)[0]
    yield _called(THIS_YEAR, start, today)
    before, now = quarters(today, start, 2)
    yield _called("this-quarter", now.since, now.until)
    yield _called("last-quarter", before.since, before.until)
    last = _last_day_reported(records, kind, what)
    if last is not None and last < date.max:
        yield _called("since-last", min(last + timedelta(days=1), today), today)


def _called(code: str, since: date, until: date) -> ReportPeriod:
    return ReportPeriod(since, until, code, NAMES.get(code) or YEARS[code])


def _last_day_reported(records: Records, kind: str, what: str | None) -> date | None:
    """The last day that any report of a kind about the same has covered."""
    covered = (
        interval(export.get("period"))
        for export in records.select("exports")
        if export.get("kind") == kind and export.get("what") == what
    )
    return max((one.last for one in covered if one is not None and one.last), default=None)


def period_meant(
    typed: str, records: Records, kind: str, today: date, what: str | None = None
) -> ReportPeriod:
    """The days meant by the code or the name of a period, or by dates as people type them.

    Args:
        typed: one of the codes or names of `named_periods`, or how one name begins; or a range, a
            month, a year or a day: "1 April to 30 September 2026", "2026-04..2026-06", "2025".
        records: as `named_periods` takes them.
        kind: the kind of report.
        today: the day that "today" means.
        what: as `named_periods` takes it.

    Raises:
        DateError: it is none, an end is open, or it runs backwards; its text is a sentence.
    """
    wanted = slug(typed)
    named = named_periods(records, kind, today, what)
    fitting = [one for one in named if wanted in (one.code, slug(one.name))] or [
        one for one in named if wanted and slug(one.name).startswith(wanted)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if wanted in ("since-last", slug(NAMES["since-last"])):
        raise DateError("No such report is on record yet, so there is no day to begin from.")
    start, end = parse_range(typed, today)
    first, last = interval(start), interval(end)
    if first is None or last is None or first.first is None or last.last is None:
        raise DateError("A report covers days from one to another: give both ends.")
    if first.first > last.last:
        raise BackwardsError("The period runs backwards: it ends before it starts.")
    return ReportPeriod(first.first, last.last)
