"""Tables printed as text: pipes, tabs, ruled grids and aligned columns, to rows of cells."""

import re
from collections.abc import Sequence

from auditrack.intake.markdown import cell_text

_DELIMITER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_GRID = re.compile(r"\s*\+(?:[-=]{2,}\+)+\s*")
_GAP = re.compile(r"\s{2,}")
_PIPE = re.compile(r"(?<!\\)\|")


def is_grid_rule(line: str) -> bool:
    """A border such as `+-----+-----+`."""
    return bool(_GRID.fullmatch(line))


def is_delimiter(line: str) -> bool:
    """The line of dashes under a header."""
    return "-" in line and bool(_DELIMITER.fullmatch(line))


def pipe_cells(line: str) -> tuple[str, ...]:
    """The cells of one row of a pipe table."""
    line = line.strip()
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return tuple(cell_text(cell) for cell in _PIPE.split(line))


def grid_rows(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows of a ruled grid: all lines between two borders are one row."""
    rows: list[tuple[str, ...]] = []
    gathered: list[list[str]] = []
    for line in lines:
        if is_grid_rule(line):
            if gathered:
                rows.append(tuple(cell_text(_grid_cell(cell)) for cell in gathered))
            gathered = []
            continue
        for place, cell in enumerate(_PIPE.split(line.strip().strip("|"))):
            if place >= len(gathered):
                gathered.append([])
            gathered[place].append(cell)
    if gathered:
        rows.append(tuple(cell_text(_grid_cell(cell)) for cell in gathered))
    return rows


def _grid_cell(lines: Sequence[str]) -> str:
    words = [line.strip() for line in lines if line.strip()]
    return " ".join(("<br>" + word) if re.match(r"[-*•]\s", word) else word for word in words)


def tab_cells(line: str) -> tuple[str, ...]:
    """The cells of one tab-separated row."""
    return tuple(cell_text(cell) for cell in line.rstrip("\n").split("\t"))


def column_starts(line: str) -> list[int]:
    """Where the words of a header start that is set in aligned columns."""
    starts: list[int] = []
    place = len(line) - len(line.lstrip())
    for part in _GAP.split(line.strip()):
        place = line.find(part, place)
        starts.append(place)
        place += len(part)
    return starts


def aligned_rows(lines: Sequence[str], starts: Sequence[int]) -> list[tuple[str, ...]]:
    """The rows of aligned columns below a header whose columns start at `starts`.

    A row ends at a blank line, or where the first column is printed anew.
    """
    rows: list[list[list[str]]] = []
    fresh = True
    for line in lines:
        if not line.strip():
            fresh = True
            continue
        cells = _slice(line, starts)
        if (fresh and not (rows and _continues(rows[-1], cells))) or (
            not fresh and cells[0] and rows and _first_is_key(rows[-1], cells)
        ):
            rows.append([[] for _ in starts])
        fresh = False
        for place, cell in enumerate(cells):
            if cell:
                rows[-1][place].append(cell)
    return [tuple(cell_text(_grid_cell(cell)) for cell in row) for row in rows]


def _slice(line: str, starts: Sequence[int]) -> list[str]:
    cells = [""] * len(starts)
    place = 0
    for part in _GAP.split(line.strip()):
        place = line.find(part, place)
        column = max((index for index, start in enumerate(starts) if start <= place + 2), default=0)
        cells[column] = f"{cells[column]} {part}".strip()
        place += len(part)
    return cells


def _continues(row: Sequence[Sequence[str]], cells: Sequence[str]) -> bool:
    """Whether a line after a blank one goes on in mid-sentence."""
    filled = [place for place, cell in enumerate(cells) if cell]
    return bool(filled) and all(row[place] and cells[place][:1].islower() for place in filled)


def _first_is_key(row: Sequence[Sequence[str]], cells: Sequence[str]) -> bool:
    """Whether the first column holds short numbers, so that each begins a row."""
    return bool(row[0]) and all(len(words) <= 8 for words in (row[0][0], cells[0]))
