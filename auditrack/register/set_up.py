"""Whether a register's set-up keeps it safe: its folder, group, modes, snapshot and clock.

Every look changes nothing, and what cannot be seen is said to be so; it is never a fault.
"""

import grp
import json
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from auditrack.register import host
from auditrack.register.condition import Condition
from auditrack.register.errors import reason
from auditrack.register.place import FOLDER_MODE, JOURNAL, SNAPSHOT, state_folder
from auditrack.register.sharing import is_shared, modes
from auditrack.register.snapshot import NEWER_BYTES

__all__ = ["Condition", "conditions"]

_TOO_EARLY = 1_735_689_600
"""1 January 2025 in seconds: a clock before it is wrong, and its entries would be too."""

_AHEAD = 300
_TAIL = 64 * 1024


def conditions(path: Path) -> tuple[Condition, ...]:
    """Look at a register's folder, its host and this login, without changing anything."""
    found = []
    for name, look in _LOOKS:
        try:
            condition = look(path)
        except (OSError, ValueError, LookupError) as problem:
            words = reason(problem) if isinstance(problem, OSError) else "what is there is unclear"
            condition = Condition(name, None, f"This cannot be seen from here: {words}.")
        if condition is not None:
            found.append(condition)
    return tuple(found)


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
    readable = os.access(journal, os.R_OK)
    writable = os.access(journal, os.W_OK)
    can = "read and write it" if writable else "read it and not write to it"
    return Condition(
        "journal",
        readable,
        f"The journal is there, and this login may {can}."
        if readable
        else "The journal is there, and this login may not read it.",
        None if readable else "Ask to be put in the register's group.",
    )


def _modes(path: Path) -> Condition | None:
    found = modes(path)
    if not found:
        return None
    shared = is_shared(path)
    wrong = []
    for place, has, wanted in found:
        # In a register of one's own the group does not matter; others never get in.
        if has & stat.S_IRWXO or (shared and has & wanted != wanted):
            wrong.append((place, has, wanted))
    if wrong:
        seen = ", ".join(f"{p.name} has {has:o} and not {want:o}" for p, has, want in wrong)
        todo = "; ".join(f"chmod {want:o} {p}" for p, _, want in wrong)
        return Condition("modes", False, f"{seen}.", f"Set them with: {todo}")
    return Condition(
        "modes", True, "Folder, journal, snapshot, lock and evidence are closed to other logins."
    )


def _group(path: Path) -> Condition | None:
    if not path.is_dir():
        return None
    number = path.stat().st_gid
    name = _group_name(number)
    strangers = [place.name for place, _, _ in modes(path)[1:] if place.stat().st_gid != number]
    if strangers:
        return Condition(
            "group",
            False,
            f"The folder belongs to the group {name}, and not {', '.join(strangers)}.",
            f"As root: chgrp -R {name} {path}; chmod {FOLDER_MODE:o} {path}",
        )
    belongs = number == os.getegid() or number in os.getgroups()
    if os.geteuid() == 0 and not belongs:
        return Condition("group", True, f"All of it belongs to the group {name}; root needs none.")
    owner = path.stat().st_uid == os.geteuid()
    return Condition(
        "group",
        belongs or owner,
        f"All of it belongs to the group {name}, "
        + (
            "and so does this login."
            if belongs
            else "and this login owns it."
            if owner
            else "to which this login does not belong."
        ),
        None
        if belongs or owner
        else f"As root: usermod -aG {name} LOGIN; it counts from the next login.",
    )


def _group_name(number: int) -> str:
    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return f"number {number}"


def _snapshot(path: Path) -> Condition | None:
    journal = path / JOURNAL
    if not journal.is_file():
        return None
    size = journal.stat().st_size
    try:
        with (path / SNAPSHOT).open("rb") as file:
            first = file.readline(1024 * 1024).rstrip().rstrip(b",") + b"}"
            written = os.fstat(file.fileno()).st_mtime
    except FileNotFoundError:
        return Condition(
            "snapshot",
            size <= NEWER_BYTES,
            f"There is no snapshot; opening reads {_mega(size)} of journal.",
            None if size <= NEWER_BYTES else "Write one with: auditrack verify --snapshot",
        )
    head = next(iter(json.loads(first)["_register"].values()))
    newer = max(size - int(head["end"]), 0)
    day = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(written))
    # Whoever closes writes one at this size; twice as much means that nobody's close did.
    well = newer <= 2 * NEWER_BYTES
    return Condition(
        "snapshot",
        well,
        f"It was written at {day}, at entry {int(head['number'])}; "
        f"{_mega(newer)} of journal is newer.",
        None if well else "Write it anew with: auditrack verify --snapshot",
    )


def _mega(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.1f} kB"


def own_folder(path: Path) -> Condition:
    """Whether nobody else looks into this login's drafts and witness."""
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
    return Condition(
        "umask",
        True,
        f"The umask is {mask:03o}; the register's files and reports get their modes all the same.",
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
    last = _last_time(path / JOURNAL)
    if last is not None and last / 1000 > now + _AHEAD:
        said = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(last / 1000))
        return Condition(
            "clock",
            False,
            f"The last entry says {said}, which is still to come; new entries repeat that time.",
            "Compare the machine's clock with another.",
        )
    shown = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(now))
    return Condition("clock", True, f"The clock says {shown}; no entry is ahead of it.")


def _last_time(journal: Path) -> int | None:
    """The time of the last whole line, in UTC milliseconds; None where there is none to read."""
    try:
        with journal.open("rb") as file:
            file.seek(max(os.fstat(file.fileno()).st_size - _TAIL, 0))
            lines = file.read().split(b"\n")[:-1]
    except OSError:
        return None
    for line in reversed(lines):
        try:
            return int(json.loads(line)["b"]["t"])
        except (ValueError, LookupError, TypeError):
            continue
    return None


_LOOKS: tuple[tuple[str, Callable[[Path], Condition | None]], ...] = (
    ("who you are", host.identity),
    ("folder", _folder),
    ("journal", _journal),
    ("modes", _modes),
    ("group", _group),
    ("append-only", host.append_only),
    ("file system", host.file_system),
    ("room on the disk", host.room),
    ("disk encryption", host.encryption),
    ("snapshot", _snapshot),
    ("own folder", own_folder),
    ("home", host.home),
    ("umask", _umask),
    ("clock", _clock),
    ("time service", host.time_service),
)
