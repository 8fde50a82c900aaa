"""What a page is read into: runs of lines and tables, and the regions that gutters part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditrack.intake.pdf.lines import Line
from auditrack.intake.pdf.sheets import Ruling

Gap = tuple[float, float]
Band = list[Line]


@dataclass(slots=True)
class Region:
    """A run of bands that the same gutters part into columns; `taken` is what words stand over."""

    bands: list[Band]
    gaps: list[Gap]
    taken: list[Gap] = field(default_factory=list)

    def column(self, line: Line) -> int:
        """Which column a line stands in, from the left."""
        middle = line.x0 + line.x1
        place = 0
        for start, end in self.gaps:
            if middle <= start + end:
                break
            place += 1
        return place

    def lines(self) -> list[Line]:
        """All lines, from above."""
        return [line for band in self.bands for line in band]


def bands_of(lines: Sequence[Line]) -> list[Band]:
    """Lines beside each other, from above; within a band from the left."""
    bands: list[Band] = []
    bottom = 0.0
    for line in sorted(lines, key=lambda line: (line.top, line.x0)):
        if bands and line.top < bottom - 0.3 * line.size:
            bands[-1].append(line)
            bottom = max(bottom, line.bottom)
        else:
            bands.append([line])
            bottom = line.bottom
    for band in bands:
        band.sort(key=lambda line: line.x0)
    return bands


@dataclass(slots=True)
class Run:
    """Lines of one column, from above; `right` is its right edge, None for the page's own."""

    lines: list[Line]
    right: float | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a page: its number and rulings, and the document's usual leadings."""

    page: int
    rulings: Sequence[Ruling]
    leading: Mapping[int, float]


def rowed(lines: Sequence[Line]) -> list[Line]:
    """Lines of one column from above, pieces on one baseline put together."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        last = rows[-1] if rows else None
        if last is not None and abs(line.y - last.y) < 0.35 * max(line.size, last.size):
            words = sorted([*last.words, *line.words], key=lambda word: word.x0)
            rows[-1] = Line(words, line.page, last.noted or line.noted)
            rows[-1].underlined = last.underlined and line.underlined
            rows[-1].frame = last.frame
        else:
            rows.append(line)
    return rows
