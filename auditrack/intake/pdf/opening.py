"""Opens a PDF, or says in a sentence why not."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2  # noqa: F401  (sets the library up, and takes it down at the end)
import pypdfium2.raw as pdfium

from auditrack.intake.decoding import refuse

MOST_PAGES: Final = 2_000
MOST_LETTERS: Final = 3_000_000
_MOST_MARKS = 2_000
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline that a PDF carries: its title, page from 1, and depth from 1."""

    title: str
    page: int
    depth: int


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Any]:
    """The document as the library holds it, closed at the end.

    Raises:
        RefusedError: it wants a password, is damaged, or has too many pages or none.
    """
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refused(pdfium.FPDF_GetLastError(), name)
    try:
        pages = pdfium.FPDF_GetPageCount(document)
        if pages < 1:
            raise refuse(name, "has no pages that can be read", "Ask for another copy.")
        if pages > MOST_PAGES:
            raise refuse(
                name,
                f"has {pages:,} pages; {MOST_PAGES:,} are the most that are read",
                "Import the part that holds the recommendations.",
                "too-large",
            )
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


@contextmanager
def page_of(document: Any, index: int) -> Iterator[tuple[Any, Any] | None]:
    """A page and its letters, both closed at the end; None where it is damaged."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        yield None
        return
    try:
        letters = pdfium.FPDFText_LoadPage(page)
        if not letters:
            yield None
            return
        try:
            yield page, letters
        finally:
            pdfium.FPDFText_ClosePage(letters)
    finally:
        pdfium.FPDF_ClosePage(page)


def bounds_of(page: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is shown of a page, in points."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, box) and box.right > box.left:
        low, high = min(box.bottom, box.top), max(box.bottom, box.top)
        return box.left, low, box.right, high
    return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)


def bookmarks_of(document: Any) -> list[Bookmark]:
    """The outline of a document, in order; cut where it is longer than any report's."""
    found: list[Bookmark] = []
    seen: set[bytes] = set()
    waiting = [(pdfium.FPDFBookmark_GetFirstChild(document, None), 1)]
    while waiting and len(seen) < _MOST_MARKS:
        mark, depth = waiting.pop()
        if not mark or bytes(mark) in seen:
            continue
        seen.add(bytes(mark))
        size = pdfium.FPDFBookmark_GetTitle(mark, None, 0)
        if 2 < size < 2_000:
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFBookmark_GetTitle(mark, buffer, size)
            title = buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")
            target = pdfium.FPDFBookmark_GetDest(document, mark)
            page = pdfium.FPDFDest_GetDestPageIndex(document, target) if target else -1
            found.append(Bookmark(" ".join(title.split()), page + 1, depth))
        waiting.append((pdfium.FPDFBookmark_GetNextSibling(document, mark), depth))
        if depth < _DEEPEST:
            waiting.append((pdfium.FPDFBookmark_GetFirstChild(document, mark), depth + 1))
    return found


def _refused(code: int, name: str) -> Exception:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return refuse(
            name,
            "is locked with a password",
            "Open it, save a copy without the password, and import that.",
            "locked",
        )
    if code == pdfium.FPDF_ERR_SECURITY:
        return refuse(
            name,
            "is locked in a way that cannot be read here",
            "Ask for a copy without protection, or save it as text and import that.",
            "locked",
        )
    return refuse(
        name,
        "is damaged: no PDF reader can open it",
        "Ask for another copy, or save it again as text and import that.",
    )
