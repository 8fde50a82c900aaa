"""Drafts: what an officer typed and has not saved, kept in their own private folder.

A draft is written while it is typed, so that a dropped line loses at most the last moment. It is
never a record: nothing reads it but the form it came from.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import msgspec

from auditrack.register.place import private_folder, state_folder

LARGEST = 2_000_000
"""Bytes; a larger file in the folder is not one of ours."""

_MODE = 0o600


class PerhapsSaved(msgspec.Struct, frozen=True):
    """The entry that a draft may have become, before the connection was lost."""

    number: int
    hash: str
    generation: int


class Draft(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was typed into one form about one record ("" where it is about none).

    `base_rev` is the revision of the record that an edit began from, `at` UTC milliseconds.
    `perhaps` is there where nobody knows yet whether it was saved.
    """

    form: str
    ref: str
    values: dict[str, str | list[str]]
    base_rev: int | None
    at: int
    perhaps: PerhapsSaved | None = None


def folder(register: str) -> Path | None:
    """Where the drafts for a register lie; None for an identity that is no file name."""
    plain = register.isascii() and all(letter.isalnum() or letter == "-" for letter in register)
    return state_folder() / "drafts" / register if plain and register else None


def _path(register: str, form: str, ref: str) -> Path | None:
    there = folder(register)
    name = hashlib.sha256(f"{form}\0{ref}".encode()).hexdigest()[:32]
    return None if there is None else there / f"{name}.json"


def keep(register: str, draft: Draft) -> bool:
    """Keep a draft in place of the one before; whether it could be written."""
    path = _path(register, draft.form, draft.ref)
    if path is None:
        return False
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        private_folder(path.parent.parent.parent)
        private_folder(path.parent.parent)
        private_folder(path.parent)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, _MODE)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(draft))
            file.flush()
            os.fdatasync(file.fileno())
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        return False
    return True


def find(register: str, form: str, ref: str) -> Draft | None:
    """The draft of a form about a record, or None."""
    path = _path(register, form, ref)
    return None if path is None else _read(path)


def mark(register: str, form: str, ref: str, perhaps: PerhapsSaved | None) -> None:
    """Say of a draft that it may have been saved as an entry, or (None) that it was not."""
    draft = find(register, form, ref)
    if draft is not None:
        keep(register, msgspec.structs.replace(draft, perhaps=perhaps))


def waiting(register: str) -> tuple[Draft, ...]:
    """Every draft that can be read, the latest first."""
    there = folder(register)
    if there is None:
        return ()
    try:
        paths = sorted(there.glob("*.json"))
    except OSError:
        return ()
    found = [draft for path in paths if (draft := _read(path)) is not None]
    return tuple(sorted(found, key=lambda draft: -draft.at))


def forget(register: str, form: str, ref: str) -> None:
    """Remove a draft, because it was saved or its officer discards it."""
    path = _path(register, form, ref)
    if path is not None:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _read(path: Path) -> Draft | None:
    try:
        if path.stat().st_size > LARGEST:
            return None
        return msgspec.json.decode(path.read_bytes(), type=Draft)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
