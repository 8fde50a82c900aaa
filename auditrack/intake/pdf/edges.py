"""What belongs to the page and not to the text: running heads and feet, page numbers, footnotes."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from auditrack.intake.columns import is_header
from auditrack.intake.furniture import is_label, is_marking, is_page_number, mask
from auditrack.intake.pdf.lines import Line
from auditrack.intake.pdf.sheets import Sheet
from auditrack.intake.wrapping import unfinished

_EDGE = 0.15
_MARGIN, _LEAST_MARGIN = 0.075, 52.0
_OUTER, _LEAST_OUTER = 0.06, 48.0
_DEEP = 4
_REPEATS = 3
_ABOUT = 0.13
_WIDE, _SURE = 1.8, 8
_FEW_PAGES = 5
_BARE = re.compile(r"[-–—|]?\s*(\d{1,4}|[ivxl]{1,6})\s*[-–—|]?", re.IGNORECASE)
_STAMP = 1.8
_SMALL = 0.94
_MARKED = re.compile(r"(?:\d{1,3}|[*†‡])(?=\s|\D|$)")
_NOTE_RULE, _NOTES_FROM = 0.45, 0.4

Pages = Sequence[tuple[Sheet, list[Line]]]


def body_size(pages: Pages) -> float:
    """The size most letters of a document are set in, in points."""
    sizes: Counter[float] = Counter()
    for sheet, lines in pages:
        for line in lines:
            size = round(line.size) if sheet.scanned else round(line.size * 2) / 2
            sizes[size] += sum(len(word.text) for word in line.words)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def even_sizes(pages: Pages, body: float) -> None:
    """Set what a scan holds in about the size of the text in just that size."""
    for sheet, lines in pages:
        if sheet.scanned:
            for line in lines:
                if abs(line.size - body) < _ABOUT * body:
                    line.size = body


def without_furniture(pages: Pages, body: float) -> list[list[Line]]:
    """The lines of each page without running heads and feet, page numbers and stamps."""
    drop: list[set[int]] = [set() for _ in pages]
    repeated: dict[tuple[str, int], list[tuple[int, int, float]]] = defaultdict(list)
    numbers: list[tuple[int, int, int, bool]] = []
    stamps: dict[tuple[str, int, int], list[tuple[int, int]]] = defaultdict(list)
    edges: list[list[list[list[int]]]] = []
    for place, (sheet, lines) in enumerate(pages):
        rows = _edge_rows(lines, sheet.height)
        edges.append(rows)
        for head, row in [(0, row) for row in rows[0]] + [(1, row) for row in rows[1]]:
            cells = [lines[index].text for index in sorted(row, key=lambda i: lines[i].x0)]
            words = " ".join(cells)
            y = lines[row[0]].y
            if is_page_number(words) or _small_print(lines, row, rows[head], sheet.height, body):
                drop[place].update(row)
                continue
            if len(words) > 160 or is_header(tuple(cells)):
                continue
            for index in row:
                bare = _BARE.fullmatch(lines[index].text)
                if bare is not None and bare[1].isdigit():
                    outer = _outside(y, sheet.height, _MARGIN, _LEAST_MARGIN)
                    numbers.append((place, index, int(bare[1]), outer))
            if any(character.isalpha() for character in words):
                repeated[mask(words), head].extend((place, index, y) for index in row)
        for index, line in enumerate(lines):
            if line.size >= _STAMP * body:
                spot = (line.text.lower(), round(line.x0 / 4), round(line.y / 4))
                stamps[spot].append((place, index))
    for (words, _), found in repeated.items():
        _drop_repeated(words, found, pages, drop)
    _drop_numbers(numbers, pages, drop)
    for place, both in enumerate(edges):
        drop[place] = _from_the_edge(both, drop[place])
    for found_at in stamps.values():
        if len(found_at) >= _REPEATS and len(found_at) > 0.6 * len(pages):
            for place, index in found_at:
                drop[place].add(index)
    return [
        [line for index, line in enumerate(lines) if index not in drop[place]]
        for place, (_, lines) in enumerate(pages)
    ]


def _edge_rows(lines: Sequence[Line], height: float) -> list[list[list[int]]]:
    """The rows near the upper edge of a page and near the lower, the outermost first."""
    rows: list[list[int]] = []
    for index in sorted(range(len(lines)), key=lambda index: lines[index].y):
        if rows and lines[index].y - lines[rows[-1][0]].y < 0.4 * lines[index].size:
            rows[-1].append(index)
        else:
            rows.append([index])
    above = [row for row in rows[:_DEEP] if lines[row[0]].y < _EDGE * height]
    below = [row for row in rows[: -_DEEP - 1 : -1] if lines[row[0]].y > (1 - _EDGE) * height]
    return [above, [row for row in below if row not in above]]


def _outside(y: float, height: float, share: float, least: float) -> bool:
    """Whether a height on the page lies in its upper or lower margin."""
    margin = max(share * height, least)
    return not margin < y < height - margin


def _small_print(
    lines: Sequence[Line], row: list[int], rows: Sequence[list[int]], height: float, body: float
) -> bool:
    """Whether a row stands in the outer margin, small and far from the text."""
    y = lines[row[0]].y
    if not _outside(y, height, _OUTER, _LEAST_OUTER):
        return False
    if any(
        lines[index].size > _SMALL * body and not is_marking(lines[index].text) for index in row
    ):
        return False
    after = [abs(lines[other[0]].y - y) for other in rows if other is not row]
    return not after or min(after) > 2 * body


def _from_the_edge(edges: Sequence[Sequence[list[int]]], drop: set[int]) -> set[int]:
    """Those to drop with nothing but others to drop between them and the edge of the page."""
    kept: set[int] = set()
    for rows in edges:
        for row in rows:
            if not drop.intersection(row):
                break
            kept.update(drop.intersection(row))
    return kept


def _drop_repeated(
    words: str, found: Sequence[tuple[int, int, float]], pages: Pages, drop: list[set[int]]
) -> None:
    if is_label(words):
        return
    heights = sorted(y for _, _, y in found)
    middle = heights[len(heights) // 2]
    near = [(place, index, y) for place, index, y in found if abs(y - middle) < 10]
    on = {place for place, _, _ in near}
    height = pages[0][0].height
    outer = _outside(middle, height, _MARGIN, _LEAST_MARGIN)
    if len(on) >= _REPEATS or (len(on) >= 2 and outer and len(pages) <= _FEW_PAGES):
        for place, index, _ in near:
            drop[place].add(index)


def _drop_numbers(
    numbers: Sequence[tuple[int, int, int, bool]], pages: Pages, drop: list[set[int]]
) -> None:
    """Lone numbers that keep the same distance from the number of their page."""
    apart: Counter[int] = Counter()
    for place, _, number, _ in numbers:
        apart[number - pages[place][0].page] += 1
    for place, index, number, outer in numbers:
        same = apart[number - pages[place][0].page]
        line = pages[place][1][index]
        if same >= _REPEATS or (outer and (same >= 2 or _alone(line, pages[place][1]))):
            drop[place].add(index)


def _alone(line: Line, lines: Sequence[Line]) -> bool:
    """Whether nothing else stands beside a line."""
    return all(other is line or abs(other.y - line.y) > 0.5 * line.size for other in lines)


def without_footnotes(lines: list[Line], sheet: Sheet, body: float) -> list[Line]:
    """The lines of a page without the notes at its foot.

    They stand at the end of the page below a short rule, and begin with a number; or they are
    smaller than the text and begin with a raised mark.
    """
    ordered = sorted(lines, key=lambda line: (round(line.y), line.x0))
    first = len(ordered)
    while first > 0 and ordered[first - 1].size < _SMALL * body:
        first -= 1
    start = next(
        (place for place in range(max(first, 1), len(ordered)) if ordered[place].noted), None
    )
    for place in range(1, len(ordered) if sheet.lying else 0):
        if _below_note_rule(ordered, place, sheet, body):
            start = place if start is None else min(start, place)
            break
    if start is None:
        return lines
    foot = {id(line) for line in ordered[start:]}
    return [line for line in lines if id(line) not in foot]


def _below_note_rule(ordered: Sequence[Line], place: int, sheet: Sheet, body: float) -> bool:
    """Whether a line is the first of the notes below a short rule at the left."""
    line, above = ordered[place], ordered[place - 1]
    if not (line.noted or _MARKED.match(line.text)) or line.y < _NOTES_FROM * sheet.height:
        return False
    if any(other.size > 1.02 * body for other in ordered[place:]):
        return False
    left = min(other.x0 for other in ordered)
    return any(
        above.y < ruling.at < line.y
        and ruling.length < _NOTE_RULE * sheet.width
        and abs(ruling.start - left) < 4
        and not any(tall.start - 2 < ruling.at < tall.end + 2 for tall in sheet.standing)
        for ruling in sheet.lying
    )


def without_stamps(lines: list[Line], body: float) -> list[Line]:
    """The lines of a page without huge words that others are printed over."""
    huge = [line for line in lines if line.size > 2.5 * body]
    if not huge:
        return lines
    gone = {
        id(line)
        for line in huge
        if sum(
            other.size < 1.5 * body
            and line.y - 0.7 * line.size < other.y < line.y
            and other.x0 < line.x1
            and line.x0 < other.x1
            for other in lines
        )
        >= 2
    }
    return [line for line in lines if id(line) not in gone]


def usual_leading(pages: Sequence[list[Line]]) -> dict[int, float]:
    """The usual distance between the lines of a paragraph for each size, in points.

    Told by lines that begin with a small letter: they go on with the paragraph above.
    """
    found: dict[int, list[float]] = defaultdict(list)
    for lines in pages:
        ordered = sorted(lines, key=lambda line: (round(line.x0), line.y))
        for above, line in pairwise(ordered):
            apart = line.y - above.y
            if (
                line.words[0].text[:1].islower()
                and unfinished(above.text)
                and abs(line.x0 - above.x0) < 2
                and abs(line.size - above.size) < 0.3
                and 0.8 * line.size < apart < 3 * line.size
            ):
                found[round(line.size)].append(apart)
    # The lower quarter: a list without bullets, its lines apart, goes on in small letters too.
    usual = {size: sorted(gaps)[len(gaps) // 4] for size, gaps in found.items()}
    return {
        size: gap for size, gap in usual.items() if gap < _WIDE * size or len(found[size]) >= _SURE
    }
