"""A chart of a report as a value: aggregates only, told in words and figures as well."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from auditrack.reports.kit.tables import Column, Table


class Series(msgspec.Struct, frozen=True):
    """One row of figures, a value for each category, None where there is none; `fill` is RRGGBB."""

    name: str
    values: Sequence[int | None]
    fill: str


class Chart(msgspec.Struct, frozen=True):
    """A chart to print with the table of its figures below.

    Attributes:
        caption: what it shows, in a few words.
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


def holds_figures(chart: Chart) -> bool:
    """Whether there is anything to draw."""
    return any(value is not None for series in chart.series for value in series.values)


def drawn_part(chart: Chart, most: int) -> Chart:
    """The chart with as many categories as can be read: the first bars, else the last ones."""
    if len(chart.categories) <= most:
        return chart
    part = slice(most) if chart.kind == "bars" else slice(-most, None)
    return msgspec.structs.replace(
        chart,
        categories=chart.categories[part],
        series=[
            msgspec.structs.replace(series, values=series.values[part]) for series in chart.series
        ],
    )


def cut_in_words(chart: Chart, drawn: Chart) -> str:
    """What to say below a chart that shows a part only."""
    which = "first" if chart.kind == "bars" else "last"
    return (
        f"The chart shows the {which} {len(drawn.categories)} of {len(chart.categories)}; the "
        "table below it holds the figures of all."
    )


def figures_of(chart: Chart, figure: str = "") -> Table:
    """The figures of a chart as the table below it; `figure` is what it is called there."""
    longest = max(map(len, (chart.counted_by, *chart.categories)))
    return Table(
        f"The figures of {figure or 'the chart'}: {chart.caption}",
        (
            Column(chart.counted_by, min(30, max(10, longest))),
            # As wide as its heading's longest word, which should not be broken.
            *(
                Column(series.name, min(16, max(8, *map(len, series.name.split()), 0) + 1), True)
                for series in chart.series
            ),
        ),
        [
            (category, *("" if one is None else f"{one:,}" for one in values))
            for category, *values in zip(
                chart.categories, *(series.values for series in chart.series), strict=True
            )
        ],
        together=len(chart.categories) <= 12,
        name=chart.caption,
    )
