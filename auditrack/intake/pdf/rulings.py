"""The ruled lines of a page: strokes, thin boxes and the edges of boxes; and its pictures."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from auditrack.intake.pdf.sheets import Ruling, Sheet
from auditrack.intake.pdf.words import upright

_THIN = 3.2
_SHORTEST = 6.0
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 2_000
_DEEPEST = 4
_PICTURE_SHARE = 0.5

Bounds = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rulings:
    """Collects the rulings of one page into its sheet."""

    def __init__(self, page: Any, bounds: Bounds) -> None:
        self._bounds = bounds
        self._left = _MOST_OBJECTS
        self._boxes: list[tuple[Bounds, bool]] = []
        self.pictured = False
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        count = pdfium.FPDFPage_CountObjects(page)
        for index in range(min(count, self._left)):
            self._object(pdfium.FPDFPage_GetObject(page, index), _SAME, 0)

    def onto(self, sheet: Sheet, quarter: int) -> None:
        """Give a sheet its rulings, turned as its words were."""
        for (left, bottom, right, top), soft in self._boxes:
            ax, ay = upright(left, bottom, quarter, self._bounds)
            bx, by = upright(right, top, quarter, self._bounds)
            x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
            if y1 - y0 <= _THIN and x1 - x0 >= _SHORTEST:
                sheet.lying.append(Ruling((y0 + y1) / 2, x0, x1, soft))
            elif x1 - x0 <= _THIN and y1 - y0 >= _SHORTEST:
                sheet.standing.append(Ruling((x0 + x1) / 2, y0, y1, soft))
            elif x1 - x0 > _THIN and y1 - y0 > _THIN:
                sheet.lying += [Ruling(y0, x0, x1, soft), Ruling(y1, x0, x1, soft)]
                sheet.standing += [Ruling(x0, y0, y1, soft), Ruling(x1, y0, y1, soft)]

    def _object(self, thing: Any, matrix: Matrix, depth: int) -> None:
        self._left -= 1
        if self._left < 0 or not thing:
            return
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(thing, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = self._box(thing, matrix)
            left, bottom, right, top = self._bounds
            if box is not None:
                wide = min(box[2], right) - max(box[0], left)
                high = min(box[3], top) - max(box[1], bottom)
                area = (right - left) * (top - bottom)
                if wide > 0 and high > 0 and wide * high > _PICTURE_SHARE * area:
                    self.pictured = True
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix(thing), matrix)
            for index in range(min(pdfium.FPDFFormObj_CountObjects(thing), self._left)):
                self._object(pdfium.FPDFFormObj_GetObject(thing, index), inner, depth + 1)

    def _box(self, thing: Any, matrix: Matrix) -> Bounds | None:
        left, bottom, right, top = self._edges
        if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            return None
        ax, ay = _moved(left.value, bottom.value, matrix)
        bx, by = _moved(right.value, top.value, matrix)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _path(self, thing: Any, matrix: Matrix) -> None:
        if not pdfium.FPDFPath_GetDrawMode(thing, self._fill, self._stroke) or not (
            self._fill.value or self._stroke.value
        ):
            return
        box = self._box(thing, matrix)
        if box is None:
            return
        wide, high = box[2] - box[0], box[3] - box[1]
        if wide <= _THIN or high <= _THIN:
            self._boxes.append((box, False))
            return
        count = pdfium.FPDFPath_CountSegments(thing)
        if count <= _MOST_SEGMENTS:
            soft = not self._stroke.value
            self._segments(thing, count, _times(_matrix(thing), matrix), soft)

    def _segments(self, thing: Any, count: int, matrix: Matrix, soft: bool) -> None:
        """The straight lines of a path that lie or stand; a thin box among them is one ruling."""
        x, y = ctypes.c_float(), ctypes.c_float()
        start = here = (0.0, 0.0)
        run: list[Bounds] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(thing, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _moved(x.value, y.value, matrix)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._shape(run, soft)
                run, start = [], point
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                run.append(_edge(here, point))
            here = point
            if pdfium.FPDFPathSegment_GetClose(segment) and kind == pdfium.FPDF_SEGMENT_LINETO:
                run.append(_edge(here, start))
                here = start
        self._shape(run, soft)

    def _shape(self, run: list[Bounds], soft: bool) -> None:
        """The edges of one part of a path: a thin box as one ruling, others one by one."""
        if not run:
            return
        left, bottom = min(e[0] for e in run), min(e[1] for e in run)
        right, top = max(e[2] for e in run), max(e[3] for e in run)
        if right - left <= _THIN or top - bottom <= _THIN:
            self._boxes.append(((left, bottom, right, top), False))
            return
        edges = [edge for edge in run if edge[2] - edge[0] < 0.5 or edge[3] - edge[1] < 0.5]
        if soft and len(edges) == len(run):
            self._boxes.append(((left, bottom, right, top), True))
        else:
            self._boxes += [(edge, soft) for edge in edges]


def _edge(one: tuple[float, float], other: tuple[float, float]) -> Bounds:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )


def _matrix(thing: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k,
            e * h + f * j + m)  # fmt: skip


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
