"""Ruled tables: rulings that meet make a grid, and words fall into its cells."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from auditrack.intake.pdf.lines import Line
from auditrack.intake.pdf.sheets import Frame, Ruling, Sheet

_NEAR = 3.0
_MEETS = 4.0
_MOST_RULINGS = 4_000
_LEAST = 12.0
_NARROW = 9.0
_FRAME_SHARE, _FRAME_WORDS = 0.7, 250


@dataclass(slots=True)
class Table:
    """Rows of cells, each cell its lines; `edges` are the x of the columns' left and right.

    `bounds` are the edges of each column by itself; `merged` says of each cell whether it is the
    lower part of the one above.
    """

    page: int
    top: float
    bottom: float
    edges: list[float]
    rows: list[list[list[Line]]]
    bounds: list[tuple[float, float]] = field(default_factory=list)
    merged: list[list[bool]] = field(default_factory=list)
    ruled: bool = True


@dataclass(slots=True)
class _Grid:
    xs: list[float]
    ys: list[float]
    lying: list[Ruling]
    standing: list[Ruling]

    @property
    def soft(self) -> bool:
        """Whether only shaded boxes make it."""
        return all(ruling.soft for ruling in self.standing)


def tables_of(sheet: Sheet, lines: list[Line]) -> tuple[list[Table], list[Line]]:
    """The ruled tables of a page, and the lines outside them.

    A grid of one cell is a frame around text, which stays among the lines.
    """
    if len(sheet.lying) < 2 or not sheet.standing:
        return [], lines
    if len(sheet.lying) + len(sheet.standing) > _MOST_RULINGS:
        return [], lines
    tables: list[Table] = []
    left = lines
    for grid in _stacked(_grids(sheet), lines):
        if grid.soft and len(grid.ys) == 2:
            continue  # only a header is shaded
        inside, outside = _parted(grid, left)
        table = _table(sheet.page, grid, inside)
        if table is not None:
            tables.append(table)
            left = outside
        elif grid.soft and len(grid.ys) > 2:
            continue  # rows that are shaded across the page
        elif grid.ys[-1] - grid.ys[0] < _FRAME_SHARE * sheet.height:
            _frame(sheet, grid, inside)
    return tables, left


def _frame(sheet: Sheet, grid: _Grid, lines: Sequence[Line]) -> None:
    """Note the frames that a grid of one column is, and which lines stand in each."""
    for top, bottom in pairwise(grid.ys):
        inside = [line for line in lines if top < line.y - 0.3 * line.size < bottom]
        if inside and sum(len(line.words) for line in inside) <= _FRAME_WORDS:
            number = sheet.page * 1_000 + len(sheet.frames)
            sheet.frames.append(Frame(number, grid.xs[0], grid.xs[-1], top, bottom))
            for line in inside:
                line.frame = number


def _grids(sheet: Sheet) -> list[_Grid]:
    """Groups of rulings that meet."""
    lying = _merged(sheet.lying)
    standing = _merged(sheet.standing)
    group = list(range(len(lying) + len(standing)))

    def root(one: int) -> int:
        while group[one] != one:
            group[one] = group[group[one]]
            one = group[one]
        return one

    for index, flat in enumerate(lying):
        for other, tall in enumerate(standing):
            across = flat.start - _MEETS <= tall.at <= flat.end + _MEETS
            if across and tall.start - _MEETS <= flat.at <= tall.end + _MEETS:
                group[root(index)] = root(len(lying) + other)
    members: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for index, flat in enumerate(lying):
        members[root(index)][0].append(flat)
    for index, tall in enumerate(standing):
        members[root(len(lying) + index)][1].append(tall)
    grids = []
    for flats, talls in members.values():
        if len(flats) < 2 or not talls:
            continue
        xs = _places(
            [tall.at for tall in talls]
            + [min(flat.start for flat in flats), max(flat.end for flat in flats)]
        )
        ys = _places(
            [flat.at for flat in flats]
            + [min(tall.start for tall in talls), max(tall.end for tall in talls)]
        )
        if len(xs) > 1 and len(ys) > 1 and xs[-1] - xs[0] > _LEAST and ys[-1] - ys[0] > _LEAST:
            grids.append(_Grid(xs, ys, flats, talls))
    return grids


def _stacked(grids: Sequence[_Grid], lines: Sequence[Line]) -> list[_Grid]:
    """Grids of shaded rows below each other as one, with the rows between that are not shaded."""
    stacked: list[_Grid] = []
    for grid in sorted(grids, key=lambda grid: grid.ys[0]):
        above = next((other for other in reversed(stacked) if _stacks(other, grid, lines)), None)
        if above is None:
            stacked.append(grid)
        else:
            above.ys = _places([*above.ys, *grid.ys])
            above.lying += grid.lying
            above.standing += grid.standing
    for grid in stacked:
        if grid.soft and len(grid.xs) > 2 and len(grid.ys) > 2:
            _take_last_row(grid, lines)
    # The inner of two nested grids first: what it takes is no longer there for the outer.
    return sorted(stacked, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))


def _stacks(above: _Grid, grid: _Grid, lines: Sequence[Line]) -> bool:
    """Whether two grids of shaded boxes have the same columns, and so have the words between."""
    if not (above.soft and grid.soft) or len(above.xs) != len(grid.xs) or len(grid.xs) < 3:
        return False
    if any(abs(one - other) > _NEAR for one, other in zip(above.xs, grid.xs, strict=True)):
        return False
    return not any(
        line.x0 < x - 2 and x + 2 < line.x1
        for line in lines
        if above.ys[-1] < line.y < grid.ys[0]
        for x in (*grid.xs[:-1], grid.xs[-1] + _NEAR)
    )


def _take_last_row(grid: _Grid, lines: Sequence[Line]) -> None:
    """Let shaded rows include the row below them that is not shaded."""
    bottom = grid.ys[-1]
    columns: set[int] = set()
    for line in sorted(lines, key=lambda line: line.y):
        if line.y <= grid.ys[-1] or line.x1 < grid.xs[0] or line.x0 > grid.xs[-1]:
            continue
        if line.top - bottom > 1.3 * line.size:
            break
        if any(line.x0 < x - 2 and x + 2 < line.x1 for x in grid.xs):
            return
        columns.add(bisect_right(grid.xs, (line.x0 + line.x1) / 2))
        bottom = max(bottom, line.bottom)
    if len(columns) > 1:
        grid.ys.append(bottom + _NEAR)


def _merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Rulings on one line that touch, as one."""
    merged: list[Ruling] = []
    by_place = sorted(rulings, key=lambda ruling: ruling.at)
    start = 0
    while start < len(by_place):
        end = start
        while end < len(by_place) and by_place[end].at - by_place[start].at <= _NEAR:
            end += 1
        at = sum(ruling.at for ruling in by_place[start:end]) / (end - start)
        first = None
        for ruling in sorted(by_place[start:end], key=lambda ruling: ruling.start):
            if first is not None and ruling.start <= first.end + _NEAR:
                soft = first.soft and ruling.soft
                first = Ruling(at, first.start, max(first.end, ruling.end), soft)
            else:
                if first is not None:
                    merged.append(first)
                first = Ruling(at, ruling.start, ruling.end, ruling.soft)
        if first is not None:
            merged.append(first)
        start = end
    return merged


def _places(values: list[float]) -> list[float]:
    """Values that lie close together as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _parted(grid: _Grid, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Lines inside a grid, split where a standing ruling parts them, and those outside."""
    inside: list[Line] = []
    outside: list[Line] = []
    top, bottom = grid.ys[0] - _NEAR, grid.ys[-1] + _NEAR
    left, right = grid.xs[0] - _NEAR, grid.xs[-1] + _NEAR
    for line in lines:
        middle = (line.x0 + line.x1) / 2
        if not (top < line.y - 0.3 * line.size < bottom and left < middle < right):
            outside.append(line)
            continue
        height = line.y - 0.3 * line.size
        cuts = [
            ruling.at
            for ruling in grid.standing
            if line.x0 + 2 < ruling.at < line.x1 - 2 and ruling.start <= height <= ruling.end
        ]
        inside.extend(cut(line, cuts) if cuts else [line])
    return inside, outside


def cut(line: Line, places: Sequence[float]) -> list[Line]:
    """A line parted at some x."""
    pieces: list[Line] = []
    ordered = sorted(places)
    last = None
    for word in line.words:
        column = bisect_right(ordered, word.middle)
        if pieces and column == last:
            pieces[-1].words.append(word)
        else:
            pieces.append(Line([word], line.page, line.noted and not pieces))
            word.glued = False
        last = column
    for piece in pieces:
        piece.measure()
        piece.underlined = line.underlined
        piece.frame = line.frame
    return pieces


def _table(page: int, grid: _Grid, lines: Sequence[Line]) -> Table | None:
    xs, ys = grid.xs, grid.ys
    wide, high = len(xs) - 1, len(ys) - 1
    boxes: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (round(line.y), line.x0)):
        column = min(max(bisect_right(xs, (line.x0 + line.x1) / 2) - 1, 0), wide - 1)
        row = min(max(bisect_right(ys, line.y - 0.3 * line.size) - 1, 0), high - 1)
        boxes[row, column].append(line)
    owner = _owners(grid, boxes)
    cells: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for box in sorted(boxes):
        cells[owner[box]].extend(boxes[box])
    columns = sorted(
        {column for _, column in owner.values() if xs[column + 1] - xs[column] > _NARROW}
        | {column for _, column in cells}
    )
    rows = sorted({row for row, _ in cells})
    if len({column for _, column in cells}) < 2:
        return None  # a frame around text
    bounds = []
    for place, column in enumerate(columns):
        end = columns[place + 1] if place + 1 < len(columns) else wide
        bounds.append((xs[column], xs[end]))
    made = [[cells.get((row, column), []) for column in columns] for row in rows]
    merged = [[owner[row, column][0] < row for column in columns] for row in rows]
    return Table(
        page, ys[0], ys[-1], [xs[column] for column in columns] + [xs[-1]], made, bounds, merged
    )


def _owners(
    grid: _Grid, boxes: dict[tuple[int, int], list[Line]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each smallest box of a grid the upper left box of the cell that it is part of."""
    xs, ys = grid.xs, grid.ys
    wide, high = len(xs) - 1, len(ys) - 1
    owner = {(row, column): (row, column) for row in range(high) for column in range(wide)}
    for row in range(high):
        for column in range(1, wide):
            if not _wall(grid, row, column) and not _set_apart(boxes, row, column, xs[column]):
                owner[row, column] = owner[row, column - 1]
    for row in range(1, high):
        for column in range(wide):
            if owner[row, column] == (row, column) and not _floor(grid, row, column):
                owner[row, column] = owner[row - 1, column]
    for row in range(high):
        for column in range(1, wide):
            # A cell over several columns and rows: its right part follows its left.
            while owner[row, column] != owner[owner[row, column]]:
                owner[row, column] = owner[owner[row, column]]
    return owner


def _wall(grid: _Grid, row: int, column: int) -> bool:
    """Whether a ruling stands on the left of a box."""
    middle = (grid.ys[row] + grid.ys[row + 1]) / 2
    return any(
        abs(tall.at - grid.xs[column]) <= _NEAR and tall.start - _NEAR <= middle <= tall.end + _NEAR
        for tall in grid.standing
    )


def _floor(grid: _Grid, row: int, column: int) -> bool:
    """Whether a ruling lies on top of a box."""
    middle = (grid.xs[column] + grid.xs[column + 1]) / 2
    return any(
        abs(flat.at - grid.ys[row]) <= _NEAR and flat.start - _NEAR <= middle <= flat.end + _NEAR
        for flat in grid.lying
    )


def _set_apart(boxes: dict[tuple[int, int], list[Line]], row: int, column: int, x: float) -> bool:
    """Whether words stand on both sides of a place without a wall and none across it.

    Of a table whose every second row is shaded only the shaded rows have walls.
    """
    left = [line for place in range(column) for line in boxes.get((row, place), ())]
    right = boxes.get((row, column), [])
    return bool(left and right) and all(
        line.x1 < x + 1 or line.x0 > x - 1 for line in (*left, *right)
    )
