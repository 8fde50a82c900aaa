"""Kept files copied out under names of their own: all of them, as they were filed, or none."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditrack.model.change import Refusal, RefusedError
from auditrack.model.text import one_line
from auditrack.register.disk import disk, sync_folder
from auditrack.register.errors import reason

if TYPE_CHECKING:
    from auditrack.register.protocol import KeptFiles

UNFIT = "kept-file-unfit"
"""What refuses a kept file that is missing, cannot be read or is not what was filed."""

_COPY_MODE = 0o600
_SAFE = "Nothing was copied or written; an earlier file is untouched."


@dataclass(frozen=True)
class Copies:
    """Copies that stand whole beside their place, closed to others, until `place` puts them there.

    Attributes:
        folder: where they go.
        building: where they are until then.
    """

    folder: Path
    building: Path

    def place(self) -> None:
        """Puts the folder in its place.

        Raises:
            RefusedError: something is there now, or the disk refuses; the copies are gone then.
        """
        try:
            if os.path.lexists(self.folder):
                raise OSError(17, "something is there now, and nothing is ever written over")
            disk.replace(self.building, self.folder)
            sync_folder(self.folder.parent)
        except OSError as problem:
            raise RefusedError(
                Refusal(
                    "files-not-placed",
                    f"The files were not put into {one_line(str(self.folder))}: {reason(problem)}.",
                    safe="The report is written and recorded; only the files are missing.",
                    todo="Make the report again, with another folder for --files.",
                )
            ) from None


@contextmanager
def copies_of(kept: "KeptFiles", folder: Path, files: Mapping[str, str]) -> Iterator[Copies]:
    """Copy kept files beside a folder that is not there yet; what is not placed is taken away.

    Args:
        kept: the register's files.
        folder: the folder to make.
        files: the name of each copy, with the SHA-256 of the kept file.

    Raises:
        RefusedError: something is at the folder's path, a file is missing or is not what was
            filed, or the disk refuses; then nothing is there.
    """
    building = _made_beside(folder)
    try:
        for name, sha256 in files.items():
            kept.copy_out(sha256, building / name)
        sync_folder(building)
        yield Copies(folder, building)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _made_beside(folder: Path) -> Path:
    """A hidden folder beside the one to come, closed to others."""
    try:
        if os.path.lexists(folder):
            raise OSError(17, "it is there already, and nothing is ever written over")
        building = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}.copying")
        building.mkdir(mode=0o700)
    except (OSError, ValueError) as problem:
        why = reason(problem) if isinstance(problem, OSError) else "that is no path"
        raise RefusedError(
            Refusal(
                "not-written",
                f"The kept files cannot be copied to {one_line(str(folder))}: {why}.",
                safe=_SAFE,
                todo="Name a folder that is not there yet, in one that you may write to.",
            )
        ) from None
    return building


def copy_of(pieces: Iterator[bytes], copy: Path, sha256: str) -> None:
    """Write a kept file's content to a new file that nobody else may read.

    Args:
        pieces: the content, as it lies in the register.
        copy: the file to make.
        sha256: what the content must be.

    Raises:
        RefusedError: the kept file is missing or is not what was filed, or the disk refuses.
    """
    digest = hashlib.sha256()
    try:
        writing = disk.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _COPY_MODE)
        try:
            os.fchmod(writing, _COPY_MODE)
            for piece in _readable(pieces, copy.name):
                digest.update(piece)
                rest = memoryview(piece)
                while rest:
                    rest = rest[disk.write(writing, rest) :]
            disk.fsync(writing)
            if digest.hexdigest() != sha256:
                raise RefusedError(
                    _lost(copy.name, "is not what was filed: its content was changed")
                )
        except BaseException:
            with suppress(OSError):
                copy.unlink()
            raise
        finally:
            os.close(writing)
    except OSError as problem:
        raise RefusedError(
            Refusal(
                "not-written",
                f"The kept files were not copied: {reason(problem)}.",
                safe=_SAFE,
                todo="Free some space, or name a folder on another disk.",
            )
        ) from None


def _readable(pieces: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The pieces; where they cannot be read, a refusal that is told from a full disk."""
    try:
        yield from pieces
    except OSError as problem:
        raise RefusedError(_lost(name, f"cannot be read: {reason(problem)}")) from None


def _lost(name: str, why: str) -> Refusal:
    return Refusal(
        UNFIT,
        f"The kept file for {name} {why}.",
        safe=_SAFE,
        todo="See what became of it with: auditrack verify --all-files. Without --files the report "
        "lists the files and copies none.",
    )
