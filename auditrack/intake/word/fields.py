"""Fields: a code that Word works out, and the words it made of it. Only the words are read."""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from auditrack.intake.word.markup import w

_CONTENTS = re.compile(r"\s*TO[CA]\b")
_DEEPEST: Final = 32
"""Word nests no deeper; fields that were left open make room for others."""


@dataclass(slots=True)
class _Field:
    code: str = ""
    made: bool = False
    contents: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open: a contents field stays open over many paragraphs."""

    open: list[_Field] = field(default_factory=list)

    def mark(self, element: etree._Element) -> None:
        """One `w:fldChar`: a field begins, its words begin, or it ends."""
        what = element.get(w("fldCharType"))
        if what == "begin":
            del self.open[: len(self.open) - _DEEPEST + 1]
            self.open.append(_Field())
        elif what == "separate" and self.open:
            self.open[-1].made = True
        elif what == "end" and self.open:
            self.open.pop()

    def code(self, text: str) -> None:
        """A piece of a field's code, which is no text of the document."""
        if self.open and not self.open[-1].made:
            top = self.open[-1]
            top.code = (top.code + text)[:80]
            top.contents = is_contents(top.code)

    @property
    def speaking(self) -> bool:
        """Whether text that stands here is printed."""
        return all(one.made for one in self.open)

    @property
    def contents(self) -> bool:
        """Whether text that stands here is a table of contents."""
        return any(one.contents for one in self.open)

    def end_paragraph(self) -> None:
        """A code never goes on in the next paragraph: one that was not closed hides nothing."""
        for one in self.open:
            one.made = True

    def end_contents(self) -> None:
        """A contents field that was never closed ends at the first heading of the text."""
        self.open = [one for one in self.open if not one.contents]


def is_contents(code: str) -> bool:
    """Whether a field's code makes a table of contents or of authorities."""
    return _CONTENTS.match(code) is not None
