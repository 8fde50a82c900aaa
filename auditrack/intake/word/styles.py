"""What the styles of a document say: headings, quotations, contents, lists, bold, hidden."""

import re
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from auditrack.intake.word.markup import VAL, on, w, whole
from auditrack.intake.word.numbering import indent_of

DEEPEST: Final = 6
"""Headings below this level are read as of it."""

_HEADING = re.compile(r"heading ([1-9])")
_TITLES: Final = {"title": 1, "subtitle": 2}
_CONTENTS = re.compile(r"toc [1-9]|toc heading|table of (?:figures|authorities)|index [1-9]")
_QUOTED = re.compile(r".*\bquot(?:e|es|ation|ations)\b.*|block text")
_LISTED = re.compile(r"list bullet(?: [2-5])?")
_NOTES: Final = frozenset({"footnote text", "endnote text"})
_LONGEST_CHAIN: Final = 32
_BODY_LEVEL: Final = 9
_USUAL_SIZE: Final = 20
"""Half points: the size of letters where a document says none."""


@dataclass(frozen=True, slots=True)
class Letters:
    """How a run is set, where it is said: None leaves it to what lies below."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    size: int | None = None

    def over(self, below: "Letters") -> "Letters":
        """These on top of `below`, as a derived style stands on its base."""
        return Letters(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.hidden if self.hidden is None else self.hidden,
            self.size or below.size,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says with all that it is based on.

    `level` is that of a heading, 0 for none. `list_id` and `list_level` are of the list it is in,
    `list_style` the style that says so.
    """

    level: int = 0
    contents: bool = False
    quoted: bool = False
    listed: bool = False
    note: bool = False
    list_id: int | None = None
    list_level: int | None = None
    list_style: str = ""
    indent: int | None = None
    page_before: bool = False
    letters: Letters = Letters()


class Styles:
    """The styles of a document by their name."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._default = ""
        self._paragraphs: dict[str, Style] = {}
        self._runs: dict[str, Letters] = {}
        self._all = Letters(size=_USUAL_SIZE)
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        for element in root.iterchildren(w("style")):
            name = element.get(w("styleId"))
            if not name:
                continue
            self._elements.setdefault(name, element)
            default = element.get(w("default"))
            if element.get(w("type")) == "paragraph" and default in ("1", "true", "on"):
                self._default = self._default or name
        rpr = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self._all = Letters(size=letters(rpr).size or _USUAL_SIZE)

    def paragraph(self, name: str | None) -> Style:
        """What a paragraph's style says; an unknown one says what the default says."""
        key = name if name in self._elements else self._default
        found = self._paragraphs.get(key or "")
        if found is None:
            found = self._paragraphs[key or ""] = self._resolve(key or "")
        return found

    def run(self, name: str | None) -> Letters:
        """What a character style says."""
        if not name:
            return _NOTHING
        found = self._runs.get(name)
        if found is None:
            found = _NOTHING
            for element in self._chain(name):
                found = found.over(letters(element.find(w("rPr"))))
            self._runs[name] = found
        return found

    def list_of(self, name: str) -> int | None:
        """The list that a style is in."""
        return self._resolve(name).list_id

    def _chain(self, name: str) -> list[etree._Element]:
        """A style and what it is based on, itself first."""
        chain: list[etree._Element] = []
        while name in self._elements and len(chain) < _LONGEST_CHAIN:
            element = self._elements[name]
            if element in chain:
                break
            chain.append(element)
            base = element.find(w("basedOn"))
            name = base.get(VAL, "") if base is not None else ""
        return chain

    def _resolve(self, name: str) -> Style:
        level: int | None = None
        said = Style(letters=self._all)
        look = _NOTHING
        for element in self._chain(name):
            named = element.find(w("name"))
            words = (named.get(VAL, "") if named is not None else "").strip().lower()
            ppr = element.find(w("pPr"))
            if level is None:
                level = _level(words, ppr)
            list_id, list_level, list_style = said.list_id, said.list_level, said.list_style
            numpr = ppr.find(w("numPr")) if ppr is not None else None
            if numpr is not None:
                its_id, its_level = list_reference(numpr)
                if list_id is None and its_id is not None:
                    list_id, list_style = its_id, element.get(w("styleId")) or ""
                list_level = its_level if list_level is None else list_level
            before = ppr.find(w("pageBreakBefore")) if ppr is not None else None
            look = look.over(letters(element.find(w("rPr"))))
            said = replace(
                said,
                contents=said.contents or _CONTENTS.fullmatch(words) is not None,
                quoted=said.quoted or _QUOTED.fullmatch(words) is not None,
                listed=said.listed or _LISTED.fullmatch(words) is not None,
                note=said.note or words in _NOTES,
                list_id=list_id,
                list_level=list_level,
                list_style=list_style,
                indent=indent_of(ppr) if said.indent is None else said.indent,
                page_before=said.page_before or (before is not None and on(before)),
            )
        return replace(said, level=level or 0, letters=look.over(self._all))


_NOTHING: Final = Letters()


def _level(words: str, ppr: etree._Element | None) -> int | None:
    """The heading level that one style of a chain gives, 0 for body text, None for no word."""
    outline = ppr.find(w("outlineLvl")) if ppr is not None else None
    if outline is not None:
        return outline_level(outline)
    hit = _HEADING.fullmatch(words)
    if hit is not None:
        return min(int(hit[1]), DEEPEST)
    return _TITLES.get(words)


def outline_level(element: etree._Element) -> int:
    """The heading level of `w:outlineLvl`: it counts from 0, and 9 is body text."""
    value = whole(element.get(VAL), 0, _BODY_LEVEL)
    return 0 if value is None or value == _BODY_LEVEL else min(value + 1, DEEPEST)


def list_reference(numpr: etree._Element) -> tuple[int | None, int | None]:
    """The list and the level that `w:numPr` names."""
    its_id, its_level = numpr.find(w("numId")), numpr.find(w("ilvl"))
    return (
        whole(its_id.get(VAL), 0, 2**31) if its_id is not None else None,
        whole(its_level.get(VAL), 0, 8) if its_level is not None else None,
    )


_BOLD, _ITALIC, _HIDDEN, _SIZE = w("b"), w("i"), w("vanish"), w("sz")


def letters(rpr: etree._Element | None) -> Letters:
    """What run properties say by themselves."""
    if rpr is None or not len(rpr):
        return _NOTHING
    bold = italic = hidden = size = None
    for child in rpr:
        tag = child.tag
        if tag == _BOLD:
            bold = on(child)
        elif tag == _ITALIC:
            italic = on(child)
        elif tag == _HIDDEN:
            hidden = on(child)
        elif tag == _SIZE:
            size = whole(child.get(VAL), 1, 3276)
    return Letters(bold, italic, hidden, size)
