"""What stands on each page in reading order, and where its own column ends."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from auditrack.intake.pdf.grids import Table, tables_of
from auditrack.intake.pdf.gutters import walk
from auditrack.intake.pdf.layout import Run, Setting
from auditrack.intake.pdf.lines import Line
from auditrack.intake.pdf.sheets import Sheet
from auditrack.intake.wrapping import unfinished

_SURE = 3

Item = Line | Table


def on_page(sheet: Sheet, lines: list[Line], leading: Mapping[int, float]) -> list[Run | Table]:
    """The runs of lines and the tables of a page, in the order in which they are read."""
    tables, rest = tables_of(sheet, lines)
    setting = Setting(sheet.page, sheet.lying, leading)
    return _ordered(rest, sorted(tables, key=lambda table: table.top), setting)


def _ordered(lines: list[Line], tables: list[Table], setting: Setting) -> list[Run | Table]:
    for table in tables:
        place = _beside(table, lines, tables)
        if place is not None:
            return _in_halves(place, table, lines, tables, setting)
    found: list[Run | Table] = []
    for table in tables:
        above = [line for line in lines if line.y < table.bottom]
        lines = [line for line in lines if line.y >= table.bottom]
        found += walk(above, setting)
        found.append(table)
    return found + walk(lines, setting)


def _span(item: Item) -> tuple[float, float]:
    return (item.edges[0], item.edges[-1]) if isinstance(item, Table) else (item.x0, item.x1)


def _beside(table: Table, lines: Sequence[Line], tables: Sequence[Table]) -> float | None:
    """The x that parts a table from what stands beside it, None where it stands by itself."""
    left, right = _span(table)
    items: list[Item] = [*lines, *tables]
    near = [
        _span(item)
        for item in items
        if item is not table and item.top < table.bottom - 2 and item.bottom > table.top + 2
    ]
    after = [start for start, _ in near if start >= right - 1]
    before = [end for _, end in near if end <= left + 1]
    if len(after) + len(before) != len(near) or not near:
        return None
    return (right + min(after)) / 2 if after else (max(before) + left) / 2


def _in_halves(
    place: float, table: Table, lines: list[Line], tables: list[Table], setting: Setting
) -> list[Run | Table]:
    """A page whose columns hold tables: what is left of `place` is read before what is right."""
    items: list[Item] = [*lines, *tables]
    across = [item for item in items if _span(item)[0] < place < _span(item)[1]]
    top = max((item.bottom for item in across if item.bottom <= table.top + 2), default=-1.0)
    bottom = min((item.top for item in across if item.top >= table.bottom - 2), default=1e9)
    groups: list[tuple[list[Line], list[Table]]] = [([], []) for _ in range(4)]
    for item in items:
        middle = (item.top + item.bottom) / 2
        if middle <= top:
            group = groups[0]
        elif middle >= bottom:
            group = groups[3]
        else:
            group = groups[1] if sum(_span(item)) / 2 < place else groups[2]
        if isinstance(item, Table):
            group[1].append(item)
        else:
            group[0].append(item)
    found: list[Run | Table] = []
    for number, (some, its) in enumerate(groups):
        part = _ordered(some, its, setting)
        if number in (1, 2):
            ends = [line.x1 for line in some] + [one.edges[-1] for one in its]
            for run in part:
                if isinstance(run, Run) and run.right is None:
                    run.right = max(ends)
        found += part
    return found


def right_edges(
    sheets: Sequence[Sheet], content: Sequence[Sequence[Run | Table]]
) -> dict[int, float]:
    """The x at which the lines of each page's own column end, at the least its document's."""
    ends: dict[int, float] = {}
    for sheet, found in zip(sheets, content, strict=True):
        runs = [part.lines for part in found if isinstance(part, Run) and part.right is None]
        # A line that goes on below in small letters reached the edge; a date on the right did not.
        wrapped = [
            line.x1
            for lines in runs
            for line, after in pairwise(lines)
            if after.words[0].text[:1].islower() and unfinished(line.text)
        ]
        every = [line.x1 for lines in runs for line in lines]
        every += [part.bounds[-1][1] for part in found if isinstance(part, Table)]
        if every:
            ends[sheet.page] = max(wrapped) if len(wrapped) >= _SURE else max(every)
    usual: dict[int, float] = {}
    for width in {round(sheet.width) for sheet in sheets}:
        same = [
            ends[sheet.page]
            for sheet in sheets
            if round(sheet.width) == width and sheet.page in ends
        ]
        if same:
            usual[width] = median(same)
    return {
        sheet.page: max(ends[sheet.page], usual[round(sheet.width)])
        for sheet in sheets
        if sheet.page in ends
    }
