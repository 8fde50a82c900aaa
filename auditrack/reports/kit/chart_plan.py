"""How large a chart must be for its words to be read at 12 points, and how its axis counts.

Lengths are in centimetres of A4; those of letters are of Arial at 12 points, rounded up.
"""

from collections.abc import Sequence

import msgspec

from auditrack.reports.kit.chart import Chart
from auditrack.reports.kit.clean import on_one_line

MOST_BARS = 40
"""The most categories that are drawn."""

_LETTER, _FIGURE, _LINE = 0.215, 0.24, 0.45
_THIN_BAR, _THIN_COLUMN = 0.46, 0.32
_KEY = 1.0  # a key of the legend and the space beside it
_BESIDE = 2.5  # a heading and the caption on the same page
_TOP, _RIGHT = 0.25, 0.6
_TICKS, _TITLE, _LEGEND_LINE = 0.75, 0.75, 0.7
_LEAST_MARGIN = 0.35
_COLUMNS_HIGH = 7.5  # the plot of columns and lines
_MOST_STEPS = 6
_LONGEST_LABEL = {"bars": 26, "columns": 24, "lines": 24}


class Plan(msgspec.Struct, frozen=True):
    """A chart's measures.

    Attributes:
        width, height: of the whole, in centimetres.
        names: the categories as they stand beside the axis, each different.
        inner: left, top, width and height of the plot within the whole, as parts of 1; None where
            Word finds it better.
        upended: whether the names of the categories stand upright.
        least, most, step: where the axis of figures begins, ends, and what it counts by.
        labelled: for each series, whether the figure of each category has room to stand beside it.
    """

    width: float
    height: float
    names: tuple[str, ...]
    inner: tuple[float, float, float, float] | None
    upended: bool
    least: int
    most: int
    step: int
    labelled: tuple[tuple[bool, ...], ...]


def most_categories(chart: Chart, width: float, height: float) -> int:
    """How many categories can be read on a page with this room."""
    if chart.kind == "bars":
        room = (height - _BESIDE - _TOP - _below(chart, width)) / _thinnest(chart)
    else:
        room = (width - 2.5) / max(_LINE, _side_by_side(chart) * _THIN_COLUMN + 0.2)
    return max(1, min(MOST_BARS, int(room)))


def plan_of(chart: Chart, width: float, height: float) -> Plan:
    """The measures of a chart whose categories all have room (`most_categories`)."""
    return _bars(chart, width, height) if chart.kind == "bars" else _columns(chart, width, height)


def is_stacked(chart: Chart) -> bool:
    """Whether its bars or columns stand upon each other; one series alone has none to stand on."""
    return chart.stacked and chart.kind != "lines" and len(chart.series) > 1


def _bars(chart: Chart, width: float, height: float) -> Plan:
    count, below, thinnest = len(chart.categories), _below(chart, width), _thinnest(chart)
    room = height - _BESIDE - _TOP - below
    longest = _LONGEST_LABEL["bars"]
    is_long = any(len(on_one_line(name)) > longest for name in chart.categories)
    lines = 2 if is_long and count * max(2.3 * _LINE, thinnest) <= room else 1
    names = _shown(chart.categories, longest * lines)
    per = min(room / count, max(thinnest + 0.3, (lines + 0.4) * _LINE))
    left = min(0.45 * width, min(longest, max(map(len, names))) * _LETTER + 1)
    plot, whole = width - left - _RIGHT, _TOP + count * per + below
    least, most, step = _axis(chart)
    return Plan(
        width=width,
        height=whole,
        names=names,
        inner=(left / width, _TOP / whole, plot / width, count * per / whole),
        upended=False,
        least=least,
        most=most,
        step=step,
        labelled=_labelled(chart, plot / (most - least), per),
    )


def _columns(chart: Chart, width: float, height: float) -> Plan:
    names = _shown(chart.categories, _LONGEST_LABEL[chart.kind])
    longest = max(map(len, names)) * _LETTER
    per = (width - 2.5) / len(names)
    words = max(len(word) for name in names for word in name.split()) * _LETTER
    lines = 1 if longest + 0.2 <= per else 2
    upended = lines == 2 and (words + 0.2 > per or longest > 1.7 * per)
    least, most, step = _axis(chart)
    wanted = _COLUMNS_HIGH + _below(chart, width) + (longest if upended else (lines - 1) * _LINE)
    return Plan(
        width=width,
        height=min(height - _BESIDE, wanted),
        names=names,
        inner=None,
        upended=upended,
        least=least,
        most=most,
        step=step,
        labelled=_labelled(
            chart, _COLUMNS_HIGH / (most - least), per / (1.5 * _side_by_side(chart))
        ),
    )


def _labelled(chart: Chart, one: float, beside: float) -> tuple[tuple[bool, ...], ...]:
    """Which figures have room: `one` is how long a bar for 1 is, `beside` how wide a column."""

    def fits(value: int | None) -> bool:
        if value is None:
            return False
        letters = len(f"{value:,}") * _FIGURE
        along = abs(value) * one
        if chart.kind == "lines":
            return len(chart.series) == 1 and letters <= beside
        if chart.kind == "bars":
            return not is_stacked(chart) or along >= letters + 0.2
        return letters <= beside and (not is_stacked(chart) or along >= _LINE + 0.1)

    return tuple(tuple(map(fits, series.values)) for series in chart.series)


def _axis(chart: Chart) -> tuple[int, int, int]:
    """Where the axis of figures begins and ends, and its step: whole numbers, few of them."""
    if is_stacked(chart):
        columns = zip(*(series.values for series in chart.series), strict=True)
        known = [[value for value in column if value is not None] for column in columns]
        highest = max((sum(v for v in column if v > 0) for column in known), default=0)
        lowest = min((sum(v for v in column if v < 0) for column in known), default=0)
    else:
        flat = [v for series in chart.series for v in series.values if v is not None]
        highest, lowest = max([0, *flat]), min([0, *flat])
    span, step = max(1, highest - lowest), 1
    while span / step > _MOST_STEPS:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    top = -(-highest // step) * step
    if not is_stacked(chart) and top - highest < 0.4 * step:
        top += step  # room for the figure at the end of the longest
    bottom = lowest // step * step
    return bottom, max(top, bottom + step), step


def _shown(names: Sequence[str], most: int) -> tuple[str, ...]:
    """The names on one line each, shortened in their middle, and still each different."""
    shown: list[str] = []
    for name in names:
        plain = on_one_line(name) or "no name"
        short, number = _shortened(plain, most), 1
        while short in shown:
            number += 1
            ending = f" ({number})"
            short = _shortened(plain, most - len(ending)) + ending
        shown.append(short)
    return tuple(shown)


def _shortened(name: str, most: int) -> str:
    """The beginning and the end of a name: what tells bodies of one place apart is the end."""
    if len(name) <= most:
        return name
    start, end = name[: most - most // 3 - 3], name[-(most // 3) :]
    if " " in start:
        start = start.rsplit(maxsplit=1)[0]
    if " " in end:
        end = end.split(maxsplit=1)[-1]
    return f"{start.rstrip(' ,;')} … {end.lstrip()}"


def _side_by_side(chart: Chart) -> int:
    return 1 if is_stacked(chart) or chart.kind == "lines" else len(chart.series)


def _thinnest(chart: Chart) -> float:
    """What a category of a bar chart needs at least."""
    beside = _side_by_side(chart)
    return _LINE if beside == 1 else beside * _THIN_BAR + 0.15


def _below(chart: Chart, width: float) -> float:
    """What stands below the plot: the axis, what it counts, the legend."""
    legend = 0.0
    if len(chart.series) > 1:
        letters = sum(_KEY + len(one.name) * _LETTER for one in chart.series)
        legend = _LEGEND_LINE * (int(letters / width) + 1)
    return _TICKS + (_TITLE if chart.unit else 0) + legend + _LEAST_MARGIN
