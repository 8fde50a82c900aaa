"""Reads one document and says what it proposes. Writes nothing."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from auditrack.intake.blocks import Reading
from auditrack.intake.decoding import LIMIT_BYTES, decode, refuse
from auditrack.intake.endings import MARKDOWN
from auditrack.intake.front import guess_review
from auditrack.intake.propose import propose
from auditrack.intake.text import read_text
from auditrack.model.proposal import Passage, Proposals, Source

Reader = Callable[[bytes, str], Reading]
"""Bytes and the file's name to what a reader makes of them."""


def read(path: Path, data: bytes | None = None) -> Proposals:
    """What a document proposes: items with their source, and guesses of the review.

    Args:
        path: the document; its suffix says the format.
        data: its bytes where they come from elsewhere (standard input, a member of a zip).

    Returns:
        Proposals. A document without recommendations gives none and a note that says so.

    Raises:
        RefusedError: it cannot be read, is too large, empty, or no text.
    """
    path = Path(path)
    name = path.name or str(path)
    if data is None:
        data = _bytes(path, name)
    made = _reader(data)(data, name)
    review = guess_review(made.blocks)
    items, notes = propose(made.blocks, review)
    notes.extend(made.notes)
    if not any(item.kind == "recommendation" for item in items):
        notes.insert(0, f"No recommendation was found in {name}.")
    source = Source(name, hashlib.sha256(data).hexdigest(), _format(path), made.pages)
    passages = tuple(
        Passage(block.kind, str(block), block.page, block.level, block.cells)
        for block in made.blocks
    )
    return Proposals(source, review, tuple(items), tuple(notes), passages)


def _reader(data: bytes) -> Reader:
    """The reader of a format; text and Markdown are one."""
    return lambda raw, name: read_text(decode(raw, name))


def _format(path: Path) -> str:
    return "markdown" if path.suffix.lower() in MARKDOWN else "text"


def _bytes(path: Path, name: str) -> bytes:
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
