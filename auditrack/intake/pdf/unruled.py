"""Tables without rulings: rows begin where the white space, a ruling or the cells say so."""

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from statistics import median

from auditrack.intake.asks import is_ask
from auditrack.intake.columns import is_header
from auditrack.intake.labels import read_number
from auditrack.intake.pdf.grids import Table
from auditrack.intake.pdf.layout import Band, Region, Run, Setting, rowed
from auditrack.intake.pdf.lines import Line
from auditrack.intake.pdf.sheets import Ruling
from auditrack.intake.wrapping import unfinished

_REFERENCE = re.compile(r"\(?[A-Za-z]{0,4}\s?\d{1,3}(?:\.\d{1,3})*[a-z]?[.)]?")
_MOST_LEADING = 1.4
_APART = 1.25
_RULED = 2


def unruled_tables(region: Region, setting: Setting) -> list[Run | Table]:
    """The tables of a region, parted by the headings between them."""
    starts = [place for place in range(1, len(region.bands)) if _is_heading(region, place)]
    found: list[Run | Table] = []
    for start, end in pairwise([0, *starts, len(region.bands)]):
        bands = region.bands[start:end]
        if start in starts:
            found.append(Run(rowed(bands[0])))
            bands = bands[1:]
        if bands:
            found += _table(Region(bands, region.gaps), setting)
    return found


def _is_heading(region: Region, place: int) -> bool:
    """Whether a band is a line between tables, and not in the first column of one."""
    band = region.bands[place]
    line = band[0]
    if len(band) > 1 or region.column(line) > 0:
        return False
    above = [other for other in chain(*region.bands[:place]) if region.column(other) == 0]
    if not above:
        return False
    if line.size > 1.08 * above[-1].size:
        return True
    return line.bold and not above[-1].bold and line.y - above[-1].y > 1.5 * line.size


def _table(region: Region, setting: Setting) -> list[Run | Table]:
    """A table and what stands below it; rows begin where the white space or the cells say so."""
    columns = len(region.gaps) + 1
    rows: list[list[list[Line]]] = []
    last: Band | None = None
    tight = _leading(region, setting)
    for band in region.bands:
        places = {region.column(line) for line in band}
        if last is None or _begins_row(
            region, rows[-1], last, band, places, tight, setting.rulings
        ):
            rows.append([[] for _ in range(columns)])
        for line in band:
            rows[-1][region.column(line)].append(line)
        last = band
    after: list[Run] = []
    while len(rows) > 1 and not any(rows[-1][1:]) and not _holds(rows[-1][0]):
        after.insert(0, Run(rowed(rows.pop()[0])))
    lines = [line for row in rows for cell in row for line in cell]
    edges = [min(line.x0 for line in lines)]
    edges += [end for _, end in region.gaps] + [max(line.x1 for line in lines)]
    bounds = []
    for place in range(columns):
        column = [line for row in rows for line in row[place]]
        bounds.append(
            (min(line.x0 for line in column), max(line.x1 for line in column))
            if column
            else (edges[place], edges[place + 1])
        )
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    return [Table(setting.page, top, bottom, edges, rows, bounds, ruled=False), *after]


def _leading(region: Region, setting: Setting) -> float:
    """The distance between the lines of one cell, in points."""
    size = median(line.size for line in region.lines())
    steps = sorted(
        after.y - line.y
        for place in range(len(region.gaps) + 1)
        for line, after in pairwise(
            rowed([line for line in region.lines() if region.column(line) == place])
        )
    )
    usual = setting.leading.get(round(size), _MOST_LEADING * size)
    return min(usual, max(steps[len(steps) // 4], 1.12 * size)) if steps else usual


def _holds(cell: Sequence[Line]) -> bool:
    """Whether a lone first cell is a row of the table, and no heading of what follows it."""
    words = " ".join(line.text for line in cell)
    return words[:1].islower() or read_number(words) is not None or is_ask(words)


def _begins_row(
    region: Region,
    row: list[list[Line]],
    last: Band,
    band: Band,
    places: set[int],
    tight: float,
    rulings: Sequence[Ruling],
) -> bool:
    above = max(line.y for line in last)
    here = min(line.y for line in band)
    left, right = min(line.x0 for line in band), max(line.x1 for line in band)
    if any(
        above < ruling.at < here and ruling.start < right and ruling.end > left
        for ruling in rulings
    ):
        return True
    if not any(row[1:]) and is_header(tuple(line.text for line in band)):
        return True
    if _ruled(region, rulings):
        return False
    said = tuple(" ".join(line.text for line in cell) for cell in row)
    if len(places) > 1 and is_header(said) and not all(line.bold for line in band):
        return True
    going_on = {
        place
        for line in band
        if row[place := region.column(line)] and line.y - _last_y(row[place]) <= _APART * tight
    }
    if not going_on:
        return len(places) > 1 or 0 in places
    again = {place for place in places if row[place]} - going_on
    if again and (0 in places or len(again) > 1) and _may_begin(region, row, band, again):
        return True  # a cell that had ended begins anew: another row
    if 0 in places and len(places) == len(region.gaps) + 1:
        first = next(line for line in band if region.column(line) == 0)
        return bool(row[0]) and all(map(_REFERENCE.fullmatch, (first.text, row[0][0].text)))
    return False


def _ruled(region: Region, rulings: Sequence[Ruling]) -> bool:
    """Whether rulings lie between the rows of a table, and not only below its header."""
    lines = region.lines()
    top, bottom = min(line.y for line in lines), max(line.y for line in lines)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    inside = {
        round(ruling.at / 3)
        for ruling in rulings
        if top < ruling.at < bottom
        and min(ruling.end, right) - max(ruling.start, left) > 0.8 * (right - left)
    }
    return len(inside) > _RULED


def _may_begin(region: Region, row: Sequence[Sequence[Line]], band: Band, again: set[int]) -> bool:
    """Whether none of the other cells is in the middle of a sentence."""
    for line in band:
        place = region.column(line)
        if place in again or not row[place]:
            continue
        if line.words[0].text[:1].islower() or unfinished(row[place][-1].text):
            return False
    return True


def _last_y(cell: Sequence[Line]) -> float:
    return max(line.y for line in cell)
