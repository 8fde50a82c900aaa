"""Forms that agencies filled in and sent back, .docx or .xlsx, as read. Writes nothing."""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from auditrack.intake.decoding import LIMIT_BYTES, refuse, too_large
from auditrack.model.change import RefusedError
from auditrack.model.return_form import Returned

if TYPE_CHECKING:
    from auditrack.intake.returned.paper import Paper

MOST_LINES: Final = 3_000
"""Lines of a form, and words beside them: some hundred times what the largest has."""

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_PDF: Final = b"%PDF-"
_LOOKED_AT: Final = 8 * 1024 * 1024
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
_FORM = re.compile(r"\bret\s*[-\u2010-\u2015\u2212]\s*\d{1,6}\b", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
_PARTS = re.compile(r"word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml")
_SENTENCES: Final = (
    ("than any review needs", "than any form needs"),
    ("than any tracker needs", "than any form needs"),
    ("than any tracker does", "than any form does"),
    ("than any tracker has", "than any form has"),
    ("far more than any review", "far more than any form"),
)


def read_returned(
    path: Path, data: bytes | None = None, stop: Callable[[], bool] | None = None
) -> Returned:
    """What an agency sent back, line by line, before anything of it is compared or kept.

    It is read in a process of its own, with limits on time and memory.

    Args:
        path: the file; its content says whether Word or Excel wrote it.
        data: its bytes where they come from elsewhere.
        stop: asked now and then whether nobody waits for it any more.

    Raises:
        RefusedError: it cannot be read, or is no return form (`not-a-form`).
    """
    path = Path(path)
    name = path.name or str(path)
    if data is None:
        from auditrack.intake.reading import bytes_of

        data = bytes_of(path, name)
    if len(data) > LIMIT_BYTES:
        raise _of_a_form(too_large(name))
    kind = _kind(data, name)
    paper = _paper(kind, data, name, stop)
    return returned_of(paper, name, hashlib.sha256(data).hexdigest(), kind)


def returned_of(paper: "Paper", name: str, sha256: str, kind: str) -> Returned:
    """What stands on a form, as its lines and what is said around them.

    Raises:
        RefusedError: it has neither the tables nor the reference of a return form.
    """
    from auditrack.intake.returned.head import head_of
    from auditrack.intake.returned.lines import Lines

    lines = Lines(paper)
    if len(lines.found) > MOST_LINES or len(lines.words) > MOST_LINES:
        raise refuse(
            name,
            f"holds more than {MOST_LINES:,} lines, more than any form, and was not read",
            "Ask the agency for the form that it was sent.",
            "too-large",
        )
    head = head_of(lines.words, paper.margins)
    if not lines.found and head.form is None and not head.notes:
        raise refuse(
            name,
            "is no return form: it has neither its reference (ret-1) nor any of its tables",
            "Choose the file that the agency sent back, or take another document in with: "
            "auditrack import",
            "not-a-form",
        )
    return Returned(
        file=name,
        sha256=sha256,
        format=kind,
        form=head.form,
        agency=head.agency,
        returned_on=head.returned_on,
        nothing=head.nothing,
        lines=tuple(lines.found),
        loose=tuple(head.loose),
        notes=(*paper.notes, *head.notes),
    )


def may_be_returned(data: bytes) -> bool:
    """Whether a file looks like a return form: its reference and one of its headings stand in it.

    Looked at without reading it: at most 8 MB of it is unpacked.
    """
    from auditrack.intake.returned.headings import key_of
    from auditrack.intake.returned.lines import table_headings

    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            texts, left = [], _LOOKED_AT
            for part in packed.infolist():
                if _PARTS.fullmatch(part.filename) and left > 0:
                    with packed.open(part) as stream:
                        text = stream.read(left)
                    left -= len(text)
                    texts.append(text.decode("utf-8", "replace"))
    except _BROKEN:
        return False
    words = _TAGS.sub("", "\n".join(texts).replace("</w:p>", "\n").replace("</t>", "\n"))
    if not _FORM.search(words):
        return False
    lines = {key_of(line) for line in words.splitlines() if len(line) < 120}
    return len(lines & set(table_headings())) >= 3


def _kind(data: bytes, name: str) -> str:
    """Whether Word or Excel wrote it; refuses what neither did, saying what to do."""
    if data.startswith(_OLD_OFFICE):
        raise refuse(
            name,
            "is an old Word or Excel file, or one under a password",
            "Open it, save it as .docx or .xlsx without a password, and read that.",
            "old-office",
        )
    if data.startswith(_PDF):
        raise refuse(
            name,
            "is a PDF, which keeps no tables",
            "Ask for the Word or Excel file that was filled in.",
            "not-a-form",
        )
    if not data.startswith(_ZIP):
        raise refuse(
            name,
            "is empty" if not data else "is neither a Word document nor an Excel workbook",
            "Choose the file that the agency sent back.",
            "not-a-form",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = {part.filename for part in packed.infolist()}
            mimetype = packed.open("mimetype").read(200) if "mimetype" in names else b""
    except _BROKEN:
        return "docx"  # its reader says what is wrong with it
    if b"opendocument" in mimetype:
        kind, save = (
            ("spreadsheet (.ods)", ".xlsx")
            if b"spreadsheet" in mimetype
            else ("document (.odt)", ".docx")
        )
        raise refuse(
            name,
            f"is an OpenDocument {kind}, which is not read",
            f"Open it, save it as {save} and read that.",
            "open-document",
        )
    return "xlsx" if "xl/workbook.xml" in names else "docx"


def _paper(kind: str, data: bytes, name: str, stop: Callable[[], bool] | None) -> "Paper":
    from auditrack.intake.apart import said_apart
    from auditrack.intake.returned.paper import Paper

    try:
        if kind == "xlsx":
            from auditrack.intake.returned.book import paper_of
            from auditrack.intake.sheets.pages import Book

            return paper_of(said_apart("sheet", data, name, Book, stop))
        return said_apart("returned", data, name, Paper, stop)
    except RefusedError as refused:
        raise _of_a_form(refused) from None


def _of_a_form(refused: RefusedError) -> RefusedError:
    """A refusal in words for a form, where those for a review or a tracker were meant."""
    told = refused.refusal
    message = told.message
    for other, here in _SENTENCES:
        message = message.replace(other, here)
    return RefusedError(
        replace(
            told,
            message=message,
            todo="Ask the agency for the Word or Excel file again, or type in what it says.",
        )
    )
