"""`trends`: how the board's work goes over time."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from auditrack.cli import output
from auditrack.cli.door import Door, single, verb
from auditrack.cli.table import print_table

if TYPE_CHECKING:
    from auditrack.analysis.balance import Balance

app = single()


@verb(app, "trends", "Balance by quarter, ageing, time to first test, share tested.")
def trends(
    door: Door,
    quarters: Annotated[
        str | None,
        typer.Option("--quarters", help="How many quarters, 1 to 40 (default: 8).", metavar="N"),
    ] = None,
) -> None:
    """Show the balance and the ages by quarter, what was tested, and reviews beside their dates."""
    from auditrack.views import page_trends
    from auditrack.views.trends import MOST_QUARTERS, QUARTERS
    from auditrack.views.trends import trends as trends_at

    many = QUARTERS
    if quarters is not None:
        typed = quarters.strip()
        many = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0
    if not 1 <= many <= MOST_QUARTERS:
        door.refuse(
            "bad-number",
            f'"{quarters}" is no number of quarters.',
            f"Give --quarters a whole number from 1 to {MOST_QUARTERS}.",
        )
    found = trends_at(door.records, door.today, many)
    if door.json:
        output.print_json(found.to_json())
        return
    output.print_wrapped(page_trends.intro(found), "")
    _head("Balance of recommendations")
    print_table(
        (
            *("Quarter", "Open at start", "New", "Entered late", "Re-opened"),
            *("Closed", "Withdrawn", "Superseded", "At its end"),
        ),
        [
            (
                page_trends.quarter_name(one),
                *(str(number) for number in _left_to_right(one.balance)),
                f"{one.balance.closing} still open",
            )
            for one in found.quarters
        ],
    )
    _head("Age of the open ones at each quarter's end, since publication")
    print_table(
        (
            "Quarter",
            *(name.capitalize() for name in page_trends.AGE_NAMES.values()),
            "Together",
        ),
        [
            (
                page_trends.quarter_name(one),
                *(str(number) for number in one.ages.values()),
                f"{sum(one.ages.values())} still open",
            )
            for one in found.quarters
        ],
    )
    _head("From publication to the first test of practice")
    _print_said(page_trends.first_test_lines(found))
    _head("Share tested")
    _print_said(page_trends.tested_lines(found))
    output.print_wrapped(page_trends.TESTED_MEANS)
    _head(page_trends.REPORTED_TITLE)
    for sentence in page_trends.reported_sentences(found.reported):
        output.print_wrapped(sentence, "  ")
    _head("Milestones of reviews")
    for line in page_trends.review_lines(found):
        said = f"{line.ref}: {line.text}" if line.ref else line.text
        output.print_wrapped(said, "  ", hanging="      ")


def _left_to_right(balance: "Balance") -> tuple[int, ...]:
    """What there was and what came, then what went."""
    return (
        *(balance.opening, balance.new, balance.entered_late, balance.reopened),
        *(balance.closed, balance.withdrawn, balance.superseded),
    )


def _head(title: str) -> None:
    output.line()
    output.line(title)


def _print_said(lines: Iterable[tuple[str, str]]) -> None:
    for label, text in lines:
        output.print_wrapped(f"{label}: {text}", "  ", hanging="      ")
