"""Files kept in a register's folder, named by the SHA-256 of their content."""

import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.text import one_line
from auditrack.register.disk import disk, sync_folder
from auditrack.register.errors import SAFE, not_saved, reason
from auditrack.register.place import EVIDENCE

LARGEST_FILE = 100 * 1024 * 1024
"""Bytes of the largest file that is copied; a link has no limit."""

KEPT_MODE = 0o440
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class KeptFile:
    """A file that stands durably with the register."""

    sha256: str
    name: str
    size: int


def keep_file(register: Path, source: Path) -> KeptFile:
    """Copy a file into a register's evidence folder and make it durable.

    Called before the entry that speaks of the file: a copy without an entry is an orphan, which
    is listed and never deleted; an entry without its file would be a lie.

    Raises:
        RefusedError: it is no file, is too large, cannot be read, or cannot be kept.
    """
    with opened(source) as reading:
        return _copied(register / EVIDENCE, reading, source)


@contextmanager
def opened(source: Path) -> Iterator[int]:
    """A file that is to be kept, open for reading.

    Raises:
        RefusedError: it is no file, is too large, or cannot be read.
    """
    try:
        # Without O_NONBLOCK a named pipe would wait for its writer for ever.
        reading = os.open(source, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as problem:
        raise RefusedError(_unreadable(source, problem)) from problem
    try:
        facts = os.fstat(reading)
        if not stat.S_ISREG(facts.st_mode):
            raise RefusedError(_unfit(source, "is no file"))
        if facts.st_size > LARGEST_FILE:
            raise RefusedError(_too_large(source, facts.st_size))
        yield reading
    finally:
        os.close(reading)


def read_through(reading: int, source: Path) -> Iterator[bytes]:
    """The content of an open file that is to be kept, a megabyte at a time.

    Raises:
        RefusedError: it cannot be read, or grew too large.
    """
    size = 0
    while True:
        try:
            piece = os.read(reading, _PIECE)
        except OSError as problem:
            raise RefusedError(_unreadable(source, problem)) from problem
        if not piece:
            return
        size += len(piece)
        if size > LARGEST_FILE:
            raise RefusedError(_too_large(source, size))
        yield piece


def plain_name(source: Path) -> str:
    """What a kept file was called, on one line and as text."""
    return one_line(os.fsencode(source.name).decode("utf-8", "replace"))


def remove_kept(register: Path, sha256: str) -> str | None:
    """Delete a kept file for an erasure; why it could not be done, or None when it is gone.

    Nothing else deletes a kept file.
    """
    folder = register / EVIDENCE
    try:
        (folder / sha256).unlink(missing_ok=True)
        sync_folder(folder)
    except OSError as problem:
        return reason(problem)
    return None


def _copied(folder: Path, reading: int, source: Path) -> KeptFile:
    temporary = folder / f".incoming-{os.getpid()}-{secrets.token_hex(8)}"
    try:
        writing = disk.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, KEPT_MODE
        )
    except OSError as problem:
        raise RefusedError(not_saved(folder, problem)) from problem
    try:
        try:
            sha256, size = _streamed(reading, writing, source)
            os.fchmod(writing, KEPT_MODE)
            disk.fsync(writing)
        finally:
            os.close(writing)
        kept = folder / sha256
        # The folder is sticky: a file that another officer keeps cannot be replaced, nor need it.
        if kept.exists():
            temporary.unlink()
        else:
            disk.replace(temporary, kept)
        sync_folder(folder)
    except OSError as problem:
        with suppress(OSError):
            temporary.unlink()
        raise RefusedError(not_saved(folder, problem)) from problem
    except RefusedError:
        with suppress(OSError):
            temporary.unlink()
        raise
    return KeptFile(sha256, plain_name(source), size)


def _streamed(reading: int, writing: int, source: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in read_through(reading, source):
        size += len(piece)
        digest.update(piece)
        rest = memoryview(piece)
        while rest:
            rest = rest[disk.write(writing, rest) :]
    return digest.hexdigest(), size


def changed_meanwhile(source: Path) -> Refusal:
    """A file was written to while it was being kept."""
    return _unfit(source, "was changed while it was being copied")


def _unreadable(source: Path, problem: OSError | ValueError) -> Refusal:
    why = reason(problem) if isinstance(problem, OSError) else "that is no path"
    return _unfit(source, f"cannot be read: {why}")


def _unfit(source: Path, why: str) -> Refusal:
    return Refusal(
        "bad-file",
        f"{one_line(os.fsencode(source).decode('utf-8', 'replace'))} {why}.",
        safe=SAFE,
        todo="Name a file that you can read, or give the place where it is kept.",
    )


def _too_large(source: Path, size: int) -> Refusal:
    mega = 1024 * 1024
    return _unfit(
        source, f"has {size // mega} MB, and a copied file may have {LARGEST_FILE // mega} MB"
    )
