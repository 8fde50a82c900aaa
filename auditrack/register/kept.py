"""The files of evidence in a register's folder, behind the names that every store has for them."""

import os
from collections.abc import Iterator
from pathlib import Path

from auditrack.register import evidence_files
from auditrack.register.evidence_check import open_kept
from auditrack.register.evidence_numbered import copy_of
from auditrack.register.place import EVIDENCE

_PIECE = 1024 * 1024


class FolderFiles:
    """The evidence folder of one register."""

    def __init__(self, register: Path) -> None:
        self._register = register
        self._folder = register / EVIDENCE

    def keep(self, source: Path) -> evidence_files.KeptFile:
        """Copy a file and make it durable.

        Raises:
            RefusedError: it is no file, is too large, cannot be read, or cannot be kept.
        """
        return evidence_files.keep_file(self._register, source)

    def holds(self, sha256: str) -> bool:
        """Whether something lies there under that name."""
        return os.path.lexists(self._folder / sha256)

    def names(self) -> set[str]:
        """What lies in the folder; nothing where it cannot be listed."""
        try:
            return {entry.name for entry in os.scandir(self._folder)}
        except OSError:
            return set()

    def size(self, sha256: str) -> int:
        """The bytes of a file; 0 where it is not there."""
        try:
            return (self._folder / sha256).lstat().st_size
        except OSError:
            return 0

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The content of a file as it lies there.

        Raises:
            OSError: it is not there, is no plain file, or this login may not read it.
        """
        fd = open_kept(self._folder / sha256)
        try:
            while piece := os.read(fd, _PIECE):
                yield piece
        finally:
            os.close(fd)

    def copy_out(self, sha256: str, to: Path) -> None:
        """Write a copy that nobody else may read.

        Raises:
            RefusedError: it is not there or is not what was filed, or the disk refuses.
        """
        copy_of(self.pieces(sha256), to, sha256)

    def remove(self, sha256: str) -> str | None:
        """Delete a file for an erasure; why it could not be done, or None when it is gone."""
        return evidence_files.remove_kept(self._register, sha256)
