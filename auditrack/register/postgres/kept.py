"""The files of evidence in a database: pieces of a megabyte under the SHA-256 of the whole."""

import errno
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from auditrack.model.change import Refusal, RefusedError
from auditrack.register.evidence_files import (
    KeptFile,
    changed_meanwhile,
    opened,
    plain_name,
    read_through,
)
from auditrack.register.evidence_numbered import copy_of
from auditrack.register.postgres import problems
from auditrack.register.postgres.link import Link


class DatabaseFiles:
    """The kept files of one organisation."""

    def __init__(self, link: Link, writes: Link, organisation: str) -> None:
        self._link = link
        self._writes = writes
        self._organisation = organisation

    def keep(self, source: Path) -> KeptFile:
        """Copy a file into the database, durably, before the entry that speaks of it.

        It is read twice, for its name is known only at its end; no more than a piece is in memory.

        Raises:
            RefusedError: it is no file, is too large, cannot be read, or cannot be kept.
        """
        with opened(source) as reading:
            digest, size = hashlib.sha256(), 0
            for piece in read_through(reading, source):
                digest.update(piece)
                size += len(piece)
            name = digest.hexdigest()
            end = time.monotonic() + self._writes.patience
            while True:
                os.lseek(reading, 0, os.SEEK_SET)
                try:
                    self._put(name, reading, source)
                    return KeptFile(name, plain_name(source), size)
                except psycopg.Error as problem:
                    # What was lost in its last moment is there or not: both ways it is tried again.
                    if not self._writes.is_lost(problem):
                        raise RefusedError(self._not_kept(problem)) from None
                    if time.monotonic() > end:
                        raise RefusedError(problems.lost(self._writes.address)) from None
                except RefusedError as refused:
                    gone = refused.refusal.code == problems.UNREACHABLE
                    if not gone or time.monotonic() > end:
                        raise
                time.sleep(0.1)

    def holds(self, sha256: str) -> bool:
        """Whether a file is there.

        Raises:
            RefusedError: The database is not reached, or does not allow it.
        """
        return bool(
            self._link.read(
                "SELECT 1 FROM kept_files WHERE org = %s AND sha256 = %s LIMIT 1",
                (self._organisation, sha256),
            )
        )

    def names(self) -> set[str]:
        """What is there, whether or not a record names it.

        Raises:
            RefusedError: The database is not reached, or does not allow it.
        """
        rows = self._link.read(
            "SELECT DISTINCT sha256 FROM kept_files WHERE org = %s", (self._organisation,)
        )
        return {str(row[0]) for row in rows}

    def size(self, sha256: str) -> int:
        """The bytes of a file; 0 where it is not there.

        Raises:
            RefusedError: The database is not reached, or does not allow it.
        """
        rows = self._link.read(
            "SELECT COALESCE(sum(octet_length(bytes)), 0) FROM kept_files"
            " WHERE org = %s AND sha256 = %s",
            (self._organisation, sha256),
        )
        return int(rows[0][0])

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The content of a file as it lies there, a piece at a time.

        Raises:
            OSError: It is not there.
            RefusedError: The database is not reached, or does not allow it.
        """
        number = -1
        while True:
            rows = self._link.read(
                "SELECT piece, bytes FROM kept_files WHERE org = %s AND sha256 = %s AND piece > %s"
                " ORDER BY piece LIMIT 1",
                (self._organisation, sha256, number),
            )
            if not rows:
                break
            number = rows[0][0]
            yield bytes(rows[0][1])
        if number < 0:
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))

    def copy_out(self, sha256: str, to: Path) -> None:
        """Write a copy that nobody else may read.

        Raises:
            RefusedError: it is not there or is not what was filed, or the disk refuses.
        """
        copy_of(self.pieces(sha256), to, sha256)

    def remove(self, sha256: str) -> str | None:
        """Delete a file for an erasure; why it could not be done, or None when it is gone."""
        try:
            with self._writes.transaction() as connection:
                connection.execute(
                    "DELETE FROM kept_files WHERE org = %s AND sha256 = %s",
                    (self._organisation, sha256),
                )
        except psycopg.errors.InsufficientPrivilege:
            return "the database does not allow your role to delete it"
        except psycopg.Error as problem:
            return str(self._writes.refused(problem, "delete it").refusal.message).rstrip(".")
        except RefusedError as refused:
            return refused.refusal.message.rstrip(".")
        return None

    def _put(self, name: str, reading: int, source: Path) -> None:
        with self._writes.transaction() as connection:
            kept = connection.execute(
                "SELECT 1 FROM kept_files WHERE org = %s AND sha256 = %s LIMIT 1",
                (self._organisation, name),
            ).fetchone()
            if kept is not None:
                return
            digest = hashlib.sha256()
            for number, piece in enumerate(_at_least_one(read_through(reading, source))):
                digest.update(piece)
                put = connection.execute(
                    "INSERT INTO kept_files (org, sha256, piece, bytes) VALUES (%s, %s, %s, %b)"
                    " ON CONFLICT (org, sha256, piece) DO NOTHING",
                    (self._organisation, name, number, piece),
                )
                if put.rowcount != 1:
                    return  # another officer kept the same file at the same moment: theirs stands
            if digest.hexdigest() != name:
                raise RefusedError(changed_meanwhile(source))

    def _not_kept(self, problem: psycopg.Error) -> Refusal:
        if isinstance(problem, psycopg.errors.InsufficientPrivilege):
            return problems.no_right(self._writes.address, "keep this file")
        return problems.not_saved(self._writes.address, problem)


def _at_least_one(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of a file; an empty one has an empty piece, so that it is there."""
    yield next(pieces, b"")
    yield from pieces
