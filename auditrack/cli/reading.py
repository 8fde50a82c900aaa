"""Reading what was piped in: `-` stands for standard input."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from auditrack.cli import output
from auditrack.model.change import Refusal, RefusedError

LARGEST = 32 * 1024 * 1024
"""Bytes that are read at most."""


def read_input() -> bytes:
    """Standard input, whole.

    Raises:
        RefusedError: it is larger than 32 MB.
    """
    if sys.stdin.isatty():
        output.say("Type the text, and end it with Ctrl-D on a line of its own.")
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise RefusedError(
            Refusal(
                "too-large",
                "Standard input holds more than 32 MB.",
                todo="Give a smaller document.",
            )
        )
    return data


def typed_or_read(text: str) -> str:
    """The text as typed, or standard input where it is `-`; empty where that has no words.

    Raises:
        RefusedError: what was piped in is no text, or too much of it.
    """
    if text != "-":
        return text
    from auditrack.intake.decoding import decode

    try:
        return decode(read_input(), "Standard input").strip()
    except RefusedError as error:
        if error.refusal.code == "empty-file":
            return ""
        plainer = replace(error.refusal, todo="Pipe in plain text, best as UTF-8.")
        raise RefusedError(plainer) from None


def text_of(path: Path) -> str:
    """The text of a file that was named, or of standard input where it is `-`.

    Raises:
        RefusedError: it cannot be read, is no text, empty, or larger than 32 MB.
    """
    from auditrack.intake.decoding import decode

    if str(path) == "-":
        return decode(read_input(), "Standard input")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the system refused"
        raise RefusedError(
            Refusal(
                "not-readable",
                f"The file {path.name} cannot be read: {why.lower()}.",
                todo="Check its name, and whether you may read it.",
            )
        ) from None
    return decode(data, f"The file {path.name}")


@contextmanager
def file_or_input(path: Path | None) -> Iterator[Path | None]:
    """A file that was named, or standard input as a file where it is `-`."""
    if path is None or str(path) != "-":
        yield path
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="auditrack-") as folder:
        read = Path(folder) / "standard-input"
        read.write_bytes(read_input())
        yield read
