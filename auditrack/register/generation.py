"""The next generation of a journal: the same entries with a value erased, chained anew.

Nothing else ever rewrites the journal. Open handles and witnesses accept only a generation whose
header names the head that it replaced.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec

from auditrack.model.change import Actor, Head, RefusedError
from auditrack.register import errors
from auditrack.register.creation import write_journal
from auditrack.register.journal import open_journal
from auditrack.register.line import ROOT, TORN, Body, read_body, seal
from auditrack.register.lock import WriteLock
from auditrack.register.place import JOURNAL, LOCK, SNAPSHOT

Redact = Callable[[Body], Body]
"""Gives an entry without what is to be erased; everything else must stay as it was."""


def write_next_generation(path: Path, actor: Actor, redact: Redact) -> Head:
    """Rewrite the journal with `redact` applied to every entry, and drop the snapshot.

    Unfinished saves are left out: a fragment may hold the value too.

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
            header = msgspec.structs.replace(
                journal.header,
                generation=journal.header.generation + 1,
                previous_head=at.name.decode(),
            )
            name, line = seal(ROOT, header)
            lines = [line]
            for old in journal.lines(journal.begin.offset, at.offset):
                if not old.endswith(TORN):
                    name, line = seal(name, redact(read_body(old)))
                    lines.append(line)
            try:
                write_journal(path, b"".join(lines))
                (path / SNAPSHOT).unlink(missing_ok=True)
            except OSError as problem:
                raise RefusedError(errors.not_saved(journal.path, problem)) from None
            return Head(at.number, name.decode())
    finally:
        journal.close()
        lock.close()
