"""Where this officer was when they last left: one entry number in their own folder.

It only tells what changed since; the witness beside it is what guards the journal.
"""

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from auditrack.register.place import private_folder, state_folder

_MODE = 0o600
_LATEST = 4_102_444_800_000  # the year 2100: a later time was never written by us


class LastSeen(msgspec.Struct, frozen=True):
    """The entry that was the last one, and when that was (UTC milliseconds)."""

    number: int
    at: int


def _path(register: str) -> Path | None:
    plain = register.isascii() and all(letter.isalnum() or letter == "-" for letter in register)
    return state_folder() / "last-seen" / f"{register}.json" if plain and register else None


def recall(register: str) -> LastSeen | None:
    """Where this officer was; None for a first visit."""
    path = _path(register)
    if path is None:
        return None
    try:
        seen = msgspec.json.decode(path.read_bytes(), type=LastSeen)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return seen if seen.number >= 0 and 0 <= seen.at < _LATEST else None


def remember(register: str, seen: LastSeen) -> None:
    """Keep where this officer is; a home that cannot be written keeps nothing."""
    path = _path(register)
    if path is None:
        return
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        private_folder(path.parent.parent)
        private_folder(path.parent)
        new.write_bytes(msgspec.json.encode(seen))
        new.chmod(_MODE)
        new.replace(path)
