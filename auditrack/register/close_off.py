"""After a power cut: the last saves reached the disk in part, with zeros where a page was lost.

Such a line ends like a whole one, so no writer closes it off as unfinished, and the register opens
for reading only. Closing it off is a person's decision: the same zeros in a save that was
confirmed are damage, to be put right from a backup. Only line ends are changed, nothing is cut.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from auditrack.model.change import Actor, Refusal, RefusedError
from auditrack.register import errors, witness
from auditrack.register.disk import disk, write_all
from auditrack.register.journal import Damage, Journal, Position, open_journal
from auditrack.register.line import TORN
from auditrack.register.lock import WriteLock
from auditrack.register.place import JOURNAL, LOCK

LINES = 16
"""How many lines a power cut can leave: one for each officer who was saving at that moment."""

BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class ClosedOff:
    """What was closed off: bytes and lines from one line of the journal on."""

    line: int
    lines: int
    bytes: int

    def __str__(self) -> str:
        lines = "1 line" if self.lines == 1 else f"{self.lines} lines"
        return (
            f"Closed off {lines} from line {self.line} on ({self.bytes:,} bytes), as saves that "
            "did not complete; they are kept and are not part of the record."
        )


def is_lost_pages(journal: Journal, damage: Damage) -> bool:
    """Whether damage looks like saves of which a power cut lost a page: zeros, at the very end.

    A line never holds a zero byte that a program wrote.
    """
    if journal.size() - damage.offset > BYTES:
        return False
    rest = journal.read(damage.offset, journal.size())
    return b"\0" in rest and rest.count(b"\n") <= LINES


def close_off(path: Path, actor: Actor) -> ClosedOff:
    """Mark what a power cut left at the journal's end as unfinished saves.

    Raises:
        RefusedError: nothing is damaged, the damage is of another kind, this officer saw a later
            entry confirmed, or the file cannot be written.
    """
    lock = WriteLock(path / LOCK, actor)
    journal = open_journal(path / JOURNAL, read_only=True)
    try:
        with lock:
            at, damage = _followed(journal)
            _must_be_unconfirmed(journal, at, damage)
            assert damage is not None
            rest = journal.read(damage.offset, journal.size())
            # A line's end within it becomes a space, so that all of it is one unfinished save.
            kept = rest.removesuffix(b"\n").replace(b"\n", b" ")
            try:
                _overwrite(path / JOURNAL, damage.offset, kept + TORN + b"\n")
            except OSError as problem:
                raise RefusedError(_not_closed(path, problem)) from None
            return ClosedOff(damage.line, rest.count(b"\n"), len(rest))
    finally:
        journal.close()
        lock.close()


def _followed(journal: Journal) -> tuple[Position, Damage | None]:
    at = journal.begin
    for followed in journal.stretches(at, journal.size()):
        at = followed.position
        if followed.damage is not None:
            return at, followed.damage
    return at, None


def _must_be_unconfirmed(journal: Journal, at: Position, damage: Damage | None) -> None:
    if damage is None:
        raise RefusedError(Refusal("no-change", "No line of the journal is damaged."))
    if not is_lost_pages(journal, damage):
        raise RefusedError(
            Refusal(
                "damaged",
                f"Damage: {damage} It is not what a power cut leaves of the last saves.",
                safe=errors.ENTRIES_SAFE,
                todo="Put back journal.jsonl from the last backup.",
            )
        )
    seen = witness.recall(journal.header.register)
    if seen is not None and not witness.hear(seen, journal, at).accepts:
        raise RefusedError(
            Refusal(
                "was-confirmed",
                f"You last saw entry {seen.number}, and the journal is good up to entry "
                f"{at.number}: what is damaged was saved, and closing it off would lose it.",
                safe="The journal was left exactly as it is.",
                todo="Put back journal.jsonl from the last backup.",
            )
        )


def _overwrite(path: Path, start: int, data: bytes) -> None:
    # Without O_APPEND, for that would put it behind the damage; an append-only file refuses.
    fd = disk.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        os.lseek(fd, start, os.SEEK_SET)
        write_all(fd, data)
        disk.fsync(fd)
    finally:
        os.close(fd)


def _not_closed(path: Path, problem: OSError) -> Refusal:
    return Refusal(
        "not-saved",
        f"The damage at the end of {path / JOURNAL} was not closed off: {errors.reason(problem)}.",
        safe=errors.ENTRIES_SAFE,
        todo="Where the journal is append-only, the administrator takes that off and puts it back: "
        f"chattr -a {path / JOURNAL}",
    )
