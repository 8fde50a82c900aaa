"""The witness: the last head that this officer saw, kept in their own home.

With it a shortened, restored or rewritten journal is noticed; the chain alone cannot see that.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from auditrack.register.journal import Journal, Position
from auditrack.register.line import HASH_AT, HASH_END
from auditrack.register.place import private_folder, state_folder


class Witness(msgspec.Struct, frozen=True):
    """The last head seen; `offset` is where its line begins."""

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
    if witness is None:
        return Testimony("absent", "This officer has not seen the register before.")
    header = journal.header
    if witness.generation != header.generation:
        if header.follows(witness.generation, witness.number, witness.head):
            return Testimony(
                "new-generation",
                f"The journal was rewritten as generation {header.generation}, as its first line "
                "announces (erasure of personal data).",
            )
        return Testimony(
            "differs",
            f"The journal says it is generation {header.generation}, and this officer last saw "
            f"entry {witness.number} of generation {witness.generation}, which it does not "
            "announce to follow. It may have been put back from a backup, or rewritten.",
        )
    if witness.number > at.number:
        return Testimony(
            "shortened",
            f"The journal ends at entry {at.number}, and this officer last saw entry "
            f"{witness.number}. It was shortened, or put back from a backup.",
        )
    name = journal.read(witness.offset + HASH_AT, witness.offset + HASH_END)
    if name.decode(errors="replace") != witness.head:
        return Testimony(
            "differs",
            f"Entry {witness.number} is not the one this officer last saw "
            f"({witness.head[:12]}). The journal was rewritten.",
        )
    return Testimony("agrees", f"Entry {witness.number}, last seen by this officer, is unchanged.")


def remember(journal: Journal, at: Position) -> None:
    """Keep the head of `at` as the last one seen; a home that cannot be written keeps none."""
    header = journal.header
    path = witness_path(header.register)
    if path is None:
        return
    seen = Witness(header.register, header.generation, at.number, at.start, at.name.decode())
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        private_folder(path.parent.parent)
        private_folder(path.parent)
        new.write_bytes(msgspec.json.encode(seen))
        new.chmod(0o600)
        new.replace(path)
