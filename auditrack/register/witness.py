"""The witness: the last head that this officer saw, kept in their own home.

With it a shortened, restored or rewritten journal is noticed; the chain alone cannot see that. It
goes by the register's identity, and so stays with a register that moves into a database or back.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from auditrack.register.journal import Journal, Position
from auditrack.register.line import HASH_AT, HASH_END, TORN, Header
from auditrack.register.place import private_folder, state_folder


class Witness(msgspec.Struct, frozen=True):
    """The last head seen; `offset` is where its line begins, 0 where it was seen in a database."""

    register: str
    generation: int
    number: int
    offset: int
    head: str


class Testimony(NamedTuple):
    """What the witness says: one of absent, agrees, shortened, differs, new-generation."""

    word: str
    sentence: str

    @property
    def accepts(self) -> bool:
        """Whether the journal may be the one that the witness saw."""
        return self.word not in ("shortened", "differs")


def witness_path(register: str) -> Path | None:
    """Where the witness of a register is kept; None for an identity that is no file name."""
    plain = register.isascii() and all(letter.isalnum() or letter == "-" for letter in register)
    return state_folder() / "witness" / f"{register}.json" if plain and register else None


def recall(register: str) -> Witness | None:
    """The witness of a register, or None where this officer has none."""
    path = witness_path(register)
    if path is None:
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Witness)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def hear(witness: Witness | None, journal: Journal, at: Position) -> Testimony:
    """Compare a witness with a journal that was followed as far as `at`."""
    return compare(
        witness, journal.header, at.number, lambda seen: _name_in(journal, seen, at), "journal"
    )


def compare(
    witness: Witness | None,
    header: Header,
    number: int,
    name_of: Callable[[Witness], str | None],
    called: str,
) -> Testimony:
    """Compare a witness with a chain.

    Args:
        witness: what this officer saw last.
        header: the chain's entry 0.
        number: its last entry.
        name_of: gives the hash of the entry that the witness names, as it stands there now.
        called: what the sentences call it.
    """
    if witness is None:
        return Testimony("absent", "This officer has not seen the register before.")
    if witness.generation != header.generation:
        if header.follows(witness.generation, witness.number, witness.head):
            return Testimony(
                "new-generation",
                f"The {called} was rewritten as generation {header.generation}, as its first "
                f"{'line' if called == 'journal' else 'entry'} announces (erasure of personal "
                "data).",
            )
        return Testimony(
            "differs",
            f"The {called} says it is generation {header.generation}, and this officer last saw "
            f"entry {witness.number} of generation {witness.generation}, which it does not "
            "announce to follow. It may have been put back from a backup, or rewritten.",
        )
    if witness.number > number:
        return Testimony(
            "shortened",
            f"The {called} ends at entry {number}, and this officer last saw entry "
            f"{witness.number}. "
            + (
                "Put back from a backup it ends like that, before the entry that says that the "
                "backup was taken. If it was not put back, its last entry is gone."
                if witness.number == number + 1
                else "It was shortened, or put back from a backup."
            ),
        )
    if name_of(witness) != witness.head:
        return Testimony(
            "differs",
            f"Entry {witness.number} is not the one this officer last saw "
            f"({witness.head[:12]}). The {called} was rewritten.",
        )
    return Testimony("agrees", f"Entry {witness.number}, last seen by this officer, is unchanged.")


def _name_in(journal: Journal, witness: Witness, at: Position) -> str | None:
    name = journal.read(witness.offset + HASH_AT, witness.offset + HASH_END)
    if name == witness.head.encode():
        return witness.head
    if witness.number == 0:
        return journal.begin.name.decode()
    # It was seen in a database, or before the register moved: then it stands elsewhere in the file.
    number = 0
    for line in journal.lines(journal.begin.offset, at.offset):
        if not line.endswith(TORN):
            number += 1
            if number == witness.number:
                return line[HASH_AT:HASH_END].decode("ascii", "replace")
    return None


def remember(journal: Journal, at: Position) -> None:
    """Keep the head of `at` as the last one seen; a home that cannot be written keeps none."""
    header = journal.header
    keep(Witness(header.register, header.generation, at.number, at.start, at.name.decode()))


def keep(seen: Witness) -> None:
    """Keep what was seen last; a home that cannot be written keeps none."""
    path = witness_path(seen.register)
    if path is None:
        return
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        private_folder(path.parent.parent)
        private_folder(path.parent)
        new.write_bytes(msgspec.json.encode(seen))
        new.chmod(0o600)
        new.replace(path)
