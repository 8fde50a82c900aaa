"""The page of the trends: every figure in words first, some with a bar of signs behind it."""

from collections.abc import Iterable, Mapping

from auditrack.analysis.balance import Balance
from auditrack.analysis.trends import AGES, UNDATED, QuarterFigures, ReportedAndTested
from auditrack.model.dates import in_words
from auditrack.views.milestones import milestones_in_words
from auditrack.views.sheet import Line, Page, Section, section, sections, told
from auditrack.views.trends import Trends
from auditrack.views.wording import counted

_BAR = 30
_SIGN = "#"

AGE_NAMES = {**{key: said for key, said, _ in AGES}, UNDATED: "undated"}
"""What ages are called, by their keys."""

TESTED_MEANS = (
    "Tests are audits of practice and accepted evidence of it. A later review that raises it again "
    "is no test that anybody made; what it raised is not counted as embedded."
)
REPORTED_TITLE = "Reported and tested: for working papers only"
REPORTED_MEANS = (
    "A test speaks of the practice that it looked at. It does not say that what was reported was "
    "not done, and closing an action is no proof that practice changed."
)


def trends_page(trends: Trends) -> Page:
    """The trends as a page; a line of a review opens it."""
    return Page(
        ref="trends",
        kind="trends",
        heading="Trends",
        sections=sections(
            section("", Line(None, intro(trends))),
            _balance(trends.quarters),
            _ages(trends.quarters),
            _first_test(trends),
            _tested(trends),
            _reported(trends.reported),
            _reviews(trends),
        ),
    )


def intro(trends: Trends) -> str:
    """What the figures are of."""
    start = in_words(trends.year_start.isoformat()).rpartition(" ")[0]
    return (
        f"As at {in_words(trends.as_at.isoformat())}, in quarters of the board's year, which "
        f"starts on {start}."
    )


def quarter_name(one: QuarterFigures) -> str:
    """A quarter as people call it; the one that is not over says so."""
    return f"{one.quarter.name}{' so far' if one.quarter.so_far else ''}"


def balance_in_words(balance: Balance) -> str:
    """How the number of open recommendations came about, without what did not happen."""
    came = _those(
        (balance.new, "new"),
        (balance.entered_late, "entered late"),
        (balance.reopened, "re-opened"),
    )
    went = _those(
        (balance.closed, "closed"),
        (balance.withdrawn, "withdrawn"),
        (balance.superseded, "superseded"),
    )
    return f"{balance.opening:,} at its start; {came or 'none came'}; {went or 'none went'}"


def ages_in_words(ages: Mapping[str, int]) -> str:
    """How many were of which age, without the ages that none was of."""
    said = "; ".join(f"{AGE_NAMES[key]} {number:,}" for key, number in ages.items() if number)
    return said or "none open"


def _those(*found: tuple[int, str]) -> str:
    return ", ".join(f"{number:,} {said}" for number, said in found if number)


def first_test_lines(trends: Trends) -> Iterable[tuple[str, str]]:
    """How long it took until practice was first tested: labels and texts."""
    found = trends.first_test
    if found.tested:
        months = _number(found.median)
        noun = "month" if months == "1" else "months"
        yield "Median", f"{months} {noun}, of {counted(found.tested, 'recommendation')}"
        yield "Range", f"{found.least} to {counted(found.most or 0, 'month')}"
    yield "Never tested", counted(found.never, "live recommendation")
    if found.undated:
        yield "Tested, not dated", f"{found.undated:,} more, whose publication is not dated closely"


def tested_lines(trends: Trends) -> Iterable[tuple[str, str]]:
    """How many were tested, and embedded at the last test: labels and texts."""
    yield "Tested at least once", f"{trends.tested.tested}, of the live recommendations"
    yield "Embedded at last test", f"{trends.tested.embedded}, of those tested"


def reported_sentences(found: ReportedAndTested) -> Iterable[str]:
    """What was said to be done and what tests found since, or why that is not shown."""
    verb = "was" if found.said_done == 1 else "were"
    yield (
        f"{counted(found.said_done, 'live recommendation')} {verb} closed or said to be done at "
        f"some time. Tested while that stood: {found.tested_since:,}."
    )
    if found.undated:
        was = "was" if found.undated == 1 else "were"
        yield f"Of {found.undated:,} nobody said when that {was}, so no test counts as later."
    if found.refused:
        yield found.refused
    else:
        yield (
            f"{found.tests:,} tests: {found.embedded:,} found it embedded, {found.partly:,} partly "
            f"embedded, {found.not_embedded:,} not embedded."
        )
    yield REPORTED_MEANS


def review_lines(trends: Trends) -> Iterable[Line]:
    """Each review with a date arranged or due, or a reason for delay; and how many have none."""
    for one in trends.reviews:
        said = milestones_in_words(one)
        yield Line(one.ref, f"{one.title}. {said}" if one.title else said, one.ref)
    if trends.without_dates:
        verb = "has" if trends.without_dates == 1 else "have"
        yield Line(
            None,
            f"{counted(trends.without_dates, 'review')} {verb} no day arranged or due on record.",
        )


def _balance(found: tuple[QuarterFigures, ...]) -> Section | None:
    most = max(one.balance.closing for one in found)
    lines = []
    for one in reversed(found):
        closing = one.balance.closing
        lines.append(Line(quarter_name(one), _barred(closing, most, " open at its end")))
        lines.append(Line(None, balance_in_words(one.balance)))
    return section("Open recommendations by quarter", *lines)


def _ages(found: tuple[QuarterFigures, ...]) -> Section | None:
    ages = found[-1].ages
    most = max(ages.values())
    return section(
        "Age of the open ones, since publication",
        *(Line(AGE_NAMES[key].capitalize(), _barred(number, most)) for key, number in ages.items()),
        *(
            Line(
                f"End of {one.quarter.name}",
                ages_in_words(one.ages),
            )
            for one in reversed(found[:-1])
        ),
    )


def _first_test(trends: Trends) -> Section | None:
    lines = (told(label, text) for label, text in first_test_lines(trends))
    return section("From publication to the first test of practice", *lines)


def _tested(trends: Trends) -> Section | None:
    lines = (told(label, text) for label, text in tested_lines(trends))
    return section("Share tested", *lines, Line(None, TESTED_MEANS))


def _reported(found: ReportedAndTested) -> Section | None:
    return section(REPORTED_TITLE, *(Line(None, said) for said in reported_sentences(found)))


def _reviews(trends: Trends) -> Section | None:
    return section("Milestones of reviews", *review_lines(trends))


def _barred(number: int, most: int, of: str = "") -> str:
    """A number, and a bar that is as long as it is large; never without one where there is any."""
    signs = max(round(number * _BAR / most), 1) if number else 0
    return f"{number:,}{of} {_SIGN * signs}".rstrip()


def _number(value: float | None) -> str:
    return f"{value:g}"
