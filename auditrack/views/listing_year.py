"""The audit plan of a board's year as a list: tests by month, load per lead, what is left."""

from datetime import date

from auditrack.model.dates import in_words
from auditrack.views.audit_year import AuditYear, Load, YearLine, audit_year, year_meant
from auditrack.views.facts import Facts
from auditrack.views.listing import Column, Item, Listing

PLAN = "plan"
"""What a line offers that nobody has planned yet."""

_LOOKS = {"made": "quiet", "planned": "green"}


def this_year(facts: Facts) -> Listing:
    """The audit plan of the year that runs."""
    return _listing(facts, "audit-year", "this")


def next_year(facts: Facts) -> Listing:
    """The audit plan of the year after it."""
    return _listing(facts, "audit-next-year", "next")


def _listing(facts: Facts, noun: str, which: str) -> Listing:
    year = audit_year(facts, year_meant(facts, which))
    tests = [_test(year, line, place) for place, line in enumerate(year.lines)]
    others = [*map(_load, year.loads)]
    others += [_left(theme, name, "stays untested", year.last) for theme, name in year.untested]
    others += [_left(theme, name, "test again due", year.last) for theme, name in year.again]
    return Listing(
        noun,
        f"Audit plan of {year.name}",
        "test",
        "tests",
        (
            Column("When", 15),
            Column("How it stands", 18),
            Column("Who", 28, 100),
            Column("What", 0),
        ),
        (*tests, *others),
        f"Nothing is made, planned or proposed in {year.name}.",
        (
            ("month", lambda item: item.sort),
            ("how it stands", lambda item: (item.cells[1], item.sort)),
            ("who", lambda item: (item.cells[2].casefold(), item.sort)),
        ),
        note=year.briefly,
        beside=("line on load and what is left", "lines on load and what is left"),
    )


def _test(year: AuditYear, line: YearLine, place: int) -> Item:
    month = year.month_of(line)
    day = in_words(line.on_record) if line.on_record else month
    return Item(
        line.ref,
        "audit" if line.state in ("made", "planned", "promised") else "theme",
        (month, line.said, line.lead_title or "nobody named", line.what),
        "red" if line.is_late else _LOOKS.get(line.state, ""),
        more=f"{line.ref} {line.state} {' '.join(line.themes)}",
        sort=place,
        told=(f"{line.ref}, {line.said}: {day}", line.what),
        offers=PLAN if line.state == "proposed" else "",
    )


def _load(load: Load) -> Item:
    return Item(
        load.lead or "nobody",
        "lead" if load.lead else "",
        ("Load", "vacant !" if load.vacant else "", load.title, f"{load.title}: {load.describe()}"),
        "red" if load.vacant else "",
        sort=1_000_000,
        is_beside=True,
    )


def _left(theme: str, name: str, said: str, last: date) -> Item:
    told = f"{name}, by {in_words(last.isoformat())}, unless more is planned"
    return Item(
        theme,
        "theme",
        ("At the end", said, "", told),
        "amber" if said == "stays untested" else "",
        sort=1_000_001,
        is_beside=True,
    )
