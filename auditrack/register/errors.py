"""Every refusal of the register, as a sentence a person can act on."""

import errno
from pathlib import Path

from auditrack.model.change import Refusal

SAFE = "Nothing was changed."
ENTRIES_SAFE = "Every entry saved before is safe."


class UnreadableSnapshotError(Exception):
    """The snapshot is damaged; the journal holds everything it held."""


def no_register(path: Path) -> Refusal:
    """There is nothing at the path, or no journal in it."""
    if not path.exists():
        why = "there is nothing at that path"
    elif not path.is_dir():
        why = "that is a file, and a register is a folder"
    else:
        why = "that folder holds no journal.jsonl"
    return Refusal(
        "no-register",
        f"{path} is not a register: {why}.",
        todo="Check the path, or make a register with `auditrack init`.",
    )


def not_a_journal(path: Path, why: str) -> Refusal:
    """The file is there but is no journal of ours."""
    return Refusal(
        "not-a-register",
        f"{path} cannot be opened as a register: {why}.",
        safe="The file was left exactly as it is.",
        todo="Put back journal.jsonl from the last backup, or check that this is the right folder.",
    )


def damaged_header(path: Path) -> Refusal:
    """The first line is one of ours but was changed."""
    return Refusal(
        "damaged",
        f"The first line of {path} was changed after it was written, so nothing that follows it "
        "can be trusted.",
        safe="The file was left exactly as it is.",
        todo="Put back journal.jsonl from the last backup.",
    )


def unreadable(path: Path, problem: OSError) -> Refusal:
    """The operating system does not let this login read the register."""
    return Refusal(
        "unreadable",
        f"{path} cannot be read: {reason(problem)}.",
        todo="Ask the administrator for access to the register's folder.",
    )


def needs_newer(path: Path, reader: int, ours: int) -> Refusal:
    """The journal says that this program is too old to read it."""
    return Refusal(
        "newer-format",
        f"{path} was written for reader version {reader}, and this program reads version {ours}.",
        safe="The register was left exactly as it is.",
        todo="Install the newer auditrack that the other officers use.",
    )


def newer_format(written: int, ours: int) -> str:
    """Why a register that a newer program wrote is open for reading only."""
    return (
        f"it was written in format {written} by a newer auditrack, and this one writes "
        f"format {ours}. Install the newer one to save."
    )


def existing(path: Path, what: str) -> Refusal:
    """The folder for a new register is taken."""
    return Refusal(
        "exists",
        f"A register cannot be made at {path}: {what}.",
        safe="What is there was left exactly as it is.",
        todo="Choose another path, or open the register that is there.",
    )


def wrong_file_system(path: Path, kind: str) -> Refusal:
    """Locks and appends are not safe on this kind of file system."""
    return Refusal(
        "file-system",
        f"{path} is on a {kind} file system, where two officers can overwrite each other.",
        todo="Keep the register on a disk of the host that officers log in to.",
    )


def busy(path: Path, holder: str, seconds: float) -> Refusal:
    """Somebody else held the lock all the while."""
    return Refusal(
        "busy",
        f"The register at {path} is being written by {holder} and did not come free within "
        f"{seconds:.0f} seconds.",
        safe="Your change was not saved; nothing was changed.",
        todo="Try again in a moment.",
    )


def no_lock(path: Path, problem: OSError) -> Refusal:
    """The lock file cannot be opened, so nobody may write."""
    return Refusal(
        "no-lock",
        f"The lock {path} cannot be opened: {reason(problem)}.",
        safe=f"{SAFE} {ENTRIES_SAFE}",
        todo=_remedy(problem),
    )


def read_only(why: str) -> Refusal:
    """This handle does not write."""
    return Refusal("read-only", f"The register is open for reading only: {why}")


def not_saved(path: Path, problem: OSError) -> Refusal:
    """The line could not be written."""
    return Refusal(
        "not-saved",
        f"Your change was not saved in {path}: {reason(problem)}.",
        safe=f"{SAFE} {ENTRIES_SAFE}",
        todo=_remedy(problem),
    )


def unconfirmed(path: Path, number: int, problem: OSError) -> Refusal:
    """The line was written but the disk did not confirm it."""
    return Refusal(
        "unconfirmed",
        f"Entry {number} was written to {path}, but the disk did not confirm it: "
        f"{reason(problem)}.",
        safe=f"It may or may not be kept. {ENTRIES_SAFE}",
        todo="Open the register again and look whether the change is there before repeating it.",
    )


def no_change() -> Refusal:
    """Everything already stands as asked."""
    return Refusal("no-change", "There is nothing to save: the record already says this.")


def no_such_entry(number: int, last: int) -> Refusal:
    """The register has not come so far."""
    return Refusal(
        "no-such-entry",
        f"There is no entry {number}: the register stands at entry {last}.",
        todo=f"Give a number from 0 to {last}.",
    )


def one_board() -> Refusal:
    """This store holds one organisation."""
    return Refusal(
        "one-board",
        "This register holds one board, and has no other boards beside it to offer anything to.",
        todo="Write a file instead, and hand it over.",
    )


def too_large(size: int, limit: int) -> Refusal:
    """One transaction would be longer than a line may be."""
    mega = 1024 * 1024
    return Refusal(
        "too-large",
        f"This change is {size / mega:.0f} MB in one piece; the limit is {limit / mega:.0f} MB.",
        todo="Split it into several changes.",
    )


def damaged_record(path: Path, what: str) -> Refusal:
    """An entry chains but says what cannot be."""
    return Refusal(
        "damaged",
        f"{path} holds an entry that does not fit the entries before it: {what}.",
        safe="The file was left exactly as it is.",
        todo="Run `auditrack verify` and put back journal.jsonl from the last backup.",
    )


def no_snapshot(path: Path, problem: OSError) -> Refusal:
    """The snapshot could not be written; the journal is complete without it."""
    return Refusal(
        "no-snapshot",
        f"The snapshot of {path} was not written: {reason(problem)}.",
        safe=ENTRIES_SAFE,
        todo="Opening takes a little longer until there is one.",
    )


def reason(problem: OSError) -> str:
    """What the operating system said, in words."""
    words = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your disk quota is used up",
        errno.EIO: "the disk reported a fault",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "this login has no permission",
        errno.EPERM: "this login has no permission",
        errno.EFBIG: "the file has reached the largest size the system allows",
        errno.ENOENT: "it is not there",
    }
    return words.get(problem.errno or 0, (problem.strerror or "unknown fault").lower())


def _remedy(problem: OSError) -> str:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Free some space and save again."
    if problem.errno in (errno.EACCES, errno.EPERM):
        return "Ask the administrator for access to the register's folder."
    return "Try again; if it happens again, ask the administrator to look at the disk."
