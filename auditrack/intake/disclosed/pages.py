"""A web page: its words, what its tags say, its comments and scripts, and what it hides."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from auditrack.intake.disclosed.heads import under_heads
from auditrack.intake.disclosed.markup import flat, logins
from auditrack.intake.disclosed.refusals import refuse_file
from auditrack.intake.disclosed.texts import pieces
from auditrack.model.disclosed import Part

_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby "
    "s samp small span strike strong sub sup time tt u var wbr".split()
)
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
_RAW: Final = frozenset({"script", "style"})
_CELLS: Final = frozenset({"td", "th"})
_CLOSES: Final = {
    "td": _CELLS, "th": _CELLS, "tr": frozenset({"tr", "td", "th"}), "li": frozenset({"li"}),
    "p": frozenset({"p"}), "option": frozenset({"option"}), "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
}  # fmt: skip
"""What a tag ends that a page need not end itself."""

_HIDES: Final = re.compile(
    r"display:none|visibility:hidden|font-size:(?:0|1px|1pt)(?![.\d])|opacity:0(?![.\d])"
)
_NOT: Final = frozenset({"class", "style", "d", "viewbox", "points", "transform"})
_AUTHOR: Final = frozenset({"author", "creator", "dc.creator", "dcterms.creator"})
_CALLED: Final = {"alt": "alternative text", "title": "title", "href": "link", "src": "link"}


def page_parts(text: str, name: str, prefix: str) -> Iterator[Part]:
    """The parts of a page in their order; nothing in it is run or fetched.

    Raises:
        RefusedError: no browser could read it.
    """
    reader = _Reader(prefix)
    try:
        reader.feed(text)
        reader.close()
    except AssertionError:  # what the parser says of a declaration that is none
        raise refuse_file(
            name, "holds tags that no browser reads", "Write the page anew.", "damaged"
        ) from None
    reader.end()
    yield from reader.found


class _Reader(HTMLParser):
    def __init__(self, prefix: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Part] = []
        self._prefix = prefix
        self._text: list[str] = []
        self._row: list[str] | None = None
        self._heads: list[str] = []
        self._hidden: list[str] = []
        self._stack: list[tuple[str, bool]] = []
        self._row_line = 0
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._text.append("\n")
        elif tag not in _INLINE:
            self._flush()
        closes = _CLOSES.get(tag)
        while closes and self._stack and self._stack[-1][0] in closes:
            self._pop()
        values = {name: value or "" for name, value in attrs}
        self._attributes(tag, values)
        hides = self._hides(tag, values)
        if tag == "table":
            self._heads = []
        if tag == "tr":
            self._end_row()
            self._row, self._row_line = [], self.getpos()[0]
        if tag in _CELLS and self._row is not None:
            self._row.append("")
        if tag not in _VOID:
            self._stack.append((tag, hides or self._is_hidden))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self._flush()
        if any(one == tag for one, _ in self._stack):
            while self._stack and self._pop() != tag:
                pass
        if tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if not data:
            return
        if self._stack and self._stack[-1][0] in _RAW:
            self._put(self._stack[-1][0], data)
            return
        if self._is_hidden and data.strip():
            self._hidden.append(data)
        if not self._text:
            self._line = self.getpos()[0]
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        if data.strip():
            where = f"{self._prefix}line {self.getpos()[0]}, comment"
            self.found.append(Part(where, data.strip(), "hidden", why="a comment in the page"))

    def handle_decl(self, decl: str) -> None:
        if decl.strip().lower() != "doctype html":
            self._put("declaration", decl)

    def handle_pi(self, data: str) -> None:
        self._put("instruction", data)

    def unknown_decl(self, data: str) -> None:
        self._put("declaration", data)

    def end(self) -> None:
        """What is left when the page is over."""
        self._flush()
        self._end_row()
        self._flush_hidden()

    @property
    def _is_hidden(self) -> bool:
        return bool(self._stack) and self._stack[-1][1]

    def _pop(self) -> str:
        tag, was_hidden = self._stack.pop()
        if was_hidden and not self._is_hidden:
            self._flush_hidden()
        return tag

    def _hides(self, tag: str, values: dict[str, str]) -> bool:
        style = "".join(values.get("style", "").split()).lower()
        return (
            "hidden" in values
            or tag == "template"
            or _HIDES.search(style) is not None
            or (tag == "input" and values.get("type", "").lower() == "hidden")
        )

    def _attributes(self, tag: str, values: dict[str, str]) -> None:
        if tag == "meta" and values.get("name", "").lower() in _AUTHOR:
            where = f"{self._prefix}line {self.getpos()[0]}, author"
            self.found.append(
                Part(where, values.get("content", ""), "author", why="names who made the page")
            )
            return
        for name, value in values.items():
            if not value.strip() or name in _NOT:
                continue
            called = _CALLED.get(name, f"{tag} {name}")
            self._put(called, value)
            self.found += logins(f"{self._prefix}line {self.getpos()[0]}, {called}", value)
            if tag == "input" and values.get("type", "").lower() == "hidden" and name == "value":
                self._hidden.append(value)
                self._flush_hidden()

    def _put(self, called: str, text: str) -> None:
        if text.strip():
            self.found += pieces(f"{self._prefix}line {self.getpos()[0]}, {called}", text)

    def _flush(self) -> None:
        text = "".join(self._text).strip()
        self._text.clear()
        if not text:
            return
        if self._row:
            self._row[-1] = f"{self._row[-1]}\n{text}".strip()
            return
        self.found += pieces(f"{self._prefix}line {self._line}", text)

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if not row or not any(one.strip() for one in row):
            return
        values = [flat(one) for one in row]
        where = f"{self._prefix}table row at line {self._row_line}"
        cells = tuple(f"cell {one}" for one in range(1, len(row) + 1))
        self.found.append(Part(where, "\t".join(values), cells=cells))
        if self._heads:
            self.found += under_heads(where, self._heads, values, cells)
        else:
            self._heads = values

    def _flush_hidden(self) -> None:
        text = " ".join(" ".join(self._hidden).split())
        self._hidden.clear()
        if text:
            where = f"{self._prefix}line {self.getpos()[0]}, not shown"
            self.found.append(
                Part(where, text, "hidden", covered=True, why="words that the page does not show")
            )
