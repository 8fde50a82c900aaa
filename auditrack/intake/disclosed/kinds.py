"""Which kind of file one is: by its content, which its name must not belie."""

from pathlib import PurePosixPath
from typing import Final

from auditrack.intake.disclosed.refusals import refuse_file

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_PDF: Final = b"%PDF-"
_PDF_WITHIN: Final = 1024
_ENDINGS: Final = {
    "office": frozenset({".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xltm"}),
    "pdf": frozenset({".pdf"}),
    "page": frozenset({".html", ".htm", ".xhtml"}),
    "list": frozenset({".csv", ".tsv"}),
    "json": frozenset({".json"}),
    "calendar": frozenset({".ics"}),
    "prose": frozenset({".md", ".markdown", ".txt", ".text", ".css", ".js"}),
    "xml": frozenset({".svg", ".xml"}),
}
_BINARY: Final = (
    (b"\xd0\xcf\x11\xe0", "an old or locked Office file"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
)
READ: Final = "Word, Excel, PDF, web pages, CSV, JSON, calendars, Markdown and text"
"""The kinds of file that are looked into, in words."""


def kind_of(data: bytes, name: str) -> str:
    """The kind of a file: office, pdf, page, list, json, calendar, xml or prose.

    Raises:
        RefusedError: it is of no kind that is read, or is not what its name says.
    """
    ending = PurePosixPath(name).suffix.lower()
    called = next((kind for kind, endings in _ENDINGS.items() if ending in endings), None)
    for start, what in _BINARY:
        if data.startswith(start):
            raise refuse_file(
                name,
                f"is {what}, which cannot be looked into",
                f"Checked are {READ}.",
                "unknown-kind",
            )
    found = _by_content(data)
    if ending and called is None:
        raise refuse_file(
            name,
            f'is of a kind ("{ending[:12]}") that cannot be looked into',
            f"Checked are {READ}.",
            "unknown-kind",
        )
    if not data:
        raise refuse_file(name, "is empty", "Choose the file that is to be public.", "empty-file")
    if called is None:
        return found or _by_text(data)
    if (called in ("office", "pdf") or found in ("office", "pdf")) and called != found:
        raise refuse_file(
            name,
            "is not what its name says",
            "Give it the ending of what it is, or save it anew, and check that.",
            "not-as-named",
        )
    return called


def _by_content(data: bytes) -> str | None:
    if data.startswith(_ZIP):
        return "office"
    return "pdf" if _PDF in data[:_PDF_WITHIN] else None


def _by_text(data: bytes) -> str:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "page"
    if start.startswith(b"begin:vcalendar"):
        return "calendar"
    if start.startswith(b"<?xml") or start.startswith(b"<svg"):
        return "xml"
    return "prose"
