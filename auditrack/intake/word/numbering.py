"""Automatic numbers: what Word prints before a paragraph, which no run of its text holds."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from auditrack.intake.word.markup import ALTERNATE, VAL, on, w, whole
from auditrack.intake.word.numerals import numeral

LEVELS: Final = 9
_PLACE = re.compile(r"%([1-9])")
_LONGEST: Final = 80
_MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: from which number it counts, in which form, and what is printed."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    indent: int | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands before one paragraph: "4.2", "Recommendation 3:" or a bullet's glyph."""

    text: str
    form: str
    level: int
    indent: int | None
    worded: bool = False
    """Whether words are part of it, and not only a number."""

    @property
    def bullet(self) -> bool:
        """Whether it only marks a list item."""
        return self.form == "bullet" or not any(mark.isalnum() for mark in self.text)


@dataclass(slots=True)
class _List:
    """An abstract list: lists of the same one count on together."""

    levels: Mapping[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class _Numbers:
    """A list as paragraphs name it: its abstract list and what it changes of it."""

    of: _List
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    begun: bool = False


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(
        self, root: etree._Element | None, list_of_style: Callable[[str], int | None]
    ) -> None:
        self._lists: dict[int, _List] = {}
        self._numbers: dict[int, _Numbers] = {}
        if root is not None:
            self._load(root, list_of_style)

    def level_of(self, list_id: int, style: str) -> int | None:
        """The level of a list that a paragraph style is tied to."""
        numbers = self._numbers.get(list_id)
        if numbers is None:
            return None
        for place in range(LEVELS):
            level = numbers.levels.get(place) or numbers.of.levels.get(place)
            if level is not None and level.style == style:
                return place
        return None

    def next(self, list_id: int, place: int) -> Printed | None:
        """What is printed before the next paragraph of a list; None where it is not numbered."""
        numbers = self._numbers.get(list_id)
        if numbers is None:
            return None
        place = min(max(place, 0), LEVELS - 1)
        level = self._level(numbers, place)
        if level is None:
            return None
        counts = numbers.of.counts
        if not numbers.begun:
            numbers.begun = True
            for at in numbers.starts:
                counts[at] = None
        for above in range(place):
            if counts[above] is None:
                # A level that was never printed counts as begun: the next of it is the second.
                counts[above] = self._start(numbers, above)
        before = counts[place]
        counts[place] = self._start(numbers, place) if before is None else min(before + 1, _MOST)
        for deeper in range(place + 1, LEVELS):
            after = self._level(numbers, deeper)
            restart = after.restart if after is not None else None
            if restart is None or (restart and place < restart):
                counts[deeper] = None
        text = self._printed(numbers, level)
        worded = any(mark.isalpha() for mark in _PLACE.sub("", level.text))
        return Printed(text, level.form, place, level.indent, worded and level.form != "bullet")

    def _level(self, numbers: _Numbers, place: int) -> Level | None:
        return numbers.levels.get(place) or numbers.of.levels.get(place)

    def _start(self, numbers: _Numbers, place: int) -> int:
        level = self._level(numbers, place)
        return numbers.starts.get(place, level.start if level is not None else 1)

    def _printed(self, numbers: _Numbers, level: Level) -> str:
        def value(hit: re.Match[str]) -> str:
            place = int(hit[1]) - 1
            its = self._level(numbers, place)
            count = numbers.of.counts[place]
            if its is None or its.form == "bullet" or count is None:
                return ""
            return numeral(count, "decimal" if level.legal else its.form)

        return _PLACE.sub(value, level.text) if level.form != "bullet" else level.text

    # The part itself

    def _load(self, root: etree._Element, list_of_style: Callable[[str], int | None]) -> None:
        links: dict[int, str] = {}
        for element in root.iterchildren(w("abstractNum")):
            name = whole(element.get(w("abstractNumId")), 0, 2**31)
            if name is None:
                continue
            self._lists[name] = _List(dict(map(_level, element.iterchildren(w("lvl")))))
            link = element.find(w("numStyleLink"))
            if link is not None and link.get(VAL):
                links[name] = link.get(VAL, "")
        abstracts: dict[int, int] = {}
        for element in root.iterchildren(w("num")):
            number = whole(element.get(w("numId")), 0, 2**31)
            named = element.find(w("abstractNumId"))
            abstract = whole(named.get(VAL) if named is not None else None, 0, 2**31)
            if number is None or abstract is None:
                continue
            abstracts[number] = abstract
            starts, levels = _overrides(element)
            of = self._lists.setdefault(abstract, _List({}))
            self._numbers[number] = _Numbers(of, levels, starts)
        for name, style in links.items():
            # A list that only names a numbering style is the list of that style.
            number = list_of_style(style)
            target = self._lists.get(abstracts.get(number, -1)) if number is not None else None
            if target is not None and target.levels:
                self._lists[name].levels = target.levels
                self._lists[name].counts = target.counts


def _overrides(element: etree._Element) -> tuple[dict[int, int], dict[int, Level]]:
    """What one use of a list changes: the numbers it starts from, and whole levels."""
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.iterchildren(w("lvlOverride")):
        place = whole(override.get(w("ilvl")), 0, LEVELS - 1)
        if place is None:
            continue
        changed = override.find(w("lvl"))
        if changed is not None:
            levels[place] = _level(changed)[1]
        start = override.find(w("startOverride"))
        if start is not None:
            starts[place] = whole(start.get(VAL), 0, _MOST) or 0
    return starts, levels


def _level(element: etree._Element) -> tuple[int, Level]:
    place = whole(element.get(w("ilvl")), 0, LEVELS - 1) or 0
    said: dict[str, etree._Element] = {}
    for child in element:
        if child.tag == ALTERNATE:
            # Forms that an older Word does not know stand beside one that it does.
            inner = child[-1] if len(child) else None
            said.update({grand.tag: grand for grand in (inner if inner is not None else ())})
        else:
            said.setdefault(child.tag, child)

    def value(name: str) -> str | None:
        found = said.get(w(name))
        return found.get(VAL) if found is not None else None

    legal = said.get(w("isLgl"))
    ppr = said.get(w("pPr"))
    return place, Level(
        start=whole(value("start"), 0, _MOST) or 0,
        form=value("numFmt") or "decimal",
        text=(value("lvlText") or "")[:_LONGEST],
        restart=whole(value("lvlRestart"), 0, LEVELS),
        legal=legal is not None and on(legal),
        indent=indent_of(ppr),
        style=value("pStyle"),
    )


def indent_of(ppr: etree._Element | None) -> int | None:
    """How far the text stands in from the margin, in twentieths of a point."""
    found = ppr.find(w("ind")) if ppr is not None else None
    if found is None:
        return None
    left = found.get(w("left")) or found.get(w("start"))
    return whole(left, 0, 31_680) if left is not None else None
