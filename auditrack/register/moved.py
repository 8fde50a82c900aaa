"""The mark in a folder whose register goes elsewhere: it is read from then on and not written to.

Two copies of one register that both go on cannot be joined. So the folder that a register left
says where it went, and every handle looks for that under the lock before it writes.
"""

import os
from pathlib import Path

import msgspec

from auditrack.model.text import one_line
from auditrack.register.disk import disk, sync_folder, write_all
from auditrack.register.place import FILE_MODE

MARK = "moved.json"


class Mark(msgspec.Struct, frozen=True):
    """Where a register goes, or went where `complete`: at which entry, when and by whom."""

    to: str
    sentence: str
    complete: bool
    entry: int
    head: str
    t: int
    login: str


def being_moved(to: str) -> str:
    """What is said of a register whose last step of moving is under way."""
    return (
        f"it is being moved to {to}. If that was cut short, say the same command again, or with "
        "--stay to leave it here."
    )


def was_moved(to: str, entry: int) -> str:
    """What is said of a register that went elsewhere."""
    return f"it was moved to {to} at entry {entry}, and is written there."


def read_mark(folder: Path) -> Mark | None:
    """The mark of a folder; None where its register is at home.

    Raises:
        ValueError: There is one, and it cannot be read.
    """
    try:
        data = (folder / MARK).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise ValueError(str(problem)) from None
    try:
        return msgspec.json.decode(data, type=Mark)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise ValueError(str(problem)) from None


def why_moved(folder: Path) -> str | None:
    """Why a folder's register takes no changes, as a sentence; None where it is at home."""
    try:
        mark = read_mark(folder)
    except ValueError:
        return (
            f"{MARK} stands in its folder and cannot be read, so that the register may have moved "
            "elsewhere. Ask whoever looks after it."
        )
    return None if mark is None else one_line(mark.sentence)


def write_mark(folder: Path, mark: Mark) -> None:
    """Put the mark in place, durably.

    Raises:
        OSError: The disk did not take it.
    """
    new = folder / f"{MARK}.new"
    new.unlink(missing_ok=True)
    fd = disk.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
    try:
        os.fchmod(fd, FILE_MODE)
        write_all(fd, msgspec.json.encode(mark))
        disk.fsync(fd)
    finally:
        os.close(fd)
    disk.replace(new, folder / MARK)
    sync_folder(folder)


def remove_mark(folder: Path) -> None:
    """Take the mark away, so that the register is at home again.

    Raises:
        OSError: The disk refuses.
    """
    (folder / MARK).unlink(missing_ok=True)
    sync_folder(folder)
