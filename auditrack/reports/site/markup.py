"""HTML as strings in which nothing is trusted: every text is escaped where it becomes markup.

Text from people and documents is data. What a page is made of goes through `tag`, which escapes
each child and each attribute that is not `Markup` already, so that nothing is left to remember.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from auditrack.model.text import cleaned

VOID: Final = frozenset({"meta", "link", "br"})
"""Elements that have no end tag."""

_JOINERS = frozenset("\u200c\u200d\u00ad")
_NO_CHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\"']")
_BULLET = "- "


class Markup(str):
    """A text that is HTML already."""

    __slots__ = ()


def shown(text: object) -> str:
    """A text as a page may hold it: lines stay; no control character, and nothing that turns it.

    Marks of direction and invisible letters are left out: they can make a line lie.
    """
    said = str(text)
    if said.isascii() and said.isprintable():
        return said
    kept = (
        one
        for one in cleaned(said).replace("\u2028", "\n").replace("\u2029", "\n")
        if one in _JOINERS or unicodedata.category(one) not in ("Cf", "Co")
    )
    return _NO_CHARACTER.sub("", "".join(kept))


def escaped(text: object) -> Markup:
    """A text between tags or inside a quoted attribute; `Markup` stays as it is."""
    if isinstance(text, Markup):
        return text
    said = shown(text)
    if _SPECIAL.search(said) is None:
        return Markup(said)
    for letter, entity in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ('"', "&quot;"),
        ("'", "&#39;"),
    ):
        said = said.replace(letter, entity)
    return Markup(said)


def tag(name: str, /, *children: object, **attributes: str | None) -> Markup:
    """One element with its children one after the other; None is no child and no attribute.

    Args:
        name: the element, in our own words.
        children: texts, which are escaped, or `Markup`.
        attributes: their values, escaped and quoted; `class_` and `for_` are class and for, and an
            underscore inside a name is a hyphen.
    """
    said = "".join(
        f' {attribute.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for attribute, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{name}{said}>")
    inside = "".join(escaped(child) for child in children if child is not None)
    return Markup(f"<{name}{said}>{inside}</{name}>")


def joined(parts: Iterable[object], between: str = "") -> Markup:
    """Parts one after the other, each escaped, with a text of our own between them."""
    return Markup(escaped(between).join(escaped(part) for part in parts))


def paragraphs(text: str, class_: str | None = None) -> Markup:
    """A text of several lines: each line a paragraph, and lines with a dash a list."""
    made: list[Markup] = []
    bullets: list[Markup] = []

    def close() -> None:
        if bullets:
            made.append(tag("ul", *bullets, class_=class_))
            bullets.clear()

    for line in shown(text).split("\n"):
        said = " ".join(line.split())
        if said.startswith(_BULLET):
            bullets.append(tag("li", said.removeprefix(_BULLET)))
        elif said:
            close()
            made.append(tag("p", said, class_=class_))
    close()
    return Markup("".join(made))
