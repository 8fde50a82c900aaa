"""Page furniture: running heads and feet, page numbers, footnotes. Taken out before reading."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands: its words, the page (None where pages are unknown) and offset."""

    text: str
    page: int | None
    offset: int

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text.strip()


_PAGE = re.compile(
    r"[-–—|\s]*(?:page|pg\.?)\s*\|?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*"
    r"|[-–—]\s*\d{1,4}\s*[-–—]"
    r"|\d{1,4}\s*\|\s*page|\d{1,4}\s+of\s+\d{1,4}|\[\s*page\s+\d{1,4}\s*\]",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,3}")
_PARAGRAPH_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+")
_DIGITS = re.compile(r"\d+")
_FOOTNOTE = re.compile(r"\s*(?:<sup>\s*\d{1,3}\s*</sup>\s*\S|\[\^[^\]\s]{1,20}\]:)", re.IGNORECASE)
_MARKING = re.compile(
    r"\b(?:confidential|official|sensitive|restricted|draft|embargo\w*|not for (?:publication"
    r"|circulation)|final (?:report|version|draft)|version \d|copyright|©)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:recommendation|finding|lesson|learning|action|theme|appendix|section|chapter|part)s?\b"
    r".{0,12}",
    re.IGNORECASE,
)

_EDGE = 3
_REPEATS = 3


def is_page_number(words: str) -> bool:
    """Whether a line says which page it stands on: "Page 3 of 12", "- 4 -"."""
    return bool(_PAGE.fullmatch(words))


def is_marking(words: str) -> bool:
    """Whether a line says how a document may be used: "OFFICIAL", "Confidential", "Draft 2"."""
    return bool(_MARKING.search(words))


def is_label(words: str) -> bool:
    """Whether a line is the label or heading of an item, however often it is printed."""
    return bool(_LABEL.fullmatch(words))


def mask(words: str) -> str:
    """A line with every number alike, so that running heads of all pages are one."""
    return _DIGITS.sub("0", words.lower())


def furniture(lines: Sequence[Line]) -> set[int]:
    """The indexes of lines that belong to the page and not to the text."""
    drop: set[int] = set()
    bare: list[int] = []
    masks: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        words = line.text.strip().strip("*_#").strip()
        if not words or len(words) > 120 or "\t" in words or _PARAGRAPH_NUMBER.fullmatch(words):
            continue
        if is_page_number(words):
            drop.add(index)
        elif _BARE.fullmatch(words):
            bare.append(index)
        elif is_marking(words) or _DIGITS.search(words) or line.page is not None:
            masks[mask(words)].append(index)
    drop.update(_page_numbers(lines, bare))
    edges = _page_edges(lines)
    for words, found in masks.items():
        if len(found) < _REPEATS or is_label(words):
            continue
        at_edge = [index for index in found if index in edges]
        if len(at_edge) >= _REPEATS:
            drop.update(at_edge)
        elif not edges and (is_marking(words) or _counts_up(lines, found)):
            drop.update(found)
    drop.update(_footnotes(lines))
    return drop


def _page_edges(lines: Sequence[Line]) -> set[int]:
    """The first and last printed lines of each page, where form feeds part the pages."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.page is not None and not line.blank:
            pages[line.page].append(index)
    if len(pages) < _REPEATS:
        return set()
    return {index for page in pages.values() for index in (*page[:_EDGE], *page[-_EDGE:])}


def _page_numbers(lines: Sequence[Line], bare: list[int]) -> set[int]:
    """Lone numbers that count up through the document with much text between them.

    The numbers of recommendations are printed alone too, but close to each other; a page number
    stands at a page's edge, or at least a dozen lines from the next.
    """
    edges = _page_edges(lines)
    if edges:
        return {
            index
            for index in bare
            if index in edges
            and lines[index].page is not None
            and abs(int(lines[index].text.strip("*_# \t")) - (lines[index].page or 0)) <= 12
        }
    runs: list[list[int]] = []
    for index in bare:
        number = int(lines[index].text.strip("*_# \t"))
        for run in runs[-3:]:
            last = int(lines[run[-1]].text.strip("*_# \t"))
            if number == last + 1 and index - run[-1] >= 12:
                run.append(index)
                break
        else:
            runs.append([index])
    return {index for run in runs if len(run) >= 4 for index in run}


def _counts_up(lines: Sequence[Line], found: list[int]) -> bool:
    """Whether the last number in these lines rises by about one from each to the next."""
    numbers = [_DIGITS.findall(lines[index].text) for index in found]
    if not all(numbers):
        return False
    for place in (0, -1):
        values = [int(row[place][:6]) for row in numbers]
        steps = [after - before for before, after in pairwise(values)]
        far = all(b - a >= 8 for a, b in pairwise(found))
        if far and all(1 <= step <= 2 for step in steps):
            return True
    return False


def _footnotes(lines: Sequence[Line]) -> set[int]:
    """Footnote paragraphs, printed between the pages by converters."""
    drop: set[int] = set()
    inside = False
    for index, line in enumerate(lines):
        if line.blank:
            inside = False
        elif inside or _FOOTNOTE.match(line.text):
            inside = True
            drop.add(index)
    return drop
