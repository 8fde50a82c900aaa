"""The journal: appended to by one writer at a time, followed by everybody."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from time import monotonic

import msgspec

from auditrack.model.change import RefusedError
from auditrack.register import errors
from auditrack.register.disk import disk
from auditrack.register.line import (
    BODY_AT,
    FORMAT,
    HASH_AT,
    HASH_END,
    MIDDLE,
    OPENING,
    READER,
    ROOT,
    TORN,
    Header,
    StoredBody,
    decode_stored,
    follows,
    header_versions,
    read_header,
    shaped,
)
from auditrack.register.place import open_shared
from auditrack.register.repeated_keys import first_repeat

CHUNK = 8 * 1024 * 1024
_LONGEST_HEADER = 1024 * 1024
_NAMED_SECONDS = 1.0
"""For so long a name that stood for the open file is taken to stand for it still."""


class Position(msgspec.Struct, frozen=True):
    """How far a reader has come: `offset` is where the next line begins.

    `start` is where the line of the last entry begins and `previous` the hash before it.
    """

    offset: int
    start: int
    lines: int
    number: int
    name: bytes
    previous: bytes
    t: int


class Damage(msgspec.Struct, frozen=True):
    """The first line that does not follow: its number in the file from 1, and why."""

    line: int
    offset: int
    number: int
    why: str

    def __str__(self) -> str:
        good = "only the header is" if self.number == 1 else f"entries up to {self.number - 1} are"
        return f"line {self.line} of journal.jsonl {self.why}; {good} still good and can be read."


class Followed(msgspec.Struct):
    """What a stretch of the journal holds: its entries, with the hash of each, up to damage."""

    position: Position
    bodies: list[StoredBody] = []
    names: list[bytes] = []
    torn: list[int] = []
    damage: Damage | None = None


def follow(data: bytes, at: Position) -> Followed:
    """Check and decode the complete lines of `data`, which stands at `at.offset`."""
    end = data.rfind(b"\n") + 1
    lines = data[: end - 1].split(b"\n") if end else []
    names: list[bytes] = []
    torn: list[int] = []
    why: str | None = None
    previous = at.name
    for line in lines:
        # The frame that the line must have: everything but its body, which the hash answers for.
        name = sha256(previous + line[BODY_AT:-1]).hexdigest().encode()
        if line.startswith(OPENING + name + MIDDLE) and line.endswith(b"}"):
            names.append(name)
            previous = name
        elif line.endswith(TORN):
            torn.append(at.lines + len(names) + len(torn) + 1)
        else:
            why = _why_not(line)
            break
    if why is None and not torn:
        entries = data[:end]
    else:
        del lines[len(names) + len(torn) :]
        entries = _without_torn(lines)
    bodies, fault = _decoded(entries, at)
    if fault is not None:
        # An entry that chains and makes no sense: everything before it stands.
        why = fault
        del lines[_place_of(len(bodies), lines) :]
        del names[len(bodies) :]
        torn = [line for line in torn if line <= at.lines + len(lines)]
    length = end if why is None else sum(map(len, lines)) + len(lines)
    after = at.lines + len(lines)
    number = at.number + len(bodies)
    damage = None if why is None else Damage(after + 1, at.offset + length, number + 1, why)
    if not bodies:
        now = Position(at.offset + length, at.start, after, number, at.name, at.previous, at.t)
        return Followed(now, torn=torn, damage=damage)
    last = len(lines) - 1
    tail = len(lines[last]) + 1
    while lines[last].endswith(TORN):
        last -= 1
        tail += len(lines[last]) + 1
    start = at.offset + length - tail
    before = names[-2] if len(names) > 1 else at.name
    now = Position(at.offset + length, start, after, number, names[-1], before, bodies[-1].t)
    return Followed(now, bodies, names, torn, damage)


def follow_closely(data: bytes, at: Position) -> Followed:
    """As `follow`; a line in which a key stands twice is damage, for it can be read in two ways."""
    followed = follow(data, at)
    found = first_repeat(data[: followed.position.offset - at.offset])
    if found is None:
        return followed
    start, key = found
    good = follow(data[:start], at)
    now = good.position
    what = f'"{key}"' if key.isidentifier() else "one and the same thing"
    good.damage = Damage(now.lines + 1, now.offset, now.number + 1, f"says {what} twice")
    return good


def _without_torn(lines: list[bytes]) -> bytes:
    return b"\n".join(line for line in lines if not line.endswith(TORN))


def _place_of(entry: int, lines: list[bytes]) -> int:
    """The place among the lines of the entry of that place, unfinished saves not counted."""
    for place, line in enumerate(lines):
        if not line.endswith(TORN):
            if entry == 0:
                return place
            entry -= 1
    return len(lines)


def _decoded(lines: bytes, at: Position) -> tuple[list[StoredBody], str | None]:
    """The bodies of lines that chain, up to one that makes no sense, and what is wrong with it."""
    fault: str | None = None
    try:
        stored = decode_stored(lines)
    except (msgspec.DecodeError, UnicodeDecodeError):
        stored = []
        for line in lines.rstrip(b"\n").split(b"\n"):
            try:
                stored.extend(decode_stored(line))
            except (msgspec.DecodeError, UnicodeDecodeError):
                fault = "chains, but is not an entry that this program understands"
                break
    bodies: list[StoredBody] = []
    number, t = at.number, at.t
    for line_ in stored:
        body = line_.b
        number += 1
        if body.n != number:
            return bodies, f"says it is entry {body.n} where entry {number} should stand"
        if body.t < t:
            return bodies, "carries a time before that of the entry before it"
        t = body.t
        bodies.append(body)
    return bodies, fault


def _why_not(line: bytes) -> str:
    if not line.strip(b"\0"):
        return "is filled with zero bytes"
    if line.endswith(b"\r"):
        return "ends in CR LF: another program has rewritten it"
    if not shaped(line):
        return "is not a line of a journal"
    return (
        "does not follow from the line before it: it was changed, or a line there was removed, "
        "added or moved"
    )


class NotWrittenError(Exception):
    """The line is not in the journal."""

    def __init__(self, problem: OSError) -> None:
        super().__init__(str(problem))
        self.problem = problem


class UnconfirmedError(NotWrittenError):
    """The line is in the journal, but perhaps not on the disk."""


class Journal:
    """An open journal file."""

    def __init__(self, path: Path, fd: int, writable: bool) -> None:
        self.path = path
        self._fd = fd
        self._named_at = 0.0
        self.writable = writable
        line = self._first_line()
        self.newer = self._check_versions(line)
        try:
            self.header: Header = read_header(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise RefusedError(
                errors.not_a_journal(path, "its first line is not the header of a register")
            ) from None
        self.begin = Position(
            offset=len(line) + 1,
            start=0,
            lines=1,
            number=0,
            name=line[HASH_AT:HASH_END],
            previous=ROOT,
            t=self.header.t,
        )

    def close(self) -> None:
        """Close the file."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    @property
    def closed(self) -> bool:
        """Whether the file was let go of."""
        return self._fd < 0

    def size(self) -> int:
        """The file's size in bytes; -1 if another file has taken its place, or none has.

        One fstat; once a second the name is looked up too, for a folder may be moved away while
        its files stay open.
        """
        now = os.fstat(self._fd)
        if now.st_nlink and monotonic() - self._named_at > _NAMED_SECONDS:
            if not self._has_its_name(now):
                return -1
            self._named_at = monotonic()
        return now.st_size if now.st_nlink else -1

    def _has_its_name(self, opened: os.stat_result) -> bool:
        try:
            named = os.stat(self.path)
        except OSError:
            return False
        return (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino)

    def read(self, start: int, stop: int) -> bytes:
        """The bytes of a stretch; fewer where the file ends before."""
        pieces = []
        while start < stop:
            piece = os.pread(self._fd, stop - start, start)
            if not piece:
                break
            pieces.append(piece)
            start += len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def stretches(self, at: Position, stop: int, closely: bool = False) -> Iterator[Followed]:
        """Follow the journal from `at` to `stop`, some megabytes at a time, up to damage.

        `closely` takes a key that stands twice in a line for damage too.
        """
        chunk = CHUNK
        while at.offset < stop:
            data = self.read(at.offset, min(stop, at.offset + chunk))
            followed = follow_closely(data, at) if closely else follow(data, at)
            if followed.position.offset == at.offset and followed.damage is None:
                if at.offset + chunk >= stop:
                    return
                chunk *= 2
                continue
            yield followed
            if followed.damage is not None:
                return
            at = followed.position

    def lines(self, start: int, stop: int) -> Iterator[bytes]:
        """The complete lines of a stretch that begins with a line, without their newlines."""
        chunk = CHUNK
        while start < stop:
            data = self.read(start, min(stop, start + chunk))
            end = data.rfind(b"\n") + 1
            if not end:
                if start + chunk >= stop:
                    return
                chunk *= 2
                continue
            yield from data[: end - 1].split(b"\n")
            start += end

    def lines_backwards(self, stop: int) -> Iterator[bytes]:
        """The lines before `stop`, the last one first, without their newlines."""
        kept = b""
        while stop > 0:
            start = max(0, stop - 256 * 1024)
            data = self.read(start, stop) + kept
            first = data.find(b"\n") + 1 if start else 0
            if start and not first:
                kept, stop = data, start
                continue
            yield from reversed(data[first:].rstrip(b"\n").split(b"\n"))
            kept, stop = data[:first], start

    def holds(self, position: Position) -> bool:
        """Whether the line that a position names stands where it says."""
        if not position.start < position.offset <= self.size():
            return False
        line = self.read(position.start, position.offset)
        return (
            line[-1:] == b"\n"
            and line[HASH_AT:HASH_END] == position.name
            and follows(position.previous, line[:-1])
        )

    def append(self, data: bytes, at: int, early: bool = True) -> None:
        """Write `data` at the end of the file, which is at `at`; it is durable after `flush`.

        `early` sets the disk to work before that, which pays where nobody else is writing.

        Raises:
            NotWrittenError: Nothing of it counts; the file was cut back where it allows that.
            UnconfirmedError: It is there, but the disk did not say that it will stay.
        """
        try:
            written = disk.write(self._fd, data)
            if written != len(data):
                raise OSError(28, "No space left on device")
        except OSError as problem:
            raise self._cut_back(at, len(data), problem) from None
        if early:
            # Only a hint, to use the time until `flush`, which is what counts.
            os.posix_fadvise(self._fd, at, len(data), os.POSIX_FADV_DONTNEED)

    def flush(self) -> None:
        """Make everything durable that stands in the file by now, whoever wrote it.

        Raises:
            UnconfirmedError: The disk did not say that it will stay.
        """
        try:
            disk.fdatasync(self._fd)
        except OSError as problem:
            raise UnconfirmedError(problem) from None

    def _cut_back(self, at: int, length: int, problem: OSError) -> NotWrittenError:
        try:
            disk.ftruncate(self._fd, at)
        except OSError:
            # An append-only file cannot be cut: the next writer closes the fragment off.
            if os.fstat(self._fd).st_size >= at + length:
                return UnconfirmedError(problem)
        return NotWrittenError(problem)

    def _first_line(self) -> bytes:
        data = self.read(0, 64 * 1024)
        if b"\n" not in data:
            data = self.read(0, _LONGEST_HEADER)
        why = foreign(data)
        if why is not None:
            raise RefusedError(errors.not_a_journal(self.path, why))
        line = data[: data.index(b"\n")]
        if not follows(ROOT, line):
            if not line.startswith(b'{"n":0,', BODY_AT):
                why = "its first line is a later entry: the lines before it were removed"
                raise RefusedError(errors.not_a_journal(self.path, why))
            raise RefusedError(errors.damaged_header(self.path))
        return line

    def _check_versions(self, line: bytes) -> str | None:
        versions = header_versions(line)
        if versions is None:
            why = "its first line names no format"
            raise RefusedError(errors.not_a_journal(self.path, why))
        written, reader = versions
        if reader > READER:
            raise RefusedError(errors.needs_newer(self.path, reader, READER))
        if written > FORMAT:
            return errors.newer_format(written, FORMAT)
        return None


def foreign(data: bytes) -> str | None:
    """Why the first bytes of a file cannot begin a journal, or None."""
    if not data:
        return "it is empty, and a register always holds at least its first line"
    if not data.strip(b"\0"):
        return "it is filled with zero bytes, as after a power cut or a broken copy"
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return "it begins with a byte order mark: another program has rewritten it"
    line, newline, _rest = data.partition(b"\n")
    if line.endswith(b"\r"):
        return "its lines end in CR LF: another program has rewritten it"
    if not shaped(line):
        if _is_tinydb(data):
            return "it is a TinyDB file, not a journal"
        if not newline and OPENING.startswith(line[:HASH_AT]):
            return "its first line is unfinished"
        return "its first line is not a line of a journal"
    if not newline:
        return "its first line is unfinished"
    return None


def _is_tinydb(data: bytes) -> bool:
    try:
        tables = msgspec.json.decode(data, type=dict[str, dict[str, msgspec.Raw]])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return data.lstrip().startswith(b'{"_default"')
    return all(key.isdigit() for records in tables.values() for key in records)


def open_journal(path: Path, read_only: bool) -> Journal:
    """Open a register's journal, for writing where that is wanted and allowed.

    Raises:
        RefusedError: It is missing, unreadable, foreign, or its header is damaged or too new.
    """
    try:
        there = path.is_file()
    except OSError as problem:  # the folder may not be searched by this login
        raise RefusedError(errors.unreadable(path, problem)) from None
    if not there:
        raise RefusedError(errors.no_register(path.parent))
    writable = not read_only
    try:
        try:
            fd = open_shared(path, os.O_RDONLY if read_only else os.O_RDWR | os.O_APPEND)
        except PermissionError:
            fd, writable = open_shared(path, os.O_RDONLY), False
        except OSError as problem:
            if problem.errno != 30 or read_only:
                raise
            fd, writable = open_shared(path, os.O_RDONLY), False
    except OSError as problem:
        raise RefusedError(errors.unreadable(path, problem)) from None
    try:
        return Journal(path, fd, writable)
    except BaseException:
        os.close(fd)
        raise
