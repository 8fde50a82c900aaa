"""What cannot be, or says two things: circles, backward periods, dates that are none, lost records.

Entry refuses all of these. They come with records that another program wrote past every rule, and
are told here so that nobody has to find them in a position.
"""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from auditrack.analysis.checks.rows import Checked, Gap
from auditrack.model.dates import BackwardsError, DateError, data_string, in_words, strict_interval
from auditrack.model.text import one_line

_CIRCLES = {
    "ask": (
        "goes on in",
        "so none of them counts as open; taking back the link that should not stand would clear it",
    ),
    "review": (
        "is superseded by",
        "so each keeps its own case; making the one that stands active again would clear it",
    ),
    "agency": (
        "is followed by",
        "so each keeps its own plan; saying anew who follows whom would clear it",
    ),
    "theme": (
        "is merged into",
        "so each stands alone; merging one of them into the theme that stands would clear it",
    ),
    "parent": ("has above it", "and no theme stands above itself; another parent would clear it"),
    "link": ("is linked to", "and no record stands beside itself; taking it back would clear it"),
}
"""Per kind of circle: what leads from one record to the next, and what it means."""

_LONGEST = 40


def unreadable_record(checked: Checked) -> list[Gap]:
    """Records that are none: they are left out of whatever is judged."""
    return [
        Gap(
            "unreadable-record",
            row.ref,
            f"{row.problem}, so it is left out of every list, count and position; correcting it, "
            "or withdrawing it with a reason, would clear this",
        )
        for row in checked.unfit
    ]


def circle(checked: Checked) -> list[Gap]:
    """Records that go on in each other, so that none is the last; each circle is told once."""
    graphs: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in checked.nexts:
        graphs[row.kind][row.ref].append(row.to)
    gaps = []
    for kind, graph in graphs.items():
        leads_to, means = _CIRCLES[kind]
        for path in circles(graph):
            first, *rest = path
            if not rest:
                said = f"{leads_to} itself"
            else:
                steps = [f"{leads_to} {rest[0]}"]
                steps += [f"{a} in turn {leads_to} {b}" for a, b in itertools.pairwise(rest)]
                said = f"{', '.join(steps)}, and {rest[-1]} {leads_to} {first} again"
            gaps.append(Gap("circle", first, f"{said}, {means}"))
    return gaps


def circles(graph: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """One way round for each knot of records that lead to each other, in order of entry.

    A knot is a strongly connected part of the graph; its way round is a shortest one from the
    record of it that was entered first.
    """
    back: dict[str, list[str]] = defaultdict(list)
    for here, following in graph.items():
        for one in following:
            back[one].append(here)
    both = _ends_taken_off(graph, back)
    found = []
    done: set[str] = set()
    for start in graph:
        if start in both and start not in done and (path := _way_back(graph, start)):
            found.append(path)
            done |= _reached(graph, start) & _reached(back, start)
    return found


def _ends_taken_off(
    graph: Mapping[str, Sequence[str]], back: Mapping[str, Sequence[str]]
) -> set[str]:
    """The records between which a circle may lie: most often none, and then nothing is walked."""
    left = {*graph, *back}
    for ahead, behind in ((graph, back), (back, graph)):
        ways = {one: sum(other in left for other in ahead.get(one, ())) for one in left}
        ends = [one for one, number in ways.items() if not number]
        for end in ends:  # it grows while it is walked
            left.discard(end)
            for one in behind.get(end, ()):
                if one in left:
                    ways[one] -= 1
                    if not ways[one]:
                        ends.append(one)
    return left


def _way_back(graph: Mapping[str, Sequence[str]], start: str) -> tuple[str, ...]:
    """A shortest way from a record back to itself, without its end; empty where there is none."""
    came_from: dict[str, str] = {}
    ahead = [start]
    for here in ahead:  # it grows while it is walked
        for following in graph.get(here, ()):
            if following == start:
                path = [here]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return tuple(reversed(path))
            if following not in came_from:
                came_from[following] = here
                ahead.append(following)
    return ()


def _reached(graph: Mapping[str, Sequence[str]], start: str) -> set[str]:
    met, ahead = {start}, [start]
    for here in ahead:  # it grows while it is walked
        for following in graph.get(here, ()):
            if following not in met:
                met.add(following)
                ahead.append(following)
    return met


def backwards(checked: Checked) -> list[Gap]:
    """Periods that end before they start: which end is wrong, nobody can tell."""
    gaps = [
        Gap(
            "backwards",
            row.ref,
            f"{row.what} runs from {in_words(data_string(row.start))} to "
            f"{in_words(data_string(row.end))}, backwards, so it counts as not known; "
            "correcting either date would clear it",
        )
        for row in checked.periods
        if row.start.earliest > row.end.latest
    ]
    return gaps + [
        Gap(
            "backwards",
            row.ref,
            f"{row.what}, {_quoted(row.value)}, runs backwards, so it counts as not known; "
            "correcting it would clear this",
        )
        for row in checked.dates
        if _problem(row.value) == "backwards"
    ]


def unreadable_date(checked: Checked) -> list[Gap]:
    """Dates that are none: they count as not known."""
    return [
        Gap(
            "unreadable-date",
            row.ref,
            f"{row.what}, {_quoted(row.value)}, is no date, so it counts as not known; "
            "giving it anew, or none, would clear this",
        )
        for row in checked.dates
        if _problem(row.value) == "unreadable"
    ]


def _problem(value: object) -> str:
    if value is not None and not isinstance(value, str):
        return "unreadable"
    try:
        strict_interval(value)
    except BackwardsError:
        return "backwards"
    except DateError:
        return "unreadable"
    return ""


def dangling(checked: Checked) -> list[Gap]:
    """Records that name one which is not on record, and those that serve nothing at all."""
    gaps = [
        Gap(
            "dangling",
            row.ref,
            f"{row.what}, {_quoted(row.to)}, is not on record; naming another, or withdrawing "
            f"{row.ref} with a reason, would clear it",
        )
        for row in checked.pointers
    ]
    return gaps + [
        Gap(
            "dangling",
            ref,
            "serves no record, so it counts for nothing; saying what it serves, or withdrawing it "
            "with a reason, would clear it",
        )
        for ref in checked.serving_nothing
    ]


def contradiction(checked: Checked) -> list[Gap]:
    """Two asks that somebody said contradict each other, and that both stand."""
    return [
        Gap(
            "contradiction",
            row.ref,
            f"was said to contradict {row.other}, and both stand: which of them holds? Superseding "
            "or declining the other, or taking the link back, would clear it",
        )
        for row in checked.contradictions
    ]


def does_not_balance(checked: Checked) -> list[Gap]:
    """Figures of the board's year that do not add up, or that the list does not bear out."""
    row = checked.balance
    if row is None:
        return []
    figures = row.figures
    period = f"{_day(row.since)} to {_day(row.until)}"
    gaps = []
    if not figures.balances:
        came = (
            f"{figures.opening} at the start, {figures.new} new, {figures.entered_late} entered "
            f"late and {figures.reopened} re-opened"
        )
        went = (
            f"{figures.closing} at the end, {figures.closed} closed, {figures.withdrawn} withdrawn "
            f"and {figures.superseded} superseded"
        )
        gaps.append(
            f"of {period} {came} are not as many as {went}; the history of the period says which "
            "record is counted twice or left out"
        )
    if figures.closing != row.listed:
        gaps.append(
            f"of {period} {figures.closing} open recommendations are counted at the end, and the "
            f"list shows {row.listed}; the history of the period says which is counted in one only"
        )
    return [Gap("does-not-balance", row.ref, said) for said in gaps]


def _day(day: object) -> str:
    return in_words(str(day))


def _quoted(value: object) -> str:
    text = one_line(str(value))
    return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'
