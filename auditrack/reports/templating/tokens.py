"""Fills the `{{name}}` tokens of a template, also where Word has split one over several runs."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")  # white space is taken off after: no two repeats may meet
_PARAGRAPH, _TEXT, _BREAK = qn("w:p"), qn("w:t"), qn("w:br")
_GONE = frozenset((qn("w:del"), qn("w:moveFrom")))
_CONTROL = qn("w:sdt")
_SHOWN = tuple(qn(f"w:{name}") for name in ("drawing", "pict", "object", "fldChar", "fldSimple"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Slots = list[Any]
"""The pieces of text of one paragraph."""


def paragraphs_in(root: Any) -> Iterator[tuple[Any, Slots]]:
    """Each paragraph below an element that holds text, with its own pieces of text in order.

    Text of a text box belongs to the paragraph in the box and not to the one that holds the box;
    what a tracked change took away is not there.
    """
    held: dict[Any, Slots] = {}
    for slot in root.iter(_TEXT):
        for above in slot.iterancestors():
            if above.tag in _GONE:
                break
            if above.tag == _PARAGRAPH:
                held.setdefault(above, []).append(slot)
                break
    yield from held.items()


def tokens_of(slots: Slots) -> list[str]:
    """The names of the tokens in the text of one paragraph."""
    return [_name(match) for match in _TOKEN.finditer(text_of(slots))]


def tokens_in(root: Any) -> set[str]:
    """The names of the tokens below an element."""
    return {name for _, slots in paragraphs_in(root) for name in tokens_of(slots)}


def text_of(slots: Slots) -> str:
    """The text of one paragraph."""
    return "".join(slot.text or "" for slot in slots)


def only_token(paragraph: Any) -> str | None:
    """The token that is all a paragraph says; None where it says anything else."""
    for one, slots in paragraphs_in(paragraph):
        if one is paragraph:
            match = _TOKEN.fullmatch(text_of(slots).strip())
            return _name(match) if match is not None else None
    return None


def fill(root: Any, values: Mapping[str, str]) -> None:
    """Puts the values in place of their tokens below an element, as `fill_paragraphs` does."""
    fill_paragraphs(paragraphs_in(root), values)


def fill_paragraphs(paragraphs: Iterable[tuple[Any, Slots]], values: Mapping[str, str]) -> None:
    """Puts the values in place of their tokens; a value is never looked through for tokens.

    A paragraph that held nothing but tokens without a value is taken out, unless it is the last of
    its place. Newlines of a value are line breaks.
    """
    for paragraph, slots in list(paragraphs):
        found = [match for match in _TOKEN.finditer(text_of(slots)) if _name(match) in values]
        if not found:
            continue
        for control in paragraph.iterancestors(_CONTROL):
            _keep_text(control)
        for control in paragraph.iter(_CONTROL):
            _keep_text(control)
        starts = [0, *accumulate(len(slot.text or "") for slot in slots)]
        # From the last to the first, so that what is still to be replaced stays where it was.
        for match in reversed(found):
            _replace(slots, starts, match.start(), match.end(), values[_name(match)])
        parent = paragraph.getparent()
        if parent is not None and not _holds_more(paragraph):
            others = [other for other in parent.iterchildren(_PARAGRAPH) if other is not paragraph]
            if others and paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
                parent.remove(paragraph)


def _holds_more(paragraph: Any) -> bool:
    """Whether anything would be lost with a paragraph: words, a picture, a box, a field."""
    return (
        any((text.text or "").strip() for text in paragraph.iter(_TEXT))
        or next(paragraph.iter(*_SHOWN), None) is not None
    )


def _keep_text(control: Any) -> None:
    """Lets a content control show what was filled in: no placeholder, nothing fetched over it."""
    properties = control.find(qn("w:sdtPr"))
    if properties is not None:
        for name in ("w:dataBinding", "w:showingPlcHdr"):
            for one in properties.findall(qn(name)):
                properties.remove(one)


def _name(match: re.Match[str]) -> str:
    """A token's name: Word likes to begin a line with a capital letter."""
    return match[1].strip().lower()


def _replace(slots: Slots, starts: list[int], start: int, end: int, value: str) -> None:
    """Replaces the characters from start to end of the slots' joined text.

    Args:
        slots: the pieces of text.
        starts: where each began before anything was replaced.
        start: the first character.
        end: the one behind the last.
        value: what stands there then.
    """
    pending: str | None = value
    for at in range(bisect_right(starts, start) - 1, len(slots)):
        slot, position = slots[at], starts[at]
        if position >= end:
            break
        text = slot.text or ""
        first, last = max(start - position, 0), min(end, starts[at + 1]) - position
        if first < last:
            shown, *further = (pending or "").split("\n")
            pending = None
            slot.text = text[:first] + shown + ("" if further else text[last:])
            slot.set(_SPACE, "preserve")
            _add_lines(slot, further, text[last:])


def _add_lines(slot: Any, lines: list[str], rest: str) -> None:
    """Further lines of a value behind its first, and what stood behind the token."""
    at = slot
    for number, line in enumerate(lines, 1):
        line_break = etree.Element(_BREAK)
        text = etree.Element(_TEXT, {_SPACE: "preserve"})
        text.text = line + (rest if number == len(lines) else "")
        at.addnext(line_break)
        line_break.addnext(text)
        at = text
