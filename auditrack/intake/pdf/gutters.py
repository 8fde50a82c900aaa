"""The column walk: white space that stays open over a run of lines parts columns."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from auditrack.intake.columns import is_header
from auditrack.intake.labels import read_number
from auditrack.intake.pdf.grids import Table
from auditrack.intake.pdf.hyphens import is_long_word
from auditrack.intake.pdf.layout import Band, Gap, Region, Run, Setting, bands_of, rowed
from auditrack.intake.pdf.lines import Line
from auditrack.intake.pdf.unruled import unruled_tables
from auditrack.intake.typed import GLYPH

_OPEN = 0.75
_WORD_GAP = 0.42
_PAGE_NUMBER = re.compile(r"[.\s…]*(?:\d{1,3}|[ivxl]{1,6})|page|[.\s…]+", re.IGNORECASE)
_COLUMN_LINES = 4
_MOST_COLUMNS = 16
_HEADER_LINES = 4


def walk(lines: Sequence[Line], setting: Setting) -> list[Run | Table]:
    """What stands on a page outside its ruled tables, in reading order: runs of lines, tables."""
    found: list[Run | Table] = []
    region: Region | None = None
    for band in bands_of(lines):
        if region is not None:
            if _grows(region, band):
                continue
            found += _read(region, setting)
            region = None
        taken = _occupied(band)
        gaps = _gaps(taken, _need(band))
        if gaps:
            region = Region([band], gaps, taken)
        else:
            found.append(Run(rowed(band)))
    if region is not None:
        found += _read(region, setting)
    return _together(found)


def _together(found: Sequence[Run | Table]) -> list[Run | Table]:
    """Runs of the page's own column that follow each other, as one."""
    together: list[Run | Table] = []
    for part in found:
        last = together[-1] if together else None
        if (
            isinstance(part, Run)
            and isinstance(last, Run)
            and part.right is None
            and last.right is None
        ):
            last.lines.extend(part.lines)
        else:
            together.append(part)
    return together


# Regions


def _need(band: Band) -> float:
    return max(5.0, _OPEN * sum(line.size for line in band) / len(band))


def _occupied(band: Band, taken: Sequence[Gap] = ()) -> list[Gap]:
    """The stretches of x that words stand over."""
    stretches: list[Gap] = []
    for start, end in sorted([*taken, *((line.x0, line.x1) for line in band)]):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], end))
        else:
            stretches.append((start, end))
    return stretches


def _gaps(taken: Sequence[Gap], need: float) -> list[Gap]:
    return [(left[1], right[0]) for left, right in pairwise(taken) if right[0] - left[1] >= need]


def _grows(region: Region, band: Band) -> bool:
    """Take one more band into a region; False, and nothing done, where it closes a gutter."""
    band = [piece for line in band for piece in _opened(line, region.gaps)]
    taken = _occupied(band, region.taken)
    gaps = _gaps(taken, min(_need(band), _need(region.bands[0])))
    if not gaps:
        return False
    for start, end in region.gaps:
        kept = any(left < end and start < right for left, right in gaps)
        if not kept and _support(region, (start, end)) >= 2:
            return False
    below = min(line.top for line in band) - max(line.bottom for line in region.bands[-1])
    if below > 4 * band[0].size:
        return False
    region.bands.append(band)
    region.gaps, region.taken = gaps, taken
    return True


def _support(region: Region, gap: Gap) -> int:
    """How many bands have words on both sides of a gutter."""
    middle = (gap[0] + gap[1]) / 2
    return sum(
        any(line.x1 <= middle for line in band) and any(line.x0 >= middle for line in band)
        for band in region.bands
    )


def _opened(line: Line, gaps: Sequence[Gap]) -> list[Line]:
    """A line whose words, close to each other, stand on both sides of a gutter, parted there."""
    for start, end in gaps:
        if not line.x0 < start < end < line.x1:
            continue
        for index, (left, right) in enumerate(pairwise(line.words)):
            wide = right.x0 - left.x1 > _WORD_GAP * line.size
            if wide and right.x0 > start and left.x1 < end and right.part != left.part:
                one = Line(line.words[: index + 1], line.page, line.noted)
                other = Line(line.words[index + 1 :], line.page)
                return [*_opened(one, gaps), *_opened(other, gaps)]
    return [line]


# What a region is


def _read(region: Region, setting: Setting) -> list[Run | Table]:
    """The runs of lines or the table that a region is."""
    lines = region.lines()
    columns = len(region.gaps) + 1
    if columns > _MOST_COLUMNS:
        return [Run(rowed(lines))]
    beside = any(len({line.frame for line in band}) > 1 for band in region.bands)
    if beside and all(line.frame is not None for line in lines):
        return _frames(lines)
    filled = [[line for line in lines if region.column(line) == place] for place in range(columns)]
    both = max(_support(region, gap) for gap in region.gaps)
    header = _header(region) and (both > 1 or _set_apart(region.bands[0]))
    if not header:
        if both < 2 or (columns == 2 and all(map(_is_marker, filled[0]))):
            return [Run(rowed(lines))]
        if all(_PAGE_NUMBER.fullmatch(line.text) for line in filled[-1]):
            return [Run(rowed(lines))]  # a contents page
        if _rivers(region, filled):
            return [Run(rowed(lines))]
        merged = _without_markers(region, filled)
        if _is_newspaper(merged):
            return _columns(merged)
    return unruled_tables(region, setting)


def _frames(lines: Sequence[Line]) -> list[Run | Table]:
    """Frames beside and below each other, read from the left in each row."""
    frames: dict[int | None, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.y):
        frames.setdefault(line.frame, []).append(line)
    rows: list[list[list[Line]]] = []
    for frame in frames.values():
        if rows and frame[0].y < max(line.y for line in rows[-1][0]):
            rows[-1].append(frame)
        else:
            rows.append([frame])
    return [
        Run(rowed(frame), max(line.x1 for line in frame))
        for row in rows
        for frame in sorted(row, key=lambda frame: min(line.x0 for line in frame))
    ]


def _header(region: Region) -> bool:
    """Whether the first lines, cell by cell, are the header of a table that may hold items."""
    cells = [""] * (len(region.gaps) + 1)
    for band in region.bands[:_HEADER_LINES]:
        for line in band:
            place = region.column(line)
            head, _, tail = cells[place].rpartition(" ")
            if tail and is_long_word(tail + line.words[0].text):
                cells[place] = f"{head} {tail}{line.text}".strip()
            else:
                cells[place] = f"{cells[place]} {line.text}".strip()
        if sum(map(bool, cells)) > 1 and is_header(tuple(cells)):
            return True
    return False


def _set_apart(band: Band) -> bool:
    """Whether the cells of a line were each set by themselves, and are not one stretched line."""
    return all(line.words[-1].part != after.words[0].part for line, after in pairwise(band))


def _is_marker(line: Line) -> bool:
    """Whether a line is a bullet or a number that belongs to the text beside it."""
    words = line.text
    if len(words) > 9:
        return False
    if GLYPH.match(words) or words in ("-", "–", "—", "o", "*"):
        return True
    found = read_number(words) or read_number(words + " X")
    return found is not None or re.fullmatch(r"\d{1,3}", words) is not None


def _rivers(region: Region, filled: Sequence[Sequence[Line]]) -> bool:
    """Whether the gutter is only wide spaces that happen to stand below each other."""
    if len(region.gaps) != 1 or len(region.bands) > 3:
        return False
    starts = Counter(round(line.x0 / 3) for line in filled[1])
    aligned = starts.most_common(1)[0][1]
    goes_on = sum(line.words[0].text[:1].islower() for line in filled[1])
    return aligned < len(filled[1]) and goes_on * 2 >= len(filled[1])


def _without_markers(region: Region, filled: Sequence[Sequence[Line]]) -> Region:
    """The region without gutters between numbers or bullets and their text."""
    gaps = [
        gap
        for place, gap in enumerate(region.gaps)
        if not all(_is_marker(line) for line in filled[place])
    ]
    return Region(region.bands, gaps)


def _is_newspaper(region: Region) -> bool:
    """Whether the columns are read one after the other, as those of a newspaper are."""
    if not region.gaps:
        return True
    columns = len(region.gaps) + 1
    lines = region.lines()
    filled = [[line for line in lines if region.column(line) == place] for place in range(columns)]
    least = min(len(column) for column in filled)
    order = [region.column(line) for line in sorted(lines, key=lambda line: line.part)]
    turns = sum(one != other for one, other in pairwise(order))
    if turns <= columns - 1:
        return least >= 2
    if turns <= columns and least >= _COLUMN_LINES:
        return True
    if turns < 1.4 * least:
        return False  # set cell by cell
    return least >= 2 * _COLUMN_LINES and _even(region, filled) and not _rows_apart(region)


def _even(region: Region, filled: Sequence[Sequence[Line]]) -> bool:
    widths = [
        max(line.x1 for line in column) - min(line.x0 for line in column) for column in filled
    ]
    return min(widths) > 0.7 * max(widths)


def _rows_apart(region: Region) -> bool:
    """Whether white space runs across all columns between rows, more than once."""
    steps = [
        min(line.top for line in after) - max(line.bottom for line in band)
        for band, after in pairwise(region.bands)
    ]
    if not steps:
        return False
    usual = sorted(steps)[len(steps) // 2]
    size = region.bands[0][0].size
    wide = [
        place
        for place, step in enumerate(steps)
        if step > usual + 0.35 * size and len(region.bands[place + 1]) > len(region.gaps)
    ]
    return len(wide) >= 2


def _columns(region: Region) -> list[Run | Table]:
    """The columns one after the other; what stands below the last of several goes after them."""
    columns = len(region.gaps) + 1
    bands = list(region.bands)
    tail: list[Band] = []
    # A heading of what stands below the columns.
    while len(bands) > 2 and len(tail) < 2 and _heads(region, bands[-1], bands[-2]):
        tail.insert(0, bands.pop())
    found: list[Run | Table] = []
    for place in range(columns):
        run = [line for band in bands for line in band if region.column(line) == place]
        if run:
            found.append(Run(rowed(run), max(line.x1 for line in run) if columns > 1 else None))
    found.extend(Run(rowed(band)) for band in tail)
    return found


def _heads(region: Region, band: Band, above: Band) -> bool:
    """Whether a band is a heading at the foot of the first column, with nothing beside it."""
    if any(region.column(line) > 0 for line in (*band, *above)):
        return False
    return all(line.bold for line in band) and not all(line.bold for line in above)
