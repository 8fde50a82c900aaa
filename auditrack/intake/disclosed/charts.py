"""What a chart says: its titles, and each point of each series as a row."""

from collections.abc import Iterator

from lxml import etree

from auditrack.intake.disclosed.markup import A_PARAGRAPH, A_TEXT, flat, local
from auditrack.model.disclosed import Part

_SERIES = ("cat", "val", "xVal", "yVal", "bubbleSize")


def chart_parts(root: etree._Element, called: str) -> Iterator[Part]:
    """The texts of `c:chartSpace` (or of a newer chart), each once."""
    for paragraph in root.iter(A_PARAGRAPH):
        text = "".join(one.text or "" for one in paragraph.iter(A_TEXT))
        if text.strip():
            yield Part(called, text)
    read: set[etree._Element] = set()
    number = 0
    for series in root.iter(etree.Element):
        if local(series.tag) != "ser":
            continue
        number += 1
        points: dict[int, list[str]] = {}
        for child in series:
            if local(child.tag) not in _SERIES:
                continue
            for point in child.iter(etree.Element):
                if local(point.tag) != "pt":
                    continue
                said = "".join(str(one) for one in point.itertext())
                read.update(point.iter(etree.Element))
                points.setdefault(_index(point), []).append(flat(said))
        for at in sorted(points):
            yield Part(
                f"{called}, series {number}, point {at + 1}", "\t".join(points[at]), cells=()
            )
    for element in root.iter(etree.Element):
        if element in read or element.tag == A_TEXT or not (element.text or "").strip():
            continue
        if not len(element):
            yield Part(called, element.text or "")


def _index(point: etree._Element) -> int:
    try:
        return max(int(point.get("idx") or 0), 0)
    except ValueError:
        return 0
