"""What a PDF holds: the words of its pages, its own data, notes, forms, and files inside it."""

import ctypes
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

from auditrack.intake.disclosed.markup import logins
from auditrack.intake.disclosed.office import Reader
from auditrack.intake.disclosed.refusals import refuse_file, too_much
from auditrack.intake.disclosed.texts import pieces
from auditrack.intake.pdf.opening import MOST_LETTERS, bookmarks_of, opened, page_of
from auditrack.model.change import RefusedError
from auditrack.model.disclosed import Part

import pypdfium2.raw as pdfium  # isort: skip

_PROPERTIES: Final = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")
_NOTE_FIELDS: Final = (b"Contents", b"RC", b"Subj", b"V", b"DV", b"TU", b"NM", b"OverlayText")
_CALLED: Final = {b"V": "what was filled in", b"DV": "what stands filled in", b"TU": "tip"}
_MOST_BYTES: Final = 1_000_000
_MOST_NOTES: Final = 5_000
_MOST_INSIDE: Final = 200
_MOST_OBJECTS: Final = 200_000
_STREAM: Final = re.compile(rb"stream\r?\n")
_XMP: Final = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_XMP_PERSON: Final = re.compile(r"<(?:dc:creator|pdf:Author|xmp:Author)\b[^>]*>(.*?)</", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_LINK, _WIDGET, _POPUP = 2, 20, 16
_MARKS: Final = frozenset({_LINK, _WIDGET, _POPUP})
_UNSEEN: Final = 3
_WEB: Final = 3
"""`PDFACTION_URI`: an action that opens an address."""


def pdf_parts(data: bytes, name: str, prefix: str, depth: int, read: Reader) -> Iterator[Part]:
    """The parts of a PDF; the arguments are those of `office.office_parts`.

    Raises:
        RefusedError: it is damaged, locked, or holds more than can be checked.
    """
    with opened(data, name) as document:
        letters = 0
        for index in range(pdfium.FPDF_GetPageCount(document)):
            where = f"{prefix}page {index + 1}"
            with page_of(document, index) as page:
                if page is None:
                    yield Part(
                        where, f"page {index + 1}", "hidden", covered=True,
                        why="a damaged page, cannot be looked into",
                    )  # fmt: skip
                    continue
                text = _page_text(page[1])
                letters += len(text)
                if letters > MOST_LETTERS:
                    raise too_much(name)
                yield from pieces(where, text)
                yield from _objects(page[0], page[1], where, bool(text.strip()))
                yield from _notes(document, page[0], where)
        for key in _PROPERTIES:
            said = _wide(pdfium.FPDF_GetMetaText, document, key.encode())
            if said.strip() and key == "Author":
                yield Part(
                    f"{prefix}properties: author", said, "author", why="names who made the file"
                )
            elif said.strip():
                yield Part(f"{prefix}properties: {key.lower()}", said)
        for mark in bookmarks_of(document):
            yield Part(f"{prefix}bookmark", mark.title)
        yield from _scripts(document, prefix)
        yield from _inside(document, name, prefix, depth, read)
    yield from _own_data(data, prefix)
    yield from _earlier(data, prefix)


def _page_text(letters: Any) -> str:
    count = pdfium.FPDFText_CountChars(letters)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    pdfium.FPDFText_GetText(letters, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]
    # What stands for a hyphen at the end of a line comes as these two.
    return text.replace("\r\n", "\n").replace("\ufffe", "-").replace("\x02", "-")


def _objects(page: Any, letters: Any, where: str, has_text: bool) -> Iterator[Part]:
    """Letters that are not painted, and a page that is only a picture."""
    unseen: list[str] = []
    pictures = 0
    for at in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif (
            kind == pdfium.FPDF_PAGEOBJ_TEXT
            and pdfium.FPDFTextObj_GetTextRenderMode(item) == _UNSEEN
        ):
            unseen.append(_wide(pdfium.FPDFTextObj_GetText, item, letters))
    text = " ".join("".join(unseen).split())
    if text:
        yield Part(where, text, "hidden", covered=True, why="letters that are not painted")
    if pictures and not has_text:
        yield Part(
            where, f"{where}: {pictures}", "hidden", covered=True,
            why="a picture of a page, cannot be looked into",
        )  # fmt: skip


def _notes(document: Any, page: Any, where: str) -> Iterator[Part]:
    """Notes and marks on a page, forms, and where links lead."""
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        if not note:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(note)
            said = {
                key: text
                for key in _NOTE_FIELDS
                if (text := _wide(pdfium.FPDFAnnot_GetStringValue, note, key)).strip()
            }
            by = _wide(pdfium.FPDFAnnot_GetStringValue, note, b"T")
            if kind == _LINK:
                link = pdfium.FPDFAnnot_GetLink(note)
                action = pdfium.FPDFLink_GetAction(link) if link else None
                if action and pdfium.FPDFAction_GetType(action) == _WEB:
                    uri = _narrow(pdfium.FPDFAction_GetURIPath, document, action)
                    yield Part(f"{where}, link", uri)
                    yield from logins(f"{where}, link", uri)
            elif kind not in _MARKS:
                text = "\n".join(said.values())
                yield Part(
                    f"{where}, note {at + 1}", text, "comment", covered=True, why="a note on a page"
                )
                if by.strip():
                    yield Part(
                        f"{where}, note {at + 1}, author", by, "author", why="names who wrote it"
                    )
                by = ""
            for key, text in said.items():
                called = _CALLED.get(key, f"note {at + 1}")
                yield Part(f"{where}, {called}", text)
            if by.strip():
                yield Part(f"{where}, name of a field", by)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _scripts(document: Any, prefix: str) -> Iterator[Part]:
    for at in range(min(max(pdfium.FPDFDoc_GetJavaScriptActionCount(document), 0), _MOST_INSIDE)):
        script = pdfium.FPDFDoc_GetJavaScriptAction(document, at)
        if script:
            text = _wide(pdfium.FPDFJavaScriptAction_GetScript, script)
            pdfium.FPDFDoc_CloseJavaScriptAction(script)
            yield from pieces(f"{prefix}script", text)


def _inside(document: Any, name: str, prefix: str, depth: int, read: Reader) -> Iterator[Part]:
    import hashlib

    count = pdfium.FPDFDoc_GetAttachmentCount(document)
    if count > _MOST_INSIDE:
        raise too_much(name)
    for at in range(count):
        file = pdfium.FPDFDoc_GetAttachment(document, at)
        called = _wide(pdfium.FPDFAttachment_GetName, file) or str(at + 1)
        yield Part(f"{prefix}name of file {at + 1} inside", called)
        size = ctypes.c_ulong()
        pdfium.FPDFAttachment_GetFile(file, None, 0, size)
        content = b""
        if 0 < size.value <= _MOST_BYTES * 32:
            buffer = ctypes.create_string_buffer(size.value)
            pdfium.FPDFAttachment_GetFile(file, buffer, size.value, size)
            content = buffer.raw
        where = f"{prefix}file inside, {called}"
        try:
            if depth >= 3 or not content:
                raise refuse_file(called, "cannot be looked into", "Take it out.")
            yield from read(content, called, f"{where}, ", depth + 1)
        except RefusedError:
            yield Part(
                where, hashlib.sha256(content).hexdigest(), "hidden", covered=True,
                why="cannot be looked into (a file inside another)",
            )  # fmt: skip


def _own_data(data: bytes, prefix: str) -> Iterator[Part]:
    """The description (XMP) that programs keep beside the properties, packed or not."""
    seen: set[bytes] = set()
    spent = 0
    blocks = [data]
    for found in _STREAM.finditer(data):
        start = data[found.end() : found.end() + 2]
        if start[:1] != b"\x78" or spent > 40 * _MOST_BYTES:
            continue
        try:
            block = zlib.decompressobj().decompress(
                data[found.end() : found.end() + _MOST_BYTES], _MOST_BYTES
            )
        except zlib.error:
            continue
        spent += len(block)
        if b"<x:xmpmeta" in block:
            blocks.append(block)
    for block in blocks:
        for packet in _XMP.findall(block):
            if packet in seen:
                continue
            seen.add(packet)
            text = packet.decode("utf-8", "replace")
            for person in _XMP_PERSON.findall(text):
                if named := " ".join(_TAG.sub(" ", person).split()):
                    yield Part(
                        f"{prefix}own data: author", named, "author", why="names who made the file"
                    )
            for line in _TAG.sub("\n", text).split("\n"):
                if line.strip():
                    yield Part(f"{prefix}own data", line.strip())


def _earlier(data: bytes, prefix: str) -> Iterator[Part]:
    """A PDF keeps what was changed in it: each save adds to its end."""
    saves = data.count(b"%%EOF") - (1 if b"/Linearized" in data[:2048] else 0)
    if saves > 1:
        yield Part(
            f"{prefix}earlier versions",
            f"{saves} saves",
            "hidden",
            covered=True,
            why="the file was saved more than once, and keeps what was changed since",
        )


def _wide(function: Callable[..., int], *of: Any) -> str:
    """A text that the library gives as UTF-16, by its two calls: how long, then what."""
    return _raw(function, *of).decode("utf-16-le", "replace").partition("\0")[0]


def _narrow(function: Callable[..., int], *of: Any) -> str:
    """As `_wide`, of an address."""
    return _raw(function, *of).rstrip(b"\0").decode("utf-8", "replace")


def _raw(function: Callable[..., int], *of: Any) -> bytes:
    size = int(function(*of, None, 0))
    if not 1 < size <= _MOST_BYTES:
        return b""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    function(*of, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return bytes(buffer)[:size]
