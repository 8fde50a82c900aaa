"""Where a report is written in its template: each run of section tokens, and how its pages lie."""

from collections.abc import Container, Iterator
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from auditrack.reports.kit.kind import REPORT
from auditrack.reports.templating import tokens

SLIVER = (
    f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20"'
    ' w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""A paragraph too low to be seen, where Word must have one."""

_BEFORE_SIZE = {
    qn(f"w:{name}")
    for name in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz")
}
_A4 = {"w:w": "11906", "w:h": "16838"}
_MARGINS = {f"w:{side}": "1134" for side in ("top", "right", "bottom", "left")}
_BODY, _PARAGRAPH, _TABLE, _SECTION = qn("w:body"), qn("w:p"), qn("w:tbl"), qn("w:sectPr")
_PROPERTIES = qn("w:pPr")
_SECTION_BELOW = f"{_PROPERTIES}/{_SECTION}"
_PICTURES = tuple(qn(f"w:{name}") for name in ("drawing", "pict", "object"))
_MARKS = {qn(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permEnd")}
_BEFORE_BREAK = {qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines")}


class Place:
    """A place of the body where one part after another is written, from top to bottom.

    Attributes:
        names: the tokens that stood there, in their order.
        breaks: those of them whose paragraph began a new page.
    """

    def __init__(self, paragraph: Any, names: list[str], breaks: set[str]) -> None:
        self.names = names
        self.breaks = breaks
        self._end = paragraph
        self._section = _section_of(paragraph)
        self._is_wide = False
        self._is_to_break = False

    def put(self, element: Any) -> None:
        """Puts an element behind what was written last."""
        if self._is_to_break and element.tag == _PARAGRAPH:
            properties = element.find(_PROPERTIES)
            if properties is None:
                properties = etree.Element(_PROPERTIES)
                element.insert(0, properties)
            at = sum(1 for child in properties if child.tag in _BEFORE_BREAK)
            properties.insert(at, OxmlElement("w:pageBreakBefore"))
            self._is_to_break = False
        self._end.addprevious(element)

    def last(self) -> Any:
        """What stands before what is written next; None at the beginning of the body."""
        last = self._end.getprevious()
        while last is not None and last.tag in _MARKS:
            last = last.getprevious()
        return last

    def follows_table(self) -> bool:
        """Whether a table stands right before what is written next."""
        last = self.last()
        return last is not None and last.tag in (etree.ProcessingInstruction, _TABLE)

    def available(self) -> int:
        """The width between the margins, in twentieths of a point."""
        size, margins = self._section.find(qn("w:pgSz")), self._section.find(qn("w:pgMar"))
        sides = sorted(int(size.get(qn(name), _A4[name])) for name in ("w:w", "w:h"))
        across = sides[1] if self._is_wide else int(size.get(qn("w:w"), _A4["w:w"]))
        edges = sum(int(margins.get(qn(name), "1134")) for name in ("w:left", "w:right"))
        return max(across - edges, across // 2)

    def height(self) -> int:
        """The height between the margins, in twentieths of a point."""
        size, margins = self._section.find(qn("w:pgSz")), self._section.find(qn("w:pgMar"))
        sides = sorted(int(size.get(qn(name), _A4[name])) for name in ("w:w", "w:h"))
        down = sides[0] if self._is_wide else int(size.get(qn("w:h"), _A4["w:h"]))
        # Word writes a margin below 0 where the text may not make way for a header.
        edges = sum(abs(int(margins.get(qn(name), "1134"))) for name in ("w:top", "w:bottom"))
        return max(down - edges, down // 2)

    def break_page(self) -> None:
        """What is written next begins a page, as the paragraph of its token did."""
        self._is_to_break = True

    def turn(self, to_wide: bool) -> None:
        """Ends the present section, in its own direction, and goes on in the other."""
        if to_wide == self._is_wide:
            return
        self._is_wide = to_wide
        self._is_to_break = False  # it begins a page anyhow
        last = self.last()
        if last is None or (last.tag == _PARAGRAPH and last.find(_SECTION_BELOW) is not None):
            return  # nothing stands in this section yet, and an empty page shall not
        ended = deepcopy(self._section)
        if not to_wide:
            _lay_wide(ended)
        if last.tag != _PARAGRAPH:
            self.put(parse_xml(SLIVER))
            last = self.last()
        properties = last.find(_PROPERTIES)
        if properties is None:
            properties = etree.Element(_PROPERTIES)
            last.insert(0, properties)
        _add_section(properties, ended)
        # Later sections go on counting pages, start on a new one, and have no first page of theirs.
        for name in ("w:titlePg", "w:pgNumType", "w:type"):
            for once in self._section.findall(qn(name)):
                self._section.remove(once)

    def close(self) -> None:
        """Turns the pages back and takes the place itself away. Nothing is written here after."""
        if self._is_wide and self._ends_section():
            _lay_wide(self._section)
        else:
            self.turn(False)
        if self.follows_table():
            self.put(parse_xml(SLIVER))
        if self._end.find(_SECTION_BELOW) is None:
            self._end.getparent().remove(self._end)
        else:
            _empty(self._end)

    def _ends_section(self) -> bool:
        """Whether nothing of the template follows in this section."""
        if self._end.find(_SECTION_BELOW) is not None:
            return True
        following = self._end.getnext()
        return (
            following is None
            or following.tag == _SECTION
            or (following.find(_SECTION_BELOW) is not None and is_blank(following))
        )


def places_in(body: Any, parts: Container[str]) -> list[Place]:
    """Takes the tokens of parts from the body, and gives the places where they stood, in order.

    Tokens that touch make one place, also with blank lines between. A body without any is written
    at its end.

    Args:
        body: the body of the template, whose values are not filled yet.
        parts: the tokens that stand for a part of the report.
    """
    found: list[Place] = []
    open_names: tuple[Any, list[str], set[str]] | None = None
    blanks: list[Any] = []
    for element in _unwrapped(body, parts):
        if element.tag in _MARKS:
            continue
        name = part_of(element, parts)
        if name is None:
            if open_names is not None and is_blank(element):
                blanks.append(element)
                if element.find(_SECTION_BELOW) is None:
                    continue
                blanks.pop()
            if open_names is not None:
                found.append(Place(*open_names))
                open_names = None
            blanks.clear()
            continue
        breaks = {name} if _begins_page(element) else set()
        if open_names is not None:
            for gone in (*blanks, open_names[0]):
                body.remove(gone)
            open_names = (element, [*open_names[1], name], open_names[2] | breaks)
        else:
            open_names = (element, [name], breaks)
        blanks.clear()
        if element.find(_SECTION_BELOW) is not None:
            found.append(Place(*open_names))
            open_names = None
    if open_names is not None:
        found.append(Place(*open_names))
    return found or [_at_the_end(body)]


def part_of(element: Any, parts: Container[str]) -> str | None:
    """The part whose token is all that a paragraph holds; None for anything else."""
    if element.tag != _PARAGRAPH or next(element.iter(*_PICTURES), None) is not None:
        return None
    name = tokens.only_token(element)
    return name if name is not None and name in parts else None


def is_blank(element: Any) -> bool:
    """Whether it is a paragraph in which nothing can be seen."""
    return element.tag == _PARAGRAPH and not (
        "".join(text.text or "" for text in element.iter(qn("w:t"))).strip()
        or next(element.iter(*_PICTURES, qn("w:br"), qn("w:fldChar"), qn("w:fldSimple")), None)
        is not None
        or element.find(f"{_PROPERTIES}/{qn('w:pageBreakBefore')}") is not None
    )


def _unwrapped(body: Any, parts: Container[str]) -> list[Any]:
    """What stands in the body; a content control around the token of a part is taken off."""
    for control in list(body.iterchildren(qn("w:sdt"))):
        content = control.find(qn("w:sdtContent"))
        held = [] if content is None else list(content)
        if any(part_of(one, parts) for one in held):
            for one in held:
                control.addprevious(one)
            body.remove(control)
    return list(body)


def _begins_page(paragraph: Any) -> bool:
    before = paragraph.find(f"{_PROPERTIES}/{qn('w:pageBreakBefore')}")
    if before is not None and before.get(qn("w:val"), "1") not in ("0", "false", "off"):
        return True
    return any(one.get(qn("w:type")) == "page" for one in paragraph.iter(qn("w:br")))


def _at_the_end(body: Any) -> Place:
    if not any((text.text or "").strip() for text in body.iter(qn("w:t"))):
        for blank in body.findall(_PARAGRAPH):
            if is_blank(blank) and blank.find(_SECTION_BELOW) is None:
                body.remove(blank)
    place = OxmlElement("w:p")
    last = body.find(_SECTION)
    if last is None:
        body.append(place)
    else:
        last.addprevious(place)
    return Place(place, [REPORT], set())


def _section_of(place: Any) -> Any:
    """The page set-up that holds for the place: the next one written down after it."""
    for element in (place, *place.itersiblings()):
        found = element if element.tag == _SECTION else element.find(_SECTION_BELOW)
        if found is not None:
            break
    else:
        found = etree.SubElement(place.getparent(), _SECTION)
    for name, defaults in (("w:pgSz", _A4), ("w:pgMar", _MARGINS)):
        if found.find(qn(name)) is None:
            made = OxmlElement(name, {qn(key): value for key, value in defaults.items()})
            before = sum(1 for child in found if child.tag in _BEFORE_SIZE)
            found.insert(before, made)
    return found


def _lay_wide(section: Any) -> None:
    size = section.find(qn("w:pgSz"))
    short, long = sorted(int(size.get(qn(name), _A4[name])) for name in ("w:w", "w:h"))
    size.set(qn("w:w"), str(long))
    size.set(qn("w:h"), str(short))
    size.set(qn("w:orient"), "landscape")


def _add_section(properties: Any, section: Any) -> None:
    """Where a paragraph's properties must have it: behind all but a tracked change of them."""
    change = properties.find(qn("w:pPrChange"))
    if change is None:
        properties.append(section)
    else:
        change.addprevious(section)


def _empty(paragraph: Any) -> None:
    for child in list(_contents(paragraph)):
        paragraph.remove(child)


def _contents(paragraph: Any) -> Iterator[Any]:
    return (child for child in paragraph if child.tag != _PROPERTIES)
