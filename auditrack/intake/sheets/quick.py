"""The slowest steps of openpyxl made quick: its parser, and the texts of cells.

Only for a workbook of which every part was looked at first and declares no document type: what
the slow parser guards against cannot be in it.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from xml.etree import ElementTree

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_NAMES: Final = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/",
     b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip


@contextmanager
def quick_reading(rich_text: bool) -> Iterator[None]:
    """While it lasts, openpyxl reads quickly; `rich_text` leaves it the runs of shared texts."""
    from openpyxl.reader import excel
    from openpyxl.worksheet import _reader

    changed: list[tuple[Any, str, Callable[..., Any]]] = [
        (_reader, "iterparse", ElementTree.iterparse),
        # Nothing of a link is kept, and one may be laid over every cell there can be.
        (_reader.WorksheetReader, "bind_hyperlinks", lambda _: None),
    ]
    if not rich_text:
        changed += [(excel, "read_string_table", shared_texts), (_reader, "Text", OwnText)]
    before = [getattr(module, name) for module, name, _ in changed]
    try:
        for module, name, ours in changed:
            setattr(module, name, ours)
        yield
    finally:
        for (module, name, _), theirs in zip(changed, before, strict=True):
            setattr(module, name, theirs)


def shared_texts(source: Any) -> list[str]:
    """The texts that cells share."""
    found = []
    for _, node in ElementTree.iterparse(source):
        if node.tag.endswith("}si"):
            found.append(_text_of(node))
            node.clear()
    return found


class OwnText:
    """The text that stands in a cell itself, under the name that openpyxl asks for it by."""

    def __init__(self, content: str) -> None:
        self.content = content

    @classmethod
    def from_tree(cls, node: Any) -> "OwnText":
        """Read one."""
        return cls(_text_of(node))


def _text_of(node: Any) -> str:
    """A text, its runs joined, without the readings printed above some scripts."""
    texts = []
    for part in node:
        kind = part.tag.rpartition("}")[2]
        if kind == "t":
            texts.append(part.text or "")
        elif kind == "r":
            texts.extend(one.text or "" for one in part if one.tag.endswith("}t"))
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    """A text with the characters that Excel writes as `_x000D_` (ECMA-376 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code <= 0xDFFF else chr(code)  # half a character is none


def is_strict(packed: zipfile.ZipFile) -> bool:
    """Whether a workbook was saved as Strict Open XML, whose names openpyxl does not know."""
    return "xl/workbook.xml" in packed.namelist() and _STRICT in packed.read("xl/workbook.xml")


def as_transitional(packed: zipfile.ZipFile, into: Any) -> None:
    """Write a Strict workbook again under the names of the usual form; nothing else changes."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as made:
        for part in packed.infolist():
            content = packed.read(part)
            if part.filename.endswith((".xml", ".rels")):
                for strict, usual in _NAMES:
                    content = content.replace(strict, usual)
            made.writestr(part.filename, content)
