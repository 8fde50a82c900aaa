"""The next generation of a journal: the same entries with a value erased, chained anew.

Nothing else ever rewrites the journal. Open handles and witnesses accept only a generation whose
header names the head that it replaced.
"""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from auditrack.model.change import Actor, Head, Records, Refusal, RefusedError, Transaction
from auditrack.register import errors
from auditrack.register.creation import write_journal
from auditrack.register.disk import sync_folder
from auditrack.register.journal import Journal, Position, UnconfirmedError, open_journal
from auditrack.register.line import (
    BODY_AT,
    HASH_AT,
    HASH_END,
    ROOT,
    TORN,
    Body,
    as_bytes,
    seal,
    seal_bytes,
)
from auditrack.register.lock import WriteLock
from auditrack.register.place import JOURNAL, LOCK, SNAPSHOT
from auditrack.register.upcast import read_current

Redact = Callable[[Body], Body]
"""Gives an entry without what is to be erased; everything else must stay as it was."""

BuildErasure = Callable[[Records], tuple[Transaction, Redact] | Refusal]
"""From the state as of the lock: the entry that closes the new generation, and the erasure."""


def write_next_generation(path: Path, actor: Actor, redact: Redact) -> Head:
    """Rewrite the journal with `redact` applied to every entry, and drop the snapshot.

    Raises:
        RefusedError: The lock is busy, the journal is damaged or newer, or the disk refuses; the
            journal stands as it was.
    """
    lock = WriteLock(path / LOCK, actor)
    journal = open_journal(path / JOURNAL, read_only=True)
    try:
        with lock:
            if journal.newer is not None:
                raise RefusedError(errors.read_only(journal.newer))
            at = journal.begin
            for followed in journal.stretches(at, journal.size()):
                if followed.damage is not None:
                    raise RefusedError(errors.damaged_record(journal.path, str(followed.damage)))
                at = followed.position
            try:
                return replace_journal(path, journal, at, redact)
            except UnconfirmedError as failed:
                raise RefusedError(errors.unconfirmed(path, at.number, failed.problem)) from None
    finally:
        journal.close()
        lock.close()


def replace_journal(
    path: Path, journal: Journal, at: Position, redact: Redact, closing: Body | None = None
) -> Head:
    """Put the next generation in the place of a journal that was followed to `at`, under the lock.

    An entry that `redact` leaves alone keeps its bytes, and what this program does not know in one
    that it changes stays. Unfinished saves are left out: a fragment may hold the value too. The
    rename of the finished file is the one moment at which everything happens: before it the
    register is as it was, though without its snapshot, which held the value.

    Args:
        path: the register's folder.
        journal: the journal as it is.
        at: its last entry.
        redact: what is done to each entry.
        closing: one more entry, that says by whom and why.

    Raises:
        RefusedError: An entry cannot be read, or the disk refuses; the journal stands as it was.
        UnconfirmedError: The new journal is in place, but perhaps not on the disk.
    """
    if os.lstat(journal.path).st_nlink > 1 or journal.path.is_symlink():
        # An open handle would go on in the old file, and the old file would keep the value.
        raise RefusedError(_linked(journal.path))
    header = msgspec.structs.replace(
        journal.header,
        generation=journal.header.generation + 1,
        previous_head=at.name.decode(),
        previous_number=at.number,
    )
    name, line = seal(ROOT, header)
    lines = [line]
    for body in _bodies(journal, at, redact):
        name, line = seal_bytes(name, body)
        lines.append(line)
    if closing is not None:
        name, line = seal(name, closing)
        lines.append(line)
    try:
        for left in (path / SNAPSHOT, path / f"{SNAPSHOT}.new"):
            left.unlink(missing_ok=True)
        sync_folder(path)
        write_journal(path, b"".join(lines))
    except OSError as problem:
        if _stands(path, lines[0]):
            raise UnconfirmedError(problem) from None
        raise RefusedError(_not_rewritten(journal.path, problem)) from None
    return Head(at.number if closing is None else closing.n, name.decode())


def _bodies(journal: Journal, at: Position, redact: Redact) -> Iterator[bytes]:
    for line in journal.lines(journal.begin.offset, at.offset):
        if line.endswith(TORN):
            continue
        try:
            old = read_current(line, journal.header.format)
        except (msgspec.DecodeError, UnicodeDecodeError):
            what = "an entry is not one that this program understands"
            raise RefusedError(errors.damaged_record(journal.path, what)) from None
        yield redacted(line[BODY_AT:-1], old, redact)


def redacted(written: bytes, old: Body, redact: Redact) -> bytes:
    """The bytes of an entry with `redact` applied; one that it leaves alone keeps its own."""
    new = redact(old)
    return written if new == old else _changed(written, old, new)


def _changed(written: bytes, old: Body, new: Body) -> bytes:
    """The bytes of an entry with what differs between two readings of it put in."""
    body: dict[str, Any] = msgspec.json.decode(written)
    if new.why != old.why:
        body["why"] = new.why
    if old.format is not None and old.format != body.get("format"):
        # Its fields were brought up to date to be found, and are written so.
        body["format"] = old.format
        body["ops"] = old.ops
        body = msgspec.json.decode(as_bytes(body))
    for place, (was, now) in enumerate(zip(old.ops, new.ops, strict=True)):
        for field, change in now.fields.items():
            if change != was.fields[field]:
                body["ops"][place]["fields"][field] = change
    return as_bytes(body)


def _stands(path: Path, header: bytes) -> bool:
    """Whether the journal in place is the new one."""
    try:
        with (path / JOURNAL).open("rb") as file:
            line = file.readline(len(header))
    except OSError:
        return False
    return line[HASH_AT:HASH_END] == header[HASH_AT:HASH_END]


def _linked(path: Path) -> Refusal:
    return Refusal(
        "linked",
        f"{path} has another name on this disk (a link), which would keep what is to be erased.",
        safe=f"{errors.SAFE} {errors.ENTRIES_SAFE}",
        todo=f"Find it with: find / -xdev -samefile {path}, remove it, and confirm again.",
    )


def _not_rewritten(path: Path, problem: OSError) -> Refusal:
    todo = "Free some space and confirm again."
    if problem.errno in (errno.EPERM, errno.EACCES):
        todo = (
            "Where the journal is append-only, the administrator takes that off for an erasure: "
            f"chattr -a {path}"
        )
    return Refusal(
        "not-saved",
        f"Nothing was erased from {path}: {errors.reason(problem)}.",
        safe=f"{errors.SAFE} {errors.ENTRIES_SAFE}",
        todo=todo,
    )
