"""Fills the `{{name}}` tokens of a template, also where Word has split one over several runs."""

import re
from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn
from lxml import etree

_TOKEN = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_PARAGRAPH, _TEXT = qn("w:p"), qn("w:t")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def tokens_in(root: etree._Element) -> set[str]:
    """The names of the tokens below an element."""
    return {name for paragraph in _paragraphs(root) for name in _TOKEN.findall(_text_of(paragraph))}


def paragraph_of(root: etree._Element, token: str) -> etree._Element | None:
    """The first paragraph that holds nothing but this token."""
    for paragraph in _paragraphs(root):
        match = _TOKEN.fullmatch(_text_of(paragraph).strip())
        if match is not None and match[1] == token:
            return paragraph
    return None


def fill(root: etree._Element, values: Mapping[str, str]) -> None:
    """Puts the values in place of their tokens; a value is never looked through for tokens.

    A paragraph that held nothing but tokens without a value is taken out, unless it is the last of
    its place.
    """
    for paragraph in list(_paragraphs(root)):
        slots = list(paragraph.iter(_TEXT))
        whole = "".join(slot.text or "" for slot in slots)
        found = [match for match in _TOKEN.finditer(whole) if match[1] in values]
        if not found:
            continue
        # From the last to the first, so that what is still to be replaced stays where it was.
        for match in reversed(found):
            _replace(slots, match.start(), match.end(), values[match[1]])
        parent = paragraph.getparent()
        if not "".join(slot.text or "" for slot in slots).strip() and parent is not None:
            others = [other for other in parent.iterchildren(_PARAGRAPH) if other is not paragraph]
            if others and paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
                parent.remove(paragraph)


def _replace(slots: list[etree._Element], start: int, end: int, value: str) -> None:
    """Replaces the characters from start to end of the slots' joined text."""
    position = 0
    pending: str | None = value
    for slot in slots:
        text = slot.text or ""
        first, last = max(start - position, 0), min(end - position, len(text))
        if first < last:
            slot.text = text[:first] + (pending or "") + text[last:]
            slot.set(_SPACE, "preserve")
            pending = None
        position += len(text)


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """The outermost paragraphs: those of a text box are part of the one that holds the box."""
    for paragraph in root.iter(_PARAGRAPH):
        if next(paragraph.iterancestors(_PARAGRAPH), None) is None:
            yield paragraph


def _text_of(paragraph: etree._Element) -> str:
    return "".join(slot.text or "" for slot in paragraph.iter(_TEXT))
