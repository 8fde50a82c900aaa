"""What any store behind the register's door can do, so that another can stand there one day.

`tests/register/test_store_conformance.py` puts every store through the same tests.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, Self

import msgspec

from auditrack.model.change import Actor, Build, Entry, Records, Refusal, Saved

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from auditrack.register.evidence_check import Progress
    from auditrack.register.evidence_files import KeptFile
    from auditrack.register.generation import BuildErasure
    from auditrack.register.line import Header
    from auditrack.register.verify import Verification
    from auditrack.register.witness import Testimony


class Capabilities(msgspec.Struct, frozen=True):
    """What a store promises beyond the least, for screens and `doctor` to say plainly."""

    several_hosts: bool = False
    several_organisations: bool = False
    pages: bool = False
    enforced_rights: bool = False
    hash_chain: bool = True
    plain_files: bool = True


class Offer(msgspec.Struct, frozen=True):
    """A document that an organisation lets the others of the same store see, at entry `number`.

    `register` is the identity of the offering organisation's register.
    """

    organisation: str
    register: str
    board: str
    kind: str
    ref: str
    body: bytes
    number: int


class KeptFiles(Protocol):
    """The files of evidence kept with a register, each under the SHA-256 of its content."""

    def keep(self, source: "Path") -> "KeptFile":
        """Copy a file and make it durable, before the entry that speaks of it."""

    def holds(self, sha256: str) -> bool:
        """Whether a file is there."""

    def names(self) -> set[str]:
        """What is there, whether or not a record names it."""

    def size(self, sha256: str) -> int:
        """The bytes of a file; 0 where it is not there."""

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The content of a file as it lies there, some of it at a time."""

    def copy_out(self, sha256: str, to: "Path") -> None:
        """Write a copy that nobody else may read, checked against its name on the way."""

    def remove(self, sha256: str) -> str | None:
        """Delete a file for an erasure; why it could not be done, or None when it is gone."""


class Doubt(msgspec.Struct, frozen=True):
    """A save of which nobody knows whether it is there: its entry's number and hash."""

    number: int
    hash: str


class Settled(msgspec.Struct, frozen=True):
    """What became of a save that was in doubt: `saved` is None where it was not written."""

    doubt: Doubt
    saved: Saved | None
    told: str


class Remote(Protocol):
    """What a store tells beside that is reached over a connection, which may be lost."""

    def let_poll_connect(self) -> None:
        """From now on `poll` alone makes a lost connection again: nobody who reads waits for it."""

    def reach(self) -> None:
        """Make sure of the connection; nothing that was read changes. For the thread that polls.

        Raises:
            RefusedError: The server is not reached.
        """

    def opens_again(self) -> str:
        """The address that opens the same register in another process; it may hold a secret."""

    @property
    def doubt(self) -> Doubt | None:
        """The save that is in doubt, until `poll` or the next save finds out."""

    def settled(self) -> tuple[Settled, ...]:
        """The doubts that were found out since this was last asked."""


class Store(Records, Protocol):
    """The live state of a register, and the way to change it."""

    actor: Actor
    """Who acts through this handle."""

    clock: Callable[[], int]
    """UTC milliseconds since 1970, as entries are dated by."""

    read_only: str | None
    """Why this handle does not write, as a sentence; None if it does."""

    capabilities: Capabilities
    """What this store promises."""

    @property
    def header(self) -> "Header":
        """What the register is: its identity, board, format and generation."""

    @property
    def where(self) -> str:
        """Where the register is, for people: a folder, or an address without its secrets."""

    @property
    def folder(self) -> "Path | None":
        """The folder of plain files; None where there is none."""

    @property
    def remote(self) -> Remote | None:
        """What it tells as a store over a connection; None where nothing lies between."""

    @property
    def kept(self) -> KeptFiles:
        """The files of evidence kept with the register."""

    @property
    def notices(self) -> Sequence[str]:
        """What a person should know about this register, in sentences."""

    def tables(self) -> tuple[str, ...]:
        """The names of the tables that hold a record."""

    def poll(self) -> tuple[Entry, ...]:
        """The entries that were added since the last poll."""

    def transact(self, build: Build, **context: Any) -> Saved | Refusal:
        """Write what `build` makes of the state as of the lock."""

    def erase(self, build: "BuildErasure") -> Saved | Refusal:
        """Write the next generation of the record, from which something is erased."""

    def history(self, ref: str | None = None, since: int | None = None) -> Iterator[Entry]:
        """The entries, oldest first."""

    def as_recorded(self, number: int) -> Records:
        """The state as it stood at an entry."""

    def offer(self, kind: str, ref: str, body: bytes) -> None:
        """Let the other organisations of the store see a document."""

    def withdraw_offer(self, kind: str, ref: str) -> None:
        """Let the others see a document no longer."""

    def offers(self, kind: str) -> tuple[Offer, ...]:
        """What every organisation of the store offers, this one's own included."""

    def verify(
        self,
        write_snapshot: bool = False,
        within: float | None = ...,
        progress: "Progress | None" = None,
    ) -> "Verification":
        """What speaks for and against the record; files are read for `within` seconds, or all."""

    def testimony(self) -> "Testimony":
        """What this officer's witness says of the record, at once."""

    def trust(self) -> None:
        """Let this officer's witness vouch for the record as it stands, after a restore."""

    def write_snapshot(self) -> None:
        """Write what makes the next opening quick, where the store has such a thing."""

    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: "type[BaseException] | None",
        error: "BaseException | None",
        trace: "TracebackType | None",
    ) -> None: ...


if TYPE_CHECKING:
    from auditrack.register.postgres.store import DatabaseRegister
    from auditrack.register.store import Register

    _stores: tuple[type[Store], ...] = (Register, DatabaseRegister)
