"""A Word document as bytes, the same for the same content: nothing of the hour or the machine."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

if TYPE_CHECKING:
    from docx.document import Document

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}
_MARK = "auditrack-table"
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file can name


def package_bytes(document: "Document", tables: Sequence[bytes] = ()) -> bytes:
    """The document as a .docx.

    Args:
        document: what was written, with a mark (`table_mark`) where each long table belongs.
        tables: the tables, each `packed`, by the number in their mark.

    python-docx's own `save` stamps each part with the time of saving; here parts go in by name
    with one fixed time, so that the same record makes the same bytes.
    """
    package = document.part.package
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    types = {part.partname: part.content_type for part in parts}
    members: dict[str, Iterable[bytes]] = {
        "[Content_Types].xml": (_content_types(types),),
        "_rels/.rels": (_as_bytes(package.rels.xml),),
    }
    for part in parts:
        members[part.partname.membername] = (
            _with_tables(part.blob, tables) if part is document.part else (part.blob,)
        )
        if len(part.rels):
            members[part.partname.rels_uri.membername] = (_as_bytes(part.rels.xml),)
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, pieces in members.items():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # as on Linux, wherever this runs
            with archive.open(entry, "w") as member:
                for piece in pieces:
                    member.write(piece)
    return out.getvalue()


def packed(table: str) -> bytes:
    """The XML of a table, kept small until the document is put together: it may be megabytes."""
    return zlib.compress(table.encode(), 1)


def table_mark(number: int) -> etree._Element:
    """What stands in the tree in a table's place. No text of a person can look like it."""
    return etree.ProcessingInstruction(_MARK, str(number))


def _with_tables(document: bytes, tables: Sequence[bytes]) -> Iterator[bytes]:
    """The document piece by piece: whole, that of a long report would be held three times over."""
    at = 0
    for mark in re.finditer(rb"<\?%s ([0-9]+)\?>" % _MARK.encode(), document):
        yield document[at : mark.start()]
        number = int(mark[1])
        if number < len(tables):
            yield zlib.decompress(tables[number])
        at = mark.end()
    yield document[at:]


def _as_bytes(xml: Any) -> bytes:
    """Relationships as bytes: python-docx says it gives text and gives bytes."""
    return xml if isinstance(xml, bytes) else str(xml).encode()


def _content_types(parts: dict[str, str]) -> bytes:
    nothing: Any = None  # the default namespace, which the type stubs do not know
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={nothing: _TYPES})
    for extension, kind in _DEFAULTS.items():
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=kind)
    for name, kind in parts.items():
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=str(name), ContentType=kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
