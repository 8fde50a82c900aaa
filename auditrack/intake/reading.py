"""Reads one document and says what it proposes. Writes nothing."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from auditrack.intake.apart import Form, read_apart
from auditrack.intake.blocks import Reading
from auditrack.intake.decoding import LIMIT_BYTES, decode, refuse, too_large
from auditrack.intake.endings import MARKDOWN
from auditrack.model.proposal import Passage, Proposals, Source

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""What stands before a PDF's mark is skipped up to here, as every viewer does."""


def read(
    path: Path, data: bytes | None = None, stop: Callable[[], bool] | None = None
) -> Proposals:
    """What a document proposes: items with their source, and guesses of the review.

    Text and Markdown are read here; a Word document and a PDF in a process of their own, with
    limits on time and memory, for whatever made them may mean harm.

    Args:
        path: the document; its content says the format, its suffix tells Markdown from text.
        data: its bytes where they come from elsewhere (standard input, a member of a zip).
        stop: asked now and then whether nobody waits for it any more.

    Returns:
        Proposals. A document without recommendations gives none and a note that says so.

    Raises:
        RefusedError: it cannot be read, is too large, empty, or was stopped.
    """
    path = Path(path)
    name = path.name or str(path)
    if data is None:
        data = bytes_of(path, name)
    form = _form(data)
    if form is not None:
        if len(data) > LIMIT_BYTES:
            raise too_large(name)
        return read_apart(form, data, name, stop)
    return read_here("markdown" if path.suffix.lower() in MARKDOWN else "text", data, name)


def read_here(form: str, data: bytes, name: str) -> Proposals:
    """What a document of a known format proposes, found in this process.

    Args:
        form: word, pdf, markdown or text.
        data: the document.
        name: its name, for the sentences.

    Raises:
        RefusedError: it cannot be read.
    """
    from auditrack.intake.front import guess_review
    from auditrack.intake.propose import propose

    made = _made(form, data, name)
    review = guess_review(made.blocks)
    items, notes = propose(made.blocks, review)
    notes.extend(made.notes)
    if not any(item.kind == "recommendation" for item in items):
        notes.insert(0, f"No recommendation was found in {name}.")
    source = Source(name, hashlib.sha256(data).hexdigest(), form, made.pages)
    passages = tuple(
        Passage(block.kind, str(block), block.page, block.level, block.cells, block.number)
        for block in made.blocks
    )
    return Proposals(source, review, tuple(items), tuple(notes), passages)


def _made(form: str, data: bytes, name: str) -> Reading:
    """What the format's own reader makes of a document; each is loaded where it is used."""
    if form == "word":
        from auditrack.intake.word import read_word

        return read_word(data, name)
    if form == "pdf":
        from auditrack.intake.pdf import read_pdf

        return read_pdf(data, name)
    from auditrack.intake.text import read_text

    return read_text(decode(data, name))


def _form(data: bytes) -> Form | None:
    """The format by content, where it is one that is read apart."""
    if data.startswith((_ZIP, _OLD_OFFICE)):
        return "word"
    return "pdf" if _PDF in data[:_PDF_WITHIN] else None


def bytes_of(path: Path, name: str) -> bytes:
    """The bytes of a file, a few more than are read of one that is too large."""
    try:
        if path.is_dir():
            raise refuse(name, "is a folder, not a document", "Name the file inside it.")
        if path.exists() and not path.is_file():
            raise refuse(name, "is not a file", "Choose the file that holds the review.")
        with path.open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except FileNotFoundError:
        raise refuse(name, "does not exist", "Check the name.", "no-such-file") from None
    except PermissionError:
        raise refuse(name, "may not be read by you", "Ask its owner for leave to read.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the system refused"
        raise refuse(name, f"cannot be read ({reason})", "Try another copy.") from None
