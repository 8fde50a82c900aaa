"""A backup: one tar file with the journal up to a head, the kept files, and a list of sums.

It is made while others write: the journal first, as far as it stands at that moment, and then the
files that it names, which were there before the entries that name them.
"""

import hashlib
import io
import os
import secrets
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from auditrack.model.change import Actor
from auditrack.model.text import one_line
from auditrack.register import errors
from auditrack.register.backup_file import (
    MANIFEST,
    PIECE,
    VERSION,
    Manifest,
    Part,
    check_backup,
    refused,
)
from auditrack.register.disk import disk, sync_folder, write_all
from auditrack.register.evidence_check import NAME, Progress, open_kept
from auditrack.register.journal import Journal, Position, open_journal
from auditrack.register.line import TORN, read_body
from auditrack.register.place import EVIDENCE, JOURNAL

_PRIVATE = 0o600


def write_backup(
    register: Path,
    out: Path,
    actor: Actor,
    t: int,
    app: str,
    progress: Progress | None = None,
    before_placing: Callable[[Manifest], object] | None = None,
) -> Manifest:
    """Back a register up into a new file, mode 0600; it is read back before it is in place.

    Args:
        register: the register's folder.
        out: the file to make; nothing may be there.
        actor: who does it.
        t: when, in UTC milliseconds.
        app: the version of this program.
        progress: is told the bytes done and to do.
        before_placing: is called when the backup is whole and before it is in place. If it
            raises, nothing is placed.

    Raises:
        RefusedError: The journal is damaged, or the file cannot be written; nothing is left behind.
    """
    shown = one_line(str(out))
    if out.exists() or out.is_symlink():
        raise refused("exists", f"There is a file {shown} already.", "Give the backup a new name.")
    if register.resolve() in (out.parent.resolve(), *out.parent.resolve().parents):
        raise refused(
            "inside",
            f"{shown} is inside the register's own folder.",
            "Put the backup on another disk.",
        )
    beside = out.with_name(f".{out.name}.{secrets.token_hex(8)}.part")
    journal = open_journal(register / JOURNAL, read_only=True)
    try:
        try:
            with _private_file(beside) as writing:
                manifest = _written(register, journal, writing, actor, t, app, progress)
            _forget_cached(beside)
            check_backup(beside, manifest)
            if journal.size() < 0:
                raise refused(
                    "rewritten",
                    "The journal was rewritten by a redaction while it was backed up.",
                    "Make the backup again.",
                )
            if before_placing is not None:
                before_placing(manifest)
            disk.replace(beside, out)
        except OSError as problem:
            raise refused(
                "not-written",
                f"{shown} cannot be written: {errors.reason(problem)}.",
                "Name another place for the backup.",
            ) from None
        # The file is in place and whole; a folder that cannot be synced is no reason to deny it.
        with suppress(OSError):
            sync_folder(out.parent)
    finally:
        journal.close()
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return manifest


class _Stream:
    """What the tar is written to: the seam of the register's own writes, with its progress."""

    def __init__(self, fd: int, whole: int, progress: Progress | None) -> None:
        self._fd = fd
        self._done = 0
        self._whole = whole
        self._progress = progress

    def write(self, data: bytes) -> int:
        write_all(self._fd, data)
        self._done += len(data)
        if self._progress is not None:
            self._progress(min(self._done, self._whole), self._whole)
        return len(data)


@contextmanager
def _private_file(path: Path) -> Iterator[int]:
    fd = disk.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _PRIVATE)
    try:
        yield fd
        disk.fsync(fd)
    finally:
        os.close(fd)


def _forget_cached(path: Path) -> None:
    # So that reading it back asks the disk and not the memory.
    fd = disk.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with suppress(OSError):
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(fd)


def _written(
    register: Path,
    journal: Journal,
    writing: int,
    actor: Actor,
    t: int,
    app: str,
    progress: Progress | None,
) -> Manifest:
    at, named = _followed(journal)
    sizes = {
        name: size for name in named if (size := _size(register / EVIDENCE / name)) is not None
    }
    stream = _Stream(writing, at.offset + sum(sizes.values()), progress)
    absent = sorted(named - sizes.keys())
    files: list[Part] = []
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as archive:  # type: ignore[call-overload]
        part = _add(archive, JOURNAL, _JournalBytes(journal, at.offset), at.offset, t)
        for name in sorted(sizes):
            fd = open_kept(register / EVIDENCE / name)
            try:
                size = os.fstat(fd).st_size
                if _sum_of(fd) != name:
                    absent.append(name)
                    continue
                os.lseek(fd, 0, os.SEEK_SET)
                with os.fdopen(fd, "rb", closefd=False) as content:
                    files.append(_add(archive, f"{EVIDENCE}/{name}", content, size, t))
            finally:
                os.close(fd)
        header = journal.header
        manifest = Manifest(
            backup=VERSION,
            app=app,
            register=header.register,
            board=header.board,
            generation=header.generation,
            entry=at.number,
            head=at.name.decode(),
            t=t,
            login=actor.login,
            journal=part,
            files=tuple(files),
            absent=tuple(absent),
        )
        data = msgspec.json.encode(manifest)
        _add(archive, MANIFEST, io.BytesIO(data), len(data), t)
    return manifest


def _followed(journal: Journal) -> tuple[Position, set[str]]:
    """The journal's last entry as it stands now, and the kept files that any entry names."""
    at = journal.begin
    named: set[str] = set()
    for followed in journal.stretches(at, max(journal.size(), 0)):
        if followed.damage is not None:
            raise refused(
                "damaged",
                f"The register is damaged, and a backup would be too: {followed.damage}",
                "Copy the whole folder as it is, and run `auditrack verify`.",
            )
        for line in journal.lines(at.offset, followed.position.offset):
            if b'"file_sha256"' in line and not line.endswith(TORN):
                for op in read_body(line).ops:
                    named.update(
                        value
                        for value in op.fields.get("file_sha256", ())
                        if op.table == "evidence"
                        and isinstance(value, str)
                        and NAME.fullmatch(value)
                    )
        at = followed.position
    return at, named


class _JournalBytes:
    """The first bytes of a journal as a stream."""

    def __init__(self, journal: Journal, stop: int) -> None:
        self._journal = journal
        self._at = 0
        self._stop = stop

    def read(self, size: int) -> bytes:
        data = self._journal.read(self._at, min(self._stop, self._at + size))
        self._at += len(data)
        return data


class _Summed:
    """A stream that sums what is read from it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        data: bytes = self._stream.read(size)
        self.digest.update(data)
        return data


def _add(archive: tarfile.TarFile, name: str, content: Any, size: int, t: int) -> Part:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, t // 1000, _PRIVATE
    summed = _Summed(content)
    archive.addfile(member, summed)  # type: ignore[arg-type]
    return Part(size, summed.digest.hexdigest())


def _sum_of(fd: int) -> str:
    digest = hashlib.sha256()
    while piece := os.read(fd, PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _size(path: Path) -> int | None:
    try:
        fd = open_kept(path)
    except OSError:
        return None
    try:
        return os.fstat(fd).st_size
    finally:
        os.close(fd)
