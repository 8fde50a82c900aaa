"""Whether a register's set-up keeps it safe: its folder, modes, file system, room and clock."""

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from auditrack.register.place import (
    EVIDENCE,
    FILE_MODE,
    JOURNAL,
    space_warning,
    state_folder,
    unfit_file_system,
)

_TOO_EARLY = 1_735_689_600
"""1 January 2025 in seconds: a clock before it is wrong, and its entries would be too."""


@dataclass(frozen=True)
class Condition:
    """One thing that was looked at: whether it is well, what was seen, and what to do."""

    name: str
    well: bool
    seen: str
    todo: str | None = None


def conditions(path: Path) -> tuple[Condition, ...]:
    """Look at a register's folder and this login's own, without changing anything."""
    return tuple(
        condition
        for look in (_folder, _journal, _evidence, _file_system, _room, _own_folder, _umask, _clock)
        if (condition := look(path)) is not None
    )


def _folder(path: Path) -> Condition:
    if not path.is_dir():
        return Condition(
            "folder",
            False,
            f"There is no folder {path}.",
            "Make a register with: auditrack init PATH --board NAME",
        )
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & stat.S_IRWXO:
        return Condition(
            "folder",
            False,
            f"Every login of this machine may look into the folder (mode {mode:o}).",
            f"Take that away with: chmod o-rwx {path}",
        )
    writable = os.access(path, os.W_OK | os.X_OK)
    return Condition(
        "folder",
        writable,
        f"The folder is closed to others (mode {mode:o})"
        + ("." if writable else ", and this login may not write in it."),
        None if writable else "Ask to be put in the register's group, or read only.",
    )


def _journal(path: Path) -> Condition:
    journal = path / JOURNAL
    if not journal.is_file():
        return Condition(
            "journal",
            False,
            f"There is no {JOURNAL} in it, so it is no register.",
            "Look for the right folder, or restore a backup.",
        )
    mode = stat.S_IMODE(journal.stat().st_mode)
    if mode & stat.S_IRWXO:
        return Condition(
            "journal",
            False,
            f"Every login of this machine may read the journal (mode {mode:o}).",
            f"Set it with: chmod {FILE_MODE:o} {journal}",
        )
    return Condition("journal", True, f"The journal is closed to others (mode {mode:o}).")


def _evidence(path: Path) -> Condition | None:
    folder = path / EVIDENCE
    if not folder.is_dir():
        return None
    mode = stat.S_IMODE(folder.stat().st_mode)
    closed = not mode & stat.S_IRWXO
    return Condition(
        "evidence files",
        closed,
        f"The evidence folder has mode {mode:o}.",
        None if closed else f"Close it with: chmod o-rwx {folder}",
    )


def _file_system(path: Path) -> Condition | None:
    if not path.exists():
        return None
    unfit = unfit_file_system(path)
    if unfit:
        return Condition(
            "file system",
            False,
            f"It lies on {unfit}, where locks and appends are not safe.",
            "Keep the register on a disk of the machine itself.",
        )
    return Condition("file system", True, "It lies on a file system with safe locks and appends.")


def _room(path: Path) -> Condition | None:
    if not path.exists():
        return None
    warning = space_warning(path)
    if warning:
        return Condition("room on the disk", False, warning, "Make room before the disk is full.")
    return Condition("room on the disk", True, "There is room on the disk.")


def _own_folder(path: Path) -> Condition:
    folder = state_folder()
    if not folder.exists():
        return Condition("own folder", True, "This login keeps no draft or witness here yet.")
    mode = stat.S_IMODE(folder.stat().st_mode)
    closed = not mode & (stat.S_IRWXG | stat.S_IRWXO)
    return Condition(
        "own folder",
        closed,
        f"The folder of this login's drafts and witness has mode {mode:o}.",
        None if closed else f"Close it with: chmod 700 {folder}",
    )


def _umask(path: Path) -> Condition:
    mask = os.umask(0o077)
    os.umask(mask)
    open_to_all = not mask & stat.S_IROTH
    return Condition(
        "umask",
        True,
        f"The umask is {mask:03o}"
        + (
            "; reports are made readable for their owner alone all the same."
            if open_to_all
            else "."
        ),
    )


def _clock(path: Path) -> Condition:
    now = time.time()
    if now < _TOO_EARLY:
        return Condition(
            "clock",
            False,
            f"The clock says {time.strftime('%Y-%m-%d', time.gmtime(now))}.",
            "Set the clock: every entry carries its time.",
        )
    journal = path / JOURNAL
    ahead = journal.is_file() and journal.stat().st_mtime > now + 300
    return Condition(
        "clock",
        not ahead,
        "The journal was written at a time still to come."
        if ahead
        else f"The clock says {time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime(now))}.",
        "Compare the machine's clock with another." if ahead else None,
    )
