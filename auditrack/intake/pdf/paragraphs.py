"""Lines to paragraphs, and paragraphs to words."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from auditrack.intake.pdf.breaks import Column, Paragraph, cut_off, marker, parts, room_for
from auditrack.intake.pdf.hyphens import Hyphens
from auditrack.intake.pdf.lines import Line
from auditrack.intake.wrapping import unfinished

_STEP = 3.5


def paragraphs_of(lines: Sequence[Line], column: Column) -> list[Paragraph]:
    """The paragraphs of one column, in order."""
    made: list[Paragraph] = []
    column.indent = _first_indent(lines, column.left)
    rights = _right_edges(lines, column)
    for place, line in enumerate(lines):
        last = made[-1] if made else None
        if last is not None:
            near = right = rights[place - 1]
            three = lines[place - 1 : place + 2]
            if len(three) > 2 and all(_close(one, more, column) for one, more in pairwise(three)):
                near = max(other.x1 for other in three)
            if not parts(last, line, column, right, near):
                last.lines.append(line)
                continue
        space = None
        if last is not None:
            above = last.lines[-1]
            space = (line.y - above.y) / column.usual(min(line.size, above.size)) - 1
        made.append(Paragraph([line], space, right=rights[place]))
    for paragraph in made:
        mark = marker(paragraph.first)
        paragraph.bullet = mark == "bullet"
        paragraph.indent = max(0, round((paragraph.first.x0 - column.left) / _STEP))
    whole: list[Paragraph] = []
    for paragraph in made:
        if whole and cut_off(whole[-1], paragraph):
            whole[-1].lines.extend(paragraph.lines)
        else:
            whole.append(paragraph)
    return whole


def _right_edges(lines: Sequence[Line], column: Column) -> list[float]:
    """The x at which each line had to end.

    That is the edge of the column or of a frame, or, where lines that go on below in small letters
    all end sooner, as those of an inset do, the end of the longest.
    """
    rights = [column.frames.get(line.frame or 0, column.right) for line in lines]
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and _close(lines[end - 1], lines[end], column):
            end += 1
        run = lines[start:end]
        wraps = [
            (line, after)
            for line, after in pairwise(run)
            if after.words[0].text[:1].islower() and unfinished(line.text)
        ]
        if len(wraps) > 1:
            edge = max(line.x1 for line in run)
            full = sum(room_for(after, line, edge) < 0 for line, after in wraps)
            if full >= 0.8 * len(wraps) and edge < rights[start] - 3 * run[0].size:
                rights[start:end] = [edge] * (end - start)
        start = end
    return rights


def _close(above: Line, line: Line, column: Column) -> bool:
    usual = column.usual(min(above.size, line.size))
    return above.frame == line.frame and 0 < line.y - above.y < 1.25 * usual


def _first_indent(lines: Sequence[Line], left: float) -> float:
    """How far the first lines of paragraphs stand in from the left, or 0 where they do not."""
    found: Counter[int] = Counter()
    for line, after in pairwise(lines):
        step = line.x0 - left
        stands_in = 0.6 * line.size < step < 4 * line.size and abs(after.x0 - left) < 2
        if stands_in and after.words[0].text[:1].islower() and marker(line) is None:
            found[round(step)] += 1
    if not found:
        return 0.0
    step, count = found.most_common(1)[0]
    return float(step) if count >= 2 else 0.0


def usual_space(paragraphs: Sequence[Paragraph]) -> float:
    """The space, in lines, that every paragraph of a document has before it; 0 where some lack it.

    Space that all have says nothing of any one of them.
    """
    spaces = sorted(p.space for p in paragraphs if p.space is not None and p.space > -0.5)
    if len(spaces) < 8 or spaces[len(spaces) // 8] < 0.25:
        return 0.0
    return spaces[len(spaces) // 2]


def blank_lines(paragraph: Paragraph, usual: float) -> int:
    """How many blank lines stand before a paragraph, the usual space left out."""
    if paragraph.space is None:
        return 1
    more = paragraph.space - usual
    return 0 if more < 0.3 else max(1, round(more))


def words_of(paragraph: Paragraph, hyphens: Hyphens) -> str:
    """A paragraph as one text, its bullet left out."""
    lines = paragraph.lines
    if paragraph.bullet and len(lines[0].words) > 1:
        lines = [Line(lines[0].words[1:], lines[0].page), *lines[1:]]
    elif paragraph.bullet:
        lines = lines[1:]
    texts: list[str] = []
    for place, line in enumerate(lines):
        if place and hyphens.broken(lines[place - 1], line, paragraph.right):
            texts[-1] += line.text
        else:
            texts.append(line.text)
    return hyphens.join(texts)
