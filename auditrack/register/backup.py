"""A backup: one tar file with the journal up to a head, the kept files, and a list of sums.

It is made while others write: the journal first, as far as it stands at that moment, and then the
files that it names, which were there before the entries that name them.
"""

import hashlib
import io
import os
import secrets
import tarfile
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, Self

import msgspec

from auditrack.model.change import Actor, Head, RefusedError
from auditrack.model.text import one_line
from auditrack.register import errors
from auditrack.register.backup_file import (
    MANIFEST,
    VERSION,
    Manifest,
    Part,
    check_backup,
    refused,
)
from auditrack.register.disk import disk, sync_folder, write_all
from auditrack.register.evidence_check import NAME, Progress
from auditrack.register.journal import Journal, Position, open_journal
from auditrack.register.kept import FolderFiles
from auditrack.register.line import TORN, Header, read_body
from auditrack.register.place import EVIDENCE, JOURNAL
from auditrack.register.protocol import KeptFiles
from auditrack.register.verify import files_named

_PRIVATE = 0o600


class Backed(Protocol):
    """What a backup is made of: a chain as it stood at one moment, and its kept files."""

    header: Header
    kept: KeptFiles
    head: Head
    size: int
    """Bytes of its journal."""
    named: Set[str]
    """The kept files that any of its entries names."""

    def read(self, size: int) -> bytes:
        """The next bytes of its journal."""

    def is_the_same(self) -> bool:
        """Whether it was not written anew since."""


def write_backup(
    register: Path | Backed,
    out: Path,
    actor: Actor,
    t: int,
    app: str,
    progress: Progress | None = None,
    before_placing: Callable[[Manifest], object] | None = None,
) -> Manifest:
    """Back a register up into a new file, mode 0600; it is read back before it is in place.

    Args:
        register: the register's folder, or what another store gives for a backup.
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
    if isinstance(register, Path):
        _must_be_outside(register, out, shown)
        with _Folder(register) as folder:
            return _placed(folder, out, actor, t, app, progress, before_placing)
    return _placed(register, out, actor, t, app, progress, before_placing)


def _must_be_outside(register: Path, out: Path, shown: str) -> None:
    if register.resolve() in (out.parent.resolve(), *out.parent.resolve().parents):
        raise refused(
            "inside",
            f"{shown} is inside the register's own folder.",
            "Put the backup on another disk.",
        )


def _placed(
    register: Backed,
    out: Path,
    actor: Actor,
    t: int,
    app: str,
    progress: Progress | None,
    before_placing: Callable[[Manifest], object] | None,
) -> Manifest:
    shown = one_line(str(out))
    beside = out.with_name(f".{out.name}.{secrets.token_hex(8)}.part")
    try:
        try:
            with _private_file(beside) as writing:
                manifest = _written(register, writing, actor, t, app, progress)
            _forget_cached(beside)
            check_backup(beside, manifest)
            if not register.is_the_same():
                raise refused(
                    "rewritten",
                    "The register was rewritten by a redaction while it was backed up.",
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
    register: Backed,
    writing: int,
    actor: Actor,
    t: int,
    app: str,
    progress: Progress | None,
) -> Manifest:
    kept = register.kept
    there = kept.names()
    sizes = {name: kept.size(name) for name in register.named if name in there}
    stream = _Stream(writing, register.size + sum(sizes.values()), progress)
    absent = sorted(register.named - sizes.keys())
    files: list[Part] = []
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as archive:  # type: ignore[call-overload]
        part = _add(archive, JOURNAL, register, register.size, t)
        for name in sorted(sizes):
            if not _is_as_filed(kept, name):
                absent.append(name)
                continue
            content = _Pieces(kept.pieces(name))
            files.append(_add(archive, f"{EVIDENCE}/{name}", content, sizes[name], t))
        header = register.header
        manifest = Manifest(
            backup=VERSION,
            app=app,
            register=header.register,
            board=header.board,
            generation=header.generation,
            entry=register.head.number,
            head=register.head.hash,
            t=t,
            login=actor.login,
            journal=part,
            files=tuple(files),
            absent=tuple(absent),
        )
        data = msgspec.json.encode(manifest)
        _add(archive, MANIFEST, io.BytesIO(data), len(data), t)
    return manifest


class _Folder:
    """The register in a folder, as far as its journal goes at this moment."""

    def __init__(self, path: Path) -> None:
        self._journal = open_journal(path / JOURNAL, read_only=True)
        self.kept: KeptFiles = FolderFiles(path)
        self.header: Header = self._journal.header
        self.named: Set[str] = frozenset()
        self._at = 0

    def __enter__(self) -> Self:
        try:
            at, self.named = _followed(self._journal)
        except BaseException:
            self._journal.close()
            raise
        self.head, self.size = Head(at.number, at.name.decode()), at.offset
        return self

    def __exit__(self, *_: object) -> None:
        self._journal.close()

    def read(self, size: int) -> bytes:
        data = self._journal.read(self._at, min(self.size, self._at + size))
        self._at += len(data)
        return data

    def is_the_same(self) -> bool:
        return self._journal.size() >= 0


def _followed(journal: Journal) -> tuple[Position, set[str]]:
    """The journal's last entry as it stands now, and the kept files that any entry names."""
    at = journal.begin
    named: set[str] = set()
    for followed in journal.stretches(at, max(journal.size(), 0)):
        if followed.damage is not None:
            raise damaged(str(followed.damage), "Copy the whole folder as it is")
        for line in journal.lines(at.offset, followed.position.offset):
            if not line.endswith(TORN):
                named |= named_in(line)
        at = followed.position
    return at, named


def named_in(line: bytes) -> set[str]:
    """The kept files that an entry names."""
    if b'"file_sha256"' not in line:
        return set()
    return {name for name in files_named(read_body(line)) if NAME.fullmatch(name)}


def damaged(what: str, todo: str) -> RefusedError:
    """The refusal of what cannot be backed up."""
    return refused(
        "damaged",
        f"The register is damaged, and a backup would be too: {what}",
        f"{todo}, and run `auditrack verify`.",
    )


class _Pieces:
    """The content of a kept file as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int) -> bytes:
        while len(self._rest) < size:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._rest += piece
        data, self._rest = self._rest[:size], self._rest[size:]
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


def _is_as_filed(kept: KeptFiles, name: str) -> bool:
    digest = hashlib.sha256()
    try:
        for piece in kept.pieces(name):
            digest.update(piece)
    except OSError:
        return False
    return digest.hexdigest() == name
