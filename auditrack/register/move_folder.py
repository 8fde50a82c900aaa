"""A folder as the place that a register leaves, or goes to."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from auditrack.model.change import Actor, Head, Refusal, RefusedError
from auditrack.register import errors, history, moved
from auditrack.register.disk import disk, sync_folder, write_all
from auditrack.register.evidence_files import KEPT_MODE
from auditrack.register.journal import Journal, open_journal
from auditrack.register.kept import FolderFiles
from auditrack.register.line import (
    BODY_AT,
    HASH_AT,
    HASH_END,
    TORN,
    Header,
    digest,
    follows,
)
from auditrack.register.lock import WriteLock
from auditrack.register.move import Progress, StoredEntry, Table
from auditrack.register.place import (
    EVIDENCE,
    FILE_MODE,
    JOURNAL,
    LOCK,
    SNAPSHOT,
    prepare,
    unfit_file_system,
)
from auditrack.register.protocol import KeptFiles
from auditrack.register.verify import Verification, examine

MOVING = f"{JOURNAL}.moving"
"""What the journal is called while it comes: a folder without a journal is no register."""

_FLUSHED = 16 * 1024 * 1024
"""Bytes after which what was copied is made durable."""


class Line(tuple[int, bytes]):
    """An entry as a line of the journal, without its newline."""

    __slots__ = ()

    @property
    def number(self) -> int:
        """Its number."""
        return self[0]

    @property
    def line(self) -> bytes:
        """The whole line."""
        return self[1]

    @property
    def name(self) -> bytes:
        """Its hash."""
        return self[1][HASH_AT:HASH_END]

    @property
    def text(self) -> bytes:
        """Its body."""
        return self[1][BODY_AT:-1]


class FolderFrom:
    """The folder that a register leaves.

    Raises:
        RefusedError: It is no register, or one that needs a newer program.
    """

    def __init__(self, path: Path, actor: Actor, t: int) -> None:
        self.path = path.absolute()
        self.shown = str(self.path)
        self.kept: KeptFiles = FolderFiles(self.path)
        self._actor, self._t = actor, t
        self._journal = open_journal(self.path / JOURNAL, read_only=True)
        if self._journal.newer is not None:
            raise RefusedError(errors.read_only(self._journal.newer))
        self.header: Header = self._journal.header
        self.header_line = self._journal.read(0, self._journal.begin.offset - 1)
        self._at = self._journal.begin
        self._places = {0: self._at.offset}

    def closed_for(self) -> str | None:
        """Why it takes no changes, as a sentence; None where it takes them."""
        return moved.why_moved(self.path)

    def head(self) -> Head:
        """The last entry there is by now.

        Raises:
            RefusedError: It is damaged, gone, or was written anew meanwhile.
        """
        if self._follow():
            # What does not follow may be a save that failed and is being cut back.
            lock = WriteLock(self.path / LOCK, self._actor)
            try:
                with lock:
                    damage = self._follow()
            finally:
                lock.close()
            if damage is not None:
                raise RefusedError(errors.damaged_record(self._journal.path, damage.rstrip(".")))
        return Head(self._at.number, self._at.name.decode())

    def name_at(self, number: int) -> bytes:
        """The hash of an entry."""
        if number == 0:
            return self._journal.begin.name
        return next(self.entries(number - 1, number)).name

    def entries(self, after: int, until: int) -> Iterator[StoredEntry]:
        """The entries after one number up to another."""
        number = max(known for known in self._places if known <= after)
        for line in self._journal.lines(self._places[number], self._at.offset):
            if line.endswith(TORN):
                continue
            number += 1
            if number > until:
                return
            if number > after:
                yield Line((number, line))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody writes while this lasts."""
        lock = WriteLock(self.path / LOCK, self._actor)
        try:
            with lock:
                yield
        finally:
            lock.close()

    def shut(self, sentence: str, to: str, complete: bool) -> None:
        """Take no changes from now on."""
        at = self._at
        mark = moved.Mark(
            *(to, sentence, complete, at.number, at.name.decode(), self._t, self._actor.login)
        )
        try:
            moved.write_mark(self.path, mark)
        except OSError as problem:
            raise RefusedError(errors.not_saved(self.path, problem)) from None

    def open_again(self) -> None:
        """Take changes again."""
        try:
            moved.remove_mark(self.path)
        except OSError as problem:
            raise RefusedError(errors.not_saved(self.path, problem)) from None

    def tables(self, at: Head) -> Iterator[Table]:
        """Every table as it stands at an entry, by name; each is let go of after it."""
        return _tables(self._journal, self._at.offset, at)

    def close(self) -> None:
        """Let go of it."""
        self._journal.close()

    def _follow(self) -> str | None:
        size = self._journal.size()
        if size < 0:
            raise RefusedError(_written_anew(self.shown))
        for followed in self._journal.stretches(self._at, size, closely=True):
            self._at = followed.position
            if followed.damage is not None:
                return str(followed.damage)
        self._places[self._at.number] = self._at.offset
        return None


class FolderTo:
    """The folder that a register goes to."""

    def __init__(self, path: Path, actor: Actor) -> None:
        self.path = path.absolute()
        self.shown = str(self.path)
        self.kept: KeptFiles = FolderFiles(self.path)
        self._actor = actor
        self._new = self.path / MOVING
        self._mine: int | None = None

    def half(self) -> Header | None:
        """The first entry of what was left half moved there; None where nothing is."""
        if not self._new.is_file():
            return None
        journal = self._opened()
        if journal is None:
            return None
        with suppress(OSError):
            journal.close()
        return journal.header

    def is_open(self, header: Header) -> bool:
        """Whether this register is there as a whole."""
        try:
            journal = open_journal(self.path / JOURNAL, read_only=True)
        except RefusedError:
            return False
        journal.close()
        return journal.header.register == header.register

    def must_be_free(self) -> None:
        """Refuse a place that holds something."""
        kind = unfit_file_system(self.path if self.path.exists() else self.path.parent)
        if kind is not None:
            raise RefusedError(errors.wrong_file_system(self.path, kind))
        try:
            names = {entry.name for entry in os.scandir(self.path)} - {LOCK, EVIDENCE}
            strangers = {name for name in names if not name.startswith(f"{JOURNAL}.")}
            strangers |= names & {JOURNAL, SNAPSHOT}
        except FileNotFoundError:
            return
        except OSError as problem:
            raise RefusedError(errors.existing(self.path, errors.reason(problem))) from None
        if strangers or self.kept.names():
            raise RefusedError(errors.existing(self.path, "the folder holds other files"))

    def begin(self, line: bytes, sentence: str) -> Head:
        """Begin there, or find how far it came."""
        if self.half() is None:
            self.must_be_free()
            refusal = prepare(self.path)
            if refusal is not None:
                raise RefusedError(refusal)
            self._write_first(line)
        self._claim()
        for left in (self.path / EVIDENCE).glob(".incoming-*"):
            left.unlink(missing_ok=True)
        journal = self._opened()
        if journal is None or journal.read(0, journal.begin.offset - 1) != line:
            raise RefusedError(
                errors.existing(self.path, "another register was left half moved there")
            )
        try:
            at = journal.begin
            for followed in journal.stretches(at, journal.size()):
                at = followed.position
            os.truncate(self._new, at.offset)  # a line that was cut short is copied again
            return Head(at.number, at.name.decode())
        finally:
            journal.close()

    def load(
        self,
        header: Header,
        at: Head,
        entries: Iterable[StoredEntry],
        told: Callable[[int], object],
    ) -> Head:
        """Take in the entries that follow, each checked against the one before it."""
        number, name = at.number, at.hash.encode()
        fd = disk.open(self._new, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        waiting: list[bytes] = []
        size = 0
        try:
            for stored in entries:
                number += 1
                line = stored.line
                if stored.number != number or not follows(name, line):
                    what = f"entry {number} does not follow from the one before it"
                    raise RefusedError(errors.damaged_record(self._new, what))
                name = digest(name, stored.text)
                waiting.append(line + b"\n")
                size += len(line)
                if size > _FLUSHED:
                    self._flush(fd, waiting)
                    size = 0
                    told(number)
            self._flush(fd, waiting)
            told(number)
        except OSError as problem:
            raise RefusedError(errors.not_saved(self.path, problem)) from None
        finally:
            os.close(fd)
        return Head(number, name.decode())

    def put_file(self, name: str, pieces: Iterator[bytes]) -> bool:
        """Keep a file; False where its content is not what its name says."""
        folder = self.path / EVIDENCE
        temporary = folder / f".incoming-{os.getpid()}-{token_hex(8)}"
        content = sha256()
        fd = -1
        try:
            first = next(pieces, b"")  # what is not there at the other end is no fault of this disk
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            fd = disk.open(temporary, flags, KEPT_MODE)
            for piece in _all(first, pieces):
                content.update(piece)
                write_all(fd, piece)
            os.fchmod(fd, KEPT_MODE)
            disk.fsync(fd)
            if content.hexdigest() != name:
                return False
            disk.replace(temporary, folder / name)
            sync_folder(folder)
            return True
        finally:
            if fd >= 0:
                os.close(fd)
            temporary.unlink(missing_ok=True)

    def verify(self, progress: Progress | None) -> Verification:
        """Look at all of it, as it is there."""
        journal = self._opened()
        if journal is None:
            journal = open_journal(self.path / JOURNAL, read_only=True)
        try:
            return examine(self.path, journal, journal.size(), None, None)
        finally:
            journal.close()

    def tables(self, at: Head) -> Iterator[Table]:
        """Every table as it stands there, by name; each is let go of after it."""
        journal = self._opened()
        assert journal is not None
        try:
            yield from _tables(journal, journal.size(), at)
        finally:
            journal.close()

    def open_up(self, at: Head) -> None:
        """Let it be opened: from now on it is the register."""
        try:
            disk.replace(self._new, self.path / JOURNAL)
            sync_folder(self.path)
            sync_folder(self.path.parent)
        except OSError as problem:
            raise RefusedError(errors.not_saved(self.path, problem)) from None

    def discard(self) -> None:
        """Take away what was left half moved."""
        if (self.path / JOURNAL).exists():
            raise RefusedError(errors.existing(self.path, "there is one already"))
        self._claim()
        try:
            shutil.rmtree(self.path / EVIDENCE)
            self._new.unlink()
            (self.path / LOCK).unlink(missing_ok=True)
            self.path.rmdir()
        except OSError as problem:
            raise RefusedError(errors.not_saved(self.path, problem)) from None
        finally:
            self.close()

    def close(self) -> None:
        """Let go of it."""
        if self._mine is not None:
            os.close(self._mine)
            self._mine = None

    def _claim(self) -> None:
        """Nobody else fills the same folder meanwhile."""
        if self._mine is not None:
            return
        fd = disk.open(self._new, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            raise RefusedError(
                Refusal(
                    "busy",
                    f"Somebody else is moving a register to {self.shown}.",
                    safe=errors.SAFE,
                    todo="Let them finish, and look again.",
                )
            ) from None
        self._mine = fd

    def _opened(self) -> Journal | None:
        try:
            return open_journal(self._new, read_only=True)
        except RefusedError:
            return None

    def _write_first(self, line: bytes) -> None:
        beside = self._new.with_suffix(f".{token_hex(8)}")
        try:
            fd = disk.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
            try:
                os.fchmod(fd, FILE_MODE)
                write_all(fd, line + b"\n")
                disk.fsync(fd)
            finally:
                os.close(fd)
            disk.replace(beside, self._new)
            sync_folder(self.path)
        except OSError as problem:
            raise RefusedError(errors.not_saved(self.path, problem)) from None
        finally:
            beside.unlink(missing_ok=True)

    def _flush(self, fd: int, waiting: list[bytes]) -> None:
        write_all(fd, b"".join(waiting))
        disk.fsync(fd)
        waiting.clear()


def _tables(journal: Journal, stop: int, at: Head) -> Iterator[Table]:
    state, _ = history.replay(journal, stop, at.number)
    for name in sorted(state.tables):
        yield name, tuple(state.tables.pop(name).records().values())


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _written_anew(shown: str) -> Refusal:
    return Refusal(
        "rewritten",
        f"The register at {shown} was written anew while it was moved (erasure of personal data), "
        "or its folder was moved.",
        safe="It is where it was.",
        todo="Say the same command again: what was copied before is taken away first.",
    )
