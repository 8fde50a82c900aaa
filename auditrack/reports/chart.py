"""A chart of a report as a value: aggregates only, told in words and figures as well."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from auditrack.reports.tables import Column, Table


class Series(msgspec.Struct, frozen=True):
    """One row of figures, a value for each category, None where there is none; `fill` is RRGGBB."""

    name: str
    values: Sequence[int | None]
    fill: str


class Chart(msgspec.Struct, frozen=True):
    """A chart to print with the table of its figures below.

    Attributes:
        caption: what it shows, in a sentence.
        alt: what somebody who cannot see it must know: its kind and what stands out.
        kind: "bars" lie, "columns" stand, "lines" run along the categories.
        categories: what the figures are counted by, in order.
        series: the figures, each row with its name. Counts and days only, never a record's text.
        counted_by: what a category is, as the heading of the table ("Agency", "Quarter").
        stacked: whether bars or columns stand upon each other.
        unit: what the figures count, beside the axis ("recommendations").
    """

    caption: str
    alt: str
    kind: Literal["bars", "columns", "lines"]
    categories: Sequence[str]
    series: Sequence[Series]
    counted_by: str
    stacked: bool = True
    unit: str = ""


def figures_of(chart: Chart) -> Table:
    """The figures of a chart as the table below it."""
    return Table(
        f"The figures of the chart: {chart.caption}",
        (
            Column(chart.counted_by, 4),
            *(Column(series.name, 2, numbers=True) for series in chart.series),
        ),
        [
            (category, *("" if one is None else f"{one:,}" for one in values))
            for category, *values in zip(
                chart.categories, *(series.values for series in chart.series), strict=True
            )
        ],
        together=len(chart.categories) <= 12,
    )
